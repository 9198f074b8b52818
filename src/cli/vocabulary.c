/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * vocabulary - the words that the gateway understands, as they are
 * configured, and those that clash.
 *
 * This file alone knows how a vocabulary is laid out in tables.
 */

#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "cli/vocabulary.h"
#include "conf/conf.h"
#include "language/clash.h"
#include "language/distance.h"
#include "language/scan.h"
#include "language/token.h"

#define NEAR_MAX	8
#define WORDS_MAX	8	/* of one entry */
#define WEIGHT_MAX	10

/* The words that were asked for, and what each may be. */
struct wanted {
	const struct lexicon	*lex;		/* borrowed */
	struct token		 token[WORDS_MAX];
	int			 words;
	struct lexicon_near	 near[WORDS_MAX][NEAR_MAX];
	int			 nears[WORDS_MAX];
	json_t			*rows;		/* borrowed; what matches */
	bool			 whole;		/* those of no other words */
};

/* ---- tables ----------------------------------------------------------- */

static void
add_table(json_t *reply, const char *name, json_t *columns, json_t *rows)
{
	json_array_append_new(json_object_get(reply, "tables"),
	    json_pack("{s:s, s:o, s:o}", "name", name, "columns", columns,
	    "rows", rows));
}

static json_t *
list_of(const struct conf_list *list)
{
	json_t	*out = json_array();
	int	 i;

	for (i = 0; i < list->count; i++)
		json_array_append_new(out, json_string(list->item[i]));
	return out;
}

/* What a keyword weighs; it may stand among the phrases for that. */
static int
keyword_weight(const struct lexicon *lex, int category, const char *keyword)
{
	const struct lexicon_entry	*e;
	struct token			 token[WORDS_MAX];
	int				 n, i, word, node = LEXICON_ROOT;

	n = token_split(keyword, token, WORDS_MAX);
	for (i = 0; i < n && node != LEXICON_NONE; i++) {
		word = lexicon_word(lex, token[i].text, token[i].len);
		node = lexicon_step(lex, node, word);
	}
	i = node == LEXICON_NONE ? LEXICON_NONE : lexicon_first(lex, node);
	for (; i != LEXICON_NONE; i = e->next) {
		e = lexicon_entry(lex, i);
		if (e->kind == LEXICON_KEYWORD && e->index == category)
			return e->weight;
	}
	return 0;
}

/* The keywords or phrases of a category that have a weight. */
static json_t *
weighing(const struct lexicon *lex, int category, bool keywords, int weight)
{
	const struct conf_category	*c;
	json_t				*out = json_array();
	int				 i;

	c = &lexicon_city(lex)->category[category];
	for (i = 0; keywords && i < c->keywords.count; i++)
		if (keyword_weight(lex, category, c->keywords.item[i]) ==
		    weight)
			json_array_append_new(out,
			    json_string(c->keywords.item[i]));
	for (i = 0; !keywords && i < c->phrase_count; i++)
		if (c->phrases[i].weight == weight)
			json_array_append_new(out,
			    json_string(c->phrases[i].text));
	return out;
}

static void
add_category(json_t *rows, const struct lexicon *lex, int index, bool keywords)
{
	const struct conf_city		*city = lexicon_city(lex);
	const struct conf_category	*c = &city->category[index];
	json_t				*words;
	int				 weight;

	for (weight = WEIGHT_MAX; weight > 0; weight--) {
		words = weighing(lex, index, keywords, weight);
		if (json_array_size(words) == 0)
			json_decref(words);
		else
			json_array_append_new(rows, json_pack(
			    "[s, s, s, i, I, o]", c->code,
			    city->opd[c->opd].code, keywords ? "keyword" :
			    "phrase", weight,
			    (json_int_t)json_array_size(words), words));
	}
}

/* What names a category, and all that speaks for it, the loudest first. */
static void
add_categories(json_t *reply, const struct lexicon *lex)
{
	json_t	*rows = json_array();
	int	 i;

	for (i = 0; i < lexicon_city(lex)->category_count; i++) {
		add_category(rows, lex, i, true);
		add_category(rows, lex, i, false);
	}
	add_table(reply, "categories", json_pack("[s, s, s, s, s, s]",
	    "category", "opd", "kind", "weight", "count", "words"), rows);
}

