/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * worker_status - what others may see of a modem and its process.
 *
 * Nothing here changes anything, and nothing here calls the other files.
 */

#include "config.h"

#include "gateway/fleet/worker_private.h"

/* Is there a process, or the end of one still to be seen? */
bool
worker_has_process(const struct worker *w)
{
	return w->fd != -1 || w->pid != -1;
}

/* Is there neither a process nor a plan to start one? */
bool
worker_is_gone(const struct worker *w)
{
	return !worker_has_process(w) && w->final;
}

/* Does it wait for a part? */
bool
worker_is_idle(const struct worker *w)
{
	return w->state == WORKER_READY && w->hold == WORKER_HOLD_NONE;
}

/* Can it send, now or when the send in hand is done? */
bool
worker_is_up(const struct worker *w)
{
	return (w->state == WORKER_READY || w->state == WORKER_SENDING) &&
	    w->hold == WORKER_HOLD_NONE;
}

/* Does it receive? */
bool
worker_is_open(const struct worker *w)
{
	return worker_has_process(w) && (w->state == WORKER_READY ||
	    w->state == WORKER_SENDING || w->state == WORKER_SEARCHING ||
	    w->state == WORKER_LOCKED);
}

/*
 * Since when it cannot send; 0 if it can.  WORKER_LONG_AGO: it will not for
 * long, so what waits for it may leave by another at once.
 */
int64_t
worker_down_since(const struct worker *w)
{
	if (w->hold == WORKER_HOLD_DRAINED || w->state == WORKER_LOCKED ||
	    w->given_up)
		return WORKER_LONG_AGO;
	return w->down_at;
}

/* Names the present process; never the same for two. */
uint64_t
worker_session(const struct worker *w)
{
	return w->session;
}

const char *
worker_name(const struct worker *w)
{
	return w->setup.name;
}

/* The SIM's IMSI, or the modem's name as long as it is not known. */
const char *
worker_sim(const struct worker *w)
{
	return w->identity.imsi[0] != '\0' ? w->identity.imsi : w->setup.name;
}

enum worker_state
worker_state(const struct worker *w)
{
	return w->state;
}

/* The texts are borrowed until the loop's next turn. */
void
worker_status(const struct worker *w, struct worker_status *st)
{
	*st = (struct worker_status){
		.name = w->setup.name,
		.state = w->state,
		.detail = w->state == WORKER_READY ||
		    w->state == WORKER_SENDING ? "" : w->detail,
		.signal = w->health.signal,
		.network = w->health.network,
		.imsi = w->identity.imsi,
		.imei = w->identity.imei,
		.model = w->identity.model,
		.device = w->identity.device,
		.used = w->health.used,
		.size = w->health.size,
		.restarts = w->starts > 0 ? w->starts - 1 : 0,
		.rung = w->rung,
		.hurried = w->setup.fast && !w->slow,
		.foreign = w->foreign,
		.hold = w->hold,
		.since = w->since,
	};
}
