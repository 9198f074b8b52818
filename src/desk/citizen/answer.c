/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * answer - what a citizen wrote back to our question, and what it settles.
 */

#include "config.h"

#include <stdio.h>
#include <string.h>

#include "desk/citizen/both.h"
#include "desk/citizen/citizen_private.h"
#include "desk/citizen/danger.h"
#include "desk/citizen/joining.h"
#include "desk/citizen/promise.h"
#include "desk/citizen/reputation.h"
#include "desk/citizen/which.h"
#include "desk/report/label.h"
#include "desk/report/report.h"
#include "desk/seats/seats.h"
#include "desk/words/letter.h"
#include "desk/words/words.h"
#include "store/question.h"

/* The row's choices as indexes of the present configuration. */
static int
read_choices(const struct desk *desk, const struct question *q, int *index)
{
	char	 code[QUESTION_CHOICES_SIZE], *c, *save = NULL;
	int	 n = 0;

	snprintf(code, sizeof code, "%s", q->choices);
	for (c = strtok_r(code, "|", &save);
	    c != NULL && n < INTERPRET_CANDIDATES;
	    c = strtok_r(NULL, "|", &save))
		index[n++] = q->about_kelurahan ?
		    conf_city_find_kelurahan(&desk->conf->city, c) :
		    conf_city_find_category(&desk->conf->city, c);
	return n;
}

/* What an answer settles on: an index, or -1 if it was none. */
static int
read_answer(struct desk *desk, const struct letter *l,
    const struct question *q)
{
	const struct meaning	*m = &l->meaning;
	int			 index[INTERPRET_CANDIDATES], n;
	struct answer		 a;

	n = read_choices(desk, q, index);
	a = interpret_answer(desk->lexicon, q->about_kelurahan, index, n,
	    l->in->text);
	if (a.kind == ANSWER_CHOICE && a.index >= 0 && a.index < n)
		return index[a.index];
	if (a.kind == ANSWER_OTHER)
		return a.index;
	if (m->intent != INTENT_REPORT && m->intent != INTENT_CLARIFY)
		return -1;
	return q->about_kelurahan ? m->kelurahan : m->category;
}

/* How many words a text has. */
static int
words_in(const char *text)
{
	int	n = 0;

	for (text += strspn(text, " \n"); *text != '\0'; n++) {
		text += strcspn(text, " \n");
		text += strspn(text, " \n");
	}
	return n;
}

/* Does an answer tell more than the name that it was asked for? */
static bool
says_more(const struct letter *l, const char *name)
{
	return words_in(l->in->text) > words_in(name) + 2;
}

/* What else an answer tells is kept with the report's own words. */
static int
keep_words(struct desk *desk, const struct letter *l, struct report *r,
    const char *name)
{
	struct actor	who = { l->phone.id, 0, l->in->id };

	if (!says_more(l, name))
		return 0;
	return report_note(desk, r, "added", &who, l->in->text, l->now) == -1 ?
	    -1 : report_say_more(desk, r, l->in->text);
}

/* The place is known now: write it, and send or correct the dispatch. */
static int
place_found(struct desk *desk, struct letter *l, const struct question *q,
    int kelurahan)
{
	const char	*name = desk->conf->city.kelurahan[kelurahan].name;
	struct actor	 who = { l->phone.id, 0, l->in->id };
	struct report	 report;

	if (store_report_get(desk->store, q->report_id, &report) != 1)
		return -1;
	l->report_id = report.id;
	if (!report_is_open(&report))
		return reply_about(desk, l, MESSAGE_NOT_NOW, &report, NULL);
	if (keep_words(desk, l, &report, name) == -1)
		return -1;
	snprintf(report.kelurahan, sizeof report.kelurahan, "%s", name);
	if (store_report_set_route(desk->store, report.id, report.category,
	    report.kelurahan, report.opd, report.urgent, l->now) == -1 ||
	    report_note(desk, &report, "placed", &who, name, l->now) == -1 ||
	    label_of_report(desk, "answer", &report, l->now) == -1)
		return -1;
	if (report.state == REPORT_NEW) {
		if (routing_dispatch(desk, &report, &who, MESSAGE_DISPATCH,
		    l->now) == -1)
			return -1;
	} else if (tell_seats(desk, &report, 0, MESSAGE_SEAT_NEWS,
	    says_more(l, name) ? l->in->text : name,
	    l->now) == -1 || danger_placed(desk, &report, &who, l->now) == -1 ||
	    routing_widen(desk, &report, l->now) == -1)
		return -1;
	return promise_acknowledge(desk, l, &report) == -1 ? -1 :
	    both_ask(desk, l, &report);
}

/*
 * The category is known now: the SMS that raised the question becomes the
 * report, with its own words.
 */
static int
category_found(struct desk *desk, struct letter *l, const struct question *q,
    int category)
{
	const struct conf_city	*city = &desk->conf->city;
	struct inbox_message	 first;
	struct letter		 old = *l;
	struct report		 report;
	int			 kelurahan = -1, rc;

	if (store_inbox_get(desk->store, q->inbox_id, &first) != 1)
		return -1;
	if (q->kelurahan[0] != '\0')
		kelurahan = conf_city_find_kelurahan(city, q->kelurahan);
	if (kelurahan == -1)
		kelurahan = l->meaning.kelurahan;
	if (kelurahan == -1)
		kelurahan = dialogue_home(desk, l);
	old.in = &first;
	if ((rc = reputation_hold(desk, &old, category, first.text)) == 0)
		rc = joining_offer(desk, &old, category, kelurahan,
		    first.text);
	if (rc == 1) {
		l->report_id = old.report_id;
		l->answered = old.answered;
		return store_inbox_settle(desk->store, first.id, old.state,
		    old.reason, "report", old.report_id);
	}
	if (rc == -1 || report_open(desk, &old, category, kelurahan,
	    first.text, &report) == -1 || keep_words(desk, l, &report,
	    city->category[category].code) == -1 || label_report(desk,
	    "answer", &first, report.category, report.kelurahan, l->now)
	    == -1 || store_inbox_settle(desk->store, first.id, INBOX_HANDLED,
	    "", "report", report.id) == -1)
		return -1;
	l->report_id = report.id;
	return dialogue_start(desk, l, &report, DIALOGUE_ROUNDS);
}

