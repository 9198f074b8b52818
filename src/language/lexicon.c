/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * lexicon - every word and phrase of a configuration, ready to be found.
 *
 * Words of one spelling group are one word.  Phrases are paths of words in a
 * trie; misspelt words are found through the deletions that they share with
 * right ones, so that no typed word is compared with the whole lexicon.
 */

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "conf/city.h"
#include "language/distance.h"
#include "language/lexicon.h"
#include "language/table.h"
#include "language/token.h"
#include "language/vocabulary.h"

#define KEYWORD_WEIGHT	8	/* of a keyword that has no other */
#define PHRASE_WORDS	8
#define SPOKEN_MIN	5	/* letters of a name written by ear */
#define COST_MAX	1000
#define COST_MARGIN	5	/* what costs no more may be meant as well */
#define SKELETON_COST	10	/* of vowels left out, in tenths */

_Static_assert(TABLE_NONE == LEXICON_NONE, "what is not found is no word");

struct word {
	char		text[TOKEN_SIZE];
	uint8_t		len;
	int		canonical;	/* the first of its spelling group */
	unsigned	uses;
};

struct beginning {
	char	text[2 * TOKEN_SIZE];	/* a kelurahan's name, joined */
	int	kelurahan;
};

struct node {
	int	entry;		/* the first, or LEXICON_NONE */
	int	gap;		/* the node behind a gap, or LEXICON_NONE */
};

struct lexicon {
	const struct conf_city	*city;		/* borrowed */
	void			*kept[LEXICON_WITH];	/* owned by these: */
	void			(*release[LEXICON_WITH])(void *);
	struct word		*word;		/* owned, as all below */
	int			 words;
	struct node		*node;
	int			 nodes;
	struct lexicon_entry	*entry;
	int			 entries;
	struct beginning	*beginning;	/* sorted */
	int			 beginnings;
	struct table		 spelling;	/* text -> word */
	struct table		 deletion;	/* text less letters -> word */
	struct table		 skeleton;	/* consonants -> word */
	struct table		 edge;		/* node and word -> node */
	struct vocabulary	*vocabulary;
};

static void *
grow(void *array, int count, size_t each)
{
	/* Room for a power of two, found full when count is one. */
	if ((count & (count - 1)) != 0)
		return array;
	array = realloc(array, (count == 0 ? 1 : (size_t)count * 2) * each);
	if (array == NULL)
		abort();
	return array;
}

static uint64_t
text_key(const char *text, size_t len)
{
	return table_mix(text_digest(text, len));
}

static uint64_t
edge_key(int node, int word)
{
	return table_mix(((uint64_t)(unsigned)node << 32) | (unsigned)(word + 1));
}

static int
spelling_find(const struct lexicon *lex, const char *text, size_t len)
{
	uint64_t	key = text_key(text, len);
	size_t		i = key;
	int		w;

	while ((w = table_next(&lex->spelling, key, &i)) != LEXICON_NONE)
		if (lex->word[w].len == len &&
		    memcmp(lex->word[w].text, text, len) == 0)
			return w;
	return LEXICON_NONE;
}

/* File a word under what is left when one or two letters are missing. */
static void
add_deletions(struct lexicon *lex, int w, const char *text, size_t len,
    size_t from, int depth)
{
	char	less[TOKEN_SIZE];
	size_t	i;

	table_add(&lex->deletion, text_key(text, len), w);
	if (depth == 0)
		return;
	for (i = from; i < len; i++) {
		memcpy(less, text, i);
		memcpy(less + i, text + i + 1, len - i - 1);
		add_deletions(lex, w, less, len - 1, i, depth - 1);
	}
}

