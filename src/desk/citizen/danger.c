/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * danger - somebody writes that a life is at risk.
 *
 * A report is made at once, whatever else is not known, and goes to all who
 * must act; the answer has its ticket and the number to call, and asks for
 * the place last.  No flood, budget or question stands before it.
 */

#include "config.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "conf/danger.h"
#include "desk/citizen/citizen_private.h"
#include "desk/citizen/danger.h"
#include "desk/citizen/flood.h"
#include "desk/citizen/joining.h"
#include "desk/clocks/alert.h"
#include "desk/report/report.h"
#include "desk/seats/peril.h"
#include "desk/seats/seats.h"
#include "desk/words/letter.h"
#include "desk/words/words.h"
#include "language/ticket.h"
#include "store/danger.h"
#include "store/question.h"

#define JOIN_S	(6 * 3600)	/* the same phone speaks of the same danger */

/*
 * What is asked for by a command about something else stays that: an order
 * with its word, a thanks, a yes.
 */
bool
danger_is_meant(const struct desk *desk, const struct letter *l)
{
	const struct meaning	*m = &l->meaning;

	if (m->danger == -1 || desk->conf->city.danger == NULL)
		return false;
	switch (m->intent) {
	case INTENT_CANCEL: case INTENT_STOP: case INTENT_REGISTER:
	case INTENT_THANKS:
		return false;
	case INTENT_CONFIRM:
		return !m->ok;
	case INTENT_STATUS: case INTENT_SUPPORT:
		return m->ticket[0] == '\0';
	case INTENT_REPORT: case INTENT_CLARIFY: case INTENT_ADD:
	case INTENT_HELP: case INTENT_INFO: case INTENT_QUESTION:
	case INTENT_ELSEWHERE: case INTENT_JOIN: case INTENT_APART:
	case INTENT_TAKE: case INTENT_PROGRESS: case INTENT_DONE:
	case INTENT_REJECT: case INTENT_FORWARD: case INTENT_ASK:
	case INTENT_SHOW: case INTENT_LIST: case INTENT_MORE:
	case INTENT_HANDOVER: case INTENT_NOTE: case INTENT_OFF:
	case INTENT_ON: case INTENT_UNKNOWN: case INTENT_COUNT:
		break;
	}
	return true;
}

static const struct conf_danger_kind *
kind_of(const struct desk *desk, const struct letter *l)
{
	return &desk->conf->city.danger->kind[l->meaning.danger];
}

/* ---- the answer ---------------------------------------------------------- */

/* The place is asked for in a row: the answer says it is missing. */
static int
ask_place(struct desk *desk, const struct letter *l, const struct report *r)
{
	struct question	q = { .phone_id = l->phone.id, .inbox_id = l->in->id,
			    .report_id = r->id, .about_kelurahan = true,
			    .round = DIALOGUE_ROUNDS, .asked_at = l->now };

	if (dialogue_drop(desk, l->phone.id, l->now) == -1)
		return -1;
	q.expires_at = l->now + desk->conf->question_timeout_s;
	snprintf(q.category, sizeof q.category, "%s", r->category);
	return store_question_add(desk->store, &q);
}

/* What to do and whom to call; with the question where it fits. */
static int
answer(struct desk *desk, struct letter *l, const struct report *r)
{
	const struct conf_danger *d = desk->conf->city.danger;
	const char		*ask = desk->conf->message[MESSAGE_DANGER_WHERE];
	struct message_values	 values = { 0 };
	char			 ticket[TICKET_SIZE], text[TEXT_MAX_BYTES];
	size_t			 len;
	bool			 asks = r->kelurahan[0] == '\0';

	ticket_from_sequence(r->id, ticket);
	len = conf_danger_text(d, l->meaning.danger, ticket, text,
	    sizeof text);
	values.text = text;
	if (asks && text_septets(text) + 1 + text_septets(ask) <=
	    TEXT_SMS_SEPTETS) {
		snprintf(text + len, sizeof text - len, " %s", ask);
		asks = false;
	}
	if (reply_at_once(desk, l, MESSAGE_DANGER, &values) == -1)
		return -1;
	values.text = ask;
	if (asks && reply_at_once(desk, l, MESSAGE_DANGER, &values) == -1)
		return -1;
	return r->kelurahan[0] == '\0' ? ask_place(desk, l, r) : 0;
}

/* ---- a new report -------------------------------------------------------- */

