/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * dialogue - asking a citizen what was meant, and reading the answer.
 *
 * A question is a row, so it survives a restart.  It has numbered choices
 * where there are some, is put at most twice, and when nobody answers the
 * report goes on without: to the OPD marked "place not told", or to triage.
 */

#include "config.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "desk/desk_private.h"

#define ROUNDS	2

static const char *
candidate_name(const struct desk *desk, bool about_kelurahan, int index)
{
	const struct conf_city	*city = &desk->conf->city;

	return about_kelurahan ? city->kelurahan[index].name :
	    city->category[index].label;
}

static const char *
candidate_code(const struct desk *desk, bool about_kelurahan, int index)
{
	const struct conf_city	*city = &desk->conf->city;

	return about_kelurahan ? city->kelurahan[index].name :
	    city->category[index].code;
}

/*
 * Write "1 OESAPA BARAT, 2 OESAPA SELATAN" for people and "A|B" for the row,
 * as many as fit the room; returns how many.
 */
static int
write_choices(const struct desk *desk, const struct question *q,
    const int *candidate, int n, int room, char *shown, size_t size,
    char *kept, size_t kept_size)
{
	char	item[STORE_NAME_SIZE + 8];
	size_t	len = 0, kept_len = 0;
	int	i;

	shown[0] = kept[0] = '\0';
	for (i = 0; i < n; i++) {
		const char *code = candidate_code(desk, q->about_kelurahan,
		    candidate[i]);

		snprintf(item, sizeof item, "%s%d %s", i > 0 ? ", " : "",
		    i + 1, candidate_name(desk, q->about_kelurahan,
		    candidate[i]));
		if (text_septets(shown) + text_septets(item) > room ||
		    len + strlen(item) >= size ||
		    kept_len + strlen(code) + 2 > kept_size)
			break;
		len += (size_t)snprintf(shown + len, size - len, "%s", item);
		kept_len += (size_t)snprintf(kept + kept_len,
		    kept_size - kept_len, "%s%s", i > 0 ? "|" : "", code);
	}
	return i;
}

/* Everything about a report is open again: see dialogue_ask_anew. */
static bool
is_anew(const struct question *q)
{
	return q->report_id != 0 && !q->about_kelurahan;
}

/* A fire: say whom to call even before we know where it is. */
static bool
is_emergency(const struct desk *desk, const struct question *q)
{
	const struct conf_city	*city = &desk->conf->city;
	int			 i = conf_city_find_category(city,
				    q->category);

	return i != -1 && city->category[i].urgent &&
	    city->category[i].phone[0] != '\0';
}

static enum message_id
question_message(const struct desk *desk, const struct question *q,
    int candidates)
{
	if (is_anew(q))
		return MESSAGE_ASK_ANEW;
	if (q->about_kelurahan && is_emergency(desk, q))
		return candidates > 0 ? MESSAGE_WHICH_KELURAHAN_EMERGENCY :
		    MESSAGE_ASK_KELURAHAN_EMERGENCY;
	if (q->about_kelurahan)
		return candidates > 0 ? MESSAGE_WHICH_KELURAHAN :
		    MESSAGE_ASK_KELURAHAN;
	return candidates > 0 ? MESSAGE_WHICH_CATEGORY : MESSAGE_ASK_CATEGORY;
}

/* Put the question: its row, and its SMS as the reply to the letter. */
static int
put(struct desk *desk, struct letter *l, struct question *q,
    const struct report *report, const int *candidate, int n)
{
	struct report_words	w = { .values = { 0 } };
	char			shown[TEXT_SMS_SEPTETS * 2];
	enum message_id		id = question_message(desk, q, n);
	int			room;

	if (report != NULL)
		reply_words(desk, report, &w);
	room = message_room(desk->conf->message[id], &w.values);
	write_choices(desk, q, candidate, n, room, shown, sizeof shown,
	    q->choices, sizeof q->choices);
	w.values.choices = shown;
	q->asked_at = l->now;
	q->expires_at = l->now + desk->conf->question_timeout_s;
	if (store_question_add(desk->store, q) == -1)
		return -1;
	return reply_send(desk, l, id, &w.values);
}

