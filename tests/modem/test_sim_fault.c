/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * The faults of a simulated modem: each is what its name says, strikes when
 * it was told to, and leaves the rest alone.
 */

#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/fixtures/sim_bench.h"

/* Ask, and return how long the answer took. */
static int64_t
timed(struct bench *b, const char *command, const char *expected)
{
	int64_t	begin = sim_now_ms();

	ask(b, command, expected);
	return sim_now_ms() - begin;
}

static void
send_hello(struct bench *b, const char *expected)
{
	ask(b, "AT+CMGS=24\r", "\r\n> ");
	ask(b, HELLO "\032", expected);
}

/* Each command has its answer, and the answer has the fault. */
static void
test_what_each_fault_makes_of_an_answer(void **state)
{
	static const struct { const char *fault, *command, *answer; } rows[] = {
		{ "cme-error=14", "AT+CSQ\r", "+CME ERROR: 14\r\n" },
		{ "refuse", "AT+CSQ\r", "ERROR\r\n" },
		{ "refuse=+CFUN", "AT+CFUN=1\r", "ERROR\r\n" },
		{ "double-echo", "AT\r", "AT\rAT\r" },
		{ "no-echo", "ATE1\r", "\r\nOK\r\n" },
		{ "blank-lines", "AT\r", "AT\r\r\n\r\n\r\nOK" },
		{ "split", "AT+CGMI\r", "\r\nKentongan\r\n\r\nOK\r\n" },
		{ "cpms=bare", "AT+CPMS=?\r", ": \"SM\",\"SM\",\"SM\"\r" },
		{ "cpms=empty", "AT+CPMS=?\r", "+CPMS: (),(),()\r" },
		{ "cpms=quote", "AT+CPMS=?\r", "+CPMS: (\"SM),(" },
		{ "cpms=extra", "AT+CPMS=?\r", "\"SM_P\"" },
		{ "cpms=ok", "AT+CPMS=\"SM\"\r", "\r\r\nOK\r\n" },
		{ "cpms=three", "AT+CPMS=\"SM\"\r", "+CPMS: 0,2,0\r\n" },
		{ "empty-list", "AT+CMGL=4\r", "+CMS ERROR: 321" },
		{ "full", "AT+CPMS?\r", "\"SM\",2,2" },
		{ "creg=open", "AT+CREG?\r", "+CREG: 2,1,\"04CA,\"9A5E\"" },
		{ "creg=single", "AT+CREG?\r", "+CREG: 2,1,\"\r\n" },
		{ "creg=lac", "AT+CREG?\r", "+CREG: 2,1,4CA,81DE445" },
		{ "creg=ok", "AT+CREG?\r", "\r\r\nOK\r\n" },
		{ "csca=bare", "AT+CSCA?\r", "+CSCA: +62811000000,145" },
		{ "csca=ucs2", "AT+CSCA?\r", "+CSCA: \"002B0036" },
		{ "csca=noplus", "AT+CSCA?\r", "+CSCA: \"62811000000\",129" },
		{ "csca=empty", "AT+CSCA?\r", "+CSCA: \"\",129" },
		{ "ussd=packed", "AT+CUSD=1,\"*1#\"\r", "0,\"5238\",15" },
		{ "ussd=nodcs", "AT+CUSD=1,\"*1#\"\r", "+CUSD: 0,5238\r\n" },
		{ "ussd=ucs2", "AT+CUSD=1,\"*1#\"\r", "\"00520070\",72" },
		{ "ussd=plain", "AT+CUSD=1,\"*1#\"\r", "+CUSD: 0,Rp\r\n" },
		{ "same-store", "AT+CPMS=\"ME\"\r", "+CPMS: 0,2" },
	};
	struct bench	*b = *state;
	char		 off[64];

	sim_calls_ussd_answer(b->modem, "", "Rp", 0);
	ask(b, "AT+CMEE=1\r", "OK");
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		fault(b, rows[i].fault);
		ask(b, rows[i].command, rows[i].answer);
		snprintf(off, sizeof off, "%.*s:0",
		    (int)strcspn(rows[i].fault, "="), rows[i].fault);
		fault(b, off);
		ask(b, "AT+CGMM\r", "AT+CGMM\r\r\nsimulator\r\n\r\nOK\r\n");
	}
}

