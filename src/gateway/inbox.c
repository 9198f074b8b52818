/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * inbox - from a radio part that a worker read to a message at the desk.
 *
 * This file alone knows what is kept without being read (silent, binary,
 * from a machine), how parts become a message, and what happens to one that
 * cannot be handled.  Order matters: rows, desk, COMMIT, and only then the
 * word to the worker that it may delete.
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
#include "desk/desk.h"
#include "gateway/credit/credit.h"
#include "gateway/credit/hearing.h"
#include "gateway/fleet/roster.h"
#include "gateway/fleet/worker.h"
#include "gateway/inbox.h"
#include "gateway/tpdu.h"
#include "gateway/turn/commit.h"
#include "gateway/udh.h"
#include "language/national.h"
#include "store/inbox.h"
#include "store/outbox.h"
#include "store/phone.h"
#include "store/size.h"

#define INBOX_SLICE	20	/* groups that are given up in one turn */
#define INBOX_PAUSE_MS	20	/* between two slices */
#define INBOX_CAREFUL	100	/* messages handled alone after a failure */
#define INBOX_FUTURE_S	86400	/* a clock that is wrong by more is absurd */
#define INBOX_EPOCH	946684800	/* 2000-01-01: the century of TP-SCTS */
#define INBOX_FAR	(INT64_C(1) << 40)	/* no time that can be meant */
#define INBOX_NIGHT_S	64800	/* UTC: two in the morning in Makassar */
#define INBOX_PARTS	300	/* unfinished, of one sender: a longest SMS */

/* 3GPP TS 23.040 9.2.3.9 */
#define PID_SILENT	0x40
#define PID_SIM_DATA	0x7f

/* 3GPP TS 23.038 4: "message waiting", sent by the network's mail boxes */
#define DCS_GROUP	0xf0
#define DCS_WAITING	0xc0	/* the first of three groups */
#define DCS_WAITING_UCS2 0xe0	/* the last */

struct ack {
	uint64_t	session;
	uint32_t	token;
};

struct inbox {
	struct inbox_parts with;
	struct event	*timer;		/* owned; the oldest unfinished group */
	struct ack	*ack;		/* owned; due after the COMMIT */
	size_t		 ack_count, ack_size;
	int		 careful;	/* messages to handle alone */
};

/* One part on its way in. */
struct arrival {
	struct inbox_part part;
	enum number_kind kind;
	char		 number[NUMBER_SIZE];
	char		 reason[STORE_NAME_SIZE]; /* why filed; "" */
	bool		 damaged;	/* the header lies about its parts */
};

/* Ways in from the event loop and from the end of a turn. */
static void	inbox_timer_cb(evutil_socket_t, short, void *);
static void	inbox_committed_cb(void *, bool);

/* What it works with outlives it.  NULL on no memory. */
struct inbox *
inbox_new(const struct inbox_parts *with)
{
	struct inbox	*in = calloc(1, sizeof *in);

	if (in == NULL)
		return NULL;
	in->with = *with;
	in->timer = evtimer_new(with->base, inbox_timer_cb, in);
	if (in->timer == NULL) {
		inbox_free(in);
		return NULL;
	}
	return in;
}

void
inbox_free(struct inbox *in)
{
	if (in == NULL)
		return;
	if (in->timer != NULL)
		event_free(in->timer);
	free(in->ack);
	free(in);
}

/* The configuration that holds now. */
static const struct conf *
inbox_conf(const struct inbox *in)
{
	return *in->with.conf;
}

/* ---- what a part is ---------------------------------------------------- */

/* Octets as people can read them: two hexadecimal digits each. */
static void
inbox_write_hex(char *to, size_t size, const unsigned char *from, size_t len)
{
	static const char	digits[] = "0123456789abcdef";
	size_t			i;

	for (i = 0; i < len && 2 * i + 2 < size; i++) {
		to[2 * i] = digits[from[i] >> 4];
		to[2 * i + 1] = digits[from[i] & 15];
	}
	to[2 * i] = '\0';
}

/*
 * Messages for the phone itself and not for a reader: kept as they are, not
 * interpreted, not answered.  TS 23.040 9.2.3.9: type 0 is acknowledged and
 * its content discarded; we keep it, to be seen.
 */
