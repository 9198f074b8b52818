/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * pulsa, credit - each SIM's credit is known.
 */

#include "config.h"

#include "store/inbox.h"
#include "tests/fixtures/credit_bench.h"

/* ---- credit ------------------------------------------------------------ */

static void
test_each_sim_is_asked_twice_a_day_at_other_moments(void **state)
{
	int64_t	first, gap[20], sum = 0;
	int	i, same = 0;

	(void)state;
	first = until_asked(0, DAY);
	assert_in_range(first, 30, 330);
	assert_string_equal(modem[0].asked, "*888#");
	for (i = 0; i < 20; i++) {
		says(0, 2, "Sisa pulsa Rp 25.000 s/d 31/12/2027");
		gap[i] = until_asked(0, 2 * DAY);
		assert_in_range(gap[i], DAY / 4, DAY * 3 / 4 + 30);
		sum += gap[i];
		same += i > 0 && gap[i] == gap[i - 1];
	}
	assert_in_range(sum / 20, DAY / 3, DAY * 2 / 3);
	assert_true(same < 5);
	assert_int_equal(sim(0).balance, 25000);
	assert_int_equal(modem[0].asks, 21);
}

static char	*answers[] = { "1", "3" };

static void
test_a_menu_gets_its_scripted_answers(void **state)
{
	(void)state;
	settings[0].balance_answers = (struct conf_list){ answers, 2 };
	ask(0);
	says(0, 3, "1. Info 2. Paket Rp 5.000");	/* not the balance */
	assert_string_equal(modem[0].asked, "1");
	now += 80;
	run();
	says(0, 3, "3. Cek pulsa");
	assert_string_equal(modem[0].asked, "3");
	now += 80;
	run();
	says(0, 2, "Pulsa Rp12500,00 s/d 1/2/2027");
	assert_int_equal(sim(0).balance, 12500);
	assert_int_equal(sim(0).failures, 0);
	assert_int_equal(modem[0].asks, 3);
	says(0, 2, "Rp 1");		/* nobody asked */
	assert_int_equal(sim(0).balance, 12500);
}

static void
test_no_answer_is_tried_again_later_and_harms_nothing(void **state)
{
	static const int	pause[] = { 300, 900, 3600 };
	size_t			i;

	(void)state;
	balance_is(0, "Rp 7.000");
	ask(0);
	for (i = 0; i < sizeof pause / sizeof *pause; i++) {
		now += 99;
		run();
		assert_int_equal(sim(0).failures, (int)i);
		now += 1;
		run();
		assert_int_equal(sim(0).failures, (int)i + 1);
		assert_int_equal(until_asked(0, DAY), pause[i]);
	}
	modem[0].up = false;
	run();
	assert_int_equal(sim(0).failures, 4);
	assert_int_equal(sim(0).balance, 7000);
	modem[0].up = true;
	modem[0].session++;
	assert_true(until_asked(0, 2 * DAY) > 3600);
	says(0, -1, "no such service");
	assert_int_equal(sim(0).failures, 5);
}

static void
test_an_answer_that_is_not_understood_is_kept_for_the_admin(void **state)
{
	(void)state;
	balance_is(0, "Maaf, permintaan Anda\ntidak dapat kami proses");
	assert_int_equal(sim(0).balance, -1);
	assert_false(sim(0).low);
	assert_non_null(strstr(sim(0).answer, "tidak dapat kami proses"));
	assert_int_equal(sim(0).failures, 1);
}

static void
test_low_credit_is_told_once_and_so_is_its_end(void **state)
{
	struct outbox_message	m;

	(void)state;
	balance_is(0, "Rp 5.000");
	assert_false(sim(0).low);
	balance_is(0, "Rp 4.999");
	assert_true(sim(0).low);
	assert_int_equal(store_sim_is_low(gw.store, modem[0].sim), 1);
	balance_is(0, "Rp 4.000");
	restart();
	balance_is(0, "Rp 3.000");
	assert_int_equal(count_kind("balance_low", &m), 1);
	assert_string_equal(m.text, "gsm1 tinggal Rp 4.999");
	assert_string_equal(m.number, COORDINATOR);
	assert_true(m.urgent);
	balance_is(0, "Rp 53.000");
	assert_int_equal(store_sim_is_low(gw.store, modem[0].sim), 0);
	balance_is(0, "Rp 52.000");
	assert_int_equal(count_kind("balance_ok", &m), 1);
	assert_string_equal(m.text, "gsm1 cukup Rp 53.000");
	assert_int_equal(count_kind("balance_low", &m), 1);
}

static void
test_another_threshold_counts_from_the_reload_on(void **state)
{
	struct outbox_message	m;

	(void)state;
	balance_is(0, "Rp 9.000");
	settings[0].balance_min = 10000;
	pulsa_configured(pulsa);
	commit_flush(gw.commit);
	assert_true(sim(0).low);
	settings[0].balance_min = 0;
	pulsa_configured(pulsa);
	commit_flush(gw.commit);
	assert_false(sim(0).low);
	assert_int_equal(count_kind("balance_low", &m), 1);
	assert_int_equal(count_kind("balance_ok", &m), 0);
}

