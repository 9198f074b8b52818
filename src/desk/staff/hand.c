/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * hand - what a person at a shell does to a report, and to an SMS that does
 * not go out by itself: one row an act.
 *
 * It happens as if an official had done it: the same clocks, the same words
 * to its citizen and to the seats, and an event that names who it was.
 */

#include "config.h"

#include <stdio.h>
#include <string.h>

#include "desk/report/report.h"
#include "desk/seats/seats.h"
#include "desk/staff/command.h"
#include "desk/words/letter.h"
#include "desk/words/words.h"

/* One act on its way. */
struct hand {
	struct report	 report;
	const char	*words;		/* a reason or a note, not empty */
	char		 first[STORE_NAME_SIZE];	/* a seat, an OPD */
	int64_t		 now;
	char		*why;
	size_t		 size;
};

static const struct actor	nobody;

static int
refuse(const struct hand *h, const char *what, const char *which)
{
	snprintf(h->why, h->size, "%s%s", what, which);
	return 1;
}

static int
refuse_state(const struct hand *h)
{
	return refuse(h, "that cannot be done to a report that is ",
	    report_state_name(h->report.state));
}

/* Those who have it hear that they need not care any more, and why. */
static int
tell_moved(struct desk *desk, const struct hand *h, const char *to)
{
	struct dispatch		d = { 0 };
	struct report_words	w;
	struct seat		seat;
	struct phone		phone;
	int			rc, reached;

	while ((rc = store_dispatch_next(desk->store, h->report.id, d.id, &d))
	    == 1) {
		if (store_seat_get(desk->store, d.seat_id, &seat) != 1 ||
		    (reached = reach_phone(desk, &seat, &phone)) == -1)
			return -1;
		words_report(desk, &h->report, &w);
		w.values.seat = to;
		w.values.text = h->words[0] != '\0' ? h->words :
		    desk->conf->message[MESSAGE_NO_WORDS];
		if (reached == 1 && notice_send(desk, &phone,
		    MESSAGE_SEAT_MOVED, &w.values, &h->report, seat.id, "",
		    h->now) == -1)
			return -1;
	}
	return rc;
}

/* Lay it before one seat, with its code. */
static int
lay_before(struct desk *desk, const struct hand *h, const struct seat *seat)
{
	struct report_words	w;
	struct dispatch		d;
	struct phone		phone;
	int			rc;

	if (routing_lay(desk, &h->report, seat, &d, h->now) == -1)
		return -1;
	if ((rc = reach_phone(desk, seat, &phone)) != 1)
		return rc;
	words_report(desk, &h->report, &w);
	w.values.code = d.code;
	w.values.text = h->report.description;
	return notice_send(desk, &phone, h->report.urgent ?
	    MESSAGE_DISPATCH_URGENT : MESSAGE_DISPATCH, &w.values, &h->report,
	    seat->id, "", h->now);
}

static int
assign(struct desk *desk, struct hand *h)
{
	struct dispatch	d;
	struct seat	seat;
	char		name[STORE_NAME_SIZE];
	int		rc;

	rc = store_seat_find(desk->store, h->first, &seat);
	if (rc != 1)
		return rc == -1 ? -1 : refuse(h, "there is no seat ",
		    h->first);
	if (seat.state == SEAT_VACANT && seat.deputy_phone_id == 0)
		return refuse(h, "nobody holds the seat ", seat.name);
	if (!report_is_open(&h->report))
		return refuse_state(h);
	rc = store_dispatch_find(desk->store, h->report.id, seat.id, &d);
	if (rc != 0)
		return rc == -1 ? -1 : refuse(h, "it lies already with ",
		    seat.name);
	words_seat(&seat, name);
	if (tell_moved(desk, h, name) == -1 || report_apply(desk, &h->report,
	    EV_ASSIGN, &nobody, seat.name, h->now) != 1)
		return -1;
	return lay_before(desk, h, &seat);
}

static int
forward(struct desk *desk, struct hand *h)
{
	const struct conf_city	*city = &desk->conf->city;
	struct report		*r = &h->report;
	char			 detail[TEXT_MAX_BYTES + 64];
	int			 opd = conf_city_find_opd(city, h->first);

	if (opd == -1)
		return refuse(h, "there is no OPD ", h->first);
	if (strcmp(city->opd[opd].code, r->opd) == 0)
		return refuse(h, "it lies already with ", r->opd);
	if (!report_is_open(r))
		return refuse_state(h);
	if (tell_moved(desk, h, city->opd[opd].code) == -1)
		return -1;
	snprintf(detail, sizeof detail, "%s -> %s %s", r->opd,
	    city->opd[opd].code, h->words);
	snprintf(r->opd, sizeof r->opd, "%s", city->opd[opd].code);
	if (report_apply(desk, r, EV_FORWARD, &nobody, detail, h->now) != 1 ||
	    store_report_set_route(desk->store, r->id, r->category,
	    r->kelurahan, r->opd, r->urgent, h->now) == -1)
		return -1;
	return routing_dispatch(desk, r, &nobody, MESSAGE_DISPATCH, h->now);
}

