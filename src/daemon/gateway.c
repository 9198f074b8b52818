/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * gateway - the parts of the daemon, put together and exchanged.
 *
 * This file alone knows which part hears which, and how a new configuration
 * takes the place of the old one while messages are under way.
 */

#include "config.h"

#include <event2/event.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/log.h"
#include "conf/conf.h"
#include "daemon/gateway.h"
#include "daemon/notify.h"
#include "desk/desk.h"
#include "doors/control/control.h"
#include "doors/http/http.h"
#include "gateway/commit.h"
#include "gateway/credit/probe.h"
#include "gateway/credit/pulsa.h"
#include "gateway/fleet/fleet.h"
#include "gateway/fleet/worker.h"
#include "gateway/inbox.h"
#include "gateway/outbox.h"
#include "language/judge/judge.h"
#include "language/lexicon.h"
#include "store/store.h"

#define DESK_SLICE	50	/* timers of the desk in one transaction */
#define DEADLINE_HOLD_S	120	/* after a start, before deadlines speak */
#define DESK_PAUSE_MS	20	/* between two slices: others want their turn */

/* Ways in from the event loop, the workers and the end of a turn. */
static void	gateway_desk_cb(evutil_socket_t, short, void *);
static void	gateway_before_cb(void *);
static void	gateway_after_cb(void *);
static void	gateway_retry_cb(void *);
static void	gateway_sms_in_cb(void *, struct worker *,
		    const struct wire_sms_in *);
static void	gateway_report_cb(void *, struct worker *,
		    const struct wire_sms_report *);
static void	gateway_result_cb(void *, struct worker *,
		    const struct wire_sms_result *);
static void	gateway_leftover_cb(void *, struct worker *,
		    const struct wire_leftover *);
static void	gateway_ussd_cb(void *, struct worker *,
		    const struct wire_ussd *);
static void	gateway_changed_cb(void *, struct worker *);
static bool	gateway_starting_cb(void *, struct worker *,
		    struct wire_setup *);
static enum worker_claim gateway_identified_cb(void *, struct worker *,
		    const struct wire_identity *);
static void	gateway_failing_cb(void *, struct worker *, int);
static void	gateway_moved_cb(void *, struct worker *, enum worker_state,
		    const char *);

static const struct worker_hooks gateway_hooks = {
	.sms_in = gateway_sms_in_cb,
	.report = gateway_report_cb,
	.result = gateway_result_cb,
	.leftover = gateway_leftover_cb,
	.ussd = gateway_ussd_cb,
	.changed = gateway_changed_cb,
	.starting = gateway_starting_cb,
	.identified = gateway_identified_cb,
	.failing = gateway_failing_cb,
	.moved = gateway_moved_cb,
};

/* The clock of everything that is stored: seconds since 1970 UTC. */
int64_t
gateway_now(void)
{
	return (int64_t)time(NULL);
}

/* ---- the workers ------------------------------------------------------- */

struct worker *
gateway_find_session(const struct gateway *gw, uint64_t session)
{
	int	i;

	for (i = 0; i < gw->worker_count; i++)
		if (worker_session(gw->worker[i]) == session)
			return gw->worker[i];
	for (i = 0; i < gw->leaving_count; i++)
		if (worker_session(gw->leaving[i]) == session)
			return gw->leaving[i];
	return NULL;
}

/* The worker of a configured modem, or NULL. */
struct worker *
gateway_find_modem(const struct gateway *gw, const char *name)
{
	int	i;

	for (i = 0; i < gw->worker_count; i++)
		if (strcmp(worker_name(gw->worker[i]), name) == 0)
			return gw->worker[i];
	return NULL;
}

/* A modem's settings, or NULL. */
const struct conf_modem *
gateway_modem(const struct gateway *gw, const char *name)
{
	int	i;

	for (i = 0; i < gw->conf->modem_count; i++)
		if (strcmp(gw->conf->modem[i].name, name) == 0)
			return &gw->conf->modem[i];
	return NULL;
}

static int
workers_add(struct worker ***list, int *count, struct worker *w)
{
	struct worker	**more;

	more = realloc(*list, (size_t)(*count + 1) * sizeof *more);
	if (w == NULL || more == NULL) {
		if (more != NULL)
			*list = more;
		log_error("gateway: no memory for a modem");
		worker_free(w);
		return -1;
	}
	*list = more;
	more[(*count)++] = w;
	return 0;
}

