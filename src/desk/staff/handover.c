/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * handover - a phone gives a seat to another: SERAH, and two consents.
 *
 * A sender's number can be forged, so the old phone first gets the command
 * back with a code that only its holder reads; then the new phone is asked,
 * and only its YA moves the seat.  Its reports stay with it.  Codes that are
 * tried close this way for a day.
 *
 * Who holds several seats says which one, by its number in the list that is
 * asked back or by its name: nobody gives away more than was named to him.
 */

#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/number.h"
#include "base/text.h"
#include "desk/seats/seats.h"
#include "desk/staff/staff_private.h"
#include "desk/staff/timers.h"
#include "desk/words/letter.h"
#include "desk/words/words.h"
#include "store/handover.h"

#define LOCKED_S	86400

/* The next seat after this one that a phone holds.  1, 0 no more, -1. */
static int
next_held(struct desk *desk, int64_t phone_id, struct seat *seat)
{
	int	rc;

	while ((rc = store_seat_of_phone(desk->store, phone_id, seat->id,
	    seat)) == 1 && seat->phone_id != phone_id)
		continue;
	return rc;
}

/* The seat of this id, if the phone holds it still.  1, 0, -1. */
static int
held_seat(struct desk *desk, int64_t phone_id, int64_t seat_id,
    struct seat *seat)
{
	int	rc;

	seat->id = 0;
	while ((rc = next_held(desk, phone_id, seat)) == 1 &&
	    seat->id != seat_id)
		continue;
	return rc;
}

static int
count_held(struct desk *desk, int64_t phone_id)
{
	struct seat	seat = { 0 };
	int		rc, n = 0;

	while ((rc = next_held(desk, phone_id, &seat)) == 1)
		n++;
	return rc == -1 ? -1 : n;
}

/*
 * The digits of what was typed behind SERAH, as one number.  Returns how many
 * of them stand before the last group, if that is a small number apart.
 */
static size_t
find_number(const char *detail, char *number, size_t size)
{
	size_t	n = 0, group = 0;
	bool	apart = false;

	detail += strcspn(detail, "+0123456789");
	for (; *detail != '\0' && strchr("+0123456789 -.()", *detail) != NULL;
	    detail++) {
		if (strchr(" -.()", *detail) != NULL) {
			apart = *detail == ' ';
			continue;
		}
		if (apart)
			group = n;
		apart = false;
		if (n + 1 < size)
			number[n++] = *detail;
	}
	number[n] = '\0';
	return group > 0 && n - group <= 2 ? group : 0;
}

static bool
is_our_own(const struct desk *desk, const char *e164)
{
	char	own[NUMBER_SIZE];
	int	i;

	for (i = 0; i < desk->conf->modem_count; i++)
		if (number_normalise(desk->conf->modem[i].own_number,
		    desk->conf->country, own) == NUMBER_PHONE &&
		    strcmp(own, e164) == 0)
			return true;
	return false;
}

/*
 * The phone that is to have the seat.  With several seats a small number
 * behind it says which; 0 none said.  1, 0 there is no such phone, -1.
 */
static int
find_phone(struct desk *desk, const struct letter *l, int held,
    struct phone *to, int *choice)
{
	char	typed[64], e164[NUMBER_SIZE];
	size_t	group = find_number(l->meaning.detail, typed, sizeof typed);
	int64_t	id;

	*choice = 0;
	if (held > 1 && group > 0) {
		*choice = atoi(typed + group);
		typed[group] = '\0';
	}
	if (number_normalise(typed, desk->conf->country, e164) != NUMBER_PHONE
	    || strcmp(e164, l->phone.number) == 0 || is_our_own(desk, e164))
		return 0;
	if (store_phone_find_or_add(desk->store, e164, NUMBER_PHONE, l->now,
	    &id) == -1)
		return -1;
	return store_phone_get(desk->store, id, to) == 1 ? 1 : -1;
}

/*
 * Which of the sender's seats is meant: the only one, that of this number, or
 * the one whose name was typed.  1, 0 it was not said, -1.
 */
static int
find_meant(struct desk *desk, const struct letter *l, int held, int choice,
    struct seat *seat)
{
	struct seat	next = { 0 };
	int		rc, i, found = 0;

	for (i = 1; (rc = next_held(desk, l->phone.id, &next)) == 1; i++) {
		if (held > 1 && i != choice && (choice != 0 ||
		    strcasestr(l->meaning.detail, next.name) == NULL))
			continue;
		*seat = next;
		found++;
	}
	return rc == -1 ? -1 : found == 1;
}

