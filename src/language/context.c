/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * context - what a text means to somebody whose reports we know, and to whom
 * we put a question.
 *
 * This file alone knows how what was said before turns words into an answer,
 * and which report is meant when no number is given.
 */

#include <stdio.h>
#include <string.h>

#include "conf/city.h"
#include "language/answer.h"
#include "language/grammar.h"
#include "language/outcome.h"
#include "language/shape.h"

#define FEW_WORDS	7	/* of who takes a yes back */
#define SHORT_WORDS	12	/* of an answer; more tell a story */
#define NEAR_DENIED	2	/* tokens from "tidak" to what it denies */

/* Reports of the sender's, as bits. */
typedef unsigned int	set;

#define IN(set, i)	(((set) >> (i) & 1) != 0)

static int
size_of(set s)
{
	int	n = 0;

	for (; s != 0; s &= s - 1)
		n++;
	return n;
}

static int
only_of(set s)
{
	int	i = 0;

	while (!IN(s, i))
		i++;
	return i;
}

static set
in_state(const struct context *c, unsigned states)
{
	set	s = 0;
	int	i;

	for (i = 0; i < c->reports && i < CONTEXT_REPORTS; i++)
		if ((states >> c->report[i].state & 1) != 0)
			s |= 1u << i;
	return s;
}

#define STATE(name)	(1u << KNOWN_##name)

/* Whether a reading, sure or not, allows an index; nothing said allows all. */
static bool
allows(const struct reading *r, int index)
{
	int	i;

	if (r->certainty == CERTAIN_NONE)
		return true;
	if (r->certainty == CERTAIN_SURE)
		return index == r->index;
	for (i = 0; i < r->candidates; i++)
		if (r->candidate[i] == index)
			return true;
	return false;
}

/* Those of a set that the words of the text may be about. */
static set
narrow(const struct view *v, set s)
{
	const struct known_report	*r;
	set				 left = 0;
	int				 i;

	for (i = 0; i < CONTEXT_REPORTS; i++) {
		if (!IN(s, i))
			continue;
		r = &v->context->report[i];
		if ((r->category == -1 || allows(&v->topic, r->category)) &&
		    (r->kelurahan == -1 || allows(&v->place, r->kelurahan)))
			left |= 1u << i;
	}
	return left;
}

static void
keep_ticket(const struct context *c, int i, struct meaning *m)
{
	snprintf(m->ticket, sizeof m->ticket, "%s", c->report[i].ticket);
}

/* Which one is to be asked. */
static void
ask_which(const struct context *c, set s, enum intent meant,
    struct meaning *m)
{
	int	i;

	for (i = 0; i < CONTEXT_REPORTS; i++)
		if (IN(s, i))
			snprintf(m->tickets[m->ticket_count++],
			    sizeof m->tickets[0], "%s", c->report[i].ticket);
	m->candidates = 0;
	m->kelurahan_doubt = false;
	m->meant = meant;
	m->intent = INTENT_CLARIFY;
}

/* The number in a set of the report that our newest SMS spoke of, or -1. */
static int
last_in(const struct context *c, set s)
{
	int	i;

	for (i = 0; i < CONTEXT_REPORTS; i++)
		if (IN(s, i) && strcmp(c->report[i].ticket, c->last) == 0)
			return i;
	return -1;
}

/* The report that our newest SMS spoke of, as a set. */
static set
last_of(const struct context *c)
{
	int	i = last_in(c, in_state(c, ~0u));

	return i == -1 ? 0 : 1u << i;
}

/* Forget a reading as a report that turned out to be something else. */
static void
unreport(struct meaning *m)
{
	m->second = -1;
	m->alsos = m->candidates = 0;
	m->kelurahan_doubt = m->command = false;
}

/* Intents beside which a yes or no may be meant: how sure they are. */
enum firmness { FIRM, UNLESS_COMMAND, UNLESS_TICKET, UNLESS_ANSWER };

static const enum firmness firm[INTENT_COUNT] = {
	[INTENT_REPORT] = UNLESS_COMMAND,  [INTENT_CLARIFY] = UNLESS_COMMAND,
	[INTENT_CONFIRM] = UNLESS_TICKET,  [INTENT_ADD] = UNLESS_TICKET,
	[INTENT_STATUS] = UNLESS_TICKET,   [INTENT_UNKNOWN] = UNLESS_ANSWER,
	[INTENT_THANKS] = UNLESS_ANSWER,   [INTENT_QUESTION] = UNLESS_ANSWER,
	[INTENT_JOIN] = UNLESS_ANSWER,     [INTENT_APART] = UNLESS_ANSWER
};

