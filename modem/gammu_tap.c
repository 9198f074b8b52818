/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * gammu_tap - what the modem says, seen before libGammu sees it.
 *
 * libGammu reads through the dynamic linker, and a read that the program
 * defines is called instead.  This one looks over what comes from the modem
 * and hands on each line; and of a USSD answer it takes out what libGammu
 * would stumble over: line breaks within the text, and more of it than fits.
 */

/* The header's own read would be another one. */
#undef _FORTIFY_SOURCE

#include "config.h"

#include <sys/syscall.h>

#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "gammu_tap.h"

#define LINE_MAX_SIZE	1600	/* of a USSD answer: 182 octets in UCS-2 hex */
#define USSD		"+CUSD:"
#define QUIET_MS	500	/* a line takes less to come */

static struct {
	int	 fd;			/* -1: nothing is looked at */
	void	(*line)(void *, const char *);
	void	*arg;
	char	 buf[LINE_MAX_SIZE + 1];
	size_t	 len;
	bool	 quoted;		/* in the text of a USSD answer */
	int64_t	 at;			/* of the last octet, ms */
} tap = { .fd = -1 };

static int64_t
now_ms(void)
{
	struct timespec	t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Hand on each line that comes by this descriptor; -1: no more. */
void
tap_set(int fd, void (*line)(void *, const char *), void *arg)
{
	tap.fd = fd;
	tap.line = line;
	tap.arg = arg;
	tap.len = 0;
	tap.quoted = false;
}

/* The line is at its end. */
static void
end_line(void)
{
	size_t	len = tap.len;

	tap.buf[len] = '\0';
	tap.len = 0;
	tap.quoted = false;
	if (len > 0)
		tap.line(tap.arg, tap.buf);
}

/*
 * A USSD answer whose quote is never closed is told as far as it came.  True
 * if there was one: libGammu then has half a line.
 */
bool
tap_flush(void)
{
	if (!tap.quoted || now_ms() - tap.at < QUIET_MS)
		return false;
	end_line();
	return true;
}

/* Look at an octet.  What libGammu is to see of it, -1: nothing. */
static int
look(unsigned char c)
{
	bool	ussd = tap.len >= sizeof USSD - 1 &&
		    memcmp(tap.buf, USSD, sizeof USSD - 1) == 0;
	bool	is_break = c == '\r' || c == '\n';

	if (is_break && !tap.quoted) {
		end_line();
		return c;
	}
	if (tap.len == LINE_MAX_SIZE) {
		if (ussd && c == '"')
			tap.quoted = !tap.quoted;
		return ussd && c != '"' ? -1 : c;
	}
	if (ussd && c == '"')
		tap.quoted = !tap.quoted;
	tap.buf[tap.len++] = is_break ? '\n' : c == '\0' ? ' ' : (char)c;
	return is_break ? ' ' : c;
}

/* As the system's; looks over what comes from the modem. */
ssize_t
read(int fd, void *buf, size_t size)
{
	unsigned char	*octets = buf;
	ssize_t		 n = syscall(SYS_read, fd, buf, size), kept = 0, i;
	int		 c;

	if (fd != tap.fd || tap.fd == -1)
		return n;
	tap_flush();
	tap.at = now_ms();
	for (i = 0; i < n; i++)
		if ((c = look(octets[i])) != -1)
			octets[kept++] = (unsigned char)c;
	/* Nothing at all would mean the end. */
	if (n > 0 && kept == 0)
		octets[kept++] = ' ';
	return n <= 0 ? n : kept;
}