/* Answer the letter about a seat and another's phone. */
static int
answer(struct desk *desk, struct letter *l, enum message_id id,
    const struct seat *seat, const struct phone *other, const char *code)
{
	struct message_values	values = { .code = code };
	char			name[STORE_NAME_SIZE], n[16], local[32] = "";

	if (other != NULL && !number_local(other->number, desk->conf->country,
	    local, sizeof local))
		snprintf(local, sizeof local, "%s", other->number);
	words_seat(seat, name);
	snprintf(n, sizeof n, "%d", seat->open > 999 ? 999 : seat->open);
	values.seat = name;
	values.count = n;
	values.phone = local;
	return reply_send(desk, l, id, &values);
}

/* Ask which of several seats, each by its number. */
static int
ask_which(struct desk *desk, struct letter *l, const struct phone *to,
    int held)
{
	struct message_values	values = { 0 };
	struct seat		seat = { 0 };
	char			list[256] = "", name[STORE_NAME_SIZE];
	char			local[32];
	size_t			len = 0;
	int			rc, i, room;

	if (!number_local(to->number, desk->conf->country, local,
	    sizeof local))
		snprintf(local, sizeof local, "%s", to->number);
	values.phone = local;
	room = message_room(desk->conf->message[MESSAGE_HANDOVER_WHICH],
	    &values);
	for (i = 1; (rc = next_held(desk, l->phone.id, &seat)) == 1; i++) {
		words_seat(&seat, name);
		words_shorten(name, room / held > 9 ? room / held - 5 : 4);
		if (len + strlen(name) + 8 < sizeof list)
			len += (size_t)snprintf(list + len, sizeof list - len,
			    "%s%d %s", i > 1 ? ", " : "", i, name);
	}
	if (rc == -1)
		return -1;
	text_clip(list, room);
	values.choices = list;
	return reply_send(desk, l, MESSAGE_HANDOVER_WHICH, &values);
}

/* Tell a phone that did not just write. */
static int
tell(struct desk *desk, int64_t phone_id, const struct seat *seat,
    enum message_id id, int64_t other_id, int64_t now)
{
	struct phone	to, other;
	char		local[32];

	if (store_phone_get(desk->store, phone_id, &to) != 1 ||
	    store_phone_get(desk->store, other_id, &other) != 1)
		return -1;
	if (!number_local(other.number, desk->conf->country, local,
	    sizeof local))
		snprintf(local, sizeof local, "%s", other.number);
	return notice_seat(desk, &to, seat, id, local, NULL, now);
}

/*
 * Nobody said yes in time: it ends, and who knew of it is told.  What the old
 * phone never proved ends in silence: it may be a stranger's.
 */
static int
expire(struct desk *desk, const struct handover *h, int64_t now)
{
	struct seat	seat;
	int		rc;

	if (store_handover_settle(desk->store, h->id, "expired", now) == -1)
		return -1;
	if (h->proven_at == 0 || (rc = held_seat(desk, h->from_phone_id,
	    h->seat_id, &seat)) == 0)
		return 0;
	if (rc == -1 || tell(desk, h->from_phone_id, &seat,
	    MESSAGE_HANDOVER_EXPIRED, h->to_phone_id, now) == -1)
		return -1;
	return tell(desk, h->to_phone_id, &seat, MESSAGE_HANDOVER_EXPIRED,
	    h->to_phone_id, now);
}

/* The old phone proved itself: ask the new one. */
static int
ask(struct desk *desk, struct letter *l, const struct handover *h,
    const struct seat *seat, const struct phone *to)
{
	if (store_handover_prove(desk->store, h->id,
	    l->now + desk->conf->handover_timeout_s, l->now) == -1 ||
	    tell(desk, to->id, seat, MESSAGE_HANDOVER_ASK, l->phone.id,
	    l->now) == -1)
		return -1;
	return answer(desk, l, MESSAGE_HANDOVER_ASKED, seat, to, NULL);
}

/* One more that the newest request makes void. */
static int
drop(struct desk *desk, const struct handover *h, int64_t now)
{
	struct seat	seat;
	int		rc;

	if (store_handover_settle(desk->store, h->id, "replaced", now) == -1)
		return -1;
	if (h->proven_at == 0 || (rc = held_seat(desk, h->from_phone_id,
	    h->seat_id, &seat)) == 0)
		return 0;
	return rc == -1 ? -1 : tell(desk, h->to_phone_id, &seat,
	    MESSAGE_HANDOVER_DECLINED, h->from_phone_id, now);
}

