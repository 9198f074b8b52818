/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * correction - a reading that its citizen rejects: BUKAN, SALAH.
 *
 * The report is withdrawn from whoever had it, keeps its ticket, and is read
 * anew: from the words that follow, or from the answer to a question.  When
 * no answer comes it goes out as it was read first.
 */

#include "config.h"

#include <stdio.h>
#include <string.h>

#include "desk/citizen/citizen_private.h"
#include "desk/citizen/danger.h"
#include "desk/report/label.h"
#include "desk/report/report.h"
#include "desk/report/urgency.h"
#include "desk/words/letter.h"
#include "store/question.h"

#define CORRECTION_WINDOW_S	86400	/* "by return SMS", and one night */

#define CORRECTABLE	(1u << REPORT_NEW | 1u << REPORT_ROUTED |	\
			 1u << REPORT_TAKEN)

static bool
is_correction(const struct meaning *m)
{
	return m->undo && (m->intent == INTENT_REPORT ||
	    m->intent == INTENT_CLARIFY || m->intent == INTENT_UNKNOWN);
}

/* Nobody has it any more, and who had it knows. */
static int
withdraw(struct desk *desk, struct letter *l, struct report *report)
{
	struct actor	who = { l->phone.id, 0, l->in->id };
	struct question	q;
	int		rc;

	if ((rc = store_question_of_phone(desk->store, l->phone.id, &q)) == -1)
		return -1;
	if (rc == 1 && q.report_id == report->id &&
	    store_question_settle(desk->store, q.id, "misread", l->now) == -1)
		return -1;
	if (report->state == REPORT_NEW)
		return report_note(desk, report, "misread", &who, l->in->text,
		    l->now);
	return report_apply(desk, report, EV_MISREAD, &who, l->in->text,
	    l->now) == 1 ? 0 : -1;
}

/*
 * The report is about this category and this place (indexes; -1 leaves what
 * was): it starts again, with its ticket.
 */
int
correction_apply(struct desk *desk, struct letter *l, struct report *report,
    int category, int kelurahan)
{
	const struct conf_city		*city = &desk->conf->city;
	const struct conf_category	*c;
	struct actor			 who = { l->phone.id, 0, l->in->id };
	char				 detail[STORE_NAME_SIZE * 2];

	if (category != -1) {
		c = &city->category[category];
		snprintf(report->category, sizeof report->category, "%s",
		    c->code);
		snprintf(report->opd, sizeof report->opd, "%s",
		    city->opd[c->opd].code);
		report->urgent = urgency_of(c, report->description) ||
		    urgency_of(c, l->in->text);
	}
	if (kelurahan != -1)
		snprintf(report->kelurahan, sizeof report->kelurahan, "%s",
		    city->kelurahan[kelurahan].name);
	snprintf(detail, sizeof detail, "%s %s", report->category,
	    report->kelurahan);
	if (store_report_set_route(desk->store, report->id, report->category,
	    report->kelurahan, report->opd, report->urgent, l->now) == -1 ||
	    report_note(desk, report, "corrected", &who, detail, l->now) == -1 ||
	    label_of_report(desk, "salah", report, l->now) == -1)
		return -1;
	return dialogue_start(desk, l, report, 1);
}

/*
 * Read the letter as a rejection of what we made of the last one.  1: it is,
 * and is dealt with; 0: it is not; -1 failed.
 */
int
correction_begin(struct desk *desk, struct letter *l)
{
	const struct meaning	*m = &l->meaning;
	struct report		 report;
	int			 rc;

	if (!is_correction(m))
		return 0;
	rc = store_report_latest(desk->store, l->phone.id, CORRECTABLE,
	    &report);
	if (rc != 1 || report.created_at < l->now - CORRECTION_WINDOW_S)
		return rc == -1 ? -1 : 0;
	if ((rc = danger_corrected(desk, l, &report)) != 0)
		return rc;
	if (withdraw(desk, l, &report) == -1)
		return -1;
	l->report_id = report.id;
	rc = m->category != -1 || m->kelurahan != -1 ?
	    correction_apply(desk, l, &report, m->category, m->kelurahan) :
	    dialogue_ask_anew(desk, l, &report);
	return rc == -1 ? -1 : 1;
}
