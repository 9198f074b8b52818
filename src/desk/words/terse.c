/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * terse - in a surge: acknowledgements get short, and routine dispatches wait
 * to be told together.  What is urgent is as always, and before all others.
 */

#include "config.h"

#include "desk/words/letter.h"
#include "desk/words/words.h"
#include "desk/words/words_private.h"
#include "store/surge.h"

/* Are words to be few for this report?  A failure is said elsewhere. */
bool
terse_is_on(struct desk *desk, const struct report *report)
{
	return desk->conf->surge_minimum > 0 && !report->urgent &&
	    store_surge_holds(desk->store, report->category,
	    report->kelurahan) == 1;
}

/* Until when a routine dispatch is gathered with others; now if it is not. */
int64_t
terse_until(struct desk *desk, enum message_id id,
    const struct report *report, int64_t now)
{
	int64_t	each = desk->conf->surge_digest_s;

	if (id != MESSAGE_DISPATCH || report == NULL ||
	    !terse_is_on(desk, report))
		return now;
	return (now / each + 1) * each;
}
