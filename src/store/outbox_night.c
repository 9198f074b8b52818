/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * outbox_night - notices that wait: for the end of the quiet hours, or for
 * what may share one SMS with them.
 *
 * Such a row is "night" and not "due": no modem sees it before the desk has
 * looked at it again, at next_try.
 */

#include "store/outbox.h"
#include "store/outbox_night.h"
#include "store/rows.h"

/* When the first of them may go.  1, 0 there is none, -1 failed. */
int
store_outbox_night_next(struct store *st, int64_t *at)
{
	struct row	r;
	int		rc;

	row_open(&r, st, Q_OUTBOX_NIGHT_NEXT);
	if ((rc = row_step(&r)) == 1)
		*at = row_get_int64(&r);
	return row_close(&r, rc);
}

static int
night_one(struct row *r, struct outbox_message *m)
{
	int	rc = row_step(r);

	if (rc == 1)
		outbox_read(r, m);
	return row_close(r, rc);
}

/* The one that may go longest, by now.  1 found, 0 none, -1 failed. */
int
store_outbox_night_due(struct store *st, int64_t now,
    struct outbox_message *m)
{
	struct row	r;

	row_open(&r, st, Q_OUTBOX_NIGHT_DUE);
	row_bind_int(&r, ":now", now);
	return night_one(&r, m);
}

/*
 * The next after this id of those for one seat that may go by now.  1 found,
 * 0 no more, -1 failed.
 */
int
store_outbox_night_of_seat(struct store *st, int64_t seat_id,
    int64_t after_id, int64_t now, struct outbox_message *m)
{
	struct row	r;

	row_open(&r, st, Q_OUTBOX_NIGHT_OF_SEAT);
	row_bind_int(&r, ":seat", seat_id);
	row_bind_int(&r, ":after", after_id);
	row_bind_int(&r, ":now", now);
	return night_one(&r, m);
}

/*
 * The next after this id of those for a citizen's phone about one report.  1
 * found, 0 no more, -1 failed.
 */
int
store_outbox_night_of_report(struct store *st, int64_t report_id,
    int64_t phone_id, int64_t after_id, struct outbox_message *m)
{
	struct row	r;

	row_open(&r, st, Q_OUTBOX_NIGHT_OF_REPORT);
	row_bind_int(&r, ":report", report_id);
	row_bind_int(&r, ":phone", phone_id);
	row_bind_int(&r, ":after", after_id);
	return night_one(&r, m);
}

static int
time_one(struct row *r, int64_t *at)
{
	int	rc = row_step(r);

	if (rc == 1)
		*at = row_get_int64(r);
	return row_close(r, rc);
}

/* When the first of those for a seat at this phone may go.  1, 0, -1. */
int
store_outbox_night_seat_first(struct store *st, int64_t seat_id,
    int64_t phone_id, int64_t *at)
{
	struct row	r;

	row_open(&r, st, Q_OUTBOX_NIGHT_SEAT_FIRST);
	row_bind_int(&r, ":seat", seat_id);
	row_bind_int(&r, ":phone", phone_id);
	return time_one(&r, at);
}

/*
 * When the dispatch may go by which a seat is to hear of a report.  1; 0 none
 * waits, -1 failed.
 */
int
store_outbox_night_work(struct store *st, int64_t seat_id, int64_t report_id,
    int64_t *at)
{
	struct row	r;

	row_open(&r, st, Q_OUTBOX_NIGHT_WORK);
	row_bind_int(&r, ":seat", seat_id);
	row_bind_int(&r, ":report", report_id);
	return time_one(&r, at);
}

/*
 * When a seat was last told at this phone of routine work, after a time at
 * most a day ago.  1, 0 not since then, -1.
 */
int
store_outbox_work_since(struct store *st, int64_t seat_id, int64_t phone_id,
    int64_t since, int64_t now, int64_t *at)
{
	struct row	r;

	row_open(&r, st, Q_OUTBOX_WORK_SINCE);
	row_bind_int(&r, ":seat", seat_id);
	row_bind_int(&r, ":phone", phone_id);
	row_bind_int(&r, ":now", now);
	row_bind_int(&r, ":since", since);
	return time_one(&r, at);
}

/*
 * Does a newer one of the same kind wait, to the same phone or seat and about
 * the same report?  1, 0, -1.
 */
int
store_outbox_night_newer(struct store *st, const struct outbox_message *m)
{
	struct row	r;

	row_open(&r, st, Q_OUTBOX_NIGHT_NEWER);
	row_bind_int(&r, ":id", m->id);
	row_bind_id(&r, ":report", m->report_id);
	row_bind_id(&r, ":seat", m->seat_id);
	row_bind_int(&r, ":phone", m->phone_id);
	row_bind_text(&r, ":kind", m->kind);
	return row_close(&r, row_step(&r));
}

/* Drop all that waits for a seat about one report.  0 or -1. */
int
store_outbox_night_forget(struct store *st, int64_t seat_id,
    int64_t report_id, const char *reason)
{
	struct row	r;

	row_open(&r, st, Q_OUTBOX_NIGHT_FORGET);
	row_bind_int(&r, ":seat", seat_id);
	row_bind_int(&r, ":report", report_id);
	row_bind_text(&r, ":reason", reason);
	return row_run(&r);
}

/* What may go by now may not yet, but then.  0 or -1. */
int
store_outbox_night_put_off(struct store *st, int64_t now, int64_t until)
{
	struct row	r;

	row_open(&r, st, Q_OUTBOX_NIGHT_PUT_OFF);
	row_bind_int(&r, ":now", now);
	row_bind_int(&r, ":until", until);
	return row_run(&r);
}

/* It is due now, to the phone and with the text that it has by now. */
int
store_outbox_night_release(struct store *st, const struct outbox_message *m,
    int64_t now)
{
	struct row	r;

	row_open(&r, st, Q_OUTBOX_NIGHT_RELEASE);
	row_bind_int(&r, ":id", m->id);
	row_bind_int(&r, ":phone", m->phone_id);
	outbox_bind_text(&r, m);
	row_bind_int(&r, ":now", now);
	return row_run(&r);
}
