/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * reach - at which phone a seat is told: its holder's, or its deputy's while
 * that stands in.
 */

#include "config.h"

#include "desk/words/letter.h"
#include "desk/words/words.h"

/* Its deputy answers for it now. */
bool
reach_has_stand_in(const struct seat *seat)
{
	return seat->deputy_phone_id != 0 &&
	    (seat->state != SEAT_ON || seat->silent_at != 0);
}

/* Nobody answers there: neither its holder nor a deputy. */
bool
reach_is_dead(const struct seat *seat)
{
	return seat->silent_at != 0 &&
	    (seat->deputy_phone_id == 0 || seat->silent_step > 1);
}

/* The phone that a seat is reached at.  1, 0 it has none, -1. */
int
reach_phone(struct desk *desk, const struct seat *seat, struct phone *phone)
{
	int64_t	id = reach_has_stand_in(seat) ? seat->deputy_phone_id :
		    seat->phone_id;

	return id == 0 ? 0 : store_phone_get(desk->store, id, phone);
}
