/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * One problem, many reporters: no second report, and nobody without one.
 */

#include "config.h"

#include "store/report.h"
#include "store/supporter.h"
#include "tests/fixtures/city_seats.h"

#define THIRD	"+6281200000003"
#define DAMKAR	"+6281200000101"

static int
setup_join(void **state)
{
	struct city	*c = city_begin("quiet_hours = \"\";\n"
			    "join_same = true;\n", "WITA-8", 1795000000);

	give_phone(c->conf);
	city_seat(c, "piket DLH", "DLH", SEAT_OFFICER, "*", OFFICER);
	city_seat(c, "piket DAMKAR", "DAMKAR", SEAT_OFFICER, "*", DAMKAR);
	city_seat(c, "kepala DLH", "DLH", SEAT_HEAD, "*", HEAD);
	city_seat(c, "koordinator", "", SEAT_COORDINATOR, "*", COORDINATOR);
	*state = c;
	return 0;
}

/* The first number in an SMS that this phone gets with these words. */
static void
ticket_told(struct city *c, const char *to, const char *words, char ticket[24])
{
	const char	*digits;

	assert_gets(c, to, words);
	assert_non_null(digits = strpbrk(c->got, "0123456789"));
	snprintf(ticket, 24, "%.*s", (int)strspn(digits, "0123456789"),
	    digits);
}

/* How many reports there are. */
static int
reports(struct city *c)
{
	struct report	r;
	int64_t		id = c->conf->ticket_start;
	int		n = 0;

	for (; store_report_get(c->store, id, &r) == 1; id++)
		n++;
	return n;
}

static void
first_report(struct city *c, char ticket[24])
{
	sms(c, CITIZEN, "LAPOR SAMPAH OESAPA depan gereja");
	ticket_told(c, CITIZEN, "diterima", ticket);
	drain(c);
}

static void
test_the_same_phone_is_told_the_ticket_that_it_has(void **state)
{
	struct city	*c = *state;
	char		 ticket[24];

	first_report(c, ticket);
	sms(c, CITIZEN, "LAPOR SAMPAH OESAPA depan gereja");
	assert_gets(c, CITIZEN, "Sudah kami terima");
	assert_non_null(strstr(c->got, ticket));
	sms(c, CITIZEN, "sampah dpn gereja oesapa blm diangkut!");
	assert_gets(c, CITIZEN, ticket);
	assert_int_equal(reports(c), 1);
	assert_int_equal(count_gets(c, OFFICER, "depan gereja"), 0);
	sms(c, CITIZEN, "LAPOR SAMPAH OESAPA depan masjid");
	assert_int_equal(reports(c), 2);
}

static void
test_another_phone_is_asked_and_ikut_joins(void **state)
{
	struct city	*c = *state;
	char		 ticket[24];

	first_report(c, ticket);
	sms(c, OTHER, "sampah di depan gereja oesapa menumpuk");
	assert_gets(c, OTHER, "Balas IKUT");
	assert_non_null(strstr(c->got, ticket));
	assert_int_equal(reports(c), 1);
	sms(c, OTHER, "ikut");
	assert_gets(c, OTHER, "Anda ikut laporan");
	sms(c, OFFICER, "DAFTAR");
	assert_gets(c, OFFICER, "OESAPA +1");
	sms(c, OFFICER, "TERIMA");
	assert_gets(c, OTHER, "sudah diterima petugas");
	sms(c, OFFICER, "LIHAT");
	assert_gets(c, OFFICER, "(+1 warga)");
}

static void
test_who_does_not_answer_is_joined_as_told(void **state)
{
	struct city		*c = *state;
	struct report		 r;
	struct supporter	 s;
	int64_t			 phone;
	char			 ticket[24];

	first_report(c, ticket);
	sms(c, OTHER, "sampah di depan gereja oesapa menumpuk");
	assert_gets(c, OTHER, "Tanpa balasan kami anggap sama");
	run_to(c, c->now + c->conf->question_timeout_s + 1);
	r = report_of(c, ticket);
	assert_int_equal(store_phone_find_or_add(c->store, OTHER,
	    NUMBER_PHONE, c->now, &phone), 0);
	assert_int_equal(store_supporter_find(c->store, r.id, phone, &s), 1);
	assert_int_equal(s.how, SUPPORTER_JOINED);
	sms(c, OFFICER, "TERIMA");
	assert_gets(c, OTHER, ticket);
}

