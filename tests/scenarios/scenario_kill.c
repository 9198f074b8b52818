/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * kill -9 is an ordinary event: the daemon at any of its steps, the worker at
 * any command, and still each SMS makes one report and each reply goes once.
 */

#include "config.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "harness.h"
#include "tests/fixtures/shim.h"

#define DAEMON_POINTS	60
#define WORKER_POINTS	24
#define SEED		20261122u

/* Whoever is dead is started again, as systemd would. */
static void
revive(struct world *w)
{
	if (!world_is_alive(w))
		world_start(w);
}

/* Wait for an SMS while the daemon may die at any moment. */
static const char *
wait_through(struct world *w, const char *to, const char *words)
{
	int	i;

	for (i = 0; i < 4000; i++) {
		revive(w);
		if (world_count(w, to, words) > 0)
			return world_wait(w, to, words);
		usleep(10000);
	}
	return world_wait(w, to, words);
}

static void
command(struct world *w, const char *from, const char *fmt, const char *ticket,
    const char *rest)
{
	char	text[128];

	snprintf(text, sizeof text, "%s %s %s", fmt, ticket, rest);
	world_sms(w, from, text);
}

/*
 * One conversation by its own citizen.  Returns the ticket; every wait holds
 * the ticket, so that conversations cannot be mixed up.
 */
static void
converse(struct world *w, int n, char ticket[24])
{
	char	citizen[24], place[64], words[96], code[3], rest[64];

	snprintf(citizen, sizeof citizen, "+62812000%05d", 20000 + n);
	snprintf(place, sizeof place, "LAPOR SAMPAH OESAPA titik nomor x%d", n);
	world_sms(w, citizen, place);
	text_ticket(wait_through(w, citizen, "diterima: "), ticket);
	snprintf(words, sizeof words, "Lap %s ", ticket);
	text_code(wait_through(w, OFFICER, words), code);
	command(w, OFFICER, "TERIMA", ticket, "");
	snprintf(words, sizeof words, "Laporan %s (", ticket);
	wait_through(w, citizen, "sudah diterima petugas");
	snprintf(rest, sizeof rest, "%s beres", code);
	command(w, OFFICER, "SELESAI", ticket, rest);
	wait_through(w, citizen, "selesai menurut");
	command(w, citizen, "PUAS", ticket, "");
	wait_through(w, citizen, "ditutup");
	snprintf(words, sizeof words, "Laporan %s ada pada Anda", ticket);
	wait_through(w, OFFICER, words);
}

static void
check_once(struct world *w, int n, const char *ticket)
{
	static const char *const once[] = { "diterima: ",
	    "sudah diterima petugas", "selesai menurut", "ditutup" };
	char	citizen[24], words[96];
	size_t	i;

	snprintf(citizen, sizeof citizen, "+62812000%05d", 20000 + n);
	for (i = 0; i < sizeof once / sizeof once[0]; i++)
		if (world_count(w, citizen, once[i]) != 1)
			fail_msg("point %d: \"%s\" sent %d times", n, once[i],
			    world_count(w, citizen, once[i]));
	snprintf(words, sizeof words, "Lap %s ", ticket);
	assert_int_equal(world_count(w, OFFICER, words), 1);
	snprintf(words, sizeof words, "Laporan %s ada pada Anda", ticket);
	assert_int_equal(world_count(w, OFFICER, words), 1);
}

static int
count_lines(const char *text, const char *word)
{
	const char	*c = text;
	int		 n = 0;

	while ((c = strstr(c, word)) != NULL) {
		n++;
		c += strlen(word);
	}
	return n;
}

