/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * release - whose a report is not any more, once something happened to it.
 */

#include "config.h"

#include "desk/seats/seats.h"
#include "desk/words/letter.h"
#include "desk/words/words.h"

/* One of the officers who need not care any more: told, and by whom. */
static int
release(struct desk *desk, const struct report *report,
    const struct dispatch *d, const struct seat *seat, const struct seat *taker,
    int64_t now)
{
	struct report_words	w;
	struct phone		phone;
	char			name[STORE_NAME_SIZE];
	int			rc;

	if (store_dispatch_close_one(desk->store, d->id, now) == -1)
		return -1;
	if (reach_is_dead(seat))	/* what went past it is not told */
		return 0;
	if ((rc = reach_phone(desk, seat, &phone)) != 1)
		return rc;
	words_report(desk, report, &w);
	words_seat(taker, name);
	w.values.seat = name;
	return notice_send(desk, &phone, MESSAGE_SEAT_ELSEWHERE, &w.values,
	    report, seat->id, "", now);
}

/*
 * A report that lay with several officers at once is the first one's who
 * does something about it.  Who is above them keeps it.
 */
static int
release_others(struct desk *desk, const struct report *report,
    const struct actor *who, int64_t now)
{
	struct dispatch	d = { 0 };
	struct seat	seat, taker;
	int		rc;

	if (store_seat_get(desk->store, who->seat_id, &taker) != 1)
		return -1;
	while ((rc = store_dispatch_next(desk->store, report->id, d.id, &d))
	    == 1) {
		if (d.seat_id == who->seat_id)
			continue;
		if (store_seat_get(desk->store, d.seat_id, &seat) != 1 ||
		    (seat.role == SEAT_OFFICER && release(desk, report, &d,
		    &seat, &taker, now) == -1))
			return -1;
	}
	return rc;
}

/* Did an officer just get hold of what had nobody's word yet? */
static bool
is_first_word(const struct report_change *c)
{
	return c->from == (int)REPORT_ROUTED && c->who->seat_id != 0 &&
	    c->on != EV_UNSEAT && c->on != EV_ASSIGN;
}

/*
 * A follower of reports: the first word releases the other officers, the last
 * event everybody.
 */
int
release_follow(struct desk *desk, const struct report *report,
    const struct report_change *c)
{
	if (is_first_word(c) && release_others(desk, report, c->who, c->now)
	    == -1)
		return -1;
	return c->ends ? store_dispatch_close(desk->store, report->id,
	    c->now) : 0;
}
