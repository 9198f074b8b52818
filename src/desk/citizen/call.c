/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * call - a missed call of a citizen, who may have no credit left to write.
 *
 * While a report waits for its citizen's word a call is PUAS; at other times
 * it asks how the newest report stands, and is answered once an hour.  A
 * caller's number can be forged more easily than an SMS can, so a call does
 * nothing that one BELUM does not undo, and nothing at all for a seat.
 */

#include "config.h"

#include "desk/citizen/citizen_private.h"
#include "desk/citizen/view.h"
#include "desk/report/report.h"
#include "desk/words/letter.h"
#include "desk/words/words.h"

#define ANSWER_S	3600		/* one answer in this time */

/* A call on the desk. */
struct ring {
	struct phone	 phone;
	const char	*modem;		/* borrowed */
	int64_t		 now;
};

static int
keep(struct desk *desk, const struct ring *g, int64_t report_id,
    const char *outcome)
{
	return store_call_add(desk->store, g->phone.id, g->modem, g->now,
	    report_id, outcome);
}

/* Answer by SMS; the next call within the hour is not. */
static int
tell(struct desk *desk, const struct ring *g, enum message_id id,
    const struct message_values *values, const struct report *r)
{
	if (store_phone_set_called(desk->store, g->phone.id, g->now) == -1)
		return -1;
	return notice_send(desk, &g->phone, id, values, r, 0, g->modem,
	    g->now);
}

/* One waits for it: PUAS, and how to take that back. */
static int
be_satisfied(struct desk *desk, const struct ring *g, struct report *r)
{
	struct actor		who = { g->phone.id, 0, 0 };
	struct report_words	w;
	char			days[32];

	if (report_apply(desk, r, EV_SATISFIED, &who, "missed call", g->now)
	    != 1 || keep(desk, g, r->id, "satisfied") == -1)
		return -1;
	words_report(desk, r, &w);
	words_late(desk, desk->conf->objection_window_s, days, sizeof days);
	w.values.late = days;
	return tell(desk, g, MESSAGE_CALL_SATISFIED, &w.values, r);
}

/* Several wait: which of them is good now, a call cannot say. */
static int
ask_which(struct desk *desk, const struct ring *g,
    const struct report *waiting, int n)
{
	struct message_values	values = { 0 };
	char			list[128];

	waiting_list(desk, waiting, n, list, sizeof list);
	values.choices = list;
	if (keep(desk, g, 0, "which") == -1)
		return -1;
	return tell(desk, g, MESSAGE_WHICH_DONE, &values, NULL);
}

/* None waits: how the newest stands. */
static int
tell_state(struct desk *desk, const struct ring *g)
{
	struct report_words	w;
	struct report		r;
	char			date[32];
	int			rc;

	if ((rc = store_report_latest(desk->store, g->phone.id, REPORTS_ALL,
	    &r)) != 1)
		return rc;
	if (g->phone.called_at > g->now - ANSWER_S)
		return keep(desk, g, r.id, "again");
	if (keep(desk, g, r.id, "state") == -1)
		return -1;
	words_report(desk, &r, &w);
	words_date(date, sizeof date, r.changed_at);
	w.values.date = date;
	return tell(desk, g, MESSAGE_CALL_STATE, &w.values, &r);
}

/*
 * A number that is known rang by this modem.  Who never reported, said STOP
 * or speaks for a seat is not answered.  0 or -1.
 */
int
desk_call(struct desk *desk, int64_t phone_id, const char *modem, int64_t now)
{
	struct ring	g = { .modem = modem, .now = now };
	struct report	waiting[WAITING_MAX];
	struct seat	seat;
	int		n, rc;

	if (store_phone_get(desk->store, phone_id, &g.phone) != 1 ||
	    (rc = store_seat_of_phone(desk->store, phone_id, 0, &seat)) == -1)
		return -1;
	if (rc == 1 || g.phone.stopped_at != 0)
		return keep(desk, &g, 0, rc == 1 ? "seat" : "said STOP");
	if ((n = waiting_find(desk, phone_id, waiting)) == -1)
		return -1;
	if (n == 1)
		return be_satisfied(desk, &g, &waiting[0]);
	if (n > 1 && g.phone.called_at <= now - ANSWER_S)
		return ask_which(desk, &g, waiting, n);
	return n > 1 ? keep(desk, &g, 0, "again") : tell_state(desk, &g);
}
