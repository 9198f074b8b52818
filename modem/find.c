/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * find - which device is the modem that is wanted.
 *
 * A stick that was pulled out comes back under another name, and several
 * sticks look alike; so a device may be a pattern, and the modem is known by
 * its IMEI or its SIM's IMSI.  This file alone knows how to ask for them, and
 * how to reset a modem before anybody opens it.
 */

#include "config.h"

#include <sys/stat.h>

#include <ctype.h>
#include <errno.h>
#include <glob.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include "base/log.h"
#include "modem/driver.h"
#include "modem/find.h"
#include "modem/tty.h"

#define BUSY_MS		5000	/* others look, too: ask again so long */
#define NAP_MS		250
#define RESET_COMMAND_MS 5000
#define RESET_DOWN_MS	3000	/* until a reset modem falls silent */
#define RESET_UP_MS	60000	/* until it answers again */
#define ID_SIZE		20

enum sight { SIGHT_ABSENT, SIGHT_BUSY, SIGHT_SILENT, SIGHT_ANSWERS };

/* What was seen at the devices that were looked at. */
struct search {
	const struct wire_setup	*setup;		/* borrowed */
	bool			 pattern;
	bool			 ask;		/* who it is */
	char			 path[256];	/* of the best */
	int			 score;		/* of the best, 0: none fits */
	int			 seen[SIGHT_ANSWERS + 1];	/* how many */
	bool			 other_sim;	/* one answers with another */
	char			 imei[ID_SIZE];	/* the last one's */
};

