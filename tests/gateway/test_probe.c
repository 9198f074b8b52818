/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * hearing, probe - of each SIM it is known whether it hears.
 */

#include "config.h"

#include "store/inbox.h"
#include "tests/fixtures/credit_bench.h"

/* ---- silence ----------------------------------------------------------- */

/* These modems and no others, of which nothing is asked. */
static void
with(int modems)
{
	int	i;

	conf.modem_count = gw.roster.count = modems;
	conf.quiet_alarm_s = DAY / 2;
	for (i = 0; i < modems; i++)
		settings[i].balance_code = "";
	run();
}

/* An SMS comes by a modem; reason is why it is filed, or "". */
static void
comes(int i, const char *text, const char *reason)
{
	struct inbox_message	m = { .received_at = now,
				    .state = reason[0] != '\0' ? INBOX_FILED :
				    INBOX_NEW };

	snprintf(m.sim, sizeof m.sim, "%s", modem[i].sim);
	snprintf(m.modem, sizeof m.modem, "%s", modem[i].name);
	snprintf(m.text, sizeof m.text, "%s", text);
	snprintf(m.reason, sizeof m.reason, "%s", reason);
	assert_int_equal(commit_begin(gw.commit), 0);
	assert_int_not_equal(hearing_note(&gw.sims, &m, now), -1);
	commit_flush(gw.commit);
}

/* The outbox hands a row to its modem, and the network takes it. */
static void
sends(const struct outbox_message *m)
{
	assert_int_equal(store_outbox_sending(gw.store, m->id, 1, m->modem,
	    m->modem, now), 0);
	assert_int_equal(store_outbox_part_sent(gw.store, m->id, 1, 1, now),
	    0);
}

/* Let time pass until there are n tests; how long it took. */
static int64_t
until_tests(int n, int64_t most, struct outbox_message *m)
{
	int64_t	from = now;

	for (run(); count_kind("sim_test", m) < n && now - from < most; run())
		now += 60;
	return now - from;
}

static void
test_a_silent_sim_is_sent_an_sms_from_another(void **state)
{
	struct outbox_message	m;

	(void)state;
	with(2);
	now += 3600;
	comes(0, "LAPOR", "");
	now += 11 * 3600;
	comes(1, "LAPOR", "");		/* only gsm1 is silent */
	assert_in_range(until_tests(1, DAY, &m), 3600, 3660);
	assert_string_equal(m.modem, "gsm2");
	assert_string_equal(m.number, "+6281200000991");
	sends(&m);
	comes(0, m.text, "own number");	/* within the second */
	now += 3600;
	run();
	assert_int_equal(count_kind("sim_test", &m), 1);
	assert_int_equal(count_kind("sim_silent", &m), 0);
	assert_int_equal(sim(0).proved_at, now - 3600);
	/* And it begins anew. */
	comes(1, "LAPOR", "");
	assert_in_range(until_tests(2, DAY, &m), 10 * 3600, 11 * 3600 + 60);
}

static void
test_a_deaf_sim_is_told_once_after_a_third_one_tried(void **state)
{
	struct outbox_message	m;

	(void)state;
	with(3);
	now += 11 * 3600;
	comes(1, "LAPOR", "");
	comes(2, "LAPOR", "");
	until_tests(1, DAY, &m);
	assert_string_equal(m.modem, "gsm2");
	sends(&m);
	restart();
	assert_in_range(until_tests(2, DAY, &m), 540, 660);
	assert_string_equal(m.modem, "gsm3");
	sends(&m);
	now += 590;
	run();
	assert_int_equal(count_kind("sim_silent", &m), 0);
	now += 20;
	run();
	assert_int_equal(count_kind("sim_silent", &m), 1);
	assert_string_equal(m.text, "gsm1 diam");
	restart();
	comes(1, "LAPOR", "");
	comes(2, "LAPOR", "");
	now += DAY / 4;
	run();
	assert_int_equal(count_kind("sim_silent", &m), 1);
	assert_int_equal(count_kind("sim_test", &m), 2);
	/* Something comes: all is well, and silence counts anew. */
	comes(0, "LAPOR", "");
	assert_int_equal(sim(0).silent_at, 0);
	comes(1, "LAPOR", "");
	comes(2, "LAPOR", "");
	now += DAY / 2 + 60;
	comes(1, "LAPOR", "");
	comes(2, "LAPOR", "");
	run();
	assert_int_equal(count_kind("sim_test", &m), 3);
}

