/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * clash - entries of a configuration that a typing error turns into another.
 *
 * A word that is in the lexicon is never taken for a misspelt one, so of two
 * entries that are one error apart the wrong one is read without a doubt.
 * This file alone knows which of such pairs an admin should hear of.
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "conf/city.h"
#include "language/clash.h"
#include "language/distance.h"
#include "language/token.h"

#define WORDS_MAX	8	/* of one entry */
#define NEAR_MAX	16	/* words one error from another */

/* An entry and where its words lead to. */
struct item {
	struct clash_entry	entry;
	struct token		word[WORDS_MAX];
	int			words;
	int			node;
	int			order;	/* of the configuration */
};

/* The search, and what was found so far. */
struct search {
	const struct lexicon	*lex;		/* borrowed */
	const struct conf_city	*city;		/* borrowed */
	struct item		*item;		/* owned; sorted by node */
	int			 items;
	struct clash		*found;		/* owned */
	int			 count;
};

static void *
grow(void *array, int count, size_t each)
{
	if ((count & (count - 1)) != 0)
		return array;
	array = realloc(array, (count == 0 ? 1 : (size_t)count * 2) * each);
	if (array == NULL)
		abort();
	return array;
}

static int
step(const struct lexicon *lex, int node, int word)
{
	return node == LEXICON_NONE || word == LEXICON_NONE ? LEXICON_NONE :
	    lexicon_step(lex, node, word);
}

/* Where the words of an item lead with another in place of the at-th. */
static int
walk(const struct lexicon *lex, const struct item *item, int at, int instead)
{
	int	i, node = LEXICON_ROOT;

	for (i = 0; i < item->words; i++)
		node = step(lex, node, i == at ? instead : lexicon_word(lex,
		    item->word[i].text, item->word[i].len));
	return node;
}

/* Keep an entry that is words without a gap. */
static void
add_item(struct search *s, const struct clash_entry *entry)
{
	struct item	*item;

	if (strchr(entry->text, '+') != NULL)
		return;
	s->item = grow(s->item, s->items, sizeof *s->item);
	item = &s->item[s->items];
	item->entry = *entry;
	item->words = token_split(entry->text, item->word, WORDS_MAX);
	item->node = walk(s->lex, item, -1, LEXICON_NONE);
	item->order = s->items;
	if (item->words > 0 && item->node != LEXICON_NONE)
		s->items++;
}

static bool
is_keyword(const struct conf_category *c, const char *text)
{
	int	i;

	for (i = 0; i < c->keywords.count; i++)
		if (strcmp(c->keywords.item[i], text) == 0)
			return true;
	return false;
}

static void
add_category(struct search *s, int index)
{
	const struct conf_category	*c = &s->city->category[index];
	struct clash_entry		 e = { .index = index,
					    .file = c->file };
	int				 i;

	e.kind = LEXICON_KEYWORD;
	e.line = c->keywords_line;
	for (i = 0; i < c->keywords.count; i++) {
		e.text = c->keywords.item[i];
		add_item(s, &e);
	}
	e.kind = LEXICON_PHRASE;
	for (i = 0; i < c->phrase_count; i++) {
		e.text = c->phrases[i].text;
		e.weight = c->phrases[i].weight;
		e.line = c->phrases[i].line;
		if (!is_keyword(c, e.text))
			add_item(s, &e);
	}
}

static void
add_kelurahan(struct search *s, int index)
{
	const struct conf_kelurahan	*k = &s->city->kelurahan[index];
	struct clash_entry		 e = { .kind = LEXICON_KELURAHAN,
					    .index = index, .text = k->name,
					    .file = k->file, .line = k->line };
	int				 i;

	add_item(s, &e);
	for (i = 0; i < k->aliases.count; i++) {
		e.text = k->aliases.item[i];
		add_item(s, &e);
	}
}

