/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * probe - a SIM by which nothing came for unusually long is sent an SMS from
 * another one of ours; if that does not arrive, one from a third; and then a
 * person is told, once until something comes again.
 *
 * Tests are rows, so a restart goes on with them.  Here is only the timer.
 */

#include "config.h"

#include <event2/event.h>
#include <event2/util.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "conf/conf.h"
#include "conf/modem.h"
#include "desk/desk.h"
#include "gateway/credit/hearing.h"
#include "gateway/credit/probe.h"
#include "gateway/fleet/roster.h"
#include "gateway/fleet/worker.h"
#include "gateway/turn/commit.h"
#include "store/account.h"
#include "store/outbox.h"
#include "store/phone.h"
#include "store/sim.h"
#include "store/size.h"

#define PROBE_GRACE_S	600	/* a modem that just opened reads its SIM */
#define PROBE_ILL_S	60
#define PROBE_NEVER	INT64_MAX
#define PROBE_TOKEN	8

/* When the present process of a modem was first seen up. */
struct seen {
	char		modem[STORE_CODE_SIZE];
	uint64_t	session;
	int64_t		at;
};

struct probe {
	struct probe_parts with;
	struct event	*timer;		/* owned */
	struct seen	*seen;		/* owned */
	int		 count;
	int64_t		 ill_until;
};

/* The way in from the event loop. */
static void	probe_timer_cb(evutil_socket_t, short, void *);

/* What it works with outlives it.  NULL on no memory. */
struct probe *
probe_new(const struct probe_parts *with)
{
	struct probe	*p = calloc(1, sizeof *p);

	if (p == NULL)
		return NULL;
	p->with = *with;
	p->timer = evtimer_new(with->base, probe_timer_cb, p);
	if (p->timer == NULL) {
		probe_free(p);
		return NULL;
	}
	return p;
}

void
probe_free(struct probe *p)
{
	if (p == NULL)
		return;
	if (p->timer != NULL)
		event_free(p->timer);
	free(p->seen);
	free(p);
}

static const struct conf_modem *
probe_settings(const struct probe *p, const char *modem)
{
	return conf_find_modem(*p->with.conf, modem);
}

/* Since when this modem's process is up. */
static int64_t
probe_up_since(struct probe *p, struct worker *w)
{
	struct seen	*more;
	int		 i;

	if (!worker_is_up(w))
		return clock_now();
	for (i = 0; i < p->count; i++)
		if (strcmp(p->seen[i].modem, worker_name(w)) == 0)
			break;
	if (i == p->count) {
		more = realloc(p->seen, (size_t)(i + 1) * sizeof *more);
		if (more == NULL)
			return clock_now();
		p->seen = more;
		p->seen[p->count++] = (struct seen){ .session = 0 };
		snprintf(p->seen[i].modem, sizeof p->seen[i].modem, "%s",
		    worker_name(w));
	}
	if (p->seen[i].session != worker_session(w)) {
		p->seen[i].session = worker_session(w);
		p->seen[i].at = clock_now();
	}
	return p->seen[i].at;
}

/* Has the SIM in this modem a number that a test can be sent to or from? */
static const struct conf_modem *
probe_modem(const struct probe *p, const struct worker *w)
{
	const struct conf_modem	*m = probe_settings(p, worker_name(w));

	return m != NULL && worker_is_up(w) && m->own_number != NULL &&
	    m->own_number[0] != '\0' ? m : NULL;
}

/* ---- a test ------------------------------------------------------------ */

/*
 * Another SIM that can send the test, and has not tried since this one was
 * last heard.  1, 0 there is none, -1 failed.
 */
static int
probe_choose(struct probe *p, const struct conf_modem *to,
    const struct sim *s, struct worker **from)
{
	const struct conf_modem	*m;
	struct worker		*w;
	struct sim		 other;
	int64_t			 since;
	int			 i, rc;

	since = s->proved_at > s->heard_at ? s->proved_at : s->heard_at;
	for (i = 0; i < p->with.roster->count; i++) {
		w = p->with.roster->worker[i];
		if ((m = probe_modem(p, w)) == NULL ||
		    strcmp(m->own_number, to->own_number) == 0)
			continue;
		rc = store_sim_get(p->with.store, worker_sim(w), &other);
		if (rc == -1)
			return -1;
		if (rc == 1 && other.low)
			continue;
		rc = store_sim_count_tests(p->with.store, s->sim, m->name,
		    since);
		if (rc == -1)
			return -1;
		if (rc == 0) {
			*from = w;
			return 1;
		}
	}
	return 0;
}

