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
#include <strings.h>

#include "base/log.h"
#include "desk/report/report.h"
#include "desk/seats/seats.h"
#include "desk/staff/staff_private.h"
#include "desk/words/letter.h"
#include "desk/words/words.h"

static const struct order_row	order_rows[] = {
	{ INTENT_TAKE,	   "TERIMA",   EV_TAKE,	    false, TELL_NOBODY, false },
	{ INTENT_PROGRESS, "PROSES",   EV_PROGRESS, false, TELL_NOBODY, false },
	{ INTENT_DONE,	   "SELESAI",  EV_FINISH,   true,
	    MESSAGE_SEAT_NEEDS_RESULT, false },
	{ INTENT_REJECT,   "TOLAK",    EV_REJECT,   true,
	    MESSAGE_SEAT_NEEDS_TEXT, false },
	{ INTENT_FORWARD,  "TERUSKAN", EV_FORWARD,  true,
	    MESSAGE_SEAT_NEEDS_REASON, false },
	{ INTENT_ASK,	   "TANYA",    EV_ROUTE,    false,
	    MESSAGE_SEAT_NEEDS_TEXT, true },
	{ INTENT_NOTE,	   "CATAT",    EV_ROUTE,    false,
	    MESSAGE_SEAT_NEEDS_TEXT, true }
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

	if (o->row != NULL && (o->row->intent == INTENT_TAKE ||
	    o->row->intent == INTENT_PROGRESS) &&
	    (rc = takeback_do(desk, l, &o->report)) != 0)
		return rc == -1 ? -1 : 0;
	if (!report_is_open(&o->report))
		return outcome_reply(desk, l, o, MESSAGE_NOT_NOW, NULL);
	if (!o->report.urgent || o->report.state == REPORT_NEW ||
	    o->report.state == REPORT_ROUTED)
		return outcome_reply(desk, l, o, MESSAGE_SEAT_OTHER, NULL);
	if ((rc = store_dispatch_next(desk->store, o->report.id, 0, &d)) != 1)
		return rc == -1 ? -1 : outcome_reply(desk, l, o,
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

/* TANYA and CATAT are also for those who answer for the place. */
static bool
may_do_from_above(const struct order *o)
{
	return o->row != NULL && o->row->from_above;
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
	if (may_do_from_above(o) && (rc = sight_of_area(desk, l, &o->report,
	    &o->seat)) != 0)
		return rc;
	if (o->row == NULL && (rc = sight_is_allowed(desk, l, &o->report))
	    != 0)
		return rc;
	return reply_not_there(desk, l, o);
}

/*
 * The report that a letter names, or the only one there is, for who may see
 * it, and its dispatch to a seat of the sender, id 0 where it has not got it.
 * 1; 0 there is none, and the sender was told; -1.
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
	    == -1 || outcome_reply(desk, l, o, MESSAGE_SEAT_NEW_CODE, NULL)
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

	if (o->dispatch.id == 0 && desk->conf->require_code ==
	    REQUIRE_CODE_ALWAYS)
		return outcome_reply(desk, l, o, MESSAGE_SEAT_OTHER, NULL);
	if (o->dispatch.id == 0)	/* from above: there is no code */
		return 1;
	if (m->code[0] == '\0') {
		if (!needs_code(desk, o->row))
			return 1;
		return outcome_reply(desk, l, o, MESSAGE_SEAT_CODE, m->opd != -1
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
	return outcome_reply(desk, l, o, MESSAGE_SEAT_WRONG_CODE, NULL);
}

/* TANYA: the question goes to the citizen, who never learns who asked. */
static int
ask_citizen(struct desk *desk, struct letter *l, struct order *o)
{
	struct actor	who = { l->phone.id, o->seat.id, l->in->id };

	if (!report_is_open(&o->report))
		return outcome_reply(desk, l, o, MESSAGE_NOT_NOW, NULL);
	if (report_note(desk, &o->report, "asked", &who, l->meaning.detail,
	    l->now) == -1 || tell_citizen(desk, &o->report,
	    MESSAGE_ASKED, l->meaning.detail, &who, l->now) == -1)
		return -1;
	return outcome_reply(desk, l, o, MESSAGE_SEAT_NOTED, NULL);
}

/* TERIMA of what somebody has: again, or a higher seat's. */
static int
take_again(struct desk *desk, struct letter *l, struct order *o)
{
	struct actor	who = { l->phone.id, o->seat.id, l->in->id };
	int		rc;

	if ((rc = release_would(desk, &o->report, &o->seat)) == -1 ||
	    (rc == 1 && report_apply(desk, &o->report, EV_TAKE_OVER, &who,
	    l->meaning.detail, l->now) == -1))
		return -1;
	return outcome_reply(desk, l, o, MESSAGE_SEAT_TAKEN, NULL);
}

static int
apply(struct desk *desk, struct letter *l, struct order *o)
{
	struct actor	who = { l->phone.id, o->seat.id, l->in->id };
	int		rc;

	if (o->row->intent == INTENT_TAKE &&
	    (o->report.state == REPORT_TAKEN ||
	    o->report.state == REPORT_WORKING))
		return take_again(desk, l, o);
	rc = report_apply(desk, &o->report, o->row->event, &who,
	    l->meaning.detail, l->now);
	if (rc == -1)
		return -1;
	if (rc == 0)
		return outcome_reply(desk, l, o, MESSAGE_NOT_NOW, NULL);
	return outcome_reply(desk, l, o, o->row->intent == INTENT_TAKE ?
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

/*
 * "SELESAI 1047 K7 beres": a word that only repeats the command is a result,
 * too, if a poor one.
 */
static void
keep_bare_word(struct letter *l)
{
	struct meaning	*m = &l->meaning;
	const char	*c;

	if (m->ticket[0] == '\0' || m->detail[0] != '\0' ||
	    l->sink != NULL || (c = strstr(l->in->text, m->ticket)) == NULL)
		return;
	c += strlen(m->ticket);
	c += strspn(c, " .,:;-\n");
	if (m->code[0] != '\0' && strncasecmp(c, m->code, strlen(m->code))
	    == 0)
		c += strlen(m->code);
	c += strspn(c, " .,:;-\n");
	snprintf(m->detail, sizeof m->detail, "%s", c);
}

/* What was done, or why?  Without words nothing happens. */
static int
ask_words(struct desk *desk, struct letter *l, struct order *o)
{
	struct report_words	w;

	if (o->row->wordless != MESSAGE_SEAT_NEEDS_REASON)
		return outcome_reply(desk, l, o, o->row->wordless, NULL);
	words_report(desk, &o->report, &w);
	w.values.opd = desk->conf->city.opd[l->meaning.opd].code;
	l->report_id = o->report.id;
	return reply_send(desk, l, o->row->wordless, &w.values);
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
	if (row->intent == INTENT_FORWARD && (m->opd == -1 ||
	    (strcmp(desk->conf->city.opd[m->opd].code, o.report.opd) == 0 &&
	    !forward_is_decided(&o))))
		return needs_opd(desk, l, &o);
	if (row->intent == INTENT_DONE)
		keep_bare_word(l);
	if (row->wordless != TELL_NOBODY && m->detail[0] == '\0')
		return ask_words(desk, l, &o);
	if (row->intent == INTENT_REJECT && (rc = refusal_of_head(desk, l,
	    &o)) != 0)
		return rc == -1 ? -1 : apply(desk, l, &o);
	if ((rc = check_code(desk, l, &o)) != 1)
		return rc;
	if (row->intent == INTENT_REJECT && (rc = refusal_asks(desk, l, &o))
	    != 0)
		return rc == -1 ? -1 : 0;
	if (row->intent == INTENT_FORWARD)
		return forward_do(desk, l, &o);
	if (row->intent == INTENT_ASK)
		return ask_citizen(desk, l, &o);
	if (row->intent == INTENT_NOTE)
		return remark_do(desk, l, &o);
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
