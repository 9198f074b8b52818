/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * staff - what the SMS of a seat's holder asks, and which file does it.
 */

#include "config.h"

#include "desk/staff/staff.h"
#include "desk/staff/staff_private.h"
#include "desk/words/letter.h"

/* What a seat says of itself, or asks. */
static const struct {
	enum intent	intent;
	int		(*handle)(struct desk *, struct letter *);
} seat_rows[] = {
	{ INTENT_LIST,	   queue_list },
	{ INTENT_MORE,	   queue_more },
	{ INTENT_SHOW,	   details_show },
	{ INTENT_OFF,	   absence_off },
	{ INTENT_ON,	   absence_on },
	{ INTENT_HANDOVER, handover_begin },
	{ INTENT_THANKS,   which_thanks }
};

/*
 * Do what a seat holder's SMS asks.  *done is false when it was no staff
 * command: then the holder writes as a citizen, or was not understood.
 */
int
staff_handle(struct desk *desk, struct letter *l, bool *done)
{
	size_t	i;
	int	rc;

	*done = true;
	if (which_is_unclear(&l->meaning))
		return which_ask_officer(desk, l) == -1 ? -1 : 0;
	if (l->meaning.intent == INTENT_TAKE && l->meaning.all)
		return orders_take_all(desk, l) == -1 ? -1 : 0;
	if (order_is_meant(&l->meaning))
		return (l->meaning.furthers > 0 ? orders_handle(desk, l) :
		    order_do(desk, l)) == -1 ? -1 : 0;
	for (i = 0; i < sizeof seat_rows / sizeof seat_rows[0]; i++)
		if (seat_rows[i].intent == l->meaning.intent)
			return seat_rows[i].handle(desk, l) == -1 ? -1 : 0;
	rc = l->meaning.intent == INTENT_UNKNOWN ? takeback_read(desk, l) : 0;
	*done = rc != 0;
	return rc == -1 ? -1 : 0;
}
