/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * said - how our own SMS begin.
 *
 * A digest of the beginning finds the rows of the outbox that may be what a
 * text quotes; whether it is one of them the text itself must tell.
 */

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
 * The newest SMS of a period that began so, of those before an id (INT64_MAX:
 * of all): its id and text.  1 found, 0 none, -1 failed.
 */
int
store_said_before(struct store *st, int64_t period, uint64_t head,
    int64_t before, int64_t *outbox_id, char *text, size_t size)
{
	struct row	r;
	int		rc;

	row_open(&r, st, Q_SAID_BEFORE);
	row_bind_int(&r, ":period", period);
	row_bind_int(&r, ":head", (int64_t)head);
	row_bind_int(&r, ":before", before);
	if ((rc = row_step(&r)) == 1) {
		*outbox_id = row_get_int64(&r);
		row_get_text(&r, text, size);
	}
	return row_close(&r, rc);
}
