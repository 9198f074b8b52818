/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * The quiet hours over a real database: what waits, what never does, and what
 * of it is still so in the morning.
 */

#include "config.h"

#include "store/deadline.h"
#include "store/dispatch.h"
#include "store/outbox_night.h"
#include "store/report.h"
#include "tests/fixtures/city_clock.h"

/* A Thursday, half past ten at night. */
#define NIGHT	"2026-12-17 22:30"
#define MORNING	"2026-12-18 06:00"

static struct city *
at_night(void **state)
{
	struct city	*c = *state;

	run_to(c, NIGHT);
	return c;
}

/* Does anything still wait for the night to end? */
static int
waiting(struct city *c)
{
	int64_t	at;

	return store_outbox_night_next(c->store, &at);
}

/* ---- what waits ---------------------------------------------------------- */

static void
test_routine_notices_wait_and_answers_do_not(void **state)
{
	struct city	*c = at_night(state);
	struct report	 r;

	sms(c, CITIZEN, "LAPOR SAMPAH OESAPA depan pasar");
	/* who has just written is answered at once */
	expect(c, CITIZEN, "diterima", NIGHT);
	expect_nothing(c, OFFICER, "depan pasar");
	run_to(c, "2026-12-18 07:00");
	expect(c, OFFICER, "depan pasar", MORNING);
	report_of(c, CITIZEN, &r);
	/* the night is no office time */
	expect_limit(c, r.id, DEADLINE_TAKE, "2026-12-18 15:30");
	run_to(c, "2026-12-18 23:00");
	command(c, OFFICER, "TERIMA", r.id);
	expect(c, OFFICER, "ada pada Anda", "2026-12-18 23:00");
	expect_nothing(c, CITIZEN, "sudah diterima petugas");
	run_to(c, "2026-12-19 07:00");
	expect(c, CITIZEN, "sudah diterima petugas", "2026-12-19 06:00");
	assert_int_equal(waiting(c), 0);
}

static void
test_urgent_notices_never_wait(void **state)
{
	struct city	*c = at_night(state);
	struct report	 r;

	seat(c, "regu DAMKAR", "DAMKAR", SEAT_OFFICER, DAMKAR);
	sms(c, CITIZEN, "LAPOR KEBAKARAN OESAPA rumah terbakar");
	report_of(c, CITIZEN, &r);
	expect(c, DAMKAR, "rumah terbakar", NIGHT);
	command(c, DAMKAR, "TERIMA", r.id);
	expect(c, CITIZEN, "sudah diterima petugas", NIGHT);
}

static void
test_who_stands_in_for_an_urgent_report_hears_at_once(void **state)
{
	struct city	*c = at_night(state);

	seat(c, "regu DAMKAR", "DAMKAR", SEAT_OFFICER, DAMKAR);
	deputy(c, "regu DAMKAR", OTHER);
	deputy(c, "piket DLH", DEPUTY);
	sms(c, OFFICER, "CUTI");
	expect_nothing(c, DEPUTY, "menggantikan");
	sms(c, CITIZEN, "LAPOR KEBAKARAN OESAPA rumah terbakar");
	sms(c, DAMKAR, "CUTI");
	expect(c, OTHER, "menggantikan regu DAMKAR", NIGHT);
	/* by the morning the other is back, and nobody stands in */
	sms(c, OFFICER, "AKTIF");
	run_to(c, MORNING);
	expect_nothing(c, DEPUTY, "menggantikan");
}

static void
test_two_phones_hand_a_seat_over_at_night(void **state)
{
	struct city		*c = at_night(state);
	const struct sent	*s;
	char			 text[64];

	sms(c, OFFICER, "SERAH 081200000002");
	s = expect(c, OFFICER, "SERAH 081200000002 ", NIGHT);
	snprintf(text, sizeof text, "%.21s", strstr(s->text, "SERAH 0812"));
	sms(c, OFFICER, text);
	expect(c, OTHER, "Bersedia?", NIGHT);
	sms(c, CITIZEN, "LAPOR SAMPAH OESAPA depan pasar");
	sms(c, OTHER, "YA");
	expect(c, OFFICER, "sekarang dipegang", NIGHT);
	/* what waits for the seat goes to who holds it in the morning */
	run_to(c, MORNING);
	expect(c, OTHER, "depan pasar", MORNING);
	expect_nothing(c, OFFICER, "depan pasar");
}

