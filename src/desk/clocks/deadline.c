/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * deadline - by when a report must be taken and done, and who hears of it
 * when it is not.
 *
 * Two clocks run for a report, each a row: "take" until somebody says so,
 * "finish" until it is done, rejected or withdrawn.  Both start when the
 * citizen sent the SMS, so an outage is not the citizen's loss.  Forwarding
 * does not start them again; a report that is reopened, and one that lies
 * with a new seat after it had been taken, get new ones.
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

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/log.h"
#include "desk/clocks/calendar.h"
#include "desk/desk_private.h"

/* An SMSC keeps an SMS for days; a stamp older than this is a wrong clock. */
#define SENT_BEFORE_MAX_S	(7 * 86400)

/* A deadline that was missed, or soon will be. */
struct lapse {
	struct report		 report;
	struct deadline		 deadline;
	struct calendar		 calendar;
	struct seat		 holder;	/* id 0: lies with nobody */
	struct dispatch		 dispatch;	/* the holder's */
	int64_t			 now;
};

static struct calendar
calendar_of(const struct desk *desk, const struct report *report)
{
	const struct conf	*conf = desk->conf;
	int			 opd;

	opd = conf_city_find_opd(&conf->city, report->opd);
	return (struct calendar){
		opd != -1 ? &conf->city.opd[opd].hours : &conf->time.office,
		conf->time.holiday, conf->time.holiday_count
	};
}

/* ---- starting and stopping -------------------------------------------- */

static struct conf_term
term_of(const struct desk *desk, const struct report *report,
    enum deadline_kind kind)
{
	const struct conf	*conf = desk->conf;
	int			 i;

	i = conf_city_find_category(&conf->city, report->category);
	/* The routine ones of an urgent category have the city's terms. */
	if (i == -1 || conf->city.category[i].urgent != report->urgent)
		return kind == DEADLINE_TAKE ?
		    conf->time.take[report->urgent] :
		    conf->time.finish[report->urgent];
	return kind == DEADLINE_TAKE ? conf->city.category[i].take :
	    conf->city.category[i].finish;
}

/* When the citizen sent it, if the SMSC's clock can be believed. */
static int64_t
sent_at(const struct report *report)
{
	if (report->sent_at > report->created_at ||
	    report->sent_at < report->created_at - SENT_BEFORE_MAX_S)
		return report->created_at;
	return report->sent_at;
}

/*
 * When to remind; 0 never.  Of working days a share is whole days, and the
 * reminder comes when the office opens, not when it has just closed.
 */
static int64_t
remind_at(const struct desk *desk, const struct calendar *c,
    const struct deadline *d, struct conf_term term)
{
	const struct conf_remind	*r = &desk->conf->time.remind;
	int64_t				 before;

	if (r->percent == 0)
		return r->seconds == 0 ? 0 : d->limit_at - r->seconds;
	before = term.amount * r->percent / 100;
	if (term.unit == TERM_DAYS) {
		before = (term.amount * r->percent + 99) / 100;
		term.amount -= before - 1;
		return calendar_opening(c, calendar_add(c, d->start_at,
		    &term));
	}
	term.amount -= before;
	return calendar_add(c, d->start_at, &term);
}

/* When the first level is to be told. */
static int64_t
first_level_at(const struct desk *desk, const struct report *report,
    const struct calendar *c, int64_t limit)
{
	const struct conf_time	*t = &desk->conf->time;

	return t->level_count == 0 ? limit :
	    calendar_add(c, limit, &t->level[0].after[report->urgent]);
}

/*
 * Start a clock.  Whoever gets a report when its time is nearly over, because
 * the machine was off, a person had to read it first or it was night, still
 * has a quarter of the term before anybody else is told.
 */
