/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * scan - all entries of the lexicon that a text matches.
 *
 * This file alone knows the ways in which people join, split, double and
 * shorten words on a keypad.
 */

#include <string.h>

#include "conf/city.h"
#include "language/distance.h"
#include "language/scan.h"

#define JOINED_LONG	9	/* letters of a name known with an error */
#define JOIN_MAX	12	/* letters of a word written l i k e this */
#define PART_MIN	3	/* letters of a word in words joined */
#define ABBREVIATION_MAX 3	/* letters: "kel.", "jl.", "no." */
#define HIT_DISTANCE	2	/* errors in all words of one hit */

_Static_assert(CONF_WORDS_COUNT <= 64 * SCAN_MARKS,
    "a mark has one bit for each list");

/* Endings that change no meaning here. */
static const char *const endings[] = { "nya", "lah", "kah", "ny", "pun", "ku" };

/* Tokens being put into the scan; the rest is dropped when it is full. */
static struct token *
push(struct scan *s, const struct token *t)
{
	if (s->count == TOKENS_MAX)
		return NULL;
	s->token[s->count] = *t;
	return &s->token[s->count++];
}

/* Add the part [from, from + len) of a token as one of its own. */
static void
push_part(struct scan *s, const struct token *t, size_t from, size_t len)
{
	struct token	*p = push(s, t);
	bool		 even = t->end - t->start == t->len;

	if (p == NULL)
		return;
	token_set(p, t->text + from, len);
	if (from > 0) {
		p->before = BREAK_JOINED;
		p->hash = false;
	}
	/* Folding kept the bytes one to one, so parts have places. */
	if (even) {
		p->start = (uint16_t)(t->start + from);
		p->end = (uint16_t)(p->start + len);
	}
}

static int
word_of(const struct scan *s, const char *text, size_t len)
{
	return lexicon_word(s->lex, text, len);
}

/* Whether "naikoten" and "2" are together the beginning of an entry. */
static bool
is_numbered(const struct scan *s, const struct token *t)
{
	struct lexicon_near	near[SCAN_NEAR];
	int			n = 1, i, node, digit;

	digit = word_of(s, t->text + t->letters, 1);
	near[0].word = word_of(s, t->text, t->letters);
	if (digit == LEXICON_NONE)
		return false;
	if (near[0].word == LEXICON_NONE)
		n = lexicon_similar(s->lex, t->text, t->letters, 1, near,
		    SCAN_NEAR);
	for (i = 0; i < n; i++) {
		node = lexicon_step(s->lex, LEXICON_ROOT, near[i].word);
		if (node != LEXICON_NONE &&
		    lexicon_step(s->lex, node, digit) != LEXICON_NONE)
			return true;
	}
	return false;
}

/* A word said twice: "anak2", "kebut2an".  The second has its ending. */
static bool
push_doubled(struct scan *s, const struct token *t)
{
	struct token	 again = *t;
	size_t		 tail = t->len - t->letters - 1u;
	char		 whole[TOKEN_SIZE];

	if (t->text[t->letters] != '2' || t->letters < 2)
		return false;
	memcpy(whole, t->text, t->letters);
	memcpy(whole + t->letters, t->text + t->letters + 1, tail);
	push_part(s, t, 0, t->letters);
	token_set(&again, whole, t->letters + tail);
	again.before = BREAK_JOINED;
	push(s, &again);
	return true;
}

/* "dinaikoten2" */
static bool
push_placed(struct scan *s, const struct token *t)
{
	struct token	name = *t;

	if (t->letters < 2 + PART_MIN || strncmp(t->text, "di", 2) != 0 ||
	    t->letters + 1 != t->len)
		return false;
	token_set(&name, t->text + 2, t->len - 2u);
	if (word_of(s, name.text, name.letters) == LEXICON_NONE ||
	    !is_numbered(s, &name))
		return false;
	push_part(s, t, 0, 2);
	push_part(s, t, 2, name.letters);
	push_part(s, t, t->letters, 1);
	return true;
}

