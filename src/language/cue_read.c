/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * cue_read - which weighted phrases a text holds.
 *
 * This file alone knows which words of a set a typed one may be, with its
 * affixes, slips and missing spaces, and how far apart the parts of a phrase
 * may stand.
 */

#include "config.h"

#include <string.h>

#include "language/affix.h"
#include "language/cue.h"
#include "language/cue_set.h"
#include "language/glue.h"

#define WORDS_OF	24	/* words of ours that one token may be */
#define HAS_BITS	8192	/* of the words of a text; a power of two */
#define GLUE_LETTERS	160	/* of a text without spaces */
#define GLUE_LEAST	13	/* letters of one */

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

/* ---- reading ---------------------------------------------------------- */

/* The tokens of a text, and the words of ours that each may be. */
struct found {
	const struct cue_set	*set;
	int			 count;
	struct token		 token[TOKENS_MAX];
	int			 word[TOKENS_MAX][WORDS_OF];
	uint8_t			 length[TOKENS_MAX][WORDS_OF];	/* tokens */
	uint8_t			 words[TOKENS_MAX];
	uint64_t		 kinds;		/* classes that are there */
	uint64_t		 has[HAS_BITS / 64];	/* words that are, and
						   perhaps others */
};

static void
set_has(struct found *f, int word)
{
	unsigned	bit = (unsigned)word % HAS_BITS;

	f->has[bit / 64] |= UINT64_C(1) << bit % 64;
}

static bool
may_have(const struct found *f, int word)
{
	unsigned	bit = (unsigned)word % HAS_BITS;

	return (f->has[bit / 64] >> bit % 64 & 1) != 0;
}

