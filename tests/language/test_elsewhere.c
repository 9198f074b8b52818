/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * Matters that are not the city's are told from its own, and citizens read
 * who answers for them.
 */

#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <jansson.h>

#include "base/text.h"
#include "conf/conf.h"
#include "conf/elsewhere.h"
#include "conf/read.h"
#include "language/interpret.h"
#include "language/lexicon.h"
#include "language/reader.h"

#define COUNT(a)	(sizeof (a) / sizeof (a)[0])
#define SET_LEAST	200

static struct conf	*conf;
static struct lexicon	*lex;

static void
path_of(char *path, size_t size, const char *file)
{
	const char	*srcdir = getenv("srcdir");

	snprintf(path, size, "%s/%s", srcdir != NULL ? srcdir : ".", file);
}

static int
read_city(void **state)
{
	struct conf_errors	errors = { 0 };
	char			path[4096];

	(void)state;
	path_of(path, sizeof path, "etc/kentongan.conf");
	conf = conf_read(path, NULL, &errors);
	conf_errors_print(&errors, stderr);
	conf_errors_clear(&errors);
	if (conf == NULL)
		return -1;
	lex = reader_of_words(&conf->city);
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

static const struct meaning *
read_text(const char *text)
{
	static struct meaning	m;
	char			clean[TEXT_MAX_BYTES];

	text_clean(clean, sizeof clean, text, strlen(text));
	interpret(lex, FROM_CITIZEN, clean, NULL, &m);
	return &m;
}

static const char *
matter_of(const struct meaning *m)
{
	return m->matter == -1 ? "" : conf->city.elsewhere->matter[
	    m->matter].code;
}

static bool
is_elsewhere(const struct meaning *m)
{
	return m->intent == INTENT_ELSEWHERE ||
	    (m->intent == INTENT_QUESTION && m->matter != -1);
}

/* ---- the labelled set ------------------------------------------------- */

static bool
is_right(const json_t *o)
{
	const struct meaning	*m = read_text(json_string_value(
				    json_object_get(o, "text")));
	const char		*want = json_string_value(json_array_get(
				    json_object_get(o, "matter"), 0));

	if (want == NULL)
		return !is_elsewhere(m);
	return is_elsewhere(m) && strcmp(matter_of(m), want) == 0 &&
	    (m->intent == INTENT_QUESTION ||
	    !json_is_true(json_object_get(o, "asks")));
}

static void
test_the_matters_of_the_set_are_known(void **state)
{
	char	 path[4096], *line = NULL;
	size_t	 size = 0;
	FILE	*in;
	json_t	*o;
	int	 of[3] = { 0 }, right[3] = { 0 }, half;

	(void)state;
	path_of(path, sizeof path, "tests/corpus/elsewhere.jsonl");
	assert_non_null(in = fopen(path, "r"));
	while (getline(&line, &size, in) != -1) {
		assert_non_null(o = json_loads(line, 0, NULL));
		half = (int)json_integer_value(json_object_get(o, "half"));
		assert_in_range(half, 1, 2);
		of[half]++;
		if (is_right(o))
			right[half]++;
		else
			print_message("wrong: %s", line);
		json_decref(o);
	}
	free(line);
	fclose(in);
	assert_true(of[1] + of[2] >= SET_LEAST);
	assert_true(right[1] * 100 >= of[1] * 93);
	assert_true(right[2] * 100 >= of[2] * 92);
}

/* A report of the development set that is taken for a matter elsewhere. */
static void
test_no_report_of_ours_is_sent_elsewhere(void **state)
{
	char		 path[4096], *line = NULL;
	size_t		 size = 0;
	FILE		*in;
	json_t		*o, *expect;
	int		 reports = 0, sent = 0;

	(void)state;
	path_of(path, sizeof path, "tests/corpus/sms-dev.jsonl");
	assert_non_null(in = fopen(path, "r"));
	while (getline(&line, &size, in) != -1) {
		assert_non_null(o = json_loads(line, 0, NULL));
		expect = json_object_get(o, "expect");
		if (json_is_string(json_object_get(expect, "category"))) {
			reports++;
			sent += is_elsewhere(read_text(json_string_value(
			    json_object_get(o, "text"))));
		}
		json_decref(o);
	}
	free(line);
	fclose(in);
	assert_true(reports > 200);
	assert_true(sent * 100 <= reports);
}

/* ---- single promises -------------------------------------------------- */

static void
test_a_question_a_complaint_and_a_landmark_are_told_apart(void **state)
{
	static const struct {
		const char	*text;
		enum intent	 intent;
		const char	*matter;
	} cases[] = {
		{ "syarat bikin ktp?", INTENT_QUESTION, "KTP" },
		{ "pak ktp saya belum jadi 3 bulan", INTENT_ELSEWHERE,
		    "KTP" },
		{ "LAPOR SAMPAH OESAPA depan dukcapil", INTENT_REPORT, "" },
		{ "LAPOR PLN oesapa listrik padam", INTENT_ELSEWHERE,
		    "PLN" },
		{ "jalan rusak di atambua tolong", INTENT_ELSEWHERE,
		    "LUAR" },
		{ "LAPOR JALAN OESAPA rusak, jurusan atambua",
		    INTENT_REPORT, "" },
		{ "promo kuota telkomsel ketik *123#", INTENT_UNKNOWN, "" },
	};
	const struct meaning	*m;
	size_t			 i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		m = read_text(cases[i].text);
		if (m->intent != cases[i].intent ||
		    strcmp(matter_of(m), cases[i].matter) != 0)
			fail_msg("\"%s\" is %s %s", cases[i].text,
			    intent_name(m->intent), matter_of(m));
	}
}

