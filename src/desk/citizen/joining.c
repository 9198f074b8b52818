/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * joining - somebody reports what has been reported: told so instead of a
 * second report, and what IKUT and BEDA do.
 *
 * The same phone is told the ticket that it has.  Another one is asked, or,
 * where lives may be at stake, joined at once with a way out.  Who does not
 * answer stays joined, as the question said; BEDA works as long as anybody
 * remembers, so that a wrong guess costs a message and no report.
 */

#include "config.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "desk/citizen/joined.h"
#include "desk/citizen/joining.h"
#include "desk/clocks/clocks.h"
#include "desk/report/report.h"
#include "desk/words/letter.h"
#include "desk/words/words.h"
#include "language/offer.h"
#include "language/same.h"
#include "store/question.h"
#include "store/supporter.h"

#define LOOK_AT		8	/* open reports of a place and category */
#define REMEMBER_S	(30 * 86400)	/* BEDA later than that is none */

/* What a new report is compared by. */
struct newcomer {
	const struct conf_category *category;
	const char		*text;
	struct same_text	 read;
	bool			 is_read;	/* only when it is needed */
	bool			 at_once;
};

static bool
is_word_for_word(const char *a, const char *b)
{
	char	folded[2][TEXT_MAX_BYTES];

	text_fold(folded[0], sizeof folded[0], a);
	text_fold(folded[1], sizeof folded[1], b);
	return strcmp(folded[0], folded[1]) == 0;
}

/* Is this open report the same problem?  Whose it is decides how sure. */
static bool
is_same(const struct desk *desk, const struct letter *l,
    struct newcomer *n, const struct report *r)
{
	bool			own = r->phone_id == l->phone.id;
	struct same_text	old;
	enum same		how;

	if (own && is_word_for_word(r->description, n->text))
		return true;
	if (!own && r->created_at < l->now - n->category->join_s)
		return false;
	if (!n->is_read)
		same_read(&n->read, desk->lexicon, n->category, n->text);
	n->is_read = true;
	same_read(&old, desk->lexicon, n->category, r->description);
	how = same_compare(&old, &n->read);
	return how >= (n->at_once ? SAME_OPEN : SAME_ALIKE);
}

/*
 * The newest open report of this place that tells the same, unless this
 * number said that it is another matter.  1, 0 none, -1.
 */
static int
find_same(struct desk *desk, const struct letter *l,
    struct newcomer *n, const char *kelurahan, struct report *r)
{
	struct supporter	s;
	int64_t			before = INT64_MAX;
	int			i, rc, has;

	for (i = 0; i < LOOK_AT; i++) {
		if ((rc = store_report_same(desk->store, kelurahan,
		    n->category->code, before, r)) != 1)
			return rc;
		before = r->id;
		if (!is_same(desk, l, n, r))
			continue;
		if ((has = store_supporter_find(desk->store, r->id,
		    l->phone.id, &s)) == -1)
			return -1;
		if (has == 0 || s.undone_at == 0)
			return 1;
	}
	return 0;
}

/* It was known from this number already: the ticket that it has. */
static int
repeat(struct desk *desk, struct letter *l, struct report *r,
    const char *text)
{
	struct actor	who = { l->phone.id, 0, l->in->id };
	bool		news = strcmp(text, r->description) != 0;

	if (report_note(desk, r, news ? "added" : "repeated", &who, text,
	    l->now) == -1)
		return -1;
	if (news && r->urgent && tell_seats(desk, r, 0, MESSAGE_SEAT_NEWS,
	    text, l->now) == -1)
		return -1;
	return reply_about(desk, l, MESSAGE_REPEATED, r, NULL);
}

/* Another number's report is the same: joined at once, or asked. */
static int
offer(struct desk *desk, struct letter *l, const struct newcomer *n,
    struct report *r)
{
	struct supporter	s = { .report_id = r->id,
				    .phone_id = l->phone.id, .at = l->now,
				    .inbox_id = l->in->id,
				    .how = SUPPORTER_ASKED }, old;
	int			rc;

