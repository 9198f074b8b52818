/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * desk - an SMS arrives, a person is answered: who writes, as what, and where
 * the message ends up.
 *
 * The city's rules live in the rooms below; this file opens the letter, hands
 * it to the right of them, and settles its row.  It alone knows all rooms, and
 * holds the tables of who hears of what and of what is due by time.
 */

#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "desk/citizen/citizen.h"
#include "desk/citizen/context.h"
#include "desk/citizen/danger.h"
#include "desk/citizen/dialogue.h"
#include "desk/citizen/flood.h"
#include "desk/citizen/joined.h"
#include "desk/clocks/clocks.h"
#include "desk/desk.h"
#include "desk/report/label.h"
#include "desk/report/report.h"
#include "desk/seats/seats.h"
#include "desk/staff/context.h"
#include "desk/staff/staff.h"
#include "desk/staff/timers.h"
#include "desk/words/context.h"
#include "desk/words/letter.h"
#include "desk/words/said.h"
#include "desk/words/words.h"

/* Somebody outside who hears of every event. */
struct hearer {
	int		(*hear)(void *, const struct report *,
			    const struct report_change *);
	void		*arg;
	struct hearer	*next;		/* owned: the one that came after */
};

static int	tell_hearers(struct desk *, const struct report *,
		    const struct report_change *);

/*
 * Who hears of an event of a report, in this order, before its transaction
 * ends.  The clocks are moved first; seats are told before the last event
 * takes the report from them.
 */
static const struct follower followers[] = {
	{ "clocks",	deadline_follow },
	{ "surge",	surge_follow },
	{ "words",	tell_follow },
	{ "joined",	joined_follow },
	{ "refusals",	refused_follow },
	{ "seats",	release_follow },
	{ "labels",	label_follow },
	{ "outside",	tell_hearers },
	{ NULL,		NULL }
};

/* The same of a seat. */
static const struct seat_follower seat_followers[] = {
	{ "silence",	silence_follow_seat },
	{ "routing",	routing_follow_seat },
	{ NULL,		NULL }
};

/* What is due by time, in the order in which it is done. */
static const struct timer {
	int	(*run)(struct desk *, int64_t, int);
	int	(*next)(struct desk *, int64_t *);
} timers[] = {
	{ dialogue_run,	  dialogue_next },
	{ joined_run,	  joined_next },
	{ objection_run,  objection_next },
	{ escalation_run, escalation_next },
	{ handover_run,	  handover_next },
	{ absence_run,	  absence_next },
	{ silence_run,	  silence_next },
	{ surge_run,	  surge_next },
	{ night_run,	  night_next },
	{ held_run,	  held_next }
};

#define TIMERS	(sizeof timers / sizeof timers[0])

/* A desk over a store (borrowed); desk_use must follow.  NULL: no memory. */
struct desk *
desk_new(struct store *store)
{
	struct desk	*desk = calloc(1, sizeof *desk);

	if (desk == NULL)
		return NULL;
	desk->store = store;
	desk->followers = followers;
	desk->seat_followers = seat_followers;
	return desk;
}

/* The store, configuration and lexicon stay with their owner. */
void
desk_free(struct desk *desk)
{
	struct hearer	*h;

	if (desk == NULL)
		return;
	while ((h = desk->hearer) != NULL) {
		desk->hearer = h->next;
		free(h);
	}
	free(desk);
}

/* Work by this configuration and lexicon (borrowed) from now on. */
void
desk_use(struct desk *desk, const struct conf *conf,
    const struct lexicon *lexicon)
{
	desk->conf = conf;
	desk->lexicon = lexicon;
}

static int
tell_hearers(struct desk *desk, const struct report *report,
    const struct report_change *change)
{
	const struct hearer	*h;

	for (h = desk->hearer; h != NULL; h = h->next)
		if (h->hear(h->arg, report, change) == -1)
			return -1;
	return 0;
}

/*
 * From now on hear is called with arg at every event of a report, after the
 * desk's own rooms and after who came before.  It is within the transaction
 * of the event: what it writes is written with it, -1 undoes all, and what
 * cannot be undone must wait for the commit.  0, or -1 no memory.
 */
int
desk_follow(struct desk *desk, int (*hear)(void *, const struct report *,
    const struct report_change *), void *arg)
{
	struct hearer	**last = &desk->hearer;

	while (*last != NULL)
		last = &(*last)->next;
	if ((*last = calloc(1, sizeof **last)) == NULL)
		return -1;
	(*last)->hear = hear;
	(*last)->arg = arg;
	return 0;
}