static void
add_commands(struct search *s)
{
	struct clash_entry	e = { .kind = LEXICON_LIST,
				    .file = s->city->words_file };
	int			i;

	for (; e.index < CONF_WORDS_COMMAND_END; e.index++) {
		e.line = s->city->words_line[e.index];
		for (i = 0; i < s->city->words[e.index].count; i++) {
			e.text = s->city->words[e.index].item[i];
			add_item(s, &e);
		}
	}
}

static bool
is_topic_kind(enum lexicon_kind kind)
{
	return kind == LEXICON_KEYWORD || kind == LEXICON_PHRASE;
}

static bool
is_citizens(const struct clash_entry *e)
{
	return e->kind == LEXICON_LIST && e->index < CONF_WORDS_CITIZEN_END;
}

/* Whether two entries lead a reader to different things. */
static bool
differ(const struct clash_entry *a, const struct clash_entry *b, bool same)
{
	if (is_topic_kind(a->kind) && is_topic_kind(b->kind))
		return a->index != b->index && !same;
	if (a->kind != b->kind)
		return !same || (a->kind != LEXICON_PHRASE &&
		    b->kind != LEXICON_PHRASE) ||
		    (a->kind != LEXICON_LIST && b->kind != LEXICON_LIST);
	/* Who sends it tells a citizen's command from an officer's. */
	return a->index != b->index && (a->kind != LEXICON_LIST ||
	    is_citizens(a) == is_citizens(b));
}

static bool
shadows(const struct clash_entry *a, const struct clash_entry *b)
{
	return (a->kind == LEXICON_KEYWORD || a->kind == LEXICON_KELURAHAN) &&
	    b->kind == LEXICON_LIST;
}

/*
 * Whether the words, as they are configured, are one error apart: another
 * spelling of one of them, or one without vowels, may be nearer.
 */
static bool
is_error(const struct item *a, const struct item *b)
{
	int	i, errors = 0;

	for (i = 0; i < a->words && i < b->words; i++)
		errors += distance_between(a->word[i].text, a->word[i].len,
		    b->word[i].text, b->word[i].len);
	return errors == 1;
}

/* Whether the words at a node mean what an entry means, too. */
static bool
is_meant(const struct search *s, int node, const struct clash_entry *e)
{
	const struct lexicon_entry	*other;
	int				 i;

	for (i = lexicon_first(s->lex, node); i != LEXICON_NONE;
	    i = other->next) {
		other = lexicon_entry(s->lex, i);
		if (other->index == e->index && (other->kind == e->kind ||
		    (is_topic_kind(other->kind) && is_topic_kind(e->kind))))
			return true;
	}
	return false;
}

static bool
is_found(const struct search *s, const struct item *a, const struct item *b)
{
	int	i;

	for (i = 0; i < s->count; i++)
		if (s->found[i].one.text == a->entry.text &&
		    s->found[i].other.text == b->entry.text)
			return true;
	return false;
}

/* A command comes second, else the one that is configured later. */
static void
meet(struct search *s, const struct item *a, const struct item *b, bool same)
{
	const struct item	*swap = a;

	if (a == b || !differ(&a->entry, &b->entry, same) ||
	    (!same && (!is_error(a, b) ||
	    is_meant(s, a->node, &b->entry) ||
	    is_meant(s, b->node, &a->entry))))
		return;
	if (a->order > b->order) {
		a = b;
		b = swap;
	}
	if (is_found(s, a, b))
		return;
	s->found = grow(s->found, s->count, sizeof *s->found);
	s->found[s->count++] = (struct clash){ a->entry, b->entry, same,
	    shadows(&a->entry, &b->entry) };
}

static int
compare_items(const void *a, const void *b)
{
	const struct item	*x = a, *y = b;

	return x->node != y->node ? (x->node < y->node ? -1 : 1) :
	    x->order - y->order;
}

/* Let an item meet all that end at a node. */
static void
meet_node(struct search *s, const struct item *item, int node, bool same)
{
	int	low = 0, high = s->items, mid;

	while (low < high) {
		mid = (low + high) / 2;
		if (s->item[mid].node < node)
			low = mid + 1;
		else
			high = mid;
	}
	for (; low < s->items && s->item[low].node == node; low++)
		meet(s, item, &s->item[low], same);
}

