/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * dialogue - asking a citizen what was meant (answer.c reads the answer).
 *
 * A question is a row, so it survives a restart.  It has numbered choices
 * where there are some, is put at most twice, and when nobody answers the
 * report goes on without: to the OPD marked "place not told", or to triage.
 */

#include "config.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "desk/citizen/citizen_private.h"
#include "desk/citizen/dialogue.h"
#include "desk/citizen/promise.h"
#include "desk/report/report.h"
#include "desk/seats/seats.h"
#include "desk/words/letter.h"
#include "desk/words/words.h"
#include "store/question.h"

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
bool
dialogue_is_anew(const struct question *q)
{
	return q->report_id != 0 && !q->about_kelurahan;
}

/* Which reports a command is about: an order that nobody explains is void. */
bool
dialogue_is_which(const struct question *q)
{
	return strcmp(q->about, QUESTION_TICKET) == 0 ||
	    strcmp(q->about, QUESTION_ALL) == 0;
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
	if (dialogue_is_anew(q))
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
		words_report(desk, report, &w);
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
	if (dialogue_is_which(q) && q->words[0] == '\0')
		return 0;
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
		return placed ? promise_acknowledge(desk, l, report) :
		    dialogue_ask(desk, l, report, round);
	}
	if (!placed)
		return dialogue_ask(desk, l, report, round);
	/* Who wrote is answered first. */
	if (promise_acknowledge(desk, l, report) == -1)
		return -1;
	return routing_dispatch(desk, report, &who, MESSAGE_DISPATCH, l->now);
}

/*
 * The answer could not be read: the same question once more, as the reply.
 * Without a report (NULL) the first SMS is still the one that counts.
 */
int
dialogue_ask_again(struct desk *desk, struct letter *l, struct question *q,
    const struct report *report)
{
	if (store_question_settle(desk->store, q->id, "repeated", l->now)
	    == -1)
		return -1;
	q->round++;
	q->asked_at = l->now;
	q->expires_at = l->now + desk->conf->question_timeout_s;
	l->state = INBOX_HANDLED;
	if (store_question_add(desk->store, q) == -1)
		return -1;
	return report != NULL ? reply_about(desk, l, question_message(desk, q,
	    0), report, NULL) : reply_plain(desk, l, MESSAGE_ASK_CATEGORY,
	    NULL);
}

/* Questions that nobody answered, at most max.  How many, or -1. */
int
dialogue_run(struct desk *desk, int64_t now, int max)
{
	struct question	q;
	int		n = 0, rc = 0;

	while (n < max && (rc = store_question_due(desk->store, now, &q))
	    == 1) {
		if (dialogue_expire(desk, &q, now) == -1)
			return -1;
		n++;
	}
	return rc == -1 ? -1 : n;
}

/* When dialogue_run next has something to do: 1, 0 never, -1. */
int
dialogue_next(struct desk *desk, int64_t *at)
{
	struct question	q;
	int		rc = store_question_due(desk->store, INT64_MAX, &q);

	if (rc == 1)
		*at = q.expires_at;
	return rc;
}