static void
test_a_test_that_never_left_says_nothing_of_the_sim(void **state)
{
	struct outbox_message	m;
	int			i;

	(void)state;
	with(2);
	now += 11 * 3600;
	comes(1, "LAPOR", "");
	until_tests(1, DAY, &m);
	for (i = 0; i < 10; i++, now += 600)
		run();
	assert_int_equal(count_kind("sim_silent", &m), 0);
	assert_int_equal(count_kind("sim_test", &m), 1);
	assert_int_equal(m.state, OUTBOX_DROPPED);
	assert_string_equal(m.reason, "test given up");
}

static void
test_a_test_that_left_late_has_its_whole_time(void **state)
{
	struct outbox_message	m;

	(void)state;
	with(2);
	now += 11 * 3600;
	comes(1, "LAPOR", "");
	until_tests(1, DAY, &m);
	now += 590;
	sends(&m);
	now += 300;
	run();
	assert_int_equal(count_kind("sim_silent", &m), 0);
	now += 301;
	run();
	assert_int_equal(count_kind("sim_silent", &m), 1);
}

static void
test_what_is_usual_for_a_sim_is_no_alarm(void **state)
{
	struct outbox_message	m;
	int			i;

	(void)state;
	with(2);
	/* By gsm1 one SMS comes every 11 hours, by gsm2 every hour. */
	for (i = 1; i <= 44; i++) {
		now += 3600;
		comes(1, "LAPOR", "");
		if (i % 11 == 0)
			comes(0, "LAPOR", "");
		run();
	}
	for (i = 1; i <= 32; i++) {
		now += 3600;
		comes(1, "LAPOR", "");
		run();
		assert_int_equal(count_kind("sim_test", &m), 0);
	}
	now += 3660;
	comes(1, "LAPOR", "");
	run();
	assert_int_equal(count_kind("sim_test", &m), 1);
	assert_string_equal(m.modem, "gsm2");
	assert_string_equal(m.number, "+6281200000991");
}

static void
test_the_night_is_no_silence(void **state)
{
	struct outbox_message	m;

	(void)state;
	conf.time.quiet = (struct conf_quiet){ 21 * 3600, 6 * 3600 };
	with(2);
	now = NOON + 3 * 3600;			/* 15:00 */
	comes(0, "LAPOR", "");
	now = NOON + 18 * 3600 + 1800;		/* 6:30 */
	comes(1, "LAPOR", "");
	/* Six hours were left of the day: the other six end at noon. */
	assert_in_range(until_tests(1, 2 * DAY, &m), 5 * 3600 + 1800,
	    5 * 3600 + 1860);
}

static void
test_without_another_number_nothing_is_sent(void **state)
{
	struct outbox_message	m;
	int			i;

	(void)state;
	settings[1].own_number = "";
	with(2);
	for (i = 0; i < 100; i++, now += 3600)
		run();
	settings[1].own_number = settings[0].own_number;
	for (i = 0; i < 100; i++, now += 3600)
		run();
	assert_int_equal(count_kind("sim_test", &m), 0);
	assert_int_equal(count_kind("sim_silent", &m), 0);
}

static void
test_a_forged_test_proves_nothing(void **state)
{
	struct outbox_message	m;

	(void)state;
	with(2);
	now += 11 * 3600;
	comes(1, "LAPOR", "");
	until_tests(1, DAY, &m);
	sends(&m);
	comes(0, "KENTONGAN TES SIM AAAAAAAA", "own number");
	now += 601;
	run();
	assert_int_equal(count_kind("sim_silent", &m), 1);
}

int
main(void)
{
#define T(name)	cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest	tests[] = {
		T(test_a_silent_sim_is_sent_an_sms_from_another),
		T(test_a_deaf_sim_is_told_once_after_a_third_one_tried),
		T(test_a_test_that_never_left_says_nothing_of_the_sim),
		T(test_a_test_that_left_late_has_its_whole_time),
		T(test_what_is_usual_for_a_sim_is_no_alarm),
		T(test_the_night_is_no_silence),
		T(test_without_another_number_nothing_is_sent),
		T(test_a_forged_test_proves_nothing),
	};

	setenv("TZ", "WITA-8", 1);
	tzset();
	log_init("test_pulsa", LOG_LEVEL_ERROR);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
