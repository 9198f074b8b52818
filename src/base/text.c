/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * text - what a phone can carry: cleaning what comes in, fitting what goes
 * out.
 *
 * This file alone knows the GSM 7-bit alphabet and what stands in for the
 * characters it lacks.
 */

#include <string.h>

#include <utf8proc.h>

#include "base/text.h"

#define REPLACEMENT	0xFFFD
#define CLIP_NEAR	14	/* septets given up to end at a word */
#define FOLD_MAX	32	/* code points that one may decompose into */

/* 3GPP TS 23.038 6.2.1, what is not ASCII or is at the same code. */
static const int32_t gsm_letters[] = {
	0xA3, 0xA5, 0xE8, 0xE9, 0xF9, 0xEC, 0xF2, 0xC7, 0xD8, 0xF8, 0xC5,
	0xE5, 0x394, 0x3A6, 0x393, 0x39B, 0x3A9, 0x3A0, 0x3A8, 0x3A3, 0x398,
	0x39E, 0xC6, 0xE6, 0xDF, 0xC9, 0xA4, 0xA1, 0xC4, 0xD6, 0xD1, 0xDC,
	0xA7, 0xBF, 0xE4, 0xF6, 0xF1, 0xFC, 0xE0
};

/* 3GPP TS 23.038 6.2.1.1: an escape septet goes before these. */
static const char gsm_escaped[] = "^{}\\[~]|";

/* What stands in for a character that decomposing does not bring to GSM. */
static const struct stand_in {
	int32_t		 from, to;	/* first and last code point */
	const char	*text;
} stand_ins[] = {
	{ 0x01, 0x09, " " },		{ 0x0B, 0x1F, " " },
	{ 0x60, 0x60, "'" },		{ 0x7F, 0xA0, " " },
	{ 0xA6, 0xA6, "|" },		{ 0xA9, 0xA9, "(c)" },
	{ 0xAB, 0xAB, "\"" },		{ 0xAC, 0xAC, "-" },
	{ 0xAD, 0xAD, "" },		{ 0xAE, 0xAE, "(R)" },
	{ 0xB4, 0xB4, "'" },		{ 0xB7, 0xB7, "." },
	{ 0xBB, 0xBB, "\"" },		{ 0xD7, 0xD7, "x" },
	{ 0xF7, 0xF7, "/" },		{ 0x2BB, 0x2BF, "'" },
	{ 0x2010, 0x2015, "-" },	{ 0x2018, 0x201B, "'" },
	{ 0x201C, 0x201F, "\"" },	{ 0x2022, 0x2023, "*" },
	{ 0x2026, 0x2026, "..." },	{ 0x2028, 0x2029, "\n" },
	{ 0x2032, 0x2032, "'" },	{ 0x2033, 0x2033, "\"" },
	{ 0x2039, 0x203A, "'" },	{ 0x2043, 0x2043, "-" },
	{ 0x2044, 0x2044, "/" },	{ 0x2190, 0x2190, "<-" },
	{ 0x2192, 0x2192, "->" },	{ 0x2212, 0x2212, "-" },
	{ 0x25CF, 0x25CF, "*" },	{ 0x3000, 0x3000, " " },
	{ 0x3001, 0x3001, "," },	{ 0x3002, 0x3002, "." },
};

/*
 * The code point at *at, moving it on.  A byte that begins no valid sequence
 * is read as U+FFFD; at end the caller must have stopped.
 */
static int32_t
next_point(const char **at, const char *end)
{
	const unsigned char	*p = (const unsigned char *)*at;
	utf8proc_int32_t	 point;
	utf8proc_ssize_t	 used;

	if (*p < 0x80) {
		*at += 1;
		return *p;
	}
	used = utf8proc_iterate(p, end - *at, &point);
	if (used <= 0) {
		*at += 1;
		return REPLACEMENT;
	}
	*at += used;
	return point;
}

/* Where a text of bounded size is being written, a NUL always fitting. */
struct writer {
	char	*dst;
	size_t	 size, used;
};

