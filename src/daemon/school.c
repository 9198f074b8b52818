/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * school - with `learn = "nightly"` the reader is taught anew each night, by
 * what people did: `kentongan learn` as a process of its own, with the lowest
 * priority, which rehearses and refuses a worse model by itself.
 *
 * This file alone knows when that is, and what it is given: the rows of
 * `label`, and what citizens wrote in the last 30 days, all digits masked.
 */

#include "config.h"

#include <errno.h>
#include <event2/event.h>
#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <jansson.h>

#include "base/clock.h"
#include "base/log.h"
#include "conf/conf.h"
#include "daemon/school.h"
#include "store/list.h"

#define HOUR		2		/* in the city, when nobody writes */
#define MINUTE		20
#define DAYS_S		(30 * 86400)	/* of messages, to rehearse on */
#define ROWS_MAX	20000
#define LOOK_S		3600		/* a moved clock is seen within */

struct school {
	struct school_parts with;
	struct event	*timer;		/* owned */
	int64_t		 at;		/* the next lesson */
	pid_t		 pid;		/* 0 none */
};

/* One list on its way into a file. */
struct lesson {
	FILE	*out;
	int	 rows;
};

static void	school_cb(evutil_socket_t, short, void *);

/* The next time that it is so late in the city. */
static int64_t
next_lesson(int64_t now)
{
	time_t		t = (time_t)now;
	struct tm	day;
	int64_t		at;

	localtime_r(&t, &day);
	day.tm_hour = HOUR;
	day.tm_min = MINUTE;
	day.tm_sec = 0;
	day.tm_isdst = -1;
	at = (int64_t)mktime(&day);
	if (at > now)
		return at;
	day.tm_mday++;
	return (int64_t)mktime(&day);
}

/* Look again soon enough, whatever was done to the clock. */
void
school_arm(struct school *s)
{
	int64_t		left = s->at - clock_now();
	struct timeval	wait = { 0, 0 };

	wait.tv_sec = (time_t)(left < 0 ? 0 : left > LOOK_S ? LOOK_S : left);
	evtimer_add(s->timer, &wait);
}

/* Not yet due; s's parts stay with their owner.  NULL: no memory. */
struct school *
school_new(const struct school_parts *with)
{
	struct school	*s = calloc(1, sizeof *s);

	if (s == NULL)
		return NULL;
	s->with = *with;
	if ((s->timer = evtimer_new(with->base, school_cb, s)) == NULL) {
		free(s);
		return NULL;
	}
	s->at = next_lesson(clock_now());
	school_arm(s);
	return s;
}

/* A lesson that is going on ends with us. */
void
school_free(struct school *s)
{
	if (s == NULL)
		return;
	if (s->pid != 0)
		kill(s->pid, SIGTERM);
	event_free(s->timer);
	free(s);
}

/* ---- what is learned from ------------------------------------------------ */

/* A cell of a row; an empty category says that it is none of ours. */
static void
set_cell(json_t *line, const struct store_cell *cell)
{
	json_t	*value;
	char	*c;

	if (cell->is_number || cell->text == NULL || (cell->text[0] == '\0' &&
	    strcmp(cell->column, "category") != 0))
		return;
	value = cell->text[0] == '\0' ? json_null() : json_string(cell->text);
	json_object_set_new(line, cell->column, value);
	c = (char *)(uintptr_t)json_string_value(value);
	if (c != NULL && strcmp(cell->column, "text") == 0)
		for (; *c != '\0'; c++)
			if (*c >= '0' && *c <= '9')
				*c = '0';
}

/* One row as `kentongan learn` reads it. */
static int
write_row(void *arg, const struct store_cell *cell, int count)
{
	struct lesson	*lesson = arg;
	json_t		*line = json_pack("{s:s, s:s}", "from", "citizen",
			    "label_by", "city");
	int		 i;

	for (i = 0; i < count; i++)
		set_cell(line, &cell[i]);
	if (json_dumpf(line, lesson->out, JSON_COMPACT) == 0 &&
	    fputc('\n', lesson->out) != EOF)
		lesson->rows++;
	json_decref(line);
	return 0;
}

