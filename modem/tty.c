/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * tty - a word with the modem before the library opens it, or beside it.
 *
 * This file alone sets up a serial line and waits for a bare answer on it.
 */

#include "config.h"

#include <sys/file.h>
#include <sys/stat.h>

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include "base/log.h"
#include "gateway/fleet/wire.h"
#include "modem/tty.h"

#define FD_MAX		64

/* An answer as it comes. */
struct tty_ask {
	const char	*command;	/* borrowed */
	void		(*line)(void *, const char *);
	void		*arg;
	enum tty_end	 end;
	int		 code;
	char		 buf[1200];
	size_t		 len;
};

static speed_t
speed_of(const char *connection)
{
	static const struct { int baud; speed_t speed; } speeds[] = {
		{ 9600, B9600 }, { 19200, B19200 }, { 38400, B38400 },
		{ 57600, B57600 }, { 230400, B230400 }, { 460800, B460800 },
		{ 921600, B921600 },
	};
	int	baud = atoi(connection + strcspn(connection, "0123456789"));
	size_t	i;

	for (i = 0; i < sizeof speeds / sizeof speeds[0]; i++)
		if (speeds[i].baud == baud)
			return speeds[i].speed;
	return B115200;
}

/*
 * Open a serial device, raw, at the speed that a libGammu connection word
 * ("at19200") names, 115200 if it names none.  Returns -1 if it cannot be
 * opened or is no tty.
 */
int
tty_open(const char *device, const char *connection)
{
	struct termios	t;
	int		fd;

	fd = open(device, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
	if (fd == -1)
		return -1;
	if (tcgetattr(fd, &t) == 0) {
		cfmakeraw(&t);
		t.c_cflag |= CLOCAL | CREAD;
		/* Or the modem is reset when we close. */
		t.c_cflag &= ~(tcflag_t)HUPCL;
		cfsetspeed(&t, speed_of(connection));
		if (tcsetattr(fd, TCSANOW, &t) == 0)
			return fd;
	}
	close(fd);
	return -1;
}

static int64_t
now_ms(void)
{
	struct timespec	t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/*
 * Take the tty as libGammu does, so that nobody else who asks may.  False: it
 * is taken.  Closing lets it go.
 */
bool
tty_lock(int fd)
{
	return flock(fd, LOCK_EX | LOCK_NB) == 0;
}

/* Is the line the last of an answer?  *code is the modem's, or -1. */
static bool
is_final(const char *line, enum tty_end *end, int *code)
{
	*end = TTY_ERROR;
	*code = -1;
	if (strcmp(line, "OK") == 0) {
		*end = TTY_OK;
		return true;
	}
	return sscanf(line, "+CMS ERROR: %d", code) == 1 ||
	    sscanf(line, "+CME ERROR: %d", code) == 1 ||
	    strstr(line, "ERROR") != NULL ||
	    strcmp(line, "COMMAND NOT SUPPORT") == 0;
}

/* Take the octets of an answer apart.  True: its last line was among them. */
static bool
take_octets(struct tty_ask *a, const char *octets, size_t n)
{
	size_t	i;
	char	c;

	for (i = 0; i < n; i++) {
		c = octets[i];
		if (c != '\r' && c != '\n') {
			if (a->len < sizeof a->buf - 1 && c != '\0')
				a->buf[a->len++] = c;
			continue;
		}
		a->buf[a->len] = '\0';
		/* Blank lines and the echo say nothing. */
		if (a->len > 0 && strcmp(a->buf, a->command) != 0) {
			if (is_final(a->buf, &a->end, &a->code))
				return true;
			if (a->line != NULL)
				a->line(a->arg, a->buf);
		}
		a->len = 0;
	}
	return false;
}

/*
 * Give a command, without its CR, and wait for the whole answer, at most so
 * many milliseconds: a chattering modem gets no more.  Each line of it, and
 * what the modem says unasked meanwhile, goes to `line'.  Whoever else reads
 * the tty must be idle.
 */
enum tty_end
tty_command(int fd, const char *command, int ms,
    void (*line)(void *, const char *), void *arg, int *code)
{
	struct tty_ask	a = { .command = command, .line = line, .arg = arg,
	    .end = TTY_SILENT, .code = -1 };
	struct pollfd	p = { .fd = fd, .events = POLLIN };
	int64_t		until = now_ms() + ms, left;
	char		octets[1024];
	size_t		want = strlen(command);
	ssize_t		n;

	if (write(fd, command, want) != (ssize_t)want ||
	    write(fd, "\r", 1) != 1)
		return TTY_GONE;
	while (a.end == TTY_SILENT && (left = until - now_ms()) > 0 &&
	    poll(&p, 1, (int)left) > 0) {
		if ((n = read(fd, octets, sizeof octets)) <= 0)
			return n == -1 && errno == EAGAIN ? TTY_SILENT :
			    TTY_GONE;
		if (!take_octets(&a, octets, (size_t)n))
			a.end = TTY_SILENT;
	}
	if (code != NULL)
		*code = a.code;
	return a.end;
}

struct first_line {
	const char	*prefix;
	char		*to;
	size_t		 size;
};

static void
first_line_cb(void *arg, const char *line)
{
	struct first_line	*f = arg;

	if (f->to[0] == '\0' &&
	    strncmp(line, f->prefix, strlen(f->prefix)) == 0)
		snprintf(f->to, f->size, "%s", line);
}

/*
 * Give a command and keep the first line of the answer that begins so; "" if
 * there is none.  True if the answer ends in OK.
 */
bool
tty_ask(int fd, const char *command, const char *prefix, char *to, size_t size)
{
	struct first_line	f = { prefix, to, size };

	to[0] = '\0';
	return tty_command(fd, command, TTY_ANSWER_MS, first_line_cb, &f,
	    NULL) == TTY_OK;
}

/*
 * Give a modem the commands of its configuration, one a line: they keep it
 * from saying what the library does not know.  One that is refused is logged
 * and costs nothing more.
 */
void
tty_send_init(const char *device, const char *connection, const char *lines)
{
	char	all[sizeof ((struct wire_setup *)0)->init];
	char	*save = NULL, *line;
	int	fd;

	if (lines[0] == '\0' || (fd = tty_open(device, connection)) == -1)
		return;
	snprintf(all, sizeof all, "%s", lines);
	for (line = strtok_r(all, "\n", &save); line != NULL;
	    line = strtok_r(NULL, "\n", &save)) {
		tcflush(fd, TCIFLUSH);
		if (tty_command(fd, line, TTY_ANSWER_MS, NULL, NULL, NULL) !=
		    TTY_OK)
			log_warn("init command refused: %s", line);
	}
	close(fd);
}

/*
 * The descriptor on which somebody in this process has a tty open, now closed
 * on exec; -1 if none.
 */
int
tty_find(const char *device)
{
	struct stat	want, have;
	int		fd;

	if (stat(device, &want) == -1 || !S_ISCHR(want.st_mode))
		return -1;
	for (fd = WIRE_FD + 1; fd < FD_MAX; fd++)
		if (fstat(fd, &have) == 0 && S_ISCHR(have.st_mode) &&
		    have.st_rdev == want.st_rdev) {
			fcntl(fd, F_SETFD, FD_CLOEXEC);
			return fd;
		}
	return -1;
}
