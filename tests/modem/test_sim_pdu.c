/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * The simulator's PDUs: octets worked out by hand, and texts that must come
 * back as they went.
 */

#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "modem/sim/pdu.h"

#define HELLO		"E8329BFD4697D9EC37"	/* hellohello packed */
#define TO		"0D91261802000000F1"	/* +6281200000001 */
#define COUNT(a)	(sizeof (a) / sizeof (a)[0])

static int
read_submit(struct sim_part *part, const char *hex)
{
	unsigned char	pdu[SIM_PDU_MAX];
	int		n = sim_hex_read(pdu, sizeof pdu, hex, strlen(hex));

	assert_true(n >= 0);
	return sim_pdu_submit(part, pdu, n);
}

static void
deliver_hex(const struct sim_part *part, const char *smsc, char *hex,
    size_t size)
{
	unsigned char	pdu[SIM_PDU_MAX];

	sim_hex_write(hex, size, pdu, sim_pdu_deliver(part, smsc, pdu));
}

/* The same message seen from the other side: DELIVER becomes SUBMIT. */
static size_t
deliver_to_submit(unsigned char *out, const unsigned char *in, size_t len)
{
	size_t	address = 2 + (in[2] + 1) / 2, at = 2 + address, n = 0;

	assert_int_equal(in[0], 0);
	out[n++] = 0;
	out[n++] = 0x01 | (in[1] & 0x40);
	out[n++] = 7;
	memcpy(out + n, in + 2, address);
	n += address;
	out[n++] = in[at];
	out[n++] = in[at + 1];
	memcpy(out + n, in + at + 2 + 7, len - at - 9);
	return n + len - at - 9;
}

/* Send the part through the air and read what arrives. */
static void
through_the_air(struct sim_part *out, const struct sim_part *part)
{
	unsigned char	deliver[SIM_PDU_MAX], submit[SIM_PDU_MAX];
	size_t		n = sim_pdu_deliver(part, "", deliver);

	n = deliver_to_submit(submit, deliver, n);
	assert_int_equal(sim_pdu_submit(out, submit, n), 0);
}

static void
test_a_submit_is_read_octet_by_octet(void **state)
{
	struct sim_part	part;
	char		text[SIM_TEXT_SIZE];

	(void)state;
	assert_int_equal(read_submit(&part, "003105" TO "0000A70A" HELLO), 0);
	assert_string_equal(part.number, "+6281200000001");
	assert_int_equal(part.mr, 5);
	assert_true(part.srr);
	assert_int_equal(part.validity, 0xa7);
	assert_int_equal(part.class, -1);
	assert_int_equal(part.coding, SIM_GSM7);
	sim_part_text(&part, text, sizeof text);
	assert_string_equal(text, "hellohello");
}

static void
test_coding_and_class_are_those_of_the_dcs(void **state)
{
	static const struct {
		const char	*dcs;
		enum sim_coding	 coding;
		int		 class;
	} cases[] = {
		{ "00", SIM_GSM7, -1 }, { "10", SIM_GSM7, 0 },
		{ "F0", SIM_GSM7, 0 }, { "F5", SIM_8BIT, 1 },
		{ "04", SIM_8BIT, -1 }, { "08", SIM_UCS2, -1 },
		{ "18", SIM_UCS2, 0 }, { "E0", SIM_UCS2, -1 },
		{ "C0", SIM_GSM7, -1 },
	};
	struct sim_part	part;
	char		hex[128];

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		snprintf(hex, sizeof hex, "001100" TO "00%sA7020041",
		    cases[i].dcs);
		assert_int_equal(read_submit(&part, hex), 0);
		assert_int_equal(part.coding, cases[i].coding);
		assert_int_equal(part.class, cases[i].class);
	}
}

