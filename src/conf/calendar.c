/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * calendar - when is it, in hours and days on which the city works?
 *
 * This file alone knows how office hours, weekends, holidays and the night
 * are counted.  It reads the zone of the process (localtime_r) and nothing
 * else: values in, value out.
 */

#include "config.h"

#include <stdbool.h>
#include <time.h>

#include "conf/calendar.h"

/*
 * A hundred years without an open day is no calendar: whoever counts gets
 * the moment where we gave up.
 */
#define DAYS_MAX	36600

/* A day of the city, by its noon: no change of the clock happens then. */
static struct tm
day_of(int64_t at)
{
	time_t		t = (time_t)at;
	struct tm	day;

	localtime_r(&t, &day);
	day.tm_hour = 12;
	day.tm_min = day.tm_sec = 0;
	day.tm_isdst = -1;
	return day;
}

static void
next_day(struct tm *day)
{
	day->tm_mday++;
	day->tm_isdst = -1;
	mktime(day);
}

/* So many seconds after midnight by the clocks on the wall; 24:00 is fine. */
static int64_t
moment(const struct tm *day, int seconds)
{
	struct tm	tm = *day;

	tm.tm_hour = seconds / 3600;
	tm.tm_min = seconds / 60 % 60;
	tm.tm_sec = seconds % 60;
	tm.tm_isdst = -1;
	return (int64_t)mktime(&tm);
}

static bool
is_holiday(const struct calendar *c, const struct tm *day)
{
	int	date, i;

	date = (day->tm_year + 1900) * 10000 + (day->tm_mon + 1) * 100 +
	    day->tm_mday;
	for (i = 0; i < c->holiday_count; i++)
		if (c->holiday[i].date == date)
			return true;
	return false;
}

/* Does the office open on this day, and from when until when? */
static bool
is_open(const struct calendar *c, const struct tm *day, int64_t *opens,
    int64_t *closes)
{
	const struct conf_hours	*h = c->hours;

	if (h->opens[day->tm_wday] >= h->closes[day->tm_wday] ||
	    (!h->holidays && is_holiday(c, day)))
		return false;
	*opens = moment(day, h->opens[day->tm_wday]);
	*closes = moment(day, h->closes[day->tm_wday]);
	return true;
}

/*
 * The moment at which so many seconds of office time have passed.  What is
 * used up at closing time ends then, not next morning; none end at once.
 */
int64_t
calendar_add_office(const struct calendar *c, int64_t from, int64_t seconds)
{
	struct tm	day = day_of(from);
	int64_t		opens, closes;
	int		i;

	for (i = 0; i < DAYS_MAX && seconds > 0; i++, next_day(&day)) {
		if (!is_open(c, &day, &opens, &closes) || from >= closes)
			continue;
		if (from < opens)
			from = opens;
		if (seconds <= closes - from)
			return from + seconds;
		seconds -= closes - from;
		from = closes;
	}
	return from;
}

/*
 * The close of the office on the n-th working day after the day of this
 * moment, which itself does not count; with none, the moment itself.
 */
int64_t
calendar_add_days(const struct calendar *c, int64_t from, int days)
{
	struct tm	day = day_of(from);
	int64_t		opens, closes;
	int		i;

	for (i = 0; i < DAYS_MAX && days > 0; i++) {
		next_day(&day);
		if (is_open(c, &day, &opens, &closes)) {
			from = closes;
			days--;
		}
	}
	return from;
}

/* A term of the configuration later. */
int64_t
calendar_add(const struct calendar *c, int64_t from,
    const struct conf_term *term)
{
	switch (term->unit) {
	case TERM_NONE:
		break;
	case TERM_CLOCK:
		return from + term->amount;
	case TERM_OFFICE:
		return calendar_add_office(c, from, term->amount);
	case TERM_DAYS:
		return calendar_add_days(c, from, (int)term->amount);
	}
	return from;
}

/* When the office opens on the day of this moment; if not, the moment. */
int64_t
calendar_opening(const struct calendar *c, int64_t at)
{
	struct tm	day = day_of(at);
	int64_t		opens, closes;

	return is_open(c, &day, &opens, &closes) ? opens : at;
}

/*
 * The first moment, not before this one, at which people may be disturbed:
 * the end of the quiet hours, or the moment itself.
 */
int64_t
calendar_after_quiet(const struct conf_quiet *q, int64_t at)
{
	struct tm	day = day_of(at);
	int64_t		from = moment(&day, q->from);
	int64_t		to = moment(&day, q->to);

	if (q->from == q->to)
		return at;
	if (q->from < q->to)
		return at >= from && at < to ? to : at;
	if (at < to)			/* the night that began yesterday */
		return to;
	if (at < from)
		return at;
	next_day(&day);
	return moment(&day, q->to);
}

/* The next moment, not before this one by day, at which the night begins. */
static int64_t
next_night(const struct conf_quiet *q, int64_t at)
{
	struct tm	day = day_of(at);
	int64_t		night = moment(&day, q->from);

	if (night > at)
		return night;
	next_day(&day);
	return moment(&day, q->from);
}

/* The moment at which so many seconds outside the quiet hours have passed. */
int64_t
calendar_add_daytime(const struct conf_quiet *q, int64_t from,
    int64_t seconds)
{
	int64_t	night;
	int	i;

	if (q->from == q->to)
		return from + seconds;
	for (i = 0; i < DAYS_MAX; i++) {
		from = calendar_after_quiet(q, from);
		night = next_night(q, from);
		if (seconds <= night - from)
			break;
		seconds -= night - from;
		from = night;
	}
	return from + seconds;
}

/* Seconds outside the quiet hours between two moments. */
int64_t
calendar_daytime(const struct conf_quiet *q, int64_t from, int64_t to)
{
	int64_t	night, sum = 0;
	int	i;

	if (q->from == q->to)
		return to > from ? to - from : 0;
	for (i = 0; i < DAYS_MAX; i++) {
		from = calendar_after_quiet(q, from);
		if (from >= to)
			break;
		night = next_night(q, from);
		sum += (night < to ? night : to) - from;
		from = night;
	}
	return sum;
}