/* Whether the intent leaves it open that a yes or no is meant. */
static bool
may_confirm(const struct meaning *m)
{
	switch (firm[m->intent]) {
	case UNLESS_COMMAND:
		return !m->command;
	case UNLESS_TICKET:
		return m->ticket[0] == '\0' && !m->ticket_doubt;
	case UNLESS_ANSWER:
		return m->answered == ANSWERED_NOT;
	case FIRM:
		break;
	}
	return false;
}

/*
 * Whether somebody who was asked whether it is done denies (0) or, by denying
 * what was wrong, affirms it (1): "dong sonde datang", "su sonde bau lai";
 * else -1.
 */
static int
weigh_denial(const struct view *v)
{
	const struct scan	*s = &v->scan;
	int			 i, k;

	if (s->count > SHORT_WORDS || grammar_ticket(s, 0) != -1 ||
	    v->head.report || strchr(s->text, '?') != NULL ||
	    grammar_says(v, CONF_WORDS_CANCEL) ||
	    grammar_says(v, CONF_WORDS_NOISE))
		return -1;
	for (i = 0; i < s->count; i++) {
		if (!shape_is_word(s, i, "tidak"))
			continue;
		for (k = i + 1; k < s->count && k <= i + NEAR_DENIED; k++)
			if (scan_is(s, k, CONF_WORDS_WORSE))
				return 1;
			else if (scan_is(s, k, CONF_WORDS_QUESTION) ||
			    scan_is(s, k, CONF_WORDS_NEEDLESS))
				return -1;
		return 0;
	}
	return -1;
}

/* A yes or no of somebody who has reports that wait for one. */
static bool
read_confirm(const struct view *v, struct meaning *m)
{
	const struct context	*c = v->context;
	set			 waiting = in_state(c, STATE(DONE)), s;
	int			 verdict = outcome_said(v, true), denial;

	if (waiting != 0 && (verdict == -1 || v->scan.count <= SHORT_WORDS) &&
	    (denial = weigh_denial(v)) != -1 && may_confirm(m))
		verdict = denial;
	/* "eh belum, mati lagi": a yes taken back. */
	if (waiting == 0 && verdict == 0 && v->scan.count <= FEW_WORDS)
		waiting = in_state(c, STATE(CLOSED)) & last_of(c);
	if (waiting == 0 || verdict == -1 || !may_confirm(m))
		return false;
	if ((m->intent == INTENT_STATUS || m->intent == INTENT_QUESTION) &&
	    strchr(v->scan.text, '?') != NULL)
		return false;
	if ((s = narrow(v, waiting)) == 0)
		return false;
	unreport(m);
	m->ok = verdict == 1;
	if (m->description[0] == '\0' && m->detail[0] == '\0' &&
	    v->scan.count > 1)
		grammar_keep(m->detail, sizeof m->detail, &v->scan, 0, -1);
	else if (m->detail[0] == '\0')
		snprintf(m->detail, sizeof m->detail, "%s", m->description);
	m->description[0] = '\0';
	m->intent = INTENT_CONFIRM;
	if (size_of(s) == 1)
		keep_ticket(c, only_of(s), m);
	else
		ask_which(c, s, INTENT_CONFIRM, m);
	return true;
}

/* PUAS taken back, or BELUM too late: of the report that was closed last. */
static void
read_late_confirm(const struct view *v, struct meaning *m)
{
	const struct context	*c = v->context;
	set			 closed = in_state(c, STATE(CLOSED) |
				    STATE(REJECTED)), s = narrow(v, closed);
	int			 i = last_in(c, s);

	if (in_state(c, STATE(DONE)) != 0)
		return;
	if (i != -1 || size_of(s) == 1)
		keep_ticket(c, i != -1 ? i : only_of(s), m);
}

/* Thanks where nothing waits is only that. */
static bool
is_only_thanks(const struct view *v, const struct meaning *m)
{
	return m->intent == INTENT_CONFIRM && m->ok &&
	    in_state(v->context, STATE(DONE)) == 0 &&
	    grammar_says(v, CONF_WORDS_THANKS);
}

