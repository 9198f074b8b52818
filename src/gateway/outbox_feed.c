/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * outbox_feed - messages waiting to be sent: by which modem, and when.
 *
 * The database is the queue.  Memory holds only what a restart can do
 * without: the timer that wakes us for the next due row, what each modem has
 * used of its limits, and results that a refusing disk made us keep.
 *
 * A row is marked "sending" on disk before its worker hears of it.  So after
 * any crash the rows so marked are the doubtful ones, and the journal of the
 * modem's last worker tells what became of them.
 */

#include "config.h"

#include <event2/event.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/number.h"
#include "base/text.h"
#include "conf/conf.h"
#include "conf/modem.h"
#include "gateway/fleet/roster.h"
#include "gateway/fleet/worker.h"
#include "gateway/outbox.h"
#include "gateway/outbox_private.h"
#include "gateway/turn/commit.h"
#include "store/account.h"
#include "store/outbox.h"
#include "store/outbox_modem.h"
#include "store/sim.h"
#include "store/size.h"

#define OUTBOX_SKIPS	64	/* rows given to other modems in one look */
#define OUTBOX_TIDY_S	60	/* between two looks for rows too old */
#define OUTBOX_NEVER	INT64_MAX

/* Ways in from the event loop and from the end of a turn. */
static void	outbox_timer_cb(evutil_socket_t, short, void *);
static void	outbox_committed_cb(void *, bool);

/* What it works with outlives it.  NULL on no memory. */
struct outbox *
outbox_new(const struct outbox_parts *with)
{
	struct outbox	*ob = calloc(1, sizeof *ob);

	if (ob == NULL)
		return NULL;
	ob->with = *with;
	ob->committed = outbox_committed_cb;
	ob->timer = evtimer_new(with->base, outbox_timer_cb, ob);
	if (ob->timer == NULL) {
		outbox_free(ob);
		return NULL;
	}
	return ob;
}

void
outbox_free(struct outbox *ob)
{
	int	i;

	if (ob == NULL)
		return;
	if (ob->timer != NULL)
		event_free(ob->timer);
	for (i = 0; i < ob->modem_count; i++)
		free(ob->modem[i]);
	free(ob->modem);
	free(ob->job);
	free(ob);
}

static const struct conf_modem *
outbox_settings(const struct outbox *ob, const char *modem)
{
	return conf_find_modem(outbox_conf(ob), modem);
}

/* ---- limits and choice ------------------------------------------------- */

static bool
outbox_is_limited(struct outbox *ob, struct modem *m, int64_t now)
{
	const struct conf_modem	*cm = outbox_settings(ob, m->name);

	return cm == NULL ||
	    limit_is_reached(&m->limit, ob->with.store, cm, now);
}

/* May this worker be given a part now? */
static bool
outbox_may_feed(struct outbox *ob, struct worker *w, struct modem *m,
    int64_t now)
{
	int	i;

	if (!worker_is_idle(w) || m == NULL ||
	    m->result_word == WORD_WAITING || m->leftover_word == WORD_WAITING)
		return false;
	for (i = 0; i < ob->job_count; i++)
		if (ob->job[i].session == worker_session(w))
			return false;
	return !outbox_is_limited(ob, m, now);
}

/*
 * May it be given more than what is urgent?  Not while its SIM's credit is
 * low, the day's money is spent or it rests between two sends.
 */
static bool
outbox_takes_routine(struct outbox *ob, struct modem *m, int64_t now)
{
	const struct conf_modem	*cm = outbox_settings(ob, m->name);

	return cm != NULL && !m->low &&
	    !cost_is_reached(&ob->cost, ob->with.store, outbox_conf(ob), now) &&
	    !limit_is_pausing(&m->limit, ob->with.store, cm, now);
}

