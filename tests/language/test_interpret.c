/* SPDX-License-Identifier: GPL-2.0-or-later */

/* Tests of interpret: reports, sure when sure, asking when not. */

#include "config.h"

#include "tests/fixtures/reader.h"

#define EDITS		20000	/* of the property test */

/* What became of a report with a typing error. */
struct outcomes { int right, asked, lost, wrong; };

static void
test_a_report_is_understood_in_any_order_and_spelling(void **state)
{
	static const struct {
		const char	*text, *category, *kelurahan, *description;
	} cases[] = {
		{ "LAPOR SAMPAH OESAPA depan pasar", "SAMPAH", "OESAPA",
		    "depan pasar" },
		{ "lapor#sampah#naikoten 1#penuh", "SAMPAH", "NAIKOTEN I",
		    "penuh" },
		{ "LAPOR OEBA SAMPAH belum diangkut", "SAMPAH", "OEBA",
		    "belum diangkut" },
		{ "lpr smph lilba", "SAMPAH", "LILIBA", "" },
		{ "L A P O R jalan l l b k", "JALAN", "LAI-LAI BESI KOPAN",
		    "" },
		{ "LAPORAIR oesapabarat mati", "AIR", "OESAPA BARAT",
		    "mati" },
		{ "jalan rusak di oeba, sudah diperbaiki tapi rusak lagi, "
		    "terima kasih", "JALAN", "OEBA",
		    "jalan rusak di oeba, sudah diperbaiki tapi rusak lagi, "
		    "terima kasih" },
		{ "lampu jln su mati di kolhua", "LAMPU", "KOLHUA",
		    "lampu jln su mati di kolhua" },
		{ "lapor lampujalanmati dinaikoten2", "LAMPU", "NAIKOTEN II",
		    "lampujalanmati dinaikoten2" },
		{ "lapor airr liliba", "AIR", "LILIBA", "" },
		{ "jalan dekat sdn di kel. maulafa becek", "JALAN", "MAULAFA",
		    "jalan dekat sdn di kel. maulafa becek" },
		{ "KEBAKARAN NEFONAEK 3 rumah", "KEBAKARAN", "NEFONAEK",
		    "3 rumah" },
		{ "pdam mati lagi pak sampe kapan", "AIR", "",
		    "pdam mati lagi pak sampe kapan" },
	};
	size_t	i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		interpret(lex, FROM_CITIZEN, cases[i].text, NULL, &m);
		assert_string_equal(intent_name(m.intent), "report");
		assert_string_equal(category(), cases[i].category);
		assert_string_equal(kelurahan(), cases[i].kelurahan);
		assert_string_equal(m.description, cases[i].description);
	}
}

static void
test_the_place_of_the_problem_counts(void **state)
{
	static const struct {
		const char	*text, *kelurahan;
	} cases[] = {
		{ "warga liliba mau lapor lampu jalan oebufu mati", "OEBUFU" },
		{ "lampu jalan mati di jl Merdeka kel. Oeba", "OEBA" },
		{ "sampah sekitar pasar oeba kel fatubesi", "FATUBESI" },
		{ "lapor jalan rusak Sikumana, Maulafa", "SIKUMANA" },
		{ "jalan rusak di kec oebobo dekat sekolah", "" },
		{ "saya warga liliba, lampu jalan mati di penfui",
		    "PENFUI" },
		{ "got mampet di oesapa barat bukan oesapa",
		    "OESAPA BARAT" },
		{ "pohon kayu putih tumbang di naimata", "NAIMATA" },
	};
	size_t	i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		interpret(lex, FROM_CITIZEN, cases[i].text, NULL, &m);
		assert_string_equal(intent_name(m.intent), "report");
		assert_string_equal(kelurahan(), cases[i].kelurahan);
	}
}

static void
test_what_is_near_or_an_effect_is_not_the_problem(void **state)
{
	static const struct {
		const char	*text, *category;
	} cases[] = {
		{ "lapor banjir oeba dekat lampu merah", "BANJIR" },
		{ "got mampet krn sampah di nunleu", "BANJIR" },
		{ "truk mogok di liliba sampe macet total", "MACET" },
		{ "LAPOR ANAK HILANG oepura", "HILANG" },
		{ "lampu jalan rusak di oesapa", "LAMPU" },
		{ "air selokan bau sekali di nunleu", "BANJIR" },
		{ "jembatan di rt 9 penkase oeleta patah", "JALAN" },
		{ "lampu mati, jalan berlubang di bello", "LAMPU" },
	};
	size_t	i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		interpret(lex, FROM_CITIZEN, cases[i].text, NULL, &m);
		assert_string_equal(category(), cases[i].category);
	}
}

