/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * Tests of `kentongan interpret` with a context, and of how much of the
 * labelled wishes it understands: the half that it was made with, and the
 * half that was held back.
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

#include "cli/reading.h"
#include "conf/conf.h"
#include "conf/read.h"
#include "language/lexicon.h"
#include "language/reader.h"

/* Percent that must be right of each half: what was reached, less two. */
#define TUNED_FLOOR	96
#define HELD_FLOOR	93

struct half { const char *name; int floor, of, right; };

static const char *
source(const char *path)
{
	static char	full[4096];
	const char	*srcdir = getenv("srcdir");

	snprintf(full, sizeof full, "%s/%s", srcdir != NULL ? srcdir : ".",
	    path);
	return full;
}

static struct conf	*conf;
static struct lexicon	*lex;

static int
read_city(void **state)
{
	struct conf_errors	errors = { 0 };

	(void)state;
	conf = conf_read(source("etc/kentongan.conf"), NULL, &errors);
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

/* The answer of `kentongan interpret` to one line. */
static json_t *
ask(const char *line)
{
	return reading_answer(lex, line, strlen(line));
}

/* All answers to a file, one a line. */
static json_t *
ask_all(const char *path)
{
	char	*line = NULL;
	size_t	 size = 0;
	ssize_t	 len;
	FILE	*in = fopen(path, "r");
	json_t	*all = json_array();

	assert_non_null(in);
	while ((len = getline(&line, &size, in)) > 0)
		json_array_append_new(all, reading_answer(lex, line,
		    (size_t)len));
	free(line);
	fclose(in);
	return all;
}

/* Whether a member that is expected is there; "report" has all or none. */
static bool
agrees(const json_t *want, const json_t *got, const char *name)
{
	const json_t	*w = json_object_get(want, name);

	return w == NULL || json_is_null(w) ? true :
	    json_equal(w, json_object_get(got, name)) != 0;
}

static bool
is_right(const json_t *want, const json_t *got)
{
	static const char *const names[] = { "ticket", "category", "kelurahan",
	    "opd", "code", "ok", "all", "name" };
	const char	*intent = json_string_value(json_object_get(want,
			    "intent"));
	size_t		 i;

	if (strcmp(intent, "undo") == 0) {
		if (!json_is_true(json_object_get(got, "undo")))
			return false;
	} else if (strcmp(intent, json_string_value(json_object_get(got,
	    "intent"))) != 0) {
		return false;
	}
	for (i = 0; i < sizeof names / sizeof names[0]; i++)
		if (!agrees(want, got, names[i]))
			return false;
	if (json_object_get(want, "doubt") != NULL &&
	    !json_is_true(json_object_get(got, "ticket_doubt")))
		return false;
	return json_object_get(want, "further") == NULL ||
	    (json_int_t)json_array_size(json_object_get(got, "further")) ==
	    json_integer_value(json_object_get(want, "further"));
}

static void
count_line(const json_t *line, const json_t *got, struct half half[2])
{
	struct half	*h = &half[0];

	if (strcmp(json_string_value(json_object_get(line, "half")),
	    h->name) != 0)
		h = &half[1];
	h->of++;
	h->right += is_right(json_object_get(line, "expect"), got);
}

static void
test_wishes_in_free_words_are_understood(void **state)
{
	struct half	 half[2] = { { "tuned", TUNED_FLOOR, 0, 0 },
			    { "held", HELD_FLOOR, 0, 0 } };
	const char	*path = source("tests/corpus/intents.jsonl");
	FILE		*f;
	json_t		*line, *got = ask_all(path);
	size_t		 i = 0;

	(void)state;
	f = fopen(source("tests/corpus/intents.jsonl"), "r");
	assert_non_null(f);
	while ((line = json_loadf(f, JSON_DISABLE_EOF_CHECK, NULL)) != NULL) {
		count_line(line, json_array_get(got, i++), half);
		json_decref(line);
	}
	fclose(f);
	json_decref(got);
	for (i = 0; i < 2; i++) {
		print_message("%s: %d of %d\n", half[i].name, half[i].right,
		    half[i].of);
		assert_true(half[i].of > 100);
		assert_true(half[i].right * 100 >= half[i].of *
		    half[i].floor);
	}
}

/* Whether a step of a talk was read as it should be, by all that it names. */
static bool
is_understood(const json_t *want, const json_t *got)
{
	const char	*key;
	json_t		*value;

	json_object_foreach((json_t *)(uintptr_t)want, key, value) {
		if (strcmp(key, "noanswer") == 0) {
			if (json_object_get(got, "answered") != NULL)
				return false;
		} else if (strcmp(key, "notintent") == 0) {
			if (json_equal(value, json_object_get(got, "intent")))
				return false;
		} else if (strcmp(key, "doubt") == 0) {
			if (!json_is_true(json_object_get(got,
			    "ticket_doubt")))
				return false;
		} else if (!json_equal(value, json_object_get(got, key))) {
			return false;
		}
	}
	return true;
}

/* How many steps of one talk are misunderstood; tells which. */
static int
count_misread(const json_t *talk)
{
	json_t	*steps = json_object_get(talk, "steps"), *line, *got;
	char	*text;
	size_t	 i;
	int	 wrong = 0;

	for (i = 0; i < json_array_size(steps); i++) {
		line = json_copy(json_array_get(steps, i));
		json_object_set(line, "from", json_object_get(talk, "from"));
		text = json_dumps(line, JSON_COMPACT);
		got = ask(text);
		if (!is_understood(json_object_get(line, "expect"), got)) {
			print_message("%s: %s\n", json_string_value(
			    json_object_get(talk, "talk")),
			    json_string_value(json_object_get(line, "text")));
			wrong++;
		}
		json_decref(got);
		json_decref(line);
		free(text);
	}
	return wrong;
}

static void
test_talks_of_several_sms_are_understood_whole(void **state)
{
	FILE	*f = fopen(source("tests/corpus/talks.jsonl"), "r");
	json_t	*talk;
	int	 of = 0, wrong = 0;

	(void)state;
	assert_non_null(f);
	while ((talk = json_loadf(f, JSON_DISABLE_EOF_CHECK, NULL)) != NULL) {
		of++;
		wrong += count_misread(talk);
		json_decref(talk);
	}
	fclose(f);
	assert_true(of >= 30);
	assert_int_equal(wrong, 0);
}

static void
test_a_context_is_read(void **state)
{
	json_t	*answer = ask("{\"from\":\"citizen\",\"text\":\"wah sudah "
	    "terang, makasih\",\"context\":{\"question\":{\"about\":\"done\"},"
	    "\"last\":\"1007\",\"reports\":[{\"ticket\":\"1007\",\"state\":"
	    "\"done\",\"category\":\"LAMPU\",\"kelurahan\":\"OEBA\"}],"
	    "\"dispatches\":[],\"sent\":[]}}");

	(void)state;
	assert_string_equal(json_string_value(json_object_get(answer,
	    "intent")), "confirm");
	assert_string_equal(json_string_value(json_object_get(answer,
	    "ticket")), "1007");
	json_decref(answer);
	answer = ask("{\"from\":\"citizen\",\"text\":\"yang kedua\","
	    "\"context\":{\"question\":{\"about\":\"kelurahan\",\"choices\":"
	    "[\"OESAPA\",\"LILIBA\"]}}}");
	assert_string_equal(json_string_value(json_object_get(answer,
	    "answered")), "choice");
	assert_int_equal(json_integer_value(json_object_get(answer,
	    "answer")), 2);
	json_decref(answer);
}

static void
test_a_bad_context_is_told_by_its_field(void **state)
{
	static const struct { const char *context, *field; } cases[] = {
		{ "1", "context" },
		{ "{\"last\":7}", "last" },
		{ "{\"reports\":[{\"state\":\"open\"}]}", "ticket" },
		{ "{\"reports\":[{\"ticket\":\"1007\",\"state\":\"x\"}]}",
		    "state" },
		{ "{\"reports\":[{\"ticket\":\"1007\",\"state\":\"open\","
		    "\"category\":\"X\"}]}", "category" },
		{ "{\"question\":{\"about\":\"weather\"}}", "about" },
		{ "{\"question\":{\"about\":\"kelurahan\",\"choices\":"
		    "[\"X\"]}}", "choices" },
		{ "{\"sent\":[1]}", "sent" },
		{ "{\"sent\":\"x\"}", "sent" },
	};
	char	line[512];
	json_t	*answer;
	size_t	i;

	(void)state;
	for (i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		snprintf(line, sizeof line, "{\"from\":\"citizen\",\"text\":"
		    "\"a\",\"context\":%s}", cases[i].context);
		answer = ask(line);
		assert_null(json_object_get(answer, "intent"));
		assert_non_null(strstr(json_string_value(json_object_get(
		    answer, "error")), cases[i].field));
		json_decref(answer);
	}
}

int
main(void)
{
	const struct CMUnitTest	tests[] = {
		cmocka_unit_test(test_wishes_in_free_words_are_understood),
		cmocka_unit_test(
		    test_talks_of_several_sms_are_understood_whole),
		cmocka_unit_test(test_a_context_is_read),
		cmocka_unit_test(test_a_bad_context_is_told_by_its_field),
	};

	return cmocka_run_group_tests(tests, read_city, free_city);
}