/* ---- what is still so ---------------------------------------------------- */

static void
test_a_report_withdrawn_at_night_wakes_nobody(void **state)
{
	struct city	*c = at_night(state);
	struct report	 r;

	sms(c, CITIZEN, "LAPOR SAMPAH OESAPA depan pasar");
	report_of(c, CITIZEN, &r);
	command(c, CITIZEN, "BATAL", r.id);
	run_to(c, "2026-12-18 12:00");
	/* who never heard of it is not told that it is over */
	expect_nothing(c, OFFICER, "");
	assert_int_equal(waiting(c), 0);
}

static void
test_a_report_read_anew_is_dispatched_as_it_is_in_the_morning(void **state)
{
	struct city	*c = at_night(state);

	sms(c, CITIZEN, "LAPOR SAMPAH OESAPA depan pasar");
	sms(c, CITIZEN, "bukan, oesapa barat");
	run_to(c, MORNING);
	expect(c, OFFICER, "OESAPA BARAT: depan pasar", MORNING);
	assert_int_equal(count(c, OFFICER, ""), 1);
}

static void
test_of_news_the_citizen_gets_the_newest(void **state)
{
	struct city	*c = *state;
	struct report	 r;

	sms(c, CITIZEN, "LAPOR SAMPAH OESAPA depan pasar");
	report_of(c, CITIZEN, &r);
	run_to(c, NIGHT);
	command(c, OFFICER, "TERIMA", r.id);
	command_code(c, OFFICER, "SELESAI", r.id, "sudah diangkut");
	run_to(c, MORNING);
	expect(c, CITIZEN, "sudah diangkut", MORNING);
	expect_nothing(c, CITIZEN, "sudah diterima petugas");
}

static void
test_a_code_that_was_changed_at_night_is_the_one_that_is_sent(void **state)
{
	struct city		*c = at_night(state);
	const struct sent	*s;
	struct dispatch		 d;
	struct report		 r;
	struct seat		 seat_row;
	char			 text[64], ticket[TICKET_SIZE], kode[16];
	int			 i;

	sms(c, CITIZEN, "LAPOR SAMPAH OESAPA depan pasar");
	report_of(c, CITIZEN, &r);
	ticket_from_sequence(r.id, ticket);
	for (i = 0; i < c->conf->wrong_codes; i++) {
		snprintf(text, sizeof text, "SELESAI %s B%d beres", ticket,
		    i);
		sms(c, OFFICER, text);
	}
	assert_int_equal(store_seat_find(c->store, "piket DLH", &seat_row),
	    1);
	assert_int_equal(store_dispatch_find(c->store, r.id, seat_row.id, &d),
	    1);
	snprintf(kode, sizeof kode, "Kode %s", d.code);
	run_to(c, MORNING);
	s = expect(c, OFFICER, "depan pasar", MORNING);
	assert_non_null(strstr(s->text, kode));
}

static void
test_each_word_of_a_citizen_comes_in_the_morning(void **state)
{
	struct city	*c = *state;
	struct report	 r;

	sms(c, CITIZEN, "LAPOR SAMPAH OESAPA depan pasar");
	report_of(c, CITIZEN, &r);
	run_to(c, NIGHT);
	sms(c, CITIZEN, "TAMBAH dekat pompa");
	sms(c, CITIZEN, "TAMBAH ada tikus");
	run_to(c, MORNING);
	expect(c, OFFICER, "dekat pompa", MORNING);
	expect(c, OFFICER, "ada tikus", MORNING);
}

/* ---- many ---------------------------------------------------------------- */

static void
many(struct city *c, int n)
{
	char	text[64];
	int	i;

	for (i = 0; i < n; i++) {
		snprintf(text, sizeof text, "LAPOR SAMPAH OESAPA tempat %d",
		    i);
		sms(c, CITIZEN, text);
		c->now += 60;
	}
}

