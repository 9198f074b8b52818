/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * worker - the process that owns one modem: start it, hear it, end it.
 *
 * This file alone knows a worker as a process.  libGammu may block or crash
 * at any moment; so every request has a deadline, and a worker that misses it
 * is killed.  Nothing here waits.  What a worker says is worker_hear.c's, its
 * states are worker_state.c's, and when the next one starts worker_heal.c's.
 */

#include "config.h"

#include <sys/socket.h>
#include <sys/wait.h>

#include <errno.h>
#include <event2/event.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "conf/conf.h"
#include "daemon/gateway.h"
#include "gateway/commit.h"
#include "gateway/fleet/launch.h"
#include "gateway/fleet/recover.h"
#include "gateway/fleet/worker_private.h"

#define WORKER_READ_MAX	64	/* messages a turn, so that all get theirs */
#define WORKER_UNLOCK_S	10	/* to say what the SIM made of its PIN */

static uint64_t	worker_sessions;

/* Ways in from the event loop. */
static void	worker_alarm_cb(evutil_socket_t, short, void *);
static void	worker_readable_cb(evutil_socket_t, short, void *);
static void	worker_writable_cb(evutil_socket_t, short, void *);

/* Why it is as it is, for the admin. */
void
worker_set_detail(struct worker *w, const char *text)
{
	snprintf(w->detail, sizeof w->detail, "%s", text);
}

/* Is there a process, or the end of one still to be seen? */
bool
worker_has_process(const struct worker *w)
{
	return w->fd != -1 || w->pid != -1;
}

/* 0: it did not go into the socket; 1: it did; -1: nobody is there. */
static int
worker_tell(struct worker *w, const struct wire_message *m)
{
	return w->fd == -1 ? -1 : wire_send(w->fd, m);
}

static int
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

/* Both the socket and the process have ended. */
static void
worker_gone(struct worker *w)
{
	if (worker_has_process(w))
		return;
	w->out_id = 0;
	w->foreign = false;
	worker_heal(w);
	w->ready_at = 0;
	w->health = (struct wire_health){ -1, 3, "", -1, -1 };
	w->hooks->changed(w->hooks_arg, w);
}

static void
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
	    worker_readable_cb, w);
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
		worker_gone(w);
	}
	explicit_bzero(m.setup.pin, sizeof m.setup.pin);
}

static void
worker_missed(struct worker *w)
{
	char	why[64];

	snprintf(why, sizeof why, "no answer while %s",
	    worker_state_name(w->state));
	worker_blame_hurry(w);
	worker_kill(w, why);
}

/* Nothing was heard for the time that the state allows. */
static void
worker_alarm(struct worker *w)
{
	if (!worker_has_process(w)) {
		worker_try(w);
	} else if (worker_is_open(w) && w->state != WORKER_SENDING &&
	    !w->pinged) {
		w->pinged = true;
		worker_tell_token(w, WIRE_PING, 0);
		worker_arm_state(w);
	} else
		worker_missed(w);
}

static void
worker_alarm_cb(evutil_socket_t fd, short what, void *arg)
{
	(void)fd;
	(void)what;
	worker_alarm(arg);
}

/* Read some.  1: there may be more, 0: nothing now, -1: it has ended. */
static int
worker_read(struct worker *w)
{
	struct wire_message	m;
	int			left, rc = 0;

	for (left = WORKER_READ_MAX; left > 0 && w->fd != -1; left--) {
		if ((rc = wire_recv(w->fd, &m)) != 1)
			return rc;
		worker_hear(w, &m);
	}
	return rc;
}

/* Its socket has ended, or it sends nonsense, which ends it. */
static void
worker_lost(struct worker *w)
{
	worker_close(w);
	if (w->pid != -1)
		kill(w->pid, SIGKILL);
	worker_gone(w);
}

static void
worker_readable_cb(evutil_socket_t fd, short what, void *arg)
{
	struct worker	*w = arg;

	(void)fd;
	(void)what;
	if (worker_read(w) == -1)
		worker_lost(w);
}

/* Why a process ended, where it did not say so itself. */
static void
worker_explain(struct worker *w, int status)
{
	if (w->detail[0] != '\0')
		return;
	if (WIFSIGNALED(status))
		snprintf(w->detail, sizeof w->detail, "ended by signal %d",
		    WTERMSIG(status));
	else if (WEXITSTATUS(status) == 127)
		worker_set_detail(w, "its program cannot be run");
	else if (WEXITSTATUS(status) != 0)
		snprintf(w->detail, sizeof w->detail, "ended with status %d",
		    WEXITSTATUS(status));
}

/* On SIGCHLD: see whether it was this worker's process. */
void
worker_reap(struct worker *w)
{
	int	status;

	recover_reap(w->recover);
	if (w->pid == -1 || waitpid(w->pid, &status, WNOHANG) != w->pid)
		return;
	w->pid = -1;
	/* The result of its last send may still lie in the socket. */
	while (w->fd != -1 && worker_read(w) == 1)
		continue;
	worker_explain(w, status);
	worker_close(w);
	worker_gone(w);
}

/* ---- what the gateway asks --------------------------------------------- */

static void
worker_free_words(char **words)
{
	int	i;

	for (i = 0; words != NULL && words[i] != NULL; i++)
		free(words[i]);
	free(words);
}