/* All that an item becomes by one error in one of its words. */
static void
mistype(struct search *s, const struct item *item)
{
	struct lexicon_near	 near[NEAR_MAX];
	const struct token	*t;
	int			 at, i, n, node;

	for (at = 0; at < item->words; at++) {
		t = &item->word[at];
		if (t->letters < t->len || distance_allowed(t->len) == 0)
			continue;
		n = lexicon_similar(s->lex, t->text, t->len, 1, near,
		    NEAR_MAX);
		for (i = 0; i < n; i++) {
			node = walk(s->lex, item, at, near[i].word);
			if (node != LEXICON_NONE && node != item->node)
				meet_node(s, item, node, false);
		}
	}
}

static int
compare_clashes(const void *a, const void *b)
{
	const struct clash	*x = a, *y = b;
	int			 order = strcmp(x->one.file, y->one.file);

	return order != 0 ? order : x->one.line != y->one.line ?
	    x->one.line - y->one.line : strcmp(x->one.text, y->one.text);
}

/*
 * Tell of every two entries of different meaning that are one typing error
 * from each other as the reader counts them (short words have none), or the
 * same words where that is no intent: two categories may share a phrase.  In
 * the order of files and lines.  Returns how many.
 */
int
clash_find(const struct lexicon *lex, clash_cb *cb, void *arg)
{
	struct search	s = { .lex = lex, .city = lexicon_city(lex) };
	int		i;

	for (i = 0; i < s.city->category_count; i++)
		add_category(&s, i);
	for (i = 0; i < s.city->kelurahan_count; i++)
		add_kelurahan(&s, i);
	add_commands(&s);
	if (s.items > 0)
		qsort(s.item, (size_t)s.items, sizeof *s.item, compare_items);
	for (i = 0; i < s.items; i++) {
		meet_node(&s, &s.item[i], s.item[i].node, true);
		mistype(&s, &s.item[i]);
	}
	if (s.count > 0)
		qsort(s.found, (size_t)s.count, sizeof *s.found,
		    compare_clashes);
	for (i = 0; i < s.count; i++)
		cb(arg, &s.found[i]);
	free(s.item);
	free(s.found);
	return s.count;
}

static int
name_entry(const struct conf_city *city, const struct clash_entry *e,
    char *out, size_t size)
{
	switch (e->kind) {
	case LEXICON_KEYWORD:
	case LEXICON_PHRASE:
		return snprintf(out, size, "%s \"%s\" of %s",
		    e->kind == LEXICON_KEYWORD ? "keyword" : "phrase",
		    e->text, city->category[e->index].code);
	case LEXICON_LIST:
		return snprintf(out, size, "command word \"%s\" of \"%s\"",
		    e->text, conf_city_words_name((enum conf_words)e->index));
	case LEXICON_KELURAHAN:
	case LEXICON_STEM:
	case LEXICON_KECAMATAN:
	case LEXICON_OPD:
		break;
	}
	if (strcmp(e->text, city->kelurahan[e->index].name) == 0)
		return snprintf(out, size, "kelurahan %s", e->text);
	return snprintf(out, size, "alias \"%s\" of %s", e->text,
	    city->kelurahan[e->index].name);
}

/* Write a clash for people, with the file and line of its first entry. */
void
clash_text(const struct conf_city *city, const struct clash *clash, char *out,
    size_t size)
{
	char	one[200], other[200];

	name_entry(city, &clash->one, one, sizeof one);
	name_entry(city, &clash->other, other, sizeof other);
	snprintf(out, size, "%s:%d: warning: %s %s %s", clash->one.file,
	    clash->one.line, one, clash->same ? "is also" : clash->shadows ?
	    "hides, by one typing error," : "is one typing error from",
	    other);
}
