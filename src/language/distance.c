/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * distance - how far a typed word is from the one that was meant.
 *
 * This file alone says how many typing errors a word of some length may
 * have, what each is worth on a keypad, and what a word is that was typed
 * without its vowels.
 */

#include <string.h>

#include "language/distance.h"
#include "language/token.h"

#define TWO_MIN		7	/* letters of a word that may have two errors;
				   in so many, two slips only */
#define SKELETON_MIN	3	/* consonants that tell a word */

/* What one error costs, in tenths of a usual one. */
#define COST_KEYPAD	5	/* a slip of the thumb */
#define COST_USUAL	10
#define COST_HEAD	20	/* another sound at the beginning */
#define COST_NEVER	100	/* a digit */

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
	return len <= 3 ? 0 : len < TWO_MIN ? 1 : DISTANCE_MAX;
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

/* Whether two letters are beside each other on a keyboard, or on one key. */
static bool
are_neighbours(char a, char b)
{
	/* For each letter those around it, and those of its key on a phone. */
	static const char *const around[26] = {
		"qwszbc", "vghnac", "xdfvab", "serfcxe", "wsdrdf", "drtgvcde",
		"ftyhbvhi", "gyujnbgi", "ujkogh", "huikmnkl", "jiolmjl",
		"kopjk", "njkno", "bhjmmo", "iklpmn", "olqrs", "wapsr",
		"edftpqs", "awedxzpqr", "rfgyuv", "yhjitv", "cfgbtu",
		"qasexyz", "zsdcwyz", "tghuwxz", "asxwy"
	};

	return a >= 'a' && a <= 'z' && b != '\0' &&
	    strchr(around[a - 'a'], b) != NULL;
}

/* Letters that people write for each other by ear: "f" for "v". */
static bool
sound_alike(char a, char b)
{
	static const char	*const pairs[] = { "fv", "pf", "vp", "bp",
	    "dt", "gk", "sz", "cj", "kq", "yi", "wu", "jz" };
	size_t			 i;

	if (is_vowel(a) && is_vowel(b))
		return true;
	for (i = 0; i < sizeof pairs / sizeof pairs[0]; i++)
		if ((a == pairs[i][0] && b == pairs[i][1]) ||
		    (b == pairs[i][0] && a == pairs[i][1]))
			return true;
	return false;
}

/* What a letter of the word costs that was left out, or one too many. */
static int
gap_cost(const char *s, size_t i)
{
	if (is_digit(s[i]))
		return COST_NEVER;
	if (i > 0 && s[i] == s[i - 1])
		return COST_KEYPAD;
	return i > 0 && (is_vowel(s[i]) || s[i] == 'h') ? COST_KEYPAD :
	    COST_USUAL;
}

static int
change_cost(char a, char b, bool head)
{
	if (a == b)
		return 0;
	if (is_digit(a) || is_digit(b))
		return COST_NEVER;
	if (are_neighbours(a, b) || sound_alike(a, b))
		return head ? COST_USUAL : COST_KEYPAD;
	return head ? COST_HEAD : COST_USUAL;
}

/*
 * What the errors between a typed word and the one that was meant cost, in
 * tenths of a usual error: the slips of a keypad cost little, another sound
 * at the beginning much.
 */
int
distance_cost(const char *typed, size_t tlen, const char *word, size_t wlen)
{
	int	row[3][TOKEN_SIZE + 1], *here, *up, *upup;
	size_t	i, j;

	if (tlen > TOKEN_SIZE || wlen > TOKEN_SIZE)
		return COST_NEVER;
	row[0][0] = 0;
	for (j = 1; j <= wlen; j++)
		row[0][j] = row[0][j - 1] + gap_cost(word, j - 1);
	for (i = 1; i <= tlen; i++) {
		here = row[i % 3];
		up = row[(i + 2) % 3];
		upup = row[(i + 1) % 3];
		here[0] = up[0] + gap_cost(typed, i - 1);
		for (j = 1; j <= wlen; j++) {
			here[j] = least(least(up[j] + gap_cost(typed, i - 1),
			    here[j - 1] + gap_cost(word, j - 1)),
			    up[j - 1] + change_cost(typed[i - 1],
			    word[j - 1], i == 1 && j == 1));
			if (i > 1 && j > 1 && typed[i - 1] == word[j - 2] &&
			    typed[i - 2] == word[j - 1])
				here[j] = least(here[j], upup[j - 2] +
				    COST_KEYPAD);
		}
	}
	return row[tlen % 3][wlen];
}

/*
 * What the errors of a word of so many letters may cost in all.  A short word
 * has too many neighbours for more than a slip.
 */
int
distance_budget(size_t len)
{
	return len <= 3 ? 0 : len == 4 ? COST_KEYPAD : len <= TWO_MIN ?
	    COST_USUAL : COST_USUAL + 2 * COST_KEYPAD;
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
