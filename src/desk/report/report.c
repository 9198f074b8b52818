/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * report - the life of a report: which event leads from which state to which,
 * and who is told.
 *
 *	new -> routed -> taken -> working -> done -> closed
 *
 * One table says all of it; report_apply walks it and holds the only line
 * that changes a report's state.  Every change is an event row.
 */

#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "desk/desk_private.h"

#define TELL_NOBODY	MESSAGE_COUNT

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
		.detail = detail != NULL ? detail : ""
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

/*
 * Tell the citizen who reported; text is a remark or NULL.  The notice leaves
 * by the modem that the report came by.
 */
int
report_tell_citizen(struct desk *desk, const struct report *report,
    enum message_id id, const char *text, const struct actor *who, int64_t now)
{
	struct inbox_message	in;
	struct phone		phone;
	struct report_words	w;

	/* Who just cancelled or confirmed has a reply, not a notice too. */
	if (who->seat_id == 0 && who->phone_id == report->phone_id)
		return 0;
	if (store_phone_get(desk->store, report->phone_id, &phone) != 1 ||
	    store_inbox_get(desk->store, report->inbox_id, &in) != 1)
		return -1;
	reply_words(desk, report, &w);
	w.values.text = text != NULL && text[0] != '\0' ? text :
	    desk->conf->message[MESSAGE_NO_WORDS];
	return reply_notice(desk, &phone, id, &w.values, report, 0, in.modem,
	    now);
}

/* Tell every seat that has it open, save one; text is a remark or NULL. */
int
report_tell_seats(struct desk *desk, const struct report *report,
    int64_t but_seat, enum message_id id, const char *text, int64_t now)
{
	struct dispatch		d = { 0 };
	struct seat		seat;
	struct phone		phone;
	struct report_words	w;
	int			rc;

	while ((rc = store_dispatch_next(desk->store, report->id, d.id, &d))
	    == 1) {
		if (d.seat_id == but_seat)
			continue;
		if (store_seat_get(desk->store, d.seat_id, &seat) != 1)
			return -1;
		if ((rc = routing_reach(desk, &seat, &phone)) == 0)
			continue;
		if (rc == -1)
			return -1;
		reply_words(desk, report, &w);
		w.values.text = text;
		w.values.code = d.code;
		if (reply_notice(desk, &phone, id, &w.values, report, seat.id,
		    "", now) == -1)
			return -1;
	}
	return rc;
}

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
	if ((rc = routing_reach(desk, seat, &phone)) != 1)
		return rc;
	reply_words(desk, report, &w);
	reply_seat_name(taker, name);
	w.values.seat = name;
	return reply_notice(desk, &phone, MESSAGE_SEAT_ELSEWHERE, &w.values,
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
is_first_word(const struct report_step *step, const struct actor *who)
{
	return step->from == REPORT_ROUTED && who->seat_id != 0 &&
	    step->on != EV_UNSEAT;
}

static int
tell(struct desk *desk, const struct report *report,
    const struct report_step *step, const struct actor *who,
    const char *detail, int64_t now)
{
	if (step->seats != TELL_NOBODY && report_tell_seats(desk, report,
	    who->seat_id, step->seats, detail, now) == -1)
		return -1;
	if (step->citizen != TELL_NOBODY && report_tell_citizen(desk, report,
	    step->citizen, detail, who, now) == -1)
		return -1;
	return 0;
}

/*
 * Let an event happen to a report: its state, its event row, who is told.
 * 1 if it did, 0 if the table knows no such step from its state, -1 when the
 * database failed.  The report is changed to match its row.
 */
int
report_apply(struct desk *desk, struct report *report, enum report_event on,
    const struct actor *who, const char *detail, int64_t now)
{
	const struct report_step *step = step_find(report->state, on);
	enum report_state	  from = report->state;
	const char		 *outcome = "";

	if (step == NULL)
		return 0;
	if (step->to == REPORT_CLOSED)
		outcome = step->kind;
	report->state = step->to;
	report->changed_at = now;
	report->due_at = step->to == REPORT_DONE ?
	    now + desk->conf->objection_window_s : 0;
	if (store_report_set_state(desk->store, report->id, report->state,
	    outcome, now, report->due_at) == -1 ||
	    add_event(desk, report, step->kind, (int)from, (int)step->to, who,
	    detail, now) == -1 ||
	    deadline_follow(desk, report, on, now) == -1 ||
	    tell(desk, report, step, who, detail, now) == -1)
		return -1;
	if (is_first_word(step, who) && release_others(desk, report, who, now)
	    == -1)
		return -1;
	if (step->ends && store_dispatch_close(desk->store, report->id, now)
	    == -1)
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

	memset(report, 0, sizeof *report);
	report->phone_id = l->phone.id;
	report->inbox_id = l->in->id;
	report->state = REPORT_NEW;
	report->urgent = urgency_of(c, l->in->text);
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
	if (store_report_add(desk->store, report, desk->conf->ticket_start)
	    == -1)
		return -1;
	l->report_id = report->id;
	return add_event(desk, report, "created", -1, (int)REPORT_NEW, &who,
	    l->in->complete ? "" : "parts of the SMS never came", l->now);
}
