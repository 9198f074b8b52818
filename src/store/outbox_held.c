/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * outbox_held - what a number's budget held back.
 *
 * Such a row is "held": no modem sees it before the desk has looked at it
 * anew, next_try.
 */

#include "store/outbox.h"
#include "store/outbox_held.h"
#include "store/rows.h"

static int
one_int64(struct row *r, int64_t *value)
{
	int	rc = row_step(r);

	if (rc == 1)
		*value = row_get_int64(r);
	return row_close(r, rc);
}

/* When the first of them is to be looked at.  1, 0 there is none, -1. */
int
store_outbox_held_next(struct store *st, int64_t *at)
{
	struct row	r;

	row_open(&r, st, Q_OUTBOX_HELD_NEXT);
	return one_int64(&r, at);
}

/* A phone for which one is to be looked at by now.  1, 0 none, -1. */
int
store_outbox_held_due(struct store *st, int64_t now, int64_t *phone_id)
{
	struct row	r;

	row_open(&r, st, Q_OUTBOX_HELD_DUE);
	row_bind_int(&r, ":now", now);
	return one_int64(&r, phone_id);
}

/*
 * The next after this id of those for one phone that are to be looked at by
 * now.  1 found, 0 no more, -1 failed.
 */
int
store_outbox_held_of_phone(struct store *st, int64_t phone_id,
    int64_t after_id, int64_t now, struct outbox_message *m)
{
	struct row	r;
	int		rc;

	row_open(&r, st, Q_OUTBOX_HELD_OF_PHONE);
	row_bind_int(&r, ":phone", phone_id);
	row_bind_int(&r, ":after", after_id);
	row_bind_int(&r, ":now", now);
	if ((rc = row_step(&r)) == 1)
		outbox_read(&r, m);
	return row_close(&r, rc);
}

/* It is looked at then, and no sooner.  0 or -1. */
int
store_outbox_put_off(struct store *st, int64_t id, int64_t until)
{
	return store_update_id(st, Q_OUTBOX_PUT_OFF, id, ":until", until);
}
