/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * ussd_text - what was typed instead of a choice: it is read like an SMS, and
 * then as the name of a place or a category.
 */

#include "config.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "conf.h"
#include "doors/ussd_visit.h"
#include "language/interpret.h"
#include "language/text.h"

/* ---- free text --------------------------------------------------------- */

/* Offer what may be meant, as names with '|' between. */
static void
offer(struct visit *v, const struct meaning *m)
{
	struct ussd_session	*s = v->s;
	size_t			 len = 0;
	int			 i, k;

	s->choices[0] = '\0';
	for (i = 0; i < m->candidates && len < sizeof s->choices; i++) {
		k = m->candidate[i];
		len += (size_t)snprintf(s->choices + len,
		    sizeof s->choices - len, "%s%s", i > 0 ? "|" : "",
		    m->kelurahan_doubt ? visit_city(v)->kelurahan[k].name :
		    visit_city(v)->category[k].code);
	}
	visit_go(v, m->kelurahan_doubt ? WHICH_KELURAHAN : WHICH_CATEGORY);
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

static int
take_reading(struct visit *v, const struct meaning *m)
{
	if (m->category != -1)
		visit_choose_category(v, m->category);
	if (m->kelurahan != -1)
		visit_choose_kelurahan(v, m->kelurahan, true);
	if (says_more(v, m->description))
		snprintf(v->s->words, sizeof v->s->words, "%.*s",
		    (int)sizeof v->s->words - 1, m->description);
	if (m->intent == INTENT_CLARIFY && m->candidates > 0)
		offer(v, m);
	else
		visit_ask_next(v);
	return 0;
}

/* What is no choice of the screen is read as an SMS would be. */
int
visit_take_text(struct visit *v, const char *input)
{
	struct meaning	m;
	struct answer	a;

	interpret(v->u->lexicon, FROM_CITIZEN, input, &m);
	switch (m.intent) {
	case INTENT_REPORT:
	case INTENT_CLARIFY:
		return take_reading(v, &m);
	case INTENT_STATUS:
		if (m.ticket[0] != '\0')
			return visit_look_up(v, m.ticket);
		visit_go(v, MINE);
		return 0;
	case INTENT_HELP:
		visit_go(v, HELP);
		return 0;
	case INTENT_ADD: case INTENT_CONFIRM: case INTENT_SUPPORT:
	case INTENT_CANCEL: case INTENT_REGISTER: case INTENT_STOP:
	case INTENT_INFO:
		visit_go(v, BY_SMS);
		return 0;
	case INTENT_TAKE: case INTENT_PROGRESS: case INTENT_DONE:
	case INTENT_REJECT: case INTENT_FORWARD: case INTENT_ASK:
	case INTENT_LIST: case INTENT_OFF: case INTENT_ON:
	case INTENT_SHOW: case INTENT_MORE: case INTENT_HANDOVER:
	case INTENT_UNKNOWN: case INTENT_COUNT:
		break;
	}
	/* A place alone begins a report there. */
	a = interpret_answer(v->u->lexicon, true, NULL, 0, input);
	if (a.kind != ANSWER_OTHER)
		return visit_not_understood(v);
	visit_choose_kelurahan(v, a.index, true);
	visit_ask_next(v);
	return 0;
}

/* A place was typed: kelurahan, several that it may be, or a kecamatan. */
int
visit_take_place(struct visit *v, const char *input)
{
	char		text[TEXT_PART_BYTES + 8];
	const char	*name[USSD_ITEMS_MAX];
	struct answer	a;
	struct meaning	m;
	int		i, n = ussd_menu_kecamatan(visit_city(v), name);

	for (i = 0; i < n; i++)
		if (strcasecmp(name[i], input) == 0 &&
		    conf_city_find_kelurahan(visit_city(v), input) == -1) {
			visit_choose_kecamatan(v, name[i]);
			return 0;
		}
	a = interpret_answer(v->u->lexicon, true, NULL, 0, input);
	if (a.kind == ANSWER_OTHER) {
		visit_choose_kelurahan(v, a.index, true);
		visit_ask_next(v);
		return 0;
	}
	/* With the category beside it, an unclear name has candidates. */
	snprintf(text, sizeof text, "%s di %.*s", v->s->category,
	    TEXT_PART_BYTES - STORE_CODE_SIZE, input);
	interpret(v->u->lexicon, FROM_CITIZEN, text, &m);
	if (m.intent == INTENT_CLARIFY && m.kelurahan_doubt &&
	    m.candidates > 0) {
		offer(v, &m);
		return 0;
	}
	return visit_take_text(v, input);
}