/* Is the number of the operator whose SIM is in this modem? */
static bool
outbox_is_home(const struct outbox *ob, const char *modem, const char *number)
{
	const struct conf_modem	*cm = outbox_settings(ob, modem);
	char			 local[NUMBER_SIZE];
	const char		*prefix;
	int			 i;

	if (cm == NULL || !number_local(number, outbox_conf(ob)->country, local,
	    sizeof local))
		return false;
	for (i = 0; i < cm->operator_prefixes.count; i++) {
		prefix = cm->operator_prefixes.item[i];
		if (strncmp(local, prefix, strlen(prefix)) == 0)
			return true;
	}
	return false;
}

static int
outbox_load(const struct modem *m)
{
	int	used = m->limit.used[PER_HOUR];

	return used < 900000 ? used : 900000;
}

/*
 * The modem for a row that may leave by any: of the number's own operator
 * if there is one, then the one that is free, then the least used this hour.
 * The worker that asks wins a draw.
 */
static struct worker *
outbox_choose(struct outbox *ob, struct worker *asking,
    const struct outbox_message *row, int64_t now)
{
	const struct roster *r = ob->with.roster;
	struct worker	*best = asking, *w;
	struct modem	*m;
	int64_t		 cost, least = INT64_MAX;
	bool		 free;
	int		 i;

	for (i = 0; i < r->count; i++) {
		w = r->worker[i];
		m = outbox_modem(ob, worker_name(w));
		if (!worker_is_up(w) || m == NULL || (m->low && !row->urgent))
			continue;
		free = outbox_may_feed(ob, w, m, now) &&
		    (row->urgent || outbox_takes_routine(ob, m, now));
		cost = (outbox_is_home(ob, m->name, row->number) ? 0 :
		    4000000) + (free ? 0 : 2000000) +
		    outbox_load(m) * 2 + (w == asking ? 0 : 1);
		if (cost < least) {
			least = cost;
			best = w;
		}
	}
	return best;
}

/* ---- handing out ------------------------------------------------------- */

static int
outbox_add_job(struct outbox *ob, const struct worker *w,
    const struct wire_sms_out *out)
{
	struct job	*more;
	int		 size = ob->job_size + 8;

	if (ob->job_count == ob->job_size) {
		more = realloc(ob->job, (size_t)size * sizeof *more);
		if (more == NULL)
			return -1;
		ob->job = more;
		ob->job_size = size;
	}
	ob->job[ob->job_count].session = worker_session(w);
	ob->job[ob->job_count++].out = *out;
	outbox_register(ob);
	return 0;
}

/* The next part of a row as its worker wants it.  -1: it has no such part. */
static int
outbox_write_part(const struct outbox *ob, const struct outbox_message *row,
    struct wire_sms_out *out)
{
	struct text_part	part[255];
	int			n, i = row->next_part - 1;

	n = text_split(row->text, row->coding, part, 255);
	if (n != row->parts || i < 0 || i >= n ||
	    part[i].len >= sizeof out->text)
		return -1;
	*out = (struct wire_sms_out){
		.id = row->id,
		.part = (uint32_t)row->next_part,
		.parts = (uint32_t)row->parts,
		/* TS 23.040 9.2.3.24.1: of its own for 256 messages. */
		.ref = (uint32_t)(row->id & 0xff),
		.coding = row->coding == TEXT_UCS2 ? WIRE_CODING_UCS2 :
		    WIRE_CODING_GSM7,
		.report = outbox_conf(ob)->delivery_reports,
		.class = -1,
	};
	memcpy(out->text, row->text + part[i].start, part[i].len);
	snprintf(out->number, sizeof out->number, "%s", row->number);
	return 0;
}

/*
 * Mark a row's next part as this worker's.  Returns 1 if the worker has one
 * now, 0 if the row could not be sent at all, -1 if the database failed.
 */
