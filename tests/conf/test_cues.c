/* SPDX-License-Identifier: GPL-2.0-or-later */

/* What danger.conf and elsewhere.conf must not say, and what is warned of. */

#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <libconfig.h>

#include "conf/conf.h"
#include "conf/danger.h"
#include "conf/elsewhere.h"

#define COUNT(a)	(sizeof (a) / sizeof (a)[0])

/* Read both settings into a city of one OPD and one category. */
static void
read_text(const char *text, struct conf_city *city, struct conf_errors *errors)
{
	static struct conf_opd		opd = { .code = "DAMKAR" };
	static struct conf_category	category = { .code = "AIR" };
	config_t			config;

	*city = (struct conf_city){ .opd = &opd, .opd_count = 1,
	    .category = &category, .category_count = 1 };
	config_init(&config);
	assert_int_equal(config_read_string(&config, text), CONFIG_TRUE);
	conf_danger_read(city, &config, errors);
	conf_elsewhere_read(city, &config, errors);
	config_destroy(&config);
}

static void
free_city(struct conf_city *city)
{
	city->opd_count = city->category_count = 0;
	city->opd = NULL;
	city->category = NULL;
	conf_danger_free(city->danger);
	conf_elsewhere_free(city->elsewhere);
	conf_city_clear(city);
}

static bool
tells(const struct conf_errors *errors, const char *what)
{
	int	i;

	for (i = 0; i < errors->count; i++)
		if (strstr(errors->text[i], what) != NULL)
			return true;
	return false;
}

#define KIND(rest)							\
	"danger = { not_in_service = \"112\"; kinds = ( { code = \"A\"; "\
	"label = \"a\"; phrases = ( ( 9, \"api\" ) ); " rest " } ); };"
#define MATTER(rest)							\
	"elsewhere = { matters = ( { code = \"KTP\"; label = \"KTP\"; "	\
	rest " } ); };"
#define LONG	"panjang panjang panjang panjang panjang panjang "

static const struct {
	const char	*name, *text, *fault;
} faults[] = {
	{ "a number that is not in service", KIND("text = \"{ticket}\"; "
	    "call = \"112\"; sure = \"B\";"), "nobody answers 112 here" },
	{ "the same elsewhere", KIND("text = \"{ticket}\";")
	    MATTER("text = \"{reach}\"; reach = \"Telepon 112\";"),
	    "nobody answers 112 here" },
	{ "a number within the text", KIND("text = \"{ticket} 110\";"),
	    "only a slot may" },
	{ "a text without its ticket", KIND("text = \"awas\";"),
	    "does not say {ticket}" },
	{ "a slot that is not known", KIND("text = \"{ticket} {opd}\";"),
	    "a slot that is not known" },
	{ "a call without a source", KIND("text = \"{ticket} {call}\"; "
	    "call = \"119\"; sure = \"C\";"), "neither A nor B" },
	{ "a call that is not there", KIND("text = \"{ticket} {call}\";"),
	    "and there is none" },
	{ "a text of two SMS", KIND("text = \"{ticket} " LONG LONG LONG LONG
	    "\";"), "160 fit one SMS" },
	{ "an OPD that is not there", KIND("text = \"{ticket}\"; "
	    "tell = \"officer PLN\";"), "there is no OPD \"PLN\"" },
	{ "an officer of no OPD", KIND("text = \"{ticket}\"; "
	    "tell = \"officer\";"), "officer of which OPD" },
	{ "a role that is not there", KIND("text = \"{ticket}\"; "
	    "tell = \"boss\";"), "\"boss\" is not one of officer" },
	{ "a month that is none", KIND("text = \"{ticket}\"; "
	    "confirmed = \"November\";"), "must be a month" },
	{ "a weight of nothing", "danger = { people = ( ( 0, \"orang\" ) ); "
	    "kinds = ( ); };", "a weight must be a number" },
	{ "a class of words that is not there", "danger = { words = { "
	    "water = \"kali\"; }; kinds = ( { code = \"A\"; label = \"a\"; "
	    "phrases = ( ( 9, \"<fire> & api\" ) ); text = \"{ticket}\"; } "
	    "); };", "there are no words \"fire\"" },
	{ "both orders in one phrase", "danger = { people = ( ( 3, "
	    "\"a + b & c\" ) ); kinds = ( ); };", "has both + and &" },
	{ "an answer within seconds", "danger = { answer_within = "
	    "\"5 seconds\"; kinds = ( ); };", "of a minute or more" },
	{ "an unknown setting", KIND("text = \"{ticket}\"; foo = 1;"),
	    "unknown setting \"foo\"" },
	{ "a matter that is a category", "elsewhere = { matters = ( { code = "
	    "\"AIR\"; label = \"a\"; text = \"b\"; } ); };",
	    "is a category of the city" },
	{ "a way to reach that is not said", MATTER("text = \"Dukcapil\"; "
	    "reach = \"Mal Pelayanan Publik\";"), "does not say {reach}" },
	{ "another regency without a matter", "elsewhere = { outside = ( ( 8, "
	    "\"soe\" ) ); matters = ( { code = \"A\"; label = \"a\"; "
	    "text = \"b\"; } ); };", "outside_matter" },
};

