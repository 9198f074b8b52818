/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * worker_heal - from the end of one process to the start of the next.
 *
 * This file knows what may help a modem that failed, in which order and after
 * what pauses.  A device that is not there is waited for, a SIM that is
 * locked is looked at again now and then, and only what fails without such a
 * reason climbs the ladder.
 */

#include "config.h"

#include <event2/event.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "gateway/fleet/device.h"
#include "gateway/fleet/recover.h"
#include "gateway/fleet/worker_private.h"

#define HEAL_LOOK_S	2	/* between two looks for an absent device */
#define HEAL_KEPT_RUNG	2	/* of a modem that moved messages meanwhile */

enum heal_how {
	HEAL_RETRY,		/* as it is */
	HEAL_INIT,		/* unhurried, all its settings anew */
	HEAL_RESET,		/* with AT+CFUN=1,1 */
	HEAL_COMMAND		/* after the configured command */
};

/* After the first failure, the second, ...; at its end it is broken. */
static const struct heal_rung {
	enum heal_how	how;
	int		pause_s;
} heal_ladder[] = {
	{ HEAL_RETRY, 1 },
	{ HEAL_RETRY, 2 },
	{ HEAL_INIT, 5 },
	{ HEAL_RESET, 10 },
	{ HEAL_RETRY, 30 },
	{ HEAL_COMMAND, 10 },
	{ HEAL_RETRY, 30 },
	{ HEAL_RESET, 60 },
};
#define HEAL_RUNGS	(int)(sizeof heal_ladder / sizeof *heal_ladder)

/* Troubles that no ladder cures: what they lead to, looked at again after. */
static const struct heal_trouble {
	int			trouble;
	enum worker_event	event;
	int			pause_s;
} heal_troubles[] = {
	{ WIRE_TROUBLE_ABSENT,		EV_ABSENT,	30 },
	{ WIRE_TROUBLE_BUSY,		EV_GONE,	10 },
	{ WIRE_TROUBLE_PIN,		EV_REFUSED,	600 },
	{ WIRE_TROUBLE_NO_PIN,		EV_REFUSED,	600 },
	{ WIRE_TROUBLE_NO_SIM,		EV_REFUSED,	60 },
	{ WIRE_TROUBLE_OTHER_SIM,	EV_REFUSED,	60 },
	{ TROUBLE_TWIN,			EV_REFUSED,	300 },
};

/* Ways in from the command that recovers. */
static void	heal_recovered_cb(void *);

static int
heal_pause(const struct worker *w, int seconds)
{
	return seconds < w->pause_max_s ? seconds : w->pause_max_s;
}

/* ---- the device is not there ------------------------------------------- */

static void
heal_wait_for_device(struct worker *w, int pause_s)
{
	w->try_at = clock_now() + pause_s;
	if (w->detail[0] == '\0' || pause_s == 0)
		snprintf(w->detail, sizeof w->detail, "there is no %.100s",
		    w->setup.device);
	if (w->state != WORKER_ABSENT)
		worker_step(w, EV_ABSENT);
	worker_arm(w, HEAL_LOOK_S);
}

/*
 * Start the next process if there is a device for it.  One that is absent is
 * looked for every two seconds; among several that were not it, a worker
 * looks when they have changed or the pause is over.
 */
void
worker_try(struct worker *w)
{
	uint64_t	seen = device_look(w->setup.device,
			    w->setup.connection);

	if (seen == 0) {
		w->looked = 0;
		heal_wait_for_device(w, 0);
	} else if (w->state == WORKER_ABSENT && seen == w->looked &&
	    clock_now() < w->try_at) {
		worker_arm(w, HEAL_LOOK_S);
	} else {
		w->looked = seen;
		worker_start(w);
	}
}

/* ---- the ladder -------------------------------------------------------- */

static void
heal_recovered_cb(void *arg)
{
	struct worker	*w = arg;

	recover_free(w->recover);
	w->recover = NULL;
	worker_arm(w, w->rung == 0 ? 0 :
	    heal_pause(w, heal_ladder[w->rung - 1].pause_s));
}

static void
heal_begin(struct worker *w, const struct heal_rung *rung)
{
	int	pause_s = heal_pause(w, rung->pause_s);

	w->unhurried = rung->how == HEAL_INIT;
	w->reset = rung->how == HEAL_RESET;
	if (rung->how == HEAL_COMMAND && (w->recover = recover_new(w->base,
	    w->recover_words, w->setup.name, w->identity.device[0] != '\0' ?
	    w->identity.device : w->setup.device, heal_recovered_cb, w))
	    != NULL) {
		log_warn("%s: %s: running its recover command",
		    w->setup.name, w->detail);
		return;
	}
	log_warn("%s: %s: starting again in %ds%s", w->setup.name, w->detail,
	    pause_s, w->reset ? " with a reset" : "");
	worker_arm(w, pause_s);
}

static void
heal_give_up(struct worker *w)
{
	if (!w->given_up)
		log_error("%s: %s: nothing helped: trying again every %ds",
		    w->setup.name, w->detail, w->broken_retry_s);
	w->given_up = true;
	w->reset = true;
	worker_step(w, EV_EXHAUSTED);
	worker_arm(w, w->broken_retry_s);
}

/* Its process failed: what may help next. */
static void
heal_climb(struct worker *w)
{
	const struct heal_rung	*rung;

	if (w->rung < HEAL_RUNGS &&
	    heal_ladder[w->rung].how == HEAL_COMMAND &&
	    w->recover_words == NULL)
		w->rung++;
	if (w->rung >= HEAL_RUNGS) {
		heal_give_up(w);
		return;
	}
	rung = &heal_ladder[w->rung++];
	if (worker_step(w, EV_GONE))
		heal_begin(w, rung);
}

/* How well the process that ended did counts for the next. */
static void
heal_judge(struct worker *w)
{
	if (w->ready_at != 0 && clock_now() - w->ready_at >= w->steady_s) {
		w->rung = 0;
		w->given_up = false;
	} else if (w->useful && w->rung > HEAL_KEPT_RUNG)
		w->rung = HEAL_KEPT_RUNG;
}

static void
heal_trouble(struct worker *w, const struct heal_trouble *t)
{
	int	pause_s = heal_pause(w, t->pause_s);

	if (t->event == EV_ABSENT) {
		heal_wait_for_device(w, pause_s);
		return;
	}
	worker_step(w, t->event);
	worker_arm(w, pause_s);
}

/* Its process has ended: decide what comes next, and when. */
void
worker_heal(struct worker *w)
{
	size_t	i;

	heal_judge(w);
	w->unhurried = false;
	if (w->final || w->anew) {
		worker_step(w, EV_GONE);
		if (!w->final)
			worker_arm(w, 0);
		w->anew = false;
		return;
	}
	w->reset = false;
	if (w->detail[0] == '\0')
		worker_set_detail(w, "lost");
	if (device_look(w->setup.device, w->setup.connection) == 0) {
		heal_wait_for_device(w, 0);
		return;
	}
	for (i = 0; i < sizeof heal_troubles / sizeof *heal_troubles; i++)
		if (heal_troubles[i].trouble == w->trouble) {
			heal_trouble(w, &heal_troubles[i]);
			return;
		}
	heal_climb(w);
}
