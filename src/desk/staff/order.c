/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * order - what an officer's command does to a report: one row a command.
 *
 * A sender's number can be forged, so it alone opens nothing that matters:
 * closing commands carry the code that was printed in the dispatch.  Without
 * it the command goes back, code filled in, to the seat's phone, where only
 * its holder reads it.
 */

#include "config.h"

#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "desk/report/report.h"
#include "desk/seats/seats.h"
#include "desk/staff/staff_private.h"
#include "desk/words/letter.h"
#include "desk/words/words.h"

static const struct order_row {
	enum intent		 intent;
	const char		*command;	/* as people type it */
	enum report_event	 event;
	bool			 closing;	/* takes it off the seat */
	bool			 needs_text;
} order_rows[] = {
	{ INTENT_TAKE,	   "TERIMA",   EV_TAKE,	    false, false },
	{ INTENT_PROGRESS, "PROSES",   EV_PROGRESS, false, false },
	{ INTENT_DONE,	   "SELESAI",  EV_FINISH,   true,  false },
	{ INTENT_REJECT,   "TOLAK",    EV_REJECT,   true,  true },
	{ INTENT_FORWARD,  "TERUSKAN", EV_FORWARD,  true,  false },
	{ INTENT_ASK,	   "TANYA",    EV_ROUTE,    false, true }
};

/* A command on its way through the checks. */
struct order {
	const struct order_row	*row;
	struct report		 report;
	struct dispatch		 dispatch;
	struct seat		 seat;
};

static const struct order_row *
row_find(enum intent intent)
{
	size_t	i;

	for (i = 0; i < sizeof order_rows / sizeof order_rows[0]; i++)
		if (order_rows[i].intent == intent)
			return &order_rows[i];
	return NULL;
}

static int
reply_order(struct desk *desk, struct letter *l, const struct order *o,
    enum message_id id, const char *text)
{
	struct report_words	w;

	words_report(desk, &o->report, &w);
	w.values.code = o->dispatch.code;
	w.values.command = o->row != NULL ? o->row->command : "";
	w.values.text = text;
	l->report_id = o->report.id;
	return reply_send(desk, l, id == MESSAGE_NOT_NOW ?
	    MESSAGE_SEAT_NOT_NOW : id, &w.values);
}

/*
 * A report that is not the sender's: another officer's, where it went to
 * several, or gone.
 */
static int
reply_not_there(struct desk *desk, struct letter *l, struct order *o)
{
	struct report_words	w;
	struct dispatch		d;
	struct seat		taker;
	char			name[STORE_NAME_SIZE];
	int			rc;

	if (!report_is_open(&o->report))
		return reply_order(desk, l, o, MESSAGE_NOT_NOW, NULL);
	if (!o->report.urgent || o->report.state == REPORT_NEW ||
	    o->report.state == REPORT_ROUTED)
		return reply_order(desk, l, o, MESSAGE_SEAT_OTHER, NULL);
	if ((rc = store_dispatch_next(desk->store, o->report.id, 0, &d)) != 1)
		return rc == -1 ? -1 : reply_order(desk, l, o,
		    MESSAGE_SEAT_OTHER, NULL);
	if (store_seat_get(desk->store, d.seat_id, &taker) != 1)
		return -1;
	words_report(desk, &o->report, &w);
	words_seat(&taker, name);
	w.values.seat = name;
	l->report_id = o->report.id;
	return reply_send(desk, l, MESSAGE_SEAT_ELSEWHERE, &w.values);
}

/* The open dispatch of the order's report to any seat of the sender. */
static int
find_dispatch(struct desk *desk, const struct letter *l, struct order *o)
{
	struct seat	seat = { 0 };
	int		rc;

	while ((rc = store_seat_of_phone(desk->store, l->phone.id, seat.id,
	    &seat)) == 1) {
		o->seat = seat;
		rc = store_dispatch_find(desk->store, o->report.id, seat.id,
		    &o->dispatch);
		if (rc != 0)
			return rc;
	}
	return rc;
}

/* Without a ticket: the only open report of the sender's seats. */
static int
find_only(struct desk *desk, const struct letter *l, struct order *o)
{
	struct seat	seat = { 0 };
	struct dispatch	d;
	struct report	r;
	int		found = 0, rc, i;

	while ((rc = store_seat_of_phone(desk->store, l->phone.id, seat.id,
	    &seat)) == 1) {
		for (i = 0; i < 2 && found < 2; i++) {
			rc = store_dispatch_of_seat(desk->store, seat.id, i,
			    &d, &r);
			if (rc == -1)
				return -1;
			if (rc == 0)
				break;
			o->seat = seat;
			o->dispatch = d;
			o->report = r;
			found++;
		}
	}
	return rc == -1 ? -1 : found == 1;
}

