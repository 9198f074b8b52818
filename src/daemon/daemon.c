/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * daemon - the parts, put together and exchanged.
 *
 * This file alone knows which part hears which, and how a new configuration
 * takes the place of the old one while messages are under way.
 */

#include "config.h"

#include <event2/event.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "base/log.h"
#include "conf/conf.h"
#include "conf/read.h"
#include "daemon/daemon.h"
#include "daemon/health.h"
#include "daemon/notify.h"
#include "daemon/school.h"
#include "desk/desk.h"
#include "doors/control/control.h"
#include "doors/http/http.h"
#include "doors/ussd/http.h"
#include "gateway/credit/probe.h"
#include "gateway/credit/pulsa.h"
#include "gateway/credit/sims.h"
#include "gateway/fleet/fleet.h"
#include "gateway/fleet/roster.h"
#include "gateway/fleet/worker.h"
#include "gateway/inbox.h"
#include "gateway/outbox.h"
#include "gateway/turn/commit.h"
#include "language/lexicon.h"
#include "language/reader.h"
#include "store/store.h"

#define DESK_SLICE	50	/* timers of the desk in one transaction */
#define DEADLINE_HOLD_S	120	/* after a start, before deadlines speak */
#define DESK_PAUSE_MS	20	/* between two slices: others want their turn */

#define ROUTES	2

/* Each part, and what it was made with; owned, as all here. */
struct daemon {
	struct event_base *base;
	struct store	*store;
	struct commit	*commit;
	struct conf	*conf;
	struct lexicon	*lexicon;
	const struct conf *conf_now;	/* the same, as the parts see them */
	const struct lexicon *lexicon_now;
	struct desk	*desk;
	struct roster	 roster;
	struct sims	 sims;
	struct fleet	*fleet;
	struct pulsa	*pulsa;
	struct probe	*probe;
	struct inbox	*inbox;
	struct outbox	*outbox;
	struct health	 health;
	struct ussd_door ussd;
	struct http_route route[ROUTES];
	struct http	*http;
	struct control	*control;
	struct school	*school;
	struct event	*desk_timer;
	int64_t		 started_at;
	bool		 sims_changed;	/* their timers, too */
};

/* Ways in from the event loop, the workers and the end of a turn. */
static void	daemon_desk_cb(evutil_socket_t, short, void *);
static void	daemon_before_cb(void *);
static void	daemon_after_cb(void *);
static void	daemon_learned_cb(void *);
static void	daemon_retry_cb(void *);
static void	daemon_sms_in_cb(void *, struct worker *,
		    const struct wire_sms_in *);
static void	daemon_report_cb(void *, struct worker *,
		    const struct wire_sms_report *);
static void	daemon_result_cb(void *, struct worker *,
		    const struct wire_sms_result *);
static void	daemon_leftover_cb(void *, struct worker *,
		    const struct wire_leftover *);
static void	daemon_call_cb(void *, struct worker *,
		    const struct wire_call *);
static void	daemon_ussd_cb(void *, struct worker *,
		    const struct wire_ussd *);
static void	daemon_changed_cb(void *, struct worker *);
static bool	daemon_starting_cb(void *, struct worker *,
		    struct wire_setup *);
static enum worker_claim daemon_identified_cb(void *, struct worker *,
		    const struct wire_identity *);
static void	daemon_failing_cb(void *, struct worker *, int);
static void	daemon_moved_cb(void *, struct worker *, enum worker_state,
		    const char *);

static const struct worker_hooks daemon_hooks = {
	.sms_in = daemon_sms_in_cb,
	.report = daemon_report_cb,
	.result = daemon_result_cb,
	.leftover = daemon_leftover_cb,
	.call = daemon_call_cb,
	.ussd = daemon_ussd_cb,
	.changed = daemon_changed_cb,
	.starting = daemon_starting_cb,
	.identified = daemon_identified_cb,
	.failing = daemon_failing_cb,
	.moved = daemon_moved_cb,
};

/* ---- what the workers say ---------------------------------------------- */

static void
daemon_sms_in_cb(void *arg, struct worker *w, const struct wire_sms_in *sms)
{
	struct daemon	*d = arg;

	inbox_receive(d->inbox, w, sms);
}

static void
daemon_report_cb(void *arg, struct worker *w,
    const struct wire_sms_report *report)
{
	struct daemon	*d = arg;

	inbox_report(d->inbox, w, report);
}

static void
daemon_result_cb(void *arg, struct worker *w,
    const struct wire_sms_result *result)
{
	struct daemon	*d = arg;

	outbox_result(d->outbox, w, result);
}

