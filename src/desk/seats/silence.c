/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * silence - seats whose phone is dead: what lies with them is laid before
 * the next who answers.
 *
 * A dispatch is missed when its SMS never reached the phone, or when the time
 * to take its report ran out and nobody at the seat had written anything
 * since it came (deadline.c).  silent_dispatches of them in a row, of either
 * kind, make a seat silent.  Then its deputy stands in; if there is none, or
 * the deputy misses as many, its reports go one level up.  Any SMS from its
 * holder ends the silence.
 */

#include "config.h"

#include "base/log.h"
#include "desk/seats/seats.h"
#include "desk/words/letter.h"
#include "desk/words/words.h"
#include "store/page.h"

enum { STEP_DEPUTY = 1, STEP_UP = 2 };

/* Who is asked when a seat is silent, from the seat's own level upwards. */
static const struct {
	enum seat_role	role;
	bool		of_opd;
} levels[] = {
	{ SEAT_HEAD, true }, { SEAT_CAMAT, false },
	{ SEAT_COORDINATOR, false }, { SEAT_LEADER, false }
};

#define LEVELS	(sizeof levels / sizeof levels[0])

static size_t
level_above(enum seat_role role)
{
	static const size_t above[SEAT_ROLE_COUNT] = {
		[SEAT_OFFICER] = 0, [SEAT_HEAD] = 1, [SEAT_LURAH] = 1,
		[SEAT_CAMAT] = 2, [SEAT_COORDINATOR] = 3,
		[SEAT_LEADER] = LEVELS
	};

	return above[role];
}

/* The nearest above a seat who answers.  1, 0 nobody, -1. */
static int
find_above(struct desk *desk, const struct seat *seat, size_t from,
    struct seat *next)
{
	size_t	i;
	int	rc;

	for (i = from; i < LEVELS; i++) {
		rc = routing_find_role(desk, levels[i].role, levels[i].of_opd ?
		    seat->opd : "", seat->area, next);
		if (rc == -1 || (rc == 1 && next->id != seat->id &&
		    !reach_is_dead(next)))
			return rc;
	}
	return 0;
}

static int
tell(struct desk *desk, const struct seat *to, const struct seat *about,
    enum message_id id, int64_t now)
{
	struct phone	phone;
	int		rc;

	if ((rc = reach_phone(desk, to, &phone)) != 1)
		return rc;
	return notice_seat(desk, &phone, about, id, NULL, NULL, now);
}

/* Lay all that lies with one seat before another, too. */
static int
lay_all(struct desk *desk, const struct seat *seat, const struct seat *next,
    int64_t now)
{
	struct list_page	page;
	struct dispatch		d, has, new;
	struct report		r;
	int			rc;

	if (store_page_begin(desk->store, &page) == -1)
		return -1;
	while ((rc = store_dispatch_after(desk->store, seat->id, &page, &d,
	    &r)) == 1) {
		page.urgent = r.urgent;
		page.dispatch_id = d.id;
		rc = store_dispatch_find(desk->store, r.id, next->id, &has);
		if (rc == -1 || (rc == 0 && routing_lay(desk, &r, next, &new,
		    now) == -1))
			return -1;
	}
	return rc;
}

/*
 * Nobody answers for a seat: what lies with it lies with the next above it
 * as well, who is told once, and the coordinator.
 */
static int
pass_on(struct desk *desk, const struct seat *seat, int64_t now)
{
	struct seat	next, coordinator;
	int		rc;

	if ((rc = find_above(desk, seat, level_above(seat->role), &next))
	    != 1)
		return rc;
	if (lay_all(desk, seat, &next, now) == -1 || tell(desk, &next, seat,
	    MESSAGE_ALARM_SILENT, now) == -1)
		return -1;
	rc = routing_find_role(desk, SEAT_COORDINATOR, "", "", &coordinator);
	if (rc != 1 || coordinator.id == next.id || coordinator.id == seat->id)
		return rc == -1 ? -1 : 0;
	return tell(desk, &coordinator, seat, MESSAGE_ALARM_SILENT_TOLD, now);
}

/* Its deputy, if it has one, learns that it answers for the seat now. */
static int
tell_deputy(struct desk *desk, const struct seat *seat, int64_t now)
{
	struct phone	phone;

	if (seat->deputy_phone_id == 0)
		return 0;
	if (store_phone_get(desk->store, seat->deputy_phone_id, &phone) != 1)
		return -1;
	return notice_seat(desk, &phone, seat, MESSAGE_DEPUTY_STANDS_IN, NULL,
	    NULL, now);
}

