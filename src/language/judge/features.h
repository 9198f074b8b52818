/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FEATURES_H
#define FEATURES_H

#include <stdint.h>

struct view;

/*
 * What the judge hears of a text.  Features are numbers of 18 bits, hashes
 * of what they are: of words, of pieces of words, and of signs (what the
 * evidence says, "LAPOR was said").  What the lexicon says of one category
 * is apart, as bits that mean the same for each category.
 */
#define FEATURES_BITS		18
#define FEATURES_WORDS		512	/* words and pairs of words */
#define FEATURES_PIECES		2048	/* of 3 to 5 letters */
#define FEATURES_SIGNS		96
#define FEATURES_LEANS		64	/* categories of a city */
#define FEATURES_NAME		64	/* bytes of a name and NUL */

#define LEANS(X)							\
	X(EXACT_8,	"a word of weight 8 or more")			\
	X(EXACT_5,	"a word of weight 5 to 7")			\
	X(EXACT_3,	"a word of weight 3 or 4")			\
	X(EXACT_1,	"a word of weight 1 or 2")			\
	X(SLIP_8,	"a slip of a word of weight 8 or more")		\
	X(SLIP_1,	"a slip of a lighter word")			\
	X(SEVERAL,	"several words")				\
	X(PHRASE,	"several words in a row")			\
	X(SURE,		"the lexicon is sure of it")			\
	X(DOUBT,	"one of those that the lexicon doubts between")	\
	X(SECOND,	"the runner-up of the lexicon")			\
	X(ANOTHER,	"told as a further problem")			\
	X(SCORE_36,	"lexicon score 3.6 or more")			\
	X(SCORE_75,	"lexicon score 7.5 or more")			\
	X(SCORE_100,	"lexicon score 10 or more")			\
	X(NAMED,	"named right behind LAPOR")

enum lean {
#define X(name, text)	LEAN_##name,
	LEANS(X)
#undef X
	LEAN_COUNT
};

struct features {
	int	 words, pieces, signs, leans;
	uint32_t word[FEATURES_WORDS];
	uint32_t piece[FEATURES_PIECES];
	uint32_t sign[FEATURES_SIGNS];
	uint8_t	 category[FEATURES_LEANS];	/* of the city */
	uint16_t lean[FEATURES_LEANS];		/* bits of enum lean */
};

/* What the features of a text at hand are called, in the same order. */
struct feature_names {
	char	word[FEATURES_WORDS][FEATURES_NAME];
	char	piece[FEATURES_PIECES][FEATURES_NAME];
	char	sign[FEATURES_SIGNS][FEATURES_NAME];
};

void		 features_find(const struct view *, struct features *,
		    struct feature_names *);
uint32_t	 features_sign(const char *);
const char	*features_lean_name(enum lean);

#endif
