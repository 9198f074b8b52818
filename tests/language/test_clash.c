/* SPDX-License-Identifier: GPL-2.0-or-later */

/* Entries that a typing error confuses are told, and no others. */

#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include <jansson.h>
#include <libconfig.h>

#include "cli/vocabulary.h"
#include "conf/city_read.h"
#include "conf/conf.h"
#include "conf/read.h"
#include "language/clash.h"
#include "language/conf.h"

#define COUNT(a)	(sizeof (a) / sizeof (a)[0])
#define TEXT_SIZE	16384

/* What a small city says of itself, besides words that clash with nothing. */
struct small {
	const char	*first, *second;	/* phrases of two categories */
	const char	*alias;			/* of kelurahan ALAK */
	const char	*spellings;
};

static size_t
write_words(char *out, size_t size, const char *spellings)
{
	static const char *const key[] = {
#define X(name, text)	text,
		CONF_WORDS(X)
#undef X
	};
	size_t	used;
	int	i;

	used = (size_t)snprintf(out, size, "words = {\n");
	for (i = 0; i < CONF_WORDS_COUNT; i++)
		used += (size_t)snprintf(out + used, size - used,
		    "%s = \"%s\";\n", key[i],
		    i == CONF_WORDS_HELP ? "bantu, tolong bantu" :
		    i == CONF_WORDS_STATUS ? "cek" :
		    i == CONF_WORDS_OFF ? "sakit" :
		    i == CONF_WORDS_DONE ? "selesai" :
		    i == CONF_WORDS_SATISFIED ? "selesai" :
		    i == CONF_WORDS_SPELLINGS ? spellings : key[i]);
	return used + (size_t)snprintf(out + used, size - used, "};\n");
}

static void
read_small(struct conf *conf, const struct small *s)
{
	static char		text[TEXT_SIZE];
	struct conf_errors	errors = { 0 };
	config_t		config;
	size_t			used;

	*conf = (struct conf){ 0 };
	used = (size_t)snprintf(text, sizeof text,
	    "opd = ( { code = \"DLH\"; name = \"Dinas\"; } );\n"
	    "categories = (\n{ code = \"FIRST\"; opd = \"DLH\";\n"
	    "keywords = \"sampah, sampan\";\n"
	    "phrases = (\n( 5, \"%s\" ) ); },\n"
	    "{ code = \"SECOND\"; opd = \"DLH\"; keywords = \"banjir\";\n"
	    "phrases = ( ( 5, \"%s\" ) ); } );\n"
	    "kelurahan = ( { code = \"1\"; name = \"Alak\"; kecamatan = "
	    "\"Alak\"; aliases = \"%s\"; } );\n", s->first, s->second,
	    s->alias);
	write_words(text + used, sizeof text - used, s->spellings);
	config_init(&config);
	if (config_read_string(&config, text) != CONFIG_TRUE)
		fail_msg("%s", config_error_text(&config));
	if (!conf_city_read(&conf->city, &config, &errors))
		fail_msg("%s", errors.text[0]);
	config_destroy(&config);
}

/* The clashes of a small city, a line each. */
static void
clashes_of(const struct small *s, char *out, size_t size)
{
	struct conf_errors	warnings = { 0 };
	struct conf		conf;
	size_t			used = 0;
	int			i;

	out[0] = '\0';
	read_small(&conf, s);
	language_warn_words(&conf, &warnings);
	for (i = 0; i < warnings.count; i++)
		used += (size_t)snprintf(out + used, size - used, "%s\n",
		    warnings.text[i]);
	conf_errors_clear(&warnings);
	conf_city_clear(&conf.city);
}

