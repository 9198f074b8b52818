/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * The desk over a real database and the city's real configuration, with a
 * clock that the test moves.
 */

#include "config.h"

#include "store/deadline.h"
#include "store/report.h"
#include "tests/fixtures/city_fixture.h"

#define CITIZEN	"+6281200000001"
#define OTHER	"+6281200000002"
#define OFFICER	"+6281200000100"
#define HEAD	"+6281200000200"

static int
setup(void **state)
{
	struct city	*c = city_begin("quiet_hours = \"\";\n", "WITA-8",
			    1795000000);

	city_seat(c, "piket DLH", "DLH", SEAT_OFFICER, "*", OFFICER);
	city_seat(c, "kepala DLH", "DLH", SEAT_HEAD, "*", HEAD);
	*state = c;
	return 0;
}

/* An SMS comes; the id of its row. */
static int64_t
sms(struct city *c, const char *from, const char *text)
{
	return city_sms(c, from, text, c->now);
}

static void
ticket_of(const char *text, char ticket[24])
{
	const char	*c = strpbrk(text, "0123456789");

	assert_non_null(c);
	snprintf(ticket, 24, "%.*s", (int)strspn(c, "0123456789"), c);
}

/* A report that its officer has closed; its ticket. */
static void
done_report(struct city *c, char ticket[24])
{
	char	text[128], code[3];

	sms(c, CITIZEN, "LAPOR SAMPAH OESAPA depan pasar");
	assert_gets(c, OFFICER, "depan pasar");
	ticket_of(c->got, ticket);
	snprintf(code, sizeof code, "%.2s", strstr(c->got, "Kode ") + 5);
	snprintf(text, sizeof text, "SELESAI %s %s sudah", ticket, code);
	sms(c, OFFICER, text);
	assert_gets(c, CITIZEN, "selesai menurut");
}

static enum report_state
state_of(struct city *c, const char *number, struct report *r)
{
	int64_t	phone;

	assert_int_equal(store_phone_find_or_add(c->store, number,
	    NUMBER_PHONE, c->now, &phone), 0);
	assert_int_equal(store_report_latest(c->store, phone, ~0u, r), 1);
	return r->state;
}

static void
test_silence_after_done_closes_as_unconfirmed_not_as_satisfied(void **state)
{
	struct city	*c = *state;
	struct report	 r;
	char		 ticket[24];
	int64_t		 at;

	done_report(c, ticket);
	assert_int_equal(desk_next_timer(c->desk, &at), 1);
	assert_int_equal(at, c->now + c->conf->objection_window_s);
	c->now = at - 1;
	assert_int_equal(desk_run_timers(c->desk, c->now, 10), 0);
	c->now = at;
	assert_int_equal(desk_run_timers(c->desk, c->now, 10), 1);
	assert_int_equal(state_of(c, CITIZEN, &r), REPORT_CLOSED);
	assert_string_equal(r.outcome, "unconfirmed");
	assert_int_equal(desk_next_timer(c->desk, &at), 0);
}

static void
test_puas_closes_as_satisfied(void **state)
{
	struct city	*c = *state;
	struct report	 r;
	char		 ticket[24];

	done_report(c, ticket);
	sms(c, CITIZEN, "PUAS");
	assert_int_equal(state_of(c, CITIZEN, &r), REPORT_CLOSED);
	assert_string_equal(r.outcome, "satisfied");
}

static void
test_only_the_reporter_can_confirm(void **state)
{
	struct city	*c = *state;
	struct report	 r;
	char		 ticket[24], text[64];

	done_report(c, ticket);
	snprintf(text, sizeof text, "BELUM %s", ticket);
	sms(c, OTHER, text);
	assert_gets(c, OTHER, "bukan dari nomor ini");
	assert_int_equal(state_of(c, CITIZEN, &r), REPORT_DONE);
}

static void
test_an_answer_after_the_question_timed_out_is_no_answer(void **state)
{
	struct city	*c = *state;
	struct report	 r;

	sms(c, CITIZEN, "LAPOR SAMPAH tps penuh");
	assert_gets(c, CITIZEN, "kelurahan mana");
	c->now += c->conf->question_timeout_s;
	assert_int_equal(desk_run_timers(c->desk, c->now, 10), 1);
	assert_gets(c, OFFICER, "lokasi tidak disebut");
	assert_int_equal(state_of(c, CITIZEN, &r), REPORT_ROUTED);
	assert_string_equal(r.kelurahan, "");
}

