/* SPDX-License-Identifier: GPL-2.0-or-later */

/* Tests of conf_city: every fault of the city's files is told, with line. */

#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <libconfig.h>

#include "conf/city_read.h"
#include "conf/conf.h"

#define OPD "opd = ( { code = \"DLH\"; name = \"Dinas\"; } );\n"
#define CATEGORY "categories = ( { code = \"SAMPAH\"; opd = \"DLH\";" \
	" keywords = \"sampah\"; phrases = ( ( 9, \"tps, bak sampah\" ) );" \
	" } );\n"
#define KELURAHAN "kelurahan = ( { code = \"1\"; name = \"Oesapa\";" \
	" kecamatan = \"Kelapa Lima\"; } );\n"

static char	words[8192];	/* a whole `words` setting */

static int
write_words(void **state)
{
	static const char *const key[] = {
#define X(name, text)	text,
		CONF_WORDS(X)
#undef X
	};
	size_t	used = 0;
	int	i;

	(void)state;
	used += (size_t)snprintf(words, sizeof words, "words = {");
	for (i = 0; i < CONF_WORDS_COUNT; i++)
		used += (size_t)snprintf(words + used, sizeof words - used,
		    " %s = \"%s%d\";", key[i], key[i], i);
	snprintf(words + used, sizeof words - used, " };\n");
	return 0;
}

/* Read a configuration from a text; the faults are put into errors. */
static bool
read_text(struct conf_city *city, struct conf_errors *errors,
    const char *const *part, int parts)
{
	char		text[16384];
	config_t	config;
	size_t		used = 0;
	bool		ok;
	int		i;

	for (i = 0; i < parts; i++)
		used += (size_t)snprintf(text + used, sizeof text - used,
		    "%s", part[i]);
	config_init(&config);
	assert_int_equal(config_read_string(&config, text), CONFIG_TRUE);
	*errors = (struct conf_errors){ 0 };
	ok = conf_city_read(city, &config, errors);
	config_destroy(&config);
	return ok;
}

static void
test_a_right_city_is_read_whole(void **state)
{
	const char *const	part[] = { OPD, CATEGORY, KELURAHAN, words };
	struct conf_city	city;
	struct conf_errors	errors;

	(void)state;
	assert_true(read_text(&city, &errors, part, 4));
	assert_int_equal(errors.count, 0);
	assert_int_equal(city.opd_count, 1);
	assert_string_equal(city.category[0].label, "SAMPAH");
	assert_int_equal(city.category[0].phrase_count, 2);
	assert_string_equal(city.category[0].phrases[1].text, "bak sampah");
	assert_int_equal(city.category[0].phrases[1].weight, 9);
	assert_int_equal(conf_city_find_kelurahan(&city, "oesapa"), 0);
	assert_int_equal(conf_city_find_category(&city, "x"), -1);
	assert_true(conf_city_is_kecamatan(&city, "kelapa lima"));
	assert_string_equal(city.words[CONF_WORDS_REPORT].item[0], "report0");
	conf_city_clear(&city);
	conf_errors_clear(&errors);
}

