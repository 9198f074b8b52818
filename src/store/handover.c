/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * handover - a seat on its way from one phone to another.
 */

#include "store/handover.h"
#include "store/rows.h"

/* Keep a new one and fill its id; a phone hands over once at a time. */
int
store_handover_add(struct store *st, struct handover *h, int64_t now)
{
	struct row	r;

	row_open(&r, st, Q_HANDOVER_ADD);
	row_bind_int(&r, ":from", h->from_phone_id);
	row_bind_int(&r, ":to", h->to_phone_id);
	row_bind_int(&r, ":seat", h->seat_id);
	row_bind_text(&r, ":code", h->code);
	row_bind_int(&r, ":wrong", h->wrong);
	row_bind_int(&r, ":asked_at", now);
	row_bind_int(&r, ":expires_at", h->expires_at);
	return row_run_id(&r, &h->id);
}

static int
handover_one(struct row *r, struct handover *h)
{
	int	rc = row_step(r);

	if (rc == 1) {
		h->id = row_get_int64(r);
		h->from_phone_id = row_get_int64(r);
		h->to_phone_id = row_get_int64(r);
		h->seat_id = row_get_int64(r);
		row_get_text(r, h->code, sizeof h->code);
		h->wrong = row_get_int(r);
		h->expires_at = row_get_int64(r);
		h->proven_at = row_get_int64(r);
	}
	return row_close(r, rc);
}

/* The open one from this phone.  1 found, 0 none, -1 failed. */
int
store_handover_from(struct store *st, int64_t phone_id, struct handover *h)
{
	struct row	r;

	row_open(&r, st, Q_HANDOVER_FROM);
	row_bind_int(&r, ":phone", phone_id);
	return handover_one(&r, h);
}

/* The open one that waits for this phone's word.  1, 0 none, -1. */
int
store_handover_to(struct store *st, int64_t phone_id, struct handover *h)
{
	struct row	r;

	row_open(&r, st, Q_HANDOVER_TO);
	row_bind_int(&r, ":phone", phone_id);
	return handover_one(&r, h);
}

/*
 * The open one that ran out longest ago; with INT64_MAX as now, the one that
 * runs out first.  1 found, 0 none, -1 failed.
 */
int
store_handover_due(struct store *st, int64_t now, struct handover *h)
{
	struct row	r;

	row_open(&r, st, Q_HANDOVER_DUE);
	row_bind_int(&r, ":now", now);
	return handover_one(&r, h);
}

/* Its holder gave the code; the new phone has until then.  0 or -1. */
int
store_handover_prove(struct store *st, int64_t id, int64_t expires_at,
    int64_t now)
{
	struct row	r;

	row_open(&r, st, Q_HANDOVER_PROVE);
	row_bind_int(&r, ":id", id);
	row_bind_int(&r, ":expires_at", expires_at);
	row_bind_int(&r, ":now", now);
	return row_run(&r);
}

/* One more wrong code was tried.  0 or -1. */
int
store_handover_add_wrong(struct store *st, int64_t id)
{
	struct row	r;

	row_open(&r, st, Q_HANDOVER_ADD_WRONG);
	row_bind_int(&r, ":id", id);
	return row_run(&r);
}

/* It is over, and how ("accepted", "wrong code").  0 or -1. */
int
store_handover_settle(struct store *st, int64_t id, const char *outcome,
    int64_t now)
{
	struct row	r;

	row_open(&r, st, Q_HANDOVER_SETTLE);
	row_bind_int(&r, ":id", id);
	row_bind_text(&r, ":outcome", outcome);
	row_bind_int(&r, ":now", now);
	return row_run(&r);
}

/* Were wrong codes tried on this phone's handover since?  1, 0, -1. */
int
store_handover_locked(struct store *st, int64_t phone_id, int64_t since)
{
	struct row	r;

	row_open(&r, st, Q_HANDOVER_LOCKED);
	row_bind_int(&r, ":phone", phone_id);
	row_bind_int(&r, ":since", since);
	return row_close(&r, row_step(&r));
}
