/* SPDX-License-Identifier: GPL-2.0-or-later */

/* Tests of interpret: sure when sure, asking when not. */

#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "conf/conf.h"
#include "conf/read.h"
#include "language/interpret.h"
#include "language/lexicon.h"
#include "language/text.h"

#define COUNT(a)	(sizeof (a) / sizeof (a)[0])
#define EDITS		20000	/* of the property test */

/* What became of a report with a typing error. */
struct outcomes { int right, asked, lost, wrong; };

static struct conf	*conf;
static struct lexicon	*lex;
static struct meaning	 m;

static int
read_city(void **state)
{
	struct conf_errors	 errors = { 0 };
	const char		*srcdir = getenv("srcdir");
	char			 path[4096];

	(void)state;
	snprintf(path, sizeof path, "%s/etc/kentongan.conf",
	    srcdir != NULL ? srcdir : ".");
	conf = conf_read(path, NULL, &errors);
	conf_errors_print(&errors, stderr);
	conf_errors_clear(&errors);
	if (conf == NULL)
		return -1;
	lex = lexicon_new(&conf->city);
	return 0;
}

static int
free_city(void **state)
{
	(void)state;
	lexicon_free(lex);
	conf_free(conf);
	return 0;
}

static const char *
category(void)
{
	return m.category == -1 ? "" : conf->city.category[m.category].code;
}

static const char *
kelurahan(void)
{
	return m.kelurahan == -1 ? "" :
	    conf->city.kelurahan[m.kelurahan].name;
}

/* The candidates, separated by commas. */
static const char *
candidates(void)
{
	static char	text[512];
	size_t		used = 0;
	int		i;

	text[0] = '\0';
	for (i = 0; i < m.candidates; i++)
		used += (size_t)snprintf(text + used, sizeof text - used,
		    "%s%s", i > 0 ? "," : "", m.kelurahan_doubt ?
		    conf->city.kelurahan[m.candidate[i]].name :
		    conf->city.category[m.candidate[i]].code);
	return text;
}

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
		"terima kasih sampah di oesapa sudah diangkut", "mama minta pulsa 50rb",
	};
	size_t	i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		interpret(lex, FROM_CITIZEN, cases[i], NULL, &m);
		assert_string_equal(intent_name(m.intent), "unknown");
	}
}

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
	interpret(lex, FROM_CITIZEN, "DAFTAR, Bpk. Thomas Lodo, Air Nona", NULL, &m);
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
test_officers_may_type_in_haste(void **state)
{
	static const struct {
		const char	*text, *intent, *ticket, *code, *detail;
	} cases[] = {
		{ "TERIMA 1234", "take", "1234", "", "" },
		{ "TERIMA T4410 k7", "take", "4410", "K7", "" },
		{ "1990 saya ambil", "take", "1990", "", "" },
		{ "1402 proses pak, menunggu truk", "progress", "1402", "",
		    "menunggu truk" },
		{ "Selesai #1402 R4 2 truk terangkut", "done", "1402", "R4",
		    "2 truk terangkut" },
		{ "SELESAI 1990 RT05 bersih", "done", "1990", "",
		    "RT05 bersih" },
		{ "lapor pak 774 selesai", "done", "774", "", "" },
		{ "sdh selesai pak 1234", "done", "1234", "", "" },
		{ "tolak 2210 lokasi tdk ditemukan", "reject", "2210", "",
		    "lokasi tdk ditemukan" },
		{ "tanya 2210 di dlm got?", "ask", "2210", "",
		    "di dlm got?" },
		{ "DAFTAR", "list", "", "", "" },
		{ "cuti 3 hari", "off", "", "", "" },
		{ "aktif lagi pak", "on", "", "", "" },
		{ "siap pak", "unknown", "", "", "" },
		{ "1234", "unknown", "", "", "" },
	};
	size_t	i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		interpret(lex, FROM_STAFF, cases[i].text, NULL, &m);
		assert_string_equal(intent_name(m.intent), cases[i].intent);
		assert_string_equal(m.ticket, cases[i].ticket);
		assert_string_equal(m.code, cases[i].code);
		assert_string_equal(m.detail, cases[i].detail);
	}
}