static void
add_kelurahan(json_t *reply, const struct conf_city *city)
{
	const struct conf_kelurahan	*k;
	json_t				*rows = json_array();
	int				 i;

	for (i = 0; i < city->kelurahan_count; i++) {
		k = &city->kelurahan[i];
		json_array_append_new(rows, json_pack("[s, s, i, o]", k->name,
		    k->kecamatan, k->aliases.count, list_of(&k->aliases)));
	}
	add_table(reply, "kelurahan", json_pack("[s, s, s, s]", "kelurahan",
	    "kecamatan", "count", "aliases"), rows);
}

/* The lists [from, to) of `words`. */
static void
add_words(json_t *reply, const struct conf_city *city, const char *name,
    int from, int to)
{
	json_t	*rows = json_array();
	int	 i;

	for (i = from; i < to; i++)
		json_array_append_new(rows, json_pack("[s, i, o]",
		    conf_city_words_name((enum conf_words)i),
		    city->words[i].count, list_of(&city->words[i])));
	add_table(reply, name, json_pack("[s, s, s]", "list", "count",
	    "words"), rows);
}

static void
add_facts(json_t *reply, const struct conf_city *city)
{
	int	i, keywords = 0, phrases = 0, aliases = 0, commands = 0;

	for (i = 0; i < city->category_count; i++) {
		keywords += city->category[i].keywords.count;
		phrases += city->category[i].phrase_count;
	}
	for (i = 0; i < city->kelurahan_count; i++)
		aliases += city->kelurahan[i].aliases.count;
	for (i = 0; i < CONF_WORDS_COMMAND_END; i++)
		commands += city->words[i].count;
	json_object_set_new(reply, "facts", json_pack(
	    "{s:i, s:i, s:i, s:i, s:i, s:i}", "categories",
	    city->category_count, "keywords", keywords, "phrases", phrases,
	    "kelurahan", city->kelurahan_count, "aliases", aliases,
	    "command_words", commands));
}

/* ---- one word --------------------------------------------------------- */

/*
 * The errors with which a configured word is one that was asked for, or -1.
 */
static int
word_errors(const struct wanted *w, int at, const struct token *t)
{
	int	i, word = lexicon_word(w->lex, t->text, t->len);

	for (i = 0; i < w->nears[at]; i++)
		if (w->near[at][i].word == word)
			return w->near[at][i].distance;
	return -1;
}

/* The errors with which an entry has the words in it, or -1. */
static int
entry_errors(const struct wanted *w, const char *text, bool *whole)
{
	struct token	token[WORDS_MAX];
	int		n = token_split(text, token, WORDS_MAX), i, k, e, sum;

	*whole = n == w->words;
	for (i = 0; i + w->words <= n; i++) {
		sum = 0;
		for (k = 0; k < w->words; k++) {
			e = word_errors(w, k, &token[i + k]);
			if (e == -1)
				break;
			sum += e;
		}
		if (k == w->words)
			return sum;
	}
	return -1;
}

static void
match(struct wanted *w, const char *text, const char *kind, const char *of,
    int weight)
{
	bool	whole;
	int	errors = entry_errors(w, text, &whole);

	if (errors == -1 || whole != w->whole)
		return;
	json_array_append_new(w->rows, json_pack("[s, i, s, s, o, s]", text,
	    errors, kind, of, weight > 0 ? json_integer(weight) : json_null(),
	    whole ? "whole" : "within"));
}

static void
match_list(struct wanted *w, const struct conf_list *list, const char *kind,
    const char *of)
{
	int	i;

	for (i = 0; i < list->count; i++)
		match(w, list->item[i], kind, of, 0);
}

static void
match_all(struct wanted *w, const struct conf_city *city)
{
	const struct conf_category	*c;
	const struct conf_kelurahan	*k;
	int				 i, j;

	for (i = 0; i < city->category_count; i++) {
		c = &city->category[i];
		for (j = 0; j < c->keywords.count; j++)
			match(w, c->keywords.item[j], "keyword", c->code,
			    keyword_weight(w->lex, i, c->keywords.item[j]));
		for (j = 0; j < c->phrase_count; j++)
			match(w, c->phrases[j].text, "phrase", c->code,
			    c->phrases[j].weight);
	}
	for (i = 0; i < city->kelurahan_count; i++) {
		k = &city->kelurahan[i];
		match(w, k->name, "name", k->name, 0);
		match_list(w, &k->aliases, "alias", k->name);
	}
	for (i = 0; i < city->opd_count; i++) {
		match(w, city->opd[i].code, "OPD", city->opd[i].code, 0);
		match_list(w, &city->opd[i].aliases, "OPD",
		    city->opd[i].code);
	}
	for (i = 0; i < CONF_WORDS_ORDINARY; i++)
		match_list(w, &city->words[i], i < CONF_WORDS_COMMAND_END ?
		    "command" : "word", conf_city_words_name(
		    (enum conf_words)i));
}