/* The text's category, else the kind's, else one of who is told first. */
static int
category_of(const struct desk *desk, const struct letter *l)
{
	const struct conf_city		*city = &desk->conf->city;
	const struct conf_danger_kind	*kind = kind_of(desk, l);
	int				 i;

	if (l->meaning.category != -1)
		return l->meaning.category;
	if (kind->category != -1)
		return kind->category;
	for (i = 0; i < city->category_count; i++)
		if (kind->tell.count > 0 &&
		    city->category[i].opd == kind->tell.told[0].opd)
			return i;
	return 0;
}

/* Make it one that cannot wait, whatever its category says. */
static int
mark(struct desk *desk, struct report *r, const char *code, int64_t now)
{
	r->urgent = true;
	return store_danger_set(desk->store, r->id, code) == -1 ||
	    store_report_set_route(desk->store, r->id, r->category,
	    r->kelurahan, r->opd, true, now) == -1 ? -1 : 0;
}

/* The place that is told: what reads as no report may name one, too. */
static int
place_of(const struct desk *desk, const struct letter *l)
{
	int	named[INTERPRET_CANDIDATES];

	if (l->meaning.kelurahan != -1 || l->meaning.candidates > 0)
		return l->meaning.kelurahan;
	return interpret_names(desk->lexicon, true, l->in->text, named) == 1 ?
	    named[0] : -1;
}

/*
 * A fire that others told of: who is told of every report of a category
 * already need not be told twice.  1 joined, 0, -1.
 */
static int
join_others(struct desk *desk, struct letter *l, int place)
{
	int				 category = category_of(desk, l);
	const struct conf_category	*c;

	c = &desk->conf->city.category[category];
	return place == -1 || !c->urgent || c->urgent_words.count > 0 ? 0 :
	    joining_offer(desk, l, category, place, l->in->text);
}

static int
open_new(struct desk *desk, struct letter *l)
{
	const struct conf_danger_kind	*kind = kind_of(desk, l);
	const struct meaning		*m = &l->meaning;
	struct actor			 who = { l->phone.id, 0, l->in->id };
	struct report			 r;
	int				 place = place_of(desk, l), rc;

	if ((rc = join_others(desk, l, place)) != 0)
		return rc == -1 ? -1 : 0;
	if (place == -1 && m->candidates == 0)
		place = dialogue_home(desk, l);
	if (report_open(desk, l, category_of(desk, l), place, l->in->text, &r)
	    == -1 || mark(desk, &r, kind->code, l->now) == -1 ||
	    report_note(desk, &r, "danger", &who, kind->code, l->now) == -1 ||
	    answer(desk, l, &r) == -1)
		return -1;
	return peril_tell(desk, &r, kind, &who, l->now) == -1 ? -1 :
	    alert_start(desk, &r, l->now);
}

/* ---- what was asked about ------------------------------------------------ */

/*
 * The report whose place we asked for, if the letter may be the answer.  1, 0,
 * -1.
 */
static int
find_asked(struct desk *desk, const struct letter *l, struct question *q,
    struct report *r)
{
	int	rc;

	rc = store_question_of_phone(desk->store, l->phone.id, q);
	if (rc != 1 || !q->about_kelurahan || q->report_id == 0 ||
	    q->asked_at < l->now - JOIN_S || l->meaning.command)
		return rc == -1 ? -1 : 0;
	rc = store_report_get(desk->store, q->report_id, r);
	return rc == 1 ? r->state == REPORT_NEW || r->state == REPORT_ROUTED :
	    -1;
}

/* The answer says that a life is at risk there: it is of danger now. */
static int
raise_asked(struct desk *desk, struct letter *l, struct question *q,
    struct report *r)
{
	const struct conf_danger_kind	*kind = kind_of(desk, l);
	struct actor			 who = { l->phone.id, 0, l->in->id };
	int				 place = place_of(desk, l);

	if (place != -1)
		snprintf(r->kelurahan, sizeof r->kelurahan, "%s",
		    desk->conf->city.kelurahan[place].name);
	l->report_id = r->id;
	if (store_question_settle(desk->store, q->id, "answered", l->now)
	    == -1 || report_say_more(desk, r, l->in->text) == -1 ||
	    mark(desk, r, kind->code, l->now) == -1 ||
	    report_note(desk, r, "danger", &who, kind->code, l->now) == -1 ||
	    answer(desk, l, r) == -1)
		return -1;
	return peril_tell(desk, r, kind, &who, l->now) == -1 ? -1 :
	    alert_start(desk, r, l->now);
}

/* ---- the same again ------------------------------------------------------ */

