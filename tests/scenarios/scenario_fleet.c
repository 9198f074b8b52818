/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * A fleet that heals itself, on real processes: sticks that vanish and come
 * back, swapped SIMs, twins, wrong PINs, modems that nothing helps, and what
 * the admin holds.
 */

#include "config.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "harness.h"

#define HELP	"LAPOR masalah"		/* in the answer to BANTUAN */
#define SOON	"modem_down_after = \"1s\";\n"
#define LATE	"modem_down_after = \"1h\";\n"
#define QUICK	"modem_restart_max = \"1s\";\nmodem_steady = \"1s\";\n"

/* A worker that fails at once as long as a file says so. */
#define SCRIPT	"#!/bin/sh\n"						\
		"d=${0%/*}\n"						\
		"if [ -e $d/broken-$1 ]; then exit 9; fi\n"		\
		"exec \"$KENTONGAN_BUILD/kentongan-modem\" \"$@\"\n"

static void
sms(struct world *w, const char *modem, const char *from, const char *text)
{
	json_decref(world_sim(w, "{s:s, s:s, s:s, s:s}", "cmd", "sms",
	    "modem", modem, "from", from, "text", text));
}

static void
fault(struct world *w, const char *modem, const char *name)
{
	json_decref(world_sim(w, "{s:s, s:s, s:s}", "cmd", "fault", "modem",
	    modem, "name", name));
}

static void
set(struct world *w, const char *modem, const char *what, const char *value)
{
	json_decref(world_sim(w, "{s:s, s:s, s:s}", "cmd", "set", "modem",
	    modem, what, value));
}

/* What the simulator counts of a modem. */
static int
counted(struct world *w, const char *modem, const char *what)
{
	json_t	*answer = world_sim(w, "{s:s}", "cmd", "state"), *m;
	size_t	 i;
	int	 n = -1;

	json_array_foreach(json_object_get(answer, "modems"), i, m)
		if (strcmp(json_string_value(json_object_get(m, "name")),
		    modem) == 0)
			n = (int)json_integer_value(json_object_get(m, what));
	json_decref(answer);
	return n;
}

/* Wait until a modem is in this state. */
static void
wait_state(struct world *w, const char *modem, const char *state)
{
	char	words[64];

	snprintf(words, sizeof words, "[\"%s\",\"%s\"", modem, state);
	world_wait_cli(w, "--json modem list", words);
}

static void
cli(struct world *w, const char *args)
{
	char	out[8192];

	if (world_cli(w, out, sizeof out, args) != 0)
		fail_msg("kentongan %s: %s", args, out);
}

/* By which modem the latest SMS to a phone went. */
static void
assert_went_by(struct world *w, const char *to, const char *modem)
{
	json_t	*answer = world_sim(w, "{s:s, s:s}", "cmd", "sent", "to", to);
	json_t	*list = json_object_get(answer, "sent");

	assert_true(json_array_size(list) > 0);
	assert_string_equal(json_string_value(json_object_get(json_array_get(
	    list, json_array_size(list) - 1), "modem")), modem);
	json_decref(answer);
}

static void
ask_for_help(struct world *w, const char *modem, const char *from)
{
	sms(w, modem, from, "BANTUAN");
	world_wait(w, from, HELP);
}

static int
count_of(const char *text, const char *word)
{
	int	n = 0;

	for (; (text = strstr(text, word)) != NULL; text += strlen(word))
		n++;
	return n;
}

/* A file in the world's folder, made or removed. */
static void
flag(const struct world *w, const char *name, bool on)
{
	char	 path[160];
	FILE	*f;

	snprintf(path, sizeof path, "%s/%s", world_dir(w), name);
	if (!on) {
		unlink(path);
		return;
	}
	assert_non_null(f = fopen(path, "w"));
	fclose(f);
}

/* ---- sticks that vanish and come back ------------------------------------ */

