/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * cue - weighted phrases of danger.conf and elsewhere.conf, and which of them
 * a text holds.
 *
 * This file alone knows the notation of these phrases.  They are apart from
 * the lexicon, so that no phrase of a danger becomes a word that something
 * else is a slip of.
 */

#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "conf/cues.h"
#include "language/affix.h"
#include "language/cue.h"
#include "language/text.h"

#define GAP		5	/* tokens between the parts of "a + b" */
#define WORDS_OF	8	/* words of ours that one token may be */
#define SLIP_MIN	5	/* letters of a word known with a slip */
#define SKELETON_MIN	5	/* consonants that tell a word */
#define ALTERNATIVE_WORDS 6
#define NUMBER		0	/* the word that any number is */
#define SOMEBODY	1	/* the word that any word for people is */
#define SOMEBODY_LOUD	3	/* points of such a word */

struct word {
	char	text[TOKEN_SIZE];
	uint8_t	len;
	bool	exact;		/* no spellings, no slips */
	bool	somebody;
};

/* Words in a row: [first, first + count) of the pool. */
struct alternative {
	int	first, count;
};

/* Alternatives [first, first + count), perhaps behind a gap. */
struct part {
	int	first, count;
};

struct phrase {
	int16_t	group, weight;
	int	part, parts;
};

/* One way in which a phrase begins with a word. */
struct begin {
	int	word, phrase, alternative;
};

/* From a hash of letters to a word; open addressing. */
struct slot {
	uint64_t	key;	/* 0: empty */
	int		word;
};

struct table {
	struct slot	*slot;
	size_t		 size, used;
};

struct cue_set {
	const struct lexicon	*lex;		/* borrowed */
	struct word		*word;		/* owned, as all here */
	int			 words;
	int			*pool;
	int			 pooled;
	struct alternative	*alternative;
	int			 alternatives;
	struct part		*part;
	int			 parts;
	struct phrase		*phrase;
	int			 phrases;
	struct begin		*begin;		/* by word once indexed */
	int			 begins;
	int			*first;		/* of each word in begin */
	struct table		 spelling, slips;
};

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

static uint64_t
key_of(const char *text, size_t len, uint64_t salt)
{
	uint64_t	key = 1469598103934665603u ^ salt;
	size_t		i;

	for (i = 0; i < len; i++)
		key = (key ^ (unsigned char)text[i]) * 1099511628211u;
	key ^= key >> 29;
	return key == 0 ? 1 : key;
}

static void
table_put(struct table *t, uint64_t key, int word)
{
	size_t	i = key & (t->size - 1);

	while (t->slot[i].key != 0) {
		if (t->slot[i].key == key && t->slot[i].word == word)
			return;
		i = (i + 1) & (t->size - 1);
	}
	t->slot[i] = (struct slot){ key, word };
	t->used++;
}