	rc = store_supporter_find(desk->store, r->id, l->phone.id, &old);
	if (rc == 1 && old.undone_at == 0 && old.how == SUPPORTER_JOINED)
		return repeat(desk, l, r, n->text);
	if (rc == -1)
		return -1;
	if (n->at_once) {
		if (joined_add(desk, l, r, &s, n->text) == -1)
			return -1;
		return reply_about(desk, l, n->category->phone[0] != '\0' ?
		    MESSAGE_JOINED_EMERGENCY : MESSAGE_JOINED_AT_ONCE, r,
		    NULL);
	}
	if (store_supporter_put(desk->store, &s) == -1)
		return -1;
	return reply_about(desk, l, MESSAGE_ASK_SAME, r, NULL);
}

/*
 * Before a report is made for the letter: is it known already?  category and
 * kelurahan are indexes, text is what it tells.  1: it was, and the letter is
 * dealt with; 0: make the report; -1.
 */
int
joining_offer(struct desk *desk, struct letter *l, int category,
    int kelurahan, const char *text)
{
	const struct conf_city	*city = &desk->conf->city;
	struct newcomer		 n = { .text = text };
	struct report		 r;
	int			 rc;

	n.category = &city->category[category];
	if (!desk->conf->join_same || kelurahan == -1 ||
	    n.category->join_s == 0)
		return 0;
	n.at_once = n.category->join_at_once || l->meaning.danger != -1;
	if ((rc = find_same(desk, l, &n, city->kelurahan[kelurahan].name,
	    &r)) != 1)
		return rc;
	if (surge_hear(desk, l->now) == -1)
		return -1;
	l->state = INBOX_HANDLED;
	rc = r.phone_id == l->phone.id ? repeat(desk, l, &r, text) :
	    offer(desk, l, &n, &r);
	return rc == -1 ? -1 : 1;
}

/* IKUT: it is the same.  What is over by now cannot be joined. */
static int
accept(struct desk *desk, struct letter *l, const struct supporter *s,
    struct report *r)
{
	struct inbox_message	first;

	if (!report_is_open(r) && r->state != REPORT_DONE)
		return joined_part(desk, l, s);
	if (s->how == SUPPORTER_ASKED) {
		if (store_inbox_get(desk->store, s->inbox_id, &first) != 1 ||
		    joined_add(desk, l, r, s, first.text) == -1)
			return -1;
	}
	return reply_about(desk, l, MESSAGE_JOINED, r, NULL);
}

/* Has the sender a report of its own in one of these states?  1, 0, -1. */
static int
has_own(struct desk *desk, const struct letter *l, unsigned states)
{
	struct report	own;

	return store_report_latest(desk->store, l->phone.id, states, &own);
}

/* PUAS or BELUM of somebody who joined. */
static bool
is_verdict(const struct meaning *m)
{
	return m->intent == INTENT_CONFIRM || (m->verdict != -1 &&
	    m->intent == INTENT_UNKNOWN);
}

static bool
is_satisfied(const struct meaning *m)
{
	return m->intent == INTENT_CONFIRM ? m->ok : m->verdict == 1;
}

/*
 * Is it done?  The first reporter closes or reopens; for who joined, BELUM is
 * BEDA: a report of their own.  1 dealt with, 0 not theirs, -1.
 */
static int
judge(struct desk *desk, struct letter *l, const struct supporter *s,
    struct report *r)
{
	struct actor	who = { l->phone.id, 0, l->in->id };
	int		rc;

	if (s->how != SUPPORTER_JOINED || s->undone_at != 0 ||
	    r->state != REPORT_DONE)
		return 0;
	if (l->meaning.ticket[0] == '\0' &&
	    (rc = has_own(desk, l, 1u << REPORT_DONE)) != 0)
		return rc == 1 ? 0 : -1;
	if (!is_satisfied(&l->meaning))
		rc = joined_part(desk, l, s);
	else if ((rc = report_note(desk, r, "agreed", &who, "", l->now))
	    == 0)
		rc = reply_about(desk, l, MESSAGE_SUPPORTED, r, NULL);
	return rc == -1 ? -1 : 1;
}

/* The row that the letter speaks of: of its ticket, else the newest. */
static int
find_row(struct desk *desk, const struct letter *l, struct supporter *s,
    struct report *r)
{
	int64_t	sequence;
	int	rc;