/*
 * Which report is meant, and is it the sender's?  1 yes; 0 no, and the
 * sender was told; -1.
 */
static int
find_order(struct desk *desk, struct letter *l, struct order *o)
{
	int	rc;

	if (l->meaning.ticket[0] == '\0') {
		if ((rc = find_only(desk, l, o)) != 0)
			return rc;
		return reply_plain(desk, l, MESSAGE_SEAT_NO_TICKET, NULL);
	}
	if ((rc = reply_ticket(desk, l, l->meaning.ticket, &o->report)) != 1)
		return rc;
	if ((rc = find_dispatch(desk, l, o)) != 0)
		return rc;
	return reply_not_there(desk, l, o);
}

/*
 * The report that a letter names, or the only one there is, and its dispatch
 * to a seat of the sender.  1; 0 there is none, and the sender was told; -1.
 */
int
order_look(struct desk *desk, struct letter *l, struct report *report,
    struct dispatch *d)
{
	struct order	o = { 0 };
	int		rc;

	if ((rc = find_order(desk, l, &o)) == 1) {
		*report = o.report;
		*d = o.dispatch;
	}
	return rc;
}

/* Somebody tried codes: a new one, and the coordinator hears of it. */
static int
change_code(struct desk *desk, struct letter *l, struct order *o)
{
	struct report_words	w;
	struct actor		who = { l->phone.id, o->seat.id, l->in->id };
	struct seat		coordinator;
	struct phone		phone;
	int			rc;

	log_warn("desk: seat %s: wrong codes, code changed", o->seat.name);
	if (routing_new_code(desk, &o->dispatch) == -1 ||
	    report_note(desk, &o->report, "code changed", &who, "", l->now)
	    == -1 || reply_order(desk, l, o, MESSAGE_SEAT_NEW_CODE, NULL)
	    == -1)
		return -1;
	rc = routing_find_role(desk, SEAT_COORDINATOR, "",
	    o->report.kelurahan, &coordinator);
	if (rc != 1)
		return rc;
	if ((rc = reach_phone(desk, &coordinator, &phone)) != 1)
		return rc;
	words_report(desk, &o->report, &w);
	w.values.seat = o->seat.name;
	return notice_send(desk, &phone, MESSAGE_ALARM_CODE, &w.values,
	    &o->report, coordinator.id, "", l->now);
}

static bool
needs_code(const struct desk *desk, const struct order_row *row)
{
	switch (desk->conf->require_code) {
	case REQUIRE_CODE_CLOSING:
		return row->closing;
	case REQUIRE_CODE_ALWAYS:
		return true;
	case REQUIRE_CODE_NEVER:
		return false;
	}
	return true;
}

/* 1: proven, or no proof is asked; 0: not, and the seat was told; -1. */
static int
check_code(struct desk *desk, struct letter *l, struct order *o)
{
	const struct meaning	*m = &l->meaning;
	struct actor		 who = { l->phone.id, o->seat.id, l->in->id };

	if (m->code[0] == '\0') {
		if (!needs_code(desk, o->row))
			return 1;
		return reply_order(desk, l, o, MESSAGE_SEAT_CODE, m->opd != -1
		    ? desk->conf->city.opd[m->opd].code : m->detail);
	}
	if (strcmp(m->code, o->dispatch.code) == 0)
		return 1;
	if (report_note(desk, &o->report, "wrong code", &who, "", l->now)
	    == -1 || store_dispatch_add_wrong(desk->store, o->dispatch.id)
	    == -1)
		return -1;
	if (o->dispatch.wrong + 1 >= desk->conf->wrong_codes)
		return change_code(desk, l, o);
	return reply_order(desk, l, o, MESSAGE_SEAT_WRONG_CODE, NULL);
}

/* TANYA: the question goes to the citizen, who never learns who asked. */
static int
ask_citizen(struct desk *desk, struct letter *l, struct order *o)
{
	struct actor	who = { l->phone.id, o->seat.id, l->in->id };

	if (report_note(desk, &o->report, "asked", &who, l->meaning.detail,
	    l->now) == -1 || tell_citizen(desk, &o->report,
	    MESSAGE_ASKED, l->meaning.detail, &who, l->now) == -1)
		return -1;
	return reply_order(desk, l, o, MESSAGE_SEAT_NOTED, NULL);
}

