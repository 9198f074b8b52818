/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * Seats whose phone is dead: who has their reports then, and who hears of it.
 */

#include "config.h"

#include "store/report.h"
#include "tests/fixtures/city_seats.h"

/* Three reports that nobody answers; their tickets. */
static void
three_reports(struct city *c, char ticket[3][24])
{
	static const char *const words[] = { "satu", "dua", "tiga" };
	char	code[3];
	int	i;

	for (i = 0; i < 3; i++) {
		c->now += 60;
		report(c, OFFICER, words[i], ticket[i], code);
	}
	drain(c);
}

static void
test_three_dispatches_unanswered_past_their_deadline_make_a_seat_silent(
    void **state)
{
	struct city	*c = *state;
	char		 ticket[3][24], code[3], text[64];

	three_reports(c, ticket);
	run_to(c, take_limit(c, ticket[2]) - 1);
	assert_int_equal(seat_now(c, "piket DLH").silent_at, 0);
	run_to(c, c->now + 1);
	assert_int_not_equal(seat_now(c, "piket DLH").silent_at, 0);
	assert_int_equal(count_gets(c, HEAD, "piket DLH tidak dapat"), 1);
	sms(c, HEAD, "DAFTAR");
	assert_gets(c, HEAD, "3 laporan");
	report(c, HEAD, "yang baru", ticket[0], code);
	run_to(c, c->now + 86400);
	assert_int_equal(count_gets(c, HEAD, "piket DLH tidak dapat"), 0);
	snprintf(text, sizeof text, "TERIMA %s", ticket[1]);
	sms(c, OFFICER, text);
	assert_int_equal(seat_now(c, "piket DLH").silent_at, 0);
	assert_int_equal(report_of(c, ticket[1]).state, REPORT_TAKEN);
	report(c, OFFICER, "hidup lagi", ticket[0], code);
}

static void
test_what_others_did_in_its_place_counts_as_unanswered(void **state)
{
	struct city	*c = *state;
	char		 ticket[24], code[3], text[64];
	int		 i;

	for (i = 0; i < 3; i++) {
		assert_int_equal(seat_now(c, "piket DLH").silent_at, 0);
		snprintf(text, sizeof text, "tempat %c", 'p' + i);
		report(c, OFFICER, text, ticket, code);
		run_to(c, take_limit(c, ticket));
		/* the citizen gives up, or somebody else helps */
		snprintf(text, sizeof text, "BATAL %s", ticket);
		sms(c, CITIZEN, text);
	}
	assert_int_not_equal(seat_now(c, "piket DLH").silent_at, 0);
}

static void
test_any_answer_breaks_the_row(void **state)
{
	struct city	*c = *state;
	char		 ticket[24], code[3], text[64];
	int		 i;

	for (i = 0; i < 5; i++) {
		snprintf(text, sizeof text, "tempat %c", 'p' + i);
		report(c, OFFICER, text, ticket, code);
		run_to(c, take_limit(c, ticket));
		if (i == 1)
			sms(c, OFFICER, "maaf baru baca");
		c->now++;
		assert_int_equal(seat_now(c, "piket DLH").silent_at != 0,
		    i == 4);
	}
}

static void
test_undelivered_and_unanswered_count_together(void **state)
{
	struct city	*c = *state;
	char		 ticket[24], code[3];

	report(c, OFFICER, "satu", ticket, code);
	c->now += 60;
	report(c, OFFICER, "dua", ticket, code);
	run_to(c, take_limit(c, ticket));
	drain(c);
	assert_int_equal(seat_now(c, "piket DLH").silent_at, 0);
	sms(c, CITIZEN, "LAPOR SAMPAH OESAPA tiga");
	fail_all(c);
	run_to(c, c->now);
	assert_int_not_equal(seat_now(c, "piket DLH").silent_at, 0);
}

static void
test_what_never_left_us_is_not_the_seats_silence(void **state)
{
	struct city		*c = *state;
	struct outbox_message	 m;
	char			 text[64];
	int			 i;

	/* Every modem is down for days. */
	for (i = 0; i < 3; i++) {
		c->now += 60;
		snprintf(text, sizeof text, "LAPOR SAMPAH OESAPA %c",
		    'p' + i);
		sms(c, CITIZEN, text);
	}
	run_to(c, c->now + 4 * 86400);
	assert_int_equal(store_outbox_due(c->store, c->now, "gsm1", true, &m),
	    1);
	assert_int_equal(seat_now(c, "piket DLH").silent_at, 0);
}

static void
test_the_coordinator_hears_of_a_silent_seat_once(void **state)
{
	struct city	*c = *state;
	char		 ticket[3][24];

	three_reports(c, ticket);
	run_to(c, take_limit(c, ticket[2]));
	assert_int_equal(count_gets(c, COORDINATOR, "piket DLH tidak"), 1);
	run_to(c, c->now + 86400);
	assert_int_equal(count_gets(c, COORDINATOR, "piket DLH tidak"), 0);
}

