/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * The simulated modem as a program sees it: octets into its terminal, octets
 * out of it.
 */

#include "config.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/fixtures/sim_bench.h"

static void
test_commands_are_echoed_and_answered(void **state)
{
	struct bench	*b = *state;

	ask(b, "AT\r", "AT\r\r\nOK\r\n");
	ask(b, "ATE0\r", "ATE0\r\r\nOK\r\n");
	ask(b, "AT\r", "\r\nOK\r\n");
	assert_string_equal(b->heard, "\r\nOK\r\n");
	ask(b, "at+cgmm\r", "\r\nsimulator\r\n\r\nOK\r\n");
	ask(b, "AT+NOSUCH=1\r", "\r\nERROR\r\n");
	ask(b, "AT+CMEE=1\r", "OK");
	ask(b, "AT+CMGR=1\r", "+CMS ERROR: 321\r\n");
	ask(b, "AT+CMGR=99999999999\r", "+CMS ERROR: 321\r\n");
}

static void
test_noise_and_endless_lines_do_not_stop_it(void **state)
{
	struct bench	*b = *state;

	for (int i = 0; i < 3 * SIM_LINE_SIZE / 64; i++) {
		say(b, "AT+0123456789012345678901234567890123456789"
		    "012345678901234567890");
		turn(b, 1);
	}
	ask(b, "\r", "ERROR");
	ask(b, "\377\376\001\032noise\r\n\rAT+CSQ\r", "+CSQ: 22,0");
}

static void
test_a_message_is_announced_listed_and_deleted(void **state)
{
	struct bench	*b = *state;

	ask(b, "AT+CNMI=2,1,0,2,0\r", "OK");
	assert_int_equal(write_to(b, "LAPOR"), 1);
	hear(b, "\r\n+CMTI: \"SM\",1\r\n");
	ask(b, "AT+CMGL=4\r", "+CMGL: 1,0,,25\r\n07912618010000F004");
	ask(b, "AT+CMGL=4\r", "+CMGL: 1,1,,25\r\n");
	ask(b, "AT+CMGD=1\r", "OK");
	ask(b, "AT+CMGL=4\r", "AT+CMGL=4\r\r\nOK\r\n");
}

static void
test_a_full_sim_keeps_messages_waiting_in_order(void **state)
{
	struct bench	*b = *state;

	ask(b, "AT+CNMI=2,1,0,2,0\r", "OK");
	for (int i = 0; i < 4; i++)
		write_to(b, i % 2 == 0 ? "A" : "B");
	ask(b, "AT+CPMS?\r", "\"SM\",2,2");
	assert_int_equal(b->modem->waiting_count, 2);
	ask(b, "AT+CMGD=2\r", "OK\r\n\r\n+CMTI: \"SM\",2\r\n");
	assert_int_equal(b->modem->waiting_count, 1);
	ask(b, "AT+CMGD=1,4\r", "+CMTI: \"SM\",1\r\n");
	assert_int_equal(b->modem->waiting_count, 0);
	assert_int_equal(b->modem->store[SIM_STORE_SM].used, 1);
}

static void
test_a_sent_message_is_in_the_ledger_before_its_answer(void **state)
{
	struct bench			*b = *state;
	const struct sim_message	*message;

	ask(b, "AT+CMGS=23\r", "\r\n> ");
	ask(b, HELLO "\032", "\r\nERROR\r\n");	/* is 24 octets */
	ask(b, "AT+CMGS=24\r", "\r\n> ");
	ask(b, HELLO "\032", "\r\n+CMGS: 0\r\n\r\nOK\r\n");
	assert_int_equal(sim_net_message_count(b->net), 1);
	message = sim_net_message(b->net, 1);
	assert_string_equal(message->to, "+6281200000001");
	assert_string_equal(message->text, "hellohello");
}

static void
test_escape_leaves_the_prompt(void **state)
{
	struct bench	*b = *state;

	ask(b, "AT+CMGS=24\r", "\r\n> ");
	ask(b, "0011\033", "OK");
	ask(b, "AT\r", "AT\r\r\nOK\r\n");
	assert_int_equal(sim_net_sent_count(b->net), 0);
}

static void
test_a_notice_waits_while_a_message_is_being_sent(void **state)
{
	struct bench	*b = *state;

	ask(b, "AT+CNMI=2,1,0,2,0\r", "OK");
	ask(b, "AT+CMGS=24\r", "\r\n> ");
	write_to(b, "A");
	hear_not(b, "+CMTI");
	ask(b, HELLO "\032", "OK\r\n\r\n+CMTI: \"SM\",1\r\n");
}

