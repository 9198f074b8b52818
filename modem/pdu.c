/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * pdu - SMS in octets, as far as a worker must know it by itself.
 *
 * This file alone knows which PDUs a decoder may safely be shown: strangers
 * write them, and lengths that lie have made decoders write past their
 * buffers.  It also turns UTF-16 into UTF-8 and back without losing what is
 * not valid in either.
 */

#include "config.h"

#include <string.h>

#include <utf8proc.h>

#include "base/text.h"
#include "modem/pdu.h"

#define MTI_DELIVER	0	/* 3GPP TS 23.040 9.2.3.1 */
#define MTI_SUBMIT	1
#define MTI_REPORT	2

#define SMSC_MAX	12	/* octets; 24.011 8.2.5.1 allows 11 */
#define ADDRESS_MAX	20	/* semi-octets, 23.040 9.1.2.5 */
#define SEPTETS_MAX	160
#define UDH_MAX		140
#define TIME_OCTETS	7

#define SMALL_TILDE	0x2dc

static const unsigned char vp_octets[] = { 0, 7, 1, 7 };  /* by TP-VPF */

struct reader {
	const unsigned char	*at;
	size_t			 left;
};

static bool
skip(struct reader *r, size_t octets)
{
	if (r->left < octets)
		return false;
	r->at += octets;
	r->left -= octets;
	return true;
}

/* 23.040 9.1.2.5: digits, type of address, two digits an octet. */
static bool
skip_address(struct reader *r, bool *alphanumeric)
{
	if (r->left < 2 || r->at[0] > ADDRESS_MAX)
		return false;
	*alphanumeric = r->at[0] > 0 && (r->at[1] & 0x70) == 0x50;
	return skip(r, 2 + (r->at[0] + 1u) / 2);
}

/*
 * 23.040 9.2.3.24.  UDL counts septets or octets; that what it promises is
 * there a decoder finds out itself, given a whole buffer.  What must hold
 * before: it fits the largest SMS, and the header lies in what there is.
 */
static bool
user_data_is_sane(const struct reader *r, bool has_udh)
{
	if (r->left < 1 || r->at[0] > SEPTETS_MAX)
		return false;
	if (!has_udh)
		return true;
	return r->left >= 2 && r->at[1] < UDH_MAX && r->at[1] < r->at[0] &&
	    r->at[1] + 2u <= r->left;
}

static bool
check_report(struct reader *r, struct pdu_layout *l)
{
	l->pid = -1;
	/* TP-MR, TP-RA, TP-SCTS, TP-DT, TP-ST; the rest is optional. */
	return skip(r, 1) && skip_address(r, &l->alphanumeric) &&
	    skip(r, 2 * TIME_OCTETS + 1);
}

static bool
check_message(struct reader *r, struct pdu_layout *l, unsigned first)
{
	bool	submit = (first & 3) == MTI_SUBMIT;
	size_t	times = submit ? vp_octets[first >> 3 & 3] : TIME_OCTETS;

	if (submit && !skip(r, 1))		/* TP-MR */
		return false;
	if (!skip_address(r, &l->alphanumeric) || r->left < 2)
		return false;
	l->pid = r->at[0];
	return skip(r, 2 + times) && user_data_is_sane(r, first & 0x40);
}

/*
 * Look at a PDU as a modem lists it, with its SMSC in front or not.  True if
 * a decoder may be shown its first l->end octets.
 */
bool
pdu_check(struct pdu_layout *l, const unsigned char *pdu, size_t len,
    bool with_smsc)
{
	struct reader	r = { pdu, len };
	unsigned	first;

	memset(l, 0, sizeof *l);
	l->pid = -1;
	if (with_smsc && (len < 1 || pdu[0] > SMSC_MAX ||
	    !skip(&r, 1u + pdu[0])))
		return false;
	l->tpdu = len - r.left;
	if (r.left < 1)
		return false;
	first = r.at[0];
	skip(&r, 1);
	switch (first & 3) {
	case MTI_REPORT:
		if (!check_report(&r, l))
			return false;
		/* Optional octets have misled decoders and tell us nothing. */
		l->end = len - r.left;
		return true;
	case MTI_DELIVER:
	case MTI_SUBMIT:
		l->end = len;
		return check_message(&r, l, first);
	}
	return false;				/* reserved */
}

/*
 * What tells a PDU from another, whatever the modem puts before and behind
 * it: its TPDU if it is sane, as pdu_check found it, else all of it.
 */
uint64_t
pdu_digest(const struct pdu_layout *l, bool sane, const unsigned char *pdu,
    size_t len)
{
	return sane ? text_digest(pdu + l->tpdu, l->end - l->tpdu) :
	    text_digest(pdu, len);
}

static unsigned
unit_at(const unsigned char *src, size_t i)
{
	return (unsigned)src[2 * i] << 8 | src[2 * i + 1];
}