static void
test_three_undelivered_dispatches_make_a_seat_silent_at_once(void **state)
{
	struct city	*c = *state;
	char		 text[64];
	int		 i;

	set(c, "piket DLH", "deputy", DEPUTY);
	for (i = 0; i < 3; i++) {
		assert_int_equal(seat_now(c, "piket DLH").silent_at, 0);
		c->now += 60;
		snprintf(text, sizeof text, "LAPOR SAMPAH OESAPA %c",
		    'p' + i);
		sms(c, CITIZEN, text);
		fail_all(c);
		run_to(c, c->now);
	}
	assert_int_not_equal(seat_now(c, "piket DLH").silent_at, 0);
	assert_gets(c, DEPUTY, "menggantikan piket DLH");
	sms(c, DEPUTY, "DAFTAR");
	assert_gets(c, DEPUTY, "3 laporan");
	/* Its deputy answers, so nobody else is asked. */
	run_to(c, c->now + 86400 * 6);
	assert_int_equal(seat_now(c, "piket DLH").silent_step, 1);
}

static void
test_a_delivered_dispatch_breaks_the_row(void **state)
{
	struct city		*c = *state;
	struct outbox_message	 out;
	char			 text[64];
	int			 i;

	for (i = 0; i < 5; i++) {
		c->now += 60;
		snprintf(text, sizeof text, "LAPOR SAMPAH OESAPA %c",
		    'p' + i);
		sms(c, CITIZEN, text);
		if (i != 2) {
			fail_all(c);
			continue;
		}
		while (store_outbox_due(c->store, c->now, "gsm1", true, &out)
		    == 1)
			assert_int_equal(store_outbox_set_state(c->store,
			    out.id, OUTBOX_DELIVERED, ""), 0);
	}
	run_to(c, c->now);
	assert_int_equal(seat_now(c, "piket DLH").silent_at, 0);
}

static void
test_a_deputy_that_is_silent_too_is_passed_over(void **state)
{
	struct city	*c = *state;
	char		 ticket[3][24], code[3], words[16];
	int		 i;

	set(c, "piket DLH", "deputy", DEPUTY);
	three_reports(c, ticket);
	run_to(c, take_limit(c, ticket[2]));
	assert_int_equal(seat_now(c, "piket DLH").silent_step, 1);
	drain(c);
	/* The deputy has as many before it is passed over. */
	for (i = 0; i < 3; i++) {
		assert_int_equal(seat_now(c, "piket DLH").silent_step, 1);
		c->now += 60;
		snprintf(words, sizeof words, "lagi %c", 'p' + i);
		report(c, DEPUTY, words, ticket[i], code);
	}
	run_to(c, take_limit(c, ticket[2]));
	assert_int_equal(seat_now(c, "piket DLH").silent_step, 2);
	assert_int_equal(count_gets(c, HEAD, "sekarang juga pada Anda"), 1);
	report(c, HEAD, "yang baru", ticket[0], code);
}

static void
test_a_seat_that_answers_or_is_on_leave_is_not_silent(void **state)
{
	struct city	*c = *state;
	char		 ticket[3][24];

	three_reports(c, ticket);
	c->now += 3600;
	sms(c, OFFICER, "siap");
	run_to(c, c->now + 6 * 86400);
	assert_int_equal(seat_now(c, "piket DLH").silent_at, 0);
	three_reports(c, ticket);
	c->now += 3600;
	sms(c, OFFICER, "CUTI");
	run_to(c, c->now + 6 * 86400);
	assert_int_equal(seat_now(c, "piket DLH").silent_at, 0);
}

static void
test_when_all_are_silent_a_report_still_goes_to_somebody(void **state)
{
	struct city	*c = *state;
	char		 ticket[3][24], code[3];
	size_t		 i;
	static const char *const names[] = { "piket DLH", "kepala DLH",
	    "koordinator" };

	three_reports(c, ticket);
	for (i = 0; i < COUNT(names); i++)
		assert_int_equal(store_seat_set_silent(c->store,
		    seat_now(c, names[i]).id, c->now, 2), 0);
	report(c, OFFICER, "siapa saja", ticket[0], code);
}

int
main(void)
{
	static const struct CMUnitTest	tests[] = {
		T(test_three_dispatches_unanswered_past_their_deadline_make_a_seat_silent),
		T(test_what_others_did_in_its_place_counts_as_unanswered),
		T(test_any_answer_breaks_the_row),
		T(test_undelivered_and_unanswered_count_together),
		T(test_what_never_left_us_is_not_the_seats_silence),
		T(test_the_coordinator_hears_of_a_silent_seat_once),
		T(test_three_undelivered_dispatches_make_a_seat_silent_at_once),
		T(test_a_delivered_dispatch_breaks_the_row),
		T(test_a_deputy_that_is_silent_too_is_passed_over),
		T(test_a_seat_that_answers_or_is_on_leave_is_not_silent),
		T(test_when_all_are_silent_a_report_still_goes_to_somebody),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
