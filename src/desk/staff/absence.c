/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * absence - off duty and back: CUTI, AKTIF, and what happens by itself when a
 * leave begins and ends (leave.c says when).
 *
 * While a seat is off its deputy answers for it; without one its new reports
 * go elsewhere.  What lies with it stays.
 */

#include "config.h"

#include <stdio.h>

#include "base/text.h"
#include "desk/seats/seats.h"
#include "desk/staff/staff_private.h"
#include "desk/staff/timers.h"
#include "desk/words/letter.h"
#include "desk/words/words.h"

/*
 * The next seat after this one that the sender holds, not only stands in for.
 * 1, 0 no more, -1.
 */
static int
held_by(struct desk *desk, const struct letter *l, struct seat *seat)
{
	int	rc;

	while ((rc = store_seat_of_phone(desk->store, l->phone.id, seat->id,
	    seat)) == 1 && seat->phone_id != l->phone.id)
		continue;
	return rc;
}

/* The seats of a phone, all named, and what lies with them. */
struct posts {
	struct seat	first;		/* id 0: there is none */
	int		count, open;
};

/* Their names, each so that it can be told from the others. */
static int
name_all(struct desk *desk, const struct letter *l, const struct posts *p,
    int room, char *list, size_t size)
{
	struct seat	seat = { 0 };
	char		name[STORE_NAME_SIZE];
	size_t		len = 0;
	int		rc;

	list[0] = '\0';
	while ((rc = held_by(desk, l, &seat)) == 1) {
		words_seat(&seat, name);
		words_shorten(name, room / p->count - 2);
		if (len < size)
			len += (size_t)snprintf(list + len, size - len,
			    "%s%s", len > 0 ? ", " : "", name);
	}
	text_clip(list, room);
	return rc;
}

static int
answer(struct desk *desk, struct letter *l, enum message_id id,
    const struct posts *p, int64_t from, int64_t until)
{
	struct message_values	values = { 0 };
	char			list[TEXT_SMS_SEPTETS * 2], n[16];
	char			date[32], end[32];

	words_date(date, sizeof date, from);
	words_date(end, sizeof end, until);
	snprintf(n, sizeof n, "%d", p->open > 999 ? 999 : p->open);
	values.date = date;
	values.until = end;
	values.count = n;
	if (name_all(desk, l, p, message_room(desk->conf->message[id],
	    &values), list, sizeof list) == -1)
		return -1;
	values.list = list;
	return reply_send(desk, l, id, &values);
}

/* One seat's leave: now, or planned. */
static int
leave(struct desk *desk, struct seat *seat, int64_t from, int64_t until,
    int64_t now)
{
	bool	was_on = seat->state == SEAT_ON;

	if (from != 0)
		return store_seat_plan(desk->store, seat->id, from, until);
	seat->state = SEAT_OFF;
	if (store_seat_set_duty(desk->store, seat->id, SEAT_OFF, until) == -1)
		return -1;
	return was_on ? seat_changed(desk, seat, SEAT_LEFT, now) : 0;
}

/*
 * CUTI: all seats of this phone go off duty, from and until when it is said.
 * What cannot be read is asked for, and nothing changes.
 */
int
absence_off(struct desk *desk, struct letter *l)
{
	struct posts	p = { .count = 0 };
	struct seat	seat = { 0 };
	int64_t		from, until;
	int		rc;

	if (leave_span(&l->meaning, l->now, &from, &until) == -1)
		return reply_plain(desk, l, MESSAGE_SEAT_BAD_DATE, NULL);
	while ((rc = held_by(desk, l, &seat)) == 1) {
		if (p.count++ == 0)
			p.first = seat;
		if (leave(desk, &seat, from, until, l->now) == -1)
			return -1;
	}
	if (rc == -1)
		return -1;
	if (p.count == 0)
		return reply_help(desk, l, true, true);
	return answer(desk, l, from != 0 ? MESSAGE_SEAT_OFF_FROM :
	    until != 0 ? MESSAGE_SEAT_OFF_UNTIL : MESSAGE_SEAT_OFF, &p, from,
	    until);
}

/* AKTIF: all seats of this phone are on duty again. */
int
absence_on(struct desk *desk, struct letter *l)
{
	struct posts	p = { .count = 0 };
	struct seat	seat = { 0 };
	int		rc;

	while ((rc = held_by(desk, l, &seat)) == 1) {
		if (store_seat_set_state(desk->store, seat.id, SEAT_ON) == -1)
			return -1;
		p.open += seat.open;
		if (p.count++ == 0)
			p.first = seat;
	}
	if (rc == -1)
		return -1;
	if (p.count == 0)
		return reply_help(desk, l, true, true);
	if (seat_changed(desk, &p.first, SEAT_FILLED, l->now) == -1)
		return -1;
	return answer(desk, l, MESSAGE_SEAT_ON, &p, 0, 0);
}

/* Its leave is over: on duty, and told so. */
static int
come_back(struct desk *desk, const struct seat *seat, int64_t now)
{
	struct phone	phone;

	if (store_seat_set_state(desk->store, seat->id, SEAT_ON) == -1 ||
	    store_seat_heard(desk->store, seat->id, true, now) == -1)
		return -1;
	if (seat->phone_id != 0 && (store_phone_get(desk->store,
	    seat->phone_id, &phone) != 1 || notice_seat(desk, &phone, seat,
	    MESSAGE_SEAT_BACK, NULL, NULL, now) == -1))
		return -1;
	return seat_changed(desk, seat, SEAT_FILLED, now);
}

/* A planned leave begins. */
static int
begin_leave(struct desk *desk, struct seat *seat, int64_t now)
{
	return leave(desk, seat, 0, seat->off_until, now);
}

/* Leaves that begin or are over, at most max.  How many, or -1. */
int
absence_run(struct desk *desk, int64_t now, int max)
{
	struct seat	seat;
	int		n = 0, rc = 0;

	for (; n < max && (rc = store_seat_leaving(desk->store, now, &seat))
	    == 1; n++)
		if (begin_leave(desk, &seat, now) == -1)
			return -1;
	for (; rc != -1 && n < max && (rc = store_seat_back(desk->store, now,
	    &seat)) == 1; n++)
		if (come_back(desk, &seat, now) == -1)
			return -1;
	return rc == -1 ? -1 : n;
}

/* When absence_run next has something to do: 1, 0 never, -1. */
int
absence_next(struct desk *desk, int64_t *at)
{
	struct seat	back, leaving;
	int		over, begins;

	over = store_seat_back(desk->store, INT64_MAX, &back);
	begins = store_seat_leaving(desk->store, INT64_MAX, &leaving);
	if (over == -1 || begins == -1)
		return -1;
	if (over == 1)
		*at = back.off_until;
	if (begins == 1 && (over == 0 || leaving.off_from < *at))
		*at = leaving.off_from;
	return over == 1 || begins == 1;
}