/* The report that a command without a number means. */
static void
fill_ticket(const struct view *v, unsigned states, bool ask, struct meaning *m)
{
	const struct context	*c = v->context;
	set			 all = in_state(c, states), s = narrow(v, all);
	int			 last = last_in(c, s);

	if (s == 0)
		s = all;
	if (size_of(s) == 1)
		keep_ticket(c, only_of(s), m);
	else if (last != -1)
		keep_ticket(c, last, m);
	else if (ask && size_of(s) > 1)
		ask_which(c, s, m->intent, m);
}

/* "di belakang kios mama Yuli", "lupa": more to a report that is open. */
static bool
tells_more(const struct view *v)
{
	static const enum conf_words lists[] = { CONF_WORDS_NEAR,
	    CONF_WORDS_LANDMARK, CONF_WORDS_HOUSE, CONF_WORDS_STREET,
	    CONF_WORDS_KEEP };
	const struct scan	*s = &v->scan;
	size_t			 k;
	int			 i;

	if (s->count < 2 || s->count > SHORT_WORDS + FEW_WORDS ||
	    v->head.report || (grammar_says(v, CONF_WORDS_NOISE) &&
	    !scan_is(s, 0, CONF_WORDS_AT) && !scan_is(s, 0, CONF_WORDS_NEAR)))
		return false;
	if (shape_is_word(s, 0, "itu") || shape_is_word(s, 0, "yang"))
		return strchr(s->text, '?') == NULL;
	for (i = 0; i < s->count; i++) {
		if (shape_is_word(s, i, "lupa"))
			return true;
		for (k = 0; k < sizeof lists / sizeof lists[0]; k++)
			if (scan_is(s, i, (int)lists[k]))
				return true;
	}
	return false;
}

/* "di belakang pasar": nothing but where. */
static bool
opens_with_place(const struct scan *s)
{
	int	i = head_skip(s, 0);

	return s->count <= FEW_WORDS && (scan_is(s, i, CONF_WORDS_AT) ||
	    scan_is(s, i, CONF_WORDS_NEAR));
}

/* "dong su kerja ko balom": after a report that is open. */
static bool
asks_after(const struct view *v)
{
	const struct scan	*s = &v->scan;
	bool			 asks = strchr(s->text, '?') != NULL;
	int			 i;

	if (s->count > SHORT_WORDS || v->head.report ||
	    grammar_says(v, CONF_WORDS_SERVICE) ||
	    grammar_says(v, CONF_WORDS_NOISE))
		return false;
	for (i = 0; i < s->count; i++)
		asks |= scan_is(s, i, CONF_WORDS_OR) ||
		    shape_is_word(s, i, "kapan") ||
		    shape_is_word(s, i, "bagaimana") ||
		    (i == 0 && shape_is_word(s, i, "mana"));
	return asks || grammar_says(v, CONF_WORDS_ENQUIRY);
}

/* What words that say nothing alone are to who has an open report. */
static void
read_open(const struct view *v, struct meaning *m)
{
	const struct context	*c = v->context;
	set			 open = in_state(c, STATE(OPEN) | STATE(DONE));

	if (open == 0 || m->undo || m->ticket[0] != '\0' || m->ticket_doubt ||
	    m->answered != ANSWERED_NOT || narrow(v, open) == 0)
		return;
	if ((m->intent == INTENT_UNKNOWN || m->intent == INTENT_QUESTION) &&
	    asks_after(v)) {
		m->intent = INTENT_STATUS;
		m->category = m->kelurahan = -1;
		m->description[0] = '\0';
	} else if ((m->intent == INTENT_UNKNOWN ||
	    (m->intent == INTENT_ELSEWHERE && opens_with_place(&v->scan))) &&
	    tells_more(v)) {
		m->intent = INTENT_ADD;
		m->matter = -1;
		grammar_keep(m->detail, sizeof m->detail, &v->scan, 0, -1);
	}
}

static void
fill_citizen(const struct view *v, struct meaning *m)
{
	const unsigned	open = STATE(OPEN) | STATE(DONE);

	if (m->ticket[0] != '\0' || m->ticket_doubt || m->all)
		return;
	if (m->intent == INTENT_CANCEL || m->intent == INTENT_ADD)
		fill_ticket(v, open, m->intent == INTENT_CANCEL, m);
	else if (m->intent == INTENT_STATUS && m->category == -1 &&
	    m->kelurahan == -1)
		fill_ticket(v, open, false, m);
	else if (m->intent == INTENT_CONFIRM)
		read_late_confirm(v, m);
}

/* ---- a seat -------------------------------------------------------------- */

