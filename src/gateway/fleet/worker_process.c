/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * worker_process - one process: how it begins, what it is told, how it ends.
 *
 * What it says and that it has gone is told upward, by the functions that the
 * worker was made with.
 */

#include "config.h"

#include <errno.h>
#include <event2/event.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "gateway/fleet/launch.h"
#include "gateway/fleet/worker_private.h"
#include "gateway/turn/commit.h"

#define WORKER_UNLOCK_S	10	/* to say what the SIM made of its PIN */

static uint64_t	worker_sessions;

/* The way in from the event loop. */
static void	worker_writable_cb(evutil_socket_t, short, void *);

/* ---- its beginning and its end ----------------------------------------- */

/* 0: it did not go into the socket; 1: it did; -1: nobody is there. */
static int
worker_tell(struct worker *w, const struct wire_message *m)
{
	return w->fd == -1 ? -1 : wire_send(w->fd, m);
}

/* As worker_tell, a message that is a token and no more. */
int
worker_tell_token(struct worker *w, enum wire_type type, uint32_t token)
{
	struct wire_message	m = { .type = type };

	m.token.token = token;
	return worker_tell(w, &m);
}

/* A sign that hurrying is too much for this modem: see conf's `pace'. */
void
worker_blame_hurry(struct worker *w)
{
	if (!w->setup.fast || w->slow)
		return;
	w->hurried_failures++;
	if (w->state != WORKER_OPENING && w->hurried_failures < 2)
		return;
	w->slow = true;
	log_warn("%s: fails when hurried: from now on with libGammu's own "
	    "pauses", w->setup.name);
}

/* End the process now.  Its socket closes, and we hear of that as usual. */
void
worker_kill(struct worker *w, const char *why)
{
	worker_set_detail(w, why);
	if (w->pid != -1) {
		log_warn("%s: %s: killed", w->setup.name, why);
		kill(w->pid, SIGKILL);
	}
	w->failed = true;
	worker_step(w, EV_FAILED);
}

/* Close our end of its socket: nothing is heard of it any more. */
void
worker_close(struct worker *w)
{
	if (w->readable != NULL)
		event_free(w->readable);
	if (w->writable != NULL)
		event_free(w->writable);
	w->readable = w->writable = NULL;
	w->stored_count = 0;
	if (w->fd != -1)
		close(w->fd);
	w->fd = -1;
}

/* Its process and its socket.  On -1 there may be a process to kill. */
static int
worker_launch(struct worker *w)
{
	w->pid = launch_worker(w->program, w->setup.name, &w->fd);
	if (w->pid == -1)
		return -1;
	w->readable = event_new(w->base, w->fd, EV_READ | EV_PERSIST,
	    w->readable_cb, w);
	w->writable = event_new(w->base, w->fd, EV_WRITE, worker_writable_cb,
	    w);
	if (w->readable == NULL || w->writable == NULL)
		return -1;
	event_priority_set(w->readable, PRIORITY_READ);
	return event_add(w->readable, NULL);
}

/* What this one start is told: the modem's settings, and what helps now. */
static void
worker_prepare(struct worker *w, struct wire_setup *setup)
{
	*setup = w->setup;
	setup->fast = w->setup.fast && !w->slow && !w->unhurried;
	setup->reset = w->reset;
	w->pin_withheld = w->hooks->starting(w->hooks_arg, w, setup);
	w->pin_given = setup->pin[0] != '\0';
}

/* Start its process now. */
void
worker_start(struct worker *w)
{
	struct wire_message	m = { .type = WIRE_SETUP };

	w->session = ++worker_sessions;
	w->told = w->pinged = w->failed = w->useful = w->foreign = false;
	w->trouble = TROUBLE_NONE;
	w->detail[0] = '\0';
	w->starts++;
	worker_step(w, EV_START);
	worker_prepare(w, &m.setup);
	if (worker_launch(w) == -1 || worker_tell(w, &m) != 1) {
		log_error("%s: cannot start %s: %s", w->setup.name,
		    w->program, strerror(errno));
		worker_set_detail(w, "cannot start its worker");
		if (w->pid != -1)
			kill(w->pid, SIGKILL);
		worker_close(w);
		w->gone(w);
	}
	explicit_bzero(m.setup.pin, sizeof m.setup.pin);
}

