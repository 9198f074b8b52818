/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * report - reports as rows.
 *
 * What may follow what is the desk's to know; here a state is a word.
 */

#include "store/report.h"
#include "store/rows.h"

static const char *const report_states[] = {
#define X(name, text)	[REPORT_##name] = text,
	REPORT_STATES(X)
#undef X
};

/* A state in the words of the database and of lists. */
const char *
report_state_name(enum report_state state)
{
	return report_states[state];
}

/* The next column as a state. */
int
report_read_state(struct row *r)
{
	return row_get_name(r, report_states, NAME_COUNT(report_states));
}

/* Read the columns that every query of whole reports names, in that order. */
void
report_read(struct row *r, struct report *p)
{
	p->id = row_get_int64(r);
	p->phone_id = row_get_int64(r);
	p->inbox_id = row_get_int64(r);
	row_get_text(r, p->category, sizeof p->category);
	row_get_text(r, p->kelurahan, sizeof p->kelurahan);
	row_get_text(r, p->opd, sizeof p->opd);
	p->state = (enum report_state)report_read_state(r);
	p->urgent = row_get_bool(r);
	p->sent_at = row_get_int64(r);
	p->created_at = row_get_int64(r);
	p->changed_at = row_get_int64(r);
	p->due_at = row_get_int64(r);
	row_get_text(r, p->outcome, sizeof p->outcome);
	row_get_text(r, p->description, sizeof p->description);
}

static int
report_one(struct row *r, struct report *p)
{
	int	rc = row_step(r);

	if (rc == 1)
		report_read(r, p);
	return row_close(r, rc);
}

/*
 * Keep a report and fill its id: one more than the last, or start where that
 * is more.  A changed_at of 0 is created_at.  0 or -1.
 */
int
store_report_add(struct store *st, struct report *p, int start)
{
	struct row	r;

	if (p->changed_at == 0)
		p->changed_at = p->created_at;
	row_open(&r, st, Q_REPORT_ADD);
	row_bind_int(&r, ":start", start > 0 ? start : 1);
	row_bind_int(&r, ":phone", p->phone_id);
	row_bind_id(&r, ":inbox", p->inbox_id);
	row_bind_text(&r, ":category", p->category);
	row_bind_text(&r, ":kelurahan", p->kelurahan);
	row_bind_text(&r, ":opd", p->opd);
	row_bind_text(&r, ":state", report_states[p->state]);
	row_bind_int(&r, ":urgent", p->urgent);
	row_bind_int(&r, ":sent_at", p->sent_at);
	row_bind_int(&r, ":created_at", p->created_at);
	row_bind_int(&r, ":changed_at", p->changed_at);
	row_bind_id(&r, ":due_at", p->due_at);
	row_bind_text(&r, ":outcome", p->outcome);
	row_bind_text(&r, ":description", p->description);
	return row_run_id(&r, &p->id);
}

/* 1 and the report, 0 if there is none with this id, -1 failed. */
int
store_report_get(struct store *st, int64_t id, struct report *p)
{
	struct row	r;

	row_open(&r, st, Q_REPORT_GET);
	row_bind_int(&r, ":id", id);
	return report_one(&r, p);
}

/*
 * Move a report to a state: outcome ("" or NULL: none) belongs to this state,
 * due_at is its timer (0: none).  0 or -1.
 */
int
store_report_set_state(struct store *st, int64_t id, enum report_state state,
    const char *outcome, int64_t now, int64_t due_at)
{
	struct row	r;

	row_open(&r, st, Q_REPORT_SET_STATE);
	row_bind_int(&r, ":id", id);
	row_bind_text(&r, ":state", report_states[state]);
	row_bind_text(&r, ":outcome", outcome != NULL ? outcome : "");
	row_bind_int(&r, ":now", now);
	row_bind_id(&r, ":due_at", due_at);
	return row_run(&r);
}

/*
 * Say what a report is about and whose it is.  Its open dispatches follow
 * in urgency.  0 or -1.
 */
int
store_report_set_route(struct store *st, int64_t id, const char *category,
    const char *kelurahan, const char *opd, bool urgent, int64_t now)
{
	struct row	r;

	row_open(&r, st, Q_REPORT_SET_ROUTE);
	row_bind_int(&r, ":id", id);
	row_bind_text(&r, ":category", category);
	row_bind_text(&r, ":kelurahan", kelurahan);
	row_bind_text(&r, ":opd", opd);
	row_bind_int(&r, ":urgent", urgent);
	row_bind_int(&r, ":now", now);
	return row_run(&r);
}

/* Other words of a report.  0 or -1. */
int
store_report_set_description(struct store *st, int64_t id, const char *text)
{
	struct row	r;

	row_open(&r, st, Q_REPORT_SET_DESCRIPTION);
	row_bind_int(&r, ":id", id);
	row_bind_text(&r, ":description", text);
	return row_run(&r);
}

/* Set a report's timer, 0 for none.  0 or -1. */
int
store_report_set_due(struct store *st, int64_t id, int64_t due_at)
{
	return store_update_id(st, Q_REPORT_SET_DUE, id, ":due_at", due_at);
}

