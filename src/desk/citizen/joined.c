/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * joined - those who reported what had been reported: told at each step, and
 * never left without a report.
 *
 * Where the report that they joined is withdrawn by its citizen, the first of
 * them has one of his own and the others join that.  Where they say that it
 * was another matter, the SMS that they had sent becomes a report.
 */

#include "config.h"

#include <stdio.h>
#include <string.h>

#include "desk/citizen/citizen_private.h"
#include "desk/citizen/joined.h"
#include "desk/report/report.h"
#include "desk/words/letter.h"
#include "desk/words/words.h"
#include "store/supporter.h"

#define WORDS_PASSED_ON	3	/* of urgent ones: as many SMS reach officers */

/* ---- more people -------------------------------------------------------- */

/* So many more people are worth an SMS to who has the report. */
static bool
is_mark(int count)
{
	return count == 5 || count == 25 || count == 125;
}

/*
 * Officers hear what the first who join an urgent report write, and at marks
 * how many they are: not one SMS for each of five hundred.
 */
static int
tell_officers(struct desk *desk, const struct report *r, const char *text,
    int64_t now)
{
	char	many[TEXT_MAX_BYTES], crowd[WORDS_CROWD_SIZE];
	int	count;

	if (store_supporter_count(desk->store, r->id, &count) == -1)
		return -1;
	if (r->urgent && count <= WORDS_PASSED_ON)
		return tell_seats(desk, r, 0, MESSAGE_SEAT_NEWS, text, now);
	if (!is_mark(count))
		return 0;
	snprintf(many, sizeof many, "%s %s",
	    words_crowd(desk, r, crowd), desk->conf->message[MESSAGE_CROWD]);
	return tell_seats(desk, r, 0, MESSAGE_SEAT_NEWS, many, now);
}

/*
 * The phone of a row is one more of the report's; text is what it wrote.  The
 * letter may be another one than that of the row.  0 or -1.
 */
int
joined_add(struct desk *desk, struct letter *l, struct report *r,
    const struct supporter *s, const char *text)
{
	struct supporter	joined = *s;
	struct actor		who = { s->phone_id, 0, s->inbox_id };

	joined.how = SUPPORTER_JOINED;
	joined.at = l->now;
	l->report_id = r->id;
	if (store_supporter_put(desk->store, &joined) == -1 ||
	    report_note(desk, r, "joined", &who, text, l->now) == -1)
		return -1;
	return tell_officers(desk, r, text, l->now);
}

/* ---- another matter ----------------------------------------------------- */

/* What a report by itself says: the SMS, and what BEDA added. */
static const char *
own_words(const struct letter *l, const struct inbox_message *first,
    char words[TEXT_MAX_BYTES])
{
	if (l->in->id == first->id || strchr(l->in->text, ' ') == NULL)
		return first->text;
	snprintf(words, TEXT_MAX_BYTES, "%.*s / %.*s", TEXT_MAX_BYTES / 2 - 4,
	    first->text, TEXT_MAX_BYTES / 2 - 4, l->in->text);
	return words;
}

/*
 * The SMS of a row becomes a report of its own, of the place and the category
 * that it was joined by; a place in the letter counts more.  The letter is
 * answered with its ticket.  0 or -1.
 */
int
joined_part(struct desk *desk, struct letter *l, const struct supporter *s)
{
	const struct conf_city	*city = &desk->conf->city;
	struct actor		 who = { s->phone_id, 0, l->in->id };
	char			 words[TEXT_MAX_BYTES];
	struct inbox_message	 first;
	struct letter		 old = *l;
	struct report		 r, own;
	int			 category, kelurahan = l->meaning.kelurahan;

	if (store_report_get(desk->store, s->report_id, &r) != 1 ||
	    store_inbox_get(desk->store, s->inbox_id, &first) != 1 ||
	    store_supporter_undo(desk->store, r.id, s->phone_id, l->now)
	    == -1 || report_note(desk, &r, "parted", &who, "", l->now) == -1)
		return -1;
	category = conf_city_find_category(city, r.category);
	if (kelurahan == -1)
		kelurahan = conf_city_find_kelurahan(city, r.kelurahan);
	if (category == -1)
		return store_inbox_settle(desk->store, first.id, INBOX_TRIAGE,
		    "its category is gone", "report", 0);
	old.in = &first;
	if (report_open(desk, &old, category, kelurahan, own_words(l, &first,
	    words), &own) == -1 || store_inbox_settle(desk->store, first.id,
	    INBOX_HANDLED, "", "report", own.id) == -1)
		return -1;
	l->report_id = own.id;
	return dialogue_start(desk, l, &own, DIALOGUE_ROUNDS);
}

/* ---- what becomes of the report ----------------------------------------- */