static void
test_an_urgent_report_does_not_wait_for_its_place(void **state)
{
	struct city	*c = *state;

	city_seat(c, "piket DAMKAR", "DAMKAR", SEAT_OFFICER, "*",
	    "+6281200000106");
	sms(c, CITIZEN, "Kebakaran!! Tolong api su tinggi");
	assert_gets(c, "+6281200000106", "lokasi tidak disebut");
	sms(c, CITIZEN, "oesapa barat");
	assert_gets(c, "+6281200000106", "OESAPA BARAT");
}

static void
test_two_unreadable_answers_end_the_dialogue_and_lose_nothing(void **state)
{
	struct city	*c = *state;
	struct report	 r;

	sms(c, CITIZEN, "LAPOR SAMPAH tps penuh");
	assert_gets(c, CITIZEN, "kelurahan mana");
	sms(c, CITIZEN, "di tempat biasa pak");
	assert_gets(c, CITIZEN, "kelurahan mana");
	sms(c, CITIZEN, "yang dekat rumah beta");
	assert_gets(c, OFFICER, "lokasi tidak disebut");
	assert_int_equal(state_of(c, CITIZEN, &r), REPORT_ROUTED);
}

static void
test_a_registered_kelurahan_stands_in_for_a_missing_one(void **state)
{
	struct city	*c = *state;

	sms(c, CITIZEN, "DAFTAR Maria Tae LILIBA");
	assert_gets(c, CITIZEN, "LILIBA");
	sms(c, CITIZEN, "LAPOR SAMPAH tps penuh");
	assert_gets(c, CITIZEN, "LILIBA sesuai pendaftaran");
	sms(c, CITIZEN, "salah, di oesapa");
	assert_gets(c, CITIZEN, "diterima: SAMPAH, OESAPA");
}

static void
test_help_for_the_lost_goes_out_once_an_hour(void **state)
{
	struct city	*c = *state;

	sms(c, CITIZEN, "su makan ko belum?");
	assert_gets(c, CITIZEN, "LAPOR");
	c->now += 3599;
	sms(c, CITIZEN, "lagi dmn?");
	assert_string_equal(get(c, CITIZEN), "");
	c->now += 1;
	sms(c, CITIZEN, "lagi dmn?");
	assert_gets(c, CITIZEN, "LAPOR");
}

static void
test_the_budget_of_a_number_recovers_within_the_hour(void **state)
{
	struct city	*c = *state;
	int		 i;

	c->conf->loop_after = 100;
	for (i = 0; i < c->conf->replies_per_hour + 3; i++)
		sms(c, CITIZEN, "BANTUAN");
	for (i = 0; i < c->conf->replies_per_hour; i++)
		assert_gets(c, CITIZEN, "LAPOR");
	assert_string_equal(get(c, CITIZEN), "");
	c->now += 3601;
	sms(c, CITIZEN, "BANTUAN");
	assert_gets(c, CITIZEN, "LAPOR");
}

static int
count_state(struct city *c, int64_t phone_id, enum outbox_state state,
    char reason[STORE_NAME_SIZE])
{
	struct outbox_message	m;
	int64_t			id;
	int			n = 0;

	for (id = 1; store_outbox_get(c->store, id, &m) == 1; id++)
		if (m.phone_id == phone_id && m.state == state) {
			snprintf(reason, STORE_NAME_SIZE, "%s", m.reason);
			n++;
		}
	return n;
}

static void
test_news_to_one_number_ends_at_the_days_budget(void **state)
{
	struct city	*c = *state;
	char		 ticket[24], order[64], reason[STORE_NAME_SIZE] = "";
	struct phone	 phone;
	int64_t		 id;
	int		 i;

	c->conf->notices_per_day = 3;
	sms(c, CITIZEN, "LAPOR SAMPAH OESAPA depan pasar");
	ticket_of(get(c, CITIZEN), ticket);
	assert_int_equal(store_phone_find_or_add(c->store, CITIZEN,
	    NUMBER_PHONE, c->now, &id), 0);
	assert_int_equal(store_phone_get(c->store, id, &phone), 1);
	snprintf(order, sizeof order, "TANYA %s di mana", ticket);
	for (i = 0; i < 4; i++) {
		c->now += 3600;
		sms(c, OFFICER, order);
	}
	/* The acknowledgement counts; two questions more. */
	assert_int_equal(count_state(c, id, OUTBOX_HELD, reason), 2);
	assert_string_equal(reason, "more than 3 SMS a day");
	c->now += 86400;
	sms(c, OFFICER, order);
	assert_int_equal(count_state(c, id, OUTBOX_HELD, reason), 2);
	assert_gets(c, CITIZEN, "di mana");
	/* The officer's own replies and dispatches are not counted so. */
	assert_int_equal(store_phone_find_or_add(c->store, OFFICER,
	    NUMBER_PHONE, c->now, &id), 0);
	assert_int_equal(count_state(c, id, OUTBOX_HELD, reason), 0);
}

