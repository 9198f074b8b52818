/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * What people read, as it is shipped: whatever is not known, a text is whole.
 * Each template is rendered with every combination of present and absent
 * values.
 */

#include "config.h"

#include "tests/fixtures/city_fixture.h"

#define FIELDS_MAX	12

/* What a reader would stumble over. */
static const char *const stumbles[] = {
	"  ", " .", " ,", " ;", " :", " )", "( ", "()", "(,", ". .", "..",
	",.", ",,", ":.", ";.", ": |", ": :", "::", ",)", "|.", "?.", "!."
};

static int
setup(void **state)
{
	*state = city_begin("", "WITA-8", 1795000000);
	return 0;
}

/* The names that a template has in braces, each once. */
static int
fields_of(const char *template, char field[FIELDS_MAX][32])
{
	const char	*c = template, *end;
	int		 n = 0, i;

	while ((c = strchr(c, '{')) != NULL) {
		end = strchr(c, '}');
		assert_non_null(end);
		snprintf(field[n], 32, "%.*s", (int)(end - c - 1), c + 1);
		for (i = 0; i < n && strcmp(field[i], field[n]) != 0; i++)
			;
		n += i == n;
		assert_true(n < FIELDS_MAX);
		c = end;
	}
	return n;
}

static void
set_field(struct message_values *values, const char *name, const char *to)
{
#define X(field)							\
	if (strcmp(name, #field) == 0)					\
		values->field = to;
	MESSAGE_FIELDS(X)
#undef X
}

/* A text in which a reader stumbles, said with its template. */
static void
check_text(const char *text, enum message_id id, const char *template)
{
	size_t	len = strlen(text), i;

	for (i = 0; i < sizeof stumbles / sizeof stumbles[0]; i++)
		if (strstr(text, stumbles[i]) != NULL)
			fail_msg("%s: \"%s\" has \"%s\" (%s)",
			    message_key(id), text, stumbles[i], template);
	if (len > 0 && (strchr(" :,;(|", text[len - 1]) != NULL ||
	    strchr(" .,:;)|", text[0]) != NULL))
		fail_msg("%s: \"%s\" begins or ends so (%s)",
		    message_key(id), text, template);
}

/* Render a template with the values whose bit is set, "" or NULL else. */
static void
check_with(enum message_id id, const char *template,
    char field[FIELDS_MAX][32], int n, unsigned present, const char *value)
{
	struct message_values	values = { 0 };
	char			text[TEXT_MAX_BYTES];
	int			i;

	for (i = 0; i < n; i++)
		set_field(&values, field[i], (present >> i & 1) != 0 ? value :
		    i % 2 == 0 ? "" : NULL);
	message_write(text, sizeof text, id, template, &values);
	check_text(text, id, template);
	message_fill(text, sizeof text, template, &values);
	check_text(text, id, template);
}

static void
test_no_text_has_a_gap_where_nothing_is_known(void **state)
{
	struct city	*c = *state;
	char		 field[FIELDS_MAX][32];
	const char	*template;
	unsigned	 present;
	int		 id, n, texts = 0;

	for (id = 0; id < MESSAGE_COUNT; id++) {
		template = c->conf->message[id];
		n = fields_of(template, field);
		for (present = 0; present < 1u << n; present++) {
			check_with((enum message_id)id, template, field, n,
			    present, "Abc");
			/* Words that end as a sentence does. */
			check_with((enum message_id)id, template, field, n,
			    present, "Sudah beres.");
			texts++;
		}
	}
	assert_true(texts > 500);
}

static void
test_what_a_person_wrote_stays_as_it_was_written(void **state)
{
	static const char	words[] = "di jln . dekat () 'x' : y  z";
	struct message_values	values = { .ticket = "1007", .text = words };
	struct city		*c = *state;
	char			text[TEXT_MAX_BYTES];

	message_write(text, sizeof text, MESSAGE_SEAT_NEWS,
	    c->conf->message[MESSAGE_SEAT_NEWS], &values);
	assert_non_null(strstr(text, words));
}

static void
test_a_long_report_keeps_its_code_and_its_command(void **state)
{
	struct city	*c = *state;
	char		 words[TEXT_MAX_BYTES] = "LAPOR SAMPAH OESAPA ";
	size_t		 len = strlen(words);

	c->conf->max_parts = 2;
	city_seat(c, "piket DLH", "DLH", SEAT_OFFICER, "*", "+6281200000100");
	while (len < 1200)
		len += (size_t)snprintf(words + len, sizeof words - len,
		    "menumpuk di depan kios ke %zu, ", len);
	city_sms(c, "+6281200000001", words, c->now);
	assert_gets(c, "+6281200000100", "Kode ");
	assert_non_null(strstr(c->got, "Balas TERIMA "));
	assert_non_null(strstr(c->got, " hasil"));
	assert_non_null(strstr(c->got, "menumpuk di depan"));
	assert_null(strstr(c->got, words + len - 20));
}

#define T(test)	cmocka_unit_test_setup_teardown(test, setup, city_end)

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		T(test_no_text_has_a_gap_where_nothing_is_known),
		T(test_what_a_person_wrote_stays_as_it_was_written),
		T(test_a_long_report_keeps_its_code_and_its_command),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
