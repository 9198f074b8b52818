/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * page - how far each phone has read the list of its reports.
 */

#include "store/page.h"
#include "store/rows.h"

/* A list that begins now: behind nothing, with all there is.  0 or -1. */
int
store_page_begin(struct store *st, struct list_page *page)
{
	struct row	r;
	int		rc;

	*page = (struct list_page){ .urgent = 2 };
	row_open(&r, st, Q_DISPATCH_NEWEST);
	if ((rc = row_step(&r)) == 1)
		page->newest_id = row_get_int64(&r);
	return row_close(&r, rc == 1 ? 0 : -1);
}

/* How far this phone has read its list since.  1, 0 it has not, -1. */
int
store_page_get(struct store *st, int64_t phone_id, int64_t since,
    struct list_page *page)
{
	struct row	r;
	int		rc;

	row_open(&r, st, Q_PAGE_GET);
	row_bind_int(&r, ":phone", phone_id);
	row_bind_int(&r, ":since", since);
	if ((rc = row_step(&r)) == 1) {
		page->urgent = row_get_int(&r);
		page->dispatch_id = row_get_int64(&r);
		page->newest_id = row_get_int64(&r);
		page->report_id = row_get_int64(&r);
		page->event_id = row_get_int64(&r);
	}
	return row_close(&r, rc);
}

/* This phone has read so far.  0 or -1. */
int
store_page_set(struct store *st, int64_t phone_id,
    const struct list_page *page, int64_t now)
{
	struct row	r;

	row_open(&r, st, Q_PAGE_SET);
	row_bind_int(&r, ":phone", phone_id);
	row_bind_int(&r, ":urgent", page->urgent);
	row_bind_int(&r, ":id", page->dispatch_id);
	row_bind_int(&r, ":newest", page->newest_id);
	row_bind_id(&r, ":report", page->report_id);
	row_bind_id(&r, ":event", page->event_id);
	row_bind_int(&r, ":now", now);
	return row_run(&r);
}
