/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * closure - PUAS and BELUM: it is the citizen who says that a report is done.
 *
 * What BELUM means depends on where the report stands: done, it is opened
 * again and goes one level up; refused, the coordinator decides; closed, a new
 * one goes on in its name; not done yet, it is an answer or, when it is late,
 * a nudge.  PUAS may be taken back as long as BELUM would have been heard.
 */

#include "config.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "desk/citizen/citizen_private.h"
#include "desk/citizen/own.h"
#include "desk/citizen/which.h"
#include "desk/report/report.h"
#include "desk/seats/seats.h"
#include "desk/words/letter.h"
#include "desk/words/words.h"
#include "store/deadline.h"
#include "store/event.h"

#define NUDGE_S		86400		/* one in this time */
#define RECENT_S	(30 * 86400)	/* meant without its number */
#define LINKS_MAX	8		/* a report that goes on and on */
#define WORDS_ROOM	(TEXT_MAX_BYTES * 4)

static struct actor
sender(const struct letter *l)
{
	return (struct actor){ l->phone.id, 0, l->in->id };
}

/* Until when a report that was done could be objected to; 0 it was not. */
static int64_t
window_end(struct desk *desk, const struct report *r)
{
	struct store_event_last	done;

	if (store_event_last(desk->store, r->id, "done", &done) != 1)
		return 0;
	return done.at + desk->conf->objection_window_s;
}

/* ---- which report ------------------------------------------------------- */

/* In what order a word without a number is taken for one of its reports. */
static const unsigned	belum_states[] = {
	1u << REPORT_DONE,
	1u << REPORT_REJECTED | 1u << REPORT_CLOSED,
	REPORTS_OPEN
};
static const unsigned	puas_states[] = {
	1u << REPORT_DONE, 1u << REPORT_CLOSED
};

static int
find_newest(struct desk *desk, const struct letter *l, struct report *r)
{
	const unsigned	*states = l->meaning.ok ? puas_states : belum_states;
	size_t		 i, n = l->meaning.ok ?
			    sizeof puas_states / sizeof puas_states[0] :
			    sizeof belum_states / sizeof belum_states[0];
	int		 rc;

	for (i = 0; i < n; i++)
		if ((rc = store_report_latest(desk->store, l->phone.id,
		    states[i], r)) == -1 || (rc == 1 && (i == 0 ||
		    report_is_open(r) || r->changed_at >= l->now - RECENT_S)))
			return rc;
	return 0;
}

/* The report meant.  1; 0 it is not known, and the sender was told; -1. */
static int
find_report(struct desk *desk, struct letter *l, struct report *r)
{
	struct report	waiting[WAITING_MAX];
	int		n, rc;

	if (l->meaning.ticket[0] != '\0')
		return reply_ticket(desk, l, l->meaning.ticket, r);
	if ((n = waiting_find(desk, l->phone.id, waiting)) == -1)
		return -1;
	if (n > 1)
		return which_ask(desk, l, l->meaning.ok ? WHICH_SATISFIED :
		    WHICH_UNSATISFIED, waiting, n, l->meaning.detail);
	if ((rc = find_newest(desk, l, r)) != 0)
		return rc;
	return own_none(desk, l);
}

/* ---- why ---------------------------------------------------------------- */

#define BLANKS		" \t\r\n,.;:-"
#define BARE_WORDS	2		/* "belum pak" says no more than BELUM */

/* Is this word (len bytes) one of a list of the configuration? */
static bool
is_of(const struct conf_list *list, const char *word, size_t len)
{
	int	i;

	for (i = 0; i < list->count; i++)
		if (strlen(list->item[i]) == len &&
		    strncasecmp(list->item[i], word, len) == 0)
			return true;
	return false;
}

/* Does a word only lead to what is said: the number, "pak"? */
static bool
leads_on(const struct desk *desk, const char *word, size_t len)
{
	const struct conf_list	*words = desk->conf->city.words;

	return strspn(word, "0123456789.-#:") >= len ||
	    is_of(&words[CONF_WORDS_NUMBER], word, len) ||
	    is_of(&words[CONF_WORDS_TICKET], word, len) ||
	    is_of(&words[CONF_WORDS_TITLE], word, len);
}

/* Does a text begin with the command itself: "BELUM kapan lagi"? */
static bool
begins_with_belum(const struct desk *desk, const char *text)
{
	const struct conf_list	*no;
	size_t			 len;

	text += strspn(text, BLANKS);
	len = strcspn(text, BLANKS);
	no = &desk->conf->city.words[CONF_WORDS_UNSATISFIED];
	return no->count > 0 && strlen(no->item[0]) == len &&
	    strncasecmp(no->item[0], text, len) == 0;
}

