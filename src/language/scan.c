/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * scan - all entries of the lexicon that a text matches.
 *
 * This file alone knows what the tokens of a text may be: words, words with
 * errors, words written in pieces, and the phrases that they make.
 */

#include <string.h>

#include "conf/city.h"
#include "language/distance.h"
#include "language/pieces.h"
#include "language/scan.h"

#define JOINED_LONG	9	/* letters of a name known with an error */
#define PIECE_MIN	3	/* letters of each of its pieces */
#define JOIN_MAX	12	/* letters of a word written l i k e this */
#define ABBREVIATION_MAX 3	/* letters: "kel.", "jl.", "no." */
#define HIT_DISTANCE	2	/* errors in all words of one hit */

_Static_assert(CONF_WORDS_COUNT <= 64 * SCAN_MARKS,
    "a mark has one bit for each list");

static int
word_of(const struct scan *s, const char *text, size_t len)
{
	return lexicon_word(s->lex, text, len);
}

/* What one token may be: itself, or the nearest words. */
static void
find_near(struct scan *s, int i)
{
	const struct token	*t = &s->token[i];
	int			 w = word_of(s, t->text, t->len);

	s->ordinary[i] = false;
	if (w != LEXICON_NONE) {
		s->near[i][0] = (struct lexicon_near){ .word = w };
		s->nears[i] = 1;
		return;
	}
	s->nears[i] = 0;
	if (t->letters < t->len)
		return;
	s->ordinary[i] = lexicon_is_ordinary(s->lex, t->text, t->len);
	if (!s->ordinary[i])
		s->nears[i] = (uint8_t)lexicon_similar(s->lex, t->text,
		    t->len, DISTANCE_MAX, s->near[i], SCAN_NEAR);
}

/* Whether token i by itself is exactly in a list. */
static bool
is_in_list(const struct scan *s, int i, int list)
{
	return i < s->count && s->nears[i] > 0 &&
	    s->near[i][0].distance == 0 &&
	    lexicon_in_list(s->lex, s->near[i][0].word, list);
}

/* Whether token i is a word as it stands, and no part of a name. */
static bool
is_word_itself(const struct scan *s, int i)
{
	return s->ordinary[i] || (s->nears[i] > 0 &&
	    s->near[i][0].distance == 0 && (lexicon_uses(s->lex,
	    s->near[i][0].word) & LEXICON_USE_PLACE) == 0);
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
 * error too, "tuak dun merah", where no token is a word of its own or so
 * short that it may be a number.
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
	bool	single, place = false, broken = false;

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
		broken = broken || is_word_itself(s, j) ||
		    s->token[j].len < PIECE_MIN;
		if (j == i || len < (single ? 3u : 5u))
			continue;
		w = joined_word(s, text, len, place && !broken, &distance);
		if (w == LEXICON_NONE || (s->joined[i] != LEXICON_NONE &&
		    distance > s->joined_distance[i]))
			continue;
		s->joined[i] = w;
		s->joined_end[i] = (uint8_t)(j + 1);
		s->joined_distance[i] = (uint8_t)distance;
	}
}

/*
 * Whether token i is a number that counts the time behind it and belongs to
 * no name: "naikoten dua hari".  "naikoten 2 hari ini" may be either.
 */
static bool
counts_time(const struct scan *s, int i)
{
	return i + 1 < s->count && scan_is_number(s, i) &&
	    s->token[i + 1].before < BREAK_COMMA &&
	    is_in_list(s, i + 1, CONF_WORDS_SPAN) &&
	    !is_in_list(s, i + 2, CONF_WORDS_THIS);
}

/* Whether tokens [start, end) are the name of a place as an entry has it. */
static bool
is_name(const struct scan *s, int e, int start, int end)
{
	return lexicon_entry(s->lex, e)->kind != LEXICON_KELURAHAN ||
	    end - start < 2 || !counts_time(s, end - 1);
}

static void
add_hits(struct scan *s, int node, int start, int end, int distance, bool gap)
{
	int	e;

	for (e = lexicon_first(s->lex, node); e != LEXICON_NONE;
	    e = lexicon_entry(s->lex, e)->next) {
		if (s->hits == SCAN_HITS)
			return;
		if (!is_name(s, e, start, end))
			continue;
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

/* Whether a list's phrase says nothing of its words by themselves. */
static bool
silences(const struct lexicon_entry *e)
{
	return e->kind == LEXICON_LIST && (e->index == CONF_WORDS_NEUTRAL ||
	    e->index == CONF_WORDS_OUTSIDE);
}

/*
 * Whether the first or last word of a match that has a gap or more errors is
 * in a name or in a phrase that says nothing.
 */
static bool
is_in_name(const struct scan *s, const struct hit *name, const struct hit *h)
{
	const struct lexicon_entry	*e = scan_entry(s, name);

	if (!h->gap && h->distance <= name->distance)
		return false;
	return !name->gap && name->end - name->start > 1 &&
	    (e->kind == LEXICON_KELURAHAN || silences(e)) &&
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
	    silences(e) || scan_entry(s, h)->kind == LEXICON_LIST);
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
		pieces_push(s, &raw[i]);
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

/* Whether token i is a number, in digits or spelt. */
bool
scan_is_number(const struct scan *s, int i)
{
	const char	*first;

	if (i < 0 || i >= s->count)
		return false;
	if (s->token[i].digits)
		return true;
	if (s->nears[i] == 0 || s->near[i][0].distance > 0)
		return false;
	first = lexicon_spelling(s->lex, s->near[i][0].word);
	return *first >= '0' && *first <= '9';
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
