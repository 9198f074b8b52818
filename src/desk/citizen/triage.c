/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * triage - what nobody understood or a flood had buried, decided by a person.
 */

#include "config.h"

#include <stdio.h>
#include <string.h>

#include "desk/citizen/citizen_private.h"
#include "desk/citizen/loop.h"
#include "desk/citizen/view.h"
#include "desk/report/label.h"
#include "desk/report/report.h"
#include "desk/seats/seats.h"
#include "desk/words/letter.h"
#include "desk/words/words.h"

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
	    (strcmp(in->reason, FLOOD_REASON) == 0 ||
	    strncmp(in->reason, LOOP_REASON, strlen(LOOP_REASON)) == 0)))
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
	    "report", report.id) == -1 || label_of_report(desk, "triage",
	    &report, now) == -1 ||
	    routing_dispatch(desk, &report, &nobody, MESSAGE_DISPATCH, now)
	    == -1)
		return -1;
	return tell_citizen(desk, &report, MESSAGE_ACKNOWLEDGED, NULL,
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
	return label_other(desk, "triage", &in, INTENT_UNKNOWN, "",
	    in.received_at) == -1 ? -1 : store_inbox_settle(desk->store, id,
	    INBOX_CLOSED, "by triage", "unknown", 0);
}