static void
test_a_stick_that_comes_back_under_another_name_goes_on(void **state)
{
	struct world_options	 o = { .conf = QUICK, .modems = 2,
				    .patterns = true };
	struct world		*w = world_new(&o);
	char			 link[160];

	(void)state;
	ask_for_help(w, "gsm1", CITIZEN);
	ask_for_help(w, "gsm2", OTHER);
	fault(w, "gsm1", "unplug");
	wait_state(w, "gsm1", "absent");
	snprintf(link, sizeof link, "%s/gsm1-again", world_dir(w));
	json_decref(world_sim(w, "{s:s, s:s, s:s, s:s}", "cmd", "fault",
	    "modem", "gsm1", "name", "replug", "link", link));
	wait_state(w, "gsm1", "ready");
	ask_for_help(w, "gsm1", "+6281200007001");
	assert_went_by(w, "+6281200007001", "gsm1");
	world_wait_cli(w, "modem show gsm1", "gsm1-again");
	world_free(w);
}

static void
test_a_stick_is_told_from_another_by_who_it_is(void **state)
{
	struct world_options	 o = { .conf = QUICK, .modems = 2,
				    .patterns = true };
	struct world		*w = world_new(&o);
	char			 link[160];

	(void)state;
	wait_state(w, "gsm1", "ready");
	wait_state(w, "gsm2", "ready");
	world_stop(w);
	fault(w, "gsm1", "unplug");
	fault(w, "gsm2", "unplug");
	/* Both patterns now match both sticks. */
	snprintf(link, sizeof link, "%s/gsm2-a", world_dir(w));
	json_decref(world_sim(w, "{s:s, s:s, s:s, s:s}", "cmd", "fault",
	    "modem", "gsm1", "name", "replug", "link", link));
	snprintf(link, sizeof link, "%s/gsm2-b", world_dir(w));
	json_decref(world_sim(w, "{s:s, s:s, s:s, s:s}", "cmd", "fault",
	    "modem", "gsm2", "name", "replug", "link", link));
	world_start(w);
	wait_state(w, "gsm2", "ready");
	wait_state(w, "gsm1", "absent");
	ask_for_help(w, "gsm2", CITIZEN);
	assert_went_by(w, CITIZEN, "gsm2");
	world_wait_cli(w, "modem show gsm2", "gsm2-b");
	world_free(w);
}

static void
test_an_unplug_at_any_moment_loses_and_doubles_nothing(void **state)
{
	struct world_options	 o = { .sim = "--air-delay 400 --no-reports",
				    .conf = QUICK SOON,
				    .modems = 2 };
	struct world		*w = world_new(&o);
	char			 from[24], in[16384], out[16384];
	int			 i, n, uncertain = 0;

	(void)state;
	for (i = 0; i < 10; i++) {
		snprintf(from, sizeof from, "+62812000%05d", 60000 + i);
		/* In mid-read and mid-send, or as it opens. */
		if (i % 3 != 2)
			wait_state(w, "gsm1", "ready");
		sms(w, "gsm1", from, "BANTUAN");
		usleep((useconds_t)(i * 60000));
		json_decref(world_sim(w, "{s:s, s:s, s:s, s:i}", "cmd",
		    "fault", "modem", "gsm1", "name", "unplug", "back",
		    200 + i * 60));
	}
	wait_state(w, "gsm1", "ready");
	ask_for_help(w, "gsm1", CITIZEN);
	/* All came in, each once, and none waits any more. */
	for (i = 0; i < 10; i++) {
		snprintf(from, sizeof from, "+62812000%05d", 60000 + i);
		world_wait_cli(w, "messages --in --numbers", from);
	}
	world_wait_cli(w, "--json messages --out --state due", "\"rows\":[]");
	world_wait_cli(w, "--json messages --out --state sending",
	    "\"rows\":[]");
	world_quiet(w);
	world_cli(w, in, sizeof in, "messages --in --numbers");
	world_cli(w, out, sizeof out,
	    "messages --out --state uncertain --numbers");
	for (i = 0; i < 10; i++) {
		snprintf(from, sizeof from, "+62812000%05d", 60000 + i);
		assert_int_equal(count_of(in, from), 1);
		n = world_count(w, from, "");
		uncertain += count_of(out, from);
		if (n > 1 || n + count_of(out, from) < 1)
			fail_msg("%s got %d answers", from, n);
	}
	printf("  %d of 10 sends uncertain\n", uncertain);
	world_free(w);
}

