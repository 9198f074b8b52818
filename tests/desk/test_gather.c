/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * What an SMS costs, over a real database: which words share one, which are
 * not said, and that nothing a citizen needs is among them.
 */

#include "config.h"

#include "store/report.h"
#include "tests/fixtures/city_clock.h"

#define BEGIN	"2026-12-17 14:00"	/* a Thursday */

/* The city with its own ways, and a second department. */
static int
setup_gather(void **state)
{
	struct city	*c = city_begin("gather_within = \"10m\";\n"
			    "@include \"kupang/holidays.conf\"\n"
			    "@include \"kupang/escalation.conf\"\n",
			    "Asia/Makassar", 0);

	c->now = at(BEGIN);
	c->conf->replies_per_hour = 100;
	c->conf->notices_per_day = 0;
	seat(c, "piket DLH", "DLH", SEAT_OFFICER, OFFICER);
	seat(c, "piket PUPR", "PUPR", SEAT_OFFICER, PUPR);
	*state = c;
	return 0;
}

/* A report about rubbish that the officer has read; its id. */
static int64_t
rubbish(struct city *c)
{
	struct report	r;

	sms(c, CITIZEN, "LAPOR SAMPAH OESAPA depan pasar");
	return report_of(c, CITIZEN, &r);
}

static int
all_to(struct city *c, const char *to)
{
	return count(c, to, "");
}

/* The code that a digest says of a report. */
static void
digest_code(struct city *c, const char *to, int64_t report, char code[3])
{
	const struct sent	*s = find(c, to, " hal. ", 0);
	char			 ticket[TICKET_SIZE + 1];
	const char		*at_ticket;

	ticket_from_sequence(report, ticket);
	assert_non_null(s);
	assert_non_null(at_ticket = strstr(s->text, ticket));
	snprintf(code, 3, "%.2s", at_ticket + strlen(ticket) + 1);
}

/* ---- what a citizen is told --------------------------------------------- */

static void
test_taken_and_done_within_minutes_are_one_sms(void **state)
{
	struct city	*c = *state;
	int64_t		 id = rubbish(c);

	command(c, OFFICER, "TERIMA", id);
	run_to(c, "2026-12-17 14:04");
	command_code(c, OFFICER, "SELESAI", id, "sudah diangkut");
	expect(c, CITIZEN, "selesai menurut DLH: sudah diangkut. Sudah baik? "
	    "Balas PUAS", "2026-12-17 14:04");
	run_to(c, "2026-12-17 18:00");
	expect_nothing(c, CITIZEN, "sudah diterima petugas");
	assert_int_equal(all_to(c, CITIZEN), 2);
	assert_int_equal(events(c, id, "taken"), 1);
}

static void
test_what_nothing_follows_is_told_after_its_minutes(void **state)
{
	struct city	*c = *state;
	int64_t		 id = rubbish(c);

	command(c, OFFICER, "TERIMA", id);
	run_to(c, "2026-12-17 14:05");
	command(c, OFFICER, "PROSES", id);
	run_to(c, "2026-12-17 14:09");
	assert_int_equal(all_to(c, CITIZEN), 1);
	run_to(c, "2026-12-17 15:00");
	expect(c, CITIZEN, "sudah diterima petugas DLH", "2026-12-17 14:10");
	command_code(c, OFFICER, "SELESAI", id, "sudah diangkut");
	expect(c, CITIZEN, "selesai", "2026-12-17 15:00");
	assert_int_equal(all_to(c, CITIZEN), 3);
}

static void
test_forwarded_and_taken_are_one_sms_that_says_both(void **state)
{
	struct city	*c = *state;
	int64_t		 id = rubbish(c);

	command_code(c, OFFICER, "TERUSKAN", id, "PUPR itu jalan");
	run_to(c, "2026-12-17 14:06");
	command(c, PUPR, "TERIMA", id);
	run_to(c, "2026-12-17 15:00");
	/* when the first of them was to go */
	expect(c, CITIZEN, "diteruskan ke PUPR dan sudah diterima",
	    "2026-12-17 14:10");
	assert_int_equal(all_to(c, CITIZEN), 2);
}

static void
test_who_was_taken_and_forwarded_hears_where_it_is(void **state)
{
	struct city	*c = *state;
	int64_t		 id = rubbish(c);

	command(c, OFFICER, "TERIMA", id);
	c->now += 60;
	command_code(c, OFFICER, "TERUSKAN", id, "PUPR itu jalan");
	run_to(c, "2026-12-17 15:00");
	expect(c, CITIZEN, "diteruskan ke PUPR, yang berwenang",
	    "2026-12-17 14:10");
	assert_int_equal(all_to(c, CITIZEN), 2);
}

