/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * outbox - what waits to be sent, each time a part was given to a modem, and
 * what became of it.
 *
 * This file knows which row a result or a delivery report belongs to, and
 * what the parts say of the whole message.
 */

#include <stdio.h>
#include <string.h>

#include "store/outbox.h"
#include "store/rows.h"

/* How far back a delivery report may reach, seconds. */
#define REPORT_REACH	(7 * 86400)

static const char *const outbox_states[] = {
#define X(name, text)	[OUTBOX_##name] = text,
	OUTBOX_STATES(X)
#undef X
};

static const char *const codings[] = {
	[TEXT_GSM7] = "gsm7",
	[TEXT_UCS2] = "ucs2",
};

/* A state in the words of the database and of lists. */
const char *
outbox_state_name(enum outbox_state state)
{
	return outbox_states[state];
}

/* Its text, and what the radio makes of it. */
void
outbox_bind_text(struct row *r, const struct outbox_message *m)
{
	row_bind_text(r, ":coding", codings[m->coding]);
	row_bind_int(r, ":parts", m->parts);
	row_bind_text(r, ":text", m->text);
}

/*
 * Keep a message that is to be sent, in the state and from the time that it
 * says, and fill its id.  parts and next_part of 0 are 1.  0 or -1.
 */
int
store_outbox_add(struct store *st, struct outbox_message *m)
{
	struct row	r;

	if (m->parts == 0)
		m->parts = 1;
	if (m->next_part == 0)
		m->next_part = 1;
	row_open(&r, st, Q_OUTBOX_ADD);
	row_bind_int(&r, ":phone", m->phone_id);
	row_bind_text(&r, ":modem", m->modem);
	row_bind_text(&r, ":kind", m->kind);
	row_bind_int(&r, ":urgent", m->urgent);
	outbox_bind_text(&r, m);
	row_bind_int(&r, ":next_part", m->next_part);
	row_bind_id(&r, ":report", m->report_id);
	row_bind_id(&r, ":seat", m->seat_id);
	row_bind_id(&r, ":inbox", m->inbox_id);
	row_bind_text(&r, ":state", outbox_states[m->state]);
	row_bind_text(&r, ":reason", m->reason);
	row_bind_int(&r, ":created_at", m->created_at);
	row_bind_int(&r, ":next_try", m->next_try);
	row_bind_int(&r, ":attempts", m->attempts);
	return row_run_id(&r, &m->id);
}

/* The row of a statement that reads a whole message. */
void
outbox_read(struct row *r, struct outbox_message *m)
{
	m->id = row_get_int64(r);
	m->phone_id = row_get_int64(r);
	row_get_text(r, m->number, sizeof m->number);
	row_get_text(r, m->modem, sizeof m->modem);
	row_get_text(r, m->kind, sizeof m->kind);
	m->urgent = row_get_bool(r);
	m->coding = (enum text_coding)row_get_name(r, codings,
	    NAME_COUNT(codings));
	m->parts = row_get_int(r);
	m->next_part = row_get_int(r);
	m->report_id = row_get_int64(r);
	m->seat_id = row_get_int64(r);
	m->inbox_id = row_get_int64(r);
	m->state = (enum outbox_state)row_get_name(r, outbox_states,
	    NAME_COUNT(outbox_states));
	row_get_text(r, m->reason, sizeof m->reason);
	m->created_at = row_get_int64(r);
	m->next_try = row_get_int64(r);
	m->attempts = row_get_int(r);
	row_get_text(r, m->text, sizeof m->text);
}

static int
outbox_one(struct row *r, struct outbox_message *m)
{
	int	rc = row_step(r);

	if (rc == 1)
		outbox_read(r, m);
	return row_close(r, rc);
}

/* 1 and the message, 0 if there is none with this id, -1 failed. */
int
store_outbox_get(struct store *st, int64_t id, struct outbox_message *m)
{
	struct row	r;

	row_open(&r, st, Q_OUTBOX_GET);
	row_bind_int(&r, ":id", id);
	return outbox_one(&r, m);
}

/*
 * What this modem should send now: urgent first, then what is due longest.
 * Its own and nobody's; with any also what is meant for other modems, which
 * are down.  next_part is the part to send.  1 found, 0 none, -1 failed.
 */
int
store_outbox_due(struct store *st, int64_t now, const char *modem, bool any,
    struct outbox_message *m)
{
	struct row	r;

	row_open(&r, st, Q_OUTBOX_DUE);
	row_bind_int(&r, ":now", now);
	row_bind_text(&r, ":modem", modem);
	row_bind_int(&r, ":any", any);
	return outbox_one(&r, m);
}

/* The urgent among them, where this modem sends nothing else now.  As above. */
int
store_outbox_due_urgent(struct store *st, int64_t now, const char *modem,
    struct outbox_message *m)
{
	struct row	r;