/* The command that recovers it; without memory there is none. */
static void
worker_copy_recover(struct worker *w, const struct conf_list *list)
{
	int	i;

	worker_free_words(w->recover_words);
	w->recover_words = NULL;
	if (list->count == 0)
		return;
	w->recover_words = calloc((size_t)list->count + 1,
	    sizeof *w->recover_words);
	for (i = 0; w->recover_words != NULL && i < list->count; i++)
		if ((w->recover_words[i] = strdup(list->item[i])) == NULL) {
			worker_free_words(w->recover_words);
			w->recover_words = NULL;
		}
}

/* What may change without a new process. */
static void
worker_set_times(struct worker *w, const struct conf *conf,
    const struct conf_modem *modem)
{
	w->deadline_s = conf->modem_deadline_s;
	w->pause_max_s = conf->modem_restart_max_s;
	w->broken_retry_s = conf->broken_retry_s;
	w->steady_s = conf->modem_steady_s;
	worker_copy_recover(w, &modem->recover);
}

/*
 * A worker for this modem; its process starts in the loop's next turn.  The
 * configuration is not kept.  Returns NULL on no memory.
 */
struct worker *
worker_new(struct event_base *base, const struct conf *conf,
    const struct conf_modem *modem, const struct worker_hooks *hooks,
    void *arg)
{
	struct worker	*w = calloc(1, sizeof *w);

	if (w == NULL)
		return NULL;
	w->base = base;
	w->hooks = hooks;
	w->hooks_arg = arg;
	w->fd = -1;
	w->pid = -1;
	w->state = w->rested = WORKER_BACKOFF;
	w->trouble = TROUBLE_NONE;
	w->health = (struct wire_health){ -1, 3, "", -1, -1 };
	w->since = w->down_at = gateway_now();
	worker_set_times(w, conf, modem);
	launch_fill_setup(&w->setup, conf, modem);
	w->program = strdup(conf->modem_program);
	w->alarm = evtimer_new(base, worker_alarm_cb, w);
	if (w->program == NULL || w->alarm == NULL) {
		worker_free(w);
		return NULL;
	}
	worker_arm(w, 0);
	return w;
}

/*
 * Let go.  A process that still runs is not killed: it finds its socket
 * closed, finishes the send in hand and leaves the result in its journal.
 */
void
worker_free(struct worker *w)
{
	if (w == NULL)
		return;
	if (w->pid != -1)
		log_info("%s: left to finish by itself", w->setup.name);
	worker_close(w);
	recover_free(w->recover);
	worker_free_words(w->recover_words);
	if (w->alarm != NULL)
		event_free(w->alarm);
	free(w->program);
	free(w->stored);
	explicit_bzero(w->setup.pin, sizeof w->setup.pin);
	free(w);
}

static void
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

/* A new process as soon as the send in hand is done. */
static void
worker_begin_anew(struct worker *w)
{
	w->try_at = 0;
	w->looked = 0;
	w->anew = worker_has_process(w);
	if (w->anew)
		worker_ask_to_leave(w);
	else if (w->recover == NULL)
		worker_arm(w, 0);
}

/* Take over new settings.  If they matter to the process, it is replaced. */
void
worker_configure(struct worker *w, const struct conf *conf,
    const struct conf_modem *modem)
{
	struct wire_setup	setup;
	bool			same;
	char			*program = strdup(conf->modem_program);

	launch_fill_setup(&setup, conf, modem);
	same = memcmp(&setup, &w->setup, sizeof setup) == 0 &&
	    program != NULL && strcmp(program, w->program) == 0;
	worker_set_times(w, conf, modem);
	if (program != NULL) {
		free(w->program);
		w->program = program;
	}
	if (same)
		return;
	log_info("%s: new settings", modem->name);
	w->setup = setup;
	w->slow = w->given_up = false;
	w->hurried_failures = 0;
	w->rung = 0;
	worker_begin_anew(w);
}

/* By the admin: from the foot of the ladder, with a reset of the modem. */
void
worker_reset(struct worker *w)
{
	log_info("%s: is to be reset", w->setup.name);
	w->slow = w->given_up = false;
	w->hurried_failures = 0;
	w->rung = 0;
	w->reset = true;
	worker_begin_anew(w);
}

/* What it may be given from now on; what is in its hands, it finishes. */
void
worker_hold(struct worker *w, enum worker_hold hold)
{
	w->hold = hold;
	worker_note_down(w);
	w->hooks->changed(w->hooks_arg, w);
}

/* The SIM that is in it now is its own from now on. */
void
worker_own(struct worker *w)
{
	w->foreign = false;
	if (worker_is_open(w) && w->state != WORKER_SENDING) {
		w->detail[0] = '\0';
		worker_rest(w);
		w->hooks->changed(w->hooks_arg, w);
	} else if (!worker_has_process(w))
		worker_begin_anew(w);
}

/* For good: it ends when the send in hand is done. */
void
worker_stop(struct worker *w)
{
	w->final = true;
	w->anew = false;
	recover_free(w->recover);
	w->recover = NULL;
	if (!worker_has_process(w))
		event_del(w->alarm);
	else
		worker_ask_to_leave(w);
}

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
