/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * talk - what citizens write that is no report and no order: thanks, a
 * question, a matter that is not the city's, our own SMS sent back, a number
 * that may be one of several reports.
 *
 * None of it becomes a ticket, and nobody has to read it.
 */

#include "config.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "conf/elsewhere.h"
#include "desk/citizen/citizen_private.h"
#include "desk/citizen/own.h"
#include "desk/citizen/status.h"
#include "desk/citizen/talk.h"
#include "desk/citizen/which.h"
#include "desk/report/label.h"
#include "desk/report/report.h"
#include "desk/words/context.h"
#include "desk/words/letter.h"
#include "desk/words/words.h"
#include "language/ticket.h"
#include "store/danger.h"

/* ---- thanks -------------------------------------------------------------- */

/* The report that a thanks belongs to: named, spoken of last, the newest. */
static int
find_thanked(struct desk *desk, const struct letter *l, struct report *r)
{
	const struct context	*c = &l->context;
	const char		*ticket = l->meaning.ticket;

	if (ticket[0] == '\0' || context_find(l, ticket) == -1)
		ticket = c->last;
	if (context_find(l, ticket) == -1)
		ticket = c->reports > 0 ? c->report[0].ticket : "";
	return ticket[0] == '\0' ? 0 : store_report_get(desk->store,
	    ticket_to_sequence(ticket), r);
}

/* Noted where it belongs, and not answered: nobody waits for that. */
int
talk_thanks(struct desk *desk, struct letter *l)
{
	struct actor	who = { l->phone.id, 0, l->in->id };
	struct report	r;
	int		rc = find_thanked(desk, l, &r);

	l->answered = true;	/* it needs none */
	if (rc != 1)
		return rc;
	l->report_id = r.id;
	return report_note(desk, &r, "thanks", &who, l->in->text, l->now);
}

/* ---- not the city's ------------------------------------------------------ */

static int
reply_matter(struct desk *desk, struct letter *l)
{
	struct message_values	values = { 0 };
	char			text[TEXT_MAX_BYTES];

	conf_elsewhere_text(desk->conf->city.elsewhere, l->meaning.matter,
	    text, sizeof text);
	values.text = text;
	return reply_send(desk, l, MESSAGE_ELSEWHERE, &values);
}

/* Who answers for it, and that it was asked for. */
int
talk_elsewhere(struct desk *desk, struct letter *l)
{
	const struct conf_elsewhere	*e = desk->conf->city.elsewhere;

	if (e == NULL || l->meaning.matter == -1)
		return reply_plain(desk, l, MESSAGE_ASKABLE, NULL);
	if (store_inbox_set_beyond(desk->store, l->in->id,
	    e->matter[l->meaning.matter].code, "") == -1)
		return -1;
	return reply_matter(desk, l);
}

/* A report that somebody else has a part in: who, in an SMS of its own. */
int
talk_beside(struct desk *desk, struct letter *l)
{
	const struct conf_elsewhere	*e = desk->conf->city.elsewhere;
	int				 matter = l->meaning.matter;

	if (e == NULL || matter == -1 || e->matter[matter].beside == -1 ||
	    e->matter[matter].beside != l->meaning.category)
		return 0;
	if (store_inbox_set_beyond(desk->store, l->in->id,
	    e->matter[matter].code, "") == -1)
		return -1;
	return reply_matter(desk, l);
}

/* ---- questions ----------------------------------------------------------- */

/* What we know is told, else what can be asked. */
int
talk_question(struct desk *desk, struct letter *l)
{
	const struct meaning	*m = &l->meaning;

	if (m->matter != -1)
		return talk_elsewhere(desk, l);
	if (m->ticket[0] != '\0' || m->category != -1)
		return status_handle(desk, l);
	return reply_plain(desk, l, MESSAGE_ASKABLE, NULL);
}

/* ---- which report -------------------------------------------------------- */

/* Several reports may be meant, or a number that cannot be one. */
bool
talk_is_unclear(const struct letter *l)
{
	const struct meaning	*m = &l->meaning;

	if (m->intent == INTENT_CLARIFY)
		return m->ticket_count > 0;
	if (!m->ticket_doubt)
		return false;
	return m->intent == INTENT_CANCEL || m->intent == INTENT_CONFIRM ||
	    m->intent == INTENT_ADD || m->intent == INTENT_STATUS ||
	    m->intent == INTENT_SUPPORT;
}

/* The name of what is to be done with the right one. */
static const char *
act_of(const struct meaning *m)
{
	enum intent	meant = m->intent == INTENT_CLARIFY ? m->meant :
			    m->intent;

	if (meant == INTENT_CONFIRM)
		return m->ok ? WHICH_SATISFIED : WHICH_UNSATISFIED;
	return meant == INTENT_CANCEL ? WHICH_CANCEL :
	    meant == INTENT_ADD ? WHICH_ADD : WHICH_STATUS;
}

/* The reports that the reader thinks may be meant.  How many, or -1. */
static int
read_tickets(struct desk *desk, const struct meaning *m,
    struct report report[WHICH_MAX])
{
	int	i, n = 0, rc;

	for (i = 0; i < m->ticket_count && n < WHICH_MAX; i++) {
		rc = store_report_get(desk->store, ticket_to_sequence(
		    m->tickets[i]), &report[n]);
		if (rc == -1)
			return -1;
		n += rc;
	}
	return n;
}

/* Ask which is meant; never take another one for it. */
int
talk_which(struct desk *desk, struct letter *l)
{
	const struct meaning	*m = &l->meaning;
	struct report		 report[WHICH_MAX];
	const char		*words = m->detail;
	int			 n;

	if (m->intent == INTENT_SUPPORT)
		return reply_plain(desk, l, MESSAGE_SUPPORT_WHICH, NULL);
	n = m->ticket_count > 0 ? read_tickets(desk, m, report) :
	    own_open(desk, l, m->intent == INTENT_CONFIRM ?
	    1u << REPORT_DONE : REPORTS_ALL, report, WHICH_MAX);
	if (n == -1)
		return -1;
	if (n == 0)
		return own_none(desk, l);
	if (n > WHICH_MAX)
		n = WHICH_MAX;
	if (words[0] == '\0' && m->meant == INTENT_CONFIRM && !m->ok)
		words = l->in->text;
	return which_ask(desk, l, act_of(m), report, n, words);
}

/* ---- our own words ------------------------------------------------------- */

/*
 * Nothing but an SMS of ours came back: from who got it that says nothing,
 * a stranger may want to know what this is.
 */
int
talk_echo(struct desk *desk, struct letter *l)
{
	l->state = INBOX_HANDLED;
	l->reason = "our own SMS";
	l->answered = true;
	if (l->context.reports > 0)
		return talk_thanks(desk, l);
	return reply_help(desk, l, false, false);
}