/* Whether the letter may speak of that danger: nothing says otherwise. */
static bool
is_same(const struct desk *desk, const struct letter *l,
    const struct report *r)
{
	int	place = place_of(desk, l);

	return r->created_at > l->now - JOIN_S && (place == -1 ||
	    r->kelurahan[0] == '\0' ||
	    strcmp(desk->conf->city.kelurahan[place].name, r->kelurahan) == 0);
}

/* The place was missing until now: those who have that place hear too. */
static int
place_it(struct desk *desk, struct letter *l, struct report *r, int place)
{
	struct actor	who = { l->phone.id, 0, l->in->id };
	struct question	q;
	int		rc;

	snprintf(r->kelurahan, sizeof r->kelurahan, "%s",
	    desk->conf->city.kelurahan[place].name);
	if (store_report_set_route(desk->store, r->id, r->category,
	    r->kelurahan, r->opd, true, l->now) == -1 || report_note(desk, r,
	    "placed", &who, r->kelurahan, l->now) == -1 ||
	    (rc = store_question_of_phone(desk->store, l->phone.id, &q)) == -1)
		return -1;
	if (rc == 1 && q.report_id == r->id && store_question_settle(
	    desk->store, q.id, "answered", l->now) == -1)
		return -1;
	return danger_placed(desk, r, &who, l->now);
}

/* What is said again goes to who has it; its writer is told so. */
static int
join(struct desk *desk, struct letter *l, struct report *r,
    const struct conf_danger_kind *kind)
{
	struct actor			 who = { l->phone.id, 0, l->in->id };
	struct report_words		 w;
	int				 place = place_of(desk, l);

	l->report_id = r->id;
	if (report_note(desk, r, "added", &who, l->in->text, l->now) == -1)
		return -1;
	if (strcmp(l->in->text, r->description) != 0 &&
	    !flood_is_on(desk, l) && tell_seats(desk, r, 0,
	    MESSAGE_SEAT_NEWS, l->in->text, l->now) == -1)
		return -1;
	if (place != -1 && (r->kelurahan[0] == '\0' || l->meaning.undo) &&
	    place_it(desk, l, r, place) == -1)
		return -1;
	words_report(desk, r, &w);
	w.values.phone = kind->call.how;
	w.values.text = r->kelurahan[0] == '\0' ?
	    desk->conf->message[MESSAGE_DANGER_WHERE] : "";
	return reply_at_once(desk, l, kind->call.how[0] != '\0' ?
	    MESSAGE_DANGER_JOINED : MESSAGE_DANGER_JOINED_BARE, &w.values);
}

/* The letter tells of danger to life.  0 or -1. */
int
danger_handle(struct desk *desk, struct letter *l)
{
	struct report	r;
	struct question	q;
	int64_t		id;
	int		rc;

	l->state = INBOX_HANDLED;
	l->reason = "";
	if (store_inbox_set_beyond(desk->store, l->in->id, "",
	    kind_of(desk, l)->code) == -1 || (rc = store_danger_of_phone(
	    desk->store, l->phone.id, &id)) == -1)
		return -1;
	if (rc == 1 && store_report_get(desk->store, id, &r) != 1)
		return -1;
	if (rc == 1 && is_same(desk, l, &r))
		return join(desk, l, &r, kind_of(desk, l));
	if ((rc = find_asked(desk, l, &q, &r)) == -1)
		return -1;
	return rc == 1 ? raise_asked(desk, l, &q, &r) : open_new(desk, l);
}

/*
 * A report got its place: if it is of danger, the seats of that place hear at
 * once.  0 or -1.
 */
int
danger_placed(struct desk *desk, struct report *r, const struct actor *who,
    int64_t now)
{
	const struct conf_danger_kind	*kind;
	char				 code[STORE_CODE_SIZE];

	if (store_danger_get(desk->store, r->id, code, sizeof code) != 1)
		return -1;
	kind = code[0] != '\0' ? peril_kind(desk, code) : NULL;
	return kind == NULL ? 0 : peril_tell(desk, r, kind, who, now);
}

/*
 * Its citizen says that a report was misread.  One of danger is withdrawn from
 * nobody: what is said goes to who has it, and a place is put right.  1: it
 * is of danger, and dealt with; 0: it is not; -1.
 */
int
danger_corrected(struct desk *desk, struct letter *l, struct report *r)
{
	const struct conf_danger_kind	*kind;
	char				 code[STORE_CODE_SIZE];

	if (store_danger_get(desk->store, r->id, code, sizeof code) != 1)
		return -1;
	if (code[0] == '\0' || (kind = peril_kind(desk, code)) == NULL)
		return 0;
	l->state = INBOX_HANDLED;
	return join(desk, l, r, kind) == -1 ? -1 : 1;
}
