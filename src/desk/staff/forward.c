/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * forward - TERUSKAN: another OPD's from now on, and the brake on that.
 *
 * OPDs may send a report on twice.  Whoever would do it a third time lays it
 * before the coordinator instead, who decides, and may also send it back.
 */

#include "config.h"

#include <stdio.h>

#include "desk/report/report.h"
#include "desk/seats/seats.h"
#include "desk/staff/staff_private.h"
#include "desk/words/letter.h"
#include "desk/words/words.h"
#include "store/event.h"

#define HOPS_MAX	2	/* by OPDs */

/* Whoever sends it on decides for all OPDs. */
bool
forward_is_decided(const struct order *o)
{
	return o->seat.role == SEAT_COORDINATOR || o->seat.role == SEAT_LEADER;
}

/* Who decides where OPDs do not agree.  1, 0 nobody is on duty, -1. */
static int
find_judge(struct desk *desk, const struct report *r, struct seat *judge)
{
	int	rc = routing_find_role(desk, SEAT_COORDINATOR, "",
		    r->kelurahan, judge);

	return rc != 0 ? rc : routing_find_role(desk, SEAT_LEADER, "",
	    r->kelurahan, judge);
}

/* The third hop: the coordinator has it, with what the OPD says. */
static int
refer(struct desk *desk, struct letter *l, struct order *o,
    const struct seat *judge, const char *detail)
{
	struct actor		who = { l->phone.id, o->seat.id, l->in->id };
	struct report_words	w;
	char			text[TEXT_MAX_BYTES * 3];
	char			name[STORE_NAME_SIZE];

	snprintf(text, sizeof text, "%s / %s", detail, o->report.description);
	if (report_apply(desk, &o->report, EV_REFER, &who, detail, l->now)
	    != 1 || routing_dispatch_to(desk, &o->report, judge, &who,
	    MESSAGE_DISPATCH_REFERRED, text, l->now) == -1)
		return -1;
	words_report(desk, &o->report, &w);
	words_seat(judge, name);
	w.values.seat = name;
	return reply_send(desk, l, MESSAGE_SEAT_REFERRED, &w.values);
}

/* TERUSKAN: another OPD's from now on, and its seat is found. */
int
forward_do(struct desk *desk, struct letter *l, struct order *o)
{
	struct actor	 who = { l->phone.id, o->seat.id, l->in->id };
	struct report	*r = &o->report;
	struct seat	 judge;
	char		 detail[TEXT_MAX_BYTES + 64];
	const char	*opd = desk->conf->city.opd[l->meaning.opd].code;
	int		 hops, rc;

	snprintf(detail, sizeof detail, "%s -> %s %s", r->opd, opd,
	    l->meaning.detail);
	if ((hops = store_event_hops(desk->store, r->id)) == -1)
		return -1;
	if (hops >= HOPS_MAX && !forward_is_decided(o) &&
	    report_is_open(r) && (rc = find_judge(desk, r, &judge)) != 0)
		return rc == -1 ? -1 : refer(desk, l, o, &judge, detail);
	snprintf(r->opd, sizeof r->opd, "%s", opd);
	if ((rc = report_apply(desk, r, EV_FORWARD, &who, detail, l->now))
	    == -1)
		return -1;
	if (rc == 0)
		return outcome_reply(desk, l, o, MESSAGE_NOT_NOW, NULL);
	if (store_report_set_route(desk->store, r->id, r->category,
	    r->kelurahan, r->opd, r->urgent, l->now) == -1 ||
	    routing_dispatch(desk, r, &who, MESSAGE_DISPATCH, l->now) == -1)
		return -1;
	return outcome_reply(desk, l, o, MESSAGE_SEAT_NOTED, NULL);
}
