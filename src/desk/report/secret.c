/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * secret - whoever is shown a citizen's number is written down, with the
 * reason; a citizen who asked not to be named (RAHASIA) hears of each.
 */

#include "config.h"

#include "base/text.h"
#include "desk/report/secret.h"
#include "desk/words/letter.h"
#include "desk/words/words.h"
#include "store/event.h"

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
 * A report's number is shown: by is whom, admin who typed it at a shell (or
 * NULL), who the seat that asked.  0 or -1.
 */
int
secret_shown(struct desk *desk, const struct report *r,
    const struct actor *who, const char *admin, const char *by,
    const char *why, int64_t now)
{
	struct event	e = { .report_id = r->id, .at = now,
			    .kind = "unmasked", .from = -1, .to = -1,
			    .phone_id = who->phone_id,
			    .seat_id = who->seat_id,
			    .inbox_id = who->inbox_id, .detail = why,
			    .admin = admin };

	if (store_event_add(desk->store, &e) == -1)
		return -1;
	return r->secret ? tell(desk, r, by, why, now) : 0;
}