static void
test_a_removed_seat_leaves_no_report_behind(void **state)
{
	struct city	*c = *state;
	char		 why[256];

	sms(c, CITIZEN, "LAPOR SAMPAH OESAPA depan pasar");
	assert_gets(c, OFFICER, "depan pasar");
	assert_int_equal(desk_seat_remove(c->desk, "piket DLH", c->now, why,
	    sizeof why), 0);
	assert_gets(c, HEAD, "depan pasar");
}

static void
test_the_nearest_seat_is_chosen(void **state)
{
	static const char *const areas[] = { "OESAPA", "KELAPA LIMA" };
	static const char *const numbers[] = { "+6281200000501",
	    "+6281200000502" };
	struct city	*c = *state;
	struct seat	 s;
	char		 why[256];
	size_t		 i;

	for (i = 0; i < 2; i++) {
		s = (struct seat){ .role = SEAT_OFFICER };
		snprintf(s.name, sizeof s.name, "piket %s", areas[i]);
		snprintf(s.opd, sizeof s.opd, "DLH");
		snprintf(s.area, sizeof s.area, "%s", areas[i]);
		assert_int_equal(desk_seat_add(c->desk, &s, numbers[i],
		    c->now, why, sizeof why), 0);
	}
	sms(c, CITIZEN, "LAPOR SAMPAH OESAPA satu");
	assert_gets(c, numbers[0], "satu");
	sms(c, CITIZEN, "LAPOR SAMPAH LASIANA dua");
	assert_gets(c, numbers[1], "dua");
	sms(c, CITIZEN, "LAPOR SAMPAH ALAK tiga");
	assert_gets(c, OFFICER, "tiga");
}

static void
test_an_import_is_all_or_nothing_and_names_every_bad_line(void **state)
{
	static const char	 table[] =
	    "seat\topd\trole\tarea\tholder\tphone\n"
	    "piket A\tDLH\tofficer\tOESAPA\tA\t081200000601\n"
	    "piket B\tXXX\tofficer\tOESAPA\tB\t081200000602\n"
	    "piket C\tDLH\tboss\tOESAPA\tC\t081200000603\n"
	    "piket D\tDLH\tofficer\tATLANTIS\tD\t081200000604\n"
	    "piket E\tDLH\tofficer\tOESAPA\tE\tTELKOMSEL\n"
	    "piket F\tDLH\n";
	struct city	*c = *state;
	char		 why[2048];

	assert_int_equal(desk_seat_import(c->desk, table, c->now, why,
	    sizeof why), 1);
	assert_null(strstr(why, "line 2:"));
	assert_non_null(strstr(why, "line 3: there is no OPD XXX"));
	assert_non_null(strstr(why, "line 4: there is no role boss"));
	assert_non_null(strstr(why, "line 5: ATLANTIS is neither"));
	assert_non_null(strstr(why, "line 6: TELKOMSEL is not a phone"));
	assert_non_null(strstr(why, "line 7: 2 fields"));
}

static void
test_a_seat_holder_may_report_like_any_citizen(void **state)
{
	struct city	*c = *state;

	sms(c, HEAD, "LAPOR SAMPAH OESAPA depan kantor");
	assert_gets(c, HEAD, "diterima");
	c->now++;
	sms(c, HEAD, "CEK");
	assert_gets(c, HEAD, "menunggu petugas");
}