static int
begin(struct desk *desk, struct letter *l, const struct seat *seat,
    const struct phone *to, const struct handover *old)
{
	struct handover	h = { .from_phone_id = l->phone.id,
			    .to_phone_id = to->id, .seat_id = seat->id };
	struct dispatch	code = { .id = 0 };

	if (old != NULL && drop(desk, old, l->now) == -1)
		return -1;
	/* A new request is no new set of tries. */
	h.wrong = old != NULL ? old->wrong : 0;
	if (routing_new_code(desk, &code) == -1)
		return -1;
	snprintf(h.code, sizeof h.code, "%s", code.code);
	h.expires_at = l->now + desk->conf->handover_timeout_s;
	if (store_handover_add(desk->store, &h, l->now) == -1)
		return -1;
	if (desk->conf->require_code == REQUIRE_CODE_NEVER)
		return ask(desk, l, &h, seat, to);
	return answer(desk, l, MESSAGE_HANDOVER_CODE, seat, to, h.code);
}

static int
wrong_code(struct desk *desk, struct letter *l, const struct handover *h,
    const struct seat *seat)
{
	struct seat	coordinator;
	struct phone	phone;
	int		rc;

	if (store_handover_add_wrong(desk->store, h->id) == -1)
		return -1;
	if (h->wrong + 1 < desk->conf->wrong_codes)
		return answer(desk, l, MESSAGE_HANDOVER_WRONG_CODE, seat, NULL,
		    NULL);
	log_warn("desk: seat %s: wrong codes for a handover, closed for a "
	    "day", seat->name);
	if (store_handover_settle(desk->store, h->id, "wrong code", l->now)
	    == -1 || answer(desk, l, MESSAGE_HANDOVER_LOCKED, seat, NULL, NULL)
	    == -1)
		return -1;
	rc = routing_find_role(desk, SEAT_COORDINATOR, "", "", &coordinator);
	if (rc != 1 || (rc = reach_phone(desk, &coordinator, &phone)) != 1)
		return rc;
	return notice_seat(desk, &phone, seat, MESSAGE_ALARM_HANDOVER, NULL,
	    NULL, l->now);
}

/* The one that is open from the sender's phone, unless its time is over. */
static int
find_open(struct desk *desk, const struct letter *l, struct handover *h)
{
	int	rc = store_handover_from(desk->store, l->phone.id, h);

	if (rc == 1 && h->expires_at <= l->now)
		return expire(desk, h, l->now) == -1 ? -1 : 0;
	return rc;
}

/* What the letter does to a seat: a new request, its code, or patience. */
static int
go_on(struct desk *desk, struct letter *l, const struct handover *h,
    const struct seat *seat, const struct phone *to)
{
	bool	same = h->id != 0 && h->to_phone_id == to->id &&
		    h->seat_id == seat->id;

	if (same && h->proven_at != 0)
		return answer(desk, l, MESSAGE_HANDOVER_ASKED, seat, to,
		    NULL);
	if (!same || l->meaning.code[0] == '\0')
		return begin(desk, l, seat, to, h->id != 0 ? h : NULL);
	if (strcmp(l->meaning.code, h->code) != 0)
		return wrong_code(desk, l, h, seat);
	return ask(desk, l, h, seat, to);
}

/*
 * SERAH 0812...: a seat of this phone is to go to another.  With the code
 * that the first such SMS was answered with, the other phone is asked.
 */
int
handover_begin(struct desk *desk, struct letter *l)
{
	struct seat	seat = { 0 };
	struct handover	h = { .id = 0 };
	struct phone	to;
	int		rc, open, held, choice;

	if ((held = count_held(desk, l->phone.id)) < 1)
		return held == -1 ? -1 : reply_help(desk, l, true, true);
	if ((rc = store_handover_locked(desk->store, l->phone.id,
	    l->now - LOCKED_S)) != 0)
		return rc == -1 ? -1 : answer(desk, l, MESSAGE_HANDOVER_LOCKED,
		    &seat, NULL, NULL);
	if ((rc = find_phone(desk, l, held, &to, &choice)) != 1)
		return rc == -1 ? -1 : answer(desk, l, MESSAGE_HANDOVER_BAD,
		    &seat, NULL, NULL);
	if ((open = find_open(desk, l, &h)) == -1 ||
	    (rc = find_meant(desk, l, held, choice, &seat)) == -1)
		return -1;
	if (open == 0)
		h.id = 0;
	/* The code says which, as the SMS did that it came with. */
	if (rc == 0 && choice == 0 && open == 1 && h.to_phone_id == to.id &&
	    (rc = held_seat(desk, l->phone.id, h.seat_id, &seat)) == -1)
		return -1;
	return rc == 1 ? go_on(desk, l, &h, &seat, &to) :
	    ask_which(desk, l, &to, held);
}

