/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * outbox - a reply is sent once, by the right modem, at the right time.
 *
 * A real database; the workers are played by this file.
 */

#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <event2/event.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/log.h"
#include "conf/conf.h"
#include "daemon/gateway.h"
#include "desk/desk.h"
#include "gateway/commit.h"
#include "gateway/fleet/worker.h"
#include "gateway/outbox.h"
#include "store/store.h"

#define CITIZEN	"+6281200000111"

/* ---- workers and the clock --------------------------------------------- */

struct worker {
	const char	*name;
	uint64_t	 session;
	bool		 up, idle;
	int64_t		 down_since;
	struct wire_sms_out out;	/* the last one submitted */
	int		 count;
};

static struct worker	gsm1, gsm2;
static int64_t		now;

const char *
worker_name(const struct worker *w)
{
	return w->name;
}

const char *
worker_sim(const struct worker *w)
{
	return w->name;
}

uint64_t
worker_session(const struct worker *w)
{
	return w->session;
}

bool
worker_is_up(const struct worker *w)
{
	return w->up;
}

bool
worker_is_idle(const struct worker *w)
{
	return w->up && w->idle;
}

int64_t
worker_down_since(const struct worker *w)
{
	return w->up ? 0 : w->down_since;
}

int
worker_submit(struct worker *w, const struct wire_sms_out *out)
{
	if (!worker_is_idle(w))
		return -1;
	w->out = *out;
	w->count++;
	w->idle = false;
	return 0;
}

int64_t
gateway_now(void)
{
	return now;
}

struct worker *
gateway_find_session(const struct gateway *gw, uint64_t session)
{
	int	i;

	for (i = 0; i < gw->worker_count; i++)
		if (gw->worker[i]->session == session)
			return gw->worker[i];
	return NULL;
}

struct worker *
gateway_find_modem(const struct gateway *gw, const char *name)
{
	int	i;

	for (i = 0; i < gw->worker_count; i++)
		if (strcmp(gw->worker[i]->name, name) == 0)
			return gw->worker[i];
	return NULL;
}

const struct conf_modem *
gateway_modem(const struct gateway *gw, const char *name)
{
	int	i;

	for (i = 0; i < gw->conf->modem_count; i++)
		if (strcmp(gw->conf->modem[i].name, name) == 0)
			return &gw->conf->modem[i];
	return NULL;
}

/* ---- the gateway around it --------------------------------------------- */

static char		*prefixes[] = { "0855" };
static struct conf_modem modems[2];
static struct conf	 conf;
static struct worker	*workers[2] = { &gsm1, &gsm2 };
static struct gateway	 gw;
static int64_t		 phone;
static char		 dir[64], path[80];

static void
before_cb(void *arg)
{
	outbox_fill(arg);
}

static void
open_all(void)
{
	gw = (struct gateway){ .conf = &conf, .worker = workers,
		.worker_count = 2 };
	gw.base = event_base_new();
	event_base_priority_init(gw.base, PRIORITY_COUNT);
	gw.store = store_open(path);
	assert_non_null(gw.store);
	gw.commit = commit_new(gw.base, gw.store);
	gw.desk = desk_new(gw.store);
	desk_use(gw.desk, &conf, NULL);
	gw.outbox = outbox_new(&gw);
	commit_before(gw.commit, before_cb, gw.outbox);
}

static void
close_all(void)
{
	outbox_free(gw.outbox);
	desk_free(gw.desk);
	commit_free(gw.commit);
	store_close(gw.store);
	event_base_free(gw.base);
}

static void
turn(void)
{
	assert_int_equal(commit_begin(gw.commit), 0);
	commit_flush(gw.commit);
	commit_flush(gw.commit);	/* what the first one's end began */
}

/* Who is told what concerns the gateway itself. */
static void
add_coordinator(void)
{
	struct seat	seat = { .name = "koordinator", .area = "*",
			    .role = SEAT_COORDINATOR, .state = SEAT_ON };

	conf.message[MESSAGE_COST_REACHED] = "Biaya hari ini {amount}";
	conf.max_parts = 1;
	assert_int_equal(store_phone_find_or_add(gw.store, "+6281200000300",
	    NUMBER_PHONE, now, &seat.phone_id), 0);
	assert_int_equal(store_seat_add(gw.store, &seat, now), 0);
}

