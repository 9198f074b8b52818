/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * echo - an SMS of ours that comes back: forwarded, quoted above or below an
 * answer, or touched with a thumb, which phones send as an SMS that quotes it.
 *
 * This file alone knows how phones mark such a text.  What stands in it was
 * not said by its sender, so it is blanked out before the text is read.
 */

#include <string.h>

#include "base/text.h"
#include "conf/city.h"
#include "language/echo.h"
#include "language/lexicon.h"
#include "language/meaning.h"

#define PLACES_MAX	16	/* where a quote may begin, in one text */
#define FOLDED_MAX	8	/* bytes that one character folds to, and NUL */

/* Pictures that say thanks or well done, and those that say no. */
static const char *const thumbs_up[] = {
	"\xF0\x9F\x91\x8D",	/* thumb */
	"\xF0\x9F\x99\x8F",	/* folded hands */
	"\xF0\x9F\x91\x8C",	/* ok */
	"\xF0\x9F\x91\x8F",	/* clapping */
	"\xF0\x9F\x99\x8C",	/* raised hands */
	"\xF0\x9F\xA4\x9D",	/* handshake */
	"\xF0\x9F\x98\x8A", "\xF0\x9F\x98\x81", "\xF0\x9F\x98\x80",
	"\xF0\x9F\x98\x84", "\xF0\x9F\x99\x82", "\xF0\x9F\xA5\xB0",
	"\xF0\x9F\x98\x8D", "\xF0\x9F\x98\x98", /* smiles */
	"\xE2\x9D\xA4", "\xF0\x9F\x92\xAA", "\xF0\x9F\x92\xAF",
	"\xE2\x9C\x85", "\xE2\x9C\x94", "\xE2\x98\xBA"
};

static const char *const thumbs_down[] = {
	"\xF0\x9F\x91\x8E",	/* thumb */
	"\xF0\x9F\x98\xA0", "\xF0\x9F\x98\xA1", "\xF0\x9F\x98\xA4",
	"\xF0\x9F\x98\x92", "\xF0\x9F\x98\x9E" /* angry, sad */
};

/* What opens or closes a quote, or leads to one. */
static const char *const marks[] = {
	"\xE2\x80\x9C", "\xE2\x80\x9D", "\xE2\x80\x9E", "\xE2\x80\x98",
	"\xE2\x80\x99", "\xC2\xAB", "\xC2\xBB", "\xE2\x80\xA6",
	"\"", "'", ":", ">", "-", "|", "*", "_", "=", "(", ")", "[", "]",
	"\n", "\xEF\xB8\x8F" /* picture, not letter */
};

/* Bytes of a string of a table that stands at p, or 0. */
static size_t
any_at(const char *p, const char *const *table, size_t count)
{
	size_t	i, n;

	for (i = 0; i < count; i++) {
		if (*p != *table[i])
			continue;
		n = strlen(table[i]);
		if (strncmp(p, table[i], n) == 0)
			return n;
	}
	return 0;
}

#define ANY_AT(p, table)	any_at(p, table, sizeof table / sizeof table[0])

static size_t
char_bytes(const char *p)
{
	size_t	n = 1;

	while (((unsigned char)p[n] & 0xC0) == 0x80)
		n++;
	return n;
}

/* Fold one character to the letters and digits that no way of sending and
   quoting changes; moves on. */
static size_t
fold_one(char folded[FOLDED_MAX], const char **text)
{
	char	one[5], buf[64];
	size_t	n = char_bytes(*text), i, len = 0;

	if (n >= sizeof one)
		n = sizeof one - 1;
	memcpy(one, *text, n);
	one[n] = '\0';
	*text += n;
	text_fold(buf, sizeof buf, one);
	for (i = 0; buf[i] != '\0' && len + 1 < FOLDED_MAX; i++)
		if ((buf[i] >= 'a' && buf[i] <= 'z') ||
		    (buf[i] >= '0' && buf[i] <= '9'))
			folded[len++] = buf[i];
	folded[len] = '\0';
	return len;
}

/*
 * A text as an echo is compared: lower-case letters and digits of ASCII only,
 * so neither blanks, quotes and points nor what the GSM alphabet made of a
 * letter matter.  Returns the length.
 */
size_t
echo_fold(char *dst, size_t size, const char *src)
{
	char	folded[FOLDED_MAX];
	size_t	used = 0, n;

	while (*src != '\0') {
		n = fold_one(folded, &src);
		if (used + n >= size)
			break;
		memcpy(dst + used, folded, n);
		used += n;
	}
	if (size > 0)
		dst[used] = '\0';
	return used;
}

