/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * worker_life - a modem as one worker after another: heard, watched, replaced.
 *
 * libGammu may block or crash at any moment; so every request has a deadline,
 * and a worker that misses it is killed.  Nothing here waits.  This file puts
 * the others together: a process is worker_process.c's, what it says
 * worker_hear.c's, the states are worker_state.c's, and when the next process
 * starts is worker_heal.c's.
 */

#include "config.h"

#include <sys/wait.h>

#include <event2/event.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "conf/conf.h"
#include "gateway/fleet/launch.h"
#include "gateway/fleet/recover.h"
#include "gateway/fleet/worker_private.h"

#define WORKER_READ_MAX	64	/* messages a turn, so that all get theirs */

/* Ways in from the event loop. */
static void	worker_alarm_cb(evutil_socket_t, short, void *);
static void	worker_readable_cb(evutil_socket_t, short, void *);

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
	w->readable_cb = worker_readable_cb;
	w->gone = worker_gone;
	w->fd = -1;
	w->pid = -1;
	w->state = w->rested = WORKER_BACKOFF;
	w->trouble = TROUBLE_NONE;
	w->health = (struct wire_health){ -1, 3, "", -1, -1 };
	w->since = w->down_at = clock_now();
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