static int
setup(void **state)
{
	(void)state;
	now = 1763800000;
	modems[0] = (struct conf_modem){ .name = "gsm1" };
	modems[1] = (struct conf_modem){ .name = "gsm2",
		.operator_prefixes = { prefixes, 1 } };
	conf = (struct conf){ .country = "62", .modem = modems,
		.modem_count = 2, .message_lifetime_s = 172800,
		.modem_down_after_s = 120, .delivery_reports = true };
	gsm1 = (struct worker){ "gsm1", 1, true, true, 0, { .id = 0 }, 0 };
	gsm2 = (struct worker){ "gsm2", 2, true, true, 0, { .id = 0 }, 0 };
	snprintf(dir, sizeof dir, "/tmp/test_outbox.XXXXXX");
	assert_non_null(mkdtemp(dir));
	snprintf(path, sizeof path, "%s/db", dir);
	open_all();
	assert_int_equal(store_phone_find_or_add(gw.store, CITIZEN,
	    NUMBER_PHONE, now, &phone), 0);
	return 0;
}

static int
teardown(void **state)
{
	static const char *const tails[] = { "", "-wal", "-shm", ".lock" };
	char			 name[96];
	size_t			 i;

	(void)state;
	close_all();
	for (i = 0; i < sizeof tails / sizeof *tails; i++) {
		snprintf(name, sizeof name, "%s%s", path, tails[i]);
		unlink(name);
	}
	rmdir(dir);
	return 0;
}

static int64_t
add_to(int64_t phone_id, const char *modem, bool urgent, int parts,
    const char *text)
{
	struct outbox_message	m = { .phone_id = phone_id, .urgent = urgent,
		.parts = parts, .next_part = 1,
		.state = OUTBOX_DUE, .created_at = now, .next_try = now };

	snprintf(m.modem, sizeof m.modem, "%s", modem);
	snprintf(m.kind, sizeof m.kind, "acknowledged");
	snprintf(m.text, sizeof m.text, "%s", text);
	assert_int_equal(store_outbox_add(gw.store, &m), 0);
	return m.id;
}

static int64_t
add(const char *modem, const char *text)
{
	return add_to(phone, modem, false, 1, text);
}

static struct outbox_message
row(int64_t id)
{
	struct outbox_message	m;

	assert_int_equal(store_outbox_get(gw.store, id, &m), 1);
	return m;
}

static void
answer(struct worker *w, enum wire_outcome outcome, int code)
{
	struct wire_sms_result	r = { .id = w->out.id, .part = w->out.part,
		.outcome = outcome, .code = code, .mr = 5 };

	w->idle = true;
	outbox_result(gw.outbox, w, &r);
	turn();
}

/* kill -9: nothing but the file survives, and the workers are new ones. */
static void
crash(void)
{
	close_all();
	gsm1.session += 10;
	gsm2.session += 10;
	gsm1.idle = gsm2.idle = false;
	open_all();
}

static void
leftover(struct worker *w, bool present, enum wire_stage stage, int64_t id,
    enum wire_outcome outcome)
{
	struct wire_leftover	lo = { .present = present, .stage = stage,
		.id = id, .part = 1, .outcome = outcome, .mr = 9, .code = -1 };

	outbox_leftover(gw.outbox, w, &lo);
	w->idle = true;
	turn();
}

/* ---- promises ---------------------------------------------------------- */

static void
test_a_row_is_sending_on_disk_before_its_worker_hears_of_it(void **state)
{
	int64_t	id = add("gsm1", "Laporan diterima");

	(void)state;
	assert_int_equal(commit_begin(gw.commit), 0);
	outbox_fill(gw.outbox);
	assert_int_equal(row(id).state, OUTBOX_SENDING);
	assert_int_equal(gsm1.count, 0);
	commit_flush(gw.commit);
	assert_int_equal(gsm1.count, 1);
	assert_int_equal(gsm1.out.id, id);
	assert_string_equal(gsm1.out.text, "Laporan diterima");
	assert_string_equal(gsm1.out.number, CITIZEN);
	answer(&gsm1, WIRE_SENT, -1);
	assert_int_equal(row(id).state, OUTBOX_SENT);
	assert_int_equal(gsm1.count, 1);
}

static void
test_a_reply_leaves_by_the_modem_that_received(void **state)
{
	(void)state;
	add("gsm2", "a");
	add("gsm2", "b");
	turn();
	assert_int_equal(gsm1.count, 0);
	assert_int_equal(gsm2.count, 1);
	answer(&gsm2, WIRE_SENT, -1);
	assert_int_equal(gsm2.count, 2);
}

