/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * cue - weighted phrases of danger.conf and elsewhere.conf.
 *
 * This file alone knows the notation of these phrases.  They are apart from
 * the lexicon, so that no phrase of a danger becomes a word that something
 * else is a slip of.
 */

#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "conf/cues.h"
#include "language/cue.h"
#include "language/cue_set.h"

#define GAP		5	/* tokens between the parts of "a + b" */
#define GAP_ANY		8	/* of "a & b" */
#define PARTS_ANY	3	/* of "a & b & c" */
#define CLASSES_MAX	64
#define ALTERNATIVE_WORDS 6
#define CUE_NUMBER		0	/* the word that any number is */
#define CUE_SOMEBODY	1	/* the word that any word for people is */
#define SOMEBODY_LOUD	3	/* points of such a word */

/* ---- memory ----------------------------------------------------------- */

static void *
grow(void *array, int count, size_t each)
{
	void	*p = array;

	/* Doubling at powers of two. */
	if ((count & (count - 1)) != 0)
		return p;
	p = realloc(array, (count == 0 ? 1 : 2 * (size_t)count) * each);
	if (p == NULL)
		abort();
	return p;
}

/* A hash of letters, never 0; a salt for each sort of key. */
uint64_t
cue_key(const char *text, size_t len, uint64_t salt)
{
	uint64_t	key = 1469598103934665603u ^ salt;
	size_t		i;

	for (i = 0; i < len; i++)
		key = (key ^ (unsigned char)text[i]) * 1099511628211u;
	key ^= key >> 29;
	return key == 0 ? 1 : key;
}

static void
table_put(struct cue_table *t, uint64_t key, int word)
{
	size_t	i = key & (t->size - 1);

	while (t->slot[i].key != 0) {
		if (t->slot[i].key == key && t->slot[i].word == word)
			return;
		i = (i + 1) & (t->size - 1);
	}
	t->slot[i] = (struct cue_slot){ key, word };
	t->used++;
}

static void
table_add(struct cue_table *t, uint64_t key, int word)
{
	struct cue_table	more = { NULL,
				    t->size == 0 ? 1024 : 2 * t->size, 0 };
	size_t		i;

	if (2 * (t->used + 1) > t->size) {
		more.slot = calloc(more.size, sizeof *more.slot);
		if (more.slot == NULL)
			abort();
		for (i = 0; i < t->size; i++)
			if (t->slot[i].key != 0)
				table_put(&more, t->slot[i].key,
				    t->slot[i].word);
		free(t->slot);
		*t = more;
	}
	table_put(t, key, word);
}

/* The next word of a key from slot *i on, or -1. */
int
cue_table_next(const struct cue_table *t, uint64_t key, size_t *i)
{
	while (t->size > 0 && t->slot[*i].key != 0) {
		const struct cue_slot	*s = &t->slot[*i];

		*i = (*i + 1) & (t->size - 1);
		if (s->key == key)
			return s->word;
	}
	return -1;
}

/* The word of ours that is spelt so, or -1. */
int
cue_find_word(const struct cue_set *set, const char *text, size_t len)
{
	uint64_t	key = cue_key(text, len, 0);
	size_t		i = set->spelling.size == 0 ? 0 :
			    key & (set->spelling.size - 1);
	int		w;

	while ((w = cue_table_next(&set->spelling, key, &i)) != -1)
		if (set->word[w].len == len &&
		    memcmp(set->word[w].text, text, len) == 0)
			return w;
	return -1;
}

/* ---- slips ------------------------------------------------------------ */

static bool
is_vowel(char c)
{
	return c != '\0' && strchr("aeiou", c) != NULL;
}

/* The consonants of a word, its first letter kept in any case. */
size_t
cue_bones(char *dst, const char *text, size_t len)
{
	size_t	i, n = 0;

	for (i = 0; i < len; i++)
		if (i == 0 || !is_vowel(text[i]))
			dst[n++] = text[i];
	return n;
}

/* A key for each way to leave a letter out, and for none left out. */
int
cue_deletion_keys(const char *text, size_t len, uint64_t *key)
{
	char	less[TOKEN_SIZE];
	size_t	i;
	int	n = 0;

	key[n++] = cue_key(text, len, 1);
	for (i = 1; i < len; i++) {
		memcpy(less, text, i);
		memcpy(less + i, text + i + 1, len - i - 1);
		key[n++] = cue_key(less, len - 1, 1);
	}
	return n;
}