/*
 * What a citizen says behind BELUM and the number, for who has to go there:
 * "" if it is only that.
 */
static void
read_why(const struct desk *desk, struct letter *l)
{
	const char	*c;
	size_t		 len;
	int		 n = 0;

	for (c = l->in->text; *(c += strspn(c, BLANKS)) != '\0'; n++)
		c += strcspn(c, BLANKS);
	c = l->in->text + strspn(l->in->text, BLANKS);
	if (n <= BARE_WORDS)
		c = "";
	else if (begins_with_belum(desk, c))
		c += strcspn(c, BLANKS);
	for (; *(c += strspn(c, BLANKS)) != '\0'; c += len) {
		len = strcspn(c, BLANKS);
		if (!leads_on(desk, c, len))
			break;
	}
	snprintf(l->meaning.detail, sizeof l->meaning.detail, "%s", c);
}

/* ---- what is said ------------------------------------------------------- */

/* Answer with who hears of it: a seat, or the OPD where nobody is above. */
static int
reply_seat(struct desk *desk, struct letter *l, enum message_id id,
    const struct report *r, const struct seat *seat)
{
	struct report_words	w;
	char			name[STORE_NAME_SIZE];

	words_report(desk, r, &w);
	w.values.seat = r->opd;
	if (seat != NULL) {
		words_seat(seat, name);
		w.values.seat = name;
	}
	l->report_id = r->id;
	return reply_send(desk, l, id, &w.values);
}

/* What was said now, before what the report is about. */
static void
join_words(const struct letter *l, const char *between, const struct report *r,
    char text[WORDS_ROOM])
{
	snprintf(text, WORDS_ROOM, "%s%s%s%s", l->meaning.detail,
	    l->meaning.detail[0] != '\0' ? " / " : "", between,
	    r->description);
}

/* ---- BELUM -------------------------------------------------------------- */

/* Done, or so it was said: open again, and one level up. */
static int
reopen(struct desk *desk, struct letter *l, struct report *r)
{
	struct actor	who = sender(l);
	struct seat	above;
	char		text[WORDS_ROOM];
	int		rc;

	if (report_apply(desk, r, EV_UNSATISFIED, &who, l->meaning.detail,
	    l->now) != 1 || routing_dispatch(desk, r, &who,
	    MESSAGE_DISPATCH_REOPENED, l->now) == -1)
		return -1;
	join_words(l, "", r, text);
	if ((rc = raise_up(desk, r, MESSAGE_DISPATCH_REOPENED, text, l->now,
	    &above)) == -1)
		return -1;
	return reply_seat(desk, l, MESSAGE_REOPENED, r, rc == 1 ? &above :
	    NULL);
}

/*
 * Who decides about a refusal: the coordinator, or the leader where that has
 * refused it.  1, 0 nobody is above, -1.
 */
static int
find_judge(struct desk *desk, const struct report *r,
    const struct store_event_last *refusal, struct seat *judge)
{
	enum seat_role	role = SEAT_OFFICER;
	struct seat	by;
	int		rc = 0;

	if (refusal->seat_id != 0) {
		if (store_seat_get(desk->store, refusal->seat_id, &by) != 1)
			return -1;
		role = by.role;
	}
	if (role == SEAT_LEADER)
		return 0;
	if (role != SEAT_COORDINATOR)
		rc = routing_find_role(desk, SEAT_COORDINATOR, "",
		    r->kelurahan, judge);
	return rc != 0 ? rc : routing_find_role(desk, SEAT_LEADER, "",
	    r->kelurahan, judge);
}

/* Refused: the objection is laid before who decides. */
static int
object(struct desk *desk, struct letter *l, struct report *r)
{
	struct actor		who = sender(l);
	struct store_event_last	refusal = { .seat_id = 0 };
	struct seat		judge;
	char			between[TEXT_MAX_BYTES + 64];
	char			text[WORDS_ROOM];
	int			rc;

	if (store_event_last(desk->store, r->id, "rejected", &refusal) == -1 ||
	    (rc = find_judge(desk, r, &refusal, &judge)) == -1)
		return -1;
	if (rc == 0) {
		if (report_note(desk, r, "added", &who, l->meaning.detail,
		    l->now) == -1)
			return -1;
		return reply_about(desk, l, MESSAGE_OBJECTION_FINAL, r, NULL);
	}
	snprintf(between, sizeof between, "(%s: %s) ", r->opd, refusal.detail);
	join_words(l, between, r, text);
	if (report_apply(desk, r, EV_OBJECT, &who, l->meaning.detail, l->now)
	    != 1 || routing_dispatch_to(desk, r, &judge, &who,
	    MESSAGE_DISPATCH_OBJECTED, text, l->now) == -1)
		return -1;
	return reply_seat(desk, l, MESSAGE_OBJECTED, r, &judge);
}