/* Let it finish what it has in hand, and end. */
void
worker_ask_to_leave(struct worker *w)
{
	bool	opening = w->state == WORKER_OPENING;

	if (!worker_has_process(w) || w->state == WORKER_STOPPING)
		return;
	worker_step(w, EV_STOP);
	worker_tell_token(w, WIRE_QUIT, 0);
	if (!opening || w->pid == -1)
		return;
	/* Nothing in hand, and it may hang; but a PIN is not tried blindly. */
	if (w->pin_given)
		worker_arm(w, WORKER_UNLOCK_S);
	else
		kill(w->pid, SIGKILL);
}

/* ---- what it is told --------------------------------------------------- */

/*
 * Hand a part to an idle worker.  Returns -1 if it could not take it: then
 * it is being ended, and its successor tells what became of the part.
 */
int
worker_submit(struct worker *w, const struct wire_sms_out *out)
{
	struct wire_message	m = { .type = WIRE_SMS_OUT };

	if (!worker_is_idle(w))
		return -1;
	m.sms_out = *out;
	if (worker_tell(w, &m) != 1) {
		worker_kill(w, "takes no messages");
		return -1;
	}
	w->out_id = out->id;
	w->out_part = out->part;
	worker_step(w, EV_SUBMIT);
	return 0;
}

/*
 * Have it dial a USSD code, or answer the menu that the network shows; ""
 * ends the session.  What the network says comes by the hook `ussd', also
 * what nobody asked for.  Returns -1 if the modem cannot be asked now or the
 * code is too long; then there will be no answer.
 */
int
worker_ask_ussd(struct worker *w, const char *code)
{
	struct wire_message	m = { .type = WIRE_USSD_ASK };

	if ((w->state != WORKER_READY && w->state != WORKER_SENDING) ||
	    strlen(code) >= sizeof m.ussd_ask.code)
		return -1;
	snprintf(m.ussd_ask.code, sizeof m.ussd_ask.code, "%s", code);
	return worker_tell(w, &m) == 1 ? 0 : -1;
}

static void
worker_keep_stored(struct worker *w, uint32_t token)
{
	size_t		 size = w->stored_size == 0 ? 64 : w->stored_size * 2;
	uint32_t	*more;

	if (w->stored_count == w->stored_size) {
		more = realloc(w->stored, size * sizeof *more);
		if (more == NULL)
			return;		/* told when it is swept again */
		w->stored = more;
		w->stored_size = size;
	}
	w->stored[w->stored_count++] = token;
	event_add(w->writable, NULL);
}

/*
 * A message is on disk: its worker may delete it.  A worker that is busy
 * with its modem does not read; what its socket cannot hold waits here.
 */
void
worker_stored(struct worker *w, uint32_t token)
{
	if (w->stored_count > 0 ||
	    worker_tell_token(w, WIRE_SMS_STORED, token) == 0)
		worker_keep_stored(w, token);
}

static void
worker_tell_waiting(struct worker *w)
{
	size_t	said = 0;

	while (said < w->stored_count &&
	    worker_tell_token(w, WIRE_SMS_STORED, w->stored[said]) == 1)
		said++;
	w->stored_count -= said;
	memmove(w->stored, w->stored + said,
	    w->stored_count * sizeof *w->stored);
	if (w->stored_count > 0)
		event_add(w->writable, NULL);
}

static void
worker_writable_cb(evutil_socket_t fd, short what, void *arg)
{
	(void)fd;
	(void)what;
	worker_tell_waiting(arg);
}

/* Ask it to tell again of all on the SIM that is not stored. */
void
worker_sweep(struct worker *w)
{
	if (worker_is_open(w))
		worker_tell_token(w, WIRE_SWEEP, 0);
}
