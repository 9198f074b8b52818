/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * which - "which of your reports?", when several may be meant.
 *
 * The question keeps what was to be done (act) and the words that came with
 * it.  This file alone knows how an answer picks one of them: the letter is
 * then read as if it had named the ticket in the first place.
 */

#include "config.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "desk/citizen/citizen_private.h"
#include "desk/citizen/which.h"
#include "desk/words/letter.h"
#include "desk/words/words.h"
#include "language/ticket.h"
#include "language/token.h"
#include "store/question.h"

/* What an act makes of the letter that answers. */
static const struct which_act {
	const char	*name;
	enum intent	 intent;
	bool		 ok;
} acts[] = {
	{ WHICH_CANCEL,	     INTENT_CANCEL,  false },
	{ WHICH_STATUS,	     INTENT_STATUS,  false },
	{ WHICH_ADD,	     INTENT_ADD,     false },
	{ WHICH_SATISFIED,   INTENT_CONFIRM, true },
	{ WHICH_UNSATISFIED, INTENT_CONFIRM, false }
};

/* The tickets of a question's row. */
struct choices {
	char	ticket[WHICH_MAX][TICKET_SIZE];
	int	count;
};

static const struct which_act *
find_act(const char *name)
{
	size_t	i;

	for (i = 0; i < sizeof acts / sizeof acts[0]; i++)
		if (strcmp(acts[i].name, name) == 0)
			return &acts[i];
	return NULL;
}

static void
read_choices(const struct question *q, struct choices *c)
{
	char	 kept[QUESTION_CHOICES_SIZE], *word, *save = NULL;

	c->count = 0;
	snprintf(kept, sizeof kept, "%s", q->choices);
	for (word = strtok_r(kept, "|", &save);
	    word != NULL && c->count < WHICH_MAX;
	    word = strtok_r(NULL, "|", &save))
		snprintf(c->ticket[c->count++], TICKET_SIZE, "%s", word);
}

/* ---- asking ------------------------------------------------------------- */

/* "1: 1007 SAMPAH OESAPA, 2: ...", as many as fit the room. */
static int
write_choices(const struct desk *desk, const struct report *report, int count,
    int room, char *shown, size_t size)
{
	char	item[160], what[144];
	size_t	len = 0;
	int	i;

	shown[0] = '\0';
	for (i = 0; i < count && i < WHICH_MAX; i++) {
		words_item(desk, &report[i], true, what, sizeof what);
		snprintf(item, sizeof item, "%s%d: %s", i > 0 ? ", " : "",
		    i + 1, what);
		if (text_septets(shown) + text_septets(item) > room ||
		    len + strlen(item) >= size)
			break;
		len += (size_t)snprintf(shown + len, size - len, "%s", item);
	}
	return i;
}

/* The tickets of the row: all that may be meant, also those not shown. */
static void
keep_choices(struct question *q, const struct report *report, int count)
{
	char	ticket[TICKET_SIZE];
	size_t	len = 0;
	int	i;

	q->choices[0] = '\0';
	for (i = 0; i < count && i < WHICH_MAX; i++) {
		ticket_from_sequence(report[i].id, ticket);
		if (len + strlen(ticket) + 2 > sizeof q->choices)
			break;
		len += (size_t)snprintf(q->choices + len,
		    sizeof q->choices - len, "%s%s", i > 0 ? "|" : "", ticket);
	}
}

static int
put(struct desk *desk, struct letter *l, struct question *q,
    enum message_id id, const struct report *report, int count)
{
	struct message_values	values = { .count = "999" };
	char			shown[TEXT_SMS_SEPTETS * 2], n[16];
	int			room;

	if (dialogue_drop(desk, l->phone.id, l->now) == -1)
		return -1;
	room = message_room(desk->conf->message[id], &values);
	write_choices(desk, report, count, room, shown, sizeof shown);
	keep_choices(q, report, count);
	snprintf(n, sizeof n, "%d", count);
	q->phone_id = l->phone.id;
	q->inbox_id = l->in->id;
	q->round = 1;
	q->asked_at = l->now;
	q->expires_at = l->now + desk->conf->question_timeout_s;
	l->state = INBOX_HANDLED;
	if (store_question_add(desk->store, q) == -1)
		return -1;
	values = (struct message_values){ .choices = shown, .count = n,
	    .list = shown };
	return reply_send(desk, l, id, &values);
}

/*
 * Ask which of these (the likeliest first) the letter means.  act is one of
 * WHICH_*, words what it said besides.  Once answered, the letter that
 * answers is handled as that act with that ticket and those words.
 */
int
which_ask(struct desk *desk, struct letter *l, const char *act,
    const struct report *report, int count, const char *words)
{
	struct question	q = { .about = QUESTION_TICKET };

	snprintf(q.act, sizeof q.act, "%s", act);
	snprintf(q.words, sizeof q.words, "%s", words != NULL ? words : "");
	return put(desk, l, &q, MESSAGE_WHICH_TICKET, report, count);
}

/* Ask whether really all of these are meant: a yes or a no. */
int
which_ask_all(struct desk *desk, struct letter *l, const char *act,
    const struct report *report, int count)
{
	struct question	q = { .about = QUESTION_ALL };

	snprintf(q.act, sizeof q.act, "%s", act);
	return put(desk, l, &q, MESSAGE_CANCEL_ALL, report, count);
}

/* ---- answers ------------------------------------------------------------ */

#define FEW_TOKENS	4	/* "yang nomor 2 pak" */

