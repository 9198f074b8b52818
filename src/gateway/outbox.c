/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * outbox - messages waiting to be sent: by which modem, when, and what
 * became of each.
 *
 * The database is the queue.  This file holds only what a restart can do
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

#include "commit.h"
#include "conf.h"
#include "cost.h"
#include "gateway.h"
#include "language/number.h"
#include "language/text.h"
#include "limit.h"
#include "log.h"
#include "outbox.h"
#include "store/store.h"
#include "worker.h"

#define OUTBOX_SKIPS	64	/* rows given to other modems in one look */
#define OUTBOX_TIDY_S	60	/* between two looks for rows too old */
#define OUTBOX_ILL_S	5	/* after the database refused */
#define OUTBOX_NEVER	INT64_MAX
#define OUTBOX_GARBLED	2	/* tries that need no long pause */
#define OUTBOX_GARBLED_S 3

/* After the first refusal, the second, ...; then it is given up. */
static const int	outbox_pause_s[] = { 60, 300, 900, 3600 };
#define OUTBOX_PAUSES	(int)(sizeof outbox_pause_s / sizeof *outbox_pause_s)

/* What a modem said of a send: is it in the database yet? */
enum word {
	WORD_NONE,		/* nothing to record */
	WORD_WAITING,		/* not recorded: the modem gets nothing new */
	WORD_APPLIED		/* in this turn's transaction */
};

struct modem {
	char		name[STORE_CODE_SIZE];
	struct limit	limit;
	bool		low;		/* its SIM's credit is */
	int64_t		freed_at;	/* its rows were given to others */
	enum word	result_word, leftover_word;
	struct wire_sms_result result;
	struct wire_leftover leftover;
};

/* A part marked "sending", to be handed over after the COMMIT. */
struct job {
	uint64_t	session;
	struct wire_sms_out out;
};

struct outbox {
	struct gateway	*gw;		/* borrowed */
	struct event	*timer;		/* owned */
	struct modem	**modem;	/* owned */
	int		 modem_count;
	struct job	*job;		/* owned; of this turn */
	int		 job_count, job_size;
	struct cost	 cost;
	int64_t		 tidied_at;
	int64_t		 ill_until;	/* the database refused a row */
	bool		 look;		/* changes since the last fill */
	bool		 check_modems;	/* the configuration changed */
	bool		 registered;	/* for the end of this turn */
};

/* Ways in from the event loop and from the end of a turn. */
static void	outbox_timer_cb(evutil_socket_t, short, void *);
static void	outbox_committed_cb(void *, bool);

