/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * escalation - a deadline is missed, or soon will be: who hears of it.
 *
 * Each clock goes: a reminder to the seat, the deadline, then one level up
 * after the other (etc/kupang/escalation.conf).  Who is told of a missed
 * deadline gets the report with its code: who must answer for it may act on
 * it.  After the last level the report stands in `kentongan status` and
 * `reports --late` until it is settled, and the last level is told of it again
 * from time to time (overdue.c).
 *
 * When the machine was off, a report does not climb through all it missed: it
 * goes at once to the highest level that is due by now, and the levels passed
 * over are not told.  Once the finish is missed only that clock speaks, and
 * it goes on where the other was.  In the quiet hours no clock of a routine
 * report goes a step: what it says in the morning is so in the morning.
 */

#include "config.h"

#include <stdio.h>

#include "base/text.h"
#include "desk/clocks/alert.h"
#include "desk/clocks/clocks.h"
#include "desk/clocks/clocks_private.h"
#include "desk/report/report.h"
#include "desk/seats/seats.h"
#include "desk/words/letter.h"
#include "desk/words/words.h"

/* ---- telling ---------------------------------------------------------- */

/* The phone by which a seat is reached; 0 none. */
static int64_t
phone_of(const struct seat *seat)
{
	return reach_has_stand_in(seat) ? seat->deputy_phone_id :
	    seat->phone_id;
}

/* Tell a seat, by its own phone or its deputy's, of a lapse. */
static int
tell(struct desk *desk, const struct lapse *l, const struct seat *seat,
    int64_t phone_id, enum message_id id, const char *code,
    const char *told)
{
	char			date[32], late[32], name[STORE_NAME_SIZE * 2];
	char			holder[STORE_NAME_SIZE * 2];
	struct report_words	w;
	struct phone		phone;
	int			rc;

	if ((rc = store_phone_get(desk->store, phone_id, &phone)) != 1)
		return rc;
	words_report(desk, &l->report, &w);
	words_date(date, sizeof date, l->deadline.limit_at);
	words_late(desk, l->now - l->deadline.limit_at, late,
	    sizeof late);
	text_to_gsm7(name, sizeof name, told, NULL);
	text_clip(name, MESSAGE_LONGEST_SEAT);
	text_to_gsm7(holder, sizeof holder, l->holder.id != 0 ?
	    l->holder.name : l->report.opd, NULL);
	text_clip(holder, MESSAGE_LONGEST_HOLDER);
	w.values.code = code;
	w.values.date = date;
	w.values.late = late;
	w.values.seat = name;
	w.values.holder = holder;
	w.values.text = l->report.description;
	return notice_send(desk, &phone, id, &w.values, &l->report, seat->id,
	    "", l->now);
}

/*
 * Tell those who had it first: not the levels above them, who have heard.
 * told is who hears of it now, "" nobody.
 */
static int
tell_holders(struct desk *desk, const struct lapse *l, int64_t but_seat,
    enum message_id id, const char *told)
{
	struct dispatch	d = { 0 };
	struct seat	seat;
	int		rc;

	while ((rc = store_dispatch_next(desk->store, l->report.id, d.id, &d))
	    == 1) {
		if (store_seat_get(desk->store, d.seat_id, &seat) != 1)
			return -1;
		/* A dead phone knows of its silence, or never will. */
		if (reach_is_dead(&seat))
			continue;
		if (seat.id == but_seat || phone_of(&seat) == 0 ||
		    (seat.id != l->holder.id && seat.role != SEAT_OFFICER))
			continue;
		if (tell(desk, l, &seat, phone_of(&seat), id, d.code, told)
		    == -1)
			return -1;
	}
	return rc;
}

static int
remind_holders(struct desk *desk, const struct lapse *l)
{
	return tell_holders(desk, l, 0, l->deadline.kind == DEADLINE_TAKE ?
	    MESSAGE_REMIND_TAKE : MESSAGE_REMIND_FINISH, "");
}

static int
note(struct desk *desk, const struct lapse *l, const char *kind,
    const struct actor *who, const char *rest)
{
	char	detail[STORE_NAME_SIZE * 2];

	snprintf(detail, sizeof detail, "%s%s%s",
	    deadline_kind_name(l->deadline.kind), rest[0] != '\0' ? ": " : "",
	    rest);
	return report_note(desk, &l->report, kind, who, detail, l->now);
}

/* ---- escalation ------------------------------------------------------- */

/*
 * Did the seat get it, and was told so, because the holder fell silent?  Then
 * it is not told the same again.
 */
