/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * absence - off duty and back: CUTI, AKTIF, and coming back by itself.
 *
 * While a seat is off its deputy answers for it; without one its new reports
 * go elsewhere.  What lies with it stays.
 */

#include "config.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "desk/seats/seats.h"
#include "desk/staff/staff_private.h"
#include "desk/staff/timers.h"
#include "desk/words/letter.h"
#include "desk/words/words.h"

#define BACK_HOUR	6	/* of the first day on duty */
#define LONGEST_DAYS	180	/* more is a date mistyped */

/*
 * When the leave that a letter asks for ends: 0 not by itself, -1 it cannot
 * be.  "Until 3/12" includes the third.
 */
static int64_t
leave_end(const struct meaning *m, int64_t now)
{
	time_t		t = (time_t)now;
	struct tm	today, end;

	if (m->days == 0 && m->day == 0)
		return 0;
	localtime_r(&t, &today);
	end = today;
	end.tm_hour = BACK_HOUR;
	end.tm_min = end.tm_sec = 0;
	end.tm_isdst = -1;
	if (m->days != 0)
		end.tm_mday += m->days > LONGEST_DAYS ? LONGEST_DAYS + 2 :
		    m->days;
	else {
		if (m->month != 0)
			end.tm_mon = m->month - 1;
		else if (m->day < today.tm_mday)
			end.tm_mon++;
		if (m->month != 0 && (end.tm_mon < today.tm_mon ||
		    (end.tm_mon == today.tm_mon && m->day < today.tm_mday)))
			end.tm_year++;
		if (m->day > 31)
			return -1;
		end.tm_mday = m->day + 1;
	}
	t = mktime(&end);
	/* The 31st of a short month is not a day. */
	if (t == (time_t)-1 || (m->day > 28 && m->days == 0 &&
	    end.tm_mday != m->day + 1 && end.tm_mday != 1))
		return -1;
	return t <= now || t > now + LONGEST_DAYS * 86400LL ? -1 : t;
}

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

/* Name the first of the seats, and count what lies with all of them. */
static int
answer(struct desk *desk, struct letter *l, enum message_id id,
    const struct seat *first, int open, const char *date)
{
	struct message_values	values = { .date = date };
	char			name[STORE_NAME_SIZE], n[16];

	words_seat(first, name);
	snprintf(n, sizeof n, "%d", open > 999 ? 999 : open);
	values.seat = name;
	values.count = n;
	return reply_send(desk, l, id, &values);
}

/* CUTI: all seats of this phone go off duty, until a date if one is said. */
int
absence_off(struct desk *desk, struct letter *l)
{
	struct seat	seat = { 0 }, first = { 0 };
	int64_t		end = leave_end(&l->meaning, l->now);
	char		date[32];
	bool		was_on;
	int		rc;

	if (end == -1)
		return reply_plain(desk, l, MESSAGE_SEAT_BAD_DATE, NULL);
	while ((rc = held_by(desk, l, &seat)) == 1) {
		if (first.id == 0)
			first = seat;
		was_on = seat.state == SEAT_ON;
		seat.state = SEAT_OFF;
		if (store_seat_set_duty(desk->store, seat.id, SEAT_OFF, end)
		    == -1 || (was_on && seat_changed(desk, &seat, SEAT_LEFT,
		    l->now) == -1))
			return -1;
	}
	if (rc == -1)
		return -1;
	if (first.id == 0)
		return reply_help(desk, l, true, true);
	words_date(date, sizeof date, end);
	return answer(desk, l, end == 0 ? MESSAGE_SEAT_OFF :
	    MESSAGE_SEAT_OFF_UNTIL, &first, 0, date);
}

/* AKTIF: all seats of this phone are on duty again. */
int
absence_on(struct desk *desk, struct letter *l)
{
	struct seat	seat = { 0 }, first = { 0 };
	int		open = 0, rc;

	while ((rc = held_by(desk, l, &seat)) == 1) {
		if (store_seat_set_state(desk->store, seat.id, SEAT_ON) == -1)
			return -1;
		open += seat.open;
		if (first.id == 0)
			first = seat;
	}
	if (rc == -1)
		return -1;
	if (first.id == 0)
		return reply_help(desk, l, true, true);
	if (seat_changed(desk, &first, SEAT_FILLED, l->now) == -1)
		return -1;
	return answer(desk, l, MESSAGE_SEAT_ON, &first, open, NULL);
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

/* Leaves that are over, at most max.  How many, or -1. */
int
absence_run(struct desk *desk, int64_t now, int max)
{
	struct seat	seat;
	int		n = 0, rc = 0;

	while (n < max && (rc = store_seat_back(desk->store, now, &seat))
	    == 1) {
		if (come_back(desk, &seat, now) == -1)
			return -1;
		n++;
	}
	return rc == -1 ? -1 : n;
}

/* When absence_run next has something to do: 1, 0 never, -1. */
int
absence_next(struct desk *desk, int64_t *at)
{
	struct seat	seat;
	int		rc = store_seat_back(desk->store, INT64_MAX, &seat);

	if (rc == 1)
		*at = seat.off_until;
	return rc;
}
