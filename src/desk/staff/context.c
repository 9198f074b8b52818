/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * context - what lies with the seats of who writes, and what we spoke of
 * last: what an officer's words without a number may be about.
 */

#include "config.h"

#include "desk/staff/context.h"
#include "desk/words/context.h"
#include "desk/words/letter.h"
#include "store/seat.h"

/* The urgent of a seat, then the others, each newest first.  0 or -1. */
static int
add_seat(struct desk *desk, struct letter *l, int64_t seat_id)
{
	struct known	known[CONTEXT_REPORTS];
	int		urgent, i, n;

	for (urgent = 1; urgent >= 0; urgent--) {
		n = store_known_of_seat(desk->store, seat_id, urgent == 1,
		    known, CONTEXT_REPORTS);
		if (n == -1)
			return -1;
		for (i = 0; i < n; i++)
			context_add(desk, l, &known[i]);
	}
	return 0;
}

/*
 * Tell the letter what its holder of a seat has before him; before it is
 * read.  0 or -1.
 */
int
staff_context(struct desk *desk, struct letter *l)
{
	struct seat	seat = { .id = 0 };
	int		rc;

	context_begin(desk, l);
	while ((rc = store_seat_of_phone(desk->store, l->phone.id, seat.id,
	    &seat)) == 1)
		if (add_seat(desk, l, seat.id) == -1)
			return -1;
	return rc == -1 ? -1 : context_told(desk, l);
}