static int
add_word(struct lexicon *lex, const char *text, size_t len, unsigned uses)
{
	struct word	*word;
	char		 skeleton[TOKEN_SIZE];
	int		 w = spelling_find(lex, text, len);
	size_t		 n;

	if (w == LEXICON_NONE) {
		lex->word = grow(lex->word, lex->words, sizeof *lex->word);
		w = lex->words++;
		word = &lex->word[w];
		*word = (struct word){ .len = (uint8_t)len, .canonical = w };
		memcpy(word->text, text, len);
		table_add(&lex->spelling, text_key(text, len), w);
		if (distance_allowed(len) > 0)
			add_deletions(lex, w, text, len, 0,
			    distance_allowed(len));
		n = distance_skeleton(skeleton, sizeof skeleton, text, len);
		if (n > 0 && len >= 5)
			table_add(&lex->skeleton, text_key(skeleton, n), w);
	}
	lex->word[w].uses |= uses;
	lex->word[lex->word[w].canonical].uses |= uses;
	return w;
}

/* All words of a group are spellings of its first. */
static void
add_spellings(struct lexicon *lex, const char *group)
{
	struct token	token;
	int		w, first = LEXICON_NONE;

	for (; token_split(group, &token, 1) == 1; group += token.end) {
		w = add_word(lex, token.text, token.len, 0);
		if (first == LEXICON_NONE)
			first = lex->word[w].canonical;
		lex->word[w].canonical = first;
	}
}

static void
add_ordinary(struct lexicon *lex, const char *words)
{
	struct token	token;

	while (token_split(words, &token, 1) == 1) {
		add_word(lex, token.text, token.len, LEXICON_USE_ORDINARY);
		words += token.end;
	}
}

static int
new_node(struct lexicon *lex)
{
	lex->node = grow(lex->node, lex->nodes, sizeof *lex->node);
	lex->node[lex->nodes] = (struct node){ LEXICON_NONE, LEXICON_NONE };
	return lex->nodes++;
}

static int
step_or_add(struct lexicon *lex, int node, int word)
{
	int	to = table_find(&lex->edge, edge_key(node, word));

	if (to == LEXICON_NONE) {
		to = new_node(lex);
		table_add(&lex->edge, edge_key(node, word), to);
	}
	return to;
}

/* Follow the words of one gapless piece; "anak2" is "anak anak". */
static int
add_path(struct lexicon *lex, int node, const struct token *token, int count,
    unsigned uses)
{
	size_t	len;
	int	i, w, times;

	for (i = 0; i < count; i++) {
		len = token[i].len;
		times = 1;
		if (token[i].letters > 2 && token[i].letters + 1u == len &&
		    token[i].text[len - 1] == '2') {
			len--;
			times = 2;
		}
		w = add_word(lex, token[i].text, len, uses);
		while (times-- > 0)
			node = step_or_add(lex, node, lex->word[w].canonical);
	}
	return node;
}

static void
add_entry(struct lexicon *lex, int node, enum lexicon_kind kind, int index,
    int weight)
{
	struct lexicon_entry	*e;
	int			 i;

	for (i = lex->node[node].entry; i != LEXICON_NONE;
	    i = lex->entry[i].next)
		if (lex->entry[i].kind == kind && lex->entry[i].index == index)
			return;
	lex->entry = grow(lex->entry, lex->entries, sizeof *lex->entry);
	e = &lex->entry[lex->entries];
	*e = (struct lexicon_entry){ kind, index, weight,
	    lex->node[node].entry };
	lex->node[node].entry = lex->entries++;
}

/* The node at the end of a phrase, "a + b" leaving a gap; made if new. */
static int
add_phrase(struct lexicon *lex, const char *phrase, unsigned uses)
{
	struct token	token[PHRASE_WORDS];
	char		piece[128];
	size_t		len;
	int		node = LEXICON_ROOT, count;

	for (;;) {
		len = strcspn(phrase, "+");
		if (len >= sizeof piece)
			len = sizeof piece - 1;
		memcpy(piece, phrase, len);
		piece[len] = '\0';
		count = token_split(piece, token, PHRASE_WORDS);
		node = add_path(lex, node, token, count, uses);
		if (phrase[len] != '+')
			return node;
		phrase += len + 1;
		if (lex->node[node].gap == LEXICON_NONE) {
			count = new_node(lex);
			lex->node[node].gap = count;
		}
		node = lex->node[node].gap;
	}
}