static void
test_a_rule_tells_when_a_fault_strikes(void **state)
{
	struct bench	*b = *state;
	int		 struck = 0;

	ask(b, "AT+CMEE=1\r", "OK");
	fault(b, "cme-error=9:2@3");
	ask(b, "AT\r", "OK");
	ask(b, "AT\r", "OK");
	ask(b, "AT\r", "+CME ERROR: 9");
	ask(b, "AT\r", "+CME ERROR: 9");
	ask(b, "AT\r", "OK");
	fault(b, "refuse=+CSQ:-1");
	ask(b, "AT\r", "OK");
	ask(b, "AT+CSQ\r", "ERROR");
	ask(b, "AT+CSQ\r", "ERROR");
	fault(b, "no-cmti%25");
	for (int i = 0; i < 4000; i++)
		struck += sim_fault_strikes(b->modem, SIM_FAULT_NO_CMTI);
	assert_in_range(struck, 850, 1150);
	assert_int_equal(b->modem->fault[SIM_FAULT_CME_ERROR].struck, 2);
}

static void
test_the_same_seed_gives_the_same_faults(void **state)
{
	struct bench	  *b = *state;
	struct sim_chance  first, again;
	struct sim_delay   delay;
	int64_t		   sum = 0, below = 0, ms;

	sim_chance_init(&first, 7);
	sim_chance_init(&again, 7);
	for (int i = 0; i < 1000; i++)
		assert_int_equal(sim_chance_below(&first, 1000),
		    sim_chance_below(&again, 1000));
	assert_int_equal(sim_delay_read(&delay, "uniform(1s,3s)"), 0);
	for (int i = 0; i < 1000; i++) {
		ms = sim_delay_draw(&delay, &first);
		assert_in_range(ms, 1000, 3000);
		sum += ms;
	}
	assert_in_range(sum / 1000, 1900, 2100);
	assert_int_equal(sim_delay_read(&delay, "lognormal(3s,0.5)"), 0);
	for (int i = 0; i < 1000; i++)
		below += sim_delay_draw(&delay, &first) < 3000;
	assert_in_range(below, 430, 570);
	set(b, "air", "30ms");
	ask(b, "AT+CMGS=24\r", "\r\n> ");
	assert_true(timed(b, HELLO "\032", "+CMGS: 0") >= 25);
}

static void
test_what_is_no_fault_is_refused(void **state)
{
	static const char *const wrong[] = { "", "nothing", "mute:", "mute:x",
		"mute@0", "mute%101", "mute:1.5", "cms-error=x", "slots=first",
		"late=soon", "late=1d", "no-cmti=1", "mute:-2", "cpms=",
		"mute=+CSQ+CSQ+CSQ+CSQ+CSQ+CSQ+CSQ" };
	struct sim_fault_rule	 rule;
	struct sim_delay	 delay;
	char			 why[128];

	(void)state;
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
		why[0] = '\0';
		if (sim_fault_read(&rule, wrong[i], why, sizeof why) != -1)
			fail_msg("taken: %s", wrong[i]);
		assert_true(why[0] != '\0');
	}
	assert_int_equal(sim_delay_read(&delay, "uniform(3s,1s)"), -1);
	assert_int_equal(sim_delay_read(&delay, "normal(3s,1s)"), -1);
	assert_int_equal(sim_delay_read(&delay, "uniform(1s,2s)x"), -1);
	assert_int_equal(sim_delay_read(&delay, ""), -1);
}