static void
test_entries_one_error_apart_clash_unless_they_mean_the_same(void **state)
{
	static const struct {
		struct small	 small;
		const char	*clashes;
	} cases[] = {
		{ { "kotor", "genangan", "nunhila", "a1 b1" }, "" },
		/* of one category: no clash */
		{ { "sampai", "genangan", "nunhila", "a1 b1" }, "" },
		{ { "parit", "pamit", "nunhila", "a1 b1" },
		    ":6: warning: phrase \"parit\" of FIRST is one typing "
		    "error from phrase \"pamit\" of SECOND\n" },
		/* swapped letters, and a letter less */
		{ { "sapmahan", "banji", "nunhila", "a1 b1" }, "" },
		{ { "bnajir", "genangan", "nunhila", "a1 b1" },
		    ":6: warning: phrase \"bnajir\" of FIRST is one typing "
		    "error from keyword \"banjir\" of SECOND\n" },
		/* two errors are enough to tell them apart */
		{ { "lumpurnya", "lumpuhkan", "nunhila", "a1 b1" }, "" },
		/* short words are taken exactly */
		{ { "got", "gor", "nunhila", "a1 b1" }, "" },
		/* evidence that two share is intended */
		{ { "bau", "bau", "nunhila", "a1 b1" }, "" },
		{ { "stres, setres", "stres, setres", "nunhila", "a1 b1" },
		    "" },
		{ { "stres", "stres, setres", "nunhila", "a1 b1" }, "" },
		{ { "stres, setres", "stres", "nunhila", "a1 b1" }, "" },
		/* what is near is told of the words as they are configured */
		{ { "popok", "pohon", "nunhila", "pohon pokok" }, "" },
		/* spellings of one word are one word */
		{ { "setres", "stres", "nunhila", "stres setres" }, "" },
		/* several words, one of them mistyped */
		{ { "air mati", "genangan", "air mata", "a1 b1" },
		    ":6: warning: phrase \"air mati\" of FIRST is one typing "
		    "error from alias \"air mata\" of ALAK\n" },
		{ { "akak", "genangan", "nunhila", "a1 b1" },
		    ":6: warning: phrase \"akak\" of FIRST is one typing "
		    "error from kelurahan ALAK\n" },
		/* four letters: no error but a slip of the thumb */
		{ { "anak", "genangan", "nunhila", "a1 b1" }, "" },
		{ { "buntu", "genangan", "nunhila", "a1 b1" },
		    ":6: warning: phrase \"buntu\" of FIRST is one typing "
		    "error from command word \"bantu\" of \"help\"\n" },
		/* names hide commands */
		{ { "kotor", "genangan", "bantul", "a1 b1" },
		    ":9: warning: alias \"bantul\" of ALAK hides, by one "
		    "typing error, command word \"bantu\" of \"help\"\n" },
		{ { "kotor", "genangan", "sakit", "a1 b1" },
		    ":9: warning: alias \"sakit\" of ALAK is also command "
		    "word \"sakit\" of \"off\"\n" },
		{ { "kotor", "genangan", "banjir", "a1 b1" },
		    ":7: warning: keyword \"banjir\" of SECOND is also alias "
		    "\"banjir\" of ALAK\n" },
	};
	char	got[4096];
	size_t	i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		clashes_of(&cases[i].small, got, sizeof got);
		if (strcmp(got, cases[i].clashes) != 0)
			fail_msg("%zu: \"%s\", not \"%s\"", i, got,
			    cases[i].clashes);
	}
}

static struct conf *
read_city(void)
{
	struct conf_errors	 errors = { 0 };
	const char		*srcdir = getenv("srcdir");
	struct conf		*conf;
	char			 path[4096];

	snprintf(path, sizeof path, "%s/etc/kentongan.conf",
	    srcdir != NULL ? srcdir : ".");
	conf = conf_read(path, NULL, &errors);
	conf_errors_print(&errors, stderr);
	conf_errors_clear(&errors);
	assert_non_null(conf);
	return conf;
}

static void
count_cb(void *arg, const struct clash *clash)
{
	assert_true(clash->one.line > 0 && clash->other.line > 0);
	assert_non_null(strstr(clash->one.file, ".conf"));
	++*(int *)arg;
}

static void
test_the_city_has_few_clashes_and_they_are_found_at_once(void **state)
{
	struct conf	*conf = read_city();
	struct lexicon	*lex = lexicon_new(&conf->city);
	clock_t		 begin = clock();
	int		 count = 0, told;

	(void)state;
	told = clash_find(lex, count_cb, &count);
	assert_int_equal(told, count);
	assert_true(clock() - begin < CLOCKS_PER_SEC);
	assert_true(count <= 30);
	lexicon_free(lex);
	conf_free(conf);
}

