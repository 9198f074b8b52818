/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * money - what operators say of the credit is read as people read it.
 */

#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "language/money.h"

/* As kentongan.conf(5) has them. */
#define BALANCE	"Rp[.]? ?([0-9][0-9.,]*)"
#define EXPIRY	"([0-9]{1,4}[-/. ][0-9a-z]{1,9}[-/. ][0-9]{2,4})"

static void
test_amounts_are_read_however_they_are_written(void **state)
{
	static const struct {
		const char	*text;
		int64_t		 rupiah;	/* -1: none */
	} cases[] = {
		{ "12.500", 12500 },
		{ "12500,00", 12500 },
		{ "12.500,00", 12500 },
		{ "12,500.00", 12500 },
		{ "1.250.000", 1250000 },
		{ "25000.", 25000 },
		{ "12,5", 12 },
		{ "0", 0 },
		{ "007", 7 },
		{ "43.000. ", 43000 },
		{ "", -1 },
		{ "habis", -1 },
		{ ".,", -1 },
		{ "99999999999999999999999999", -1 },
	};
	size_t	i;
	int64_t	rupiah;
	bool	found;

	(void)state;
	for (i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		found = money_amount(cases[i].text, &rupiah);
		if (found != (cases[i].rupiah >= 0) ||
		    (found && rupiah != cases[i].rupiah))
			fail_msg("%s: %lld", cases[i].text,
			    (long long)rupiah);
	}
}

static void
test_dates_are_read_however_they_are_written(void **state)
{
	static const struct {
		const char	*text, *date;	/* NULL: none */
	} cases[] = {
		{ "31/12/2026", "2026-12-31 23:59" },
		{ "31-12-26", "2026-12-31 23:59" },
		{ "31.12.2027", "2027-12-31 23:59" },
		{ "31 Des 2026", "2026-12-31 23:59" },
		{ "1 Agustus 2026", "2026-08-01 23:59" },
		{ "05 MEI 27", "2027-05-05 23:59" },
		{ "2026-12-31", "2026-12-31 23:59" },
		{ "31/02/2026", NULL },
		{ "31/13/2026", NULL },
		{ "1.250.000", NULL },
		{ "12 jam 30", NULL },
		{ "31/12", NULL },
		{ "", NULL },
	};
	char		text[32];
	size_t		i;
	int64_t		at;
	time_t		t;
	struct tm	tm;

	(void)state;
	for (i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		if (!money_date(cases[i].text, &at)) {
			if (cases[i].date != NULL)
				fail_msg("%s: no date", cases[i].text);
			continue;
		}
		t = (time_t)at;
		localtime_r(&t, &tm);
		strftime(text, sizeof text, "%Y-%m-%d %H:%M", &tm);
		if (cases[i].date == NULL || strcmp(text, cases[i].date) != 0)
			fail_msg("%s: %s", cases[i].text, text);
	}
}

static void
test_an_operators_text_is_read_by_its_patterns(void **state)
{
	static const struct {
		const char	*text, *balance, *expiry;
		int64_t		 rupiah;	/* -1: none */
		const char	*date;
	} cases[] = {
		{ "Sisa pulsa Anda Rp43.000. Penggunaan pulsa di periode ini "
		    "Rp1.000. Aktif s.d. 10/03/2014.", BALANCE, EXPIRY,
		    43000, "2014-03-10" },
		{ "Sisa pulsa Rp25000. Aktif s.d. 31.12.2027.", BALANCE,
		    EXPIRY, 25000, "2027-12-31" },
		{ "PULSA RP 1.250.000 masa aktif 31 Des 2026", BALANCE,
		    EXPIRY, 1250000, "2026-12-31" },
		{ "Isi ulang Rp 50.000 berhasil, saldo Rp. 62.300",
		    "saldo Rp[.]? ?([0-9.]+)", "", 62300, NULL },
		{ "Maaf, permintaan Anda tidak dapat kami proses", BALANCE,
		    EXPIRY, -1, NULL },
		{ "Pulsa 12.500 s/d 31-12-26", "pulsa ([0-9.]+)", EXPIRY,
		    12500, "2026-12-31" },
		{ "", BALANCE, EXPIRY, -1, NULL },
		{ "Rp1", "", "", -1, NULL },
	};
	struct credit	c;
	char		text[32];
	size_t		i;
	time_t		t;
	struct tm	tm;

	(void)state;
	for (i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		money_read(cases[i].text, cases[i].balance, cases[i].expiry,
		    &c);
		if (c.balance != cases[i].rupiah)
			fail_msg("%s: %lld", cases[i].text,
			    (long long)c.balance);
		t = (time_t)c.expires_at;
		localtime_r(&t, &tm);
		strftime(text, sizeof text, "%Y-%m-%d", &tm);
		if (c.expires_at == 0 ? cases[i].date != NULL :
		    cases[i].date == NULL || strcmp(text, cases[i].date) != 0)
			fail_msg("%s: until %s", cases[i].text, text);
	}
}

static void
test_a_pattern_that_cannot_work_is_told(void **state)
{
	(void)state;
	assert_null(money_pattern_fault(BALANCE));
	assert_null(money_pattern_fault(EXPIRY));
	assert_non_null(money_pattern_fault("Rp ([0-9]+"));
	assert_non_null(money_pattern_fault("Rp [0-9]+"));
	assert_non_null(money_pattern_fault("(pulsa|saldo) ([0-9]+)"));
}

static void
test_rupiah_are_written_as_people_write_them(void **state)
{
	static const struct {
		int64_t		 rupiah;
		const char	*text;
	} cases[] = {
		{ 0, "Rp 0" }, { 999, "Rp 999" }, { 1000, "Rp 1.000" },
		{ 12500, "Rp 12.500" }, { 1250000, "Rp 1.250.000" },
		{ -500, "-Rp 500" },
	};
	char	text[MONEY_SIZE];
	size_t	i;

	(void)state;
	for (i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		money_write(text, sizeof text, cases[i].rupiah);
		assert_string_equal(text, cases[i].text);
	}
	money_write(text, 8, INT64_C(123456789012));
	assert_true(strlen(text) < 8);
}

int
main(void)
{
	static const struct CMUnitTest	tests[] = {
		cmocka_unit_test(
		    test_amounts_are_read_however_they_are_written),
		cmocka_unit_test(
		    test_dates_are_read_however_they_are_written),
		cmocka_unit_test(
		    test_an_operators_text_is_read_by_its_patterns),
		cmocka_unit_test(test_a_pattern_that_cannot_work_is_told),
		cmocka_unit_test(
		    test_rupiah_are_written_as_people_write_them),
	};

	setenv("TZ", "WITA-8", 1);
	tzset();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
