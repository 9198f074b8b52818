/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * ussd_text - what a modem writes behind +CUSD:, as people can read it.
 *
 * 3GPP TS 27.007 7.15 lets a modem write the text in the character set of the
 * day, and modems do as they like: packed septets in hexadecimal with or
 * without quotes and coding, UCS-2, octets, plain.  This file alone knows how
 * to tell them apart.
 */

#include "config.h"

#include <ctype.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <utf8proc.h>

#include "modem/pdu.h"
#include "modem/ussd_text.h"

#define OCTETS_MAX	800
#define PACKED_MIN	6	/* digits; fewer may be a plain text */
#define ESC		0x1b

/* 3GPP TS 23.038 6.2.1, as UTF-16. */
static const uint16_t gsm7[128] = {
	'@', 0xa3, '$', 0xa5, 0xe8, 0xe9, 0xf9, 0xec,
	0xf2, 0xc7, '\n', 0xd8, 0xf8, '\r', 0xc5, 0xe5,
	0x394, '_', 0x3a6, 0x393, 0x39b, 0x3a9, 0x3a0, 0x3a8,
	0x3a3, 0x398, 0x39e, ' ', 0xc6, 0xe6, 0xdf, 0xc9,
	' ', '!', '"', '#', 0xa4, '%', '&', '\'',
	'(', ')', '*', '+', ',', '-', '.', '/',
	'0', '1', '2', '3', '4', '5', '6', '7',
	'8', '9', ':', ';', '<', '=', '>', '?',
	0xa1, 'A', 'B', 'C', 'D', 'E', 'F', 'G',
	'H', 'I', 'J', 'K', 'L', 'M', 'N', 'O',
	'P', 'Q', 'R', 'S', 'T', 'U', 'V', 'W',
	'X', 'Y', 'Z', 0xc4, 0xd6, 0xd1, 0xdc, 0xa7,
	0xbf, 'a', 'b', 'c', 'd', 'e', 'f', 'g',
	'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o',
	'p', 'q', 'r', 's', 't', 'u', 'v', 'w',
	'x', 'y', 'z', 0xe4, 0xf6, 0xf1, 0xfc, 0xe0,
};

/* 6.2.1.1: behind an escape. */
static const struct { unsigned char septet; uint16_t unit; } gsm7_more[] = {
	{ 0x14, '^' }, { 0x28, '{' }, { 0x29, '}' }, { 0x2f, '\\' },
	{ 0x3c, '[' }, { 0x3d, '~' }, { 0x3e, ']' }, { 0x40, '|' },
	{ 0x65, 0x20ac },
};

struct octets {
	unsigned char	at[OCTETS_MAX];
	size_t		len;
};

/* Is it all hexadecimal?  Then its octets. */
static bool
read_hex(struct octets *o, const char *text, size_t len)
{
	char	pair[3] = "";
	size_t	i;

	if (len == 0 || len % 2 != 0 || len / 2 > sizeof o->at)
		return false;
	for (i = 0; i < len; i++)
		if (!isxdigit((unsigned char)text[i]))
			return false;
	for (i = 0; i < len; i += 2) {
		memcpy(pair, text + i, 2);
		o->at[i / 2] = (unsigned char)strtoul(pair, NULL, 16);
	}
	o->len = len / 2;
	return true;
}

/* A text of a language, not of chance: Latin, signs, line breaks. */
static bool
unit_is_likely(unsigned unit)
{
	return unit == '\n' || unit == '\r' || (unit >= ' ' && unit < 0x7f) ||
	    (unit >= 0xa0 && unit < 0x250) || unit == 0x20ac;
}

static bool
is_ucs2(const struct octets *o, int dcs)
{
	size_t	i, likely = 0;

	if (o->len % 2 != 0)
		return false;
	if (dcs == 72)				/* 3GPP TS 23.038 5 */
		return true;
	for (i = 0; i < o->len; i += 2)
		likely += unit_is_likely((unsigned)o->at[i] << 8 |
		    o->at[i + 1]);
	return likely * 4 >= o->len / 2 * 3;
}

static bool
is_ascii(const struct octets *o)
{
	size_t	i;

	for (i = 0; i < o->len; i++)
		if ((o->at[i] < ' ' && o->at[i] != '\n' && o->at[i] != '\r') ||
		    o->at[i] > 0x7e)
			return false;
	return o->len >= PACKED_MIN;
}