static void
test_the_coordinator_is_told_once_of_a_modem_that_stays_away(void **state)
{
	struct world_options	 o = { .conf = QUICK "absent_alarm = \"2s\";\n",
				    .modems = 2 };
	struct world		*w = world_new(&o);

	(void)state;
	wait_state(w, "gsm1", "ready");
	fault(w, "gsm1", "unplug");
	world_wait(w, COORDINATOR, "gsm1 sudah lama tidak ditemukan");
	world_stop(w);
	world_start(w);
	wait_state(w, "gsm1", "absent");
	ask_for_help(w, "gsm2", CITIZEN);
	usleep(2500000);
	fault(w, "gsm1", "replug");
	world_wait(w, COORDINATOR, "gsm1 sudah bekerja lagi");
	world_quiet(w);
	assert_int_equal(world_count(w, COORDINATOR, "tidak ditemukan"), 1);
	world_free(w);
}

/* ---- whose SIM, whose stick --------------------------------------------- */

static void
swap_sim(struct world *w, const char *modem, const char *imsi)
{
	fault(w, modem, "unplug");
	set(w, modem, "imsi", imsi);
	fault(w, modem, "replug");
}

static void
test_a_swapped_sim_receives_but_sends_nothing_until_accepted(void **state)
{
	struct world_options	 o = { .conf = QUICK, .modems = 2 };
	struct world		*w = world_new(&o);

	(void)state;
	ask_for_help(w, "gsm1", CITIZEN);
	wait_state(w, "gsm2", "ready");
	swap_sim(w, "gsm1", "510990000000777");
	wait_state(w, "gsm1", "locked");
	world_wait(w, COORDINATOR, "gsm1 berisi kartu SIM lain");
	/* It receives; the answer leaves by the other, at once. */
	ask_for_help(w, "gsm1", OTHER);
	assert_went_by(w, OTHER, "gsm2");
	world_stop(w);
	world_start(w);
	wait_state(w, "gsm1", "locked");
	ask_for_help(w, "gsm1", "+6281200007002");
	assert_went_by(w, "+6281200007002", "gsm2");
	cli(w, "modem accept gsm1");
	wait_state(w, "gsm1", "ready");
	ask_for_help(w, "gsm1", "+6281200007003");
	assert_went_by(w, "+6281200007003", "gsm1");
	world_wait(w, COORDINATOR, "gsm1 sudah bekerja lagi");
	assert_int_equal(world_count(w, COORDINATOR, "kartu SIM lain"), 1);
	world_free(w);
}

static void
test_a_modem_without_a_sim_waits_for_one(void **state)
{
	struct world_options	 o = { .conf = QUICK, .modems = 2 };
	struct world		*w = world_new(&o);

	(void)state;
	wait_state(w, "gsm2", "ready");
	wait_state(w, "gsm1", "ready");
	fault(w, "gsm1", "unplug");
	set(w, "gsm1", "sim", "out");
	fault(w, "gsm1", "replug");
	wait_state(w, "gsm1", "locked");
	world_wait(w, COORDINATOR, "gsm1 tidak bisa memakai kartu SIM");
	set(w, "gsm1", "sim", "in");
	world_wait(w, COORDINATOR, "gsm1 sudah bekerja lagi");
	ask_for_help(w, "gsm1", CITIZEN);
	assert_went_by(w, CITIZEN, "gsm1");
	world_free(w);
}

static void
test_of_two_modems_with_one_imei_only_one_is_used(void **state)
{
	struct world_options	 o = { .conf = QUICK, .modems = 2,
				    .sim = "--imei 350000000000015" };
	struct world		*w = world_new(&o);

	(void)state;
	wait_state(w, "gsm1", "ready");
	wait_state(w, "gsm2", "ready");
	fault(w, "gsm1", "unplug");
	set(w, "gsm1", "imei", "350000000000015");
	fault(w, "gsm1", "replug");
	wait_state(w, "gsm1", "locked");
	world_wait_cli(w, "modem show gsm1", "same IMEI");
	world_wait(w, COORDINATOR, "gsm1 tidak dipakai karena IMEI-nya sama");
	ask_for_help(w, "gsm2", CITIZEN);
	assert_went_by(w, CITIZEN, "gsm2");
	/* When the other is gone it is no twin any more. */
	fault(w, "gsm2", "unplug");
	wait_state(w, "gsm1", "ready");
	world_free(w);
}