	if (l->meaning.ticket[0] == '\0')
		rc = store_supporter_newest(desk->store, l->phone.id, s);
	else if ((sequence = ticket_to_sequence(l->meaning.ticket)) == -1)
		return 0;
	else
		rc = store_supporter_find(desk->store, sequence,
		    l->phone.id, s);
	if (rc != 1)
		return rc;
	if (s->how == SUPPORTER_SUPPORT || s->inbox_id == 0 ||
	    s->at < l->now - REMEMBER_S)
		return 0;
	return store_report_get(desk->store, s->report_id, r);
}

/* BATAL of who joined: not his any more, and nobody else's business. */
static int
leave(struct desk *desk, struct letter *l, struct report *r)
{
	struct actor	who = { l->phone.id, 0, l->in->id };

	if (store_supporter_undo(desk->store, r->id, l->phone.id, l->now)
	    == -1 || report_note(desk, r, "left", &who, "", l->now) == -1)
		return -1;
	l->state = INBOX_HANDLED;
	return reply_about(desk, l, MESSAGE_LEFT, r, NULL) == -1 ? -1 : 1;
}

/*
 * CEK, TAMBAH, BATAL of who has no report but the one that he joined: that is
 * the one meant.  1 dealt with, 0 not (the ticket may be filled in), -1.
 */
static int
speak_of(struct desk *desk, struct letter *l, const struct supporter *s,
    struct report *r)
{
	char	ticket[TICKET_SIZE];
	bool	named = l->meaning.ticket[0] != '\0';
	int	own;

	if (s->undone_at != 0 || (l->meaning.intent != INTENT_STATUS &&
	    l->meaning.intent != INTENT_ADD &&
	    l->meaning.intent != INTENT_CANCEL))
		return 0;
	own = named ? 0 : has_own(desk, l, l->meaning.intent == INTENT_STATUS
	    ? REPORTS_ALL : REPORTS_OPEN);
	if (own != 0)
		return own == -1 ? -1 : 0;
	if (l->meaning.intent == INTENT_CANCEL)
		return leave(desk, l, r);
	ticket_from_sequence(r->id, ticket);
	snprintf(l->meaning.ticket, sizeof l->meaning.ticket, "%.*s",
	    INTERPRET_TICKET_SIZE - 1, ticket);
	return 0;
}

/* BEDA: a report of its own, or the one that it has by now. */
static int
part(struct desk *desk, struct letter *l, const struct supporter *s)
{
	struct inbox_message	first;
	struct report		own;

	if (s->undone_at == 0)
		return joined_part(desk, l, s);
	if (store_inbox_get(desk->store, s->inbox_id, &first) != 1 ||
	    store_report_get(desk->store, first.report_id, &own) != 1)
		return -1;
	return reply_about(desk, l, MESSAGE_REPEATED, &own, NULL);
}

/*
 * Read the letter as IKUT or BEDA, or as who joined judging what was done.
 * 1: it was, and is dealt with; 0: it is about something else; -1.
 */
int
joining_answer(struct desk *desk, struct letter *l)
{
	struct supporter	s;
	struct question		q;
	struct report		r;
	bool			awaited;
	int			rc, says;

	if ((rc = find_row(desk, l, &s, &r)) != 1)
		return rc;
	awaited = s.how == SUPPORTER_ASKED && s.undone_at == 0;
	if ((rc = speak_of(desk, l, &s, &r)) != 0)
		return rc;
	/* What was asked later is what is answered. */
	if ((rc = store_question_of_phone(desk->store, l->phone.id, &q))
	    == -1 || (rc == 1 && (!awaited || q.asked_at > s.at)))
		return rc == -1 ? -1 : 0;
	if (is_verdict(&l->meaning) && !awaited)
		return judge(desk, l, &s, &r);
	says = offer_read(desk->lexicon, l->in->text, awaited);
	if (says == -1 || (says == 1 && s.undone_at != 0))
		return 0;
	l->state = INBOX_HANDLED;
	rc = says == 1 ? accept(desk, l, &s, &r) : part(desk, l, &s);
	return rc == -1 ? -1 : 1;
}