static void
test_unless_that_modem_is_down_too_long(void **state)
{
	(void)state;
	gsm2.up = false;
	gsm2.down_since = now;
	add("gsm2", "a");
	turn();
	assert_int_equal(gsm1.count, 0);
	now += conf.modem_down_after_s;
	turn();
	assert_int_equal(gsm1.count, 1);
}

static void
test_a_row_of_no_modem_leaves_by_the_numbers_own_operator(void **state)
{
	int64_t	other;

	(void)state;
	assert_int_equal(store_phone_find_or_add(gw.store, "+6285500000222",
	    NUMBER_PHONE, now, &other), 0);
	gsm2.idle = false;
	add_to(other, "", false, 1, "x");
	turn();
	assert_int_equal(gsm1.count, 0);
	gsm2.idle = true;
	turn();
	assert_int_equal(gsm2.count, 1);
	/* Who is of no operator here goes to whoever is free. */
	add("", "y");
	turn();
	assert_int_equal(gsm1.count, 1);
}

static void
test_urgent_goes_before_routine(void **state)
{
	(void)state;
	gsm1.idle = false;
	add("gsm1", "routine");
	now += 1;
	add_to(phone, "gsm1", true, 1, "urgent");
	gsm1.idle = true;
	turn();
	assert_string_equal(gsm1.out.text, "urgent");
}

static void
test_parts_leave_in_order_by_one_modem(void **state)
{
	char	text[321];
	int64_t	id;

	(void)state;
	memset(text, 'a', sizeof text - 1);
	text[320] = '\0';
	text[0] = '1';
	text[153] = '2';
	text[306] = '3';
	id = add_to(phone, "", false, 3, text);
	turn();
	assert_int_equal(gsm1.count, 1);
	assert_int_equal(gsm1.out.part, 1);
	assert_int_equal(gsm1.out.parts, 3);
	assert_int_equal(gsm1.out.ref, gsm1.out.id & 0xff);
	assert_int_equal(strlen(gsm1.out.text), 153);
	assert_int_equal(gsm1.out.text[0], '1');
	answer(&gsm1, WIRE_SENT, -1);
	assert_int_equal(gsm1.out.text[0], '2');
	answer(&gsm1, WIRE_SENT, -1);
	assert_int_equal(gsm1.out.text[0], '3');
	answer(&gsm1, WIRE_SENT, -1);
	assert_int_equal(row(id).state, OUTBOX_SENT);
	assert_int_equal(gsm2.count, 0);
}

static void
test_a_temporary_refusal_backs_off_and_ends(void **state)
{
	static const int	pause[] = { 60, 300, 900, 3600 };
	int64_t			id = add("gsm1", "x");
	size_t			i;

	(void)state;
	turn();
	for (i = 0; i < sizeof pause / sizeof *pause; i++) {
		assert_int_equal(gsm1.count, (int)i + 1);
		answer(&gsm1, WIRE_TEMPORARY, 38);
		assert_int_equal(row(id).state, OUTBOX_DUE);
		now += pause[i] - 1;
		turn();
		assert_int_equal(gsm1.count, (int)i + 1);
		now += 1;
		turn();
	}
	answer(&gsm1, WIRE_TEMPORARY, 38);
	assert_int_equal(row(id).state, OUTBOX_FAILED);
	assert_string_equal(row(id).reason, "network error 38");
}

static void
test_what_the_modem_garbled_is_sent_again_soon(void **state)
{
	int64_t	id = add("gsm1", "x");

	(void)state;
	turn();
	answer(&gsm1, WIRE_TEMPORARY, 304);
	assert_int_equal(row(id).next_try, now + 3);
	now += 3;
	turn();
	/* Or lost before it was given to the network. */
	answer(&gsm1, WIRE_TEMPORARY, -1);
	assert_string_equal(row(id).reason, "the modem failed");
	assert_int_equal(row(id).next_try, now + 3);
	now += 3;
	turn();
	answer(&gsm1, WIRE_TEMPORARY, 304);
	assert_int_equal(row(id).next_try, now + 900);
}