/*
 * The code point at unit *i, moving it on.  NUL and a surrogate without its
 * other half come out as U+FFFD: nothing is cut short by them.
 */
static utf8proc_int32_t
code_point(const unsigned char *src, size_t units, size_t *i)
{
	unsigned	high = unit_at(src, (*i)++), low;

	if (high == 0)
		return 0xfffd;
	if (high < 0xd800 || high > 0xdfff)
		return (utf8proc_int32_t)high;
	if (high > 0xdbff || *i >= units)
		return 0xfffd;
	low = unit_at(src, *i);
	if (low < 0xdc00 || low > 0xdfff)
		return 0xfffd;
	(*i)++;
	return (utf8proc_int32_t)(0x10000 + ((high - 0xd800) << 10) +
	    (low - 0xdc00));
}

/*
 * Write so many units of big-endian UTF-16 as UTF-8, cut between characters
 * to fit, ending in NUL.  tilde: the source doubles each '~', a pair counts
 * as one unit, and a zero unit follows the last.  Returns the length in bytes.
 */
size_t
pdu_utf8(char *dst, size_t size, const unsigned char *src, size_t units,
    bool tilde)
{
	utf8proc_uint8_t	bytes[4];
	utf8proc_ssize_t	n;
	size_t			i = 0, len = 0;

	while (i < units) {
		n = utf8proc_encode_char(code_point(src, units, &i), bytes);
		if (n <= 0 || len + (size_t)n >= size)
			break;
		memcpy(dst + len, bytes, (size_t)n);
		len += (size_t)n;
		if (tilde && n == 1 && bytes[0] == '~' &&
		    unit_at(src, i) == '~')
			src += 2;
	}
	if (size > 0)
		dst[len] = '\0';
	return len;
}

static size_t
put_unit(unsigned char *dst, size_t at, unsigned unit)
{
	dst[2 * at] = (unsigned char)(unit >> 8);
	dst[2 * at + 1] = (unsigned char)unit;
	return at + 1;
}

/* tildes: so many are doubled and the others replaced; -1 leaves all. */
static size_t
write_utf16(unsigned char *dst, size_t max, const char *src, int tildes)
{
	const utf8proc_uint8_t	*at = (const utf8proc_uint8_t *)src;
	utf8proc_int32_t	 c;
	utf8proc_ssize_t	 n;
	size_t			 units = 0;

	/* A turn writes two units at most, and the end is one. */
	for (; *at != '\0' && units + 2 < max; at += n) {
		if ((n = utf8proc_iterate(at, -1, &c)) <= 0) {
			n = 1;
			c = 0xfffd;
		}
		if (c == '~' && tildes > 0) {
			tildes--;
			units = put_unit(dst, units, '~');
		} else if (c == '~' && tildes == 0)
			c = SMALL_TILDE;
		if (c > 0xffff) {
			units = put_unit(dst, units, 0xd800 +
			    (((unsigned)c - 0x10000) >> 10));
			c = 0xdc00 + ((c - 0x10000) & 0x3ff);
		}
		units = put_unit(dst, units, (unsigned)c);
	}
	put_unit(dst, units, 0);
	return units;
}

/*
 * Write UTF-8 as big-endian UTF-16 of fewer than max units, ended by a zero
 * unit; invalid bytes become U+FFFD.  dst has room for max units.  Returns
 * the units before the zero.
 */
size_t
pdu_utf16(unsigned char *dst, size_t max, const char *src)
{
	return write_utf16(dst, max, src, -1);
}

/*
 * As pdu_utf16, for an encoder that wants each '~' doubled and reads no more
 * than so many units: a tilde for which that leaves no room is sent as
 * U+02DC, which looks alike.
 */
size_t
pdu_utf16_tilde(unsigned char *dst, size_t max, const char *src, size_t limit)
{
	size_t	units = write_utf16(dst, max, src, -1);

	return write_utf16(dst, max, src,
	    units < limit ? (int)(limit - units) : 0);
}

/* Minutes as a relative TP-VP, 23.040 9.2.3.12.1, rounded up; 0: the most. */
unsigned char
pdu_validity(unsigned minutes)
{
	enum { HOUR = 60, DAY = 24 * HOUR, WEEK = 7 * DAY };

	if (minutes == 0 || minutes > 63 * WEEK)
		return 255;
	if (minutes <= 12 * HOUR)
		return (unsigned char)((minutes + 4) / 5 - 1);
	if (minutes <= DAY)
		return (unsigned char)(143 + (minutes - 12 * HOUR + 29) / 30);
	if (minutes <= 30 * DAY)
		return (unsigned char)(166 + (minutes + DAY - 1) / DAY);
	if (minutes <= 5 * WEEK)
		return 197;
	return (unsigned char)(192 + (minutes + WEEK - 1) / WEEK);
}
