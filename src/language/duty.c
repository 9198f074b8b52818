/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * duty - the commands of officers, typed in haste and in any order: a verb,
 * a ticket, a code and a remark.
 */

#include <stdio.h>

#include "../conf_city.h"
#include "grammar.h"

static const struct {
	enum conf_words	list;
	enum intent	intent;
} verbs[] = {
	{ CONF_WORDS_TAKE,	INTENT_TAKE },
	{ CONF_WORDS_PROGRESS,	INTENT_PROGRESS },
	{ CONF_WORDS_DONE,	INTENT_DONE },
	{ CONF_WORDS_REJECT,	INTENT_REJECT },
	{ CONF_WORDS_FORWARD,	INTENT_FORWARD },
	{ CONF_WORDS_ASK,	INTENT_ASK },
};

/* Words of a seat about itself; no ticket. */
static const struct {
	enum conf_words	list;
	enum intent	intent;
} states[] = {
	{ CONF_WORDS_LIST,	INTENT_LIST },
	{ CONF_WORDS_OFF,	INTENT_OFF },
	{ CONF_WORDS_ON,	INTENT_ON },
	{ CONF_WORDS_HELP,	INTENT_HELP },
};

#define VERBS	(sizeof verbs / sizeof verbs[0])
#define STATES	(sizeof states / sizeof states[0])

/* The verb at token i, or -1. */
static int
verb_at(const struct scan *s, int i)
{
	size_t	k;

	for (k = 0; k < VERBS; k++)
		if (scan_is(s, i, verbs[k].list))
			return (int)k;
	return -1;
}

/* A letter and a digit, as dispatches print it. */
static bool
is_code(const struct scan *s, int i)
{
	const struct token	*t;

	if (i < 0 || i >= s->count)
		return false;
	t = &s->token[i];
	return t->len == 2 && t->letters == 1 &&
	    t->text[0] >= 'a' && t->text[0] <= 'z';
}

static void
keep_code(const struct scan *s, int i, struct meaning *m)
{
	snprintf(m->code, sizeof m->code, "%c%c",
	    s->token[i].text[0] - 'a' + 'A', s->token[i].text[1]);
}

/* The token of the first verb, or -1. */
static int
find_verb(const struct scan *s)
{
	int	i;

	for (i = 0; i < s->count; i++)
		if (verb_at(s, i) != -1)
			return i;
	return -1;
}

/* Whether tokens [from, to) say nothing of their own. */
static bool
is_filled(const struct scan *s, int from, int to)
{
	for (; from < to; from++)
		if (!scan_is(s, from, CONF_WORDS_FILLER) &&
		    !scan_is(s, from, CONF_WORDS_TITLE) &&
		    !scan_is(s, from, CONF_WORDS_TICKET) &&
		    !scan_is(s, from, CONF_WORDS_NUMBER) &&
		    !scan_is(s, from, CONF_WORDS_REPORT) &&
		    verb_at(s, from) == -1 && !is_code(s, from))
			return false;
	return true;
}

/* Behind the verb's last word and a title spoken to: "proses pak, ..." */
static int
skip_verb(const struct scan *s, int i)
{
	int	verb = verb_at(s, i);

	while (verb_at(s, i) == verb)
		i++;
	return i;
}

static int
skip_titles(const struct scan *s, int i)
{
	while (scan_is(s, i, CONF_WORDS_TITLE))
		i++;
	return i;
}

/*
 * The remark is what follows the ticket, its code and the verb; if nothing
 * does, what stands between a ticket and the verb, or before them.
 */
static void
keep_remark(const struct scan *s, int head, int ticket, int verb,
    struct meaning *m)
{
	int	first = ticket < verb ? ticket : verb;

	head = skip_titles(s, head);
	if (!is_filled(s, head, s->count))
		grammar_keep(m->detail, sizeof m->detail, s, head, -1);
	else if (!is_filled(s, ticket + 1, verb))
		grammar_keep(m->detail, sizeof m->detail, s, ticket + 1,
		    verb);
	else if (!is_filled(s, 0, first))
		grammar_keep(m->detail, sizeof m->detail, s, 0, first);
}

/* Keep the OPD that is named; returns the token behind its name, or 0. */
static int
keep_opd(const struct scan *s, struct meaning *m)
{
	const struct hit	*h, *best = NULL;
	int			 i;

	for (i = 0; i < s->hits; i++) {
		h = &s->hit[i];
		if (scan_entry(s, h)->kind != LEXICON_OPD || h->gap)
			continue;
		if (best == NULL || h->distance < best->distance ||
		    (h->distance == best->distance &&
		    h->end - h->start > best->end - best->start))
			best = h;
	}
	if (best == NULL)
		return 0;
	m->opd = scan_entry(s, best)->index;
	return best->end;
}

static bool
read_ticketed(const struct scan *s, int ticket, int verb, struct meaning *m)
{
	int	code = -1, head, opd_end;

	if (is_code(s, ticket + 1))
		code = ticket + 1;
	else if (is_code(s, ticket + 2) &&
	    scan_is(s, ticket + 1, CONF_WORDS_NUMBER))
		code = ticket + 2;
	else if (is_code(s, ticket - 1))
		code = ticket - 1;
	head = skip_verb(s, verb);
	if (is_code(s, head) && code == -1)
		code = head;
	if (ticket >= head)
		head = ticket + 1;
	if (code >= head)
		head = code + 1;
	grammar_keep_ticket(s, ticket, m);
	if (code != -1)
		keep_code(s, code, m);
	m->intent = verbs[verb_at(s, verb)].intent;
	if (m->intent == INTENT_FORWARD && (opd_end = keep_opd(s, m)) > head)
		head = opd_end;
	keep_remark(s, head, ticket, verb, m);
	return true;
}

/* A verb and perhaps a code, no ticket: the desk knows if it is enough. */
static bool
read_unticketed(const struct scan *s, int verb, struct meaning *m)
{
	int	head = skip_verb(s, verb);

	if (verb != head_skip(s, 0))
		return false;
	if (is_code(s, head)) {
		keep_code(s, head, m);
		keep_remark(s, head + 1, verb, verb, m);
	} else if (!is_filled(s, head, s->count)) {
		return false;
	}
	m->intent = verbs[verb_at(s, verb)].intent;
	if (m->intent == INTENT_FORWARD)
		keep_opd(s, m);
	return true;
}

static bool
read_state(const struct view *v, struct meaning *m)
{
	const struct scan	*s = &v->scan;
	int			 first = head_skip(s, 0);
	size_t			 k;

	for (k = 0; k < STATES; k++) {
		if (scan_is(s, first, states[k].list)) {
			m->intent = states[k].intent;
			return true;
		}
	}
	return false;
}

/*
 * Read a text as an officer's command.  False if it is none; the meaning is
 * then as it was.
 */
bool
duty_read(const struct view *v, struct meaning *m)
{
	const struct scan	*s = &v->scan;
	int			 ticket = grammar_ticket(s, 0), verb;

	verb = find_verb(s);
	if (ticket == -1 && read_state(v, m))
		return true;
	if (verb == -1) {
		if (ticket == -1 || !scan_is(s, head_skip(s, 0),
		    CONF_WORDS_STATUS))
			return false;
		m->intent = INTENT_STATUS;
		grammar_keep_ticket(s, ticket, m);
		return true;
	}
	return ticket != -1 ? read_ticketed(s, ticket, verb, m) :
	    read_unticketed(s, verb, m);
}
