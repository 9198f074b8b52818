/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * test_pdu - what pdu.c promises: no decoder is shown a PDU whose lengths
 * lie, and no text is lost between UTF-16 and UTF-8.
 */

#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "modem/pdu.h"

#define SMSC	"07912618010000F0"
#define FROM	"0D91261802002143F5"
#define TIME	"62112281150323"

static size_t
from_hex(unsigned char *dst, size_t size, const char *hex)
{
	unsigned	octet;
	size_t		n = 0;

	for (; hex[0] != '\0' && n < size; hex += 2) {
		assert_int_equal(sscanf(hex, "%2x", &octet), 1);
		dst[n++] = (unsigned char)octet;
	}
	return n;
}

/* On the heap, so that ASan sees a read too far. */
static bool
check(struct pdu_layout *l, const char *hex)
{
	unsigned char	buf[512], *exact;
	size_t		len = from_hex(buf, sizeof buf, hex);
	bool		ok;

	exact = malloc(len + 1);
	assert_non_null(exact);
	memcpy(exact, buf, len);
	ok = pdu_check(l, exact, len, true);
	free(exact);
	return ok;
}

static void
test_an_honest_pdu_may_be_decoded(void **state)
{
	static const struct {
		const char	*what, *hex;
		int		 pid;
		bool		 name;
	} cases[] = {
		{ "a text", SMSC "04" FROM "0000" TIME "03CDF77B", 0, false },
		{ "no SMSC", "0004" FROM "0000" TIME "03CDF77B", 0, false },
		{ "silent", SMSC "04" FROM "4000" TIME "03CDF77B", 64, false },
		{ "from a name", SMSC "0410D0D42273F96C4E8B4C0000" TIME "00",
		    0, true },
		{ "from nobody", SMSC "0400810000" TIME "00", 0, false },
		{ "padded", SMSC "04" FROM "0000" TIME "03CDF77BFFFF", 0,
		    false },
		{ "with a header", SMSC "44" FROM "0008" TIME
		    "080500030102010041", 0, false },
		{ "a draft", SMSC "11000B911326880736F40000FF00", 0, false },
		{ "a report", SMSC "0604" FROM TIME TIME "00", -1, false },
	};
	struct pdu_layout	l;
	size_t			i;

	(void)state;
	for (i = 0; i < sizeof cases / sizeof cases[0]; i++)
		if (!check(&l, cases[i].hex) || l.pid != cases[i].pid ||
		    l.alphanumeric != cases[i].name)
			fail_msg("%s: pid %d, name %d", cases[i].what, l.pid,
			    l.alphanumeric);
}

static void
test_a_pdu_whose_lengths_lie_is_refused(void **state)
{
	static const struct { const char *what, *hex; } cases[] = {
		{ "nothing", "" },
		{ "SMSC only", SMSC },
		{ "an SMSC without end", "FF9126" },
		{ "an SMSC too long", "0D91261801000000000000000000"
		    "04" FROM "0000" TIME "00" },
		{ "erased flash", "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF" },
		{ "a reserved type", SMSC "07" FROM "0000" TIME "00" },
		{ "an address without end", SMSC "04FF91261802002143F500" },
		{ "an address of 21 digits", SMSC
		    "0415912618020021432618020021F50000" TIME "00" },
		{ "cut in the address", SMSC "040D91" },
		{ "cut in the time", SMSC "04" FROM "0000621122" },
		{ "no length", SMSC "04" FROM "0000" TIME },
		{ "161 septets", SMSC "04" FROM "0000" TIME "A1CDF77B" },
		{ "255 septets", SMSC "04" FROM "0000" TIME "FFCDF77B" },
		{ "a header without its length", SMSC "44" FROM "0000" TIME
		    "05" },
		{ "a header of 255", SMSC "44" FROM "0008" TIME "08FE000003" },
		{ "a header of 141", SMSC "44" FROM "0008" TIME "A08C000003" },
		{ "a header behind the end", SMSC "44" FROM "0000" TIME
		    "0520C30000FF" },
		{ "a header longer than the data", SMSC "44" FROM "0008" TIME
		    "040500030102010041" },
		{ "a report cut short", SMSC "0604" FROM TIME "6211" },
	};
	struct pdu_layout	l;
	size_t			i;

	(void)state;
	for (i = 0; i < sizeof cases / sizeof cases[0]; i++)
		if (check(&l, cases[i].hex))
			fail_msg("accepted: %s", cases[i].what);
}

static void
test_the_end_of_a_report_is_not_shown(void **state)
{
	struct pdu_layout	l;

	(void)state;
	assert_true(check(&l, "000604" FROM TIME TIME "00" "07FFFFFF"));
	assert_int_equal(l.tpdu, 1);
	assert_int_equal(l.end, 1 + 2 + 9 + 7 + 7 + 1);
}

static void
test_random_octets_do_no_harm(void **state)
{
	struct pdu_layout	l;
	unsigned char		buf[256], *exact;
	size_t			i, len;
	int			round;

	(void)state;
	srandom(7);
	for (round = 0; round < 100000; round++) {
		len = (size_t)random() % sizeof buf;
		exact = malloc(len + 1);
		assert_non_null(exact);
		for (i = 0; i < len; i++)
			exact[i] = (unsigned char)random();
		if (len > 0)
			exact[0] %= 14;
		if (pdu_check(&l, exact, len, round % 2))
			assert_true(l.tpdu < l.end && l.end <= len);
		free(exact);
	}
}

