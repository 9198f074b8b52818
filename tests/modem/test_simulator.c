/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * test_simulator - the real worker with the real libGammu, at the simulated
 * modem's pseudo-terminal: what the worker promises about an SMS.
 *
 * The programs are ./kentongan-modem and ./kentongan-sim, or what
 * KENTONGAN_MODEM and KENTONGAN_SIM name.
 */

#include "config.h"

#include <sys/socket.h>

#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "gateway/fleet/wire.h"
#include "tests/fixtures/worker_bench.h"

/* A worker at the bench's modem, hurried or not. */
static void
start(struct bench *b, bool fast, const char *pin)
{
	struct wire_setup	s = bench_setup(b);

	s.fast = fast;
	snprintf(s.pin, sizeof s.pin, "%s", pin);
	worker_start(b, &s);
}

static void
bench_fault(struct bench *b, const char *name, int count)
{
	bench_say(b, "{\"cmd\":\"fault\",\"name\":\"%s\",\"count\":%d}", name,
	    count);
}

/* How many messages lie in the modem. */
static int
bench_slots(struct bench *b)
{
	const char	*at;
	int		 n = 0;

	bench_say(b, "{\"cmd\":\"slots\"}");
	for (at = b->answer; (at = strstr(at, "\"location\"")) != NULL; at++)
		n++;
	return n;
}

static struct wire_message
message(int64_t id, enum wire_coding coding, const char *text)
{
	struct wire_message	m = { .type = WIRE_SMS_OUT };

	m.sms_out.id = id;
	m.sms_out.part = m.sms_out.parts = 1;
	m.sms_out.coding = coding;
	m.sms_out.class = -1;
	snprintf(m.sms_out.number, sizeof m.sms_out.number, CITIZEN);
	snprintf(m.sms_out.text, sizeof m.sms_out.text, "%s", text);
	return m;
}

static void
worker_hang_up(struct bench *b)
{
	close(b->wire);
	b->wire = -1;
}

/* ---- receiving ------------------------------------------------------ */

static void
test_no_sms_leaves_before_it_is_stored(void **state)
{
	struct bench		b;
	struct wire_message	m;
	uint32_t		token;

	(void)state;
	bench_open(&b, "");
	start(&b, true, "");
	worker_ready(&b);
	bench_sms(&b, CITIZEN, "LAPOR SAMPAH OESAPA");
	worker_expect(&b, WIRE_SMS_IN, &m);
	assert_string_equal(m.sms_in.number, CITIZEN);
	assert_string_equal(m.sms_in.text, "LAPOR SAMPAH OESAPA");
	token = m.sms_in.token;
	/* Told once, though the next one makes it be listed again. */
	bench_sms(&b, CITIZEN, "dan lagi");
	worker_expect(&b, WIRE_SMS_IN, &m);
	assert_string_equal(m.sms_in.text, "dan lagi");
	assert_false(worker_says(&b, WIRE_SMS_IN, &m, 300));
	worker_stored(&b, token + 7);
	pause_ms(100);
	assert_int_equal(bench_slots(&b), 2);
	worker_stored(&b, token);
	assert_true(bench_slots_become(&b, 1));
	bench_close(&b);
}

static void
test_a_sweep_on_demand_tells_again(void **state)
{
	struct bench		b;
	struct wire_message	m;

	(void)state;
	bench_open(&b, "");
	start(&b, true, "");
	worker_ready(&b);
	bench_sms(&b, CITIZEN, "halo");
	worker_expect(&b, WIRE_SMS_IN, &m);
	m.type = WIRE_SWEEP;
	wire_send(b.wire, &m);
	worker_expect(&b, WIRE_SMS_IN, &m);
	assert_string_equal(m.sms_in.text, "halo");
	worker_stored(&b, m.sms_in.token);
	assert_true(bench_slots_become(&b, 0));
	bench_close(&b);
}

