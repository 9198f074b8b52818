/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * Rooms above hand in what they want of a configuration; what is wrong by
 * them is told with its place, and reading knows none of them.
 */

#include "config.h"

#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "conf/read.h"
#include "conf/room.h"
#include "conf/warn.h"

#define TEXTS	"messages = {\n  hello = \"a\";\n  bye = \"b\";\n};\n"

static char	main_path[] = "/tmp/test_room.XXXXXX";

/* ---- a room with two texts --------------------------------------------- */

static const char *const keys[] = { "hello", "bye" };

static const char *
key_of(int id)
{
	return keys[id];
}

static int
find_key(const char *key)
{
	int	i;

	for (i = 0; i < 2; i++)
		if (strcmp(keys[i], key) == 0)
			return i;
	return -1;
}

/* All that was read can be asked of; a question mark is not wanted. */
static char *
text_fault(const struct conf *conf, int id)
{
	char	wrong[160];

	assert_true(conf->city.opd_count > 0);
	if (strchr(conf->message[id], '?') == NULL)
		return NULL;
	snprintf(wrong, sizeof wrong, "\"%s\": asks", keys[id]);
	return strdup(wrong);
}

static bool
wants_parts(const struct conf *conf)
{
	return conf->max_parts == 1;
}

static const char *
database_fault(const char *text)
{
	return strstr(text, "bad") != NULL ? "is a bad place" : NULL;
}

static void
doubt(const struct conf *conf, struct conf_errors *warnings)
{
	conf_errors_add(warnings, NULL, "room: %d parts", conf->max_parts);
}

static const struct conf_texts	texts = {
	.group = "messages", .noun = "greeting",
	.offset = offsetof(struct conf, message), .count = 2,
	.key = key_of, .find = find_key, .fault = text_fault
};
static const struct conf_texts	optional = {
	.group = "messages", .noun = "greeting",
	.offset = offsetof(struct conf, message), .count = 2,
	.key = key_of, .find = find_key, .fault = text_fault,
	.needed = wants_parts
};
static const struct conf_value	places[] = {
	{ "log_level", database_fault }, { "database", database_fault },
	{ NULL, NULL }
};
static const struct conf_room	text_room = { .texts = &texts };
static const struct conf_room	optional_room = { .texts = &optional };
static const struct conf_room	value_room = { .values = places };
static const struct conf_room	doubt_room = { .doubt = doubt };
static const struct conf_room *const	all[] = {
	&text_room, &value_room, &doubt_room, NULL
};
static const struct conf_room *const	at_will[] = { &optional_room, NULL };

/* ---- reading ------------------------------------------------------------ */

static struct conf *
read_text(const char *text, const struct conf_room *const *rooms,
    struct conf_errors *errors)
{
	static const char *const parts[] = { "opd", "categories",
	    "kelurahan", "words" };
	const char	*srcdir = getenv("srcdir");
	char		 etc[PATH_MAX];
	FILE		*out = fopen(main_path, "w");
	size_t		 i;

	assert_non_null(out);
	assert_non_null(realpath(srcdir != NULL ? srcdir : ".", etc));
	fprintf(out, "%s\n", text);
	for (i = 0; i < sizeof parts / sizeof parts[0]; i++)
		fprintf(out, "@include \"%s/etc/kupang/%s.conf\"\n", etc,
		    parts[i]);
	assert_int_equal(fclose(out), 0);
	return conf_read(main_path, rooms, errors);
}

/* The text has these faults, the last NULL, and no others. */
static void
assert_faults(const char *text, const struct conf_room *const *rooms,
    const char *const *faults)
{
	struct conf_errors	 errors = { NULL, 0 };
	struct conf		*conf = read_text(text, rooms, &errors);
	char			 whole[256];
	int			 i;

	for (i = 0; faults[i] != NULL; i++) {
		if (i >= errors.count)
			fail_msg("not told: %s", faults[i]);
		snprintf(whole, sizeof whole, "%s%s", main_path, faults[i]);
		assert_string_equal(errors.text[i], whole);
	}
	if (i < errors.count)
		fail_msg("told as well: %s", errors.text[i]);
	assert_int_equal(conf == NULL, i > 0);
	conf_errors_clear(&errors);
	conf_free(conf);
}

static void
test_texts_of_a_room_are_kept_where_it_looks_for_them(void **state)
{
	struct conf_errors	 errors = { NULL, 0 };
	struct conf		*conf = read_text(TEXTS, all, &errors);

	(void)state;
	assert_non_null(conf);
	assert_string_equal(conf->message[0], "a");
	assert_string_equal(conf->message[1], "b");
	assert_ptr_equal(conf->rooms, all);
	conf_free(conf);
}

static void
test_each_fault_of_a_text_is_told_at_its_line(void **state)
{
	static const char *const faults[] = {
		":1: messages: bye is missing",
		":2: messages: \"hello\": asks",
		":3: messages: hullo: unknown greeting", NULL };
	static const char *const number[] = {
		":2: messages: bye: must be a text", NULL };

	(void)state;
	assert_faults("messages = {\n  hello = \"?\";\n  hullo = \"a\";\n};",
	    all, faults);
	assert_faults("messages = { hello = \"a\";\n  bye = 5; };", all,
	    number);
}

static void
test_a_group_is_missed_unless_its_room_can_do_without(void **state)
{
	static const char *const missing[] = {
		":1: messages: the group of all texts is missing", NULL };
	static const char *const none[] = { NULL };

	(void)state;
	assert_faults("", all, missing);
	assert_faults("", at_will, none);
	assert_faults("max_parts = 1;", at_will, missing);
}

static void
test_a_value_is_checked_by_the_room_that_knows_it(void **state)
{
	static const char *const faults[] = {
		":2: database: \"/bad/x\" is a bad place", NULL };

	(void)state;
	assert_faults("\ndatabase = \"/bad/x\";\n" TEXTS, all, faults);
}

static void
test_without_rooms_their_groups_are_let_pass(void **state)
{
	static const char *const none[] = { NULL };

	(void)state;
	assert_faults("database = \"/bad/x\";\nmessages = { any = 1; };",
	    NULL, none);
}

static void
test_a_room_adds_its_doubts_to_the_warnings(void **state)
{
	struct conf_errors	 errors = { NULL, 0 }, warnings = { NULL, 0 };
	struct conf		*conf;

	(void)state;
	conf = read_text("max_parts = 3;\n" TEXTS, all, &errors);
	assert_non_null(conf);
	conf_warn(conf, 0, &warnings);
	assert_true(warnings.count > 0);
	assert_string_equal(warnings.text[0], "room: 3 parts");
	conf_errors_clear(&warnings);
	conf_free(conf);
}

static int
group_setup(void **state)
{
	int	fd = mkstemp(main_path);

	(void)state;
	return fd == -1 ? -1 : close(fd);
}

static int
group_teardown(void **state)
{
	(void)state;
	return unlink(main_path);
}

int
main(void)
{
	const struct CMUnitTest	tests[] = {
	    cmocka_unit_test(
		test_texts_of_a_room_are_kept_where_it_looks_for_them),
	    cmocka_unit_test(test_each_fault_of_a_text_is_told_at_its_line),
	    cmocka_unit_test(
		test_a_group_is_missed_unless_its_room_can_do_without),
	    cmocka_unit_test(
		test_a_value_is_checked_by_the_room_that_knows_it),
	    cmocka_unit_test(test_without_rooms_their_groups_are_let_pass),
	    cmocka_unit_test(test_a_room_adds_its_doubts_to_the_warnings),
	};

	return cmocka_run_group_tests(tests, group_setup, group_teardown);
}