static void
test_a_refused_pin_is_entered_once_whatever_is_restarted(void **state)
{
	struct world_options	 o = { .conf = QUICK,
				    .modem = "pin = \"9999\";",
				    .sim = "--pin 1234" };
	struct world		*w = world_new(&o);
	char			 out[4096];

	(void)state;
	wait_state(w, "gsm1", "locked");
	world_stop(w);
	world_start(w);
	wait_state(w, "gsm1", "locked");
	world_kill(w, SIGKILL);
	world_start(w);
	wait_state(w, "gsm1", "locked");
	world_wait_cli(w, "modem list", "not tried again");
	cli(w, "reload");
	cli(w, "modem reset gsm1");
	wait_state(w, "gsm1", "locked");
	assert_int_equal(counted(w, "gsm1", "pins_entered"), 1);
	world_set_modem(w, "pin = \"1234\";");
	world_write_conf(w, QUICK);
	cli(w, "reload");
	wait_state(w, "gsm1", "ready");
	assert_int_equal(counted(w, "gsm1", "pins_entered"), 2);
	ask_for_help(w, "gsm1", CITIZEN);
	/* No PIN is told to anybody. */
	world_cli(w, out, sizeof out, "modem show gsm1");
	assert_null(strstr(out, "1234"));
	world_free(w);
}

static void
test_a_start_that_dies_with_a_wrong_pin_never_blocks_the_sim(void **state)
{
	struct world_options	 o = { .conf = QUICK,
				    .modem = "pin = \"9999\";",
				    .sim = "--pin 1234" };
	struct world		*w = world_new(&o);
	int			 i;

	(void)state;
	/* Whether the PIN was heard of or not: killed while it opens. */
	for (i = 0; i < 8; i++) {
		world_kill(w, SIGKILL);
		world_start(w);
		usleep((useconds_t)(i * 70000));
	}
	wait_state(w, "gsm1", "locked");
	assert_true(counted(w, "gsm1", "pin_tries") >= 1);
	assert_true(counted(w, "gsm1", "pins_entered") <= 2);
	world_free(w);
}

/* ---- no network, held, broken ------------------------------------------- */

static void
test_a_modem_without_a_network_is_not_fed(void **state)
{
	struct world_options	 o = { .modems = 2,
				    .conf = QUICK SOON };
	struct world		*w = world_new(&o);

	(void)state;
	wait_state(w, "gsm1", "ready");
	wait_state(w, "gsm2", "ready");
	set(w, "gsm1", "registration", "searching");
	cli(w, "modem reset gsm1");
	wait_state(w, "gsm1", "searching");
	cli(w, "modem drain gsm2");
	cli(w, "send " CITIZEN " 'uji coba'");
	world_quiet(w);
	assert_int_equal(world_count(w, CITIZEN, ""), 0);
	cli(w, "modem resume gsm2");
	world_wait(w, CITIZEN, "uji coba");
	assert_went_by(w, CITIZEN, "gsm2");
	world_free(w);
}

static void
test_a_held_modem_receives_and_sends_nothing_also_after_a_restart(
    void **state)
{
	struct world_options	 o = { .modems = 2,
				    .conf = QUICK LATE };
	struct world		*w = world_new(&o);

	(void)state;
	wait_state(w, "gsm1", "ready");
	wait_state(w, "gsm2", "ready");
	cli(w, "modem pause gsm1");
	world_kill(w, SIGKILL);
	world_start(w);
	world_wait_cli(w, "modem list", "paused");
	sms(w, "gsm1", CITIZEN, "BANTUAN");
	/* Received; the answer waits for the modem that it came by. */
	world_wait_cli(w, "messages --out --state due", HELP);
	world_quiet(w);
	assert_int_equal(world_count(w, CITIZEN, ""), 0);
	/* Drained, it leaves at once by the other. */
	cli(w, "modem drain gsm1");
	world_wait(w, CITIZEN, HELP);
	assert_went_by(w, CITIZEN, "gsm2");
	cli(w, "modem resume gsm1");
	ask_for_help(w, "gsm1", OTHER);
	assert_went_by(w, OTHER, "gsm1");
	world_free(w);
}

