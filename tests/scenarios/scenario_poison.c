/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * A message that kills or hangs whoever reads it harms nobody but itself: it
 * is kept as it came, it leaves the SIM, and those around it are read.
 */

#include "config.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "harness.h"

/* The word POISON, as the raw PDU is kept. */
#define POISON_HEX	"504f49534f4e"

/* A message of 8-bit data, 3GPP TS 23.040 9.2.2.1. */
static void
inject(struct world *w, const char *word, int number)
{
	char	text[64], hex[256];
	size_t	len, i;

	snprintf(text, sizeof text, "%s %d", word, number);
	len = strlen(text);
	snprintf(hex, sizeof hex, "07912618010000F0040D91261802002143F50004"
	    "62112281150323%02X", (unsigned)len);
	for (i = 0; i < len; i++)
		snprintf(hex + strlen(hex), sizeof hex - strlen(hex), "%02X",
		    (unsigned char)text[i]);
	json_decref(world_sim(w, "{s:s, s:s}", "cmd", "pdu", "hex", hex));
}

static int
count_of(const char *text, const char *words)
{
	int	n = 0;

	for (; (text = strstr(text, words)) != NULL; text++)
		n++;
	return n;
}

/* Times that something stands in the daemon's log. */
static int
logged(struct world *w, const char *words)
{
	char	command[256], out[32] = "";
	FILE	*p;

	snprintf(command, sizeof command, "grep -c '%s' %s/daemon.log", words,
	    world_dir(w));
	assert_non_null(p = popen(command, "r"));
	if (fgets(out, sizeof out, p) == NULL)
		out[0] = '\0';
	pclose(p);
	return atoi(out);
}

/* Wait until the modem holds nothing any more. */
static void
wait_empty(struct world *w)
{
	json_t	*slots;
	int	 tries;

	for (tries = 0; tries < 1200; tries++) {
		slots = world_sim(w, "{s:s}", "cmd", "slots");
		if (json_array_size(json_object_get(slots, "slots")) == 0) {
			json_decref(slots);
			return;
		}
		json_decref(slots);
		usleep(50000);
	}
	fail_msg("the SIM is not empty");
}

static void
check_kept(struct world *w, int count)
{
	static char	out[131072];

	assert_int_equal(world_cli(w, out, sizeof out,
	    "messages --in --limit 500"), 0);
	assert_int_equal(count_of(out, POISON_HEX), count);
}

/* One such message between two good ones, all there when the modem opens. */
static void
poison_between_good(const char *word, const char *conf, int most_deaths)
{
	struct world_options	 o = { .conf = conf,
				    .daemon_env = shim_preload("poison") };
	struct world		*w = world_new(&o);

	world_stop(w);
	world_sms(w, CITIZEN, "LAPOR SAMPAH OESAPA depan pasar");
	inject(w, word, 1);
	world_sms(w, OTHER, "LAPOR LAMPU ALAK depan gereja");
	world_start(w);
	world_wait(w, CITIZEN, "diterima");
	world_wait(w, OTHER, "diterima");
	wait_empty(w);
	check_kept(w, 1);
	/* And the modem goes on. */
	world_sms(w, CITIZEN, "LAPOR LAMPU ALAK depan sekolah");
	world_quiet(w);
	assert_int_equal(world_count(w, CITIZEN, "diterima"), 2);
	assert_int_equal(world_count(w, OTHER, "diterima"), 1);
	assert_in_range(logged(w, ": starting again in"), 1, most_deaths);
	world_free(w);
}

static void
test_a_message_that_kills_is_kept_raw_and_the_modem_goes_on(void **state)
{
	(void)state;
	poison_between_good("POISON-ABORT", NULL, 1);
}

static void
test_a_message_whose_reading_never_ends_is_kept_raw(void **state)
{
	(void)state;
	poison_between_good("POISON-SPIN", NULL, 1);
}

static void
test_a_message_that_sleeps_for_ever_is_kept_raw(void **state)
{
	(void)state;
	poison_between_good("POISON-SLEEP", "modem_deadline = \"5s\";\n", 2);
}

static void
test_a_message_that_kills_the_listing_is_taken_out_by_plain_at(void **state)
{
	(void)state;
	poison_between_good("POISON-LIST", NULL, 2);
}

static void
test_a_sim_full_of_poison_is_freed(void **state)
{
	struct world_options	 o = { .daemon_env = shim_preload("poison") };
	struct world		*w = world_new(&o);
	int			 i;

	(void)state;
	world_stop(w);
	world_sms(w, CITIZEN, "LAPOR SAMPAH OESAPA depan pasar");
	for (i = 0; i < 28; i++)
		inject(w, i % 4 == 3 ? "POISON-SPIN" : "POISON-ABORT", i);
	world_sms(w, OTHER, "LAPOR LAMPU ALAK depan gereja");
	world_start(w);
	world_wait(w, CITIZEN, "diterima");
	world_wait(w, OTHER, "diterima");
	wait_empty(w);
	check_kept(w, 28);
	assert_int_equal(logged(w, ": starting again in"), 1);
	world_free(w);
}

static void
test_what_the_modem_refuses_to_delete_is_stored_once(void **state)
{
	struct world_options	 o = { .conf = "sweep_interval = \"1s\";\n" };
	struct world		*w = world_new(&o);
	char			 out[8192];
	int			 i;

	(void)state;
	json_decref(world_sim(w, "{s:s, s:s, s:i}", "cmd", "fault", "name",
	    "delete-fails", "count", -1));
	world_sms(w, CITIZEN, "LAPOR SAMPAH OESAPA depan pasar");
	inject(w, "bukan teks", 1);
	world_wait(w, CITIZEN, "diterima");
	for (i = 0; i < 3; i++) {
		kill(world_worker_pid(w, "gsm1"), SIGKILL);
		world_wait_cli(w, "--json status", "\"ready\"");
		world_stop(w);
		world_start(w);
		world_wait_cli(w, "--json status", "\"ready\"");
	}
	world_cli(w, out, sizeof out, "messages --in");
	assert_int_equal(count_of(out, "depan pasar"), 1);
	assert_int_equal(count_of(out, "62756b616e"), 1);
	assert_int_equal(world_count(w, CITIZEN, "diterima"), 1);
	/* When the modem relents, both are deleted. */
	json_decref(world_sim(w, "{s:s, s:s, s:i}", "cmd", "fault", "name",
	    "delete-fails", "count", 0));
	wait_empty(w);
	world_free(w);
}

static void
test_lone_parts_leave_the_sim_at_once(void **state)
{
	struct world	*w = world_new(NULL);
	char		 hex[256];
	int		 i;

	(void)state;
	for (i = 0; i < 5; i++) {
		snprintf(hex, sizeof hex, "07912618010000F0440D91261802002143F5"
		    "0004621122811503230A050003%02X0301%02X%02X%02X%02X",
		    10 + i, 'a', 'b', 'c', 'd');
		json_decref(world_sim(w, "{s:s, s:s}", "cmd", "pdu", "hex",
		    hex));
	}
	wait_empty(w);
	world_free(w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
#define T(name)	cmocka_unit_test(test_##name)
		T(a_message_that_kills_is_kept_raw_and_the_modem_goes_on),
		T(a_message_whose_reading_never_ends_is_kept_raw),
		T(a_message_that_sleeps_for_ever_is_kept_raw),
		T(a_message_that_kills_the_listing_is_taken_out_by_plain_at),
		T(a_sim_full_of_poison_is_freed),
		T(what_the_modem_refuses_to_delete_is_stored_once),
		T(lone_parts_leave_the_sim_at_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