/* A weight set for the same words among the phrases, else the usual one. */
static int
keyword_weight(const struct conf_category *category, const char *keyword)
{
	int	i;

	for (i = 0; i < category->phrase_count; i++)
		if (strcmp(category->phrases[i].text, keyword) == 0)
			return category->phrases[i].weight;
	return KEYWORD_WEIGHT;
}

static void
add_category(struct lexicon *lex, int index)
{
	const struct conf_category	*c = &lex->city->category[index];
	const char			*text;
	int				 i;

	for (i = 0; i < c->keywords.count; i++) {
		text = c->keywords.item[i];
		add_entry(lex, add_phrase(lex, text, LEXICON_USE_TOPIC),
		    LEXICON_KEYWORD, index, keyword_weight(c, text));
	}
	for (i = 0; i < c->phrase_count; i++)
		add_entry(lex, add_phrase(lex, c->phrases[i].text,
		    LEXICON_USE_TOPIC), LEXICON_PHRASE, index,
		    c->phrases[i].weight);
}

/* The letters of all words of a name in one word: "oesapabarat". */
static size_t
join_name(char *dst, size_t size, const char *name)
{
	struct token	token[PHRASE_WORDS];
	int		count = token_split(name, token, PHRASE_WORDS), i;
	size_t		len = 0;

	for (i = 0; i < count; i++) {
		if (len + token[i].len >= size)
			break;
		memcpy(dst + len, token[i].text, token[i].len);
		len += token[i].len;
	}
	dst[len] = '\0';
	return len;
}

/* A name as it is spoken: "namosen" for Namosain, "molafa" for Maulafa. */
static void
add_spoken(struct lexicon *lex, const char *name)
{
	struct token	token[PHRASE_WORDS];
	char		spoken[TOKEN_SIZE];
	size_t		i, len;
	int		count = token_split(name, token, PHRASE_WORDS), k, w;

	for (k = 0; k < count; k++) {
		for (i = len = 0; i < token[k].len; i++) {
			spoken[len++] = token[k].text[i];
			if (token[k].text[i] == 'a' &&
			    (token[k].text[i + 1] == 'i' ||
			    token[k].text[i + 1] == 'u'))
				spoken[len - 1] =
				    token[k].text[++i] == 'i' ? 'e' : 'o';
		}
		if (len < SPOKEN_MIN || len == token[k].len ||
		    spelling_find(lex, spoken, len) != LEXICON_NONE ||
		    vocabulary_forms(lex->vocabulary, spoken, len))
			continue;
		w = add_word(lex, spoken, len, LEXICON_USE_PLACE);
		lex->word[w].canonical = lexicon_word(lex, token[k].text,
		    token[k].len);
	}
}

static void
add_name(struct lexicon *lex, const char *name, enum lexicon_kind kind,
    int index)
{
	char	joined[2 * TOKEN_SIZE];
	size_t	len = join_name(joined, sizeof joined, name);
	int	w;

	add_entry(lex, add_phrase(lex, name, LEXICON_USE_PLACE), kind, index,
	    0);
	if (strchr(name, ' ') == NULL || len >= TOKEN_SIZE)
		return;
	w = add_word(lex, joined, len, LEXICON_USE_PLACE);
	add_entry(lex, step_or_add(lex, LEXICON_ROOT, lex->word[w].canonical),
	    kind, index, 0);
}

/*
 * The first words of a longer name stand for it, unless they are words of
 * another kind too.
 */
static void
add_stems(struct lexicon *lex, int index)
{
	struct token	token[PHRASE_WORDS];
	const char	*name = lex->city->kelurahan[index].name;
	int		count = token_split(name, token, PHRASE_WORDS);
	int		node = LEXICON_ROOT, i, w;

	for (i = 0; i + 1 < count; i++) {
		w = lexicon_word(lex, token[i].text, token[i].len);
		if (i == 0 && (lexicon_uses(lex, w) &
		    (LEXICON_USE_ORDINARY | LEXICON_USE_TOPIC |
		    LEXICON_USE_COMMAND)) != 0)
			return;
		node = lexicon_step(lex, node, w);
		add_entry(lex, node, LEXICON_STEM, index, 0);
	}
}