/* A choice named by its ticket, else by its number; -1 none. */
static int
pick(const struct choices *c, const char *text)
{
	struct token	token[TOKENS_MAX];
	int		count = token_split(text, token, TOKENS_MAX), i, k;
	int		found = -1;

	for (i = 0; i < count; i++)
		for (k = 0; token[i].digits && k < c->count; k++)
			if (strcmp(token[i].text, c->ticket[k]) == 0)
				return k;
	for (i = 0; i < count && count <= FEW_TOKENS; i++)
		if (token[i].digits && token[i].len == 1 &&
		    token[i].text[0] > '0' &&
		    token[i].text[0] <= '0' + c->count) {
			if (found != -1)
				return -1;
			found = token[i].text[0] - '1';
		}
	return found;
}

/* The letter is now the act, with a ticket: nothing else is left of it. */
static void
become(struct letter *l, const struct which_act *act, const char *ticket,
    const char *words)
{
	struct meaning	m = { .intent = act->intent, .category = -1,
			    .kelurahan = -1, .opd = -1, .ok = act->ok,
			    .verdict = -1, .second = -1, .matter = -1,
			    .danger = -1 };

	snprintf(m.ticket, sizeof m.ticket, "%s", ticket);
	snprintf(m.detail, sizeof m.detail, "%s", words);
	l->meaning = m;
}

/* One further ticket that the same is to be done with. */
static void
add_further(struct meaning *m, const char *ticket)
{
	struct further	*f;

	if (m->furthers == INTERPRET_FURTHER)
		return;
	f = &m->further[m->furthers++];
	*f = (struct further){ .intent = m->intent, .opd = -1 };
	snprintf(f->ticket, sizeof f->ticket, "%s", ticket);
}

/* Whether a command about a report of its own says the act and the choice. */
static bool
is_same_act(const struct meaning *m, const struct which_act *act)
{
	return m->intent == act->intent || (m->intent == INTENT_STATUS &&
	    m->furthers == 0 && m->category == -1);
}

/* Is this about something else than the open question? */
static bool
is_other_business(const struct letter *l, const struct which_act *act,
    int picked)
{
	const struct meaning	*m = &l->meaning;

	if (m->intent == INTENT_UNKNOWN)
		return false;
	if (picked == -1)
		return true;
	if (m->intent == INTENT_REPORT || m->intent == INTENT_CLARIFY)
		return m->command || m->category != -1;
	return !is_same_act(m, act);
}

static int
settle(struct desk *desk, const struct question *q, const char *outcome,
    int64_t now)
{
	return store_question_settle(desk->store, q->id, outcome, now);
}

/* Not an answer that can be read: once more, and then how to say it whole. */
static int
not_answered(struct desk *desk, struct letter *l, struct question *q)
{
	l->state = INBOX_HANDLED;
	if (q->round >= DIALOGUE_ROUNDS)
		return dialogue_expire(desk, q, l->now) == -1 ? -1 :
		    reply_plain(desk, l, MESSAGE_WHICH_UNREAD, NULL);
	if (settle(desk, q, "repeated", l->now) == -1)
		return -1;
	q->round++;
	q->asked_at = l->now;
	q->expires_at = l->now + desk->conf->question_timeout_s;
	if (store_question_add(desk->store, q) == -1)
		return -1;
	return reply_plain(desk, l, strcmp(q->about, QUESTION_ALL) == 0 ?
	    MESSAGE_YES_OR_NO : MESSAGE_WHICH_AGAIN, NULL);
}

/* "Really all?"  Who does not say yes keeps them. */
static int
read_all(struct desk *desk, struct letter *l, struct question *q,
    const struct which_act *act, const struct choices *c)
{
	int	i, yes = interpret_consent(desk->lexicon, l->in->text);

	if (l->meaning.all && l->meaning.intent == act->intent)
		yes = 1;
	if (yes == -1 && l->meaning.intent != INTENT_UNKNOWN)
		return settle(desk, q, "left", l->now);
	if (yes == -1)
		return not_answered(desk, l, q) == -1 ? -1 : 1;
	if (settle(desk, q, yes == 1 ? "answered" : "refused", l->now) == -1)
		return -1;
	if (yes == 0)
		return reply_plain(desk, l, MESSAGE_CANCEL_NONE, NULL) == -1 ?
		    -1 : 1;
	become(l, act, c->ticket[0], q->words);
	for (i = 1; i < c->count; i++)
		add_further(&l->meaning, c->ticket[i]);
	return 0;
}

/*
 * Read the letter as the answer to such a question.  1: dealt with; 0: it is
 * about something else, or was answered and now says by itself what is to be
 * done (meaning); -1 failed.
 */
int
which_read(struct desk *desk, struct letter *l, struct question *q)
{
	const struct which_act	*act = find_act(q->act);
	struct choices		 c;
	int			 picked;

	read_choices(q, &c);
	if (act == NULL || c.count == 0)
		return settle(desk, q, "void", l->now);
	if (strcmp(q->about, QUESTION_ALL) == 0)
		return read_all(desk, l, q, act, &c);
	picked = l->meaning.answered == ANSWERED_CHOICE &&
	    l->meaning.answer < c.count ? l->meaning.answer :
	    pick(&c, l->in->text);
	if (is_other_business(l, act, picked))
		return 0;
	if (picked == -1)
		return not_answered(desk, l, q) == -1 ? -1 : 1;
	if (settle(desk, q, "answered", l->now) == -1)
		return -1;
	become(l, act, c.ticket[picked], q->words);
	return 0;
}