static void
inbox_judge(struct arrival *a, const struct wire_sms_in *sms,
    const struct udh *udh)
{
	struct tpdu	 tpdu = { .dcs = 0 };
	const char	*why = "";

	tpdu_read(&tpdu, sms->raw, sms->raw_len);
	tpdu.dcs &= DCS_GROUP;
	if (sms->pid == PID_SILENT)
		why = "silent";
	else if (sms->pid == PID_SIM_DATA)
		why = "SIM data";
	else if (sms->coding == WIRE_CODING_8BIT)
		why = "binary";
	else if (sms->coding == WIRE_CODING_UNKNOWN)
		why = "unknown coding";
	else if (tpdu.dcs >= DCS_WAITING && tpdu.dcs <= DCS_WAITING_UCS2)
		why = "message waiting";
	if (udh->port != -1)
		snprintf(a->reason, sizeof a->reason, "for port %d",
		    udh->port);
	else if (why[0] == '\0' && !national_has_alphabet(udh->locking))
		snprintf(a->reason, sizeof a->reason, "national language %d",
		    udh->locking);
	else
		snprintf(a->reason, sizeof a->reason, "%s", why);
}

/*
 * A text by the tables that its header names, TS 23.040 9.2.3.24.15; the
 * worker read it by the default ones.  False if it needs none or the octets
 * are not at hand.
 */
static bool
inbox_read_national(struct inbox_part *p, const struct wire_sms_in *sms,
    const struct udh *udh)
{
	unsigned char	septet[TEXT_SMS_SEPTETS];
	char		text[sizeof sms->text];
	struct tpdu	t;
	size_t		first, n;

	if ((udh->single == 0 && udh->locking == 0) ||
	    sms->coding != WIRE_CODING_GSM7 ||
	    !tpdu_read(&t, sms->raw, sms->raw_len) || !t.has_udh ||
	    t.len < 1)
		return false;
	first = ((t.data[0] + 1u) * 8 + 6) / 7;
	n = national_septets(septet, sizeof septet, t.data, t.len, first,
	    t.udl);
	n = national_text(text, sizeof text, septet, n, udh->locking,
	    udh->single);
	text_clean(p->text, sizeof p->text, text, n);
	return true;
}

static void
inbox_read_text(struct inbox_part *p, const struct wire_sms_in *sms,
    const struct udh *udh)
{
	const unsigned char	*octets = (const unsigned char *)sms->text;
	bool			 strange = sms->coding == WIRE_CODING_UNKNOWN ||
				    !national_has_alphabet(udh->locking);

	if (strange && sms->raw_len > 0)
		inbox_write_hex(p->text, sizeof p->text, sms->raw,
		    sms->raw_len);
	else if (sms->coding == WIRE_CODING_8BIT ||
	    sms->coding == WIRE_CODING_UNKNOWN)
		inbox_write_hex(p->text, sizeof p->text, octets,
		    sms->text_len);
	else if (!inbox_read_national(p, sms, udh))
		text_clean(p->text, sizeof p->text, sms->text, sms->text_len);
}

/*
 * What tells one SMS from the next with the same words is the SMSC's clock.
 * Where that cannot be read it is the day on which we received it, below zero
 * so that it dates nothing: a repetition soon after is known, and the same
 * words on another day are not lost.
 */
static int64_t
inbox_stamp(int64_t sent_at, int64_t received_at)
{
	if (sent_at != 0 && sent_at > -INBOX_FAR && sent_at < INBOX_FAR)
		return sent_at;
	return -((received_at - INBOX_NIGHT_S) / 86400 * 86400 +
	    INBOX_NIGHT_S);
}

/* All that can be said of a part before the database is asked. */
static void
inbox_read(const struct inbox *in, const struct worker *w,
    const struct wire_sms_in *sms, struct arrival *a)
{
	struct inbox_part	*p = &a->part;
	struct udh		 udh;

	memset(a, 0, sizeof *a);
	udh_parse(&udh, sms->udh, sms->udh_len);
	a->damaged = udh.damaged;
	a->kind = (sms->alphanumeric ? number_name : number_normalise)
	    (sms->number, inbox_conf(in)->country, a->number);
	inbox_judge(a, sms, &udh);
	snprintf(p->sim, sizeof p->sim, "%s", worker_sim(w));
	snprintf(p->modem, sizeof p->modem, "%s", worker_name(w));
	p->received_at = clock_now();
	p->sent_at = inbox_stamp(sms->sent_at, p->received_at);
	p->ref = udh.ref;
	p->part = udh.part;
	p->parts = udh.parts;
	p->class = sms->class;
	p->pid = sms->pid;
	inbox_read_text(p, sms, &udh);
}

