/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * Danger to life is heard in whatever words: every text of the labelled set,
 * and hardly any that only sounds like it.
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
#include "conf/danger.h"
#include "conf/read.h"
#include "language/interpret.h"
#include "language/lexicon.h"
#include "language/reader.h"

#define COUNT(a)	(sizeof (a) / sizeof (a)[0])
#define SET_LEAST	450	/* texts of either sort */
#define HALVES		7	/* each by other hands than those before */

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

/* The code of the danger that a citizen's text tells of, "" if none. */
static const char *
danger_of(const char *text)
{
	static struct meaning	m;
	char			clean[TEXT_MAX_BYTES];

	text_clean(clean, sizeof clean, text, strlen(text));
	interpret(lex, FROM_CITIZEN, clean, NULL, &m);
	return m.danger == -1 ? "" : conf->city.danger->kind[m.danger].code;
}

/* ---- the labelled set ------------------------------------------------- */

struct tally {
	int	dangers, flagged, right;	/* right: an acceptable kind */
	int	others, alarms;
};

static bool
has_code(const json_t *list, const char *code)
{
	size_t	i;

	for (i = 0; i < json_array_size(list); i++)
		if (strcmp(json_string_value(json_array_get(list, i)), code)
		    == 0)
			return true;
	return false;
}

static void
tally_line(const json_t *o, struct tally *t)
{
	const char	*text = json_string_value(json_object_get(o, "text"));
	const json_t	*want = json_object_get(o, "danger");
	const char	*got = danger_of(text);

	if (json_array_size(want) == 0) {
		t->others++;
		t->alarms += *got != '\0';
		if (*got != '\0')
			print_message("alarm %s: %s\n", got, text);
		return;
	}
	t->dangers++;
	t->flagged += *got != '\0';
	t->right += has_code(want, got);
	if (*got == '\0')
		print_message("missed: %s\n", text);
}

static struct tally
tally_half(int half)
{
	struct tally	 t = { 0 };
	char		 path[4096], *line = NULL;
	size_t		 size = 0;
	FILE		*in;
	json_t		*o;

	path_of(path, sizeof path, "tests/corpus/danger.jsonl");
	assert_non_null(in = fopen(path, "r"));
	while (getline(&line, &size, in) != -1) {
		assert_non_null(o = json_loads(line, 0, NULL));
		if (json_integer_value(json_object_get(o, "half")) == half)
			tally_line(o, &t);
		json_decref(o);
	}
	free(line);
	fclose(in);
	return t;
}

static void
test_every_danger_of_the_set_is_heard(void **state)
{
	struct tally	t;
	int		half, dangers = 0, others = 0, right = 0, alarms = 0,
			missed = 0;

	(void)state;
	for (half = 1; half <= HALVES; half++) {
		t = tally_half(half);
		print_message("half %d: %d of %d, %d of the right kind; "
		    "%d alarms of %d\n", half, t.flagged, t.dangers, t.right,
		    t.alarms, t.others);
		missed += t.dangers - t.flagged;
		dangers += t.dangers;
		others += t.others;
		right += t.right;
		alarms += t.alarms;
	}
	assert_true(dangers >= SET_LEAST && others >= SET_LEAST);
	assert_int_equal(missed, 0);
	assert_true(right * 100 >= dangers * 93);
	assert_true(alarms * 50 <= others);
}

/* ---- how it is read --------------------------------------------------- */

static void
check_cases(const char *const cases[][2], size_t count)
{
	size_t	i;

	for (i = 0; i < count; i++)
		if (strcmp(danger_of(cases[i][0]), cases[i][1]) != 0)
			fail_msg("\"%s\" is \"%s\", not \"%s\"", cases[i][0],
			    danger_of(cases[i][0]), cases[i][1]);
}

