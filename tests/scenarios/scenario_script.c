/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * Scenario files: what is shipped for training holds, and a file that does
 * not hold or makes no sense says where.
 */

#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "harness.h"

static char	said[65536];

/* Play a file; its exit status, and what it said is in said. */
static int
play(const char *options, const char *file)
{
	const char	*build = getenv("KENTONGAN_BUILD");
	char		 command[1024];
	FILE		*out;
	size_t		 n;
	int		 status;

	snprintf(command, sizeof command,
	    "exec timeout 300 %s/kentongan-sim %s --script %s 2>&1",
	    build != NULL ? build : ".", options, file);
	assert_non_null(out = popen(command, "r"));
	n = fread(said, 1, sizeof said - 1, out);
	said[n] = '\0';
	status = pclose(out);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void
expect_said(int status, int wanted, const char *words)
{
	if (status == wanted && strstr(said, words) != NULL)
		return;
	fputs(said, stdout);
	fail_msg("ended with %d; wanted %d and \"%s\"", status, wanted, words);
}

/* Play a text with one modem and nobody at it. */
static void
play_text(const char *text, int wanted, const char *words)
{
	char	path[] = "/tmp/kentongan-script.XXXXXX", options[96];
	int	fd = mkstemp(path), status;
	FILE	*out = fdopen(fd, "w");

	assert_non_null(out);
	fputs(text, out);
	fclose(out);
	snprintf(options, sizeof options, "--modem gsm1=%s.tty", path);
	status = play(options, path);
	remove(path);
	expect_said(status, wanted, words);
}

/* The gateway meets the played modem where the harness's own was. */
static void
play_shipped(const char *name)
{
	struct world_options	 o = { .conf = "sweep_interval = \"2s\";\n"
				    "modem_deadline = \"10s\";\n"
				    "modem_restart_max = \"2s\";\n" };
	struct world		*w = world_new(&o);
	const char		*dir = getenv("srcdir");
	char			 file[512], options[256];

	json_decref(world_sim(w, "{s:s, s:s}", "cmd", "fault", "name",
	    "unplug"));
	snprintf(options, sizeof options, "--modem gsm1=%s/gsm1 --own-number "
	    OWN_NUMBER, world_dir(w));
	snprintf(file, sizeof file, "%s/etc/training/%s",
	    dir != NULL ? dir : ".", name);
	expect_said(play(options, file), 0, "all is as expected");
	world_free(w);
}

static void
test_the_first_day_is_as_it_is_told(void **state)
{
	(void)state;
	play_shipped("first-day.sim");
}

static void
test_the_bad_night_is_as_it_is_told(void **state)
{
	(void)state;
	play_shipped("bad-night.sim");
}

static void
test_the_busy_morning_is_as_it_is_told(void **state)
{
	(void)state;
	play_shipped("busy-morning.sim");
}

static void
test_what_does_not_hold_says_where(void **state)
{
	(void)state;
	play_text("# nobody answers\nphone warga +6281200000001\n"
	    "warga sends 'halo'\nexpect warga 'halo' within 200ms\n", 1,
	    ":4: warga did not get \"halo\" within 0.2 s");
	play_text("+6281200000001 sends '{ticket}'\n", 1,
	    ":1: this phone has received no {ticket}");
	play_text("at 50ms expect +628120000001 'x' within 100ms\nwait 10s\n",
	    1, ":1: +628120000001 did not get");
	play_text("gsm1 set imei=1\n", 1, ":1: an IMEI has");
}

static void
test_what_makes_no_sense_says_where(void **state)
{
	static const struct { const char *text, *words; } rows[] = {
		{ "\nwarga sends x\n", ":2: no such phone: warga" },
		{ "+62811 sends 'x\n", ":1: a quote is not closed" },
		{ "+62811 sends x y\n", ":1: not understood: y" },
		{ "gsm9 fault mute\n", ":1: no such modem: gsm9" },
		{ "gsm1 fault mutex\n", "no such fault: mutex" },
		{ "gsm1 fault late=x\n", "late does not take =x" },
		{ "gsm1 set colour=red\n", "no such setting: colour" },
		{ "gsm1 set\n", "something is missing behind: set" },
		{ "at 3x gsm1 unplug\n", "a time was expected: 3x" },
		{ "at 3s\n", ":1: nothing to do" },
		{ "every 1s expect +62811 x\n", "only once: expect" },
		{ "every 1ms gsm1 unplug\n", "every 10 ms at most" },
		{ "at 1s wait 3s\n", "no time of its own: wait" },
		{ "expect +62811 x in 3s\n", "not understood: in" },
		{ "dance\n", ":1: not understood: dance" },
		{ "modem gsm1 colour=red\n", "no such setting: colour=red" },
		{ "modem gsm2\n", ":1: a modem has a name and a path" },
		{ "phone warga\n", ":1: a phone has a name and a number" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		play_text(rows[i].text, 2, rows[i].words);
	assert_int_equal(play("", "/nowhere/at.all"), 2);
}

static void
test_a_story_waits_and_what_has_a_time_does_not(void **state)
{
	(void)state;
	play_text("every 50ms until 420ms print 'tick'\n"
	    "at 200ms print \"middle\"\nprint first\nwait 400ms # rest\n"
	    "print 'last'\n", 0, "all is as expected");
	assert_true(strstr(said, "first") < strstr(said, "tick"));
	assert_true(strstr(said, "tick") < strstr(said, "middle"));
	assert_true(strstr(said, "middle") < strstr(said, "last"));
}

int
main(void)
{
	static const struct CMUnitTest	tests[] = {
		cmocka_unit_test(test_the_first_day_is_as_it_is_told),
		cmocka_unit_test(test_the_bad_night_is_as_it_is_told),
		cmocka_unit_test(test_the_busy_morning_is_as_it_is_told),
		cmocka_unit_test(test_what_does_not_hold_says_where),
		cmocka_unit_test(test_what_makes_no_sense_says_where),
		cmocka_unit_test(
		    test_a_story_waits_and_what_has_a_time_does_not),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