static void
probe_token(char token[PROBE_TOKEN + 1])
{
	static const char	letters[] = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
	unsigned char		dice[PROBE_TOKEN];
	int			i;

	evutil_secure_rng_get_bytes(dice, sizeof dice);
	for (i = 0; i < PROBE_TOKEN; i++)
		token[i] = letters[dice[i] % (sizeof letters - 1)];
	token[i] = '\0';
}

/* Queue the SMS, urgent: it is worth nothing tomorrow. */
static int
probe_send(struct probe *p, const struct conf_modem *to, const struct sim *s,
    struct worker *from, int64_t now)
{
	struct outbox_message	out = { .urgent = true, .state = OUTBOX_DUE,
				    .kind = "sim_test", .created_at = now,
				    .next_try = now };
	struct sim_test		t = { .asked_at = now,
				    .due_at = now +
				    (*p->with.conf)->quiet_test_timeout_s };

	probe_token(t.token);
	hearing_text(out.text, sizeof out.text, t.token);
	snprintf(out.modem, sizeof out.modem, "%s", worker_name(from));
	snprintf(t.sim, sizeof t.sim, "%s", s->sim);
	snprintf(t.by_modem, sizeof t.by_modem, "%s", worker_name(from));
	log_info("%s: nothing came for unusually long: a test SMS by %s",
	    to->name, t.by_modem);
	if (store_phone_find_or_add(p->with.store, to->own_number,
	    NUMBER_PHONE, now, &out.phone_id) == -1 ||
	    store_outbox_add(p->with.store, &out) == -1)
		return -1;
	t.outbox_id = out.id;
	return store_sim_add_test(p->with.store, &t);
}

static int
probe_alarm(struct probe *p, const struct conf_modem *to, struct sim *s,
    int64_t now)
{
	struct message_values	values = { .modem = to->name };

	log_warn("%s: nothing comes by it, test SMS neither", to->name);
	s->silent_at = now;
	if (store_sim_put(p->with.store, s) == -1)
		return -1;
	return desk_alarm(p->with.desk, MESSAGE_SIM_SILENT, &values, now);
}

/* It is silent for unusually long: test it, or tell that it is deaf. */
static int
probe_begin(struct probe *p, const struct conf_modem *to, struct sim *s,
    int64_t now)
{
	struct worker	*from = NULL;
	int64_t		 since;
	int		 rc = probe_choose(p, to, s, &from);

	if (rc == 1)
		return probe_send(p, to, s, from, now);
	if (rc == -1)
		return -1;
	since = s->proved_at > s->heard_at ? s->proved_at : s->heard_at;
	rc = store_sim_count_tests(p->with.store, s->sim, NULL, since);
	if (rc == -1 || rc > 0)
		return rc == -1 ? -1 : probe_alarm(p, to, s, now);
	log_info("%s: nothing came for unusually long, and no other SIM can "
	    "test it", to->name);
	s->proved_at = now;	/* as little known as before: begin anew */
	return store_sim_put(p->with.store, s);
}

/*
 * A test's time is over.  The SMS may have waited for its modem: it has the
 * whole time from when it left.  1: it was settled as lost or never sent.
 */
static int
probe_judge(struct probe *p, struct sim_test *t, int64_t now)
{
	struct store		*st = p->with.store;
	struct outbox_message	 row;
	int64_t			 sent_at, wait = (*p->with.conf)->
				    quiet_test_timeout_s;
	bool			 open;

	if (store_account_sent_at(st, t->outbox_id, &sent_at) == -1 ||
	    store_outbox_get(st, t->outbox_id, &row) == -1)
		return -1;
	open = row.state == OUTBOX_DUE || row.state == OUTBOX_SENDING;
	if (sent_at != 0 && now < sent_at + wait)
		return store_sim_set_test_due(st, t->id, sent_at + wait);
	if (sent_at == 0 && open && now < t->asked_at + 3 * wait)
		return store_sim_set_test_due(st, t->id, now + wait);
	if (row.state == OUTBOX_DUE && store_outbox_set_state(st, row.id,
	    OUTBOX_DROPPED, "test given up") == -1)
		return -1;
	if (store_sim_settle_test(st, t->id, sent_at != 0 ? "lost" :
	    "not sent", now) == -1)
		return -1;
	return 1;
}

