/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * citizen - what a citizen's SMS makes the city do: one function an intent.
 *
 * Only who reported (or supports) a report sees its details or changes it.
 */

#include "config.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "desk/citizen/both.h"
#include "desk/citizen/cancel.h"
#include "desk/citizen/citizen.h"
#include "desk/citizen/citizen_private.h"
#include "desk/citizen/context.h"
#include "desk/citizen/danger.h"
#include "desk/citizen/joining.h"
#include "desk/citizen/loop.h"
#include "desk/citizen/own.h"
#include "desk/citizen/reputation.h"
#include "desk/citizen/status.h"
#include "desk/citizen/stranger.h"
#include "desk/citizen/talk.h"
#include "desk/report/report.h"
#include "desk/seats/seats.h"
#include "desk/words/context.h"
#include "desk/words/letter.h"
#include "desk/words/words.h"
#include "store/event.h"
#include "store/supporter.h"

/* Whom the letter is from, for event rows. */
static struct actor
sender(const struct letter *l)
{
	return (struct actor){ l->phone.id, 0, l->in->id };
}

static int
handle_report(struct desk *desk, struct letter *l)
{
	const struct meaning	*m = &l->meaning;
	const char		*text;
	struct report		 report;
	int			 place = m->kelurahan, rc;

	if (both_are_clear(l))
		return both_handle(desk, l);
	if (place == -1 && m->candidates == 0)
		place = dialogue_home(desk, l);
	text = m->description[0] != '\0' ? m->description : l->in->text;
	if ((rc = reputation_hold(desk, l, m->category, text)) != 0 ||
	    (rc = joining_offer(desk, l, m->category, place, text)) != 0)
		return rc == -1 ? -1 : 0;
	if (report_open(desk, l, m->category, place, text, &report) == -1 ||
	    dialogue_start(desk, l, &report, 1) == -1 ||
	    talk_beside(desk, l) == -1)
		return -1;
	return both_ask(desk, l, &report);
}

/* Something is meant, but what, or where? */
static int
handle_clarify(struct desk *desk, struct letter *l)
{
	if (l->meaning.category != -1)
		return handle_report(desk, l);
	return dialogue_ask(desk, l, NULL, 1);
}

/* Who asked from above hears the answer, too: it does not lie there. */
static int
tell_asker(struct desk *desk, const struct letter *l,
    const struct report *report, const char *text)
{
	struct store_event_last	asked;
	struct report_words	w;
	struct dispatch		d;
	struct seat		seat;
	struct phone		phone;
	int			rc;

	rc = store_event_last(desk->store, report->id, "asked", &asked);
	if (rc != 1 || asked.seat_id == 0)
		return rc == -1 ? -1 : 0;
	if ((rc = store_dispatch_find(desk->store, report->id, asked.seat_id,
	    &d)) != 0)
		return rc == -1 ? -1 : 0;
	if (store_seat_get(desk->store, asked.seat_id, &seat) != 1)
		return -1;
	/* An officer who has not got it any more need not know. */
	if (seat.role == SEAT_OFFICER || (rc = reach_phone(desk, &seat,
	    &phone)) == 0)
		return 0;
	if (rc == -1)
		return -1;
	words_report(desk, report, &w);
	w.values.text = text;
	return notice_send(desk, &phone, MESSAGE_SEAT_NEWS, &w.values, report,
	    seat.id, "", l->now);
}

/* Words for the report of who is asking pass on to whoever has it. */
static int
add_words(struct desk *desk, struct letter *l, struct report *report,
    const char *text)
{
	struct actor	who = sender(l);

	l->report_id = report->id;
	if (report_note(desk, report, "added", &who, text, l->now) == -1 ||
	    tell_seats(desk, report, 0, MESSAGE_SEAT_NEWS, text, l->now)
	    == -1 || tell_asker(desk, l, report, text) == -1)
		return -1;
	return reply_about(desk, l, MESSAGE_ADDED, report, NULL);
}

static int
handle_add(struct desk *desk, struct letter *l)
{
	struct report	report;
	int		rc;

	if ((rc = own_find(desk, l, REPORTS_OPEN, &report)) != 1)
		return rc;
	l->report_id = report.id;
	if ((rc = own_has_part(desk, l, &report)) == -1)
		return -1;
	if (rc == 0)
		return reply_about(desk, l, MESSAGE_NOT_YOURS, &report, NULL);
	if (!report_is_open(&report))
		return reply_about(desk, l, MESSAGE_NOT_NOW, &report, NULL);
	if (l->meaning.detail[0] == '\0')
		return reply_about(desk, l, MESSAGE_NO_REMARK, &report, NULL);
	return add_words(desk, l, &report, l->meaning.detail);
}

