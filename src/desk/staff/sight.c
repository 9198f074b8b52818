/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * sight - which reports a seat may look at, ask about and note something for,
 * though they do not lie with it.
 *
 * What it had it may see again; heads those of their OPD, lurah, camat,
 * coordinator and leader those of their area.  None of that shows a code: to
 * do something about a report it must lie with the seat.
 */

#include "config.h"

#include <string.h>
#include <strings.h>

#include "desk/seats/seats.h"
#include "desk/staff/staff_private.h"
#include "desk/words/letter.h"

static bool
is_above(const struct seat *seat, const struct report *r)
{
	if (seat->role == SEAT_OFFICER)
		return false;
	return seat->role != SEAT_HEAD || strcasecmp(seat->opd, r->opd) == 0;
}

/*
 * A seat of the letter's phone that answers for the report's place: seat
 * becomes it.  1, 0 none, -1.
 */
int
sight_of_area(struct desk *desk, const struct letter *l,
    const struct report *r, struct seat *seat)
{
	int	rc;

	seat->id = 0;
	while ((rc = store_seat_of_phone(desk->store, l->phone.id, seat->id,
	    seat)) == 1)
		if (is_above(seat, r) && routing_covers(desk, seat,
		    r->kelurahan))
			return 1;
	return rc;
}

/* May the letter's phone see the report, which it has not got?  1, 0, -1. */
int
sight_is_allowed(struct desk *desk, const struct letter *l,
    const struct report *r)
{
	struct seat	seat = { 0 };
	int		rc, had;

	while ((rc = store_seat_of_phone(desk->store, l->phone.id, seat.id,
	    &seat)) == 1) {
		had = store_dispatch_had(desk->store, r->id, seat.id);
		if (had != 0)
			return had;
	}
	return rc == -1 ? -1 : sight_of_area(desk, l, r, &seat);
}