/* Letters and then digits: "naikoten2", "cek1234", "anak2", "rt05". */
static bool
push_lettered(struct scan *s, const struct token *t)
{
	size_t	i = t->letters, digits;

	while (i < t->len && t->text[i] >= '0' && t->text[i] <= '9')
		i++;
	digits = i - t->letters;
	if (t->letters == 0 || digits == 0)
		return false;
	if (i < t->len)
		return digits == 1 && push_doubled(s, t);
	if (digits == 1 && t->letters < 2)
		return false;
	if (push_placed(s, t))
		return true;
	if (digits < 3 && (digits > 1 || !is_numbered(s, t))) {
		if (digits == 1 && push_doubled(s, t))
			return true;
		if (word_of(s, t->text, t->letters) == LEXICON_NONE)
			return false;
	}
	push_part(s, t, 0, t->letters);
	push_part(s, t, t->letters, digits);
	return true;
}

/* Digits and then a known word: "2minggu". */
static bool
push_counted(struct scan *s, const struct token *t)
{
	size_t	i = 0;

	while (i < t->len && t->text[i] >= '0' && t->text[i] <= '9')
		i++;
	if (i == 0 || t->len - i < 2 ||
	    word_of(s, t->text + i, t->len - i) == LEXICON_NONE)
		return false;
	push_part(s, t, 0, i);
	push_part(s, t, i, t->len - i);
	return true;
}

/* A token's text without more than so many of a letter in a row. */
static size_t
release(char text[TOKEN_SIZE], const struct token *t, size_t most)
{
	size_t	i, n = 0, row = 0;

	for (i = 0; i < t->len; i++) {
		row = i > 0 && t->text[i] == t->text[i - 1] ? row + 1 : 1;
		if (row <= most)
			text[n++] = t->text[i];
	}
	return n;
}

/* Letters held down: "tolooong", "macetttt", "airr". */
static bool
push_held(struct scan *s, const struct token *t)
{
	struct token	less = *t;
	char		text[TOKEN_SIZE];
	size_t		two = release(text, t, 2), n;

	token_set(&less, text, two);
	if (two == t->len || word_of(s, text, two) == LEXICON_NONE) {
		n = release(text, t, 1);
		if (n >= PART_MIN && n < t->len &&
		    word_of(s, text, n) != LEXICON_NONE)
			token_set(&less, text, n);
	}
	if (less.len == t->len)
		return false;
	push(s, &less);
	return true;
}

static bool
push_without_ending(struct scan *s, const struct token *t)
{
	struct token	less = *t;
	size_t		i, n;

	for (i = 0; i < sizeof endings / sizeof endings[0]; i++) {
		n = strlen(endings[i]);
		if (t->len < n + 3 || strcmp(t->text + t->len - n,
		    endings[i]) != 0)
			continue;
		if (word_of(s, t->text, t->len - n) == LEXICON_NONE)
			continue;
		token_set(&less, t->text, t->len - n);
		push(s, &less);
		return true;
	}
	return false;
}

/* "di" written to its word: a place gives two words, a verb its stem. */
static bool
push_without_di(struct scan *s, const struct token *t)
{
	struct token	less = *t;
	int		w;

	if (t->len < 6 || (strncmp(t->text, "di", 2) != 0 &&
	    strncmp(t->text, "ke", 2) != 0))
		return false;
	w = word_of(s, t->text + 2, t->len - 2u);
	if (w == LEXICON_NONE)
		return false;
	if ((lexicon_uses(s->lex, w) & LEXICON_USE_PLACE) != 0 ||
	    lexicon_in_list(s->lex, w, CONF_WORDS_NEAR) ||
	    lexicon_in_list(s->lex, w, CONF_WORDS_STREET) ||
	    lexicon_in_list(s->lex, w, CONF_WORDS_LANDMARK)) {
		push_part(s, t, 0, 2);
		push_part(s, t, 2, t->len - 2u);
		return true;
	}
	if (t->text[0] != 'd')
		return false;
	token_set(&less, t->text + 2, t->len - 2u);
	push(s, &less);
	return true;
}

static bool
is_near(const struct scan *s, const struct token *t)
{
	struct lexicon_near	near;

	return lexicon_similar(s->lex, t->text, t->len, DISTANCE_MAX, &near,
	    1) > 0;
}

