/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * notify - tell systemd how we are, without its library.
 *
 * This file alone knows sd_notify(3): datagrams to the socket named by the
 * environment, a leading @ for the abstract name space.
 */

#include "config.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "daemon/notify.h"

static struct sockaddr_un	notify_to;
static socklen_t		notify_to_len;
static unsigned long long	notify_watchdog_us;

static void
notify_read_watchdog(void)
{
	const char	*usec = getenv("WATCHDOG_USEC");
	const char	*pid = getenv("WATCHDOG_PID");

	notify_watchdog_us = 0;
	if (usec == NULL)
		return;
	if (pid != NULL && strtoll(pid, NULL, 10) != (long long)getpid())
		return;
	notify_watchdog_us = strtoull(usec, NULL, 10);
}

/*
 * Read the environment and clear it, so that no worker speaks for us.
 * Returns whether somebody listens.
 */
bool
notify_init(void)
{
	const char	*path = getenv("NOTIFY_SOCKET");
	size_t		 len;

	notify_to_len = 0;
	notify_read_watchdog();
	if (path != NULL && (path[0] == '/' || path[0] == '@') &&
	    (len = strlen(path)) > 1 && len < sizeof notify_to.sun_path) {
		notify_to.sun_family = AF_UNIX;
		memcpy(notify_to.sun_path, path, len + 1);
		if (path[0] == '@')
			notify_to.sun_path[0] = '\0';
		notify_to_len = (socklen_t)(offsetof(struct sockaddr_un,
		    sun_path) + len + (path[0] == '/'));
	}
	unsetenv("NOTIFY_SOCKET");
	unsetenv("WATCHDOG_USEC");
	unsetenv("WATCHDOG_PID");
	return notify_to_len > 0;
}

/* Send lines such as "READY=1".  Never blocks; a lost one does no harm. */
void
notify_send(const char *lines)
{
	int	fd;

	if (notify_to_len == 0)
		return;
	fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd == -1)
		return;
	(void)sendto(fd, lines, strlen(lines), MSG_NOSIGNAL,
	    (const struct sockaddr *)&notify_to, notify_to_len);
	close(fd);
}

/* The line that `systemctl status` shows. */
void
notify_status(const char *fmt, ...)
{
	char	line[256] = "STATUS=";
	size_t	used = strlen(line);
	va_list	ap;

	va_start(ap, fmt);
	vsnprintf(line + used, sizeof line - used, fmt, ap);
	va_end(ap);
	notify_send(line);
}

/*
 * How often WATCHDOG=1 is due: half of what systemd waits.  Returns false
 * when it does not watch us.
 */
bool
notify_watchdog(struct timeval *every)
{
	unsigned long long	half = notify_watchdog_us / 2;

	if (half == 0 || notify_to_len == 0)
		return false;
	every->tv_sec = (time_t)(half / 1000000);
	every->tv_usec = (suseconds_t)(half % 1000000);
	return true;
}
