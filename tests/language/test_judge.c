/* SPDX-License-Identifier: GPL-2.0-or-later */

/* Tests of the judge: what was learned, how it is kept and what it does. */

#include "config.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "conf/conf.h"
#include "conf/elsewhere.h"
#include "conf/read.h"
#include "language/grammar.h"
#include "language/interpret.h"
#include "language/judge/judge.h"
#include "language/judge/train.h"
#include "language/lexicon.h"
#include "language/reader.h"

#define COUNT(a)	(sizeof (a) / sizeof (a)[0])

static struct conf	*conf;
static struct lexicon	*lex;		/* with the shipped model */
static struct view	 v;

static int
read_city(void **state)
{
	struct conf_errors	 errors = { 0 };
	const char		*srcdir = getenv("srcdir");
	char			 path[4096], why[512];

	(void)state;
	snprintf(path, sizeof path, "%s/etc/kentongan.conf",
	    srcdir != NULL ? srcdir : ".");
	conf = conf_read(path, NULL, &errors);
	conf_errors_print(&errors, stderr);
	conf_errors_clear(&errors);
	if (conf == NULL)
		return -1;
	if ((lex = reader_new(conf, why, sizeof why)) != NULL)
		return 0;
	fprintf(stderr, "%s\n", why);
	return -1;
}

static int
free_city(void **state)
{
	(void)state;
	lexicon_free(lex);
	conf_free(conf);
	return 0;
}

static struct digest *
read_digest(void)
{
	char		 path[4200];
	FILE		*in;
	struct digest	*d;

	snprintf(path, sizeof path, "%s.features", conf->model);
	assert_non_null(in = fopen(path, "rb"));
	d = digest_read(in);
	fclose(in);
	assert_non_null(d);
	return d;
}

static const char *
category_of(const char *text)
{
	static struct meaning	m;

	interpret(lex, FROM_CITIZEN, text, NULL, &m);
	return m.intent != INTENT_REPORT ? intent_name(m.intent) :
	    m.category == -1 ? "none" : conf->city.category[m.category].code;
}

/* ---- what is shipped -------------------------------------------------- */

static void
test_the_shipped_digest_teaches_the_shipped_model(void **state)
{
	const struct model	*shipped = judge_model(judge_of(lex));
	struct digest		*d = read_digest();
	struct model		*m = train_bare(d, NULL, NULL);

	(void)state;
	assert_true(shipped->learned == digest_hash(d));
	assert_int_equal(m->rows, shipped->rows);
	assert_memory_equal(m->id, shipped->id, (size_t)m->rows *
	    sizeof *m->id);
	assert_memory_equal(m->weight, shipped->weight, (size_t)m->rows *
	    sizeof *m->weight);
	model_free(m);
	digest_free(d);
}

static void
test_the_shipped_files_are_small(void **state)
{
	static const char *const	ending[] = { "", ".features" };
	char				path[4200];
	size_t				i;
	FILE				*in;

	(void)state;
	for (i = 0; i < COUNT(ending); i++) {
		snprintf(path, sizeof path, "%s%s", conf->model, ending[i]);
		assert_non_null(in = fopen(path, "rb"));
		assert_int_equal(fseek(in, 0, SEEK_END), 0);
		assert_in_range(ftell(in), 1, 4 << 20);
		fclose(in);
	}
}

static void
test_chat_and_adverts_are_left_alone(void **state)
{
	static const char *const	texts[] = {
		"mama su makan ko belom, nanti malam katong bakar ikan di rumah",
		"Promo akhir bulan, beli dua gratis satu, klik tautan ini",
		"Nasabah yth, anda dapat cek 50jt, kode cek anda 0812 hub kami",
		"besok jadi pergi pantai ko tidak, beta tunggu di rumah saja e"
	};
	size_t				i;

	(void)state;
	for (i = 0; i < COUNT(texts); i++)
		if (strcmp(category_of(texts[i]), "unknown") != 0)
			fail_msg("%s: %s", texts[i], category_of(texts[i]));
}

static void
test_a_matter_elsewhere_is_named_by_what_was_learned(void **state)
{
	static struct meaning	m;
	int			bansos;

	(void)state;
	bansos = conf_elsewhere_find(conf->city.elsewhere, "BANSOS");
	interpret(lex, FROM_CITIZEN, "mohon pak, kami warga miskin belum "
	    "pernah terima bantuan apa2 dari pemerintah selama ini", NULL, &m);
	assert_int_equal(m.intent, INTENT_ELSEWHERE);
	assert_int_equal(m.matter, bansos);
	assert_in_range(m.confidence, 60, 100);
}