static int
compare_beginnings(const void *a, const void *b)
{
	const struct beginning	*x = a, *y = b;
	int			 order = strcmp(x->text, y->text);

	return order != 0 ? order : x->kelurahan - y->kelurahan;
}

static bool
is_first_of_kecamatan(const struct conf_city *city, int i)
{
	int	j;

	for (j = 0; j < i; j++)
		if (strcmp(city->kelurahan[j].kecamatan,
		    city->kelurahan[i].kecamatan) == 0)
			return false;
	return true;
}

static void
add_places(struct lexicon *lex)
{
	const struct conf_city		*city = lex->city;
	const struct conf_kelurahan	*k;
	int				 i, j;

	lex->beginning = calloc((size_t)city->kelurahan_count + 1,
	    sizeof *lex->beginning);
	if (lex->beginning == NULL)
		abort();
	for (i = 0; i < city->kelurahan_count; i++) {
		k = &city->kelurahan[i];
		add_name(lex, k->name, LEXICON_KELURAHAN, i);
		add_spoken(lex, k->name);
		for (j = 0; j < k->aliases.count; j++)
			add_name(lex, k->aliases.item[j], LEXICON_KELURAHAN,
			    i);
		if (is_first_of_kecamatan(city, i))
			add_name(lex, k->kecamatan, LEXICON_KECAMATAN, i);
		join_name(lex->beginning[i].text,
		    sizeof lex->beginning[i].text, k->name);
		lex->beginning[i].kelurahan = i;
	}
	lex->beginnings = city->kelurahan_count;
	qsort(lex->beginning, (size_t)lex->beginnings, sizeof *lex->beginning,
	    compare_beginnings);
	for (i = 0; i < city->kelurahan_count; i++)
		add_stems(lex, i);
}

static void
add_lists(struct lexicon *lex)
{
	const struct conf_list	*list;
	int			 i, j;

	for (i = 0; i < CONF_WORDS_ORDINARY; i++) {
		list = &lex->city->words[i];
		for (j = 0; j < list->count; j++)
			add_entry(lex, add_phrase(lex, list->item[j],
			    LEXICON_USE_COMMAND), LEXICON_LIST, i, 0);
	}
}

static void
add_opds(struct lexicon *lex)
{
	const struct conf_opd	*opd;
	int			 i, j;

	for (i = 0; i < lex->city->opd_count; i++) {
		opd = &lex->city->opd[i];
		add_entry(lex, add_phrase(lex, opd->code, 0), LEXICON_OPD, i,
		    0);
		add_entry(lex, add_phrase(lex, opd->name, 0), LEXICON_OPD, i,
		    0);
		for (j = 0; j < opd->aliases.count; j++)
			add_entry(lex, add_phrase(lex, opd->aliases.item[j],
			    0), LEXICON_OPD, i, 0);
	}
}

/*
 * Build the lexicon of a city, which is borrowed and must outlive it.  The
 * city must have been read without a fault.  Never NULL.
 */
struct lexicon *
lexicon_new(const struct conf_city *city)
{
	struct lexicon		*lex = calloc(1, sizeof *lex);
	const struct conf_list	*list;
	int			 i;

	if (lex == NULL)
		abort();
	lex->city = city;
	lex->vocabulary = vocabulary_new();
	new_node(lex);
	list = &city->words[CONF_WORDS_SPELLINGS];
	for (i = 0; i < list->count; i++)
		add_spellings(lex, list->item[i]);
	list = &city->words[CONF_WORDS_ORDINARY];
	for (i = 0; i < list->count; i++)
		add_ordinary(lex, list->item[i]);
	add_lists(lex);
	for (i = 0; i < city->category_count; i++)
		add_category(lex, i);
	add_opds(lex);
	add_places(lex);
	return lex;
}

/*
 * Keep something with a lexicon, which releases it in the end; what was kept
 * in its place is released now.
 */
void
lexicon_keep(struct lexicon *lex, enum lexicon_with with, void *what,
    void (*release)(void *))
{
	if (lex->kept[with] != NULL)
		lex->release[with](lex->kept[with]);
	lex->kept[with] = what;
	lex->release[with] = release;
}