static void
test_no_unit_of_utf16_cuts_a_text(void **state)
{
	static const struct {
		const char	*what, *hex, *utf8;
		bool		 tilde;
	} cases[] = {
		{ "plain", "00480069", "Hi", false },
		{ "NUL inside", "004100000042", "A\xef\xbf\xbd" "B", false },
		{ "emoji", "D83DDE00", "\xf0\x9f\x98\x80", false },
		{ "high alone", "D83D0041", "\xef\xbf\xbd" "A", false },
		{ "high at the end", "0041D83D", "A\xef\xbf\xbd", false },
		{ "low alone", "DE000041", "\xef\xbf\xbd" "A", false },
		{ "low then high", "DE00D83D", "\xef\xbf\xbd\xef\xbf\xbd",
		    false },
		{ "two tildes", "007E007E", "~~", false },
	};
	unsigned char	src[64];
	char		dst[64];
	size_t		i, len;

	(void)state;
	for (i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		len = from_hex(src, sizeof src, cases[i].hex);
		pdu_utf8(dst, sizeof dst, src, len / 2, cases[i].tilde);
		if (strcmp(dst, cases[i].utf8) != 0)
			fail_msg("%s: %s", cases[i].what, dst);
	}
}

static void
test_a_doubled_tilde_is_one(void **state)
{
	/* "A~~B~" as libGammu gives "A~B" and U+0001: four units. */
	static const unsigned char	src[] = { 0, 'A', 0, '~', 0, '~', 0,
	    'B', 0, '~', 0, 0 };
	char				dst[16];

	(void)state;
	assert_int_equal(pdu_utf8(dst, sizeof dst, src, 4, true), 4);
	assert_string_equal(dst, "A~B~");
}

static void
test_utf8_is_cut_between_characters(void **state)
{
	static const unsigned char	src[] = { 0, 'A', 0, 0xe9, 0, 0xe9 };
	char				dst[4];

	(void)state;
	assert_int_equal(pdu_utf8(dst, sizeof dst, src, 3, false), 3);
	assert_string_equal(dst, "A\xc3\xa9");
	assert_int_equal(pdu_utf8(dst, 0, src, 3, false), 0);
}

static void
test_utf8_becomes_utf16(void **state)
{
	static const unsigned char	want[] = { 0, 'A', 0xd8, 0x3d, 0xde,
	    0, 0xff, 0xfd, 0, 'B', 0, 0 };
	unsigned char			dst[32];

	(void)state;
	assert_int_equal(pdu_utf16(dst, 16, "A\xf0\x9f\x98\x80\xff" "B"), 5);
	assert_memory_equal(dst, want, sizeof want);
}

static void
test_utf16_stays_in_its_buffer(void **state)
{
	unsigned char	*dst = malloc(8);

	(void)state;
	assert_non_null(dst);
	assert_true(pdu_utf16(dst, 4, "ABCDEFGH") < 4);
	assert_true(pdu_utf16(dst, 4, "\xf0\x9f\x98\x80\xf0\x9f\x98\x80") < 4);
	assert_true(pdu_utf16_tilde(dst, 4, "~~~~", 70) < 4);
	free(dst);
}

static void
test_a_tilde_without_room_is_sent_alike(void **state)
{
	static const unsigned char	want[] = { 0, 'A', 0, '~', 0, '~',
	    0x02, 0xdc, 0, 0 };
	unsigned char			dst[32];

	(void)state;
	/* Room for four: A and two tildes are three, one may be doubled. */
	assert_int_equal(pdu_utf16_tilde(dst, 16, "A~~", 4), 4);
	assert_memory_equal(dst, want, sizeof want);
}

static void
test_validity_is_never_shorter_than_asked(void **state)
{
	static const struct { unsigned minutes, octet; } cases[] = {
		{ 0, 255 }, { 1, 0 }, { 5, 0 }, { 6, 1 }, { 60, 11 },
		{ 720, 143 }, { 721, 144 }, { 750, 144 }, { 1440, 167 },
		{ 1441, 168 }, { 2880, 168 }, { 43200, 196 }, { 43201, 197 },
		{ 50400, 197 }, { 50401, 198 }, { 635040, 255 },
		{ 4000000000u, 255 },
	};
	size_t	i;

	(void)state;
	for (i = 0; i < sizeof cases / sizeof cases[0]; i++)
		if (pdu_validity(cases[i].minutes) != cases[i].octet)
			fail_msg("%u minutes: %d", cases[i].minutes,
			    pdu_validity(cases[i].minutes));
}

int
main(void)
{
	const struct CMUnitTest	tests[] = {
		cmocka_unit_test(test_an_honest_pdu_may_be_decoded),
		cmocka_unit_test(test_a_pdu_whose_lengths_lie_is_refused),
		cmocka_unit_test(test_the_end_of_a_report_is_not_shown),
		cmocka_unit_test(test_random_octets_do_no_harm),
		cmocka_unit_test(test_no_unit_of_utf16_cuts_a_text),
		cmocka_unit_test(test_a_doubled_tilde_is_one),
		cmocka_unit_test(test_utf8_is_cut_between_characters),
		cmocka_unit_test(test_utf8_becomes_utf16),
		cmocka_unit_test(test_utf16_stays_in_its_buffer),
		cmocka_unit_test(test_a_tilde_without_room_is_sent_alike),
		cmocka_unit_test(test_validity_is_never_shorter_than_asked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
