/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * known - what a number and we have said to each other: its reports, a seat's
 * dispatches, and what we spoke of last.
 *
 * Read for each SMS, so each is one search in an index, of few columns.
 */

#include "store/known.h"
#include "store/rows.h"

/* At most max rows of a statement that was bound; how many, or -1. */
static int
known_read(struct row *r, struct known *known, int max)
{
	int	n = 0, rc = 0;

	while (n < max && (rc = row_step(r)) == 1) {
		known[n].report_id = row_get_int64(r);
		known[n].state = (enum report_state)report_read_state(r);
		row_get_text(r, known[n].category, sizeof known[n].category);
		row_get_text(r, known[n].kelurahan, sizeof known[n].kelurahan);
		row_get_text(r, known[n].code, sizeof known[n].code);
		n++;
	}
	return row_close(r, rc) == -1 ? -1 : n;
}

/*
 * The reports of a phone that are not over, newest first, at most max.  How
 * many, or -1.
 */
int
store_known_open(struct store *st, int64_t phone_id, struct known *known,
    int max)
{
	struct row	r;

	row_open(&r, st, Q_KNOWN_OPEN);
	row_bind_int(&r, ":phone", phone_id);
	row_bind_int(&r, ":limit", max);
	return known_read(&r, known, max);
}

/*
 * Those that were closed or rejected since then, of the period of 30 days in
 * which they were made.  How many, or -1.
 */
int
store_known_over(struct store *st, int64_t phone_id, int64_t period,
    int64_t since, struct known *known, int max)
{
	struct row	r;

	row_open(&r, st, Q_KNOWN_OVER);
	row_bind_int(&r, ":phone", phone_id);
	row_bind_int(&r, ":period", period);
	row_bind_int(&r, ":since", since);
	row_bind_int(&r, ":limit", max);
	return known_read(&r, known, max);
}

/* What lies with a seat, of the urgent or of the others.  How many, or -1. */
int
store_known_of_seat(struct store *st, int64_t seat_id, bool urgent,
    struct known *known, int max)
{
	struct row	r;

	row_open(&r, st, Q_KNOWN_OF_SEAT);
	row_bind_int(&r, ":seat", seat_id);
	row_bind_int(&r, ":urgent", urgent);
	row_bind_int(&r, ":limit", max);
	return known_read(&r, known, max);
}

/*
 * The report that our newest SMS to a phone spoke of, in this day of UTC.  1,
 * 0 there was none, -1 failed.
 */
int
store_known_told(struct store *st, int64_t phone_id, int64_t day,
    int64_t *report_id)
{
	struct row	r;
	int		rc;

	row_open(&r, st, Q_KNOWN_TOLD);
	row_bind_int(&r, ":phone", phone_id);
	row_bind_int(&r, ":day", day);
	if ((rc = row_step(&r)) == 1)
		*report_id = row_get_int64(&r);
	return row_close(&r, rc);
}
