/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * surge - what is usual and what was far more, as rows.
 */

#include "store/rows.h"
#include "store/surge.h"

/*
 * How many reports came from a moment up to another: of the whole, and of
 * each category and kelurahan that had at least so many.  0 or -1.
 */
int
store_surge_counts(struct store *st, int64_t from, int64_t to, int least,
    struct surge_count count[SURGE_SCOPES], int *n)
{
	struct row	r;
	int		rc;

	*n = 0;
	row_open(&r, st, Q_SURGE_COUNTS);
	row_bind_int(&r, ":from", from);
	row_bind_int(&r, ":to", to);
	row_bind_int(&r, ":least", least);
	while ((rc = row_step(&r)) == 1 && *n < SURGE_SCOPES) {
		row_get_text(&r, count[*n].scope, sizeof count[*n].scope);
		count[(*n)++].reports = row_get_int(&r);
	}
	return row_close(&r, rc) == -1 ? -1 : 0;
}

/* What came of a scope in an hour of the week, in so many weeks.  0 or -1. */
int
store_usual_get(struct store *st, const char *scope, int hour, int *reports,
    int *weeks)
{
	struct row	r;
	int		rc;

	*reports = *weeks = 0;
	row_open(&r, st, Q_USUAL_GET);
	row_bind_text(&r, ":scope", scope);
	row_bind_int(&r, ":hour", hour);
	if ((rc = row_step(&r)) == 1) {
		*reports = row_get_int(&r);
		*weeks = row_get_int(&r);
	}
	return row_close(&r, rc) == -1 ? -1 : 0;
}

static int
run_hour(struct store *st, enum store_query query, int hour)
{
	struct row	r;

	row_open(&r, st, query);
	row_bind_int(&r, ":hour", hour);
	return row_run(&r);
}

/* An hour that is over, as this hour of the week (0 to 167).  0 or -1. */
int
store_usual_learn(struct store *st, int hour, int64_t from, int64_t to)
{
	struct row	r;

	if (run_hour(st, Q_USUAL_FADE, hour) == -1)
		return -1;
	row_open(&r, st, Q_USUAL_LEARN);
	row_bind_int(&r, ":hour", hour);
	row_bind_int(&r, ":from", from);
	row_bind_int(&r, ":to", to);
	if (row_run(&r) == -1 || run_hour(st, Q_USUAL_WEEK, hour) == -1)
		return -1;
	return run_hour(st, Q_USUAL_WEEKS, hour);
}

static int
surge_one(struct row *r, struct surge *s)
{
	int	rc = row_step(r);

	if (rc == 1) {
		s->id = row_get_int64(r);
		row_get_text(r, s->scope, sizeof s->scope);
		s->began_at = row_get_int64(r);
		s->peak = row_get_int(r);
	}
	return row_close(r, rc);
}

/* The surge of a scope that is on: 1, 0 none, -1. */
int
store_surge_find(struct store *st, const char *scope, struct surge *s)
{
	struct row	r;

	row_open(&r, st, Q_SURGE_FIND);
	row_bind_text(&r, ":scope", scope);
	return surge_one(&r, s);
}

/* The next one after an id that is on: 1, 0 none, -1. */
int
store_surge_next(struct store *st, int64_t after, struct surge *s)
{
	struct row	r;

	row_open(&r, st, Q_SURGE_NEXT);
	row_bind_int(&r, ":after", after);
	return surge_one(&r, s);
}

/* It begins.  0 or -1. */
int
store_surge_add(struct store *st, const char *scope, int64_t now, int peak)
{
	struct row	r;

	row_open(&r, st, Q_SURGE_ADD);
	row_bind_text(&r, ":scope", scope);
	row_bind_int(&r, ":now", now);
	row_bind_int(&r, ":peak", peak);
	return row_run(&r);
}

/* So many in an hour by now.  0 or -1. */
int
store_surge_set_peak(struct store *st, int64_t id, int peak)
{
	return store_update_id(st, Q_SURGE_SET_PEAK, id, ":peak", peak);
}

/* It is over.  0 or -1. */
int
store_surge_end(struct store *st, int64_t id, int64_t now)
{
	return store_update_id(st, Q_SURGE_END, id, ":now", now);
}

/* The highest peak of a surge and of all that came after it.  0 or -1. */
int
store_surge_peak(struct store *st, int64_t id, int *peak)
{
	struct row	r;
	int		rc;

	*peak = 0;
	row_open(&r, st, Q_SURGE_PEAK);
	row_bind_int(&r, ":id", id);
	if ((rc = row_step(&r)) == 1)
		*peak = row_get_int(&r);
	return row_close(&r, rc) == -1 ? -1 : 0;
}

/* Is a surge on that such a report is part of?  1, 0, -1. */
int
store_surge_holds(struct store *st, const char *category,
    const char *kelurahan)
{
	struct row	r;
	int		rc;

	row_open(&r, st, Q_SURGE_HOLDS);
	row_bind_text(&r, ":category", category);
	row_bind_text(&r, ":kelurahan", kelurahan);
	rc = row_step(&r);
	return row_close(&r, rc);
}
