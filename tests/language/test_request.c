/* SPDX-License-Identifier: GPL-2.0-or-later */

/* Tests of what citizens ask for besides reporting. */

#include "config.h"

#include "tests/fixtures/reader.h"

static void
test_a_citizen_may_ask_for_other_things(void **state)
{
	static const struct {
		const char	*text, *intent, *ticket;
		bool		 ok;
	} cases[] = {
		{ "CEK 1234", "status", "1234", false },
		{ "cek4410", "status", "4410", false },
		{ "laporan sy no 1187 sdh sampe mana?", "status", "1187",
		    false },
		{ "status laporan saya", "status", "", false },
		{ "PUAS 1234", "confirm", "1234", true },
		{ "4455 sdh beres trims", "confirm", "4455", true },
		{ "sonde puas 431", "confirm", "431", false },
		{ "BELUM", "confirm", "", false },
		{ "dukung #5501", "support", "5501", false },
		{ "batalkan laporan 1402 sdh diangkut", "cancel", "1402",
		    false },
		{ "TAMBAH KPG-4102 lokasi di oesapa", "add", "4102", false },
		{ "TAMBAL 4102 dekat gereja", "add", "4102", false },
		{ "cara lapor bagaimana pak?", "help", "", false },
		{ "berhenti", "stop", "", false },
		{ "INFO KTP", "info", "", false },
		{ "DAFTAR Maria Tae LILIBA", "register", "", false },
	};
	size_t	i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		interpret(lex, FROM_CITIZEN, cases[i].text, NULL, &m);
		assert_string_equal(intent_name(m.intent), cases[i].intent);
		assert_string_equal(m.ticket, cases[i].ticket);
		assert_int_equal(m.ok, cases[i].ok);
	}
}

static void
test_a_house_number_is_no_ticket(void **state)
{
	static const struct {
		const char	*text, *intent, *ticket;
	} cases[] = {
		{ "LAPOR LAMPU NUNBAUN SABU depan rumah no 123 sudah 3 hari",
		    "report", "" },
		{ "LAPOR SAMPAH OEBA no 1234 belum diangkut", "report", "" },
		{ "jalan rusak di liliba blok 112 belum diperbaiki",
		    "report", "" },
		{ "tiang lampu no 2345 di oebobo sudah mati lama",
		    "report", "" },
		{ "got mampet jl sam ratulangi no 415 oesapa belum diangkat",
		    "report", "" },
		{ "laporan sampah no 1234 sudah sampai mana", "status",
		    "1234" },
		{ "laporan saya batal saja 5512", "cancel", "5512" },
		{ "lampu no 1234 sudah menyala", "confirm", "1234" },
	};
	size_t	i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		interpret(lex, FROM_CITIZEN, cases[i].text, NULL, &m);
		assert_string_equal(intent_name(m.intent), cases[i].intent);
		assert_string_equal(m.ticket, cases[i].ticket);
	}
}

static void
test_a_text_may_begin_with_a_yes_or_a_no(void **state)
{
	static const struct {
		const char	*text;
		int		 verdict;
		const char	*intent;
	} cases[] = {
		{ "BELUM masih menumpuk", 0, "unknown" },
		{ "belum pak sampah masih ada", 0, "report" },
		{ "blm pak", 0, "confirm" },
		{ "belum beres", 0, "confirm" },
		{ "sonde ada perubahan", 0, "confirm" },
		{ "bagus pak", 1, "confirm" },
		{ "sudah bagus terima kasih", 1, "confirm" },
		{ "sudah pak makasih", 1, "confirm" },
		{ "pagi pak, sudah diangkut sampahnya", 1, "unknown" },
		{ "sudah bersih tapi masih ada sisa", 0, "unknown" },
		{ "sudah diperbaiki tapi rusak lagi", -1, "unknown" },
		{ "sudah 3 hari lampu jalan mati di oebobo", -1, "report" },
		{ "sudah 3 hari sampah belum diangkut di oebobo", 0,
		    "report" },
		{ "su makan ko belum?", -1, "unknown" },
		{ "sudah belum?", -1, "unknown" },
		{ "sudah diangkut belum?", -1, "unknown" },
		{ "LAPOR SAMPAH OEBA belum diangkut", -1, "report" },
	};
	size_t	i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		interpret(lex, FROM_CITIZEN, cases[i].text, NULL, &m);
		assert_int_equal(m.verdict, cases[i].verdict);
		assert_string_equal(intent_name(m.intent), cases[i].intent);
	}
}