/*
 * Ask what the letter left open.  With a report it is its place; without, the
 * category.  Candidates are the meaning's.  round is 1 or 2.  An older open
 * question of the number is ended first as if it had timed out.
 */
int
dialogue_ask(struct desk *desk, struct letter *l, struct report *report,
    int round)
{
	const struct meaning	*m = &l->meaning;
	struct question		 q = { 0 };
	int			 n;

	if (dialogue_drop(desk, l->phone.id, l->now) == -1)
		return -1;
	q.phone_id = l->phone.id;
	q.inbox_id = l->in->id;
	q.about_kelurahan = report != NULL;
	q.round = round;
	if (report != NULL) {
		q.report_id = report->id;
		snprintf(q.category, sizeof q.category, "%s",
		    report->category);
		l->report_id = report->id;
		l->state = INBOX_HANDLED;
	} else {
		if (m->kelurahan != -1)
			snprintf(q.kelurahan, sizeof q.kelurahan, "%s",
			    desk->conf->city.kelurahan[m->kelurahan].name);
		l->state = INBOX_QUESTION;
	}
	n = m->kelurahan_doubt == q.about_kelurahan ? m->candidates : 0;
	return put(desk, l, &q, report, m->candidate, n);
}

/* Its citizen says that a report was misread: ask for all of it. */
int
dialogue_ask_anew(struct desk *desk, struct letter *l, struct report *report)
{
	struct question	q = { .phone_id = l->phone.id,
			    .inbox_id = l->in->id, .report_id = report->id,
			    .round = 1 };

	if (dialogue_drop(desk, l->phone.id, l->now) == -1)
		return -1;
	l->report_id = report->id;
	return put(desk, l, &q, report, NULL, 0);
}

/*
 * The kelurahan that the sender registered, for a report that names none; -1
 * if there is none.  The acknowledgement will say so.
 */
int
dialogue_home(const struct desk *desk, struct letter *l)
{
	int	place = -1;

	if (l->phone.kelurahan[0] != '\0')
		place = conf_city_find_kelurahan(&desk->conf->city,
		    l->phone.kelurahan);
	l->at_home = place != -1;
	return place;
}

/*
 * A new report begins its way: dispatched and acknowledged when its place is
 * known; if not, the place is asked for (round 1 or 2).  Urgent ones do not
 * wait for the answer.
 */
int
dialogue_start(struct desk *desk, struct letter *l, struct report *report,
    int round)
{
	struct actor	who = { l->phone.id, 0, l->in->id };
	bool		placed = report->kelurahan[0] != '\0';

	l->report_id = report->id;
	l->state = INBOX_HANDLED;
	if (report->urgent) {
		if (routing_dispatch(desk, report, &who, MESSAGE_DISPATCH,
		    l->now) == -1)
			return -1;
		return placed ? reply_acknowledge(desk, l, report) :
		    dialogue_ask(desk, l, report, round);
	}
	if (!placed)
		return dialogue_ask(desk, l, report, round);
	/* Who wrote is answered first. */
	if (reply_acknowledge(desk, l, report) == -1)
		return -1;
	return routing_dispatch(desk, report, &who, MESSAGE_DISPATCH, l->now);
}

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
	snprintf(report.kelurahan, sizeof report.kelurahan, "%s", name);
	if (store_report_set_route(desk->store, report.id, report.category,
	    report.kelurahan, report.opd, report.urgent, l->now) == -1 ||
	    report_note(desk, &report, "placed", &who, name, l->now) == -1)
		return -1;
	if (report.state == REPORT_NEW) {
		if (routing_dispatch(desk, &report, &who, MESSAGE_DISPATCH,
		    l->now) == -1)
			return -1;
	} else if (report_tell_seats(desk, &report, 0, MESSAGE_SEAT_NEWS, name,
	    l->now) == -1 || routing_widen(desk, &report, l->now) == -1)
		return -1;
	return reply_acknowledge(desk, l, &report);
}

/*
 * The category is known now: the SMS that raised the question becomes the
 * report, with its own words.
 */