/* Whether all of a code point went in. */
static bool
put_point(struct writer *w, int32_t point)
{
	utf8proc_uint8_t	bytes[4];
	size_t			n;

	n = (size_t)utf8proc_encode_char(point, bytes);
	if (w->used + n >= w->size)
		return false;
	memcpy(w->dst + w->used, bytes, n);
	w->used += n;
	return true;
}

static bool
put_ascii(struct writer *w, const char *s)
{
	size_t	n = strlen(s);

	if (w->used + n >= w->size)
		return false;
	memcpy(w->dst + w->used, s, n);
	w->used += n;
	return true;
}

static size_t
end_writing(struct writer *w)
{
	if (w->size > 0)
		w->dst[w->used] = '\0';
	return w->used;
}

/* Controls of writing direction, which can make a text lie to its reader. */
static bool
is_bidi_control(int32_t point)
{
	return point == 0x061C || point == 0x200E || point == 0x200F ||
	    (point >= 0x202A && point <= 0x202E) ||
	    (point >= 0x2066 && point <= 0x2069);
}

/*
 * Make valid UTF-8 of what a modem gave: controls other than a newline become
 * spaces, CR LF and Unicode's separators of lines a newline, controls of writing direction go, what is not
 * UTF-8 becomes U+FFFD.  Cut between characters to fit; ends in NUL unless
 * size is 0.  Returns the length in bytes.
 */
size_t
text_clean(char *dst, size_t size, const char *src, size_t len)
{
	struct writer	 w = { dst, size, 0 };
	const char	*end = src + len;
	int32_t		 point;

	while (src < end) {
		point = next_point(&src, end);
		if (point == '\r' && src < end && *src == '\n')
			continue;
		if (is_bidi_control(point))
			continue;
		if (point == 0x2028 || point == 0x2029)
			point = '\n';
		if ((point < 0x20 && point != '\n') ||
		    (point >= 0x7F && point < 0xA0))
			point = ' ';
		if (!put_point(&w, point))
			break;
	}
	return end_writing(&w);
}

static bool
fold_point(struct writer *w, int32_t point)
{
	utf8proc_int32_t	buf[FOLD_MAX];
	utf8proc_ssize_t	n, i;
	int			last = UTF8PROC_BOUNDCLASS_START;

	n = utf8proc_decompose_char(point, buf, FOLD_MAX, UTF8PROC_COMPAT |
	    UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK |
	    UTF8PROC_IGNORE, &last);
	for (i = 0; i < n && i < FOLD_MAX; i++)
		if (!put_point(w, buf[i]))
			return false;
	return true;
}

/*
 * A text as it is compared: compatibility forms decomposed, marks stripped,
 * case folded; letters of other scripts stay.  Cut between characters to fit.
 * Returns the length in bytes.
 */
size_t
text_fold(char *dst, size_t size, const char *src)
{
	struct writer	 w = { dst, size, 0 };
	const char	*end = src + strlen(src);

	while (src < end) {
		if ((unsigned char)*src >= 0x80) {
			if (!fold_point(&w, next_point(&src, end)))
				break;
			continue;
		}
		if (w.used + 1 >= w.size)
			break;
		w.dst[w.used++] = *src >= 'A' && *src <= 'Z' ?
		    (char)(*src + 'a' - 'A') : *src;
		src++;
	}
	return end_writing(&w);
}

/* What was written otherwise before the spelling of 1972. */
static const char *const old_letters[][2] = {
	{ "dj", "j" }, { "tj", "c" }, { "nj", "ny" }, { "sj", "sy" },
	{ "oe", "u" }, { "ch", "kh" }, { "j", "y" }
};

/*
 * A folded word in today's spelling, if it is written in that of before 1972.
 * Returns its length, 0 if there is nothing to change or no room.
 */
size_t
text_modern(char *dst, size_t size, const char *src, size_t len)
{
	size_t	i = 0, k, n, used = 0, changes = 0;

	while (i < len && used + 3 < size) {
		for (k = 0; k < sizeof old_letters / sizeof old_letters[0];
		    k++) {
			n = strlen(old_letters[k][0]);
			if (i + n <= len && memcmp(src + i, old_letters[k][0],
			    n) == 0)
				break;
		}
		if (k == sizeof old_letters / sizeof old_letters[0]) {
			dst[used++] = src[i++];
			continue;
		}
		i += n;
		n = strlen(old_letters[k][1]);
		memcpy(dst + used, old_letters[k][1], n);
		used += n;
		changes++;
	}
	dst[used] = '\0';
	return i == len && changes > 0 ? used : 0;
}