static void
test_answers_can_be_missing_late_or_never_come_again(void **state)
{
	struct bench	*b = *state;

	fault(b, "mute=+CSQ");
	ask(b, "AT\r", "OK");
	say(b, "AT+CSQ\r");
	hear_not(b, "OK");
	assert_non_null(strstr(b->heard, "AT+CSQ"));
	ask(b, "AT+CSQ\r", "OK");
	fault(b, "late=80");
	assert_true(timed(b, "AT\r", "OK") >= 70);
	fault(b, "hang=100@2");
	ask(b, "AT\r", "OK");
	say(b, "AT\r");
	hear_not(b, "OK");
	turn(b, 100);
	ask(b, "AT\r", "OK");
	fault(b, "hang");
	say(b, "AT\r");
	turn(b, QUIET_MS);
	write_to(b, "A");
	say(b, "AT\r");
	hear_not(b, "AT");
	assert_int_equal(b->modem->waiting_count, 1);
	sim_modem_unplug(b->modem);
	close(b->fd);
	assert_int_equal(sim_modem_plug(b->modem), 0);
	bench_open(b);
	ask(b, "AT\r", "OK");
	assert_int_equal(b->modem->waiting_count, 0);
}

static void
test_chatter_goes_on_while_an_answer_is_withheld(void **state)
{
	struct bench	*b = *state;
	int		 lines = 0;

	fault(b, "chatter=2:20");
	fault(b, "late=120");
	ask(b, "AT\r", "OK");
	for (const char *at = b->heard; (at = strstr(at, "\r\n")) != NULL &&
	    at < strstr(b->heard, "OK"); at += 2)
		lines++;
	assert_in_range(lines, 20, 42);
	turn(b, 20);
	say(b, "");
	turn(b, 20);
	assert_string_equal(b->heard, "");
	fault(b, "garbage=40");
	say(b, "AT\r");
	hear(b, "\r\nOK\r\n");
	assert_int_equal(b->len, strlen("AT\r\r\nOK\r\n") + 40);
	fault(b, "garble");
	say(b, "AT\r");
	hear(b, "=");
	assert_int_equal(b->len, strlen("AT\r\r\nOK\r\n"));
}

static void
test_the_prompt_can_fail(void **state)
{
	struct bench	*b = *state;

	fault(b, "no-prompt");
	say(b, "AT+CMGS=24\r");
	hear_not(b, "> ");
	ask(b, "AT\r", "OK");
	fault(b, "error-prompt");
	ask(b, "AT+CMGS=24\r", "ERROR\r\n\r\n> ");
	ask(b, "\033", "OK");
	fault(b, "late-prompt=80");
	assert_true(timed(b, "AT+CMGS=24\r", "> ") >= 70);
	ask(b, HELLO "\032", "+CMGS: 0");
	assert_int_equal(sim_net_sent_count(b->net), 1);
}

static void
test_a_message_can_be_taken_and_not_told(void **state)
{
	struct bench	*b = *state;

	fault(b, "late-cmgs=80");
	ask(b, "AT+CMGS=24\r", "\r\n> ");
	assert_true(timed(b, HELLO "\032", "+CMGS: 0") >= 70);
	fault(b, "same-mr=7");
	send_hello(b, "+CMGS: 7");
	send_hello(b, "+CMGS: 7");
	assert_int_equal(sim_net_message_count(b->net), 3);
	fault(b, "swallow");
	send_hello(b, "+CMGS: 7");
	assert_int_equal(sim_net_sent_count(b->net), 4);
	assert_int_equal(sim_net_message_count(b->net), 3);
	assert_true(sim_net_sent(b->net, 4)->swallowed);
	fault(b, "lose-cmgs");
	ask(b, "AT+CMGS=24\r", "\r\n> ");
	say(b, HELLO "\032");
	hear_not(b, "OK");
	assert_int_equal(b->modem->unconfirmed, 1);
	assert_int_equal(b->modem->sent, 5);
}

