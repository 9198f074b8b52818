/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * change - a seat is not what it was: those who follow seats hear of it, in
 * the order of the table in desk.c.
 */

#include "config.h"

#include "desk/seats/seats.h"
#include "desk/words/letter.h"

/*
 * Tell the followers, within the transaction that changed the seat; NULL for
 * the many of a table.  0 or -1.
 */
int
seat_changed(struct desk *desk, const struct seat *seat, enum seat_event on,
    int64_t now)
{
	const struct seat_follower	*f;

	for (f = desk->seat_followers; f->name != NULL; f++)
		if (f->follow(desk, seat, on, now) == -1)
			return -1;
	return 0;
}