	row_open(&r, st, Q_OUTBOX_DUE_URGENT);
	row_bind_int(&r, ":now", now);
	row_bind_text(&r, ":modem", modem);
	return outbox_one(&r, m);
}

/* When the first due row may be tried.  1, 0 there is none, -1 failed. */
int
store_outbox_next_try(struct store *st, int64_t *at)
{
	struct row	r;
	int		rc;

	row_open(&r, st, Q_OUTBOX_NEXT_TRY);
	if ((rc = row_step(&r)) == 1) {
		if (sqlite3_column_type(r.stmt, 0) == SQLITE_NULL)
			rc = 0;
		*at = row_get_int64(&r);
	}
	return row_close(&r, rc);
}

/*
 * A modem is about to be given a part: commit this before it is.  0 or -1.
 */
int
store_outbox_sending(struct store *st, int64_t id, int part,
    const char *modem, const char *sim, int64_t now)
{
	struct row	r;

	row_open(&r, st, Q_OUTBOX_PART_ADD);
	row_bind_int(&r, ":id", id);
	row_bind_int(&r, ":part", part);
	row_bind_text(&r, ":modem", modem);
	row_bind_text(&r, ":sim", sim);
	row_bind_int(&r, ":now", now);
	if (row_run(&r) == -1)
		return -1;
	return store_outbox_set_state(st, id, OUTBOX_SENDING, "");
}

/* The row of the last time that a part was given to a modem.  1, 0, -1. */
static int
find_part(struct store *st, int64_t id, int part, int64_t *part_id)
{
	struct row	r;
	int		rc;

	row_open(&r, st, Q_OUTBOX_PART_FIND);
	row_bind_int(&r, ":id", id);
	row_bind_int(&r, ":part", part);
	if ((rc = row_step(&r)) == 1)
		*part_id = row_get_int64(&r);
	return row_close(&r, rc);
}

/* The network has a part: the next one is due, or the message is sent. */
static int
advance(struct store *st, int64_t id, int part, int64_t now)
{
	struct row	r;

	row_open(&r, st, Q_OUTBOX_ADVANCE);
	row_bind_int(&r, ":id", id);
	row_bind_int(&r, ":part", part);
	row_bind_int(&r, ":now", now);
	return row_run(&r);
}

/*
 * The network took a part, under this TP-MR (-1 unknown): the next part is
 * due at once, or the message is sent.  That holds whatever was thought of
 * the message, also if it was uncertain; twice is as once.  0 or -1.
 */
int
store_outbox_part_sent(struct store *st, int64_t id, int part, int mr,
    int64_t now)
{
	struct row	r;
	int64_t		part_id = 0;
	int		rc;

	if ((rc = find_part(st, id, part, &part_id)) != 1)
		return rc;
	row_open(&r, st, Q_OUTBOX_PART_SENT);
	row_bind_int(&r, ":part_id", part_id);
	if (mr < 0)
		row_bind_null(&r, ":mr");
	else
		row_bind_int(&r, ":mr", mr);
	row_bind_int(&r, ":now", now);
	if (row_run(&r) == -1)
		return -1;
	return advance(st, id, part, now);
}

/*
 * The modem or the network refused a part, with this +CMS or +CME error (-1
 * none).  What becomes of the message is the caller's to say next, with
 * store_outbox_retry or store_outbox_set_state.  0 or -1.
 */
int
store_outbox_part_failed(struct store *st, int64_t id, int part, int code)
{
	struct row	r;
	int64_t		part_id = 0;
	int		rc;

	if ((rc = find_part(st, id, part, &part_id)) != 1)
		return rc;
	row_open(&r, st, Q_OUTBOX_PART_FAILED);
	row_bind_int(&r, ":part_id", part_id);
	if (code < 0)
		row_bind_null(&r, ":code");
	else
		row_bind_int(&r, ":code", code);
	return row_run(&r);
}

/* A part that a modem had when its message leaves "sending". */
static int
leave_part(struct store *st, int64_t id, const char *state)
{
	struct row	r;

	row_open(&r, st, Q_OUTBOX_PART_LEAVE);
	row_bind_int(&r, ":id", id);
	row_bind_text(&r, ":state", state);
	return row_run(&r);
}

/*
 * Put a message into a state, and say why ("" or NULL: no need to).  A part
 * in flight ends with it: uncertain, or failed.  0 or -1.
 */
int
store_outbox_set_state(struct store *st, int64_t id, enum outbox_state state,
    const char *reason)
{
	struct row	r;

	row_open(&r, st, Q_OUTBOX_SET_STATE);
	row_bind_int(&r, ":id", id);
	row_bind_text(&r, ":state", outbox_states[state]);
	row_bind_text(&r, ":reason", reason != NULL ? reason : "");
	if (row_run(&r) == -1)
		return -1;
	if (state == OUTBOX_SENDING)
		return 0;
	return leave_part(st, id,
	    state == OUTBOX_UNCERTAIN ? "uncertain" : "failed");
}

