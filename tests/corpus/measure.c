/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * corpus_measure - how much of a labelled corpus is understood:
 * `corpus_measure [-v] CONF JSONL` prints counts, with -v every miss, and
 * the pace of interpreting.
 */

#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <jansson.h>

#include "conf/conf.h"
#include "conf/read.h"
#include "language/interpret.h"
#include "language/lexicon.h"
#include "language/text.h"

#define PACE_ROUNDS	40

enum group { GROUP_REPORT, GROUP_CLARIFY, GROUP_CITIZEN, GROUP_STAFF,
	GROUP_COUNT };

struct counts {
	int	of[GROUP_COUNT], right[GROUP_COUNT];
	int	routed, wrong;		/* routed: texts of citizens */
	int	details, survived;
};

static const char *const group_name[GROUP_COUNT] = {
	"citizen reports, category and kelurahan right",
	"citizen clarify, same candidates",
	"citizen, other intents",
	"staff"
};

static bool	verbose;

static const char *
text_of(const json_t *o, const char *name)
{
	const char	*s = json_string_value(json_object_get(o, name));

	return s == NULL ? "" : s;
}

static const char *
kelurahan_of(const struct conf_city *city, const struct meaning *m)
{
	return m->kelurahan == -1 ? "" : city->kelurahan[m->kelurahan].name;
}

static const char *
category_of(const struct conf_city *city, const struct meaning *m)
{
	return m->category == -1 ? "" : city->category[m->category].code;
}

static bool
same_candidates(const struct conf_city *city, const json_t *want,
    const struct meaning *m)
{
	const char	*name;
	size_t		 k;
	int		 i, found = 0;

	for (i = 0; i < m->candidates; i++) {
		name = m->kelurahan_doubt ?
		    city->kelurahan[m->candidate[i]].name :
		    city->category[m->candidate[i]].code;
		for (k = 0; k < json_array_size(want); k++)
			if (strcmp(json_string_value(json_array_get(want, k)),
			    name) == 0)
				found++;
	}
	return found == m->candidates &&
	    (size_t)found == json_array_size(want);
}

/* Whether the fields of an intent other than report are as expected. */
static bool
same_fields(const struct conf_city *city, const json_t *want,
    const struct meaning *m)
{
	const json_t	*ok = json_object_get(want, "ok");

	if (strcmp(text_of(want, "intent"), intent_name(m->intent)) != 0 ||
	    strcmp(text_of(want, "ticket"), m->ticket) != 0 ||
	    strcmp(text_of(want, "name"), m->name) != 0 ||
	    strcmp(text_of(want, "topic"), m->topic) != 0 ||
	    strcmp(text_of(want, "kelurahan"), kelurahan_of(city, m)) != 0)
		return false;
	if (ok != NULL && json_is_true(ok) != m->ok)
		return false;
	if (strcmp(text_of(want, "detail"), m->detail) != 0)
		return false;
	return strcmp(text_of(want, "opd"),
	    m->opd == -1 ? "" : city->opd[m->opd].code) == 0;
}

static enum group
group_of(const json_t *line, const json_t *want)
{
	if (strcmp(text_of(line, "from"), "staff") == 0)
		return GROUP_STAFF;
	if (strcmp(text_of(want, "intent"), "report") == 0)
		return GROUP_REPORT;
	return strcmp(text_of(want, "intent"), "clarify") == 0 ?
	    GROUP_CLARIFY : GROUP_CITIZEN;
}

static bool
is_right(const struct conf_city *city, enum group group, const json_t *want,
    const struct meaning *m)
{
	switch (group) {
	case GROUP_REPORT:
		return m->intent == INTENT_REPORT &&
		    strcmp(text_of(want, "category"),
		    category_of(city, m)) == 0 &&
		    strcmp(text_of(want, "kelurahan"),
		    kelurahan_of(city, m)) == 0;
	case GROUP_CLARIFY:
		return m->intent == INTENT_CLARIFY && same_candidates(city,
		    json_object_get(want, "candidates"), m);
	case GROUP_CITIZEN:
	case GROUP_STAFF:
	case GROUP_COUNT:
		break;
	}
	return same_fields(city, want, m);
}

/*
 * A wrong route: sure of a category or kelurahan that is not it, or a report
 * made of what is none.
 */
static bool
is_wrong_route(const struct conf_city *city, enum group group,
    const json_t *want, const struct meaning *m)
{
	const char	*kelurahan = kelurahan_of(city, m);

	if (m->intent != INTENT_REPORT)
		return false;
	if (group != GROUP_REPORT)
		return true;
	return strcmp(text_of(want, "category"), category_of(city, m)) != 0 ||
	    (*kelurahan != '\0' &&
	    strcmp(text_of(want, "kelurahan"), kelurahan) != 0);
}