static void
daemon_leftover_cb(void *arg, struct worker *w,
    const struct wire_leftover *leftover)
{
	struct daemon	*d = arg;

	outbox_leftover(d->outbox, w, leftover);
}

static void
daemon_call_cb(void *arg, struct worker *w, const struct wire_call *call)
{
	struct daemon	*d = arg;

	inbox_call(d->inbox, w, call);
}

static void
daemon_ussd_cb(void *arg, struct worker *w, const struct wire_ussd *ussd)
{
	struct daemon	*d = arg;

	pulsa_ussd(d->pulsa, w, ussd);
}

static void
daemon_changed_cb(void *arg, struct worker *w)
{
	struct daemon	*d = arg;

	if (d->roster.stopping)
		return;
	outbox_kick(d->outbox);
	pulsa_changed(d->pulsa, w);
	probe_changed(d->probe, w);
}

static bool
daemon_starting_cb(void *arg, struct worker *w, struct wire_setup *setup)
{
	struct daemon	*d = arg;

	return fleet_starting(d->fleet, w, setup);
}

static enum worker_claim
daemon_identified_cb(void *arg, struct worker *w,
    const struct wire_identity *identity)
{
	struct daemon	*d = arg;

	return fleet_identified(d->fleet, w, identity);
}

static void
daemon_failing_cb(void *arg, struct worker *w, int trouble)
{
	struct daemon	*d = arg;

	fleet_failing(d->fleet, w, trouble);
}

static void
daemon_moved_cb(void *arg, struct worker *w, enum worker_state from,
    const char *detail)
{
	struct daemon	*d = arg;

	fleet_moved(d->fleet, w, from, detail);
}

/* A SIM's row: its timers are looked at when it is on disk. */
static void
daemon_sims_changed_cb(void *arg)
{
	struct daemon	*d = arg;

	d->sims_changed = true;
}

/* ---- timers and turns -------------------------------------------------- */

static void
daemon_arm_desk(struct daemon *d)
{
	struct timeval	tv = { 0, DESK_PAUSE_MS * 1000 };
	int64_t		at, now = clock_now();

	if (desk_next_timer(d->desk, &at) != 1) {
		event_del(d->desk_timer);
		return;
	}
	if (commit_is_failing(d->commit) && at < now + 5)
		at = now + 5;
	if (at > now)
		tv = (struct timeval){ at - now, 0 };
	event_add(d->desk_timer, &tv);
}

static void
daemon_desk_cb(evutil_socket_t fd, short what, void *arg)
{
	struct daemon	*d = arg;

	(void)fd;
	(void)what;
	if (commit_begin(d->commit) == -1)
		daemon_arm_desk(d);
	else if (desk_run_timers(d->desk, clock_now(), DESK_SLICE) == -1)
		commit_abort(d->commit);
	/* Armed again when the turn has ended. */
}

/* In the same transaction that queued them, due rows find their modem. */
static void
daemon_before_cb(void *arg)
{
	struct daemon	*d = arg;

	fleet_record(d->fleet);
	if (!d->roster.stopping)
		outbox_fill(d->outbox);
}

static void
daemon_after_cb(void *arg)
{
	struct daemon	*d = arg;

	inbox_arm(d->inbox);
	outbox_arm(d->outbox);
	fleet_arm(d->fleet);
	daemon_arm_desk(d);
	if (d->sims_changed) {
		d->sims_changed = false;
		pulsa_arm(d->pulsa);
		probe_arm(d->probe);
	}
}

/* Rows were changed from outside the loop's usual ways: look at them. */
static void
daemon_kick(struct daemon *d)
{
	outbox_kick(d->outbox);
	inbox_arm(d->inbox);
	daemon_arm_desk(d);
}

/* After the disk refused: what was not acknowledged is asked for again. */
static void
daemon_retry_cb(void *arg)
{
	struct daemon	*d = arg;

	roster_sweep(&d->roster);
	daemon_kick(d);
}

/* ---- life -------------------------------------------------------------- */

static enum log_level
daemon_log_level(const struct conf *conf)
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
daemon_new_base(void)
{
	struct event_base	*base = event_base_new();

	if (base != NULL &&
	    event_base_priority_init(base, PRIORITY_COUNT) == -1) {
		event_base_free(base);
		return NULL;
	}
	return base;
}

/* Days, office hours and the times that people read are the city's. */
static void
daemon_use_city_clock(const struct conf *conf)
{
	setenv("TZ", conf->timezone, 1);
	tzset();
}

