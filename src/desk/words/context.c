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
#define TICKET_MIN	4	/* digits of the shortest */

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

/* The first ticket that stands in a piece of a text, or -1. */
static int64_t
first_ticket(const char *text, size_t len)
{
	char	ticket[TICKET_SIZE];
	int64_t	sequence;
	size_t	i, n;

	for (i = 0; i < len; i += n > 0 ? n : 1) {
		n = strspn(text + i, "0123456789");
		if (n < TICKET_MIN || n >= sizeof ticket || i + n > len)
			continue;
		snprintf(ticket, sizeof ticket, "%.*s", (int)n, text + i);
		if ((sequence = ticket_to_sequence(ticket)) != -1)
			return sequence;
	}
	return -1;
}

/*
 * What is quoted tells which report is meant, if it is one that the sender
 * may speak of: then only that is known.  1, 0 it tells nothing, -1.
 */
static int
narrow(struct desk *desk, struct letter *l, enum interpret_from from,
    const char *quoted, size_t len)
{
	struct known	known = { .report_id = first_ticket(quoted, len) };
	struct report	r;
	int		rc = 0;

	if (known.report_id != -1)
		rc = store_report_get(desk->store, known.report_id, &r);
	if (rc != 1 || (from == FROM_CITIZEN && r.phone_id != l->phone.id))
		return rc == -1 ? -1 : 0;
	known.state = r.state;
	snprintf(known.category, sizeof known.category, "%s", r.category);
	snprintf(known.kelurahan, sizeof known.kelurahan, "%s", r.kelurahan);
	l->context.reports = 0;
	context_add(desk, l, &known);
	snprintf(l->context.last, sizeof l->context.last, "%s",
	    l->context.report[0].ticket);
	return 1;
}

/*
 * Read the letter in its context.  Where an SMS of ours stands in it, that
 * tells what is spoken of, and the letter's text is from now on what its
 * sender said; the row in the inbox keeps all of it.  0 or -1.
 */
int
context_read(struct desk *desk, struct letter *l, enum interpret_from from)
{
	struct echo	e;
	char		own[TEXT_MAX_BYTES];
	int		rc;

	interpret(desk->lexicon, from, l->in->text, &l->context, &l->meaning);
	if (!l->meaning.echo)
		return 0;
	snprintf(own, sizeof own, "%s", l->in->text);
	echo_cut(desk->lexicon, &l->context, own, &e);
	rc = narrow(desk, l, from, l->in->text + e.start, e.end - e.start);
	if (rc == -1)
		return -1;
	if (rc == 1)
		interpret(desk->lexicon, from, l->in->text, &l->context,
		    &l->meaning);
	snprintf(l->in->text, sizeof l->in->text, "%s", own);
	/* Further commands say where in the text they stand. */
	if (l->meaning.furthers == 0)
		squeeze(l->in->text);
	return 0;
}
