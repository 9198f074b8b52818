/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * time - how the configuration writes terms, office hours, days and the
 * levels of escalation.
 *
 * This file alone knows these notations; what they come to on the calendar
 * is counted by desk/calendar.
 */

#include "config.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "conf/time.h"

#define COUNT(a)	(sizeof (a) / sizeof (a)[0])
#define MINUTE		60
#define HOUR		(60 * MINUTE)
#define DAY		(24 * HOUR)
#define TERM_MAX_S	((int64_t)366 * DAY)

static const char *const levels[LEVEL_COUNT] = {
#define X(name, text)	[LEVEL_##name] = text,
	CONF_LEVELS(X)
#undef X
};

/* A level in the words of the configuration and of event rows. */
const char *
conf_level_name(enum conf_level_who who)
{
	return levels[who];
}

/* The level of a name, or -1. */
int
conf_level_find(const char *name)
{
	int	i;

	for (i = 0; i < LEVEL_COUNT; i++)
		if (strcmp(levels[i], name) == 0)
			return i;
	return -1;
}

/* ---- notations: NULL, or what is wrong -------------------------------- */

/* A small number at *c, which moves on; -1 if there is none. */
static int
take_number(const char **c, int max)
{
	int	n = 0;

	if (!isdigit((unsigned char)**c))
		return -1;
	for (; isdigit((unsigned char)**c); (*c)++)
		if ((n = n * 10 + (**c - '0')) > max)
			return -1;
	return n;
}

/* "8 office hours", "5 working days", "15 minutes". */
const char *
conf_term_parse(const char *text, struct conf_term *term)
{
	static const struct {
		const char		*word;	/* without its plural's s */
		enum conf_term_unit	 unit;
		int			 each;
	} units[] = {
		{ "second",	   TERM_CLOCK,	1 },
		{ "minute",	   TERM_CLOCK,	MINUTE },
		{ "hour",	   TERM_CLOCK,	HOUR },
		{ "day",	   TERM_CLOCK,	DAY },
		{ "office minute", TERM_OFFICE,	MINUTE },
		{ "office hour",   TERM_OFFICE,	HOUR },
		{ "working day",   TERM_DAYS,	1 },
	};
	int	n = take_number(&text, 1000000);
	size_t	i, len;

	text += strspn(text, " ");
	len = strlen(text);
	if (len > 0 && text[len - 1] == 's')
		len--;
	for (i = 0; n != -1 && i < COUNT(units); i++) {
		if (strlen(units[i].word) != len ||
		    strncmp(units[i].word, text, len) != 0)
			continue;
		term->unit = units[i].unit;
		term->amount = (int64_t)n * units[i].each;
		return term->amount > (term->unit == TERM_DAYS ? 366 :
		    TERM_MAX_S) ? "is more than a year" : NULL;
	}
	return "is not a term such as \"8 office hours\", \"5 working "
	    "days\", \"15 minutes\" or \"24 hours\"";
}

/* "07:30": seconds after midnight; *c moves on; -1 if it is not one. */
static int
take_clock(const char **c)
{
	int	hour = take_number(c, 24), minute;

	if (hour == -1 || *(*c)++ != ':' || (minute = take_number(c, 59))
	    == -1 || (hour == 24 && minute > 0))
		return -1;
	return hour * HOUR + minute * MINUTE;
}

/* "07:30-16:00". */
static bool
take_span(const char **c, int *from, int *to)
{
	if ((*from = take_clock(c)) == -1 || *(*c)++ != '-')
		return false;
	return (*to = take_clock(c)) != -1;
}

/* "Mon": a tm_wday; -1 if it is none. */
static int
take_day(const char **c)
{
	static const char *const days[] = { "Sun", "Mon", "Tue", "Wed",
	    "Thu", "Fri", "Sat" };
	size_t	i;

	for (i = 0; i < COUNT(days); i++)
		if (strncmp(*c, days[i], 3) == 0) {
			*c += 3;
			return (int)i;
		}
	return -1;
}