/* A misread report is told again: its category, its place, or both. */
static int
anew_found(struct desk *desk, struct letter *l, const struct question *q,
    int category)
{
	struct report	report;

	if (store_report_get(desk->store, q->report_id, &report) != 1)
		return -1;
	l->report_id = report.id;
	if (report.state != REPORT_NEW)
		return reply_about(desk, l, MESSAGE_NOT_NOW, &report, NULL);
	return correction_apply(desk, l, &report, category,
	    l->meaning.kelurahan);
}

/* No answer that we can read: what it says is kept, and asked once more. */
static int
not_answered(struct desk *desk, struct letter *l, struct question *q)
{
	struct actor	who = { l->phone.id, 0, l->in->id };
	struct report	report;
	bool		has = q->report_id != 0;

	if (has && store_report_get(desk->store, q->report_id, &report) != 1)
		return -1;
	if (has && report_note(desk, &report, "added", &who, l->in->text,
	    l->now) == -1)
		return -1;
	if (q->round >= DIALOGUE_ROUNDS) {
		l->state = has ? INBOX_HANDLED : INBOX_TRIAGE;
		l->reason = has ? "" : "no answer to the question";
		l->report_id = has ? report.id : 0;
		if (dialogue_expire(desk, q, l->now) == -1)
			return -1;
		return has ? promise_acknowledge(desk, l, &report) :
		    reply_help(desk, l, false, false);
	}
	return dialogue_ask_again(desk, l, q, has ? &report : NULL);
}

/* Is this SMS about something else than the open question? */
static bool
is_other_business(const struct meaning *m, const struct question *q,
    int category)
{
	switch (m->intent) {
	case INTENT_UNKNOWN:
		return false;
	case INTENT_CLARIFY:
		return !dialogue_is_anew(q) && m->command &&
		    m->category != -1 && category != -1 &&
		    m->category != category;
	case INTENT_REPORT:
		if (dialogue_is_anew(q))
			return false;
		if (!q->about_kelurahan)
			return m->command && m->kelurahan != -1 &&
			    m->description[0] != '\0';
		return m->command || (m->category != -1 &&
		    m->category != category && m->kelurahan != -1);
	case INTENT_STATUS: case INTENT_ADD: case INTENT_CONFIRM:
	case INTENT_SUPPORT: case INTENT_CANCEL: case INTENT_REGISTER:
	case INTENT_HELP: case INTENT_STOP: case INTENT_INFO:
	case INTENT_QUESTION: case INTENT_THANKS: case INTENT_ELSEWHERE:
	case INTENT_TAKE: case INTENT_PROGRESS: case INTENT_DONE:
	case INTENT_REJECT: case INTENT_FORWARD: case INTENT_ASK:
	case INTENT_LIST: case INTENT_OFF: case INTENT_ON:
	case INTENT_SHOW: case INTENT_MORE: case INTENT_HANDOVER:
	case INTENT_JOIN: case INTENT_APART: case INTENT_NOTE:
	case INTENT_COUNT:
		break;
	}
	return true;
}

/*
 * Words without a command or a number of their own, which only seem to add
 * something or to be about a matter nobody knows: they are meant as an answer.
 */
static bool
is_stray(const struct letter *l)
{
	const struct meaning	*m = &l->meaning;

	return (m->intent == INTENT_ELSEWHERE && m->matter == -1) ||
	    (m->intent == INTENT_ADD &&
	    strstr(l->in->text, m->ticket) == NULL);
}

/*
 * Read the letter as the answer to this number's open question, if there is
 * one.  1: it was, and is dealt with; 0: it is about something else; -1.
 */
int
answer_read(struct desk *desk, struct letter *l)
{
	struct question	q;
	int		rc, index;

	if ((rc = store_question_of_phone(desk->store, l->phone.id, &q)) != 1)
		return rc;
	if (q.expires_at <= l->now)
		return dialogue_expire(desk, &q, l->now);
	if (dialogue_is_which(&q))
		return which_read(desk, l, &q);
	if (strcmp(q.about, QUESTION_SECOND) == 0)
		return both_read(desk, l, &q);
	if (!is_stray(l) && is_other_business(&l->meaning, &q,
	    conf_city_find_category(&desk->conf->city, q.category)))
		return 0;
	l->state = INBOX_HANDLED;
	index = read_answer(desk, l, &q);
	if (index == -1 && !(dialogue_is_anew(&q) &&
	    l->meaning.kelurahan != -1))
		return not_answered(desk, l, &q) == -1 ? -1 : 1;
	if (store_question_settle(desk->store, q.id, "answered", l->now) == -1)
		return -1;
	rc = q.about_kelurahan ? place_found(desk, l, &q, index) :
	    dialogue_is_anew(&q) ? anew_found(desk, l, &q, index) :
	    category_found(desk, l, &q, index);
	return rc == -1 ? -1 : 1;
}