static void
test_each_fault_is_told(void **state)
{
	struct conf_errors	errors = { 0 };
	struct conf_city	city;
	size_t			i;

	(void)state;
	for (i = 0; i < COUNT(faults); i++) {
		read_text(faults[i].text, &city, &errors);
		if (!tells(&errors, faults[i].fault))
			fail_msg("%s is not told", faults[i].name);
		conf_errors_clear(&errors);
		free_city(&city);
	}
}

static void
test_what_is_not_said_has_its_default(void **state)
{
	struct conf_errors	errors = { 0 };
	struct conf_city	city;

	(void)state;
	read_text(KIND("text = \"{ticket}\"; tell = \"officer DAMKAR, head, "
	    "lurah\"; category = \"AIR\";"), &city, &errors);
	assert_int_equal(errors.count, 0);
	assert_int_equal(city.danger->answer_within.amount, 300);
	assert_int_equal(city.danger->kind[0].enough, 10);
	assert_int_equal(city.danger->kind[0].category, 0);
	assert_int_equal(city.danger->kind[0].tell.count, 3);
	assert_int_equal(city.danger->kind[0].tell.told[0].opd, 0);
	assert_int_equal(city.danger->kind[0].tell.told[1].opd, -1);
	assert_null(city.elsewhere);
	free_city(&city);
}

static void
test_a_number_wants_to_be_confirmed_each_year(void **state)
{
	static const struct {
		const char	*confirmed;
		const char	*warning;	/* NULL: none */
	} cases[] = {
		{ "", "nobody has confirmed 113" },
		{ "confirmed = \"2025-10\";", "confirmed 13 months ago" },
		{ "confirmed = \"2025-11\";", NULL },
		{ "confirmed = \"2026-11\";", NULL },
	};
	struct conf_errors	errors = { 0 };
	struct conf_city	city;
	char			text[512];
	size_t			i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		snprintf(text, sizeof text, KIND("text = \"{ticket} {call}\"; "
		    "call = \"113\"; sure = \"A\"; %s"), cases[i].confirmed);
		read_text(text, &city, &errors);
		assert_int_equal(errors.count, 0);
		conf_danger_warn(&city, 202611, &errors);
		assert_int_equal(tells(&errors, "113"),
		    cases[i].warning != NULL);
		if (cases[i].warning != NULL)
			assert_true(tells(&errors, cases[i].warning));
		conf_errors_clear(&errors);
		free_city(&city);
	}
}

static void
test_what_is_not_confirmed_is_left_out_of_the_text(void **state)
{
	struct conf_errors	errors = { 0 };
	struct conf_city	city;
	char			text[161];

	(void)state;
	read_text(MATTER("text = \"Ke Dukcapil. {reach}\"; reach = "
	    "\"Telepon 8123\";"), &city, &errors);
	conf_elsewhere_text(city.elsewhere, 0, text, sizeof text);
	assert_string_equal(text, "Ke Dukcapil.");
	conf_elsewhere_warn(&city, 202611, &errors);
	assert_true(tells(&errors, "nobody has confirmed \"Telepon 8123\""));
	conf_errors_clear(&errors);
	free_city(&city);
	read_text(MATTER("text = \"Ke Dukcapil. {reach}\"; reach = "
	    "\"Telepon 8123\"; confirmed = \"2026-11\";"), &city, &errors);
	conf_elsewhere_text(city.elsewhere, 0, text, sizeof text);
	assert_string_equal(text, "Ke Dukcapil. Telepon 8123");
	conf_elsewhere_warn(&city, 202611, &errors);
	assert_int_equal(errors.count, 0);
	free_city(&city);
}

int
main(void)
{
	static const struct CMUnitTest	tests[] = {
		cmocka_unit_test(test_each_fault_is_told),
		cmocka_unit_test(test_what_is_not_said_has_its_default),
		cmocka_unit_test(test_a_number_wants_to_be_confirmed_each_year),
		cmocka_unit_test(
		    test_what_is_not_confirmed_is_left_out_of_the_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
