/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * said - how our own SMS begin.
 *
 * A digest of the beginning finds the rows of the outbox that may be what a
 * text quotes; whether it is one of them the text itself must tell.
 */

#include "base/text.h"
#include "store/rows.h"
#include "store/said.h"

/* A row of the outbox begins so, in this period of SAID_PERIOD_S.  0 or -1. */
int
store_said_add(struct store *st, int64_t period, uint64_t head,
    int64_t outbox_id)
{
	struct row	r;

	row_open(&r, st, Q_SAID_ADD);
	row_bind_int(&r, ":period", period);
	row_bind_int(&r, ":head", (int64_t)head);
	row_bind_int(&r, ":outbox", outbox_id);
	return row_run(&r);
}

/*
 * Give what began so in a period to cb, the newest first and at most limit
 * texts; it returns 0 to go on.  0 or -1.
 */
int
store_said_find(struct store *st, int64_t period, uint64_t head, int limit,
    int (*cb)(void *, const char *), void *arg)
{
	struct row	r;
	char		text[TEXT_MAX_BYTES];
	int		rc;

	row_open(&r, st, Q_SAID_FIND);
	row_bind_int(&r, ":period", period);
	row_bind_int(&r, ":head", (int64_t)head);
	row_bind_int(&r, ":limit", limit);
	while ((rc = row_step(&r)) == 1) {
		row_get_text(&r, text, sizeof text);
		if (cb(arg, text) != 0)
			break;
	}
	return row_close(&r, rc) == -1 ? -1 : 0;
}