/*
 * Try a message again from this time on, one more attempt counted.  0 or -1.
 */
int
store_outbox_retry(struct store *st, int64_t id, int64_t next_try,
    const char *reason)
{
	struct row	r;

	row_open(&r, st, Q_OUTBOX_RETRY);
	row_bind_int(&r, ":id", id);
	row_bind_int(&r, ":next_try", next_try);
	row_bind_text(&r, ":reason", reason != NULL ? reason : "");
	if (row_run(&r) == -1)
		return -1;
	return leave_part(st, id, "failed");
}

/*
 * The next part, by message after this id, that a modem (NULL: any) was
 * given and has not answered for.  1 found, 0 no more, -1 failed.
 */
int
store_outbox_in_flight(struct store *st, const char *modem, int64_t after_id,
    struct outbox_part *p)
{
	struct row	r;
	int		rc;

	row_open(&r, st, Q_OUTBOX_IN_FLIGHT);
	row_bind_text(&r, ":modem", modem);
	row_bind_int(&r, ":after", after_id);
	if ((rc = row_step(&r)) == 1) {
		p->outbox_id = row_get_int64(&r);
		p->part = row_get_int(&r);
		row_get_text(&r, p->modem, sizeof p->modem);
	}
	return row_close(&r, rc);
}

/* ---- delivery reports -------------------------------------------------- */

/* What a delivery report came for. */
struct reported {
	int64_t	part_id;
	int64_t	outbox_id;
	int	part;
	bool	waits;			/* sent, not reported before */
	bool	uncertain;
};

struct report_key {
	const char	*source, *number;
	int		 mr;
	int		 status;	/* TP-ST */
	int64_t		 discharged_at;
};

static int
find_reported(struct store *st, enum store_query query,
    const struct report_key *key, struct reported *p)
{
	struct row	r;
	char		state[STORE_CODE_SIZE];
	int		rc;

	row_open(&r, st, query);
	if (query == Q_OUTBOX_PART_BY_MR)
		row_bind_int(&r, ":mr", key->mr);
	row_bind_text(&r, ":source", key->source);
	row_bind_text(&r, ":number", key->number);
	row_bind_int(&r, ":since", key->discharged_at - REPORT_REACH);
	if ((rc = row_step(&r)) == 1) {
		p->part_id = row_get_int64(&r);
		p->outbox_id = row_get_int64(&r);
		p->part = row_get_int(&r);
		row_get_text(&r, state, sizeof state);
		p->waits = strcmp(state, "sent") == 0;
		p->uncertain = strcmp(state, "uncertain") == 0;
	}
	return row_close(&r, rc);
}

/*
 * TP-MR counts to 255 and comes round (3GPP TS 23.040 9.2.3.6): the newest
 * part that still waits for its report, else the oldest to this number of
 * which nobody knows whether it went, else one that was reported before.
 */
static int
match_report(struct store *st, const struct report_key *key,
    struct reported *p)
{
	struct reported	known = { 0 };
	int		found, rc;

	found = find_reported(st, Q_OUTBOX_PART_BY_MR, key, &known);
	if (found == -1)
		return -1;
	if (found == 0 || !known.waits) {
		rc = find_reported(st, Q_OUTBOX_PART_UNKNOWN, key, p);
		if (rc != 0)
			return rc;
	}
	*p = known;
	return found;
}

static void
bind_key(struct row *r, const struct report_key *key)
{
	row_bind_text(r, ":source", key->source);
	row_bind_text(r, ":number", key->number);
	row_bind_int(r, ":mr", key->mr);
	row_bind_int(r, ":status", key->status);
	row_bind_int(r, ":discharged_at", key->discharged_at);
}

/* A restart may bring a report again.  1 and its message or 0, 0 new, -1. */
static int
known_report(struct store *st, const struct report_key *key,
    int64_t *outbox_id)
{
	struct row	r;
	int		rc;

	row_open(&r, st, Q_DELIVERY_REPORT_FIND);
	bind_key(&r, key);
	if ((rc = row_step(&r)) == 1)
		*outbox_id = row_get_int64(&r);
	return row_close(&r, rc);
}

static int
keep_report(struct store *st, const struct report_key *key, int64_t part_id)
{
	struct row	r;

	row_open(&r, st, Q_DELIVERY_REPORT_ADD);
	row_bind_id(&r, ":part_id", part_id);
	bind_key(&r, key);
	return row_run(&r);
}

static int
set_part(struct store *st, const struct reported *p, const char *state,
    int mr)
{
	struct row	r;

	row_open(&r, st, Q_OUTBOX_PART_REPORTED);
	row_bind_int(&r, ":part_id", p->part_id);
	row_bind_text(&r, ":state", state);
	row_bind_int(&r, ":mr", mr);
	return row_run(&r);
}

