/* SPDX-License-Identifier: GPL-2.0-or-later */

/* Terms on the city's calendar: weekends, holidays, nights. */

#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "conf/calendar.h"

#define COUNT(a)	(sizeof (a) / sizeof (a)[0])

static struct conf_hours	hours;
static struct conf_holiday	holidays[] = {
	{ 20260817, NULL }, { 20261224, NULL }, { 20261225, NULL },
	{ 20270101, NULL },
};
static struct calendar	city = { &hours, holidays, COUNT(holidays) };

static int
setup(void **state)
{
	(void)state;
	setenv("TZ", "Asia/Makassar", 1);
	tzset();
	return conf_hours_parse("Mon-Thu 07:30-16:00, Fri 07:30-16:30",
	    &hours) != NULL;
}

static int64_t
at(const char *text)
{
	struct tm	tm = { .tm_isdst = -1 };

	assert_non_null(strptime(text, "%Y-%m-%d %H:%M", &tm));
	return (int64_t)mktime(&tm);
}

static void
expect(const char *from, const char *term, const char *want, int64_t got)
{
	char		text[32];
	time_t		t = (time_t)got;
	struct tm	tm;

	strftime(text, sizeof text, "%Y-%m-%d %H:%M", localtime_r(&t, &tm));
	if (strcmp(text, want) != 0)
		fail_msg("%s + %s is %s, not %s", from, term, text, want);
}

static const struct {
	const char	*from, *term, *want;
} terms[] = {
	/* 2026-11-16 is a Monday. */
	{ "2026-11-16 07:30", "8 office hours", "2026-11-16 15:30" },
	{ "2026-11-16 08:00", "8 office hours", "2026-11-16 16:00" },
	{ "2026-11-16 10:00", "8 office hours", "2026-11-17 09:30" },
	{ "2026-11-16 10:00", "6 office hours", "2026-11-16 16:00" },
	/* outside the hours it starts when the office opens */
	{ "2026-11-16 05:00", "1 office hour", "2026-11-16 08:30" },
	{ "2026-11-16 16:00", "1 office hour", "2026-11-17 08:30" },
	{ "2026-11-16 22:00", "90 office minutes", "2026-11-17 09:00" },
	{ "2026-11-21 12:00", "1 office hour", "2026-11-23 08:30" },
	/* over a weekend, with a longer Friday */
	{ "2026-11-20 16:00", "1 office hour", "2026-11-23 08:00" },
	/* over a holiday on a Monday */
	{ "2026-08-14 16:00", "1 office hour", "2026-08-18 08:00" },
	{ "2026-08-17 10:00", "1 office hour", "2026-08-18 08:30" },
	/* over the end of the year */
	{ "2026-12-31 15:00", "2 office hours", "2027-01-04 08:30" },
	/* none */
	{ "2026-11-21 12:34", "0 office hours", "2026-11-21 12:34" },
	{ "2026-11-21 12:34", "0 working days", "2026-11-21 12:34" },
	{ "2026-11-21 12:34", "0 minutes", "2026-11-21 12:34" },
	/* working days end when their office closes */
	{ "2026-11-16 10:00", "1 working day", "2026-11-17 16:00" },
	{ "2026-11-16 22:00", "1 working day", "2026-11-17 16:00" },
	{ "2026-11-16 10:00", "4 working days", "2026-11-20 16:30" },
	{ "2026-11-16 10:00", "5 working days", "2026-11-23 16:00" },
	{ "2026-11-21 10:00", "1 working day", "2026-11-23 16:00" },
	{ "2026-08-14 10:00", "1 working day", "2026-08-18 16:00" },
	{ "2026-12-23 10:00", "5 working days", "2027-01-04 16:00" },
	/* long ones; a week used up ends on Friday, not on Monday */
	{ "2026-11-16 10:00", "65 working days", "2027-02-18 16:00" },
	{ "2026-11-16 07:30", "43 office hours", "2026-11-20 16:30" },
	/* by the clock, nothing is passed over */
	{ "2026-11-20 23:50", "15 minutes", "2026-11-21 00:05" },
	{ "2026-12-31 12:00", "24 hours", "2027-01-01 12:00" },
	{ "2026-11-20 12:00", "3 days", "2026-11-23 12:00" },
};