static void
test_an_sms_not_stored_is_told_again(void **state)
{
	struct bench		b;
	struct wire_message	m;

	(void)state;
	bench_open(&b, "");
	start(&b, true, "");
	worker_ready(&b);
	bench_sms(&b, CITIZEN, "halo");
	worker_expect(&b, WIRE_SMS_IN, &m);
	kill(b.worker, SIGKILL);
	worker_end(&b);
	start(&b, true, "");
	worker_expect(&b, WIRE_SMS_IN, &m);
	assert_string_equal(m.sms_in.text, "halo");
	bench_close(&b);
}

static void
test_every_text_arrives_as_written(void **state)
{
	static const struct {
		const char		*from, *text;
		enum wire_coding	 coding;
		bool			 name;
	} cases[] = {
		{ CITIZEN, "a {b} [c] ~ ^ | \xe2\x82\xac @ \xc3\xa9",
		    WIRE_CODING_GSM7, false },
		{ CITIZEN, "~ \xe6\x97\xa5\xe6\x9c\xac ~~ \xf0\x9f\x98\x80",
		    WIRE_CODING_UCS2, false },
		{ "TELKOMSEL", "Sisa pulsa", WIRE_CODING_GSM7, true },
		{ "4444", "ok", WIRE_CODING_GSM7, false },
	};
	struct bench		b;
	struct wire_message	m;
	size_t			i;

	(void)state;
	bench_open(&b, "");
	start(&b, true, "");
	worker_ready(&b);
	for (i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		bench_sms(&b, cases[i].from, cases[i].text);
		worker_expect(&b, WIRE_SMS_IN, &m);
		assert_string_equal(m.sms_in.number, cases[i].from);
		assert_string_equal(m.sms_in.text, cases[i].text);
		assert_int_equal(m.sms_in.coding, cases[i].coding);
		assert_int_equal(m.sms_in.alphanumeric, cases[i].name);
		assert_true(llabs(m.sms_in.sent_at - time(NULL)) < 60);
		assert_int_equal(m.sms_in.pid, 0);
		assert_true(m.sms_in.raw_len > 20);
	}
	bench_close(&b);
}

static void
test_parts_come_with_their_header(void **state)
{
	struct bench		b;
	struct wire_message	m;
	char			text[201];
	int			i;

	(void)state;
	memset(text, 'x', sizeof text - 1);
	text[sizeof text - 1] = '\0';
	bench_open(&b, "");
	start(&b, true, "");
	worker_ready(&b);
	bench_sms(&b, CITIZEN, text);
	for (i = 1; i <= 2; i++) {
		worker_expect(&b, WIRE_SMS_IN, &m);
		assert_int_equal(m.sms_in.udh_len, 6);
		assert_memory_equal(m.sms_in.udh, "\5\0\3", 3);
		assert_int_equal(m.sms_in.udh[4], 2);
		assert_int_equal(m.sms_in.udh[5], i);
		assert_int_equal(m.sms_in.text_len, i == 1 ? 153 : 47);
	}
	bench_close(&b);
}

static void
test_bad_pdus_hide_nothing_and_go(void **state)
{
	static const char *const bad[] = {
		"07912618010000F00",			/* half an octet */
		"ZZ3=96p331",
		"00FFFFFFFFFFFFFFFFFFFFFFFFFFFFFF",
		"07912618010000F0440D91261802002143F5000862112281150323"
		    "08FE000003020141414141",		/* UDHL 254 */
		"07912618010000F0440D91261802002143F5000062112281150323"
		    "0520C30000FF",		/* UDHL behind the end */
		"07912618010000F004FF91261802002143F5000062112281150323"
		    "04C3",				/* address of FF */
		"07912618010000F0040D91261802002143F5002062112281150323"
		    "044141",				/* compressed */
		"07912618010000F0070D91261802002143F5000062112281150323"
		    "04C3C3C3C3",			/* reserved type */
		"07912618010000F0040D91",
	};
	struct bench		b;
	struct wire_message	m;
	size_t			i, count = sizeof bad / sizeof bad[0];
	int			good = 0;

	(void)state;
	bench_open(&b, "");
	for (i = 0; i < count; i++)
		bench_say(&b, "{\"cmd\":\"pdu\",\"hex\":\"%s\"}", bad[i]);
	bench_sms(&b, CITIZEN, "baik");
	start(&b, true, "");
	for (i = 0; i <= count; i++) {
		worker_expect(&b, WIRE_SMS_IN, &m);
		if (strcmp(m.sms_in.text, "baik") == 0)
			good++;
		else {
			assert_int_equal(m.sms_in.coding, WIRE_CODING_UNKNOWN);
			assert_true(m.sms_in.raw_len > 0);
		}
		worker_stored(&b, m.sms_in.token);
	}
	assert_int_equal(good, 1);
	assert_true(bench_slots_become(&b, 0));
	bench_close(&b);
}