static void
test_commands_wait_while_a_message_is_on_the_air(void **state)
{
	struct bench	*b = *state;

	sim_net_world(b->net)->settings.air.a = QUIET_MS * 3;
	ask(b, "AT+CMGS=24\r", "\r\n> ");
	say(b, HELLO "\032" "AT+CSQ\r");
	hear_not(b, "+CM");
	hear(b, "+CMGS: 0\r\n\r\nOK\r\nAT+CSQ\r\r\n+CSQ: 22,0\r\n");
}

static void
test_a_report_follows_a_message_that_wanted_one(void **state)
{
	struct bench	*b = *state;

	sim_net_world(b->net)->settings.report_ms = 1;
	ask(b, "AT+CNMI=2,1,0,2,0\r", "OK");
	ask(b, "AT+CMGS=24\r", "\r\n> ");
	ask(b, "003100" "0D91261802000000F1" "0000A70A"
	    "E8329BFD4697D9EC37" "\032", "+CMGS: 0");
	hear(b, "+CDSI: \"SM\",1");
	ask(b, "AT+CMGR=1\r", "+CMGR: 0,,26\r\n07912618010000F006000D91");
}

static void
test_faults_strike_as_often_as_was_said(void **state)
{
	struct bench	*b = *state;

	fault(b, "mute");
	say(b, "AT\r");
	hear_not(b, "A");
	ask(b, "AT\r", "OK");
	fault(b, "lose-cmgs");
	ask(b, "AT+CMGS=24\r", "\r\n> ");
	say(b, HELLO "\032");
	hear_not(b, "OK");
	assert_int_equal(sim_net_sent_count(b->net), 1);
	fault(b, "cms-error=38");
	ask(b, "AT+CMEE=1\r", "OK");
	ask(b, "AT+CMGS=24\r", "\r\n> ");
	ask(b, HELLO "\032", "+CMS ERROR: 38\r\n");
	fault(b, "duplicate");
	write_to(b, "A");
	assert_int_equal(b->modem->store[SIM_STORE_SM].used, 2);
	fault(b, "delete-fails");
	ask(b, "AT+CMGD=1\r", "ERROR");
	ask(b, "AT+CMGD=1\r", "OK");
}

/* However slow the machine is: the last answer was now, or long ago. */
static void
just_answered(struct bench *b, bool now)
{
	b->modem->replied = now ? sim_now_ms() + WAIT_MS : 0;
}

static void
test_a_hurried_pdu_loses_its_beginning(void **state)
{
	struct bench	*b = *state;

	sim_net_world(b->net)->settings.hurry_send = true;
	ask(b, "AT+CMEE=1\r", "OK");
	ask(b, "AT+CMGS=24\r", "\r\n> ");
	just_answered(b, true);
	ask(b, HELLO "\032", "+CMS ERROR: 304\r\n");
	ask(b, "AT+CMGS=24\r", "\r\n> ");
	just_answered(b, false);
	ask(b, HELLO "\032", "+CMGS: 0");
}

static void
test_a_hurried_start_gets_no_answer(void **state)
{
	struct bench	*b = *state;

	sim_net_world(b->net)->settings.hurry_start = true;
	ask(b, "AT\r", "OK");
	just_answered(b, true);
	say(b, "ATE1\r");
	hear_not(b, "OK");
	just_answered(b, false);
	ask(b, "ATE1\r", "OK");
}

static void
test_a_locked_sim_opens_to_its_pin_only(void **state)
{
	struct bench	*b = *state;

	set(b, "pin", "1234");
	ask(b, "AT+CMEE=1\r", "OK");
	ask(b, "AT+CPIN?\r", "+CPIN: SIM PIN");
	ask(b, "AT+CMGL=4\r", "+CMS ERROR: 311");
	write_to(b, "A");
	assert_int_equal(b->modem->waiting_count, 1);
	ask(b, "AT+CREG?\r", "+CREG: 0,0");
	ask(b, "AT+CPIN=\"0000\"\r", "+CME ERROR: 16");
	ask(b, "AT+CPINR\r", "+CPINR: SIM PIN,2,3");
	ask(b, "AT+CPIN=\"1234\"\r", "OK");
	ask(b, "AT+CPIN?\r", "+CPIN: READY");
	ask(b, "AT+CPIN=\"1234\"\r", "OK");
	assert_int_equal(b->modem->store[SIM_STORE_SM].used, 1);
	assert_int_equal(b->modem->card.pins_entered, 2);
	assert_int_equal(b->modem->card.pins_wrong, 1);
}

