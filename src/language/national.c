/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * national - septets of an SMS as text, by the tables that its header names.
 *
 * This file alone knows the national language tables of 3GPP TS 23.038
 * annex A; libGammu reads all septets by the default alphabet.  The tables of
 * Turkish, Spanish and Portuguese are here; those of the Indic languages and
 * of Urdu are not.
 */

#include <stdint.h>

#include <utf8proc.h>

#include "language/national.h"

#define ESCAPE	0x1b
#define COUNT(a) (sizeof (a) / sizeof (a)[0])

/* 6.2.1, where it is not as in ASCII; ESCAPE is looked at before. */
static const uint16_t	default_low[32] = {
	'@', 0xa3, '$', 0xa5, 0xe8, 0xe9, 0xf9, 0xec, 0xf2, 0xc7, '\n', 0xd8,
	0xf8, '\r', 0xc5, 0xe5, 0x394, '_', 0x3a6, 0x393, 0x39b, 0x3a9, 0x3a0,
	0x3a8, 0x3a3, 0x398, 0x39e, ' ', 0xc6, 0xe6, 0xdf, 0xc9
};

struct letter {
	uint8_t		code;
	uint16_t	point;
};

static const struct letter default_high[] = {
	{ 0x24, 0xa4 }, { 0x40, 0xa1 }, { 0x5b, 0xc4 }, { 0x5c, 0xd6 },
	{ 0x5d, 0xd1 }, { 0x5e, 0xdc }, { 0x5f, 0xa7 }, { 0x60, 0xbf },
	{ 0x7b, 0xe4 }, { 0x7c, 0xf6 }, { 0x7d, 0xf1 }, { 0x7e, 0xfc },
	{ 0x7f, 0xe0 },
};

/* 6.2.1.1; each single shift table has these, too. */
static const struct letter extension[] = {
	{ 0x0a, '\n' }, { 0x14, '^' }, { 0x28, '{' }, { 0x29, '}' },
	{ 0x2f, '\\' }, { 0x3c, '[' }, { 0x3d, '~' }, { 0x3e, ']' },
	{ 0x40, '|' }, { 0x65, 0x20ac },
};

/* A.3.1: what differs from the default alphabet. */
static const struct letter turkish_locking[] = {
	{ 0x04, 0x20ac }, { 0x07, 0x131 }, { 0x0b, 0x11e }, { 0x0c, 0x11f },
	{ 0x1c, 0x15e }, { 0x1d, 0x15f }, { 0x40, 0x130 }, { 0x60, 0xe7 },
};

/* A.3.3 */
static const struct letter portuguese_locking[] = {
	{ 0x04, 0xea }, { 0x06, 0xfa }, { 0x07, 0xed }, { 0x08, 0xf3 },
	{ 0x09, 0xe7 }, { 0x0b, 0xd4 }, { 0x0c, 0xf4 }, { 0x0e, 0xc1 },
	{ 0x0f, 0xe1 }, { 0x12, 0xaa }, { 0x13, 0xc7 }, { 0x14, 0xc0 },
	{ 0x15, 0x221e }, { 0x16, '^' }, { 0x17, '\\' }, { 0x18, 0x20ac },
	{ 0x19, 0xd3 }, { 0x1a, '|' }, { 0x1c, 0xc2 }, { 0x1d, 0xe2 },
	{ 0x1e, 0xca }, { 0x24, 0xba }, { 0x40, 0xcd }, { 0x5b, 0xc3 },
	{ 0x5c, 0xd5 }, { 0x5d, 0xda }, { 0x60, '~' }, { 0x7b, 0xe3 },
	{ 0x7c, 0xf5 }, { 0x7d, '`' },
};

/* A.2.1: what the default extension lacks. */
static const struct letter turkish_single[] = {
	{ 0x47, 0x11e }, { 0x49, 0x130 }, { 0x53, 0x15e }, { 0x63, 0xe7 },
	{ 0x67, 0x11f }, { 0x69, 0x131 }, { 0x73, 0x15f },
};

/* A.2.2 */
static const struct letter spanish_single[] = {
	{ 0x09, 0xe7 }, { 0x41, 0xc1 }, { 0x49, 0xcd }, { 0x4f, 0xd3 },
	{ 0x55, 0xda }, { 0x61, 0xe1 }, { 0x69, 0xed }, { 0x6f, 0xf3 },
	{ 0x75, 0xfa },
};