static void
test_a_refused_deletion_tells_nothing_twice(void **state)
{
	struct bench		b;
	struct wire_message	m;
	int			i;

	(void)state;
	bench_open(&b, "");
	start(&b, true, "");
	worker_ready(&b);
	bench_fault(&b, "delete-fails", -1);
	bench_sms(&b, CITIZEN, "sekali");
	worker_expect(&b, WIRE_SMS_IN, &m);
	worker_stored(&b, m.sms_in.token);
	for (i = 0; i < 3; i++) {
		m.type = WIRE_SWEEP;
		wire_send(b.wire, &m);
		assert_false(worker_says(&b, WIRE_SMS_IN, &m, 100));
	}
	assert_int_equal(bench_slots(&b), 1);
	bench_close(&b);
}

static void
test_a_message_that_came_in_silence_is_found(void **state)
{
	struct bench		b;
	struct wire_message	m;

	(void)state;
	bench_open(&b, "");
	start(&b, true, "");
	worker_ready(&b);
	bench_fault(&b, "no-cmti", 1);
	bench_sms(&b, CITIZEN, "diam");
	m.type = WIRE_SWEEP;
	wire_send(b.wire, &m);
	worker_expect(&b, WIRE_SMS_IN, &m);
	assert_string_equal(m.sms_in.text, "diam");
	bench_close(&b);
}

static void
test_a_call_is_told_once(void **state)
{
	struct bench		b;
	struct wire_message	m;

	(void)state;
	bench_open(&b, "");
	start(&b, true, "");
	worker_ready(&b);
	bench_say(&b, "{\"cmd\":\"ring\",\"from\":\"" CITIZEN
	    "\",\"rings\":3,\"interval_ms\":100}");
	worker_expect(&b, WIRE_CALL, &m);
	assert_string_equal(m.call.number, CITIZEN);
	assert_false(worker_says(&b, WIRE_CALL, &m, 250));
	bench_close(&b);
}

/* ---- sending -------------------------------------------------------- */

static void
test_a_part_goes_out_as_it_was_given(void **state)
{
	struct bench		b;
	struct wire_message	m;

	(void)state;
	bench_open(&b, "");
	start(&b, true, "");
	worker_ready(&b);
	m = message(7, WIRE_CODING_UCS2, "~~ \xe6\x97\xa5");
	m.sms_out.part = 2;
	m.sms_out.parts = 3;
	m.sms_out.ref = 201;
	m.sms_out.validity_min = 1440;
	worker_tell(&b, &m);
	worker_expect(&b, WIRE_SMS_RESULT, &m);
	assert_int_equal(m.sms_result.id, 7);
	assert_int_equal(m.sms_result.part, 2);
	assert_int_equal(m.sms_result.outcome, WIRE_SENT);
	assert_true(m.sms_result.mr >= 0);
	bench_say(&b, "{\"cmd\":\"sent\",\"raw\":true}");
	assert_non_null(strstr(b.answer, "\"udh\":\"050003C90302\""));
	assert_non_null(strstr(b.answer, "\"validity\":167"));
	assert_non_null(strstr(b.answer, "\"coding\":\"ucs2\""));
	assert_non_null(strstr(b.answer, "\"text\":\"~~ \xe6\x97\xa5\""));
	bench_close(&b);
}