static int
handle_support(struct desk *desk, struct letter *l)
{
	struct actor	who = sender(l);
	struct report	report;
	int		rc;

	if (l->meaning.ticket[0] == '\0')
		return reply_plain(desk, l, MESSAGE_SUPPORT_WHICH, NULL);
	if ((rc = reply_ticket(desk, l, l->meaning.ticket, &report)) != 1)
		return rc;
	if ((rc = own_has_part(desk, l, &report)) == -1)
		return -1;
	if (rc == 0 && (store_supporter_add(desk->store, report.id,
	    l->phone.id, l->now) == -1 || report_note(desk, &report,
	    "supported", &who, "", l->now) == -1))
		return -1;
	return reply_about(desk, l, MESSAGE_SUPPORTED, &report, NULL);
}

static int
handle_register(struct desk *desk, struct letter *l)
{
	const struct meaning	*m = &l->meaning;
	const char		*place = "";
	char			 name[INTERPRET_NAME_SIZE * 2];
	struct message_values	 values = { 0 };

	if (m->kelurahan == -1 && m->name[0] == '\0')
		return reply_help(desk, l, true, false);
	if (m->kelurahan != -1)
		place = desk->conf->city.kelurahan[m->kelurahan].name;
	if (store_phone_register(desk->store, l->phone.id, m->name, place)
	    == -1)
		return -1;
	text_to_gsm7(name, sizeof name, m->name, NULL);
	text_clip(name, MESSAGE_LONGEST_NAME);
	values.name = name;
	values.kelurahan = place[0] != '\0' ? place :
	    desk->conf->message[MESSAGE_NO_PLACE];
	return reply_send(desk, l, MESSAGE_REGISTERED, &values);
}

static int
handle_help(struct desk *desk, struct letter *l)
{
	return reply_help(desk, l, true, false);
}

/* No more notices; what waits for this number is dropped, and says why. */
static int
handle_stop(struct desk *desk, struct letter *l)
{
	if (store_phone_set_stopped(desk->store, l->phone.id, l->now) == -1 ||
	    store_outbox_drop_for_phone(desk->store, l->phone.id, "said STOP")
	    == -1)
		return -1;
	return reply_plain(desk, l, MESSAGE_STOPPED, NULL);
}

static int
handle_info(struct desk *desk, struct letter *l)
{
	struct message_values	values = { 0 };
	char			topic[17];

	snprintf(topic, sizeof topic, "%.16s", l->meaning.topic);
	values.topic = topic;
	return reply_send(desk, l, MESSAGE_INFO, &values);
}

/* Nothing is discarded: help for the citizen, the message for a person. */
static int
handle_unknown(struct desk *desk, struct letter *l)
{
	l->state = INBOX_TRIAGE;
	l->reason = "not understood";
	return reply_help(desk, l, false, false);
}

static const struct {
	enum intent	intent;
	int		(*handle)(struct desk *, struct letter *);
} citizen_rows[] = {
	{ INTENT_REPORT,   handle_report },
	{ INTENT_CLARIFY,  handle_clarify },
	{ INTENT_STATUS,   status_handle },
	{ INTENT_ADD,	   handle_add },
	{ INTENT_CONFIRM,  closure_confirm },
	{ INTENT_SUPPORT,  handle_support },
	{ INTENT_CANCEL,   cancel_handle },
	{ INTENT_REGISTER, handle_register },
	{ INTENT_HELP,	   handle_help },
	{ INTENT_STOP,	   handle_stop },
	{ INTENT_INFO,	   handle_info },
	{ INTENT_QUESTION, talk_question },
	{ INTENT_THANKS,   talk_thanks },
	{ INTENT_ELSEWHERE, talk_elsewhere },
	{ INTENT_UNKNOWN,  handle_unknown }
};

/*
 * May these words be the answer to an official's TANYA?  Commands are not,
 * nor is a report that says LAPOR.
 */
static bool
may_answer_official(const struct meaning *m)
{
	return m->intent == INTENT_UNKNOWN || ((m->intent == INTENT_REPORT ||
	    m->intent == INTENT_CLARIFY) && !m->command);
}