static void
add_slips(struct cue_set *set, int w)
{
	const struct word	*word = &set->word[w];
	uint64_t		 key[TOKEN_SIZE];
	char			 bones[TOKEN_SIZE];
	int			 i, n;
	size_t			 len;

	if (word->exact || word->len < CUE_SLIP_MIN)
		return;
	n = cue_deletion_keys(word->text, word->len, key);
	for (i = 0; i < n; i++)
		table_add(&set->slips, key[i], w);
	len = cue_bones(bones, word->text, word->len);
	if (len >= CUE_BONES_MIN && len < word->len)
		table_add(&set->slips, cue_key(bones, len, 2), w);
}

/* ---- building --------------------------------------------------------- */

static int
add_word(struct cue_set *set, const char *text, size_t len, bool exact)
{
	struct word	*word;
	int		 w = cue_find_word(set, text, len);

	if (w != -1) {
		set->word[w].exact = set->word[w].exact && exact;
		return w;
	}
	if (len >= TOKEN_SIZE)
		len = TOKEN_SIZE - 1;
	set->word = grow(set->word, set->words, sizeof *set->word);
	w = set->words++;
	word = &set->word[w];
	*word = (struct word){ .len = (uint8_t)len, .exact = exact };
	memcpy(word->text, text, len);
	table_add(&set->spelling, cue_key(text, len, 0), w);
	return w;
}

/* A word as it stands in a phrase, by its first spelling. */
static int
add_spelled(struct cue_set *set, const struct token *t, bool exact)
{
	const char	*text = t->text;
	int		 w = lexicon_word(set->lex, text, t->len);

	if (!exact && w != LEXICON_NONE)
		text = lexicon_spelling(set->lex, w);
	return add_word(set, text, strlen(text), exact);
}

static void
add_pool(struct cue_set *set, int word)
{
	set->pool = grow(set->pool, set->pooled, sizeof *set->pool);
	set->pool[set->pooled++] = word;
}

/* "bayi", "anak merah", "=pukul", "# meter", "<water>". */
static void
add_alternative(struct cue_set *set, char *text)
{
	struct token		 token[ALTERNATIVE_WORDS];
	struct alternative	 a = { set->pooled, 0 };
	char			*word;
	int			 i, n;

	while ((word = strsep(&text, " ")) != NULL) {
		if (*word == '#' || *word == '@') {
			add_pool(set, *word == '#' ? CUE_NUMBER :
			    CUE_SOMEBODY);
			continue;
		}
		if (*word == '<') {
			/* A name that is none is a word nobody types. */
			add_pool(set, add_word(set, word, strlen(word), true));
			continue;
		}
		n = token_split(word, token, ALTERNATIVE_WORDS);
		for (i = 0; i < n; i++)
			add_pool(set, add_spelled(set, &token[i],
			    *word == '='));
	}
	a.count = set->pooled - a.first;
	if (a.count == 0)
		return;
	set->alternative = grow(set->alternative, set->alternatives,
	    sizeof *set->alternative);
	set->alternative[set->alternatives++] = a;
}

static void
add_part(struct cue_set *set, char *text)
{
	struct part	 p = { set->alternatives, 0 };
	char		*one;

	while ((one = strsep(&text, "/")) != NULL)
		add_alternative(set, one);
	p.count = set->alternatives - p.first;
	if (p.count == 0)
		return;
	set->part = grow(set->part, set->parts, sizeof *set->part);
	set->part[set->parts++] = p;
}

/* The class that a part is, as a bit, if it is one and nothing else. */
static uint64_t
class_of(const struct cue_set *set, const struct part *p)
{
	const struct alternative	*a = &set->alternative[p->first];

	return p->count == 1 && a->count == 1 ?
	    set->word[set->pool[a->first]].kind : 0;
}

static void
push_phrase(struct cue_set *set, struct phrase p)
{
	int	i;

	p.parts = (int16_t)(set->parts - p.part);
	if (p.parts == 0)
		return;
	for (i = p.part; i < set->parts; i++)
		p.needs |= class_of(set, &set->part[i]);
	set->phrase = grow(set->phrase, set->phrases, sizeof *set->phrase);
	set->phrase[set->phrases++] = p;
}

/* A phrase of "a & b & c": once for each order. */
static void
add_orders(struct cue_set *set, struct phrase p)
{
	static const int8_t	order[][PARTS_ANY] = { { 0, 1, 2 },
				    { 1, 0, 2 }, { 0, 2, 1 }, { 1, 2, 0 },
				    { 2, 0, 1 }, { 2, 1, 0 } };
	struct part		part[PARTS_ANY];
	int			n = set->parts - p.part, i, k;

	memcpy(part, &set->part[p.part], (size_t)n * sizeof *part);
	set->parts = p.part;
	for (i = 0; i < (n == 3 ? 6 : n); i++) {
		p.part = set->parts;
		for (k = 0; k < n; k++) {
			set->part = grow(set->part, set->parts,
			    sizeof *set->part);
			set->part[set->parts++] = part[order[i][k]];
		}
		push_phrase(set, p);
	}
}

