/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * warn - what deserves a second look in a configuration without fault.
 *
 * This file alone knows what is warned of beside what the rooms above add;
 * nothing of it keeps a configuration from being used.
 */

#include "config.h"

#include <time.h>

#include "conf/conf.h"
#include "conf/danger.h"
#include "conf/elsewhere.h"
#include "conf/room.h"
#include "conf/warn.h"

#define HOLIDAYS_AHEAD_S	(60 * 86400)

/* A threshold of which nobody will ever hear. */
static void
warn_of_credit(const struct conf *conf, struct conf_errors *warnings)
{
	const struct conf_modem	*m;
	int			 i;

	for (i = 0; i < conf->modem_count; i++) {
		m = &conf->modem[i];
		if (m->balance_min > 0 && m->balance_code[0] == '\0' &&
		    m->notice_senders.count == 0)
			conf_errors_add(warnings, NULL, "%s: warning: modem "
			    "%s: balance_min says nothing without "
			    "balance_code or notice_senders", conf->path,
			    m->name);
	}
}

/* How many holidays are listed for a year; the last of all in *last. */
static int
holidays_of(const struct conf_time *t, int year, int *last)
{
	int	i, n = 0;

	for (i = 0; i < t->holiday_count; i++) {
		n += t->holiday[i].date / 10000 == year;
		if (t->holiday[i].date > *last)
			*last = t->holiday[i].date;
	}
	return n;
}

/*
 * The list of holidays must reach two months ahead: a year that has begun, or
 * will by then, and has not half the days of the year before is not entered.
 */
static void
warn_holidays(const struct conf_time *t, int64_t now,
    struct conf_errors *warnings)
{
	time_t		ahead = (time_t)(now + HOLIDAYS_AHEAD_S);
	struct tm	tm;
	int		year, here, before, last = 0;

	localtime_r(&ahead, &tm);
	year = tm.tm_year + 1900;
	here = holidays_of(t, year, &last);
	before = holidays_of(t, year - 1, &last);
	if (last == 0)
		conf_errors_add(warnings, NULL, "holidays: there are none "
		    "(holidays.conf): deadlines run on holidays, too");
	else if (last < year * 10000 + (tm.tm_mon + 1) * 100 + tm.tm_mday)
		conf_errors_add(warnings, NULL, "holidays: the list ends on "
		    "%04d-%02d-%02d: add the next from the decree",
		    last / 10000, last / 100 % 100, last % 100);
	else if (here * 2 < before)
		conf_errors_add(warnings, NULL, "holidays: %d days in %d, %d "
		    "in %d: is the decree for %d entered?", here, year,
		    before, year - 1, year);
}

/* An office that works day and night, on holidays too. */
static bool
works_always(const struct conf_hours *h)
{
	int	i;

	for (i = 0; i < 7; i++)
		if (h->opens[i] != 0 || h->closes[i] != 24 * 3600)
			return false;
	return h->holidays;
}

/* Whoever is there day and night for what is urgent can be called. */
static void
warn_phones(const struct conf_city *city, struct conf_errors *warnings)
{
	const struct conf_category	*c;
	int				 i;

	for (i = 0; i < city->category_count; i++) {
		c = &city->category[i];
		if (c->urgent && c->phone[0] == '\0' &&
		    works_always(&city->opd[c->opd].hours))
			conf_errors_add(warnings, NULL, "category %s is "
			    "urgent and %s works day and night, but no phone "
			    "is filled in (categories.conf): nobody is told "
			    "whom to call", c->code, city->opd[c->opd].code);
	}
}

/* Numbers to call that nobody has confirmed of late. */
static void
warn_numbers(const struct conf_city *city, int64_t now,
    struct conf_errors *warnings)
{
	time_t		at = (time_t)now;
	struct tm	tm;
	int		month;

	localtime_r(&at, &tm);
	month = (tm.tm_year + 1900) * 100 + tm.tm_mon + 1;
	conf_danger_warn(city, month, warnings);
	conf_elsewhere_warn(city, month, warnings);
}

/*
 * Add what is doubtful by now in a configuration that was read, each
 * "file:line: warning: what", to warnings: conf_errors_print shows them,
 * conf_errors_clear forgets them.
 */
void
conf_warn(const struct conf *conf, int64_t now, struct conf_errors *warnings)
{
	const struct conf_room *const	*room;

	for (room = conf->rooms; room != NULL && *room != NULL; room++)
		if ((*room)->doubt != NULL)
			(*room)->doubt(conf, warnings);
	if (conf->time.level_count == 0)
		conf_errors_add(warnings, NULL, "escalation: there are no "
		    "levels (escalation.conf): nobody is told of a missed "
		    "deadline");
	warn_holidays(&conf->time, now, warnings);
	warn_phones(&conf->city, warnings);
	warn_of_credit(conf, warnings);
	warn_numbers(&conf->city, now, warnings);
}

/*
 * Add what the seats lack: an OPD without an officer, or without a head, whom
 * its reports would go to.  seats says of a code and a role whether there is
 * such a seat.
 */
void
conf_warn_seats(const struct conf *conf,
    bool (*has_seat)(void *, const char *, const char *), void *arg,
    struct conf_errors *warnings)
{
	static const char *const roles[] = { "officer", "head" };
	size_t	k;
	int	i;

	for (i = 0; i < conf->city.opd_count; i++)
		for (k = 0; k < sizeof roles / sizeof roles[0]; k++)
			if (!has_seat(arg, conf->city.opd[i].code, roles[k]))
				conf_errors_add(warnings, NULL, "OPD %s has "
				    "no seat of role %s",
				    conf->city.opd[i].code, roles[k]);
}