static void
test_each_fault_is_told(void **state)
{
	static const struct {
		const char	*opd, *categories, *kelurahan, *message;
	} cases[] = {
		{ "opd = ( { code = \"A\"; name = \"B\"; nam = \"C\"; } );",
		    CATEGORY, KELURAHAN, "unknown setting \"nam\"" },
		{ "opd = ( { code = \"DLH\"; name = \"B\";"
		    " office_hours = \"9-5\"; } );", CATEGORY, KELURAHAN,
		    "office_hours: \"9-5\" is not written" },
		{ OPD, "categories = ( { code = \"X\"; opd = \"DLH\";"
		    " keywords = \"x\"; take_within = \"soon\"; } );",
		    KELURAHAN, "take_within: \"soon\" is not a term" },
		{ OPD, "categories = ( { code = \"X\"; opd = \"DLH\";"
		    " keywords = \"x\"; join_within = \"3 working days\"; }"
		    " );", KELURAHAN, "join_within: must be hours or days" },
		{ "opd = ( { code = \"DLH\"; } );", CATEGORY, KELURAHAN,
		    "\"name\" is missing" },
		{ "opd = ( { code = 3; name = \"B\"; } );", CATEGORY,
		    KELURAHAN, "\"code\" must be a string" },
		{ "opd = ( );", CATEGORY, KELURAHAN, "\"opd\" is empty" },
		{ "opd = 1;", CATEGORY, KELURAHAN, "must be a list" },
		{ OPD, "categories = ( { code = \"X\"; opd = \"PUPR\";"
		    " keywords = \"x\"; } );", KELURAHAN,
		    "there is no OPD \"PUPR\"" },
		{ OPD, "categories = ( { code = \"X\"; opd = \"DLH\";"
		    " keywords = \"x\"; phrases = ( ( 11, \"y\" ) ); } );",
		    KELURAHAN, "weight 11 is not within 1..10" },
		{ OPD, "categories = ( { code = \"X\"; opd = \"DLH\";"
		    " keywords = \"x\"; phone = \"0380-?\"; } );", KELURAHAN,
		    "\"phone\" may hold digits" },
		{ OPD, "categories = ( { code = \"X\"; opd = \"DLH\";"
		    " keywords = [ ]; } );", KELURAHAN,
		    "\"keywords\" is empty" },
		{ OPD, "categories = ( { code = \"X\"; opd = \"DLH\";"
		    " keywords = \"x\"; }, { code = \"Y\"; opd = \"DLH\";"
		    " keywords = \"X\"; } );", KELURAHAN,
		    "\"x\" of Y is also of X" },
		{ OPD, "categories = ( { code = \"X\"; opd = \"DLH\";"
		    " keywords = \"report0\"; } );", KELURAHAN,
		    "\"report0\" of" },
		{ OPD, CATEGORY, "kelurahan = ( { code = \"1\"; name = \"A\";"
		    " kecamatan = \"K\"; aliases = \"b\"; }, { code = \"2\";"
		    " name = \"B\"; kecamatan = \"K\"; } );",
		    "\"b\" of" },
		{ OPD, CATEGORY, "", "\"kelurahan\" is missing" },
	};
	struct conf_city	city;
	struct conf_errors	errors;
	size_t			i;
	int			k, found;

	(void)state;
	for (i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		const char *const	part[] = { cases[i].opd,
		    cases[i].categories, cases[i].kelurahan, words };

		assert_false(read_text(&city, &errors, part, 4));
		for (found = k = 0; k < errors.count; k++)
			found += strstr(errors.text[k], cases[i].message) !=
			    NULL;
		assert_int_not_equal(found, 0);
		conf_city_clear(&city);
		conf_errors_clear(&errors);
	}
}

static void
test_all_faults_are_told_and_not_only_the_first(void **state)
{
	const char *const	part[] = { "opd = ( { code = \"A\"; } );\n",
	    ("categories = ( { code = \"X\"; opd = \"Z\"; keywords = \"x\";"
	    " phrases = ( ( 0, \"y\" ) ); } );\n"), "kelurahan = 3;\n" };
	struct conf_city	city;
	struct conf_errors	errors;

	(void)state;
	assert_false(read_text(&city, &errors, part, 3));
	assert_int_equal(errors.count, 5);
	conf_city_clear(&city);
	conf_errors_clear(&errors);
}

int
main(void)
{
	const struct CMUnitTest	tests[] = {
		cmocka_unit_test(test_a_right_city_is_read_whole),
		cmocka_unit_test(test_each_fault_is_told),
		cmocka_unit_test(
		    test_all_faults_are_told_and_not_only_the_first),
	};

	return cmocka_run_group_tests(tests, write_words, NULL);
}
