/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * Credit and silence, on the real processes: the operator is asked by USSD, a
 * SIM that runs dry sends what is urgent only, one that does not hear is
 * found out by another.
 */

#include "config.h"

#include <stdio.h>
#include <string.h>

#include "harness.h"

#define ROUTINE	"LAPOR SAMPAH OESAPA depan pasar"
#define URGENT	"LAPOR KEBAKARAN OESAPA rumah terbakar"

/* What the operator answers to *888# and then to 1. */
static void
credit(struct world *w, const char *modem, const char *text)
{
	json_decref(world_sim(w, "{s:s, s:s, s:s, s:s, s:i}", "cmd", "ussd",
	    "modem", modem, "code", "*888#", "answer",
	    "1. Cek pulsa 2. Beli paket Rp 5.000", "status", 1));
	json_decref(world_sim(w, "{s:s, s:s, s:s, s:s, s:i}", "cmd", "ussd",
	    "modem", modem, "code", "*888# 1", "answer", text, "status", 0));
}

static const struct world_options pulsa_options = {
	.modem = "balance_code = \"*888#\"; balance_answers = [ \"1\" ]; "
	    "balance_min = 5000; notice_senders = [ \"888\" ];",
};

static struct world *
pulsa_world(void)
{
	struct world	*w = world_new(&pulsa_options);

	world_wait_cli(w, "modem list", "ready");
	return w;
}

static void
check(struct world *w, const char *expected)
{
	char	out[4096];

	if (world_cli(w, out, sizeof out, "sim check gsm1") != 0)
		fail_msg("%s", out);
	world_wait_cli(w, "sim list", expected);
}

static void
test_a_sim_without_credit_sends_what_is_urgent_only(void **state)
{
	struct world	*w = pulsa_world();

	(void)state;
	credit(w, "gsm1", "Sisa pulsa Rp4.500. Aktif s.d. 31/12/2030.");
	check(w, "Rp 4.500");
	world_wait_cli(w, "sim list", "2030-12-31");
	world_wait(w, COORDINATOR, "Pulsa modem gsm1 tinggal Rp 4.500");
	world_sms(w, CITIZEN, ROUTINE);
	world_sms(w, OTHER, URGENT);
	world_wait(w, OTHER, "DARURAT");
	world_wait_cli(w, "messages --state due", "acknowledged");
	world_never(w, CITIZEN, "");
	/* The operator's own SMS tells that it was topped up. */
	credit(w, "gsm1", "Sisa pulsa Rp54.500.");
	world_sms(w, "888", "Isi ulang berhasil. Pulsa Rp 54.500");
	world_wait(w, CITIZEN, "diterima");
	world_wait(w, COORDINATOR, "cukup lagi: Rp 54.500");
	assert_int_equal(world_count(w, COORDINATOR, "tinggal"), 1);
	assert_int_equal(world_count(w, "888", ""), 0);
	world_free(w);
}

static void
test_what_is_known_of_the_credit_outlives_kill_9(void **state)
{
	struct world	*w = pulsa_world();

	(void)state;
	credit(w, "gsm1", "Sisa pulsa Rp4.500.");
	check(w, "Rp 4.500");
	world_wait(w, COORDINATOR, "tinggal");
	world_quiet(w);
	world_kill(w, 9);
	world_start(w);
	world_wait_cli(w, "status", "urgent only");
	world_wait_cli(w, "modem list", "ready");
	world_sms(w, CITIZEN, ROUTINE);
	world_wait_cli(w, "messages --state due", "acknowledged");
	credit(w, "gsm1", "Sisa pulsa Rp50.000.");
	check(w, "Rp 50.000");
	world_wait(w, CITIZEN, "diterima");
	assert_int_equal(world_count(w, COORDINATOR, "tinggal"), 1);
	world_free(w);
}

static void
test_an_answer_that_is_not_understood_is_shown(void **state)
{
	struct world	*w = pulsa_world();

	(void)state;
	credit(w, "gsm1", "Maaf, permintaan Anda tidak dapat kami proses");
	check(w, "tidak dapat kami proses");
	world_wait_cli(w, "sim list", "unknown");
	world_sms(w, CITIZEN, ROUTINE);
	world_wait(w, CITIZEN, "diterima");
	world_free(w);
}

static void
test_a_deaf_sim_is_found_out_by_another(void **state)
{
	static const struct world_options options = {
		.modems = 2, .own_numbers = true,
		.conf = "quiet_alarm = \"4s\"; quiet_test_timeout = \"20s\";\n"
		    "sweep_interval = \"1s\";\n",
	};
	struct world	*w = world_new(&options);

	(void)state;
	/* Both hear: each is tested by the other, and nobody is told. */
	world_wait_cli(w, "sim list", "heard, by gsm1");
	world_wait_cli(w, "sim list", "heard, by gsm2");
	assert_int_equal(world_count(w, COORDINATOR, "menerima"), 0);
	/* Nothing comes by gsm1 now. */
	json_decref(world_sim(w, "{s:s, s:s, s:s}", "cmd", "fault", "modem",
	    "gsm1", "spec", "full"));
	world_wait(w, COORDINATOR, "Modem gsm1 lama tidak menerima SMS");
	world_wait_cli(w, "sim list", "silent");
	assert_int_equal(world_count(w, COORDINATOR, "gsm2"), 0);
	json_decref(world_sim(w, "{s:s, s:s, s:s}", "cmd", "fault", "modem",
	    "gsm1", "spec", "full:0"));
	json_decref(world_sim(w, "{s:s, s:s, s:s, s:s}", "cmd", "sms",
	    "modem", "gsm1", "from", CITIZEN, "text", ROUTINE));
	world_wait(w, CITIZEN, "diterima");
	world_wait_cli(w, "sim list", "heard, by gsm2");
	assert_int_equal(world_count(w, COORDINATOR, "menerima"), 1);
	world_free(w);
}

int
main(void)
{
	const struct CMUnitTest	tests[] = {
		cmocka_unit_test(
		    test_a_sim_without_credit_sends_what_is_urgent_only),
		cmocka_unit_test(
		    test_what_is_known_of_the_credit_outlives_kill_9),
		cmocka_unit_test(
		    test_an_answer_that_is_not_understood_is_shown),
		cmocka_unit_test(test_a_deaf_sim_is_found_out_by_another),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
