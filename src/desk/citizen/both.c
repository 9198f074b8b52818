/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * both - two problems in one SMS: two reports where both stand clear with
 * their place, else one, and a question for the other.
 *
 * The question is a row; who does not answer it leaves the SMS to a person.
 */

#include "config.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "desk/citizen/both.h"
#include "desk/citizen/citizen_private.h"
#include "desk/citizen/promise.h"
#include "desk/report/report.h"
#include "desk/seats/seats.h"
#include "desk/words/letter.h"
#include "desk/words/words.h"
#include "language/token.h"
#include "store/question.h"

#define BOTH_MAX	(INTERPRET_ALSO + 1)

/* Whether each problem of the SMS can be a report of its own. */
bool
both_are_clear(const struct letter *l)
{
	const struct meaning	*m = &l->meaning;

	return m->alsos > 0 && m->category != -1 && m->kelurahan != -1;
}

static int
open_one(struct desk *desk, struct letter *l, int category, int kelurahan,
    struct report *r)
{
	const char	*words = l->meaning.description;

	return report_open(desk, l, category, kelurahan, words[0] != '\0' ?
	    words : l->in->text, r);
}

/* "1007 SAMPAH OESAPA ke DLH, 1010 ..."; false if it does not fit. */
static bool
write_list(const struct desk *desk, const struct report *r, int n,
    char *list, size_t size)
{
	struct message_values	most = { .count = "9" };
	char			item[160];
	size_t			len = 0, used;
	int			i;

	for (i = 0; i < n; i++) {
		words_item(desk, &r[i], true, item, sizeof item);
		used = (size_t)snprintf(list + len, size - len,
		    "%s%s (%s)", i > 0 ? ", " : "", item, r[i].opd);
		if (used >= size - len)
			return false;
		len += used;
	}
	return text_septets(list) <= message_room(
	    desk->conf->message[MESSAGE_ACKNOWLEDGED_BOTH], &most);
}

/* All in one SMS, unless one of them says whom to call, or it is too long. */
static int
acknowledge(struct desk *desk, struct letter *l, const struct report *r,
    int n)
{
	struct message_values	values = { 0 };
	char			list[TEXT_SMS_SEPTETS * 2], count[16];
	bool			together = true;
	int			i;

	for (i = 0; i < n; i++)
		together &= !r[i].urgent;
	if (together && write_list(desk, r, n, list, sizeof list)) {
		snprintf(count, sizeof count, "%d", n);
		values.count = count;
		values.list = list;
		return reply_send(desk, l, MESSAGE_ACKNOWLEDGED_BOTH, &values);
	}
	for (i = 0; i < n; i++)
		if (promise_acknowledge(desk, l, &r[i]) == -1)
			return -1;
	return 0;
}

/* Each is a report, and goes to whom it belongs.  0 or -1. */
int
both_handle(struct desk *desk, struct letter *l)
{
	struct meaning	*m = &l->meaning;
	struct actor	 who = { l->phone.id, 0, l->in->id };
	struct report	 r[BOTH_MAX];
	int		 i, n = m->alsos + 1;

	l->state = INBOX_HANDLED;
	if (open_one(desk, l, m->category, m->kelurahan, &r[0]) == -1)
		return -1;
	for (i = 1; i < n; i++)
		if (open_one(desk, l, m->also[i - 1].category,
		    m->also[i - 1].kelurahan != -1 ?
		    m->also[i - 1].kelurahan : m->kelurahan, &r[i]) == -1)
			return -1;
	m->second = -1;		/* nothing is left to be asked */
	if (acknowledge(desk, l, r, n) == -1)
		return -1;
	l->report_id = r[0].id;
	for (i = 0; i < n; i++)
		if (routing_dispatch(desk, &r[i], &who, MESSAGE_DISPATCH,
		    l->now) == -1)
			return -1;
	return 0;
}

/* ---- a question for the other -------------------------------------------- */

/*
 * A report of the letter's was acknowledged, and its SMS told of a second
 * problem: that question is open now.  0 or -1.
 */