static void
test_wrong_pins_block_the_sim_until_its_puk(void **state)
{
	struct bench	*b = *state;

	set(b, "pin", "1234");
	set(b, "puk", "12345678");
	set(b, "pin_tries", "1");
	ask(b, "AT+CMEE=1\r", "OK");
	ask(b, "AT+CPIN=\"0000\"\r", "+CME ERROR: 16");
	ask(b, "AT+CPIN?\r", "+CPIN: SIM PUK");
	ask(b, "AT+CPIN=\"1234\"\r", "+CME ERROR: 12");
	ask(b, "AT+CMGL=4\r", "+CMS ERROR: 316");
	ask(b, "AT+CPIN=\"87654321\",\"4321\"\r", "+CME ERROR: 16");
	ask(b, "AT+CPINR=\"SIM PUK\"\r", "+CPINR: SIM PUK,9,10");
	sim_modem_unplug(b->modem);
	close(b->fd);
	assert_int_equal(sim_modem_plug(b->modem), 0);
	bench_open(b);
	ask(b, "AT+CPIN?\r", "+CPIN: SIM PUK");
	ask(b, "AT+CPIN=\"12345678\",\"4321\"\r", "OK");
	ask(b, "AT+CPIN?\r", "+CPIN: READY");
}

static void
test_without_a_sim_there_is_no_network(void **state)
{
	struct bench	*b = *state;

	set(b, "sim", "out");
	ask(b, "AT+CMEE=1\r", "OK");
	ask(b, "AT+CPIN?\r", "+CME ERROR: 10");
	ask(b, "AT+CIMI\r", "+CME ERROR: 10");
	ask(b, "AT+CMGL=4\r", "+CMS ERROR: 310");
	ask(b, "AT+CREG?\r", "+CREG: 0,0");
	set(b, "sim", "in");
	ask(b, "AT+CPIN?\r", "+CPIN: READY");
}

static void
test_another_sim_is_empty_and_twins_are_allowed(void **state)
{
	struct bench	 *b = *state;
	struct sim_modem *twin = sim_modem_new(sim_net_world(b->net), "gsm2", "/tmp/unused");

	write_to(b, "A");
	set(b, "imsi", "510019999999999");
	ask(b, "AT+CIMI\r", "510019999999999");
	assert_int_equal(b->modem->store[SIM_STORE_SM].used, 0);
	ask(b, "AT+CPMS?\r", "\"SM\",0,2");
	assert_string_not_equal(twin->imei, b->modem->imei);
	set(b, "imei", twin->imei);
	ask(b, "AT+CGSN\r", twin->imei);
}

static void
test_a_modem_without_service_neither_sends_nor_receives(void **state)
{
	struct bench	*b = *state;

	ask(b, "AT+CMEE=1\r", "OK");
	ask(b, "AT+CREG=1\r", "OK");
	say(b, "");
	set(b, "registration", "searching");
	hear(b, "+CREG: 2");
	ask(b, "AT+CREG?\r", "+CREG: 1,2");
	write_to(b, "A");
	assert_int_equal(b->modem->waiting_count, 1);
	ask(b, "AT+CMGS=24\r", "> ");
	ask(b, HELLO "\032", "+CMS ERROR: 331");
	say(b, "");
	set(b, "registration", "roaming");
	hear(b, "+CREG: 5");
	turn(b, 5);
	assert_int_equal(b->modem->waiting_count, 0);
	ask(b, "AT+CFUN=4\r", "OK");
	ask(b, "AT+CREG?\r", "+CREG: 1,0");
	ask(b, "AT+CFUN=1\r", "OK");
	ask(b, "AT+CREG?\r", "+CREG: 1,5");
}

static void
test_a_reset_modem_leaves_the_bus_and_returns_elsewhere(void **state)
{
	struct bench	*b = *state;
	struct stat	 st;
	int64_t		 deadline = sim_now_ms() + WAIT_MS;

	write_to(b, "A");
	set(b, "reset_time", "100");
	strcat(b->link, ".other");
	set(b, "return_link", b->link);
	ask(b, "AT+CFUN=1,1\r", "OK");
	while (b->modem->tty != NULL && sim_now_ms() < deadline)
		turn(b, 1);
	assert_int_equal(read(b->fd, b->heard, 1), 0);
	assert_int_equal(lstat(b->modem->link, &st), -1);
	while (b->modem->tty == NULL && sim_now_ms() < deadline)
		turn(b, 1);
	close(b->fd);
	bench_open(b);
	ask(b, "AT+CPMS?\r", "\"SM\",1,2");
	assert_int_equal(b->modem->resets, 1);
	assert_int_equal(b->modem->plugs, 2);
}

