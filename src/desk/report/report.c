/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * report - the life of a report: which event leads from which state to which,
 * and who is told.
 *
 *	new -> routed -> taken -> working -> done -> closed
 *
 * One table says all of it; report_apply walks it and holds the only line
 * that changes a report's state.  Every change is an event row, and then the
 * followers hear of it (the table in desk.c); this file knows none of them.
 */

#include "config.h"

#include <stdio.h>
#include <string.h>

#include "desk/report/behalf.h"
#include "desk/report/report.h"
#include "desk/report/urgency.h"
#include "desk/words/letter.h"
#include "store/event.h"

static const struct report_step {
	enum report_state	 from;
	enum report_event	 on;
	enum report_state	 to;
	const char		*kind;		/* of the event row */
	enum message_id		 citizen;	/* notice to the reporter */
	enum message_id		 seats;		/* notice to the other seats */
	bool			 ends;		/* dispatches are closed */
} report_steps[] = {
	{ REPORT_NEW,	  EV_ROUTE,    REPORT_ROUTED,  "routed",
	  TELL_NOBODY,	     TELL_NOBODY, false },
	/* Its last seat is gone: as if nobody had it yet. */
	{ REPORT_ROUTED,  EV_UNSEAT,   REPORT_NEW,     "seat removed",
	  TELL_NOBODY,	     TELL_NOBODY, true },
	{ REPORT_TAKEN,	  EV_UNSEAT,   REPORT_NEW,     "seat removed",
	  TELL_NOBODY,	     TELL_NOBODY, true },
	{ REPORT_WORKING, EV_UNSEAT,   REPORT_NEW,     "seat removed",
	  TELL_NOBODY,	     TELL_NOBODY, true },
	{ REPORT_ROUTED,  EV_TAKE,     REPORT_TAKEN,   "taken",
	  MESSAGE_TAKEN,     TELL_NOBODY, false },
	{ REPORT_ROUTED,  EV_PROGRESS, REPORT_WORKING, "progress",
	  MESSAGE_TAKEN,     TELL_NOBODY, false },
	{ REPORT_TAKEN,	  EV_PROGRESS, REPORT_WORKING, "progress",
	  TELL_NOBODY,	     TELL_NOBODY, false },
	{ REPORT_WORKING, EV_PROGRESS, REPORT_WORKING, "progress",
	  TELL_NOBODY,	     TELL_NOBODY, false },
	{ REPORT_ROUTED,  EV_FINISH,   REPORT_DONE,    "done",
	  MESSAGE_DONE,	     TELL_NOBODY, true },
	{ REPORT_TAKEN,	  EV_FINISH,   REPORT_DONE,    "done",
	  MESSAGE_DONE,	     TELL_NOBODY, true },
	{ REPORT_WORKING, EV_FINISH,   REPORT_DONE,    "done",
	  MESSAGE_DONE,	     TELL_NOBODY, true },
	{ REPORT_ROUTED,  EV_REJECT,   REPORT_REJECTED, "rejected",
	  MESSAGE_REJECTED,  TELL_NOBODY, true },
	{ REPORT_TAKEN,	  EV_REJECT,   REPORT_REJECTED, "rejected",
	  MESSAGE_REJECTED,  TELL_NOBODY, true },
	{ REPORT_WORKING, EV_REJECT,   REPORT_REJECTED, "rejected",
	  MESSAGE_REJECTED,  TELL_NOBODY, true },
	/* The new OPD's seat is found next; until then nobody has it. */
	{ REPORT_ROUTED,  EV_FORWARD,  REPORT_NEW,     "forwarded",
	  MESSAGE_FORWARDED, TELL_NOBODY, true },
	{ REPORT_TAKEN,	  EV_FORWARD,  REPORT_NEW,     "forwarded",
	  MESSAGE_FORWARDED, TELL_NOBODY, true },
	{ REPORT_WORKING, EV_FORWARD,  REPORT_NEW,     "forwarded",
	  MESSAGE_FORWARDED, TELL_NOBODY, true },
	{ REPORT_ROUTED,  EV_MISREAD,  REPORT_NEW,     "misread",
	  TELL_NOBODY,	     MESSAGE_SEAT_MISREAD, true },
	{ REPORT_TAKEN,	  EV_MISREAD,  REPORT_NEW,     "misread",
	  TELL_NOBODY,	     MESSAGE_SEAT_MISREAD, true },
	{ REPORT_DONE,	  EV_SATISFIED, REPORT_CLOSED, "satisfied",
	  TELL_NOBODY,	     TELL_NOBODY, true },
	{ REPORT_DONE,	  EV_UNSATISFIED, REPORT_NEW,  "reopened",
	  TELL_NOBODY,	     TELL_NOBODY, true },
	/* A PUAS too many, or too late: whether in time is the caller's. */
	{ REPORT_CLOSED,  EV_UNSATISFIED, REPORT_NEW,  "reopened",
	  TELL_NOBODY,	     TELL_NOBODY, true },
	{ REPORT_CLOSED,  EV_SATISFIED, REPORT_CLOSED, "satisfied",
	  TELL_NOBODY,	     TELL_NOBODY, true },
	{ REPORT_DONE,	  EV_TAKE_BACK, REPORT_TAKEN,  "taken back",
	  MESSAGE_TAKEN_BACK, TELL_NOBODY, false },
	{ REPORT_REJECTED, EV_OBJECT,  REPORT_NEW,     "objected",
	  TELL_NOBODY,	     TELL_NOBODY, true },
	/* Sent on too often: whoever decides it is told next. */
	{ REPORT_ROUTED,  EV_REFER,    REPORT_NEW,     "referred",
	  MESSAGE_REFERRED,  TELL_NOBODY, true },
	{ REPORT_TAKEN,	  EV_REFER,    REPORT_NEW,     "referred",
	  MESSAGE_REFERRED,  TELL_NOBODY, true },
	{ REPORT_WORKING, EV_REFER,    REPORT_NEW,     "referred",
	  MESSAGE_REFERRED,  TELL_NOBODY, true },
	{ REPORT_TAKEN,	  EV_TAKE_OVER, REPORT_TAKEN,  "taken over",
	  TELL_NOBODY,	     TELL_NOBODY, false },
	{ REPORT_WORKING, EV_TAKE_OVER, REPORT_WORKING, "taken over",
	  TELL_NOBODY,	     TELL_NOBODY, false },
	/* By a person at a shell: whatever it was. */
	{ REPORT_NEW,	  EV_ASSIGN,   REPORT_ROUTED,  "assigned",
	  TELL_NOBODY,	     TELL_NOBODY, true },
	{ REPORT_ROUTED,  EV_ASSIGN,   REPORT_ROUTED,  "assigned",
	  TELL_NOBODY,	     TELL_NOBODY, true },
	{ REPORT_TAKEN,	  EV_ASSIGN,   REPORT_ROUTED,  "assigned",
	  TELL_NOBODY,	     TELL_NOBODY, true },
	{ REPORT_WORKING, EV_ASSIGN,   REPORT_ROUTED,  "assigned",
	  TELL_NOBODY,	     TELL_NOBODY, true },
	{ REPORT_NEW,	  EV_FORWARD,  REPORT_NEW,     "forwarded",
	  MESSAGE_FORWARDED, TELL_NOBODY, true },
	{ REPORT_DONE,	  EV_REOPEN,   REPORT_NEW,     "reopened",
	  MESSAGE_REOPENED_BY, TELL_NOBODY, true },
	{ REPORT_CLOSED,  EV_REOPEN,   REPORT_NEW,     "reopened",
	  MESSAGE_REOPENED_BY, TELL_NOBODY, true },
	{ REPORT_REJECTED, EV_REOPEN,  REPORT_NEW,     "reopened",
	  MESSAGE_REOPENED_BY, TELL_NOBODY, true },
	{ REPORT_CANCELLED, EV_REOPEN, REPORT_NEW,     "reopened",
	  MESSAGE_REOPENED_BY, TELL_NOBODY, true },
	{ REPORT_NEW,	  EV_CLOSE,    REPORT_CLOSED,  "closed",
	  MESSAGE_CLOSED_BY, TELL_NOBODY, true },
	{ REPORT_ROUTED,  EV_CLOSE,    REPORT_CLOSED,  "closed",
	  MESSAGE_CLOSED_BY, MESSAGE_SEAT_CLOSED, true },
	{ REPORT_TAKEN,	  EV_CLOSE,    REPORT_CLOSED,  "closed",
	  MESSAGE_CLOSED_BY, MESSAGE_SEAT_CLOSED, true },
	{ REPORT_WORKING, EV_CLOSE,    REPORT_CLOSED,  "closed",
	  MESSAGE_CLOSED_BY, MESSAGE_SEAT_CLOSED, true },
	{ REPORT_DONE,	  EV_CLOSE,    REPORT_CLOSED,  "closed",
	  MESSAGE_CLOSED_BY, TELL_NOBODY, true },
	{ REPORT_DONE,	  EV_SILENCE,  REPORT_CLOSED,  "unconfirmed",
	  TELL_NOBODY,	     TELL_NOBODY, true },
	{ REPORT_NEW,	  EV_CANCEL,   REPORT_CANCELLED, "cancelled",
	  TELL_NOBODY,	     TELL_NOBODY, true },
	{ REPORT_ROUTED,  EV_CANCEL,   REPORT_CANCELLED, "cancelled",
	  TELL_NOBODY,	     MESSAGE_SEAT_CANCELLED, true },
	{ REPORT_TAKEN,	  EV_CANCEL,   REPORT_CANCELLED, "cancelled",
	  TELL_NOBODY,	     MESSAGE_SEAT_CANCELLED, true },
	{ REPORT_WORKING, EV_CANCEL,   REPORT_CANCELLED, "cancelled",
	  TELL_NOBODY,	     MESSAGE_SEAT_CANCELLED, true }
};