int
both_ask(struct desk *desk, struct letter *l, const struct report *r)
{
	const struct conf_city	*city = &desk->conf->city;
	struct message_values	 values = { 0 };
	struct question		 q;
	int			 second = reply_second(desk, l, r);

	if (second == -1 || r->kelurahan[0] == '\0')
		return 0;
	memset(&q, 0, sizeof q);
	snprintf(q.about, sizeof q.about, QUESTION_SECOND);
	q.round = 1;
	if (dialogue_drop(desk, l->phone.id, l->now) == -1)
		return -1;
	q.phone_id = l->phone.id;
	q.inbox_id = r->inbox_id;
	snprintf(q.kelurahan, sizeof q.kelurahan, "%s", r->kelurahan);
	snprintf(q.category, sizeof q.category, "%s",
	    city->category[second].code);
	q.asked_at = l->now;
	q.expires_at = l->now + desk->conf->question_timeout_s;
	if (store_question_add(desk->store, &q) == -1)
		return -1;
	/* What says whom to call has no room for it. */
	if (!reply_is_emergency(desk, r))
		return 0;
	values.topic = city->category[second].code;
	return reply_send(desk, l, MESSAGE_SECOND_WHERE, &values);
}

/* "sama", "di situ juga": the place of the first. */
static bool
says_same(const char *text)
{
	static const char *const words[] = { "sama", "situ", "sana", "juga" };
	struct token	token[TOKENS_MAX];
	int		count = token_split(text, token, TOKENS_MAX), i;
	size_t		k;

	for (i = 0; i < count && count <= 6; i++)
		for (k = 0; k < sizeof words / sizeof words[0]; k++)
			if (strcmp(token[i].text, words[k]) == 0)
				return true;
	return false;
}

/* Where the other problem is, as the letter says: an index, or -1. */
static int
find_place(const struct desk *desk, const struct letter *l,
    const struct question *q)
{
	const struct meaning	*m = &l->meaning;

	if (m->answered == ANSWERED_OTHER)
		return m->answer;
	if (m->kelurahan != -1 && !m->command)
		return m->kelurahan;
	if (interpret_consent(desk->lexicon, l->in->text) == 1 ||
	    says_same(l->in->text))
		return conf_city_find_kelurahan(&desk->conf->city,
		    q->kelurahan);
	return -1;
}

/* The other problem is a report now, of the SMS that told of it. */
static int
open_other(struct desk *desk, struct letter *l, const struct question *q,
    int category, int kelurahan)
{
	struct letter		old = *l;
	struct inbox_message	first;
	struct report		r;

	if (store_inbox_get(desk->store, q->inbox_id, &first) != 1)
		return -1;
	old.in = &first;
	if (report_open(desk, &old, category, kelurahan, first.text, &r) == -1)
		return -1;
	l->report_id = r.id;
	return dialogue_start(desk, l, &r, DIALOGUE_ROUNDS);
}

/*
 * Read the letter as the answer to such a question.  1: dealt with; 0: it is
 * about something else; -1 failed.
 */
int
both_read(struct desk *desk, struct letter *l, struct question *q)
{
	const struct meaning	*m = &l->meaning;
	struct message_values	 values = { .topic = q->category };
	int			 category, place;

	category = conf_city_find_category(&desk->conf->city, q->category);
	if (category == -1 || (m->intent != INTENT_UNKNOWN &&
	    m->intent != INTENT_REPORT && m->intent != INTENT_CLARIFY &&
	    m->intent != INTENT_CONFIRM) || m->command ||
	    (m->category != -1 && m->category != category))
		return 0;
	place = find_place(desk, l, q);
	if (place == -1 && interpret_consent(desk->lexicon, l->in->text) != 0)
		return 0;
	l->state = INBOX_HANDLED;
	if (store_question_settle(desk->store, q->id, place == -1 ? "refused" :
	    "answered", l->now) == -1)
		return -1;
	if (place == -1)
		return reply_send(desk, l, MESSAGE_SECOND_NONE, &values) == -1
		    ? -1 : 1;
	return open_other(desk, l, q, category, place) == -1 ? -1 : 1;
}
