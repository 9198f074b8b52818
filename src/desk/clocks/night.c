/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * night - what of the notices that waited, for the end of the quiet hours
 * (quiet.c says which) or for what might follow (gather.c), still goes out.
 *
 * By then a report may be closed, somebody else's, or further on: what is not
 * so any more is dropped, a dispatch is written anew, several for one seat
 * are one bundle, and many dispatches one list.
 */

#include "config.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "conf/calendar.h"
#include "desk/clocks/clocks.h"
#include "desk/clocks/clocks_private.h"
#include "desk/report/report.h"
#include "desk/seats/seats.h"
#include "desk/words/letter.h"
#include "desk/words/words.h"
#include "store/outbox_night.h"

#define STALE	"no longer so"

enum lies { ANYWHERE, WITH_SEAT, NOT_WITH_SEAT };

/*
 * When a notice is still true: the report is in one of these states, and lies
 * with the seat or does not.  What is not here is always true.
 */
static const struct night_rule {
	enum message_id	id;
	unsigned	states;
	enum lies	lies;
	bool		work;		/* lays a report before a seat */
} rules[] = {
	{ MESSAGE_DISPATCH,	REPORTS_ALL, WITH_SEAT, true },
	{ MESSAGE_DISPATCH_REOPENED, REPORTS_ALL, WITH_SEAT, true },
	{ MESSAGE_DISPATCH_OBJECTED, REPORTS_OPEN, WITH_SEAT, false },
	{ MESSAGE_DISPATCH_REFERRED, REPORTS_OPEN, WITH_SEAT, false },
	{ MESSAGE_NUDGED,	REPORTS_OPEN, WITH_SEAT, false },
	{ MESSAGE_REFUSED,	1u << REPORT_REJECTED, ANYWHERE, false },
	{ MESSAGE_REFUSAL_ASK,	REPORTS_OPEN, WITH_SEAT, false },
	{ MESSAGE_SEAT_NEWS,	REPORTS_ALL, WITH_SEAT, false },
	{ MESSAGE_SEAT_CANCELLED, REPORTS_ALL, NOT_WITH_SEAT, false },
	{ MESSAGE_SEAT_MISREAD, REPORTS_ALL, NOT_WITH_SEAT, false },
	{ MESSAGE_COPY,		REPORTS_OPEN, ANYWHERE, false },
	{ MESSAGE_ALARM_UNROUTED, 1u << REPORT_NEW, ANYWHERE, false },
	{ MESSAGE_ACKNOWLEDGED, REPORTS_OPEN, ANYWHERE, false },
	{ MESSAGE_ASKED,	REPORTS_OPEN, ANYWHERE, false },
	{ MESSAGE_FORWARDED,	1u << REPORT_NEW | 1u << REPORT_ROUTED,
	    ANYWHERE, false },
	{ MESSAGE_TAKEN,	1u << REPORT_TAKEN | 1u << REPORT_WORKING,
	    ANYWHERE, false },
	{ MESSAGE_REFERRED,	REPORTS_OPEN, ANYWHERE, false },
	{ MESSAGE_TAKEN_BACK,	1u << REPORT_TAKEN | 1u << REPORT_WORKING,
	    ANYWHERE, false },
	{ MESSAGE_FORWARDED_TAKEN, 1u << REPORT_TAKEN | 1u << REPORT_WORKING,
	    ANYWHERE, false },
	{ MESSAGE_REMIND_TAKE,	1u << REPORT_ROUTED, WITH_SEAT, false },
	{ MESSAGE_REMIND_FINISH, REPORTS_OPEN, WITH_SEAT, false },
	{ MESSAGE_ESCALATED_TAKE, 1u << REPORT_ROUTED, WITH_SEAT, false },
	{ MESSAGE_ESCALATED_FINISH, REPORTS_OPEN, WITH_SEAT, false },
	{ MESSAGE_OVERDUE,	REPORTS_OPEN, WITH_SEAT, false },
	{ MESSAGE_DONE,		1u << REPORT_DONE, ANYWHERE, false },
	{ MESSAGE_JOINED_DONE,	1u << REPORT_DONE, ANYWHERE, false },
	{ MESSAGE_REJECTED,	1u << REPORT_REJECTED, ANYWHERE, false }
};

static const struct night_rule *
rule_of(const struct outbox_message *m)
{
	int	id = message_find(m->kind);
	size_t	i;

	for (i = 0; i < sizeof rules / sizeof rules[0]; i++)
		if ((int)rules[i].id == id)
			return &rules[i];
	return NULL;
}

static bool
is_work(const struct outbox_message *m)
{
	const struct night_rule	*rule = rule_of(m);

	return rule != NULL && rule->work;
}

/* ---- what is still so --------------------------------------------------- */

