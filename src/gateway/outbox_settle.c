/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * outbox_settle - what became of a send: what a modem said of it, or the
 * journal that its last worker left behind.
 *
 * A word that the disk refuses is kept, and its modem gets nothing new
 * before it is recorded.
 */

#include "config.h"

#include <stdio.h>

#include "base/clock.h"
#include "base/log.h"
#include "conf/conf.h"
#include "gateway/fleet/worker.h"
#include "gateway/outbox.h"
#include "gateway/outbox_private.h"
#include "gateway/turn/commit.h"

#define OUTBOX_GARBLED	2	/* tries that need no long pause */
#define OUTBOX_GARBLED_S 3

/* After the first refusal, the second, ...; then it is given up. */
static const int	outbox_pause_s[] = { 60, 300, 900, 3600 };
#define OUTBOX_PAUSES	(int)(sizeof outbox_pause_s / sizeof *outbox_pause_s)

/* It will not be sent, for good.  0 or -1. */
int
outbox_fail(struct outbox *ob, const struct outbox_message *row,
    const char *reason)
{
	char	masked[LOG_NUMBER_SIZE];

	log_warn("message %lld to %s: %s: given up", (long long)row->id,
	    log_mask_number(row->number, masked), reason);
	return store_outbox_set_state(ob->with.store, row->id, OUTBOX_FAILED,
	    reason);
}

/* It may have been sent.  The configuration says what is the lesser evil. */
int
outbox_doubt(struct outbox *ob, const struct outbox_message *row,
    const char *reason)
{
	char	masked[LOG_NUMBER_SIZE];
	bool	resend = outbox_conf(ob)->on_uncertain == UNCERTAIN_RESEND &&
	    row->attempts < OUTBOX_PAUSES;

	log_warn("message %lld to %s: uncertain, %s: %s", (long long)row->id,
	    log_mask_number(row->number, masked), reason,
	    resend ? "sent again" : "shown, not sent again");
	if (resend)
		return store_outbox_retry(ob->with.store, row->id,
		    clock_now(), reason);
	return store_outbox_set_state(ob->with.store, row->id,
	    OUTBOX_UNCERTAIN, reason);
}

static int
outbox_on_sent(struct outbox *ob, const struct outbox_message *row,
    const struct wire_sms_result *r)
{
	return store_outbox_part_sent(ob->with.store, row->id, (int)r->part,
	    r->mr, clock_now());
}

/*
 * The network's refusals are given time.  But 303-305 speak of the command
 * itself (3GPP TS 27.005 3.2.5): where they are temporary the modem garbled
 * it, being hurried, and its next worker is slower.  And without any code it
 * was the modem that failed before it gave the message to the network.
 */
static int
outbox_pause(const struct outbox_message *row, int code)
{
	int	tries = row->attempts < 0 ? 0 : row->attempts;

	if ((code == -1 || (code >= 303 && code <= 305)) &&
	    tries < OUTBOX_GARBLED)
		return OUTBOX_GARBLED_S;
	return outbox_pause_s[tries];
}

static int
outbox_on_temporary(struct outbox *ob, const struct outbox_message *row,
    const struct wire_sms_result *r)
{
	char	reason[STORE_NAME_SIZE];

	if (store_outbox_part_failed(ob->with.store, row->id, (int)r->part,
	    r->code) == -1)
		return -1;
	if (r->code == -1)
		snprintf(reason, sizeof reason, "the modem failed");
	else
		snprintf(reason, sizeof reason, "network error %d",
		    (int)r->code);
	if (row->attempts >= OUTBOX_PAUSES)
		return outbox_fail(ob, row, reason);
	return store_outbox_retry(ob->with.store, row->id, clock_now() +
	    outbox_pause(row, r->code), reason);
}

static int
outbox_on_permanent(struct outbox *ob, const struct outbox_message *row,
    const struct wire_sms_result *r)
{
	char	reason[STORE_NAME_SIZE];

	if (store_outbox_part_failed(ob->with.store, row->id, (int)r->part,
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

	if ((rc = store_outbox_get(ob->with.store, r->id, &row)) == -1)
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
int
outbox_requeue(struct outbox *ob, int64_t id)
{
	log_info("message %lld: never reached its modem, due again",
	    (long long)id);
	ob->look = true;
	return store_outbox_set_state(ob->with.store, id, OUTBOX_DUE, "");
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
	if (store_outbox_get(ob->with.store, p->outbox_id, &row) != 1)
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

	while ((rc = store_outbox_in_flight(ob->with.store, name, p.outbox_id,
	    &p)) == 1)
		if (outbox_settle(ob, &p, lo) == -1)
			return -1;
	return rc;
}

/* Record what a modem said, in the transaction that is open. */
int
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

static void
outbox_try_record(struct outbox *ob, struct modem *m)
{
	if (commit_begin(ob->with.commit) == 0 && outbox_record(ob, m) == -1)
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
		commit_flush(ob->with.commit);
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
