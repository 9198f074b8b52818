/* SPDX-License-Identifier: GPL-2.0-or-later */

/* national - letters that the default alphabet of GSM lacks are read. */

#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "gateway/tpdu.h"
#include "language/national.h"

static void
test_septets_are_read_by_the_tables_that_are_named(void **state)
{
	static const struct {
		const char	*what, *septets;
		int		 locking, single;
		const char	*text;
	} cases[] = {
		{ "default", "Halo \x02 \x1b\x65", 0, 0, "Halo $ \u20ac" },
		{ "default letters", "\x01\x04\x40\x60\x7f", 0, 0,
		    "\u00a3\u00e8\u00a1\u00bf\u00e0" },
		{ "Turkish alphabet", "\x04\x07\x0b\x1d\x40\x60", 1, 0,
		    "\u20ac\u0131\u011e\u015f\u0130\u00e7" },
		{ "Turkish escapes", "\x1bg\x1bi\x1bs\x1bS\x1b(", 0, 1,
		    "\u011f\u0131\u015f\u015e{" },
		{ "Spanish escapes", "\x1b" "a\x1bi\x1bu\x1bU\x1b\x09", 0, 2,
		    "\u00e1\u00ed\u00fa\u00da\u00e7" },
		{ "Spanish has no alphabet of its own", "\x04", 2, 2,
		    "\u00e8" },
		{ "Portuguese both", "\x15`\x1b\x7b\x1b\x05\x7b", 3, 3,
		    "\u221e~\u00e3\u00ea\u00e3" },
		{ "unknown escapes are read without", "a\x1bq\x1b\x1b" "b", 0,
		    200, "aq b" },
		{ "an escape at the end", "a\x1b", 0, 1, "a" },
	};
	char	text[64];
	size_t	i, n;

	(void)state;
	for (i = 0; i < sizeof cases / sizeof *cases; i++) {
		n = national_text(text, sizeof text,
		    (const unsigned char *)cases[i].septets,
		    strlen(cases[i].septets), cases[i].locking,
		    cases[i].single);
		if (strcmp(text, cases[i].text) != 0 || n != strlen(text))
			fail_msg("%s: %s", cases[i].what, text);
	}
	assert_true(national_has_alphabet(0) && national_has_alphabet(1));
	assert_false(national_has_alphabet(2) || national_has_alphabet(6) ||
	    national_has_alphabet(255) || national_has_alphabet(-1));
}

static void
test_septets_are_unpacked_behind_a_header_and_never_beyond(void **state)
{
	/* hellohello, TS 23.038 6.1.2.1 */
	static const unsigned char	packed[] = { 0xe8, 0x32, 0x9b, 0xfd,
	    0x46, 0x97, 0xd9, 0xec, 0x37 };
	unsigned char			septet[160], *exact;
	size_t				len, first, n;

	(void)state;
	assert_int_equal(national_septets(septet, sizeof septet, packed,
	    sizeof packed, 0, 10), 10);
	assert_memory_equal(septet, "hellohello", 10);
	assert_int_equal(national_septets(septet, sizeof septet, packed,
	    sizeof packed, 7, 10), 3);
	assert_memory_equal(septet, "llo", 3);
	for (len = 0; len <= sizeof packed; len++)
		for (first = 0; first < 300; first += 37) {
			/* To the byte, so that a step beyond is seen. */
			exact = malloc(len + (len == 0));
			memcpy(exact, packed, len);
			n = national_septets(septet, sizeof septet, exact,
			    len, first, 255);
			assert_true(n <= len * 8 / 7);
			free(exact);
		}
}

static void
test_a_pdu_that_ends_early_is_none(void **state)
{
	static const unsigned char	pdu[] = { 0x02, 0x91, 0x26, 0x44, 0x04,
	    0x91, 0x26, 0x18, 0x00, 0xd8, 1, 2, 3, 4, 5, 6, 7, 5, 0x03, 0x24,
	    0x01, 0x01, 0x61 };
	struct tpdu	t;
	unsigned char	odd[sizeof pdu];
	size_t		len;

	(void)state;
	for (len = 0; len < 18; len++)
		assert_false(tpdu_read(&t, pdu, len));
	assert_true(tpdu_read(&t, pdu, sizeof pdu));
	assert_int_equal(t.dcs, 0xd8);
	assert_int_equal(t.udl, 5);
	assert_int_equal(t.len, 5);
	assert_true(t.has_udh);
	assert_ptr_equal(t.data, pdu + 18);
	memcpy(odd, pdu, sizeof odd);
	odd[0] = 255;
	assert_false(tpdu_read(&t, odd, sizeof odd));
	odd[0] = 2;
	odd[4] = 255;
	assert_false(tpdu_read(&t, odd, sizeof odd));
	odd[4] = 4;
	odd[3] = 0x06;		/* a status report */
	assert_false(tpdu_read(&t, odd, sizeof odd));
}

int
main(void)
{
	const struct CMUnitTest	tests[] = {
		cmocka_unit_test(
		    test_septets_are_read_by_the_tables_that_are_named),
		cmocka_unit_test(
		    test_septets_are_unpacked_behind_a_header_and_never_beyond),
		cmocka_unit_test(test_a_pdu_that_ends_early_is_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
