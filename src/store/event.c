/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * event - what happened to a report, by whom, and what was said about it.
 */

#include "store/event.h"
#include "store/report.h"
#include "store/rows.h"

static const char *
state_or_null(int state)
{
	return state < 0 || state >= REPORT_STATE_COUNT ? NULL :
	    report_state_name((enum report_state)state);
}

/* Keep what changed in a report, by whom and by which message.  0 or -1. */
int
store_event_add(struct store *st, const struct event *e)
{
	struct row	r;

	row_open(&r, st, Q_EVENT_ADD);
	row_bind_int(&r, ":report", e->report_id);
	row_bind_int(&r, ":at", e->at);
	row_bind_text(&r, ":kind", e->kind);
	row_bind_text(&r, ":from", state_or_null(e->from));
	row_bind_text(&r, ":to", state_or_null(e->to));
	row_bind_id(&r, ":phone", e->phone_id);
	row_bind_id(&r, ":seat", e->seat_id);
	row_bind_id(&r, ":inbox", e->inbox_id);
	row_bind_text(&r, ":detail", e->detail != NULL ? e->detail : "");
	row_bind_text(&r, ":admin", e->admin != NULL ? e->admin : "");
	return row_run(&r);
}

/*
 * The last that a citizen or an officer said about a report before an event.
 * 1 found, 0 none, -1 failed.
 */
int
store_event_words(struct store *st, int64_t report_id, int64_t before_id,
    struct store_words *w)
{
	struct row	r;
	int		rc;

	row_open(&r, st, Q_EVENT_WORDS);
	row_bind_int(&r, ":report", report_id);
	row_bind_int(&r, ":before", before_id);
	if ((rc = row_step(&r)) == 1) {
		w->id = row_get_int64(&r);
		w->asked = row_get_bool(&r);
		row_get_text(&r, w->text, sizeof w->text);
	}
	return row_close(&r, rc);
}

/*
 * The words of the newest event of a kind.  1 found, 0 none and "", -1
 * failed and "".
 */
int
store_event_last_detail(struct store *st, int64_t report_id, const char *kind,
    char *buf, size_t size)
{
	struct row	r;
	int		rc;

	buf[0] = '\0';
	row_open(&r, st, Q_EVENT_LAST_DETAIL);
	row_bind_int(&r, ":report", report_id);
	row_bind_text(&r, ":kind", kind);
	if ((rc = row_step(&r)) == 1)
		row_get_text(&r, buf, size);
	return row_close(&r, rc);
}