/* An SMS that is filed, as the inbox does it. */
static void
notice(int i, const char *from, const char *text)
{
	struct inbox_message	m = { .state = INBOX_FILED,
				    .received_at = now };

	snprintf(m.sim, sizeof m.sim, "%s", modem[i].sim);
	snprintf(m.modem, sizeof m.modem, "%s", modem[i].name);
	snprintf(m.text, sizeof m.text, "%s", text);
	assert_int_equal(commit_begin(gw.commit), 0);
	assert_int_equal(credit_notice(&gw.sims, &m, from, now), 0);
	commit_flush(gw.commit);
}

static void
test_an_operators_notice_tells_the_credit_too(void **state)
{
	struct outbox_message	m;

	(void)state;
	balance_is(0, "Rp 1.000");
	notice(0, "IKLAN", "Beli paket Rp 99.000");
	assert_int_equal(sim(0).balance, 1000);
	notice(0, "888", "Selamat pagi");
	assert_int_equal(sim(0).balance, 1000);
	notice(0, "Telkomsel", "Isi ulang berhasil. Pulsa Rp 51.000 s/d "
	    "31/12/2027");
	assert_int_equal(sim(0).balance, 51000);
	assert_int_equal(count_kind("balance_ok", &m), 1);
	/* It may be forged: one a minute counts, and he is asked himself. */
	notice(0, "888", "Rp 1");
	assert_int_equal(sim(0).balance, 51000);
	assert_in_range(until_asked(0, DAY), 60, 120);
	says(0, 2, "Rp 52.000");
	assert_int_equal(sim(0).balance, 52000);
	notice(0, "888", "Rp 53.000");
	assert_int_equal(sim(0).balance, 53000);
}

static void
test_the_forecast_leaves_top_ups_out(void **state)
{
	static const struct {
		const char	*what;
		struct sim_balance list[5];
		int		 count;
		int64_t		 balance;
		int		 days;
	} cases[] = {
		{ "nothing known", { { 0, 0 } }, 0, 5000, -1 },
		{ "one reading", { { 0, 5000 } }, 1, 5000, -1 },
		{ "half a day", { { 0, 6000 }, { DAY / 2, 5000 } }, 2, 5000,
		    -1 },
		{ "1000 a day", { { 0, 9000 }, { DAY, 8000 },
		    { 2 * DAY, 7000 } }, 3, 7000, 7 },
		{ "topped up", { { 0, 9000 }, { DAY, 8000 },
		    { 2 * DAY, 58000 }, { 3 * DAY, 57000 } }, 4, 57000, 57 },
		{ "nothing used", { { 0, 9000 }, { 5 * DAY, 9000 } }, 2, 9000,
		    -1 },
		{ "for ever", { { 0, 1000000 }, { DAY, 999999 } }, 2,
		    INT64_C(999999999999), 9999 },
		{ "empty", { { 0, 1000 }, { DAY, 0 } }, 2, 0, 0 },
	};
	size_t	i;
	int	days;

	(void)state;
	for (i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		days = credit_forecast(cases[i].list, cases[i].count,
		    cases[i].balance);
		if (days != cases[i].days)
			fail_msg("%s: %d days", cases[i].what, days);
	}
}

static void
test_the_forecast_is_of_the_last_days_and_ends_with_the_validity(void **state)
{
	struct sim	s;
	int		i;

	(void)state;
	balance_is(0, "Rp 900.000");
	now += 20 * DAY;		/* used much before: too long ago */
	for (i = 0; i < 10; i++, now += DAY - 60)
		balance_is(0, i == 0 ? "Rp 19.000" : i == 9 ? "Rp 10.000" :
		    "Rp 15.000");
	s = sim(0);
	assert_in_range(credit_days_left(gw.store, &s, now), 9, 11);
	balance_is(0, "Rp 10.000 s/d 25/12/2025");
	s = sim(0);
	assert_true(credit_days_left(gw.store, &s, s.expires_at - 3 * DAY)
	    == 3);
	assert_true(credit_days_left(gw.store, &s, s.expires_at + DAY) == 0);
}

static void
test_a_check_that_cannot_be_made_is_refused_with_the_reason(void **state)
{
	char	why[128];

	(void)state;
	assert_int_equal(pulsa_check(pulsa, "gsm9", why, sizeof why), -1);
	assert_string_equal(why, "there is no modem gsm9");
	settings[0].balance_code = "";
	assert_int_equal(pulsa_check(pulsa, "gsm1", why, sizeof why), -1);
	assert_string_equal(why, "gsm1 has no balance_code");
	settings[0].balance_code = "*888#";
	modem[0].up = false;
	assert_int_equal(pulsa_check(pulsa, "gsm1", why, sizeof why), -1);
	assert_string_equal(why, "gsm1 is not ready");
	run();
	assert_int_equal(modem[0].asks, 0);
}

int
main(void)
{
#define T(name)	cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest	tests[] = {
		T(test_each_sim_is_asked_twice_a_day_at_other_moments),
		T(test_a_menu_gets_its_scripted_answers),
		T(test_no_answer_is_tried_again_later_and_harms_nothing),
		T(test_an_answer_that_is_not_understood_is_kept_for_the_admin),
		T(test_low_credit_is_told_once_and_so_is_its_end),
		T(test_another_threshold_counts_from_the_reload_on),
		T(test_an_operators_notice_tells_the_credit_too),
		T(test_the_forecast_leaves_top_ups_out),
		T(test_the_forecast_is_of_the_last_days_and_ends_with_the_validity),
		T(test_a_check_that_cannot_be_made_is_refused_with_the_reason),
	};

	setenv("TZ", "WITA-8", 1);
	tzset();
	log_init("test_pulsa", LOG_LEVEL_ERROR);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