static void
table_add(struct table *t, uint64_t key, int word)
{
	struct table	more = { NULL, t->size == 0 ? 1024 : 2 * t->size, 0 };
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
static int
table_next(const struct table *t, uint64_t key, size_t *i)
{
	while (t->size > 0 && t->slot[*i].key != 0) {
		const struct slot	*s = &t->slot[*i];

		*i = (*i + 1) & (t->size - 1);
		if (s->key == key)
			return s->word;
	}
	return -1;
}

static int
find_word(const struct cue_set *set, const char *text, size_t len)
{
	uint64_t	key = key_of(text, len, 0);
	size_t		i = set->spelling.size == 0 ? 0 :
			    key & (set->spelling.size - 1);
	int		w;

	while ((w = table_next(&set->spelling, key, &i)) != -1)
		if (set->word[w].len == len &&
		    memcmp(set->word[w].text, text, len) == 0)
			return w;
	return -1;
}

/* ---- slips ------------------------------------------------------------ */

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_vowel(char c)
{
	return c != '\0' && strchr("aeiou", c) != NULL;
}

/* The consonants of a word, its first letter kept in any case. */
static size_t
skeleton(char *dst, const char *text, size_t len)
{
	size_t	i, n = 0;

	for (i = 0; i < len; i++)
		if (i == 0 || !is_vowel(text[i]))
			dst[n++] = text[i];
	return n;
}

/* A key for each way to leave a letter out, and for none left out. */
static int
deletion_keys(const char *text, size_t len, uint64_t *key)
{
	char	less[TOKEN_SIZE];
	size_t	i;
	int	n = 0;

	key[n++] = key_of(text, len, 1);
	for (i = 1; i < len; i++) {
		memcpy(less, text, i);
		memcpy(less + i, text + i + 1, len - i - 1);
		key[n++] = key_of(less, len - 1, 1);
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

	if (word->exact || word->len < SLIP_MIN)
		return;
	n = deletion_keys(word->text, word->len, key);
	for (i = 0; i < n; i++)
		table_add(&set->slips, key[i], w);
	len = skeleton(bones, word->text, word->len);
	if (len >= SKELETON_MIN && len < word->len)
		table_add(&set->slips, key_of(bones, len, 2), w);
}

/* One letter more in the longer: cheap if it is a vowel or a double. */
static bool
is_extra(const char *a, size_t alen, const char *b)
{
	size_t	i = 0;

	while (i < alen && a[i] == b[i])
		i++;
	return memcmp(a + i, b + i + 1, alen - i) == 0 && (alen >= 7 ||
	    is_vowel(b[i]) || (i > 0 && b[i] == b[i - 1]));
}

/* Two neighbours swapped, or in a long word another letter for one. */
static bool
is_changed(const char *a, const char *b, size_t len)
{
	size_t	i = 0;

	while (i < len && a[i] == b[i])
		i++;
	if (i + 1 < len && a[i] == b[i + 1] && a[i + 1] == b[i] &&
	    memcmp(a + i + 2, b + i + 2, len - i - 2) == 0)
		return true;
	return i < len && memcmp(a + i + 1, b + i + 1, len - i - 1) == 0 &&
	    len >= 8;
}

static bool
is_slip(const char *typed, size_t len, const struct word *w)
{
	if (w->text[0] != typed[0])
		return false;
	if (len + 1 == w->len)
		return is_extra(typed, len, w->text);
	if (len == w->len + 1u)
		return is_extra(w->text, w->len, typed);
	return len == w->len && is_changed(typed, w->text, len);
}

/* ---- building --------------------------------------------------------- */

static int
add_word(struct cue_set *set, const char *text, size_t len, bool exact)
{
	struct word	*word;
	int		 w = find_word(set, text, len);

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
	table_add(&set->spelling, key_of(text, len, 0), w);
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

/* "bayi", "anak merah", "=pukul", "# meter". */
static void
add_alternative(struct cue_set *set, char *text)
{
	struct token		 token[ALTERNATIVE_WORDS];
	struct alternative	 a = { set->pooled, 0 };
	char			*word;
	int			 i, n;

	while ((word = strsep(&text, " ")) != NULL) {
		if (*word == '#' || *word == '@') {
			add_pool(set, *word == '#' ? NUMBER : SOMEBODY);
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

static void
add_phrase(struct cue_set *set, const struct conf_phrase *c, int group)
{
	struct phrase	 p = { (int16_t)group, (int16_t)c->weight,
			    set->parts, 0 };
	char		*text = strdup(c->text), *at = text, *one;

	if (text == NULL)
		abort();
	while ((one = strsep(&at, "+")) != NULL)
		add_part(set, one);
	free(text);
	p.parts = set->parts - p.part;
	if (p.parts == 0)
		return;
	set->phrase = grow(set->phrase, set->phrases, sizeof *set->phrase);
	set->phrase[set->phrases++] = p;
}

/* Add phrases to a group of the set; cue_set_index comes after the last. */
void
cue_set_add(struct cue_set *set, const struct conf_cues *cues, int group)
{
	int	i;

	for (i = 0; i < cues->count; i++)
		add_phrase(set, &cues->phrase[i], group);
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
	add_word(set, "#", 1, true);	/* NUMBER */
	add_word(set, "@", 1, true);	/* SOMEBODY */
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

/* ---- reading ---------------------------------------------------------- */

/* The tokens of a text, and the words of ours that each may be. */
struct found {
	const struct cue_set	*set;
	int			 count;
	struct token		 token[TOKENS_MAX];
	int			 word[TOKENS_MAX][WORDS_OF];
	uint8_t			 words[TOKENS_MAX];
};

static void
found_add(struct found *f, int i, int word)
{
	int	k;

	for (k = 0; k < f->words[i]; k++)
		if (f->word[i][k] == word)
			return;
	if (word == -1 || f->words[i] == WORDS_OF)
		return;
	f->word[i][f->words[i]++] = word;
	if (f->set->word[word].somebody)
		found_add(f, i, SOMEBODY);
}

/* Whether a text is a word with some of its vowels left out. */
static bool
is_bones(const char *typed, size_t len, const struct word *w)
{
	size_t	i, at = 0;

	for (i = 0; i < w->len && at < len; i++)
		at += typed[at] == w->text[i];
	return len < w->len && at == len;
}

/* All words that share a key and are a slip away. */
static void
add_slipped(struct found *f, int i, const struct token *t, uint64_t key,
    bool bones)
{
	const struct cue_set	*set = f->set;
	size_t			 at = key & (set->slips.size - 1);
	int			 w;

	while ((w = table_next(&set->slips, key, &at)) != -1)
		if (bones ? is_bones(t->text, t->len, &set->word[w]) :
		    is_slip(t->text, t->len, &set->word[w]))
			found_add(f, i, w);
}

static void
look_for_slips(struct found *f, int i, const struct token *t)
{
	uint64_t	key[TOKEN_SIZE];
	char		bones[TOKEN_SIZE];
	size_t		len;
	int		k, n;

	if (f->set->slips.size == 0 || t->letters != t->len)
		return;
	len = skeleton(bones, t->text, t->len);
	if (len >= SKELETON_MIN)
		add_slipped(f, i, t, key_of(bones, len, 2), true);
	if (t->len < SLIP_MIN - 1 || f->words[i] > 0)
		return;
	n = deletion_keys(t->text, t->len, key);
	for (k = 0; k < n; k++)
		add_slipped(f, i, t, key[k], false);
}

/*
 * All words of ours that a folded text is, whatever its affixes.  Says
 * whether it is a word at all, ours or the lexicon's.
 */
static bool
look_up_forms(struct found *f, int i, const char *text, size_t len)
{
	const struct lexicon	*lex = f->set->lex;
	struct affix_forms	 forms;
	const char		*spelt;
	bool			 known = false;
	int			 k, w;

	affix_strip(text, len, &forms);
	for (k = 0; k < forms.count; k++) {
		w = find_word(f->set, forms.form[k], forms.len[k]);
		found_add(f, i, w);
		/* What is spelt as we do has no other spelling. */
		if (w != -1 && !f->set->word[w].exact)
			continue;
		w = lexicon_word(lex, forms.form[k], forms.len[k]);
		if (w == LEXICON_NONE)
			continue;
		known = true;
		spelt = lexicon_spelling(lex, w);
		if (strcmp(spelt, forms.form[k]) != 0)
			found_add(f, i, find_word(f->set, spelt,
			    strlen(spelt)));
	}
	return known || f->words[i] > 0;
}

/* A text with one letter for each row of at least so many: "tolooong". */
static size_t
release(char *dst, const char *text, size_t len, size_t least)
{
	size_t	i, row, n = 0;

	for (i = 0; i < len; i += row) {
		for (row = 1; i + row < len && text[i + row] == text[i]; row++)
			;
		dst[n++] = text[i];
		if (row > 1 && row < least)
			dst[n++] = text[i];
	}
	return n;
}

/* Which words of ours a token may be; a slip only if it is no word at all. */
static void
look_up(struct found *f, int i)
{
	const struct token	*t = &f->token[i];
	char			 less[TOKEN_SIZE];
	size_t			 len, least;

	f->words[i] = 0;
	if (t->digits) {
		found_add(f, i, NUMBER);
		return;
	}
	if (look_up_forms(f, i, t->text, t->len))
		return;
	for (least = 3; least >= 2; least--) {
		len = release(less, t->text, t->len, least);
		if (len < t->len && look_up_forms(f, i, less, len))
			return;
	}
	look_for_slips(f, i, t);
}

/* Add a part of a token: letters only, or digits only. */
static void
push_part(struct found *f, const struct token *t, size_t from, size_t len)
{
	struct token	*p;

	if (f->count == TOKENS_MAX || len == 0)
		return;
	p = &f->token[f->count++];
	*p = *t;
	token_set(p, t->text + from, len);
}

/* The tokens of a text, digits apart from letters: "10meter", "anak2". */
static void
split(struct found *f, const char *text)
{
	struct token	token[TOKENS_MAX];
	int		i, count = token_split(text, token, TOKENS_MAX);
	size_t		from, to;
	bool		digit;

	f->count = 0;
	for (i = 0; i < count; i++)
		for (from = 0; from < token[i].len; from = to) {
			digit = is_digit(token[i].text[from]);
			for (to = from + 1; to < token[i].len &&
			    is_digit(token[i].text[to]) == digit; to++)
				;
			push_part(f, &token[i], from, to - from);
		}
}

static bool
is_word(const struct found *f, int i, int word)
{
	int	k;

	for (k = 0; i < f->count && k < f->words[i]; k++)
		if (f->word[i][k] == word)
			return true;
	return false;
}

/* Where an alternative ends that begins at token i, or -1. */
static int
match_alternative(const struct found *f, int alternative, int i)
{
	const struct alternative	*a = &f->set->alternative[alternative];
	int				 k;

	for (k = 0; k < a->count; k++)
		if (!is_word(f, i + k, f->set->pool[a->first + k]))
			return -1;
	return i + a->count;
}

/* Where the parts [part, last) of a phrase end, each in reach; or -1. */
static int
match_parts(const struct found *f, int part, int last, int i)
{
	const struct part	*p;
	int			 at, a, end, whole;

	if (part == last)
		return i;
	p = &f->set->part[part];
	for (at = i; at <= i + GAP && at < f->count; at++)
		for (a = p->first; a < p->first + p->count; a++) {
			end = match_alternative(f, a, at);
			if (end == -1)
				continue;
			whole = match_parts(f, part + 1, last, end);
			if (whole != -1)
				return whole;
		}
	return -1;
}

static void
match_begin(const struct found *f, const struct begin *b, int i,
    struct cue_reading *r)
{
	const struct phrase	*p = &f->set->phrase[b->phrase];
	int			 end = match_alternative(f, b->alternative, i);

	if (end != -1)
		end = match_parts(f, p->part + 1, p->part + p->parts, end);
	if (end == -1 || r->hits == CUE_HITS)
		return;
	r->hit[r->hits++] = (struct cue_hit){ p->group, p->weight,
	    f->token[i].start, f->token[end - 1].end };
}

/* Find all phrases of a set in a clean text. */
void
cue_read(const struct cue_set *set, const char *text, struct cue_reading *r)
{
	struct found	f;
	int		i, k, b;

	r->hits = 0;
	f.set = set;
	split(&f, text);
	for (i = 0; i < f.count; i++)
		look_up(&f, i);
	for (i = 0; i < f.count; i++)
		for (k = 0; k < f.words[i]; k++)
			for (b = set->first[f.word[i][k]];
			    b < set->first[f.word[i][k] + 1]; b++)
				match_begin(&f, &set->begin[b], i, r);
}

/* Whether a hit begins or ends in an idiom, which tells something else. */
static bool
is_within(const struct cue_hit *h, const struct cue_hit *idiom)
{
	return (h->start >= idiom->start && h->start < idiom->end) ||
	    (h->end > idiom->start && h->end <= idiom->end);
}

/* Take out what of groups [from, to) begins or ends in a hit of the idioms. */
void
cue_silence(struct cue_reading *r, int idioms, int from, int to)
{
	int	i, k;

	for (i = 0; i < r->hits; i++)
		for (k = 0; k < r->hits; k++)
			if (r->hit[k].group == idioms &&
			    r->hit[i].group >= from && r->hit[i].group < to &&
			    is_within(&r->hit[i], &r->hit[k]))
				r->hit[i].weight = 0;
}

static bool
overlap(const struct cue_hit *a, const struct cue_hit *b)
{
	return a->start < b->end && b->start < a->end;
}

/*
 * The points of the loudest hit of a group, which goes to *out unless that is
 * NULL; one that overlaps the hit `beside` is passed over.  0 if none.
 */
int
cue_best(const struct cue_reading *r, int group, const struct cue_hit *beside,
    const struct cue_hit **out)
{
	const struct cue_hit	*best = NULL, *h;
	int			 i;

	for (i = 0; i < r->hits; i++) {
		h = &r->hit[i];
		if (h->group == group && h->weight > 0 &&
		    (best == NULL || h->weight > best->weight) &&
		    (beside == NULL || !overlap(h, beside)))
			best = h;
	}
	if (out != NULL)
		*out = best;
	return best == NULL ? 0 : best->weight;
}

/* The points of the loudest hit against a group: 0 or less. */
int
cue_against(const struct cue_reading *r, int group)
{
	int	i, least = 0;

	for (i = 0; i < r->hits; i++)
		if (r->hit[i].group == group && r->hit[i].weight < least)
			least = r->hit[i].weight;
	return least;
}