/* What those who joined hear of a step, where the reporter hears another. */
static enum message_id
message_of(enum message_id citizen)
{
	return citizen == MESSAGE_DONE ? MESSAGE_JOINED_DONE : citizen;
}

/* The same to each, by which their reporter is told. */
static int
tell_all(struct desk *desk, const struct report *report, enum message_id id,
    const char *text, int64_t now)
{
	struct supporter	s = { .phone_id = 0 };
	struct report_words	w;
	struct phone		phone;
	int			rc;

	words_report(desk, report, &w);
	w.values.text = text != NULL && text[0] != '\0' ? text :
	    desk->conf->message[MESSAGE_NO_WORDS];
	while ((rc = store_supporter_next(desk->store, report->id,
	    s.phone_id, &s)) == 1)
		if (store_phone_get(desk->store, s.phone_id, &phone) != 1 ||
		    notice_send(desk, &phone, id, &w.values, report, 0, "",
		    now) == -1)
			return -1;
	return rc;
}

/* All others who joined go along to the first one's own report. */
static int
move_all(struct desk *desk, const struct report *from,
    const struct report *to, int64_t now)
{
	struct supporter	s = { .phone_id = 0 }, moved;
	int			rc;

	while ((rc = store_supporter_next(desk->store, from->id, s.phone_id,
	    &s)) == 1) {
		moved = s;
		moved.report_id = to->id;
		if (store_supporter_put(desk->store, &moved) == -1 ||
		    store_supporter_undo(desk->store, from->id, s.phone_id,
		    now) == -1)
			return -1;
	}
	return rc == -1 ? -1 : tell_all(desk, to, MESSAGE_JOINED, NULL, now);
}

/* The report is withdrawn, but its problem was told by others too. */
static int
inherit(struct desk *desk, const struct report *report, int64_t now)
{
	struct inbox_message	in;
	struct letter		l = { .in = &in, .now = now, .reason = "" };
	struct supporter	s;
	struct report		own;
	int			rc;

	if ((rc = store_supporter_first(desk->store, report->id, &s)) != 1)
		return rc;
	if (store_inbox_get(desk->store, s.inbox_id, &in) != 1 ||
	    store_phone_get(desk->store, s.phone_id, &l.phone) != 1)
		return -1;
	l.meaning.kelurahan = l.meaning.second = l.meaning.danger = -1;
	if (joined_part(desk, &l, &s) == -1)
		return -1;
	if (store_report_get(desk->store, l.report_id, &own) != 1)
		return -1;
	return move_all(desk, report, &own, now);
}

/* A follower of reports: who joined one hears of it, and inherits it. */
int
joined_follow(struct desk *desk, const struct report *report,
    const struct report_change *c)
{
	if (c->on == EV_OPEN)
		return 0;
	if (c->on == EV_CANCEL || c->on == EV_MISREAD)
		return inherit(desk, report, c->now);
	return c->citizen == TELL_NOBODY ? 0 : tell_all(desk, report,
	    message_of(c->citizen), c->detail, c->now);
}

/* ---- who did not answer ------------------------------------------------- */

/* Joined as it was said; what is over by now is a report of its own. */
static int
expire(struct desk *desk, const struct supporter *s, int64_t now)
{
	struct inbox_message	in;
	struct letter		l = { .in = &in, .now = now, .reason = "" };
	struct report		r;

	if (store_inbox_get(desk->store, s->inbox_id, &in) != 1 ||
	    store_phone_get(desk->store, s->phone_id, &l.phone) != 1 ||
	    store_report_get(desk->store, s->report_id, &r) != 1)
		return -1;
	l.meaning.kelurahan = l.meaning.second = l.meaning.danger = -1;
	if (!report_is_open(&r) && r.state != REPORT_DONE)
		return joined_part(desk, &l, s);
	return joined_add(desk, &l, &r, s, in.text);
}

/* Those who did not answer IKUT or BEDA, at most max.  How many, or -1. */
int
joined_run(struct desk *desk, int64_t now, int max)
{
	struct supporter	s;
	int			n = 0, rc = 0;

	while (n < max && (rc = store_supporter_due(desk->store, now -
	    desk->conf->question_timeout_s, &s)) == 1) {
		if (expire(desk, &s, now) == -1)
			return -1;
		n++;
	}
	return rc == -1 ? -1 : n;
}

/* When joined_run next has something to do: 1, 0 never, -1. */
int
joined_next(struct desk *desk, int64_t *at)
{
	struct supporter	s;
	int			rc = store_supporter_due(desk->store,
				    INT64_MAX, &s);

	if (rc == 1)
		*at = s.at + desk->conf->question_timeout_s;
	return rc;
}