static void
test_who_does_not_answer_about_what_is_over_has_a_report(void **state)
{
	struct city	*c = *state;
	char		 ticket[24], own[24];

	first_report(c, ticket);
	sms(c, OTHER, "sampah di depan gereja oesapa menumpuk");
	sms(c, CITIZEN, "BATAL");
	drain(c);
	run_to(c, c->now + c->conf->question_timeout_s + 1);
	ticket_told(c, OTHER, "diterima", own);
	assert_string_not_equal(own, ticket);
	assert_int_equal(report_of(c, own).state, REPORT_ROUTED);
}

static void
test_beda_makes_a_report_of_the_sms_that_was_sent(void **state)
{
	struct city	*c = *state;
	char		 ticket[24], own[24];

	first_report(c, ticket);
	sms(c, OTHER, "sampah di depan gereja oesapa menumpuk");
	drain(c);
	sms(c, OTHER, "beda pak, ini gereja di ujung kampung");
	ticket_told(c, OTHER, "diterima", own);
	assert_string_not_equal(own, ticket);
	assert_non_null(strstr(report_of(c, own).description,
	    "depan gereja oesapa menumpuk"));
	assert_non_null(strstr(report_of(c, own).description,
	    "ujung kampung"));
	/* Twice is once. */
	sms(c, OTHER, "BEDA");
	assert_gets(c, OTHER, own);
	assert_int_equal(reports(c), 2);
	sms(c, OFFICER, "TERIMA");
	assert_int_equal(count_gets(c, OTHER, ticket), 0);
}

static void
test_beda_works_after_the_work_was_done(void **state)
{
	struct city	*c = *state;
	char		 ticket[24], own[24], code[3], text[96];
	const char	*mark;

	sms(c, CITIZEN, "LAPOR SAMPAH OESAPA depan gereja");
	assert_gets(c, OFFICER, "depan gereja");
	assert_non_null(mark = strstr(c->got, "Kode "));
	snprintf(code, sizeof code, "%.2s", mark + 5);
	snprintf(ticket, sizeof ticket, "%.*s", (int)strspn(strpbrk(c->got,
	    "0123456789"), "0123456789"), strpbrk(c->got, "0123456789"));
	sms(c, OTHER, "sampah di depan gereja oesapa menumpuk");
	sms(c, OTHER, "ya");
	assert_gets(c, OTHER, "Anda ikut laporan");
	snprintf(text, sizeof text, "SELESAI %s %s sudah diangkut", ticket,
	    code);
	sms(c, OFFICER, text);
	assert_gets(c, OTHER, "yang Anda ikuti selesai");
	sms(c, OTHER, "BELUM");
	ticket_told(c, OTHER, "diterima", own);
	assert_string_not_equal(own, ticket);
	assert_int_equal(report_of(c, ticket).state, REPORT_DONE);
}

static void
test_a_fire_is_joined_at_once_with_a_way_out(void **state)
{
	struct city	*c = *state;
	char		 ticket[24], own[24];

	sms(c, CITIZEN, "kebakaran rumah di oesapa dekat pasar");
	ticket_told(c, CITIZEN, "DARURAT", ticket);
	drain(c);
	sms(c, OTHER, "TOLONG kebakaran di pasar oesapa, ada anak di dalam");
	assert_gets(c, DAMKAR, "ada anak di dalam");
	assert_int_equal(reports(c), 1);
	sms(c, THIRD, "rumah terbakar di oesapa");
	assert_gets(c, THIRD, "0380-000113");
	assert_non_null(strstr(c->got, ticket));
	assert_non_null(strstr(c->got, "BEDA"));
	assert_int_equal(reports(c), 1);
	drain(c);
	sms(c, THIRD, "BEDA");
	ticket_told(c, THIRD, "DARURAT", own);
	assert_string_not_equal(own, ticket);
}

static void
test_officers_are_not_told_of_each_of_a_crowd(void **state)
{
	struct city	*c = *state;
	char		 number[24];
	int		 i, told;

	sms(c, CITIZEN, "kebakaran rumah di oesapa dekat pasar");
	drain(c);
	for (i = 0; i < 30; i++) {
		snprintf(number, sizeof number, "+62813000000%02d", i);
		sms(c, number, "kebakaran di pasar oesapa");
	}
	told = count_gets(c, DAMKAR, "dari warga");
	assert_int_equal(told, 3 + 2);
	assert_int_equal(reports(c), 1);
}