/* From now on all work with these, which are taken over. */
static void
daemon_use(struct daemon *d, struct conf *conf, struct lexicon *lexicon)
{
	d->conf_now = d->conf = conf;
	d->lexicon_now = d->lexicon = lexicon;
	desk_use(d->desk, conf, lexicon);
	daemon_use_city_clock(conf);
}

/* The parts above the desk, each with what it works with. */
static int
daemon_make_parts(struct daemon *d)
{
	const struct conf *const	*conf = &d->conf_now;
	const struct roster		*roster = &d->roster;

	d->sims = (struct sims){ d->store, d->desk, conf,
	    daemon_sims_changed_cb, d };
	d->inbox = inbox_new(&(struct inbox_parts){ d->base, d->store,
	    d->commit, d->desk, roster, &d->sims, conf });
	d->outbox = outbox_new(&(struct outbox_parts){ d->base, d->store,
	    d->commit, d->desk, roster, conf });
	d->fleet = fleet_new(&(struct fleet_parts){ d->base, d->store,
	    d->commit, d->desk, roster, conf });
	d->pulsa = pulsa_new(&(struct pulsa_parts){ d->base, d->store,
	    d->commit, roster, &d->sims, conf });
	d->probe = probe_new(&(struct probe_parts){ d->base, d->store,
	    d->commit, d->desk, roster, conf });
	d->school = school_new(&(struct school_parts){ d->base, d->store,
	    conf, daemon_learned_cb, d });
	return d->inbox == NULL || d->outbox == NULL || d->pulsa == NULL ||
	    d->school == NULL || d->probe == NULL || d->fleet == NULL ? -1 : 0;
}

/* What hears the loop; the store and the configuration are there already. */
static int
daemon_assemble(struct daemon *d)
{
	struct lexicon	*lexicon;
	char		 why[512];

	lexicon = d->lexicon = reader_new(d->conf, why, sizeof why);
	if (lexicon == NULL)
		log_error("%s", why);
	d->base = daemon_new_base();
	if (lexicon == NULL || d->base == NULL)
		return -1;
	d->commit = commit_new(d->base, d->store);
	d->desk = desk_new(d->store);
	d->desk_timer = evtimer_new(d->base, daemon_desk_cb, d);
	if (d->commit == NULL || d->desk == NULL || d->desk_timer == NULL)
		return -1;
	daemon_use(d, d->conf, lexicon);
	/* The SIMs may hold the answers that came while we were off. */
	desk_hold_deadlines(d->desk, d->started_at + DEADLINE_HOLD_S);
	if (daemon_make_parts(d) == -1)
		return -1;
	commit_before(d->commit, daemon_before_cb, d);
	commit_after(d->commit, daemon_after_cb, d);
	commit_retry(d->commit, daemon_retry_cb, d);
	return 0;
}

static void
daemon_set_workers(struct daemon *d)
{
	if (roster_configure(&d->roster, d->base, d->conf, &daemon_hooks, d))
		outbox_configured(d->outbox);
	fleet_configured(d->fleet);
}

/*
 * Put everything together over a configuration, which is owned from here
 * on, also on failure.  The workers start when the loop runs.  Returns NULL
 * on failure, which was logged.
 */
struct daemon *
daemon_new(struct conf *conf)
{
	struct daemon	*d = calloc(1, sizeof *d);

	if (d == NULL) {
		conf_free(conf);
		return NULL;
	}
	d->conf = conf;
	d->started_at = clock_now();
	log_set_level(daemon_log_level(conf));
	if ((d->store = store_open(conf->database)) == NULL ||
	    daemon_assemble(d) == -1) {
		daemon_free(d);
		return NULL;
	}
	daemon_set_workers(d);
	outbox_configured(d->outbox);
	pulsa_configured(d->pulsa);
	daemon_kick(d);
	return d;
}

/* What was not committed is rolled back; workers are let go, not killed. */
void
daemon_free(struct daemon *d)
{
	if (d == NULL)
		return;
	http_free(d->http);
	control_free(d->control);
	roster_clear(&d->roster);
	inbox_free(d->inbox);
	outbox_free(d->outbox);
	fleet_free(d->fleet);
	pulsa_free(d->pulsa);
	probe_free(d->probe);
	school_free(d->school);
	commit_free(d->commit);
	if (d->desk_timer != NULL)
		event_free(d->desk_timer);
	desk_free(d->desk);
	lexicon_free(d->lexicon);
	store_close(d->store);
	conf_free(d->conf);
	if (d->base != NULL)
		event_base_free(d->base);
	free(d);
}

/* ---- the doors --------------------------------------------------------- */