static void
test_as_many_as_are_bearable_come_one_by_one(void **state)
{
	struct city	*c = at_night(state);

	many(c, c->conf->quiet_list);
	run_to(c, MORNING);
	assert_int_equal(count(c, OFFICER, "tempat"), c->conf->quiet_list);
	expect_nothing(c, OFFICER, "laporan baru");
}

static void
test_a_night_full_of_reports_is_one_list(void **state)
{
	struct city		*c = at_night(state);
	const struct sent	*s;
	struct report		 r;

	c->conf->replies_per_hour = 1000;
	c->conf->loop_after = 1000;
	many(c, 40);
	report_of(c, CITIZEN, &r);
	command(c, CITIZEN, "BATAL", r.id);	/* the last of them */
	run_to(c, MORNING);
	s = expect(c, OFFICER, "39 laporan baru", MORNING);
	assert_true(text_septets(s->text) <= TEXT_SMS_SEPTETS);
	assert_non_null(strstr(s->text, "1007 SAMPAH OESAPA"));
	assert_int_equal(count(c, OFFICER, ""), 1);
	/* each is there, with its code, for who asks */
	report_of(c, CITIZEN, &r);
	sms(c, OFFICER, "DAFTAR");
	expect(c, OFFICER, "39 laporan: ", MORNING);
	sms(c, OFFICER, "LIHAT 1007");
	expect(c, OFFICER, "tempat 0 | Kode", MORNING);
}

static void
test_who_was_told_in_a_list_and_does_nothing_is_silent(void **state)
{
	struct city	*c = at_night(state);
	struct seat	 s;

	many(c, 4);
	run_to(c, "2026-12-18 15:29");
	assert_int_equal(store_seat_find(c->store, "piket DLH", &s), 1);
	assert_int_equal(s.silent_at, 0);
	run_to(c, "2026-12-18 16:00");
	assert_int_equal(store_seat_find(c->store, "piket DLH", &s), 1);
	assert_int_not_equal(s.silent_at, 0);
}

static void
test_off_over_the_morning_and_on_in_the_next_night(void **state)
{
	struct city	*c = at_night(state);

	sms(c, CITIZEN, "LAPOR SAMPAH OESAPA depan pasar");
	city_close(c);
	c->now = at("2026-12-18 23:00");
	city_open(c);
	run_to(c, "2026-12-19 05:59");
	expect_nothing(c, OFFICER, "depan pasar");
	run_to(c, "2026-12-19 06:00");
	expect(c, OFFICER, "depan pasar", "2026-12-19 06:00");
}

static void
test_an_office_that_works_at_night_is_not_woken_for_routine(void **state)
{
	struct city	*c = *state;
	int		 dlh = conf_city_find_opd(&c->conf->city, "DLH");

	assert_null(conf_hours_parse("Mon-Sun 00:00-24:00, holidays",
	    &c->conf->city.opd[dlh].hours));
	seat(c, "kepala DLH", "DLH", SEAT_HEAD, HEAD);
	run_to(c, "2026-12-17 15:00");
	sms(c, CITIZEN, "LAPOR SAMPAH OESAPA depan pasar");
	/* its eight hours are over at eleven at night */
	run_to(c, "2026-12-18 05:59");
	expect_nothing(c, HEAD, "belum");
	run_to(c, MORNING);
	expect(c, HEAD, "Lewat 7 jam", MORNING);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
#define T(name)	cmocka_unit_test_setup_teardown(test_##name, setup, city_end)
		T(routine_notices_wait_and_answers_do_not),
		T(urgent_notices_never_wait),
		T(who_stands_in_for_an_urgent_report_hears_at_once),
		T(two_phones_hand_a_seat_over_at_night),
		T(a_report_withdrawn_at_night_wakes_nobody),
		T(a_report_read_anew_is_dispatched_as_it_is_in_the_morning),
		T(of_news_the_citizen_gets_the_newest),
		T(a_code_that_was_changed_at_night_is_the_one_that_is_sent),
		T(each_word_of_a_citizen_comes_in_the_morning),
		T(as_many_as_are_bearable_come_one_by_one),
		T(a_night_full_of_reports_is_one_list),
		T(who_was_told_in_a_list_and_does_nothing_is_silent),
		T(off_over_the_morning_and_on_in_the_next_night),
		T(an_office_that_works_at_night_is_not_woken_for_routine),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