static void
test_chances_of_the_categories_and_of_none_are_one(void **state)
{
	static const char *const	texts[] = { "lampu mati di oesapa",
	    "selamat siang", "?", "LAPOR", "air son jalan dan sampah bau" };
	struct verdict			verdict;
	double				sum;
	size_t				i;
	int				k;

	(void)state;
	for (i = 0; i < COUNT(texts); i++) {
		view_read(&v, lex, texts[i]);
		judge_read(judge_of(lex), &v, &verdict);
		sum = verdict.none;
		for (k = 0; k < conf->city.category_count; k++)
			sum += verdict.category[k];
		assert_true(fabs(sum - 1) < 1e-6);
	}
}

/* ---- files that are damaged ------------------------------------------- */

/* The bytes of a file; how many in *size. */
static char *
slurp(const char *path, size_t *size)
{
	FILE	*in = fopen(path, "rb");
	char	*bytes;

	assert_non_null(in);
	assert_int_equal(fseek(in, 0, SEEK_END), 0);
	*size = (size_t)ftell(in);
	rewind(in);
	assert_non_null(bytes = malloc(*size));
	assert_int_equal(fread(bytes, 1, *size, in), *size);
	fclose(in);
	return bytes;
}

static bool
is_model(char *bytes, size_t size)
{
	FILE		*in = fmemopen(bytes, size, "rb");
	struct model	*m = model_read(in);
	bool		 good = m != NULL;

	model_free(m);
	fclose(in);
	return good;
}

static bool
is_digest(char *bytes, size_t size)
{
	FILE		*in = fmemopen(bytes, size, "rb");
	struct digest	*d = digest_read(in);
	bool		 good = d != NULL;

	digest_free(d);
	fclose(in);
	return good;
}

static void
test_a_damaged_model_is_refused(void **state)
{
	size_t	size, at;
	char	*bytes = slurp(conf->model, &size);

	(void)state;
	assert_true(is_model(bytes, size));
	assert_false(is_model(bytes, size - 1));
	assert_false(is_model(bytes, 5));
	for (at = 0; at < size; at += size / 7) {
		bytes[at] ^= 0x10;
		assert_false(is_model(bytes, size));
		bytes[at] ^= 0x10;
	}
	assert_true(is_model(bytes, size));
	free(bytes);
}

static void
test_a_digest_that_is_cut_is_refused(void **state)
{
	char	path[4200], *bytes;
	size_t	size;

	(void)state;
	snprintf(path, sizeof path, "%s.features", conf->model);
	bytes = slurp(path, &size);
	assert_true(is_digest(bytes, size));
	assert_false(is_digest(bytes, size - 1));
	assert_false(is_digest(bytes, size / 2));
	assert_false(is_digest(bytes, 3));
	free(bytes);
}

static void
test_a_configuration_whose_model_is_not_there_is_told(void **state)
{
	struct conf	other = *conf;
	struct lexicon	*bare = lexicon_new(&conf->city);
	char		 nowhere[] = "/nonexistent/model", none[] = "";
	char		 why[512] = "";

	(void)state;
	other.model = nowhere;
	assert_int_equal(judge_attach(bare, &other, why, sizeof why), -1);
	assert_non_null(strstr(why, nowhere));
	other.model = none;
	assert_int_equal(judge_attach(bare, &other, why, sizeof why), 0);
	assert_null(judge_of(bare));
	lexicon_free(bare);
}

/* ---- what is heard ---------------------------------------------------- */

static void
test_the_words_of_a_place_say_nothing(void **state)
{
	static struct features	a, b;

	(void)state;
	view_read(&v, lex, "lampu jalan mati di oesapa");
	features_find(&v, &a, NULL);
	view_read(&v, lex, "lampu jalan mati di sikumana");
	features_find(&v, &b, NULL);
	assert_int_equal(a.words, b.words);
	assert_memory_equal(a.word, b.word, (size_t)a.words *
	    sizeof *a.word);
	assert_int_equal(a.pieces, b.pieces);
	assert_memory_equal(a.piece, b.piece, (size_t)a.pieces *
	    sizeof *a.piece);
}