/* Who writes, and as what: that room has the letter. */
static int
open_letter(struct desk *desk, struct letter *l)
{
	struct seat	seat;
	bool		done;
	int		rc;

	if ((rc = handover_answer(desk, l)) != 0)
		return rc == -1 ? -1 : 0;
	if ((rc = store_seat_of_phone(desk->store, l->phone.id, 0, &seat))
	    == -1 || (rc == 1 && silence_heard(desk, l) == -1))
		return -1;
	if ((rc == 1 ? staff_context(desk, l) : citizen_context(desk, l))
	    == -1 || context_read(desk, l, rc == 1 ? FROM_STAFF :
	    FROM_CITIZEN) == -1)
		return -1;
	if (rc == 0 && flood_is_on(desk, l) && !danger_is_meant(desk, l)) {
		flood_file(l);
		return 0;
	}
	if (rc == 1) {
		rc = staff_handle(desk, l, &done);
		return rc == -1 || done ? rc : citizen_receive_holder(desk, l);
	}
	return citizen_receive(desk, l);
}

/*
 * A whole SMS that was just stored: understand it, act, queue the replies and
 * settle its row.  All within the caller's transaction.  0, or -1 when the
 * database failed.
 */
int
desk_receive(struct desk *desk, struct inbox_message *in, int64_t now)
{
	struct letter	l = { .in = in, .now = now, .state = INBOX_HANDLED,
			    .reason = "", .meaning = { .danger = -1 } };

	if (store_phone_get(desk->store, in->phone_id, &l.phone) != 1 ||
	    open_letter(desk, &l) == -1 || flood_count(desk, &l) == -1)
		return -1;
	return store_inbox_settle(desk->store, in->id, l.state, l.reason,
	    intent_name(l.meaning.intent), l.report_id);
}

/*
 * Do what is due by time; of each kind the oldest first, and of all at most
 * max.  Returns how many were dealt with, or -1.
 */
int
desk_run_timers(struct desk *desk, int64_t now, int max)
{
	size_t	i;
	int	n = 0, rc;

	for (i = 0; i < TIMERS; i++) {
		if ((rc = timers[i].run(desk, now, max - n)) == -1)
			return -1;
		n += rc;
	}
	return n;
}

/* When desk_run_timers next has something to do: 1, 0 never, -1. */
int
desk_next_timer(struct desk *desk, int64_t *at)
{
	int64_t	due, first = INT64_MAX;
	size_t	i;
	int	rc, any = 0;

	for (i = 0; i < TIMERS; i++) {
		if ((rc = timers[i].next(desk, &due)) == -1)
			return -1;
		if (rc == 1 && due < first)
			first = due;
		any = any || rc == 1;
	}
	if (any)
		*at = first;
	return any;
}

/*
 * No deadline speaks before this moment: after a start the SIMs may hold the
 * TERIMA that came while the machine was off.
 */
void
desk_hold_deadlines(struct desk *desk, int64_t until)
{
	desk->deadlines_from = until;
}

/*
 * An SMS by the admin's hand, any length up to max_parts.  *id is its outbox
 * row.  1 on refusal.
 */
int
desk_send(struct desk *desk, const char *number, const char *text,
    int64_t now, int64_t *id, char *why, size_t size)
{
	struct outbox_message	out = { .state = OUTBOX_DUE,
				    .created_at = now, .next_try = now };
	struct text_part	part[256];
	char			e164[NUMBER_SIZE];
	size_t			lost;

	if (number_normalise(number, desk->conf->country, e164) !=
	    NUMBER_PHONE) {
		snprintf(why, size, "%s is not a phone number", number);
		return 1;
	}
	if (text[0] == '\0' || strlen(text) >= sizeof out.text) {
		snprintf(why, size, "the text is %s", text[0] == '\0' ?
		    "empty" : "too long");
		return 1;
	}
	text_to_gsm7(out.text, sizeof out.text, text, &lost);
	if (lost > 0)
		snprintf(out.text, sizeof out.text, "%s", text);
	out.coding = lost > 0 ? TEXT_UCS2 : TEXT_GSM7;
	out.parts = text_split(out.text, out.coding, part,
	    desk->conf->max_parts);
	if (out.parts <= 0) {
		snprintf(why, size, "the text takes more than %d SMS",
		    desk->conf->max_parts);
		return 1;
	}
	snprintf(out.kind, sizeof out.kind, "manual");
	if (store_phone_find_or_add(desk->store, e164, NUMBER_PHONE, now,
	    &out.phone_id) == -1 || store_outbox_add(desk->store, &out) == -1 ||
	    said_keep(desk, &out, now) == -1)
		return -1;
	*id = out.id;
	return 0;
}
