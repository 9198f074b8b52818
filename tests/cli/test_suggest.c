/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * What is suggested to be added to the configuration: the city's real one,
 * a real store and desk, and the daemon's own answer.
 */

#include "config.h"

#include "tests/fixtures/city_fixture.h"

#include <jansson.h>

#include "cli/unknown.h"
#include "doors/control/commands.h"
#include "doors/control/parts.h"

#define COUNT(a)	(sizeof (a) / sizeof (a)[0])
#define NOW		INT64_C(1795000000)
#define DAY		86400

static int
setup(void **state)
{
	*state = city_begin("", "WITA-8", NOW);
	return 0;
}

/* An SMS comes from the n-th phone; the id of its row. */
static int64_t
sms(struct city *c, int n, const char *text)
{
	char	from[NUMBER_SIZE];
	int64_t	sent = c->now++;

	snprintf(from, sizeof from, "+6281200000%03d", n % 1000);
	return city_sms(c, from, text, sent);
}

/* An SMS that a person puts into a category; NULL leaves it in triage. */
static void
triaged(struct city *c, int n, const char *text, const char *category,
    const char *kelurahan)
{
	int64_t			id = sms(c, n, text);
	struct inbox_message	in;
	char			why[256] = "";

	assert_int_equal(store_inbox_get(c->store, id, &in), 1);
	if (in.state != INBOX_TRIAGE)
		fail_msg("\"%s\" is not in triage", text);
	if (category != NULL && desk_triage_assign(c->desk, id, category,
	    kelurahan, c->now, why, sizeof why) != 0)
		fail_msg("%s", why);
}

/* What the daemon and the command make of it; the caller's to json_decref. */
static json_t *
suggest(struct city *c, int64_t since, int limit)
{
	const struct conf *conf = c->conf;
	struct control_parts with = { .store = c->store, .conf = &conf };
	char		 line[128];
	json_t		*messages, *found, *max = json_integer(limit);

	snprintf(line, sizeof line, "{\"cmd\":\"suggest\",\"args\":"
	    "{\"since\":%lld}}", (long long)since);
	messages = commands_answer(&with, MAY_READ, line, strlen(line));
	assert_true(json_is_true(json_object_get(messages, "ok")));
	found = unknown_find(c->conf, messages, max);
	assert_true(json_is_true(json_object_get(found, "ok")));
	json_decref(messages);
	json_decref(max);
	return found;
}

/* The row of a word as JSON, "" if it is not suggested. */
static void
row_of(const json_t *found, const char *word, char *out, size_t size)
{
	const json_t	*row;
	char		*text;
	size_t		 i;

	out[0] = '\0';
	json_array_foreach(json_object_get(found, "rows"), i, row) {
		text = json_dumps(row, JSON_COMPACT | JSON_SORT_KEYS);
		if (strcmp(json_string_value(json_array_get(row, 0)), word)
		    == 0)
			snprintf(out, size, "%s", text);
		free(text);
	}
}

static void
assert_row(const json_t *found, const char *word, const char *row)
{
	char	got[512];

	row_of(found, word, got, sizeof got);
	assert_string_equal(got, row);
}

/* ---- the promises ----------------------------------------------------- */

static void
test_an_unknown_word_is_suggested_for_where_people_put_it(void **state)
{
	struct city	*c = *state;
	json_t		*found;
	char		*text = NULL;
	size_t		 len;
	FILE		*out;
	int		 i;

	for (i = 0; i < 5; i++)
		triaged(c, i, "blorvix zwembak", "JALAN", i < 2 ? "OESAPA" :
		    "LILIBA");
	triaged(c, 5, "Blorvix, BLORVIX!", "JALAN", "OESAPA");
	triaged(c, 6, "blorvix", "BANJIR", "BAKUNASE");
	triaged(c, 7, "blorvix", NULL, NULL);
	found = suggest(c, 0, 50);
	assert_row(found, "blorvix", "[\"blorvix\",9,8,8,{\"BANJIR\":1,"
	    "\"JALAN\":6},{\"BAKUNASE\":1,\"LILIBA\":3,\"OESAPA\":3},"
	    "\"JALAN\",\"( 5, \\\"blorvix\\\" ),\"]");
	out = open_memstream(&text, &len);
	unknown_print(found, out);
	fclose(out);
	assert_string_equal(text, "\n# JALAN:\n"
	    "# 9x, in reports put into JALAN (6) BANJIR (1), of LILIBA (3) "
	    "OESAPA (3) BAKUNASE (1)\n( 5, \"blorvix\" ),\n"
	    "# 5x, in reports put into JALAN (5), of LILIBA (3) OESAPA (2)\n"
	    "( 5, \"zwembak\" ),\n");
	free(text);
	json_decref(found);
}

static void
test_a_word_of_one_kelurahan_is_suggested_as_its_alias(void **state)
{
	static const char *const category[] = { "JALAN", "BANJIR", "SAMPAH",
	    "LAMPU" };
	struct city	*c = *state;
	json_t		*found;
	char		 got[512];
	int		 i;

	for (i = 0; i < 4; i++)
		triaged(c, i, "rusak zwikkelum", category[i], "OESAPA");
	found = suggest(c, 0, 50);
	row_of(found, "zwikkelum", got, sizeof got);
	assert_non_null(strstr(got, "{\"OESAPA\":4},\"OESAPA\","
	    "\"aliases = \\\"zwikkelum\\\";\"]"));
	json_decref(found);
}