static void
test_features_are_the_same_with_their_names(void **state)
{
	static struct features		a, b;
	static struct feature_names	names;

	(void)state;
	view_read(&v, lex, "LAPOR jalan rusak kel liliba, sudah 2 bulan?");
	memset(&a, 0, sizeof a);
	memset(&b, 0, sizeof b);
	features_find(&v, &a, NULL);
	features_find(&v, &b, &names);
	assert_memory_equal(&a, &b, sizeof a);
	assert_string_equal(names.sign[0], "[a category]");
}

static void
test_the_longest_message_is_heard_within_its_room(void **state)
{
	static struct features	f;
	static char		text[TEXT_MAX_BYTES];
	size_t			n = 0;
	unsigned		seed = 1;

	(void)state;
	while (n + 9 < sizeof text) {
		seed = seed * 1103515245u + 12345u;
		text[n] = n % 21 == 20 ? ' ' :
		    (char)('a' + (seed >> 16) % 26);
		n++;
	}
	view_read(&v, lex, text);
	features_find(&v, &f, NULL);
	assert_in_range(f.words, 1, FEATURES_WORDS);
	assert_in_range(f.pieces, 1, FEATURES_PIECES);
	assert_in_range(f.signs, 1, FEATURES_SIGNS);
}

static void
test_the_exponential_is_one(void **state)
{
	double	x;

	(void)state;
	for (x = 0; x > -25; x -= 0.37)
		assert_true(fabs(model_exp(x) / exp(x) - 1) < 1e-6);
	assert_true(model_exp(-1000) == 0);
}

/* ---- what is done ----------------------------------------------------- */

static void
test_what_costs_least_is_done(void **state)
{
	static const struct {
		double		best, second, none;
		bool		said;
		enum stance	stance;
	} cases[] = {
		{ 0.99, 0.01, 0.00, false, STANCE_ACT },
		{ 0.55, 0.45, 0.00, false, STANCE_ASK },
		{ 0.30, 0.10, 0.60, false, STANCE_ADMIT },
		{ 0.30, 0.10, 0.60, true, STANCE_ASK },
		{ 0.01, 0.00, 0.99, false, STANCE_ADMIT },
		{ 0.95, 0.00, 0.05, true, STANCE_ACT },
	};
	const struct judge_costs	costs = { 10, 3, 9 };
	struct verdict			verdict = { .best = 0, .second = 1 };
	size_t				i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		verdict.category[0] = cases[i].best;
		verdict.category[1] = cases[i].second;
		verdict.none = cases[i].none;
		assert_int_equal(judge_decide(&costs, &verdict,
		    cases[i].said), cases[i].stance);
	}
}

static void
test_costs_of_the_configuration_decide(void **state)
{
	const struct judge_costs	bold = { 1, 10, 10 };
	const struct judge_costs	shy = { 1000, 1, 10 };
	const struct judge_costs	mute = { 10, 10, 0 };
	struct verdict			verdict = { .best = 0, .second = 1,
	    .none = 0.05 };

	(void)state;
	verdict.category[0] = 0.6;
	verdict.category[1] = 0.35;
	assert_int_equal(judge_decide(&bold, &verdict, false), STANCE_ACT);
	verdict.none = 0;
	verdict.category[1] = 0.4;
	assert_int_equal(judge_decide(&shy, &verdict, false), STANCE_ASK);
	assert_int_equal(judge_decide(&mute, &verdict, false), STANCE_ADMIT);
}

static void
test_a_place_behind_talk_makes_no_report(void **state)
{
	static const char *const	texts[] = {
		"selamat ulang tahun ya, panjang umur di oesapa",
		"beta su di rumah, nanti telpon e kel liliba",
		"jual hp murah mulus lengkap dos di oebobo",
		"mau tanya syarat buat kartu keluarga di sikumana",
		"bantuan pkh belum cair di bakunase",
		"gaji honor guru belum dibayar di penfui",
	};
	size_t				i;

	(void)state;
	for (i = 0; i < COUNT(texts); i++) {
		static struct meaning	m;

		interpret(lex, FROM_CITIZEN, texts[i], NULL, &m);
		if (m.intent == INTENT_REPORT)
			fail_msg("%s: %s", texts[i], category_of(texts[i]));
	}
}

