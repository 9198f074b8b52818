/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * reply - what answers the SMS on the desk, held to its number's budget
 * (budget.c).
 *
 * A notice (notice.c) tells somebody of another's deed and does not count.
 */

#include "config.h"

#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "desk/words/letter.h"
#include "desk/words/words.h"
#include "desk/words/words_private.h"
#include "language/ticket.h"

/* Urgent ones leave before all others, and are never held. */
static bool
is_urgent(const struct letter *l, enum message_id id)
{
	return l->urgent || id == MESSAGE_ACKNOWLEDGED_URGENT ||
	    id == MESSAGE_ACKNOWLEDGED_EMERGENCY ||
	    id == MESSAGE_ACKNOWLEDGED_ALONE ||
	    id == MESSAGE_ASK_KELURAHAN_EMERGENCY ||
	    id == MESSAGE_WHICH_KELURAHAN_EMERGENCY;
}

/* The last reply for now says so: when the next one comes. */
static void
write_pause(const struct desk *desk, const struct letter *l,
    const struct budget *b, char *text, size_t size)
{
	char			masked[LOG_NUMBER_SIZE], clock[16];
	struct message_values	values = { .date = clock };

	words_clock(clock, sizeof clock, b->opens_at);
	message_fill(text, size, desk->conf->message[MESSAGE_PAUSE], &values);
	log_warn("desk: %s has had %d replies in an hour: more of them wait "
	    "until %s", log_mask_number(l->phone.number, masked), b->limit,
	    clock);
}

/* Does it only say that what was asked was done? */
bool
reply_is_consent(enum message_id id)
{
	return id == MESSAGE_SEAT_TAKEN || id == MESSAGE_SEAT_NOTED;
}

/*
 * Silence is consent: who asked for something that was done is not told so,
 * save who is the first to take an urgent report: others were told of it too.
 * 1 it is to be said, 0 not, -1.
 */
static int
is_to_be_said(struct desk *desk, const struct letter *l, enum message_id id)
{
	struct report	report;

	if (!reply_is_consent(id) || desk->conf->confirm == CONFIRM_ALWAYS)
		return 1;
	if (id != MESSAGE_SEAT_TAKEN || desk->conf->confirm == CONFIRM_NEVER)
		return 0;
	if (store_report_get(desk->store, l->report_id, &report) != 1)
		return -1;
	return report.urgent && report.changed_at == l->now;
}

/*
 * Answer the SMS on the desk, or give the answer to the letter's sink.  Over
 * the number's budget the reply is kept as "held" until it is looked at anew
 * (held.c).  0, or -1 when the database failed.
 */
int
reply_send(struct desk *desk, struct letter *l, enum message_id id,
    const struct message_values *values)
{
	struct outbox_message	out = { 0 };
	struct budget		b;
	char			pause[128];
	int			said;

	if (l->sink != NULL)
		return l->sink->take(desk, l->sink->arg, id, values);
	if ((said = is_to_be_said(desk, l, id)) != 1)
		return said;
	if (budget_read(desk, l, id, &b) == -1 || (!b.over &&
	    gather_answered(desk, l->report_id, l->phone.id, id) == -1))
		return -1;
	out.phone_id = l->phone.id;
	out.inbox_id = l->in->id;
	out.report_id = l->report_id;
	out.urgent = is_urgent(l, id);
	out.state = b.over ? OUTBOX_HELD : OUTBOX_DUE;
	out.next_try = b.over ? b.opens_at : l->now;
	l->answered = l->answered || !b.spent;
	if (b.over)
		snprintf(out.reason, sizeof out.reason,
		    "more than %d replies an hour", b.limit);
	if (b.last)
		write_pause(desk, l, &b, pause, sizeof pause);
	snprintf(out.modem, sizeof out.modem, "%s", l->in->modem);
	return post_queue_with(desk, &out, id, values, b.last ? pause : NULL,
	    l->now);
}

/*
 * Answer where a life may hang on it: urgent, and over no budget.  0 or -1.
 */
int
reply_at_once(struct desk *desk, struct letter *l, enum message_id id,
    const struct message_values *values)
{
	struct outbox_message	out = { .phone_id = l->phone.id,
	    .inbox_id = l->in->id, .report_id = l->report_id,
	    .urgent = true, .state = OUTBOX_DUE };

	if (l->sink != NULL)
		return l->sink->take(desk, l->sink->arg, id, values);
	l->answered = true;
	snprintf(out.modem, sizeof out.modem, "%s", l->in->modem);
	return post_queue(desk, &out, id, values, l->now);
}