static const struct report_step *
step_find(enum report_state from, enum report_event on)
{
	size_t	i;

	for (i = 0; i < sizeof report_steps / sizeof report_steps[0]; i++)
		if (report_steps[i].from == from && report_steps[i].on == on)
			return &report_steps[i];
	return NULL;
}

/* Is somebody still to do something about it? */
bool
report_is_open(const struct report *report)
{
	return (1u << report->state & REPORTS_OPEN) != 0;
}

static int
add_event(struct desk *desk, const struct report *report, const char *kind,
    int from, int to, const struct actor *who, const char *detail, int64_t now)
{
	struct event	e = {
		.report_id = report->id, .at = now, .kind = kind,
		.from = from, .to = to, .phone_id = who->phone_id,
		.seat_id = who->seat_id, .inbox_id = who->inbox_id,
		.detail = detail != NULL ? detail : "",
		.admin = desk->admin
	};

	return store_event_add(desk->store, &e);
}

/* An event that changes no state: asked, added, dispatched, ... */
int
report_note(struct desk *desk, const struct report *report, const char *kind,
    const struct actor *who, const char *detail, int64_t now)
{
	return add_event(desk, report, kind, -1, -1, who, detail, now);
}

/* Let all who follow reports hear of it, in the order of their table. */
static int
tell_followers(struct desk *desk, const struct report *report,
    const struct report_change *change)
{
	const struct follower	*f;

	for (f = desk->followers; f->name != NULL; f++)
		if (f->follow(desk, report, change) == -1)
			return -1;
	return 0;
}