/* LAPOR and its word without the space, the word perhaps misspelt. */
static bool
push_report(struct scan *s, const struct token *t)
{
	size_t	i;
	int	w;

	for (i = t->len - (size_t)PART_MIN; i > PART_MIN; i--) {
		w = word_of(s, t->text, i);
		if (!lexicon_in_list(s->lex, w, CONF_WORDS_REPORT))
			continue;
		if (is_near(s, t))
			return false;
		push_part(s, t, 0, i);
		push_part(s, t, i, t->len - i);
		return true;
	}
	return false;
}

/* Whether a word is more than an ordinary one. */
static bool
is_telling(const struct scan *s, int word)
{
	return (lexicon_uses(s->lex, word) & ~LEXICON_USE_ORDINARY) != 0;
}

/* Three words without spaces, two of them telling: "lampujalanmati". */
static bool
push_three(struct scan *s, const struct token *t)
{
	size_t	i, j;
	int	a, b, c;

	for (i = PART_MIN; i + 2 * PART_MIN <= t->len; i++) {
		if ((a = word_of(s, t->text, i)) == LEXICON_NONE)
			continue;
		for (j = i + PART_MIN; j + PART_MIN <= t->len; j++) {
			b = word_of(s, t->text + i, j - i);
			c = word_of(s, t->text + j, t->len - j);
			if (b == LEXICON_NONE || c == LEXICON_NONE ||
			    is_telling(s, a) + is_telling(s, b) +
			    is_telling(s, c) < 2)
				continue;
			push_part(s, t, 0, i);
			push_part(s, t, i, j - i);
			push_part(s, t, j, t->len - j);
			return true;
		}
	}
	return false;
}

/* Two known words without the space: "lampujalan", "laporair". */
static bool
push_two(struct scan *s, const struct token *t)
{
	size_t	i;
	int	a, b;

	for (i = PART_MIN; i + PART_MIN <= t->len; i++) {
		a = word_of(s, t->text, i);
		if (a == LEXICON_NONE)
			continue;
		b = word_of(s, t->text + i, t->len - i);
		if (b == LEXICON_NONE || (!is_telling(s, a) &&
		    !is_telling(s, b)))
			continue;
		push_part(s, t, 0, i);
		push_part(s, t, i, t->len - i);
		return true;
	}
	return false;
}

/* Put a token into the scan as the words that it is made of. */
static void
expand(struct scan *s, const struct token *t)
{
	if (t->digits || word_of(s, t->text, t->len) != LEXICON_NONE) {
		push(s, t);
		return;
	}
	if (t->letters < t->len) {
		if (!push_lettered(s, t) && !push_counted(s, t))
			push(s, t);
		return;
	}
	if (!push_without_ending(s, t) && !push_without_di(s, t) &&
	    !push_two(s, t) && !push_three(s, t) && !push_held(s, t) &&
	    (t->len <= 2 * PART_MIN || !push_report(s, t)))
		push(s, t);
}

/* What one token may be: itself, or the nearest words. */
static void
find_near(struct scan *s, int i)
{
	const struct token	*t = &s->token[i];
	int			 w = word_of(s, t->text, t->len);

	if (w != LEXICON_NONE) {
		s->near[i][0] = (struct lexicon_near){ w, 0 };
		s->nears[i] = 1;
		return;
	}
	s->nears[i] = t->letters < t->len ? 0 : (uint8_t)lexicon_similar(
	    s->lex, t->text, t->len, DISTANCE_MAX, s->near[i], SCAN_NEAR);
}

/* Whether token i is exactly a word of a kelurahan's name. */
static bool
is_place_word(const struct scan *s, int i)
{
	return s->nears[i] > 0 && s->near[i][0].distance == 0 &&
	    (lexicon_uses(s->lex, s->near[i][0].word) &
	    LEXICON_USE_PLACE) != 0;
}

/*
 * The word that some tokens are when joined.  Long names are known with an
 * error too: "tuak dun merah".
 */
static int
joined_word(const struct scan *s, const char *text, size_t len, bool place,
    int *distance)
{
	struct lexicon_near	near;
	int			w = word_of(s, text, len);

	*distance = 0;
	if (w != LEXICON_NONE)
		return (lexicon_uses(s->lex, w) & ~LEXICON_USE_ORDINARY) == 0 ?
		    LEXICON_NONE : w;
	if (!place || len < JOINED_LONG ||
	    lexicon_similar(s->lex, text, len, 1, &near, 1) == 0 ||
	    near.distance > 1 ||
	    lexicon_uses(s->lex, near.word) != LEXICON_USE_PLACE)
		return LEXICON_NONE;
	*distance = near.distance;
	return near.word;
}