static bool
needs_ticket(enum intent intent)
{
	static const enum intent intents[] = { INTENT_TAKE, INTENT_PROGRESS,
	    INTENT_DONE, INTENT_REJECT, INTENT_FORWARD, INTENT_ASK,
	    INTENT_NOTE };
	size_t	i;

	for (i = 0; i < sizeof intents / sizeof intents[0]; i++)
		if (intents[i] == intent)
			return true;
	return false;
}

/* The dispatch whose code a command gives without a number. */
static set
with_code(const struct context *c, const char *code)
{
	set	s = 0;
	int	i;

	for (i = 0; i < c->reports && i < CONTEXT_REPORTS; i++)
		if (strcmp(c->report[i].code, code) == 0)
			s |= 1u << i;
	return s;
}

static void
fill_staff(const struct view *v, struct meaning *m)
{
	const struct context	*c = v->context;
	set			 s = in_state(c, STATE(OPEN));

	if (m->intent == INTENT_THANKS && size_of(s) == 1 &&
	    grammar_says(v, CONF_WORDS_ACCEPTED) &&
	    strcmp(c->last, c->report[only_of(s)].ticket) == 0)
		m->intent = INTENT_TAKE;	/* "siap" to a dispatch */
	if (!needs_ticket(m->intent) || m->ticket[0] != '\0' ||
	    m->ticket_doubt || m->all)
		return;
	if (m->code[0] != '\0')
		s &= with_code(c, m->code);
	if (size_of(narrow(v, s)) >= 1)
		s = narrow(v, s);
	if (size_of(s) == 1)
		keep_ticket(c, only_of(s), m);
	else if (size_of(s) > 1)
		ask_which(c, s, m->intent, m);
}

/* ---- an open question ---------------------------------------------------- */

/* "keduanya", whose ending was taken off: all, where "kedua" is one. */
static bool
has_ending(const struct token *t)
{
	return t->end - t->start > t->len + 1;
}

/* Whether "both" or "neither" is said, of all choices. */
static bool
read_all_or_none(const struct view *v, struct meaning *m)
{
	const struct scan	*s = &v->scan;
	const struct token	*t;
	bool			 all = false, no = false;
	int			 i, two = 0;

	if (v->topic.certainty != CERTAIN_NONE ||
	    v->place.certainty != CERTAIN_NONE)
		return false;
	for (i = 0; i < s->count; i++) {
		t = &s->token[i];
		no |= scan_is(s, i, CONF_WORDS_NOT) ||
		    strcmp(t->text, "tidak") == 0;
		all |= scan_is(s, i, CONF_WORDS_ALL) || (has_ending(t) &&
		    (strcmp(t->text, "kedua") == 0 ||
		    strcmp(t->text, "ketiga") == 0));
		/* "dua duanya", "dua2" */
		two += strcmp(t->text, "dua") == 0 ||
		    strcmp(t->text, "2") == 0;
	}
	if (!all && two < 2)
		return false;
	m->answered = no ? ANSWERED_NONE : ANSWERED_BOTH;
	return true;
}

/* "bukan itu, yang satunya": of two, the one not spoken of last. */
static bool
read_other_one(const struct view *v, struct meaning *m)
{
	const struct context	*c = v->context;
	const struct scan	*s = &v->scan;
	bool			 other = false;
	int			 i, k;

	if (c->asked != ASKED_TICKET || c->choices != 2 || c->last[0] == '\0')
		return false;
	for (i = 0; i < s->count; i++)
		other |= (strcmp(s->token[i].text, "satu") == 0 &&
		    (has_ending(&s->token[i]) ||
		    shape_is_word(s, i + 1, "lagi"))) ||
		    strcmp(s->token[i].text, "satunya") == 0 ||
		    (shape_is_word(s, i, "lain") &&
		    shape_is_word(s, i - 1, "yang"));
	for (k = 0; other && k < 2; k++) {
		i = c->choice[k];
		if (i < 0 || i >= c->reports ||
		    strcmp(c->report[i].ticket, c->last) == 0)
			continue;
		i = c->choice[1 - k];
		if (i < 0 || i >= c->reports ||
		    strcmp(c->report[i].ticket, c->last) != 0)
			return false;
		m->answered = ANSWERED_CHOICE;
		m->answer = k;
		return true;
	}
	return false;
}

