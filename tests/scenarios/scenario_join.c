/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * One problem and many who report it, on the real daemon: no second report,
 * nobody left without news, and a crowd that does not silence the city.
 */

#include "config.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "harness.h"

#define THIRD	"+6281200000003"

static const struct world_options	joining = {
	.conf = "join_same = true;\n" };

static void
send(struct world *w, const char *from, const char *command, const char *a,
    const char *b)
{
	char	text[256];

	snprintf(text, sizeof text, "%s %s%s%s", command, a, b[0] != '\0' ?
	    " " : "", b);
	world_sms(w, from, text);
}

static void
first_report(struct world *w, char ticket[24], char code[3])
{
	world_sms(w, CITIZEN, "LAPOR SAMPAH OESAPA depan gereja");
	text_ticket(world_wait(w, CITIZEN, "diterima"), ticket);
	text_code(world_wait(w, OFFICER, ticket), code);
}

static void
test_two_neighbours_one_report_and_both_hear_of_each_step(void **state)
{
	struct world	*w = world_new(&joining);
	char		 ticket[24], code[3], rest[64], own[24];

	(void)state;
	first_report(w, ticket, code);
	/* The first one is impatient. */
	world_sms(w, CITIZEN, "LAPOR SAMPAH OESAPA depan gereja");
	assert_non_null(strstr(world_wait(w, CITIZEN, "Sudah kami terima"),
	    ticket));
	world_sms(w, OTHER, "sampah menumpuk depan gereja oesapa pak");
	assert_non_null(strstr(world_wait(w, OTHER, "Balas IKUT"), ticket));
	world_kill(w, SIGKILL);
	world_start(w);
	world_sms(w, OTHER, "ikut");
	world_wait(w, OTHER, "Anda ikut laporan");
	world_sms(w, OFFICER, "DAFTAR");
	world_wait(w, OFFICER, "OESAPA +1");
	send(w, OFFICER, "TERIMA", ticket, "");
	world_wait(w, CITIZEN, "sudah diterima petugas");
	world_wait(w, OTHER, "sudah diterima petugas");
	snprintf(rest, sizeof rest, "%s sudah diangkut", code);
	send(w, OFFICER, "SELESAI", ticket, rest);
	world_wait(w, CITIZEN, "selesai menurut");
	world_wait(w, OTHER, "yang Anda ikuti selesai");
	/* At the neighbour's nothing was done. */
	send(w, OTHER, "BEDA", ticket, "");
	text_ticket(world_wait(w, OTHER, "diterima: "), own);
	assert_string_not_equal(own, ticket);
	world_wait(w, OFFICER, own);
	world_free(w);
}

static void
test_a_fire_is_one_report_and_the_firemen_hear_what_others_see(void **state)
{
	struct world	*w = world_new(&joining);
	char		 ticket[24], out[8192];

	(void)state;
	world_sms(w, CITIZEN, "kebakaran rumah di oesapa dekat pasar");
	text_ticket(world_wait(w, CITIZEN, "DARURAT"), ticket);
	world_sms(w, OTHER, "kebakaran di pasar oesapa ada orang di dalam");
	world_wait(w, OTHER, "Kejadian lain? Balas BEDA");
	world_sms(w, THIRD, "rumah terbakar di oesapa tolong");
	world_wait(w, THIRD, ticket);
	world_sms(w, THIRD, "BEDA");
	world_wait(w, THIRD, "DARURAT");
	world_cli(w, out, sizeof out, "reports --json");
	assert_non_null(strstr(out, "KEBAKARAN"));
	world_free(w);
}

static void
test_who_withdraws_leaves_the_report_to_who_joined(void **state)
{
	struct world	*w = world_new(&joining);
	char		 ticket[24], code[3], own[24];

	(void)state;
	first_report(w, ticket, code);
	world_sms(w, OTHER, "sampah menumpuk depan gereja oesapa pak");
	world_wait(w, OTHER, "Balas IKUT");
	world_sms(w, OTHER, "sama");
	world_wait(w, OTHER, "Anda ikut laporan");
	world_sms(w, CITIZEN, "BATAL");
	world_wait(w, CITIZEN, "dibatalkan");
	text_ticket(world_wait(w, OTHER, "diterima: "), own);
	assert_string_not_equal(own, ticket);
	world_wait(w, OFFICER, own);
	world_free(w);
}

static void
test_a_surge_is_terse_and_told_once(void **state)
{
	static const struct world_options	options = {
		.conf = "surge_minimum = 6;\nsurge_multiple = 1;\n"
		    "surge_digest = \"5s\";\n" };
	struct world	*w = world_new(&options);
	char		 number[24], text[80];
	int		 i;

	(void)state;
	for (i = 0; i < 12; i++) {
		snprintf(number, sizeof number, "+62813000000%02d", i);
		snprintf(text, sizeof text, "LAPOR SAMPAH OESAPA rt %d",
		    i + 1);
		world_sms(w, number, text);
	}
	world_wait(w, COORDINATOR, "Lonjakan laporan");
	world_sms(w, OTHER, "LAPOR SAMPAH OESAPA rt 40");
	world_wait(w, OTHER, "Sedang banyak laporan");
	world_wait(w, OFFICER, " laporan baru: ");
	assert_int_equal(world_count(w, COORDINATOR, "Lonjakan"), 1);
	world_free(w);
}

static void
test_a_prankster_is_looked_at_first_and_its_fire_is_not(void **state)
{
	struct world	*w = world_new(&joining);
	char		 ticket[24], code[3], out[8192], command[64];

	(void)state;
	first_report(w, ticket, code);
	snprintf(command, sizeof command, "number prank %s --by budi",
	    ticket);
	assert_int_equal(world_cli(w, out, sizeof out, command), 0);
	assert_int_equal(world_cli(w, out, sizeof out, command), 1);
	assert_int_equal(world_cli(w, out, sizeof out,
	    "number prank " CITIZEN), 0);
	world_sms(w, CITIZEN, "LAPOR SAMPAH OEBOBO depan masjid");
	world_wait(w, CITIZEN, "dibaca petugas dahulu");
	world_wait_cli(w, "triage list", "depan masjid");
	world_cli(w, out, sizeof out, "number show " CITIZEN);
	assert_null(strstr(out, "81200000001"));
	world_sms(w, CITIZEN, "KEBAKARAN di oesapa");
	world_wait(w, CITIZEN, "DARURAT");
	assert_int_equal(world_cli(w, out, sizeof out,
	    "number forget " CITIZEN), 0);
	assert_non_null(strstr(out, "the number stays"));
	world_free(w);
}

int
main(void)
{
	static const struct CMUnitTest	tests[] = {
		cmocka_unit_test(
		    test_two_neighbours_one_report_and_both_hear_of_each_step),
		cmocka_unit_test(
		    test_a_fire_is_one_report_and_the_firemen_hear_what_others_see),
		cmocka_unit_test(
		    test_who_withdraws_leaves_the_report_to_who_joined),
		cmocka_unit_test(test_a_surge_is_terse_and_told_once),
		cmocka_unit_test(
		    test_a_prankster_is_looked_at_first_and_its_fire_is_not),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
