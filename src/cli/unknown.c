/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * unknown - words that the configuration does not know, from messages that a
 * person or a question had to settle.
 *
 * This file alone knows which unknown words are worth adding, and what may
 * be shown of other people's messages: no word with a digit in it, none that
 * follows a title or "nama", and none that only one sender wrote.
 */

#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "cli/unknown.h"
#include "conf/conf.h"
#include "language/scan.h"

#define WORDS_DEFAULT	50
#define WORD_MIN	3	/* bytes */
#define SENDERS_MIN	2
#define SURE_PERCENT	80	/* in one category or kelurahan */
#define LIKELY_PERCENT	50
#define SURE_WEIGHT	5
#define LIKELY_WEIGHT	3
#define CLOSED_MIN	3	/* messages that a person closed */
#define SPREAD_MIN	4	/* reports, none of its category leading */

/* Columns of a row of the answer. */
enum { C_WORD, C_TIMES, C_MESSAGES, C_SENDERS, C_CATEGORIES, C_KELURAHAN,
	C_FOR, C_PASTE };

/* One message, and the words of all, each an object. */
struct pass {
	struct scan	 scan;
	json_t		*words;		/* owned; by the folded word */
	json_int_t	 message;	/* which one this is */
	json_int_t	 sender;
	const char	*category, *kelurahan;	/* borrowed; NULL: none */
	bool		 closed;	/* by a person, without a report */
};

static json_int_t
number_of(const json_t *object, const char *key)
{
	return json_integer_value(json_object_get(object, key));
}

static void
count(json_t *object, const char *key)
{
	if (key != NULL && key[0] != '\0')
		json_object_set_new(object, key,
		    json_integer(number_of(object, key) + 1));
}

/* ---- words ------------------------------------------------------------ */

static json_t *
find_word(json_t *words, const char *text)
{
	json_t	*word = json_object_get(words, text);

	if (word != NULL)
		return word;
	word = json_pack("{s:i, s:i, s:{}, s:{}, s:{}}", "times", 0,
	    "messages", 0, "senders", "categories", "kelurahan");
	return json_object_set_new(words, text, word) == 0 ? word : NULL;
}

static void
see_word(struct pass *p, const char *text)
{
	json_t	*word = find_word(p->words, text);
	char	 sender[32];

	if (word == NULL)	/* not UTF-8 */
		return;
	count(word, "times");
	if (number_of(word, "last") == p->message)
		return;
	json_object_set_new(word, "last", json_integer(p->message));
	count(word, "messages");
	if (p->closed)
		count(word, "closed");
	count(json_object_get(word, "categories"), p->category);
	count(json_object_get(word, "kelurahan"), p->kelurahan);
	snprintf(sender, sizeof sender, "%" JSON_INTEGER_FORMAT, p->sender);
	count(json_object_get(word, "senders"), sender);
}

/* Whether tokens up to i were read together as one word: "batu plat". */
static bool
is_joined(const struct scan *s, int i)
{
	int	k;

	for (k = 0; k <= i; k++)
		if (s->joined[k] != LEXICON_NONE && i < s->joined_end[k])
			return true;
	return false;
}

/* A person is named behind "pak" and "nama". */
static bool
is_named(const struct scan *s, int i)
{
	return scan_is(s, i - 1, CONF_WORDS_TITLE) ||
	    scan_is(s, i - 1, CONF_WORDS_LABEL);
}

static void
see_message(struct pass *p, const struct lexicon *lex, const char *text)
{
	const struct token	*t;
	char			 clean[TEXT_MAX_BYTES];
	int			 i;

	text_clean(clean, sizeof clean, text, strlen(text));
	scan_text(&p->scan, lex, clean);
	for (i = 0; i < p->scan.count; i++) {
		t = &p->scan.token[i];
		if (t->len >= WORD_MIN && t->letters == t->len &&
		    p->scan.nears[i] == 0 && !is_joined(&p->scan, i) &&
		    !is_named(&p->scan, i))
			see_word(p, t->text);
	}
}