/* The newest of a phone below an id in one period, if its state is wanted. */
static int
latest_of_period(struct store *st, int64_t phone_id, int64_t period,
    unsigned mask, int64_t before, struct report *p)
{
	struct row	r;
	int		rc;

	row_open(&r, st, Q_REPORT_OF_PHONE);
	row_bind_int(&r, ":phone", phone_id);
	row_bind_int(&r, ":period", period);
	while ((rc = row_step(&r)) == 1) {
		report_read(&r, p);
		if (r.failed || (p->id < before &&
		    (mask >> p->state & 1u) != 0))
			break;
	}
	return row_close(&r, rc);
}

static int
latest_below(struct store *st, int64_t phone_id, unsigned mask,
    int64_t before, struct report *p)
{
	struct row	r;
	int64_t		first = 0, period = -1;
	int		rc;

	row_open(&r, st, Q_REPORT_PERIODS);
	if ((rc = row_step(&r)) == 1) {
		first = row_get_int64(&r);
		period = row_get_int64(&r);
	}
	if (row_close(&r, rc) == -1)
		return -1;
	for (rc = 0; period >= first && rc == 0; period--)
		rc = latest_of_period(st, phone_id, period, mask, before, p);
	return rc;
}

/*
 * The newest report that this phone made and whose state is in the mask
 * (1u << state).  Looks back through the index one period of 30 days after
 * the other: twelve look-ups for a year.  1 found, 0 none, -1 failed.
 */
int
store_report_latest(struct store *st, int64_t phone_id, unsigned mask,
    struct report *p)
{
	return latest_below(st, phone_id, mask, INT64_MAX, p);
}

/* The same in any state, but older than report before: to walk down. */
int
store_report_before(struct store *st, int64_t phone_id, int64_t before,
    struct report *p)
{
	return latest_below(st, phone_id, ~0u, before, p);
}

/*
 * The newest report below before that this phone made and that is not over
 * (done ones wait for its word): to walk down.  1 found, 0 none, -1 failed.
 */
int
store_report_open_before(struct store *st, int64_t phone_id, int64_t before,
    struct report *p)
{
	struct row	r;

	row_open(&r, st, Q_REPORT_OPEN_BEFORE);
	row_bind_int(&r, ":phone", phone_id);
	row_bind_int(&r, ":before", before);
	return report_one(&r, p);
}

/*
 * How many reports of a category are open in a kelurahan, how many of those
 * made since then are settled, and which open one is the oldest.  0 or -1.
 */
int
store_report_tally(struct store *st, const char *kelurahan,
    const char *category, int64_t since, struct report_tally *t)
{
	struct row	r;
	int		rc;

	row_open(&r, st, Q_REPORT_TALLY);
	row_bind_text(&r, ":kelurahan", kelurahan);
	row_bind_text(&r, ":category", category);
	row_bind_int(&r, ":since", since);
	if ((rc = row_step(&r)) == 1) {
		t->open = row_get_int(&r);
		t->oldest_id = row_get_int64(&r);
		t->closed = row_get_int(&r);
	}
	rc = row_close(&r, rc);
	return rc == 1 ? 0 : -1;
}

/*
 * The newest open report of this phone whose officer asked its citizen
 * something ("asked") at since or later, and no answer ("added") came.
 * 1 found, 0 none, -1 failed.
 */
int
store_report_asked(struct store *st, int64_t phone_id, int64_t since,
    struct report *p)
{
	struct row	r;

	row_open(&r, st, Q_REPORT_ASKED);
	row_bind_int(&r, ":phone", phone_id);
	row_bind_int(&r, ":since", since);
	return report_one(&r, p);
}

/*
 * The report whose timer ran out longest ago; with INT64_MAX as now, the one
 * whose timer runs out first.  1 found, 0 none, -1 failed.
 */
int
store_report_due(struct store *st, int64_t now, struct report *p)
{
	struct row	r;

	row_open(&r, st, Q_REPORT_DUE);
	row_bind_int(&r, ":now", now);
	return report_one(&r, p);
}

/*
 * The next report after this id that lies with nobody: new, its OPD known,
 * no open question about it and no open dispatch.  1, 0 none, -1 failed.
 */
int
store_report_unrouted(struct store *st, int64_t after_id, struct report *p)
{
	struct row	r;

	row_open(&r, st, Q_REPORT_UNROUTED);
	row_bind_int(&r, ":after", after_id);
	return report_one(&r, p);
}

/*
 * The newest report below an id that is open and not done, of this kelurahan
 * and category: to walk down.  1 found, 0 none, -1 failed.
 */
int
store_report_same(struct store *st, const char *kelurahan,
    const char *category, int64_t before, struct report *p)
{
	struct row	r;

	row_open(&r, st, Q_REPORT_SAME);
	row_bind_text(&r, ":kelurahan", kelurahan);
	row_bind_text(&r, ":category", category);
	row_bind_int(&r, ":before", before);
	return report_one(&r, p);
}
