/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * outbox - a reply is sent once, by the right modem, at the right time.
 */

#include "config.h"

#include "tests/fixtures/outbox_bench.h"

/* ---- promises ---------------------------------------------------------- */

static void
test_a_row_is_sending_on_disk_before_its_worker_hears_of_it(void **state)
{
	int64_t	id = add("gsm1", "Laporan diterima");

	(void)state;
	assert_int_equal(commit_begin(gw.commit), 0);
	outbox_fill(outbox);
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
	outbox_arm(outbox);
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
	gw.roster.count = conf.modem_count = 1;
	gsm1.idle = true;
	outbox_configured(outbox);
	turn();
	assert_int_equal(row(flying).state, OUTBOX_UNCERTAIN);
	assert_int_equal(gsm1.count, 1);
	assert_int_equal(gsm1.out.id, waiting);
}

static void
test_a_worker_that_left_meanwhile_costs_nothing(void **state)
{
	int64_t	id = add("gsm1", "x");

	(void)state;
	assert_int_equal(commit_begin(gw.commit), 0);
	outbox_fill(outbox);
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
	outbox_result(outbox, &gsm1, &r);
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
#define T(f)	cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest tests[] = {
		T(test_a_row_is_sending_on_disk_before_its_worker_hears_of_it),
		T(test_a_reply_leaves_by_the_modem_that_received),
		T(test_unless_that_modem_is_down_too_long),
		T(test_a_row_of_no_modem_leaves_by_the_numbers_own_operator),
		T(test_urgent_goes_before_routine),
		T(test_parts_leave_in_order_by_one_modem),
		T(test_a_temporary_refusal_backs_off_and_ends),
		T(test_what_the_modem_garbled_is_sent_again_soon),
		T(test_no_row_waits_for_a_modem_that_will_not_send_for_long),
		T(test_a_permanent_refusal_is_visible),
		T(test_no_answer_is_uncertain_and_not_sent_again),
		T(test_no_answer_is_sent_again_where_the_city_says_so),
		T(test_a_late_or_doubled_result_is_ignored),
		T(test_after_a_crash_the_journal_settles_what_was_in_flight),
		T(test_what_a_removed_modem_had_goes_to_others),
		T(test_a_worker_that_left_meanwhile_costs_nothing),
		T(test_a_result_that_was_rolled_back_is_recorded_later),
	};

	setenv("TZ", "WITA-8", 1);
	tzset();
	log_init("test_outbox", LOG_LEVEL_ERROR);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
