/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * tty - a word with the modem before the library opens it, or beside it.
 *
 * This file alone sets up a serial line and waits for a bare answer on it.
 */

#include "config.h"

#include <sys/stat.h>

#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "gateway/wire.h"
#include "log.h"
#include "tty.h"

#define ANSWER_MS	1000
#define FD_MAX		64

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

/*
 * Give a command, which brings its own CR, and wait for the end of the
 * answer, at most a second without a byte.  True if it is OK; buf then holds
 * all that was read, cut to fit.  Whoever else reads the tty must be idle.
 */
bool
tty_ask(int fd, const char *command, char *buf, size_t size)
{
	struct pollfd	p = { .fd = fd, .events = POLLIN };
	size_t		len = 0, want = strlen(command);
	ssize_t		n;

	buf[0] = '\0';
	if (write(fd, command, want) != (ssize_t)want)
		return false;
	while (len < size - 1 && poll(&p, 1, ANSWER_MS) > 0) {
		if ((n = read(fd, buf + len, size - 1 - len)) <= 0)
			return false;
		len += (size_t)n;
		buf[len] = '\0';
		if (strstr(buf, "OK\r") != NULL)
			return true;
		if (strstr(buf, "ERROR") != NULL)
			return false;
	}
	return false;
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
	char	command[sizeof all + 1], answer[512];
	char	*save = NULL, *line;
	int	fd;

	if (lines[0] == '\0' || (fd = tty_open(device, connection)) == -1)
		return;
	snprintf(all, sizeof all, "%s", lines);
	for (line = strtok_r(all, "\n", &save); line != NULL;
	    line = strtok_r(NULL, "\n", &save)) {
		snprintf(command, sizeof command, "%s\r", line);
		tcflush(fd, TCIFLUSH);
		if (!tty_ask(fd, command, answer, sizeof answer))
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
