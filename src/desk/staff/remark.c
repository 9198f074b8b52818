/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * remark - CATAT: a note at a report, for those who have it and for those who
 * look at it later.  Its citizen does not see it.
 */

#include "config.h"

#include "desk/report/report.h"
#include "desk/staff/staff_private.h"
#include "desk/words/letter.h"
#include "desk/words/words.h"

/* Others who have it read it at once. */
static int
tell_others(struct desk *desk, const struct letter *l, const struct order *o)
{
	struct dispatch		d = { 0 };
	struct seat		seat;
	struct phone		phone;
	struct report_words	w;
	char			name[STORE_NAME_SIZE];
	int			rc;

	words_report(desk, &o->report, &w);
	words_seat(&o->seat, name);
	w.values.seat = name;
	w.values.text = l->meaning.detail;
	while ((rc = store_dispatch_next(desk->store, o->report.id, d.id, &d))
	    == 1) {
		if (d.seat_id == o->seat.id)
			continue;
		if (store_seat_get(desk->store, d.seat_id, &seat) != 1 ||
		    (rc = reach_phone(desk, &seat, &phone)) == -1)
			return -1;
		if (rc == 1 && notice_send(desk, &phone, MESSAGE_SEAT_REMARK,
		    &w.values, &o->report, seat.id, "", l->now) == -1)
			return -1;
	}
	return rc;
}

/* Keep an officer's note at a report. */
int
remark_do(struct desk *desk, struct letter *l, struct order *o)
{
	struct actor	who = { l->phone.id, o->seat.id, l->in->id };

	if (report_note(desk, &o->report, "noted", &who, l->meaning.detail,
	    l->now) == -1 || tell_others(desk, l, o) == -1)
		return -1;
	return outcome_reply(desk, l, o, MESSAGE_SEAT_REMARKED, NULL);
}
