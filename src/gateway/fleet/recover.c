/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * recover - run the command that the admin wrote for a modem that hangs,
 * such as one that switches its USB port off and on.
 *
 * This file alone knows how such a command runs: without a shell, with the
 * modem's name and device as its last arguments and in its environment, its
 * output in our log, and no longer than a minute.  Nothing here waits.
 */

#include "config.h"

#include <sys/wait.h>

#include <errno.h>
#include <event2/event.h>
#include <event2/util.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "gateway/fleet/recover.h"

#define RECOVER_LIMIT_S	60
#define RECOVER_LINES	50	/* in the log; a flood is of no use */

struct recover {
	char		 name[16], device[256];
	recover_cb	 done;
	void		*arg;		/* borrowed */
	pid_t		 pid;		/* -1 reaped */
	int		 fd;		/* owned; its output, -1 closed */
	struct event	*readable;	/* owned */
	struct event	*limit;		/* owned */
	char		 line[256];
	size_t		 len;
	int		 lines;
};

/* Ways in from the event loop. */
static void	recover_readable_cb(evutil_socket_t, short, void *);
static void	recover_limit_cb(evutil_socket_t, short, void *);

/* In the child: what it inherits is its output and an empty input. */
static void __attribute__((noreturn))
recover_exec(const struct recover *r, char *const *words, int out)
{
	char		*argv[34];
	sigset_t	 none;
	int		 n = 0, null = open("/dev/null", O_RDWR | O_CLOEXEC);

	while (n < 31 && words[n] != NULL) {
		argv[n] = words[n];
		n++;
	}
	argv[n++] = (char *)r->name;
	argv[n++] = (char *)r->device;
	argv[n] = NULL;
	setenv("KENTONGAN_MODEM", r->name, 1);
	setenv("KENTONGAN_DEVICE", r->device, 1);
	setpgid(0, 0);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	signal(SIGPIPE, SIG_DFL);
	dup2(null, STDIN_FILENO);
	dup2(out, STDOUT_FILENO);
	dup2(out, STDERR_FILENO);
	close_range(STDERR_FILENO + 1, ~0U, 0);
	execv(argv[0], argv);
	fprintf(stderr, "cannot run %s: %s\n", argv[0], strerror(errno));
	_exit(127);
}

static int
recover_launch(struct recover *r, struct event_base *base, char *const *words)
{
	struct timeval	limit = { RECOVER_LIMIT_S, 0 };
	int		pair[2];

	if (pipe2(pair, O_CLOEXEC) == -1)
		return -1;
	r->fd = pair[0];
	r->readable = event_new(base, r->fd, EV_READ | EV_PERSIST,
	    recover_readable_cb, r);
	r->limit = evtimer_new(base, recover_limit_cb, r);
	if (evutil_make_socket_nonblocking(r->fd) == -1 ||
	    r->readable == NULL || r->limit == NULL ||
	    (r->pid = fork()) == -1) {
		close(pair[1]);
		return -1;
	}
	if (r->pid == 0)
		recover_exec(r, words, pair[1]);
	setpgid(r->pid, r->pid);
	close(pair[1]);
	event_add(r->readable, NULL);
	event_add(r->limit, &limit);
	return 0;
}

/*
 * Run these words, which end with NULL.  done(arg) is called when the command
 * has ended, however it did, and recover_reap has seen it.  NULL if there is
 * no command or it cannot be started, which was logged.
 */
struct recover *
recover_new(struct event_base *base, char *const *words, const char *name,
    const char *device, recover_cb done, void *arg)
{
	struct recover	*r;

	if (words == NULL || (r = calloc(1, sizeof *r)) == NULL)
		return NULL;
	snprintf(r->name, sizeof r->name, "%s", name);
	snprintf(r->device, sizeof r->device, "%s", device);
	r->done = done;
	r->arg = arg;
	r->fd = r->pid = -1;
	if (recover_launch(r, base, words) == 0)
		return r;
	log_error("%s: recover: %s", name, strerror(errno));
	recover_free(r);
	return NULL;
}

/* A command that still runs is killed, with what it started. */
void
recover_free(struct recover *r)
{
	if (r == NULL)
		return;
	if (r->pid > 0)
		kill(-r->pid, SIGKILL);
	if (r->readable != NULL)
		event_free(r->readable);
	if (r->limit != NULL)
		event_free(r->limit);
	if (r->fd != -1)
		close(r->fd);
	free(r);
}

static void
recover_say(struct recover *r)
{
	size_t	i;

	for (i = 0; i < r->len; i++)
		if ((unsigned char)r->line[i] < 0x20)
			r->line[i] = ' ';
	if (r->len > 0 && r->lines++ < RECOVER_LINES)
		log_info("%s: recover: %.*s", r->name, (int)r->len, r->line);
	r->len = 0;
}

/* Some of its output; more comes in the loop's next turn. */
static void
recover_read(struct recover *r)
{
	char	buf[4096];
	ssize_t	n = read(r->fd, buf, sizeof buf), i;

	for (i = 0; i < n; i++) {
			if (buf[i] == '\n' || r->len == sizeof r->line)
				recover_say(r);
			if (buf[i] != '\n')
				r->line[r->len++] = buf[i];
		}
	if (n == 0)
		event_del(r->readable);
}

static void
recover_readable_cb(evutil_socket_t fd, short what, void *arg)
{
	(void)fd;
	(void)what;
	recover_read(arg);
}

static void
recover_limit_cb(evutil_socket_t fd, short what, void *arg)
{
	struct recover	*r = arg;

	(void)fd;
	(void)what;
	log_error("%s: recover: takes more than %ds: killed", r->name,
	    RECOVER_LIMIT_S);
	kill(-r->pid, SIGKILL);
}

/* On SIGCHLD: see whether it has ended.  Then `done' may free it. */
void
recover_reap(struct recover *r)
{
	int	status;

	if (r == NULL || r->pid == -1 ||
	    waitpid(r->pid, &status, WNOHANG) != r->pid)
		return;
	r->pid = -1;
	recover_read(r);
	recover_say(r);
	if (WIFSIGNALED(status))
		log_warn("%s: recover: ended by signal %d", r->name,
		    WTERMSIG(status));
	else
		log_info("%s: recover: ended with status %d", r->name,
		    WEXITSTATUS(status));
	r->done(r->arg);
}
