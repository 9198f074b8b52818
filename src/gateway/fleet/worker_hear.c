/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * worker_hear - what a modem's process says, and what follows from it.
 *
 * One row for each message that a worker may send; whoever sends another one
 * is ended.
 */

#include "config.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "gateway/fleet/worker_private.h"

#define WORKER_PIN_TEXT	"the SIM refused the PIN: not tried again"

static void
worker_on_hello(struct worker *w, const struct wire_message *m)
{
	if (m->hello.version != WIRE_VERSION)
		worker_kill(w, "its program is of another version");
}

static void
worker_on_leftover(struct worker *w, const struct wire_message *m)
{
	w->told = true;
	w->hooks->leftover(w->hooks_arg, w, &m->leftover);
}

static void
worker_opened(struct worker *w)
{
	if (!w->told) {
		worker_kill(w, "said nothing of its journal");
		return;
	}
	if (w->state == WORKER_OPENING) {
		w->ready_at = clock_now();
		log_info("%s: ready%s", w->setup.name,
		    w->setup.fast && !w->slow ? "" : ", unhurried");
	}
	if (w->state != WORKER_STOPPING && w->state != WORKER_SENDING)
		worker_rest(w);
	w->hooks->changed(w->hooks_arg, w);
}

/* Its last word: it ends by itself, or by us a little later. */
static void
worker_failing(struct worker *w, const struct wire_state_msg *s)
{
	if (w->ready_at != 0 && clock_now() - w->ready_at >= w->steady_s)
		w->hurried_failures = 0;
	worker_set_detail(w, s->detail);
	w->trouble = (int)s->trouble;
	/* Without its PIN, which is not given twice. */
	if (s->trouble == WIRE_TROUBLE_NO_PIN && w->pin_withheld)
		worker_set_detail(w, WORKER_PIN_TEXT);
	else if (s->trouble == WIRE_TROUBLE_PIN && w->pin_given)
		log_error("%s: %s: the PIN is not tried again: set another "
		    "one and reload", w->setup.name, s->detail);
	else if (s->hurried)
		worker_blame_hurry(w);
	w->hooks->failing(w->hooks_arg, w, w->trouble);
	w->failed = true;
	worker_step(w, EV_FAILED);
}

static void
worker_on_state(struct worker *w, const struct wire_message *m)
{
	switch ((enum wire_state)m->state.state) {
	case WIRE_STATE_OPENING:
		log_debug("%s: opening %s", w->setup.name, m->state.detail);
		break;
	case WIRE_STATE_READY:
		worker_opened(w);
		break;
	case WIRE_STATE_FAILING:
		worker_failing(w, &m->state);
		break;
	}
}

static void
worker_on_identity(struct worker *w, const struct wire_message *m)
{
	const struct wire_identity	*i = &m->identity;
	char				 imsi[sizeof w->identity.imsi];
	enum worker_claim		 claim;

	claim = w->hooks->identified(w->hooks_arg, w, i);
	/* What cannot be read now: what we knew still holds. */
	snprintf(imsi, sizeof imsi, "%s", w->identity.imsi);
	w->identity = *i;
	if (i->imsi[0] == '\0')
		snprintf(w->identity.imsi, sizeof w->identity.imsi, "%s",
		    imsi);
	w->foreign = claim == WORKER_CLAIM_FOREIGN;
	if (w->foreign)
		worker_set_detail(w, "another SIM is in this modem");
	if (claim == WORKER_CLAIM_TWIN) {
		w->trouble = TROUBLE_TWIN;
		worker_kill(w, "another modem has the same IMEI");
	}
}

static void
worker_on_health(struct worker *w, const struct wire_message *m)
{
	const struct wire_health	*h = &m->health;

	if (h->registered != w->health.registered)
		log_info("%s: %s %s, signal %d%%", w->setup.name,
		    h->registered == 0 ? "no network" : "network", h->network,
		    h->signal);
	if (h->size > 0 && h->used * 5 >= h->size * 4 &&
	    w->health.used * 5 < h->size * 4)
		log_warn("%s: SIM has %d of %d places full", w->setup.name,
		    h->used, h->size);
	w->health = *h;
	if (worker_is_open(w) && w->state != WORKER_SENDING) {
		worker_rest(w);
		w->hooks->changed(w->hooks_arg, w);
	}
}

static void
worker_on_sms_in(struct worker *w, const struct wire_message *m)
{
	w->useful = true;
	w->hooks->sms_in(w->hooks_arg, w, &m->sms_in);
}

static void
worker_on_report(struct worker *w, const struct wire_message *m)
{
	w->hooks->report(w->hooks_arg, w, &m->sms_report);
}

static void
worker_on_result(struct worker *w, const struct wire_message *m)
{
	const struct wire_sms_result	*r = &m->sms_result;

	if (r->outcome == WIRE_SENT)
		w->useful = true;
	if (w->out_id == r->id && w->out_part == r->part) {
		w->out_id = 0;
		if (worker_step(w, EV_ANSWER) && w->state == WORKER_READY)
			worker_rest(w);
	}
	w->hooks->result(w->hooks_arg, w, r);
}

static void
worker_on_ussd(struct worker *w, const struct wire_message *m)
{
	w->hooks->ussd(w->hooks_arg, w, &m->ussd);
}

static void
worker_on_call(struct worker *w, const struct wire_message *m)
{
	w->hooks->call(w->hooks_arg, w, &m->call);
}

static void
worker_on_pong(struct worker *w, const struct wire_message *m)
{
	(void)m;
	worker_arm_state(w);
}

static const struct {
	enum wire_type	type;
	void		(*handle)(struct worker *, const struct wire_message *);
} worker_says[] = {
	{ WIRE_HELLO,		worker_on_hello },
	{ WIRE_LEFTOVER,	worker_on_leftover },
	{ WIRE_STATE,		worker_on_state },
	{ WIRE_IDENTITY,	worker_on_identity },
	{ WIRE_HEALTH,		worker_on_health },
	{ WIRE_SMS_IN,		worker_on_sms_in },
	{ WIRE_SMS_RESULT,	worker_on_result },
	{ WIRE_SMS_REPORT,	worker_on_report },
	{ WIRE_CALL,		worker_on_call },
	{ WIRE_USSD,		worker_on_ussd },
	{ WIRE_PONG,		worker_on_pong },
};

/* Whatever it says is a sign of life. */
void
worker_hear(struct worker *w, const struct wire_message *m)
{
	size_t	i;

	w->pinged = false;
	if (worker_has_process(w) && !w->failed)
		worker_arm_state(w);
	for (i = 0; i < sizeof worker_says / sizeof *worker_says; i++)
		if (worker_says[i].type == m->type) {
			worker_says[i].handle(w, m);
			return;
		}
	worker_kill(w, "said what only the daemon may say");
}
