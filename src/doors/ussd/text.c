/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * text - what was typed instead of a choice: it is read like an SMS, and
 * then as the name of a place or a category.
 */

#include "config.h"

#include <stdio.h>
#include <string.h>

#include "conf/conf.h"
#include "doors/ussd/visit.h"
#include "language/interpret.h"

/* ---- free text --------------------------------------------------------- */

#define SHORT_WORDS	2	/* of a name; more is a sentence */
#define TALK_WORDS	4	/* that tell something by themselves */

static int
count_words(const char *text)
{
	int	n = 0;

	while (*(text += strspn(text, " ")) != '\0') {
		text += strcspn(text, " ");
		n++;
	}
	return n;
}

/* Offer what may be meant, as names with '|' between. */
static void
offer(struct visit *v, bool place, const int *candidate, int n)
{
	const struct conf_city	*city = visit_city(v);
	struct ussd_session	*s = v->s;
	size_t			 len = 0;
	int			 i, k;

	s->choices[0] = '\0';
	for (i = 0; i < n && len < sizeof s->choices; i++) {
		k = candidate[i];
		len += (size_t)snprintf(s->choices + len,
		    sizeof s->choices - len, "%s%s", i > 0 ? "|" : "",
		    place ? city->kelurahan[k].name : city->category[k].code);
	}
	visit_go(v, place ? WHICH_KELURAHAN : WHICH_CATEGORY);
}

/* One name is chosen, several are offered. */
static int
take_names(struct visit *v, bool place, const int *index, int n)
{
	if (n > 1) {
		offer(v, place, index, n);
		return 0;
	}
	if (place)
		visit_choose_kelurahan(v, index[0], true);
	else
		visit_choose_category(v, index[0]);
	visit_ask_next(v);
	return 0;
}

/* Words that tell more than the choices already do. */
static bool
says_more(const struct visit *v, const char *words)
{
	int	k;

	if (strchr(words, ' ') == NULL || strlen(words) < 8)
		return false;
	k = conf_city_find_kelurahan(visit_city(v), words);
	return k == -1;
}

static void
keep_words(struct visit *v, const char *words)
{
	snprintf(v->s->words, sizeof v->s->words, "%.*s",
	    (int)sizeof v->s->words - 1, words);
}

static int
take_reading(struct visit *v, const struct meaning *m)
{
	if (m->category != -1)
		visit_choose_category(v, m->category);
	if (m->kelurahan != -1)
		visit_choose_kelurahan(v, m->kelurahan, true);
	if (says_more(v, m->description))
		keep_words(v, m->description);
	if (m->intent == INTENT_CLARIFY && m->candidates > 0)
		offer(v, m->kelurahan_doubt, m->candidate, m->candidates);
	else
		visit_ask_next(v);
	return 0;
}

/*
 * A place or a category and nothing that is wrong with it: the report begins
 * there.  Somebody's sentence is kept for it.
 */
static int
take_bare_name(struct visit *v, const char *input)
{
	int	index[INTERPRET_CANDIDATES], n;

	/* A code stands on the list; alone it may be too weak in an SMS. */
	index[0] = conf_city_find_category(visit_city(v), input);
	if (index[0] != -1)
		return take_names(v, false, index, 1);
	if (count_words(input) >= TALK_WORDS)
		keep_words(v, input);
	if ((n = interpret_names(v->u->lexicon, true, input, index)) > 0)
		return take_names(v, true, index, n);
	if ((n = interpret_names(v->u->lexicon, false, input, index)) > 0)
		return take_names(v, false, index, n);
	v->s->words[0] = '\0';
	return visit_not_understood(v);
}

/* A new report, or a command? */
static int
take_meaning(struct visit *v, const struct meaning *m, const char *input)
{
	switch (m->intent) {
	case INTENT_REPORT:
	case INTENT_CLARIFY:
		return take_reading(v, m);
	case INTENT_STATUS:
		if (m->ticket[0] != '\0')
			return visit_look_up(v, m->ticket);
		visit_go(v, MINE);
		return 0;
	case INTENT_HELP:
		visit_go(v, HELP);
		return 0;
	case INTENT_ADD: case INTENT_CONFIRM: case INTENT_SUPPORT:
	case INTENT_CANCEL: case INTENT_REGISTER: case INTENT_STOP:
	case INTENT_INFO: case INTENT_QUESTION: case INTENT_ELSEWHERE:
		visit_go(v, BY_SMS);
		return 0;
	case INTENT_TAKE: case INTENT_PROGRESS: case INTENT_DONE:
	case INTENT_REJECT: case INTENT_FORWARD: case INTENT_ASK:
	case INTENT_LIST: case INTENT_OFF: case INTENT_ON:
	case INTENT_SHOW: case INTENT_MORE: case INTENT_HANDOVER:
	case INTENT_JOIN: case INTENT_APART: case INTENT_NOTE:
	case INTENT_THANKS: case INTENT_UNKNOWN: case INTENT_COUNT:
		break;
	}
	return take_bare_name(v, input);
}

/* What is no choice of the screen is read as an SMS would be.  0 or -1. */
int
visit_take_text(struct visit *v, const char *input)
{
	struct meaning	m;

	interpret(v->u->lexicon, FROM_CITIZEN, input, NULL, &m);
	return take_meaning(v, &m, input);
}

/* More than the name of what the list asks for. */
static bool
says_otherwise(const struct visit *v, bool place, const struct meaning *m)
{
	if (m->intent == INTENT_UNKNOWN)
		return false;
	if (m->intent != INTENT_REPORT && m->intent != INTENT_CLARIFY)
		return true;
	return place ? m->category != -1 && (m->kelurahan != -1 ||
	    says_more(v, m->description)) : m->kelurahan != -1;
}

/*
 * Words on a list of kelurahan (place) or categories: a name on it, a part of
 * one ("barat"), any other name, or a text of its own.  0 or -1.
 */
int
visit_take_name(struct visit *v, bool place, const int *index, int n,
    const char *input)
{
	struct meaning	m;
	struct answer	a = { ANSWER_NONE, -1 };
	int		exact;

	exact = place ? conf_city_find_kelurahan(visit_city(v), input) :
	    conf_city_find_category(visit_city(v), input);
	if (exact != -1)
		return take_names(v, place, &exact, 1);
	interpret(v->u->lexicon, FROM_CITIZEN, input, NULL, &m);
	if (!says_otherwise(v, place, &m) &&
	    (place || count_words(input) <= SHORT_WORDS))
		a = interpret_answer(v->u->lexicon, place, index, n, input);
	if (a.kind == ANSWER_NONE)
		return take_meaning(v, &m, input);
	return take_names(v, place, a.kind == ANSWER_CHOICE ?
	    &index[a.index] : &a.index, 1);
}
