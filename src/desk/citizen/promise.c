/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * promise - what a citizen is told of when a report will be done, and by
 * whom: as the deadlines have it, and no more than is so.
 */

#include "config.h"

#include "desk/citizen/promise.h"
#include "desk/clocks/clocks.h"
#include "desk/seats/seats.h"
#include "desk/words/letter.h"
#include "desk/words/words.h"

static enum message_id
promise_of(const struct seat *seat)
{
	if (reach_has_stand_in(seat))
		return MESSAGE_PROMISE_DEPUTY;
	return seat->role == SEAT_OFFICER ? MESSAGE_PROMISE :
	    MESSAGE_PROMISE_ABOVE;
}

/* The sentence that the letter's acknowledgement will hold. */
static int
write_promise(struct desk *desk, struct letter *l,
    const struct report *report)
{
	struct message_values	values = { 0 };
	struct seat		seat;
	char			date[32];
	int			rc;

	if ((rc = routing_find(desk, report, &seat)) == -1)
		return -1;
	words_when(desk, deadline_promised(desk, report), l->now,
	    report->urgent, date, sizeof date);
	values.date = date;
	l->alone = rc == 0;
	message_fill(l->promise, sizeof l->promise, desk->conf->message[
	    rc == 0 ? MESSAGE_PROMISE_NOBODY : promise_of(&seat)], &values);
	return 0;
}

/* Acknowledge a report, with what can be promised of it. */
int
promise_acknowledge(struct desk *desk, struct letter *l,
    const struct report *report)
{
	if (write_promise(desk, l, report) == -1)
		return -1;
	return reply_acknowledge(desk, l, report);
}
