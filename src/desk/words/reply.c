/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * reply - messages on their way to people: filled in, held to the number's
 * budget, put into the outbox.
 *
 * A reply answers an SMS and counts against the budget that breaks loops; a
 * notice tells somebody of another's deed and does not, but a citizen gets so
 * many SMS a day and no more.
 */

#include "config.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "desk/desk_private.h"

/* The words of a report's state, as people read them. */
const char *
reply_state_text(const struct desk *desk, enum report_state state)
{
	static const enum message_id words[] = {
		[REPORT_NEW] = MESSAGE_STATE_NEW,
		[REPORT_ROUTED] = MESSAGE_STATE_ROUTED,
		[REPORT_TAKEN] = MESSAGE_STATE_TAKEN,
		[REPORT_WORKING] = MESSAGE_STATE_WORKING,
		[REPORT_DONE] = MESSAGE_STATE_DONE,
		[REPORT_CLOSED] = MESSAGE_STATE_CLOSED,
		[REPORT_REJECTED] = MESSAGE_STATE_REJECTED,
		[REPORT_CANCELLED] = MESSAGE_STATE_CANCELLED
	};

	_Static_assert(sizeof words / sizeof words[0] == REPORT_STATE_COUNT,
	    "words for every state");
	return desk->conf->message[words[state]];
}

/*
 * The values that every message about a report may name.  They point into w,
 * the report and the configuration, and live as long as these.
 */
void
reply_words(const struct desk *desk, const struct report *report,
    struct report_words *w)
{
	const struct conf_city	*city = &desk->conf->city;
	int			 category;

	ticket_from_sequence(report->id, w->ticket);
	category = conf_city_find_category(city, report->category);
	w->values = (struct message_values){
		.ticket = w->ticket,
		.category = category == -1 ? report->category :
		    city->category[category].label,
		.kelurahan = report->kelurahan[0] != '\0' ?
		    report->kelurahan : desk->conf->message[MESSAGE_NO_PLACE],
		.opd = report->opd,
		.phone = category == -1 ? "" : city->category[category].phone,
		.state = reply_state_text(desk, report->state)
	};
}

/* Fill the text of an outbox row and choose its alphabet; -1 if too long. */
int
reply_rewrite(const struct desk *desk, struct outbox_message *out,
    enum message_id id, const struct message_values *values)
{
	struct text_part	part[256];
	size_t			len;
	int			max = desk->conf->max_parts;

	len = message_write(out->text, sizeof out->text, id,
	    desk->conf->message[id], values);
	out->coding = text_is_gsm7(out->text) ? TEXT_GSM7 : TEXT_UCS2;
	out->parts = text_split(out->text, out->coding, part, max);
	if (out->parts == -1 && out->coding == TEXT_GSM7)
		text_clip(out->text, max * TEXT_PART_SEPTETS - max);
	/* Other scripts: cut at a character until the parts are enough. */
	while ((out->parts = text_split(out->text, out->coding, part, max))
	    == -1 && len > 0) {
		len = strlen(out->text) - 1;
		while (len > 0 && ((unsigned char)out->text[len] & 0xc0)
		    == 0x80)
			len--;
		out->text[len] = '\0';
	}
	return out->parts > 0 ? 0 : -1;
}

static int
queue(struct desk *desk, struct outbox_message *out, enum message_id id,
    const struct message_values *values, int64_t now)
{
	snprintf(out->kind, sizeof out->kind, "%s", message_key(id));
	out->created_at = now;
	if (out->next_try == 0)
		out->next_try = now;
	/* What came by a menu is answered by whichever modem is best. */
	if (strcmp(out->modem, DESK_USSD) == 0)
		out->modem[0] = '\0';
	if (reply_rewrite(desk, out, id, values) == -1)
		return 0;
	return store_outbox_add(desk->store, out);
}

/* Replies to this number in the last hour have reached its budget. */
static int
over_budget(struct desk *desk, const struct letter *l, int *limit)
{
	struct seat	seat;
	int		staff, sent;

	if ((staff = store_seat_of_phone(desk->store, l->phone.id, 0, &seat))
	    == -1)
		return -1;
	*limit = staff == 1 ? desk->conf->staff_replies_per_hour :
	    desk->conf->replies_per_hour;
	if ((sent = store_outbox_replies_since(desk->store, l->phone.id,
	    l->now - 3600)) == -1)
		return -1;
	return sent >= *limit;
}

/*
 * Answer the SMS on the desk.  Over the number's budget the reply is kept as
 * "held": visible, not sent.  0, or -1 when the database failed.
 */
int
reply_send(struct desk *desk, struct letter *l, enum message_id id,
    const struct message_values *values)
{
	struct outbox_message	out = { 0 };
	int			limit, over;

	if (l->batch != NULL)
		return orders_note(desk, l->batch, id, values);
	if ((over = over_budget(desk, l, &limit)) == -1)
		return -1;
	out.phone_id = l->phone.id;
	out.inbox_id = l->in->id;
	out.report_id = l->report_id;
	out.urgent = id == MESSAGE_ACKNOWLEDGED_URGENT ||
	    id == MESSAGE_ACKNOWLEDGED_EMERGENCY;
	out.state = over ? OUTBOX_HELD : OUTBOX_DUE;
	l->answered = l->answered || !over;
	if (over)
		snprintf(out.reason, sizeof out.reason,
		    "more than %d replies an hour", limit);
	snprintf(out.modem, sizeof out.modem, "%s", l->in->modem);
	return queue(desk, &out, id, values, l->now);
}

