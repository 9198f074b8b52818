/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * worker_state - in which state a modem is, and what leads to the next.
 *
 * The one table of a modem's states, the one function that walks it, and how
 * long each state may last without a word.
 */

#include "config.h"

#include <event2/event.h>
#include <stdio.h>

#include "base/clock.h"
#include "base/log.h"
#include "gateway/fleet/worker_private.h"

#define WORKER_PING_S	30
#define WORKER_LEAVE_S	10	/* between its last word and its end */
/*
 * A worker that lost its daemon may still finish a send; its successor waits
 * for the journal's lock so long before it opens the modem.
 */
#define WORKER_ORPHAN_S	75

static const char *const event_names[] = {
	[EV_START] = "START", [EV_CLEAR] = "CLEAR", [EV_SEARCH] = "SEARCH",
	[EV_FOREIGN] = "FOREIGN", [EV_SUBMIT] = "SUBMIT",
	[EV_ANSWER] = "ANSWER", [EV_FAILED] = "FAILED", [EV_STOP] = "STOP",
	[EV_GONE] = "GONE", [EV_REFUSED] = "REFUSED",
	[EV_EXHAUSTED] = "EXHAUSTED", [EV_ABSENT] = "ABSENT",
};

static const char *const state_names[] = {
	[WORKER_ABSENT] = "absent",
	[WORKER_OPENING] = "opening",
	[WORKER_LOCKED] = "locked",
	[WORKER_SEARCHING] = "searching",
	[WORKER_READY] = "ready",
	[WORKER_SENDING] = "sending",
	[WORKER_BACKOFF] = "backing off",
	[WORKER_BROKEN] = "broken",
	[WORKER_STOPPING] = "stopping",
};

/* Sets of states that many rows share. */
#define S(state)	(1u << WORKER_##state)
#define OPEN		(S(LOCKED) | S(SEARCHING) | S(READY))
#define ALIVE		(S(OPENING) | OPEN | S(SENDING) | S(STOPPING))
#define WITHOUT		(S(ABSENT) | S(BACKOFF) | S(BROKEN) | S(LOCKED))

/*
 * Pairs that are not here are ignored, with a line in the log.  LOCKED may
 * have a process, which receives, or none: a SIM that wants its PIN.
 */
static const struct worker_row {
	unsigned		from;	/* a set */
	enum worker_event	on;
	enum worker_state	to;
} worker_rows[] = {
	{ WITHOUT,			EV_START,	WORKER_OPENING },
	{ S(OPENING) | OPEN,		EV_CLEAR,	WORKER_READY },
	{ S(OPENING) | OPEN,		EV_SEARCH,	WORKER_SEARCHING },
	{ S(OPENING) | OPEN,		EV_FOREIGN,	WORKER_LOCKED },
	{ S(READY),			EV_SUBMIT,	WORKER_SENDING },
	{ S(SENDING),			EV_ANSWER,	WORKER_READY },
	{ S(STOPPING),			EV_ANSWER,	WORKER_STOPPING },
	{ ALIVE,			EV_FAILED,	WORKER_STOPPING },
	{ ALIVE,			EV_STOP,	WORKER_STOPPING },
	{ ALIVE,			EV_GONE,	WORKER_BACKOFF },
	{ ALIVE,			EV_REFUSED,	WORKER_LOCKED },
	{ ALIVE,			EV_EXHAUSTED,	WORKER_BROKEN },
	{ ALIVE | WITHOUT,		EV_ABSENT,	WORKER_ABSENT },
};

/* Text of a state. */
const char *
worker_state_name(enum worker_state state)
{
	return state_names[state];
}

/* The table: the state that follows, or -1 where the pair is not in it. */
int
worker_state_after(enum worker_state state, enum worker_event on)
{
	size_t	i;

	for (i = 0; i < sizeof worker_rows / sizeof *worker_rows; i++)
		if ((worker_rows[i].from & 1u << state) != 0 &&
		    worker_rows[i].on == on)
			return (int)worker_rows[i].to;
	return -1;
}

/* Why it is as it is, for the admin. */
void
worker_set_detail(struct worker *w, const char *text)
{
	snprintf(w->detail, sizeof w->detail, "%s", text);
}

/* Ask again so many seconds from now: see worker_alarm. */
void
worker_arm(struct worker *w, int seconds)
{
	struct timeval	tv = { seconds, 0 };

	event_add(w->alarm, &tv);
}

/* How long the present state may last without a word. */
void
worker_arm_state(struct worker *w)
{
	if (!worker_has_process(w) && w->state != WORKER_OPENING) {
		event_del(w->alarm);
		return;
	}
	switch (w->state) {
	case WORKER_OPENING:
		worker_arm(w, WORKER_ORPHAN_S + w->deadline_s);
		break;
	case WORKER_LOCKED:
	case WORKER_SEARCHING:
	case WORKER_READY:
		worker_arm(w, w->pinged || w->deadline_s < WORKER_PING_S ?
		    w->deadline_s : WORKER_PING_S);
		break;
	case WORKER_SENDING:
		worker_arm(w, w->deadline_s);
		break;
	case WORKER_STOPPING:
		worker_arm(w, w->failed ? WORKER_LEAVE_S : w->deadline_s);
		break;
	case WORKER_ABSENT:
	case WORKER_BACKOFF:
	case WORKER_BROKEN:
		event_del(w->alarm);
		break;
	}
}

/* Keep since when it cannot send. */
void
worker_note_down(struct worker *w)
{
	if (worker_is_up(w))
		w->down_at = 0;
	else if (w->down_at == 0)
		w->down_at = clock_now();
}

/* A state that lasts; a send or a try is over in a moment. */
bool
worker_is_resting(enum worker_state state)
{
	return state != WORKER_OPENING && state != WORKER_SENDING &&
	    state != WORKER_STOPPING;
}

/* For the operator at night: what is new, not each send and vain try. */
static void
worker_log_step(struct worker *w, enum worker_state from,
    enum worker_event on)
{
	bool	new = worker_is_resting(w->state) && w->state != w->rested;

	(new ? log_info : log_debug)("%s: %s -> %s on %s%s%s", w->setup.name,
	    state_names[from], state_names[w->state], event_names[on],
	    w->detail[0] != '\0' ? ": " : "", w->detail);
	if (new)
		w->rested = w->state;
}

/* The only place that changes a worker's state. */
bool
worker_step(struct worker *w, enum worker_event on)
{
	enum worker_state	from = w->state;
	int			to = worker_state_after(from, on);

	if (to == -1) {
		log_debug("%s: %s ignored while %s", w->setup.name,
		    event_names[on], state_names[from]);
		return false;
	}
	w->state = (enum worker_state)to;
	if (to != (int)from) {
		worker_log_step(w, from, on);
		w->since = clock_now();
	}
	worker_note_down(w);
	worker_arm_state(w);
	if (to != (int)from)
		w->hooks->moved(w->hooks_arg, w, from, w->detail);
	return true;
}

/*
 * Where an open modem rests: with a foreign SIM it sends nothing, and without
 * a network it need not be asked to.
 */
void
worker_rest(struct worker *w)
{
	static const struct {
		enum worker_state	state;
		enum worker_event	event;
	} rests[] = {
		{ WORKER_READY, EV_CLEAR },
		{ WORKER_SEARCHING, EV_SEARCH },
		{ WORKER_LOCKED, EV_FOREIGN },
	};
	int	i = w->foreign ? 2 : w->health.registered == 0 ? 1 : 0;

	if (w->state != rests[i].state)
		worker_step(w, rests[i].event);
}
