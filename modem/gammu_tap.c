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
#include <string.h>
#include <unistd.h>

#include "gammu_tap.h"

#define LINE_MAX_SIZE	1600	/* of a USSD answer: 182 octets in UCS-2 hex */
#define USSD		"+CUSD:"

static struct {
	int	 fd;			/* -1: nothing is looked at */
	void	(*line)(void *, const char *);
	void	*arg;
	char	 buf[LINE_MAX_SIZE + 1];
	size_t	 len;
	bool	 quoted;		/* in the text of a USSD answer */
	bool	 broken;		/* and behind a line break in it */
} tap = { .fd = -1 };

/* Hand on each line that comes by this descriptor; -1: no more. */
void
tap_set(int fd, void (*line)(void *, const char *), void *arg)
{
	tap.fd = fd;
	tap.line = line;
	tap.arg = arg;
	tap.len = 0;
	tap.quoted = tap.broken = false;
}

/* The line is at its end. */
static void
end_line(void)
{
	size_t	len = tap.len;

	tap.buf[len] = '\0';
	tap.len = 0;
	tap.quoted = tap.broken = false;
	if (len > 0)
		tap.line(tap.arg, tap.buf);
}

/* Is the end of a USSD answer still to come? */
bool
tap_is_waiting(void)
{
	return tap.quoted;
}

/*
 * It does not come: the answer is told as far as it came.  Whatever comes
 * next would otherwise be taken for more of it.
 */
void
tap_give_up(void)
{
	if (tap.quoted)
		end_line();
}

/* Is this no more of a text, but an answer or a notice? */
static bool
is_other_line(const unsigned char *at, size_t n)
{
	static const char *const begins[] = { "+", "^", "AT+", "AT\r", "OK\r",
	    "ERROR\r" };
	size_t	i, len;

	for (i = 0; i < sizeof begins / sizeof begins[0]; i++) {
		len = strlen(begins[i]);
		if (n >= len && memcmp(at, begins[i], len) == 0)
			return true;
	}
	return false;
}

/*
 * Something follows a line break in a text.  It was kept from libGammu until
 * now; what takes its place?  Some texts are never closed.
 */
static unsigned char
mend_break(const unsigned char *at, size_t n)
{
	tap.broken = false;
	if (is_other_line(at, n)) {
		end_line();
		return '\r';
	}
	if (tap.len < LINE_MAX_SIZE)
		tap.buf[tap.len++] = '\n';
	return ' ';
}

/* Look at an octet.  True: libGammu is to see it. */
static bool
look(unsigned char c)
{
	bool	ussd = tap.len >= sizeof USSD - 1 &&
		    memcmp(tap.buf, USSD, sizeof USSD - 1) == 0;

	if (c == '\r' || c == '\n') {
		if (tap.quoted)
			tap.broken = true;
		else
			end_line();
		return !tap.quoted;
	}
	if (ussd && c == '"')
		tap.quoted = !tap.quoted;
	if (tap.len == LINE_MAX_SIZE)
		return !ussd || c == '"';
	tap.buf[tap.len++] = c == '\0' ? ' ' : (char)c;
	return true;
}

/* As the system's; looks over what comes from the modem. */
ssize_t
read(int fd, void *buf, size_t size)
{
	unsigned char	*to = buf, *from = buf, c;
	ssize_t		 n, i;

	if (fd != tap.fd || tap.fd == -1)
		return syscall(SYS_read, fd, buf, size);
	/* Room for what takes the place of a break. */
	if (tap.broken && size > 1)
		from++;
	n = syscall(SYS_read, fd, from, size - (size_t)(from - to));
	for (i = 0; i < n; i++) {
		c = from[i];
		if (tap.broken && c != '\r' && c != '\n')
			*to++ = mend_break(from + i, (size_t)(n - i));
		if (look(c))
			*to++ = c;
	}
	/* Nothing at all would mean the end. */
	if (n > 0 && to == buf)
		*to++ = ' ';
	return n <= 0 ? n : to - (unsigned char *)buf;
}