static int
daemon_reload_cb(void *arg, struct conf_errors *errors)
{
	return daemon_reload(arg, errors);
}

static void
daemon_changed_rows_cb(void *arg)
{
	daemon_kick(arg);
}

/*
 * Open the doors.  The admin's is the last: who finds that one open finds
 * the others too.  There is no daemon without them.
 */
void
daemon_open(struct daemon *d)
{
	struct control_parts	with = {
		.base = d->base, .store = d->store, .commit = d->commit,
		.desk = d->desk, .roster = &d->roster, .fleet = d->fleet,
		.outbox = d->outbox, .pulsa = d->pulsa,
		.conf = &d->conf_now, .started_at = d->started_at,
		.reload = daemon_reload_cb,
		.changed = daemon_changed_rows_cb, .arg = d,
	};

	d->health = (struct health){ d->commit, &d->roster };
	d->ussd = (struct ussd_door){ d->store, d->commit, d->desk,
	    &d->conf_now, &d->lexicon_now };
	d->route[0] = health_route(&d->health);
	d->route[1] = ussd_route(&d->ussd);
	d->http = http_new(d->base, &d->conf_now, d->route, ROUTES);
	if (d->http == NULL)
		fatal("no memory for the HTTP door");
	d->control = control_new(&with, d->conf->runtime_dir);
	if (d->control == NULL)
		fatal("%s: cannot open the control socket",
		    d->conf->runtime_dir);
	log_info("%s ready: %d modems, database %s", PACKAGE_VERSION,
	    d->roster.count, d->conf->database);
	notify_status("%d modems", d->roster.count);
}

/* ---- its days ---------------------------------------------------------- */

/* The loop that all of it hears. */
struct event_base *
daemon_base(const struct daemon *d)
{
	return d->base;
}

/* Let the loop run until somebody ends it; then what is in hand is kept. */
void
daemon_run(struct daemon *d)
{
	event_base_dispatch(d->base);
	commit_flush(d->commit);
	http_finish(d->http);
}

/* The reader was taught anew: as if the admin had said reload. */
static void
daemon_learned_cb(void *arg)
{
	struct conf_errors	errors = { 0 };

	if (daemon_reload(arg, &errors) == -1)
		log_warn("learn: the configuration is not read again, it has "
		    "faults");
	conf_errors_clear(&errors);
}

/* On SIGCHLD. */
void
daemon_reap(struct daemon *d)
{
	if (roster_reap(&d->roster))
		outbox_configured(d->outbox);
	school_reap(d->school);
}

/* Accept nothing new and let the workers finish the sends in hand. */
void
daemon_stop(struct daemon *d)
{
	d->roster.stopping = true;
	http_stop(d->http);
	roster_stop(&d->roster);
}

/* Was it told to stop? */
bool
daemon_is_stopping(const struct daemon *d)
{
	return d->roster.stopping;
}

/* Have all workers ended? */
bool
daemon_is_quiet(const struct daemon *d)
{
	return roster_is_quiet(&d->roster);
}

/* What cannot change while it runs. */
static void
daemon_check_fixed(const struct daemon *d, const struct conf *conf,
    struct conf_errors *errors)
{
	const struct {
		const char	*name, *old, *new;
	} fixed[] = {
		{ "database", d->conf->database, conf->database },
		{ "runtime_dir", d->conf->runtime_dir, conf->runtime_dir },
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
daemon_reload(struct daemon *d, struct conf_errors *errors)
{
	struct conf	*conf, *old_conf = d->conf;
	struct lexicon	*lexicon = NULL, *old_lexicon = d->lexicon;
	char		 why[512];

	if ((conf = conf_read(old_conf->path, old_conf->rooms,
	    errors)) == NULL)
		return -1;
	daemon_check_fixed(d, conf, errors);
	if (errors->count == 0 && (lexicon = reader_new(conf, why,
	    sizeof why)) == NULL)
		conf_errors_add(errors, NULL, "%s", why);
	if (lexicon == NULL || http_prepare(d->http, conf, errors) == -1) {
		lexicon_free(lexicon);
		conf_free(conf);
		return -1;
	}
	daemon_use(d, conf, lexicon);
	if (!d->roster.stopping)
		daemon_set_workers(d);
	log_set_level(daemon_log_level(conf));
	lexicon_free(old_lexicon);
	conf_free(old_conf);
	outbox_configured(d->outbox);
	pulsa_configured(d->pulsa);
	probe_arm(d->probe);
	school_arm(d->school);
	http_configured(d->http);
	daemon_kick(d);
	return 0;
}
