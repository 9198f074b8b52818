/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * surge - more reports in an hour than the city is used to.
 *
 * What is usual is learned for each hour of the week: of the whole, of each
 * category, of each kelurahan.  When a surge begins and when all are over the
 * coordinator and the leader are told once; what changes meanwhile is
 * words/terse.c's.  Counting is not done at each SMS but after so many or so
 * long, and what is known is in rows: a restart goes on.
 */

#include "config.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "desk/clocks/clocks.h"
#include "desk/seats/seats.h"
#include "desk/words/letter.h"
#include "desk/words/words.h"
#include "store/account.h"
#include "store/surge.h"

#define HOUR_S		3600
#define WEEK_HOURS	168
#define LOOK_S		20	/* at most so old is what is known */
#define CALM_S		300	/* how often it is seen whether it is over */
#define OVER_SHARE	2	/* over at half of what began it */
#define LEARNED		"usual"	/* what the table `told` calls it */

/* ---- what is usual ------------------------------------------------------ */

/* The hour of the week of a moment in the city's zone, from Monday. */
static int
hour_of_week(int64_t at)
{
	time_t		t = (time_t)at;
	struct tm	tm;

	localtime_r(&t, &tm);
	return (tm.tm_wday + 6) % 7 * 24 + tm.tm_hour;
}

/* Every hour that is over since the last that was learned, a week at most. */
static int
learn(struct desk *desk, int64_t now)
{
	int64_t	hour = now / HOUR_S, h;

	if (store_told_at(desk->store, LEARNED, &h) == -1)
		return -1;
	if (h / HOUR_S >= hour)
		return 0;
	h = h == 0 ? hour : h / HOUR_S;
	if (h < hour - WEEK_HOURS)
		h = hour - WEEK_HOURS;
	for (; h < hour; h++)
		if (store_usual_learn(desk->store, hour_of_week(h * HOUR_S),
		    h * HOUR_S, (h + 1) * HOUR_S) == -1)
			return -1;
	return store_tell(desk->store, LEARNED, hour * HOUR_S);
}

/*
 * From so many reports an hour on it is a surge.  Where nothing is known of
 * the hour yet, no less than the multiple of the minimum.
 */
static int
threshold(struct desk *desk, const char *scope, int64_t now, int *reports)
{
	const struct conf	*conf = desk->conf;
	int			 usual, weeks;

	if (store_usual_get(desk->store, scope, hour_of_week(now), &usual,
	    &weeks) == -1)
		return -1;
	*reports = weeks == 0 ? conf->surge_minimum * conf->surge_multiple :
	    (usual * conf->surge_multiple + weeks - 1) / weeks;
	if (*reports < conf->surge_minimum)
		*reports = conf->surge_minimum;
	return 0;
}

/* ---- who is told -------------------------------------------------------- */

static int
tell(struct desk *desk, enum message_id id,
    const struct message_values *values, int64_t now)
{
	static const enum seat_role	roles[] = { SEAT_COORDINATOR,
	    SEAT_LEADER };
	struct seat	seat;
	struct phone	phone;
	size_t		i;
	int		rc;

	for (i = 0; i < sizeof roles / sizeof roles[0]; i++) {
		rc = routing_find_role(desk, roles[i], "", "", &seat);
		if (rc == 1)
			rc = reach_phone(desk, &seat, &phone);
		if (rc == -1 || (rc == 1 && notice_alarm(desk, &phone, id,
		    values, seat.id, now) == -1))
			return -1;
	}
	return 0;
}

/* "semua", "SAMPAH", "OESAPA": a scope as people read it. */
static const char *
scope_words(const struct desk *desk, const char *scope)
{
	const char	*space = strchr(scope, ' ');

	return space != NULL ? space + 1 : desk->conf->message[MESSAGE_WHOLE];
}

/* ---- on and off --------------------------------------------------------- */