/* Not even when another row of that modem left in the same second. */
static void
test_no_row_waits_for_a_modem_that_will_not_send_for_long(void **state)
{
	struct timeval	limit = { 10, 0 };
	int64_t		id;

	(void)state;
	gsm2.up = false;
	gsm2.down_since = WORKER_LONG_AGO;
	id = add("gsm2", "x");
	turn();
	assert_int_equal(gsm1.out.id, id);
	answer(&gsm1, WIRE_SENT, -1);
	id = add("gsm2", "y");
	turn();
	assert_int_equal(gsm1.count, 1);
	outbox_arm(gw.outbox);
	now++;
	event_base_loopexit(gw.base, &limit);
	while (gsm1.count == 1 && event_base_loop(gw.base, EVLOOP_ONCE) == 0 &&
	    !event_base_got_exit(gw.base))
		continue;
	assert_int_equal(gsm1.out.id, id);
}

static void
test_a_permanent_refusal_is_visible(void **state)
{
	int64_t	id = add("gsm1", "x");

	(void)state;
	turn();
	answer(&gsm1, WIRE_PERMANENT, 21);
	assert_int_equal(row(id).state, OUTBOX_FAILED);
	assert_string_equal(row(id).reason, "refused with error 21");
}

static void
test_no_answer_is_uncertain_and_not_sent_again(void **state)
{
	int64_t	id = add("gsm1", "x");

	(void)state;
	turn();
	answer(&gsm1, WIRE_UNKNOWN, -1);
	assert_int_equal(row(id).state, OUTBOX_UNCERTAIN);
	turn();
	assert_int_equal(gsm1.count, 1);
}

static void
test_no_answer_is_sent_again_where_the_city_says_so(void **state)
{
	int64_t	id = add("gsm1", "x");

	(void)state;
	conf.on_uncertain = UNCERTAIN_RESEND;
	turn();
	answer(&gsm1, WIRE_UNKNOWN, -1);
	assert_int_equal(row(id).state, OUTBOX_SENDING);
	assert_int_equal(gsm1.count, 2);
}

static void
test_a_late_or_doubled_result_is_ignored(void **state)
{
	int64_t	id = add("gsm1", "x");

	(void)state;
	turn();
	answer(&gsm1, WIRE_SENT, -1);
	answer(&gsm1, WIRE_PERMANENT, 21);
	assert_int_equal(row(id).state, OUTBOX_SENT);
}

static void
test_after_a_crash_the_journal_settles_what_was_in_flight(void **state)
{
	static const struct {
		const char		*what;
		bool			 present;
		enum wire_stage		 stage;
		int			 other;	/* the journal is another's */
		enum wire_outcome	 outcome;
		enum outbox_state	 state;
		int			 sent;	/* times in all */
	} cases[] = {
		{ "result", true, WIRE_STAGE_RESULT, 0, WIRE_SENT,
		    OUTBOX_SENT, 1 },
		{ "refused", true, WIRE_STAGE_RESULT, 0, WIRE_PERMANENT,
		    OUTBOX_FAILED, 1 },
		{ "cut short", true, WIRE_STAGE_SUBMITTING, 0, WIRE_SENT,
		    OUTBOX_UNCERTAIN, 1 },
		{ "never reached", true, WIRE_STAGE_RESULT, 1, WIRE_SENT,
		    OUTBOX_SENDING, 2 },
		{ "nothing yet", true, WIRE_STAGE_NONE, 0, WIRE_SENT,
		    OUTBOX_SENDING, 2 },
		{ "machine died", false, WIRE_STAGE_NONE, 0, WIRE_SENT,
		    OUTBOX_UNCERTAIN, 1 },
	};
	struct outbox_message	m;
	int64_t			id;
	size_t			i;

	(void)state;
	for (i = 0; i < sizeof cases / sizeof *cases; i++) {
		gsm1.count = 0;
		id = add("gsm1", "x");
		turn();
		crash();
		turn();
		assert_int_equal(row(id).state, OUTBOX_SENDING);
		leftover(&gsm1, cases[i].present, cases[i].stage,
		    cases[i].other ? id + 1000 : id, cases[i].outcome);
		m = row(id);
		if (m.state != cases[i].state || gsm1.count != cases[i].sent)
			fail_msg("%s: %s, sent %d times", cases[i].what,
			    outbox_state_name(m.state), gsm1.count);
		if (!gsm1.idle)
			answer(&gsm1, WIRE_SENT, -1);
	}
}