/* A.2.3 */
static const struct letter portuguese_single[] = {
	{ 0x05, 0xea }, { 0x09, 0xe7 }, { 0x0b, 0xd4 }, { 0x0c, 0xf4 },
	{ 0x0e, 0xc1 }, { 0x0f, 0xe1 }, { 0x12, 0x3a6 }, { 0x13, 0x393 },
	{ 0x15, 0x3a9 }, { 0x16, 0x3a0 }, { 0x17, 0x3a8 }, { 0x18, 0x3a3 },
	{ 0x19, 0x398 }, { 0x1f, 0xca }, { 0x41, 0xc0 }, { 0x49, 0xcd },
	{ 0x4f, 0xd3 }, { 0x55, 0xda }, { 0x5b, 0xc3 }, { 0x5c, 0xd5 },
	{ 0x61, 0xc2 }, { 0x69, 0xed }, { 0x6f, 0xf3 }, { 0x75, 0xfa },
	{ 0x7b, 0xe3 }, { 0x7c, 0xf5 }, { 0x7f, 0xe2 },
};

struct table {
	const struct letter	*letter;	/* NULL: none of its own */
	size_t			 count;
};

#define TABLE(t)	{ t, COUNT(t) }

/* By national language identifier, 6.2.1.2.4. */
static const struct language {
	struct table	locking, single;
} languages[] = {
	[0] = { { NULL, 0 }, { NULL, 0 } },
	[1] = { TABLE(turkish_locking), TABLE(turkish_single) },
	[2] = { { NULL, 0 }, TABLE(spanish_single) },
	[3] = { TABLE(portuguese_locking), TABLE(portuguese_single) },
};

/*
 * Whether a language's alphabet (its locking shift table) is known, so that
 * septets written in it can be read.
 */
bool
national_has_alphabet(int language)
{
	return language == 0 || (language > 0 &&
	    language < (int)COUNT(languages) &&
	    languages[language].locking.letter != NULL);
}

static unsigned
find(const struct letter *letter, size_t count, unsigned code)
{
	size_t	i;

	for (i = 0; i < count; i++)
		if (letter[i].code == code)
			return letter[i].point;
	return 0;
}

static unsigned
plain_point(unsigned code, const struct language *alphabet)
{
	unsigned	point;

	point = find(alphabet->locking.letter, alphabet->locking.count, code);
	if (point == 0 && code >= 32)
		point = find(default_high, COUNT(default_high), code);
	if (point == 0)
		point = code < 32 ? default_low[code] : code;
	return point;
}

/* 6.2.1.1: what has no place behind an escape is read without it. */
static unsigned
escaped_point(unsigned code, const struct language *alphabet,
    const struct language *shift)
{
	unsigned	point;

	point = find(shift->single.letter, shift->single.count, code);
	if (point == 0)
		point = find(extension, COUNT(extension), code);
	return point != 0 ? point : plain_point(code, alphabet);
}

static const struct language *
language_of(int id)
{
	return &languages[id > 0 && id < (int)COUNT(languages) ? id : 0];
}

/*
 * Septets as UTF-8, by the alphabet of one language (locking shift) and the
 * letters behind an escape of another (single shift); 0 is the default, and
 * so is what is not known.  Cut between characters to fit, ending in NUL.
 * Returns the length in bytes.
 */
size_t
national_text(char *dst, size_t size, const unsigned char *septet,
    size_t count, int locking, int single)
{
	const struct language	*alphabet = language_of(locking);
	const struct language	*shift = language_of(single);
	utf8proc_uint8_t	 bytes[4];
	utf8proc_ssize_t	 n, k;
	size_t			 i, len = 0;
	unsigned		 point;

	for (i = 0; i < count; i++) {
		if (septet[i] != ESCAPE)
			point = plain_point(septet[i], alphabet);
		else if (++i < count)
			point = septet[i] == ESCAPE ? ' ' :
			    escaped_point(septet[i], alphabet, shift);
		else
			break;
		n = utf8proc_encode_char((utf8proc_int32_t)point, bytes);
		if (len + (size_t)n >= size)
			break;
		for (k = 0; k < n; k++)
			dst[len++] = (char)bytes[k];
	}
	if (size > 0)
		dst[len] = '\0';
	return len;
}

/*
 * Unpack septets first..count-1 of packed octets (6.1.2.1.1); a header's
 * octets count as the septets that they and their fill bits take.  What runs
 * beyond the octets is not there.  Returns how many were written.
 */
size_t
national_septets(unsigned char *dst, size_t size, const unsigned char *packed,
    size_t len, size_t first, size_t count)
{
	size_t		i, n = 0, bit;
	unsigned	two;

	for (i = first; i < count && n < size; i++) {
		bit = i * 7;
		if ((bit + 6) / 8 >= len)
			break;
		two = packed[bit / 8];
		if (bit / 8 + 1 < len)
			two |= (unsigned)packed[bit / 8 + 1] << 8;
		dst[n++] = (unsigned char)(two >> bit % 8 & 0x7f);
	}
	return n;
}