/* What is kept with a lexicon, or NULL. */
const void *
lexicon_kept(const struct lexicon *lex, enum lexicon_with with)
{
	return lex->kept[with];
}


/* Free a lexicon; the city stays its owner's. */
void
lexicon_free(struct lexicon *lex)
{
	int	i;

	if (lex == NULL)
		return;
	for (i = 0; i < LEXICON_WITH; i++)
		lexicon_keep(lex, (enum lexicon_with)i, NULL, NULL);
	free(lex->word);
	free(lex->node);
	free(lex->entry);
	free(lex->beginning);
	table_clear(&lex->spelling);
	table_clear(&lex->deletion);
	table_clear(&lex->skeleton);
	table_clear(&lex->edge);
	vocabulary_free(lex->vocabulary);
	free(lex);
}

/* The city that the lexicon's indexes are of. */
const struct conf_city *
lexicon_city(const struct lexicon *lex)
{
	return lex->city;
}

/* The word that a folded spelling is exactly, or LEXICON_NONE. */
int
lexicon_word(const struct lexicon *lex, const char *text, size_t len)
{
	int	w = spelling_find(lex, text, len);

	return w == LEXICON_NONE ? w : lex->word[w].canonical;
}

/* What a word is used for, LEXICON_USE_ bits; none for LEXICON_NONE. */
unsigned
lexicon_uses(const struct lexicon *lex, int word)
{
	return word == LEXICON_NONE ? 0 : lex->word[word].uses;
}

/*
 * Whether a folded text is a word of the language or a form of one, so that
 * it is no error of another.
 */
bool
lexicon_is_ordinary(const struct lexicon *lex, const char *text, size_t len)
{
	return vocabulary_forms(lex->vocabulary, text, len);
}

/* How a word is written, the first of its spellings. */
const char *
lexicon_spelling(const struct lexicon *lex, int word)
{
	return lex->word[word].text;
}

/* Words found so far, the nearest only. */
struct nearest {
	const char		*text;
	size_t			 len;
	struct lexicon_near	*out;
	int			 count, max;
	int			 errors;	/* at most */
	int			 best;		/* the cost of those found */
};

/* Words that cost much more than the nearest are not meant. */
static void
drop_dearer(struct nearest *n)
{
	int	i, kept = 0;

	for (i = 0; i < n->count; i++)
		if (n->out[i].cost <= n->best + COST_MARGIN)
			n->out[kept++] = n->out[i];
	n->count = kept;
}

static void
consider(const struct lexicon *lex, struct nearest *n, int w, int distance,
    int cost)
{
	int	i, word = lex->word[w].canonical;

	if (cost > n->best + COST_MARGIN)
		return;
	if (cost < n->best) {
		n->best = cost;
		drop_dearer(n);
	}
	for (i = 0; i < n->count; i++)
		if (n->out[i].word == word) {
			if (cost < n->out[i].cost)
				n->out[i].cost = cost;
			return;
		}
	if (n->count < n->max)
		n->out[n->count++] = (struct lexicon_near){ word, distance,
		    cost };
}

/* Judge every word that shares a deletion with what was typed. */
static void
probe(const struct lexicon *lex, struct nearest *n, const char *text,
    size_t len)
{
	const struct word	*word;
	uint64_t		 key = text_key(text, len);
	size_t			 i = key;
	size_t			 shorter;
	int			 w, d, cost;

	while ((w = table_next(&lex->deletion, key, &i)) != LEXICON_NONE) {
		word = &lex->word[w];
		shorter = word->len < n->len ? word->len : n->len;
		d = distance_between(n->text, n->len, word->text, word->len);
		if (d > distance_allowed(shorter) || d > n->errors || d == 0)
			continue;
		/* A short word is not known by its tail, unless whole. */
		if ((n->len < 5 || d > 1) && word->text[0] != n->text[0] &&
		    memcmp(word->text + 1, n->text, n->len) != 0)
			continue;
		cost = distance_cost(n->text, n->len, word->text, word->len);
		if (cost <= distance_budget(word->len))
			consider(lex, n, w, d, cost);
	}
}

