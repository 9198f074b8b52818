/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * raise - one level up because a citizen says so: BELUM after SELESAI, or
 * while a report is late.
 *
 * Each time the next above those hears who have it, and has it too: the head
 * of the OPD, the coordinator, the leader.
 */

#include "config.h"

#include <stdio.h>

#include "base/text.h"
#include "desk/report/report.h"
#include "desk/seats/seats.h"
#include "desk/words/letter.h"
#include "desk/words/words.h"
#include "store/event.h"

#define RAISED	"raised"	/* the event */

static const struct {
	enum seat_role	role;
	bool		of_opd;
} levels[] = {
	{ SEAT_HEAD, true }, { SEAT_COORDINATOR, false },
	{ SEAT_LEADER, false }
};

/*
 * The lowest level that has not got it and was not told before; where all
 * were, the highest.  1, 0 nobody is on duty, -1.
 */
static int
choose(struct desk *desk, const struct report *r, struct seat *seat)
{
	struct dispatch	d;
	struct seat	next;
	size_t		i;
	int		rc, has, found = 0;

	for (i = 0; i < sizeof levels / sizeof levels[0]; i++) {
		if ((rc = routing_find_role(desk, levels[i].role,
		    levels[i].of_opd ? r->opd : "", r->kelurahan, &next)) == -1)
			return -1;
		if (rc == 0)
			continue;
		*seat = next;
		found = 1;
		has = store_event_has_seat(desk->store, r->id, RAISED,
		    next.id);
		if (has == 0)
			has = store_dispatch_find(desk->store, r->id, next.id,
			    &d);
		if (has != 1)
			return has == -1 ? -1 : 1;
	}
	return found;
}

/* Whose it is first, as people read it. */
static int
name_holder(struct desk *desk, const struct report *r,
    char name[STORE_NAME_SIZE])
{
	struct dispatch	d;
	struct seat	seat;
	int		rc;

	snprintf(name, STORE_NAME_SIZE, "%s", r->opd);
	if ((rc = store_dispatch_next(desk->store, r->id, 0, &d)) != 1)
		return rc;
	if (store_seat_get(desk->store, d.seat_id, &seat) != 1)
		return -1;
	words_seat(&seat, name);
	text_clip(name, MESSAGE_LONGEST_HOLDER);
	return 0;
}

/*
 * Lay a report before the next level, with the citizen's words: how is the
 * message, told becomes who heard.  1, 0 there is nobody, -1.
 */
int
raise_up(struct desk *desk, const struct report *r, enum message_id how,
    const char *text, int64_t now, struct seat *told)
{
	struct actor		who = { 0, 0, 0 };
	struct report_words	w;
	struct dispatch		d;
	struct phone		phone;
	char			holder[STORE_NAME_SIZE];
	int			rc;

	if ((rc = choose(desk, r, told)) != 1)
		return rc;
	who.seat_id = told->id;
	if (name_holder(desk, r, holder) == -1 || (rc = store_dispatch_find(
	    desk->store, r->id, told->id, &d)) == -1 || (rc == 0 &&
	    routing_lay(desk, r, told, &d, now) == -1) || report_note(desk, r,
	    RAISED, &who, told->name, now) == -1)
		return -1;
	if ((rc = reach_phone(desk, told, &phone)) != 1)
		return rc;
	words_report(desk, r, &w);
	w.values.code = d.code;
	w.values.holder = holder;
	w.values.text = text;
	return notice_send(desk, &phone, how, &w.values, r, told->id, "", now)
	    == -1 ? -1 : 1;
}
