/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * danger - which reports are of danger to life, and which SMS told of that or
 * of a matter that is not the city's: codes of the configuration, "" none.
 */

#include "store/danger.h"
#include "store/rows.h"

/* A report is of danger to life, of this kind.  0 or -1. */
int
store_danger_set(struct store *st, int64_t report_id, const char *code)
{
	struct row	r;

	row_open(&r, st, Q_DANGER_SET);
	row_bind_int(&r, ":id", report_id);
	row_bind_text(&r, ":danger", code);
	return row_run(&r);
}

/* The kind of danger of a report, "" none.  1, 0 no such report, -1. */
int
store_danger_get(struct store *st, int64_t report_id, char *code, size_t size)
{
	struct row	r;
	int		rc;

	row_open(&r, st, Q_DANGER_GET);
	row_bind_int(&r, ":id", report_id);
	if ((rc = row_step(&r)) == 1)
		row_get_text(&r, code, size);
	return row_close(&r, rc);
}

/* The newest report of danger that a phone made and that is open.  1, 0, -1. */
int
store_danger_of_phone(struct store *st, int64_t phone_id, int64_t *report_id)
{
	struct row	r;
	int		rc;

	row_open(&r, st, Q_DANGER_OF_PHONE);
	row_bind_int(&r, ":phone", phone_id);
	if ((rc = row_step(&r)) == 1)
		*report_id = row_get_int64(&r);
	return row_close(&r, rc);
}

/* What an SMS told of beyond the categories, codes or "".  0 or -1. */
int
store_inbox_set_beyond(struct store *st, int64_t inbox_id, const char *matter,
    const char *danger)
{
	struct row	r;

	row_open(&r, st, Q_INBOX_SET_BEYOND);
	row_bind_int(&r, ":id", inbox_id);
	row_bind_text(&r, ":matter", matter);
	row_bind_text(&r, ":danger", danger);
	return row_run(&r);
}
