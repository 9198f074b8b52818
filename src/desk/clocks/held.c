/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * held - what a number's budget held back is looked at anew when its time has
 * come (next_try).
 *
 * By then much of it is of no use any more.  What is still true and wanted
 * goes out: one SMS alone as it was written, several as one that says how the
 * reports are now.  The rest is dropped, and says why.
 */

#include "config.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "desk/clocks/clocks.h"
#include "desk/clocks/clocks_private.h"
#include "desk/words/letter.h"
#include "desk/words/words.h"
#include "store/account.h"
#include "store/outbox_held.h"
#include "store/outbox_night.h"
#include "store/question.h"

#define LISTED		"told in a list"
#define AGAIN_S		3600		/* over the day's budget: see then */
#define REPORTS_MAX	32		/* more than one SMS can list */

/* What is held for one phone. */
struct held {
	struct phone	phone;
	bool		staff;
	bool		over_day;	/* no notices to it for now */
	int64_t		report_id[REPORTS_MAX];
	int		reports;	/* that their rows are about */
	int		alone;		/* rows that can only go as they are */
	int		kept;		/* rows that are true and wanted */
	int64_t		now;
};

enum fate { FATE_ALONE, FATE_GATHER, FATE_LATER, FATE_DROP };

/* Questions: wanted while they are open. */
static const enum message_id questions[] = {
	MESSAGE_WHICH_KELURAHAN, MESSAGE_ASK_KELURAHAN,
	MESSAGE_WHICH_CATEGORY, MESSAGE_ASK_CATEGORY, MESSAGE_ASK_ANEW,
	MESSAGE_WHICH_TICKET, MESSAGE_WHICH_AGAIN, MESSAGE_CANCEL_ALL,
	MESSAGE_YES_OR_NO
};

static bool
is_question(const struct outbox_message *m)
{
	int	id = message_find(m->kind);
	size_t	i;

	for (i = 0; i < sizeof questions / sizeof questions[0]; i++)
		if ((int)questions[i] == id)
			return true;
	return false;
}

static int
drop(struct desk *desk, const struct outbox_message *m, const char *reason)
{
	return store_outbox_set_state(desk->store, m->id, OUTBOX_DROPPED,
	    reason);
}

/* Is the question that it puts still open?  1, 0, -1. */
static int
is_open(struct desk *desk, const struct outbox_message *m)
{
	struct question	q;
	int		rc;

	rc = store_question_of_phone(desk->store, m->phone_id, &q);
	return rc == 1 ? q.asked_at == m->created_at : rc;
}

/* What is to become of one row, and why if it is dropped.  -1 failed. */
static int
judge(struct desk *desk, const struct held *h, const struct outbox_message *m,
    const char **why)
{
	int	rc;

	*why = "no longer so";
	if (h->now - m->created_at > desk->conf->message_lifetime_s) {
		*why = "too old";
		return FATE_DROP;
	}
	if (m->inbox_id == 0 && h->phone.stopped_at != 0) {
		*why = "said STOP";
		return FATE_DROP;
	}
	if (m->inbox_id == 0 && h->over_day)
		return FATE_LATER;
	if (is_question(m)) {
		rc = is_open(desk, m);
		return rc == -1 ? -1 : rc == 1 ? FATE_ALONE : FATE_DROP;
	}
	if (m->report_id == 0) {
		*why = "of its moment";
		return FATE_DROP;
	}
	if (!night_knows(m))
		return FATE_GATHER;
	if ((rc = night_holds(desk, m)) != 1)
		return rc == -1 ? -1 : FATE_DROP;
	return message_find(m->kind) == MESSAGE_ASKED ? FATE_ALONE :
	    FATE_GATHER;
}

static void
remember_report(struct held *h, int64_t id)
{
	int	i;

	for (i = 0; i < h->reports; i++)
		if (h->report_id[i] == id)
			return;
	if (h->reports < REPORTS_MAX)
		h->report_id[h->reports++] = id;
}

/* Look at each row: what is no use is dropped, the rest counted. */
static int
sift(struct desk *desk, struct held *h)
{
	struct outbox_message	m = { .id = 0 };
	const char		*why;
	int			rc, fate;

	while ((rc = store_outbox_held_of_phone(desk->store, h->phone.id,
	    m.id, h->now, &m)) == 1) {
		if ((fate = judge(desk, h, &m, &why)) == -1)
			return -1;
		if ((fate == FATE_DROP && drop(desk, &m, why) == -1) ||
		    (fate == FATE_LATER && store_outbox_put_off(desk->store,
		    m.id, h->now + AGAIN_S) == -1))
			return -1;
		h->alone += fate == FATE_ALONE;
		h->kept += fate == FATE_ALONE || fate == FATE_GATHER;
		if (fate == FATE_GATHER)
			remember_report(h, m.report_id);
	}
	return rc;
}

