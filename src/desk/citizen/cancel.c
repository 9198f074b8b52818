/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * cancel - BATAL: which of the sender's reports, or really all of them?
 */

#include "config.h"

#include <stdio.h>
#include <string.h>

#include "desk/citizen/cancel.h"
#include "desk/citizen/own.h"
#include "desk/citizen/which.h"
#include "desk/report/report.h"
#include "desk/words/letter.h"
#include "desk/words/words.h"
#include "language/ticket.h"
#include "store/question.h"

/* A question about a report that is no more needs no answer. */
static int
settle_question(struct desk *desk, const struct letter *l,
    const struct report *report)
{
	struct question	q;
	int		rc;

	if ((rc = store_question_of_phone(desk->store, l->phone.id, &q)) != 1)
		return rc;
	if (q.report_id != report->id)
		return 0;
	return store_question_settle(desk->store, q.id, "cancelled", l->now);
}

/* It is over, for whoever had it too: 1, 0 it cannot be any more, -1. */
static int
cancel(struct desk *desk, struct letter *l, struct report *report)
{
	struct actor	who = { l->phone.id, 0, l->in->id };
	int		rc;

	rc = report_apply(desk, report, EV_CANCEL, &who, "", l->now);
	if (rc != 1)
		return rc;
	return settle_question(desk, l, report) == -1 ? -1 : 1;
}

static int
cancel_one(struct desk *desk, struct letter *l, struct report *report)
{
	int	rc;

	l->report_id = report->id;
	if (report->phone_id != l->phone.id)
		return reply_about(desk, l, MESSAGE_NOT_YOURS, report, NULL);
	if ((rc = cancel(desk, l, report)) == -1)
		return -1;
	return reply_about(desk, l, rc == 1 ? MESSAGE_CANCELLED :
	    MESSAGE_NOT_NOW, report, NULL);
}

/* Of a ticket that was named: 1 cancelled and listed, 0 not, -1. */
static int
cancel_listed(struct desk *desk, struct letter *l, const char *ticket,
    char *list, size_t size)
{
	int64_t		sequence = ticket_to_sequence(ticket);
	size_t		len = strlen(list);
	struct report	r;
	int		rc;

	if (sequence == -1)
		return 0;
	if ((rc = store_report_get(desk->store, sequence, &r)) != 1)
		return rc;
	if (r.phone_id != l->phone.id)
		return 0;
	if ((rc = cancel(desk, l, &r)) == 1)
		snprintf(list + len, size - len, "%s%s", len > 0 ? ", " : "",
		    ticket);
	return rc;
}

/* Several that were named: one reply says which are cancelled. */
static int
cancel_several(struct desk *desk, struct letter *l)
{
	struct message_values	values = { 0 };
	const struct meaning	*m = &l->meaning;
	char			list[WHICH_MAX * TICKET_SIZE * 2] = "", n[16];
	int			count, i, rc;

	count = cancel_listed(desk, l, m->ticket, list, sizeof list);
	for (i = 0; count != -1 && i < m->furthers; i++) {
		rc = cancel_listed(desk, l, m->further[i].ticket, list,
		    sizeof list);
		count = rc == -1 ? -1 : count + rc;
	}
	if (count == -1)
		return -1;
	if (count == 0)
		return own_none(desk, l);
	snprintf(n, sizeof n, "%d", count);
	values.count = n;
	values.list = list;
	return reply_send(desk, l, MESSAGE_CANCELLED_SOME, &values);
}

/* BATAL: the one of the ticket, the only one, or the one that is named next. */
int
cancel_handle(struct desk *desk, struct letter *l)
{
	const struct meaning	*m = &l->meaning;
	struct report		 report[WHICH_MAX];
	int			 n, rc;

	if (m->furthers > 0)
		return cancel_several(desk, l);
	if (m->ticket[0] != '\0') {
		rc = reply_ticket(desk, l, m->ticket, &report[0]);
		return rc == 1 ? cancel_one(desk, l, &report[0]) : rc;
	}
	if ((n = own_open(desk, l, REPORTS_OPEN, report, WHICH_MAX)) == -1)
		return -1;
	if (n == 0)
		return own_none(desk, l);
	if (n == 1)
		return cancel_one(desk, l, &report[0]);
	if (n > WHICH_MAX)
		n = WHICH_MAX;
	if (m->all)
		return which_ask_all(desk, l, WHICH_CANCEL, report, n);
	return which_ask(desk, l, WHICH_CANCEL, report, n, "");
}