static void
test_an_officer_forwards_to_an_opd_by_any_name(void **state)
{
	static const struct {
		const char	*text, *opd;
	} cases[] = {
		{ "TERUSKAN 1234 DISHUB", "DISHUB" },
		{ "teruskan 3001 K7 ke dinas perhubungan", "DISHUB" },
		{ "teruskan 877 ke pol pp", "SATPOLPP" },
		{ "trskan 1990 lingkungan hidup", "DLH" },
	};
	size_t	i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		interpret(lex, FROM_STAFF, cases[i].text, NULL, &m);
		assert_string_equal(intent_name(m.intent), "forward");
		assert_int_not_equal(m.opd, -1);
		assert_string_equal(conf->city.opd[m.opd].code, cases[i].opd);
	}
}

static void
test_an_officer_may_report_as_a_citizen(void **state)
{
	(void)state;
	interpret(lex, FROM_STAFF, "LAPOR JALAN LILIBA berlubang", NULL, &m);
	assert_string_equal(intent_name(m.intent), "report");
	assert_string_equal(category(), "JALAN");
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
static const char *
orders(const char *text)
{
	static char	out[512];
	struct meaning	whole, one;
	size_t		len = 0;
	int		i;

	interpret(lex, FROM_STAFF, text, NULL, &whole);
	one = whole;
	for (i = 0; i <= whole.furthers; i++) {
		if (i > 0)
			interpret_further(text, &whole, i - 1, &one);
		len += (size_t)snprintf(out + len, sizeof out - len,
		    "%s%s %s%s%s%s%s%s%s", i > 0 ? "|" : "",
		    intent_name(one.intent), one.ticket,
		    one.code[0] != '\0' ? " " : "", one.code,
		    one.opd != -1 ? " " : "",
		    one.opd != -1 ? conf->city.opd[one.opd].code : "",
		    one.detail[0] != '\0' ? " " : "", one.detail);
	}
	return out;
}

static void
test_an_officer_may_send_several_commands_at_once(void **state)
{
	static const struct { const char *text, *orders; } cases[] = {
		{ "SELESAI 1047 K7 1055 M2", "done 1047 K7|done 1055 M2" },
		{ "TERIMA 1047 1055", "take 1047|take 1055" },
		{ "terima 1047, 1055 dan no 1063",
		  "take 1047|take 1055|take 1063" },
		{ "SELESAI 1047 K7 diangkut, SELESAI 1055 M2 disapu",
		  "done 1047 K7 diangkut|done 1055 M2 disapu" },
		{ "SELESAI 1047 K7 1055 M2 sudah diangkut semua",
		  "done 1047 K7 sudah diangkut semua|"
		  "done 1055 M2 sudah diangkut semua" },
		{ "SELESAI 1047 K7 diangkut. TERIMA 1055",
		  "done 1047 K7 diangkut.|take 1055" },
		{ "TERIMA 1047 PROSES 1055 besok turun",
		  "take 1047|progress 1055 besok turun" },
		{ "TERUSKAN 1047 K7 PUPR, 1055 M2 DISHUB",
		  "forward 1047 K7 PUPR|forward 1055 M2 DISHUB" },
		{ "TOLAK 1047 K7 jalan nasional 1055 M2 jalan provinsi",
		  "reject 1047 K7 jalan nasional|"
		  "reject 1055 M2 jalan provinsi" }
	};
	size_t	i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++)
		assert_string_equal(orders(cases[i].text), cases[i].orders);
}

static void
test_digits_inside_a_remark_are_no_ticket(void **state)
{
	static const struct { const char *text, *orders; } cases[] = {
		{ "SELESAI 1047 K7 ganti 2 tiang, 1055 orang melihat",
		  "done 1047 K7 ganti 2 tiang, 1055 orang melihat" },
		{ "SELESAI 1047 K7 2000 karung diangkut",
		  "done 1047 K7 2000 karung diangkut" },
		{ "TOLAK 1047 K7 sama dengan laporan 1055",
		  "reject 1047 K7 sama dengan laporan 1055" },
		{ "SELESAI 1047 K7 tim proses 1055 lampu",
		  "done 1047 K7 tim proses 1055 lampu" },
		{ "PROSES 1047 tunggu alat 1500 rupiah",
		  "progress 1047 tunggu alat 1500 rupiah" },
		{ "TANYA 1047 rumah nomor 123 atau 125?",
		  "ask 1047 rumah nomor 123 atau 125?" }
	};
	size_t	i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++)
		assert_string_equal(orders(cases[i].text), cases[i].orders);
}

