/* SPDX-License-Identifier: GPL-2.0-or-later */

/* udh - what a stranger writes into a header does no harm. */

#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "gateway/udh.h"

struct udh_case {
	const char	*what;
	unsigned char	 udh[16];
	size_t		 len;
	struct udh	 is;
};

static void
run_cases(const struct udh_case *c, size_t count)
{
	unsigned char	*exact;
	struct udh	 u;
	size_t		 i;

	for (i = 0; i < count; i++) {
		/* To the byte, so that the sanitizer sees a step beyond. */
		exact = malloc(c[i].len + (c[i].len == 0));
		memcpy(exact, c[i].udh, c[i].len);
		udh_parse(&u, exact, c[i].len);
		if (u.ref != c[i].is.ref || u.part != c[i].is.part ||
		    u.parts != c[i].is.parts || u.port != c[i].is.port ||
		    u.single != c[i].is.single ||
		    u.locking != c[i].is.locking ||
		    u.damaged != c[i].is.damaged)
			fail_msg("%s: ref %d part %d of %d port %d %s",
			    c[i].what, u.ref, u.part, u.parts, u.port,
			    u.damaged ? "damaged" : "sound");
		free(exact);
	}
}

static void
test_a_part_tells_its_place_in_any_order_of_elements(void **state)
{
	static const struct udh_case	cases[] = {
		{ "none", { 0 }, 0, { -1, 1, 1, -1, 0, 0, false } },
		{ "empty", { 0 }, 1, { -1, 1, 1, -1, 0, 0, false } },
		{ "8 bit", { 5, 0, 3, 0x42, 3, 2 }, 6,
		    { 0x42, 2, 3, -1, 0, 0, false } },
		{ "16 bit", { 6, 8, 4, 0x01, 0x42, 3, 1 }, 7,
		    { UDH_REF_16BIT + 0x142, 1, 3, -1, 0, 0, false } },
		{ "port first", { 11, 5, 4, 0x0b, 0x84, 0, 0, 0, 3, 7, 2, 1 },
		    12, { 7, 1, 2, 2948, 0, 0, false } },
		{ "port last", { 11, 0, 3, 7, 2, 1, 5, 4, 0x0b, 0x84, 0, 0 },
		    12, { 7, 1, 2, 2948, 0, 0, false } },
		{ "8 bit port", { 4, 4, 2, 226, 0 }, 5,
		    { -1, 1, 1, 226, 0, 0, false } },
		{ "national table", { 8, 0x24, 1, 1, 0, 3, 9, 2, 2 }, 9,
		    { 9, 2, 2, -1, 0, 1, false } },
		{ "two tables", { 6, 0x25, 1, 3, 0x24, 1, 2 }, 7,
		    { -1, 1, 1, -1, 3, 2, false } },
		{ "port and table and part", { 15, 0x25, 1, 1, 4, 2, 9, 9, 0x7f,
		    0, 0, 3, 4, 2, 1, 0 }, 15, { -1, 1, 1, 9, 1, 0, true } },
		{ "the last counts", { 11, 0, 3, 1, 2, 1, 8, 4, 0, 5, 4, 3 },
		    12, { UDH_REF_16BIT + 5, 3, 4, -1, 0, 0, false } },
		{ "one of one", { 5, 0, 3, 0x42, 1, 1 }, 6,
		    { -1, 1, 1, -1, 0, 0, false } },
	};

	(void)state;
	run_cases(cases, sizeof cases / sizeof *cases);
}

static void
test_a_header_that_cannot_be_makes_a_single_message(void **state)
{
	static const struct udh_case	cases[] = {
		{ "part 0", { 5, 0, 3, 1, 2, 0 }, 6,
		    { -1, 1, 1, -1, 0, 0, true } },
		{ "parts 0", { 5, 0, 3, 1, 0, 1 }, 6,
		    { -1, 1, 1, -1, 0, 0, true } },
		{ "part beyond parts", { 5, 0, 3, 1, 2, 3 }, 6,
		    { -1, 1, 1, -1, 0, 0, true } },
		{ "element too short", { 4, 0, 2, 1, 2 }, 5,
		    { -1, 1, 1, -1, 0, 0, true } },
		{ "element too long", { 6, 0, 4, 1, 2, 1, 0 }, 7,
		    { -1, 1, 1, -1, 0, 0, true } },
		{ "one octet too many", { 6, 0, 3, 1, 2, 1, 0 }, 7,
		    { -1, 1, 1, -1, 0, 0, true } },
	};

	(void)state;
	run_cases(cases, sizeof cases / sizeof *cases);
}

static void
test_a_truncated_udh_is_refused(void **state)
{
	static const struct udh_case	cases[] = {
		{ "length only", { 5 }, 1, { -1, 1, 1, -1, 0, 0, true } },
		{ "half an element", { 5, 0, 3, 1 }, 4,
		    { -1, 1, 1, -1, 0, 0, true } },
		{ "length of 254", { 254, 0, 3, 1, 2, 1 }, 6,
		    { -1, 1, 1, -1, 0, 0, true } },
		{ "element runs out", { 5, 0, 200, 1, 2, 1 }, 6,
		    { -1, 1, 1, -1, 0, 0, true } },
	};

	(void)state;
	run_cases(cases, sizeof cases / sizeof *cases);
}

static void
test_no_octets_at_all_can_lead_astray(void **state)
{
	unsigned char	*octets;
	struct udh	 u;
	unsigned	 seed = 1, i, k;
	size_t		 len;

	(void)state;
	for (i = 0; i < 200000; i++) {
		len = i % 20;
		octets = malloc(len + (len == 0));
		for (k = 0; k < len; k++) {
			seed = seed * 1103515245 + 12345;
			octets[k] = (unsigned char)((seed >> 16) %
			    (i % 3 == 0 ? 256 : 10));
		}
		udh_parse(&u, octets, len);
		assert_in_range(u.parts, 1, 255);
		assert_in_range(u.part, 1, u.parts);
		assert_true((u.ref == -1) == (u.parts == 1));
		free(octets);
	}
}

int
main(void)
{
	const struct CMUnitTest	tests[] = {
		cmocka_unit_test(
		    test_a_part_tells_its_place_in_any_order_of_elements),
		cmocka_unit_test(
		    test_a_header_that_cannot_be_makes_a_single_message),
		cmocka_unit_test(test_a_truncated_udh_is_refused),
		cmocka_unit_test(test_no_octets_at_all_can_lead_astray),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