static void
add_phrase(struct cue_set *set, const char *phrase, int weight, int group)
{
	bool		 any = strchr(phrase, '&') != NULL;
	struct phrase	 p = { .group = (int16_t)group,
			    .weight = (int16_t)weight,
			    .gap = any ? GAP_ANY : GAP, .part = set->parts };
	char		*text = strdup(phrase), *at = text, *one;

	if (text == NULL)
		abort();
	while ((one = strsep(&at, any ? "&" : "+")) != NULL &&
	    !(any && set->parts - p.part == PARTS_ANY))
		add_part(set, one);
	free(text);
	if (any)
		add_orders(set, p);
	else
		push_phrase(set, p);
}

/*
 * Make a class of words, "a/b c/d", that phrases name as "<name>".  All
 * classes come before the first phrase; one may name those before it.
 */
void
cue_set_class(struct cue_set *set, const char *name, const char *words)
{
	char	bracketed[TOKEN_SIZE];
	int	w, n = snprintf(bracketed, sizeof bracketed, "<%s>", name);

	if (set->kinds == CLASSES_MAX || n >= (int)sizeof bracketed)
		fatal("cue: more than %d classes, or a long name: %s",
		    CLASSES_MAX, name);
	w = add_word(set, bracketed, (size_t)n, true);
	set->word[w].kind = UINT64_C(1) << set->kinds++;
	add_phrase(set, words, w, CUE_CLASS);
	set->classes = set->phrases;
}

/* Add phrases to a group of the set; cue_set_index comes after the last. */
void
cue_set_add(struct cue_set *set, const struct conf_cues *cues, int group)
{
	int	i;

	for (i = 0; i < cues->count; i++)
		add_phrase(set, cues->phrase[i].text, cues->phrase[i].weight,
		    group);
}

/* The loud phrases of one word among these are what "@" stands for. */
void
cue_set_somebody(struct cue_set *set, const struct conf_cues *people)
{
	struct token	token[2];
	int		i;

	for (i = 0; i < people->count; i++)
		if (people->phrase[i].weight >= SOMEBODY_LOUD &&
		    token_split(people->phrase[i].text, token, 2) == 1)
			set->word[add_spelled(set, &token[0], false)].somebody
			    = true;
}

/* An empty set; the lexicon is borrowed and must outlive it.  Never NULL. */
struct cue_set *
cue_set_new(const struct lexicon *lex)
{
	struct cue_set	*set = calloc(1, sizeof *set);

	if (set == NULL)
		abort();
	set->lex = lex;
	add_word(set, "#", 1, true);	/* CUE_NUMBER */
	add_word(set, "@", 1, true);	/* CUE_SOMEBODY */
	return set;
}

static int
compare_begins(const void *a, const void *b)
{
	const struct begin	*x = a, *y = b;

	return x->word != y->word ? x->word - y->word :
	    x->phrase != y->phrase ? x->phrase - y->phrase :
	    x->alternative - y->alternative;
}

/* Make the set ready to be read with. */
void
cue_set_index(struct cue_set *set)
{
	const struct part	*part;
	int			 i, a, w = 0;

	for (i = 0; i < set->phrases; i++) {
		part = &set->part[set->phrase[i].part];
		for (a = part->first; a < part->first + part->count; a++) {
			set->begin = grow(set->begin, set->begins,
			    sizeof *set->begin);
			set->begin[set->begins++] = (struct begin){
			    set->pool[set->alternative[a].first], i, a };
		}
	}
	if (set->begins > 0)
		qsort(set->begin, (size_t)set->begins, sizeof *set->begin,
		    compare_begins);
	set->first = calloc((size_t)set->words + 1, sizeof *set->first);
	if (set->first == NULL)
		abort();
	for (i = 0; i <= set->begins; i++)
		while (w <= set->words && (i == set->begins ||
		    w <= set->begin[i].word))
			set->first[w++] = i;
	for (i = 0; i < set->words; i++)
		add_slips(set, i);
}

/* Free a set; the lexicon stays its owner's. */
void
cue_set_free(struct cue_set *set)
{
	if (set == NULL)
		return;
	free(set->word);
	free(set->pool);
	free(set->alternative);
	free(set->part);
	free(set->phrase);
	free(set->begin);
	free(set->first);
	free(set->spelling.slot);
	free(set->slips.slot);
	free(set);
}