static void
test_a_cancelled_report_goes_on_as_who_joined_first(void **state)
{
	struct city	*c = *state;
	char		 ticket[24], own[24];

	first_report(c, ticket);
	sms(c, OTHER, "sampah di depan gereja oesapa menumpuk");
	sms(c, OTHER, "ikut");
	c->now += 60;
	sms(c, THIRD, "LAPOR SAMPAH OESAPA dpn gereja");
	sms(c, THIRD, "sama");
	drain(c);
	sms(c, CITIZEN, "BATAL");
	ticket_told(c, OTHER, "diterima", own);
	assert_string_not_equal(own, ticket);
	assert_int_equal(report_of(c, own).state, REPORT_ROUTED);
	sms(c, OFFICER, "DAFTAR");
	assert_gets(c, OFFICER, "OESAPA +1");
	sms(c, OFFICER, "TERIMA");
	assert_gets(c, THIRD, own);
}

static void
test_another_place_or_an_old_report_is_not_joined(void **state)
{
	struct city	*c = *state;
	char		 ticket[24];

	first_report(c, ticket);
	sms(c, OTHER, "sampah menumpuk di oesapa depan masjid");
	assert_int_equal(reports(c), 2);
	sms(c, OTHER, "LAPOR SAMPAH OEBOBO depan gereja");
	assert_int_equal(reports(c), 3);
	c->now += 4 * 86400;
	sms(c, THIRD, "sampah menumpuk di oesapa depan gereja");
	assert_int_equal(reports(c), 4);
}

static void
test_who_joined_may_ask_add_and_leave(void **state)
{
	struct city	*c = *state;
	char		 ticket[24], text[80];

	first_report(c, ticket);
	sms(c, OTHER, "sampah di depan gereja oesapa menumpuk");
	sms(c, OTHER, "ikut");
	drain(c);
	sms(c, OTHER, "CEK");
	assert_gets(c, OTHER, ticket);
	snprintf(text, sizeof text, "TAMBAH %s sudah sampai ke jalan",
	    ticket);
	sms(c, OTHER, text);
	assert_gets(c, OFFICER, "sudah sampai ke jalan");
	sms(c, OTHER, "BATAL");
	assert_gets(c, OTHER, "tidak ikut laporan");
	assert_int_equal(report_of(c, ticket).state, REPORT_ROUTED);
	sms(c, OFFICER, "TERIMA");
	assert_int_equal(count_gets(c, OTHER, ticket), 0);
	assert_int_equal(reports(c), 1);
}

static void
test_talk_of_who_joined_makes_no_report(void **state)
{
	static const char *const	talk[] = { "lain kali tolong cepat pak",
	    "sama saja tidak ada yang datang pak", "terima kasih pak" };
	struct city	*c = *state;
	char		 ticket[24];
	size_t		 i;

	first_report(c, ticket);
	sms(c, OTHER, "sampah di depan gereja oesapa menumpuk");
	sms(c, OTHER, "ikut");
	for (i = 0; i < COUNT(talk); i++)
		sms(c, OTHER, talk[i]);
	assert_int_equal(reports(c), 1);
}

static void
test_ikut_and_beda_without_a_question_are_nothing(void **state)
{
	struct city	*c = *state;

	sms(c, OTHER, "IKUT");
	sms(c, OTHER, "BEDA");
	assert_int_equal(reports(c), 0);
	assert_int_equal(count_gets(c, OTHER, "Anda ikut laporan"), 0);
}

#undef T
#define T(test)	cmocka_unit_test_setup_teardown(test, setup_join, city_end)

int
main(void)
{
	static const struct CMUnitTest	tests[] = {
		T(test_the_same_phone_is_told_the_ticket_that_it_has),
		T(test_another_phone_is_asked_and_ikut_joins),
		T(test_who_does_not_answer_is_joined_as_told),
		T(test_who_does_not_answer_about_what_is_over_has_a_report),
		T(test_beda_makes_a_report_of_the_sms_that_was_sent),
		T(test_beda_works_after_the_work_was_done),
		T(test_a_fire_is_joined_at_once_with_a_way_out),
		T(test_officers_are_not_told_of_each_of_a_crowd),
		T(test_a_cancelled_report_goes_on_as_who_joined_first),
		T(test_another_place_or_an_old_report_is_not_joined),
		T(test_who_joined_may_ask_add_and_leave),
		T(test_talk_of_who_joined_makes_no_report),
		T(test_ikut_and_beda_without_a_question_are_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
