/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * worker - the process that owns one modem: start it, hear it, end it.
 *
 * This file alone knows a worker as a process.  libGammu may block or crash
 * at any moment; so every request has a deadline, a worker that misses it is
 * killed, and the next one starts after a growing pause.  Nothing here waits.
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

#include "commit.h"
#include "conf.h"
#include "gateway.h"
#include "launch.h"
#include "log.h"
#include "worker.h"

#define WORKER_PING_S	30
#define WORKER_STEADY_S	60	/* ready so long: the next loss is a new one */
#define WORKER_LEAVE_S	10	/* between its last word and its end */
#define WORKER_READ_MAX	64	/* messages a turn, so that all get theirs */
#define WORKER_PIN_TEXT	"the SIM refused the PIN: not tried again"
/*
 * A worker that lost its daemon may still finish a send; its successor waits
 * for the journal's lock so long before it opens the modem.
 */
#define WORKER_ORPHAN_S	75

static const int	worker_pause_s[] = { 1, 2, 5, 10, 30, 60 };
#define WORKER_PAUSES	(int)(sizeof worker_pause_s / sizeof *worker_pause_s)

enum worker_event {
	EV_START, EV_OPENED, EV_SUBMIT, EV_ANSWER, EV_FAILED, EV_STOP, EV_GONE
};

struct worker {
	const struct worker_hooks *hooks; /* borrowed */
	void		*hooks_arg;	/* borrowed */
	struct event_base *base;	/* borrowed */
	struct event	*alarm;		/* owned; what it means: worker_alarm */
	struct event	*readable;	/* owned; NULL: no process */
	struct event	*writable;	/* owned; added while words wait */
	char		*program;	/* owned */
	struct wire_setup setup;	/* as configured */
	int		 deadline_s;	/* of one request */
	int		 pause_max_s;	/* between two starts */
	enum worker_state state;
	int64_t		 since;		/* in this state */
	int64_t		 ready_at;	/* this process became ready; 0 not */
	int64_t		 down_at;	/* cannot send since; 0 it can */
	uint64_t	 session;	/* names this process in memory */
	int		 fd;		/* owned; -1 none */
	pid_t		 pid;		/* -1 none, or reaped */
	bool		 told;		/* LEFTOVER came */
	bool		 pinged;	/* and no word since */
	bool		 failed;	/* its last word was "failing" */
	bool		 final;		/* stopped for good */
	bool		 anew;		/* stopped for a new configuration */
	bool		 slow;		/* pace fell back to libGammu's */
	bool		 pin_refused;
	int		 hurried_failures;
	int		 pause;		/* index into worker_pause_s */
	int		 starts;
	int64_t		 out_id;	/* the send in hand */
	uint32_t	 out_part;
	uint32_t	*stored;	/* owned; the socket was full */
	size_t		 stored_count, stored_size;
	struct wire_identity identity;	/* kept from process to process */
	struct wire_health health;
	char		 detail[128];
};

static uint64_t	worker_sessions;

/* Ways in from the event loop. */
static void	worker_alarm_cb(evutil_socket_t, short, void *);
static void	worker_readable_cb(evutil_socket_t, short, void *);
static void	worker_writable_cb(evutil_socket_t, short, void *);

static void
worker_arm(struct worker *w, int seconds)
{
	struct timeval	tv = { seconds, 0 };

	event_add(w->alarm, &tv);
}

/* How long the present state may last without a word. */
static void
worker_arm_state(struct worker *w)
{
	switch (w->state) {
	case WORKER_DOWN:
		event_del(w->alarm);
		break;
	case WORKER_OPENING:
		worker_arm(w, WORKER_ORPHAN_S + w->deadline_s);
		break;
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
	}
}

/* Pairs that are not here are ignored, with a line in the log. */
static const struct worker_step {
	enum worker_state	from;
	enum worker_event	on;
	enum worker_state	to;
} worker_steps[] = {
	{ WORKER_DOWN,		EV_START,	WORKER_OPENING },
	{ WORKER_OPENING,	EV_OPENED,	WORKER_READY },
	{ WORKER_OPENING,	EV_FAILED,	WORKER_STOPPING },
	{ WORKER_OPENING,	EV_STOP,	WORKER_STOPPING },
	{ WORKER_OPENING,	EV_GONE,	WORKER_DOWN },
	{ WORKER_READY,		EV_OPENED,	WORKER_READY },
	{ WORKER_READY,		EV_SUBMIT,	WORKER_SENDING },
	{ WORKER_READY,		EV_FAILED,	WORKER_STOPPING },
	{ WORKER_READY,		EV_STOP,	WORKER_STOPPING },
	{ WORKER_READY,		EV_GONE,	WORKER_DOWN },
	{ WORKER_SENDING,	EV_ANSWER,	WORKER_READY },
	{ WORKER_SENDING,	EV_FAILED,	WORKER_STOPPING },
	{ WORKER_SENDING,	EV_STOP,	WORKER_STOPPING },
	{ WORKER_SENDING,	EV_GONE,	WORKER_DOWN },
	{ WORKER_STOPPING,	EV_OPENED,	WORKER_STOPPING },
	{ WORKER_STOPPING,	EV_ANSWER,	WORKER_STOPPING },
	{ WORKER_STOPPING,	EV_FAILED,	WORKER_STOPPING },
	{ WORKER_STOPPING,	EV_STOP,	WORKER_STOPPING },
	{ WORKER_STOPPING,	EV_GONE,	WORKER_DOWN },
};

