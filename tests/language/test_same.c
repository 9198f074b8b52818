/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * Whether two texts tell the same problem, measured on labelled pairs: half
 * of them were looked at when the rules were made, half were not.
 */

#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <jansson.h>

#include "conf/conf.h"
#include "conf/read.h"
#include "language/lexicon.h"
#include "language/same.h"

#define PAIRS_LEAST	200
#define WRONG_PERCENT	2	/* of the pairs that are not the same */
#define MISSED_PERCENT	25	/* of those that are */

struct city {
	struct conf	*conf;
	struct lexicon	*lexicon;
};

struct counts {
	int	same, apart, wrong, missed;
};

static int
setup(void **state)
{
	const char		*dir = getenv("srcdir");
	struct conf_errors	 errors = { 0 };
	struct city		*c = calloc(1, sizeof *c);
	char			 path[1024];

	assert_non_null(c);
	snprintf(path, sizeof path, "%s/etc/kentongan.conf",
	    dir != NULL ? dir : ".");
	if ((c->conf = conf_read(path, NULL, &errors)) == NULL)
		conf_errors_print(&errors, stdout);
	assert_non_null(c->conf);
	assert_non_null(c->lexicon = lexicon_new(&c->conf->city));
	*state = c;
	return 0;
}

static int
teardown(void **state)
{
	struct city	*c = *state;

	lexicon_free(c->lexicon);
	conf_free(c->conf);
	free(c);
	return 0;
}

static json_t *
read_pairs(void)
{
	const char	*dir = getenv("srcdir");
	json_t		*all = json_array();
	char		 path[1024], line[2048];
	json_error_t	 error;
	json_t		*pair;
	FILE		*f;

	snprintf(path, sizeof path, "%s/tests/corpus/pairs.jsonl",
	    dir != NULL ? dir : ".");
	assert_non_null(f = fopen(path, "r"));
	while (fgets(line, sizeof line, f) != NULL) {
		assert_non_null(pair = json_loads(line, 0, &error));
		json_array_append_new(all, pair);
	}
	fclose(f);
	return all;
}

static const char *
text_of(const json_t *pair, const char *key)
{
	return json_string_value(json_object_get(pair, key));
}

/* Would the second be joined to the first? */
static bool
joins(const struct city *c, const json_t *pair, bool swapped)
{
	const struct conf_category *of;
	struct same_text	a, b;
	enum same		how;
	int			i;

	i = conf_city_find_category(&c->conf->city, text_of(pair,
	    "category"));
	assert_true(i >= 0);
	of = &c->conf->city.category[i];
	same_read(&a, c->lexicon, of, text_of(pair, "first"));
	same_read(&b, c->lexicon, of, text_of(pair, "second"));
	how = swapped ? same_compare(&b, &a) : same_compare(&a, &b);
	return how >= (of->join_at_once ? SAME_OPEN : SAME_ALIKE);
}

static void
judge(const struct city *c, const json_t *pair, struct counts *n)
{
	bool	same = json_is_true(json_object_get(pair, "same"));
	bool	joined = joins(c, pair, false);

	assert_int_equal(joined, joins(c, pair, true));
	n->same += same;
	n->apart += !same;
	n->wrong += !same && joined;
	n->missed += same && !joined;
	if (same != joined &&
	    getenv("VERBOSE") != NULL)
		printf("%s %s: %s | %s\n", text_of(pair, "id"), joined ?
		    "wrong" : "missed", text_of(pair, "first"),
		    text_of(pair, "second"));
}

static void
measure(const struct city *c, const char *half)
{
	struct counts	 n = { 0 };
	json_t		*all = read_pairs(), *pair;
	size_t		 i;

	json_array_foreach(all, i, pair)
		if (half == NULL || strcmp(text_of(pair, "half"), half) == 0)
			judge(c, pair, &n);
	json_decref(all);
	printf("%s: %d of %d joined wrongly, %d of %d missed\n",
	    half != NULL ? half : "all", n.wrong, n.apart, n.missed, n.same);
	assert_true(half != NULL || n.same + n.apart >= PAIRS_LEAST);
	assert_true(n.wrong * 100 <= n.apart * WRONG_PERCENT);
	assert_true(n.missed * 100 <= n.same * MISSED_PERCENT);
}

static void
test_at_most_two_of_a_hundred_are_joined_wrongly(void **state)
{
	measure(*state, NULL);
}

static void
test_so_are_those_that_nobody_looked_at(void **state)
{
	measure(*state, "held");
}

/* What an answer is given to: the pairs that a rule stands on. */
static void
test_a_place_tells_two_problems_apart(void **state)
{
	static const struct {
		const char	*category, *a, *b;
		enum same	 want;
	} cases[] = {
		{ "SAMPAH", "LAPOR SAMPAH OESAPA depan gereja",
		    "lapor sampah oesapa dpn gereja", SAME_SPOT },
		{ "SAMPAH", "sampah depan gereja", "sampah depan masjid",
		    SAME_APART },
		{ "SAMPAH", "sampah rt 05", "sampah rt.5", SAME_SPOT },
		{ "SAMPAH", "sampah rt 5", "sampah rt 6", SAME_APART },
		{ "LAMPU", "lampu mati gang 3", "lampu mati gang 4",
		    SAME_APART },
		{ "LAMPU", "lampu mati gang 3", "lampu gang 3 padam",
		    SAME_SPOT },
		{ "SAMPAH", "sampah depan pasar", "bangkai depan pasar",
		    SAME_APART },
		{ "SAMPAH", "sampah menumpuk", "sampah depan pasar",
		    SAME_OPEN },
	};
	const struct city		*c = *state;
	const struct conf_category	*of;
	struct same_text		 a, b;
	size_t				 i;

	for (i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		of = &c->conf->city.category[conf_city_find_category(
		    &c->conf->city, cases[i].category)];
		same_read(&a, c->lexicon, of, cases[i].a);
		same_read(&b, c->lexicon, of, cases[i].b);
		if (same_compare(&a, &b) != cases[i].want)
			fail_msg("%s | %s: %d", cases[i].a, cases[i].b,
			    same_compare(&a, &b));
	}
}

int
main(void)
{
	static const struct CMUnitTest	tests[] = {
		cmocka_unit_test(test_a_place_tells_two_problems_apart),
		cmocka_unit_test(
		    test_at_most_two_of_a_hundred_are_joined_wrongly),
		cmocka_unit_test(test_so_are_those_that_nobody_looked_at),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