/* Answer with a message about a report; text (or NULL) is a remark. */
int
reply_about(struct desk *desk, struct letter *l, enum message_id id,
    const struct report *report, const char *text)
{
	struct report_words	w;

	words_report(desk, report, &w);
	w.values.text = text;
	l->report_id = report->id;
	l->urgent = report->urgent;
	return reply_send(desk, l, id, &w.values);
}

/* The second problem of the SMS that a report came from, or -1. */
static int
second_of(struct desk *desk, const struct letter *l,
    const struct report *report)
{
	struct inbox_message	first;
	struct meaning		m;

	if (l->in->id == report->inbox_id)
		return l->meaning.second;
	if (store_inbox_get(desk->store, report->inbox_id, &first) != 1)
		return -1;
	interpret(desk->lexicon, FROM_CITIZEN, first.text, NULL, &m);
	return m.intent == INTENT_REPORT || m.intent == INTENT_CLARIFY ?
	    m.second : -1;
}

/* Does the acknowledgement of this report say whom to call? */
bool
reply_is_emergency(const struct desk *desk, const struct report *report)
{
	struct report_words	w;

	words_report(desk, report, &w);
	return report->urgent && w.values.phone[0] != '\0';
}

/*
 * The second problem of the SMS that a report came from, a category, or -1
 * where there is none but that of the report.
 */
int
reply_second(struct desk *desk, const struct letter *l,
    const struct report *report)
{
	int	second = second_of(desk, l, report);

	return second == -1 || strcmp(desk->conf->city.category[second].code,
	    report->category) == 0 ? -1 : second;
}

static enum message_id
plain_acknowledgement(const struct letter *l, const struct report *report,
    bool emergency, bool terse)
{
	if (emergency)
		return l->alone ? MESSAGE_ACKNOWLEDGED_ALONE :
		    MESSAGE_ACKNOWLEDGED_EMERGENCY;
	if (terse)
		return MESSAGE_ACKNOWLEDGED_TERSE;
	if (l->at_home)
		return MESSAGE_ACKNOWLEDGED_HOME;
	return report->urgent ? MESSAGE_ACKNOWLEDGED_URGENT :
	    MESSAGE_ACKNOWLEDGED;
}

/*
 * Acknowledge a report: what was understood, whom to call in an emergency,
 * that the place is the one of the sender's registration if so, and how to
 * send the other problem where the SMS spoke of two.
 */
int
reply_acknowledge(struct desk *desk, struct letter *l,
    const struct report *report)
{
	const struct conf_city	*city = &desk->conf->city;
	struct report_words	 w;
	int			 second = reply_second(desk, l, report);
	bool			 emergency, terse = terse_is_on(desk, report);

	words_report(desk, report, &w);
	w.values.promise = l->promise;
	l->report_id = report->id;
	l->urgent = report->urgent;
	emergency = reply_is_emergency(desk, report);
	if (second == -1 || emergency || terse)
		return reply_send(desk, l, plain_acknowledgement(l, report,
		    emergency, terse), &w.values);
	w.values.topic = city->category[second].code;
	return reply_send(desk, l, MESSAGE_ACKNOWLEDGED_SECOND, &w.values);
}

/* Answer with a message that names no report, at most a typed ticket. */
int
reply_plain(struct desk *desk, struct letter *l, enum message_id id,
    const char *ticket)
{
	struct message_values	values = { .ticket = ticket };

	return reply_send(desk, l, id, &values);
}

/*
 * The report of a typed ticket.  1 found; 0 there is none, and the sender was
 * told what is wrong with the number; -1 failed.
 */
int
reply_ticket(struct desk *desk, struct letter *l, const char *ticket,
    struct report *report)
{
	int64_t	sequence = ticket_to_sequence(ticket);
	int	rc;

	if (sequence == -1)
		return reply_plain(desk, l, MESSAGE_WRONG_TICKET, ticket);
	if ((rc = store_report_get(desk->store, sequence, report)) != 0)
		return rc;
	return reply_plain(desk, l, MESSAGE_UNKNOWN_TICKET, ticket);
}

/*
 * How to use the service: always when asked for, else once per help_interval
 * and number.
 */
int
reply_help(struct desk *desk, struct letter *l, bool asked, bool staff)
{
	if (!asked && l->phone.helped_at != 0 &&
	    l->now - l->phone.helped_at < desk->conf->help_interval_s)
		return 0;
	if (store_phone_set_helped(desk->store, l->phone.id, l->now) == -1)
		return -1;
	return reply_plain(desk, l, staff ? MESSAGE_SEAT_HELP : MESSAGE_HELP,
	    NULL);
}