static void
test_what_is_not_certain_is_asked(void **state)
{
	static const struct {
		const char	*text, *category, *kelurahan, *candidates;
	} cases[] = {
		{ "LAPOR SAMPAH NAIKOTEN", "SAMPAH", "",
		    "NAIKOTEN I,NAIKOTEN II" },
		{ "LAPOR LAMPU OEB", "LAMPU", "", "OEBOBO,OEBUFU,OEBA" },
		{ "got mampet di oesapa barat atau lasiana", "BANJIR", "",
		    "OESAPA BARAT,LASIANA" },
		{ "LAPOR JALAN LAMPU OEBOBO", "", "OEBOBO", "JALAN,LAMPU" },
		{ "LAPOR OESAPA tolong segera", "", "OESAPA", "" },
		{ "lampu mati naikoten 1 atau 2", "LAMPU", "",
		    "NAIKOTEN I,NAIKOTEN II" },
		{ "lampu mati oesapa barat ko selatan", "LAMPU", "",
		    "OESAPA BARAT,OESAPA SELATAN" },
		{ "LAPOR SAMPAH BANJIR OEBA", "", "OEBA", "SAMPAH,BANJIR" },
		{ "LAPOR", "", "", "" },
	};
	size_t	i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		interpret(lex, FROM_CITIZEN, cases[i].text, NULL, &m);
		assert_string_equal(intent_name(m.intent), "clarify");
		assert_string_equal(category(), cases[i].category);
		assert_string_equal(kelurahan(), cases[i].kelurahan);
		assert_string_equal(candidates(), cases[i].candidates);
	}
}

static void
test_talk_and_adverts_are_no_reports(void **state)
{
	static const char *const cases[] = {
		"", "...", "siang pak", "ada macet sonde di sana kaka?",
		"lampu jalan mati ko?", "trims pju su nyala lagi",
		"su makan ko belum?", "test",
		"\xF0\x9F\x91\x8D", "Terima kasih banyak pak",
		"jual tanah oesapa 200m2 sertifikat harga nego",
		"Kode OTP Anda 482913", "hujan di liliba ko?",
		"terima kasih sampah di oesapa sudah diangkut",
		"mama minta pulsa 50rb",
	};
	size_t	i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		interpret(lex, FROM_CITIZEN, cases[i], NULL, &m);
		assert_int_not_equal(m.intent, INTENT_REPORT);
		assert_int_not_equal(m.intent, INTENT_CLARIFY);
	}
}

static void
test_whoever_says_lapor_reports_anew(void **state)
{
	(void)state;
	interpret(lex, FROM_CITIZEN, "LAPOR SAMPAH OEBA", NULL, &m);
	assert_true(m.command);
	interpret(lex, FROM_CITIZEN, "lapor", NULL, &m);
	assert_true(m.command);
	interpret(lex, FROM_CITIZEN, "sampah menumpuk di oeba", NULL, &m);
	assert_false(m.command);
}

static void
test_a_second_problem_is_not_dropped(void **state)
{
	static const struct {
		const char	*text, *category, *second;
	} cases[] = {
		{ "Sampah numpuk sama lampu jalan mati di nefonaek",
		    "SAMPAH", "LAMPU" },
		{ "lampu jalan mati. sampah juga menumpuk di oebufu",
		    "LAMPU", "SAMPAH" },
		{ "LAPOR SAMPAH DAN LAMPU OEBOBO", "SAMPAH", "LAMPU" },
		{ "got mampet karena sampah dan air meluap di oeba",
		    "BANJIR", "" },
		{ "pohon tumbang timpa lampu jalan di oeba", "POHON", "" },
		{ "LAPOR SAMPAH OEBA dekat lampu merah", "SAMPAH", "" },
	};
	size_t	i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		interpret(lex, FROM_CITIZEN, cases[i].text, NULL, &m);
		assert_string_equal(intent_name(m.intent), "report");
		assert_string_equal(category(), cases[i].category);
		assert_string_equal(m.second == -1 ? "" :
		    conf->city.category[m.second].code, cases[i].second);
	}
}

