/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * process - what all work of the worker's process needs: the time, the wire
 * to the daemon, and a way to say that the modem is of no use.
 */

#include "config.h"

#include <stdio.h>
#include <time.h>

#include "modem/process.h"

/* Milliseconds of a clock that nobody sets. */
int64_t
process_now_ms(void)
{
	struct timespec	t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Tell the daemon; if it is gone, we go when the send in hand is done. */
void
process_tell(struct worker *w, const struct wire_message *m)
{
	if (w->wire == -1)
		return;
	if (wire_send(w->wire, m) == -1) {
		w->wire = -1;
		w->leaving = true;
	}
}

/* The modem is of no use, as its trouble says: the loop ends. */
void
process_lose(struct worker *w)
{
	w->lost = true;
}

/* As process_lose, for what the driver does not know. */
void
process_lose_for(struct worker *w, const char *why, bool hurried)
{
	if (w->lost)
		return;
	snprintf(w->trouble.detail, sizeof w->trouble.detail, "%s", why);
	w->trouble.hurried = hurried && w->setup.fast;
	process_lose(w);
}