static void
test_more_than_one_pdu_is_refused_not_cut(void **state)
{
	static const struct {
		enum wire_coding	coding;
		int			count;
		uint32_t		parts;
		enum wire_outcome	outcome;
	} cases[] = {
		{ WIRE_CODING_GSM7, 160, 1, WIRE_SENT },
		{ WIRE_CODING_GSM7, 161, 1, WIRE_PERMANENT },
		{ WIRE_CODING_GSM7, 153, 2, WIRE_SENT },
		{ WIRE_CODING_GSM7, 154, 2, WIRE_PERMANENT },
		{ WIRE_CODING_UCS2, 70, 1, WIRE_SENT },
		{ WIRE_CODING_UCS2, 71, 1, WIRE_PERMANENT },
		{ WIRE_CODING_UCS2, 67, 2, WIRE_SENT },
		{ WIRE_CODING_UCS2, 68, 2, WIRE_PERMANENT },
	};
	struct bench		b;
	struct wire_message	m;
	size_t			i;

	(void)state;
	bench_open(&b, "");
	start(&b, true, "");
	worker_ready(&b);
	for (i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		m = message((int64_t)i, cases[i].coding, "");
		memset(m.sms_out.text, 'x', (size_t)cases[i].count);
		m.sms_out.parts = cases[i].parts;
		worker_tell(&b, &m);
		worker_expect(&b, WIRE_SMS_RESULT, &m);
		if (m.sms_result.outcome != cases[i].outcome)
			fail_msg("case %zu: outcome %u", i,
			    m.sms_result.outcome);
	}
	bench_close(&b);
}

static void
test_a_refusal_says_whether_to_try_again(void **state)
{
	static const struct { int code; enum wire_outcome outcome; } cases[] = {
		{ 1, WIRE_PERMANENT }, { 21, WIRE_PERMANENT },
		{ 28, WIRE_PERMANENT }, { 38, WIRE_TEMPORARY },
		{ 41, WIRE_TEMPORARY }, { 42, WIRE_TEMPORARY },
		{ 47, WIRE_TEMPORARY }, { 69, WIRE_PERMANENT },
		{ 302, WIRE_TEMPORARY }, { 310, WIRE_TEMPORARY },
		{ 330, WIRE_TEMPORARY }, { 331, WIRE_TEMPORARY },
		{ 332, WIRE_UNKNOWN }, { 500, WIRE_TEMPORARY },
		{ 512, WIRE_TEMPORARY },
	};
	struct bench		b;
	struct wire_message	m;
	size_t			i;

	(void)state;
	bench_open(&b, "");
	start(&b, true, "");
	worker_ready(&b);
	for (i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		bench_say(&b, "{\"cmd\":\"fault\",\"name\":\"cms-error\","
		    "\"code\":%d}", cases[i].code);
		m = message((int64_t)i, WIRE_CODING_GSM7, "halo");
		worker_tell(&b, &m);
		worker_expect(&b, WIRE_SMS_RESULT, &m);
		assert_int_equal(m.sms_result.code, cases[i].code);
		if (m.sms_result.outcome != cases[i].outcome)
			fail_msg("code %d: outcome %u", cases[i].code,
			    m.sms_result.outcome);
	}
	bench_close(&b);
}

static void
test_a_delivery_report_comes_back(void **state)
{
	struct bench		b;
	struct wire_message	m;
	int32_t			mr;

	(void)state;
	bench_open(&b, "--report-delay 50");
	start(&b, true, "");
	worker_ready(&b);
	m = message(1, WIRE_CODING_GSM7, "halo");
	m.sms_out.report = 1;
	worker_tell(&b, &m);
	worker_expect(&b, WIRE_SMS_RESULT, &m);
	mr = m.sms_result.mr;
	worker_expect(&b, WIRE_SMS_REPORT, &m);
	assert_int_equal(m.sms_report.mr, mr);
	assert_int_equal(m.sms_report.status, 0);
	assert_string_equal(m.sms_report.number, CITIZEN);
	worker_stored(&b, m.sms_report.token);
	assert_true(bench_slots_become(&b, 0));
	bench_close(&b);
}