static void
test_a_complaint_in_words_of_its_own_is_understood(void **state)
{
	static const struct { const char *text, *category; } cases[] = {
		{ "orang pasang lapak di trotoar oesapa, katong jalan di "
		    "aspal", "PKL" },
		{ "su tiga minggu oto sampah sonde lewat kel liliba",
		    "SAMPAH" },
		{ "gelap sekali kalo malam, tiang lampu ada tapi son "
		    "menyala di oebufu", "LAMPU" },
	};
	size_t	i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++)
		assert_string_equal(category_of(cases[i].text),
		    cases[i].category);
}

/* The shipped model, but it has never heard of a category. */
static struct model *
without(const char *code)
{
	struct model	*m;
	char		 why[512];
	int		 i;

	assert_non_null(m = judge_open_model(conf->model, why, sizeof why));
	for (i = 0; i < m->answers; i++)
		if (m->answer[i].head == HEAD_CATEGORY &&
		    strcmp(m->answer[i].code, code) == 0) {
			strcpy(m->answer[i].code, "X");
			m->bias[i] = -1e6;
			m->scale[i] = 0;
		}
	return m;
}

static void
test_a_category_never_learned_is_found_by_its_words(void **state)
{
	static struct meaning		 m;
	const struct judge_costs	 costs = { 10, 3, 9 };
	struct lexicon			*other = lexicon_new(&conf->city);

	(void)state;
	judge_use(other, judge_new(without("LAMPU"), &conf->city,
	    &costs));
	interpret(other, FROM_CITIZEN, "LAPOR LAMPU liliba lampu jalan mati",
	    NULL, &m);
	assert_int_equal(m.intent, INTENT_REPORT);
	assert_string_equal(conf->city.category[m.category].code, "LAMPU");
	lexicon_free(other);
}

static void
test_confidence_is_the_chance_of_what_was_understood(void **state)
{
	static struct meaning	m;

	(void)state;
	interpret(lex, FROM_CITIZEN, "LAPOR SAMPAH OESAPA sampah menumpuk",
	    NULL, &m);
	assert_int_equal(m.intent, INTENT_REPORT);
	assert_in_range(m.confidence, 90, 100);
}

static void
test_the_voices_are_loud_in_order(void **state)
{
	struct voice	voice[10];
	int		i, n;

	(void)state;
	view_read(&v, lex, "sampah menumpuk di depan pasar oesapa");
	n = judge_voices(judge_of(lex), &v, 0, voice, 10);
	assert_int_equal(n, 10);
	for (i = 1; i < n; i++)
		assert_true(fabs(voice[i].loud) <= fabs(voice[i - 1].loud));
}

int
main(void)
{
	const struct CMUnitTest	tests[] = {
	    cmocka_unit_test(test_chat_and_adverts_are_left_alone),
		cmocka_unit_test(
		    test_a_matter_elsewhere_is_named_by_what_was_learned),
		cmocka_unit_test(
		test_the_shipped_digest_teaches_the_shipped_model),
	    cmocka_unit_test(test_the_shipped_files_are_small),
	    cmocka_unit_test(
		test_chances_of_the_categories_and_of_none_are_one),
	    cmocka_unit_test(test_a_damaged_model_is_refused),
	    cmocka_unit_test(test_a_digest_that_is_cut_is_refused),
	    cmocka_unit_test(
		test_a_configuration_whose_model_is_not_there_is_told),
	    cmocka_unit_test(test_the_words_of_a_place_say_nothing),
	    cmocka_unit_test(test_features_are_the_same_with_their_names),
	    cmocka_unit_test(
		test_the_longest_message_is_heard_within_its_room),
	    cmocka_unit_test(test_the_exponential_is_one),
	    cmocka_unit_test(test_what_costs_least_is_done),
	    cmocka_unit_test(test_costs_of_the_configuration_decide),
	    cmocka_unit_test(test_a_place_behind_talk_makes_no_report),
	    cmocka_unit_test(
		test_a_complaint_in_words_of_its_own_is_understood),
	    cmocka_unit_test(
		test_a_category_never_learned_is_found_by_its_words),
	    cmocka_unit_test(
		test_confidence_is_the_chance_of_what_was_understood),
	    cmocka_unit_test(test_the_voices_are_loud_in_order),
	};

	return cmocka_run_group_tests(tests, read_city, free_city);
}
