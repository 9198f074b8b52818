/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * flood - a number that writes more than anybody can read or answer.
 *
 * This file alone knows when a number's messages are only filed: so many of
 * them in an hour (flood_after) were not understood, or got no answer because
 * the number's budget of replies was spent.  Nothing is thrown away, and who
 * reads triage is not buried.  A seat's commands are read even so: its number
 * may be forged, and must not be silenced by that.
 */

#include "config.h"

#include "base/log.h"
#include "desk/citizen/citizen_private.h"
#include "desk/citizen/flood.h"
#include "desk/words/letter.h"

#define FLOOD_HOUR_S	3600

/* Whether what this number writes now is more of a flood. */
bool
flood_is_on(const struct desk *desk, const struct letter *l)
{
	int64_t	age = l->now - l->phone.unheard_at;

	return l->phone.unheard_at != 0 && age >= 0 && age < FLOOD_HOUR_S &&
	    l->phone.unheard >= desk->conf->flood_after;
}

/* The letter is kept where nobody has to look. */
void
flood_file(struct letter *l)
{
	l->meaning.intent = INTENT_UNKNOWN;
	l->state = INBOX_FILED;
	l->reason = FLOOD_REASON;
}

/*
 * Count a letter that was dealt with, if nobody was the wiser for it; of one
 * that would only swell triage make a filed one.  0 or -1.
 */
int
flood_count(struct desk *desk, struct letter *l)
{
	char	masked[LOG_NUMBER_SIZE];

	if (l->answered && l->state != INBOX_TRIAGE)
		return 0;
	if (flood_is_on(desk, l)) {
		if (l->state == INBOX_TRIAGE)
			flood_file(l);
		return 0;
	}
	/* The last that counts opens the hour's flood: say so once. */
	if (l->phone.unheard_at != 0 &&
	    l->now - l->phone.unheard_at < FLOOD_HOUR_S &&
	    l->phone.unheard + 1 == desk->conf->flood_after)
		log_warn("desk: %s wrote %d messages in an hour that were not "
		    "understood or answered: more are only filed",
		    log_mask_number(l->phone.number, masked),
		    desk->conf->flood_after);
	return store_phone_count_unheard(desk->store, l->phone.id, l->now);
}
