/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * pulsa - asks each SIM's operator by USSD how much credit is left.  (So
 * Indonesians call it.)
 *
 * When a SIM is asked next stands in its row; here is only the conversation
 * that is under way: a code, its menus, the answers to them, each within a
 * time limit.  SMS go on meanwhile.
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
#include "gateway/credit/credit.h"
#include "gateway/credit/pulsa.h"
#include "gateway/fleet/roster.h"
#include "gateway/fleet/worker.h"
#include "gateway/turn/commit.h"
#include "store/sim.h"
#include "store/size.h"

#define PULSA_ANSWER_S	100	/* the worker gives up after 90 */
#define PULSA_FIRST_S	300	/* a new SIM is asked within so long */
#define PULSA_ILL_S	60	/* the database refused */
#define PULSA_NEVER	INT64_MAX
/* libGammu's GSM_USSDStatus: the network waits for an answer to its menu. */
#define USSD_MENU	3

/* After the first failure, the second, ...; then as usual. */
static const int	pulsa_pause_s[] = { 300, 900, 3600 };
#define PULSA_PAUSES	(int)(sizeof pulsa_pause_s / sizeof *pulsa_pause_s)

/* One modem, and the conversation with its operator. */
struct asking {
	char		modem[STORE_CODE_SIZE];
	char		sim[STORE_CODE_SIZE];	/* that was asked */
	uint64_t	session;	/* the process that was; 0 none is */
	uint64_t	known;		/* the process whose SIM has a row */
	int		step;		/* answers given to menus */
	int64_t		deadline;
};

struct pulsa {
	struct pulsa_parts with;
	struct event	*timer;		/* owned */
	struct asking	**asking;	/* owned; one a modem */
	int		 count;
	int64_t		 ill_until;
};

/* The way in from the event loop. */
static void	pulsa_timer_cb(evutil_socket_t, short, void *);

/* What it works with outlives it.  NULL on no memory. */
struct pulsa *
pulsa_new(const struct pulsa_parts *with)
{
	struct pulsa	*p = calloc(1, sizeof *p);

	if (p == NULL)
		return NULL;
	p->with = *with;
	p->timer = evtimer_new(with->base, pulsa_timer_cb, p);
	if (p->timer == NULL) {
		pulsa_free(p);
		return NULL;
	}
	return p;
}

void
pulsa_free(struct pulsa *p)
{
	int	i;

	if (p == NULL)
		return;
	if (p->timer != NULL)
		event_free(p->timer);
	for (i = 0; i < p->count; i++)
		free(p->asking[i]);
	free(p->asking);
	free(p);
}

static const struct conf_modem *
pulsa_settings(const struct pulsa *p, const char *modem)
{
	return conf_find_modem(*p->with.conf, modem);
}

/* What we remember of a modem, made when it is first asked for. */
static struct asking *
pulsa_find(struct pulsa *p, const char *modem)
{
	struct asking	*a, **more;
	int		 i;

	for (i = 0; i < p->count; i++)
		if (strcmp(p->asking[i]->modem, modem) == 0)
			return p->asking[i];
	a = calloc(1, sizeof *a);
	more = realloc(p->asking, (size_t)(p->count + 1) * sizeof *more);
	if (more != NULL)
		p->asking = more;
	if (a == NULL || more == NULL) {
		free(a);
		log_error("pulsa: no memory");
		return NULL;
	}
	snprintf(a->modem, sizeof a->modem, "%s", modem);
	return more[p->count++] = a;
}

/* At random between from and from + range. */
static int64_t
pulsa_draw(int64_t from, int range)
{
	uint32_t	dice;

	evutil_secure_rng_get_bytes(&dice, sizeof dice);
	return from + (int64_t)(dice % ((uint32_t)range + 1));
}

/* Twice a day or so, but not at the same minute every day. */
static int64_t
pulsa_next_check(const struct pulsa *p, int64_t now)
{
	int	interval = (*p->with.conf)->balance_interval_s;

	return pulsa_draw(now + interval / 2, interval);
}

/* Is there a code for this modem's SIM to ask by? */
static bool
has_code(const struct conf_modem *m)
{
	return m != NULL && m->balance_code != NULL &&
	    m->balance_code[0] != '\0';
}

/* The database refused: the turn is lost, and for a while we rest. */
static void
pulsa_ill(struct pulsa *p)
{
	p->ill_until = clock_now() + PULSA_ILL_S;
	commit_abort(p->with.commit);
	pulsa_arm(p);
}

/* ---- a conversation ---------------------------------------------------- */

