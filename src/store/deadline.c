/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * deadline - the clocks of reports as rows: by when, and what comes next.
 *
 * What is done when one runs out is the desk's to know.
 */

#include "store/deadline.h"
#include "store/rows.h"

static const char *const deadline_kinds[] = {
	[DEADLINE_TAKE] = "take",
	[DEADLINE_FINISH] = "finish",
	[DEADLINE_DANGER] = "danger",
};

/* Which deadline, in the words of the database. */
const char *
deadline_kind_name(enum deadline_kind kind)
{
	return deadline_kinds[kind];
}

static int
deadline_one(struct row *r, struct deadline *d)
{
	int	rc = row_step(r);

	if (rc == 1) {
		d->id = row_get_int64(r);
		d->report_id = row_get_int64(r);
		d->kind = (enum deadline_kind)row_get_name(r, deadline_kinds,
		    NAME_COUNT(deadline_kinds));
		d->start_at = row_get_int64(r);
		d->limit_at = row_get_int64(r);
		d->step = row_get_int(r);
		d->next_at = row_get_int64(r);
		d->ended_at = row_get_int64(r);
		row_get_text(r, d->outcome, sizeof d->outcome);
	}
	return row_close(r, rc);
}

/*
 * Start a clock and fill its id.  One of a kind runs at a time for a report:
 * store_deadline_open first.  0 or -1.
 */
int
store_deadline_add(struct store *st, struct deadline *d)
{
	struct row	r;

	row_open(&r, st, Q_DEADLINE_ADD);
	row_bind_int(&r, ":report", d->report_id);
	row_bind_text(&r, ":kind", deadline_kinds[d->kind]);
	row_bind_int(&r, ":start_at", d->start_at);
	row_bind_int(&r, ":limit_at", d->limit_at);
	row_bind_int(&r, ":step", d->step);
	row_bind_id(&r, ":next_at", d->next_at);
	return row_run_id(&r, &d->id);
}

static int
deadline_of(struct store *st, enum store_query query, int64_t report_id,
    enum deadline_kind kind, struct deadline *d)
{
	struct row	r;

	row_open(&r, st, query);
	row_bind_int(&r, ":report", report_id);
	row_bind_text(&r, ":kind", deadline_kinds[kind]);
	return deadline_one(&r, d);
}

/* The clock of a kind that runs for a report.  1, 0 none, -1 failed. */
int
store_deadline_open(struct store *st, int64_t report_id,
    enum deadline_kind kind, struct deadline *d)
{
	return deadline_of(st, Q_DEADLINE_OPEN, report_id, kind, d);
}

/* The newest of a kind, running or ended.  1, 0 none, -1 failed. */
int
store_deadline_last(struct store *st, int64_t report_id,
    enum deadline_kind kind, struct deadline *d)
{
	return deadline_of(st, Q_DEADLINE_LAST, report_id, kind, d);
}

/*
 * The one whose next step is due longest; with INT64_MAX, the one that is
 * next.  1 found, 0 none, -1 failed.
 */
int
store_deadline_due(struct store *st, int64_t now, struct deadline *d)
{
	struct row	r;

	row_open(&r, st, Q_DEADLINE_DUE);
	row_bind_int(&r, ":now", now);
	return deadline_one(&r, d);
}

/*
 * The next after *d (id 0: the first) of those overdue that have come to this
 * step and go on, the longest overdue first; of a report only the one that
 * speaks.  1 found, 0 no more, -1 failed.
 */
int
store_deadline_overdue(struct store *st, int step, int64_t now,
    struct deadline *d)
{
	struct row	r;

	row_open(&r, st, Q_DEADLINE_OVERDUE);
	row_bind_int(&r, ":step", step);
	row_bind_int(&r, ":now", now);
	row_bind_int(&r, ":limit", d->id != 0 ? d->limit_at : 0);
	row_bind_int(&r, ":after", d->id);
	return deadline_one(&r, d);
}

/* How far it has gone, and when it goes on (0: no more).  0 or -1. */
int
store_deadline_set_step(struct store *st, int64_t id, int step,
    int64_t next_at)
{
	struct row	r;

	row_open(&r, st, Q_DEADLINE_SET_STEP);
	row_bind_int(&r, ":id", id);
	row_bind_int(&r, ":step", step);
	row_bind_id(&r, ":next_at", next_at);
	return row_run(&r);
}

/* Stop the clock of a kind, if it runs, and say how it ended.  0 or -1. */
int
store_deadline_end(struct store *st, int64_t report_id,
    enum deadline_kind kind, const char *outcome, int64_t now)
{
	struct row	r;

	row_open(&r, st, Q_DEADLINE_END);
	row_bind_int(&r, ":report", report_id);
	row_bind_text(&r, ":kind", deadline_kinds[kind]);
	row_bind_text(&r, ":outcome", outcome);
	row_bind_int(&r, ":now", now);
	return row_run(&r);
}