/* Whom we never answer; NULL for a person's phone. */
static const char *
inbox_sender_reason(const struct conf *conf, enum number_kind kind,
    const char *number)
{
	int	i;

	for (i = 0; i < conf->modem_count; i++)
		if (number[0] != '\0' &&
		    strcmp(conf->modem[i].own_number, number) == 0)
			return "own number";
	switch (kind) {
	case NUMBER_PHONE:
		return NULL;
	case NUMBER_SHORT:
		return "short code";
	case NUMBER_NAME:
		return "alphanumeric sender";
	case NUMBER_BAD:
		break;
	}
	return "no sender";
}

/* ---- from part to message ---------------------------------------------- */

/*
 * An SMSC whose clock is off by years must not date a report.  The part's
 * row keeps what the SMSC said, for that is what tells a repetition.
 */
static void
inbox_set_date(struct inbox_message *m)
{
	if (m->sent_at < INBOX_EPOCH ||
	    m->sent_at > m->received_at + INBOX_FUTURE_S)
		m->sent_at = m->received_at;
}

/* How far this message may go. */
enum inbox_way { WAY_DESK, WAY_TRIAGE };

/* Make the row.  The state says who has it: the desk, a person, nobody. */
static int
inbox_add(struct inbox *in, struct inbox_message *m, const char *reason,
    enum inbox_way way)
{
	inbox_set_date(m);
	m->state = reason != NULL ? INBOX_FILED :
	    way == WAY_TRIAGE ? INBOX_TRIAGE : INBOX_NEW;
	if (way == WAY_TRIAGE && reason == NULL)
		reason = "could not be handled";
	snprintf(m->reason, sizeof m->reason, "%s",
	    reason == NULL ? "" : reason);
	return store_inbox_add(in->with.store, m);
}

/* From a short code or a name: it may tell a SIM's credit. */
static int
inbox_read_notice(struct inbox *in, const struct inbox_message *m)
{
	struct phone	phone;
	int		rc = store_phone_get(in->with.store, m->phone_id,
			    &phone);

	if (rc != 1)
		return rc;
	if (phone.kind != NUMBER_SHORT && phone.kind != NUMBER_NAME)
		return 0;
	return credit_notice(in->with.sims, m, phone.number, clock_now());
}

static int
inbox_hand_over(struct inbox *in, struct inbox_message *m)
{
	int	rc;

	log_debug("%s: message %lld: %s %s", m->modem, (long long)m->id,
	    inbox_state_name(m->state), m->reason);
	if ((rc = hearing_note(in->with.sims, m, clock_now())) == -1 ||
	    (m->state == INBOX_FILED && inbox_read_notice(in, m) == -1))
		return -1;
	if (rc == 1 && m->state == INBOX_NEW) {
		log_warn("%s: a test SMS came from a number that is no "
		    "modem's own_number", m->modem);
		return store_inbox_settle(in->with.store, m->id, INBOX_FILED,
		    "own test", "", 0);
	}
	if (m->state != INBOX_NEW)
		return 0;
	return desk_receive(in->with.desk, m, clock_now());
}

static int
inbox_keep_single(struct inbox *in, const struct arrival *a, int64_t part_id,
    const char *reason, enum inbox_way way)
{
	const struct inbox_part	*p = &a->part;
	struct inbox_message	 m = {
		.phone_id = p->phone_id,
		.sent_at = p->sent_at,
		.received_at = p->received_at,
		.class = p->class,
		.complete = !a->damaged,
	};

	snprintf(m.sim, sizeof m.sim, "%s", p->sim);
	snprintf(m.modem, sizeof m.modem, "%s", p->modem);
	snprintf(m.text, sizeof m.text, "%s", p->text);
	if (inbox_add(in, &m, reason, way) == -1 ||
	    store_part_set_single(in->with.store, part_id, m.id) == -1)
		return -1;
	return inbox_hand_over(in, &m);
}

/* Join a group if it is whole, or anyhow.  0: it is not whole yet. */
static int
inbox_keep_group(struct inbox *in, const struct inbox_group *g, bool anyhow,
    const char *reason, enum inbox_way way)
{
	struct inbox_message	m = { .id = 0 };
	int			rc;

	if ((rc = store_part_join(in->with.store, g, anyhow, &m)) != 1)
		return rc;
	if (inbox_add(in, &m, reason, way) == -1 ||
	    store_part_set_message(in->with.store, g, m.id) == -1 ||
	    inbox_hand_over(in, &m) == -1)
		return -1;
	return 1;
}

