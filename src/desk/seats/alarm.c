/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * alarm - what is wrong with the gateway itself, told to a person.
 *
 * This file alone knows who looks after the machines: the coordinator, and
 * the leader where there is none.
 */

#include "config.h"

#include "base/log.h"
#include "desk/seats/command.h"
#include "desk/seats/seats.h"
#include "desk/words/letter.h"
#include "desk/words/words.h"

/*
 * Tell the coordinator, by whichever modem works, now.  Where nobody can be
 * told, the log says so.  The caller sees to it that it is said once.
 */
int
desk_alarm(struct desk *desk, enum message_id id,
    const struct message_values *values, int64_t now)
{
	static const enum seat_role	roles[] = { SEAT_COORDINATOR,
	    SEAT_LEADER };
	struct seat	seat;
	struct phone	phone;
	size_t		i;
	int		rc;

	for (i = 0; i < sizeof roles / sizeof roles[0]; i++) {
		rc = routing_find_role(desk, roles[i], "", "", &seat);
		if (rc == 1)
			rc = reach_phone(desk, &seat, &phone);
		if (rc == -1)
			return -1;
		if (rc == 1)
			return notice_alarm(desk, &phone, id, values, seat.id,
			    now);
	}
	log_warn("%s: no coordinator's seat can be told", message_key(id));
	return 0;
}