static void
test_a_term_ends_when_the_city_would_say(void **state)
{
	struct conf_term	term;
	size_t			 i;

	(void)state;
	for (i = 0; i < COUNT(terms); i++) {
		assert_null(conf_term_parse(terms[i].term, &term));
		expect(terms[i].from, terms[i].term, terms[i].want,
		    calendar_add(&city, at(terms[i].from), &term));
	}
}

static void
test_an_office_that_never_closes_counts_every_hour(void **state)
{
	struct conf_hours	always;
	struct calendar		c = { &always, holidays, COUNT(holidays) };
	int64_t			from = at("2026-12-23 22:10");

	(void)state;
	assert_null(conf_hours_parse("Mon-Sun 00:00-24:00, holidays",
	    &always));
	assert_int_equal(calendar_add_office(&c, from, 50 * 3600),
	    from + 50 * 3600);
	expect("2026-12-23 22:10", "2 days", "2026-12-26 00:00",
	    calendar_add_days(&c, from, 2));
}

static void
test_two_steps_lead_where_one_does(void **state)
{
	int64_t	start, a, b, once, twice;
	int	i;

	(void)state;
	srand(7);
	for (i = 0; i < 20000; i++) {
		start = at("2026-08-01 00:00") + rand() % (180 * 86400);
		a = rand() % 200000;
		b = rand() % 200000;
		once = calendar_add_office(&city, start, a + b);
		twice = calendar_add_office(&city,
		    calendar_add_office(&city, start, a), b);
		if (once != twice)
			fail_msg("%lld + %lld + %lld", (long long)start,
			    (long long)a, (long long)b);
		once = calendar_add_days(&city, start, (int)(a % 9 + b % 9));
		twice = calendar_add_days(&city, calendar_add_days(&city,
		    start, (int)(a % 9)), (int)(b % 9));
		assert_int_equal(once, twice);
	}
}

static void
test_more_time_never_ends_earlier(void **state)
{
	int64_t	start, end, last;
	int	i, seconds;

	(void)state;
	for (i = 0; i < 200; i++) {
		start = at("2026-08-13 00:00") + i * 3517;
		for (last = start, seconds = 0; seconds < 100000;
		    seconds += 997, last = end) {
			end = calendar_add_office(&city, start, seconds);
			assert_true(end >= last);
		}
	}
}

static void
test_daytime_is_what_is_not_quiet(void **state)
{
	static const struct {
		const char	*quiet, *from;
		int64_t		 seconds;
		const char	*want;
	} cases[] = {
		{ "21:00-06:00", "2026-03-02 10:00", 3600,
		    "2026-03-02 11:00" },
		{ "21:00-06:00", "2026-03-02 10:00", 12 * 3600,
		    "2026-03-03 07:00" },
		{ "21:00-06:00", "2026-03-02 10:00", 11 * 3600,
		    "2026-03-02 21:00" },
		{ "21:00-06:00", "2026-03-02 23:00", 3600,
		    "2026-03-03 07:00" },
		{ "21:00-06:00", "2026-03-02 03:00", 3600,
		    "2026-03-02 07:00" },
		{ "21:00-06:00", "2026-03-02 10:00", 42 * 3600,
		    "2026-03-05 07:00" },
		{ "12:00-13:00", "2026-03-02 11:30", 3600,
		    "2026-03-02 13:30" },
		{ "", "2026-03-02 22:00", 12 * 3600, "2026-03-03 10:00" },
	};
	struct conf_quiet	q;
	int64_t			to;
	size_t			i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		assert_null(conf_quiet_parse(cases[i].quiet, &q));
		to = calendar_add_daytime(&q, at(cases[i].from),
		    cases[i].seconds);
		expect(cases[i].from, cases[i].quiet, cases[i].want, to);
		assert_true(calendar_daytime(&q, at(cases[i].from), to) ==
		    cases[i].seconds);
		assert_true(calendar_daytime(&q, to, at(cases[i].from)) == 0);
	}
}

