/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * notice - messages to people who did not just write: a citizen whose report
 * moved, a seat that has to know.
 *
 * A notice does not count against the budget of replies, but a citizen gets
 * so many SMS a day and no more, none after STOP, and none at night that can
 * wait.
 */

#include "config.h"

#include <stdio.h>

#include "desk/words/letter.h"
#include "desk/words/words.h"
#include "desk/words/words_private.h"
#include "store/account.h"
#include "store/dispatch.h"

/*
 * Tell somebody about a seat: its name, how many reports lie with it, and a
 * number or a code (or NULL).  Whoever it is, it is the city's business: a
 * STOP does not hold it back.
 */
int
notice_seat(struct desk *desk, const struct phone *to, const struct seat *seat,
    enum message_id id, const char *phone, const char *code, int64_t now)
{
	struct message_values	values = { .phone = phone, .code = code };
	char			name[STORE_NAME_SIZE], n[16];

	words_seat(seat, name);
	snprintf(n, sizeof n, "%d", seat->open > 999 ? 999 : seat->open);
	values.seat = name;
	values.count = n;
	return notice_send(desk, to, id, &values, NULL, seat->id, "", now);
}

/*
 * Does something urgent lie with the seat that is spoken of?  1, 0, -1.  Who
 * is to stand in for it must hear of that at once.
 */
static int
is_of_urgent_seat(struct desk *desk, enum message_id id, int64_t seat_id)
{
	struct dispatch	d;
	struct report	r = { .urgent = false };

	if (id != MESSAGE_ALARM_SILENT && id != MESSAGE_ALARM_SILENT_TOLD &&
	    id != MESSAGE_DEPUTY_STANDS_IN)
		return 0;
	if (store_dispatch_of_seat(desk->store, seat_id, 0, &d, &r) == -1)
		return -1;
	return r.urgent;
}

/*
 * Would one more routine notice to this citizen be over the day's budget?
 * Then it is kept as "held".  0 or -1.
 */
static int
hold_over_day(struct desk *desk, const struct phone *to,
    struct outbox_message *out, int64_t now)
{
	int	limit = desk->conf->notices_per_day, sent;

	if (limit == 0 || out->seat_id != 0 || out->urgent ||
	    out->state != OUTBOX_DUE)
		return 0;
	if ((sent = store_account_to_phone(desk->store, to->id, now - 86400))
	    == -1)
		return -1;
	if (sent < limit)
		return 0;
	out->state = OUTBOX_HELD;
	out->next_try = now + BUDGET_HOUR_S;
	snprintf(out->reason, sizeof out->reason, "more than %d SMS a day",
	    limit);
	return 0;
}

/*
 * Tell somebody who did not just write: a citizen (seat_id 0) or a seat.  A
 * citizen who said STOP is not told; the row says so.  In the quiet hours
 * what is routine waits for the morning (quiet.c), else perhaps for what may
 * follow (gather.c).  modem is the one to leave by, "" for any.
 */
int
notice_send(struct desk *desk, const struct phone *to, enum message_id id,
    const struct message_values *values, const struct report *report,
    int64_t seat_id, const char *modem, int64_t now)
{
	struct outbox_message	out = { 0 };
	int64_t			first;
	int			urgent;

	out.phone_id = to->id;
	out.seat_id = seat_id;
	out.report_id = report != NULL ? report->id : 0;
	if ((urgent = report != NULL ? report->urgent :
	    is_of_urgent_seat(desk, id, seat_id)) == -1)
		return -1;
	out.urgent = urgent;
	out.next_try = quiet_until(desk, id, urgent, terse_until(desk, id,
	    report, now));
	out.state = out.next_try > now ? OUTBOX_NIGHT : OUTBOX_DUE;
	if (to->kind != NUMBER_PHONE) {
		out.state = OUTBOX_DROPPED;
		snprintf(out.reason, sizeof out.reason, "not a phone number");
	} else if (seat_id == 0 && to->stopped_at != 0) {
		out.state = OUTBOX_DROPPED;
		snprintf(out.reason, sizeof out.reason, "said STOP");
	}
	snprintf(out.modem, sizeof out.modem, "%s", modem);
	if (gather_absorb(desk, &out, &id, &first) == -1 ||
	    hold_over_day(desk, to, &out, now) == -1 ||
	    gather_wait(desk, &out, id, first, now) == -1)
		return -1;
	return post_queue(desk, &out, id, values, now);
}

/*
 * Answer somebody later than they wrote: at once, and not counted against a
 * budget that held it back.
 */
int
notice_answer(struct desk *desk, const struct phone *to, enum message_id id,
    const struct message_values *values, int64_t now)
{
	struct outbox_message	out = { .phone_id = to->id,
				    .state = OUTBOX_DUE };

	return post_queue(desk, &out, id, values, now);
}

/* Tell a seat what cannot wait and is about no report: at once, urgent. */
int
notice_alarm(struct desk *desk, const struct phone *to, enum message_id id,
    const struct message_values *values, int64_t seat_id, int64_t now)
{
	struct outbox_message	out = { 0 };

	out.phone_id = to->id;
	out.seat_id = seat_id;
	out.urgent = true;
	out.state = OUTBOX_DUE;
	return post_queue(desk, &out, id, values, now);
}
