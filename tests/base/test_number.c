/* SPDX-License-Identifier: GPL-2.0-or-later */

/* Tests of number: one form for each sender, hostile ones included. */

#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/number.h"

#define COUNT(a)	(sizeof (a) / sizeof (a)[0])

static void
test_each_way_to_write_a_number_gives_one_form(void **state)
{
	static const struct {
		const char		*raw;
		enum number_kind	 kind;
		const char		*out;
	} cases[] = {
		{ "+6281200012345", NUMBER_PHONE, "+6281200012345" },
		{ "006281200012345", NUMBER_PHONE, "+6281200012345" },
		{ "6281200012345", NUMBER_PHONE, "+6281200012345" },
		{ "081200012345", NUMBER_PHONE, "+6281200012345" },
		{ "81200012345", NUMBER_PHONE, "+6281200012345" },
		{ "+62 812-0001-2345", NUMBER_PHONE, "+6281200012345" },
		{ " (0812) 0001.2345 ", NUMBER_PHONE, "+6281200012345" },
		{ "+62 0812 0001 2345", NUMBER_PHONE, "+6281200012345" },
		{ "0380821234", NUMBER_PHONE, "+62380821234" },
		{ "+6591234567", NUMBER_PHONE, "+6591234567" },
		{ "+123456789012345", NUMBER_PHONE, "+123456789012345" },
	};
	char	out[NUMBER_SIZE];
	size_t	i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		assert_int_equal(number_normalise(cases[i].raw, "62", out),
		    cases[i].kind);
		assert_string_equal(out, cases[i].out);
	}
}

static void
test_senders_that_must_not_be_answered_are_told_apart(void **state)
{
	static const struct {
		const char		*raw;
		enum number_kind	 kind;
		const char		*out;
	} cases[] = {
		{ "888", NUMBER_SHORT, "888" },
		{ "4444", NUMBER_SHORT, "4444" },
		{ "123456", NUMBER_SHORT, "123456" },
		{ "+1708", NUMBER_SHORT, "1708" },
		{ "TELKOMSEL", NUMBER_NAME, "TELKOMSEL" },
		{ " BANK NTT ", NUMBER_NAME, "BANK NTT" },
		{ "3Info", NUMBER_NAME, "3Info" },
		{ "*123#", NUMBER_NAME, "*123#" },
	};
	char	out[NUMBER_SIZE];
	size_t	i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		assert_int_equal(number_normalise(cases[i].raw, "62", out),
		    cases[i].kind);
		assert_string_equal(out, cases[i].out);
	}
}

static void
test_nonsense_is_no_sender(void **state)
{
	static const char *const cases[] = {
		"", " ", "+", "12", "1234567", "00", "+0812000123",
		"+1234567890123456", "12345678901234567890123456789012345"
		"67890123456789012345678901234567890", "!!!", "AB\nCD",
		"AB\x1B[2J", "A\xE2\x80\xAE" "B", "A\xFF", "++6281200012345",
		"62+81200012345", "+62 0081200012345", "\xD9\xA1\xD9\xA2\xD9\xA3"
	};
	char	out[NUMBER_SIZE];
	size_t	i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		assert_int_equal(number_normalise(cases[i], "62", out),
		    NUMBER_BAD);
		assert_string_equal(out, "");
	}
}

static void
test_a_long_name_is_cut_between_characters(void **state)
{
	char	out[NUMBER_SIZE];

	(void)state;
	assert_int_equal(number_normalise("abcdefghijklmnopqrstuv\xC3\xA9xyz",
	    "62", out), NUMBER_NAME);
	assert_string_equal(out, "abcdefghijklmnopqrstuv");
}

static void
test_any_sender_leaves_a_bounded_text(void **state)
{
	char	raw[90], out[NUMBER_SIZE];
	size_t	i, n;
	int	round;

	(void)state;
	srand(2);
	for (round = 0; round < 20000; round++) {
		n = (size_t)rand() % (sizeof raw - 1);
		for (i = 0; i < n; i++)
			raw[i] = rand() % 3 == 0 ? (char)(rand() >> 7) :
			    (char)('0' + rand() % 10);
		raw[n] = '\0';
		number_normalise(raw, "62", out);
		assert_true(strlen(out) < NUMBER_SIZE);
	}
}

static void
test_another_country_has_its_own_rules(void **state)
{
	char	out[NUMBER_SIZE];

	(void)state;
	assert_int_equal(number_normalise("077212345678", "670", out),
	    NUMBER_PHONE);
	assert_string_equal(out, "+67077212345678");
}

static void
test_a_number_is_shown_as_people_dial_it(void **state)
{
	char	out[NUMBER_SIZE];

	(void)state;
	assert_true(number_local("+6281200012345", "62", out, sizeof out));
	assert_string_equal(out, "081200012345");
	assert_true(number_local("+6591234567", "62", out, sizeof out));
	assert_string_equal(out, "+6591234567");
	assert_true(number_local("TELKOMSEL", "62", out, sizeof out));
	assert_string_equal(out, "TELKOMSEL");
	assert_false(number_local("+6281200012345", "62", out, 5));
}

int
main(void)
{
	const struct CMUnitTest	tests[] = {
		cmocka_unit_test(
		    test_each_way_to_write_a_number_gives_one_form),
		cmocka_unit_test(
		    test_senders_that_must_not_be_answered_are_told_apart),
		cmocka_unit_test(test_nonsense_is_no_sender),
		cmocka_unit_test(test_a_long_name_is_cut_between_characters),
		cmocka_unit_test(test_any_sender_leaves_a_bounded_text),
		cmocka_unit_test(test_another_country_has_its_own_rules),
		cmocka_unit_test(test_a_number_is_shown_as_people_dial_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