/*
 * The digest of the first ECHO_HEAD folded characters of a text, by which
 * what was sent is found again.  Returns how many bytes of the text they
 * take, 0 when it has fewer: too short to be told apart.
 */
size_t
echo_head(const char *text, uint64_t *digest)
{
	char		folded[FOLDED_MAX], head[ECHO_HEAD + FOLDED_MAX];
	const char	*p = text;
	size_t		 used = 0, n;

	while (*p != '\0' && used < ECHO_HEAD) {
		n = fold_one(folded, &p);
		memcpy(head + used, folded, n);
		used += n;
	}
	if (used < ECHO_HEAD)
		return 0;
	*digest = text_digest(head, ECHO_HEAD);
	return (size_t)(p - text);
}

/*
 * How many bytes at the beginning of a text are an SMS of ours, whole or cut
 * off at its end; 0 when fewer than ECHO_HEAD folded characters agree.
 */
size_t
echo_length(const char *text, const char *ours)
{
	char		a[FOLDED_MAX], b[FOLDED_MAX];
	const char	*p = text, *end = text;
	size_t		 same = 0, na = 0, nb = 0, ia = 0, ib = 0;

	for (;;) {
		while (ia == na && *p != '\0') {
			na = fold_one(a, &p);
			ia = 0;
		}
		while (ib == nb && *ours != '\0') {
			nb = fold_one(b, &ours);
			ib = 0;
		}
		if (ia == na || ib == nb || a[ia] != b[ib])
			break;
		same++;
		ia++;
		ib++;
		if (ia == na)
			end = p;
	}
	return same < ECHO_HEAD ? 0 : (size_t)(end - text);
}

/* Bytes of a word or words of a list, as typed, at p; or 0. */
static size_t
listed_at(const struct lexicon *lex, enum conf_words list, const char *p)
{
	const struct conf_list	*l = &lexicon_city(lex)->words[list];
	size_t			 best = 0, n;
	int			 i;
	char			 begin[TEXT_PART_BYTES], item[TEXT_PART_BYTES];
	char			 said[TEXT_PART_BYTES];

	for (i = 0; i < l->count; i++) {
		if ((*p | 0x20) != (*l->item[i] | 0x20))
			continue;
		n = strlen(l->item[i]);
		if (n <= best || n >= sizeof begin || strlen(p) < n ||
		    ((p[n] | 0x20) >= 'a' && (p[n] | 0x20) <= 'z'))
			continue;
		memcpy(begin, p, n);
		begin[n] = '\0';
		text_fold(said, sizeof said, begin);
		text_fold(item, sizeof item, l->item[i]);
		if (strcmp(said, item) == 0)
			best = n;
	}
	return best;
}

/* Past blanks, marks and the words that announce a quote. */
static const char *
skip_marks(const struct lexicon *lex, const char *p)
{
	size_t	n;

	for (;; p += n) {
		n = strspn(p, " ");
		if (n == 0)
			n = ANY_AT(p, marks);
		if (n == 0)
			n = listed_at(lex, CONF_WORDS_FORWARDED, p);
		if (n == 0)
			return p;
	}
}

/* The thumb that a text is, pictures and blanks only, or none. */
enum echo_touch
echo_thumb(const char *text)
{
	enum echo_touch	touch = TOUCH_NONE;
	size_t		n;

	for (; *text != '\0'; text += n) {
		if ((n = ANY_AT(text, thumbs_down)) > 0)
			touch = TOUCH_DISLIKED;
		else if ((n = ANY_AT(text, thumbs_up)) > 0)
			touch = touch == TOUCH_NONE ? TOUCH_LIKED : touch;
		else if ((unsigned char)*text >= 0x80)
			n = char_bytes(text);
		else if (strchr(" \n.!,", *text) != NULL)
			n = 1;
		else
			return TOUCH_NONE;
	}
	return touch;
}