static void
test_a_wrong_setting_is_refused(void **state)
{
	static const struct { const char *name, *value; } wrong[] = {
		{ "imei", "12345" }, { "imsi", "abc" }, { "pin", "123456789" },
		{ "registration", "lost" }, { "registration", "6" },
		{ "signal", "" }, { "sim", "half" }, { "return_link", "" },
	};
	struct bench	*b = *state;
	char		 why[128];
	int		 row;

	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
		row = sim_setting_find(wrong[i].name, strlen(wrong[i].name));
		assert_true(row != -1);
		why[0] = '\0';
		assert_int_equal(sim_setting_apply(b->modem, (size_t)row,
		    wrong[i].value, why, sizeof why), -1);
		assert_true(why[0] != '\0');
	}
	assert_int_equal(sim_setting_find("own-number", 10),
	    sim_setting_find("own_number", 10));
	assert_int_equal(sim_setting_find("imeis", 5), -1);
}

static void
test_a_replugged_modem_still_has_its_sim(void **state)
{
	struct bench	*b = *state;

	write_to(b, "A");
	sim_modem_unplug(b->modem);
	write_to(b, "B");
	assert_int_equal(open(b->link, O_RDWR), -1);
	close(b->fd);
	assert_int_equal(sim_modem_plug(b->modem), 0);
	bench_open(b);
	ask(b, "AT+CPMS?\r", "\"SM\",2,2");
}

static void
test_rubbish_can_lie_on_the_sim(void **state)
{
	struct bench	*b = *state;

	sim_store_arrive(b->modem, "0BD04=96p", 78, false);
	ask(b, "AT+CMGR=1\r", "+CMGR: 0,,78\r\n0BD04=96p\r\n\r\nOK\r\n");
}

static void
test_a_ring_tells_the_caller_until_it_ends(void **state)
{
	struct bench	*b = *state;

	ask(b, "AT+CLIP=1\r", "OK");
	sim_calls_ring(b->modem, "+6281200000001", 1, 1);
	hear(b, "\r\nRING\r\n\r\n+CLIP: \"+6281200000001\",145,");
	hear(b, "\r\nNO CARRIER\r\n");
}

static void
test_ussd_is_answered_in_the_set_that_was_chosen(void **state)
{
	struct bench	*b = *state;

	sim_calls_ussd_answer(b->modem, "", "Rp5", 0);
	ask(b, "AT+CUSD=1,\"*888#\",15\r", "+CUSD: 0,\"Rp5\",15\r\n");
	ask(b, "AT+CSCS=\"UCS2\"\r", "OK");
	ask(b, "AT+CUSD=1,\"002A\",15\r", "+CUSD: 0,\"005200700035\",15\r\n");
}

int
main(void)
{
#define TEST(f)	cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest	tests[] = {
		TEST(test_commands_are_echoed_and_answered),
		TEST(test_noise_and_endless_lines_do_not_stop_it),
		TEST(test_a_message_is_announced_listed_and_deleted),
		TEST(test_a_full_sim_keeps_messages_waiting_in_order),
		TEST(test_a_sent_message_is_in_the_ledger_before_its_answer),
		TEST(test_escape_leaves_the_prompt),
		TEST(test_a_notice_waits_while_a_message_is_being_sent),
		TEST(test_commands_wait_while_a_message_is_on_the_air),
		TEST(test_a_report_follows_a_message_that_wanted_one),
		TEST(test_faults_strike_as_often_as_was_said),
		TEST(test_a_hurried_pdu_loses_its_beginning),
		TEST(test_a_hurried_start_gets_no_answer),
		TEST(test_a_locked_sim_opens_to_its_pin_only),
		TEST(test_wrong_pins_block_the_sim_until_its_puk),
		TEST(test_without_a_sim_there_is_no_network),
		TEST(test_another_sim_is_empty_and_twins_are_allowed),
		TEST(test_a_modem_without_service_neither_sends_nor_receives),
		TEST(test_a_reset_modem_leaves_the_bus_and_returns_elsewhere),
		TEST(test_a_wrong_setting_is_refused),
		TEST(test_a_replugged_modem_still_has_its_sim),
		TEST(test_rubbish_can_lie_on_the_sim),
		TEST(test_a_ring_tells_the_caller_until_it_ends),
		TEST(test_ussd_is_answered_in_the_set_that_was_chosen),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