/* Over the parts of a gateway, which outlives it.  NULL on no memory. */
struct outbox *
outbox_new(struct gateway *gw)
{
	struct outbox	*ob = calloc(1, sizeof *ob);

	if (ob == NULL)
		return NULL;
	ob->gw = gw;
	ob->timer = evtimer_new(gw->base, outbox_timer_cb, ob);
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

/* What we remember of a modem, made when it is first asked for. */
static struct modem *
outbox_modem(struct outbox *ob, const char *name)
{
	struct modem	*m, **more;
	int		 i;

	for (i = 0; i < ob->modem_count; i++)
		if (strcmp(ob->modem[i]->name, name) == 0)
			return ob->modem[i];
	m = calloc(1, sizeof *m);
	more = realloc(ob->modem, (size_t)(ob->modem_count + 1) * sizeof *more);
	if (more != NULL)
		ob->modem = more;
	if (m == NULL || more == NULL) {
		free(m);
		log_error("outbox: no memory");
		return NULL;
	}
	snprintf(m->name, sizeof m->name, "%s", name);
	return more[ob->modem_count++] = m;
}

/* Hear of the end of this turn, once. */
static void
outbox_register(struct outbox *ob)
{
	if (ob->registered)
		return;
	ob->registered = true;
	commit_then(ob->gw->commit, outbox_committed_cb, ob);
}

/* ---- what became of a send --------------------------------------------- */

static int
outbox_fail(struct outbox *ob, const struct outbox_message *row,
    const char *reason)
{
	char	masked[LOG_NUMBER_SIZE];

	log_warn("message %lld to %s: %s: given up", (long long)row->id,
	    log_mask_number(row->number, masked), reason);
	return store_outbox_set_state(ob->gw->store, row->id, OUTBOX_FAILED,
	    reason);
}

/* It may have been sent.  The configuration says what is the lesser evil. */
static int
outbox_doubt(struct outbox *ob, const struct outbox_message *row,
    const char *reason)
{
	char	masked[LOG_NUMBER_SIZE];
	bool	resend = ob->gw->conf->on_uncertain == UNCERTAIN_RESEND &&
	    row->attempts < OUTBOX_PAUSES;

	log_warn("message %lld to %s: uncertain, %s: %s", (long long)row->id,
	    log_mask_number(row->number, masked), reason,
	    resend ? "sent again" : "shown, not sent again");
	if (resend)
		return store_outbox_retry(ob->gw->store, row->id,
		    gateway_now(), reason);
	return store_outbox_set_state(ob->gw->store, row->id,
	    OUTBOX_UNCERTAIN, reason);
}

static int
outbox_on_sent(struct outbox *ob, const struct outbox_message *row,
    const struct wire_sms_result *r)
{
	return store_outbox_part_sent(ob->gw->store, row->id, (int)r->part,
	    r->mr, gateway_now());
}

/*
 * The network's refusals are given time.  But 303-305 speak of the command
 * itself (3GPP TS 27.005 3.2.5): where they are temporary the modem garbled
 * it, being hurried, and its next worker is slower.
 */
static int
outbox_pause(const struct outbox_message *row, int code)
{
	int	tries = row->attempts < 0 ? 0 : row->attempts;

	if (code >= 303 && code <= 305 && tries < OUTBOX_GARBLED)
		return OUTBOX_GARBLED_S;
	return outbox_pause_s[tries];
}

static int
outbox_on_temporary(struct outbox *ob, const struct outbox_message *row,
    const struct wire_sms_result *r)
{
	char	reason[STORE_NAME_SIZE];

	if (store_outbox_part_failed(ob->gw->store, row->id, (int)r->part,
	    r->code) == -1)
		return -1;
	snprintf(reason, sizeof reason, "network error %d", (int)r->code);
	if (row->attempts >= OUTBOX_PAUSES)
		return outbox_fail(ob, row, reason);
	return store_outbox_retry(ob->gw->store, row->id, gateway_now() +
	    outbox_pause(row, r->code), reason);
}

static int
outbox_on_permanent(struct outbox *ob, const struct outbox_message *row,
    const struct wire_sms_result *r)
{
	char	reason[STORE_NAME_SIZE];

	if (store_outbox_part_failed(ob->gw->store, row->id, (int)r->part,
	    r->code) == -1)
		return -1;
	snprintf(reason, sizeof reason, "refused with error %d", (int)r->code);
	return outbox_fail(ob, row, reason);
}

static int
outbox_on_unknown(struct outbox *ob, const struct outbox_message *row,
    const struct wire_sms_result *r)
{
	(void)r;
	return outbox_doubt(ob, row, "no answer from the network");
}

/* Write down what a modem said of a part.  -1: the database failed. */
static int
outbox_apply(struct outbox *ob, const struct wire_sms_result *r)
{
	static int (*const on[])(struct outbox *,
	    const struct outbox_message *, const struct wire_sms_result *) = {
		[WIRE_SENT] = outbox_on_sent,
		[WIRE_TEMPORARY] = outbox_on_temporary,
		[WIRE_PERMANENT] = outbox_on_permanent,
		[WIRE_UNKNOWN] = outbox_on_unknown,
	};
	struct outbox_message	row;
	bool			wanted;
	int			rc;

	if ((rc = store_outbox_get(ob->gw->store, r->id, &row)) == -1)
		return -1;
	wanted = rc == 1 && r->part == (uint32_t)row.next_part &&
	    r->outcome < sizeof on / sizeof *on &&
	    (row.state == OUTBOX_SENDING ||
	    (row.state == OUTBOX_UNCERTAIN && r->outcome == WIRE_SENT));
	if (!wanted) {
		log_info("message %lld part %u: a late result, ignored",
		    (long long)r->id, (unsigned)r->part);
		return 0;
	}
	return on[r->outcome](ob, &row, r);
}

/* It never reached its modem: due as before. */
static int
outbox_requeue(struct outbox *ob, int64_t id)
{
	log_info("message %lld: never reached its modem, due again",
	    (long long)id);
	ob->look = true;
	return store_outbox_set_state(ob->gw->store, id, OUTBOX_DUE, "");
}

/* One part that an earlier worker of this modem had, and its journal. */
static int
outbox_settle(struct outbox *ob, const struct outbox_part *p,
    const struct wire_leftover *lo)
{
	struct outbox_message	row;
	struct wire_sms_result	r = {
		.id = lo->id, .part = lo->part, .outcome = lo->outcome,
		.code = lo->code, .mr = lo->mr
	};
	bool	same = lo->present && lo->stage != WIRE_STAGE_NONE &&
		    lo->id == p->outbox_id && lo->part == (uint32_t)p->part;

	if (same && lo->stage == WIRE_STAGE_RESULT)
		return outbox_apply(ob, &r);
	if (lo->present && !same)
		return outbox_requeue(ob, p->outbox_id);
	if (store_outbox_get(ob->gw->store, p->outbox_id, &row) != 1)
		return -1;
	return outbox_doubt(ob, &row, same ? "the send was cut short" :
	    "the machine stopped while sending");
}

/* All doubtful parts of one modem. */
static int
outbox_settle_modem(struct outbox *ob, const char *name,
    const struct wire_leftover *lo)
{
	struct outbox_part	p = { .outbox_id = 0 };
	int			rc;

	while ((rc = store_outbox_in_flight(ob->gw->store, name, p.outbox_id,
	    &p)) == 1)
		if (outbox_settle(ob, &p, lo) == -1)
			return -1;
	return rc;
}

/* Record what a modem said, in the transaction that is open. */
static int
outbox_record(struct outbox *ob, struct modem *m)
{
	if (m->leftover_word == WORD_WAITING) {
		if (outbox_settle_modem(ob, m->name, &m->leftover) == -1)
			return -1;
		m->leftover_word = WORD_APPLIED;
		outbox_register(ob);
	}
	if (m->result_word == WORD_WAITING) {
		if (outbox_apply(ob, &m->result) == -1)
			return -1;
		m->result_word = WORD_APPLIED;
		outbox_register(ob);
	}
	return 0;
}

/* The disk refused: the turn is lost, and for some seconds we rest. */
static void
outbox_ill(struct outbox *ob)
{
	ob->ill_until = gateway_now() + OUTBOX_ILL_S;
	commit_abort(ob->gw->commit);
}

static void
outbox_try_record(struct outbox *ob, struct modem *m)
{
	if (commit_begin(ob->gw->commit) == 0 && outbox_record(ob, m) == -1)
		outbox_ill(ob);
}

/* A worker tells what became of the part in its hands. */
void
outbox_result(struct outbox *ob, struct worker *w,
    const struct wire_sms_result *r)
{
	struct modem	*m = outbox_modem(ob, worker_name(w));

	if (m == NULL)
		return;		/* the journal keeps it for the next start */
	if (m->result_word == WORD_APPLIED)
		commit_flush(ob->gw->commit);
	m->result = *r;
	m->result_word = WORD_WAITING;
	outbox_try_record(ob, m);
}

/* A new worker tells what its predecessor had in its hands. */
void
outbox_leftover(struct outbox *ob, struct worker *w,
    const struct wire_leftover *lo)
{
	struct modem	*m = outbox_modem(ob, worker_name(w));

	if (m == NULL)
		return;
	m->result_word = WORD_NONE;	/* the journal says it as well */
	m->leftover = *lo;
	m->leftover_word = WORD_WAITING;
	outbox_try_record(ob, m);
}

/* ---- limits and choice ------------------------------------------------- */

static bool
outbox_is_limited(struct outbox *ob, struct modem *m, int64_t now)
{
	const struct conf_modem	*cm = gateway_modem(ob->gw, m->name);

	return cm == NULL ||
	    limit_is_reached(&m->limit, ob->gw->store, cm, now);
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
	const struct conf_modem	*cm = gateway_modem(ob->gw, m->name);

	return cm != NULL && !m->low &&
	    !cost_is_reached(&ob->cost, ob->gw->store, ob->gw->conf, now) &&
	    !limit_is_pausing(&m->limit, ob->gw->store, cm, now);
}

/* Is the number of the operator whose SIM is in this modem? */
static bool
outbox_is_home(const struct outbox *ob, const char *modem, const char *number)
{
	const struct conf_modem	*cm = gateway_modem(ob->gw, modem);
	char			 local[NUMBER_SIZE];
	const char		*prefix;
	int			 i;

	if (cm == NULL || !number_local(number, ob->gw->conf->country, local,
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
	struct gateway	*gw = ob->gw;
	struct worker	*best = asking, *w;
	struct modem	*m;
	int64_t		 cost, least = INT64_MAX;
	bool		 free;
	int		 i;

	for (i = 0; i < gw->worker_count; i++) {
		w = gw->worker[i];
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
		.report = ob->gw->conf->delivery_reports,
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
	struct store		*st = ob->gw->store;
	const struct conf_modem	*cm = gateway_modem(ob->gw, m->name);
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
		rc = all ? store_outbox_due(ob->gw->store, now, m->name, false,
		    &row) : store_outbox_due_urgent(ob->gw->store, now,
		    m->name, &row);
		if (rc != 1)
			return rc;
		best = row.modem[0] != '\0' ? w :
		    outbox_choose(ob, w, &row, now);
		if (best == w)
			rc = outbox_take(ob, w, m, &row, now);
		else
			rc = store_outbox_set_modem(ob->gw->store, row.id,
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
	return store_outbox_drop_older(ob->gw->store,
	    now - ob->gw->conf->message_lifetime_s);
}

/* The rows of modems that have been down too long may leave by another. */
static int
outbox_free_down(struct outbox *ob, int64_t now)
{
	struct gateway	*gw = ob->gw;
	struct modem	*m;
	int64_t		 down;
	int		 i, n;

	for (i = 0; i < gw->worker_count; i++) {
		down = worker_down_since(gw->worker[i]);
		m = outbox_modem(ob, worker_name(gw->worker[i]));
		if (down == 0 || m == NULL ||
		    now - down < gw->conf->modem_down_after_s ||
		    now == m->freed_at)
			continue;
		m->freed_at = now;
		n = store_outbox_free_modem(gw->store, m->name);
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
	struct modem	*m;
	int		 i;

	for (i = 0; i < ob->gw->worker_count; i++) {
		m = outbox_modem(ob, worker_name(ob->gw->worker[i]));
		if (worker_is_up(ob->gw->worker[i]) && m != NULL && !m->low)
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
	struct gateway	*gw = ob->gw;
	struct modem	*m;
	int		 i, low;

	for (i = 0; i < gw->worker_count; i++) {
		m = outbox_modem(ob, worker_name(gw->worker[i]));
		low = store_sim_is_low(gw->store, worker_sim(gw->worker[i]));
		if (low == -1)
			return -1;
		if (m == NULL)
			continue;
		if (m->low && low == 0)
			ob->tidied_at = 0;	/* before the rest goes out */
		m->low = low == 1;
	}
	for (i = 0; i < gw->worker_count; i++) {
		m = outbox_modem(ob, worker_name(gw->worker[i]));
		if (m == NULL || !m->low || m->freed_at == now ||
		    !outbox_has_rich(ob))
			continue;
		m->freed_at = now;
		if (store_outbox_free_routine(gw->store, m->name) == -1)
			return -1;
	}
	return 0;
}

static bool
outbox_knows(const struct outbox *ob, const char *modem)
{
	int	i;

	if (gateway_find_modem(ob->gw, modem) != NULL)
		return true;
	for (i = 0; i < ob->gw->leaving_count; i++)
		if (strcmp(worker_name(ob->gw->leaving[i]), modem) == 0)
			return true;
	return false;
}

/* Rows of modems that are not configured any more. */
static int
outbox_check_modems(struct outbox *ob)
{
	struct store		*st = ob->gw->store;
	struct outbox_part	 p = { .outbox_id = 0 };
	struct outbox_message	 row;
	char			 name[STORE_CODE_SIZE] = "";
	int			 rc;

	while ((rc = store_outbox_in_flight(st, NULL, p.outbox_id, &p)) == 1)
		if (!outbox_knows(ob, p.modem) &&
		    (store_outbox_get(st, p.outbox_id, &row) != 1 ||
		    outbox_doubt(ob, &row, "its modem was removed") == -1))
			return -1;
	if (rc == -1)
		return -1;
	while ((rc = store_outbox_next_modem(st, name, name)) == 1)
		if (!outbox_knows(ob, name) &&
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
	struct gateway		*gw = ob->gw;
	struct outbox_message	 row;
	struct modem		*m;
	int			 i, rc;

	if ((rc = store_outbox_due(gw->store, now, "", true, &row)) != 1)
		return rc;
	if (outbox_free_down(ob, now) == -1 ||
	    outbox_free_low(ob, now) == -1 || outbox_tidy(ob, now) == -1)
		return -1;
	if (cost_is_reached(&ob->cost, gw->store, gw->conf, now) &&
	    cost_tell(&ob->cost, gw->store, gw->desk, now) == -1)
		return -1;
	for (i = 0; i < gw->worker_count; i++) {
		m = outbox_modem(ob, worker_name(gw->worker[i]));
		if (outbox_may_feed(ob, gw->worker[i], m, now) &&
		    outbox_feed(ob, gw->worker[i], m, now) == -1)
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
	int64_t	now = gateway_now();

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
	if (commit_begin(ob->gw->commit) == 0 && outbox_requeue(ob, id) == -1)
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
		w = gateway_find_session(ob->gw, job[i].session);
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
	struct gateway	*gw = ob->gw;
	struct modem	*m;
	int64_t		 at, next = OUTBOX_NEVER;
	int		 i;

	if (gw->conf->cost_per_day > 0 && ob->cost.next_day_at > now)
		next = ob->cost.next_day_at;
	for (i = 0; i < gw->worker_count; i++) {
		m = outbox_modem(ob, worker_name(gw->worker[i]));
		if (worker_is_up(gw->worker[i]))
			at = m == NULL ? 0 : limit_again_at(&m->limit, now);
		else
			at = worker_down_since(gw->worker[i]) +
			    gw->conf->modem_down_after_s;
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
	int64_t		at, now = gateway_now();
	int		rc;

	rc = store_outbox_next_try(ob->gw->store, &at);
	if (rc == 1 && at <= now)
		at = ob->look ? now : outbox_next_chance(ob, now);
	else if (rc != 1)
		at = ob->look && ob->check_modems ? now : OUTBOX_NEVER;
	if (at == OUTBOX_NEVER || ob->gw->stopping) {
		event_del(ob->timer);
		return;
	}
	if (at < ob->ill_until)
		at = ob->ill_until;
	if (at < now + OUTBOX_ILL_S && commit_is_failing(ob->gw->commit))
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
	if (commit_begin(ob->gw->commit) == -1)
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
	struct worker	*w = gateway_find_modem(ob->gw, modem);
	int64_t		 now = gateway_now();
	int		 i;

	if (m == NULL || w == NULL)
		return -1;
	for (i = 0; i < PER_COUNT; i++) {
		a->used[i] = store_outbox_parts_since(ob->gw->store, modem,
		    now - limit_window_s(i) + 1);
		if (a->used[i] == -1)
			return -1;
	}
	a->urgent_only = !outbox_takes_routine(ob, m, now) ||
	    store_sim_is_low(ob->gw->store, worker_sim(w)) == 1;
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