static void
test_what_a_removed_modem_had_goes_to_others(void **state)
{
	int64_t	waiting = add("gsm2", "x"), flying;

	(void)state;
	turn();
	flying = waiting;
	waiting = add("gsm2", "y");
	crash();
	gw.worker_count = conf.modem_count = 1;
	gsm1.idle = true;
	outbox_configured(gw.outbox);
	turn();
	assert_int_equal(row(flying).state, OUTBOX_UNCERTAIN);
	assert_int_equal(gsm1.count, 1);
	assert_int_equal(gsm1.out.id, waiting);
}

/* Let time pass until gsm1 has sent n; how many seconds that took. */
static int
wait_for(int n, int most)
{
	int	seconds = 0;

	turn();
	for (; gsm1.count < n && seconds < most; seconds++, now++) {
		if (!gsm1.idle)
			answer(&gsm1, WIRE_SENT, -1);
		turn();
	}
	if (!gsm1.idle)
		answer(&gsm1, WIRE_SENT, -1);
	return seconds;
}

static void
test_limits_hold_and_pass(void **state)
{
	int	i;

	(void)state;
	gw.worker_count = 1;
	modems[0].per_hour = 3;
	for (i = 0; i < 5; i++)
		add("gsm1", "x");
	turn();
	for (i = 0; i < 4; i++)
		if (!gsm1.idle)
			answer(&gsm1, WIRE_SENT, -1);
	assert_int_equal(gsm1.count, 3);
	now += 3599;
	turn();
	assert_int_equal(gsm1.count, 3);
	now += 1;
	turn();
	assert_int_equal(gsm1.count, 4);
}

static void
test_a_modem_does_not_send_like_a_machine(void **state)
{
	int	i, gap, same = 0, sum = 0, last = -1;
	int64_t	sent[61];

	(void)state;
	gw.worker_count = 1;
	modems[0].per_minute = 3;
	for (i = 0; i < 61; i++)
		add("gsm1", "x");
	for (i = 0; i < 61; i++) {
		wait_for(i + 1, 100);
		assert_int_equal(gsm1.count, i + 1);
		sent[i] = now;
		if (i >= 3)	/* the limit holds all the same */
			assert_true(sent[i] - sent[i - 3] >= 59);
		if (i == 0)
			continue;
		gap = (int)(sent[i] - sent[i - 1]);
		assert_in_range(gap, 9, 61);
		sum += gap;
		same += gap == last;
		last = gap;
	}
	assert_in_range(sum / 60, 17, 26);	/* on average 20 and a little */
	assert_true(same < 20);
}

static void
test_what_is_urgent_does_not_wait_for_the_rest_but_for_the_limit(void **state)
{
	int	i;

	(void)state;
	gw.worker_count = 1;
	modems[0].per_minute = 3;
	add("gsm1", "routine");
	wait_for(1, 10);
	add("gsm1", "routine");
	turn();
	assert_int_equal(gsm1.count, 1);
	for (i = 0; i < 3; i++)
		add_to(phone, "gsm1", true, 1, "urgent");
	turn();
	assert_int_equal(gsm1.count, 2);
	assert_string_equal(gsm1.out.text, "urgent");
	answer(&gsm1, WIRE_SENT, -1);
	assert_int_equal(gsm1.count, 3);
	answer(&gsm1, WIRE_SENT, -1);
	assert_int_equal(gsm1.count, 3);	/* three a minute */
}

static void
test_a_restart_forgets_neither_limit_nor_rest(void **state)
{
	int	i;

	(void)state;
	gw.worker_count = 1;
	modems[0].per_minute = 2;
	modems[0].per_hour = 4;
	for (i = 0; i < 8; i++)
		add("gsm1", "x");
	wait_for(1, 10);
	crash();
	gw.worker_count = 1;
	leftover(&gsm1, true, WIRE_STAGE_NONE, 0, WIRE_SENT);
	assert_int_equal(gsm1.count, 1);
	now += 14;
	turn();
	assert_int_equal(gsm1.count, 1);	/* rests at least 15 s */
	wait_for(4, 200);
	assert_int_equal(gsm1.count, 4);
	crash();
	gw.worker_count = 1;
	leftover(&gsm1, true, WIRE_STAGE_NONE, 0, WIRE_SENT);
	now += 600;
	turn();
	assert_int_equal(gsm1.count, 4);
	wait_for(5, 3700);
	assert_int_equal(gsm1.count, 5);
}

/* ---- credit and cost --------------------------------------------------- */