/* The only place that changes a worker's state. */
static bool
worker_step(struct worker *w, enum worker_event on)
{
	static const char *const names[] = { "START", "OPENED", "SUBMIT",
		"ANSWER", "FAILED", "STOP", "GONE" };
	const struct worker_step	*s = worker_steps;
	size_t				 n;

	for (n = sizeof worker_steps / sizeof *worker_steps; n > 0; n--, s++)
		if (s->from == w->state && s->on == on)
			break;
	if (n == 0) {
		log_debug("%s: %s ignored while %s", w->setup.name, names[on],
		    worker_state_name(w->state));
		return false;
	}
	if (s->to != w->state) {
		log_debug("%s: %s -> %s on %s", w->setup.name,
		    worker_state_name(w->state), worker_state_name(s->to),
		    names[on]);
		w->since = gateway_now();
	}
	w->state = s->to;
	if (worker_is_up(w))
		w->down_at = 0;
	else if (w->down_at == 0)
		w->down_at = gateway_now();
	worker_arm_state(w);
	return true;
}

static void
worker_set_detail(struct worker *w, const char *text)
{
	snprintf(w->detail, sizeof w->detail, "%s", text);
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
static void
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
static void
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

static void
worker_pause(struct worker *w)
{
	int	seconds;

	if (w->final)
		return;
	if (w->pin_refused) {
		worker_set_detail(w, WORKER_PIN_TEXT);
		log_error("%s: %s: set another one and reload", w->setup.name,
		    w->detail);
		return;
	}
	seconds = w->anew ? 0 : worker_pause_s[w->pause];
	if (seconds > w->pause_max_s)
		seconds = w->pause_max_s;
	if (!w->anew && w->pause < WORKER_PAUSES - 1)
		w->pause++;
	if (!w->anew)
		log_warn("%s: %s: starting again in %ds", w->setup.name,
		    w->detail[0] == '\0' ? "lost" : w->detail, seconds);
	w->anew = false;
	worker_arm(w, seconds);
}

/* Both the socket and the process have ended. */
static void
worker_gone(struct worker *w)
{
	if (w->fd != -1 || w->pid != -1 || !worker_step(w, EV_GONE))
		return;
	if (w->ready_at != 0 && gateway_now() - w->ready_at >= WORKER_STEADY_S)
		w->pause = 0;
	w->out_id = 0;
	w->ready_at = 0;
	w->health = (struct wire_health){ -1, 3, "", -1, -1 };
	worker_pause(w);
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

static void
worker_start(struct worker *w)
{
	struct wire_message	m = { .type = WIRE_SETUP };

	w->session = ++worker_sessions;
	w->told = w->pinged = w->failed = false;
	w->detail[0] = '\0';
	w->starts++;
	worker_step(w, EV_START);
	m.setup = w->setup;
	m.setup.fast = w->setup.fast && !w->slow;
	if (worker_launch(w) == -1 || worker_tell(w, &m) != 1) {
		log_error("%s: cannot start %s: %s", w->setup.name,
		    w->program, strerror(errno));
		worker_set_detail(w, "cannot start its worker");
		if (w->pid != -1)
			kill(w->pid, SIGKILL);
		worker_close(w);
		worker_gone(w);
	}
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
	if (w->state == WORKER_DOWN) {
		worker_start(w);
	} else if (w->state == WORKER_READY && !w->pinged) {
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

/* ---- what a worker says ------------------------------------------------ */

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
	bool	first = w->state == WORKER_OPENING;

	if (!w->told) {
		worker_kill(w, "said nothing of its journal");
		return;
	}
	if (!worker_step(w, EV_OPENED) || w->state != WORKER_READY)
		return;
	if (first) {
		w->ready_at = gateway_now();
		log_info("%s: ready%s", w->setup.name,
		    w->setup.fast && !w->slow ? "" : ", unhurried");
	}
	w->hooks->changed(w->hooks_arg, w);
}

/* Its last word: it ends by itself, or by us a little later. */
static void
worker_failing(struct worker *w, const struct wire_state_msg *s)
{
	if (w->ready_at != 0 && gateway_now() - w->ready_at >= WORKER_STEADY_S)
		w->hurried_failures = 0;
	worker_set_detail(w, s->detail);
	if (s->trouble == WIRE_TROUBLE_PIN)
		w->pin_refused = true;
	else if (s->hurried)
		worker_blame_hurry(w);
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

	if (w->identity.imsi[0] != '\0' && i->imsi[0] != '\0' &&
	    strcmp(w->identity.imsi, i->imsi) != 0)
		log_warn("%s: another SIM is in this modem", w->setup.name);
	if (i->imsi[0] == '\0')
		return;		/* unreadable now: what we knew still holds */
	w->identity = *i;
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
}

static void
worker_on_sms_in(struct worker *w, const struct wire_message *m)
{
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

	if (w->out_id == r->id && w->out_part == r->part) {
		w->out_id = 0;
		worker_step(w, EV_ANSWER);
	}
	w->hooks->result(w->hooks_arg, w, r);
}

static void
worker_on_ussd(struct worker *w, const struct wire_message *m)
{
	w->hooks->ussd(w->hooks_arg, w, &m->ussd);
}

/* The worker logs rings; nobody here wants them yet. */
static void
worker_on_other(struct worker *w, const struct wire_message *m)
{
	log_debug("%s: %s", w->setup.name, wire_type_name(m->type));
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
	{ WIRE_CALL,		worker_on_other },
	{ WIRE_USSD,		worker_on_ussd },
	{ WIRE_PONG,		worker_on_pong },
};

/* Whatever it says is a sign of life. */
static void
worker_hear(struct worker *w, const struct wire_message *m)
{
	size_t	i;

	w->pinged = false;
	if (w->state != WORKER_DOWN && !w->failed)
		worker_arm_state(w);
	for (i = 0; i < sizeof worker_says / sizeof *worker_says; i++)
		if (worker_says[i].type == m->type) {
			worker_says[i].handle(w, m);
			return;
		}
	worker_kill(w, "said what only the daemon may say");
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
	w->health = (struct wire_health){ -1, 3, "", -1, -1 };
	w->since = w->down_at = gateway_now();
	w->deadline_s = conf->modem_deadline_s;
	w->pause_max_s = conf->modem_restart_max_s;
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
	if (w->alarm != NULL)
		event_free(w->alarm);
	free(w->program);
	free(w->stored);
	free(w);
}

static void
worker_ask_to_leave(struct worker *w)
{
	bool	opening = w->state == WORKER_OPENING;

	if (w->state == WORKER_DOWN || w->state == WORKER_STOPPING)
		return;
	worker_step(w, EV_STOP);
	worker_tell_token(w, WIRE_QUIT, 0);
	if (opening && w->pid != -1)
		kill(w->pid, SIGKILL);	/* nothing in hand, and it may hang */
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
	w->deadline_s = conf->modem_deadline_s;
	w->pause_max_s = conf->modem_restart_max_s;
	if (program != NULL) {
		free(w->program);
		w->program = program;
	}
	if (same)
		return;
	log_info("%s: new settings", modem->name);
	w->setup = setup;
	w->pin_refused = w->slow = false;
	w->hurried_failures = 0;
	w->pause = 0;
	w->anew = true;
	if (w->state == WORKER_DOWN)
		worker_arm(w, 0);
	else
		worker_ask_to_leave(w);
}

/* For good: it ends when the send in hand is done. */
void
worker_stop(struct worker *w)
{
	w->final = true;
	w->anew = false;
	if (w->state == WORKER_DOWN)
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

	if (!worker_is_up(w) || strlen(code) >= sizeof m.ussd_ask.code)
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
	if (worker_is_up(w))
		worker_tell_token(w, WIRE_SWEEP, 0);
}

/* Is there neither a process nor a plan to start one? */
bool
worker_is_gone(const struct worker *w)
{
	return w->state == WORKER_DOWN && w->final;
}

bool
worker_is_idle(const struct worker *w)
{
	return w->state == WORKER_READY;
}

/* Can it send, now or when the send in hand is done? */
bool
worker_is_up(const struct worker *w)
{
	return w->state == WORKER_READY || w->state == WORKER_SENDING;
}

/* Since when it cannot send; 0 if it can. */
int64_t
worker_down_since(const struct worker *w)
{
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

/* The texts are borrowed until the loop's next turn. */
void
worker_status(const struct worker *w, struct worker_status *st)
{
	*st = (struct worker_status){
		.name = w->setup.name,
		.state = w->state,
		.detail = worker_is_up(w) ? "" : w->detail,
		.signal = w->health.signal,
		.network = w->health.network,
		.imsi = w->identity.imsi,
		.used = w->health.used,
		.size = w->health.size,
		.restarts = w->starts > 0 ? w->starts - 1 : 0,
		.hurried = w->setup.fast && !w->slow,
		.since = w->since,
	};
}

const char *
worker_state_name(enum worker_state state)
{
	static const char *const names[] = {
		[WORKER_DOWN] = "down",
		[WORKER_OPENING] = "opening",
		[WORKER_READY] = "ready",
		[WORKER_SENDING] = "sending",
		[WORKER_STOPPING] = "stopping",
	};

	return names[state];
}
