/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * level - the steps of the ladder, and which seat stands on each of them now.
 */

#include "config.h"

#include "desk/clocks/clocks_private.h"
#include "desk/seats/seats.h"
#include "desk/words/letter.h"
#include "desk/words/words.h"

/*
 * The seat that a level is now.  1 found; 0 nobody on duty, or who has it
 * already and missed the deadline; -1.
 */
int
level_find(struct desk *desk, const struct lapse *l, enum conf_level_who who,
    struct seat *seat)
{
	static const struct { enum seat_role role, otherwise; } roles[] = {
		[LEVEL_DEPUTY] = { SEAT_OFFICER, SEAT_OFFICER },
		[LEVEL_HEAD] = { SEAT_HEAD, SEAT_HEAD },
		[LEVEL_PLACE] = { SEAT_LURAH, SEAT_CAMAT },
		[LEVEL_LURAH] = { SEAT_LURAH, SEAT_LURAH },
		[LEVEL_CAMAT] = { SEAT_CAMAT, SEAT_CAMAT },
		[LEVEL_COORDINATOR] = { SEAT_COORDINATOR, SEAT_COORDINATOR },
		[LEVEL_LEADER] = { SEAT_LEADER, SEAT_LEADER },
	};
	const char	*opd = who == LEVEL_HEAD ? l->report.opd : "";
	int		 rc;

	if (who == LEVEL_DEPUTY) {
		*seat = l->holder;	/* who stands in has missed it */
		return l->holder.id != 0 && l->holder.deputy_phone_id != 0 &&
		    !reach_has_stand_in(&l->holder);
	}
	rc = routing_find_role(desk, roles[who].role, opd,
	    l->report.kelurahan, seat);
	if (rc == 0 && roles[who].otherwise != roles[who].role)
		rc = routing_find_role(desk, roles[who].otherwise, opd,
		    l->report.kelurahan, seat);
	return rc == 1 && seat->id == l->holder.id ? 0 : rc;
}

/*
 * The level to tell: this one, else the next above that somebody holds, else
 * the highest below it that was not told yet.  Its index, level_count when
 * nobody is left, -1.
 */
int
level_choose(struct desk *desk, const struct lapse *l, int from,
    struct seat *seat)
{
	const struct conf_time	*t = &desk->conf->time;
	int			 i, rc;

	for (i = from; i < t->level_count; i++)
		if ((rc = level_find(desk, l, t->level[i].who, seat)) != 0)
			return rc == -1 ? -1 : i;
	for (i = from - 1; i >= l->deadline.step && i >= 0; i--)
		if ((rc = level_find(desk, l, t->level[i].who, seat)) != 0)
			return rc == -1 ? -1 : i;
	return t->level_count;
}

/* Whom the report lies with first; id 0 nobody.  0 or -1. */
int
level_find_holder(struct desk *desk, struct lapse *l)
{
	int	rc;

	l->holder = (struct seat){ 0 };
	l->dispatch = (struct dispatch){ 0 };
	rc = store_dispatch_next(desk->store, l->report.id, 0, &l->dispatch);
	if (rc != 1)
		return rc;
	return store_seat_get(desk->store, l->dispatch.seat_id, &l->holder)
	    == 1 ? 0 : -1;
}

/*
 * The highest level that somebody holds, or else who has the report.  1, 0
 * nobody at all, -1.
 */
int
level_last(struct desk *desk, const struct report *report,
    struct seat *seat)
{
	const struct conf_time	*t = &desk->conf->time;
	struct lapse		 l = { .report = *report };
	int			 i, rc;

	if (level_find_holder(desk, &l) == -1)
		return -1;
	for (i = t->level_count - 1; i >= 0; i--)
		if (t->level[i].who != LEVEL_DEPUTY && (rc = level_find(desk,
		    &l, t->level[i].who, seat)) != 0)
			return rc;
	*seat = l.holder;
	return l.holder.id != 0;
}