static void
test_whoever_was_misread_says_so(void **state)
{
	static const struct {
		const char	*text;
		bool		 undo;
		const char	*category, *kelurahan;
	} cases[] = {
		{ "BUKAN", true, "", "" },
		{ "SALAH", true, "", "" },
		{ "keliru pak", true, "", "" },
		{ "maaf bu, salah kelurahan", true, "", "" },
		{ "bukan lampu", true, "", "" },
		{ "bukan itu maksud saya", true, "", "" },
		{ "bukan di oeba pak, di fatubesi", true, "", "FATUBESI" },
		{ "bukan, oesapa barat", true, "", "OESAPA BARAT" },
		{ "salah, maksudnya lampu", true, "LAMPU", "" },
		{ "bukan sampah, lampu", true, "LAMPU", "" },
		{ "bukan oesapa barat tapi oesapa", true, "", "OESAPA" },
		{ "salah satu lampu jalan di oebobo mati", false, "LAMPU",
		    "OEBOBO" },
		{ "salah parkir mobil di kuanino", false, "PARKIR",
		    "KUANINO" },
		{ "bukan main panasnya", false, "", "" },
		{ "LAPOR SAMPAH OESAPA bukan oesapa barat", false, "SAMPAH",
		    "OESAPA" },
	};
	size_t	i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		interpret(lex, FROM_CITIZEN, cases[i].text, NULL, &m);
		assert_int_equal(m.undo, cases[i].undo);
		assert_string_equal(category(), cases[i].category);
		assert_string_equal(kelurahan(), cases[i].kelurahan);
	}
}

static void
test_a_numbered_question_is_answered_in_any_form(void **state)
{
	static const struct {
		const char		*text;
		enum answer_kind	 kind;
		const char		*name;	/* of a kelurahan */
	} cases[] = {
		{ "2", ANSWER_CHOICE, "OESAPA BARAT" },
		{ "no 2", ANSWER_CHOICE, "OESAPA BARAT" },
		{ "yang kedua pak", ANSWER_CHOICE, "OESAPA BARAT" },
		{ "tiga", ANSWER_CHOICE, "OESAPA SELATAN" },
		{ "oesapa barat", ANSWER_CHOICE, "OESAPA BARAT" },
		{ "yang barat", ANSWER_CHOICE, "OESAPA BARAT" },
		{ "oespa", ANSWER_CHOICE, "OESAPA" },
		{ "bukan, liliba", ANSWER_OTHER, "LILIBA" },
		{ "lasiana", ANSWER_OTHER, "LASIANA" },
		{ "7", ANSWER_NONE, NULL },
		{ "bukan", ANSWER_NONE, NULL },
		{ "sonde tau", ANSWER_NONE, NULL },
	};
	int		candidate[3];
	struct answer	a;
	size_t		i;

	(void)state;
	candidate[0] = conf_city_find_kelurahan(&conf->city, "OESAPA");
	candidate[1] = conf_city_find_kelurahan(&conf->city, "OESAPA BARAT");
	candidate[2] = conf_city_find_kelurahan(&conf->city,
	    "OESAPA SELATAN");
	for (i = 0; i < COUNT(cases); i++) {
		a = interpret_answer(lex, true, candidate, 3, cases[i].text);
		assert_int_equal(a.kind, cases[i].kind);
		if (a.kind == ANSWER_CHOICE)
			a.index = candidate[a.index];
		if (a.kind != ANSWER_NONE)
			assert_string_equal(
			    conf->city.kelurahan[a.index].name,
			    cases[i].name);
	}
}

static void
test_a_question_about_categories_takes_a_word(void **state)
{
	int		candidate[2];
	struct answer	a;

	(void)state;
	candidate[0] = conf_city_find_category(&conf->city, "JALAN");
	candidate[1] = conf_city_find_category(&conf->city, "LAMPU");
	a = interpret_answer(lex, false, candidate, 2, "lampu");
	assert_int_equal(a.kind, ANSWER_CHOICE);
	assert_int_equal(a.index, 1);
	a = interpret_answer(lex, false, candidate, 2, "jalan");
	assert_int_equal(a.kind, ANSWER_CHOICE);
	assert_int_equal(a.index, 0);
	a = interpret_answer(lex, false, candidate, 2, "sampah");
	assert_int_equal(a.kind, ANSWER_OTHER);
	a = interpret_answer(lex, false, NULL, 0, "got mampet");
	assert_int_equal(a.kind, ANSWER_OTHER);
	assert_string_equal(conf->city.category[a.index].code, "BANJIR");
}

/* One random edit of a text in place; it has room for one letter more. */
static void
test_a_consent_is_a_yes_or_a_no_at_the_beginning(void **state)
{
	static const struct { const char *text; int yes; } cases[] = {
		{ "YA", 1 }, { "ya pak saya bersedia", 1 }, { "siap", 1 },
		{ "Iya", 1 }, { "TIDAK", 0 }, { "tidak, saya pindah", 0 },
		{ "maaf pak tidak bisa", 0 }, { "jangan", 0 },
		{ "LAPOR SAMPAH OESAPA", -1 }, { "ini siapa?", -1 }, { "", -1 }
	};
	size_t	i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++)
		if (interpret_consent(lex, cases[i].text) != cases[i].yes)
			fail_msg("%s", cases[i].text);
}