/* What TP-ST says of the part and of its message. */
static int
apply_report(struct store *st, const struct report_key *key,
    const struct reported *p)
{
	struct row	r;
	char		why[STORE_NAME_SIZE];
	int		status = key->status, mr = key->mr;

	/* 3GPP TS 23.040 9.2.3.15: bits 6 and 5 are the class. */
	if (status >= 0x40 && status < 0x80) {
		snprintf(why, sizeof why, "not delivered (status 0x%02x)",
		    (unsigned)status);
		return set_part(st, p, "failed", mr) == -1 ? -1 :
		    store_outbox_set_state(st, p->outbox_id, OUTBOX_FAILED,
		    why);
	}
	/* Who reports on it has it: what was uncertain was sent. */
	if (p->uncertain && advance(st, p->outbox_id, p->part,
	    key->discharged_at) == -1)
		return -1;
	if (status >= 0x20)
		return p->uncertain ? set_part(st, p, "sent", mr) : 0;
	if (set_part(st, p, "delivered", mr) == -1)
		return -1;
	row_open(&r, st, Q_OUTBOX_DELIVERED);
	row_bind_int(&r, ":id", p->outbox_id);
	return row_run(&r);
}

/*
 * Keep a delivery report and settle the message that it is about, which this
 * SIM or modem sent to this number at most 7 days before.  TP-ST below 0x20
 * is delivered, below 0x40 still trying, below 0x80 failed.  A report that
 * comes again changes nothing.  1 and the message's id; 0 if it is about none
 * that is known, -1 failed.
 */
int
store_outbox_report(struct store *st, const char *source, const char *number,
    int mr, int status, int64_t discharged_at, int64_t *outbox_id)
{
	struct report_key	key = { source, number, mr, status,
				    discharged_at };
	struct reported		p = { 0 };
	int			rc;

	*outbox_id = 0;
	if ((rc = known_report(st, &key, outbox_id)) != 0)
		return rc == -1 ? -1 : *outbox_id != 0;
	if ((rc = match_report(st, &key, &p)) == -1 ||
	    keep_report(st, &key, p.part_id) == -1)
		return -1;
	if (rc == 0)
		return 0;
	*outbox_id = p.outbox_id;
	return apply_report(st, &key, &p) == -1 ? -1 : 1;
}

/* ---- budgets and limits ------------------------------------------------ */

static int
count_one(struct row *r)
{
	int	count = 0, rc = row_step(r);

	if (rc == 1)
		count = row_get_int(r);
	return row_close(r, rc) == -1 ? -1 : count;
}

/*
 * Which replies to SMS of this phone were queued since then, at most a day
 * ago; those held back are none.  free: kinds that do not count, with spaces
 * between and around.  0 or -1.
 */
int
store_outbox_replies_since(struct store *st, int64_t phone_id, int64_t since,
    const char *free, struct outbox_replies *replies)
{
	struct row	r;
	int		rc;

	row_open(&r, st, Q_OUTBOX_REPLIES_SINCE);
	row_bind_int(&r, ":phone", phone_id);
	row_bind_int(&r, ":since", since);
	row_bind_text(&r, ":free", free);
	if ((rc = row_step(&r)) == 1) {
		replies->all = row_get_int(&r);
		replies->counted = row_get_int(&r);
		replies->first_at = row_get_int64(&r);
	}
	return row_close(&r, rc) == -1 ? -1 : 0;
}

/* How often this phone was sent exactly this since then.  -1 failed. */
int
store_outbox_said(struct store *st, int64_t phone_id, int64_t since,
    const char *text)
{
	struct row	r;

	row_open(&r, st, Q_OUTBOX_SAID);
	row_bind_int(&r, ":phone", phone_id);
	row_bind_int(&r, ":since", since);
	row_bind_text(&r, ":text", text);
	return count_one(&r);
}

/* Drop routine messages that wait since before this time.  0 or -1. */
int
store_outbox_drop_older(struct store *st, int64_t before)
{
	struct row	r;

	row_open(&r, st, Q_OUTBOX_DROP_OLDER);
	row_bind_int(&r, ":before", before);
	return row_run(&r);
}

/*
 * Drop what waits for a citizen who did not ask for it: routine notices to
 * this phone, neither a reply nor for a seat.  0 or -1.
 */
int
store_outbox_drop_for_phone(struct store *st, int64_t phone_id,
    const char *reason)
{
	struct row	r;

	row_open(&r, st, Q_OUTBOX_DROP_FOR_PHONE);
	row_bind_int(&r, ":phone", phone_id);
	row_bind_text(&r, ":reason", reason);
	return row_run(&r);
}