/* The newest of those that go on in a report's name; 0 or -1. */
static int
follow_links(struct desk *desk, struct report *r)
{
	struct store_event_last	link;
	int64_t			next;
	int			i, rc = 1;

	for (i = 0; i < LINKS_MAX && rc == 1; i++) {
		rc = store_event_last(desk->store, r->id, "continued", &link);
		next = rc == 1 ? ticket_to_sequence(link.detail) : -1;
		if (next == -1)
			break;
		rc = store_report_get(desk->store, next, r);
	}
	return rc == -1 ? -1 : 0;
}

/* Open the report that goes on in the name of a closed one. */
static int
open_anew(struct desk *desk, struct letter *l, const struct report *old,
    struct report *r)
{
	const struct conf_city	*city = &desk->conf->city;
	struct actor		 who = sender(l);
	char			 words[WORDS_ROOM];
	char			 text[TEXT_MAX_BYTES], ticket[TICKET_SIZE];
	int			 category;

	if ((category = conf_city_find_category(city, old->category)) == -1)
		return 0;
	join_words(l, "", old, words);
	ticket_from_sequence(old->id, ticket);
	snprintf(text, sizeof text, "%.*s", (int)sizeof text - 1, words);
	if (report_open(desk, l, category, conf_city_find_kelurahan(city,
	    old->kelurahan), text, r) == -1)
		return -1;
	r->urgent = old->urgent;
	snprintf(r->opd, sizeof r->opd, "%s", old->opd);
	if (store_report_set_route(desk->store, r->id, r->category,
	    r->kelurahan, r->opd, r->urgent, l->now) == -1 || report_note(desk,
	    r, "continues", &who, ticket, l->now) == -1)
		return -1;
	ticket_from_sequence(r->id, ticket);
	return report_note(desk, old, "continued", &who, ticket, l->now) == -1
	    ? -1 : 1;
}

/* Closed for good: a new report in its name, which its OPD hears of. */
static int
go_on(struct desk *desk, struct letter *l, const struct report *old)
{
	struct actor		who = sender(l);
	struct report_words	w;
	struct report		r;
	char			ticket[TICKET_SIZE];
	int			rc;

	if ((rc = open_anew(desk, l, old, &r)) != 1)
		return rc == -1 ? -1 : reply_about(desk, l, MESSAGE_NOT_NOW,
		    old, NULL);
	ticket_from_sequence(old->id, ticket);
	words_report(desk, &r, &w);
	w.values.old = ticket;
	if (reply_send(desk, l, MESSAGE_CONTINUED, &w.values) == -1)
		return -1;
	return routing_dispatch(desk, &r, &who, MESSAGE_DISPATCH, l->now);
}

/* The limit that a report has passed, or the next one: 1 late, 0, -1. */
static int
find_limit(struct desk *desk, const struct report *r, int64_t now,
    int64_t *limit)
{
	struct deadline	d;
	int		rc;

	*limit = 0;
	if ((rc = store_deadline_open(desk->store, r->id, DEADLINE_FINISH,
	    &d)) == -1)
		return -1;
	if (rc == 1)
		*limit = d.limit_at;
	if (rc == 1 && d.limit_at <= now)
		return 1;
	rc = store_deadline_open(desk->store, r->id, DEADLINE_TAKE, &d);
	return rc == 1 ? d.limit_at <= now : rc;
}

/* Not late, or nobody to be late: what was said goes to who has it. */
static int
have_patience(struct desk *desk, struct letter *l, const struct report *r,
    int64_t limit)
{
	struct report_words	w;
	char			date[32];

	words_report(desk, r, &w);
	words_date(date, sizeof date, limit != 0 ? limit : r->changed_at);
	w.values.date = date;
	l->report_id = r->id;
	return reply_send(desk, l, limit != 0 ? MESSAGE_PATIENCE :
	    MESSAGE_STATE, &w.values);
}

/* It was raised within a day: by which seat it was heard. */
static int
nudge_again(struct desk *desk, struct letter *l, const struct report *r)
{
	struct store_event_last	raised;
	struct seat		seat;
	int			rc;

	if ((rc = store_event_last(desk->store, r->id, "raised", &raised))
	    == -1)
		return -1;
	if (rc == 1 && store_seat_get(desk->store, raised.seat_id, &seat) != 1)
		return -1;
	return reply_seat(desk, l, MESSAGE_NUDGE_AGAIN, r, rc == 1 ? &seat :
	    NULL);
}