static void
test_fields_are_the_senders_own_words(void **state)
{
	(void)state;
	interpret(lex, FROM_CITIZEN, "DAFTAR, Bpk. Thomas Lodo, Air Nona",
	    NULL, &m);
	assert_string_equal(m.name, "Bpk. Thomas Lodo");
	assert_string_equal(kelurahan(), "AIR NONA");
	interpret(lex, FROM_CITIZEN, "daftar pak nama Joni, oesapa", NULL, &m);
	assert_string_equal(m.name, "Joni");
	interpret(lex, FROM_CITIZEN, "Info akta kelahiran", NULL, &m);
	assert_string_equal(m.topic, "AKTA");
	interpret(lex, FROM_CITIZEN, "INFO BANSOS", NULL, &m);
	assert_string_equal(m.topic, "BANSOS");
	interpret(lex, FROM_CITIZEN, "TAMBAH 815: rumah no 12", NULL, &m);
	assert_string_equal(m.detail, "rumah no 12");
}

static void
test_a_command_word_in_a_complaint_is_no_command(void **state)
{
	static const char *const cases[] = {
		"Mohon tambah lampu jalan di naimata",
		"Mohon batalkan ijin bangunan hotel di lasiana",
		"Belum ada perbaikan jalan rusak di naimata",
		"Mhn bantuan, air ledeng di liliba tdk mengalir",
		"rambu STOP di pertigaan namosain roboh",
	};
	size_t	i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		interpret(lex, FROM_CITIZEN, cases[i], NULL, &m);
		assert_string_equal(intent_name(m.intent), "report");
	}
}

static void
edit(char *text)
{
	size_t	len = strlen(text), i = (size_t)rand() % len;
	char	letter = (char)('A' + rand() % 26), c = text[i];

	switch (rand() % 4) {
	case 0:
		memmove(text + i, text + i + 1, len - i);
		break;
	case 1:
		memmove(text + i + 1, text + i, len - i + 1);
		text[i] = letter;
		break;
	case 2:
		text[i] = letter;
		break;
	case 3:
		if (i + 1 < len) {
			text[i] = text[i + 1];
			text[i + 1] = c;
		}
		break;
	}
}

static void
count_outcome(int c, int k, struct outcomes *of)
{
	if (m.intent == INTENT_REPORT && m.category == c && m.kelurahan == k)
		of->right++;
	else if (m.intent == INTENT_REPORT && (m.category != c ||
	    (m.kelurahan != -1 && m.kelurahan != k)))
		of->wrong++;
	else if (m.intent == INTENT_REPORT || m.intent == INTENT_CLARIFY)
		of->asked++;
	else
		of->lost++;
}

static void
test_one_typing_error_never_misroutes_more_than_one_in_200(void **state)
{
	struct outcomes	of = { 0 };
	char		text[128];
	int		i, c, k;

	(void)state;
	srand(3);
	for (i = 0; i < EDITS; i++) {
		c = i % conf->city.category_count;
		k = i / conf->city.category_count %
		    conf->city.kelurahan_count;
		snprintf(text, sizeof text - 1, "LAPOR %s %s",
		    conf->city.category[c].code, conf->city.kelurahan[k].name);
		edit(text);
		interpret(lex, FROM_CITIZEN, text, NULL, &m);
		count_outcome(c, k, &of);
	}
	print_message("one edit: %d right, %d asked, %d lost, %d wrong\n",
	    of.right, of.asked, of.lost, of.wrong);
	assert_true(of.wrong * 200 <= EDITS);
	assert_true(of.lost * 200 <= EDITS);
	assert_true(of.right * 100 >= EDITS * 90);
}

