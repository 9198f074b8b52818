/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * quiet - whether a notice waits for the end of the quiet hours: values in,
 * time out.  What becomes of those that waited is night.c's.
 */

#include "config.h"

#include "conf/calendar.h"
#include "desk/words/letter.h"
#include "desk/words/words.h"

/*
 * What is part of a dialogue that two phones are having, answers a call, or
 * tells of a fraud, does not wait though it is routine.
 */
static bool
is_at_once(enum message_id id)
{
	static const enum message_id ids[] = { MESSAGE_HANDOVER_ASK,
	    MESSAGE_HANDOVER_GIVEN, MESSAGE_HANDOVER_REFUSED,
	    MESSAGE_HANDOVER_DECLINED, MESSAGE_ALARM_CODE,
	    MESSAGE_ALARM_HANDOVER, MESSAGE_CALL_SATISFIED,
	    MESSAGE_CALL_STATE, MESSAGE_WHICH_DONE };
	size_t	i;

	for (i = 0; i < sizeof ids / sizeof ids[0]; i++)
		if (ids[i] == id)
			return true;
	return false;
}

/* Until when a notice waits; now if it does not. */
int64_t
quiet_until(const struct desk *desk, enum message_id id, bool urgent,
    int64_t now)
{
	return urgent || is_at_once(id) ? now :
	    calendar_after_quiet(&desk->conf->time.quiet, now);
}
