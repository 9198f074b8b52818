/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * gather - steps of a report that follow each other within minutes share one
 * SMS: which notices wait for what may follow, how long, and what they are
 * told by when it does.
 *
 * To a citizen "taken" and "forwarded" wait, and the next word about that
 * report tells them too.  To a seat the first dispatch goes at once, and what
 * comes within gather_within of it waits; reminders and what climbs wait from
 * the first on.  Several that waited are one SMS (bundle.c).  What waits is
 * a row in the state "night", looked at again at its time (clocks/night.c).
 * Urgent notices and answers never wait, and nothing waits into the night.
 */

#include "config.h"

#include "conf/calendar.h"
#include "desk/words/letter.h"
#include "desk/words/words.h"
#include "desk/words/words_private.h"
#include "store/outbox_night.h"

#define TOLD	"told with what followed"

enum how {
	STEP,		/* citizen: waits, and is told by what follows */
	LAST,		/* citizen: goes at once, and tells what waited */
	WORK,		/* seat: the first at once, others wait */
	MENTION,	/* seat: waits for others */
	NEWS		/* seat: not before it has heard of the report */
};

static const struct gather_rule {
	enum message_id	id;
	enum how	how;
} rules[] = {
	{ MESSAGE_TAKEN,		STEP },
	{ MESSAGE_FORWARDED,		STEP },
	{ MESSAGE_FORWARDED_TAKEN,	STEP },
	{ MESSAGE_ASKED,		LAST },
	{ MESSAGE_DONE,			LAST },
	{ MESSAGE_REJECTED,		LAST },
	{ MESSAGE_STATE,		LAST },
	{ MESSAGE_DISPATCH,		WORK },
	{ MESSAGE_DISPATCH_REOPENED,	WORK },
	{ MESSAGE_REMIND_TAKE,		MENTION },
	{ MESSAGE_REMIND_FINISH,	MENTION },
	{ MESSAGE_ESCALATED_TAKE,	MENTION },
	{ MESSAGE_ESCALATED_FINISH,	MENTION },
	{ MESSAGE_OVERDUE,		MENTION },
	{ MESSAGE_SEAT_NEWS,		NEWS },
	{ MESSAGE_SEAT_CANCELLED,	NEWS },
	{ MESSAGE_SEAT_MISREAD,		NEWS },
	{ MESSAGE_SEAT_ELSEWHERE,	NEWS }
};

static const struct gather_rule *
rule_of(int id)
{
	size_t	i;

	for (i = 0; i < sizeof rules / sizeof rules[0]; i++)
		if ((int)rules[i].id == id)
			return &rules[i];
	return NULL;
}

/* ---- what a citizen is told -------------------------------------------- */

/*
 * What of the report waits for the citizen is told by message id, which goes
 * now or waits in its place: *first is when the oldest of them was to go,
 * unchanged if there is none.  0 or -1.
 */
static int
absorb(struct desk *desk, int64_t report_id, int64_t phone_id,
    enum message_id *id, int64_t *first)
{
	const struct gather_rule	*old;
	struct outbox_message		 m = { .id = 0 };
	int				 rc;

	while ((rc = store_outbox_night_of_report(desk->store, report_id,
	    phone_id, m.id, &m)) == 1) {
		old = rule_of(message_find(m.kind));
		if (old == NULL || old->how != STEP)
			continue;
		if (store_outbox_set_state(desk->store, m.id, OUTBOX_DROPPED,
		    TOLD) == -1)
			return -1;
		if (m.next_try < *first)
			*first = m.next_try;
		if (*id == MESSAGE_TAKEN && old->id != MESSAGE_TAKEN)
			*id = MESSAGE_FORWARDED_TAKEN;
	}
	return rc;
}

/* An answer tells the citizen how it stands: no need to say it again. */
int
gather_answered(struct desk *desk, int64_t report_id, int64_t phone_id,
    enum message_id id)
{
	const struct gather_rule	*rule = rule_of(id);
	int64_t				 first = INT64_MAX;

	return rule == NULL || rule->how != LAST || report_id == 0 ? 0 :
	    absorb(desk, report_id, phone_id, &id, &first);
}

/* ---- when a seat is told ----------------------------------------------- */

/* Is it the phone that the seat itself is reached at?  1, 0, -1. */
static int
is_of_seat(struct desk *desk, const struct outbox_message *out)
{
	struct seat	seat;
	struct phone	phone;
	int		rc;

	if ((rc = store_seat_get(desk->store, out->seat_id, &seat)) != 1 ||
	    (rc = reach_phone(desk, &seat, &phone)) != 1)
		return rc;
	return phone.id == out->phone_id;
}

/*
 * More about a report of which the seat has not heard yet waits for that: if
 * it is withdrawn by then, the seat hears of neither (clocks/night.c).
 */
static int
wait_for_work(struct desk *desk, const struct outbox_message *out,
    int64_t *until)
{
	int64_t	at;
	int	rc;

	if ((rc = store_outbox_night_work(desk->store, out->seat_id,
	    out->report_id, &at)) == 1)
		*until = at + 1;
	return rc == -1 ? -1 : 0;
}

/* Until when a notice to a seat waits for others; unchanged if it does not. */
static int
wait_of_seat(struct desk *desk, const struct outbox_message *out,
    enum how how, int64_t now, int64_t *until)
{
	int64_t	last, within = desk->conf->gather_within_s;
	int	rc;

	if (how == NEWS)
		return wait_for_work(desk, out, until);
	if (how == MENTION && (rc = is_of_seat(desk, out)) != 1)
		return rc;
	if ((rc = store_outbox_night_seat_first(desk->store, out->seat_id,
	    out->phone_id, until)) != 0)
		return rc;
	if (how == MENTION) {
		*until = now + within;
		return 0;
	}
	rc = store_outbox_work_since(desk->store, out->seat_id, out->phone_id,
	    now - within, now, &last);
	if (rc == 1)
		*until = last + within;
	return rc;
}

/* ---- both -------------------------------------------------------------- */

/*
 * A notice is about to be queued that is not dropped: what waits for the same
 * citizen is told by it.  *id is what it says then, *first when the oldest of
 * what waited was to go, or INT64_MAX.  0 or -1.
 */
int
gather_absorb(struct desk *desk, const struct outbox_message *out,
    enum message_id *id, int64_t *first)
{
	*first = INT64_MAX;
	if (rule_of(*id) == NULL || out->seat_id != 0 ||
	    out->state == OUTBOX_DROPPED)
		return 0;
	return absorb(desk, out->report_id, out->phone_id, id, first);
}

/*
 * Does it wait for what may follow itself, at the latest until first?  Then
 * its state and its time are changed.  0 or -1.
 */
int
gather_wait(struct desk *desk, struct outbox_message *out,
    enum message_id id, int64_t first, int64_t now)
{
	const struct gather_rule	*rule = rule_of(id);
	int64_t				 within = desk->conf->gather_within_s;
	int64_t				 until = now;

	if (rule == NULL || out->state != OUTBOX_DUE || out->urgent ||
	    within == 0 || rule->how == LAST)
		return 0;
	if (rule->how == STEP)
		until = first < now + within ? first : now + within;
	else if (wait_of_seat(desk, out, rule->how, now, &until) == -1)
		return -1;
	if (until <= now || calendar_after_quiet(&desk->conf->time.quiet,
	    until) > until)
		return 0;
	out->next_try = until;
	out->state = OUTBOX_NIGHT;
	return 0;
}
