/* SPDX-License-Identifier: GPL-2.0-or-later */

/* Tests of text: what comes in is made safe, what goes out fits. */

#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <utf8proc.h>

#include "base/text.h"

#define COUNT(a)	(sizeof (a) / sizeof (a)[0])

static void
test_bytes_of_a_modem_become_valid_text(void **state)
{
	static const struct {
		const char	*in;
		size_t		 len;
		const char	*out;
	} cases[] = {
		{ "LAPOR", 5, "LAPOR" },
		{ "", 0, "" },
		{ "a\0b", 3, "a b" },
		{ "a\tb\x1B" "c", 5, "a b c" },
		{ "a\r\nb\nc\rd", 8, "a\nb\nc d" },
		{ "a\xC2\x85" "b", 4, "a b" },
		{ "a\xE2\x80\xAE" "b", 5, "ab" },		/* RLO */
		{ "a\xE2\x81\xA6" "b", 5, "ab" },		/* LRI */
		{ "\xFF\x41", 2, "\xEF\xBF\xBD" "A" },
		{ "\xC0\x80", 2, "\xEF\xBF\xBD\xEF\xBF\xBD" },
		{ "\xED\xA0\x80", 3,
		    "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD" },
		{ "caf\xC3", 4, "caf\xEF\xBF\xBD" },		/* cut */
		{ "\xF0\x9F\x91\x8D", 4, "\xF0\x9F\x91\x8D" },
	};
	char	out[64];
	size_t	i, len;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		len = text_clean(out, sizeof out, cases[i].in, cases[i].len);
		assert_string_equal(out, cases[i].out);
		assert_int_equal(len, strlen(out));
	}
}

static void
test_cleaning_never_splits_a_character(void **state)
{
	static const char	in[] = "a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x91\x8D";
	char			out[16];
	utf8proc_int32_t	point;
	size_t			size, len, at;
	utf8proc_ssize_t	n;

	(void)state;
	for (size = 1; size < sizeof out; size++) {
		memset(out, 'x', sizeof out);
		len = text_clean(out, size, in, sizeof in - 1);
		assert_true(len < size);
		assert_int_equal(out[len], '\0');
		for (at = 0; at < len; at += (size_t)n) {
			n = utf8proc_iterate((uint8_t *)out + at,
			    (utf8proc_ssize_t)(len - at), &point);
			assert_true(n > 0);
		}
	}
	assert_int_equal(text_clean(NULL, 0, in, sizeof in - 1), 0);
}

static void
test_any_bytes_become_valid_text(void **state)
{
	char			 in[200], out[700];
	utf8proc_int32_t	 point;
	utf8proc_ssize_t	 n;
	size_t			 i, len, at;
	int			 round;

	(void)state;
	srand(1);
	for (round = 0; round < 2000; round++) {
		for (i = 0; i < sizeof in; i++)
			in[i] = (char)(rand() >> 7);
		len = text_clean(out, sizeof out, in, sizeof in);
		assert_int_equal(strlen(out), len);
		for (at = 0; at < len; at += (size_t)n) {
			n = utf8proc_iterate((uint8_t *)out + at,
			    (utf8proc_ssize_t)(len - at), &point);
			assert_true(n > 0);
		}
	}
}

static void
test_case_and_marks_do_not_matter_when_folded(void **state)
{
	static const struct {
		const char	*in, *out;
	} cases[] = {
		{ "SAMPAH Oesapa", "sampah oesapa" },
		{ "Caf\xC3\x89", "cafe" },
		{ "\xEF\xBC\xAC\xEF\xBC\xA1", "la" },	/* fullwidth */
		{ "\xEF\xAC\x81", "fi" },			/* ligature */
		{ "\xD0\x96", "\xD0\xB6" },			/* Cyrillic */
		{ "e\xCC\x81", "e" },
	};
	char	out[64];
	size_t	i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		text_fold(out, sizeof out, cases[i].in);
		assert_string_equal(out, cases[i].out);
	}
	assert_int_equal(text_fold(out, 4, "abcdef"), 3);
	assert_string_equal(out, "abc");
}

static void
test_strangers_are_written_with_gsm_characters(void **state)
{
	static const struct {
		const char	*in, *out;
		size_t		 lost;
	} cases[] = {
		{ "biasa @$ \xC3\xA9", "biasa @$ \xC3\xA9", 0 },
		{ "\xE2\x80\x9C" "ya\xE2\x80\x9D \xE2\x80\x98x\xE2\x80\x99",
		    "\"ya\" 'x'", 0 },
		{ "a\xE2\x80\x93" "b\xE2\x80\x94" "c", "a-b-c", 0 },
		{ "lalu\xE2\x80\xA6", "lalu...", 0 },
		{ "a\xC2\xA0" "b\tc`d", "a b c'd", 0 },
		{ "\xC3\xA1\xC3\xAA\xC5\x84", "aen", 0 },
		{ "\xC2\xBD \xC2\xB2", "1/2 2", 0 },
		{ "api \xF0\x9F\x94\xA5!", "api !", 1 },
		{ "\xE2\x9D\xA4\xEF\xB8\x8F", "", 1 },
		{ "\xD0\x96\xE4\xB8\xAD", "??", 2 },
		{ "\xE2\x82\xAC[]", "\xE2\x82\xAC[]", 0 },
	};
	char	out[64];
	size_t	i, lost;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		text_to_gsm7(out, sizeof out, cases[i].in, &lost);
		assert_string_equal(out, cases[i].out);
		assert_int_equal(lost, cases[i].lost);
		assert_true(text_is_gsm7(out));
	}
	assert_int_equal(text_to_gsm7(out, sizeof out, "x", NULL), 1);
}

