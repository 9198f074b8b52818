/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * reputation - what a person knows of a number: pranks, and who is blocked.
 *
 * No number is banned.  From so many marked pranks on, or when blocked, its
 * reports wait for a person, and it is told so politely; a fire, whatever is
 * urgent and a danger to life never wait.  A number can be forgotten: its
 * owner's name and place at once, the number itself where nothing that is
 * still open needs it.
 */

#include "config.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/number.h"
#include "desk/citizen/reputation.h"
#include "desk/citizen/view.h"
#include "desk/report/report.h"
#include "desk/report/urgency.h"
#include "desk/words/letter.h"
#include "desk/words/words.h"
#include "language/ticket.h"
#include "store/event.h"

/*
 * Before a report is made: is a person to look first?  1: it waits in triage
 * and the sender was told; 0: go on; -1.
 */
int
reputation_hold(struct desk *desk, struct letter *l, int category,
    const char *text)
{
	const struct conf		*conf = desk->conf;
	const struct conf_category	*c = &conf->city.category[category];
	bool				 blocked = l->phone.blocked_at != 0;

	if (!blocked && (conf->prank_limit == 0 ||
	    l->phone.pranks < conf->prank_limit))
		return 0;
	if (urgency_of(c, text) || urgency_of(c, l->in->text) ||
	    l->meaning.danger != -1)
		return 0;
	l->state = INBOX_TRIAGE;
	l->reason = blocked ? "its number is blocked" :
	    "its number sent pranks";
	return reply_plain(desk, l, MESSAGE_LOOKED_AT, NULL) == -1 ? -1 : 1;
}

/* The phone of a number as people write it: 1, or 0 and why not, -1. */
static int
find_phone(struct desk *desk, const char *number, struct phone *phone,
    char *why, size_t size)
{
	char	e164[NUMBER_SIZE];
	int64_t	id;
	int	rc;

	if (number_normalise(number, desk->conf->country, e164) !=
	    NUMBER_PHONE) {
		snprintf(why, size, "%s is not a phone number", number);
		return 0;
	}
	if ((rc = store_phone_find(desk->store, e164, &id)) == 0)
		snprintf(why, size, "%s never wrote", e164);
	return rc == 1 ? store_phone_get(desk->store, id, phone) : rc;
}

/* A report is marked once. */
static int
mark_report(struct desk *desk, const char *ticket, const char *admin,
    int64_t now, int64_t *phone_id, char *why, size_t size)
{
	int64_t		sequence = ticket_to_sequence(ticket);
	struct actor	nobody = { 0, 0, 0 };
	struct report	r;
	char		by[64];
	int		rc;

	rc = sequence == -1 ? 0 : store_report_get(desk->store, sequence, &r);
	if (rc == 0)
		snprintf(why, size, "%s is neither a number that wrote nor a "
		    "ticket", ticket);
	if (rc != 1)
		return rc;
	rc = store_event_last_detail(desk->store, r.id, "prank", by,
	    sizeof by);
	if (rc == 1)
		snprintf(why, size, "report %s is marked already", ticket);
	if (rc != 0)
		return rc == 1 ? 0 : -1;
	*phone_id = r.phone_id;
	return report_note(desk, &r, "prank", &nobody, admin, now) == -1 ?
	    -1 : 1;
}

/*
 * A person says that a report (by its ticket) or a number is a prank.  *marks
 * is how many the number has now.  1 on refusal.
 */
int
desk_number_prank(struct desk *desk, const char *what, const char *admin,
    int64_t now, int *marks, char *why, size_t size)
{
	struct phone	phone;
	int64_t		id = 0;
	int		rc;

	if ((rc = find_phone(desk, what, &phone, why, size)) == 0)
		rc = mark_report(desk, what, admin, now, &id, why, size);
	else
		id = phone.id;
	if (rc != 1)
		return rc == 0 ? 1 : -1;
	if (store_phone_add_prank(desk->store, id) == -1 ||
	    store_phone_get(desk->store, id, &phone) != 1)
		return -1;
	*marks = phone.pranks;
	return 0;
}

/* Its reports wait for a person from now on, or no more.  1 on refusal. */
int
desk_number_block(struct desk *desk, const char *number, bool block,
    int64_t now, char *why, size_t size)
{
	struct phone	phone;
	int		rc;

	if ((rc = find_phone(desk, number, &phone, why, size)) != 1)
		return rc == 0 ? 1 : -1;
	if (!block && phone.pranks > 0 &&
	    store_phone_clear_pranks(desk->store, phone.id) == -1)
		return -1;
	return store_phone_set_blocked(desk->store, phone.id, block ? now :
	    0);
}

/*
 * Remove what is known of a person.  *whole: the number, too; not so where a
 * seat, an open report or an SMS on its way needs it.  1 on refusal.
 */
int
desk_number_forget(struct desk *desk, const char *number, bool *whole,
    char *why, size_t size)
{
	struct phone	phone;
	int		rc;

	if ((rc = find_phone(desk, number, &phone, why, size)) != 1)
		return rc == 0 ? 1 : -1;
	if (store_phone_forget(desk->store, phone.id) == -1 ||
	    (rc = store_phone_is_needed(desk->store, phone.id)) == -1)
		return -1;
	*whole = rc == 0;
	return rc == 1 ? 0 : store_phone_erase(desk->store, phone.id);
}

/* A message in triage is a prank: closed, and its number marked. */
int
desk_triage_prank(struct desk *desk, int64_t id, char *why, size_t size)
{
	struct inbox_message	in;
	int			rc;

	if ((rc = desk_triage_close(desk, id, why, size)) != 0)
		return rc;
	if (store_inbox_get(desk->store, id, &in) != 1)
		return -1;
	return store_phone_add_prank(desk->store, in.phone_id);
}