static void
test_a_command_without_ticket_means_the_only_open_report(void **state)
{
	struct city	*c = *state;
	struct report	 r;

	sms(c, CITIZEN, "LAPOR SAMPAH OESAPA depan pasar");
	assert_gets(c, OFFICER, "depan pasar");
	sms(c, OFFICER, "TERIMA");
	assert_int_equal(state_of(c, CITIZEN, &r), REPORT_TAKEN);
	sms(c, OTHER, "LAPOR SAMPAH ALAK di kali");
	assert_gets(c, OFFICER, "di kali");
	sms(c, OFFICER, "TERIMA");
	assert_gets(c, OFFICER, "yang mana");
}

static void
test_triage_makes_a_report_once(void **state)
{
	struct city	*c = *state;
	char		 why[256];
	int64_t		 id;

	id = sms(c, CITIZEN, "pak di sini su parah skali e");
	assert_int_equal(desk_triage_assign(c->desk, id, "NOPE", NULL, c->now,
	    why, sizeof why), 1);
	assert_int_equal(desk_triage_assign(c->desk, id, "SAMPAH", "OESAPA",
	    c->now, why, sizeof why), 0);
	assert_gets(c, OFFICER, "su parah");
	assert_int_equal(desk_triage_assign(c->desk, id, "SAMPAH", "OESAPA",
	    c->now, why, sizeof why), 1);
	assert_int_equal(desk_triage_close(c->desk, id, why, sizeof why), 1);
}

static void
test_salah_withdraws_a_wrong_reading_and_asks(void **state)
{
	struct city	*c = *state;
	struct report	 r;

	city_seat(c, "piket DISHUB", "DISHUB", SEAT_OFFICER, "*",
	    "+6281200000102");
	sms(c, CITIZEN, "LAPOR SAMPAH OESAPA depan pasar");
	assert_gets(c, OFFICER, "depan pasar");
	sms(c, CITIZEN, "SALAH");
	assert_gets(c, OFFICER, "ditarik");
	assert_int_equal(state_of(c, CITIZEN, &r), REPORT_NEW);
	sms(c, CITIZEN, "lampu oebobo");
	assert_gets(c, "+6281200000102", "LAMPU OEBOBO: depan pasar");
	assert_int_equal(state_of(c, CITIZEN, &r), REPORT_ROUTED);
	assert_string_equal(r.category, "LAMPU");
}

static void
test_a_rejected_reading_without_answer_goes_out_as_it_was(void **state)
{
	struct city	*c = *state;

	sms(c, CITIZEN, "LAPOR SAMPAH OESAPA depan pasar");
	assert_gets(c, OFFICER, "Kode");
	sms(c, CITIZEN, "bukan itu pak");
	assert_gets(c, CITIZEN, "salah kami baca");
	c->now += c->conf->question_timeout_s;
	assert_int_equal(desk_run_timers(c->desk, c->now, 10), 1);
	assert_gets(c, OFFICER, "Kode");
}

static void
test_salah_with_the_right_words_corrects_at_once(void **state)
{
	struct city	*c = *state;
	struct report	 r;

	sms(c, CITIZEN, "LAPOR SAMPAH OESAPA depan pasar");
	sms(c, CITIZEN, "bukan, oesapa barat");
	assert_gets(c, CITIZEN, "OESAPA BARAT");
	assert_int_equal(state_of(c, CITIZEN, &r), REPORT_ROUTED);
	assert_string_equal(r.kelurahan, "OESAPA BARAT");
	assert_string_equal(r.category, "SAMPAH");
}

static void
test_one_of_the_lamps_is_no_correction(void **state)
{
	struct city	*c = *state;
	struct report	 r;

	sms(c, CITIZEN, "LAPOR SAMPAH OESAPA depan pasar");
	sms(c, CITIZEN, "salah satu lampu jalan di oebobo mati");
	assert_int_equal(state_of(c, CITIZEN, &r), REPORT_NEW);
	assert_string_equal(r.category, "LAMPU");
}

static void
test_the_second_of_two_problems_is_never_dropped_in_silence(void **state)
{
	struct city	*c = *state;

	sms(c, CITIZEN, "Sampah numpuk sama lampu jalan mati di nefonaek");
	assert_gets(c, CITIZEN, "LAMPU NEFONAEK");
	assert_gets(c, OFFICER, "lampu jalan mati");
}

