/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UDH_H
#define UDH_H

#include <stdbool.h>
#include <stddef.h>

#define UDH_REF_16BIT	0x10000	/* added to a 16-bit reference */

/* What a user data header says that matters to us. */
struct udh {
	int	ref;		/* concatenation reference; -1 single */
	int	part, parts;	/* 1 of 1 for a single */
	int	port;		/* destination port; -1 none */
	int	locking, single; /* national language tables; 0 default */
	bool	damaged;	/* cut short, or numbers that cannot be */
};

void	udh_parse(struct udh *, const unsigned char *, size_t);

#endif