static bool
has_it_by_silence(const struct lapse *l, const struct dispatch *d)
{
	return l->deadline.kind == DEADLINE_TAKE && l->holder.silent_at != 0 &&
	    d->at >= l->holder.silent_at && d->at < l->deadline.limit_at;
}

/* Lay it before the seat of a level, unless it lies there already. */
static int
lay(struct desk *desk, const struct lapse *l, const struct seat *seat,
    enum conf_level_who who)
{
	enum message_id	id = l->deadline.kind == DEADLINE_TAKE ?
			    MESSAGE_ESCALATED_TAKE : MESSAGE_ESCALATED_FINISH;
	struct dispatch	d = l->dispatch;
	int		rc;

	/* Nobody has it, so there is nothing to take: somebody must see. */
	if (l->report.state == REPORT_NEW)
		return tell(desk, l, seat, phone_of(seat),
		    MESSAGE_ALARM_UNROUTED, "", "");
	if (who == LEVEL_DEPUTY)	/* who may act for the seat from now */
		return store_dispatch_set_phone(desk->store, d.id,
		    seat->deputy_phone_id) == -1 ? -1 : tell(desk, l, seat,
		    seat->deputy_phone_id, id, d.code, "");
	rc = store_dispatch_find(desk->store, l->report.id, seat->id, &d);
	if (rc == -1 || (rc == 0 && routing_lay(desk, &l->report, seat, &d,
	    l->now) == -1))
		return -1;
	if (rc == 1 && has_it_by_silence(l, &d))
		return 0;
	return tell(desk, l, seat, phone_of(seat), id, d.code, "");
}

/* Nobody above is left: who has it hears once more. */
static int
nobody_left(struct desk *desk, const struct lapse *l)
{
	struct actor	nobody = { 0, 0, 0 };

	if (remind_holders(desk, l) == -1)
		return -1;
	return note(desk, l, "overdue", &nobody, "nobody above");
}

/*
 * Who has it is told once a clock that it climbs; of what is urgent the
 * reminder, shortly before, has said so.
 */
static bool
holders_know(const struct lapse *l)
{
	return l->was > 0 || (l->was == 0 && l->report.urgent);
}

static int
tell_level(struct desk *desk, const struct lapse *l, int index,
    const struct seat *seat)
{
	enum conf_level_who	who = desk->conf->time.level[index].who;
	struct actor		actor = { 0, seat->id, 0 };
	char			rest[STORE_NAME_SIZE * 2];

	if (who == LEVEL_DEPUTY)
		actor.phone_id = seat->deputy_phone_id;
	snprintf(rest, sizeof rest, "%s %s", conf_level_name(who),
	    seat->name);
	if (note(desk, l, "escalated", &actor, rest) == -1 ||
	    lay(desk, l, seat, who) == -1)
		return -1;
	return holders_know(l) ? 0 : tell_holders(desk, l,
	    who == LEVEL_DEPUTY ? 0 : seat->id, MESSAGE_OVERDUE,
	    who == LEVEL_DEPUTY ? desk->conf->message[MESSAGE_DEPUTY] :
	    seat->name);
}

/* When the level of this index follows, seen from the one before it. */
static int64_t
level_after(const struct desk *desk, const struct lapse *l, int index,
    int64_t from)
{
	return calendar_add(&l->calendar, from,
	    &desk->conf->time.level[index].after[l->report.urgent]);
}

/* The deadline is missed, or the level before has not helped: one level up. */
static int
escalate(struct desk *desk, const struct lapse *l)
{
	int		count = desk->conf->time.level_count;
	int64_t		at = l->deadline.next_at, next;
	int		i = l->deadline.step < 0 ? 0 : l->deadline.step;
	struct seat	seat;

	/* The last level has heard of the take; of the finish it has not. */
	if (i >= count && count > 0 && l->deadline.kind == DEADLINE_FINISH)
		i = count - 1;
	while (i + 1 < count && (next = level_after(desk, l, i + 1, at)) <=
	    l->now) {
		at = next;
		i++;
	}
	if ((i = level_choose(desk, l, i, &seat)) == -1)
		return -1;
	if (i >= count)
		return nobody_left(desk, l) == -1 ? -1 :
		    store_deadline_set_step(desk->store, l->deadline.id,
		    overdue_step(desk), overdue_next(desk, l->now));
	if (tell_level(desk, l, i, &seat) == -1)
		return -1;
	next = i + 1 < count ? level_after(desk, l, i + 1, at) :
	    overdue_next(desk, l->now);
	if (i + 1 < count && next <= l->now)	/* levels were passed over */
		next = level_after(desk, l, i + 1, l->now);
	return store_deadline_set_step(desk->store, l->deadline.id, i + 1,
	    next);
}