static void
test_kill_9_of_the_daemon_at_any_step_loses_and_doubles_nothing(void **state)
{
	static char		 out[1 << 20];
	struct world_options	 o = { .conf = "replies_per_hour = 10000;\n"
				    "loop_after = 10000;\n"
				    "staff_replies_per_hour = 10000;\n" };
	struct world		*w;
	struct crashpoint	*point;
	char			 path[64], ticket[24];
	uint64_t		 before, steps;
	int			 i, deaths = 0;

	(void)state;
	srandom(SEED);
	point = shim_file(path, sizeof path, sizeof *point);
	setenv("CRASHPOINT", path, 1);
	setenv("CRASHPOINT_PROGRAM", "kentongand", 1);
	o.daemon_env = shim_preload("crashpoint");
	w = world_new(&o);
	before = point->steps;
	converse(w, 0, ticket);
	steps = point->steps - before;
	assert_true(steps > 20);
	check_once(w, 0, ticket);
	for (i = 1; i <= DAEMON_POINTS; i++) {
		point->die_at = point->steps + 1 +
		    (uint64_t)random() % steps;
		converse(w, i, ticket);
		while (!world_is_settled(w, 150, 500))
			revive(w);
		deaths += point->steps >= point->die_at;
		point->die_at = 0;
		revive(w);
		check_once(w, i, ticket);
	}
	printf("  %d kills within %d conversations of about %d steps\n",
	    deaths, DAEMON_POINTS, (int)steps);
	assert_true(deaths >= 50);
	world_cli(w, out, sizeof out, "reports --limit 1000");
	assert_int_equal(count_lines(out, "closed"), DAEMON_POINTS + 1);
	world_cli(w, out, sizeof out, "messages --out --state uncertain");
	assert_null(strstr(out, "+62"));
	world_free(w);
	unlink(path);
}

/* A reply may be marked uncertain; then it was sent at most once. */
static void
check_sent_or_uncertain(struct world *w, const char *phone, const char *words,
    int *uncertain)
{
	char	out[65536];
	int	n, i;

	for (i = 0; i < 1500; i++) {
		n = world_count(w, phone, words);
		if (n == 1)
			return;
		if (n > 1)
			fail_msg("\"%s\" sent %d times to %s", words, n, phone);
		world_cli(w, out, sizeof out,
		    "messages --out --state uncertain --numbers");
		if (strstr(out, phone) != NULL) {
			(*uncertain)++;
			return;
		}
		usleep(20000);
	}
	fail_msg("\"%s\" neither sent to %s nor uncertain", words, phone);
}

static void
test_kill_9_of_the_worker_at_any_command_loses_and_doubles_nothing(
    void **state)
{
	static char		 out[1 << 20];
	struct world_options	 o = { .conf = "modem_restart_max = \"1s\";\n" };
	struct world		*w = world_new(&o);
	char			 citizen[24], text[64];
	pid_t			 worker;
	int			 i, tries, uncertain = 0;

	(void)state;
	srandom(SEED);
	for (i = 0; i < WORKER_POINTS; i++) {
		snprintf(citizen, sizeof citizen, "+62812000%05d", 30000 + i);
		snprintf(text, sizeof text, "LAPOR SAMPAH ALAK titik x%d", i);
		for (tries = 0; tries < 2000 &&
		    (worker = world_worker_pid(w, "gsm1")) == 0; tries++)
			usleep(10000);
		assert_int_not_equal(worker, 0);
		json_decref(world_sim(w, "{s:s, s:i, s:i}", "cmd", "kill",
		    "pid", (int)worker, "after_commands",
		    1 + (int)(random() % 24)));
		world_sms(w, citizen, text);
		check_sent_or_uncertain(w, citizen, "diterima: ", &uncertain);
	}
	world_quiet(w);
	for (i = 0; i < WORKER_POINTS; i++) {
		snprintf(citizen, sizeof citizen, "+62812000%05d", 30000 + i);
		assert_true(world_count(w, citizen, "diterima: ") <= 1);
	}
	world_cli(w, out, sizeof out, "reports --limit 1000");
	assert_int_equal(count_lines(out, "SAMPAH"), WORKER_POINTS);
	printf("  %d kills, %d replies uncertain at some time\n",
	    WORKER_POINTS, uncertain);
	world_free(w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_kill_9_of_the_daemon_at_any_step_loses_and_doubles_nothing),
		cmocka_unit_test(test_kill_9_of_the_worker_at_any_command_loses_and_doubles_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
