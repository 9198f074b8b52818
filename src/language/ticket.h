/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TICKET_H
#define TICKET_H

#include <stdint.h>

#define TICKET_SIZE	21	/* decimal digits of an int64_t and NUL */

void	ticket_from_sequence(int64_t, char[TICKET_SIZE]);
int64_t	ticket_to_sequence(const char *);

#endif