/* ---- the steps -------------------------------------------------------- */

/* The reminder, or why there is none any more. */
static int
remind(struct desk *desk, const struct lapse *l)
{
	struct actor	nobody = { 0, 0, 0 };
	struct deadline	take;
	int		rc = 0;

	/* Who has not even taken it is not reminded to finish. */
	if (l->deadline.kind == DEADLINE_FINISH)
		rc = store_deadline_open(desk->store, l->report.id,
		    DEADLINE_TAKE, &take);
	if (rc == -1 || (rc == 0 && l->holder.id != 0 &&
	    (remind_holders(desk, l) == -1 ||
	    note(desk, l, "reminded", &nobody, "") == -1)))
		return -1;
	return store_deadline_set_step(desk->store, l->deadline.id, 0,
	    deadline_first_level(desk, &l->report, &l->calendar,
	    l->deadline.limit_at));
}

/*
 * 1: the finish is missed too and speaks for both; 0 no; -1.  The finish
 * goes on from the level that the take has come to.
 */
static int
yields(struct desk *desk, struct lapse *l)
{
	struct deadline	other;
	int		rc;

	rc = store_deadline_open(desk->store, l->report.id,
	    l->deadline.kind == DEADLINE_TAKE ? DEADLINE_FINISH :
	    DEADLINE_TAKE, &other);
	if (rc != 1)
		return rc;
	if (l->deadline.kind == DEADLINE_TAKE)
		return other.limit_at <= l->now;
	if (l->deadline.step < other.step)
		l->deadline.step = other.step;
	return 0;
}

static int
step(struct desk *desk, struct lapse *l)
{
	struct actor	nobody = { 0, 0, 0 };
	int64_t		morning;
	int		rc;

	if (store_report_get(desk->store, l->deadline.report_id, &l->report)
	    != 1 || level_find_holder(desk, l) == -1)
		return -1;
	l->calendar = deadline_calendar(desk, &l->report);
	morning = quiet_until(desk, MESSAGE_REMIND_TAKE, l->report.urgent,
	    l->now);
	if (morning > l->now)		/* where the office works at night */
		return store_deadline_set_step(desk->store, l->deadline.id,
		    l->deadline.step, morning);
	if (l->deadline.step == -1 && l->now < l->deadline.limit_at)
		return remind(desk, l);
	l->was = l->deadline.step;
	if ((l->deadline.kind == DEADLINE_TAKE && store_dispatch_unanswered(
	    desk->store, l->report.id, l->now) == -1) ||
	    (rc = yields(desk, l)) == -1)
		return -1;
	if (rc == 1)
		return (l->was < overdue_step(desk) && note(desk, l, "overdue",
		    &nobody, "and finish") == -1) ? -1 :
		    store_deadline_set_step(desk->store, l->deadline.id,
		    l->deadline.step, 0);
	if (l->was >= overdue_step(desk))	/* all levels know */
		return overdue_repeat(desk, &l->report, &l->deadline, l->now);
	if (l->was == -1)		/* off when the reminder was due */
		l->deadline.next_at = deadline_first_level(desk, &l->report,
		    &l->calendar, l->deadline.limit_at);
	if (l->deadline.next_at > l->now)
		return store_deadline_set_step(desk->store, l->deadline.id, 0,
		    l->deadline.next_at);
	return escalate(desk, l);
}

/*
 * What is due, oldest first, at most max steps; a clock takes one step
 * however long the machine was off.  How many, or -1.
 */
int
escalation_run(struct desk *desk, int64_t now, int max)
{
	struct lapse	l = { .now = now };
	int		n = 0, rc = 0;

	if (now < desk->deadlines_from)
		return 0;
	while (n < max && (rc = store_deadline_due(desk->store, now,
	    &l.deadline)) == 1) {
		if ((l.deadline.kind == DEADLINE_DANGER ?
		    alert_step(desk, &l) : step(desk, &l)) == -1)
			return -1;
		n++;
	}
	return rc == -1 ? -1 : n;
}

/* When deadline_run next has something to do: 1, 0 never, -1. */
int
escalation_next(struct desk *desk, int64_t *at)
{
	struct deadline	d;
	int		rc;

	if ((rc = store_deadline_due(desk->store, INT64_MAX, &d)) != 1)
		return rc;
	*at = d.next_at > desk->deadlines_from ? d.next_at :
	    desk->deadlines_from;
	return 1;
}