static void
test_a_refusal_is_told_at_once_with_its_reason(void **state)
{
	struct city	*c = *state;
	int64_t		 id = rubbish(c);

	command(c, OFFICER, "TERIMA", id);
	c->now += 120;
	command_code(c, OFFICER, "TOLAK", id, "bukan tanah kota");
	expect(c, CITIZEN, "tidak dapat ditangani DLH: bukan tanah kota",
	    "2026-12-17 14:02");
	run_to(c, "2026-12-17 15:00");
	assert_int_equal(all_to(c, CITIZEN), 2);
}

static void
test_a_question_goes_at_once_and_says_that_somebody_has_it(void **state)
{
	struct city	*c = *state;
	int64_t		 id = rubbish(c);
	char		 text[64], ticket[TICKET_SIZE];

	command(c, OFFICER, "TERIMA", id);
	ticket_from_sequence(id, ticket);
	snprintf(text, sizeof text, "TANYA %s sebelah mana?", ticket);
	sms(c, OFFICER, text);
	expect(c, CITIZEN, "Petugas DLH bertanya", BEGIN);
	run_to(c, "2026-12-17 15:00");
	assert_int_equal(all_to(c, CITIZEN), 2);
}

static void
test_who_asks_meanwhile_is_not_told_again(void **state)
{
	struct city	*c = *state;
	int64_t		 id = rubbish(c);

	command(c, OFFICER, "TERIMA", id);
	c->now += 180;
	command(c, CITIZEN, "CEK", id);
	expect(c, CITIZEN, "diterima petugas", "2026-12-17 14:03");
	run_to(c, "2026-12-17 15:00");
	assert_int_equal(all_to(c, CITIZEN), 2);
}

static void
test_what_was_cancelled_meanwhile_is_not_told(void **state)
{
	struct city	*c = *state;
	int64_t		 id = rubbish(c);

	command(c, OFFICER, "TERIMA", id);
	c->now += 60;
	command(c, CITIZEN, "BATAL", id);
	run_to(c, "2026-12-17 15:00");
	expect_nothing(c, CITIZEN, "sudah diterima petugas");
	expect(c, CITIZEN, "dibatalkan", "2026-12-17 14:01");
}

static void
test_who_said_stop_meanwhile_is_not_told(void **state)
{
	struct city	*c = *state;
	int64_t		 id = rubbish(c);

	command(c, OFFICER, "TERIMA", id);
	sms(c, CITIZEN, "STOP");
	run_to(c, "2026-12-17 15:00");
	expect_nothing(c, CITIZEN, "sudah diterima petugas");
}

static void
test_what_is_urgent_never_waits(void **state)
{
	struct city	*c = *state;
	struct report	 r;

	seat(c, "regu DAMKAR", "DAMKAR", SEAT_OFFICER, DAMKAR);
	sms(c, CITIZEN, "LAPOR KEBAKARAN OESAPA rumah terbakar");
	sms(c, OTHER, "LAPOR KEBAKARAN OEBA toko terbakar");
	assert_int_equal(count(c, DAMKAR, "DARURAT"), 2);
	report_of(c, CITIZEN, &r);
	command(c, DAMKAR, "TERIMA", r.id);
	expect(c, CITIZEN, "sudah diterima petugas", BEGIN);
}

static void
test_nothing_waits_into_the_night(void **state)
{
	struct city	*c = *state;
	int64_t		 id;

	run_to(c, "2026-12-17 20:55");
	id = rubbish(c);
	command(c, OFFICER, "TERIMA", id);
	expect(c, CITIZEN, "sudah diterima petugas", "2026-12-17 20:55");
}

static void
test_a_restart_between_two_steps_tells_them_once(void **state)
{
	struct city	*c = *state;
	int64_t		 id = rubbish(c);

	command(c, OFFICER, "TERIMA", id);
	city_close(c);
	city_open(c);
	c->now += 120;
	command_code(c, OFFICER, "SELESAI", id, "sudah diangkut");
	city_close(c);
	city_open(c);
	run_to(c, "2026-12-17 15:00");
	assert_int_equal(count(c, CITIZEN, "sudah diangkut"), 1);
	assert_int_equal(all_to(c, CITIZEN), 2);
}