static void
probe_deletions(const struct lexicon *lex, struct nearest *n,
    const char *text, size_t len, size_t from, int depth)
{
	char	less[TOKEN_SIZE];
	size_t	i;

	probe(lex, n, text, len);
	if (depth == 0)
		return;
	for (i = from; i < len; i++) {
		memcpy(less, text, i);
		memcpy(less + i, text + i + 1, len - i - 1);
		probe_deletions(lex, n, less, len - 1, i, depth - 1);
	}
}

static void
probe_skeleton(const struct lexicon *lex, struct nearest *n)
{
	char		skeleton[TOKEN_SIZE];
	size_t		len, i;
	uint64_t	key;
	int		w;

	len = distance_skeleton(skeleton, sizeof skeleton, n->text, n->len);
	if (len == 0)
		return;
	i = key = text_key(skeleton, len);
	while ((w = table_next(&lex->skeleton, key, &i)) != LEXICON_NONE)
		if (distance_is_skeleton(n->text, n->len, lex->word[w].text,
		    lex->word[w].len))
			consider(lex, n, w, 1, SKELETON_COST);
}

/*
 * The words that a folded text, not itself a word, is nearest to: by at most
 * so many typing errors as its length allows too, else by its consonants.  An
 * ordinary word of the language is near to none.  Returns how many were put
 * into out, all at about the same cost.
 */
int
lexicon_similar(const struct lexicon *lex, const char *text, size_t len,
    int errors, struct lexicon_near *out, int max)
{
	struct nearest	n = { text, len, out, 0, max, 1, COST_MAX };

	if (len >= TOKEN_SIZE || len < 2)
		return 0;
	if (lexicon_is_ordinary(lex, text, len) &&
	    spelling_find(lex, text, len) == LEXICON_NONE)
		return 0;
	if (distance_allowed(len) > 0)
		probe_deletions(lex, &n, text, len, 0, 1);
	if (n.count == 0)
		probe_skeleton(lex, &n);
	if (n.count == 0 && errors > 1 && distance_allowed(len) > 1) {
		n.errors = DISTANCE_MAX;
		probe_deletions(lex, &n, text, len, 0, DISTANCE_MAX);
	}
	return n.count;
}

/* Where a word leads from a node, or LEXICON_NONE. */
int
lexicon_step(const struct lexicon *lex, int node, int word)
{
	return table_find(&lex->edge, edge_key(node, word));
}

/* The node behind a gap, where other words may stand, or LEXICON_NONE. */
int
lexicon_gap(const struct lexicon *lex, int node)
{
	return lex->node[node].gap;
}

/* The first entry that a node is the end of, or LEXICON_NONE. */
int
lexicon_first(const struct lexicon *lex, int node)
{
	return lex->node[node].entry;
}

/* An entry by its number. */
const struct lexicon_entry *
lexicon_entry(const struct lexicon *lex, int entry)
{
	return &lex->entry[entry];
}

/* Whether a word by itself is in one of the lists of `words`. */
bool
lexicon_in_list(const struct lexicon *lex, int word, int list)
{
	int	node, e;

	if (word == LEXICON_NONE)
		return false;
	node = lexicon_step(lex, LEXICON_ROOT, word);
	if (node == LEXICON_NONE)
		return false;
	for (e = lex->node[node].entry; e != LEXICON_NONE;
	    e = lex->entry[e].next)
		if (lex->entry[e].kind == LEXICON_LIST &&
		    lex->entry[e].index == list)
			return true;
	return false;
}

/*
 * The kelurahan whose names begin with a folded text.  Returns how many, at
 * most max of them in out, in alphabetical order.
 */
int
lexicon_begin(const struct lexicon *lex, const char *text, size_t len,
    int *out, int max)
{
	int	low = 0, high = lex->beginnings, mid, count = 0;

	while (low < high) {
		mid = (low + high) / 2;
		if (strcmp(lex->beginning[mid].text, text) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	for (; low < lex->beginnings && strncmp(lex->beginning[low].text,
	    text, len) == 0; low++) {
		if (count < max)
			out[count] = lex->beginning[low].kelurahan;
		count++;
	}
	return count;
}
