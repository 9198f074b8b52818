/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * handover - a phone gives its seats to another: SERAH, and two consents.
 *
 * A sender's number can be forged, so the old phone first gets the command
 * back with a code that only its holder reads; then the new phone is asked,
 * and only its YA moves the seats.  Their reports stay with them.  Codes that
 * are tried close this way for a day.
 */

#include <stdio.h>
#include <string.h>

#include "desk/desk_private.h"
#include "log.h"

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

/* The digits of what was typed behind SERAH, as one number. */
static void
find_number(const char *detail, char *number, size_t size)
{
	size_t	n = 0;

	detail += strcspn(detail, "+0123456789");
	for (; *detail != '\0' && strchr("+0123456789 -.()", *detail) != NULL;
	    detail++)
		if (strchr(" -.()", *detail) == NULL && n + 1 < size)
			number[n++] = *detail;
	number[n] = '\0';
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

/* The phone that is to have the seats.  1, 0 there is no such, -1. */
static int
find_phone(struct desk *desk, const struct letter *l, struct phone *to)
{
	char	typed[64], e164[NUMBER_SIZE];
	int64_t	id;

	find_number(l->meaning.detail, typed, sizeof typed);
	if (number_normalise(typed, desk->conf->country, e164) != NUMBER_PHONE
	    || strcmp(e164, l->phone.number) == 0 || is_our_own(desk, e164))
		return 0;
	if (store_phone_find_or_add(desk->store, e164, NUMBER_PHONE, l->now,
	    &id) == -1)
		return -1;
	return store_phone_get(desk->store, id, to) == 1 ? 1 : -1;
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
	reply_seat_name(seat, name);
	snprintf(n, sizeof n, "%d", seat->open > 999 ? 999 : seat->open);
	values.seat = name;
	values.count = n;
	values.phone = local;
	return reply_send(desk, l, id, &values);
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
	return reply_seat(desk, &to, seat, id, local, NULL, now);
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
drop(struct desk *desk, const struct handover *h, const struct seat *seat,
    int64_t now)
{
	if (store_handover_settle(desk->store, h->id, "replaced", now) == -1)
		return -1;
	return h->proven_at == 0 ? 0 : tell(desk, h->to_phone_id, seat,
	    MESSAGE_HANDOVER_DECLINED, h->from_phone_id, now);
}

static int
begin(struct desk *desk, struct letter *l, const struct seat *seat,
    const struct phone *to, const struct handover *old)
{
	struct handover	h = { .from_phone_id = l->phone.id,
			    .to_phone_id = to->id };
	struct dispatch	code = { .id = 0 };

	if (old != NULL && drop(desk, old, seat, l->now) == -1)
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
	if (rc != 1 || (rc = routing_reach(desk, &coordinator, &phone)) != 1)
		return rc;
	return reply_seat(desk, &phone, seat, MESSAGE_ALARM_HANDOVER, NULL,
	    NULL, l->now);
}

/*
 * SERAH 0812...: all seats of this phone are to go to another.  With the code
 * that the first such SMS was answered with, the other phone is asked.
 */
int
handover_begin(struct desk *desk, struct letter *l)
{
	struct seat	seat = { 0 };
	struct handover	h;
	struct phone	to;
	int		rc, open;

	if ((rc = next_held(desk, l->phone.id, &seat)) != 1)
		return rc == -1 ? -1 : reply_help(desk, l, true, true);
	if ((rc = store_handover_locked(desk->store, l->phone.id,
	    l->now - LOCKED_S)) != 0)
		return rc == -1 ? -1 : answer(desk, l, MESSAGE_HANDOVER_LOCKED,
		    &seat, NULL, NULL);
	if ((rc = find_phone(desk, l, &to)) != 1)
		return rc == -1 ? -1 : answer(desk, l, MESSAGE_HANDOVER_BAD,
		    &seat, NULL, NULL);
	if ((open = store_handover_from(desk->store, l->phone.id, &h)) == -1)
		return -1;
	if (open == 1 && h.expires_at <= l->now) {
		if (handover_expire(desk, &h, l->now) == -1)
			return -1;
		open = 0;
	}
	if (open == 1 && h.to_phone_id == to.id && h.proven_at != 0)
		return answer(desk, l, MESSAGE_HANDOVER_ASKED, &seat, &to,
		    NULL);
	if (l->meaning.code[0] == '\0' || open == 0 || h.to_phone_id != to.id)
		return begin(desk, l, &seat, &to, open == 1 ? &h : NULL);
	if (strcmp(l->meaning.code, h.code) != 0)
		return wrong_code(desk, l, &h, &seat);
	return ask(desk, l, &h, &seat, &to);
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

/* YA: the seats move, both are told, and the new holder sees what lies there. */
static int
accept(struct desk *desk, struct letter *l, const struct handover *h)
{
	struct seat	seat = { 0 }, first = { 0 };
	int		rc, open = 0;

	while ((rc = next_held(desk, h->from_phone_id, &seat)) == 1) {
		open += seat.open;
		if (first.id == 0)
			first = seat;
		if (give(desk, &seat, &l->phone, l->now) == -1)
			return -1;
	}
	if (rc == -1 || store_handover_settle(desk->store, h->id, "accepted",
	    l->now) == -1)
		return -1;
	if (first.id == 0)	/* the admin was quicker */
		return reply_help(desk, l, true, false);
	first.open = open;
	if (tell(desk, h->from_phone_id, &first, MESSAGE_HANDOVER_GIVEN,
	    l->phone.id, l->now) == -1 || answer(desk, l,
	    MESSAGE_HANDOVER_TAKEN, &first, NULL, NULL) == -1 ||
	    routing_retry(desk, l->now) == -1)
		return -1;
	return open == 0 ? 0 : queue_list(desk, l);
}

static int
refuse(struct desk *desk, struct letter *l, const struct handover *h)
{
	struct seat	seat = { 0 };
	int		rc;

	if (store_handover_settle(desk->store, h->id, "refused", l->now) == -1)
		return -1;
	if ((rc = next_held(desk, h->from_phone_id, &seat)) != 1)
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
		return handover_expire(desk, &h, l->now) == -1 ? -1 : 0;
	if ((yes = interpret_consent(desk->lexicon, l->in->text)) == -1)
		return 0;
	l->meaning.intent = INTENT_HANDOVER;
	rc = yes == 1 ? accept(desk, l, &h) : refuse(desk, l, &h);
	return rc == -1 ? -1 : 1;
}

/*
 * Nobody said yes in time: it ends, and who knew of it is told.  What the old
 * phone never proved ends in silence: it may be a stranger's.
 */
int
handover_expire(struct desk *desk, const struct handover *h, int64_t now)
{
	struct seat	seat = { 0 };
	int		rc;

	if (store_handover_settle(desk->store, h->id, "expired", now) == -1)
		return -1;
	if (h->proven_at == 0 ||
	    (rc = next_held(desk, h->from_phone_id, &seat)) == 0)
		return 0;
	if (rc == -1 || tell(desk, h->from_phone_id, &seat,
	    MESSAGE_HANDOVER_EXPIRED, h->to_phone_id, now) == -1)
		return -1;
	return tell(desk, h->to_phone_id, &seat, MESSAGE_HANDOVER_EXPIRED,
	    h->to_phone_id, now);
}