static void
test_without_daemon_a_send_is_finished(void **state)
{
	struct bench		b;
	struct wire_message	m;

	(void)state;
	bench_open(&b, "--air-delay 700");
	start(&b, true, "");
	worker_expect(&b, WIRE_LEFTOVER, &m);
	assert_int_equal(m.leftover.present, 0);
	worker_ready(&b);
	m = message(77, WIRE_CODING_GSM7, "halo");
	worker_tell(&b, &m);
	pause_ms(200);
	worker_hang_up(&b);
	/* Its successor waits for it, and finds what it left. */
	start(&b, true, "");
	worker_expect(&b, WIRE_LEFTOVER, &m);
	assert_int_equal(m.leftover.present, 1);
	assert_int_equal(m.leftover.stage, WIRE_STAGE_RESULT);
	assert_int_equal(m.leftover.id, 77);
	assert_int_equal(m.leftover.outcome, WIRE_SENT);
	assert_true(m.leftover.mr >= 0);
	worker_ready(&b);
	bench_close(&b);
}

static void
test_a_killed_worker_leaves_word_of_its_send(void **state)
{
	struct bench		b;
	struct wire_message	m;

	(void)state;
	bench_open(&b, "--air-delay 700");
	start(&b, true, "");
	worker_ready(&b);
	m = message(78, WIRE_CODING_GSM7, "halo");
	m.sms_out.parts = 2;
	worker_tell(&b, &m);
	pause_ms(200);
	kill(b.worker, SIGKILL);
	worker_end(&b);
	start(&b, true, "");
	worker_expect(&b, WIRE_LEFTOVER, &m);
	assert_int_equal(m.leftover.stage, WIRE_STAGE_SUBMITTING);
	assert_int_equal(m.leftover.id, 78);
	assert_int_equal(m.leftover.part, 1);
	bench_close(&b);
}

static void
test_quit_waits_for_the_send_in_hand(void **state)
{
	struct bench		b;
	struct wire_message	m;

	(void)state;
	bench_open(&b, "--air-delay 500");
	start(&b, true, "");
	worker_ready(&b);
	m = message(79, WIRE_CODING_GSM7, "halo");
	worker_tell(&b, &m);
	pause_ms(100);
	m.type = WIRE_QUIT;
	worker_tell(&b, &m);
	worker_expect(&b, WIRE_SMS_RESULT, &m);
	assert_int_equal(m.sms_result.outcome, WIRE_SENT);
	assert_int_equal(worker_end(&b), 0);
	bench_close(&b);
}

/* ---- modems as they are --------------------------------------------- */

static void
test_a_line_nobody_knows_delays_nothing(void **state)
{
	static const char *const lines[] = {
		"SMS Ready", "+QIND: SMS DONE", "^NWTIME: 1", "+CPIN: READY"
	};
	struct bench		b;
	struct wire_message	m;
	int64_t			began;
	size_t			i;

	(void)state;
	bench_open(&b, "");
	start(&b, true, "");
	worker_ready(&b);
	pause_ms(300);
	for (i = 0; i < sizeof lines / sizeof lines[0]; i++) {
		bench_say(&b, "{\"cmd\":\"fault\",\"name\":\"say\","
		    "\"text\":\"\\r\\n%s\\r\\n\"}", lines[i]);
		pause_ms(50);
		began = now_ms();
		m = message((int64_t)i, WIRE_CODING_GSM7, "halo");
		worker_tell(&b, &m);
		worker_expect(&b, WIRE_SMS_RESULT, &m);
		if (now_ms() - began > 2000)
			fail_msg("%s: %d ms", lines[i],
			    (int)(now_ms() - began));
	}
	bench_close(&b);
}