/* Do they tell of something else than what the official asked about? */
static bool
is_another_problem(const struct desk *desk, const struct meaning *m,
    const struct report *asked)
{
	return m->intent == INTENT_REPORT && m->category != -1 &&
	    m->kelurahan != -1 && strcmp(desk->conf->city.category[
	    m->category].code, asked->category) != 0;
}

/* Do what the letter asks by itself, and queue its reply. */
static int
handle(struct desk *desk, struct letter *l)
{
	struct report	report;
	size_t		i;
	int		rc;

	if (l->phone.stopped_at != 0 && l->meaning.intent != INTENT_STOP) {
		if (store_phone_set_stopped(desk->store, l->phone.id, 0) == -1)
			return -1;
		l->phone.stopped_at = 0;
	}
	/* CEK and BATAL without any number are of all one's own. */
	if ((l->meaning.intent == INTENT_STATUS ||
	    l->meaning.intent == INTENT_CANCEL) && l->meaning.furthers == 0 &&
	    strpbrk(l->in->text, "0123456789") == NULL)
		l->meaning.ticket[0] = '\0';
	if (talk_is_unclear(l))
		return talk_which(desk, l);
	if (l->meaning.echo && l->in->text[0] == '\0' &&
	    l->meaning.intent == INTENT_UNKNOWN)
		return talk_echo(desk, l);
	if ((rc = stranger_stop(desk, l)) != 0)
		return rc == -1 ? -1 : 0;
	if (closure_read(desk, l) == -1)
		return -1;
	if (may_answer_official(&l->meaning) && l->in->text[0] != '\0') {
		rc = store_report_asked(desk->store, l->phone.id,
		    l->now - desk->conf->objection_window_s, &report);
		if (rc == 1 && is_another_problem(desk, &l->meaning, &report))
			rc = 2;
		else if (rc == 1)
			rc = add_words(desk, l, &report, l->in->text);
		else if (rc == 0)
			rc = 2;
		if (rc != 2)
			return rc == -1 ? -1 : 0;
	}
	for (i = 0; i < sizeof citizen_rows / sizeof citizen_rows[0]; i++)
		if (citizen_rows[i].intent == l->meaning.intent)
			return citizen_rows[i].handle(desk, l) == -1 ? -1 : 0;
	return handle_unknown(desk, l);
}

/*
 * Do what a citizen's SMS asks: its words may belong to the last reading, to a
 * question, or to nothing before.  0, or -1 when the database failed.
 */
int
citizen_receive(struct desk *desk, struct letter *l)
{
	bool	says = l->meaning.category != -1 || l->meaning.kelurahan != -1;
	int	rc;

	if (danger_is_meant(desk, l))
		return danger_handle(desk, l);
	if ((rc = loop_stop(desk, l)) != 0 ||
	    (rc = joining_answer(desk, l)) != 0)
		return rc == -1 ? -1 : 0;
	/* A bare BUKAN may answer a question; with more it corrects. */
	if (says && (rc = correction_begin(desk, l)) != 0)
		return rc == -1 ? -1 : 0;
	if ((rc = answer_read(desk, l)) != 0)
		return rc == -1 ? -1 : 0;
	if (!says && (rc = correction_begin(desk, l)) != 0)
		return rc == -1 ? -1 : 0;
	return handle(desk, l);
}

/* The same for the holder of a seat, who wrote what is no staff command. */
int
citizen_receive_holder(struct desk *desk, struct letter *l)
{
	struct meaning	as_staff = l->meaning;
	bool		echo = l->meaning.echo;
	int		rc;

	if (citizen_context(desk, l) == -1 ||
	    context_read(desk, l, FROM_CITIZEN) == -1)
		return -1;
	l->meaning.echo = echo;
	if (danger_is_meant(desk, l))
		return danger_handle(desk, l);
	if ((rc = joining_answer(desk, l)) != 0)
		return rc == -1 ? -1 : 0;
	if ((rc = answer_read(desk, l)) != 0)
		return rc == -1 ? -1 : 0;
	if (l->meaning.intent == INTENT_HELP)
		return reply_help(desk, l, true, true);
	if (as_staff.intent != INTENT_REPORT &&
	    as_staff.intent != INTENT_CLARIFY &&
	    (l->meaning.intent == INTENT_REPORT ||
	    l->meaning.intent == INTENT_CLARIFY ||
	    l->meaning.intent == INTENT_UNKNOWN)) {
		l->state = INBOX_TRIAGE;
		l->reason = "staff, not understood";
		return reply_help(desk, l, false, true);
	}
	return handle(desk, l);
}