/* A word that was written in pieces: "l l b k", "batu plat", "ku anino". */
static void
find_joined(struct scan *s, int i)
{
	char	text[TOKEN_SIZE];
	size_t	len = 0;
	int	j, w, distance;
	bool	single, place = false;

	s->joined[i] = LEXICON_NONE;
	s->joined_distance[i] = 0;
	single = s->token[i].len == 1;
	for (j = i; j < s->count && j < i + JOIN_MAX; j++) {
		if (len + s->token[j].len >= sizeof text ||
		    s->token[j].digits ||
		    (j > i && s->token[j].before == BREAK_COMMA) ||
		    (j > i + 2 && !single) ||
		    (single && s->token[j].len != 1) ||
		    (!single && j > i &&
		    s->token[j].before == BREAK_SENTENCE))
			break;
		memcpy(text + len, s->token[j].text, s->token[j].len);
		len += s->token[j].len;
		place = place || is_place_word(s, j);
		if (j == i || len < (single ? 3u : 5u))
			continue;
		w = joined_word(s, text, len, place, &distance);
		if (w == LEXICON_NONE || (s->joined[i] != LEXICON_NONE &&
		    distance > s->joined_distance[i]))
			continue;
		s->joined[i] = w;
		s->joined_end[i] = (uint8_t)(j + 1);
		s->joined_distance[i] = (uint8_t)distance;
	}
}

static void
add_hits(struct scan *s, int node, int start, int end, int distance, bool gap)
{
	int	e;

	for (e = lexicon_first(s->lex, node); e != LEXICON_NONE;
	    e = lexicon_entry(s->lex, e)->next) {
		if (s->hits == SCAN_HITS)
			return;
		s->hit[s->hits++] = (struct hit){ .entry = e,
		    .start = (uint8_t)start, .end = (uint8_t)end,
		    .distance = (uint8_t)distance, .gap = gap };
	}
}

static void	walk(struct scan *, int, int, int, int, bool);

/* Go on from a node by one word. */
static void
follow(struct scan *s, int node, int word, int start, int next, int distance,
    bool gap)
{
	int	to = lexicon_step(s->lex, node, word);

	if (to == LEXICON_NONE || distance > HIT_DISTANCE)
		return;
	add_hits(s, to, start, next, distance, gap);
	walk(s, to, start, next, distance, gap);
}

/* Follow phrases from a node by the tokens from at on. */
static void
walk(struct scan *s, int node, int start, int at, int distance, bool gap)
{
	int	i, skip, behind;

	if (at >= s->count)
		return;
	for (i = 0; i < s->nears[at]; i++)
		follow(s, node, s->near[at][i].word, start, at + 1,
		    distance + s->near[at][i].distance, gap);
	if (s->joined[at] != LEXICON_NONE)
		follow(s, node, s->joined[at], start, s->joined_end[at],
		    distance + s->joined_distance[at], gap);
	behind = lexicon_gap(s->lex, node);
	if (behind == LEXICON_NONE)
		return;
	for (skip = 0; skip <= SCAN_GAP && at + skip < s->count; skip++) {
		if (s->token[at + skip].before == BREAK_SENTENCE)
			return;
		walk(s, behind, start, at + skip, distance, true);
	}
}

/*
 * Whether the first or last word of a match with a gap is in a name or in a
 * phrase that says nothing.
 */
static bool
is_in_name(const struct scan *s, const struct hit *name, const struct hit *h)
{
	const struct lexicon_entry	*e = scan_entry(s, name);

	return h->gap && !name->gap && name->end - name->start > 1 &&
	    (e->kind == LEXICON_KELURAHAN || (e->kind == LEXICON_LIST &&
	    e->index == CONF_WORDS_NEUTRAL)) &&
	    ((name->start <= h->start && h->start < name->end) ||
	    (name->start < h->end && h->end <= name->end));
}