static void
test_what_follows_takes_the_place_in_the_days_budget(void **state)
{
	struct city	*c = *state;
	int64_t		 id;

	c->conf->notices_per_day = 2;
	id = rubbish(c);
	command(c, OFFICER, "TERIMA", id);
	c->now += 60;
	command_code(c, OFFICER, "SELESAI", id, "sudah diangkut");
	expect(c, CITIZEN, "selesai menurut DLH", "2026-12-17 14:01");
}

static void
test_without_gathering_each_word_goes_at_once(void **state)
{
	struct city	*c = *state;
	int64_t		 id;

	c->conf->gather_within_s = 0;
	id = rubbish(c);
	command(c, OFFICER, "TERIMA", id);
	expect(c, CITIZEN, "sudah diterima petugas", BEGIN);
	sms(c, OTHER, "LAPOR SAMPAH OEBA dekat gereja");
	expect(c, OFFICER, "dekat gereja", BEGIN);
}

/* ---- what a seat is told ------------------------------------------------- */

static void
test_the_first_dispatch_goes_at_once_and_the_rest_in_one_sms(void **state)
{
	struct city		*c = *state;
	const struct sent	*s;
	struct report		 r;
	char			 code[3], text[64], ticket[TICKET_SIZE];

	rubbish(c);
	expect(c, OFFICER, "depan pasar", BEGIN);
	run_to(c, "2026-12-17 14:02");
	sms(c, OTHER, "LAPOR SAMPAH OEBA dekat gereja");
	c->now += 60;
	sms(c, OTHER, "LAPOR SAMPAH LILIBA ujung jalan");
	report_of(c, OTHER, &r);
	assert_int_equal(all_to(c, OFFICER), 1);
	run_to(c, "2026-12-17 14:30");
	s = expect(c, OFFICER, "2 hal. Baru: ", "2026-12-17 14:10");
	assert_non_null(strstr(s->text, "dekat gereja"));
	assert_non_null(strstr(s->text, "ujung jalan"));
	assert_true(text_septets(s->text) <= TEXT_SMS_SEPTETS);
	assert_int_equal(all_to(c, OFFICER), 2);
	/* the code in it is the one that closes */
	digest_code(c, OFFICER, r.id, code);
	ticket_from_sequence(r.id, ticket);
	snprintf(text, sizeof text, "SELESAI %s %s sudah", ticket, code);
	sms(c, OFFICER, text);
	expect(c, OTHER, "selesai menurut DLH: sudah", "2026-12-17 14:30");
	/* later ones are the first again */
	sms(c, OTHER, "LAPOR SAMPAH OEBA belakang toko");
	expect(c, OFFICER, "belakang toko", "2026-12-17 14:30");
}

static void
test_one_that_waited_alone_comes_as_it_is(void **state)
{
	struct city		*c = *state;
	const struct sent	*s;

	rubbish(c);
	c->now += 60;
	sms(c, OTHER, "LAPOR SAMPAH OEBA dekat gereja");
	run_to(c, "2026-12-17 14:30");
	s = expect(c, OFFICER, "dekat gereja", "2026-12-17 14:10");
	assert_non_null(strstr(s->text, "Balas TERIMA"));
	expect_nothing(c, OFFICER, " hal. ");
}

static void
test_news_do_not_come_before_the_report_itself(void **state)
{
	struct city		*c = *state;
	const struct sent	*s;
	struct report		 r;
	char			 text[64], ticket[TICKET_SIZE];

	rubbish(c);
	c->now += 60;
	sms(c, CITIZEN, "LAPOR SAMPAH LILIBA ujung jalan");
	sms(c, OTHER, "LAPOR SAMPAH OEBA dekat gereja");
	report_of(c, OTHER, &r);
	c->now += 60;
	ticket_from_sequence(r.id, ticket);
	snprintf(text, sizeof text, "TAMBAH %s baunya sampai ke dalam",
	    ticket);
	sms(c, OTHER, text);
	assert_int_equal(all_to(c, OFFICER), 1);
	run_to(c, "2026-12-17 14:30");
	s = expect(c, OFFICER, "dekat gereja", "2026-12-17 14:10");
	assert_non_null(strstr(s->text, "2 hal. "));
	assert_true(s < expect(c, OFFICER, "baunya", "2026-12-17 14:10"));
}

static void
test_what_was_withdrawn_meanwhile_is_in_no_digest(void **state)
{
	struct city	*c = *state;
	struct report	 r;

	rubbish(c);
	c->now += 60;
	sms(c, OTHER, "LAPOR SAMPAH OEBA dekat gereja");
	report_of(c, OTHER, &r);
	command(c, OTHER, "BATAL", r.id);
	run_to(c, "2026-12-17 14:30");
	assert_int_equal(all_to(c, OFFICER), 1);
}