/* A touch that is named at p, as "Disliked" or a thumb before "to". */
static enum echo_touch
touch_at(const struct lexicon *lex, const char *p, size_t *len)
{
	enum echo_touch	touch = TOUCH_NONE;

	if ((*len = listed_at(lex, CONF_WORDS_DISLIKED, p)) > 0 ||
	    (*len = ANY_AT(p, thumbs_down)) > 0)
		touch = TOUCH_DISLIKED;
	else if ((*len = listed_at(lex, CONF_WORDS_LIKED, p)) > 0 ||
	    (*len = ANY_AT(p, thumbs_up)) > 0)
		touch = TOUCH_LIKED;
	while (touch != TOUCH_NONE && ((unsigned char)p[*len] >= 0xF0 ||
	    strncmp(p + *len, "\xEF\xB8\x8F", 3) == 0))
		*len += char_bytes(p + *len);	/* colours of skin */
	while (touch != TOUCH_NONE && p[*len] == ' ')
		++*len;
	if (touch != TOUCH_NONE && (strncmp(p + *len, "to ", 3) == 0 ||
	    strncmp(p + *len, "ke ", 3) == 0))
		*len += 3;
	return touch;
}

static bool
is_quote(const char *p)
{
	return *p == '"' || strncmp(p, "\xE2\x80\x9C", 3) == 0 ||
	    strncmp(p, "\xE2\x80\x9E", 3) == 0 || strncmp(p, "\xC2\xAB", 2)
	    == 0;
}

/* Whether a closing quote ends the text. */
static bool
ends_quoted(const char *text)
{
	size_t	n = strlen(text);

	while (n > 0 && strchr(" \n.", text[n - 1]) != NULL)
		n--;
	return (n > 0 && text[n - 1] == '"') || (n > 2 &&
	    (strncmp(text + n - 3, "\xE2\x80\x9D", 3) == 0 ||
	    strncmp(text + n - 3, "\xE2\x80\xA6", 3) == 0)) ||
	    (n > 1 && strncmp(text + n - 2, "\xC2\xBB", 2) == 0);
}

static size_t
ours_at(const struct context *c, const char *p)
{
	size_t	n;

	if (c == NULL || c->ours == NULL)
		return 0;
	n = c->ours(c->arg, p);
	return n > strlen(p) ? strlen(p) : n;
}

/* Blank a piece of the text, and the marks around it. */
static void
blank(char *text, size_t start, size_t end, struct echo *e)
{
	size_t	n;

	while (text[end] != '\0' && ((n = strspn(text + end, " ")) > 0 ||
	    (n = ANY_AT(text + end, marks)) > 0))
		end += n;
	memset(text + start, '\n', end - start);
	if (!e->found) {
		e->start = start;
		e->end = end;
	}
	e->found = true;
}

/* Whether anything but blanks and marks is left. */
static bool
is_bare(const struct lexicon *lex, const char *text)
{
	size_t	n;

	for (;; text += n) {
		text = skip_marks(lex, text);
		if ((n = strspn(text, ".,!;")) == 0)
			return *text == '\0';
	}
}

/* "Liked "..."" says one thing only, whatever is quoted. */
static bool
cut_touch(const struct lexicon *lex, const struct context *c, char *text,
    struct echo *e)
{
	const char	*p = text + strspn(text, " \n"), *quote;
	size_t		 n, ours;

	e->touch = touch_at(lex, p, &n);
	if (e->touch == TOUCH_NONE)
		return false;
	quote = p + n;
	ours = ours_at(c, skip_marks(lex, quote));
	if (ours == 0 && !(is_quote(quote) && ends_quoted(quote + 1))) {
		e->touch = TOUCH_NONE;
		return false;
	}
	n = ours == 0 ? strlen(text) :
	    (size_t)(skip_marks(lex, quote) - text) + ours;
	blank(text, 0, n, e);
	return true;
}

/*
 * Blank out of a text what is an SMS of ours, in place: its bytes become
 * newlines, so the others stay where they were.
 */
void
echo_cut(const struct lexicon *lex, const struct context *c, char *text,
    struct echo *e)
{
	const char	*p, *q;
	size_t		 n;
	int		 tries = 0;

	memset(e, 0, sizeof *e);
	cut_touch(lex, c, text, e);
	if (c == NULL || c->ours == NULL) {
		e->alone = e->found;
		return;
	}
	for (p = text; *p != '\0' && tries < PLACES_MAX;) {
		q = skip_marks(lex, p);
		if (*q != '\0' && (p == text || q != p) &&
		    (q - p != (ptrdiff_t)strspn(p, " ") || p == text)) {
			tries++;
			if ((n = ours_at(c, q)) > 0) {
				blank(text, (size_t)(p - text),
				    (size_t)(q - text) + n, e);
				q += n;
			}
		}
		p = q;
		if (*p != '\0')
			p += char_bytes(p);
	}
	e->alone = e->found && is_bare(lex, text);
}