/* Whether a longer match makes another one void: "lampu merah" "merah". */
static bool
covers(const struct scan *s, const struct hit *longer, const struct hit *h)
{
	const struct lexicon_entry	*e;

	if (is_in_name(s, longer, h))
		return true;
	if (longer->gap || longer->start > h->start || longer->end < h->end ||
	    longer->end - longer->start <= h->end - h->start ||
	    longer->distance > h->distance + 1)
		return false;
	e = scan_entry(s, longer);
	if (e->kind == LEXICON_LIST && e->index >= CONF_WORDS_FREE_FIRST &&
	    e->index <= CONF_WORDS_FREE_LAST)
		return false;
	/* A stem is no name, and small words say nothing of others. */
	return e->kind != LEXICON_STEM && (e->kind != LEXICON_LIST ||
	    e->index == CONF_WORDS_NEUTRAL ||
	    scan_entry(s, h)->kind == LEXICON_LIST);
}

static void
find_covered(struct scan *s)
{
	int	i, j;

	for (i = 0; i < s->hits; i++)
		for (j = 0; j < s->hits && !s->hit[i].covered; j++)
			s->hit[i].covered = covers(s, &s->hit[j], &s->hit[i]);
}

/* Put token i into a list. */
void
scan_mark(struct scan *s, int i, int list)
{
	s->mark[i][list / 64] |= UINT64_C(1) << list % 64;
}

/* Mark the tokens with the lists that the hits say they are in. */
static void
find_marks(struct scan *s)
{
	const struct lexicon_entry	*e;
	const struct hit		*h;
	int				 i, t;

	memset(s->mark, 0, (size_t)s->count * sizeof s->mark[0]);
	for (i = 0; i < s->hits; i++) {
		h = &s->hit[i];
		e = scan_entry(s, h);
		if (e->kind != LEXICON_LIST || h->covered || h->gap)
			continue;
		for (t = h->start; t < h->end; t++)
			scan_mark(s, t, e->index);
	}
}

/* Whether a token is an abbreviation that takes a full stop: "kel." */
static bool
is_abbreviation(const struct scan *s, const struct token *t)
{
	static const enum conf_words lists[] = { CONF_WORDS_VILLAGE,
	    CONF_WORDS_DISTRICT, CONF_WORDS_STREET, CONF_WORDS_NUMBER,
	    CONF_WORDS_HOUSE };
	int	w = word_of(s, t->text, t->len);
	size_t	k;

	for (k = 0; w != LEXICON_NONE && t->len <= ABBREVIATION_MAX &&
	    k < sizeof lists / sizeof lists[0]; k++)
		if (lexicon_in_list(s->lex, w, lists[k]))
			return true;
	return false;
}

/* The full stop of an abbreviation ends no sentence. */
static void
mend_breaks(struct scan *s)
{
	int	i;

	for (i = 1; i < s->count; i++)
		if (s->token[i].before == BREAK_SENTENCE &&
		    s->text[s->token[i - 1].end] == '.' &&
		    is_abbreviation(s, &s->token[i - 1]))
			s->token[i].before = BREAK_NONE;
}

/*
 * Find all that a clean text matches.  The scan borrows the lexicon and the
 * text; nothing is allocated.
 */
void
scan_text(struct scan *s, const struct lexicon *lex, const char *text)
{
	struct token	raw[TOKENS_MAX];
	int		count = token_split(text, raw, TOKENS_MAX), i;

	s->lex = lex;
	s->text = text;
	s->count = 0;
	s->hits = 0;
	for (i = 0; i < count; i++)
		expand(s, &raw[i]);
	mend_breaks(s);
	for (i = 0; i < s->count; i++)
		find_near(s, i);
	for (i = 0; i < s->count; i++)
		find_joined(s, i);
	for (i = 0; i < s->count; i++)
		walk(s, LEXICON_ROOT, i, i, 0, false);
	find_covered(s);
	find_marks(s);
}

/* Whether token i, which may be beyond the text, is in a list. */
bool
scan_is(const struct scan *s, int i, int list)
{
	return i >= 0 && i < s->count &&
	    (s->mark[i][list / 64] >> list % 64 & 1) != 0;
}

/* The entry that a hit is of. */
const struct lexicon_entry *
scan_entry(const struct scan *s, const struct hit *h)
{
	return lexicon_entry(s->lex, h->entry);
}

/* Whether token i is a word of the lexicon, if with errors. */
bool
scan_is_known(const struct scan *s, int i)
{
	return s->nears[i] > 0 || s->joined[i] != LEXICON_NONE;
}
