/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * refused - a refusal is not made in silence: the head of the OPD and the
 * coordinator hear of each, with its reason.
 */

#include "config.h"

#include <stdio.h>

#include "desk/seats/seats.h"
#include "desk/words/letter.h"
#include "desk/words/words.h"

/* Tell the seat of a role, unless it refused itself. */
static int
tell(struct desk *desk, const struct report *r, const struct report_change *c,
    enum seat_role role, const char *by)
{
	struct report_words	w;
	struct seat		seat;
	struct phone		phone;
	int			rc;

	rc = routing_find_role(desk, role, role == SEAT_HEAD ? r->opd : "",
	    r->kelurahan, &seat);
	if (rc != 1 || seat.id == c->who->seat_id)
		return rc == -1 ? -1 : 0;
	if ((rc = reach_phone(desk, &seat, &phone)) != 1)
		return rc;
	words_report(desk, r, &w);
	w.values.seat = by;
	w.values.text = c->detail;
	return notice_send(desk, &phone, MESSAGE_REFUSED, &w.values, r,
	    seat.id, "", c->now);
}

/* A follower of reports. */
int
refused_follow(struct desk *desk, const struct report *r,
    const struct report_change *c)
{
	struct seat	seat;
	char		by[STORE_NAME_SIZE];
	int		rc;

	if (c->on != EV_REJECT)
		return 0;
	snprintf(by, sizeof by, "%s", r->opd);
	if (c->who->seat_id != 0) {
		if ((rc = store_seat_get(desk->store, c->who->seat_id, &seat))
		    != 1)
			return rc;
		words_seat(&seat, by);
	}
	return tell(desk, r, c, SEAT_HEAD, by) == -1 ? -1 :
	    tell(desk, r, c, SEAT_COORDINATOR, by);
}
