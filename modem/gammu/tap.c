/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * tap - what the modem says, seen before libGammu sees it.
 *
 * libGammu reads through the dynamic linker, and a read that the program
 * defines is called instead.  This one looks over what comes from the modem
 * and hands on each line.  It takes out what libGammu would stumble over:
 * notices that it does not know, which keep it waiting for 19 s and more, and
 * USSD answers, which ussd_text.c reads better.  And it closes quotes: where
 * one is open libGammu reads on past the end of the line, and crashes.
 */

/* The header's own read would be another one. */
#undef _FORTIFY_SOURCE

#include "config.h"

#include <sys/syscall.h>

#include <stdbool.h>
#include <string.h>
#include <unistd.h>

#include "modem/gammu/tap.h"

#define LINE_MAX_SIZE	1600	/* of a USSD answer: 182 octets in UCS-2 hex */
#define USSD		"+CUSD:"

/*
 * Notices, none of them an answer to what libGammu asks: USSD, Huawei's,
 * ZTE's, Quectel's, SIMCom's, Ericsson's.
 */
static const char *const chatter[] = {
	"+CUSD:",
	"^BOOT:", "^CSNR:", "^DSFLOWRPT:", "^HCSQ:", "^MODE:", "^NDISSTAT:",
	"^NWTIME:", "^RSSI:", "^RSSILVL:", "^SIMST:", "^SRVST:", "^STIN:",
	"^THERM:", "+ZDONR:", "+ZEND", "+ZPAS:", "+ZUSIMR:", "+QIND:",
	"+QUSIM:", "+CIEV:", "+CIND:", "+CTZV:", "+CTZE:", "*PSUTTZ:",
	"*PSNWID:", "DST:", "SMS Ready", "SMS DONE", "Call Ready",
};
#define CHATTER	(sizeof chatter / sizeof chatter[0])
#define HOLD_MAX	16	/* longer than any of these */

enum doubt {
	DOUBT_OPEN,		/* the line may become chatter */
	DOUBT_CHATTER,		/* it is */
	DOUBT_NONE		/* it is not */
};

static struct {
	int	 fd;			/* -1: nothing is looked at */
	void	(*line)(void *, const char *);
	void	*arg;
	char	 buf[LINE_MAX_SIZE + 1];
	size_t	 len;
	bool	 open;			/* a quote is */
	bool	 quoted;		/* in the text of a USSD answer */
	bool	 broken;		/* and behind a line break in it */
	enum doubt doubt;		/* about this line */
	size_t	 held;			/* octets kept back: the line's first */
} tap = { .fd = -1 };

/* Hand on each line that comes by this descriptor; -1: no more. */
void
tap_set(int fd, void (*line)(void *, const char *), void *arg)
{
	tap.fd = fd;
	tap.line = line;
	tap.arg = arg;
	tap.len = tap.held = 0;
	tap.open = tap.quoted = tap.broken = false;
	tap.doubt = DOUBT_OPEN;
}

/* The line is at its end. */
static void
end_line(void)
{
	size_t	len = tap.len;

	tap.buf[len] = '\0';
	tap.len = 0;
	tap.open = tap.quoted = tap.broken = false;
	tap.doubt = DOUBT_OPEN;
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

/* Something follows a line break in a text.  Some texts are never closed. */
static void
pass_break(const unsigned char *at, size_t n)
{
	tap.broken = false;
	if (is_other_line(at, n))
		end_line();
	else if (tap.len < LINE_MAX_SIZE)
		tap.buf[tap.len++] = '\n';
}

/* What the line can still become, now that this much of it is known. */
static enum doubt
judge_line(void)
{
	size_t	i, len;

	for (i = 0; i < CHATTER; i++) {
		len = strlen(chatter[i]);
		if (memcmp(tap.buf, chatter[i], tap.len < len ? tap.len : len)
		    == 0)
			return tap.len >= len ? DOUBT_CHATTER : DOUBT_OPEN;
	}
	return DOUBT_NONE;
}

static bool
begins(const char *with)
{
	size_t	len = strlen(with);

	return tap.len >= len && memcmp(tap.buf, with, len) == 0;
}

/* Look at an octet within a line. */
static void
look(unsigned char c)
{
	if (c == '"') {
		tap.open = !tap.open;
		tap.quoted = tap.open && begins(USSD);
	}
	if (tap.len < LINE_MAX_SIZE)
		tap.buf[tap.len++] = c == '\0' ? ' ' : (char)c;
}

/* Give libGammu what was kept back of a line that is no chatter. */
static unsigned char *
release(unsigned char *to)
{
	memcpy(to, tap.buf, tap.held);
	to += tap.held;
	tap.held = 0;
	return to;
}

/* from: what is still to be read, so no room behind it. */
static unsigned char *
take_break(unsigned char *to, const unsigned char *from)
{
	if (tap.quoted) {
		tap.broken = true;
		return to;
	}
	if (tap.doubt == DOUBT_OPEN)
		to = release(to);
	/* A list of stores is read with its quotes as they are. */
	if (tap.open && tap.doubt != DOUBT_CHATTER && !begins("+CPMS:") &&
	    to < from)
		*to++ = '"';
	end_line();
	*to++ = *from;
	return to;
}

static unsigned char *
take_octet(unsigned char *to, unsigned char c)
{
	look(c);
	if (tap.doubt == DOUBT_OPEN) {
		tap.held++;
		tap.doubt = judge_line();
		if (tap.doubt == DOUBT_CHATTER)
			tap.held = 0;
		return tap.doubt == DOUBT_NONE ? release(to) : to;
	}
	if (tap.doubt == DOUBT_NONE)
		*to++ = c;
	return to;
}

/* As the system's; looks over what comes from the modem. */
ssize_t
read(int fd, void *buf, size_t size)
{
	unsigned char	*to = buf, *from = buf, c;
	ssize_t		 n, i;

	if (fd != tap.fd || tap.fd == -1 || size <= HOLD_MAX)
		return syscall(SYS_read, fd, buf, size);
	/* Room for what was kept back, or is added. */
	from += HOLD_MAX;
	n = syscall(SYS_read, fd, from, size - HOLD_MAX);
	for (i = 0; i < n; i++) {
		if (from[i] == '\r' || from[i] == '\n') {
			to = take_break(to, from + i);
			continue;
		}
		c = from[i];
		if (tap.broken)
			pass_break(from + i, (size_t)(n - i));
		to = take_octet(to, c);
	}
	/* Nothing at all would mean the end. */
	if (n > 0 && to == buf)
		*to++ = '\n';
	return n <= 0 ? n : to - (unsigned char *)buf;
}