static int
category_found(struct desk *desk, struct letter *l, const struct question *q,
    int category)
{
	struct inbox_message	 first;
	struct letter		 old = *l;
	struct report		 report;
	int			 kelurahan = -1;

	if (store_inbox_get(desk->store, q->inbox_id, &first) != 1)
		return -1;
	if (q->kelurahan[0] != '\0')
		kelurahan = conf_city_find_kelurahan(&desk->conf->city,
		    q->kelurahan);
	if (kelurahan == -1)
		kelurahan = l->meaning.kelurahan;
	if (kelurahan == -1)
		kelurahan = dialogue_home(desk, l);
	old.in = &first;
	if (report_open(desk, &old, category, kelurahan, first.text, &report)
	    == -1 || store_inbox_settle(desk->store, first.id, INBOX_HANDLED,
	    "", "report", report.id) == -1)
		return -1;
	l->report_id = report.id;
	return dialogue_start(desk, l, &report, ROUNDS);
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
	if (q->round >= ROUNDS) {
		l->state = has ? INBOX_HANDLED : INBOX_TRIAGE;
		l->reason = has ? "" : "no answer to the question";
		l->report_id = has ? report.id : 0;
		if (dialogue_expire(desk, q, l->now) == -1)
			return -1;
		return has ? reply_acknowledge(desk, l, &report) :
		    reply_help(desk, l, false, false);
	}
	if (store_question_settle(desk->store, q->id, "repeated", l->now)
	    == -1)
		return -1;
	/* Without a report the first SMS is still the one that counts. */
	q->round++;
	q->asked_at = l->now;
	q->expires_at = l->now + desk->conf->question_timeout_s;
	l->state = INBOX_HANDLED;
	if (store_question_add(desk->store, q) == -1)
		return -1;
	return has ? reply_about(desk, l, question_message(desk, q, 0), &report,
	    NULL) : reply_plain(desk, l, MESSAGE_ASK_CATEGORY, NULL);
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
		return !is_anew(q) && m->command && m->category != -1 && category != -1 &&
		    m->category != category;
	case INTENT_REPORT:
		if (is_anew(q))
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
 * Read the letter as the answer to this number's open question, if there is
 * one.  1: it was, and is dealt with; 0: it is about something else; -1.
 */
int
dialogue_answer(struct desk *desk, struct letter *l)
{
	struct question	q;
	int		rc, index;

	if ((rc = store_question_of_phone(desk->store, l->phone.id, &q)) != 1)
		return rc;
	if (q.expires_at <= l->now)
		return dialogue_expire(desk, &q, l->now);
	if (is_other_business(&l->meaning, &q,
	    conf_city_find_category(&desk->conf->city, q.category)))
		return 0;
	l->state = INBOX_HANDLED;
	index = read_answer(desk, l, &q);
	if (index == -1 && !(is_anew(&q) && l->meaning.kelurahan != -1))
		return not_answered(desk, l, &q) == -1 ? -1 : 1;
	if (store_question_settle(desk->store, q.id, "answered", l->now) == -1)
		return -1;
	rc = q.about_kelurahan ? place_found(desk, l, &q, index) :
	    is_anew(&q) ? anew_found(desk, l, &q, index) :
	    category_found(desk, l, &q, index);
	return rc == -1 ? -1 : 1;
}

/*
 * Nobody answered: the report goes to the OPD without a place, or the SMS to
 * triage.
 */
int
dialogue_expire(struct desk *desk, struct question *q, int64_t now)
{
	struct actor	nobody = { 0, 0, 0 };
	struct report	report;

	if (store_question_settle(desk->store, q->id, "expired", now) == -1)
		return -1;
	if (q->report_id == 0)
		return store_inbox_settle(desk->store, q->inbox_id,
		    INBOX_TRIAGE, "no answer to the question", "clarify", 0);
	if (store_report_get(desk->store, q->report_id, &report) != 1)
		return -1;
	if (report.state != REPORT_NEW)
		return 0;
	return routing_dispatch(desk, &report, &nobody, MESSAGE_DISPATCH, now);
}

/* End this number's open question, if any, as if it had timed out. */
int
dialogue_drop(struct desk *desk, int64_t phone_id, int64_t now)
{
	struct question	q;
	int		rc;

	if ((rc = store_question_of_phone(desk->store, phone_id, &q)) != 1)
		return rc;
	return dialogue_expire(desk, &q, now);
}