/* Answer with a message about a report; text (or NULL) is a remark. */
int
reply_about(struct desk *desk, struct letter *l, enum message_id id,
    const struct report *report, const char *text)
{
	struct report_words	w;

	reply_words(desk, report, &w);
	w.values.text = text;
	l->report_id = report->id;
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

static enum message_id
plain_acknowledgement(const struct letter *l, const struct report *report,
    bool emergency)
{
	if (emergency)
		return MESSAGE_ACKNOWLEDGED_EMERGENCY;
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
	int			 second = second_of(desk, l, report);
	bool			 emergency;

	reply_words(desk, report, &w);
	emergency = report->urgent && w.values.phone[0] != '\0';
	if (second == -1 || emergency || strcmp(city->category[second].code,
	    report->category) == 0)
		return reply_about(desk, l, plain_acknowledgement(l, report,
		    emergency), report, NULL);
	w.values.topic = city->category[second].code;
	l->report_id = report->id;
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

/* A seat's name as an SMS can hold it. */
void
reply_seat_name(const struct seat *seat, char name[STORE_NAME_SIZE])
{
	text_to_gsm7(name, STORE_NAME_SIZE, seat->name, NULL);
	text_clip(name, MESSAGE_LONGEST_SEAT);
}

/* A moment as people in the city's zone read it. */
void
reply_date(char *buf, size_t size, int64_t when)
{
	time_t		t = (time_t)when;
	struct tm	tm;

	localtime_r(&t, &tm);
	if (strftime(buf, size, "%d/%m %H:%M", &tm) == 0)
		buf[0] = '\0';
}

/*
 * Tell somebody about a seat: its name, how many reports lie with it, and a
 * number or a code (or NULL).  Whoever it is, it is the city's business: a
 * STOP does not hold it back.
 */
int
reply_seat(struct desk *desk, const struct phone *to, const struct seat *seat,
    enum message_id id, const char *phone, const char *code, int64_t now)
{
	struct message_values	values = { .phone = phone, .code = code };
	char			name[STORE_NAME_SIZE], n[16];

	reply_seat_name(seat, name);
	snprintf(n, sizeof n, "%d", seat->open > 999 ? 999 : seat->open);
	values.seat = name;
	values.count = n;
	return reply_notice(desk, to, id, &values, NULL, seat->id, "", now);
}

/*
 * Does something urgent lie with the seat that is spoken of?  1, 0, -1.  Who
 * is to stand in for it must hear of that at once.
 */
static int
is_of_urgent_seat(struct desk *desk, enum message_id id, int64_t seat_id)
{
	struct dispatch	d;
	struct report	r = { .urgent = false };

	if (id != MESSAGE_ALARM_SILENT && id != MESSAGE_ALARM_SILENT_TOLD &&
	    id != MESSAGE_DEPUTY_STANDS_IN)
		return 0;
	if (store_dispatch_of_seat(desk->store, seat_id, 0, &d, &r) == -1)
		return -1;
	return r.urgent;
}

/*
 * Would one more routine notice to this citizen be over the day's budget?
 * Then it is kept as "held".  0 or -1.
 */
static int
hold_over_day(struct desk *desk, const struct phone *to,
    struct outbox_message *out, int64_t now)
{
	int	limit = desk->conf->notices_per_day, sent;

	if (limit == 0 || out->seat_id != 0 || out->urgent ||
	    out->state != OUTBOX_DUE)
		return 0;
	if ((sent = store_account_to_phone(desk->store, to->id, now - 86400))
	    == -1)
		return -1;
	if (sent < limit)
		return 0;
	out->state = OUTBOX_HELD;
	snprintf(out->reason, sizeof out->reason, "more than %d SMS a day",
	    limit);
	return 0;
}

/*
 * Tell somebody who did not just write: a citizen (seat_id 0) or a seat.  A
 * citizen who said STOP is not told; the row says so.  In the quiet hours
 * what is routine waits for the morning (night.c).  modem is the one to leave
 * by, "" for any.
 */
int
reply_notice(struct desk *desk, const struct phone *to, enum message_id id,
    const struct message_values *values, const struct report *report,
    int64_t seat_id, const char *modem, int64_t now)
{
	struct outbox_message	out = { 0 };
	int			urgent;

	out.phone_id = to->id;
	out.seat_id = seat_id;
	out.report_id = report != NULL ? report->id : 0;
	if ((urgent = report != NULL ? report->urgent :
	    is_of_urgent_seat(desk, id, seat_id)) == -1)
		return -1;
	out.urgent = urgent;
	out.next_try = night_until(desk, id, urgent, now);
	out.state = out.next_try > now ? OUTBOX_NIGHT : OUTBOX_DUE;
	if (to->kind != NUMBER_PHONE) {
		out.state = OUTBOX_DROPPED;
		snprintf(out.reason, sizeof out.reason, "not a phone number");
	} else if (seat_id == 0 && to->stopped_at != 0) {
		out.state = OUTBOX_DROPPED;
		snprintf(out.reason, sizeof out.reason, "said STOP");
	}
	snprintf(out.modem, sizeof out.modem, "%s", modem);
	if (hold_over_day(desk, to, &out, now) == -1)
		return -1;
	return queue(desk, &out, id, values, now);
}

/* Tell a seat what cannot wait and is about no report: at once, urgent. */
int
reply_alarm(struct desk *desk, const struct phone *to, enum message_id id,
    const struct message_values *values, int64_t seat_id, int64_t now)
{
	struct outbox_message	out = { 0 };

	out.phone_id = to->id;
	out.seat_id = seat_id;
	out.urgent = true;
	out.state = OUTBOX_DUE;
	return queue(desk, &out, id, values, now);
}