static void
test_a_notice_can_be_wrong_or_missing(void **state)
{
	struct bench	*b = *state;

	ask(b, "AT+CNMI=2,1,0,0,0\r", "OK");
	fault(b, "wrong-cmti=2");
	say(b, "");
	write_to(b, "A");
	hear(b, "+CMTI: \"SM\",3");
	ask(b, "AT+CMGD=1\r", "OK");
	fault(b, "wrong-store");
	say(b, "");
	write_to(b, "A");
	hear(b, "+CMTI: \"ME\",1");
	ask(b, "AT+CMGD=1\r", "OK");
	fault(b, "deaf");
	for (int i = 0; i < 2; i++) {
		say(b, "");
		write_to(b, "A");
		hear_not(b, "CMTI");
	}
	ask(b, "AT+CMGD=1,4\r", "OK");
	ask(b, "AT+CNMI=2,1,0,0,0\r", "OK");
	say(b, "");
	write_to(b, "A");
	hear(b, "+CMTI: \"SM\",1");
	fault(b, "delete-lies");
	ask(b, "AT+CMGD=1\r", "OK");
	ask(b, "AT+CMGL=4\r", "+CMGL: 1,");
	assert_int_equal(b->modem->deleted, 4);
}

static void
test_slots_can_be_taken_in_any_order_and_numbered_from_0(void **state)
{
	struct bench	*b = *state;

	ask(b, "AT+CNMI=2,1,0,0,0\r", "OK");
	fault(b, "slots=last");
	fault(b, "from-zero");
	say(b, "");
	write_to(b, "A");
	hear(b, "+CMTI: \"SM\",1");
	write_to(b, "B");
	hear(b, "+CMTI: \"SM\",0");
	ask(b, "AT+CMGL=4\r", "+CMGL: 0,0,");
	ask(b, "AT+CMGD=0\r", "OK");
	ask(b, "AT+CMGR=1\r", "+CMGR: ");
	fault(b, "same-store");
	ask(b, "AT+CPMS=\"ME\",\"ME\",\"ME\"\r", "+CPMS: 1,2,1,2,1,2");
	ask(b, "AT+CMGL=4\r", "+CMGL: 1,1,");
}

static void
test_a_full_sim_takes_nothing_until_it_is_not(void **state)
{
	struct bench	*b = *state;

	fault(b, "full");
	write_to(b, "A");
	assert_int_equal(b->modem->waiting_count, 1);
	fault(b, "full:0");
	turn(b, 5);
	assert_int_equal(b->modem->waiting_count, 0);
	ask(b, "AT+CPMS?\r", "\"SM\",1,2");
}

static void
test_reports_can_be_late_shuffled_strange_or_none(void **state)
{
	static char	wanted[] = HELLO;
	struct bench	*b = *state;

	wanted[1] = '0';
	memcpy(wanted, "0031", 4);	/* TP-SRR */
	sim_net_world(b->net)->settings.report_ms = 1;
	sim_store_set_capacity(b->modem, 20, 0);
	ask(b, "AT+CNMI=2,1,0,2,0\r", "OK");
	fault(b, "no-report");
	ask(b, "AT+CMGS=24\r", "\r\n> ");
	say(b, wanted);
	ask(b, "\032", "+CMGS: 0");
	hear_not(b, "CDSI");
	fault(b, "late-report=150");
	ask(b, "AT+CMGS=24\r", "\r\n> ");
	say(b, wanted);
	ask(b, "\032", "+CMGS: 1");
	ask(b, "AT+CMGS=24\r", "\r\n> ");
	say(b, wanted);
	ask(b, "\032", "+CMGS: 2");
	/* Reference 2 is told first, although it was sent last. */
	hear(b, "+CDSI: \"SM\",2");
	ask(b, "AT+CMGL=4\r", "\r\nOK\r\n");
	assert_non_null(strstr(b->heard, "F006020D"));
	assert_true(strstr(b->heard, "F006020D") <
	    strstr(b->heard, "F006010D"));
	fault(b, "strange-report");
	ask(b, "AT+CMGS=24\r", "\r\n> ");
	say(b, wanted);
	ask(b, "\032", "+CMGS: 3");
	hear(b, "+CDSI: \"SM\",4");
	assert_int_equal(b->modem->reports, 4);
}

