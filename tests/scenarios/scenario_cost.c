/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * What a conversation costs, with the city's own settings: as few SMS as it
 * takes, and none that anybody needs is missing.
 */

#include "config.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "harness.h"

/* As shipped, but for the night, which the machine's clock may be in. */
#define SHIPPED	"gather_within = \"10m\";\n"

#define DAMKAR	"+6281200000106"

static void
say(struct world *w, const char *from, const char *fmt, const char *ticket,
    const char *rest)
{
	char	text[160];

	snprintf(text, sizeof text, "%s %s %s", fmt, ticket, rest);
	world_sms(w, from, text);
}

/* A report about rubbish in Oesapa: its ticket, and the officer's code. */
static void
report_rubbish(struct world *w, char ticket[24], char code[3])
{
	world_sms(w, CITIZEN, "LAPOR SAMPAH OESAPA depan pasar");
	text_ticket(world_wait(w, CITIZEN, "diterima"), ticket);
	text_code(world_wait(w, OFFICER, ticket), code);
}

static void
finish(struct world *w, const char *ticket, const char *code)
{
	char	rest[64];

	snprintf(rest, sizeof rest, "%s sudah diangkut", code);
	say(w, OFFICER, "SELESAI", ticket, rest);
}

static struct world *
city(const char *clock)
{
	const struct world_options	o = { .conf = SHIPPED, .clock = clock };

	return world_new(&o);
}

static void
test_the_first_conversation_costs_at_most_five_sms(void **state)
{
	struct world	*w = city("2026-12-17 14:00");
	char		 ticket[24], code[3];

	(void)state;
	report_rubbish(w, ticket, code);
	say(w, OFFICER, "TERIMA", ticket, "");
	/* at a pace at which nothing can be told together */
	world_quiet(w);
	world_move_clock(w, "2026-12-17 14:11");
	world_wait(w, CITIZEN, "sudah diterima petugas DLH");
	finish(w, ticket, code);
	assert_non_null(strstr(world_wait(w, CITIZEN, "selesai menurut DLH"),
	    "sudah diangkut"));
	say(w, CITIZEN, "PUAS", ticket, "");
	world_wait_cli(w, "reports", "closed");
	world_quiet(w);
	assert_in_range(world_count(w, CITIZEN, "") + world_count(w, OFFICER,
	    "") + world_count(w, HEAD, "") + world_count(w, COORDINATOR, ""),
	    4, 5);
	world_free(w);
}

static void
test_steps_within_minutes_come_as_one(void **state)
{
	struct world	*w = city(NULL);
	char		 ticket[24], code[3];

	(void)state;
	report_rubbish(w, ticket, code);
	say(w, OFFICER, "TERIMA", ticket, "");
	say(w, OFFICER, "PROSES", ticket, "truk berangkat");
	finish(w, ticket, code);
	assert_non_null(strstr(world_wait(w, CITIZEN, "selesai menurut DLH"),
	    "BELUM"));
	world_quiet(w);
	assert_int_equal(world_count(w, CITIZEN, ""), 2);
	assert_int_equal(world_count(w, OFFICER, ""), 1);
	/* and each step stands in the report's history */
	world_wait_cli(w, "report 1007", "taken");
	world_wait_cli(w, "report 1007", "truk berangkat");
	world_free(w);
}

static void
test_kill_9_between_the_steps_keeps_it_once(void **state)
{
	struct world	*w = city("2026-12-17 14:00");
	char		 ticket[24], code[3];

	(void)state;
	report_rubbish(w, ticket, code);
	say(w, OFFICER, "TERIMA", ticket, "");
	world_wait_cli(w, "reports", "taken");
	world_kill(w, SIGKILL);
	world_start(w);
	finish(w, ticket, code);
	world_wait(w, CITIZEN, "selesai menurut DLH");
	world_kill(w, SIGKILL);
	world_start(w);
	world_quiet(w);
	world_move_clock(w, "2026-12-17 15:00");
	world_quiet(w);
	assert_int_equal(world_count(w, CITIZEN, "selesai menurut"), 1);
	assert_int_equal(world_count(w, CITIZEN, "sudah diterima petugas"), 0);
	world_free(w);
}

static void
test_what_waits_outlives_kill_9_and_is_told_once(void **state)
{
	struct world	*w = city("2026-12-17 14:00");
	char		 ticket[24], code[3];

	(void)state;
	report_rubbish(w, ticket, code);
	say(w, OFFICER, "TERIMA", ticket, "");
	world_wait_cli(w, "messages --out --state night", "taken");
	world_kill(w, SIGKILL);
	world_move_clock(w, "2026-12-17 14:30");
	world_start(w);
	world_wait(w, CITIZEN, "sudah diterima petugas DLH");
	world_kill(w, SIGKILL);
	world_start(w);
	world_quiet(w);
	assert_int_equal(world_count(w, CITIZEN, "sudah diterima petugas"), 1);
	world_free(w);
}

static void
test_dispatches_within_minutes_are_one_sms_that_can_be_acted_on(void **state)
{
	struct world	*w = city("2026-12-17 14:00");
	char		 ticket[24], code[3], text[64];
	const char	*sms, *item;

	(void)state;
	report_rubbish(w, ticket, code);
	world_sms(w, OTHER, "LAPOR SAMPAH OEBA dekat gereja");
	world_sms(w, OTHER, "LAPOR SAMPAH LILIBA ujung jalan");
	text_ticket(world_wait(w, OTHER, "LILIBA"), ticket);
	world_quiet(w);
	assert_int_equal(world_count(w, OFFICER, ""), 1);
	world_move_clock(w, "2026-12-17 14:12");
	sms = world_wait(w, OFFICER, "2 hal. ");
	assert_non_null(item = strstr(sms, ticket));
	snprintf(text, sizeof text, "SELESAI %s %.2s sudah", ticket,
	    item + strlen(ticket) + 1);
	world_sms(w, OFFICER, text);
	world_wait(w, OTHER, "selesai menurut DLH");
	world_free(w);
}

static void
test_a_fire_waits_for_nothing(void **state)
{
	struct world	*w = city(NULL);
	char		 ticket[24];

	(void)state;
	world_sms(w, CITIZEN, "LAPOR KEBAKARAN OESAPA rumah terbakar");
	text_ticket(world_wait(w, CITIZEN, "DARURAT"), ticket);
	world_sms(w, OTHER, "LAPOR KEBAKARAN OEBA toko terbakar");
	world_wait(w, OTHER, "DARURAT");
	world_wait(w, DAMKAR, "rumah terbakar");
	world_wait(w, DAMKAR, "toko terbakar");
	say(w, DAMKAR, "TERIMA", ticket, "");
	world_wait(w, CITIZEN, "sudah diterima petugas DAMKAR");
	world_free(w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    test_the_first_conversation_costs_at_most_five_sms),
		cmocka_unit_test(test_steps_within_minutes_come_as_one),
		cmocka_unit_test(test_kill_9_between_the_steps_keeps_it_once),
		cmocka_unit_test(
		    test_what_waits_outlives_kill_9_and_is_told_once),
		cmocka_unit_test(
		test_dispatches_within_minutes_are_one_sms_that_can_be_acted_on),
		cmocka_unit_test(test_a_fire_waits_for_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
