/* SPDX-License-Identifier: GPL-2.0-or-later */

/* Tests of lexicon and distance: what is typed finds what was meant. */

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
#include "language/distance.h"
#include "language/lexicon.h"

#define COUNT(a)	(sizeof (a) / sizeof (a)[0])

static struct conf	*conf;
static struct lexicon	*lex;

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

static int
between(const char *a, const char *b)
{
	return distance_between(a, strlen(a), b, strlen(b));
}

static void
test_an_error_is_a_letter_missing_added_wrong_or_swapped(void **state)
{
	static const struct {
		const char	*a, *b;
		int		 distance;
	} cases[] = {
		{ "oesapa", "oesapa", 0 },
		{ "oespa", "oesapa", 1 },
		{ "oesaapa", "oesapa", 1 },
		{ "oesaba", "oesapa", 1 },
		{ "oeaspa", "oesapa", 1 },
		{ "oebufo", "oebobo", 2 },
		{ "sikumana", "oesapa", 3 },
		{ "", "ab", 2 },
		{ "", "", 0 },
		{ "blok1", "blok2", 3 },	/* a digit is no typing error */
	};
	size_t	i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		assert_int_equal(between(cases[i].a, cases[i].b),
		    cases[i].distance);
		assert_int_equal(between(cases[i].b, cases[i].a),
		    cases[i].distance);
	}
}

static void
test_short_words_are_taken_exactly(void **state)
{
	(void)state;
	assert_int_equal(distance_allowed(3), 0);
	assert_int_equal(distance_allowed(4), 1);
	assert_int_equal(distance_allowed(6), 1);
	assert_int_equal(distance_allowed(7), 2);
	assert_int_equal(distance_allowed(8), 2);
}

static void
test_a_word_without_its_vowels_is_known(void **state)
{
	char	skeleton[16];

	(void)state;
	assert_int_equal(distance_skeleton(skeleton, sizeof skeleton, "sampah",
	    6), 4);
	assert_string_equal(skeleton, "smph");
	assert_true(distance_is_skeleton("kbakrn", 6, "kebakaran", 9));
	assert_false(distance_is_skeleton("kbokrn", 6, "kebakaran", 9));
	assert_int_equal(distance_skeleton(skeleton, sizeof skeleton, "air",
	    3), 0);
}

/* Whether a typed word is near to one, and nothing nearer. */
static bool
is_similar(const char *typed, const char *word)
{
	struct lexicon_near	near[8];
	int			n, i;

	n = lexicon_similar(lex, typed, strlen(typed), DISTANCE_MAX, near, 8);
	for (i = 0; i < n; i++)
		if (near[i].word == lexicon_word(lex, word, strlen(word)))
			return true;
	return false;
}

static void
test_a_misspelt_word_finds_the_right_one(void **state)
{
	(void)state;
	assert_true(is_similar("kebakran", "kebakaran"));
	assert_true(is_similar("kebkrn", "kebakaran"));
	assert_true(is_similar("sikumna", "sikumana"));
	assert_true(is_similar("fatulluli", "fatululi"));
	assert_true(is_similar("fogingg", "foging"));
	assert_true(is_similar("fatokua", "fatukoa"));
	assert_false(is_similar("fatunka", "fatukoa"));
	assert_false(is_similar("xyzzy", "sampah"));
	assert_false(is_similar("oeb", "oeba"));
}

static void
test_an_ordinary_word_is_no_error_of_another(void **state)
{
	static const char *const words[] = { "bandar", "kereta", "tertangkap",
	    "tersebut", "menjual", "relawan", "pengajuan", "diangkat",
	    "pakaiannya", "perusahan", "mengangkut", "pemilihan" };
	struct lexicon_near	 near[8];
	size_t			 i;

	(void)state;
	for (i = 0; i < COUNT(words); i++)
		assert_int_equal(lexicon_similar(lex, words[i],
		    strlen(words[i]), DISTANCE_MAX, near, 8), 0);
}

/* What one error costs between two words. */
static int
cost(const char *typed, const char *word)
{
	return distance_cost(typed, strlen(typed), word, strlen(word));
}

static void
test_a_slip_costs_what_it_is_worth_on_a_keypad(void **state)
{
	int	usual = cost("sanpih", "sanpik");

	(void)state;
	assert_int_equal(cost("sampah", "sampah"), 0);
	assert_true(cost("sampzh", "sampah") < usual);	/* beside a */
	assert_true(cost("sampch", "sampah") < usual);	/* a's key of nine */
	assert_true(cost("smpah", "sampah") < usual);
	assert_true(cost("sammpah", "sampah") < usual);
	assert_true(cost("sapmah", "sampah") < usual);
	assert_true(cost("fatupeto", "fatufeto") < usual);
	assert_true(cost("tampah", "sampah") > usual);
	assert_true(cost("lampah", "sampah") > distance_budget(6));
	assert_true(cost("blok1", "blok2") > distance_budget(9));
	assert_int_equal(distance_budget(3), 0);
}

