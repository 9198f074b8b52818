/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * refusal - TOLAK once its citizen has objected: only with the head's code.
 *
 * The officer's TOLAK is laid before the head with its reason; the head's own
 * TOLAK refuses, or the officer's with the code that the head passed on.
 */

#include "config.h"

#include <string.h>

#include "desk/report/report.h"
#include "desk/seats/seats.h"
#include "desk/staff/staff_private.h"
#include "desk/words/letter.h"
#include "desk/words/words.h"
#include "store/event.h"

#define ASK_AGAIN_S	86400	/* the head is asked once in this time */

static bool
may_refuse(const struct seat *seat)
{
	return seat->role == SEAT_HEAD || seat->role == SEAT_COORDINATOR ||
	    seat->role == SEAT_LEADER;
}

/* Did its citizen ever say that it is not so?  1, 0, -1. */
static int
is_disputed(struct desk *desk, const struct report *r)
{
	int	n = store_event_count(desk->store, r->id, "objected");

	if (n == 0)
		n = store_event_count(desk->store, r->id, "reopened");
	return n == -1 ? -1 : n > 0;
}

/*
 * Does an officer's TOLAK bring the code of somebody above?  1, 0, -1.
 */
int
refusal_of_head(struct desk *desk, struct letter *l, struct order *o)
{
	struct dispatch	d = { 0 };
	struct seat	seat;
	int		rc;

	if (l->meaning.code[0] == '\0' || may_refuse(&o->seat) ||
	    strcmp(l->meaning.code, o->dispatch.code) == 0)
		return 0;
	if ((rc = is_disputed(desk, &o->report)) != 1)
		return rc;
	while ((rc = store_dispatch_next(desk->store, o->report.id, d.id, &d))
	    == 1) {
		if (strcmp(d.code, l->meaning.code) != 0)
			continue;
		if (store_seat_get(desk->store, d.seat_id, &seat) != 1)
			return -1;
		if (may_refuse(&seat))
			return 1;
	}
	return rc;
}

/* Lay the officer's reason before the head, unless that was done today. */
static int
ask_head(struct desk *desk, struct letter *l, struct order *o,
    const struct seat *head)
{
	struct actor		who = { l->phone.id, o->seat.id, l->in->id };
	struct store_event_last	last;
	struct report_words	w;
	struct dispatch		d;
	struct phone		phone;
	char			name[STORE_NAME_SIZE];
	int			has, asked;

	has = store_dispatch_find(desk->store, o->report.id, head->id, &d);
	asked = store_event_last(desk->store, o->report.id, "refusal asked",
	    &last);
	if (has == -1 || asked == -1)
		return -1;
	if (has == 1 && asked == 1 && last.at > l->now - ASK_AGAIN_S)
		return 0;
	if (has == 0 && routing_lay(desk, &o->report, head, &d, l->now) == -1)
		return -1;
	if (report_note(desk, &o->report, "refusal asked", &who,
	    l->meaning.detail, l->now) == -1)
		return -1;
	if (reach_phone(desk, head, &phone) != 1)
		return 0;
	words_report(desk, &o->report, &w);
	words_seat(&o->seat, name);
	w.values.seat = name;
	w.values.code = d.code;
	w.values.text = l->meaning.detail;
	return notice_send(desk, &phone, MESSAGE_REFUSAL_ASK, &w.values,
	    &o->report, head->id, "", l->now);
}

/*
 * May this seat refuse it by itself?  0 yes; 1 no: the head is asked, and the
 * sender was told; -1.  Where nobody is above, who has it decides.
 */
int
refusal_asks(struct desk *desk, struct letter *l, struct order *o)
{
	struct report_words	w;
	struct seat		head;
	char			name[STORE_NAME_SIZE];
	int			rc;

	if (may_refuse(&o->seat))
		return 0;
	if ((rc = is_disputed(desk, &o->report)) != 1)
		return rc;
	rc = routing_find_role(desk, SEAT_HEAD, o->report.opd,
	    o->report.kelurahan, &head);
	if (rc == 0)
		rc = routing_find_role(desk, SEAT_COORDINATOR, "",
		    o->report.kelurahan, &head);
	if (rc != 1)
		return rc;
	if (ask_head(desk, l, o, &head) == -1)
		return -1;
	words_report(desk, &o->report, &w);
	words_seat(&head, name);
	w.values.seat = name;
	l->report_id = o->report.id;
	return reply_send(desk, l, MESSAGE_SEAT_NEEDS_HEAD, &w.values) == -1 ?
	    -1 : 1;
}