static void
test_a_broken_modem_is_told_by_another_and_so_is_its_return(
    void **state)
{
	struct world_options	 o = { .modems = 2, .program = SCRIPT,
				    .conf = QUICK "broken_retry = \"1s\";\n" };
	struct world		*w = world_new(&o);
	char			 out[16384];

	(void)state;
	wait_state(w, "gsm1", "ready");
	flag(w, "broken-gsm1", true);
	kill(world_worker_pid(w, "gsm1"), SIGKILL);
	world_wait(w, COORDINATOR, "gsm1 tidak bisa dipakai");
	assert_went_by(w, COORDINATOR, "gsm2");
	world_wait_cli(w, "modem show gsm1", "broken");
	ask_for_help(w, "gsm2", CITIZEN);
	flag(w, "broken-gsm1", false);
	world_wait(w, COORDINATOR, "gsm1 sudah bekerja lagi");
	wait_state(w, "gsm1", "ready");
	ask_for_help(w, "gsm1", OTHER);
	assert_went_by(w, OTHER, "gsm1");
	world_cli(w, out, sizeof out, "modem show gsm1");
	assert_non_null(strstr(out, "ended with status 9"));
	assert_int_equal(world_count(w, COORDINATOR, "tidak bisa dipakai"),
	    1);
	world_free(w);
}

static void
test_the_recover_command_gets_the_modem_and_revives_it(void **state)
{
	struct world_options	 o = { .program = SCRIPT, .conf = QUICK,
				    .modem = "recover = [ \"/bin/sh\", \"-c\","
				    " \"echo switching $1 $2; rm -f "
				    "${2%/*}/broken-$1\", \"port\" ];" };
	struct world		*w = world_new(&o);
	char			 command[200];

	(void)state;
	wait_state(w, "gsm1", "ready");
	flag(w, "broken-gsm1", true);
	kill(world_worker_pid(w, "gsm1"), SIGKILL);
	world_wait_cli(w, "modem list", "ended");
	ask_for_help(w, "gsm1", CITIZEN);
	snprintf(command, sizeof command, "grep -q 'gsm1: recover: switching "
	    "gsm1 %s/gsm1' %s/daemon.log", world_dir(w), world_dir(w));
	assert_int_equal(system(command), 0);
	world_free(w);
}

static void
test_a_reset_by_the_admin_resets_the_modem(void **state)
{
	struct world_options	 o = { .conf = QUICK,
				    .sim = "--reset-time 300" };
	struct world		*w = world_new(&o);

	(void)state;
	wait_state(w, "gsm1", "ready");
	cli(w, "modem reset gsm1");
	world_wait_cli(w, "--json modem list", "1,true,\"\"");
	wait_state(w, "gsm1", "ready");
	ask_for_help(w, "gsm1", CITIZEN);
	assert_int_equal(counted(w, "gsm1", "resets"), 1);
	world_free(w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
#define T(name)	cmocka_unit_test(test_##name)
		T(a_stick_that_comes_back_under_another_name_goes_on),
		T(a_stick_is_told_from_another_by_who_it_is),
		T(an_unplug_at_any_moment_loses_and_doubles_nothing),
		T(the_coordinator_is_told_once_of_a_modem_that_stays_away),
		T(a_swapped_sim_receives_but_sends_nothing_until_accepted),
		T(a_modem_without_a_sim_waits_for_one),
		T(of_two_modems_with_one_imei_only_one_is_used),
		T(a_refused_pin_is_entered_once_whatever_is_restarted),
		T(a_start_that_dies_with_a_wrong_pin_never_blocks_the_sim),
		T(a_modem_without_a_network_is_not_fed),
		T(a_held_modem_receives_and_sends_nothing_also_after_a_restart),
		T(a_broken_modem_is_told_by_another_and_so_is_its_return),
		T(the_recover_command_gets_the_modem_and_revives_it),
		T(a_reset_by_the_admin_resets_the_modem),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
