/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * distance - how far a typed word is from the one that was meant.
 *
 * This file alone says how many typing errors a word of some length may
 * have, and what a word is that was typed without its vowels.
 */

#include <string.h>

#include "language/distance.h"
#include "language/token.h"

#define SKELETON_MIN	3	/* consonants that tell a word */

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

/* Typing errors that a word of so many bytes may have: short ones none. */
int
distance_allowed(size_t len)
{
	return len <= 3 ? 0 : len <= 7 ? 1 : DISTANCE_MAX;
}

static int
least(int a, int b)
{
	return a < b ? a : b;
}

/* What it costs to leave a character out, or to put another for it. */
static int
edit_cost(char c)
{
	return is_digit(c) ? DISTANCE_MAX + 1 : 1;
}

/*
 * Errors between two words: a letter missing, too many, wrong, or swapped
 * with its neighbour (Damerau-Levenshtein, no place edited twice).  A digit
 * is never an error.  Beyond DISTANCE_MAX it is DISTANCE_MAX + 1.
 */
int
distance_between(const char *a, size_t alen, const char *b, size_t blen)
{
	int	row[3][TOKEN_SIZE + 1], *here, *up, *upup, cost, low;
	size_t	i, j;

	if (alen > TOKEN_SIZE || blen > TOKEN_SIZE ||
	    alen > blen + DISTANCE_MAX || blen > alen + DISTANCE_MAX)
		return DISTANCE_MAX + 1;
	for (j = 0; j <= blen; j++)
		row[0][j] = (int)j;
	for (i = 1; i <= alen; i++) {
		here = row[i % 3];
		up = row[(i + 2) % 3];
		upup = row[(i + 1) % 3];
		here[0] = low = (int)i;
		for (j = 1; j <= blen; j++) {
			cost = a[i - 1] == b[j - 1] ? 0 :
			    edit_cost(is_digit(a[i - 1]) ? a[i - 1] :
			    b[j - 1]);
			here[j] = least(least(up[j] + edit_cost(a[i - 1]),
			    here[j - 1] + edit_cost(b[j - 1])),
			    up[j - 1] + cost);
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] &&
			    a[i - 2] == b[j - 1])
				here[j] = least(here[j], upup[j - 2] + 1);
			low = least(low, here[j]);
		}
		if (low > DISTANCE_MAX)
			return DISTANCE_MAX + 1;
	}
	return least(row[alen % 3][blen], DISTANCE_MAX + 1);
}

/*
 * The consonants of a word, its first letter kept in any case, doubles once.
 * Returns their number, 0 if they are too few to tell the word.
 */
size_t
distance_skeleton(char *dst, size_t size, const char *word, size_t len)
{
	size_t	i, n = 0;

	for (i = 0; i < len && n + 1 < size; i++) {
		if (is_digit(word[i]))
			return 0;
		if (i > 0 && (is_vowel(word[i]) || word[i] == word[i - 1]))
			continue;
		dst[n++] = word[i];
	}
	dst[n] = '\0';
	return n >= SKELETON_MIN ? n : 0;
}

/*
 * Whether a typed word is another with vowels left out: "kbakrn" for
 * "kebakaran".  Both are known to have the same skeleton.
 */
bool
distance_is_skeleton(const char *typed, size_t len, const char *word,
    size_t wlen)
{
	size_t	i, at = 0;

	if (len >= wlen)
		return false;
	for (i = 0; i < wlen && at < len; i++)
		if (typed[at] == word[i])
			at++;
	return at == len;
}