/* A number or words that tell one report from the others. */
static void
answer_ticket(const struct view *v, struct meaning *m)
{
	const struct context	*c = v->context;
	int			 i, at = grammar_ticket(&v->scan, 0), k;
	set			 s = 0;

	for (k = 0; k < c->choices; k++) {
		i = c->choice[k];
		if (i < 0 || i >= c->reports)
			continue;
		s |= 1u << i;
		if (at != -1 && strcmp(v->scan.token[at].text,
		    c->report[i].ticket) == 0) {
			m->answered = ANSWERED_CHOICE;
			m->answer = k;
			return;
		}
	}
	if (at == -1 && (v->topic.certainty != CERTAIN_NONE ||
	    v->place.certainty != CERTAIN_NONE) &&
	    size_of(narrow(v, s)) == 1)
		for (k = 0; k < c->choices; k++)
			if (c->choice[k] == only_of(narrow(v, s))) {
				m->answered = ANSWERED_CHOICE;
				m->answer = k;
			}
}

/* Whether a text tells a whole problem that is not the one asked about. */
static bool
is_another_report(const struct view *v)
{
	if (v->head.report && v->head.topic != -1)
		return true;
	if (v->topic.certainty != CERTAIN_SURE ||
	    v->place.certainty != CERTAIN_SURE)
		return false;
	return v->scan.count > 5 && (v->context->last[0] == '\0' ||
	    grammar_known(v->context, v->context->last) == NULL ||
	    grammar_known(v->context, v->context->last)->category !=
	    v->topic.index);
}

static void
answer_names(const struct view *v, struct meaning *m)
{
	const struct context	*c = v->context;
	struct answer		 a;

	a = interpret_answer(v->scan.lex, c->asked == ASKED_KELURAHAN,
	    c->choice, c->choices, v->scan.text);
	if (a.kind == ANSWER_NONE)
		return;
	m->answered = a.kind == ANSWER_CHOICE ? ANSWERED_CHOICE :
	    ANSWERED_OTHER;
	m->answer = a.index;
}

/*
 * Whether a text answers the question that was put; its words are kept as
 * the description, so that what else they tell is not lost.
 */
static void
read_answer(const struct view *v, struct meaning *m)
{
	const struct context	*c = v->context;
	int			 number;

	if (c->asked == ASKED_NOTHING || c->asked == ASKED_DONE ||
	    is_another_report(v))
		return;
	if (read_other_one(v, m) ||
	    (c->choices > 1 && read_all_or_none(v, m)))
		;
	else if ((number = answer_number(&v->scan)) > 0 &&
	    number <= c->choices) {
		m->answered = ANSWERED_CHOICE;
		m->answer = number - 1;
	} else if (c->asked == ASKED_TICKET)
		answer_ticket(v, m);
	else
		answer_names(v, m);
	if (m->answered == ANSWERED_NOT)
		return;
	if (m->description[0] == '\0')
		grammar_keep(m->description, sizeof m->description, &v->scan,
		    0, -1);
}

/* Say what a meaning is in the view's context, which is not NULL. */
void
context_apply(const struct view *v, enum interpret_from from,
    struct meaning *m)
{
	if (v->context->reports > CONTEXT_REPORTS)
		return;
	if (from == FROM_STAFF) {
		fill_staff(v, m);
		return;
	}
	read_answer(v, m);
	if (m->answered == ANSWERED_NOT && read_confirm(v, m))
		return;
	if (is_only_thanks(v, m))
		m->intent = INTENT_THANKS;
	read_open(v, m);
	fill_citizen(v, m);
}

/*
 * A thumb down under an SMS of ours, whose words were these: no, if it spoke
 * of a report that waits for a yes or no.
 */
void
context_dislike(const struct view *v, const char *words, size_t len,
    struct meaning *m)
{
	const struct context	*c = v->context;
	set			 waiting, s = 0;
	char			 quoted[TEXT_MAX_BYTES];
	int			 i;

	if (c == NULL || c->reports > CONTEXT_REPORTS)
		return;
	snprintf(quoted, sizeof quoted, "%.*s", (int)len, words);
	waiting = in_state(c, STATE(DONE));
	for (i = 0; i < CONTEXT_REPORTS; i++)
		if (IN(waiting, i) && strstr(quoted, c->report[i].ticket))
			s |= 1u << i;
	if (s == 0 && len == 0 && size_of(waiting) == 1)
		s = waiting;	/* a picture alone */
	if (size_of(s) != 1)
		return;
	m->intent = INTENT_CONFIRM;
	m->ok = false;
	keep_ticket(c, only_of(s), m);
}