static void
test_any_text_is_read_without_harm(void **state)
{
	static const char *const pieces[] = {
		"LAPOR ", "sampah ", "oesapa ", "1234 ", "naikoten2 ", "#",
		"\xF0\x9F\x94\xA5", "kel. ", "minta2an ", "K7 ", "\n", "... ",
		"\xE2\x80\x99", "llllllllllllllllllllllllllllllllllllllllll ",
		"air + mati ", "cek", "2", "\xD0\x96\xD0\x96 ", "x x x x x "
	};
	char	raw[TEXT_MAX_BYTES], text[TEXT_MAX_BYTES];
	size_t	len, n;
	int	i;

	(void)state;
	srand(4);
	for (i = 0; i < 300; i++) {
		for (len = 0; len + 50 < sizeof raw && rand() % 400 != 0;
		    len += n) {
			const char	*p = pieces[(size_t)rand() %
					    COUNT(pieces)];

			n = strlen(p);
			memcpy(raw + len, p, n);
			if (rand() % 20 == 0)
				raw[len] = (char)(rand() >> 7);
		}
		text_clean(text, sizeof text, raw, len);
		interpret(lex, FROM_CITIZEN, text, NULL, &m);
		interpret(lex, FROM_STAFF, text, NULL, &m);
		interpret_answer(lex, true, NULL, 0, text);
	}
}

/* "done 1047 K7 detail|take 1055": all that a text commands. */

static void
test_an_unnamed_sender_and_another_s_number_are_noticed(void **state)
{
	(void)state;
	interpret(lex, FROM_CITIZEN, "lapor lampu oeba mati, rahasiakan nama "
	    "saya", NULL, &m);
	assert_int_equal(m.intent, INTENT_REPORT);
	assert_true(m.secret);
	interpret(lex, FROM_CITIZEN, "LAPOR SAMPAH OEBA menumpuk, untuk "
	    "0812-0000-1234", NULL, &m);
	assert_int_equal(m.intent, INTENT_REPORT);
	assert_string_equal(m.behalf, "0812-0000-1234");
	assert_false(m.secret);
	interpret(lex, FROM_CITIZEN, "LAPOR SAMPAH OEBA menumpuk", NULL, &m);
	assert_string_equal(m.behalf, "");
}

static void
test_two_clear_problems_are_both_told(void **state)
{
	(void)state;
	interpret(lex, FROM_CITIZEN, "lampu jalan mati di oeba dan sampah "
	    "menumpuk di oeba", NULL, &m);
	assert_int_equal(m.intent, INTENT_REPORT);
	assert_int_equal(m.alsos, 1);
	assert_int_not_equal(m.also[0].category, m.category);
	assert_string_equal(conf->city.kelurahan[m.also[0].kelurahan].name,
	    "OEBA");
	interpret(lex, FROM_CITIZEN, "sampah menumpuk di oesapa, lampu jalan "
	    "mati di oeba", NULL, &m);
	assert_int_equal(m.intent, INTENT_REPORT);
	assert_string_equal(kelurahan(), "OESAPA");
	assert_int_equal(m.alsos, 1);
	assert_string_equal(conf->city.kelurahan[m.also[0].kelurahan].name,
	    "OEBA");
	interpret(lex, FROM_CITIZEN, "lampu jalan mati di oeba", NULL, &m);
	assert_int_equal(m.alsos, 0);
}

int
main(void)
{
	const struct CMUnitTest	tests[] = {
		cmocka_unit_test(
		    test_a_report_is_understood_in_any_order_and_spelling),
		cmocka_unit_test(test_the_place_of_the_problem_counts),
		cmocka_unit_test(
		    test_what_is_near_or_an_effect_is_not_the_problem),
		cmocka_unit_test(test_what_is_not_certain_is_asked),
		cmocka_unit_test(test_talk_and_adverts_are_no_reports),
		cmocka_unit_test(test_whoever_says_lapor_reports_anew),
		cmocka_unit_test(test_a_second_problem_is_not_dropped),
		cmocka_unit_test(test_fields_are_the_senders_own_words),
		cmocka_unit_test(
		    test_a_command_word_in_a_complaint_is_no_command),
		cmocka_unit_test(
		    test_one_typing_error_never_misroutes_more_than_one_in_200),
		cmocka_unit_test(test_any_text_is_read_without_harm),
		cmocka_unit_test(
		    test_an_unnamed_sender_and_another_s_number_are_noticed),
		cmocka_unit_test(test_two_clear_problems_are_both_told),
	};

	return cmocka_run_group_tests(tests, read_city, free_city);
}
