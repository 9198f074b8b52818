/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef DESK_SAID_H
#define DESK_SAID_H

/* Our own SMS, known when they come back. */

#include <stddef.h>
#include <stdint.h>

struct desk;
struct outbox_message;

/* Whose memory, and as of when: what said_length is given. */
struct said {
	struct desk	*desk;		/* borrowed */
	int64_t		 now;
};

int	said_keep(struct desk *, const struct outbox_message *, int64_t);
size_t	said_length(void *, const char *);

#endif