static int
outbox_take(struct outbox *ob, struct worker *w, struct modem *m,
    const struct outbox_message *row, int64_t now)
{
	struct store		*st = ob->with.store;
	const struct conf_modem	*cm = outbox_settings(ob, m->name);
	struct wire_sms_out	 out;
	int			 price;

	if (outbox_write_part(ob, row, &out) == -1)
		return outbox_fail(ob, row, "text and parts do not agree");
	/* The parts of one message must show the same sender. */
	if (row->parts > 1 && strcmp(row->modem, m->name) != 0 &&
	    store_outbox_set_modem(st, row->id, m->name) == -1)
		return -1;
	if (store_outbox_sending(st, row->id, row->next_part, m->name,
	    worker_sim(w), now) == -1 || outbox_add_job(ob, w, &out) == -1)
		return -1;
	price = cost_price(cm, outbox_is_home(ob, m->name, row->number));
	if (price > 0 && store_account_price(st, row->id, row->next_part,
	    price) == -1)
		return -1;
	cost_use(&ob->cost, price);
	limit_use(&m->limit, cm, now);
	return 1;
}

/*
 * Find the next row for an idle worker.  Rows that suit another modem better
 * are given to that one on the way.
 */
static int
outbox_feed(struct outbox *ob, struct worker *w, struct modem *m, int64_t now)
{
	struct outbox_message	 row;
	struct worker		*best;
	bool			 all = outbox_takes_routine(ob, m, now);
	int			 left, rc;

	for (left = OUTBOX_SKIPS; left > 0; left--) {
		rc = all ? store_outbox_due(ob->with.store, now, m->name, false,
		    &row) : store_outbox_due_urgent(ob->with.store, now,
		    m->name, &row);
		if (rc != 1)
			return rc;
		best = row.modem[0] != '\0' ? w :
		    outbox_choose(ob, w, &row, now);
		if (best == w)
			rc = outbox_take(ob, w, m, &row, now);
		else
			rc = store_outbox_set_modem(ob->with.store, row.id,
			    worker_name(best));
		if (rc == -1 || (rc == 1 && best == w))
			return rc;
	}
	ob->look = true;	/* more may lie behind them */
	return 0;
}

/* Routine rows that nobody could send in time are dropped. */
static int
outbox_tidy(struct outbox *ob, int64_t now)
{
	if (now - ob->tidied_at < OUTBOX_TIDY_S)
		return 0;
	ob->tidied_at = now;
	return store_outbox_drop_older(ob->with.store,
	    now - outbox_conf(ob)->message_lifetime_s);
}

/* The rows of modems that have been down too long may leave by another. */
static int
outbox_free_down(struct outbox *ob, int64_t now)
{
	const struct roster *r = ob->with.roster;
	struct modem	*m;
	int64_t		 down;
	int		 i, n;

	for (i = 0; i < r->count; i++) {
		down = worker_down_since(r->worker[i]);
		m = outbox_modem(ob, worker_name(r->worker[i]));
		if (down == 0 || m == NULL ||
		    now - down < outbox_conf(ob)->modem_down_after_s)
			continue;
		/* Once a second is enough, however many rows come. */
		m->free_again = now == m->freed_at;
		if (m->free_again)
			continue;
		m->freed_at = now;
		n = store_outbox_free_modem(ob->with.store, m->name);
		if (n == -1)
			return -1;
		if (n > 0)
			log_info("%s: down: %d messages may leave by another",
			    m->name, n);
	}
	return 0;
}

/* Is there a modem with enough credit that works? */
static bool
outbox_has_rich(struct outbox *ob)
{
	const struct roster *r = ob->with.roster;
	struct modem	*m;
	int		 i;

	for (i = 0; i < r->count; i++) {
		m = outbox_modem(ob, worker_name(r->worker[i]));
		if (worker_is_up(r->worker[i]) && m != NULL && !m->low)
			return true;
	}
	return false;
}

/*
 * See whose credit is low.  Their routine rows may leave by another; while
 * there is none they wait where they are.
 */
static int
outbox_free_low(struct outbox *ob, int64_t now)
{
	const struct roster *r = ob->with.roster;
	struct modem	*m;
	int		 i, low;

	for (i = 0; i < r->count; i++) {
		m = outbox_modem(ob, worker_name(r->worker[i]));
		low = store_sim_is_low(ob->with.store,
		    worker_sim(r->worker[i]));
		if (low == -1)
			return -1;
		if (m == NULL)
			continue;
		if (m->low && low == 0)
			ob->tidied_at = 0;	/* before the rest goes out */
		m->low = low == 1;
	}
	for (i = 0; i < r->count; i++) {
		m = outbox_modem(ob, worker_name(r->worker[i]));
		if (m == NULL || !m->low || !outbox_has_rich(ob))
			continue;
		/* Once a second is enough, however many rows come. */
		m->low_again = m->low_freed_at == now;
		if (m->low_again)
			continue;
		m->low_freed_at = now;
		if (store_outbox_free_routine(ob->with.store, m->name) == -1)
			return -1;
	}
	return 0;
}