static void
test_words_are_known_with_affixes_slips_and_without_vowels(void **state)
{
	static const char *const cases[][2] = {
		{ "anak tenggelam", "AIR" },
		{ "anak tengelam", "AIR" },
		{ "ANAK TENGGELAMMMM", "AIR" },
		{ "ank tnggelm d laut, anak", "AIR" },
		{ "ada orang ditenggelamkan arus", "AIR" },
		{ "rumah tabakar ada orang", "KEBAKARAN" },
		{ "2orang dibacok", "KEKERASAN" },
		{ "tolongadaanaktenggelamdiembung", "AIR" },
		{ "someone is drowning near the beach", "AIR" },
	};

	(void)state;
	check_cases(cases, COUNT(cases));
}

static void
test_words_of_one_meaning_are_heard_in_any_order(void **state)
{
	static const char *const cases[][2] = {
		{ "buruh proyek masih di dalam, rangka baja menimpa dia",
		    "ROBOH" },
		{ "menimpa buruh, itu baja, dia masih di dalam", "ROBOH" },
		{ "karyawan pingsan di kolam", "SAKIT" },
		{ "di kolam karyawan pingsan", "SAKIT" },
		{ "kolam kotor, karyawan malas", "" },
	};

	(void)state;
	check_cases(cases, COUNT(cases));
}

static void
test_an_idiom_the_past_and_a_joke_are_no_danger(void **state)
{
	static const char *const cases[][2] = {
		{ "lampu jalan mati, warga takut lewat", "" },
		{ "pukul 7 pagi ada orang antri", "" },
		{ "orang hanyut di kali", "AIR" },
		{ "film orang hanyut di kali wkwk", "" },
		{ "api besar tolong", "KEBAKARAN" },
		{ "terima kasih api sudah padam", "" },
	};

	(void)state;
	check_cases(cases, COUNT(cases));
}

static void
test_a_danger_is_heard_whatever_the_intent(void **state)
{
	static const char *const cases[][2] = {
		{ "LAPOR KEBAKARAN OESAPA", "KEBAKARAN" },
		{ "TAMBAH 1007 sekarang ada orang tenggelam", "AIR" },
		{ "tolong bantu suami pukul saya sampai berdarah",
		    "KEKERASAN" },
		{ "LAPOR SAMPAH OESAPA", "" },
		{ "CEK 1007", "" },
		{ "", "" },
	};

	(void)state;
	check_cases(cases, COUNT(cases));
}

static void
test_an_officer_at_work_raises_no_alarm(void **state)
{
	static struct meaning	m;

	(void)state;
	interpret(lex, FROM_STAFF, "2044 selesai api sudah padam, orang aman",
	    NULL, &m);
	assert_int_equal(m.danger, -1);
	interpret(lex, FROM_STAFF, "2044 proses orang tenggelam dicari",
	    NULL, &m);
	assert_int_equal(m.danger, -1);
}

/* ---- what the city says ----------------------------------------------- */

static void
test_each_kind_has_seats_a_text_and_a_ticket_in_it(void **state)
{
	const struct conf_danger	*d = conf->city.danger;
	char				 text[512];
	int				 i;

	(void)state;
	assert_int_equal(d->answer_within.amount, 300);
	assert_true(d->always.count > 0 && d->levels > 0);
	for (i = 0; i < d->count; i++) {
		assert_true(d->kind[i].tell.count > 0);
		conf_danger_text(d, i, "12345678", text, sizeof text);
		assert_true(text_septets(text) <= TEXT_SMS_SEPTETS);
		assert_non_null(strstr(text, "12345678"));
		assert_null(strchr(text, '{'));
		assert_null(strstr(text, "112"));
	}
}

int
main(void)
{
	static const struct CMUnitTest	tests[] = {
		cmocka_unit_test(test_every_danger_of_the_set_is_heard),
		cmocka_unit_test(
		    test_words_are_known_with_affixes_slips_and_without_vowels),
		cmocka_unit_test(
		    test_words_of_one_meaning_are_heard_in_any_order),
		cmocka_unit_test(
		    test_an_idiom_the_past_and_a_joke_are_no_danger),
		cmocka_unit_test(test_a_danger_is_heard_whatever_the_intent),
		cmocka_unit_test(test_an_officer_at_work_raises_no_alarm),
		cmocka_unit_test(
		    test_each_kind_has_seats_a_text_and_a_ticket_in_it),
	};

	return cmocka_run_group_tests(tests, read_city, free_city);
}