/* Those that have ended for good.  Not from within their own callbacks. */
static void
gateway_bury(struct gateway *gw)
{
	int	i, kept = 0;

	for (i = 0; i < gw->leaving_count; i++)
		if (worker_is_gone(gw->leaving[i]))
			worker_free(gw->leaving[i]);
		else
			gw->leaving[kept++] = gw->leaving[i];
	if (kept == gw->leaving_count)
		return;
	gw->leaving_count = kept;
	outbox_configured(gw->outbox);
}

/* Workers in the order of the configuration; who is in it no more, leaves. */
static void
gateway_set_workers(struct gateway *gw)
{
	struct worker		**old = gw->worker, *w;
	const struct conf_modem	 *m;
	int			  i, k, old_count = gw->worker_count;

	gw->worker = NULL;
	gw->worker_count = 0;
	for (i = 0; i < gw->conf->modem_count; i++) {
		m = &gw->conf->modem[i];
		for (k = 0, w = NULL; k < old_count && w == NULL; k++)
			if (old[k] != NULL &&
			    strcmp(worker_name(old[k]), m->name) == 0) {
				w = old[k];
				old[k] = NULL;
			}
		if (w != NULL)
			worker_configure(w, gw->conf, m);
		else
			w = worker_new(gw->base, gw->conf, m, &gateway_hooks,
			    gw);
		workers_add(&gw->worker, &gw->worker_count, w);
	}
	for (k = 0; k < old_count; k++)
		if (old[k] != NULL) {
			log_info("%s: no longer configured",
			    worker_name(old[k]));
			worker_stop(old[k]);
			workers_add(&gw->leaving, &gw->leaving_count, old[k]);
		}
	free(old);
	gateway_bury(gw);
}

/* On SIGCHLD. */
void
gateway_reap(struct gateway *gw)
{
	int	i;

	for (i = 0; i < gw->worker_count; i++)
		worker_reap(gw->worker[i]);
	for (i = 0; i < gw->leaving_count; i++)
		worker_reap(gw->leaving[i]);
	gateway_bury(gw);
}

/* Accept nothing new and let the workers finish the sends in hand. */
void
gateway_stop(struct gateway *gw)
{
	int	i;

	gw->stopping = true;
	http_stop(gw->http);
	for (i = 0; i < gw->worker_count; i++)
		worker_stop(gw->worker[i]);
}

/* Have all workers ended? */
bool
gateway_is_quiet(const struct gateway *gw)
{
	int	i;

	for (i = 0; i < gw->worker_count; i++)
		if (!worker_is_gone(gw->worker[i]))
			return false;
	return gw->leaving_count == 0;
}

static void
gateway_sms_in_cb(void *arg, struct worker *w, const struct wire_sms_in *sms)
{
	struct gateway	*gw = arg;

	inbox_receive(gw->inbox, w, sms);
}

static void
gateway_report_cb(void *arg, struct worker *w,
    const struct wire_sms_report *report)
{
	struct gateway	*gw = arg;

	inbox_report(gw->inbox, w, report);
}

static void
gateway_result_cb(void *arg, struct worker *w,
    const struct wire_sms_result *result)
{
	struct gateway	*gw = arg;

	outbox_result(gw->outbox, w, result);
}

static void
gateway_leftover_cb(void *arg, struct worker *w,
    const struct wire_leftover *leftover)
{
	struct gateway	*gw = arg;

	outbox_leftover(gw->outbox, w, leftover);
}

static void
gateway_ussd_cb(void *arg, struct worker *w, const struct wire_ussd *ussd)
{
	struct gateway	*gw = arg;

	pulsa_ussd(gw->pulsa, w, ussd);
}

static void
gateway_changed_cb(void *arg, struct worker *w)
{
	struct gateway	*gw = arg;

	if (gw->stopping)
		return;
	outbox_kick(gw->outbox);
	pulsa_changed(gw->pulsa, w);
	probe_changed(gw->probe, w);
}

static bool
gateway_starting_cb(void *arg, struct worker *w, struct wire_setup *setup)
{
	struct gateway	*gw = arg;

	return fleet_starting(gw->fleet, w, setup);
}

static enum worker_claim
gateway_identified_cb(void *arg, struct worker *w,
    const struct wire_identity *identity)
{
	struct gateway	*gw = arg;

	return fleet_identified(gw->fleet, w, identity);
}

static void
gateway_failing_cb(void *arg, struct worker *w, int trouble)
{
	struct gateway	*gw = arg;

	fleet_failing(gw->fleet, w, trouble);
}

static void
gateway_moved_cb(void *arg, struct worker *w, enum worker_state from,
    const char *detail)
{
	struct gateway	*gw = arg;

	fleet_moved(gw->fleet, w, from, detail);
}

/* ---- timers and turns -------------------------------------------------- */