/*
 * Let an event happen to a report: its state, its event row, and what follows
 * from it.  1 if it did, 0 if the table knows no such step from its state, -1
 * when the database failed.  The report is changed to match its row.
 */
int
report_apply(struct desk *desk, struct report *report, enum report_event on,
    const struct actor *who, const char *detail, int64_t now)
{
	const struct report_step *step = step_find(report->state, on);
	struct report_change	  change;
	const char		 *outcome = "";

	if (step == NULL)
		return 0;
	if (step->to == REPORT_CLOSED)
		outcome = step->kind;
	change = (struct report_change){ .on = on, .from = (int)step->from,
	    .kind = step->kind, .citizen = step->citizen,
	    .seats = step->seats, .ends = step->ends, .who = who,
	    .detail = detail, .now = now };
	report->state = step->to;
	report->changed_at = now;
	report->due_at = step->to == REPORT_DONE ?
	    now + desk->conf->objection_window_s : 0;
	if (store_report_set_state(desk->store, report->id, report->state,
	    outcome, now, report->due_at) == -1 ||
	    add_event(desk, report, step->kind, change.from, (int)step->to,
	    who, detail, now) == -1 ||
	    tell_followers(desk, report, &change) == -1)
		return -1;
	return 1;
}

/*
 * Write a new report for the letter: category and kelurahan are indexes, -1
 * for a place not told.  State new; nobody is told yet.
 */
int
report_open(struct desk *desk, struct letter *l, int category, int kelurahan,
    const char *description, struct report *report)
{
	const struct conf_city		*city = &desk->conf->city;
	const struct conf_category	*c = &city->category[category];
	struct actor			 who = { l->phone.id, 0, l->in->id };
	struct report_change		 change = { .on = EV_OPEN, .from = -1,
	    .kind = "created", .citizen = TELL_NOBODY, .seats = TELL_NOBODY,
	    .who = &who, .now = l->now };

	memset(report, 0, sizeof *report);
	report->phone_id = l->phone.id;
	report->inbox_id = l->in->id;
	report->state = REPORT_NEW;
	report->urgent = urgency_of(c, l->in->text);
	report->secret = c->secret || l->meaning.secret;
	report->sent_at = l->in->sent_at;
	report->created_at = report->changed_at = l->now;
	snprintf(report->category, sizeof report->category, "%s", c->code);
	snprintf(report->opd, sizeof report->opd, "%s",
	    city->opd[c->opd].code);
	if (kelurahan != -1)
		snprintf(report->kelurahan, sizeof report->kelurahan, "%s",
		    city->kelurahan[kelurahan].name);
	snprintf(report->description, sizeof report->description, "%s",
	    description);
	if (behalf_find(desk, l, &report->behalf_phone_id) == -1 ||
	    store_report_add(desk->store, report, desk->conf->ticket_start)
	    == -1)
		return -1;
	l->report_id = report->id;
	change.detail = l->in->complete ? "" : "parts of the SMS never came";
	if (add_event(desk, report, change.kind, change.from, (int)REPORT_NEW,
	    &who, change.detail, l->now) == -1)
		return -1;
	return tell_followers(desk, report, &change);
}

/* What its citizen says later is part of what a report is about. */
int
report_say_more(struct desk *desk, struct report *report, const char *words)
{
	size_t	len = strlen(report->description);
	size_t	room = sizeof report->description - len;

	if (room > 4)
		snprintf(report->description + len, room, " / %.*s",
		    (int)room - 4, words);
	return store_report_set_description(desk->store, report->id,
	    report->description);
}
