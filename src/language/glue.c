/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * glue - a text that was typed without a space, cut into its words.
 *
 * This file alone knows what a cut is worth: of all ways to cut, the one is
 * taken whose words are the fewest and tell the most.
 */

#include <string.h>

#include "language/glue.h"
#include "language/token.h"

#define WORD_LONGEST	18	/* letters */
#define WORD_SHORTEST	2

/* What a word costs; an unknown letter costs more than a long word. */
#define COST_TELLING	5
#define COST_SMALL	8	/* "di", "dan" */
#define COST_ORDINARY	9
#define COST_SHORT	4	/* on top, of two letters */
#define COST_LETTER	7

#define TELLING_MIN	3	/* letters of a word that tells something */
#define UNKNOWN_SHARE	4	/* at most one letter in so many is unknown */

/* The cheapest way to cut what stands before each letter. */
struct cut {
	int	cost;
	uint8_t	from;		/* where the last word begins */
	uint8_t	telling;	/* words that tell something */
	uint8_t	unknown;	/* letters that are in no word */
	bool	stray;		/* the last is no word */
};

/* What a piece costs as a word, 0 if it is none. */
static int
word_cost(const struct lexicon *lex, const char *text, size_t len,
    bool *telling)
{
	int	w = lexicon_word(lex, text, len);

	*telling = false;
	if (w != LEXICON_NONE) {
		*telling = len >= TELLING_MIN && (lexicon_uses(lex, w) &
		    (LEXICON_USE_PLACE | LEXICON_USE_TOPIC)) != 0;
		return (*telling ? COST_TELLING : COST_SMALL) +
		    (len == WORD_SHORTEST ? COST_SHORT : 0);
	}
	if (len <= WORD_SHORTEST || !lexicon_is_ordinary(lex, text, len))
		return 0;
	return COST_ORDINARY + (len == 3 ? COST_SHORT : 0);
}

static void
try_word(const struct lexicon *lex, const char *text, struct cut *cut,
    size_t from, size_t to)
{
	bool	telling;
	int	cost = word_cost(lex, text + from, to - from, &telling);

	if (cost == 0 || cut[from].cost + cost >= cut[to].cost)
		return;
	cut[to] = (struct cut){ .cost = cut[from].cost + cost,
	    .from = (uint8_t)from, .unknown = cut[from].unknown,
	    .telling = (uint8_t)(cut[from].telling + telling) };
}

/* One letter more that is in no word; such letters stay together. */
static void
pass_letter(struct cut *cut, size_t to)
{
	const struct cut	*was = &cut[to - 1];

	cut[to] = *was;
	cut[to].cost += COST_LETTER;
	cut[to].unknown++;
	cut[to].stray = true;
	if (!was->stray)
		cut[to].from = (uint8_t)(to - 1);
}

/*
 * Cut a run of small letters into words: where each ends, in cuts, which has
 * room for one to a letter.  Returns how many words, 0 if it is rather one
 * that nobody knows, or fewer than so many tell something.
 */
int
glue_cut(const struct lexicon *lex, const char *text, size_t len, int telling,
    uint8_t *cuts)
{
	struct cut	cut[UINT8_MAX + 1] = { { 0 } };
	size_t		to, from;
	int		n = 0, i;

	if (len > UINT8_MAX)
		return 0;
	for (to = 1; to <= len; to++) {
		pass_letter(cut, to);
		from = to > WORD_LONGEST ? to - WORD_LONGEST : 0;
		for (; from + WORD_SHORTEST <= to; from++)
			try_word(lex, text, cut, from, to);
	}
	if (cut[len].telling < telling ||
	    cut[len].unknown * UNKNOWN_SHARE > (int)len)
		return 0;
	for (to = len; to > 0; to = cut[to].from)
		cuts[n++] = (uint8_t)to;
	for (i = 0; i < n / 2; i++) {
		to = cuts[i];
		cuts[i] = cuts[n - 1 - i];
		cuts[n - 1 - i] = (uint8_t)to;
	}
	return n;
}

/* The same, of words of which at least two tell something. */
int
glue_split(const struct lexicon *lex, const char *text, size_t len,
    uint8_t *cuts)
{
	return glue_cut(lex, text, len, 2, cuts);
}