static void
test_a_bad_submit_is_refused(void **state)
{
	static const struct { const char *why, *hex; } cases[] = {
		{ "a DELIVER", "000405" TO "0000A70A" HELLO },
		{ "no number", "0011050081" "0000A70A" HELLO },
		{ "a name as number", "001105" "06D0" "C8329B" "0000A70A"
		    HELLO },
		{ "compressed", "001105" TO "0020A70A" HELLO },
		{ "reserved coding", "001105" TO "008CA70A" HELLO },
		{ "161 septets", "001105" TO "0000A7A1" HELLO },
		{ "255 octets", "001105" TO "0004A7FF" HELLO },
		{ "header beyond the data", "005105" TO "0004A703FF0003" },
		{ "header without data", "005105" TO "0000A700" },
		{ "SMSC beyond the end", "FF1105" TO },
		{ "empty", "" },
	};
	struct sim_part	part;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		if (read_submit(&part, cases[i].hex) != -1)
			fail_msg("accepted: %s", cases[i].why);
}

static void
test_a_submit_cut_or_lengthened_anywhere_is_refused(void **state)
{
	unsigned char	pdu[SIM_PDU_MAX], *cut;
	const char	hex[] = "001105" TO "0000A70A" HELLO "00";
	struct sim_part	part;
	int		whole = (strlen(hex) - 2) / 2;

	(void)state;
	assert_int_equal(sim_hex_read(pdu, sizeof pdu, hex, strlen(hex)),
	    whole + 1);
	for (int n = 0; n <= whole + 1; n++) {
		cut = malloc(n == 0 ? 1 : n);	/* so that ASan guards it */
		memcpy(cut, pdu, n);
		assert_int_equal(sim_pdu_submit(&part, cut, n),
		    n == whole ? 0 : -1);
		free(cut);
	}
}

static void
test_a_deliver_has_the_octets_of_the_standard(void **state)
{
	struct sim_part	part;
	char		hex[2 * SIM_PDU_MAX];

	(void)state;
	sim_part_init(&part);
	snprintf(part.number, sizeof part.number, "+6281200000001");
	part.time = 1795342500;		/* 2026-11-22 10:15:00 UTC */
	assert_int_equal(sim_part_set_text(&part, "hellohello",
	    SIM_CODING_AUTO), 0);
	deliver_hex(&part, "+62811000000", hex, sizeof hex);
	assert_string_equal(hex, "07912618010000F0" "04" TO "0000"
	    "62112281510023" "0A" HELLO);
	part.zone = -14;		/* Newfoundland */
	deliver_hex(&part, "", hex, sizeof hex);
	assert_string_equal(hex, "00" "04" TO "0000" "62112260540049" "0A"
	    HELLO);
}

static void
test_every_kind_of_sender_has_its_address(void **state)
{
	static const struct { const char *number, *octets; } cases[] = {
		{ "4444", "04814444" },
		{ "12345", "05812143F5" },
		{ "*123#", "0581" "1A32FB" },
		{ "+6281", "04912618" },
		{ "Info", "07D0" "49B7F90D" },
		{ "", "0081" },
	};
	struct sim_part	part;
	char		hex[2 * SIM_PDU_MAX];

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		sim_part_init(&part);
		snprintf(part.number, sizeof part.number, "%s",
		    cases[i].number);
		deliver_hex(&part, "", hex, sizeof hex);
		assert_memory_equal(hex + 4, cases[i].octets,
		    strlen(cases[i].octets));
	}
}

static void
test_a_report_has_the_octets_of_the_standard(void **state)
{
	struct sim_report	report = { .number = "+6281200000001",
	    .mr = 5, .status = 0x46, .sent_at = 1795342500,
	    .discharged_at = 1795342501, .zone = SIM_ZONE };
	unsigned char		pdu[SIM_PDU_MAX];
	char			hex[2 * SIM_PDU_MAX];

	(void)state;
	sim_hex_write(hex, sizeof hex, pdu, sim_pdu_report(&report, "", pdu));
	assert_string_equal(hex, "00" "0605" TO "62112281510023"
	    "62112281511023" "46");
}