static void
test_a_short_word_may_have_a_slip_only(void **state)
{
	(void)state;
	assert_true(is_similar("oebs", "oeba"));
	assert_true(is_similar("oeeba", "oeba"));
	assert_false(is_similar("oeta", "oeba"));
	assert_false(is_similar("aeba", "oeba"));
}

static int
walk(const char *const *word, int count)
{
	int	node = LEXICON_ROOT, i, w;

	for (i = 0; i < count && node != LEXICON_NONE; i++) {
		w = lexicon_word(lex, word[i], strlen(word[i]));
		node = w == LEXICON_NONE ? w : lexicon_step(lex, node, w);
	}
	return node;
}

static bool
stands_for(int node, enum lexicon_kind kind, int index)
{
	int	e;

	if (node == LEXICON_NONE)
		return false;
	for (e = lexicon_first(lex, node); e != LEXICON_NONE;
	    e = lexicon_entry(lex, e)->next)
		if (lexicon_entry(lex, e)->kind == kind &&
		    lexicon_entry(lex, e)->index == index)
			return true;
	return false;
}

static void
test_a_number_in_a_name_may_be_roman_arabic_or_spelt(void **state)
{
	static const char *const numeral[] = { "ii", "2", "dua" };
	const char	*word[2] = { "naikoten", NULL };
	int		 kelurahan;
	size_t		 i;

	(void)state;
	kelurahan = conf_city_find_kelurahan(&conf->city, "NAIKOTEN II");
	for (i = 0; i < COUNT(numeral); i++) {
		word[1] = numeral[i];
		assert_true(stands_for(walk(word, 2), LEXICON_KELURAHAN,
		    kelurahan));
	}
	assert_true(stands_for(walk(word, 1), LEXICON_STEM, kelurahan));
}

static void
test_a_name_may_be_joined(void **state)
{
	const char	*word = "oesapabarat";

	(void)state;
	assert_true(stands_for(walk(&word, 1), LEXICON_KELURAHAN,
	    conf_city_find_kelurahan(&conf->city, "OESAPA BARAT")));
}

static void
test_a_name_may_be_written_as_it_is_spoken(void **state)
{
	(void)state;
	assert_int_equal(lexicon_word(lex, "namosen", 7),
	    lexicon_word(lex, "namosain", 8));
	assert_int_equal(lexicon_word(lex, "molafa", 6),
	    lexicon_word(lex, "maulafa", 7));
}

static void
test_spellings_of_a_group_are_one_word(void **state)
{
	(void)state;
	assert_int_equal(lexicon_word(lex, "tdk", 3),
	    lexicon_word(lex, "sonde", 5));
	assert_string_equal(lexicon_spelling(lex, lexicon_word(lex, "jln", 3)),
	    "jalan");
}

static void
test_a_word_of_another_kind_is_no_stem(void **state)
{
	const char	*word = "air";

	(void)state;
	assert_false(stands_for(walk(&word, 1), LEXICON_STEM,
	    conf_city_find_kelurahan(&conf->city, "AIR NONA")));
}

static void
test_a_beginning_finds_all_names_with_it(void **state)
{
	int	found[9], n;

	(void)state;
	n = lexicon_begin(lex, "oeb", 3, found, 9);
	assert_int_equal(n, 3);
	assert_string_equal(conf->city.kelurahan[found[0]].name, "OEBA");
	assert_string_equal(conf->city.kelurahan[found[1]].name, "OEBOBO");
	assert_string_equal(conf->city.kelurahan[found[2]].name, "OEBUFU");
	assert_int_equal(lexicon_begin(lex, "oeb", 3, found, 1), 3);
	assert_int_equal(lexicon_begin(lex, "zz", 2, found, 9), 0);
}

int
main(void)
{
	const struct CMUnitTest	tests[] = {
		cmocka_unit_test(
		    test_an_error_is_a_letter_missing_added_wrong_or_swapped),
		cmocka_unit_test(test_short_words_are_taken_exactly),
		cmocka_unit_test(test_a_word_without_its_vowels_is_known),
		cmocka_unit_test(test_a_misspelt_word_finds_the_right_one),
		cmocka_unit_test(test_an_ordinary_word_is_no_error_of_another),
		cmocka_unit_test(
		    test_a_slip_costs_what_it_is_worth_on_a_keypad),
		cmocka_unit_test(test_a_short_word_may_have_a_slip_only),
		cmocka_unit_test(
		    test_a_number_in_a_name_may_be_roman_arabic_or_spelt),
		cmocka_unit_test(test_a_name_may_be_joined),
		cmocka_unit_test(test_a_name_may_be_written_as_it_is_spoken),
		cmocka_unit_test(test_spellings_of_a_group_are_one_word),
		cmocka_unit_test(test_a_word_of_another_kind_is_no_stem),
		cmocka_unit_test(test_a_beginning_finds_all_names_with_it),
	};

	return cmocka_run_group_tests(tests, read_city, free_city);
}