static int64_t
now_ms(void)
{
	struct timespec	t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void
nap(void)
{
	/* Not in step with another process that looks for its modem. */
	struct timespec	t = { 0, (NAP_MS + getpid() % 100) * 1000000L };

	nanosleep(&t, NULL);
}

/* The digits of an answer such as +CGSN: "35..."; "" if they are too few. */
static void
ask_id(int fd, const char *command, char id[ID_SIZE])
{
	char	line[128];
	size_t	i, n = 0;

	id[0] = '\0';
	if (!tty_ask(fd, command, "", line, sizeof line))
		return;
	for (i = 0; line[i] != '\0' && n < ID_SIZE - 1; i++)
		if (isdigit((unsigned char)line[i]))
			id[n++] = line[i];
	id[n < 14 ? 0 : n] = '\0';
}

/* Is there a modem?  It may be in the middle of what its last owner began. */
static bool
answers(int fd)
{
	int	i;

	if (write(fd, "\033", 1) != 1)
		return false;
	for (i = 0; i < 2; i++)
		if (tty_command(fd, "AT", TTY_ANSWER_MS, NULL, NULL, NULL) ==
		    TTY_OK)
			return true;
	return false;
}

/* Open a device that nobody else has.  -1: see the sight. */
static int
open_free(const struct search *s, const char *path, enum sight *sight)
{
	int	fd = tty_open(path, s->setup->connection);

	*sight = SIGHT_SILENT;
	if (fd == -1)
		*sight = errno == EBUSY ? SIGHT_BUSY : SIGHT_ABSENT;
	else if (!tty_lock(fd)) {
		*sight = SIGHT_BUSY;
		close(fd);
		fd = -1;
	}
	return fd;
}

/* The SIM counts for more than the stick that it is in. */
static int
score(struct search *s, const char *imei, const char *imsi)
{
	const struct wire_setup	*w = s->setup;
	bool	same_sim = w->imsi[0] != '\0' && strcmp(w->imsi, imsi) == 0;
	bool	same_modem = w->imei[0] != '\0' && strcmp(w->imei, imei) == 0;

	snprintf(s->imei, sizeof s->imei, "%s", imei);
	if (w->imsi[0] != '\0' && imsi[0] != '\0' && !same_sim)
		s->other_sim = true;
	if (w->imei[0] == '\0' && w->imsi[0] == '\0')
		return 1;
	/* On a fixed path, what SIM it may have is for the daemon to judge. */
	if (!s->pattern && w->imei[0] == '\0')
		return 1;
	return 2 * same_sim + same_modem;
}

static void
look_at(struct search *s, const char *path)
{
	enum sight	sight;
	char		imei[ID_SIZE] = "", imsi[ID_SIZE] = "";
	int		fd = open_free(s, path, &sight), points = 1;

	if (fd != -1 && s->ask) {
		tcflush(fd, TCIOFLUSH);
		points = 0;
		if (answers(fd)) {
			sight = SIGHT_ANSWERS;
			ask_id(fd, "AT+CGSN", imei);
			ask_id(fd, "AT+CIMI", imsi);
			points = score(s, imei, imsi);
		}
	}
	s->seen[sight]++;
	if (fd == -1)
		return;
	close(fd);
	if (points > s->score) {
		s->score = points;
		snprintf(s->path, sizeof s->path, "%s", path);
	}
}

/* Look at all devices once. */
static void
look(struct search *s)
{
	glob_t	g;
	size_t	i;

	s->score = 0;
	s->other_sim = false;
	memset(s->seen, 0, sizeof s->seen);
	if (!s->pattern) {
		look_at(s, s->setup->device);
		return;
	}
	if (glob(s->setup->device, 0, NULL, &g) != 0)
		return;
	/* Nothing beats 3: this SIM in this modem. */
	for (i = 0; i < g.gl_pathc && s->score < 3; i++)
		look_at(s, g.gl_pathv[i]);
	globfree(&g);
}

/* Look until it is found; what others look at meanwhile, again and again. */
static bool
search(struct search *s)
{
	int64_t	until = now_ms() + BUSY_MS;

	for (;;) {
		look(s);
		if (s->score > 0 || s->seen[SIGHT_BUSY] == 0 ||
		    now_ms() >= until)
			return s->score > 0;
		nap();
	}
}

/* ---- what to say when it is not found ------------------------------- */

static void
explain(const struct search *s, struct driver_trouble *t)
{
	const struct wire_setup	*w = s->setup;
	const int		*n = s->seen;

	t->kind = WIRE_TROUBLE_ABSENT;
	if (n[SIGHT_ANSWERS] > 0 && !s->pattern)
		snprintf(t->detail, sizeof t->detail,
		    "%.80s is another modem (IMEI %s)", w->device, s->imei);
	else if (s->other_sim && w->imei[0] == '\0') {
		t->kind = WIRE_TROUBLE_OTHER_SIM;
		snprintf(t->detail, sizeof t->detail,
		    "no modem at %.60s has the SIM that is wanted", w->device);
	} else if (n[SIGHT_SILENT] > 0 &&
	    n[SIGHT_ANSWERS] + n[SIGHT_BUSY] + n[SIGHT_SILENT] == 1) {
		t->kind = WIRE_TROUBLE_MODEM;
		t->hurried = false;
		snprintf(t->detail, sizeof t->detail, "no answer at %.100s",
		    w->device);
	} else if (n[SIGHT_BUSY] > 0 && n[SIGHT_ANSWERS] == 0) {
		t->kind = WIRE_TROUBLE_BUSY;
		snprintf(t->detail, sizeof t->detail,
		    "another program has %.90s open", w->device);
	} else
		snprintf(t->detail, sizeof t->detail, s->pattern ?
		    "no modem at %.60s is the one that is wanted" :
		    "no device %.100s", w->device);
}

/* ---- reset ---------------------------------------------------------- */

static bool
is_up(struct search *s, const char *path)
{
	enum sight	sight;
	int		fd = open_free(s, path, &sight);
	bool		up = fd != -1 && answers(fd);

	if (fd != -1)
		close(fd);
	return up;
}

/*
 * Restart the modem, 3GPP TS 27.007 8.2, and wait until it is back, perhaps
 * under another name.  Whether it came back is for the search to find.
 */
static void
reset(struct search *s, const char *path)
{
	enum sight	sight;
	int		fd = open_free(s, path, &sight);
	int64_t		until = now_ms() + RESET_DOWN_MS;

	if (fd == -1)
		return;
	log_info("%s: resetting the modem", path);
	tty_command(fd, "AT+CFUN=1,1", RESET_COMMAND_MS, NULL, NULL, NULL);
	close(fd);
	while (now_ms() < until && is_up(s, path))
		nap();
	until = now_ms() + RESET_UP_MS;
	while (now_ms() < until) {
		look(s);
		if (s->seen[SIGHT_ANSWERS] > 0 && s->score > 0)
			return;
		nap();
	}
}

/*
 * Find the modem of this setup, whose `device' then is a path; reset it
 * before if that is asked for.  False: the trouble says why.
 */
bool
find_modem(struct wire_setup *w, struct driver_trouble *t)
{
	struct search	s = { .setup = w };
	struct stat	st;
	char		path[sizeof w->device];
	bool		found;

	s.pattern = strpbrk(w->device, "*?[") != NULL;
	/* The library's dummy is a folder. */
	if (!s.pattern && stat(w->device, &st) == 0 && S_ISDIR(st.st_mode))
		return true;
	s.ask = s.pattern || w->imei[0] != '\0' || w->reset;
	found = search(&s);
	if (w->reset && (found || !s.pattern)) {
		snprintf(path, sizeof path, "%s", found ? s.path : w->device);
		reset(&s, path);
		found = search(&s);
	}
	if (!found) {
		explain(&s, t);
		return false;
	}
	snprintf(path, sizeof path, "%s", s.path);
	memcpy(w->device, path, sizeof w->device);
	return true;
}