static void
test_no_in_the_citizens_own_words_reopens(void **state)
{
	static const char *const no[] = { "BELUM masih menumpuk",
	    "belum pak, sampah masih ada", "blm beres pak" };
	struct city	*c = *state;
	struct report	 r;
	char		 ticket[24];
	size_t		 i;

	for (i = 0; i < sizeof no / sizeof no[0]; i++) {
		done_report(c, ticket);
		sms(c, CITIZEN, no[i]);
		if (state_of(c, CITIZEN, &r) != REPORT_ROUTED)
			fail_msg("not a no: %s", no[i]);
		c->now += 10;
	}
}

static void
test_no_about_something_else_is_a_new_report(void **state)
{
	struct city	*c = *state;
	struct report	 r;
	char		 ticket[24];

	done_report(c, ticket);
	c->now++;
	sms(c, CITIZEN, "Belum ada perbaikan jalan rusak di naimata pak");
	state_of(c, CITIZEN, &r);
	assert_string_equal(r.category, "JALAN");
}

static void
test_the_lurah_gets_a_copy_when_the_city_wants_it(void **state)
{
	struct city	*c = *state;
	struct seat	 s = { .role = SEAT_LURAH, .name = "Lurah Oesapa",
			    .area = "OESAPA" };
	char		 why[256];

	assert_int_equal(desk_seat_add(c->desk, &s, "+6281200000700", c->now,
	    why, sizeof why), 0);
	sms(c, CITIZEN, "LAPOR SAMPAH OESAPA satu");
	assert_string_equal(get(c, "+6281200000700"), "");
	c->conf->copy_lurah = true;
	sms(c, OTHER, "LAPOR SAMPAH OESAPA dua");
	assert_gets(c, "+6281200000700", "Tembusan");
}

static void
test_a_fallen_tree_is_urgent_and_one_to_be_pruned_is_not(void **state)
{
	static const struct { const char *text; bool urgent; } cases[] = {
		{ "LAPOR POHON OESAPA tumbang di tengah jalan", true },
		{ "pohon tumbng di jalan di oesapa tolong", true },
		{ "LAPOR POHON OESAPA tolong dipangkas, su rimbun", false },
		{ "LAPOR POHON TUMBANG OESAPA", true },
	};
	struct city	*c = *state;
	struct report	 r;
	struct deadline	 d;
	size_t		 i;

	for (i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		c->now += 60;
		sms(c, CITIZEN, cases[i].text);
		state_of(c, CITIZEN, &r);
		assert_string_equal(r.category, "POHON");
		if (r.urgent != cases[i].urgent)
			fail_msg("%s", cases[i].text);
		/* and has its time by that */
		assert_int_equal(store_deadline_last(c->store, r.id,
		    DEADLINE_TAKE, &d), 1);
		assert_int_equal(d.limit_at - d.start_at == 15 * 60,
		    cases[i].urgent);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
#define T(name)	cmocka_unit_test_setup_teardown(test_##name, setup, city_end)
		T(silence_after_done_closes_as_unconfirmed_not_as_satisfied),
		T(puas_closes_as_satisfied),
		T(only_the_reporter_can_confirm),
		T(an_answer_after_the_question_timed_out_is_no_answer),
		T(an_urgent_report_does_not_wait_for_its_place),
		T(two_unreadable_answers_end_the_dialogue_and_lose_nothing),
		T(a_registered_kelurahan_stands_in_for_a_missing_one),
		T(help_for_the_lost_goes_out_once_an_hour),
		T(the_budget_of_a_number_recovers_within_the_hour),
		T(news_to_one_number_ends_at_the_days_budget),
		T(a_removed_seat_leaves_no_report_behind),
		T(the_nearest_seat_is_chosen),
		T(an_import_is_all_or_nothing_and_names_every_bad_line),
		T(a_seat_holder_may_report_like_any_citizen),
		T(a_command_without_ticket_means_the_only_open_report),
		T(triage_makes_a_report_once),
		T(salah_withdraws_a_wrong_reading_and_asks),
		T(a_rejected_reading_without_answer_goes_out_as_it_was),
		T(salah_with_the_right_words_corrects_at_once),
		T(one_of_the_lamps_is_no_correction),
		T(the_second_of_two_problems_is_never_dropped_in_silence),
		T(no_in_the_citizens_own_words_reopens),
		T(no_about_something_else_is_a_new_report),
		T(the_lurah_gets_a_copy_when_the_city_wants_it),
		T(a_fallen_tree_is_urgent_and_one_to_be_pruned_is_not),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
