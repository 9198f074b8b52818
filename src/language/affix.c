/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * affix - what a word may be without its affixes.
 *
 * This file alone knows the prefixes and endings of Indonesian and of Kupang
 * Malay, and which first letter of a stem a nasal prefix swallows.
 */

#include <stdbool.h>
#include <string.h>

#include "language/affix.h"

/* Prefixes; a stem keeps at least so many letters, and may have lost one. */
static const struct prefix {
	const char	*text;
	size_t		 least;
	char		 lost;		/* before a vowel; 0: none */
	bool		 swallows;	/* that letter in any case */
} prefixes[] = {
	{ "meng", 3, 'k', false }, { "meny", 3, 's', false },
	{ "mem", 3, 'p', false }, { "men", 3, 't', false },
	{ "me", 4, 0, false }, { "mang", 3, 'k', false },
	{ "many", 3, 's', false }, { "mam", 3, 'p', false },
	{ "man", 3, 't', false }, { "ma", 4, 0, false },
	{ "peng", 3, 'k', false }, { "peny", 3, 's', false },
	{ "pem", 3, 'p', false }, { "pen", 3, 't', false },
	{ "per", 4, 0, false }, { "pe", 4, 0, false },
	{ "ng", 4, 'k', false }, { "ny", 4, 's', true },
	{ "ber", 4, 0, false }, { "bar", 4, 0, false },
	{ "ba", 4, 0, false }, { "ter", 4, 0, false },
	{ "ta", 4, 0, false }, { "di", 3, 0, false },
	{ "ke", 4, 0, false }, { "ka", 5, 0, false },
};

/* Endings, with the letters that a stem keeps. */
static const struct ending {
	const char	*text;
	size_t		 least;
} endings[] = {
	{ "nya", 3 }, { "ny", 4 }, { "lah", 4 }, { "kah", 4 }, { "pun", 4 },
	{ "kan", 4 }, { "an", 4 }, { "i", 4 }, { "ku", 4 }, { "mu", 4 },
};

static bool
is_vowel(char c)
{
	return c != '\0' && strchr("aeiou", c) != NULL;
}

static void
add(struct affix_forms *f, char lost, const char *text, size_t len)
{
	char	*form = f->form[f->count];
	size_t	 n = 0;

	if (f->count == AFFIX_FORMS ||
	    len + (lost != 0) + 1 > TOKEN_SIZE)
		return;
	if (lost != 0)
		form[n++] = lost;
	memcpy(form + n, text, len);
	form[n + len] = '\0';
	f->len[f->count++] = n + len;
}

static void
strip_prefixes(struct affix_forms *f, int which)
{
	const char	*text = f->form[which];
	size_t		 len = f->len[which], n, i;

	for (i = 0; i < sizeof prefixes / sizeof prefixes[0]; i++) {
		if (text[0] != prefixes[i].text[0])
			continue;
		n = strlen(prefixes[i].text);
		if (len < n + prefixes[i].least ||
		    memcmp(text, prefixes[i].text, n) != 0)
			continue;
		if (!prefixes[i].swallows)
			add(f, 0, text + n, len - n);
		if (prefixes[i].lost != 0 && is_vowel(text[n]))
			add(f, prefixes[i].lost, text + n, len - n);
	}
}

static void
strip_endings(struct affix_forms *f, int which)
{
	const char	*text = f->form[which];
	size_t		 len = f->len[which], n, i;

	for (i = 0; i < sizeof endings / sizeof endings[0]; i++) {
		n = strlen(endings[i].text);
		if (len >= n + endings[i].least &&
		    memcmp(text + len - n, endings[i].text, n) == 0)
			add(f, 0, text, len - n);
	}
}

/*
 * All that a folded word may be without one ending, or two, and without a
 * prefix.  No word list is asked: the caller knows which of them is a word.
 */
void
affix_strip(const char *text, size_t len, struct affix_forms *f)
{
	int	i, whole;

	f->count = 0;
	if (len + 1 > TOKEN_SIZE)
		return;
	add(f, 0, text, len);
	strip_endings(f, 0);
	whole = f->count;
	for (i = 1; i < whole; i++)	/* -kannya, -annya */
		if (f->len[i] + 3 == len)
			strip_endings(f, i);
	whole = f->count;
	for (i = 0; i < whole; i++)
		strip_prefixes(f, i);
}
