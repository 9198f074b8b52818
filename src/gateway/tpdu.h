/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TPDU_H
#define TPDU_H

#include <stdbool.h>
#include <stddef.h>

/* Where things lie in an SMS-DELIVER. */
struct tpdu {
	int			 dcs;		/* TP-DCS */
	size_t			 udl;		/* as it claims */
	const unsigned char	*data;		/* borrowed; TP-UD */
	size_t			 len;		/* octets that are there */
	bool			 has_udh;
};

bool	tpdu_read(struct tpdu *, const unsigned char *, size_t);

#endif