static void
test_a_dry_tap_is_a_report_and_names_both_firms(void **state)
{
	const struct meaning	*m = read_text("LAPOR AIR OESAPA mati 3 hari");
	char			 text[512];

	(void)state;
	assert_int_equal(m->intent, INTENT_REPORT);
	assert_string_equal(matter_of(m), "AIR-KABUPATEN");
	conf_elsewhere_text(conf->city.elsewhere, m->matter, text,
	    sizeof text);
	assert_non_null(strstr(text, "Perumda Air Minum Kota Kupang"));
	assert_non_null(strstr(text, "Tirta Lontar"));
	m = read_text("LAPOR AIR OESAPA pdam kota mati 3 hari");
	assert_int_equal(m->intent, INTENT_REPORT);
	assert_string_equal(matter_of(m), "");
}

static void
test_a_number_that_nobody_confirmed_is_not_sent(void **state)
{
	const struct conf_elsewhere	*e = conf->city.elsewhere;
	char				 text[512];
	int				 i;

	(void)state;
	for (i = 0; i < e->count; i++) {
		conf_elsewhere_text(e, i, text, sizeof text);
		assert_true(text_septets(text) <= TEXT_SMS_SEPTETS);
		assert_null(strchr(text, '{'));
		if (*e->matter[i].reach.how != '\0')
			assert_int_equal(strstr(text,
			    e->matter[i].reach.how) != NULL,
			    e->matter[i].reach.confirmed != 0);
	}
}

int
main(void)
{
	static const struct CMUnitTest	tests[] = {
		cmocka_unit_test(test_the_matters_of_the_set_are_known),
		cmocka_unit_test(test_no_report_of_ours_is_sent_elsewhere),
		cmocka_unit_test(
		    test_a_question_a_complaint_and_a_landmark_are_told_apart),
		cmocka_unit_test(
		    test_a_dry_tap_is_a_report_and_names_both_firms),
		cmocka_unit_test(
		    test_a_number_that_nobody_confirmed_is_not_sent),
	};

	return cmocka_run_group_tests(tests, read_city, free_city);
}