/* Septets of one character, 0 if the alphabet lacks it. */
static int
point_septets(int32_t point)
{
	size_t	i;

	if (point < 0x80) {
		if (point != 0 && strchr(gsm_escaped, point) != NULL)
			return 2;
		if (point == '\n' || point == '\r')
			return 1;
		return point >= 0x20 && point != '`' && point != 0x7F;
	}
	if (point == 0x20AC)
		return 2;
	for (i = 0; i < sizeof gsm_letters / sizeof gsm_letters[0]; i++)
		if (gsm_letters[i] == point)
			return 1;
	return 0;
}

static const char *
stand_in_find(int32_t point)
{
	size_t	i;

	for (i = 0; i < sizeof stand_ins / sizeof stand_ins[0]; i++)
		if (point >= stand_ins[i].from && point <= stand_ins[i].to)
			return stand_ins[i].text;
	return NULL;
}

/* Whether a character leaves nothing behind: joiners, variation selectors. */
static bool
is_invisible(int32_t point)
{
	utf8proc_category_t	c = utf8proc_category(point);

	return c == UTF8PROC_CATEGORY_MN || c == UTF8PROC_CATEGORY_ME ||
	    c == UTF8PROC_CATEGORY_CF;
}

static bool
is_pictograph(int32_t point)
{
	return utf8proc_category(point) == UTF8PROC_CATEGORY_SO ||
	    (point >= 0x1F000 && point <= 0x1FAFF);
}

/* The letters below the accents, if GSM has them all.  -1: it has not. */
static int
put_decomposed(struct writer *w, int32_t point)
{
	utf8proc_int32_t	buf[FOLD_MAX];
	utf8proc_ssize_t	n, i;
	int			last = UTF8PROC_BOUNDCLASS_START;

	n = utf8proc_decompose_char(point, buf, FOLD_MAX, UTF8PROC_COMPAT |
	    UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK, &last);
	if (n <= 0 || n > FOLD_MAX)
		return -1;
	for (i = 0; i < n; i++)
		if (point_septets(buf[i]) == 0 && buf[i] != 0x2044)
			return -1;
	for (i = 0; i < n; i++)
		if (!put_point(w, buf[i] == 0x2044 ? '/' : buf[i]))
			return 0;
	return 1;
}

/* Write one character in GSM's.  False: no room. */
static bool
put_gsm7(struct writer *w, int32_t point, size_t *lost)
{
	const char	*instead;
	int		 put;

	if (point_septets(point) > 0)
		return put_point(w, point);
	if ((instead = stand_in_find(point)) != NULL)
		return put_ascii(w, instead);
	if (is_invisible(point))
		return true;
	if ((put = put_decomposed(w, point)) != -1)
		return put == 1;
	*lost += 1;
	return is_pictograph(point) || put_ascii(w, "?");
}

/*
 * Write a text with the characters of the GSM 7-bit alphabet and its
 * extension (3GPP TS 23.038 6.2.1) only.  Pictographs are dropped, other
 * strangers become '?', both are counted in *lost unless it is NULL.  Cut
 * between characters to fit.  Returns the length in bytes.
 */
size_t
text_to_gsm7(char *dst, size_t size, const char *src, size_t *lost)
{
	struct writer	 w = { dst, size, 0 };
	const char	*end = src + strlen(src);
	size_t		 strangers = 0;

	while (src < end)
		if (!put_gsm7(&w, next_point(&src, end), &strangers))
			break;
	if (lost != NULL)
		*lost = strangers;
	return end_writing(&w);
}

/* Septets that a text takes, -1 if GSM 7-bit cannot write it. */
int
text_septets(const char *text)
{
	const char	*end = text + strlen(text);
	int		 total = 0, n;

	while (text < end) {
		if ((n = point_septets(next_point(&text, end))) == 0)
			return -1;
		total += n;
	}
	return total;
}

