/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * orders - several commands in one SMS: each is done as if it had come alone,
 * and if one was not done, one reply says each outcome.
 *
 * Tickets with the same outcome stand together: "pada Anda: 1047 1055; kode
 * salah: 1063".
 */

#include "config.h"

#include <stdio.h>
#include <string.h>

#include "desk/staff/staff_private.h"
#include "desk/words/letter.h"
#include "desk/words/words.h"
#include "language/text.h"

#define OUTCOMES	(INTERPRET_FURTHER + 1)

struct batch {
	int	count;
	bool	fault;			/* not all were done */
	struct {
		const char	*word;		/* borrowed from conf */
		char		 tickets[OUTCOMES * INTERPRET_TICKET_SIZE];
	} outcome[OUTCOMES];
};

/* What is said of an order whose reply alone would be that message. */
static const struct {
	enum message_id	reply, word;
} outcome_words[] = {
	{ MESSAGE_SEAT_TAKEN,	   MESSAGE_ORDER_TAKEN },
	{ MESSAGE_SEAT_CODE,	   MESSAGE_ORDER_CODE },
	{ MESSAGE_SEAT_WRONG_CODE, MESSAGE_ORDER_WRONG_CODE },
	{ MESSAGE_SEAT_NEW_CODE,   MESSAGE_ORDER_NEW_CODE },
	{ MESSAGE_SEAT_NEEDS_TEXT, MESSAGE_ORDER_NEEDS_TEXT },
	{ MESSAGE_SEAT_NEEDS_OPD,  MESSAGE_ORDER_NEEDS_OPD },
	{ MESSAGE_SEAT_OTHER,	   MESSAGE_ORDER_OTHER },
	{ MESSAGE_SEAT_ELSEWHERE,  MESSAGE_ORDER_OTHER },
	{ MESSAGE_NOT_NOW,	   MESSAGE_ORDER_NOT_NOW },
	{ MESSAGE_SEAT_NOT_NOW,	   MESSAGE_ORDER_NOT_NOW },
	{ MESSAGE_WRONG_TICKET,	   MESSAGE_ORDER_WRONG_TICKET },
	{ MESSAGE_UNKNOWN_TICKET,  MESSAGE_ORDER_WRONG_TICKET }
};

/* A letter's sink: keep an outcome instead of sending its reply. */
static int
keep(const struct desk *desk, void *arg, enum message_id id,
    const struct message_values *values)
{
	struct batch	*batch = arg;
	const char	*ticket = values->ticket != NULL ? values->ticket : "?";
	const char	*word = values->state != NULL ? values->state : "";
	size_t		 k, len;
	int		 i;

	batch->fault = batch->fault || desk->conf->confirm == CONFIRM_ALWAYS
	    || !reply_is_consent(id);
	for (k = 0; k < sizeof outcome_words / sizeof outcome_words[0]; k++)
		if (outcome_words[k].reply == id)
			word = desk->conf->message[outcome_words[k].word];
	for (i = 0; i < batch->count; i++)
		if (strcmp(batch->outcome[i].word, word) == 0)
			break;
	if (i == OUTCOMES)
		return 0;
	if (i == batch->count) {
		batch->outcome[i].word = word;
		batch->count++;
	}
	len = strlen(batch->outcome[i].tickets);
	if (len + 1 < sizeof batch->outcome[i].tickets)
		snprintf(batch->outcome[i].tickets + len,
		    sizeof batch->outcome[i].tickets - len, " %s", ticket);
	return 0;
}

/* All outcomes in one SMS. */
static int
send_outcomes(struct desk *desk, struct letter *l, const struct batch *batch)
{
	struct message_values	values = { 0 };
	char			list[TEXT_MAX_BYTES];
	size_t			len = 0;
	int			i;

	list[0] = '\0';
	for (i = 0; i < batch->count && len < sizeof list; i++)
		len += (size_t)snprintf(list + len, sizeof list - len,
		    "%s%s:%s", i > 0 ? "; " : "", batch->outcome[i].word,
		    batch->outcome[i].tickets);
	text_clip(list, message_room(desk->conf->message[MESSAGE_SEAT_ORDERS],
	    &values));
	values.list = list;
	return reply_send(desk, l, MESSAGE_SEAT_ORDERS, &values);
}

/* Do all that the letter commands.  0, or -1 when the database failed. */
int
orders_handle(struct desk *desk, struct letter *l)
{
	struct batch		 batch = { 0 };
	struct letter_sink	 sink = { keep, &batch };
	struct meaning		 whole = l->meaning;
	int			 i, rc;

	l->sink = &sink;
	rc = order_do(desk, l);
	for (i = 0; i < whole.furthers && rc != -1; i++) {
		interpret_further(l->in->text, &whole, i, &l->meaning);
		rc = order_do(desk, l);
	}
	l->sink = NULL;
	l->meaning = whole;
	return rc == -1 ? -1 : batch.fault ? send_outcomes(desk, l, &batch) :
	    0;
}
