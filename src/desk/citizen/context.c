/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * context - what a citizen and the city have said to each other so far: the
 * open question, the reports that are open, wait for a word or were over
 * lately, and what we spoke of last.
 */

#include "config.h"

#include <stdio.h>
#include <string.h>

#include "desk/citizen/both.h"
#include "desk/citizen/citizen_private.h"
#include "desk/citizen/context.h"
#include "desk/words/context.h"
#include "desk/words/letter.h"
#include "store/question.h"

#define OVER_S		(30 * 86400)	/* "lately" */
#define PERIOD_S	2592000		/* of the index report_phone */
#define PERIODS		2		/* that one over lately was made in */

/* Add those that are over lately, newest first.  0 or -1. */
static int
add_over(struct desk *desk, struct letter *l)
{
	struct known	known[CONTEXT_REPORTS];
	int64_t		period = l->now / PERIOD_S;
	int		i, k, n;

	for (i = 0; i < PERIODS && l->context.reports < CONTEXT_REPORTS; i++) {
		n = store_known_over(desk->store, l->phone.id, period - i,
		    l->now - OVER_S, known, CONTEXT_REPORTS);
		if (n == -1)
			return -1;
		for (k = 0; k < n; k++)
			context_add(desk, l, &known[k]);
	}
	return 0;
}

/* What a choice of the question's row is to the reader. */
static int
choice_of(const struct desk *desk, const struct letter *l, const char *code)
{
	const struct conf_city	*city = &desk->conf->city;

	switch (l->context.asked) {
	case ASKED_KELURAHAN:
		return conf_city_find_kelurahan(city, code);
	case ASKED_CATEGORY:
		return conf_city_find_category(city, code);
	case ASKED_TICKET:
		return context_find(l, code);
	case ASKED_NOTHING: case ASKED_DONE:
		break;
	}
	return -1;
}

static void
add_question(const struct desk *desk, struct letter *l,
    const struct question *q)
{
	struct context	*c = &l->context;
	char		 kept[QUESTION_CHOICES_SIZE], *code, *save = NULL;

	if (strcmp(q->about, "kelurahan") == 0 ||
	    strcmp(q->about, QUESTION_SECOND) == 0)
		c->asked = ASKED_KELURAHAN;
	else if (strcmp(q->about, "category") == 0)
		c->asked = ASKED_CATEGORY;
	else if (strcmp(q->about, "ticket") == 0)
		c->asked = ASKED_TICKET;
	else
		return;
	snprintf(kept, sizeof kept, "%s", q->choices);
	for (code = strtok_r(kept, "|", &save);
	    code != NULL && c->choices < INTERPRET_CANDIDATES;
	    code = strtok_r(NULL, "|", &save))
		c->choice[c->choices++] = choice_of(desk, l, code);
}

/*
 * Tell the letter what was said before with its citizen; before it is read.
 * 0 or -1.
 */
int
citizen_context(struct desk *desk, struct letter *l)
{
	struct known	known[CONTEXT_REPORTS];
	struct question	q;
	int		i, n, rc;

	context_begin(desk, l);
	n = store_known_open(desk->store, l->phone.id, known, CONTEXT_REPORTS);
	if (n == -1)
		return -1;
	for (i = 0; i < n; i++)
		context_add(desk, l, &known[i]);
	if (add_over(desk, l) == -1 || context_told(desk, l) == -1 ||
	    (rc = store_question_of_phone(desk->store, l->phone.id, &q)) == -1)
		return -1;
	if (rc == 1 && q.expires_at > l->now)
		add_question(desk, l, &q);
	i = context_find(l, l->context.last);
	if (l->context.asked == ASKED_NOTHING && i != -1 &&
	    l->context.report[i].state == KNOWN_DONE)
		l->context.asked = ASKED_DONE;
	return 0;
}