/* UTF-16 units that a text takes in UCS-2. */
int
text_units(const char *text)
{
	const char	*end = text + strlen(text);
	int		 total = 0;

	while (text < end)
		total += next_point(&text, end) > 0xFFFF ? 2 : 1;
	return total;
}

/* Whether GSM 7-bit can write the text. */
bool
text_is_gsm7(const char *text)
{
	return text_septets(text) != -1;
}

/* Septets that a text takes, strangers counted as one. */
static int
septets_at_most(const char *text)
{
	const char	*end = text + strlen(text);
	int		 total = 0, n;

	while (text < end) {
		n = point_septets(next_point(&text, end));
		total += n == 0 ? 1 : n;
	}
	return total;
}

/* Bytes of the text that fit, stopping at a word's end if one is near. */
static size_t
clip_at(const char *text, int septets)
{
	const char	*at = text, *end = text + strlen(text), *was;
	size_t		 word = 0;
	int		 total = 0, n, word_total = -CLIP_NEAR;
	int32_t		 point;

	while (at < end) {
		was = at;
		point = next_point(&at, end);
		if ((n = point_septets(point)) == 0)
			n = 1;
		if (point == ' ' || point == '\n') {
			word = (size_t)(was - text);
			word_total = total;
		}
		if (total + n > septets) {
			at = was;
			break;
		}
		total += n;
	}
	return septets - word_total < CLIP_NEAR && word > 0 ? word :
	    (size_t)(at - text);
}

/*
 * Shorten a text in place so that it takes at most so many septets, at the
 * end of a word if one is near; what was cut shows as "..".  A character that
 * GSM lacks counts as one.  Returns the new length in bytes.
 */
size_t
text_clip(char *text, int septets)
{
	size_t	len = strlen(text);
	int	dots = septets < 2 ? (septets < 0 ? 0 : septets) : 2;

	if (septets_at_most(text) <= septets)
		return len;
	len = clip_at(text, septets - dots);
	while (len > 0 && strchr(" ,;:.\n", text[len - 1]) != NULL)
		len--;
	/* What was cut had at least as many bytes as the dots. */
	memset(text + len, '.', (size_t)dots);
	len += (size_t)dots;
	text[len] = '\0';
	return len;
}

/* What one character takes in a coding; 0: it cannot be written. */
static int
point_cost(int32_t point, enum text_coding coding)
{
	if (coding == TEXT_GSM7)
		return point_septets(point);
	return point > 0xFFFF ? 2 : 1;
}

/*
 * Cut a text into the parts of one message, 3GPP TS 23.040 9.2.3.24.1; an
 * escape and its character, or two surrogates, stay together.  Returns the
 * number of parts, or -1 if there are more than max or the coding cannot
 * write the text.
 */
int
text_split(const char *text, enum text_coding coding, struct text_part *part,
    int max)
{
	const char	*at = text, *end = text + strlen(text), *was;
	int		 total, limit, used = 0, n, parts = 1;

	total = coding == TEXT_GSM7 ? text_septets(text) : text_units(text);
	if (total == -1 || max < 1)
		return -1;
	limit = coding == TEXT_GSM7 ? TEXT_SMS_SEPTETS : TEXT_SMS_UNITS;
	if (total > limit)
		limit = coding == TEXT_GSM7 ? TEXT_PART_SEPTETS :
		    TEXT_PART_UNITS;
	part[0] = (struct text_part){ 0, 0 };
	while (at < end) {
		was = at;
		n = point_cost(next_point(&at, end), coding);
		if (used + n > limit) {
			if (++parts > max)
				return -1;
			part[parts - 1].start = (size_t)(was - text);
			used = 0;
		}
		used += n;
		part[parts - 1].len =
		    (size_t)(at - text) - part[parts - 1].start;
	}
	return parts;
}

/* A 64-bit digest of bytes, the FNV-1a of Fowler, Noll and Vo (RFC 9923). */
uint64_t
text_digest(const void *data, size_t len)
{
	const unsigned char	*p = data;
	uint64_t		 digest = UINT64_C(0xCBF29CE484222325);

	while (len-- > 0) {
		digest ^= *p++;
		digest *= UINT64_C(0x100000001B3);
	}
	return digest;
}