static void
gateway_arm_desk(struct gateway *gw)
{
	struct timeval	tv = { 0, DESK_PAUSE_MS * 1000 };
	int64_t		at, now = gateway_now();

	if (desk_next_timer(gw->desk, &at) != 1) {
		event_del(gw->desk_timer);
		return;
	}
	if (commit_is_failing(gw->commit) && at < now + 5)
		at = now + 5;
	if (at > now)
		tv = (struct timeval){ at - now, 0 };
	event_add(gw->desk_timer, &tv);
}

static void
gateway_desk_cb(evutil_socket_t fd, short what, void *arg)
{
	struct gateway	*gw = arg;

	(void)fd;
	(void)what;
	if (commit_begin(gw->commit) == -1)
		gateway_arm_desk(gw);
	else if (desk_run_timers(gw->desk, gateway_now(), DESK_SLICE) == -1)
		commit_abort(gw->commit);
	/* Armed again when the turn has ended. */
}

/* In the same transaction that queued them, due rows find their modem. */
static void
gateway_before_cb(void *arg)
{
	struct gateway	*gw = arg;

	fleet_record(gw->fleet);
	if (!gw->stopping)
		outbox_fill(gw->outbox);
}

static void
gateway_after_cb(void *arg)
{
	struct gateway	*gw = arg;

	inbox_arm(gw->inbox);
	outbox_arm(gw->outbox);
	fleet_arm(gw->fleet);
	gateway_arm_desk(gw);
	if (gw->sims_changed) {
		gw->sims_changed = false;
		pulsa_arm(gw->pulsa);
		probe_arm(gw->probe);
	}
}

/* After the disk refused: what was not acknowledged is asked for again. */
static void
gateway_retry_cb(void *arg)
{
	struct gateway	*gw = arg;
	int		 i;

	for (i = 0; i < gw->worker_count; i++)
		worker_sweep(gw->worker[i]);
	gateway_kick(gw);
}

/* Rows were changed from outside the loop's usual ways: look at them. */
void
gateway_kick(struct gateway *gw)
{
	outbox_kick(gw->outbox);
	inbox_arm(gw->inbox);
	gateway_arm_desk(gw);
}

/* ---- life -------------------------------------------------------------- */

static enum log_level
gateway_log_level(const struct conf *conf)
{
	static const struct {
		const char	*word;
		enum log_level	 level;
	} levels[] = {
		{ "error", LOG_LEVEL_ERROR }, { "warn", LOG_LEVEL_WARN },
		{ "info", LOG_LEVEL_INFO }, { "debug", LOG_LEVEL_DEBUG },
	};
	size_t	i;

	for (i = 0; i < sizeof levels / sizeof *levels; i++)
		if (strcmp(conf->log_level, levels[i].word) == 0)
			return levels[i].level;
	return LOG_LEVEL_INFO;
}

static struct event_base *
gateway_new_base(void)
{
	struct event_base	*base = event_base_new();

	if (base != NULL &&
	    event_base_priority_init(base, PRIORITY_COUNT) == -1) {
		event_base_free(base);
		return NULL;
	}
	return base;
}

/* What reads the messages; NULL with what is wrong. */
static struct lexicon *
gateway_new_lexicon(const struct conf *conf, char *why, size_t size)
{
	struct lexicon	*lexicon = lexicon_new(&conf->city);

	if (judge_attach(lexicon, conf, why, size) == 0)
		return lexicon;
	lexicon_free(lexicon);
	return NULL;
}

/* Days, office hours and the times that people read are the city's. */
static void
gateway_use_city_clock(const struct conf *conf)
{
	setenv("TZ", conf->timezone, 1);
	tzset();
}

/* What hears the loop; the store and the configuration are there already. */
static int
gateway_assemble(struct gateway *gw)
{
	char	why[512];

	gw->lexicon = gateway_new_lexicon(gw->conf, why, sizeof why);
	if (gw->lexicon == NULL)
		log_error("%s", why);
	gw->base = gateway_new_base();
	if (gw->lexicon == NULL || gw->base == NULL)
		return -1;
	gw->commit = commit_new(gw->base, gw->store);
	gw->desk = desk_new(gw->store);
	gw->desk_timer = evtimer_new(gw->base, gateway_desk_cb, gw);
	if (gw->commit == NULL || gw->desk == NULL || gw->desk_timer == NULL)
		return -1;
	desk_use(gw->desk, gw->conf, gw->lexicon);
	gateway_use_city_clock(gw->conf);
	/* The SIMs may hold the answers that came while we were off. */
	desk_hold_deadlines(gw->desk, gw->started_at + DEADLINE_HOLD_S);
	gw->inbox = inbox_new(gw);
	gw->outbox = outbox_new(gw);
	gw->fleet = fleet_new(gw);
	gw->pulsa = pulsa_new(gw);
	gw->probe = probe_new(gw);
	if (gw->inbox == NULL || gw->outbox == NULL || gw->pulsa == NULL ||
	    gw->probe == NULL || gw->fleet == NULL)
		return -1;
	commit_before(gw->commit, gateway_before_cb, gw);
	commit_after(gw->commit, gateway_after_cb, gw);
	commit_retry(gw->commit, gateway_retry_cb, gw);
	return 0;
}