/* It came to nothing: tried again sooner than usual, a few times. */
static int
pulsa_fail(struct pulsa *p, struct asking *a, const char *why)
{
	int64_t		now = clock_now();
	struct sim	s;
	int		rc;

	a->session = 0;
	if ((rc = store_sim_get(p->with.store, a->sim, &s)) != 1)
		return rc;
	s.check_at = s.failures < PULSA_PAUSES ?
	    now + pulsa_pause_s[s.failures] : pulsa_next_check(p, now);
	s.failures++;
	log_warn("%s: credit not known: %s: asked again in %lld min",
	    a->modem, why, (long long)(s.check_at - now + 59) / 60);
	return store_sim_put(p->with.store, &s);
}

static void
pulsa_give_up(struct pulsa *p, struct asking *a, const char *why)
{
	if (commit_begin(p->with.commit) == -1)
		return;		/* at the next look */
	if (pulsa_fail(p, a, why) == -1)
		pulsa_ill(p);
}

/* Ask now.  The answer, if any, comes to pulsa_ussd. */
static void
pulsa_begin(struct pulsa *p, struct asking *a, struct worker *w,
    const struct conf_modem *m)
{
	snprintf(a->sim, sizeof a->sim, "%s", worker_sim(w));
	a->session = worker_session(w);
	a->step = 0;
	a->deadline = clock_now() + PULSA_ANSWER_S;
	log_debug("%s: asking for the credit by %s", a->modem,
	    m->balance_code);
	if (worker_ask_ussd(w, m->balance_code) == -1)
		pulsa_give_up(p, a, "the modem cannot be asked");
}

/* The end of a conversation: what the operator said last. */
static int
pulsa_end(struct pulsa *p, struct asking *a, const struct conf_modem *m,
    const char *text)
{
	int64_t		now = clock_now();
	struct sim	s;
	int		rc;

	if (credit_sim(p->with.sims, a->sim, a->modem, now, &s) == -1 ||
	    (rc = credit_told(p->with.sims, m, &s, text, now)) == -1)
		return -1;
	if (rc == 0)
		return pulsa_fail(p, a, "balance_pattern finds no amount in "
		    "the answer (kentongan sim list shows it)");
	a->session = 0;
	s.failures = 0;
	s.check_at = pulsa_next_check(p, now);
	return store_sim_put(p->with.store, &s);
}

/*
 * The network said something by USSD.  A menu gets its scripted answer; what
 * comes when none is left is the operator's word on the credit.
 */
void
pulsa_ussd(struct pulsa *p, struct worker *w, const struct wire_ussd *ussd)
{
	struct asking		*a = pulsa_find(p, worker_name(w));
	const struct conf_modem	*m = pulsa_settings(p, worker_name(w));
	bool			 menu = ussd->status == USSD_MENU;

	log_info("%s: the network says, status %d: %s", worker_name(w),
	    (int)ussd->status, ussd->text);
	if (a == NULL || m == NULL || a->session == 0 ||
	    a->session != worker_session(w))
		return;		/* nobody asked */
	if (menu && a->step < m->balance_answers.count) {
		a->deadline = clock_now() + PULSA_ANSWER_S;
		if (worker_ask_ussd(w, m->balance_answers.item[a->step++])
		    == -1)
			pulsa_give_up(p, a, "the modem cannot be asked");
		pulsa_arm(p);
		return;
	}
	if (menu)
		worker_ask_ussd(w, "");
	if (ussd->status == -1)
		pulsa_give_up(p, a, ussd->text[0] != '\0' ? ussd->text :
		    "the code could not be dialled");
	else if (commit_begin(p->with.commit) == 0 &&
	    pulsa_end(p, a, m, ussd->text) == -1)
		pulsa_ill(p);
	pulsa_arm(p);
}

/* ---- when to ask ------------------------------------------------------- */

/* A modem that can be asked: its SIM's row, and when it is next.  1, 0, -1. */
static int
pulsa_row(struct pulsa *p, struct worker *w, struct sim *s)
{
	if (!worker_is_up(w))
		return 0;
	return store_sim_get(p->with.store, worker_sim(w), s);
}

/* A SIM that is seen for the first time, or in another modem, or anew. */
static int
pulsa_meet(struct pulsa *p, struct asking *a, struct worker *w)
{
	int64_t		now = clock_now();
	struct sim	s;

	if (credit_sim(p->with.sims, worker_sim(w), worker_name(w), now, &s)
	    == -1)
		return -1;
	a->known = worker_session(w);
	if (s.check_at != 0)
		return 0;
	s.check_at = pulsa_draw(now + 30, PULSA_FIRST_S - 30);
	return store_sim_put(p->with.store, &s);
}

