/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * pdu - short messages as octets, seen from the network.
 *
 * The only file that knows 3GPP TS 23.040 and 23.038 on the simulator's side.
 * It shares no code with the gateway, so that it can judge what was sent.
 */

#include "config.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "modem/sim/pdu.h"

#define ESCAPE	0x1b
#define CONCAT_UDH	6	/* octets: 05 00 03 ref parts part */
#define REPLACEMENT	0xfffd

/* 3GPP TS 23.038 6.2.1; the entry of ESCAPE is never read. */
static const uint16_t gsm7_default[128] = {
	'@', 0xa3, '$', 0xa5, 0xe8, 0xe9, 0xf9, 0xec,
	0xf2, 0xc7, '\n', 0xd8, 0xf8, '\r', 0xc5, 0xe5,
	0x394, '_', 0x3a6, 0x393, 0x39b, 0x3a9, 0x3a0, 0x3a8,
	0x3a3, 0x398, 0x39e, 0, 0xc6, 0xe6, 0xdf, 0xc9,
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
	'x', 'y', 'z', 0xe4, 0xf6, 0xf1, 0xfc, 0xe0
};

/* 3GPP TS 23.038 6.2.1.1. */
static const struct {
	unsigned char	septet;
	uint16_t	code;
} gsm7_extension[] = {
	{ 0x0a, '\f' }, { 0x14, '^' }, { 0x28, '{' }, { 0x29, '}' },
	{ 0x2f, '\\' }, { 0x3c, '[' }, { 0x3d, '~' }, { 0x3e, ']' },
	{ 0x40, '|' }, { 0x65, 0x20ac }
};

#define EXTENSIONS (sizeof gsm7_extension / sizeof gsm7_extension[0])

/* Semi-octets of an address, 3GPP TS 23.040 9.1.2.3. */
static const char address_digits[] = "0123456789*#abc";

static const char *const coding_names[] = { "gsm7", "8bit", "ucs2", "auto" };

/* The coding's name in the control protocol. */
const char *
sim_coding_name(enum sim_coding coding)
{
	return coding_names[coding];
}

/* The next character, or REPLACEMENT for what is no UTF-8. */
static uint32_t
utf8_next(const char **text)
{
	const unsigned char	*p = (const unsigned char *)*text;
	static const uint32_t	 least[4] = { 0, 0x80, 0x800, 0x10000 };
	uint32_t		 code;
	int			 more, i;

	more = *p < 0x80 ? 0 : *p < 0xc2 ? -1 : *p < 0xe0 ? 1 :
	    *p < 0xf0 ? 2 : *p < 0xf5 ? 3 : -1;
	code = more <= 0 ? *p : *p & (0x3fu >> more);
	for (i = 1; i <= more; i++) {
		if ((p[i] & 0xc0) != 0x80)
			break;
		code = code << 6 | (p[i] & 0x3f);
	}
	*text += more < 0 ? 1 : i > more ? more + 1 : i;
	if (more < 0 || i <= more || code < least[more] ||
	    (code >= 0xd800 && code < 0xe000) || code > 0x10ffff)
		return REPLACEMENT;
	return code;
}

/* Append a character if it fits with a NUL; the new length. */
static size_t
utf8_put(char *out, size_t size, size_t at, uint32_t code)
{
	unsigned char	bytes[4];
	size_t		n;

	n = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
	bytes[0] = n == 1 ? code : n == 2 ? 0xc0 | code >> 6 :
	    n == 3 ? 0xe0 | code >> 12 : 0xf0 | code >> 18;
	for (size_t i = 1; i < n; i++)
		bytes[i] = 0x80 | (code >> 6 * (n - 1 - i) & 0x3f);
	if (at + n >= size)
		return at;
	memcpy(out + at, bytes, n);
	return at + n;
}

/* The septets of one character: 1, 2 with the escape, 0 if it has none. */
static int
gsm7_septets(uint32_t code, unsigned char septets[2])
{
	for (unsigned i = 0; i < 128; i++)
		if (i != ESCAPE && gsm7_default[i] == code) {
			septets[0] = i;
			return 1;
		}
	for (size_t i = 0; i < EXTENSIONS; i++)
		if (gsm7_extension[i].code == code) {
			septets[0] = ESCAPE;
			septets[1] = gsm7_extension[i].septet;
			return 2;
		}
	return 0;
}

static uint32_t
gsm7_extended(unsigned char septet)
{
	for (size_t i = 0; i < EXTENSIONS; i++)
		if (gsm7_extension[i].septet == septet)
			return gsm7_extension[i].code;
	return gsm7_default[septet & 0x7f];	/* 6.2.1.1: as the default */
}