/* Rows of modems that are not configured any more. */
static int
outbox_check_modems(struct outbox *ob)
{
	struct store		*st = ob->with.store;
	struct outbox_part	 p = { .outbox_id = 0 };
	struct outbox_message	 row;
	char			 name[STORE_CODE_SIZE] = "";
	int			 rc;

	while ((rc = store_outbox_in_flight(st, NULL, p.outbox_id, &p)) == 1)
		if (!roster_knows(ob->with.roster, p.modem) &&
		    (store_outbox_get(st, p.outbox_id, &row) != 1 ||
		    outbox_doubt(ob, &row, "its modem was removed") == -1))
			return -1;
	if (rc == -1)
		return -1;
	while ((rc = store_outbox_next_modem(st, name, name)) == 1)
		if (!roster_knows(ob->with.roster, name) &&
		    store_outbox_free_modem(st, name) == -1)
			return -1;
	if (rc == 0)
		ob->check_modems = false;
	return rc;
}

/* What has to be right before rows are handed out. */
static int
outbox_prepare(struct outbox *ob, int64_t now)
{
	int	i;

	for (i = 0; i < ob->modem_count; i++)
		if (outbox_record(ob, ob->modem[i]) == -1)
			return -1;
	if (ob->check_modems && outbox_check_modems(ob) == -1)
		return -1;
	return outbox_tidy(ob, now);
}

static int
outbox_feed_all(struct outbox *ob, int64_t now)
{
	const struct roster	*r = ob->with.roster;
	struct outbox_message	 row;
	struct modem		*m;
	int			 i, rc;

	if ((rc = store_outbox_due(ob->with.store, now, "", true, &row)) != 1)
		return rc;
	if (outbox_free_down(ob, now) == -1 ||
	    outbox_free_low(ob, now) == -1 || outbox_tidy(ob, now) == -1)
		return -1;
	if (cost_is_reached(&ob->cost, ob->with.store, outbox_conf(ob), now) &&
	    cost_tell(&ob->cost, ob->with.store, ob->with.desk, now) == -1)
		return -1;
	for (i = 0; i < r->count; i++) {
		m = outbox_modem(ob, worker_name(r->worker[i]));
		if (outbox_may_feed(ob, r->worker[i], m, now) &&
		    outbox_feed(ob, r->worker[i], m, now) == -1)
			return -1;
	}
	return 0;
}

/*
 * Give every idle modem its next part: marked in the transaction that is
 * open, handed over when it is committed.
 */
void
outbox_fill(struct outbox *ob)
{
	int64_t	now = clock_now();

	if (now < ob->ill_until)
		return;
	ob->look = false;
	if (outbox_prepare(ob, now) == -1 || outbox_feed_all(ob, now) == -1) {
		ob->look = true;
		outbox_ill(ob);
	}
}

/* ---- after the commit -------------------------------------------------- */

static void
outbox_word_settled(enum word *word, bool ok)
{
	if (*word == WORD_APPLIED)
		*word = ok ? WORD_NONE : WORD_WAITING;
}

/* The worker has gone since: nothing left us, so the row is due again. */
static void
outbox_hand_back(struct outbox *ob, int64_t id)
{
	if (commit_begin(ob->with.commit) == 0 && outbox_requeue(ob, id) == -1)
		outbox_ill(ob);
}