static void
test_an_answered_question_tells_where_a_word_belongs(void **state)
{
	struct city	*c = *state;
	json_t		*found;
	char		 got[512];
	int		 i;

	for (i = 0; i < 3; i++) {
		sms(c, i, "LAPOR LAMPU NAIKOTEN dekat zwembak");
		if (i < 2)
			sms(c, i, "2");
	}
	found = suggest(c, 0, 50);
	row_of(found, "zwembak", got, sizeof got);
	assert_non_null(strstr(got, "[\"zwembak\",2,2,2,{\"LAMPU\":2},"
	    "{\"NAIKOTEN II\":2},\"LAMPU\""));
	json_decref(found);
}

/* What people did shows what a word is not: of no category, or of nothing. */
static void
test_a_word_that_people_closed_is_suggested_as_a_matter_elsewhere(void **state)
{
	struct city		*c = *state;
	struct inbox_message	 in;
	json_t			*found;
	char			 got[512], why[256];
	int64_t			 id;
	int			 i;

	for (i = 0; i < 4; i++) {
		id = sms(c, i, "pak ini soal blorvix dong");
		assert_int_equal(store_inbox_get(c->store, id, &in), 1);
		assert_int_equal(desk_triage_close(c->desk, id, why,
		    sizeof why), 0);
	}
	found = suggest(c, 0, 50);
	row_of(found, "blorvix", got, sizeof got);
	assert_non_null(strstr(got, "\"elsewhere\",\"( 5, "));
	json_decref(found);
}

static void
test_a_word_of_all_kinds_of_reports_is_suggested_as_ordinary(void **state)
{
	static const char *const category[] = { "JALAN", "BANJIR", "SAMPAH",
	    "LAMPU", "POHON" };
	static const char *const place[] = { "OESAPA", "LILIBA", "OEBA",
	    "ALAK", "PENFUI" };
	struct city	*c = *state;
	json_t		*found;
	char		 got[512];
	int		 i;

	for (i = 0; i < 5; i++)
		triaged(c, i, "rusak zwikkelum", category[i], place[i]);
	found = suggest(c, 0, 50);
	row_of(found, "zwikkelum", got, sizeof got);
	assert_non_null(strstr(got, "\"ordinary\",\"\\\"zwikkelum\\\",\"]"));
	json_decref(found);
}

static void
test_what_could_name_a_person_is_never_shown(void **state)
{
	struct city	*c = *state;
	json_t		*found;
	char		*all;
	int		 i;

	for (i = 0; i < 3; i++)		/* always the same sender */
		triaged(c, 1, "sobrinyx mulyadiq", NULL, NULL);
	for (i = 0; i < 3; i++)
		triaged(c, i, "blorvix 081234567890 dh7781kx x99kk "
		    "pak zulkhernq nama zwergo", NULL, NULL);
	found = suggest(c, 0, 50);
	all = json_dumps(json_object_get(found, "rows"), JSON_COMPACT);
	assert_string_equal(all, "[[\"blorvix\",3,3,3,{},{},\"\",\"\"]]");
	free(all);
	json_decref(found);
}

static void
test_words_that_are_known_or_nearly_known_are_not_suggested(void **state)
{
	static const char *const texts[] = { "tolong blorvix",
	    "blorvix tlong dong", "blorvix kmrn mlm", "permisi blorvix" };
	struct city	*c = *state;
	json_t		*found;
	size_t		 i, k;

	for (i = 0; i < COUNT(texts); i++)
		for (k = 0; k < 2; k++)
			triaged(c, (int)(i * 2 + k), texts[i], "JALAN",
			    "OESAPA");
	found = suggest(c, 0, 50);
	assert_int_equal(json_array_size(json_object_get(found, "rows")), 1);
	assert_row(found, "blorvix", "[\"blorvix\",8,8,8,{\"JALAN\":8},"
	    "{\"OESAPA\":8},\"JALAN\",\"( 5, \\\"blorvix\\\" ),\"]");
	json_decref(found);
}

static void
test_old_and_understood_messages_are_left_out(void **state)
{
	struct city	*c = *state;
	json_t		*found;
	int		 i;

	for (i = 0; i < 2; i++)
		triaged(c, i, "blorvix zwembak", NULL, NULL);
	c->now += 10 * DAY;
	for (i = 0; i < 2; i++)
		triaged(c, i, "zwembak zwembak", NULL, NULL);
	for (i = 0; i < 2; i++)
		sms(c, i + 10, "LAPOR SAMPAH OESAPA dekat zwikkelum");
	found = suggest(c, NOW + 5 * DAY, 50);
	assert_int_equal(json_array_size(json_object_get(found, "rows")), 1);
	assert_row(found, "zwembak",
	    "[\"zwembak\",4,2,2,{},{},\"\",\"\"]");
	json_decref(found);
	found = suggest(c, 0, 1);
	assert_int_equal(json_array_size(json_object_get(found, "rows")), 1);
	assert_row(found, "zwembak",
	    "[\"zwembak\",6,4,2,{},{},\"\",\"\"]");
	json_decref(found);
}

#define unit(f)	cmocka_unit_test_setup_teardown(f, setup, city_end)

int
main(void)
{
	const struct CMUnitTest	tests[] = {
	    unit(test_an_unknown_word_is_suggested_for_where_people_put_it),
	    unit(test_a_word_of_one_kelurahan_is_suggested_as_its_alias),
	    unit(test_an_answered_question_tells_where_a_word_belongs),
	    unit(
	    test_a_word_that_people_closed_is_suggested_as_a_matter_elsewhere),
	    unit(test_a_word_of_all_kinds_of_reports_is_suggested_as_ordinary),
	    unit(test_what_could_name_a_person_is_never_shown),
	    unit(test_words_that_are_known_or_nearly_known_are_not_suggested),
	    unit(test_old_and_understood_messages_are_left_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
