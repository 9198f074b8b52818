/* SPDX-License-Identifier: GPL-2.0-or-later */

/* Tests of figure: a number is a ticket only where nothing says otherwise. */

#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "conf/conf.h"
#include "conf/read.h"
#include "language/figure.h"
#include "language/lexicon.h"

#define COUNT(a)	(sizeof (a) / sizeof (a)[0])

static struct conf	*conf;
static struct lexicon	*lex;

static int
read_city(void **state)
{
	struct conf_errors	 errors = { 0 };
	const char		*srcdir = getenv("srcdir");
	char			 path[4096];

	(void)state;
	snprintf(path, sizeof path, "%s/etc/kentongan.conf",
	    srcdir != NULL ? srcdir : ".");
	conf = conf_read(path, NULL, &errors);
	conf_errors_print(&errors, stderr);
	conf_errors_clear(&errors);
	if (conf == NULL)
		return -1;
	lex = lexicon_new(&conf->city);
	return 0;
}

static int
free_city(void **state)
{
	(void)state;
	lexicon_free(lex);
	conf_free(conf);
	return 0;
}

/* What the first token of digits in a text is. */
static enum figure
first_figure(const char *text)
{
	static struct scan	s;
	int			i;

	scan_text(&s, lex, text);
	for (i = 0; i < s.count; i++)
		if (figure_of(&s, i) != FIGURE_NONE)
			return figure_of(&s, i);
	return FIGURE_NONE;
}

static void
test_a_number_is_what_is_written_to_it_and_beside_it(void **state)
{
	static const struct {
		const char	*text;
		enum figure	 figure;
	} cases[] = {
		{ "sampah di oesapa", FIGURE_NONE },
		{ "BATAL 1007", FIGURE_FREE },
		{ "laporan saya 2044 bagaimana", FIGURE_FREE },
		{ "2044 C3 sudah terang", FIGURE_FREE },
		{ "BELUM 1.007", FIGURE_FREE },
		{ "#1007", FIGURE_FREE },
		{ "cek 1007", FIGURE_FREE },
		{ "rusak sejak 2023", FIGURE_YEAR },
		{ "dari tahun 2019 begini terus", FIGURE_YEAR },
		{ "sejak bulan mei 2024", FIGURE_YEAR },
		{ "tgl 12 sudah lapor", FIGURE_DATE },
		{ "3 oktober kami lapor", FIGURE_DATE },
		{ "sejak 12/11/2026", FIGURE_DATE },
		{ "mulai 1-2-26 mati", FIGURE_DATE },
		{ "jam 10 malam", FIGURE_TIME },
		{ "pukul 22.30", FIGURE_TIME },
		{ "08.15 wita", FIGURE_TIME },
		{ "sudah 3 hari", FIGURE_COUNT },
		{ "ada 1000 orang", FIGURE_COUNT },
		{ "1500 meter dari sini", FIGURE_COUNT },
		{ "2 tiang lampu mati", FIGURE_COUNT },
		{ "bayar Rp 5000", FIGURE_AMOUNT },
		{ "bayar Rp5000 per bulan", FIGURE_AMOUNT },
		{ "diminta 50.000", FIGURE_AMOUNT },
		{ "1.250.000 per bulan", FIGURE_AMOUNT },
		{ "20 ribu", FIGURE_AMOUNT },
		{ "081234567890", FIGURE_PHONE },
		{ "+6281234567890", FIGURE_PHONE },
		{ "0812-3456-7890", FIGURE_PHONE },
		{ "telp 821234", FIGURE_PHONE },
		{ "rt 05 rw 02", FIGURE_ADDRESS },
		{ "RT 05/02", FIGURE_ADDRESS },
		{ "rumah no 123", FIGURE_ADDRESS },
		{ "jl ahmad yani no 77", FIGURE_ADDRESS },
		{ "tiang lampu no 1204", FIGURE_ADDRESS },
		{ "*123#", FIGURE_CODE },
		{ "*888*1#", FIGURE_CODE },
	};
	size_t	i;
	int	wrong = 0;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		if (first_figure(cases[i].text) == cases[i].figure)
			continue;
		print_error("\"%s\": %d, not %d\n", cases[i].text,
		    first_figure(cases[i].text), cases[i].figure);
		wrong++;
	}
	assert_int_equal(wrong, 0);
}

static void
test_each_part_of_a_number_is_what_all_of_it_is(void **state)
{
	static struct scan	s;
	int			i;

	(void)state;
	scan_text(&s, lex, "mati 12/11/2026");
	for (i = 1; i < s.count; i++)
		assert_int_equal(figure_of(&s, i), FIGURE_DATE);
	assert_int_equal(figure_of(&s, 0), FIGURE_NONE);
	assert_int_equal(figure_of(&s, -1), FIGURE_NONE);
	assert_int_equal(figure_of(&s, s.count), FIGURE_NONE);
}

static void
test_any_number_is_read_without_harm(void **state)
{
	static const char	letters[] = "0123456789.,:/-*#+ rpTtgl";
	static struct scan	s;
	char			text[64];
	int			n, i;
	size_t			len;

	(void)state;
	srand(7);
	for (n = 0; n < 20000; n++) {
		len = (size_t)rand() % (sizeof text - 1);
		for (i = 0; i < (int)len; i++)
			text[i] = letters[(size_t)rand() %
			    (sizeof letters - 1)];
		text[len] = '\0';
		scan_text(&s, lex, text);
		for (i = 0; i < s.count; i++)
			assert_true(figure_of(&s, i) <= FIGURE_FREE);
	}
}

int
main(void)
{
	const struct CMUnitTest	tests[] = {
		cmocka_unit_test(
		    test_a_number_is_what_is_written_to_it_and_beside_it),
		cmocka_unit_test(
		    test_each_part_of_a_number_is_what_all_of_it_is),
		cmocka_unit_test(test_any_number_is_read_without_harm),
	};

	return cmocka_run_group_tests(tests, read_city, free_city);
}
