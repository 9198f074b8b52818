/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * secret - RAHASIA: its citizen is shown to nobody who cannot say why, and
 * hears of each who was.
 */

#include "config.h"

#include <stdio.h>

#include "desk/citizen/citizen_private.h"
#include "desk/citizen/view.h"
#include "desk/report/report.h"
#include "desk/words/letter.h"
#include "desk/words/words.h"
#include "language/text.h"

/* Tell the citizen whose number was shown, by whom and why. */
static int
tell(struct desk *desk, const struct report *r, const char *by,
    const char *why, int64_t now)
{
	struct report_words	w;
	struct inbox_message	in;
	struct phone		phone;
	char			name[STORE_NAME_SIZE];

	if (store_phone_get(desk->store, r->phone_id, &phone) != 1 ||
	    store_inbox_get(desk->store, r->inbox_id, &in) != 1)
		return -1;
	words_report(desk, r, &w);
	text_to_gsm7(name, sizeof name, by, NULL);
	text_clip(name, MESSAGE_LONGEST_NAME);
	w.values.name = name;
	w.values.text = why;
	return notice_send(desk, &phone, MESSAGE_UNMASKED, &w.values, r, 0,
	    in.modem, now);
}

/*
 * An admin is to see a report's numbers: by is who, why is why.  It is an
 * event, and where its citizen asked not to be named that one hears of it.  1
 * on refusal.
 */
int
desk_unmask(struct desk *desk, int64_t report_id, const char *by,
    const char *why, int64_t now, char *wrong, size_t size)
{
	struct report	r;
	struct event	e = { .report_id = report_id, .at = now,
			    .kind = "unmasked", .from = -1, .to = -1,
			    .detail = why, .admin = by };
	int		rc;

	if ((rc = store_report_get(desk->store, report_id, &r)) != 1) {
		snprintf(wrong, size, "there is no such report");
		return rc == -1 ? -1 : 1;
	}
	if (why == NULL || why[0] == '\0') {
		snprintf(wrong, size, "say why with --why: it is kept%s",
		    r.secret ? ", and its citizen is told" : "");
		return 1;
	}
	if (store_event_add(desk->store, &e) == -1)
		return -1;
	return r.secret ? tell(desk, &r, by, why, now) : 0;
}