/* Every character of the text is in the default alphabet or its extension. */
bool
sim_text_is_gsm7(const char *text)
{
	unsigned char	septets[2];

	while (*text != '\0')
		if (gsm7_septets(utf8_next(&text), septets) == 0)
			return false;
	return true;
}

/* One character as UTF-16BE: 2 or 4 octets. */
static int
ucs2_octets(uint32_t code, unsigned char octets[4])
{
	uint32_t	high;

	if (code < 0x10000) {
		octets[0] = code >> 8;
		octets[1] = code;
		return 2;
	}
	code -= 0x10000;
	high = 0xd800 | code >> 10;
	octets[0] = high >> 8;
	octets[1] = high;
	octets[2] = 0xdc | (code >> 8 & 3);
	octets[3] = code;
	return 4;
}

/* UTF-8 as UTF-16BE octets, as many whole characters as fit. */
size_t
sim_ucs2_write(unsigned char *out, size_t size, const char *text)
{
	unsigned char	octets[4];
	size_t		at = 0;
	int		n;

	while (*text != '\0') {
		n = ucs2_octets(utf8_next(&text), octets);
		if (at + n > size)
			break;
		memcpy(out + at, octets, n);
		at += n;
	}
	return at;
}

/* UTF-16BE as UTF-8; a surrogate without its other half is U+FFFD. */
size_t
sim_ucs2_read(char *out, size_t size, const unsigned char *in, size_t len)
{
	size_t		at = 0;
	uint32_t	code, low;

	for (size_t i = 0; i + 1 < len; i += 2) {
		code = in[i] << 8 | in[i + 1];
		low = i + 3 < len ? in[i + 2] << 8 | in[i + 3] : 0;
		if (code >= 0xd800 && code < 0xdc00 && low >= 0xdc00 &&
		    low < 0xe000) {
			code = 0x10000 + ((code & 0x3ff) << 10) + (low & 0x3ff);
			i += 2;
		} else if (code >= 0xd800 && code < 0xe000)
			code = REPLACEMENT;
		at = utf8_put(out, size, at, code);
	}
	out[at] = '\0';
	return at;
}

/* Upper-case hexadecimal and a NUL; its length. */
size_t
sim_hex_write(char *out, size_t size, const unsigned char *in, size_t len)
{
	static const char	digits[] = "0123456789ABCDEF";
	size_t			i;

	for (i = 0; i < len && 2 * i + 2 < size; i++) {
		out[2 * i] = digits[in[i] >> 4];
		out[2 * i + 1] = digits[in[i] & 15];
	}
	out[2 * i] = '\0';
	return 2 * i;
}

static int
hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Octets of hexadecimal text; -1 if it is none, is odd or does not fit. */
int
sim_hex_read(unsigned char *out, size_t size, const char *in, size_t len)
{
	int	high, low;

	if (len % 2 != 0 || len / 2 > size)
		return -1;
	for (size_t i = 0; i < len / 2; i++) {
		high = hex_value(in[2 * i]);
		low = hex_value(in[2 * i + 1]);
		if (high == -1 || low == -1)
			return -1;
		out[i] = high << 4 | low;
	}
	return len / 2;
}

/* An empty part of no class, stamped for Makassar. */
void
sim_part_init(struct sim_part *part)
{
	memset(part, 0, sizeof *part);
	part->class = -1;
	part->validity = -1;
	part->zone = SIM_ZONE;
}

/* Septets or octets that the header leaves to the text. */
static size_t
part_room(const struct sim_part *part)
{
	size_t	header = part->udh_len;

	if (part->coding == SIM_GSM7)
		return SIM_UD_SEPTETS - (header * 8 + 6) / 7;
	return SIM_UD_OCTETS - header;
}

/*
 * Take whole characters of the text while they fit behind the part's header;
 * moves the text on.
 */
static void
part_fill(struct sim_part *part, const char **text)
{
	size_t		room = part_room(part);
	unsigned char	bytes[4];
	const char	*next;
	int		n;

	part->len = 0;
	while (**text != '\0') {
		next = *text;
		if (part->coding == SIM_8BIT) {
			bytes[0] = *next++;
			n = 1;
		} else if (part->coding == SIM_UCS2)
			n = ucs2_octets(utf8_next(&next), bytes);
		else if ((n = gsm7_septets(utf8_next(&next), bytes)) == 0) {
			bytes[0] = '?';
			n = 1;
		}
		if (part->len + n > room)
			return;
		memcpy(part->data + part->len, bytes, n);
		part->len += n;
		*text = next;
	}
}

