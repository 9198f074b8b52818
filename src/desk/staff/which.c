/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * which - a command that may mean one of several reports, or whose number
 * cannot be one; and a thanks, which is no command.
 *
 * Nothing is guessed: the officer is told what lies with him.
 */

#include "config.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "desk/report/report.h"
#include "desk/staff/staff_private.h"
#include "desk/words/context.h"
#include "desk/words/letter.h"
#include "desk/words/words.h"
#include "language/ticket.h"

/* Whether it is for the officer to say which report is meant. */
bool
which_is_unclear(const struct meaning *m)
{
	return (m->intent == INTENT_CLARIFY && m->ticket_count > 0) ||
	    (m->ticket_doubt && order_is_meant(m));
}

/* One more that may be meant, as far as there is room. */
static int
add_item(struct desk *desk, const char *ticket, int room, char *list,
    size_t size)
{
	struct report	r;
	char		item[160];
	size_t		len = strlen(list);
	int		rc;

	if ((rc = store_report_get(desk->store, ticket_to_sequence(ticket),
	    &r)) != 1)
		return rc;
	words_item(desk, &r, len == 0, item, sizeof item);
	if (text_septets(list) + text_septets(item) <= room)
		snprintf(list + len, size - len, "%s", item);
	return 0;
}

/* Say which reports may be meant.  0 or -1. */
int
which_ask_officer(struct desk *desk, struct letter *l)
{
	const struct meaning	*m = &l->meaning;
	struct message_values	 values = { 0 };
	char			 list[TEXT_SMS_SEPTETS * 2] = "";
	int			 i, n, room;

	n = m->ticket_count > 0 ? m->ticket_count : l->context.reports;
	room = message_room(desk->conf->message[MESSAGE_SEAT_WHICH], &values);
	for (i = 0; i < n; i++)
		if (add_item(desk, m->ticket_count > 0 ? m->tickets[i] :
		    l->context.report[i].ticket, room, list, sizeof list)
		    == -1)
			return -1;
	values.list = list;
	return list[0] == '\0' ? reply_plain(desk, l, MESSAGE_SEAT_NO_TICKET,
	    NULL) : reply_send(desk, l, MESSAGE_SEAT_WHICH, &values);
}

/* "siap", a thumb: noted at what we spoke of last, and not answered. */
int
which_thanks(struct desk *desk, struct letter *l)
{
	struct actor	who = { l->phone.id, 0, l->in->id };
	struct report	r;
	int		rc;

	l->answered = true;	/* it needs none */
	if (context_find(l, l->context.last) == -1)
		return 0;
	if ((rc = store_report_get(desk->store, ticket_to_sequence(
	    l->context.last), &r)) != 1)
		return rc;
	l->report_id = r.id;
	return report_note(desk, &r, "thanks", &who, l->in->text, l->now);
}