/* That many reports, a minute apart, which their seat has read. */
static void
many(struct city *c, int n)
{
	char	text[64];
	int	i;

	for (i = 0; i < n; i++) {
		snprintf(text, sizeof text, "LAPOR SAMPAH OESAPA tempat %d",
		    i);
		sms(c, CITIZEN, text);
		run_to(c, "2026-12-17 14:00");
	}
	run_to(c, "2026-12-17 15:00");
}

static void
test_reminders_of_several_reports_share_one_sms(void **state)
{
	struct city		*c = *state;
	const struct sent	*s;

	many(c, 4);
	/* eight office hours, a quarter before their end */
	run_to(c, "2026-12-18 12:30");
	s = find(c, OFFICER, "Belum diterima: ", 0);
	assert_non_null(s);
	assert_non_null(strstr(s->text, "4 hal. "));
	assert_int_equal(count(c, OFFICER, "elum diterima"), 1);
	expect_nothing(c, OFFICER, "Mengingatkan");
}

static void
test_what_was_taken_meanwhile_is_not_reminded_of(void **state)
{
	struct city	*c = *state;
	int64_t		 id = rubbish(c);

	run_to(c, "2026-12-18 11:35");
	/* the reminder waits; the answer to it is there already */
	command(c, OFFICER, "TERIMA", id);
	run_to(c, "2026-12-18 14:30");
	expect_nothing(c, OFFICER, "Mengingatkan");
}

static void
test_more_than_one_sms_holds_goes_on_in_the_next(void **state)
{
	struct city		*c = *state;
	const struct sent	*s;
	char			 ticket[TICKET_SIZE];
	int64_t			 id, last;
	int			 i, seen = 0;
	struct report		 r;

	many(c, 14);
	last = report_of(c, CITIZEN, &r);
	run_to(c, "2026-12-18 12:30");
	for (id = last - 13; id <= last; id++) {
		ticket_from_sequence(id, ticket);
		for (i = 0; (s = find(c, OFFICER, "Belum diterima", i))
		    != NULL; i++) {
			assert_true(text_septets(s->text) <=
			    TEXT_SMS_SEPTETS);
			seen += strstr(s->text, ticket) != NULL;
		}
	}
	assert_int_equal(seen, 14);
	assert_true(count(c, OFFICER, "Belum diterima") <= 4);
}

static void
test_a_deputy_hears_what_climbs_to_it_and_the_holder_does_not(void **state)
{
	struct city	*c = *state;

	deputy(c, "piket DLH", DEPUTY);
	many(c, 2);
	run_to(c, "2026-12-18 15:30");
	assert_int_equal(count(c, DEPUTY, "belum diterima piket DLH"), 2);
	expect_nothing(c, OFFICER, "mohon dibantu");
}

static void
test_a_dead_phone_is_not_reminded(void **state)
{
	struct city	*c = *state;
	struct seat	 s;

	rubbish(c);
	assert_int_equal(store_seat_find(c->store, "piket DLH", &s), 1);
	assert_int_equal(store_seat_set_silent(c->store, s.id, c->now, 2), 0);
	run_to(c, "2026-12-18 13:00");
	expect_nothing(c, OFFICER, "Mengingatkan");
}

/* ---- silence is consent -------------------------------------------------- */

static void
test_what_was_done_as_asked_is_not_confirmed(void **state)
{
	struct city	*c = *state;
	int64_t		 id = rubbish(c);

	command(c, OFFICER, "TERIMA", id);
	command(c, OFFICER, "TERIMA", id);
	command(c, OFFICER, "PROSES", id);
	command_code(c, OFFICER, "SELESAI", id, "sudah diangkut");
	command(c, CITIZEN, "PUAS", id);
	run_to(c, "2026-12-17 16:00");
	assert_int_equal(all_to(c, OFFICER), 1);
	/* Only the citizen is thanked. */
	assert_int_equal(all_to(c, CITIZEN), 3);
	assert_int_equal(events(c, id, "satisfied"), 1);
}

