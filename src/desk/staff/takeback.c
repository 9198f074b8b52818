/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * takeback - "BELUM 1007, maaf salah nomor": a SELESAI that its own officer
 * takes back, for a short time and before the citizen has answered.
 *
 * No code is asked: who forges the officer's number gains no more by it than
 * an open report, and the citizen is told.
 */

#include "config.h"

#include "desk/report/report.h"
#include "desk/seats/seats.h"
#include "desk/staff/staff_private.h"
#include "desk/words/letter.h"
#include "desk/words/words.h"
#include "store/event.h"

/* The seat that said SELESAI, if the letter's phone speaks for it. */
static int
find_seat(struct desk *desk, const struct letter *l, const struct report *r,
    struct seat *seat)
{
	struct store_event_last	done;
	int			rc;

	if ((rc = store_event_last(desk->store, r->id, "done", &done)) != 1)
		return rc;
	if (l->now - done.at > desk->conf->take_back_s)
		return 0;
	seat->id = 0;
	while ((rc = store_seat_of_phone(desk->store, l->phone.id, seat->id,
	    seat)) == 1 && seat->id != done.seat_id)
		continue;
	return rc;
}

/*
 * Take back the sender's SELESAI of a report, if it may be.  1 it was, and
 * the sender is told; 0 there is none to take back; -1.
 */
int
takeback_do(struct desk *desk, struct letter *l, struct report *r)
{
	struct actor		who = { l->phone.id, 0, l->in->id };
	struct seat		seat;
	struct dispatch		d;
	struct report_words	w;
	int			rc;

	if (r->state != REPORT_DONE)
		return 0;
	if ((rc = find_seat(desk, l, r, &seat)) != 1)
		return rc;
	who.seat_id = seat.id;
	if (report_apply(desk, r, EV_TAKE_BACK, &who, l->in->text, l->now)
	    != 1 || routing_lay(desk, r, &seat, &d, l->now) == -1)
		return -1;
	words_report(desk, r, &w);
	w.values.code = d.code;
	l->report_id = r->id;
	return reply_send(desk, l, MESSAGE_SEAT_TAKEN_BACK, &w.values) == -1 ?
	    -1 : 1;
}

/*
 * Read what is no officer's command as BELUM of one: 1 it is, and is dealt
 * with; 0 it is not; -1.
 */
int
takeback_read(struct desk *desk, struct letter *l)
{
	struct meaning	m;
	struct report	r;
	int		rc;

	interpret(desk->lexicon, FROM_CITIZEN, l->in->text, NULL, &m);
	if (m.intent != INTENT_CONFIRM || m.ok || m.ticket[0] == '\0' ||
	    ticket_to_sequence(m.ticket) == -1)
		return 0;
	if ((rc = store_report_get(desk->store, ticket_to_sequence(m.ticket),
	    &r)) != 1)
		return rc;
	return takeback_do(desk, l, &r);
}