/* Packed septets as UTF-16; returns the units. */
static size_t
unpack(unsigned char *units, size_t max, const struct octets *o)
{
	size_t		bits = o->len * 8 / 7, i, j, n = 0;
	unsigned	two, septet;
	bool		escaped = false;
	uint16_t	unit;

	for (i = 0; i < bits && n < max; i++) {
		two = o->at[i * 7 / 8];
		if (i * 7 / 8 + 1 < o->len)
			two |= (unsigned)o->at[i * 7 / 8 + 1] << 8;
		septet = two >> i * 7 % 8 & 0x7f;
		unit = gsm7[septet];
		for (j = 0; escaped && j < sizeof gsm7_more /
		    sizeof gsm7_more[0]; j++)
			if (gsm7_more[j].septet == septet)
				unit = gsm7_more[j].unit;
		escaped = septet == ESC && !escaped;
		if (escaped)
			continue;
		units[2 * n] = (unsigned char)(unit >> 8);
		units[2 * n++ + 1] = (unsigned char)unit;
	}
	/* 3GPP TS 23.038 6.1.2.3.1: CR fills the last octet; so does @. */
	while (n > 0 && units[2 * n - 2] == 0 && (units[2 * n - 1] == '\r' ||
	    (units[2 * n - 1] == '@' && bits % 8 == 0)))
		n--;
	return n;
}

/* Would it read as a text? */
static bool
is_packed(const struct octets *o, const char *hex)
{
	unsigned char	units[2 * OCTETS_MAX * 8 / 7];
	size_t		n = unpack(units, sizeof units / 2, o), i, likely = 0;

	/* A plain number is a plain number. */
	if (2 * o->len < PACKED_MIN || strpbrk(hex, "ABCDEFabcdef") == NULL)
		return false;
	for (i = 0; i < n; i++)
		likely += units[2 * i] == 0 && units[2 * i + 1] < 0x7f;
	return n > 0 && likely * 10 >= n * 9;
}

/* Plain, but not what is no UTF-8. */
static void
copy_plain(char *to, size_t size, const char *text)
{
	const utf8proc_uint8_t	*at = (const utf8proc_uint8_t *)text;
	utf8proc_int32_t	 c;
	utf8proc_ssize_t	 n;
	size_t			 len = 0;

	for (; *at != '\0'; at += n) {
		if ((n = utf8proc_iterate(at, -1, &c)) <= 0) {
			/* The end of memory that the modem never wrote. */
			if (*at == 0xff)
				break;
			n = 1;
			if (len + 1 < size)
				to[len++] = '?';
		} else if (len + (size_t)n < size) {
			memcpy(to + len, at, (size_t)n);
			len += (size_t)n;
		}
	}
	to[len] = '\0';
}

static void
decode(char *to, size_t size, const char *text, int dcs)
{
	unsigned char	units[2 * OCTETS_MAX * 8 / 7];
	struct octets	o;
	size_t		n;

	if (!read_hex(&o, text, strlen(text)))
		copy_plain(to, size, text);
	else if (is_ucs2(&o, dcs))
		pdu_utf8(to, size, o.at, o.len / 2, false);
	else if (is_ascii(&o)) {
		n = o.len < size ? o.len : size - 1;
		memcpy(to, o.at, n);
		to[n] = '\0';
	} else if (is_packed(&o, text))
		pdu_utf8(to, size, units, unpack(units, sizeof units / 2, &o),
		    false);
	else
		copy_plain(to, size, text);
}

/*
 * Read a line +CUSD: m[,text[,dcs]].  m is 27.007's; the text is UTF-8, ""
 * if there is none.  False: it is no such line.
 */
bool
ussd_text_read(const char *line, int *m, char *to, size_t size)
{
	char		 text[1601];
	const char	*at, *end;
	int		 dcs = -1;
	size_t		 n;

	if (sscanf(line, "+CUSD: %d", m) != 1 &&
	    sscanf(line, "+CUSD:%d", m) != 1)
		return false;
	to[0] = '\0';
	if ((at = strchr(line, ',')) == NULL)
		return true;
	at += 1 + strspn(at + 1, " ");
	if (*at == '"')
		/* The last quote: the text may hold some itself. */
		end = (end = strrchr(++at, '"')) != NULL ? end :
		    at + strlen(at);
	else
		end = at + strcspn(at, ",");
	n = (size_t)(end - at);
	if (n >= sizeof text)
		n = sizeof text - 1;
	memcpy(text, at, n);
	text[n] = '\0';
	if ((at = strchr(end, ',')) != NULL)
		dcs = atoi(at + 1);
	decode(to, size, text, dcs);
	return true;
}
