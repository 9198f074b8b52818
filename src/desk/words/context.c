/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * context - what was said before, as the reader is told of it: how rows
 * become the struct context of a letter.
 *
 * Which rows belong to a citizen and which to a seat, their rooms know.
 */

#include "config.h"

#include <stdio.h>
#include <string.h>

#include "desk/words/context.h"
#include "desk/words/letter.h"
#include "language/echo.h"
#include "language/ticket.h"

#define TOLD_DAYS	14	/* that we speak of something is remembered */
#define DAY_S		86400

/* Nothing is known yet but what we ever sent. */
void
context_begin(struct desk *desk, struct letter *l)
{
	l->said = (struct said){ desk, l->now };
	l->context = (struct context){ .ours = said_length,
	    .arg = &l->said };
}

static enum known_state
state_of(enum report_state state)
{
	switch (state) {
	case REPORT_NEW: case REPORT_ROUTED: case REPORT_TAKEN:
	case REPORT_WORKING:
		break;
	case REPORT_DONE:
		return KNOWN_DONE;
	case REPORT_CLOSED: case REPORT_CANCELLED:
		return KNOWN_CLOSED;
	case REPORT_REJECTED:
		return KNOWN_REJECTED;
	case REPORT_STATE_COUNT:
		break;
	}
	return KNOWN_OPEN;
}

/* The place of a ticket among what is known, or -1. */
int
context_find(const struct letter *l, const char *ticket)
{
	int	i;

	for (i = 0; i < l->context.reports; i++)
		if (strcmp(l->context.report[i].ticket, ticket) == 0)
			return i;
	return -1;
}

/* One more report or dispatch behind the others, if there is room. */
void
context_add(const struct desk *desk, struct letter *l,
    const struct known *known)
{
	const struct conf_city	*city = &desk->conf->city;
	struct known_report	*r;
	char			 ticket[TICKET_SIZE];

	ticket_from_sequence(known->report_id, ticket);
	if (l->context.reports == CONTEXT_REPORTS ||
	    context_find(l, ticket) != -1)
		return;
	r = &l->context.report[l->context.reports++];
	snprintf(r->ticket, sizeof r->ticket, "%.*s",
	    (int)sizeof r->ticket - 1, ticket);
	snprintf(r->code, sizeof r->code, "%s", known->code);
	r->state = state_of(known->state);
	r->category = conf_city_find_category(city, known->category);
	r->kelurahan = known->kelurahan[0] == '\0' ? -1 :
	    conf_city_find_kelurahan(city, known->kelurahan);
}

/* What our newest SMS to the sender spoke of, if it is known.  0 or -1. */
int
context_told(struct desk *desk, struct letter *l)
{
	char	ticket[TICKET_SIZE];
	int64_t	id, day = l->now / DAY_S;
	int	i, rc = 0;

	for (i = 0; i < TOLD_DAYS && rc == 0 && l->context.reports > 0; i++)
		rc = store_known_told(desk->store, l->phone.id, day - i, &id);
	if (rc != 1)
		return rc;
	ticket_from_sequence(id, ticket);
	snprintf(l->context.last, sizeof l->context.last, "%.*s",
	    (int)sizeof l->context.last - 1, ticket);
	return 0;
}

/* Blank lines and blanks, as an echo leaves them, are one blank. */
static void
squeeze(char *text)
{
	char	*to = text, *from = text;

	for (; *from != '\0'; from++)
		if (*from != '\n' && *from != ' ')
			*to++ = *from;
		else if (to > text && to[-1] != ' ')
			*to++ = ' ';
	while (to > text && to[-1] == ' ')
		to--;
	*to = '\0';
}

/*
 * An SMS of ours stood in the letter: from now on its text is what the sender
 * said.  The row in the inbox keeps all of it.
 */
void
context_own_words(const struct desk *desk, struct letter *l)
{
	struct echo	e;

	if (!l->meaning.echo)
		return;
	echo_cut(desk->lexicon, &l->context, l->in->text, &e);
	/* Further commands say where in the text they stand. */
	if (l->meaning.furthers == 0)
		squeeze(l->in->text);
}