static int
pulsa_look(struct pulsa *p, struct worker *w)
{
	struct asking		*a = pulsa_find(p, worker_name(w));
	const struct conf_modem	*m = pulsa_settings(p, worker_name(w));
	struct sim		 s;
	int64_t			 now = clock_now();
	int			 rc;

	if (a == NULL || m == NULL)
		return 0;
	if (a->session != 0 && (a->session != worker_session(w) ||
	    !worker_is_up(w)))
		return pulsa_fail(p, a, "the modem went away");
	if (a->session != 0 && now >= a->deadline) {
		worker_ask_ussd(w, "");
		return pulsa_fail(p, a, "no answer");
	}
	if (a->known != worker_session(w) && worker_is_up(w) &&
	    pulsa_meet(p, a, w) == -1)
		return -1;
	if (a->session != 0 || !has_code(m))
		return 0;
	if ((rc = pulsa_row(p, w, &s)) == 1 && s.check_at <= now)
		pulsa_begin(p, a, w, m);
	return rc == -1 ? -1 : 0;
}

/* Ask whom it is time to ask, and end what got no answer. */
void
pulsa_run(struct pulsa *p)
{
	int	i;

	if (commit_begin(p->with.commit) == -1)
		p->ill_until = clock_now() + PULSA_ILL_S;
	else
		for (i = 0; i < p->with.roster->count; i++)
			if (pulsa_look(p, p->with.roster->worker[i]) == -1) {
				pulsa_ill(p);
				break;
			}
	pulsa_arm(p);
}

static void
pulsa_timer_cb(evutil_socket_t fd, short what, void *arg)
{
	(void)fd;
	(void)what;
	pulsa_run(arg);
}

/* When this modem next has something to do here. */
static int64_t
pulsa_next(struct pulsa *p, struct worker *w)
{
	struct asking	*a = pulsa_find(p, worker_name(w));
	struct sim	 s;

	if (a == NULL)
		return PULSA_NEVER;
	if (a->session != 0)
		return a->session != worker_session(w) || !worker_is_up(w) ?
		    0 : a->deadline;
	if (worker_is_up(w) && a->known != worker_session(w))
		return 0;
	return has_code(pulsa_settings(p, worker_name(w))) &&
	    pulsa_row(p, w, &s) == 1 ? s.check_at : PULSA_NEVER;
}

/* Set the timer for the next moment, from the rows and what is under way. */
void
pulsa_arm(struct pulsa *p)
{
	struct timeval	tv = { 0, 0 };
	int64_t		at = PULSA_NEVER, next, now = clock_now();
	int		i;

	for (i = 0; i < p->with.roster->count; i++)
		if ((next = pulsa_next(p, p->with.roster->worker[i])) < at)
			at = next;
	if (at == PULSA_NEVER || p->with.roster->stopping) {
		event_del(p->timer);
		return;
	}
	if (at < p->ill_until)
		at = p->ill_until;
	if (at > now)
		tv.tv_sec = at - now;
	event_add(p->timer, &tv);
}

/* A worker became ready, idle again, lost or gone. */
void
pulsa_changed(struct pulsa *p, struct worker *w)
{
	struct asking	*a = pulsa_find(p, worker_name(w));

	/* Not at every SMS that it sends. */
	if (a != NULL && (a->known != worker_session(w) || !worker_is_up(w)))
		pulsa_arm(p);
}

/* The configuration changed: other thresholds, other codes. */
void
pulsa_configured(struct pulsa *p)
{
	const struct conf_modem	*m;
	struct sim		 s = { .sim = "" };
	int			 rc;

	if (commit_begin(p->with.commit) == -1)
		return;
	while ((rc = store_sim_next(p->with.store, s.sim, &s)) == 1) {
		m = pulsa_settings(p, s.modem);
		if (m != NULL && (credit_judge(p->with.sims, m, &s, clock_now())
		    == -1 || store_sim_put(p->with.store, &s) == -1)) {
			rc = -1;
			break;
		}
	}
	if (rc == -1)
		pulsa_ill(p);
	pulsa_arm(p);
}

/* Ask now, by the admin's wish.  0, or -1 and why not. */
int
pulsa_check(struct pulsa *p, const char *modem, char *why, size_t size)
{
	struct worker		*w = roster_find(p->with.roster, modem);
	const struct conf_modem	*m = pulsa_settings(p, modem);
	struct asking		*a;

	if (w == NULL || m == NULL || (a = pulsa_find(p, modem)) == NULL)
		snprintf(why, size, "there is no modem %s", modem);
	else if (!has_code(m))
		snprintf(why, size, "%s has no balance_code", modem);
	else if (!worker_is_up(w))
		snprintf(why, size, "%s is not ready", modem);
	else if (commit_begin(p->with.commit) == -1 || (a->known !=
	    worker_session(w) && pulsa_meet(p, a, w) == -1))
		snprintf(why, size, "the database cannot be written");
	else {
		if (a->session == 0)
			pulsa_begin(p, a, w, m);
		pulsa_arm(p);
		return 0;
	}
	return -1;
}