static void
print_miss(const char *what, const json_t *line, const json_t *want,
    const struct conf_city *city, const struct meaning *m)
{
	char	*expected = json_dumps(want, JSON_COMPACT);
	int	 i;

	if (verbose) {
		printf("%s %s: %s\n\twant %s\n\tgot %s %s %s", what,
		    text_of(line, "id"), text_of(line, "text"), expected,
		    intent_name(m->intent), category_of(city, m),
		    kelurahan_of(city, m));
		printf(" [%s|%s|%s|%s]", m->ticket, m->detail, m->name,
		    m->description);
		for (i = 0; i < m->candidates; i++)
			printf(" %s", m->kelurahan_doubt ?
			    city->kelurahan[m->candidate[i]].name :
			    city->category[m->candidate[i]].code);
		printf("\n");
	}
	free(expected);
}

static void
measure_line(const struct lexicon *lex, const json_t *line,
    struct counts *counts)
{
	static struct meaning	 m;
	const struct conf_city	*city = lexicon_city(lex);
	const json_t		*want = json_object_get(line, "expect");
	enum group		 group = group_of(line, want);
	const char		*detail = text_of(want, "detail");
	char			 clean[TEXT_MAX_BYTES];

	text_clean(clean, sizeof clean, text_of(line, "text"),
	    strlen(text_of(line, "text")));
	interpret(lex, group == GROUP_STAFF ? FROM_STAFF : FROM_CITIZEN,
	    clean, NULL, &m);
	counts->of[group]++;
	if (is_right(city, group, want, &m))
		counts->right[group]++;
	else
		print_miss(is_wrong_route(city, group, want, &m) ? "WRONG" :
		    "miss", line, want, city, &m);
	if (group != GROUP_STAFF) {
		counts->routed++;
		counts->wrong += is_wrong_route(city, group, want, &m);
	}
	if (group == GROUP_REPORT && *detail != '\0') {
		counts->details++;
		if (strstr(m.description, detail) != NULL)
			counts->survived++;
		else
			print_miss("detail", line, want, city, &m);
	}
}

static double
now_s(void)
{
	struct timespec	t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Interpretations a second, over the whole corpus. */
static double
measure_pace(const struct lexicon *lex, json_t *const *line, int count)
{
	static struct meaning	m;
	double			start = now_s(), took;
	int			i, round;

	for (round = 0; round < PACE_ROUNDS; round++)
		for (i = 0; i < count; i++)
			interpret(lex, FROM_CITIZEN, text_of(line[i], "text"), NULL, &m);
	took = now_s() - start;
	return took <= 0 ? 0 : PACE_ROUNDS * count / took;
}

static void
print_percent(const char *what, int right, int of)
{
	printf("%-46s %4d of %4d  %5.1f%%\n", what, right, of,
	    of == 0 ? 0.0 : 100.0 * right / of);
}

static void
print_counts(const struct counts *c)
{
	int	g;

	for (g = 0; g < GROUP_COUNT; g++)
		print_percent(group_name[g], c->right[g], c->of[g]);
	print_percent("wrong routes, of all citizens' texts", c->wrong,
	    c->routed);
	print_percent("details that survive", c->survived, c->details);
}

/* Read a JSON Lines file; NULL with a message if that fails. */
static json_t **
read_lines(const char *path, int *count)
{
	FILE	 *f = fopen(path, "r");
	json_t	**line = NULL;
	json_t	 *one;

	*count = 0;
	if (f == NULL) {
		perror(path);
		return NULL;
	}
	while ((one = json_loadf(f, JSON_DISABLE_EOF_CHECK, NULL)) != NULL) {
		line = realloc(line, ((size_t)*count + 1) * sizeof(json_t *));
		if (line == NULL)
			abort();
		line[(*count)++] = one;
	}
	fclose(f);
	return line;
}

int
main(int argc, char **argv)
{
	struct conf_errors	 errors = { 0 };
	struct counts		 counts = { 0 };
	struct conf		*conf;
	struct lexicon		*lex;
	json_t			**line;
	int			 count, i;

	verbose = argc == 4 && strcmp(argv[1], "-v") == 0;
	if (argc != 3 && !verbose) {
		fprintf(stderr, "usage: corpus_measure [-v] CONF JSONL\n");
		return 2;
	}
	if ((conf = conf_read(argv[argc - 2], NULL, &errors)) == NULL) {
		conf_errors_print(&errors, stderr);
		conf_errors_clear(&errors);
		return 1;
	}
	line = read_lines(argv[argc - 1], &count);
	lex = lexicon_new(&conf->city);
	for (i = 0; i < count; i++)
		measure_line(lex, line[i], &counts);
	print_counts(&counts);
	printf("%-46s %.0f a second\n", "pace",
	    measure_pace(lex, line, count));
	for (i = 0; i < count; i++)
		json_decref(line[i]);
	free(line);
	lexicon_free(lex);
	conf_free(conf);
	conf_errors_clear(&errors);
	return count == 0;
}