/* All unknown words of the rows; see list_suggest for the columns. */
static json_t *
see_all(const struct conf *conf, const json_t *rows)
{
	struct lexicon	*lex = lexicon_new(&conf->city);
	struct pass	*p = calloc(1, sizeof *p);
	const json_t	*row;
	json_t		*words = json_object();
	const char	*text;
	size_t		 i;

	if (p == NULL)
		abort();
	p->words = words;
	json_array_foreach(rows, i, row) {
		p->message = (json_int_t)i + 1;
		p->sender = json_integer_value(json_array_get(row, 0));
		p->category = json_string_value(json_array_get(row, 1));
		p->kelurahan = json_string_value(json_array_get(row, 2));
		text = json_string_value(json_array_get(row, 3));
		p->closed = json_integer_value(json_array_get(row, 4)) == 1;
		if (text != NULL)
			see_message(p, lex, text);
	}
	free(p);
	lexicon_free(lex);
	return words;
}

/* ---- what to do with them --------------------------------------------- */

/* The key with the largest count, and how many percent of `of` it has. */
static const char *
most(json_t *counts, json_int_t of, int *percent)
{
	const char	*key, *best = "";
	json_t		*value;
	json_int_t	 n = 0;

	json_object_foreach(counts, key, value)
		if (json_integer_value(value) > n || (n > 0 &&
		    json_integer_value(value) == n &&
		    strcmp(key, best) < 0)) {
			n = json_integer_value(value);
			best = key;
		}
	*percent = of == 0 ? 0 : (int)(n * 100 / of);
	return best;
}

/* The same counts, the largest first; they are used up. */
static json_t *
sorted(json_t *counts)
{
	json_t		*out = json_object(), *n;
	const char	*key;
	int		 percent;

	while (json_object_size(counts) > 0) {
		key = most(counts, 0, &percent);
		n = json_incref(json_object_get(counts, key));
		json_object_set_new(out, key, n);
		json_object_del(counts, key);
	}
	return out;
}

static json_int_t
sum(json_t *counts)
{
	const char	*key;
	json_t		*value;
	json_int_t	 n = 0;

	json_object_foreach(counts, key, value)
		n += json_integer_value(value);
	return n;
}

/*
 * A word of messages that people closed without a report is one of a matter
 * elsewhere; one of reports of all kinds and places is an ordinary word.
 */
static const char *
judge_other(const char *word, const json_t *seen, json_int_t reports,
    char *paste, size_t size)
{
	json_int_t	closed = number_of(seen, "closed");

	if (reports == 0 && closed >= CLOSED_MIN && closed * 100 >=
	    number_of(seen, "messages") * SURE_PERCENT) {
		snprintf(paste, size, "( %d, \"%s\" ),", SURE_WEIGHT, word);
		return "elsewhere";
	}
	if (reports < SPREAD_MIN)
		return "";
	snprintf(paste, size, "\"%s\",", word);
	return "ordinary";
}

/*
 * Say what a word is for and how it is written there: a phrase of the
 * category that most of its reports were put into, else an alias of the
 * kelurahan that nearly all of them are from, else as judge_other says.
 */
static void
judge(const char *word, const json_t *seen, json_t *row, json_t *categories,
    json_t *kelurahan)
{
	json_int_t	 reports = sum(categories);
	const char	*category, *place;
	char		 paste[128] = "";
	int		 share, place_share;

	category = most(categories, reports, &share);
	place = most(kelurahan, reports, &place_share);
	if (share < SURE_PERCENT && place_share >= SURE_PERCENT) {
		category = place;
		snprintf(paste, sizeof paste, "aliases = \"%s\";", word);
	} else if (share >= LIKELY_PERCENT)
		snprintf(paste, sizeof paste, "( %d, \"%s\" ),",
		    share >= SURE_PERCENT ? SURE_WEIGHT : LIKELY_WEIGHT,
		    word);
	else
		category = judge_other(word, seen, reports, paste,
		    sizeof paste);
	json_array_append_new(row, json_string(category));
	json_array_append_new(row, json_string(paste));
}

static json_t *
row_of(const char *text, json_t *word)
{
	json_t	*categories = sorted(json_object_get(word, "categories"));
	json_t	*kelurahan = sorted(json_object_get(word, "kelurahan"));
	json_t	*row;

	row = json_pack("[s, O, O, I, o, o]", text,
	    json_object_get(word, "times"), json_object_get(word, "messages"),
	    (json_int_t)json_object_size(json_object_get(word, "senders")),
	    categories, kelurahan);
	if (row != NULL)
		judge(text, word, row, categories, kelurahan);
	return row;
}

