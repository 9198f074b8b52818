/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * Nobody is left without an answer, on the real daemon: what is held and what
 * never is, which report is meant, and what a person decides at a shell.
 */

#include "config.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness.h"

#define DAMKAR	"+6281200000106"

static void
report(struct world *w, const char *from, const char *what, char ticket[24])
{
	char	text[96];

	snprintf(text, sizeof text, "LAPOR %s", what);
	world_sms(w, from, text);
	text_ticket(world_wait(w, OFFICER, strrchr(what, ' ') + 1), ticket);
}

static void
send_about(struct world *w, const char *from, const char *command,
    const char *ticket)
{
	char	text[96];

	snprintf(text, sizeof text, "%s %s", command, ticket);
	world_sms(w, from, text);
}

static void
test_after_the_budget_tickets_and_fires_are_answered_and_the_rest_later(
    void **state)
{
	struct world_options	 o = { .conf = "replies_per_hour = 2;\n",
				    .clock = "2026-12-16 10:00" };
	struct world		*w = world_new(&o);
	char			 one[24], two[24], all[96];

	(void)state;
	report(w, CITIZEN, "SAMPAH OESAPA depan gereja", one);
	world_sms(w, CITIZEN, "CEK 1234");
	world_sms(w, CITIZEN, "CEK 12345");
	world_wait(w, CITIZEN, "berikutnya kami balas setelah 11:00");
	send_about(w, CITIZEN, "CEK", one);
	world_sms(w, CITIZEN, "BANTUAN");
	world_wait_cli(w, "messages --out --state held", "more than 2");
	world_wait_cli(w, "todo", "held");
	/* A ticket and a fire are told all the same. */
	report(w, CITIZEN, "SAMPAH LILIBA dekat jembatan", two);
	world_wait(w, CITIZEN, two);
	world_sms(w, CITIZEN, "LAPOR KEBAKARAN OESAPA api besar");
	world_wait(w, CITIZEN, "113");
	/* The hour is over; what is held is told as it is by then. */
	send_about(w, OFFICER, "TERIMA", one);
	world_wait(w, CITIZEN, "sudah diterima petugas");
	world_kill(w, SIGKILL);
	world_start(w);
	world_move_clock(w, "2026-12-16 11:01");
	snprintf(all, sizeof all, "%s SAMPAH OESAPA: diterima petugas", one);
	world_wait(w, CITIZEN, all);
	world_quiet(w);
	assert_int_equal(world_count(w, CITIZEN, "tadi belum kami balas"), 1);
	world_free(w);
}

static void
test_a_citizen_finds_their_reports_and_cancels_the_right_one(void **state)
{
	struct world	*w = world_new(NULL);
	char		 one[24], two[24];

	(void)state;
	report(w, CITIZEN, "SAMPAH OESAPA depan gereja", one);
	report(w, CITIZEN, "SAMPAH LILIBA dekat jembatan", two);
	world_sms(w, CITIZEN, "CEK");
	world_wait(w, CITIZEN, "2 terbuka");
	world_sms(w, OTHER, "CEK SAMPAH OESAPA");
	world_wait(w, OTHER, "1 terbuka, 0 selesai");
	world_sms(w, CITIZEN, "BATAL");
	world_wait(w, CITIZEN, "yang mana");
	/* The question outlives the daemon. */
	world_kill(w, SIGKILL);
	world_start(w);
	world_sms(w, CITIZEN, "2");
	world_wait(w, CITIZEN, "dibatalkan");
	world_wait(w, OFFICER, "dibatalkan oleh warga");
	world_wait_cli(w, "reports --state cancelled", "depan gereja");
	world_wait_cli(w, "reports --state routed", "dekat jembatan");
	world_free(w);
}

static void
test_a_person_decides_at_a_shell_and_the_history_says_who(void **state)
{
	struct world	*w = world_new(NULL);
	char		 one[24], command[128], out[8192];

	(void)state;
	setenv("SUDO_USER", "maria", 1);
	report(w, CITIZEN, "SAMPAH OESAPA depan gereja", one);
	snprintf(command, sizeof command,
	    "report %s forward DAMKAR 'ada api'", one);
	assert_int_equal(world_cli(w, out, sizeof out, command), 0);
	world_wait(w, OFFICER, "dialihkan ke DAMKAR: ada api");
	world_wait(w, CITIZEN, "diteruskan ke DAMKAR");
	world_wait(w, DAMKAR, "depan gereja");
	snprintf(command, sizeof command,
	    "report %s close --by 'Pak Joni' dobel", one);
	assert_int_equal(world_cli(w, out, sizeof out, command), 0);
	world_wait(w, CITIZEN, "kami tutup: dobel");
	world_wait(w, DAMKAR, "ditutup: dobel");
	snprintf(command, sizeof command, "report %s", one);
	assert_int_equal(world_cli(w, out, sizeof out, command), 0);
	assert_non_null(strstr(out, "maria"));
	assert_non_null(strstr(out, "Pak Joni"));
	/* A word too few, and an act that there is not. */
	snprintf(command, sizeof command, "report %s reopen", one);
	assert_int_equal(world_cli(w, out, sizeof out, command), 1);
	snprintf(command, sizeof command, "report %s burn it", one);
	assert_int_equal(world_cli(w, out, sizeof out, command), 2);
	unsetenv("SUDO_USER");
	world_free(w);
}

static void
test_todo_lists_what_waits_for_a_person_and_status_counts_it(void **state)
{
	struct world_options	 o = { .conf = "replies_per_hour = 1;\n" };
	struct world		*w = world_new(&o);
	char			 out[16384], command[64];
	const char		*id;

	(void)state;
	assert_int_equal(world_cli(w, out, sizeof out, "todo"), 0);
	world_sms(w, OTHER, "xyzzy frobozz");
	world_wait(w, OTHER, "LAPOR");
	world_wait_cli(w, "todo", "xyzzy");
	world_wait_cli(w, "todo", "triage");
	world_sms(w, CITIZEN, "BANTUAN");
	world_sms(w, CITIZEN, "CEK 1234");
	world_wait_cli(w, "todo", "held");
	assert_int_equal(world_cli(w, out, sizeof out, "todo --json"), 0);
	assert_int_equal(out[0], '{');
	assert_int_equal(world_cli(w, out, sizeof out, "status"), 0);
	assert_non_null(strstr(out, "todo"));
	/* One of them is let go by hand. */
	assert_int_equal(world_cli(w, out, sizeof out,
	    "messages --out --state held"), 0);
	id = strpbrk(strchr(out, '\n'), "0123456789");
	assert_non_null(id);
	snprintf(command, sizeof command, "messages release %d", atoi(id));
	assert_int_equal(world_cli(w, out, sizeof out, command), 0);
	world_wait(w, CITIZEN, "1234");
	assert_int_equal(world_cli(w, out, sizeof out, command), 1);
	assert_int_equal(world_cli(w, out, sizeof out, "messages drop x"), 1);
	world_free(w);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_after_the_budget_tickets_and_fires_are_answered_and_the_rest_later),
		cmocka_unit_test(test_a_citizen_finds_their_reports_and_cancels_the_right_one),
		cmocka_unit_test(test_a_person_decides_at_a_shell_and_the_history_says_who),
		cmocka_unit_test(test_todo_lists_what_waits_for_a_person_and_status_counts_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