static void
test_a_fault_is_told(void **state)
{
	struct city	*c = *state;
	int64_t		 id = rubbish(c);
	char		 text[64], ticket[TICKET_SIZE];

	ticket_from_sequence(id, ticket);
	snprintf(text, sizeof text, "SELESAI %s B0 sudah", ticket);
	sms(c, OFFICER, text);
	snprintf(text, sizeof text, "SELESAI %s Z9 sudah", ticket);
	sms(c, OFFICER, text);
	expect(c, OFFICER, "salah", BEGIN);
	snprintf(text, sizeof text, "SELESAI %s sudah", ticket);
	sms(c, OFFICER, text);
	expect(c, OFFICER, "perlu kode", BEGIN);
	sms(c, OFFICER, "TERIMA 1008");
	expect(c, OFFICER, "keliru", BEGIN);
	sms(c, OFFICER, "TERIMA 1010");
	expect(c, OFFICER, "tidak ada", BEGIN);
	command(c, CITIZEN, "PUAS", id);
	expect(c, CITIZEN, "tidak dapat dilakukan", BEGIN);
}

static void
test_of_several_commands_only_a_fault_is_answered(void **state)
{
	struct city	*c = *state;
	struct report	 a, b;
	char		 text[64], one[TICKET_SIZE], two[TICKET_SIZE];

	rubbish(c);
	report_of(c, CITIZEN, &a);
	run_to(c, "2026-12-17 14:20");
	sms(c, OTHER, "LAPOR SAMPAH OEBA dekat gereja");
	report_of(c, OTHER, &b);
	ticket_from_sequence(a.id, one);
	ticket_from_sequence(b.id, two);
	snprintf(text, sizeof text, "TERIMA %s %s", one, two);
	sms(c, OFFICER, text);
	assert_int_equal(all_to(c, OFFICER), 2);
	assert_int_equal(events(c, a.id, "taken"), 1);
	assert_int_equal(events(c, b.id, "taken"), 1);
	snprintf(text, sizeof text, "TERIMA %s 1008", one);
	sms(c, OFFICER, text);
	expect(c, OFFICER, "pada Anda: ", "2026-12-17 14:20");
	expect(c, OFFICER, "keliru: 1008", "2026-12-17 14:20");
}

static void
test_where_the_city_wants_it_the_first_of_an_urgent_one_hears(void **state)
{
	struct city	*c = *state;
	struct report	 r;

	c->conf->confirm = CONFIRM_URGENT;
	seat(c, "regu DAMKAR", "DAMKAR", SEAT_OFFICER, DAMKAR);
	sms(c, CITIZEN, "LAPOR KEBAKARAN OESAPA rumah terbakar");
	report_of(c, CITIZEN, &r);
	command(c, DAMKAR, "TERIMA", r.id);
	assert_int_equal(count(c, DAMKAR, "ada pada Anda"), 1);
	c->now += 60;
	command(c, DAMKAR, "TERIMA", r.id);
	assert_int_equal(count(c, DAMKAR, "ada pada Anda"), 1);
	c->conf->confirm = CONFIRM_ALWAYS;
	command(c, DAMKAR, "PROSES", r.id);
	expect(c, DAMKAR, "Dicatat", "2026-12-17 14:01");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
#define T(name)								\
	cmocka_unit_test_setup_teardown(test_##name, setup_gather, city_end)
		T(taken_and_done_within_minutes_are_one_sms),
		T(what_nothing_follows_is_told_after_its_minutes),
		T(forwarded_and_taken_are_one_sms_that_says_both),
		T(who_was_taken_and_forwarded_hears_where_it_is),
		T(a_refusal_is_told_at_once_with_its_reason),
		T(a_question_goes_at_once_and_says_that_somebody_has_it),
		T(who_asks_meanwhile_is_not_told_again),
		T(what_was_cancelled_meanwhile_is_not_told),
		T(who_said_stop_meanwhile_is_not_told),
		T(what_is_urgent_never_waits),
		T(nothing_waits_into_the_night),
		T(a_restart_between_two_steps_tells_them_once),
		T(what_follows_takes_the_place_in_the_days_budget),
		T(without_gathering_each_word_goes_at_once),
		T(the_first_dispatch_goes_at_once_and_the_rest_in_one_sms),
		T(one_that_waited_alone_comes_as_it_is),
		T(news_do_not_come_before_the_report_itself),
		T(what_was_withdrawn_meanwhile_is_in_no_digest),
		T(reminders_of_several_reports_share_one_sms),
		T(what_was_taken_meanwhile_is_not_reminded_of),
		T(more_than_one_sms_holds_goes_on_in_the_next),
		T(a_deputy_hears_what_climbs_to_it_and_the_holder_does_not),
		T(a_dead_phone_is_not_reminded),
		T(what_was_done_as_asked_is_not_confirmed),
		T(a_fault_is_told),
		T(of_several_commands_only_a_fault_is_answered),
		T(where_the_city_wants_it_the_first_of_an_urgent_one_hears),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
