/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * vocabulary - the ordinary words of the language, and all their forms.
 *
 * A word that is in it is no typing error of another.  This file alone knows
 * how Indonesian makes words of words: what stands before and behind a base,
 * and which of its letters melts into a prefix.
 */

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "language/token.h"
#include "language/vocabulary.h"

#define BASE_MIN	4	/* letters of a base whose forms are known */
#define SHORT_MIN	5	/* behind "se-" or the like; not di-, me- */
#define BARE_MIN	5	/* where it has a suffix, and no prefix */
#define SLOTS		(1u << 17)	/* room for three times the words */

struct vocabulary {
	uint64_t	slot[SLOTS];	/* digests of words; 0: free */
};

/*
 * What may stand before a base, what it may have eaten of it, and with which
 * letters the rest may begin; all if NULL.
 */
static const struct prefix {
	const char	*text, *eaten, *rest;
} prefixes[] = {
	{ "di", "", NULL },		{ "ke", "", NULL },
	{ "se", "", NULL },		{ "ter", "", NULL },
	{ "te", "r", NULL },		{ "ber", "", NULL },
	{ "be", "r", NULL },		{ "bel", "", "a" },
	{ "per", "", NULL },		{ "pe", "", NULL },
	{ "pem", "", "bfvp" },		{ "pem", "p", "aeiou" },
	{ "pen", "", "cdjzst" },	{ "pen", "t", "aeiou" },
	{ "peng", "", "aeioughk" },	{ "peng", "k", "aeiou" },
	{ "peny", "s", "aeiou" },	{ "penge", "", NULL },
	{ "me", "", "lrwymn" },		{ "mem", "", "bfvp" },
	{ "mem", "p", "aeiou" },	{ "men", "", "cdjzst" },
	{ "men", "t", "aeiou" },	{ "meng", "", "aeioughk" },
	{ "meng", "k", "aeiou" },	{ "meny", "s", "aeiou" },
	{ "menge", "", NULL },		{ "memper", "", NULL },
	{ "member", "", NULL },		{ "diper", "", NULL },
	{ "keber", "", NULL },		{ "keter", "", NULL },
	{ "seper", "", NULL },		{ "ng", "", "aeiou" },
	{ "ng", "k", "aeiou" },		{ "ny", "s", "aeiou" },
	{ "nge", "", NULL },		{ "ba", "", NULL },
	{ "ta", "", NULL },		{ "ka", "", NULL },
	{ "ma", "", NULL },		{ "man", "", "cdjzst" },
	{ "mang", "", "aeioughk" },	{ "mang", "k", "aeiou" },
	{ "many", "s", "aeiou" },	{ "mam", "", "bfvp" },
	{ "mam", "p", "aeiou" },	{ "pang", "", "aeioughk" },
};

/* What may stand behind: on its own, or behind another. */
static const char *const suffixes[] = { "kan", "an", "i" };
static const char *const particles[] = { "nya", "lah", "kah", "pun", "ku",
    "mu", "tah", "nyalah", "nyakah", "ny" };

static uint64_t
key_of(const char *text, size_t len)
{
	uint64_t	key = text_digest(text, len);

	return key == 0 ? 1 : key;
}

static size_t
slot_of(uint64_t key)
{
	return (size_t)(key ^ key >> 32) & (SLOTS - 1);
}

static void
add(struct vocabulary *v, const char *text, size_t len)
{
	uint64_t	key = key_of(text, len);
	size_t		i = slot_of(key);

	while (v->slot[i] != 0 && v->slot[i] != key)
		i = (i + 1) & (SLOTS - 1);
	v->slot[i] = key;
}

/* All the words that are shipped.  Never NULL. */
struct vocabulary *
vocabulary_new(void)
{
	struct vocabulary	*v = calloc(1, sizeof *v);
	const char *const	*words;
	const char		*at;
	size_t			 len;

	if (v == NULL)
		abort();
	for (words = vocabulary_words; *words != NULL; words++)
		for (at = *words; *at != '\0'; at += len + 1) {
			len = strcspn(at, "\n");
			add(v, at, len);
		}
	return v;
}

/* Free a vocabulary. */
void
vocabulary_free(struct vocabulary *v)
{
	free(v);
}

/* Whether a folded word is in the list as it stands. */
bool
vocabulary_has(const struct vocabulary *v, const char *text, size_t len)
{
	uint64_t	key = key_of(text, len);
	size_t		i = slot_of(key);

	while (v->slot[i] != 0) {
		if (v->slot[i] == key)
			return true;
		i = (i + 1) & (SLOTS - 1);
	}
	return false;
}

/* Whether a word is a base, or one with a suffix that is not too short. */
static bool
is_stem(const struct vocabulary *v, const char *text, size_t len, size_t base)
{
	size_t	i, n;

	if (len >= BASE_MIN && vocabulary_has(v, text, len))
		return true;
	for (i = 0; i < sizeof suffixes / sizeof suffixes[0]; i++) {
		n = strlen(suffixes[i]);
		if (len >= n + base && memcmp(text + len - n,
		    suffixes[i], n) == 0 && vocabulary_has(v, text, len - n))
			return true;
	}
	return false;
}

/* Whether a word is a prefix and a stem, perhaps less its first letter. */
static bool
is_prefixed(const struct vocabulary *v, const char *text, size_t len)
{
	char	stem[TOKEN_SIZE];
	size_t	i, n, eaten;

	for (i = 0; i < sizeof prefixes / sizeof prefixes[0]; i++) {
		n = strlen(prefixes[i].text);
		if (len < n + 3 || memcmp(text, prefixes[i].text, n) != 0 ||
		    (prefixes[i].rest != NULL &&
		    strchr(prefixes[i].rest, text[n]) == NULL))
			continue;
		eaten = strlen(prefixes[i].eaten);
		memcpy(stem, prefixes[i].eaten, eaten);
		memcpy(stem + eaten, text + n, len - n);
		if ((n > 2 || len - n + eaten >= SHORT_MIN ||
		    text[0] == 'd' || text[0] == 'm') &&
		    is_stem(v, stem, len - n + eaten, BASE_MIN))
			return true;
	}
	return false;
}

static bool
is_formed(const struct vocabulary *v, const char *text, size_t len)
{
	return is_stem(v, text, len, BARE_MIN) || is_prefixed(v, text, len);
}

/*
 * Whether a folded word is in the list or is a form of one that is: with
 * affixes, and with what is written to the end of a word.
 */
bool
vocabulary_forms(const struct vocabulary *v, const char *text, size_t len)
{
	size_t	i, n;

	if (len >= TOKEN_SIZE - 1)
		return false;
	if (vocabulary_has(v, text, len) || is_formed(v, text, len))
		return true;
	for (i = 0; i < sizeof particles / sizeof particles[0]; i++) {
		n = strlen(particles[i]);
		if (len > n + 3 && memcmp(text + len - n, particles[i],
		    n) == 0 && (vocabulary_has(v, text, len - n) ||
		    is_formed(v, text, len - n)))
			return true;
	}
	return false;
}