static void
test_quiet_hours_end_in_the_morning(void **state)
{
	static const struct { const char *quiet, *from, *want; } cases[] = {
		{ "21:00-06:00", "2026-11-16 20:59", "2026-11-16 20:59" },
		{ "21:00-06:00", "2026-11-16 21:00", "2026-11-17 06:00" },
		{ "21:00-06:00", "2026-11-17 00:00", "2026-11-17 06:00" },
		{ "21:00-06:00", "2026-11-17 05:59", "2026-11-17 06:00" },
		{ "21:00-06:00", "2026-11-17 06:00", "2026-11-17 06:00" },
		{ "21:00-06:00", "2026-12-31 23:00", "2027-01-01 06:00" },
		{ "01:00-05:00", "2026-11-17 00:30", "2026-11-17 00:30" },
		{ "01:00-05:00", "2026-11-17 03:00", "2026-11-17 05:00" },
		{ "", "2026-11-17 03:00", "2026-11-17 03:00" },
	};
	struct conf_quiet	q;
	size_t			i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		assert_null(conf_quiet_parse(cases[i].quiet, &q));
		expect(cases[i].from, cases[i].quiet, cases[i].want,
		    calendar_after_quiet(&q, at(cases[i].from)));
	}
}

static void
test_what_is_no_term_or_no_hours_is_refused(void **state)
{
	static const char *const bad_terms[] = { "", "8", "office hours",
	    "8 officehours", "-1 hours", "8 weeks", "400 days",
	    "367 working days", "99999999999 minutes", "1 hour 30" };
	static const char *const bad_hours[] = { "", "Mon", "Mon 16:00-07:30",
	    "Mon-Xyz 07:00-08:00", "Mon 07:00-24:01", "Mon 7-16",
	    "Mon 07:30-16:00,", "holidays", "Mon 07:30-16:00 Tue" };
	static const char *const bad_quiet[] = { "21", "21:00-21:00",
	    "25:00-06:00", "21:00-06:00 x" };
	static const char *const bad_remind[] = { "", "25", "91%", "%",
	    "2 office hours", "1 working day" };
	struct conf_term	term;
	struct conf_hours	h;
	struct conf_quiet	q;
	struct conf_remind	r;
	size_t			i;

	(void)state;
	for (i = 0; i < COUNT(bad_terms); i++)
		if (conf_term_parse(bad_terms[i], &term) == NULL)
			fail_msg("a term: \"%s\"", bad_terms[i]);
	for (i = 0; i < COUNT(bad_hours); i++)
		if (conf_hours_parse(bad_hours[i], &h) == NULL)
			fail_msg("hours: \"%s\"", bad_hours[i]);
	for (i = 0; i < COUNT(bad_quiet); i++)
		if (conf_quiet_parse(bad_quiet[i], &q) == NULL)
			fail_msg("quiet: \"%s\"", bad_quiet[i]);
	for (i = 0; i < COUNT(bad_remind); i++)
		if (conf_remind_parse(bad_remind[i], &r) == NULL)
			fail_msg("remind: \"%s\"", bad_remind[i]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_term_ends_when_the_city_would_say),
		cmocka_unit_test(
		    test_an_office_that_never_closes_counts_every_hour),
		cmocka_unit_test(test_two_steps_lead_where_one_does),
		cmocka_unit_test(test_more_time_never_ends_earlier),
		cmocka_unit_test(test_quiet_hours_end_in_the_morning),
		cmocka_unit_test(test_daytime_is_what_is_not_quiet),
		cmocka_unit_test(test_what_is_no_term_or_no_hours_is_refused),
	};

	return cmocka_run_group_tests(tests, setup, NULL);
}