static enum sim_coding
coding_for(const char *text, enum sim_coding coding)
{
	if (coding != SIM_CODING_AUTO)
		return coding;
	return sim_text_is_gsm7(text) ? SIM_GSM7 : SIM_UCS2;
}

/* Put a text behind the part's header.  -1 if it does not fit. */
int
sim_part_set_text(struct sim_part *part, const char *text,
    enum sim_coding coding)
{
	part->coding = coding_for(text, coding);
	part_fill(part, &text);
	return *text == '\0' ? 0 : -1;
}

/*
 * A text as one part or as several with an 8-bit reference; parts has room
 * for SIM_PARTS_MAX and each is initialised here.  Their number, or -1 if
 * they would be more.
 */
int
sim_part_split(const char *text, enum sim_coding coding, unsigned ref,
    struct sim_part *parts)
{
	int	n;

	sim_part_init(&parts[0]);
	if (sim_part_set_text(&parts[0], text, coding) == 0)
		return 1;
	coding = coding_for(text, coding);
	for (n = 0; *text != '\0'; n++) {
		if (n == SIM_PARTS_MAX)
			return -1;
		sim_part_init(&parts[n]);
		parts[n].coding = coding;
		parts[n].udh_len = CONCAT_UDH;
		memcpy(parts[n].udh, (unsigned char[]){ 5, 0, 3, ref & 0xff,
		    0, n + 1 }, CONCAT_UDH);
		part_fill(&parts[n], &text);
	}
	for (int i = 0; i < n; i++)
		parts[i].udh[4] = n;
	return n;
}

/* The part's text as UTF-8; 8-bit data as it is.  Its length. */
size_t
sim_part_text(const struct sim_part *part, char *out, size_t size)
{
	size_t	at = 0;

	if (part->coding == SIM_UCS2)
		return sim_ucs2_read(out, size, part->data, part->len);
	if (part->coding == SIM_8BIT) {
		at = part->len < size ? part->len : size - 1;
		memcpy(out, part->data, at);
	} else
		for (size_t i = 0; i < part->len; i++) {
			if (part->data[i] != ESCAPE)
				at = utf8_put(out, size, at,
				    gsm7_default[part->data[i]]);
			else if (++i < part->len)
				at = utf8_put(out, size, at,
				    gsm7_extended(part->data[i]));
		}
	out[at] = '\0';
	return at;
}

/* The concatenation element of a header: 3GPP TS 23.040 9.2.3.24.1, .8. */
bool
sim_part_concat(const struct sim_part *part, struct sim_concat *concat)
{
	const unsigned char	*udh = part->udh;
	size_t			 i, n;

	for (i = 1; i + 2 <= part->udh_len; i += 2 + n) {
		n = udh[i + 1];
		if (i + 2 + n > part->udh_len)
			break;
		if (udh[i] == 0x00 && n == 3)
			concat->ref = udh[i + 2];
		else if (udh[i] == 0x08 && n == 4)
			concat->ref = udh[i + 2] << 8 | udh[i + 3];
		else
			continue;
		concat->parts = udh[i + n];
		concat->part = udh[i + n + 1];
		return true;
	}
	return false;
}

/* A septet at a bit offset, low bits first: 3GPP TS 23.038 6.1.2.1. */
static void
septet_put(unsigned char *octets, size_t bit, unsigned septet)
{
	octets[bit / 8] |= septet << bit % 8;
	if (bit % 8 > 1)
		octets[bit / 8 + 1] |= septet >> (8 - bit % 8);
}

static unsigned
septet_get(const unsigned char *octets, size_t bit)
{
	unsigned	septet = octets[bit / 8] >> bit % 8;

	if (bit % 8 > 1)
		septet |= octets[bit / 8 + 1] << (8 - bit % 8);
	return septet & 0x7f;
}

/* Digits as swapped semi-octets, an odd one filled with F. */
static size_t
put_digits(unsigned char *out, const char *digits)
{
	size_t		n = 0;
	const char	*at;

	for (; *digits != '\0' && n < SIM_NUMBER_SIZE; digits++, n++) {
		at = strchr(address_digits, tolower((unsigned char)*digits));
		if (n % 2 == 0)
			out[n / 2] = 0xf0 | (at - address_digits);
		else
			out[n / 2] = (out[n / 2] & 0x0f) |
			    (at - address_digits) << 4;
	}
	return n;
}