static void
test_a_modem_that_cannot_be_hurried_says_so(void **state)
{
	struct bench		b;
	struct wire_message	m;

	(void)state;
	bench_open(&b, "--hurry-fails=send");
	start(&b, true, "");
	worker_ready(&b);
	m = message(1, WIRE_CODING_GSM7, "halo");
	worker_tell(&b, &m);
	worker_expect(&b, WIRE_SMS_RESULT, &m);
	assert_int_equal(m.sms_result.outcome, WIRE_TEMPORARY);
	worker_expect(&b, WIRE_STATE, &m);
	assert_int_equal(m.state.state, WIRE_STATE_FAILING);
	assert_int_equal(m.state.hurried, 1);
	assert_int_equal(worker_end(&b), 1);
	/* And works at its own pace. */
	start(&b, false, "");
	worker_ready(&b);
	m = message(1, WIRE_CODING_GSM7, "halo");
	worker_tell(&b, &m);
	worker_expect(&b, WIRE_SMS_RESULT, &m);
	assert_int_equal(m.sms_result.outcome, WIRE_SENT);
	bench_close(&b);
}

static void
test_a_wrong_pin_is_tried_once(void **state)
{
	struct bench		b;
	struct wire_message	m;

	(void)state;
	bench_open(&b, "--pin 1234");
	start(&b, true, "9999");
	do
		worker_expect(&b, WIRE_STATE, &m);
	while (m.state.state == WIRE_STATE_OPENING);
	assert_int_equal(m.state.state, WIRE_STATE_FAILING);
	assert_int_equal(m.state.trouble, WIRE_TROUBLE_PIN);
	assert_int_equal(worker_end(&b), 1);
	bench_say(&b, "{\"cmd\":\"state\"}");
	assert_non_null(strstr(b.answer, "\"pin_tries\":2"));
	start(&b, true, "1234");
	worker_ready(&b);
	bench_close(&b);
}

static void
test_an_unplugged_modem_is_noticed_at_once(void **state)
{
	struct bench		b;
	struct wire_message	m;
	int64_t			began;

	(void)state;
	bench_open(&b, "--air-delay 5000");
	start(&b, true, "");
	worker_ready(&b);
	m = message(80, WIRE_CODING_GSM7, "halo");
	worker_tell(&b, &m);
	pause_ms(200);
	began = now_ms();
	bench_fault(&b, "unplug", 1);
	/* Whether it went out nobody knows. */
	worker_expect(&b, WIRE_SMS_RESULT, &m);
	assert_int_equal(m.sms_result.outcome, WIRE_UNKNOWN);
	worker_expect(&b, WIRE_STATE, &m);
	assert_int_equal(m.state.state, WIRE_STATE_FAILING);
	assert_int_equal(m.state.hurried, 0);
	assert_true(now_ms() - began < 2000);
	assert_int_equal(worker_end(&b), 1);
	bench_close(&b);
}

int
main(void)
{
	const struct CMUnitTest	tests[] = {
		cmocka_unit_test(test_no_sms_leaves_before_it_is_stored),
		cmocka_unit_test(test_a_sweep_on_demand_tells_again),
		cmocka_unit_test(test_an_sms_not_stored_is_told_again),
		cmocka_unit_test(test_every_text_arrives_as_written),
		cmocka_unit_test(test_parts_come_with_their_header),
		cmocka_unit_test(test_bad_pdus_hide_nothing_and_go),
		cmocka_unit_test(test_a_refused_deletion_tells_nothing_twice),
		cmocka_unit_test(test_a_message_that_came_in_silence_is_found),
		cmocka_unit_test(test_a_call_is_told_once),
		cmocka_unit_test(test_a_part_goes_out_as_it_was_given),
		cmocka_unit_test(test_more_than_one_pdu_is_refused_not_cut),
		cmocka_unit_test(test_a_refusal_says_whether_to_try_again),
		cmocka_unit_test(test_a_delivery_report_comes_back),
		cmocka_unit_test(test_without_daemon_a_send_is_finished),
		cmocka_unit_test(test_a_killed_worker_leaves_word_of_its_send),
		cmocka_unit_test(test_quit_waits_for_the_send_in_hand),
		cmocka_unit_test(test_a_line_nobody_knows_delays_nothing),
		cmocka_unit_test(test_a_modem_that_cannot_be_hurried_says_so),
		cmocka_unit_test(test_a_wrong_pin_is_tried_once),
		cmocka_unit_test(test_an_unplugged_modem_is_noticed_at_once),
	};

	signal(SIGPIPE, SIG_IGN);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
