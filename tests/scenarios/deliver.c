/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * deliver - SMS-DELIVER written octet by octet, so that any of it can lie.
 *
 * The simulator's own encoder writes only what a phone would.
 */

#include "config.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "deliver.h"

#define SMSC	"07912618010000F0"
#define ZONE	0x23		/* 32 quarters of an hour east, swapped */

struct octets {
	unsigned char	at[(DELIVER_HEX - 1) / 2];
	size_t		len;
};

static void
put(struct octets *o, unsigned octet)
{
	if (o->len < sizeof o->at)
		o->at[o->len++] = (unsigned char)octet;
}

static void
put_hex(struct octets *o, const char *hex)
{
	unsigned	octet;

	for (; sscanf(hex, "%2x", &octet) == 1; hex += 2)
		put(o, octet);
}

/* Septets behind so many bits that are taken, 3GPP TS 23.038 6.1.2.1. */
static void
put_septets(struct octets *o, const char *text, size_t len, unsigned bit)
{
	unsigned	held = 0, bits = bit;
	size_t		i;

	for (i = 0; i < len; i++) {
		held |= ((unsigned)text[i] & 0x7f) << bits;
		for (bits += 7; bits >= 8; bits -= 8) {
			put(o, held & 0xff);
			held >>= 8;
		}
	}
	if (bits > 0)
		put(o, held);
}

static unsigned
semi_octet(char c)
{
	static const char	digits[] = "0123456789*#abc";
	const char		*at = strchr(digits, c);

	return at != NULL && c != '\0' ? (unsigned)(at - digits) : 0xf;
}

static void
put_address(struct octets *o, const struct deliver *d)
{
	const char	*c = d->from;
	unsigned	 toa = d->toa != 0 ? d->toa : *c == '+' ? 0x91 : 0x81;
	size_t		 len;

	c += *c == '+';
	len = strlen(c);
	if ((toa & 0x70) == 0x50) {
		put(o, (unsigned)(d->from_len != 0 ? d->from_len :
		    (int)(len * 7 + 3) / 4));
		put(o, toa);
		put_septets(o, c, len, 0);
		return;
	}
	put(o, (unsigned)(d->from_len != 0 ? d->from_len : (int)len));
	put(o, toa);
	for (; *c != '\0'; c += c[1] != '\0' ? 2 : 1)
		put(o, semi_octet(c[1]) << 4 | semi_octet(c[0]));
}

static void
put_time(struct octets *o, int64_t when)
{
	time_t		t = (time_t)when + 8 * 3600;
	struct tm	tm;
	int		value[6], i;

	gmtime_r(&t, &tm);
	value[0] = tm.tm_year % 100;
	value[1] = tm.tm_mon + 1;
	value[2] = tm.tm_mday;
	value[3] = tm.tm_hour;
	value[4] = tm.tm_min;
	value[5] = tm.tm_sec;
	for (i = 0; i < 6; i++)
		put(o, (unsigned)(value[i] % 10 << 4 | value[i] / 10));
	put(o, ZONE);
}

static void
put_user_data(struct octets *o, const struct deliver *d)
{
	size_t		header = d->udh != NULL ? strlen(d->udh) / 2 : 0, at;
	size_t		len = d->text != NULL ? strlen(d->text) : 0;
	size_t		fill = (header * 8 + 6) / 7;

	at = o->len;
	put(o, 0);
	put_hex(o, d->udh != NULL ? d->udh : "");
	if (d->data != NULL) {
		put_hex(o, d->data);
		len = o->len - at - 1;
	} else {
		put_septets(o, d->text != NULL ? d->text : "", len,
		    (unsigned)(fill * 7 - header * 8));
		len += fill;
	}
	o->at[at] = (unsigned char)(d->udl != 0 ? (unsigned)d->udl : len);
}

/* The PDU as a modem lists it, with its SMSC, stamped at that moment. */
void
deliver_hex(const struct deliver *d, int64_t when, char hex[DELIVER_HEX])
{
	struct octets	o = { .len = 0 };
	size_t		i;

	put_hex(&o, SMSC);
	put(&o, 0x04 | d->first | (d->udh != NULL ? 0x40 : 0));
	put_address(&o, d);
	put(&o, d->pid);
	put(&o, d->dcs);
	if (d->stamp != NULL)
		put_hex(&o, d->stamp);
	else
		put_time(&o, when);
	put_user_data(&o, d);
	o.len -= (size_t)d->cut < o.len ? (size_t)d->cut : 0;
	for (i = 0; i < o.len; i++)
		snprintf(hex + 2 * i, 3, "%02X", o.at[i]);
}
