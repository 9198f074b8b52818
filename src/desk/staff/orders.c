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

#include "base/text.h"
#include "desk/staff/staff_private.h"
#include "desk/words/letter.h"
#include "desk/words/words.h"
#include "store/page.h"

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
	{ MESSAGE_SEAT_REMARKED,   MESSAGE_ORDER_NOTED },
	{ MESSAGE_SEAT_CODE,	   MESSAGE_ORDER_CODE },
	{ MESSAGE_SEAT_WRONG_CODE, MESSAGE_ORDER_WRONG_CODE },
	{ MESSAGE_SEAT_NEW_CODE,   MESSAGE_ORDER_NEW_CODE },
	{ MESSAGE_SEAT_NEEDS_TEXT, MESSAGE_ORDER_NEEDS_TEXT },
	{ MESSAGE_SEAT_NEEDS_OPD,  MESSAGE_ORDER_NEEDS_OPD },
	{ MESSAGE_SEAT_NEEDS_RESULT, MESSAGE_ORDER_NEEDS_TEXT },
	{ MESSAGE_SEAT_NEEDS_REASON, MESSAGE_ORDER_NEEDS_TEXT },
	{ MESSAGE_SEAT_NEEDS_HEAD, MESSAGE_ORDER_HEAD },
	{ MESSAGE_SEAT_REFERRED,   MESSAGE_ORDER_REFERRED },
	{ MESSAGE_SEAT_TAKEN_BACK, MESSAGE_ORDER_TAKEN },
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

/* The next report that a seat has and nobody took.  1, 0, -1. */
static int
next_untaken(struct desk *desk, int64_t seat_id, struct list_page *page,
    struct report *r)
{
	struct dispatch	d;
	int		rc;

	while ((rc = store_dispatch_after(desk->store, seat_id, page, &d, r))
	    == 1) {
		page->urgent = r->urgent;
		page->dispatch_id = d.id;
		if (r->state == REPORT_ROUTED)
			return 1;
	}
	return rc;
}

/* Take all that a seat has; how many, or -1. */
static int
take_of_seat(struct desk *desk, struct letter *l, int64_t seat_id)
{
	struct list_page	page;
	struct report		r;
	char			ticket[TICKET_SIZE];
	int			n = 0, rc;

	if (store_page_begin(desk->store, &page) == -1)
		return -1;
	while ((rc = next_untaken(desk, seat_id, &page, &r)) == 1) {
		ticket_from_sequence(r.id, ticket);
		snprintf(l->meaning.ticket, sizeof l->meaning.ticket, "%.*s",
		    INTERPRET_TICKET_SIZE - 1, ticket);
		if (order_do(desk, l) == -1)
			return -1;
		n++;
	}
	return rc == -1 ? -1 : n;
}

/* TERIMA SEMUA: all that waits for it at the sender's seats, in one reply. */
int
orders_take_all(struct desk *desk, struct letter *l)
{
	struct batch		batch = { 0 };
	struct letter_sink	sink = { keep, &batch };
	struct seat		seat = { 0 };
	int			rc, taken = 0, n = 0;

	l->sink = &sink;
	while (n != -1 && (rc = store_seat_of_phone(desk->store, l->phone.id,
	    seat.id, &seat)) == 1)
		taken += n = take_of_seat(desk, l, seat.id);
	l->sink = NULL;
	l->meaning.ticket[0] = '\0';
	if (n == -1 || rc == -1)
		return -1;
	l->report_id = 0;
	return taken > 0 ? send_outcomes(desk, l, &batch) :
	    reply_plain(desk, l, MESSAGE_SEAT_ALL_TAKEN, NULL);
}
