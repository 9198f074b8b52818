/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * More reports than usual: words get few, life goes first, and the city's
 * leaders hear of it once.
 */

#include "config.h"

#include "store/surge.h"
#include "tests/fixtures/city_seats.h"

#define LEADER		"+6281200000310"
#define DAMKAR		"+6281200000101"
#define HOUR		3600

static int
begin(void **state, const char *more)
{
	/* A Wednesday, 11:06 in the city. */
	struct city	*c = city_begin(more, "WITA-8", 1795000000);

	give_phone(c->conf);
	city_seat(c, "piket DLH", "DLH", SEAT_OFFICER, "*", OFFICER);
	city_seat(c, "piket DAMKAR", "DAMKAR", SEAT_OFFICER, "*", DAMKAR);
	city_seat(c, "koordinator", "", SEAT_COORDINATOR, "*", COORDINATOR);
	city_seat(c, "walikota", "", SEAT_LEADER, "*", LEADER);
	*state = c;
	return 0;
}

static int
setup_surge(void **state)
{
	return begin(state, "quiet_hours = \"\";\nsurge_minimum = 8;\n"
	    "surge_multiple = 1;\n");
}

/* So many reports of rubbish, each from another phone, 30 s apart. */
static void
flood(struct city *c, int n, int from)
{
	char	number[24], text[64];
	int	i;

	for (i = from; i < from + n; i++) {
		snprintf(number, sizeof number, "+6281300%06d", i);
		snprintf(text, sizeof text, "LAPOR SAMPAH OESAPA tempat %d",
		    i);
		sms(c, number, text);
		c->now += 30;
	}
}

static int
open_surges(struct city *c)
{
	struct surge	s = { .id = 0 };
	int		n = 0;

	while (store_surge_next(c->store, s.id, &s) == 1)
		n++;
	return n;
}

static void
test_a_surge_is_told_once_to_coordinator_and_leader(void **state)
{
	struct city	*c = *state;
	int64_t		 start = c->now;

	flood(c, 12, 0);
	assert_int_equal(open_surges(c), 3);
	assert_gets(c, COORDINATOR, "Lonjakan laporan: 8 dalam satu jam");
	flood(c, 12, 100);
	assert_int_equal(count_gets(c, COORDINATOR, "Lonjakan"), 0);
	/* And when it is over, once as well. */
	run_to(c, start + 3 * HOUR);
	assert_int_equal(open_surges(c), 0);
	assert_int_equal(count_gets(c, LEADER, "sudah reda (puncak 24"), 1);
	run_to(c, start + 9 * HOUR);
	assert_int_equal(count_gets(c, LEADER, "reda"), 0);
}

static void
test_the_leader_hears_of_it_too(void **state)
{
	struct city	*c = *state;

	flood(c, 9, 0);
	assert_int_equal(count_gets(c, LEADER, "Lonjakan"), 1);
}

static void
test_in_a_surge_words_are_few_and_work_comes_as_a_list(void **state)
{
	struct city	*c = *state;
	char		 number[24] = "+6281399999999";

	flood(c, 9, 0);
	drain(c);
	flood(c, 5, 100);
	sms(c, number, "LAPOR SAMPAH OESAPA depan pasar");
	assert_int_equal(count_gets(c, number, "Sedang banyak laporan"), 1);
	assert_int_equal(count_gets(c, OFFICER, "SAMPAH"), 0);
	run_to(c, c->now + c->conf->surge_digest_s + 1);
	assert_gets(c, OFFICER, " laporan baru: ");
	assert_int_equal(count_gets(c, OFFICER, "Kode"), 0);
}

static void
test_in_a_surge_life_goes_first(void **state)
{
	struct city		*c = *state;
	struct outbox_message	 out;

	flood(c, 9, 0);
	sms(c, OTHER, "kebakaran rumah di oesapa dekat pasar");
	/* Many wait, and the fire's is what the network takes next. */
	assert_int_equal(store_outbox_due(c->store, c->now, "gsm1", true,
	    &out), 1);
	assert_true(out.urgent);
	assert_gets(c, DAMKAR, "DARURAT");
}

static void
test_a_surge_outlives_a_restart(void **state)
{
	struct city	*c = *state;
	int64_t		 start = c->now;

	flood(c, 9, 0);
	drain(c);
	city_close(c);
	city_open(c);
	assert_int_equal(open_surges(c), 3);
	flood(c, 3, 100);
	assert_int_equal(count_gets(c, COORDINATOR, "Lonjakan"), 0);
	run_to(c, start + 3 * HOUR);
	assert_int_equal(count_gets(c, COORDINATOR, "reda"), 1);
}

static void
test_a_fire_that_all_join_is_a_surge_too(void **state)
{
	struct city	*c = *state;
	char		 number[24];
	int		 i;

	c->conf->join_same = true;
	for (i = 0; i < 12; i++) {
		snprintf(number, sizeof number, "+62813000000%02d", i);
		sms(c, number, "kebakaran besar di oesapa");
		c->now += 10;
	}
	assert_int_equal(count_gets(c, COORDINATOR, "Lonjakan"), 1);
}

static int
setup_usual(void **state)
{
	return begin(state, "quiet_hours = \"\";\nsurge_minimum = 5;\n"
	    "surge_multiple = 3;\n");
}

static void
test_what_comes_every_week_is_no_surge(void **state)
{
	struct city	*c = *state;
	int64_t		 start = c->now;
	int		 week;

	/* Ten reports each Wednesday before noon are usual. */
	for (week = 0; week < 3; week++) {
		c->now = start + week * 7 * 86400;
		flood(c, 10, week * 1000);
		drain(c);
	}
	c->now = start + 3 * 7 * 86400;
	flood(c, 20, 5000);
	assert_int_equal(open_surges(c), 0);
	/* Thirty are not. */
	flood(c, 12, 6000);
	assert_true(open_surges(c) > 0);
}

static void
test_a_quiet_hour_has_a_lower_bar_than_a_busy_one(void **state)
{
	struct city	*c = *state;
	int64_t		 start = c->now;
	int		 week;

	for (week = 0; week < 3; week++) {
		c->now = start + week * 7 * 86400;
		flood(c, 10, week * 1000);
		drain(c);
	}
	/* Twelve hours later nothing is usual: the minimum counts. */
	c->now = start + 2 * 7 * 86400 + 12 * HOUR;
	flood(c, 6, 5000);
	assert_true(open_surges(c) > 0);
}

#define TS(test, s)	cmocka_unit_test_setup_teardown(test, s, city_end)

int
main(void)
{
	static const struct CMUnitTest	tests[] = {
		TS(test_a_surge_is_told_once_to_coordinator_and_leader,
		    setup_surge),
		TS(test_the_leader_hears_of_it_too, setup_surge),
		TS(test_in_a_surge_words_are_few_and_work_comes_as_a_list,
		    setup_surge),
		TS(test_in_a_surge_life_goes_first, setup_surge),
		TS(test_a_surge_outlives_a_restart, setup_surge),
		TS(test_a_fire_that_all_join_is_a_surge_too, setup_surge),
		TS(test_what_comes_every_week_is_no_surge, setup_usual),
		TS(test_a_quiet_hour_has_a_lower_bar_than_a_busy_one,
		    setup_usual),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