/* "You stand in for ...": does the phone still?  1, 0, -1. */
static int
stands_in(struct desk *desk, const struct outbox_message *m)
{
	struct seat	seat;

	if (store_seat_get(desk->store, m->seat_id, &seat) != 1)
		return -1;
	return reach_has_stand_in(&seat) &&
	    seat.deputy_phone_id == m->phone_id;
}

/* Is there a rule for this kind: does it tell of a report's change? */
bool
night_knows(const struct outbox_message *m)
{
	return rule_of(m) != NULL;
}

/* Is it still true?  1, 0 no, -1. */
int
night_holds(struct desk *desk, const struct outbox_message *m)
{
	const struct night_rule	*rule = rule_of(m);
	struct report		 report;
	struct dispatch		 d;
	int			 rc;

	if (message_find(m->kind) == MESSAGE_DEPUTY_STANDS_IN)
		return stands_in(desk, m);
	if (rule == NULL || m->report_id == 0)
		return 1;
	if (store_report_get(desk->store, m->report_id, &report) != 1)
		return -1;
	if ((rule->states & 1u << report.state) == 0)
		return 0;
	if (rule->lies != ANYWHERE && m->seat_id != 0) {
		rc = store_dispatch_find(desk->store, m->report_id,
		    m->seat_id, &d);
		if (rc == -1 || (rc == 1) != (rule->lies == WITH_SEAT))
			return rc == -1 ? -1 : 0;
	}
	/* Each of a person's words counts, of the rest the newest. */
	if (rule->id == MESSAGE_ASKED || rule->id == MESSAGE_SEAT_NEWS)
		return 1;
	rc = store_outbox_night_newer(desk->store, m);
	return rc == -1 ? -1 : rc == 0;
}

static int
drop(struct desk *desk, const struct outbox_message *m, const char *reason)
{
	return store_outbox_set_state(desk->store, m->id, OUTBOX_DROPPED,
	    reason);
}

/* A seat that never heard of a report is told no news of it either. */
static int
drop_stale(struct desk *desk, const struct outbox_message *m)
{
	struct dispatch	d;
	int		rc = 1;

	if (is_work(m) && (rc = store_dispatch_find(desk->store,
	    m->report_id, m->seat_id, &d)) == 0)
		return store_outbox_night_forget(desk->store, m->seat_id,
		    m->report_id, STALE);
	return rc == -1 ? -1 : drop(desk, m, STALE);
}

/* ---- what goes out ------------------------------------------------------ */

/* To whom the seat is reached at now, and a dispatch as it is now. */
static int
release(struct desk *desk, struct outbox_message *m, int64_t now)
{
	struct seat	seat;
	struct phone	phone;
	int		rc;

	if (m->seat_id == 0 || m->report_id == 0)
		return store_outbox_night_release(desk->store, m, now);
	if (store_seat_get(desk->store, m->seat_id, &seat) != 1)
		return -1;
	if ((rc = reach_phone(desk, &seat, &phone)) != 1)
		return rc == -1 ? -1 : drop(desk, m, "nobody there");
	m->phone_id = phone.id;
	if (is_work(m) && routing_write_dispatch(desk, m) == -1)
		return -1;
	return store_outbox_night_release(desk->store, m, now);
}

/* All work that waits for a seat, in one SMS. */
struct morning {
	int	count;
	int	room;
	bool	full;
	char	list[TEXT_SMS_SEPTETS * 2];
};

static int
list_one(struct desk *desk, const struct outbox_message *m,
    struct morning *morning)
{
	struct report	report;
	char		item[160];
	size_t		len = strlen(morning->list);

	if (store_report_get(desk->store, m->report_id, &report) != 1)
		return -1;
	morning->count++;
	words_item(desk, &report, len == 0, item, sizeof item);
	if (text_septets(morning->list) + text_septets(item) > morning->room)
		morning->full = true;
	if (!morning->full)
		snprintf(morning->list + len, sizeof morning->list - len,
		    "%s", item);
	return drop(desk, m, BUNDLE_LISTED);
}

static int
send_list(struct desk *desk, int64_t seat_id, const struct morning *morning,
    int64_t now)
{
	struct message_values	values = { .list = morning->list };
	struct seat		seat;
	struct phone		phone;
	char			n[16];
	int			rc;

	if (store_seat_get(desk->store, seat_id, &seat) != 1)
		return -1;
	if ((rc = reach_phone(desk, &seat, &phone)) != 1)
		return rc;
	snprintf(n, sizeof n, "%d", morning->count > 999 ? 999 :
	    morning->count);
	values.count = n;
	return notice_send(desk, &phone, MESSAGE_SEAT_MORNING, &values, NULL,
	    seat_id, "", now);
}

/* How what is left for a seat is told. */
struct waiting {
	int	work;			/* dispatches */
	bool	listed;			/* they are too many: one list */
	struct morning	morning;
	struct bundle	bundle;		/* of the rest */
};

