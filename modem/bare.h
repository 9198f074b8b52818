/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BARE_H
#define BARE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define BARE_TEXT_SIZE	1200	/* of a PDU in hexadecimal, or what it is */

/* A message as a modem lists it, not decoded. */
struct bare_message {
	char		store[24];	/* as the modem calls it */
	int		index;
	bool		is_hex;
	unsigned char	pdu[256];	/* if it is */
	size_t		len;
	char		text[BARE_TEXT_SIZE];	/* if it is not */
	uint64_t	digest;
};

struct bare_list {
	struct bare_message *item;	/* owned */
	int		count, size;
};

bool	bare_list(int, struct bare_list *);
void	bare_list_clear(struct bare_list *);
bool	bare_delete(int, const char *, int, uint64_t, bool *);
int	bare_registration(int);
void	bare_operator(int, char *, size_t);
bool	bare_sim_is_out(int);
int	bare_pin_tries(int);

#endif