/* TERUSKAN: another OPD's from now on, and its seat is found. */
static int
forward(struct desk *desk, struct letter *l, struct order *o)
{
	struct actor	 who = { l->phone.id, o->seat.id, l->in->id };
	struct report	*r = &o->report;
	char		 detail[TEXT_MAX_BYTES + 64];
	const char	*opd;
	int		 rc;

	opd = desk->conf->city.opd[l->meaning.opd].code;
	snprintf(detail, sizeof detail, "%s -> %s %s", r->opd, opd,
	    l->meaning.detail);
	snprintf(r->opd, sizeof r->opd, "%s", opd);
	if ((rc = report_apply(desk, r, EV_FORWARD, &who, detail, l->now))
	    == -1)
		return -1;
	if (rc == 0)
		return reply_order(desk, l, o, MESSAGE_NOT_NOW, NULL);
	if (store_report_set_route(desk->store, r->id, r->category,
	    r->kelurahan, r->opd, r->urgent, l->now) == -1 ||
	    routing_dispatch(desk, r, &who, MESSAGE_DISPATCH, l->now) == -1)
		return -1;
	return reply_order(desk, l, o, MESSAGE_SEAT_NOTED, NULL);
}

static int
apply(struct desk *desk, struct letter *l, struct order *o)
{
	struct actor	who = { l->phone.id, o->seat.id, l->in->id };
	bool		again;
	int		rc;

	again = o->row->intent == INTENT_TAKE &&
	    (o->report.state == REPORT_TAKEN ||
	    o->report.state == REPORT_WORKING);
	if (again)
		return reply_order(desk, l, o, MESSAGE_SEAT_TAKEN, NULL);
	rc = report_apply(desk, &o->report, o->row->event, &who,
	    l->meaning.detail, l->now);
	if (rc == -1)
		return -1;
	if (rc == 0)
		return reply_order(desk, l, o, MESSAGE_NOT_NOW, NULL);
	return reply_order(desk, l, o, o->row->intent == INTENT_TAKE ?
	    MESSAGE_SEAT_TAKEN : MESSAGE_SEAT_NOTED, NULL);
}

static int
needs_opd(struct desk *desk, struct letter *l, struct order *o)
{
	const struct conf_city	*city = &desk->conf->city;
	struct report_words	 w;
	char			 opds[160];
	size_t			 len = 0;
	int			 i;

	opds[0] = '\0';
	for (i = 0; i < city->opd_count && len < sizeof opds; i++)
		if (strcmp(city->opd[i].code, o->report.opd) != 0)
			len += (size_t)snprintf(opds + len, sizeof opds - len,
			    "%s%s", len > 0 ? " " : "", city->opd[i].code);
	words_report(desk, &o->report, &w);
	w.values.opds = opds;
	return reply_send(desk, l, MESSAGE_SEAT_NEEDS_OPD, &w.values);
}

static int
handle_order(struct desk *desk, struct letter *l, const struct order_row *row)
{
	const struct meaning	*m = &l->meaning;
	struct order		 o = { .row = row };
	int			 rc;

	if ((rc = find_order(desk, l, &o)) != 1)
		return rc;
	l->report_id = o.report.id;
	if (row->intent == INTENT_FORWARD && (m->opd == -1 || strcmp(
	    desk->conf->city.opd[m->opd].code, o.report.opd) == 0))
		return needs_opd(desk, l, &o);
	if (row->needs_text && m->detail[0] == '\0')
		return reply_order(desk, l, &o, MESSAGE_SEAT_NEEDS_TEXT, NULL);
	if ((rc = check_code(desk, l, &o)) != 1)
		return rc;
	if (row->intent == INTENT_FORWARD)
		return forward(desk, l, &o);
	if (row->intent == INTENT_ASK)
		return ask_citizen(desk, l, &o);
	return apply(desk, l, &o);
}

/* Is it a command about a report? */
bool
order_is_meant(const struct meaning *m)
{
	return row_find(m->intent) != NULL;
}

/* Do the one command of a letter, or one of several. */
int
order_do(struct desk *desk, struct letter *l)
{
	const struct order_row	*row = row_find(l->meaning.intent);

	return row == NULL ? 0 : handle_order(desk, l, row);
}