/* Drop what is not so, and count the dispatches that are left.  0 or -1. */
static int
sift(struct desk *desk, int64_t seat_id, struct waiting *w, int64_t now)
{
	struct outbox_message	m = { .id = 0 };
	int			rc, true_now;

	while ((rc = store_outbox_night_of_seat(desk->store, seat_id, m.id,
	    now, &m)) == 1) {
		if ((true_now = night_holds(desk, &m)) == -1 ||
		    (!true_now && drop_stale(desk, &m) == -1))
			return -1;
		w->work += true_now && is_work(&m);
	}
	return rc;
}

/* What the bundle has: one alone goes as it is. */
static int
send_bundle(struct desk *desk, struct bundle *bundle, int64_t now)
{
	struct outbox_message	alone = bundle->first;

	if (bundle->count > 1)
		return bundle_send(desk, bundle, now);
	if (bundle->count == 0)
		return 0;
	*bundle = (struct bundle){ .count = 0 };
	return release(desk, &alone, now);
}

/* One of those that are left: is it told with others?  It stays if not. */
static int
collect(struct desk *desk, struct waiting *w, const struct outbox_message *m,
    int64_t now)
{
	int	rc;

	if (w->listed && is_work(m))
		return list_one(desk, m, &w->morning);
	if (desk->conf->gather_within_s == 0 || !bundle_has_kind(m))
		return 0;
	if ((rc = bundle_add(desk, &w->bundle, m)) != 0)
		return rc == -1 ? -1 : 0;
	return send_bundle(desk, &w->bundle, now) == -1 ||
	    bundle_add(desk, &w->bundle, m) == -1 ? -1 : 0;
}

/* Does anybody answer for the seat?  1, 0, -1. */
static int
is_reached(struct desk *desk, int64_t seat_id)
{
	struct seat	seat;
	struct phone	phone;

	return store_seat_get(desk->store, seat_id, &seat) != 1 ? -1 :
	    reach_phone(desk, &seat, &phone);
}

/* What is told with others: a list, and bundles of the rest. */
static int
send_collected(struct desk *desk, int64_t seat_id, struct waiting *w,
    int64_t now)
{
	struct message_values	most = { .count = "999" };
	struct outbox_message	m = { .id = 0 };
	int			rc;

	if ((rc = is_reached(desk, seat_id)) != 1)
		return rc;
	w->listed = w->work > desk->conf->quiet_list;
	w->morning.room = message_room(
	    desk->conf->message[MESSAGE_SEAT_MORNING], &most);
	while ((rc = store_outbox_night_of_seat(desk->store, seat_id, m.id,
	    now, &m)) == 1)
		if (collect(desk, w, &m, now) == -1)
			return -1;
	if (rc == -1 || send_bundle(desk, &w->bundle, now) == -1)
		return -1;
	return w->listed ? send_list(desk, seat_id, &w->morning, now) : 0;
}

/* What waited for a seat: what is still so goes out, several as one. */
static int
settle_seat(struct desk *desk, int64_t seat_id, int64_t now)
{
	struct waiting		w = { .work = 0 };
	struct outbox_message	m = { .id = 0 };
	int			rc;

	if (sift(desk, seat_id, &w, now) == -1 ||
	    send_collected(desk, seat_id, &w, now) == -1)
		return -1;
	while ((rc = store_outbox_night_of_seat(desk->store, seat_id, m.id,
	    now, &m)) == 1)
		if (release(desk, &m, now) == -1)
			return -1;
	return rc;
}

static int
settle_citizen(struct desk *desk, struct outbox_message *m, int64_t now)
{
	int	rc = night_holds(desk, m);

	if (rc == -1)
		return -1;
	return rc == 1 ? release(desk, m, now) : drop(desk, m, STALE);
}

/*
 * The night is over for some: at most max seats and citizens.  How many were
 * dealt with, or -1.
 */
int
night_run(struct desk *desk, int64_t now, int max)
{
	struct outbox_message	m;
	int64_t			until;
	int			n = 0, rc = 0;

	/* Off in the morning, and on in the next night. */
	until = calendar_after_quiet(&desk->conf->time.quiet, now);
	if (until > now)
		return store_outbox_night_put_off(desk->store, now, until);
	while (n < max && (rc = store_outbox_night_due(desk->store, now, &m))
	    == 1) {
		if ((m.seat_id != 0 ? settle_seat(desk, m.seat_id, now) :
		    settle_citizen(desk, &m, now)) == -1)
			return -1;
		n++;
	}
	return rc == -1 ? -1 : n;
}

/* When night_run next has something to do: 1, 0 never, -1. */
int
night_next(struct desk *desk, int64_t *at)
{
	return store_outbox_night_next(desk->store, at);
}
