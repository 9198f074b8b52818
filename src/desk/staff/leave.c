/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * leave - from when and until when somebody is away: what was said of days,
 * dates and weekdays as two moments.  Values in, values out.
 *
 * All days are whole: a leave begins at midnight, or at once, and whoever
 * comes back is on duty at six in the morning.  "Until Friday" includes it.
 */

#include "config.h"

#include <string.h>
#include <time.h>

#include "desk/staff/staff_private.h"
#include "language/interpret.h"

#define BACK_HOUR	6	/* of the first day on duty */
#define LONGEST_DAYS	30	/* more is for the admin to enter */
#define WEEK		7

/* The moment of an hour, so many days from a day. */
static int64_t
moment(const struct tm *day, int days, int hour)
{
	struct tm	tm = *day;

	tm.tm_mday += days;
	tm.tm_hour = hour;
	tm.tm_min = tm.tm_sec = 0;
	tm.tm_isdst = -1;
	return (int64_t)mktime(&tm);
}

/* In how many days a weekday (1 Monday .. 7 Sunday) is the next time. */
static int
days_to_weekday(const struct tm *today, int weekday, bool next_week)
{
	int	now = today->tm_wday == 0 ? WEEK : today->tm_wday;

	if (next_week)
		return WEEK - now + weekday;
	return (weekday - now + WEEK) % WEEK;
}

/* In how many days a date is; -1 there is no such day. */
static int
days_to_date(const struct tm *today, int day, int month)
{
	struct tm	date = *today;
	time_t		t;

	if (day < 1 || day > 31 || month > 12)
		return -1;
	if (month == 0 && day < today->tm_mday)
		date.tm_mon++;
	if (month != 0) {
		date.tm_mon = month - 1;
		if (date.tm_mon < today->tm_mon || (date.tm_mon ==
		    today->tm_mon && day < today->tm_mday))
			date.tm_year++;
	}
	date.tm_mday = day;
	date.tm_hour = today->tm_hour;
	date.tm_isdst = -1;
	month = date.tm_mon % 12;
	t = mktime(&date);
	/* The 31st of a short month is not a day. */
	if (t == (time_t)-1 || date.tm_mon != month)
		return -1;
	return (int)((t - mktime(&(struct tm){ .tm_year = today->tm_year,
	    .tm_mon = today->tm_mon, .tm_mday = today->tm_mday,
	    .tm_hour = today->tm_hour, .tm_isdst = -1 }) + 43200) / 86400);
}

/* The first and the last day away, counted from today; -1: cannot be. */
static int
find_days(const struct meaning *m, const struct tm *today, int *first,
    int *last)
{
	const struct leave	*l = &m->leave;

	*first = l->begins;
	*last = -1;
	if (m->day != 0)
		*last = days_to_date(today, m->day, m->month);
	else if (l->weekday != 0)
		*last = days_to_weekday(today, l->weekday, l->next_week);
	else if (l->next_week)
		*first = days_to_weekday(today, 1, true);
	if (l->weekday != 0 && !l->until)
		*first = *last;
	if (m->days != 0)
		*last = *first + m->days - 1;
	else if (l->next_week && l->weekday == 0)
		*last = *first + WEEK - 1;
	else if (l->begins != 0 && l->weekday == 0 && m->day == 0)
		*last = *first;
	return *last < *first || *last >= LONGEST_DAYS ? -1 : 0;
}

static bool
says_when(const struct meaning *m)
{
	return m->days != 0 || m->day != 0 || m->leave.begins != 0 ||
	    m->leave.weekday != 0 || m->leave.next_week;
}

/*
 * When the leave that a command asks for begins (0 at once) and ends (0 not
 * by itself).  0, or -1 where it cannot be: not read, past, or too long.
 */
int
leave_span(const struct meaning *m, int64_t now, int64_t *from,
    int64_t *until)
{
	time_t		t = (time_t)now;
	struct tm	today;
	int		first, last;

	*from = *until = 0;
	if (m->leave.doubt)
		return -1;
	if (!says_when(m))
		return 0;
	localtime_r(&t, &today);
	if (find_days(m, &today, &first, &last) == -1)
		return -1;
	if (first > 0)
		*from = moment(&today, first, 0);
	*until = moment(&today, last + 1, BACK_HOUR);
	return *until > now ? 0 : -1;
}