/*
 * Put everything together over a configuration, which is owned from here
 * on, also on failure.  The workers start when the loop runs.  Returns NULL
 * on failure, which was logged.
 */
struct gateway *
gateway_new(struct conf *conf)
{
	struct gateway	*gw = calloc(1, sizeof *gw);

	if (gw == NULL) {
		conf_free(conf);
		return NULL;
	}
	gw->conf = conf;
	gw->started_at = gateway_now();
	log_set_level(gateway_log_level(conf));
	if ((gw->store = store_open(conf->database)) == NULL ||
	    gateway_assemble(gw) == -1) {
		gateway_free(gw);
		return NULL;
	}
	gateway_set_workers(gw);
	fleet_configured(gw->fleet);
	outbox_configured(gw->outbox);
	pulsa_configured(gw->pulsa);
	gateway_kick(gw);
	return gw;
}

/* What was not committed is rolled back; workers are let go, not killed. */
void
gateway_free(struct gateway *gw)
{
	int	i;

	if (gw == NULL)
		return;
	http_free(gw->http);
	control_free(gw->control);
	for (i = 0; i < gw->worker_count; i++)
		worker_free(gw->worker[i]);
	for (i = 0; i < gw->leaving_count; i++)
		worker_free(gw->leaving[i]);
	free(gw->worker);
	free(gw->leaving);
	inbox_free(gw->inbox);
	outbox_free(gw->outbox);
	fleet_free(gw->fleet);
	pulsa_free(gw->pulsa);
	probe_free(gw->probe);
	commit_free(gw->commit);
	if (gw->desk_timer != NULL)
		event_free(gw->desk_timer);
	desk_free(gw->desk);
	lexicon_free(gw->lexicon);
	store_close(gw->store);
	conf_free(gw->conf);
	if (gw->base != NULL)
		event_base_free(gw->base);
	free(gw);
}

/* What cannot change under a running gateway. */
static void
gateway_check_fixed(const struct gateway *gw, const struct conf *conf,
    struct conf_errors *errors)
{
	const struct {
		const char	*name, *old, *new;
	} fixed[] = {
		{ "database", gw->conf->database, conf->database },
		{ "runtime_dir", gw->conf->runtime_dir, conf->runtime_dir },
	};
	size_t	i;

	for (i = 0; i < sizeof fixed / sizeof *fixed; i++)
		if (strcmp(fixed[i].old, fixed[i].new) != 0)
			conf_errors_add(errors, NULL,
			    "%s: a change from \"%s\" needs a restart",
			    fixed[i].name, fixed[i].old);
}

/*
 * Read the configuration again and swap it in whole.  Returns -1 with every
 * fault, and then nothing has changed.  Sends in hand are finished first by
 * the workers whose modem's settings are new.
 */
int
gateway_reload(struct gateway *gw, struct conf_errors *errors)
{
	struct conf	*conf, *old_conf = gw->conf;
	struct lexicon	*lexicon = NULL, *old_lexicon = gw->lexicon;
	char		 why[512];

	if ((conf = conf_read(old_conf->path, errors)) == NULL)
		return -1;
	gateway_check_fixed(gw, conf, errors);
	if (errors->count == 0 && (lexicon = gateway_new_lexicon(conf, why,
	    sizeof why)) == NULL)
		conf_errors_add(errors, NULL, "%s", why);
	if (lexicon == NULL || http_prepare(gw->http, conf, errors) == -1) {
		lexicon_free(lexicon);
		conf_free(conf);
		return -1;
	}
	gw->conf = conf;
	gw->lexicon = lexicon;
	desk_use(gw->desk, conf, lexicon);
	gateway_use_city_clock(conf);
	if (!gw->stopping) {
		gateway_set_workers(gw);
		fleet_configured(gw->fleet);
	}
	log_set_level(gateway_log_level(conf));
	lexicon_free(old_lexicon);
	conf_free(old_conf);
	outbox_configured(gw->outbox);
	pulsa_configured(gw->pulsa);
	probe_arm(gw->probe);
	http_configured(gw->http);
	gateway_kick(gw);
	return 0;
}
