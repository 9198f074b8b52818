/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * sim - what is known of each SIM: its credit, what it used lately, and
 * whether it still hears.
 */

#include <stdio.h>

#include "store/rows.h"
#include "store/sim.h"

#define BALANCE_KEPT_S	(60 * 86400)
#define GAP_DAYS	14

static int
sim_one(struct row *r, struct sim *s)
{
	int	rc = row_step(r);

	if (rc == 1) {
		row_get_text(r, s->sim, sizeof s->sim);
		row_get_text(r, s->modem, sizeof s->modem);
		s->balance = sqlite3_column_type(r->stmt, r->column) ==
		    SQLITE_NULL ? -1 : sqlite3_column_int64(r->stmt,
		    r->column);
		r->column++;
		s->expires_at = row_get_int64(r);
		s->told_at = row_get_int64(r);
		row_get_text(r, s->answer, sizeof s->answer);
		s->answer_at = row_get_int64(r);
		s->notice_at = row_get_int64(r);
		s->check_at = row_get_int64(r);
		s->failures = row_get_int(r);
		s->low = row_get_bool(r);
		s->heard_at = row_get_int64(r);
		s->proved_at = row_get_int64(r);
		s->silent_at = row_get_int64(r);
	}
	return row_close(r, rc);
}

/* A SIM by its IMSI.  1 known, 0 never seen, -1 failed. */
int
store_sim_get(struct store *st, const char *sim, struct sim *s)
{
	struct row	r;

	row_open(&r, st, Q_SIM_GET);
	row_bind_text(&r, ":sim", sim);
	return sim_one(&r, s);
}

/*
 * The next SIM, in order; after may lie in s, "" begins.  1 found, 0 no more,
 * -1 failed.
 */
int
store_sim_next(struct store *st, const char *after, struct sim *s)
{
	struct row	r;
	char		from[STORE_CODE_SIZE];

	snprintf(from, sizeof from, "%s", after);
	row_open(&r, st, Q_SIM_NEXT);
	row_bind_text(&r, ":after", from);
	return sim_one(&r, s);
}

/* Keep a SIM as it stands here, new or not.  0 or -1. */
int
store_sim_put(struct store *st, const struct sim *s)
{
	struct row	r;

	row_open(&r, st, Q_SIM_PUT);
	row_bind_text(&r, ":sim", s->sim);
	row_bind_text(&r, ":modem", s->modem);
	if (s->balance < 0)
		row_bind_null(&r, ":balance");
	else
		row_bind_int(&r, ":balance", s->balance);
	row_bind_id(&r, ":expires_at", s->expires_at);
	row_bind_id(&r, ":told_at", s->told_at);
	row_bind_text(&r, ":answer", s->answer);
	row_bind_id(&r, ":answer_at", s->answer_at);
	row_bind_id(&r, ":notice_at", s->notice_at);
	row_bind_id(&r, ":check_at", s->check_at);
	row_bind_int(&r, ":failures", s->failures);
	row_bind_int(&r, ":low", s->low);
	row_bind_int(&r, ":heard_at", s->heard_at);
	row_bind_id(&r, ":proved_at", s->proved_at);
	row_bind_id(&r, ":silent_at", s->silent_at);
	return row_run(&r);
}

/* Is this SIM's credit below its threshold?  1, 0 (or not known), -1. */
int
store_sim_is_low(struct store *st, const char *sim)
{
	struct row	r;
	int		rc, low = 0;

	row_open(&r, st, Q_SIM_IS_LOW);
	row_bind_text(&r, ":sim", sim);
	if ((rc = row_step(&r)) == 1)
		low = row_get_bool(&r);
	rc = row_close(&r, rc);
	return rc == -1 ? -1 : low;
}

/* ---- balances ---------------------------------------------------------- */

/* A balance that was told; those of long ago go.  0 or -1. */
int
store_sim_add_balance(struct store *st, const char *sim, int64_t at,
    int64_t balance)
{
	struct row	r;

	row_open(&r, st, Q_SIM_BALANCE_ADD);
	row_bind_text(&r, ":sim", sim);
	row_bind_int(&r, ":at", at);
	row_bind_int(&r, ":balance", balance);
	if (row_run(&r) == -1)
		return -1;
	row_open(&r, st, Q_SIM_BALANCE_FORGET);
	row_bind_text(&r, ":sim", sim);
	row_bind_int(&r, ":before", at - BALANCE_KEPT_S);
	return row_run(&r);
}

/*
 * The balances since then, the oldest first, at most max of them: if there
 * are more, the last place holds the newest.  Returns how many, or -1.
 */
int
store_sim_balances(struct store *st, const char *sim, int64_t since,
    struct sim_balance *list, int max)
{
	struct row	r;
	int		n = 0, rc;