static void
found_add(struct found *f, int i, int word)
{
	int	k;

	for (k = 0; k < f->words[i]; k++)
		if (f->word[i][k] == word)
			return;
	if (word == -1 || f->words[i] == WORDS_OF)
		return;
	set_has(f, word);
	f->length[i][f->words[i]] = 1;
	f->word[i][f->words[i]++] = word;
	if (f->set->word[word].somebody)
		found_add(f, i, CUE_SOMEBODY);
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

	while ((w = cue_table_next(&set->slips, key, &at)) != -1)
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
	len = cue_bones(bones, t->text, t->len);
	if (len >= CUE_BONES_MIN)
		add_slipped(f, i, t, cue_key(bones, len, 2), true);
	if (t->len < CUE_SLIP_MIN - 1 || f->words[i] > 0)
		return;
	n = cue_deletion_keys(t->text, t->len, key);
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
		w = cue_find_word(f->set, forms.form[k], forms.len[k]);
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
			found_add(f, i, cue_find_word(f->set, spelt,
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
		found_add(f, i, CUE_NUMBER);
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

/* The words of a run of letters that was typed without spaces, if any. */
static bool
push_glued(struct found *f, const struct token *t, const char *text)
{
	char	run[GLUE_LETTERS];
	uint8_t	cut[GLUE_LETTERS];
	size_t	len = 0, from = 0;
	int	i, n;
	char	c;

	if (t->len < GLUE_LEAST)
		return false;
	for (; t->start + len < t->end && len < sizeof run; len++) {
		c = text[t->start + len];
		if (c >= 'A' && c <= 'Z')
			c = (char)(c + 'a' - 'A');
		if (c < 'a' || c > 'z')
			return false;
		run[len] = c;
	}
	n = glue_cut(f->set->lex, run, len, 0, cut);
	if (n < 3)
		return false;
	for (i = 0; i < n && f->count < TOKENS_MAX; from = cut[i++]) {
		f->token[f->count] = *t;
		token_set(&f->token[f->count++], run + from, cut[i] - from);
	}
	return true;
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
	for (i = 0; i < count; i++) {
		if (push_glued(f, &token[i], text))
			continue;
		for (from = 0; from < token[i].len; from = to) {
			digit = is_digit(token[i].text[from]);
			for (to = from + 1; to < token[i].len &&
			    is_digit(token[i].text[to]) == digit; to++)
				;
			push_part(f, &token[i], from, to - from);
		}
	}
}

/* How many tokens a word has that begins at one; 0: it does not. */
static int
word_at(const struct found *f, int i, int word)
{
	int	k;

	for (k = 0; i < f->count && k < f->words[i]; k++)
		if (f->word[i][k] == word)
			return f->length[i][k];
	return 0;
}

/* Where an alternative ends that begins at token i, or -1. */
static int
match_alternative(const struct found *f, int alternative, int i)
{
	const struct alternative	*a = &f->set->alternative[alternative];
	int				 k, n;

	for (k = 0; k < a->count; k++, i += n)
		if ((n = word_at(f, i, f->set->pool[a->first + k])) == 0)
			return -1;
	return i;
}

/* Where the parts [part, last) of a phrase end, each in reach; or -1. */
static int
match_parts(const struct found *f, int part, int last, int gap, int i)
{
	const struct part	*p;
	int			 at, a, end, whole;

	if (part == last)
		return i;
	p = &f->set->part[part];
	for (at = i; at <= i + gap && at < f->count; at++)
		for (a = p->first; a < p->first + p->count; a++) {
			end = match_alternative(f, a, at);
			if (end == -1)
				continue;
			whole = match_parts(f, part + 1, last, gap, end);
			if (whole != -1)
				return whole;
		}
	return -1;
}

/* Whether a word of each of the parts [part, last) is in the text at all. */
static bool
may_have_parts(const struct found *f, int part, int last)
{
	const struct cue_set	*set = f->set;
	int			 a, end;

	for (; part < last; part++) {
		a = set->part[part].first;
		end = a + set->part[part].count;
		while (a < end && !may_have(f,
		    set->pool[set->alternative[a].first]))
			a++;
		if (a == end)
			return false;
	}
	return true;
}

static void
match_begin(const struct found *f, const struct begin *b, int i,
    struct cue_reading *r)
{
	const struct phrase	*p = &f->set->phrase[b->phrase];
	int			 end;

	if (p->group == CUE_CLASS || (p->needs & ~f->kinds) != 0)
		return;
	end = match_alternative(f, b->alternative, i);
	if (end == -1 ||
	    !may_have_parts(f, p->part + 1, p->part + p->parts))
		return;
	end = match_parts(f, p->part + 1, p->part + p->parts, p->gap, end);
	if (end == -1 || r->hits == CUE_HITS)
		return;
	r->hit[r->hits++] = (struct cue_hit){ p->group, p->weight,
	    f->token[i].start, f->token[end - 1].end };
}

/* A class begins here; of its phrases that do, the longest is it. */
static void
add_class(struct found *f, int i, int class, int count)
{
	int	k;

	for (k = 0; k < f->words[i]; k++)
		if (f->word[i][k] == class)
			break;
	if (k == WORDS_OF)
		return;
	if (k == f->words[i]) {
		f->words[i]++;
		f->length[i][k] = 0;
	}
	f->word[i][k] = class;
	set_has(f, class);
	if (f->length[i][k] < count)
		f->length[i][k] = (uint8_t)count;
	f->kinds |= f->set->word[class].kind;
}

/* The classes that begin at a token; what follows it has its own already. */
static void
look_for_classes(struct found *f, int i)
{
	const struct cue_set	*set = f->set;
	const struct phrase	*p;
	int			 k, b, end;

	for (k = 0; k < f->words[i]; k++)
		for (b = set->first[f->word[i][k]];
		    b < set->first[f->word[i][k] + 1] &&
		    set->begin[b].phrase < set->classes; b++) {
			p = &set->phrase[set->begin[b].phrase];
			end = match_alternative(f, set->begin[b].alternative,
			    i);
			if (end != -1)
				add_class(f, i, p->weight, end - i);
		}
}

/* Find all phrases of a set in a clean text. */
void
cue_read(const struct cue_set *set, const char *text, struct cue_reading *r)
{
	struct found	f;
	int		i, k, b;

	r->hits = 0;
	f.set = set;
	f.kinds = 0;
	memset(f.has, 0, sizeof f.has);
	split(&f, text);
	for (i = f.count - 1; i >= 0; i--) {
		look_up(&f, i);
		look_for_classes(&f, i);
	}
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