/* What came of the group is the message.  1: there was one, 0: none, -1. */
static int
inbox_close_group(struct inbox *in, const struct inbox_group *g,
    enum inbox_way way)
{
	struct phone	phone;
	int		rc;

	if ((rc = store_phone_get(in->with.store, g->phone_id, &phone)) != 1)
		return rc;
	return inbox_keep_group(in, g, true, inbox_sender_reason(inbox_conf(in),
	    phone.kind, phone.number), way);
}

/*
 * A part of this sender waits for others.  Groups that are too many are given
 * up before their time, so that nobody fills the tables with halves.
 */
static int
inbox_make_room(struct inbox *in, int64_t phone_id, enum inbox_way way)
{
	const struct conf	*conf = inbox_conf(in);
	struct inbox_room	 room = {
		.groups = conf->unfinished_per_sender,
		.parts = INBOX_PARTS,
		.total = conf->unfinished_parts,
	};
	struct inbox_group	 g;
	int			 left, rc = 1;

	/* A reload may have made the room smaller: not all in one turn. */
	for (left = INBOX_SLICE; left > 0 && rc == 1; left--) {
		rc = store_part_crowd(in->with.store, phone_id, &room, &g);
		if (rc == 1)
			rc = inbox_close_group(in, &g, way);
	}
	return rc == -1 ? -1 : 0;
}

/* Keep a part and all that follows from it; -1: nothing of it may stay. */
static int
inbox_keep(struct inbox *in, struct arrival *a, enum inbox_way way)
{
	struct store		*st = in->with.store;
	struct inbox_part	*p = &a->part;
	struct inbox_group	 g = { .ref = p->ref, .parts = p->parts,
				    .around = p->sent_at };
	const char		*reason = a->reason;
	int64_t			 id;
	int			 rc;

	if (store_phone_find_or_add(st, a->number, a->kind, p->received_at,
	    &p->phone_id) == -1)
		return -1;
	if ((rc = store_part_add(st, p, &id)) != 1) {
		if (rc == 0)
			log_debug("%s: delivered twice, kept once", p->modem);
		return rc;
	}
	if (a->reason[0] == '\0')
		reason = inbox_sender_reason(inbox_conf(in), a->kind,
		    a->number);
	if (p->parts == 1 || a->reason[0] != '\0')
		return inbox_keep_single(in, a, id, reason, way);
	snprintf(g.sim, sizeof g.sim, "%s", p->sim);
	g.phone_id = p->phone_id;
	if ((rc = inbox_keep_group(in, &g, false, reason, way)) != 0)
		return rc == -1 ? -1 : 0;
	return inbox_make_room(in, p->phone_id, way);
}

/* ---- after the commit -------------------------------------------------- */

static void
inbox_acknowledge(struct inbox *in, const struct worker *w, uint32_t token)
{
	struct ack	*more;
	size_t		 size;

	if (in->ack_count == in->ack_size) {
		size = in->ack_size == 0 ? 64 : in->ack_size * 2;
		more = realloc(in->ack, size * sizeof *more);
		if (more == NULL)
			return;		/* it comes again, and is known then */
		in->ack = more;
		in->ack_size = size;
	}
	if (in->ack_count == 0)
		commit_then(in->with.commit, inbox_committed_cb, in);
	in->ack[in->ack_count++] = (struct ack){ worker_session(w), token };
}

/* Order matters: committed, so the workers may delete. */
static void
inbox_committed_cb(void *arg, bool ok)
{
	struct inbox	*in = arg;
	struct worker	*w;
	size_t		 i;

	for (i = 0; ok && i < in->ack_count; i++) {
		w = roster_find_session(in->with.roster, in->ack[i].session);
		if (w != NULL)
			worker_stored(w, in->ack[i].token);
	}
	in->ack_count = 0;
}

/* ---- ways in ----------------------------------------------------------- */

/*
 * One piece of work in the turn's transaction.  After a failure the next
 * ones are each a transaction of their own, so that whichever it was costs
 * the others nothing; alone and failing again it goes to a person.
 */