	row_open(&r, st, Q_SIM_BALANCE_SINCE);
	row_bind_text(&r, ":sim", sim);
	row_bind_int(&r, ":since", since);
	while ((rc = row_step(&r)) == 1) {
		if (n == max)
			n--;
		r.column = 0;
		list[n].at = row_get_int64(&r);
		list[n++].balance = row_get_int64(&r);
	}
	return row_close(&r, rc) == -1 ? -1 : n;
}

/* ---- silence ----------------------------------------------------------- */

/* So long nothing came, and now something did.  0 or -1. */
int
store_sim_add_gap(struct store *st, const char *sim, int64_t now,
    int64_t seconds)
{
	struct row	r;

	row_open(&r, st, Q_SIM_GAP_PUT);
	row_bind_text(&r, ":sim", sim);
	row_bind_int(&r, ":day", now / 86400);
	row_bind_int(&r, ":seconds", seconds);
	if (row_run(&r) == -1)
		return -1;
	row_open(&r, st, Q_SIM_GAP_FORGET);
	row_bind_text(&r, ":sim", sim);
	row_bind_int(&r, ":before", now / 86400 - GAP_DAYS);
	return row_run(&r);
}

static int
number_of(struct row *r, int64_t *n)
{
	int	rc = row_step(r);

	*n = rc == 1 ? row_get_int64(r) : 0;
	return row_close(r, rc) == -1 ? -1 : 0;
}

/* The longest such time of the last 14 days, 0 none.  0 or -1. */
int
store_sim_longest_gap(struct store *st, const char *sim, int64_t now,
    int64_t *seconds)
{
	struct row	r;

	row_open(&r, st, Q_SIM_GAP_LONGEST);
	row_bind_text(&r, ":sim", sim);
	row_bind_int(&r, ":since", now / 86400 - GAP_DAYS);
	return number_of(&r, seconds);
}

/* Keep a new test and fill its id; one at a time for a SIM.  0 or -1. */
int
store_sim_add_test(struct store *st, struct sim_test *t)
{
	struct row	r;

	row_open(&r, st, Q_SIM_TEST_ADD);
	row_bind_text(&r, ":sim", t->sim);
	row_bind_text(&r, ":by_modem", t->by_modem);
	row_bind_text(&r, ":token", t->token);
	row_bind_int(&r, ":outbox", t->outbox_id);
	row_bind_int(&r, ":asked_at", t->asked_at);
	row_bind_int(&r, ":due_at", t->due_at);
	return row_run_id(&r, &t->id);
}

static int
test_one(struct row *r, struct sim_test *t)
{
	int	rc = row_step(r);

	if (rc == 1) {
		t->id = row_get_int64(r);
		row_get_text(r, t->sim, sizeof t->sim);
		row_get_text(r, t->by_modem, sizeof t->by_modem);
		row_get_text(r, t->token, sizeof t->token);
		t->outbox_id = row_get_int64(r);
		t->asked_at = row_get_int64(r);
		t->due_at = row_get_int64(r);
		row_get_text(r, t->outcome, sizeof t->outcome);
	}
	return row_close(r, rc);
}

/* The test of a SIM that is under way.  1, 0 none, -1 failed. */
int
store_sim_open_test(struct store *st, const char *sim, struct sim_test *t)
{
	struct row	r;

	row_open(&r, st, Q_SIM_TEST_OPEN);
	row_bind_text(&r, ":sim", sim);
	return test_one(&r, t);
}

/* The last test of a SIM, under way or not.  1, 0 never one, -1 failed. */
int
store_sim_last_test(struct store *st, const char *sim, struct sim_test *t)
{
	struct row	r;

	row_open(&r, st, Q_SIM_TEST_LAST);
	row_bind_text(&r, ":sim", sim);
	return test_one(&r, t);
}

/* Wait for a test's SMS until then.  0 or -1. */
int
store_sim_set_test_due(struct store *st, int64_t id, int64_t due_at)
{
	return store_update_id(st, Q_SIM_TEST_SET_DUE, id, ":due_at", due_at);
}

/* What came of it: "heard", "lost", "not sent".  0 or -1. */
int
store_sim_settle_test(struct store *st, int64_t id, const char *outcome,
    int64_t now)
{
	struct row	r;

	row_open(&r, st, Q_SIM_TEST_SETTLE);
	row_bind_int(&r, ":id", id);
	row_bind_text(&r, ":outcome", outcome);
	row_bind_int(&r, ":now", now);
	return row_run(&r);
}

/*
 * How many tests of a SIM after then were tried by a modem, or (by NULL) were
 * lost by any.  -1 failed.
 */
int
store_sim_count_tests(struct store *st, const char *sim, const char *by,
    int64_t since)
{
	struct row	r;
	int64_t		n;

	row_open(&r, st, by != NULL ? Q_SIM_TEST_TRIED : Q_SIM_TEST_LOST);
	row_bind_text(&r, ":sim", sim);
	row_bind_int(&r, ":since", since);
	if (by != NULL)
		row_bind_text(&r, ":by_modem", by);
	return number_of(&r, &n) == -1 ? -1 : (int)n;
}