/* One seat is the new phone's. */
static int
give(struct desk *desk, struct seat *seat, const struct phone *to, int64_t now)
{
	seat->phone_id = to->id;
	snprintf(seat->holder, sizeof seat->holder, "%s", to->name);
	if (seat->deputy_phone_id == to->id)
		seat->deputy_phone_id = 0;
	log_info("desk: seat %s is handed over", seat->name);
	if (store_seat_set(desk->store, seat) == -1 ||
	    store_seat_set_state(desk->store, seat->id, SEAT_ON) == -1 ||
	    store_seat_heard(desk->store, seat->id, true, now) == -1)
		return -1;
	return store_seat_holder(desk->store, seat, "handover", now);
}

/*
 * YA: the seat moves, both are told, and the new holder sees what lies there.
 */
static int
accept(struct desk *desk, struct letter *l, const struct handover *h)
{
	struct seat	seat;
	int		rc;

	if ((rc = held_seat(desk, h->from_phone_id, h->seat_id, &seat)) == -1
	    || store_handover_settle(desk->store, h->id, "accepted", l->now)
	    == -1)
		return -1;
	if (rc == 0)		/* the admin was quicker */
		return reply_help(desk, l, true, false);
	if (give(desk, &seat, &l->phone, l->now) == -1 || tell(desk,
	    h->from_phone_id, &seat, MESSAGE_HANDOVER_GIVEN, l->phone.id,
	    l->now) == -1 || answer(desk, l, MESSAGE_HANDOVER_TAKEN, &seat,
	    NULL, NULL) == -1 || seat_changed(desk, &seat, SEAT_FILLED,
	    l->now) == -1)
		return -1;
	return seat.open == 0 ? 0 : queue_list(desk, l);
}

static int
refuse(struct desk *desk, struct letter *l, const struct handover *h)
{
	struct seat	seat;
	int		rc;

	if (store_handover_settle(desk->store, h->id, "refused", l->now) == -1)
		return -1;
	if ((rc = held_seat(desk, h->from_phone_id, h->seat_id, &seat)) != 1)
		return rc;
	if (tell(desk, h->from_phone_id, &seat, MESSAGE_HANDOVER_REFUSED,
	    l->phone.id, l->now) == -1)
		return -1;
	return answer(desk, l, MESSAGE_HANDOVER_DECLINED, &seat, NULL, NULL);
}

/*
 * Read the letter as the word of a phone that is to have a seat.  1: it is,
 * and is dealt with; 0: it is about something else; -1 failed.
 */
int
handover_answer(struct desk *desk, struct letter *l)
{
	struct handover	h;
	int		rc, yes;

	if ((rc = store_handover_to(desk->store, l->phone.id, &h)) != 1)
		return rc;
	if (h.expires_at <= l->now)
		return expire(desk, &h, l->now) == -1 ? -1 : 0;
	if ((yes = interpret_consent(desk->lexicon, l->in->text)) == -1)
		return 0;
	l->meaning.intent = INTENT_HANDOVER;
	rc = yes == 1 ? accept(desk, l, &h) : refuse(desk, l, &h);
	return rc == -1 ? -1 : 1;
}

/* Handovers that nobody answered, at most max.  How many, or -1. */
int
handover_run(struct desk *desk, int64_t now, int max)
{
	struct handover	h;
	int		n = 0, rc = 0;

	while (n < max && (rc = store_handover_due(desk->store, now, &h))
	    == 1) {
		if (expire(desk, &h, now) == -1)
			return -1;
		n++;
	}
	return rc == -1 ? -1 : n;
}

/* When handover_run next has something to do: 1, 0 never, -1. */
int
handover_next(struct desk *desk, int64_t *at)
{
	struct handover	h;
	int		rc = store_handover_due(desk->store, INT64_MAX, &h);

	if (rc == 1)
		*at = h.expires_at;
	return rc;
}