static void
outbox_committed_cb(void *arg, bool ok)
{
	struct outbox	*ob = arg;
	struct job	*job = ob->job;
	struct worker	*w;
	int		 i, count = ob->job_count;

	ob->registered = false;
	for (i = 0; i < ob->modem_count; i++) {
		outbox_word_settled(&ob->modem[i]->result_word, ok);
		outbox_word_settled(&ob->modem[i]->leftover_word, ok);
	}
	ob->job = NULL;
	ob->job_count = ob->job_size = 0;
	for (i = 0; ok && i < count; i++) {
		w = roster_find_session(ob->with.roster, job[i].session);
		if (w == NULL || worker_submit(w, &job[i].out) == -1)
			outbox_hand_back(ob, job[i].out.id);
	}
	free(job);
}

/* ---- timers ------------------------------------------------------------ */

/* Rows are due that nobody could take: what else may change with time? */
static int64_t
outbox_next_chance(struct outbox *ob, int64_t now)
{
	const struct roster *r = ob->with.roster;
	struct modem	*m;
	int64_t		 at, next = OUTBOX_NEVER;
	int		 i;

	if (outbox_conf(ob)->cost_per_day > 0 && ob->cost.next_day_at > now)
		next = ob->cost.next_day_at;
	for (i = 0; i < r->count; i++) {
		m = outbox_modem(ob, worker_name(r->worker[i]));
		if (m != NULL && m->low && m->low_again)
			at = now + 1;
		else if (m != NULL && m->free_again)
			at = now + 1;
		else if (worker_is_up(r->worker[i]))
			at = m == NULL ? 0 : limit_again_at(&m->limit, now);
		else
			at = worker_down_since(r->worker[i]) +
			    outbox_conf(ob)->modem_down_after_s;
		if (at > now && at < next)
			next = at;
	}
	return next;
}

/* Set the timer for the next moment at which a row can move. */
void
outbox_arm(struct outbox *ob)
{
	struct timeval	tv = { 0, 0 };
	int64_t		at, now = clock_now();
	int		rc;

	rc = store_outbox_next_try(ob->with.store, &at);
	if (rc == 1 && at <= now)
		at = ob->look ? now : outbox_next_chance(ob, now);
	else if (rc != 1)
		at = ob->look && ob->check_modems ? now : OUTBOX_NEVER;
	if (at == OUTBOX_NEVER || ob->with.roster->stopping) {
		event_del(ob->timer);
		return;
	}
	if (at < ob->ill_until)
		at = ob->ill_until;
	if (at < now + OUTBOX_ILL_S && commit_is_failing(ob->with.commit))
		at = now + OUTBOX_ILL_S;
	if (at > now)
		tv.tv_sec = at - now;
	event_add(ob->timer, &tv);
}

/* The turn's end does the work: see outbox_fill. */
static void
outbox_timer_cb(evutil_socket_t fd, short what, void *arg)
{
	struct outbox	*ob = arg;

	(void)fd;
	(void)what;
	ob->look = true;
	if (commit_begin(ob->with.commit) == -1)
		outbox_arm(ob);
}

/* Rows or workers have changed: look again soon. */
void
outbox_kick(struct outbox *ob)
{
	ob->look = true;
	outbox_arm(ob);
}

/* What this modem has used of its limits, and when it may send again. */
int
outbox_account(struct outbox *ob, const char *modem, struct outbox_account *a)
{
	struct modem	*m = outbox_modem(ob, modem);
	struct worker	*w = roster_find(ob->with.roster, modem);
	int64_t		 now = clock_now();
	int		 i;

	if (m == NULL || w == NULL)
		return -1;
	for (i = 0; i < PER_COUNT; i++) {
		a->used[i] = store_outbox_parts_since(ob->with.store, modem,
		    now - limit_window_s(i) + 1);
		if (a->used[i] == -1)
			return -1;
	}
	a->urgent_only = !outbox_takes_routine(ob, m, now) ||
	    store_sim_is_low(ob->with.store, worker_sim(w)) == 1;
	outbox_is_limited(ob, m, now);
	a->next_at = limit_again_at(&m->limit, now);
	return 0;
}

/* The configuration changed: rows of modems that are gone need another. */
void
outbox_configured(struct outbox *ob)
{
	ob->check_modems = true;
	outbox_kick(ob);
}
