/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * desk - an SMS arrives, a person is answered: who writes, as what, and where
 * the message ends up.
 *
 * The city's rules live in the files beside this one; this one opens the
 * letter, hands it to the right of them, and settles its row.
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "desk/desk_private.h"

/* A desk over a store (borrowed); desk_use must follow.  NULL: no memory. */
struct desk *
desk_new(struct store *store)
{
	struct desk	*desk = calloc(1, sizeof *desk);

	if (desk != NULL)
		desk->store = store;
	return desk;
}

/* The store, configuration and lexicon stay with their owner. */
void
desk_free(struct desk *desk)
{
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

/* What a citizen's words belong to: the last reading, a question, nothing. */
static int
as_citizen(struct desk *desk, struct letter *l)
{
	bool	says = l->meaning.category != -1 || l->meaning.kelurahan != -1;
	int	rc = 0;

	/* A bare BUKAN may answer a question; with more it corrects. */
	if (says && (rc = correction_begin(desk, l)) != 0)
		return rc == -1 ? -1 : 0;
	if ((rc = dialogue_answer(desk, l)) != 0)
		return rc == -1 ? -1 : 0;
	if (!says && (rc = correction_begin(desk, l)) != 0)
		return rc == -1 ? -1 : 0;
	return citizen_handle(desk, l);
}

/* The holder of a seat wrote what is no staff command. */
static int
holder_as_citizen(struct desk *desk, struct letter *l)
{
	struct meaning	as_staff = l->meaning;
	int		rc;

	interpret(desk->lexicon, FROM_CITIZEN, l->in->text, NULL, &l->meaning);
	if ((rc = dialogue_answer(desk, l)) != 0)
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
	return citizen_handle(desk, l);
}

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
	if (rc == 0 && flood_is_on(desk, l)) {
		flood_file(l);
		return 0;
	}
	interpret(desk->lexicon, rc == 1 ? FROM_STAFF : FROM_CITIZEN,
	    l->in->text, NULL, &l->meaning);
	if (rc == 1) {
		rc = staff_handle(desk, l, &done);
		return rc == -1 || done ? rc : holder_as_citizen(desk, l);
	}
	return as_citizen(desk, l);
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
			    .reason = "" };

	if (store_phone_get(desk->store, in->phone_id, &l.phone) != 1 ||
	    open_letter(desk, &l) == -1 || flood_count(desk, &l) == -1)
		return -1;
	return store_inbox_settle(desk->store, in->id, l.state, l.reason,
	    intent_name(l.meaning.intent), l.report_id);
}

/*
 * Questions, objection windows and deadlines that have run out, what is due
 * with seats, and what waited for the morning; of each the oldest first, and
 * of all at most max.  Returns how many were dealt with, or -1.
 */
int
desk_run_timers(struct desk *desk, int64_t now, int max)
{
	struct actor	nobody = { 0, 0, 0 };
	struct question	q;
	struct report	r;
	int		n = 0, rc = 0, late;

	while (n < max && (rc = store_question_due(desk->store, now, &q))
	    == 1) {
		if (dialogue_expire(desk, &q, now) == -1)
			return -1;
		n++;
	}
	while (rc != -1 && n < max &&
	    (rc = store_report_due(desk->store, now, &r)) == 1) {
		if ((rc = report_apply(desk, &r, EV_SILENCE, &nobody, "", now))
		    == 0)
			rc = store_report_set_due(desk->store, r.id, 0);
		if (rc == -1)
			return -1;
		n++;
	}
	if (rc == -1 || (late = deadline_run(desk, now, max - n)) == -1)
		return -1;
	n += late;
	if ((rc = seat_run_timers(desk, now, max - n)) == -1)
		return -1;
	n += rc;
	if ((rc = night_run(desk, now, max - n)) == -1)
		return -1;
	return n + rc;
}