static int
inbox_try(struct inbox *in, struct arrival *a)
{
	struct commit	*c = in->with.commit;

	if (in->careful > 0)
		commit_flush(c);
	if (commit_begin(c) == -1)
		return -1;
	if (inbox_keep(in, a, WAY_DESK) == 0)
		return 0;
	commit_abort(c);
	if (in->careful == 0) {
		in->careful = INBOX_CAREFUL;
		return -1;
	}
	if (commit_begin(c) == -1)
		return -1;
	if (inbox_keep(in, a, WAY_TRIAGE) == 0) {
		log_error("%s: a message could not be handled: to triage",
		    a->part.modem);
		return 0;
	}
	commit_abort(c);
	return -1;
}

/*
 * A worker read an SMS.  It hears of it again when the row is committed; if
 * that fails it hears nothing, and the SMS stays on the SIM.
 */
void
inbox_receive(struct inbox *in, struct worker *w,
    const struct wire_sms_in *sms)
{
	struct arrival	a;

	inbox_read(in, w, sms, &a);
	if (inbox_try(in, &a) == -1)
		return;
	inbox_acknowledge(in, w, sms->token);
	if (in->careful > 0) {
		commit_flush(in->with.commit);
		in->careful--;
	}
}

/* A delivery report: kept, matched to the part it is about, acknowledged. */
void
inbox_report(struct inbox *in, struct worker *w,
    const struct wire_sms_report *r)
{
	char	number[NUMBER_SIZE];
	int64_t	at = r->discharged_at, now = clock_now(), id;

	if (at < INBOX_EPOCH || at > now + INBOX_FUTURE_S)
		at = now;
	number_normalise(r->number, inbox_conf(in)->country, number);
	if (commit_begin(in->with.commit) == -1)
		return;
	if (store_outbox_report(in->with.store, worker_sim(w), number, r->mr,
	    r->status, at, &id) == -1) {
		commit_abort(in->with.commit);
		return;
	}
	inbox_acknowledge(in, w, r->token);
}

/*
 * Somebody rang and was not answered: what it means is the desk's to know.
 * Only a number that has written before is heard; a repeated one costs a row.
 */
void
inbox_call(struct inbox *in, struct worker *w, const struct wire_call *call)
{
	char			number[NUMBER_SIZE];
	enum number_kind	kind;
	int64_t			id;
	int			rc;

	kind = number_normalise(call->number, inbox_conf(in)->country, number);
	if (inbox_sender_reason(inbox_conf(in), kind, number) != NULL ||
	    commit_begin(in->with.commit) == -1)
		return;
	rc = store_phone_find(in->with.store, number, &id);
	if (rc == 1)
		rc = desk_call(in->with.desk, id, worker_name(w), clock_now());
	if (rc == -1)
		commit_abort(in->with.commit);
}

/* ---- parts that never come --------------------------------------------- */

/* When the oldest unfinished group is to be given up; computed from rows. */
void
inbox_arm(struct inbox *in)
{
	struct timeval		tv = { 0, INBOX_PAUSE_MS * 1000 };
	struct inbox_group	g;
	int64_t			at, now = clock_now();

	if (store_part_group_oldest(in->with.store, &g) != 1) {
		event_del(in->timer);
		return;
	}
	at = g.first_received_at + inbox_conf(in)->part_timeout_s;
	if (commit_is_failing(in->with.commit) && at < now + 5)
		at = now + 5;
	if (at > now)
		tv = (struct timeval){ at - now, 0 };
	event_add(in->timer, &tv);
}

/* The oldest group, if its time has come.  1: there was one, 0: none left. */
static int
inbox_give_up(struct inbox *in)
{
	struct inbox_group	g;
	int			rc;

	if ((rc = store_part_group_oldest(in->with.store, &g)) != 1)
		return rc;
	if (g.first_received_at + inbox_conf(in)->part_timeout_s > clock_now())
		return 0;
	return inbox_close_group(in, &g,
	    in->careful > 0 ? WAY_TRIAGE : WAY_DESK);
}

/* Give up groups whose time has come; more of them in a later turn. */
void
inbox_run_timers(struct inbox *in)
{
	int	left, rc = 1;

	if (commit_begin(in->with.commit) == -1) {
		inbox_arm(in);
		return;
	}
	for (left = INBOX_SLICE; left > 0 && rc == 1; left--)
		rc = inbox_give_up(in);
	if (rc == -1) {
		in->careful = INBOX_CAREFUL;
		commit_abort(in->with.commit);
	}
	/* Armed again when the turn has ended. */
}

static void
inbox_timer_cb(evutil_socket_t fd, short what, void *arg)
{
	(void)fd;
	(void)what;
	inbox_run_timers(arg);
}
