/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * tpdu - the octets of an SMS as it came over the air, where libGammu does
 * not tell what they say.
 *
 * This file alone knows the layout of 3GPP TS 23.040 9.2.2.1.  A stranger
 * wrote every octet: nothing here trusts a length.
 */

#include <string.h>

#include "gateway/tpdu.h"

#define MTI_MASK	0x03
#define MTI_DELIVER	0x00
#define HAS_UDH		0x40
#define FIXED		9	/* TP-PID, TP-DCS, TP-SCTS */

/*
 * Find the parts of an SMS-DELIVER with its SMSC in front, as a modem lists
 * it.  False if it is none or ends before its text begins.
 */
bool
tpdu_read(struct tpdu *t, const unsigned char *raw, size_t len)
{
	size_t	at, address;

	memset(t, 0, sizeof *t);
	if (len < 1 || (at = 1u + raw[0]) + 2 > len ||
	    (raw[at] & MTI_MASK) != MTI_DELIVER)
		return false;
	t->has_udh = (raw[at] & HAS_UDH) != 0;
	address = 2 + (raw[at + 1] + 1u) / 2;
	at += 1 + address;
	if (at + FIXED + 1 > len)
		return false;
	t->dcs = raw[at + 1];
	t->udl = raw[at + FIXED];
	t->data = raw + at + FIXED + 1;
	t->len = len - (at + FIXED + 1);
	return true;
}
