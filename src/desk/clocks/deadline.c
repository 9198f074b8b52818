/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * deadline - by when a report must be taken and done.
 *
 * Two clocks run for a report, each a row: "take" until somebody says so,
 * "finish" until it is done, rejected or withdrawn.  Both start when the
 * citizen sent the SMS, so an outage is not the citizen's loss.  Forwarding
 * does not start them again; a report that is reopened, and one that lies
 * with a new seat after it had been taken, get new ones.  What becomes of a
 * clock that runs out is escalation.c's.
 */

#include "config.h"

#include <string.h>

#include "desk/clocks/clocks.h"
#include "desk/clocks/clocks_private.h"
#include "desk/words/letter.h"
#include "desk/words/words.h"

/* An SMSC keeps an SMS for days; a stamp older than this is a wrong clock. */
#define SENT_BEFORE_MAX_S	(7 * 86400)

/* Whose hours the clocks of a report count: its OPD's, or the city's. */
struct calendar
deadline_calendar(const struct desk *desk, const struct report *report)
{
	const struct conf	*conf = desk->conf;
	int			 opd;

	opd = conf_city_find_opd(&conf->city, report->opd);
	return (struct calendar){
		opd != -1 ? &conf->city.opd[opd].hours : &conf->time.office,
		conf->time.holiday, conf->time.holiday_count
	};
}

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

/* By when a report that is made now is to be done. */
int64_t
deadline_promised(const struct desk *desk, const struct report *report)
{
	struct calendar		c = deadline_calendar(desk, report);
	struct conf_term	term = term_of(desk, report, DEADLINE_FINISH);

	return calendar_add(&c, sent_at(report), &term);
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
int64_t
deadline_first_level(const struct desk *desk, const struct report *report,
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
    bool resumes, int64_t now)
{
	struct deadline		d, last;
	struct calendar		c = deadline_calendar(desk, report);
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
	d.start_at = rc == 1 && resumes ? last.start_at :
	    rc == 1 && strcmp(last.outcome, "withdrawn") != 0 ? now :
	    sent_at(report);
	d.limit_at = calendar_add(&c, d.start_at, &term);
	quarter = term;
	quarter.amount = (term.amount + 3) / 4;
	fair = calendar_add(&c, quiet_until(desk, MESSAGE_DISPATCH,
	    report->urgent, now), &quarter);
	remind = remind_at(desk, &c, &d, term);
	d.next_at = remind;
	if (remind <= now || remind >= d.limit_at || fair > d.limit_at) {
		d.step = 0;
		d.next_at = deadline_first_level(desk, report, &c, d.limit_at);
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
	bool			resumes;	/* the finish, where it was */
} clock_rules[] = {
	{ EV_ROUTE,	  true,	 false, false, false, false },
	{ EV_UNSATISFIED, true,	 false, false, false, false },
	{ EV_OBJECT,	  true,	 false, false, false, false },
	{ EV_ASSIGN,	  true,	 false, false, false, false },
	{ EV_REOPEN,	  true,	 false, false, false, false },
	{ EV_CLOSE,	  false, true,	true,  true,  false },
	{ EV_TAKE,	  false, true,	false, false, false },
	{ EV_PROGRESS,	  false, true,	false, false, false },
	{ EV_TAKE_BACK,	  false, false,	false, false, true },
	{ EV_FINISH,	  false, true,	true,  false, false },
	{ EV_REJECT,	  false, true,	true,  false, false },
	{ EV_CANCEL,	  false, true,	true,  true,  false },
	/* It is read anew, perhaps as another category. */
	{ EV_MISREAD,	  false, true,	true,  true,  false },
};

/* A follower of reports: what happens to one moves its clocks. */
int
deadline_follow(struct desk *desk, const struct report *report,
    const struct report_change *c)
{
	const struct clock_rule	*r = clock_rules, *last;

	last = r + sizeof clock_rules / sizeof clock_rules[0];
	while (r < last && r->on != c->on)
		r++;
	if (r == last)
		return 0;
	if ((r->starts && start(desk, report, DEADLINE_TAKE, false, c->now)
	    == -1) || ((r->starts || r->resumes) && start(desk, report,
	    DEADLINE_FINISH, r->resumes, c->now) == -1) ||
	    (r->ends_take && (end(desk, report, DEADLINE_TAKE, r->withdrawn,
	    c->now) == -1 || end(desk, report, DEADLINE_DANGER, r->withdrawn,
	    c->now) == -1)) ||
	    (r->ends_finish && end(desk, report, DEADLINE_FINISH,
	    r->withdrawn, c->now) == -1))
		return -1;
	return 0;
}