/* A name as sender: type D0, septets, the length in semi-octets. */
static size_t
put_name(unsigned char *out, const char *name)
{
	unsigned char	septets[2];
	size_t		n = 0;
	int		more;

	memset(out + 2, 0, 10);
	while (*name != '\0') {
		if ((more = gsm7_septets(utf8_next(&name), septets)) == 0) {
			septets[0] = '?';
			more = 1;
		}
		if (n + more > 11)
			break;
		for (int i = 0; i < more; i++)
			septet_put(out + 2, 7 * n++, septets[i]);
	}
	out[0] = (n * 7 + 3) / 4;
	out[1] = 0xd0;
	return 2 + (n * 7 + 7) / 8;
}

/* TP-OA, TP-DA or TP-RA, 3GPP TS 23.040 9.1.2.5: the octets written. */
static size_t
put_address(unsigned char *out, const char *number)
{
	bool	international = *number == '+';
	size_t	n;

	number += international;
	for (n = 0; number[n] != '\0'; n++)
		if (strchr(address_digits, tolower((unsigned char)number[n]))
		    == NULL)
			return put_name(out, number);
	out[0] = put_digits(out + 2, number);
	out[1] = international ? 0x91 : 0x81;
	return 2 + (out[0] + 1) / 2;
}

/* The SMSC's address counts octets and not digits: 3GPP TS 24.011 8.2.5.1. */
static size_t
put_smsc(unsigned char *out, const char *number)
{
	size_t	n;

	if (*number == '\0') {
		out[0] = 0;
		return 1;
	}
	n = put_address(out, number);
	out[0] = n - 1;
	return n;
}

/* TP-SCTS, 3GPP TS 23.040 9.2.3.11: local time and its zone. */
static size_t
put_time(unsigned char *out, int64_t seconds, int zone)
{
	time_t		local = seconds + zone * 15 * 60;
	struct tm	tm;
	int		fields[7];

	gmtime_r(&local, &tm);
	memcpy(fields, (int[7]){ tm.tm_year % 100, tm.tm_mon + 1, tm.tm_mday,
	    tm.tm_hour, tm.tm_min, tm.tm_sec, zone < 0 ? -zone : zone },
	    sizeof fields);
	for (int i = 0; i < 7; i++)
		out[i] = fields[i] % 10 << 4 | fields[i] / 10;
	if (zone < 0)
		out[6] |= 0x08;
	return 7;
}

/* TP-UDL and TP-UD of a part. */
static size_t
put_user_data(unsigned char *out, const struct sim_part *part)
{
	size_t	skip = (part->udh_len * 8 + 6) / 7;

	memset(out, 0, 1 + SIM_UD_OCTETS);
	memcpy(out + 1, part->udh, part->udh_len);
	if (part->coding != SIM_GSM7) {
		memcpy(out + 1 + part->udh_len, part->data, part->len);
		out[0] = part->udh_len + part->len;
		return 1 + out[0];
	}
	for (size_t i = 0; i < part->len; i++)
		septet_put(out + 1, 7 * (skip + i), part->data[i]);
	out[0] = skip + part->len;
	return 1 + (out[0] * 7 + 7) / 8;
}

/*
 * The PDU of an SMS-DELIVER, 3GPP TS 23.040 9.2.2.1, with the SMSC's address
 * before it as a modem shows it.  Its octets.
 */
size_t
sim_pdu_deliver(const struct sim_part *part, const char *smsc,
    unsigned char pdu[SIM_PDU_MAX])
{
	size_t	n = put_smsc(pdu, smsc);

	pdu[n++] = 0x04 | (part->udh_len > 0 ? 0x40 : 0);
	n += put_address(pdu + n, part->number);
	pdu[n++] = part->pid;
	pdu[n++] = part->coding << 2 |
	    (part->class >= 0 ? 0x10 | part->class : 0);
	n += put_time(pdu + n, part->time, part->zone);
	return n + put_user_data(pdu + n, part);
}

/* The PDU of an SMS-STATUS-REPORT, 3GPP TS 23.040 9.2.2.3. */
size_t
sim_pdu_report(const struct sim_report *report, const char *smsc,
    unsigned char pdu[SIM_PDU_MAX])
{
	size_t	n = put_smsc(pdu, smsc);

	pdu[n++] = 0x06;
	pdu[n++] = report->mr;
	n += put_address(pdu + n, report->number);
	n += put_time(pdu + n, report->sent_at, report->zone);
	n += put_time(pdu + n, report->discharged_at, report->zone);
	pdu[n++] = report->status;
	return n;
}

/* Reads octets in order and remembers that they ended too early. */
struct reader {
	const unsigned char	*at, *end;
	bool			 short_of;
};