static void
test_texts_come_back_as_they_went(void **state)
{
	static const char *const texts[] = {
		"", "a", "@", "LAPOR SAMPAH OESAPA depan pasar",
		"^{}\\[~]|€\f", "ΔΦΓΛΩΠΨΣΘΞ £¥èéùìòÇØøÅåÆæßÉ¤¡ÄÖÑÜ§¿äöñüà",
		"emoji 😀 di tengah", "\xe2\x80\x9ckutip\xe2\x80\x9d",
		"baris\nbaru\r", "~~", "kata_kata",
	};
	struct sim_part	part, back;
	char		text[SIM_TEXT_SIZE];

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++) {
		sim_part_init(&part);
		snprintf(part.number, sizeof part.number, "12345");
		assert_int_equal(sim_part_set_text(&part, texts[i],
		    SIM_CODING_AUTO), 0);
		through_the_air(&back, &part);
		sim_part_text(&back, text, sizeof text);
		assert_string_equal(text, texts[i]);
	}
}

static void
test_septets_fit_behind_a_header_of_any_length(void **state)
{
	struct sim_part	part, back;
	char		text[SIM_TEXT_SIZE], letters[SIM_TEXT_SIZE];
	size_t		room;

	(void)state;
	for (size_t header = 0; header < 100; header++) {
		sim_part_init(&part);
		snprintf(part.number, sizeof part.number, "12345");
		part.udh_len = header;
		memset(part.udh, 0xa5, header);
		part.udh[0] = header == 0 ? 0 : header - 1;
		room = SIM_UD_SEPTETS - (header * 8 + 6) / 7;
		for (size_t i = 0; i < room; i++)
			letters[i] = 'a' + i % 26;
		letters[room] = '\0';
		assert_int_equal(sim_part_set_text(&part, letters, SIM_GSM7),
		    0);
		through_the_air(&back, &part);
		assert_int_equal(back.udh_len, header);
		sim_part_text(&back, text, sizeof text);
		assert_string_equal(text, letters);
		letters[room] = 'x';
		letters[room + 1] = '\0';
		assert_int_equal(sim_part_set_text(&part, letters, SIM_GSM7),
		    -1);
	}
}

static void
fill(char *text, const char *with, int times)
{
	*text = '\0';
	for (int i = 0; i < times; i++)
		memcpy(text + i * strlen(with), with, strlen(with) + 1);
}

static void
test_long_texts_are_split_where_the_standard_says(void **state)
{
	static const struct { const char *with; int times, parts, first; }
	cases[] = {
		{ "a", 160, 1, 160 }, { "a", 161, 2, 153 },
		{ "a", 306, 2, 153 }, { "a", 307, 3, 153 },
		{ "€", 80, 1, 160 }, { "€", 81, 2, 152 },
		{ "ō", 70, 1, 140 }, { "ō", 71, 2, 134 },
		{ "😀", 35, 1, 140 }, { "😀", 36, 2, 132 },
		{ "a", 255 * 153, 255, 153 }, { "a", 255 * 153 + 1, -1, 0 },
	};
	struct sim_part		*parts = calloc(SIM_PARTS_MAX, sizeof *parts);
	struct sim_concat	 c;
	char			*text = malloc(255 * 153 * 4);
	int			 n;

	(void)state;
	assert_true(parts != NULL && text != NULL);
	for (size_t i = 0; i < COUNT(cases); i++) {
		fill(text, cases[i].with, cases[i].times);
		n = sim_part_split(text, SIM_CODING_AUTO, 77, parts);
		assert_int_equal(n, cases[i].parts);
		if (n > 0)
			assert_int_equal(parts[0].len, cases[i].first);
		for (int j = 0; n > 1 && j < n; j++) {
			assert_true(sim_part_concat(&parts[j], &c));
			assert_int_equal(c.ref, 77);
			assert_int_equal(c.parts, n);
			assert_int_equal(c.part, j + 1);
		}
	}
	free(text);
	free(parts);
}

