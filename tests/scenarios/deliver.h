/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef DELIVER_H
#define DELIVER_H

#include <stddef.h>
#include <stdint.h>

#define DELIVER_HEX	720	/* digits of the longest one, and a NUL */

/*
 * An SMS-DELIVER as anybody may write it (3GPP TS 23.040 9.2.2.1), each field
 * as wrong as it likes.  What is 0 or NULL is as an honest phone has it.
 */
struct deliver {
	const char	*from;		/* +62..., digits and *#abc, a name */
	unsigned	 toa;		/* type of address; a name has 0xd0 */
	unsigned	 first;		/* bits set beside those that must be */
	unsigned	 pid, dcs;
	const char	*stamp;		/* TP-SCTS, 14 digits as they lie */
	const char	*udh;		/* hexadecimal, its length in front */
	const char	*text;		/* septets, one a character */
	const char	*data;		/* or octets, hexadecimal */
	int		 udl;		/* TP-UDL that lies; 0: it is true */
	int		 from_len;	/* digits that lie; 0: it is true */
	int		 cut;		/* octets taken off the end */
};

void	deliver_hex(const struct deliver *, int64_t, char[DELIVER_HEX]);

#endif
