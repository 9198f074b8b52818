/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * peril - a life is at risk: every seat on duty that danger.conf names hears
 * at once, by day and by night, each with a code of its own.
 *
 * Whoever answers first has it.  Nothing here asks for a budget, a day's
 * limit or the quiet hours.
 */

#include "config.h"

#include <stdio.h>
#include <string.h>

#include "conf/danger.h"
#include "desk/report/report.h"
#include "desk/seats/peril.h"
#include "desk/seats/seats.h"
#include "desk/words/letter.h"
#include "desk/words/words.h"

/* A danger on its way to who has to hear of it. */
struct peril {
	struct report			*report;
	const struct conf_danger_kind	*kind;
	enum message_id			 message;
	const char			*late;	/* so long unanswered */
	int64_t				 now;
	int				 told;	/* seats, so far */
};

static const enum seat_role roles[] = {
	[DANGER_ROLE_OFFICER] = SEAT_OFFICER,
	[DANGER_ROLE_HEAD] = SEAT_HEAD,
	[DANGER_ROLE_LURAH] = SEAT_LURAH,
	[DANGER_ROLE_CAMAT] = SEAT_CAMAT,
	[DANGER_ROLE_COORDINATOR] = SEAT_COORDINATOR,
	[DANGER_ROLE_LEADER] = SEAT_LEADER
};

_Static_assert(sizeof roles / sizeof roles[0] == DANGER_ROLE_COUNT,
    "every role of danger.conf is one of a seat");

/* The kind of a report's danger, NULL if it is none or no longer known. */
const struct conf_danger_kind *
peril_kind(const struct desk *desk, const char *code)
{
	const struct conf_danger	*d = desk->conf->city.danger;
	int				 i;

	for (i = 0; d != NULL && i < d->count; i++)
		if (strcmp(d->kind[i].code, code) == 0)
			return &d->kind[i];
	return NULL;
}

/* One seat hears: its dispatch, if it has none, and the SMS.  0 or -1. */
static int
tell_seat(struct desk *desk, struct peril *p, const struct seat *seat)
{
	struct report_words	w;
	struct dispatch		d;
	struct phone		phone;
	int			rc;

	rc = store_dispatch_find(desk->store, p->report->id, seat->id, &d);
	if (rc != 0)
		return rc == -1 ? -1 : 0;
	if ((rc = reach_phone(desk, seat, &phone)) != 1)
		return rc;
	if (routing_lay(desk, p->report, seat, &d, p->now) == -1)
		return -1;
	words_report(desk, p->report, &w);
	w.values.category = p->kind->label;
	w.values.code = d.code;
	w.values.late = p->late;
	w.values.text = p->report->description;
	p->told++;
	return notice_send(desk, &phone, p->message, &w.values, p->report,
	    seat->id, "", p->now);
}

/* All on duty of a role and OPD that the place has. */
static int
tell_role(struct desk *desk, struct peril *p, enum conf_danger_role role,
    const char *opd)
{
	const struct conf_city	*city = &desk->conf->city;
	const char		*place = p->report->kelurahan;
	struct seat		 seat = { 0 };
	int			 i, rc;

	/* A place that is not known has no lurah; of others all may be near. */
	if (place[0] == '\0' && (role == DANGER_ROLE_LURAH ||
	    role == DANGER_ROLE_CAMAT))
		return 0;
	i = conf_city_find_kelurahan(city, place);
	while ((rc = i == -1 ? store_seat_anywhere(desk->store, opd,
	    roles[role], seat.id, &seat) : store_seat_covering(desk->store,
	    opd, roles[role], place, city->kelurahan[i].kecamatan, seat.id,
	    &seat)) == 1)
		if (tell_seat(desk, p, &seat) == -1)
			return -1;
	return rc;
}

/* "head" alone: of every OPD that the kind's own list names. */
static int
tell_heads(struct desk *desk, struct peril *p)
{
	const struct conf_city		*city = &desk->conf->city;
	const struct conf_told_list	*list = &p->kind->tell;
	int				 i;

	for (i = 0; i < list->count; i++)
		if (list->told[i].opd != -1 && tell_role(desk, p,
		    DANGER_ROLE_HEAD, city->opd[list->told[i].opd].code) == -1)
			return -1;
	return 0;
}

static int
tell_list(struct desk *desk, struct peril *p,
    const struct conf_told_list *list)
{
	const struct conf_city	*city = &desk->conf->city;
	const struct conf_told	*t;
	int			 i, rc;

	for (i = 0; i < list->count; i++) {
		t = &list->told[i];
		rc = t->role == DANGER_ROLE_HEAD && t->opd == -1 ?
		    tell_heads(desk, p) : tell_role(desk, p, t->role,
		    t->opd == -1 ? "" : city->opd[t->opd].code);
		if (rc == -1)
			return -1;
	}
	return 0;
}

/*
 * A report of danger, new or placed only now: whoever must hear of it does,
 * if he has not.  0 or -1.
 */
int
peril_tell(struct desk *desk, struct report *report,
    const struct conf_danger_kind *kind, const struct actor *who, int64_t now)
{
	const struct conf_danger	*d = desk->conf->city.danger;
	struct peril			 p = { report, kind,
	    MESSAGE_DISPATCH_DANGER, NULL, now, 0 };

	/* Routed first: what lies with a seat is not new. */
	if (report->state == REPORT_NEW && report_apply(desk, report,
	    EV_ROUTE, who, kind->label, now) != 1)
		return -1;
	if (report->state != REPORT_ROUTED)
		return 0;
	if (tell_list(desk, &p, &d->always) == -1 ||
	    tell_list(desk, &p, &kind->tell) == -1)
		return -1;
	return routing_widen(desk, report, now);
}

/*
 * Nobody answered in time: the seats of the level hear of it too.  How many
 * that are, or -1.
 */
int
peril_raise(struct desk *desk, struct report *report,
    const struct conf_danger_kind *kind, int level, const char *late,
    int64_t now)
{
	struct peril	p = { report, kind, MESSAGE_DANGER_UNANSWERED, late,
			    now, 0 };

	if (tell_list(desk, &p, &desk->conf->city.danger->next[level]) == -1)
		return -1;
	return p.told;
}