static void
test_a_concatenation_is_found_among_other_elements(void **state)
{
	static const struct {
		const char	*udh;
		bool		 found;
		unsigned	 ref;
		int		 parts, part;
	} cases[] = {
		{ "0500032A0201", true, 0x2a, 2, 1 },
		{ "0608042A2B0302", true, 0x2a2b, 3, 2 },
		{ "0B05040B8423F00003100201", true, 0x10, 2, 1 },
		{ "06050415811581", false, 0, 0, 0 },
		{ "05000320", false, 0, 0, 0 },
		{ "0500FF200201", false, 0, 0, 0 },
		{ "00", false, 0, 0, 0 },
		{ "", false, 0, 0, 0 },
	};
	struct sim_concat	c;
	struct sim_part		part;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		sim_part_init(&part);
		part.udh_len = sim_hex_read(part.udh, sizeof part.udh,
		    cases[i].udh, strlen(cases[i].udh));
		assert_int_equal(sim_part_concat(&part, &c), cases[i].found);
		if (!cases[i].found)
			continue;
		assert_int_equal(c.ref, cases[i].ref);
		assert_int_equal(c.parts, cases[i].parts);
		assert_int_equal(c.part, cases[i].part);
	}
}

static void
test_half_characters_become_the_replacement(void **state)
{
	static const struct { const char *hex, *text; } cases[] = {
		{ "D83DDE00", "😀" }, { "D83D", "\xef\xbf\xbd" },
		{ "DE000041", "\xef\xbf\xbd" "A" },
		{ "D83D0041", "\xef\xbf\xbd" "A" },
		{ "0041D83D", "A\xef\xbf\xbd" }, { "00", "" },
	};
	unsigned char	octets[16];
	char		text[32];
	int		n;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		n = sim_hex_read(octets, sizeof octets, cases[i].hex,
		    strlen(cases[i].hex));
		sim_ucs2_read(text, sizeof text, octets, n);
		assert_string_equal(text, cases[i].text);
	}
}

static void
test_what_is_no_utf8_is_read_to_its_end(void **state)
{
	static const char *const texts[] = {
		"\xff", "\xc3", "a\xe2\x82", "\xf0\x9f\x98", "\x80\x80",
		"\xc0\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80",
	};
	struct sim_part	part;
	char		*copy;

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++) {
		copy = strdup(texts[i]);	/* so that ASan guards it */
		sim_part_init(&part);
		assert_int_equal(sim_part_set_text(&part, copy,
		    SIM_CODING_AUTO), 0);
		assert_int_equal(part.coding, SIM_UCS2);
		assert_int_equal(sim_part_set_text(&part, copy, SIM_GSM7), 0);
		free(copy);
	}
}

static void
test_hexadecimal_is_read_strictly(void **state)
{
	unsigned char	octets[4];

	(void)state;
	assert_int_equal(sim_hex_read(octets, 4, "0aFf", 4), 2);
	assert_int_equal(octets[0], 0x0a);
	assert_int_equal(octets[1], 0xff);
	assert_int_equal(sim_hex_read(octets, 4, "0a0", 3), -1);
	assert_int_equal(sim_hex_read(octets, 4, "0g", 2), -1);
	assert_int_equal(sim_hex_read(octets, 4, "0102030405", 10), -1);
	assert_int_equal(sim_hex_read(octets, 4, "", 0), 0);
}

int
main(void)
{
	const struct CMUnitTest	tests[] = {
		cmocka_unit_test(test_a_submit_is_read_octet_by_octet),
		cmocka_unit_test(test_coding_and_class_are_those_of_the_dcs),
		cmocka_unit_test(test_a_bad_submit_is_refused),
		cmocka_unit_test(
		    test_a_submit_cut_or_lengthened_anywhere_is_refused),
		cmocka_unit_test(
		    test_a_deliver_has_the_octets_of_the_standard),
		cmocka_unit_test(test_every_kind_of_sender_has_its_address),
		cmocka_unit_test(test_a_report_has_the_octets_of_the_standard),
		cmocka_unit_test(test_texts_come_back_as_they_went),
		cmocka_unit_test(
		    test_septets_fit_behind_a_header_of_any_length),
		cmocka_unit_test(
		    test_long_texts_are_split_where_the_standard_says),
		cmocka_unit_test(
		    test_a_concatenation_is_found_among_other_elements),
		cmocka_unit_test(test_half_characters_become_the_replacement),
		cmocka_unit_test(test_what_is_no_utf8_is_read_to_its_end),
		cmocka_unit_test(test_hexadecimal_is_read_strictly),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
