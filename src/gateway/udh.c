/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * udh - the user data header of an SMS: is it a part, and of what?
 *
 * This file alone knows 3GPP TS 23.040 9.2.3.24.  A stranger wrote every
 * octet: nothing here trusts a length.
 */

#include <stdint.h>

#include "gateway/udh.h"

enum {
	IE_CONCAT_8	= 0x00,
	IE_PORT_8	= 0x04,
	IE_PORT_16	= 0x05,
	IE_CONCAT_16	= 0x08,
	IE_SINGLE_SHIFT	= 0x24,
	IE_LOCKING_SHIFT = 0x25
};

/*
 * TS 23.040 9.2.3.24.1: an element with part 0, parts 0 or part > parts is
 * to be ignored whole; the message then stands alone.
 */
static void
udh_concat(struct udh *u, int ref, int parts, int part)
{
	if (parts == 0 || part == 0 || part > parts) {
		u->damaged = true;
		return;
	}
	if (parts == 1)
		return;
	u->ref = ref;
	u->parts = parts;
	u->part = part;
}

static void
udh_element(struct udh *u, int id, const unsigned char *d, size_t len)
{
	static const struct {
		int	id;
		size_t	len;
	} known[] = {
		{ IE_CONCAT_8, 3 }, { IE_PORT_8, 2 },
		{ IE_PORT_16, 4 }, { IE_CONCAT_16, 4 },
		{ IE_SINGLE_SHIFT, 1 }, { IE_LOCKING_SHIFT, 1 },
	};
	size_t	i;

	for (i = 0; i < sizeof known / sizeof *known; i++)
		if (known[i].id == id && known[i].len != len) {
			u->damaged = true;
			return;
		}
	if (id == IE_CONCAT_8)
		udh_concat(u, d[0], d[1], d[2]);
	else if (id == IE_CONCAT_16)
		udh_concat(u, UDH_REF_16BIT + (d[0] << 8 | d[1]), d[2], d[3]);
	else if (id == IE_PORT_8)
		u->port = d[0];
	else if (id == IE_PORT_16)
		u->port = d[0] << 8 | d[1];
	else if (id == IE_SINGLE_SHIFT)
		u->single = d[0];
	else if (id == IE_LOCKING_SHIFT)
		u->locking = d[0];
}

/*
 * Read a header of len octets, its own length octet first; len 0 is "none".
 * Elements may stand in any order; of two that exclude each other the last
 * counts.  What is cut short is damaged: what stood before the cut is
 * kept, save a concatenation, for the text itself cannot be trusted then.
 */
void
udh_parse(struct udh *u, const unsigned char *udh, size_t len)
{
	size_t	at = 1, end;

	*u = (struct udh){ .ref = -1, .part = 1, .parts = 1, .port = -1 };
	if (len == 0)
		return;
	end = (size_t)udh[0] + 1;
	if (end > len) {
		u->damaged = true;
		end = len;
	}
	while (at + 2 <= end && at + 2 + udh[at + 1] <= end) {
		udh_element(u, udh[at], udh + at + 2, udh[at + 1]);
		at += 2 + (size_t)udh[at + 1];
	}
	if (at != end)
		u->damaged = true;
	if (u->damaged) {
		u->ref = -1;
		u->part = u->parts = 1;
	}
}