/* The deputy stands in; who is above the seat is told. */
static int
to_deputy(struct desk *desk, const struct seat *seat, int64_t now)
{
	struct seat	above;
	int		rc;

	if (tell_deputy(desk, seat, now) == -1)
		return -1;
	if ((rc = find_above(desk, seat, level_above(seat->role), &above))
	    != 1)
		return rc;
	return tell(desk, &above, seat, MESSAGE_ALARM_SILENT_TOLD, now);
}

static int
fall_silent(struct desk *desk, const struct seat *seat, int step, int64_t now)
{
	struct seat	silent = *seat;

	log_warn("desk: seat %s is silent: %d reports go to %s", seat->name,
	    seat->open, step == STEP_DEPUTY ? "its deputy" : "the next above");
	silent.silent_at = seat->silent_at != 0 ? seat->silent_at : now;
	silent.silent_step = step;
	if (store_seat_set_silent(desk->store, seat->id, silent.silent_at,
	    step) == -1)
		return -1;
	if ((step == STEP_DEPUTY ? to_deputy(desk, &silent, now) :
	    pass_on(desk, &silent, now)) == -1)
		return -1;
	return seat_changed(desk, &silent, SEAT_FELL_SILENT, now);
}

/* Has it missed too many since somebody spoke for it, or stands in?  -1. */
static int
misses_too_many(struct desk *desk, const struct seat *seat)
{
	int64_t	since = seat->heard_at > seat->silent_at ? seat->heard_at :
		    seat->silent_at;
	int	n = store_seat_missed(desk->store, seat->id, since);

	return n == -1 ? -1 : n >= desk->conf->silent_dispatches;
}

/* A seat has missed a dispatch: is it, or its deputy, silent now? */
static int
judge(struct desk *desk, const struct seat *seat, int64_t now)
{
	bool	deputised = reach_has_stand_in(seat);
	int	rc;

	if (store_seat_set_watch(desk->store, seat->id, 0) == -1)
		return -1;
	if ((seat->state != SEAT_ON && !deputised) ||
	    seat->silent_step == STEP_UP)
		return 0;
	if ((rc = misses_too_many(desk, seat)) != 1)
		return rc;
	return fall_silent(desk, seat, seat->deputy_phone_id != 0 &&
	    !deputised ? STEP_DEPUTY : STEP_UP, now);
}

/*
 * The letter's phone lives, and with it the seats that it holds; reports that
 * waited for somebody go out.
 */
int
silence_heard(struct desk *desk, const struct letter *l)
{
	struct seat	seat = { 0 }, back = { 0 };
	bool		holds;
	int		rc;

	while ((rc = store_seat_of_phone(desk->store, l->phone.id, seat.id,
	    &seat)) == 1) {
		holds = seat.phone_id == l->phone.id;
		if (store_seat_heard(desk->store, seat.id, holds, l->now)
		    == -1)
			return -1;
		if (seat.silent_at == 0 || !holds)
			continue;
		log_info("desk: seat %s answers again", seat.name);
		back = seat;
	}
	return rc == -1 ? -1 : back.id != 0 ? seat_changed(desk, &back,
	    SEAT_FILLED, l->now) : 0;
}

/*
 * A follower of seats: what lies with one that its holder left is its
 * deputy's, and where there is none, of a vacant one, the next above's.
 */
int
silence_follow_seat(struct desk *desk, const struct seat *seat,
    enum seat_event on, int64_t now)
{
	if (on != SEAT_LEFT)
		return 0;
	if (seat->deputy_phone_id != 0)
		return tell_deputy(desk, seat, now);
	return seat->state == SEAT_VACANT && seat->open > 0 ?
	    pass_on(desk, seat, now) : 0;
}

/* Silences that are to be judged, at most max.  How many, or -1. */
int
silence_run(struct desk *desk, int64_t now, int max)
{
	struct seat	seat;
	int		n = 0, rc = 0;

	while (n < max && (rc = store_seat_watched(desk->store, now, &seat))
	    == 1) {
		if (judge(desk, &seat, now) == -1)
			return -1;
		n++;
	}
	return rc == -1 ? -1 : n;
}

/* When silence_run next has something to do: 1, 0 never, -1. */
int
silence_next(struct desk *desk, int64_t *at)
{
	struct seat	seat;
	int		rc = store_seat_watched(desk->store, INT64_MAX, &seat);

	if (rc == 1)
		*at = seat.watch_at;
	return rc;
}
