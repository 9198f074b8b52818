/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * menu - the desk as a menu uses it: a report of what was chosen, and a
 * citizen's own reports to look at.
 *
 * A menu's report is made as an SMS is answered: it has a message in the
 * inbox, goes the same way to the same seats, and its ticket is also sent.
 */

#include "config.h"

#include <stdio.h>
#include <string.h>

#include "desk/citizen/citizen_private.h"
#include "desk/citizen/view.h"
#include "desk/report/report.h"
#include "desk/words/letter.h"
#include "desk/words/words.h"

static void
copy_view(const struct desk *desk, const struct report *report,
    struct desk_view *view)
{
	struct report_words	w;

	words_report(desk, report, &w);
	memset(view, 0, sizeof *view);
	view->report_id = report->id;
	view->urgent = report->urgent;
	snprintf(view->ticket, sizeof view->ticket, "%s", w.ticket);
	snprintf(view->category, sizeof view->category, "%s",
	    w.values.category);
	snprintf(view->kelurahan, sizeof view->kelurahan, "%s",
	    w.values.kelurahan);
	snprintf(view->opd, sizeof view->opd, "%s", w.values.opd);
	snprintf(view->state, sizeof view->state, "%s", w.values.state);
	words_date(view->date, sizeof view->date,
	    report->changed_at);
}

/* The message that stands for what was chosen. */
static int
keep_message(struct desk *desk, struct inbox_message *in, const char *words,
    int64_t now)
{
	in->sent_at = in->received_at = now;
	in->class = -1;
	in->complete = true;
	in->state = INBOX_NEW;
	snprintf(in->sim, sizeof in->sim, LETTER_BY_MENU);
	snprintf(in->modem, sizeof in->modem, LETTER_BY_MENU);
	snprintf(in->text, sizeof in->text, "%s", words);
	return store_inbox_add(desk->store, in);
}

/*
 * A report by menu: category and kelurahan are indexes of the city.  It is
 * acknowledged by SMS as well, and a STOP of the number ends, as it does when
 * an SMS reports.  view is filled.  0 or -1.
 */
int
desk_report(struct desk *desk, int64_t phone_id, int category, int kelurahan,
    const char *words, int64_t now, struct desk_view *view)
{
	struct inbox_message	in = { .phone_id = phone_id };
	struct letter		l = { .in = &in, .now = now,
				    .state = INBOX_HANDLED, .reason = "" };
	struct report		report;

	l.meaning.intent = INTENT_REPORT;
	l.meaning.category = category;
	l.meaning.kelurahan = kelurahan;
	l.meaning.second = l.meaning.danger = -1;
	if (keep_message(desk, &in, words, now) == -1 ||
	    store_phone_get(desk->store, phone_id, &l.phone) != 1)
		return -1;
	if (l.phone.stopped_at != 0 &&
	    store_phone_set_stopped(desk->store, phone_id, 0) == -1)
		return -1;
	l.phone.stopped_at = 0;
	if (report_open(desk, &l, category, kelurahan, words, &report) == -1 ||
	    dialogue_start(desk, &l, &report, 1) == -1 ||
	    store_inbox_settle(desk->store, in.id, l.state, l.reason,
	    intent_name(l.meaning.intent), report.id) == -1)
		return -1;
	copy_view(desk, &report, view);
	return 0;
}

static int
view_with_remark(struct desk *desk, const struct report *report,
    struct desk_view *view)
{
	char	remark[TEXT_MAX_BYTES];

	if (words_last_remark(desk, report, remark, sizeof remark) == -1)
		return -1;
	copy_view(desk, report, view);
	snprintf(view->remark, sizeof view->remark, "%.*s",
	    (int)sizeof view->remark - 1, remark);
	return 1;
}

/*
 * The report of a ticket, if this phone made it.  1, 0 if there is no such
 * report of this phone, -1.
 */
int
desk_view_ticket(struct desk *desk, int64_t phone_id, const char *ticket,
    struct desk_view *view)
{
	int64_t		sequence = ticket_to_sequence(ticket);
	struct report	report;
	int		rc;

	if (sequence == -1)
		return 0;
	if ((rc = store_report_get(desk->store, sequence, &report)) != 1)
		return rc;
	if (report.phone_id != phone_id)
		return 0;
	return view_with_remark(desk, &report, view);
}

/*
 * The newest report of this phone whose id is below before: to walk through
 * them, begin with INT64_MAX.  1, 0 no more, -1.
 */
int
desk_view_before(struct desk *desk, int64_t phone_id, int64_t before,
    struct desk_view *view)
{
	struct report	report;
	int		rc;

	if ((rc = store_report_before(desk->store, phone_id, before, &report))
	    != 1)
		return rc;
	return view_with_remark(desk, &report, view);
}