static int
start(struct desk *desk, const struct report *report, enum deadline_kind kind,
    int64_t now)
{
	struct deadline		d, last;
	struct calendar		c = calendar_of(desk, report);
	struct conf_term	term = term_of(desk, report, kind), quarter;
	int64_t			fair, remind;
	int			rc;

	if ((rc = store_deadline_last(desk->store, report->id, kind, &last))
	    == -1)
		return -1;
	if (rc == 1 && last.ended_at == 0)
		return 0;
	d = (struct deadline){ .report_id = report->id, .kind = kind,
	    .step = -1 };
	d.start_at = rc == 1 && strcmp(last.outcome, "withdrawn") != 0 ?
	    now : sent_at(report);
	d.limit_at = calendar_add(&c, d.start_at, &term);
	quarter = term;
	quarter.amount = (term.amount + 3) / 4;
	fair = calendar_add(&c, night_until(desk, MESSAGE_DISPATCH,
	    report->urgent, now), &quarter);
	remind = remind_at(desk, &c, &d, term);
	d.next_at = remind;
	if (remind <= now || remind >= d.limit_at || fair > d.limit_at) {
		d.step = 0;
		d.next_at = first_level_at(desk, report, &c, d.limit_at);
		if (d.next_at < fair)
			d.next_at = fair;
	}
	return store_deadline_add(desk->store, &d);
}

static int
end(struct desk *desk, const struct report *report, enum deadline_kind kind,
    bool withdrawn, int64_t now)
{
	struct deadline	d;
	int		rc;

	rc = store_deadline_open(desk->store, report->id, kind, &d);
	if (rc != 1)
		return rc;
	return store_deadline_end(desk->store, report->id, kind, withdrawn ?
	    "withdrawn" : now <= d.limit_at ? "met" : "late", now);
}

/* What an event does to the clocks; one that is not here, nothing. */
static const struct clock_rule {
	enum report_event	on;
	bool			starts;
	bool			ends_take, ends_finish;
	bool			withdrawn;
} clock_rules[] = {
	{ EV_ROUTE,	  true,	 false, false, false },
	{ EV_UNSATISFIED, true,	 false, false, false },
	{ EV_TAKE,	  false, true,	false, false },
	{ EV_PROGRESS,	  false, true,	false, false },
	{ EV_FINISH,	  false, true,	true,  false },
	{ EV_REJECT,	  false, true,	true,  false },
	{ EV_CANCEL,	  false, true,	true,  true },
	/* It is read anew, perhaps as another category. */
	{ EV_MISREAD,	  false, true,	true,  true },
};

/*
 * Let the clocks of a report follow what happened to it.  In the transaction
 * of the event; 0 or -1.
 */
int
deadline_follow(struct desk *desk, const struct report *report,
    enum report_event on, int64_t now)
{
	const struct clock_rule	*r = clock_rules, *last;

	last = r + sizeof clock_rules / sizeof clock_rules[0];
	while (r < last && r->on != on)
		r++;
	if (r == last)
		return 0;
	if ((r->starts && (start(desk, report, DEADLINE_TAKE, now) == -1 ||
	    start(desk, report, DEADLINE_FINISH, now) == -1)) ||
	    (r->ends_take && end(desk, report, DEADLINE_TAKE, r->withdrawn,
	    now) == -1) ||
	    (r->ends_finish && end(desk, report, DEADLINE_FINISH,
	    r->withdrawn, now) == -1))
		return -1;
	return 0;
}

/* ---- telling ---------------------------------------------------------- */

/* "45 menit", "5 jam", "3 hari", in the words of the configuration. */
void
deadline_write_late(const struct desk *desk, int64_t seconds, char *buf,
    size_t size)
{
	enum message_id	unit = MESSAGE_DAYS;
	int64_t		n = seconds / 86400;

	if (seconds < 48 * 3600) {
		unit = MESSAGE_HOURS;
		n = seconds / 3600;
	}
	if (seconds < 3600) {
		unit = MESSAGE_MINUTES;
		n = seconds / 60;
	}
	snprintf(buf, size, "%" PRId64 " %s", n > 0 ? n : 1,
	    desk->conf->message[unit]);
}

static void
write_date(char *buf, size_t size, int64_t when)
{
	time_t		t = (time_t)when;
	struct tm	tm;

	localtime_r(&t, &tm);
	strftime(buf, size, "%d/%m %H:%M", &tm);
}