static void
test_the_network_comes_and_goes(void **state)
{
	struct bench	*b = *state;

	ask(b, "AT+CREG=1\r", "OK");
	say(b, "");
	fault(b, "flap=20:2");
	hear(b, "+CREG: 2");
	hear(b, "+CREG: 1");
	hear_not(b, "+CREG: 1\r\n\r\n+CREG: 2");
}

static void
test_a_menu_asks_and_answers(void **state)
{
	struct bench	*b = *state;

	sim_calls_ussd_answer(b->modem, "*888#", "1 Pulsa", 1);
	sim_calls_ussd_answer(b->modem, "*888# 1", "Rp7", 0);
	ask(b, "AT+CUSD=1,\"*888#\",15\r", "+CUSD: 1,\"1 Pulsa\",15");
	ask(b, "AT+CUSD=1,\"1\",15\r", "+CUSD: 0,\"Rp7\",15");
	ask(b, "AT+CUSD=1,\"*888#\",15\r", "+CUSD: 1,");
	ask(b, "AT+CUSD=1,\"9\",15\r", "+CUSD: 2\r\n");
	ask(b, "AT+CUSD=1,\"*888#\",15\r", "+CUSD: 1,");
	ask(b, "AT+CUSD=2\r", "OK");
	fault(b, "ussd=break");
	ask(b, "AT+CUSD=1,\"*888#\",15\r", "+CUSD: 1,\"1\r\nPulsa\",15");
	fault(b, "ussd=rubbish");
	ask(b, "AT+CUSD=2\r", "OK");
	ask(b, "AT+CUSD=1,\"*888#\",15\r", "+CUSD: 1,\"1 Pulsa");
	hear(b, "\",15\r\n");
	assert_true(b->len > 4096);
	fault(b, "ussd:0");
	fault(b, "late-ussd=150");
	ask(b, "AT+CUSD=2\r", "OK");
	assert_true(timed(b, "AT+CUSD=1,\"*888#\"\r", "Pulsa") >= 140);
}

/* A fault that nobody can read about is none. */
static void
test_the_manual_names_every_fault(void **state)
{
	const char	*dir = getenv("srcdir");
	char		 path[512], item[64], *page;
	FILE		*in;
	size_t		 len;

	(void)state;
	snprintf(path, sizeof path, "%s/man/kentongan-sim.1",
	    dir != NULL ? dir : ".");
	assert_non_null(in = fopen(path, "r"));
	assert_non_null(page = calloc(1, 200000));
	len = fread(page, 1, 199999, in);
	fclose(in);
	assert_in_range(len, 1000, 199998);
	for (int i = 0; i < SIM_FAULT_END; i++) {
		snprintf(item, sizeof item, "\n.It Cm %s", sim_fault_name(i));
		if (strstr(page, item) == NULL)
			fail_msg("not in the manual: %s", sim_fault_name(i));
	}
	free(page);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
	static const struct CMUnitTest	tests[] = {
		TEST(test_what_each_fault_makes_of_an_answer),
		TEST(test_a_rule_tells_when_a_fault_strikes),
		TEST(test_the_same_seed_gives_the_same_faults),
		TEST(test_what_is_no_fault_is_refused),
		TEST(test_answers_can_be_missing_late_or_never_come_again),
		TEST(test_chatter_goes_on_while_an_answer_is_withheld),
		TEST(test_the_prompt_can_fail),
		TEST(test_a_message_can_be_taken_and_not_told),
		TEST(test_a_notice_can_be_wrong_or_missing),
		TEST(test_slots_can_be_taken_in_any_order_and_numbered_from_0),
		TEST(test_a_full_sim_takes_nothing_until_it_is_not),
		TEST(test_reports_can_be_late_shuffled_strange_or_none),
		TEST(test_the_network_comes_and_goes),
		TEST(test_a_menu_asks_and_answers),
		TEST(test_the_manual_names_every_fault),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