/* ---- when -------------------------------------------------------------- */

/*
 * When there is something to do about this modem's SIM.  test is the one
 * under way, its id 0 if none.  1, 0 never, -1 failed.
 */
static int
probe_when(struct probe *p, struct worker *w, struct sim *s,
    struct sim_test *t, int64_t *at)
{
	const struct conf	*conf = *p->with.conf;
	int64_t			 longest, ready;
	int			 rc;

	t->id = 0;
	ready = probe_up_since(p, w) + (conf->quiet_alarm_s < PROBE_GRACE_S ?
	    conf->quiet_alarm_s : PROBE_GRACE_S);
	if (conf->quiet_alarm_s <= 0 || probe_modem(p, w) == NULL ||
	    conf->modem_count < 2)
		return 0;
	if ((rc = store_sim_get(p->with.store, worker_sim(w), s)) != 1 ||
	    (rc = store_sim_open_test(p->with.store, s->sim, t)) == -1)
		return rc;
	*at = t->due_at;
	if (rc == 1)
		return 1;
	if (s->silent_at != 0)
		return 0;
	if (store_sim_longest_gap(p->with.store, s->sim, clock_now(),
	    &longest) == -1)
		return -1;
	*at = hearing_due(conf, s, longest);
	if (*at < ready)
		*at = ready;
	return 1;
}

static int
probe_look(struct probe *p, struct worker *w)
{
	struct sim	s;
	struct sim_test	t;
	int64_t		at, now = clock_now();
	int		rc = probe_when(p, w, &s, &t, &at);

	if (rc != 1 || at > now)
		return rc == -1 ? -1 : 0;
	if (t.id != 0 && (rc = probe_judge(p, &t, now)) != 1)
		return rc;
	return probe_begin(p, probe_settings(p, worker_name(w)), &s, now);
}

/* Test whose silence is unusual, and settle the tests whose time is over. */
void
probe_run(struct probe *p)
{
	int	i;

	if (commit_begin(p->with.commit) == -1)
		p->ill_until = clock_now() + PROBE_ILL_S;
	else
		for (i = 0; i < p->with.roster->count; i++)
			if (probe_look(p, p->with.roster->worker[i]) == -1) {
				p->ill_until = clock_now() + PROBE_ILL_S;
				commit_abort(p->with.commit);
				break;
			}
	probe_arm(p);
}

static void
probe_timer_cb(evutil_socket_t fd, short what, void *arg)
{
	(void)fd;
	(void)what;
	probe_run(arg);
}

/* Set the timer for the next moment, from the rows. */
void
probe_arm(struct probe *p)
{
	struct timeval	tv = { 0, 0 };
	struct sim	s;
	struct sim_test	t;
	int64_t		at, first = PROBE_NEVER, now = clock_now();
	int		i;

	for (i = 0; i < p->with.roster->count; i++)
		if (probe_when(p, p->with.roster->worker[i], &s, &t, &at)
		    == 1 && at < first)
			first = at;
	if (first == PROBE_NEVER || p->with.roster->stopping) {
		event_del(p->timer);
		return;
	}
	if (first < p->ill_until)
		first = p->ill_until;
	if (first > now)
		tv.tv_sec = first - now;
	event_add(p->timer, &tv);
}

/* A worker became ready, idle again, lost or gone. */
void
probe_changed(struct probe *p, struct worker *w)
{
	int	i;

	for (i = 0; i < p->count; i++)
		if (strcmp(p->seen[i].modem, worker_name(w)) == 0 &&
		    p->seen[i].session == worker_session(w) &&
		    worker_is_up(w))
			return;		/* it only sent an SMS */
	probe_arm(p);
}