/* The rows of one of the tables of an answer. */
static json_t *
table(const json_t *reply, const char *name)
{
	json_t	*one;
	size_t	 i;

	json_array_foreach(json_object_get(reply, "tables"), i, one)
		if (strcmp(json_string_value(json_object_get(one, "name")),
		    name) == 0)
			return json_object_get(one, "rows");
	fail_msg("no table %s", name);
	return NULL;
}

static bool
has_row(const json_t *rows, const char *row)
{
	const json_t	*one;
	char		*text;
	size_t		 i;
	bool		 found = false;

	json_array_foreach(rows, i, one) {
		text = json_dumps(one, JSON_COMPACT);
		found = found || strcmp(text, row) == 0;
		free(text);
	}
	return found;
}

static void
test_the_lexicon_shows_all_that_is_configured(void **state)
{
	const struct small	small = { "kotor, jorok", "genangan",
				    "nunhila", "a1 b1" };
	struct conf		conf;
	json_t			*all;

	(void)state;
	read_small(&conf, &small);
	all = vocabulary_lay_out(&conf, NULL);
	assert_int_equal(json_array_size(table(all, "categories")), 4);
	assert_true(has_row(table(all, "categories"),
	    "[\"FIRST\",\"DLH\",\"keyword\",8,2,[\"sampah\",\"sampan\"]]"));
	assert_true(has_row(table(all, "categories"),
	    "[\"FIRST\",\"DLH\",\"phrase\",5,2,[\"kotor\",\"jorok\"]]"));
	assert_true(has_row(table(all, "kelurahan"),
	    "[\"ALAK\",\"ALAK\",1,[\"nunhila\"]]"));
	assert_true(has_row(table(all, "commands"),
	    "[\"help\",2,[\"bantu\",\"tolong bantu\"]]"));
	assert_int_equal(json_array_size(table(all, "commands")) +
	    json_array_size(table(all, "grammar")), CONF_WORDS_COUNT);
	json_decref(all);
	conf_city_clear(&conf.city);
}

static void
test_a_word_shows_what_it_would_match_and_its_clashes(void **state)
{
	const struct small	small = { "parit, bak sampah", "pamit",
				    "nunhila", "a1 b1" };
	struct conf		conf;
	json_t			*one;

	(void)state;
	read_small(&conf, &small);
	one = vocabulary_lay_out(&conf, "Sampahh");
	assert_true(has_row(table(one, "words"),
	    "[\"sampahh\",\"sampah\",1,\"\"]"));
	assert_int_equal(json_array_size(table(one, "entries")), 2);
	assert_true(has_row(table(one, "entries"),
	    "[\"sampah\",1,\"keyword\",\"FIRST\",8,\"whole\"]"));
	assert_true(has_row(table(one, "entries"),
	    "[\"bak sampah\",1,\"phrase\",\"FIRST\",5,\"within\"]"));
	assert_int_equal(json_array_size(table(one, "clashes")), 0);
	json_decref(one);
	one = vocabulary_lay_out(&conf, "parit");
	assert_int_equal(json_array_size(table(one, "entries")), 1);
	assert_int_equal(json_array_size(table(one, "clashes")), 1);
	json_decref(one);
	one = vocabulary_lay_out(&conf, "xyzzy");
	assert_true(has_row(table(one, "words"),
	    "[\"xyzzy\",null,null,\"not known\"]"));
	assert_int_equal(json_array_size(table(one, "entries")), 0);
	json_decref(one);
	one = vocabulary_lay_out(&conf, "?");
	assert_int_equal(json_array_size(table(one, "words")), 0);
	json_decref(one);
	conf_city_clear(&conf.city);
}

int
main(void)
{
	const struct CMUnitTest	tests[] = {
	    cmocka_unit_test(
		test_entries_one_error_apart_clash_unless_they_mean_the_same),
	    cmocka_unit_test(
		test_the_city_has_few_clashes_and_they_are_found_at_once),
	    cmocka_unit_test(test_the_lexicon_shows_all_that_is_configured),
	    cmocka_unit_test(
		test_a_word_shows_what_it_would_match_and_its_clashes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