/* BELUM of what is not said to be done: when it is late, one level up. */
static int
nudge(struct desk *desk, struct letter *l, const struct report *r)
{
	struct actor		who = sender(l);
	struct store_event_last	last;
	struct seat		above;
	char			text[WORDS_ROOM];
	int64_t			limit;
	int			late, rc;

	if (l->meaning.detail[0] != '\0' && (report_note(desk, r, "added",
	    &who, l->meaning.detail, l->now) == -1 || tell_seats(desk, r, 0,
	    MESSAGE_SEAT_NEWS, l->meaning.detail, l->now) == -1))
		return -1;
	if ((late = find_limit(desk, r, l->now, &limit)) != 1)
		return late == -1 ? -1 : have_patience(desk, l, r, limit);
	if ((rc = store_event_last(desk->store, r->id, "nudged", &last)) == -1)
		return -1;
	if (rc == 1 && last.at > l->now - NUDGE_S)
		return nudge_again(desk, l, r);
	join_words(l, "", r, text);
	if (report_note(desk, r, "nudged", &who, l->meaning.detail, l->now)
	    == -1 || (rc = raise_up(desk, r, MESSAGE_NUDGED, text, l->now,
	    &above)) == -1)
		return -1;
	return reply_seat(desk, l, MESSAGE_NUDGE_DONE, r, rc == 1 ? &above :
	    NULL);
}

static int
handle_belum(struct desk *desk, struct letter *l, struct report *r)
{
	if (r->state == REPORT_CLOSED && follow_links(desk, r) == -1)
		return -1;
	l->report_id = r->id;
	switch (r->state) {
	case REPORT_DONE:
		return reopen(desk, l, r);
	case REPORT_CLOSED:
		return l->now < window_end(desk, r) ? reopen(desk, l, r) :
		    go_on(desk, l, r);
	case REPORT_REJECTED:
		return object(desk, l, r);
	case REPORT_NEW: case REPORT_ROUTED: case REPORT_TAKEN:
	case REPORT_WORKING:
		return nudge(desk, l, r);
	case REPORT_CANCELLED: case REPORT_STATE_COUNT:
		break;
	}
	return reply_about(desk, l, MESSAGE_NOT_NOW, r, NULL);
}

/* ---- PUAS --------------------------------------------------------------- */

static int
handle_puas(struct desk *desk, struct letter *l, struct report *r)
{
	struct actor	who = sender(l);
	int		rc = 1;

	/* Said twice it is true once. */
	if (r->state != REPORT_CLOSED || strcmp(r->outcome, "satisfied") != 0)
		rc = report_apply(desk, r, EV_SATISFIED, &who,
		    l->meaning.detail, l->now);
	if (rc == -1)
		return -1;
	return reply_about(desk, l, rc == 1 ? MESSAGE_THANKED :
	    MESSAGE_NOT_NOW, r, NULL);
}

/* PUAS or BELUM of a citizen: only who made the report may say it. */
int
closure_confirm(struct desk *desk, struct letter *l)
{
	struct report	r;
	int		rc;

	/* What was read by what was said before is the text as it came. */
	if (!l->meaning.ok && (l->meaning.detail[0] == '\0' ||
	    strcmp(l->meaning.detail, l->in->text) == 0))
		read_why(desk, l);
	if ((rc = find_report(desk, l, &r)) != 1)
		return rc;
	l->report_id = r.id;
	if (r.phone_id != l->phone.id && (r.behalf_phone_id == 0 ||
	    r.behalf_phone_id != l->phone.id))
		return reply_about(desk, l, MESSAGE_NOT_YOURS, &r, NULL);
	if (l->meaning.ok)
		return handle_puas(desk, l, &r);
	return handle_belum(desk, l, &r);
}

/*
 * "BELUM kapan lagi" without a number, which reads as nothing by itself: it is
 * BELUM of whose report was refused in these days or is late, and of nobody
 * else.  The meaning becomes that; 0, or -1.
 */
int
closure_read(struct desk *desk, struct letter *l)
{
	struct meaning	*m = &l->meaning;
	struct report	 r;
	char		 ticket[TICKET_SIZE];
	int64_t		 limit;
	int		 rc;

	if (m->intent != INTENT_UNKNOWN || m->ticket[0] != '\0' ||
	    !begins_with_belum(desk, l->in->text))
		return 0;
	rc = store_report_latest(desk->store, l->phone.id,
	    1u << REPORT_REJECTED | REPORTS_OPEN, &r);
	if (rc == 1 && r.state == REPORT_REJECTED)
		rc = r.changed_at >= l->now - desk->conf->objection_window_s;
	else if (rc == 1)
		rc = find_limit(desk, &r, l->now, &limit);
	if (rc != 1)
		return rc;
	m->intent = INTENT_CONFIRM;
	m->ok = false;
	ticket_from_sequence(r.id, ticket);
	snprintf(m->ticket, sizeof m->ticket, "%.*s",
	    INTERPRET_TICKET_SIZE - 1, ticket);
	return 0;
}