static int
reopen(struct desk *desk, struct hand *h)
{
	int	rc;

	rc = report_apply(desk, &h->report, EV_REOPEN, &nobody, h->words,
	    h->now);
	if (rc != 1)
		return rc == -1 ? -1 : refuse_state(h);
	if (routing_dispatch(desk, &h->report, &nobody, MESSAGE_DISPATCH,
	    h->now) == -1)
		return -1;
	return tell_seats(desk, &h->report, 0, MESSAGE_SEAT_NOTE, h->words,
	    h->now);
}

static int
close_report(struct desk *desk, struct hand *h)
{
	int	rc;

	rc = report_apply(desk, &h->report, EV_CLOSE, &nobody, h->words,
	    h->now);
	return rc == 0 ? refuse_state(h) : rc == -1 ? -1 : 0;
}

static int
note(struct desk *desk, struct hand *h)
{
	if (report_note(desk, &h->report, "note", &nobody, h->words, h->now)
	    == -1)
		return -1;
	return tell_seats(desk, &h->report, 0, MESSAGE_SEAT_NOTE, h->words,
	    h->now);
}

static const struct hand_act {
	const char	*name;
	const char	*first;		/* what its first word is, or NULL */
	bool		 needs_words;	/* besides */
	int		(*run)(struct desk *, struct hand *);
} hand_acts[] = {
	{ "assign",  "a seat", false, assign },
	{ "forward", "an OPD", true,  forward },
	{ "reopen",  NULL,     true,  reopen },
	{ "close",   NULL,     true,  close_report },
	{ "note",    NULL,     true,  note }
};

static const struct hand_act *
find_act(const char *name)
{
	size_t	i;

	for (i = 0; i < sizeof hand_acts / sizeof hand_acts[0]; i++)
		if (strcmp(hand_acts[i].name, name) == 0)
			return &hand_acts[i];
	return NULL;
}

/* The first word apart from the rest; a seat's name is all the words. */
static void
split(const struct hand_act *act, const char *words, struct hand *h)
{
	size_t	len = strcspn(words, " ");

	if (act->first == NULL) {
		h->words = words;
		return;
	}
	if (!act->needs_words)
		len = strlen(words);
	snprintf(h->first, sizeof h->first, "%.*s", (int)len, words);
	h->words = words + len + strspn(words + len, " ");
}

/*
 * Do an act to a report at the word of a person, whose name its events bear.
 * 1 on refusal.
 */
int
desk_report_change(struct desk *desk, int64_t id, const struct desk_hand *by,
    int64_t now, char *why, size_t size)
{
	struct hand		 h = { .now = now, .why = why, .size = size };
	const struct hand_act	*act = find_act(by->act);
	int			 rc;

	if (act == NULL)
		return refuse(&h, "a report can be given to: assign, forward, "
		    "reopen, close, note; not ", by->act);
	split(act, by->words, &h);
	if (act->first != NULL && h.first[0] == '\0')
		return refuse(&h, "which? it needs ", act->first);
	if (act->needs_words && h.words[0] == '\0')
		return refuse(&h, "it needs words: why, or what; for ",
		    act->name);
	if ((rc = store_report_get(desk->store, id, &h.report)) != 1)
		return rc == -1 ? -1 : refuse(&h, "there is no such report",
		    "");
	desk->admin = by->admin;
	rc = act->run(desk, &h);
	desk->admin = NULL;
	return rc;
}

/*
 * What does not go out by itself (held, failed, uncertain) goes out now, or
 * is dropped.  1 on refusal.
 */
int
desk_message_settle(struct desk *desk, int64_t id, bool release, int64_t now,
    char *why, size_t size)
{
	struct outbox_message	m;
	int			rc;

	if ((rc = store_outbox_get(desk->store, id, &m)) == -1)
		return -1;
	if (rc == 0 || (m.state != OUTBOX_HELD && m.state != OUTBOX_FAILED &&
	    m.state != OUTBOX_UNCERTAIN)) {
		snprintf(why, size, "message %lld is %s", (long long)id,
		    rc == 0 ? "not there" : outbox_state_name(m.state));
		return 1;
	}
	return release ? store_outbox_retry(desk->store, id, now,
	    "by the admin") : store_outbox_set_state(desk->store, id,
	    OUTBOX_DROPPED, "by the admin");
}