/* A scope has so many reports in this hour. */
static int
weigh(struct desk *desk, const struct surge_count *c, int64_t now)
{
	struct message_values	values = { 0 };
	struct surge		s, any;
	char			n[16];
	int			least, rc, first;

	if ((rc = store_surge_find(desk->store, c->scope, &s)) == 1)
		return store_surge_set_peak(desk->store, s.id, c->reports);
	if (rc == -1 || threshold(desk, c->scope, now, &least) == -1)
		return -1;
	if (c->reports < least)
		return 0;
	if ((first = store_surge_next(desk->store, 0, &any)) == -1 ||
	    store_surge_add(desk->store, c->scope, now, c->reports) == -1)
		return -1;
	if (first == 1)
		return 0;
	snprintf(n, sizeof n, "%d", c->reports > 999 ? 999 : c->reports);
	values.count = n;
	values.text = scope_words(desk, c->scope);
	return tell(desk, MESSAGE_ALARM_SURGE, &values, now);
}

/* Count the last hour, and see what begins. */
static int
look(struct desk *desk, int64_t now)
{
	struct surge_count	count[SURGE_SCOPES];
	struct surge		any;
	int			i, n;

	desk->surge_looked_at = now;
	desk->surge_unseen = 0;
	if (learn(desk, now) == -1 || store_surge_counts(desk->store,
	    now - HOUR_S + 1, now + 1, desk->conf->surge_minimum, count, &n)
	    == -1)
		return -1;
	for (i = 0; i < n; i++)
		if (weigh(desk, &count[i], now) == -1)
			return -1;
	if ((i = store_surge_next(desk->store, 0, &any)) == -1)
		return -1;
	desk->surge_is_on = i == 1;
	return 0;
}

/* One more was heard of: is it time to count? */
int
surge_hear(struct desk *desk, int64_t now)
{
	int	minimum = desk->conf->surge_minimum;

	if (minimum == 0)
		return 0;
	desk->surge_unseen++;
	if (now >= desk->surge_looked_at &&
	    now - desk->surge_looked_at < LOOK_S &&
	    (desk->surge_is_on || desk->surge_unseen * 4 < minimum))
		return 0;
	return look(desk, now);
}

/* A follower of reports: each new one counts. */
int
surge_follow(struct desk *desk, const struct report *report,
    const struct report_change *c)
{
	(void)report;
	return c->on == EV_OPEN ? surge_hear(desk, c->now) : 0;
}

/* How many of a scope in the last hour, by the counts. */
static int
reports_of(const struct surge_count *count, int n, const char *scope)
{
	int	i;

	for (i = 0; i < n; i++)
		if (strcmp(count[i].scope, scope) == 0)
			return count[i].reports;
	return 0;
}

/* End those that are over; how many are still on, or -1. */
static int
calm(struct desk *desk, int64_t now)
{
	struct surge_count	count[SURGE_SCOPES];
	struct surge		s = { .id = 0 };
	int			n, least, on = 0, rc;

	if (store_surge_counts(desk->store, now - HOUR_S + 1, now + 1, 1,
	    count, &n) == -1)
		return -1;
	while ((rc = store_surge_next(desk->store, s.id, &s)) == 1) {
		if (threshold(desk, s.scope, now, &least) == -1)
			return -1;
		if (reports_of(count, n, s.scope) * OVER_SHARE >= least)
			on++;
		else if (store_surge_end(desk->store, s.id, now) == -1)
			return -1;
	}
	return rc == -1 ? -1 : on;
}

/* Is it over?  Said once, with the last of them.  How many ended, or -1. */
int
surge_run(struct desk *desk, int64_t now, int max)
{
	struct message_values	values = { 0 };
	struct surge		s;
	char			n[16];
	int64_t			at;
	int			on, peak, rc;

	if (max <= 0 || (rc = surge_next(desk, &at)) == 0 || at > now)
		return 0;
	if (rc == -1 || store_surge_next(desk->store, 0, &s) == -1)
		return -1;
	desk->surge_looked_at = now;
	if ((on = calm(desk, now)) != 0)
		return on == -1 ? -1 : 1;
	if (store_surge_peak(desk->store, s.id, &peak) == -1)
		return -1;
	snprintf(n, sizeof n, "%d", peak > 999 ? 999 : peak);
	values.count = n;
	return tell(desk, MESSAGE_ALARM_SURGE_OVER, &values, now) == -1 ?
	    -1 : 1;
}

/* When surge_run next has something to do: 1, 0 never, -1. */
int
surge_next(struct desk *desk, int64_t *at)
{
	struct surge	s;
	int		rc = store_surge_next(desk->store, 0, &s);

	if (rc == 1)
		*at = (desk->surge_looked_at > s.began_at ?
		    desk->surge_looked_at : s.began_at) + CALM_S;
	return rc;
}