static void
test_a_seat_speaks_of_itself(void **state)
{
	static const struct {
		const char	*text, *intent, *detail;
		int		 days, day, month;
	} cases[] = {
		{ "CUTI", "off", "", 0, 0, 0 },
		{ "CUTI 3 hari", "off", "", 3, 0, 0 },
		{ "cuti seminggu", "off", "", 7, 0, 0 },
		{ "izin sakit dua hari", "off", "", 2, 0, 0 },
		{ "CUTI sampai 3/12", "off", "", 0, 3, 12 },
		{ "cuti sampai tgl 31 desember 2026", "off", "", 0, 31, 12 },
		{ "CUTI s/d 3-1-2027", "off", "", 0, 3, 1 },
		{ "AKTIF", "on", "", 0, 0, 0 },
		{ "SERAH 0812-0000-1234 K7", "handover", "0812-0000-1234 K7",
		  0, 0, 0 },
		{ "serahkan ke 081200001234", "handover", "ke 081200001234",
		  0, 0, 0 },
		{ "LAGI", "more", "", 0, 0, 0 },
		{ "DAFTAR", "list", "", 0, 0, 0 },
		{ "LIHAT 1047", "show", "", 0, 0, 0 },
		{ "lihat daftar", "list", "", 0, 0, 0 }
	};
	size_t	i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		interpret(lex, FROM_STAFF, cases[i].text, NULL, &m);
		if (strcmp(intent_name(m.intent), cases[i].intent) != 0 ||
		    strcmp(m.detail, cases[i].detail) != 0 ||
		    m.days != cases[i].days || m.day != cases[i].day ||
		    m.month != cases[i].month)
			fail_msg("%s: %s \"%s\" %d days, %d/%d",
			    cases[i].text, intent_name(m.intent), m.detail,
			    m.days, m.day, m.month);
	}
}

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

int
main(void)
{
	const struct CMUnitTest	tests[] = {
		cmocka_unit_test(
		    test_an_officer_may_send_several_commands_at_once),
		cmocka_unit_test(test_digits_inside_a_remark_are_no_ticket),
		cmocka_unit_test(test_a_seat_speaks_of_itself),
		cmocka_unit_test(
		    test_a_consent_is_a_yes_or_a_no_at_the_beginning),
		cmocka_unit_test(
		    test_a_report_is_understood_in_any_order_and_spelling),
		cmocka_unit_test(test_the_place_of_the_problem_counts),
		cmocka_unit_test(
		    test_what_is_near_or_an_effect_is_not_the_problem),
		cmocka_unit_test(test_what_is_not_certain_is_asked),
		cmocka_unit_test(test_talk_and_adverts_are_no_reports),
		cmocka_unit_test(test_a_citizen_may_ask_for_other_things),
		cmocka_unit_test(test_a_house_number_is_no_ticket),
		cmocka_unit_test(test_whoever_says_lapor_reports_anew),
		cmocka_unit_test(test_a_text_may_begin_with_a_yes_or_a_no),
		cmocka_unit_test(test_whoever_was_misread_says_so),
		cmocka_unit_test(test_a_second_problem_is_not_dropped),
		cmocka_unit_test(test_fields_are_the_senders_own_words),
		cmocka_unit_test(
		    test_a_command_word_in_a_complaint_is_no_command),
		cmocka_unit_test(test_officers_may_type_in_haste),
		cmocka_unit_test(
		    test_an_officer_forwards_to_an_opd_by_any_name),
		cmocka_unit_test(test_an_officer_may_report_as_a_citizen),
		cmocka_unit_test(
		    test_a_numbered_question_is_answered_in_any_form),
		cmocka_unit_test(
		    test_a_question_about_categories_takes_a_word),
		cmocka_unit_test(
		    test_one_typing_error_never_misroutes_more_than_one_in_200),
		cmocka_unit_test(test_any_text_is_read_without_harm),
	};

	return cmocka_run_group_tests(tests, read_city, free_city);
}