/* The phone by which a seat is reached; 0 none. */
static int64_t
phone_of(const struct seat *seat)
{
	return routing_has_stand_in(seat) ? seat->deputy_phone_id :
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
	reply_words(desk, &l->report, &w);
	write_date(date, sizeof date, l->deadline.limit_at);
	deadline_write_late(desk, l->now - l->deadline.limit_at, late,
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
	return reply_notice(desk, &phone, id, &w.values, &l->report, seat->id,
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
		if (id == MESSAGE_OVERDUE && routing_is_dead(&seat))
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
 * The seat that a level is now.  1 found; 0 nobody on duty, or who has it
 * already and missed the deadline; -1.
 */
static int
find_level(struct desk *desk, const struct lapse *l, enum conf_level_who who,
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
		    !routing_has_stand_in(&l->holder);
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
static int
choose_level(struct desk *desk, const struct lapse *l, int from,
    struct seat *seat)
{
	const struct conf_time	*t = &desk->conf->time;
	int			 i, rc;

	for (i = from; i < t->level_count; i++)
		if ((rc = find_level(desk, l, t->level[i].who, seat)) != 0)
			return rc == -1 ? -1 : i;
	for (i = from - 1; i >= l->deadline.step && i >= 0; i--)
		if ((rc = find_level(desk, l, t->level[i].who, seat)) != 0)
			return rc == -1 ? -1 : i;
	return t->level_count;
}

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
	return tell_holders(desk, l, who == LEVEL_DEPUTY ? 0 : seat->id,
	    MESSAGE_OVERDUE, who == LEVEL_DEPUTY ?
	    desk->conf->message[MESSAGE_DEPUTY] : seat->name);
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
	if ((i = choose_level(desk, l, i, &seat)) == -1)
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
	    first_level_at(desk, &l->report, &l->calendar,
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
find_holder(struct desk *desk, struct lapse *l)
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
deadline_last_level(struct desk *desk, const struct report *report,
    struct seat *seat)
{
	const struct conf_time	*t = &desk->conf->time;
	struct lapse		 l = { .report = *report };
	int			 i, rc;

	if (find_holder(desk, &l) == -1)
		return -1;
	for (i = t->level_count - 1; i >= 0; i--)
		if (t->level[i].who != LEVEL_DEPUTY && (rc = find_level(desk,
		    &l, t->level[i].who, seat)) != 0)
			return rc;
	*seat = l.holder;
	return l.holder.id != 0;
}

static int
step(struct desk *desk, struct lapse *l)
{
	struct actor	nobody = { 0, 0, 0 };
	int64_t		morning;
	int		rc, was;

	if (store_report_get(desk->store, l->deadline.report_id, &l->report)
	    != 1 || find_holder(desk, l) == -1)
		return -1;
	l->calendar = calendar_of(desk, &l->report);
	morning = night_until(desk, MESSAGE_REMIND_TAKE, l->report.urgent,
	    l->now);
	if (morning > l->now)		/* where the office works at night */
		return store_deadline_set_step(desk->store, l->deadline.id,
		    l->deadline.step, morning);
	if (l->deadline.step == -1 && l->now < l->deadline.limit_at)
		return remind(desk, l);
	was = l->deadline.step;
	if ((l->deadline.kind == DEADLINE_TAKE && store_dispatch_unanswered(
	    desk->store, l->report.id, l->now) == -1) ||
	    (rc = yields(desk, l)) == -1)
		return -1;
	if (rc == 1)
		return (was < overdue_step(desk) && note(desk, l, "overdue",
		    &nobody, "and finish") == -1) ? -1 :
		    store_deadline_set_step(desk->store, l->deadline.id,
		    l->deadline.step, 0);
	if (was >= overdue_step(desk))	/* all levels know */
		return overdue_repeat(desk, &l->report, &l->deadline, l->now);
	if (was == -1)			/* off when the reminder was due */
		l->deadline.next_at = first_level_at(desk, &l->report,
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
deadline_run(struct desk *desk, int64_t now, int max)
{
	struct lapse	l = { .now = now };
	int		n = 0, rc = 0;

	if (now < desk->deadlines_from)
		return 0;
	while (n < max && (rc = store_deadline_due(desk->store, now,
	    &l.deadline)) == 1) {
		if (step(desk, &l) == -1)
			return -1;
		n++;
	}
	return rc == -1 ? -1 : n;
}

/* When deadline_run next has something to do: 1, 0 never, -1. */
int
deadline_next(struct desk *desk, int64_t *at)
{
	struct deadline	d;
	int		rc;

	if ((rc = store_deadline_due(desk->store, INT64_MAX, &d)) != 1)
		return rc;
	*at = d.next_at > desk->deadlines_from ? d.next_at :
	    desk->deadlines_from;
	return 1;
}

/*
 * No deadline speaks before this moment: after a start the SIMs may hold the
 * TERIMA that came while the machine was off.
 */
void
desk_hold_deadlines(struct desk *desk, int64_t until)
{
	desk->deadlines_from = until;
}