/* What the reader takes a word for: itself if it is known, else the nearest. */
static void
look_up(struct wanted *w, int at)
{
	const struct token	*t = &w->token[at];
	int			 word = lexicon_word(w->lex, t->text, t->len);

	w->nears[at] = 1;
	w->near[at][0] = (struct lexicon_near){ .word = word };
	if (word == LEXICON_NONE)
		w->nears[at] = lexicon_similar(w->lex, t->text, t->len,
		    DISTANCE_MAX, w->near[at], NEAR_MAX);
}

/* A line for each word: what it is taken for. */
static json_t *
taken_for(const struct wanted *w)
{
	json_t	*rows = json_array();
	int	 i, k;

	for (i = 0; i < w->words; i++) {
		if (w->nears[i] == 0)
			json_array_append_new(rows, json_pack("[s, n, n, s]",
			    w->token[i].text, "not known"));
		for (k = 0; k < w->nears[i]; k++)
			json_array_append_new(rows, json_pack("[s, s, i, s]",
			    w->token[i].text, lexicon_spelling(w->lex,
			    w->near[i][k].word), w->near[i][k].distance,
			    (lexicon_uses(w->lex, w->near[i][k].word) &
			    ~LEXICON_USE_ORDINARY) == 0 ? "ordinary" : ""));
	}
	return rows;
}

static void
add_matches(json_t *reply, struct wanted *w, const struct conf_city *city)
{
	int	i;

	w->rows = json_array();
	for (i = 0; i < w->words; i++)
		look_up(w, i);
	add_table(reply, "words", json_pack("[s, s, s, s]", "word",
	    "taken_for", "errors", "note"), taken_for(w));
	w->whole = true;
	if (w->words > 0)
		match_all(w, city);
	w->whole = false;
	if (w->words > 0)
		match_all(w, city);
	add_table(reply, "entries", json_pack("[s, s, s, s, s, s]", "entry",
	    "errors", "kind", "of", "weight", "match"), w->rows);
}

/* ---- clashes ---------------------------------------------------------- */

/* Those of some words, or all. */
struct clash_list {
	const struct conf_city	*city;		/* borrowed */
	const struct wanted	*wanted;	/* borrowed; NULL: all */
	json_t			*rows;		/* borrowed */
};

static void
add_clash(void *arg, const struct clash *clash)
{
	struct clash_list	*l = arg;
	char			 text[CLASH_TEXT_SIZE];
	bool			 whole;

	if (l->wanted != NULL &&
	    entry_errors(l->wanted, clash->one.text, &whole) == -1 &&
	    entry_errors(l->wanted, clash->other.text, &whole) == -1)
		return;
	clash_text(l->city, clash, text, sizeof text);
	json_array_append_new(l->rows, json_pack("[s]", text));
}

static void
add_clashes(json_t *reply, const struct lexicon *lex,
    const struct wanted *wanted)
{
	struct clash_list	l = { lexicon_city(lex), wanted,
				    json_array() };

	clash_find(lex, add_clash, &l);
	add_table(reply, "clashes", json_pack("[s]", "warning"), l.rows);
}

/*
 * What is configured, as an answer for show_answer, the caller's to
 * json_decref: with NULL all of it; with words only the entries that they
 * would be found in.
 */
json_t *
vocabulary_lay_out(const struct conf *conf, const char *words)
{
	const struct conf_city	*city = &conf->city;
	struct lexicon		*lex = lexicon_new(city);
	struct wanted		 wanted = { .lex = lex };
	json_t			*reply;
	char			 clean[TEXT_MAX_BYTES];

	reply = json_pack("{s:b, s:[]}", "ok", 1, "tables");
	if (words == NULL) {
		add_facts(reply, city);
		add_categories(reply, lex);
		add_kelurahan(reply, city);
		add_words(reply, city, "commands", 0, CONF_WORDS_COMMAND_END);
		add_words(reply, city, "grammar", CONF_WORDS_COMMAND_END,
		    CONF_WORDS_COUNT);
		add_clashes(reply, lex, NULL);
	} else {
		text_clean(clean, sizeof clean, words, strlen(words));
		wanted.words = token_split(clean, wanted.token, WORDS_MAX);
		add_matches(reply, &wanted, city);
		add_clashes(reply, lex, &wanted);
	}
	lexicon_free(lex);
	return reply;
}
