/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * pieces - the words that one token is made of.
 *
 * This file alone knows the ways in which people join, double, lengthen and
 * shorten words on a keypad, and how they were written in old books.
 */

#include <string.h>

#include "base/text.h"
#include "conf/city.h"
#include "language/distance.h"
#include "language/glue.h"
#include "language/pieces.h"

#define PART_MIN	3	/* letters of a word in words joined */
#define GLUE_LETTERS	160	/* of a text without spaces */

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

/* A word as it was written before 1972: "djalan", "roesak". */
static bool
push_modern(struct scan *s, const struct token *t)
{
	struct token	now = *t;
	char		text[TOKEN_SIZE];
	size_t		len = text_modern(text, sizeof text, t->text, t->len);

	if (len == 0 || (word_of(s, text, len) == LEXICON_NONE &&
	    !lexicon_is_ordinary(s->lex, text, len)))
		return false;
	token_set(&now, text, len);
	push(s, &now);
	return true;
}

/* The letters that a token begins with, as typed; 0 if not ASCII only. */
static size_t
typed_letters(const struct scan *s, const struct token *t, char *text)
{
	size_t	len = 0;
	char	c;

	while (t->start + len < t->end && len < GLUE_LETTERS) {
		c = s->text[t->start + len];
		if (c >= 'A' && c <= 'Z')
			c = (char)(c + 'a' - 'A');
		if (c < 'a' || c > 'z')
			break;
		text[len++] = c;
	}
	return (unsigned char)s->text[t->start + len] >= 0x80 ? 0 : len;
}

/* Many words, or a whole text, without a space; digits may be behind. */
static bool
push_unglued(struct scan *s, const struct token *t)
{
	struct token	part = *t;
	char		text[GLUE_LETTERS];
	uint8_t		cut[GLUE_LETTERS];
	size_t		len = typed_letters(s, t, text), from = 0, digits;
	int		i, n;

	if (len < GLUE_MIN || (n = glue_split(s->lex, text, len, cut)) == 0)
		return false;
	for (i = 0; i < n; from = cut[i++]) {
		token_set(&part, text + from, cut[i] - from);
		part.start = (uint16_t)(t->start + from);
		part.end = (uint16_t)(t->start + cut[i]);
		push(s, &part);
		part.before = BREAK_JOINED;
		part.hash = false;
	}
	digits = t->end - t->start - len;
	if (digits > 0) {
		token_set(&part, s->text + t->start + len, digits);
		part.start = (uint16_t)(t->start + len);
		part.end = t->end;
		push(s, &part);
	}
	return true;
}

/* Digits that stand for the letters they look like: "s4mpah", "0esapa". */
static bool
push_disguised(struct scan *s, const struct token *t)
{
	static const char	letter[] = "oizeasgtbg";
	struct token		plain = *t;
	char			text[TOKEN_SIZE];
	size_t			i;

	for (i = 0; i < t->len; i++)
		text[i] = t->text[i] >= '0' && t->text[i] <= '9' ?
		    letter[t->text[i] - '0'] : t->text[i];
	if (t->len <= PART_MIN || (t->text[t->len - 1] >= '0' &&
	    t->text[t->len - 1] <= '9' && t->letters + 1 == t->len) ||
	    !is_telling(s, word_of(s, text, t->len)))
		return false;
	token_set(&plain, text, t->len);
	push(s, &plain);
	return true;
}

/* Letters with digits among them. */
static void
push_mixed(struct scan *s, const struct token *t)
{
	if (t->letters >= GLUE_MIN && !is_numbered(s, t) &&
	    push_unglued(s, t))
		return;
	if (!push_disguised(s, t) && !push_lettered(s, t) &&
	    !push_counted(s, t))
		push(s, t);
}

/* Put a token into the scan as the words that it is made of. */
void
pieces_push(struct scan *s, const struct token *t)
{
	if (t->digits || word_of(s, t->text, t->len) != LEXICON_NONE) {
		push(s, t);
		return;
	}
	if (t->letters < t->len) {
		push_mixed(s, t);
		return;
	}
	if (push_without_ending(s, t) || push_without_di(s, t))
		return;
	if (lexicon_is_ordinary(s->lex, t->text, t->len)) {
		push(s, t);
		return;
	}
	if (!push_modern(s, t) && !push_two(s, t) && !push_three(s, t) &&
	    !push_held(s, t) && !push_unglued(s, t) &&
	    (t->len <= 2 * PART_MIN || !push_report(s, t)))
		push(s, t);
}