/* The most frequent first. */
static int
compare_rows(const void *a, const void *b)
{
	const json_t	*x = *(json_t *const *)a, *y = *(json_t *const *)b;
	json_int_t	 n, m;

	n = json_integer_value(json_array_get(x, C_TIMES));
	m = json_integer_value(json_array_get(y, C_TIMES));
	return n != m ? (n > m ? -1 : 1) :
	    strcmp(json_string_value(json_array_get(x, C_WORD)),
	    json_string_value(json_array_get(y, C_WORD)));
}

/* Rows of the words that several people wrote, at most max of them. */
static json_t *
rows_of(json_t *words, size_t max)
{
	json_t		*rows = json_array(), *word, **row;
	const char	*text;
	size_t		 n = 0, i;

	row = calloc(json_object_size(words) + 1, sizeof *row);
	if (row == NULL)
		abort();
	json_object_foreach(words, text, word)
		if (json_object_size(json_object_get(word, "senders")) >=
		    SENDERS_MIN && (row[n] = row_of(text, word)) != NULL)
			n++;
	if (n > 1)
		qsort(row, n, sizeof *row, compare_rows);
	for (i = 0; i < n; i++) {
		if (i < max)
			json_array_append(rows, row[i]);
		json_decref(row[i]);
	}
	free(row);
	return rows;
}

/*
 * Find the words to add, as an answer for show_answer, the caller's to
 * json_decref: in messages, the daemon's answer, at most limit (a number, or
 * NULL for the usual) of them.
 */
json_t *
unknown_find(const struct conf *conf, const json_t *messages,
    const json_t *limit)
{
	json_t	*words = see_all(conf, json_object_get(messages, "rows"));
	json_t	*rows = rows_of(words, json_is_integer(limit) ?
		    (size_t)json_integer_value(limit) : WORDS_DEFAULT);

	json_decref(words);
	return json_pack("{s:b, s:[s, s, s, s, s, s, s, s], s:o}", "ok", 1,
	    "columns", "word", "times", "messages", "senders", "categories",
	    "kelurahan", "for", "paste", "rows", rows);
}

/* ---- to paste --------------------------------------------------------- */

static const char *
cell(const json_t *row, size_t column)
{
	return json_string_value(json_array_get(row, column));
}

static void
print_counts(json_t *counts, const char *before, FILE *out)
{
	const char	*key;
	json_t		*n;

	json_object_foreach(counts, key, n) {
		fprintf(out, "%s %s (%" JSON_INTEGER_FORMAT ")", before, key,
		    json_integer_value(n));
		before = "";
	}
}

static void
print_line(const json_t *row, FILE *out)
{
	fprintf(out, "# %" JSON_INTEGER_FORMAT "x",
	    json_integer_value(json_array_get(row, C_TIMES)));
	print_counts(json_array_get(row, C_CATEGORIES),
	    ", in reports put into", out);
	print_counts(json_array_get(row, C_KELURAHAN), ", of", out);
	fprintf(out, "\n%s\n", cell(row, C_PASTE));
}

/* Whether a row before this one is for the same. */
static bool
is_told(const json_t *rows, size_t i)
{
	const char	*what = cell(json_array_get(rows, i), C_FOR);

	while (i-- > 0)
		if (strcmp(cell(json_array_get(rows, i), C_FOR), what) == 0)
			return true;
	return false;
}

/*
 * Print what unknown_find found as lines of the configuration, those for one
 * category or kelurahan together.
 */
void
unknown_print(const json_t *found, FILE *out)
{
	const json_t	*rows = json_object_get(found, "rows"), *row, *other;
	const char	*what;
	size_t		 i, k;

	json_array_foreach(rows, i, row) {
		what = cell(row, C_FOR);
		if (what[0] == '\0' || is_told(rows, i))
			continue;
		fprintf(out, "\n# %s:\n", what);
		json_array_foreach(rows, k, other)
			if (strcmp(cell(other, C_FOR), what) == 0)
				print_line(other, out);
	}
}