static void
test_septets_and_units_are_counted_as_the_network_does(void **state)
{
	static const struct {
		const char	*text;
		int		 septets, units;
	} cases[] = {
		{ "", 0, 0 },
		{ "abc\n", 4, 4 },
		{ "{}[]~\\|^", 16, 8 },
		{ "\xE2\x82\xAC", 2, 1 },
		{ "\xC3\xA9\xCE\x94", 2, 2 },
		{ "`", -1, 1 },
		{ "\xF0\x9F\x91\x8D", -1, 2 },
	};
	size_t	i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		assert_int_equal(text_septets(cases[i].text),
		    cases[i].septets);
		assert_int_equal(text_units(cases[i].text), cases[i].units);
	}
}

static void
test_a_clipped_text_fits_and_ends_at_a_word(void **state)
{
	static const struct {
		const char	*in;
		int		 septets;
		const char	*out;
	} cases[] = {
		{ "pendek", 10, "pendek" },
		{ "sampah di oesapa", 16, "sampah di oesapa" },
		{ "sampah di oesapa", 15, "sampah di.." },
		{ "sampah, di oesapa", 12, "sampah, di.." },
		{ "sampah, di oesapa", 11, "sampah.." },
		{ "sampahsampahsampahsampah", 10, "sampahsa.." },
		{ "[[[[", 5, "[.." },
		{ "abc", 2, ".." },
		{ "abc", 1, "." },
		{ "abc", 0, "" },
	};
	char	text[64];
	size_t	i, len;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		memcpy(text, cases[i].in, strlen(cases[i].in) + 1);
		len = text_clip(text, cases[i].septets);
		assert_string_equal(text, cases[i].out);
		assert_int_equal(len, strlen(text));
		assert_true(text_septets(text) <= cases[i].septets);
	}
}

/* Make a text of n times a character. */
static char *
repeat(const char *s, size_t n)
{
	size_t	 len = strlen(s), i;
	char	*p = malloc(n * len + 1);

	assert_non_null(p);
	for (i = 0; i < n; i++)
		memcpy(p + i * len, s, len);
	p[n * len] = '\0';
	return p;
}

static void
test_a_long_text_is_cut_into_parts_that_fit(void **state)
{
	static const struct {
		const char		*piece;
		size_t			 times;
		enum text_coding	 coding;
		int			 parts;
		size_t			 first;		/* bytes */
	} cases[] = {
		{ "a", 0, TEXT_GSM7, 1, 0 },
		{ "a", 160, TEXT_GSM7, 1, 160 },
		{ "a", 161, TEXT_GSM7, 2, 153 },
		{ "a", 306, TEXT_GSM7, 2, 153 },
		{ "a", 307, TEXT_GSM7, 3, 153 },
		{ "[", 80, TEXT_GSM7, 1, 80 },
		{ "[", 81, TEXT_GSM7, 2, 76 },	/* no escape left behind */
		{ "a", 70, TEXT_UCS2, 1, 70 },
		{ "a", 71, TEXT_UCS2, 2, 67 },
		{ "\xF0\x9F\x91\x8D", 36, TEXT_UCS2, 2, 33 * 4 },
		{ "\xF0\x9F\x91\x8D", 2, TEXT_GSM7, -1, 0 },
	};
	struct text_part	 part[4];
	size_t			 i, at;
	char			*text;
	int			 n, k;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		text = repeat(cases[i].piece, cases[i].times);
		n = text_split(text, cases[i].coding, part, 4);
		assert_int_equal(n, cases[i].parts);
		for (at = 0, k = 0; k < n; k++) {
			assert_int_equal(part[k].start, at);
			at += part[k].len;
		}
		if (n > 0) {
			assert_int_equal(at, strlen(text));
			assert_int_equal(part[0].len, cases[i].first);
		}
		free(text);
	}
}

static void
test_more_parts_than_allowed_are_refused(void **state)
{
	struct text_part	 part[2];
	char			*text = repeat("a", 400);

	(void)state;
	assert_int_equal(text_split(text, TEXT_GSM7, part, 2), -1);
	assert_int_equal(text_split("a", TEXT_GSM7, part, 0), -1);
	free(text);
}

static void
test_the_digest_is_that_of_fnv_1a(void **state)
{
	(void)state;
	assert_true(text_digest("", 0) == UINT64_C(0xcbf29ce484222325));
	assert_true(text_digest("a", 1) == UINT64_C(0xaf63dc4c8601ec8c));
	assert_true(text_digest("foobar", 6) == UINT64_C(0x85944171f73967e8));
}

int
main(void)
{
	const struct CMUnitTest	tests[] = {
		cmocka_unit_test(test_bytes_of_a_modem_become_valid_text),
		cmocka_unit_test(test_cleaning_never_splits_a_character),
		cmocka_unit_test(test_any_bytes_become_valid_text),
		cmocka_unit_test(
		    test_case_and_marks_do_not_matter_when_folded),
		cmocka_unit_test(
		    test_strangers_are_written_with_gsm_characters),
		cmocka_unit_test(
		    test_septets_and_units_are_counted_as_the_network_does),
		cmocka_unit_test(test_a_clipped_text_fits_and_ends_at_a_word),
		cmocka_unit_test(test_a_long_text_is_cut_into_parts_that_fit),
		cmocka_unit_test(test_more_parts_than_allowed_are_refused),
		cmocka_unit_test(test_the_digest_is_that_of_fnv_1a),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
