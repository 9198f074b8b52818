/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * token - the words of a message, each with its place in the original.
 *
 * This file alone decides what ends a word and what a break between two
 * words means: nothing, a comma, or the end of a sentence.
 */

#include <string.h>

#include <utf8proc.h>

#include "base/text.h"
#include "language/token.h"

/* What is between the tokens, as the walk sees it. */
struct gap {
	enum token_break	 before;
	bool			 hash;
};

static bool
is_ascii_alnum(unsigned char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9');
}

/* Bytes of a character that belongs to a word, 0 if it does not. */
static size_t
word_char(const char *s)
{
	utf8proc_int32_t	point;
	utf8proc_category_t	c;
	utf8proc_ssize_t	n;

	if ((unsigned char)*s < 0x80)
		return is_ascii_alnum((unsigned char)*s);
	n = utf8proc_iterate((const utf8proc_uint8_t *)s, -1, &point);
	if (n <= 0)
		return 0;
	c = utf8proc_category(point);
	return (c >= UTF8PROC_CATEGORY_LU && c <= UTF8PROC_CATEGORY_NO) ?
	    (size_t)n : 0;
}

/* Bytes of an apostrophe between two letters, as in ma'af; else 0. */
static size_t
inner_apostrophe(const char *s)
{
	size_t	n = 0;

	if (*s == '\'')
		n = 1;
	else if (strncmp(s, "\xE2\x80\x99", 3) == 0)
		n = 3;
	return n > 0 && is_ascii_alnum((unsigned char)s[n]) ? n : 0;
}

/*
 * The digit that a character of any script is, or -1: Unicode keeps them in
 * order, ten by ten.
 */
static int
digit_of(const char *s, size_t n)
{
	utf8proc_int32_t	point, first;

	if (utf8proc_iterate((const utf8proc_uint8_t *)s, (utf8proc_ssize_t)n,
	    &point) <= 0 || utf8proc_category(point) != UTF8PROC_CATEGORY_ND)
		return -1;
	for (first = point; utf8proc_category(first - 1) ==
	    UTF8PROC_CATEGORY_ND; first--)
		;
	return (int)((point - first) % 10);
}

/* Add one character, folded, to a token while it has room. */
static void
add_char(struct token *t, const char *s, size_t n)
{
	char	one[5], folded[TOKEN_SIZE];
	size_t	len;

	if ((unsigned char)*s < 0x80) {
		folded[0] = *s >= 'A' && *s <= 'Z' ? (char)(*s + 32) : *s;
		len = 1;
	} else if (digit_of(s, n) != -1) {
		folded[0] = (char)('0' + digit_of(s, n));
		len = 1;
	} else {
		memcpy(one, s, n);
		one[n] = '\0';
		len = text_fold(folded, sizeof folded, one);
	}
	if (t->len + len >= TOKEN_SIZE)
		return;
	memcpy(t->text + t->len, folded, len);
	t->len = (uint8_t)(t->len + len);
	t->text[t->len] = '\0';
}

static void
classify(struct token *t)
{
	uint8_t	i;

	for (i = 0; i < t->len && (t->text[i] < '0' || t->text[i] > '9'); i++)
		;
	t->letters = i;
	t->digits = t->len > 0;
	for (i = 0; i < t->len; i++)
		if (t->text[i] < '0' || t->text[i] > '9')
			t->digits = false;
}

/* Give a token another folded text; its place stays. */
void
token_set(struct token *t, const char *text, size_t len)
{
	if (len >= TOKEN_SIZE)
		len = TOKEN_SIZE - 1;
	memmove(t->text, text, len);
	t->text[len] = '\0';
	t->len = (uint8_t)len;
	classify(t);
}

/* One byte that is in no word. */
static void
see_gap(struct gap *gap, char c, bool first)
{
	enum token_break	seen = BREAK_NONE;

	gap->hash = c == '#';
	if (c != '\0' && strchr(".!?\n", c) != NULL)
		seen = BREAK_SENTENCE;
	else if (c != '\0' && strchr(",;:()\"/#", c) != NULL)
		seen = BREAK_COMMA;
	else if (c == '-' && first)
		seen = BREAK_JOINED;
	if (seen > gap->before)
		gap->before = seen;
}

static bool
is_ascii_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* "2145c3": a code written to a ticket, at p, is a word of its own. */
static bool
is_glued_code(const struct token *t, const char *p)
{
	uint8_t	i;

	if (t->len < 3 || !((*p >= 'a' && *p <= 'z') ||
	    (*p >= 'A' && *p <= 'Z')) || !is_ascii_digit(p[1]) ||
	    word_char(p + 2) != 0)
		return false;
	for (i = 0; i < t->len; i++)
		if (!is_ascii_digit(t->text[i]))
			return false;
	return true;
}

/*
 * Split a clean text into at most max tokens; returns how many.  A text is
 * read up to TEXT_MAX_BYTES.
 */
int
token_split(const char *text, struct token *token, int max)
{
	struct gap	 gap = { BREAK_SENTENCE, false };
	struct token	*t;
	size_t		 at = 0, n;
	int		 count = 0;
	bool		 first = true;

	while (text[at] != '\0' && at < TEXT_MAX_BYTES && count < max) {
		if ((n = word_char(text + at)) == 0) {
			see_gap(&gap, text[at++], first);
			first = false;
			continue;
		}
		t = &token[count++];
		*t = (struct token){ .start = (uint16_t)at,
		    .before = gap.before, .hash = gap.hash };
		while (n > 0) {
			add_char(t, text + at, n);
			at += n;
			at += inner_apostrophe(text + at);
			n = is_glued_code(t, text + at) ? 0 :
			    word_char(text + at);
		}
		t->end = (uint16_t)at;
		classify(t);
		gap = (struct gap){ BREAK_NONE, false };
		first = true;
	}
	return count;
}