/* How the reports are now, as far as one SMS holds it. */
static int
write_list(struct desk *desk, const struct held *h, char *list, size_t size,
    int room)
{
	struct report	r;
	char		item[224], what[144];
	size_t		len = 0;
	int		i;

	list[0] = '\0';
	for (i = 0; i < h->reports; i++) {
		if (store_report_get(desk->store, h->report_id[i], &r) != 1)
			return -1;
		words_item(desk, &r, true, what, sizeof what);
		snprintf(item, sizeof item, "%s%s: %s", i > 0 ? "; " : "",
		    what, words_state(desk, r.state));
		if (text_septets(list) + text_septets(item) > room ||
		    len + strlen(item) >= size)
			break;
		len += (size_t)snprintf(list + len, size - len, "%s", item);
	}
	return 0;
}

static int
tell_gathered(struct desk *desk, const struct held *h)
{
	enum message_id		id = h->staff ? MESSAGE_HELD_TOLD_SEAT :
				    MESSAGE_HELD_TOLD;
	struct message_values	values = { 0 };
	char			list[TEXT_SMS_SEPTETS * 2];

	if (write_list(desk, h, list, sizeof list,
	    message_room(desk->conf->message[id], &values)) == -1)
		return -1;
	values.list = list;
	return notice_answer(desk, &h->phone, id, &values, h->now);
}

/* What is left: due as it was written, or told in the one SMS. */
static int
release(struct desk *desk, const struct held *h, bool gather)
{
	struct outbox_message	m = { .id = 0 };
	const char		*why;
	int			rc, fate;

	while ((rc = store_outbox_held_of_phone(desk->store, h->phone.id,
	    m.id, h->now, &m)) == 1) {
		if ((fate = judge(desk, h, &m, &why)) == -1)
			return -1;
		if (fate == FATE_GATHER && gather)
			rc = drop(desk, &m, LISTED);
		else if (fate == FATE_ALONE || fate == FATE_GATHER)
			rc = store_outbox_night_release(desk->store, &m,
			    h->now);
		if (rc == -1)
			return -1;
	}
	return rc;
}

/* A reply may speak of a state that has changed: one is told as now. */
static bool
is_to_be_gathered(const struct held *h, bool reply)
{
	return h->kept - h->alone > 1 || (h->kept - h->alone == 1 && reply);
}

/* Is the only row that tells of a report the answer to an SMS?  1, 0, -1. */
static int
has_reply(struct desk *desk, const struct held *h)
{
	struct outbox_message	m = { .id = 0 };
	int			rc;

	while ((rc = store_outbox_held_of_phone(desk->store, h->phone.id,
	    m.id, h->now, &m)) == 1)
		if (!night_knows(&m) && !is_question(&m))
			return 1;
	return rc;
}

static int
settle_phone(struct desk *desk, int64_t phone_id, int64_t now)
{
	struct held	h = { .now = now };
	struct seat	seat;
	int		limit = desk->conf->notices_per_day, rc, sent = 0;
	bool		gather;

	if (store_phone_get(desk->store, phone_id, &h.phone) != 1 ||
	    (rc = store_seat_of_phone(desk->store, phone_id, 0, &seat)) == -1)
		return -1;
	h.staff = rc == 1;
	if (limit > 0 && !h.staff && (sent = store_account_to_phone(
	    desk->store, phone_id, now - 86400)) == -1)
		return -1;
	h.over_day = limit > 0 && sent >= limit;
	if (sift(desk, &h) == -1 || (rc = has_reply(desk, &h)) == -1)
		return -1;
	gather = is_to_be_gathered(&h, rc == 1);
	if (release(desk, &h, gather) == -1)
		return -1;
	return gather ? tell_gathered(desk, &h) : 0;
}

/* The hour is over for some: at most max phones.  How many, or -1. */
int
held_run(struct desk *desk, int64_t now, int max)
{
	int64_t	phone_id;
	int	n = 0, rc = 0;

	while (n < max && (rc = store_outbox_held_due(desk->store, now,
	    &phone_id)) == 1) {
		if (settle_phone(desk, phone_id, now) == -1)
			return -1;
		n++;
	}
	return rc == -1 ? -1 : n;
}

/* When held_run next has something to do: 1, 0 never, -1. */
int
held_next(struct desk *desk, int64_t *at)
{
	return store_outbox_held_next(desk->store, at);
}
