/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * own - which reports are the sender's: the one of a ticket, the newest in a
 * state, all that are not over.
 */

#include "config.h"

#include "desk/citizen/own.h"
#include "desk/report/report.h"
#include "desk/words/letter.h"
#include "desk/words/words.h"
#include "store/supporter.h"

/* 1: reporter or supporter; 0: somebody else; -1. */
int
own_has_part(struct desk *desk, const struct letter *l,
    const struct report *report)
{
	if (report->phone_id == l->phone.id ||
	    report->behalf_phone_id == l->phone.id)
		return 1;
	return store_supporter_has(desk->store, report->id, l->phone.id);
}

/* No report of the sender's fits: the newest is named if there is one. */
int
own_none(struct desk *desk, struct letter *l)
{
	struct report	newest;
	int		rc;

	rc = store_report_latest(desk->store, l->phone.id, REPORTS_ALL,
	    &newest);
	if (rc == -1)
		return -1;
	return rc == 1 ? reply_about(desk, l, MESSAGE_NONE_WAITS, &newest,
	    NULL) : reply_plain(desk, l, MESSAGE_NO_REPORT, NULL);
}

/*
 * The report meant: of the ticket, else the sender's newest in one of the
 * states.  1 found, 0 not (and the sender was told), -1.
 */
int
own_find(struct desk *desk, struct letter *l, unsigned states,
    struct report *report)
{
	int	rc;

	if (l->meaning.ticket[0] != '\0')
		return reply_ticket(desk, l, l->meaning.ticket, report);
	rc = store_report_latest(desk->store, l->phone.id, states, report);
	return rc != 0 ? rc : own_none(desk, l);
}

/*
 * The sender's reports in these states, all of them not over, newest first:
 * at most max into report.  How many there are in all, or -1.
 */
int
own_open(struct desk *desk, const struct letter *l, unsigned states,
    struct report *report, int max)
{
	struct report	r;
	int64_t		before = INT64_MAX;
	int		n = 0, rc;

	while ((rc = store_report_open_before(desk->store, l->phone.id,
	    before, &r)) == 1) {
		before = r.id;
		if ((states >> r.state & 1u) == 0)
			continue;
		if (n < max)
			report[n] = r;
		n++;
	}
	return rc == -1 ? -1 : n;
}
