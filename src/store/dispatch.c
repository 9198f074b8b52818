/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * dispatch - which report lies with which seat, by which code.
 *
 * People move and the seat stays, so a report lies with a seat.
 */

#include "store/dispatch.h"
#include "store/page.h"
#include "store/report.h"
#include "store/rows.h"

/*
 * Lay a report before a seat, and fill the dispatch's id.  One is open at a
 * time for both: store_dispatch_find first.  0 or -1.
 */
int
store_dispatch_add(struct store *st, struct dispatch *d)
{
	struct row	r;

	row_open(&r, st, Q_DISPATCH_ADD);
	row_bind_int(&r, ":report", d->report_id);
	row_bind_int(&r, ":seat", d->seat_id);
	row_bind_id(&r, ":phone", d->phone_id);
	row_bind_text(&r, ":code", d->code);
	row_bind_int(&r, ":wrong", d->wrong);
	row_bind_int(&r, ":at", d->at);
	return row_run_id(&r, &d->id);
}

static void
dispatch_read(struct row *r, struct dispatch *d)
{
	d->id = row_get_int64(r);
	d->report_id = row_get_int64(r);
	d->seat_id = row_get_int64(r);
	d->phone_id = row_get_int64(r);
	row_get_text(r, d->code, sizeof d->code);
	d->wrong = row_get_int(r);
	d->at = row_get_int64(r);
}

static int
dispatch_one(struct row *r, struct dispatch *d)
{
	int	rc = row_step(r);

	if (rc == 1)
		dispatch_read(r, d);
	return row_close(r, rc);
}

/* The open dispatch of a report to a seat.  1 found, 0 none, -1 failed. */
int
store_dispatch_find(struct store *st, int64_t report_id, int64_t seat_id,
    struct dispatch *d)
{
	struct row	r;

	row_open(&r, st, Q_DISPATCH_FIND);
	row_bind_int(&r, ":report", report_id);
	row_bind_int(&r, ":seat", seat_id);
	return dispatch_one(&r, d);
}

/* Did a report ever lie with this seat?  1, 0, -1 failed. */
int
store_dispatch_had(struct store *st, int64_t report_id, int64_t seat_id)
{
	struct row	r;
	int		rc;

	row_open(&r, st, Q_DISPATCH_HAD);
	row_bind_int(&r, ":report", report_id);
	row_bind_int(&r, ":seat", seat_id);
	rc = row_step(&r);
	return row_close(&r, rc);
}

/* The next open dispatch of a report after this id.  1, 0 no more, -1. */
int
store_dispatch_next(struct store *st, int64_t report_id, int64_t after_id,
    struct dispatch *d)
{
	struct row	r;

	row_open(&r, st, Q_DISPATCH_NEXT);
	row_bind_int(&r, ":report", report_id);
	row_bind_int(&r, ":after", after_id);
	return dispatch_one(&r, d);
}

/*
 * One of a seat's open dispatches and its report: urgent ones first, then
 * the oldest.  skip is how many of them come before it, not an id.  1 found,
 * 0 no more, -1 failed.
 */
int
store_dispatch_of_seat(struct store *st, int64_t seat_id, int64_t skip,
    struct dispatch *d, struct report *p)
{
	struct row	r;
	int		rc;

	row_open(&r, st, Q_DISPATCH_OF_SEAT);
	row_bind_int(&r, ":seat", seat_id);
	row_bind_int(&r, ":offset", skip);
	if ((rc = row_step(&r)) == 1) {
		dispatch_read(&r, d);
		report_read(&r, p);
	}
	return row_close(&r, rc);
}

/*
 * The first of a seat's open dispatches behind a page, in the same order.
 * 1 found, 0 no more, -1 failed.
 */
int
store_dispatch_after(struct store *st, int64_t seat_id,
    const struct list_page *page, struct dispatch *d, struct report *p)
{
	struct row	r;
	int		rc;

	row_open(&r, st, Q_DISPATCH_AFTER);
	row_bind_int(&r, ":seat", seat_id);
	row_bind_int(&r, ":urgent", page->urgent);
	row_bind_int(&r, ":id", page->dispatch_id);
	row_bind_int(&r, ":newest", page->newest_id);
	if ((rc = row_step(&r)) == 1) {
		dispatch_read(&r, d);
		report_read(&r, p);
	}
	return row_close(&r, rc);
}

/* Whose phone it went to last: a deputy's may act on it then.  0 or -1. */
int
store_dispatch_set_phone(struct store *st, int64_t id, int64_t phone_id)
{
	return store_update_id(st, Q_DISPATCH_SET_PHONE, id, ":phone",
	    phone_id);
}

/* A new code; the wrong tries are forgotten.  0 or -1. */
int
store_dispatch_set_code(struct store *st, int64_t id, const char *code)
{
	struct row	r;

	row_open(&r, st, Q_DISPATCH_SET_CODE);
	row_bind_int(&r, ":id", id);
	row_bind_text(&r, ":code", code);
	return row_run(&r);
}

/* One more wrong code was tried.  0 or -1. */
int
store_dispatch_add_wrong(struct store *st, int64_t id)
{
	struct row	r;

	row_open(&r, st, Q_DISPATCH_ADD_WRONG);
	row_bind_int(&r, ":id", id);
	return row_run(&r);
}

/*
 * A report's time to be taken is over: the seats that have it and have not
 * written since it came missed it.  0 or -1.
 */
int
store_dispatch_unanswered(struct store *st, int64_t report_id, int64_t now)
{
	struct row	r;

	row_open(&r, st, Q_DISPATCH_UNANSWERED);
	row_bind_int(&r, ":report", report_id);
	row_bind_int(&r, ":now", now);
	return row_run(&r);
}

/* Close every open dispatch of a report.  0 or -1. */
int
store_dispatch_close(struct store *st, int64_t report_id, int64_t now)
{
	struct row	r;

	row_open(&r, st, Q_DISPATCH_CLOSE);
	row_bind_int(&r, ":report", report_id);
	row_bind_int(&r, ":now", now);
	return row_run(&r);
}

/* Close one dispatch.  0 or -1. */
int
store_dispatch_close_one(struct store *st, int64_t id, int64_t now)
{
	return store_update_id(st, Q_DISPATCH_CLOSE_ONE, id, ":now", now);
}