/* The workers' SIMs are called as they are. */
static void
set_low(const char *sim, bool low)
{
	struct sim	s = { .balance = low ? 500 : 50000, .low = low,
			    .heard_at = now };

	snprintf(s.sim, sizeof s.sim, "%s", sim);
	snprintf(s.modem, sizeof s.modem, "%s", sim);
	assert_int_equal(store_sim_put(gw.store, &s), 0);
}

static void
test_routine_of_a_modem_without_credit_leaves_by_another(void **state)
{
	(void)state;
	set_low("gsm1", true);
	add("gsm1", "routine");
	add_to(phone, "gsm1", true, 1, "urgent");
	turn();
	assert_string_equal(gsm1.out.text, "urgent");
	assert_string_equal(gsm2.out.text, "routine");
	answer(&gsm1, WIRE_SENT, -1);
	add("", "any");
	answer(&gsm2, WIRE_SENT, -1);
	assert_string_equal(gsm2.out.text, "any");
	assert_int_equal(gsm1.count, 1);
}

static void
test_routine_waits_where_no_modem_has_credit_and_flows_after(void **state)
{
	int64_t	stale, fresh;

	(void)state;
	set_low("gsm1", true);
	set_low("gsm2", true);
	stale = add("gsm1", "stale");
	now += conf.message_lifetime_s - 10;
	fresh = add("gsm1", "fresh");
	add_to(phone, "gsm1", true, 1, "urgent");
	turn();
	assert_string_equal(gsm1.out.text, "urgent");
	answer(&gsm1, WIRE_SENT, -1);
	assert_int_equal(row(fresh).state, OUTBOX_DUE);
	assert_int_equal(row(stale).state, OUTBOX_DUE);
	now += 20;		/* looked at for old ones a moment ago */
	set_low("gsm1", false);
	turn();
	assert_string_equal(gsm1.out.text, "fresh");
	assert_int_equal(row(stale).state, OUTBOX_DROPPED);
	assert_string_equal(row(stale).reason, "too old");
	assert_int_equal(gsm2.count, 0);
}

static int64_t
spent(void)
{
	int64_t	rupiah;

	assert_int_equal(store_account_spent(gw.store, now - 86400, &rupiah),
	    0);
	return rupiah;
}

static void
test_a_part_costs_what_its_number_costs(void **state)
{
	int64_t	home;

	(void)state;
	modems[1].sms_price = 150;
	modems[1].sms_price_other = 350;
	assert_int_equal(store_phone_find_or_add(gw.store, "+6285500000222",
	    NUMBER_PHONE, now, &home), 0);
	add_to(home, "gsm2", false, 1, "home");
	turn();
	answer(&gsm2, WIRE_SENT, -1);
	assert_int_equal(spent(), 150);
	add("gsm2", "other");
	turn();
	answer(&gsm2, WIRE_PERMANENT, 21);	/* refused is free */
	assert_int_equal(spent(), 150);
	add("gsm2", "other");
	turn();
	answer(&gsm2, WIRE_SENT, -1);
	assert_int_equal(spent(), 500);
}

static int
count_kind(const char *kind)
{
	struct outbox_message	m;
	int64_t			id;
	int			n = 0;

	for (id = 1; store_outbox_get(gw.store, id, &m) == 1; id++)
		n += strcmp(m.kind, kind) == 0;
	return n;
}

static void
test_beyond_the_days_money_routine_waits_for_the_next_day(void **state)
{
	int	i;

	(void)state;
	now = 1763784000;	/* 12:00 in WITA */
	gw.worker_count = 1;
	modems[0].sms_price = 300;
	conf.cost_per_day = 1000;
	add_coordinator();
	for (i = 0; i < 6; i++)
		add("gsm1", "routine");
	turn();
	for (i = 0; i < 3; i++)
		answer(&gsm1, WIRE_SENT, -1);
	/* The fourth reaches the ceiling; the fifth would be over it. */
	assert_int_equal(gsm1.count, 4);
	answer(&gsm1, WIRE_SENT, -1);
	assert_string_equal(gsm1.out.text,
	    "Biaya hari ini Rp 1.200");	/* told, urgently */
	answer(&gsm1, WIRE_SENT, -1);
	assert_int_equal(gsm1.count, 5);
	now += 3600;
	crash();
	gw.worker_count = 1;
	leftover(&gsm1, true, WIRE_STAGE_NONE, 0, WIRE_SENT);
	turn();
	assert_int_equal(gsm1.count, 5);
	add_to(phone, "gsm1", true, 1, "urgent");
	turn();
	assert_int_equal(gsm1.count, 6);
	answer(&gsm1, WIRE_SENT, -1);
	assert_int_equal(count_kind("cost_reached"), 1);
	now = 1763784000 + 12 * 3600 - 1;
	turn();
	assert_int_equal(gsm1.count, 6);
	now += 1;		/* midnight */
	turn();
	assert_int_equal(gsm1.count, 7);
	assert_string_equal(gsm1.out.text, "routine");
}