/* When desk_run_timers next has something to do: 1, 0 never, -1. */
int
desk_next_timer(struct desk *desk, int64_t *at)
{
	struct question	q;
	struct report	r;
	int64_t		seat_at, night, late = INT64_MAX;
	int		has_q, has_r, has_s, has_d, has_n;

	if ((has_s = seat_next_timer(desk, &seat_at)) == -1 ||
	    (has_q = store_question_due(desk->store, INT64_MAX, &q)) == -1 ||
	    (has_r = store_report_due(desk->store, INT64_MAX, &r)) == -1 ||
	    (has_d = deadline_next(desk, &late)) == -1 ||
	    (has_n = store_outbox_night_next(desk->store, &night)) == -1)
		return -1;
	if (has_q == 0 && has_r == 0 && has_s == 0 && has_d == 0 &&
	    has_n == 0)
		return 0;
	*at = late;
	if (has_q == 1 && q.expires_at < *at)
		*at = q.expires_at;
	if (has_r == 1 && r.due_at < *at)
		*at = r.due_at;
	if (has_s == 1 && seat_at < *at)
		*at = seat_at;
	if (has_n == 1 && night < *at)
		*at = night;
	return 1;
}

/* A message waiting in triage, or filed as a flood: 1, or 0 and why not, -1. */
static int
find_in_triage(struct desk *desk, int64_t id, struct inbox_message *in,
    char *why, size_t size)
{
	int	rc = store_inbox_get(desk->store, id, in);

	if (rc == 0)
		snprintf(why, size, "there is no message %lld",
		    (long long)id);
	if (rc != 1)
		return rc;
	if (in->state == INBOX_TRIAGE || (in->state == INBOX_FILED &&
	    strcmp(in->reason, FLOOD_REASON) == 0))
		return 1;
	snprintf(why, size, "message %lld is not in triage (it is %s)",
	    (long long)id, inbox_state_name(in->state));
	return 0;
}

/*
 * A person decided what a message in triage is about: it becomes a report
 * and its citizen is told.  kelurahan may be NULL or "".  1 on refusal.
 */
int
desk_triage_assign(struct desk *desk, int64_t id, const char *category,
    const char *kelurahan, int64_t now, char *why, size_t size)
{
	const struct conf_city	*city = &desk->conf->city;
	struct actor		 nobody = { 0, 0, 0 };
	struct inbox_message	 in;
	struct letter		 l = { .in = &in, .now = now };
	struct report		 report;
	int			 c, k = -1, rc;

	if ((rc = find_in_triage(desk, id, &in, why, size)) != 1)
		return rc == 0 ? 1 : -1;
	if ((c = conf_city_find_category(city, category)) == -1) {
		snprintf(why, size, "there is no category %s", category);
		return 1;
	}
	if (kelurahan != NULL && kelurahan[0] != '\0' &&
	    (k = conf_city_find_kelurahan(city, kelurahan)) == -1) {
		snprintf(why, size, "there is no kelurahan %s", kelurahan);
		return 1;
	}
	if (store_phone_get(desk->store, in.phone_id, &l.phone) != 1 ||
	    report_open(desk, &l, c, k, in.text, &report) == -1 ||
	    store_inbox_settle(desk->store, id, INBOX_HANDLED, "by triage",
	    "report", report.id) == -1 ||
	    routing_dispatch(desk, &report, &nobody, MESSAGE_DISPATCH, now)
	    == -1)
		return -1;
	return report_tell_citizen(desk, &report, MESSAGE_ACKNOWLEDGED, NULL,
	    &nobody, now);
}

/* A person looked and nothing is to be done.  1 on refusal. */
int
desk_triage_close(struct desk *desk, int64_t id, char *why, size_t size)
{
	struct inbox_message	in;
	int			rc;

	if ((rc = find_in_triage(desk, id, &in, why, size)) != 1)
		return rc == 0 ? 1 : -1;
	return store_inbox_settle(desk->store, id, INBOX_CLOSED, "by triage",
	    "unknown", 0);
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
	    &out.phone_id) == -1 || store_outbox_add(desk->store, &out) == -1)
		return -1;
	*id = out.id;
	return 0;
}