static void
test_free_words_are_read_by_their_shape(void **state)
{
	static const struct {
		const char	*text, *intent, *ticket;
	} cases[] = {
		{ "laporan saya 1007 dicabut saja pak", "cancel", "1007" },
		{ "tidak usah kirim sms ke saya lagi", "stop", "" },
		{ "Stop, lampu jalan sudah menyala", "stop", "" },
		{ "ini nomor apa ya", "help", "" },
		{ "bagaimana nasib laporan saya", "status", "" },
		{ "beta juga kena, sama dengan 1007", "support", "1007" },
		{ "1007 itu pas di muka kios", "add", "1007" },
		{ "1007 bohong, masih gelap", "confirm", "1007" },
		{ "mau daftar, nama Rosa Kase dari Liliba", "register", "" },
		{ "siap, terima kasih banyak", "thanks", "" },
		{ "\xF0\x9F\x91\x8D", "thanks", "" },
		{ "maaf salah kirim", "cancel", "" },
		{ "IKUT", "join", "" }, { "beda pak", "apart", "" },
	};
	size_t	i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		interpret(lex, FROM_CITIZEN, cases[i].text, NULL, &m);
		if (strcmp(intent_name(m.intent), cases[i].intent) != 0 ||
		    strcmp(m.ticket, cases[i].ticket) != 0)
			fail_msg("%s: %s %s", cases[i].text,
			    intent_name(m.intent), m.ticket);
	}
}

static void
test_who_asks_reports_nothing_but_who_complains_does(void **state)
{
	static const struct { const char *text, *intent; } cases[] = {
		{ "info jadwal truk sampah oesapa", "question" },
		{ "kapan air jalan di liliba?", "question" },
		{ "beta mau tanya jadwal vaksin", "question" },
		{ "kapan lampu ini diperbaiki, sudah 2 minggu mati di oeba",
		    "report" },
		{ "kenapa sampah di liliba tidak diangkut", "report" },
	};
	size_t	i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		interpret(lex, FROM_CITIZEN, cases[i].text, NULL, &m);
		if (strcmp(intent_name(m.intent), cases[i].intent) != 0)
			fail_msg("%s: %s", cases[i].text,
			    intent_name(m.intent));
	}
}

static void
test_a_place_or_several_tickets_may_be_looked_up(void **state)
{
	(void)state;
	interpret(lex, FROM_CITIZEN, "CEK SAMPAH OESAPA", NULL, &m);
	assert_int_equal(m.intent, INTENT_STATUS);
	assert_string_equal(category(), "SAMPAH");
	assert_string_equal(kelurahan(), "OESAPA");
	assert_string_equal(m.ticket, "");
	interpret(lex, FROM_CITIZEN, "CEK 1007 1010 dan 1029", NULL, &m);
	assert_int_equal(m.intent, INTENT_STATUS);
	assert_string_equal(m.ticket, "1007");
	assert_int_equal(m.furthers, 2);
	assert_string_equal(m.further[0].ticket, "1010");
	assert_string_equal(m.further[1].ticket, "1029");
	interpret(lex, FROM_CITIZEN, "BATAL SEMUA", NULL, &m);
	assert_int_equal(m.intent, INTENT_CANCEL);
	assert_true(m.all);
}

static void
test_a_whole_report_behind_a_salah_is_a_new_one(void **state)
{
	(void)state;
	interpret(lex, FROM_CITIZEN, "salah pak bukan lampu tapi jalan", NULL,
	    &m);
	assert_true(m.undo);
	assert_string_equal(category(), "JALAN");
	interpret(lex, FROM_CITIZEN, "SALAH, di Oebufu", NULL, &m);
	assert_true(m.undo);
	assert_string_equal(kelurahan(), "OEBUFU");
	interpret(lex, FROM_CITIZEN, "salah. LAPOR SAMPAH LILIBA menumpuk",
	    NULL, &m);
	assert_false(m.undo);
	assert_int_equal(m.intent, INTENT_REPORT);
	assert_true(m.command);
}

int
main(void)
{
	const struct CMUnitTest	tests[] = {
		cmocka_unit_test(test_a_citizen_may_ask_for_other_things),
		cmocka_unit_test(test_a_house_number_is_no_ticket),
		cmocka_unit_test(test_a_text_may_begin_with_a_yes_or_a_no),
		cmocka_unit_test(test_whoever_was_misread_says_so),
		cmocka_unit_test(
		    test_a_numbered_question_is_answered_in_any_form),
		cmocka_unit_test(test_a_question_about_categories_takes_a_word),
		cmocka_unit_test(
		    test_a_consent_is_a_yes_or_a_no_at_the_beginning),
		cmocka_unit_test(test_free_words_are_read_by_their_shape),
		cmocka_unit_test(
		    test_who_asks_reports_nothing_but_who_complains_does),
		cmocka_unit_test(
		    test_a_place_or_several_tickets_may_be_looked_up),
		cmocka_unit_test(
		    test_a_whole_report_behind_a_salah_is_a_new_one),
	};

	return cmocka_run_group_tests(tests, read_city, free_city);
}