/* Only the daemon's own user may read what people wrote. */
static FILE *
create(const char *path)
{
	int	fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC,
		    S_IRUSR | S_IWUSR);
	FILE	*f = fd == -1 ? NULL : fdopen(fd, "w");

	if (f == NULL)
		log_error("learn: %s: %s", path, strerror(errno));
	if (f == NULL && fd != -1)
		close(fd);
	return f;
}

/* Write a list of rows since then; how many, or -1. */
static int
write_list(struct school *s, const char *list, int64_t since,
    const char *path)
{
	const struct store_param param[] = {
		{ ":since", NULL, since, false },
		{ ":limit", NULL, ROWS_MAX, false }
	};
	struct lesson	lesson = { .out = create(path) };
	int		rc;

	if (lesson.out == NULL)
		return -1;
	rc = store_list(s->with.store, list, param, 2, write_row, &lesson);
	if (fclose(lesson.out) == EOF || rc != 0)
		return -1;
	return lesson.rows;
}

/* ---- the lesson ---------------------------------------------------------- */

/* In the child. */
static void __attribute__((noreturn))
become_pupil(const struct conf *conf, const char *rows, const char *messages)
{
	char		*argv[] = { conf->learn_program, (char *)"-c",
			    conf->path, (char *)"learn", (char *)"--rows",
			    (char *)(uintptr_t)rows, (char *)"--messages",
			    (char *)(uintptr_t)messages, NULL };
	sigset_t	 none;
	int		 null = open("/dev/null", O_RDWR | O_CLOEXEC);

	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	setpriority(PRIO_PROCESS, 0, 19);
	if (null != -1) {
		dup2(null, STDIN_FILENO);
		dup2(null, STDOUT_FILENO);
	}
	close_range(STDERR_FILENO + 1, ~0U, 0);
	execv(conf->learn_program, argv);
	_exit(127);
}

static void
begin(struct school *s)
{
	const struct conf	*conf = *s->with.conf;
	char			 rows[4200], messages[4200];
	int			 n;

	snprintf(rows, sizeof rows, "%s/learn-rows", conf->runtime_dir);
	snprintf(messages, sizeof messages, "%s/learn-messages",
	    conf->runtime_dir);
	if ((n = write_list(s, "list_labels", 0, rows)) <= 0 ||
	    write_list(s, "list_rehearsal", clock_now() - DAYS_S, messages)
	    == -1)
		return;
	log_info("learn: from %d rows, as a process of its own", n);
	if ((s->pid = fork()) == 0)
		become_pupil(conf, rows, messages);
	if (s->pid == -1) {
		log_error("learn: %s", strerror(errno));
		s->pid = 0;
	}
}

static void
school_cb(evutil_socket_t fd, short what, void *arg)
{
	struct school		*s = arg;
	const struct conf	*conf = *s->with.conf;
	int64_t			 now = clock_now();

	(void)fd;
	(void)what;
	if (now >= s->at) {
		s->at = next_lesson(now);
		if (conf->learn == LEARN_NIGHTLY && conf->model[0] != '\0' &&
		    s->pid == 0)
			begin(s);
	}
	school_arm(s);
}

/* What people wrote does not stay in a file. */
static void
clear_away(const struct conf *conf)
{
	static const char *const	names[] = { "learn-rows",
	    "learn-messages" };
	char				path[4200];
	size_t				i;

	for (i = 0; i < sizeof names / sizeof names[0]; i++) {
		snprintf(path, sizeof path, "%s/%s", conf->runtime_dir,
		    names[i]);
		unlink(path);
	}
}

/* On SIGCHLD: the lesson may be over. */
void
school_reap(struct school *s)
{
	int	status;

	if (s->pid == 0 || waitpid(s->pid, &status, WNOHANG) != s->pid)
		return;
	s->pid = 0;
	clear_away(*s->with.conf);
	if (WIFEXITED(status) && WEXITSTATUS(status) == 0) {
		log_info("learn: a new model is in place");
		s->with.learned(s->with.arg);
	} else
		log_warn("learn: the model stays as it is");
}
