/* SPDX-License-Identifier: GPL-2.0-or-later */

/* test_ussd_text - answers as modems write them and people read them. */

#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "modem/ussd_text.h"

static void
test_every_writing_of_an_answer_is_read(void **state)
{
	static const struct {
		const char	*what, *line;
		int		 m;
		const char	*text;
	} cases[] = {
		{ "plain", "+CUSD: 0,\"Sisa pulsa Rp25.000\",15", 0,
		    "Sisa pulsa Rp25.000" },
		{ "no coding", "+CUSD: 1,\"1. Pulsa 2. Kuota\"", 1,
		    "1. Pulsa 2. Kuota" },
		{ "no text", "+CUSD: 2", 2, "" },
		{ "no blank", "+CUSD:4", 4, "" },
		{ "packed, bare", "+CUSD: 0,D3F43C0C82D7D9F330", 0,
		    "Sisa pulsa" },
		{ "packed, quoted", "+CUSD: 0,\"D3F43C0C82D7D9F330"
		    "28E826874152B8ACE682C160\",15", 0,
		    "Sisa pulsa Anda Rp25.000" },
		{ "UCS-2", "+CUSD: 0,\"0053006900730061\",72", 0, "Sisa" },
		{ "UCS-2 told as 7 bit", "+CUSD: 0,\"0053006900730061\",15", 0,
		    "Sisa" },
		{ "emoji", "+CUSD: 0,\"D83DDE00\",72", 0,
		    "\xf0\x9f\x98\x80" },
		{ "octets", "+CUSD: 0,\"536973612070756C7361\",0", 0,
		    "Sisa pulsa" },
		{ "a number is a number", "+CUSD: 0,\"12345678\",15", 0,
		    "12345678" },
		{ "quotes within",
		    "+CUSD: 1,\"Balas \"YA\" atau \"TIDAK\"\",15", 1,
		    "Balas \"YA\" atau \"TIDAK\"" },
		{ "a comma within", "+CUSD: 0,\"Rp25,000\",15", 0, "Rp25,000" },
		{ "never closed", "+CUSD: 0,\"Sisa pulsa", 0, "Sisa pulsa" },
		{ "memory that was never written",
		    "+CUSD: 0,\"Sisa\xff\xff\xff\xff\",15", 0, "Sisa" },
		{ "Latin 1", "+CUSD: 0,\"caf\xe9 ini\",15", 0, "caf? ini" },
	};
	char	text[256];
	size_t	i;
	int	m;

	(void)state;
	for (i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		assert_true(ussd_text_read(cases[i].line, &m, text,
		    sizeof text));
		assert_int_equal(m, cases[i].m);
		if (strcmp(text, cases[i].text) != 0)
			fail_msg("%s: %s", cases[i].what, text);
	}
}

static void
test_other_lines_are_none(void **state)
{
	char	text[16];
	int	m;

	(void)state;
	assert_false(ussd_text_read("+CUSD: (0-2)", &m, text, sizeof text));
	assert_false(ussd_text_read("+CMTI: \"SM\",1", &m, text, sizeof text));
	assert_false(ussd_text_read("", &m, text, sizeof text));
}

static void
test_what_is_too_long_is_cut(void **state)
{
	char	line[3000], text[16];
	int	m;

	(void)state;
	snprintf(line, sizeof line, "+CUSD: 0,\"");
	memset(line + 10, 'x', sizeof line - 11);
	line[sizeof line - 1] = '\0';
	assert_true(ussd_text_read(line, &m, text, sizeof text));
	assert_string_equal(text, "xxxxxxxxxxxxxxx");
	/* And in hexadecimal. */
	memset(line + 10, 'D', sizeof line - 11);
	assert_true(ussd_text_read(line, &m, text, sizeof text));
	assert_int_equal(strlen(text), 15);
}

int
main(void)
{
	const struct CMUnitTest	tests[] = {
		cmocka_unit_test(test_every_writing_of_an_answer_is_read),
		cmocka_unit_test(test_other_lines_are_none),
		cmocka_unit_test(test_what_is_too_long_is_cut),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