static void
test_routine_too_old_is_dropped_with_a_reason(void **state)
{
	int64_t	id, urgent;

	(void)state;
	gsm1.up = gsm2.up = false;
	id = add("gsm1", "x");
	urgent = add_to(phone, "gsm1", true, 1, "x");
	now += conf.message_lifetime_s + 1;
	turn();
	assert_int_equal(row(id).state, OUTBOX_DROPPED);
	assert_string_equal(row(id).reason, "too old");
	assert_int_equal(row(urgent).state, OUTBOX_DUE);
}

static void
test_a_worker_that_left_meanwhile_costs_nothing(void **state)
{
	int64_t	id = add("gsm1", "x");

	(void)state;
	assert_int_equal(commit_begin(gw.commit), 0);
	outbox_fill(gw.outbox);
	gsm1.up = false;
	gsm1.down_since = now;
	commit_flush(gw.commit);
	commit_flush(gw.commit);
	assert_int_equal(row(id).state, OUTBOX_DUE);
	gsm1.up = true;
	turn();
	assert_int_equal(gsm1.count, 1);
	assert_int_equal(gsm1.out.id, id);
}

static void
test_a_result_that_was_rolled_back_is_recorded_later(void **state)
{
	struct wire_sms_result	r;
	int64_t			id = add("gsm1", "x");

	(void)state;
	add("gsm1", "y");
	turn();
	r = (struct wire_sms_result){ .id = id, .part = 1,
		.outcome = WIRE_SENT, .code = -1, .mr = 5 };
	gsm1.idle = true;
	outbox_result(gw.outbox, &gsm1, &r);
	commit_abort(gw.commit);
	assert_int_equal(row(id).state, OUTBOX_SENDING);
	assert_int_equal(gsm1.count, 1);
	turn();
	assert_int_equal(row(id).state, OUTBOX_SENT);
	assert_int_equal(gsm1.count, 2);
}

int
main(void)
{
#define T(name)	cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest	tests[] = {
		T(test_a_row_is_sending_on_disk_before_its_worker_hears_of_it),
		T(test_a_reply_leaves_by_the_modem_that_received),
		T(test_unless_that_modem_is_down_too_long),
		T(test_no_row_waits_for_a_modem_that_will_not_send_for_long),
		T(test_a_row_of_no_modem_leaves_by_the_numbers_own_operator),
		T(test_urgent_goes_before_routine),
		T(test_parts_leave_in_order_by_one_modem),
		T(test_a_temporary_refusal_backs_off_and_ends),
		T(test_what_the_modem_garbled_is_sent_again_soon),
		T(test_a_permanent_refusal_is_visible),
		T(test_no_answer_is_uncertain_and_not_sent_again),
		T(test_no_answer_is_sent_again_where_the_city_says_so),
		T(test_a_late_or_doubled_result_is_ignored),
		T(test_after_a_crash_the_journal_settles_what_was_in_flight),
		T(test_what_a_removed_modem_had_goes_to_others),
		T(test_limits_hold_and_pass),
		T(test_a_modem_does_not_send_like_a_machine),
		T(test_what_is_urgent_does_not_wait_for_the_rest_but_for_the_limit),
		T(test_a_restart_forgets_neither_limit_nor_rest),
		T(test_routine_of_a_modem_without_credit_leaves_by_another),
		T(test_routine_waits_where_no_modem_has_credit_and_flows_after),
		T(test_a_part_costs_what_its_number_costs),
		T(test_beyond_the_days_money_routine_waits_for_the_next_day),
		T(test_routine_too_old_is_dropped_with_a_reason),
		T(test_a_worker_that_left_meanwhile_costs_nothing),
		T(test_a_result_that_was_rolled_back_is_recorded_later),
	};

	setenv("TZ", "WITA-8", 1);
	tzset();
	log_init("test_outbox", LOG_LEVEL_ERROR);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
