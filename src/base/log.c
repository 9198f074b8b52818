/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * log - lines for the operator, on stderr, where systemd's journal or a
 * terminal reads them.
 *
 * This file alone knows how a line is made safe (control characters never
 * reach the terminal) and how a phone number is masked.
 */

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"

static enum log_level	 log_max = LOG_LEVEL_INFO;
static const char	*log_name = "kentongan";

/*
 * Name the program in each line and say what is worth a line.  The name is
 * borrowed for the life of the program.
 */
void
log_init(const char *name, enum log_level max)
{
	log_name = name;
	log_max = max;
	setvbuf(stderr, NULL, _IOLBF, 0);
}

/* Change what is worth a line while running. */
void
log_set_level(enum log_level max)
{
	log_max = max;
}

static void	log_line(enum log_level, const char *, va_list)
		    __attribute__((format(printf, 2, 0)));

/* What a stranger wrote may hold ESC or CR: a terminal must not obey it. */
static void
log_line(enum log_level level, const char *fmt, va_list ap)
{
	/* sd-daemon(3): a leading <N> is the syslog level of the line. */
	static const char *const prefix[] = { "<3>", "<4>", "<6>", "<7>" };
	char	 line[2048];
	char	*c;

	if (level > log_max)
		return;
	vsnprintf(line, sizeof line, fmt, ap);
	for (c = line; *c != '\0'; c++)
		if ((unsigned char)*c < 0x20 || *c == 0x7f)
			*c = '?';
	fprintf(stderr, "%s%s: %s\n",
	    getenv("JOURNAL_STREAM") != NULL ? prefix[level] : "", log_name,
	    line);
}

#define LOG_FUNCTION(name, level)					\
void									\
name(const char *fmt, ...)						\
{									\
	va_list	ap;							\
									\
	va_start(ap, fmt);						\
	log_line(level, fmt, ap);					\
	va_end(ap);							\
}

/* Something failed and was given up: an operator should look. */
LOG_FUNCTION(log_error, LOG_LEVEL_ERROR)
/* Something is wrong and is being dealt with. */
LOG_FUNCTION(log_warn, LOG_LEVEL_WARN)
/* What a quiet night should still show. */
LOG_FUNCTION(log_info, LOG_LEVEL_INFO)
/* Step by step, for who looks for a fault. */
LOG_FUNCTION(log_debug, LOG_LEVEL_DEBUG)

/*
 * Write a number so that it can be told apart but not dialled:
 * +6281234567890 becomes +62812****90.  Short codes and names stay whole:
 * they belong to nobody.  Returns the caller's buffer.
 */
const char *
log_mask_number(const char *number, char buf[LOG_NUMBER_SIZE])
{
	size_t	len = strlen(number);

	if (len < 9 || strspn(number, "+0123456789\"") != len)
		snprintf(buf, LOG_NUMBER_SIZE, "%s", number);
	else
		snprintf(buf, LOG_NUMBER_SIZE, "%.6s****%s", number,
		    number + len - 2);
	return buf;
}

/* Cannot start: say why and exit 1.  Only for main.c and conf.c. */
void
fatal(const char *fmt, ...)
{
	va_list	ap;

	va_start(ap, fmt);
	log_line(LOG_LEVEL_ERROR, fmt, ap);
	va_end(ap);
	exit(1);
}