/* "Mon-Thu 07:30-16:00" or "holidays". */
static bool
take_days(const char **c, struct conf_hours *h)
{
	int	first, last, from, to;

	if (strncmp(*c, "holidays", 8) == 0) {
		*c += 8;
		return h->holidays = true;
	}
	if ((first = last = take_day(c)) == -1)
		return false;
	if (**c == '-') {
		(*c)++;
		if ((last = take_day(c)) == -1)
			return false;
	}
	*c += strspn(*c, " ");
	if (!take_span(c, &from, &to) || from >= to)
		return false;
	for (;; first = (first + 1) % 7) {
		h->opens[first] = from;
		h->closes[first] = to;
		if (first == last)
			return true;
	}
}

/*
 * "Mon-Thu 07:30-16:00, Fri 07:30-16:30"; days that are not named are
 * closed.  With "holidays" the office is open on these too.
 */
const char *
conf_hours_parse(const char *text, struct conf_hours *hours)
{
	static const char	wrong[] = "is not written as \"Mon-Thu "
				    "07:30-16:00, Fri 07:30-16:30\"";
	struct conf_hours	h = { .given = true };
	bool			open = false;
	int			i;

	for (;; text++) {
		text += strspn(text, " ");
		if (!take_days(&text, &h))
			return wrong;
		text += strspn(text, " ");
		if (*text == '\0')
			break;
		if (*text != ',')
			return wrong;
	}
	for (i = 0; i < 7; i++)
		open = open || h.opens[i] < h.closes[i];
	if (!open)
		return "names no day on which the office is open";
	*hours = h;
	return NULL;
}

/* "21:00-06:00"; "" is none. */
const char *
conf_quiet_parse(const char *text, struct conf_quiet *quiet)
{
	struct conf_quiet	q = { 0, 0 };

	if (*text != '\0' && (!take_span(&text, &q.from, &q.to) ||
	    *text != '\0' || q.from == q.to))
		return "is not written as \"21:00-06:00\"";
	*quiet = q;
	return NULL;
}

/* "25%" of the term, or "30 minutes"; "0" never. */
const char *
conf_remind_parse(const char *text, struct conf_remind *remind)
{
	const char		*c = text;
	struct conf_term	 term;
	int			 n = take_number(&c, 90);

	*remind = (struct conf_remind){ 0, 0 };
	if (n == 0 && *c == '\0')
		return NULL;
	if (n > 0 && strcmp(c, "%") == 0) {
		remind->percent = n;
		return NULL;
	}
	if (conf_term_parse(text, &term) != NULL || term.unit != TERM_CLOCK)
		return "is neither a share such as \"25%\" (at most 90%), "
		    "nor \"30 minutes\", nor \"0\"";
	remind->seconds = term.amount;
	return NULL;
}

/* A term, or "0": never; but not one that would be a flood. */
const char *
conf_repeat_parse(const char *text, struct conf_term *term)
{
	*term = (struct conf_term){ TERM_NONE, 0 };
	if (strcmp(text, "0") == 0)
		return NULL;
	if (conf_term_parse(text, term) != NULL ||
	    term->amount < (term->unit == TERM_DAYS ? 1 : HOUR))
		return "is neither \"0\" nor a term of an hour or more, such "
		    "as \"1 working day\"";
	return NULL;
}

static bool
date_is_real(int year, int month, int day)
{
	static const int	days[] = { 31, 28, 31, 30, 31, 30, 31, 31,
				    30, 31, 30, 31 };
	bool			leap = year % 4 == 0 && (year % 100 != 0 ||
				    year % 400 == 0);

	if (year < 2000 || month < 1 || month > 12 || day < 1)
		return false;
	return day <= days[month - 1] + (month == 2 && leap);
}

/* "2026-08-17" as 20260817, or -1. */
int
conf_date_parse(const char *text)
{
	int	year = take_number(&text, 9999), month, day;

	if (year == -1 || *text++ != '-' ||
	    (month = take_number(&text, 12)) == -1 || *text++ != '-' ||
	    (day = take_number(&text, 31)) == -1 || *text != '\0' ||
	    !date_is_real(year, month, day))
		return -1;
	return year * 10000 + month * 100 + day;
}

/* Free what it holds. */
void
conf_time_clear(struct conf_time *t)
{
	int	i;

	for (i = 0; i < t->holiday_count; i++)
		free(t->holiday[i].name);
	free(t->holiday);
	t->holiday = NULL;
	t->holiday_count = 0;
}