static const unsigned char *
take(struct reader *in, size_t n)
{
	const unsigned char	*start = in->at;

	if ((size_t)(in->end - in->at) < n) {
		in->short_of = true;
		return NULL;
	}
	in->at += n;
	return start;
}

static int
take_octet(struct reader *in)
{
	const unsigned char	*octet = take(in, 1);

	return octet == NULL ? 0 : *octet;
}

static void
read_digits(char *out, const unsigned char *octets, int digits)
{
	int	value;

	for (int i = 0; i < digits; i++) {
		value = octets[i / 2] >> (i % 2 == 0 ? 0 : 4) & 0x0f;
		*out++ = value == 15 ? '?' : address_digits[value];
	}
	*out = '\0';
}

/* TP-DA: at most 20 semi-octets, 3GPP TS 23.040 9.1.2.5. */
static int
read_address(struct reader *in, char number[SIM_NUMBER_SIZE])
{
	int			 digits = take_octet(in);
	int			 type = take_octet(in);
	const unsigned char	*octets;

	if (digits == 0 || digits > 20 ||
	    (octets = take(in, (digits + 1) / 2)) == NULL)
		return -1;
	if ((type & 0x70) == 0x50)
		return -1;		/* nobody can be sent to by name */
	if ((type & 0x70) == 0x10)
		*number++ = '+';
	read_digits(number, octets, digits);
	return 0;
}

/* TP-DCS, 3GPP TS 23.038 4.  -1 for compressed and reserved codings. */
static int
read_coding(struct sim_part *part, int dcs)
{
	part->class = -1;
	if ((dcs & 0xc0) == 0) {
		if ((dcs & 0x20) != 0 || (dcs & 0x0c) == 0x0c)
			return -1;
		part->coding = dcs >> 2 & 3;
		if ((dcs & 0x10) != 0)
			part->class = dcs & 3;
		return 0;
	}
	if ((dcs & 0xf0) == 0xf0) {
		part->coding = (dcs & 4) != 0 ? SIM_8BIT : SIM_GSM7;
		part->class = dcs & 3;
		return 0;
	}
	part->coding = (dcs & 0xf0) == 0xe0 ? SIM_UCS2 : SIM_GSM7;
	return (dcs & 0xf0) >= 0xc0 ? 0 : -1;
}

/* TP-VP: none, one octet or seven, by bits 4 and 3 of the first octet. */
static void
read_validity(struct reader *in, struct sim_part *part, int first)
{
	int	format = first >> 3 & 3;

	part->validity = -1;
	if (format == 2)
		part->validity = take_octet(in);
	else if (format != 0)
		take(in, 7);
}

/* TP-UD must be there to its last octet, and nothing behind it. */
static int
read_user_data(struct reader *in, struct sim_part *part, bool udhi)
{
	size_t			 udl = take_octet(in);
	bool			 gsm7 = part->coding == SIM_GSM7;
	size_t			 octets = gsm7 ? (udl * 7 + 7) / 8 : udl;
	const unsigned char	*ud = take(in, octets);
	size_t			 skip;

	if (ud == NULL || octets > SIM_UD_OCTETS || in->at != in->end)
		return -1;
	part->udh_len = udhi && octets > 0 ? ud[0] + 1u : 0;
	if (part->udh_len > octets || (udhi && octets == 0))
		return -1;
	memcpy(part->udh, ud, part->udh_len);
	skip = gsm7 ? (part->udh_len * 8 + 6) / 7 : part->udh_len;
	if (skip > udl)
		return -1;
	part->len = udl - skip;
	for (size_t i = 0; i < part->len; i++)
		part->data[i] = gsm7 ? septet_get(ud, 7 * (skip + i)) :
		    ud[skip + i];
	return 0;
}

/*
 * Read an SMS-SUBMIT, 3GPP TS 23.040 9.2.2.2, with the SMSC's address before
 * it.  -1 if any octet is missing, superfluous or reserved.
 */
int
sim_pdu_submit(struct sim_part *part, const unsigned char *pdu, size_t len)
{
	struct reader	in = { .at = pdu, .end = pdu + len };
	int		first;

	sim_part_init(part);
	take(&in, take_octet(&in));
	first = take_octet(&in);
	part->mr = take_octet(&in);
	part->srr = (first & 0x20) != 0;
	if (in.short_of || (first & 3) != 1 ||
	    read_address(&in, part->number) == -1)
		return -1;
	part->pid = take_octet(&in);
	if (read_coding(part, take_octet(&in)) == -1)
		return -1;
	read_validity(&in, part, first);
	if (read_user_data(&in, part, (first & 0x40) != 0) == -1)
		return -1;
	return in.short_of ? -1 : 0;
}
