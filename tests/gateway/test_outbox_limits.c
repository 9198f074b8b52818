/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * outbox - limits, credit and cost hold routine SMS back, and nothing else.
 */

#include "config.h"

#include "store/account.h"
#include "store/seat.h"
#include "store/sim.h"
#include "tests/fixtures/outbox_bench.h"

/* Who is told what concerns the gateway itself. */
static inline void
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

/* ---- limits and rests --------------------------------------------------- */

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
	gw.roster.count = 1;
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
	gw.roster.count = 1;
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
	gw.roster.count = 1;
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
	gw.roster.count = 1;
	modems[0].per_minute = 2;
	modems[0].per_hour = 4;
	for (i = 0; i < 8; i++)
		add("gsm1", "x");
	wait_for(1, 10);
	crash();
	gw.roster.count = 1;
	leftover(&gsm1, true, WIRE_STAGE_NONE, 0, WIRE_SENT);
	assert_int_equal(gsm1.count, 1);
	now += 14;
	turn();
	assert_int_equal(gsm1.count, 1);	/* rests at least 15 s */
	wait_for(4, 200);
	assert_int_equal(gsm1.count, 4);
	crash();
	gw.roster.count = 1;
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
	gw.roster.count = 1;
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
	gw.roster.count = 1;
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

int
main(void)
{
#define T(f)	cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest tests[] = {
		T(test_limits_hold_and_pass),
		T(test_a_modem_does_not_send_like_a_machine),
		T(test_what_is_urgent_does_not_wait_for_the_rest_but_for_the_limit),
		T(test_a_restart_forgets_neither_limit_nor_rest),
		T(test_routine_of_a_modem_without_credit_leaves_by_another),
		T(test_routine_waits_where_no_modem_has_credit_and_flows_after),
		T(test_a_part_costs_what_its_number_costs),
		T(test_beyond_the_days_money_routine_waits_for_the_next_day),
		T(test_routine_too_old_is_dropped_with_a_reason),
	};

	setenv("TZ", "WITA-8", 1);
	tzset();
	log_init("test_outbox", LOG_LEVEL_ERROR);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
