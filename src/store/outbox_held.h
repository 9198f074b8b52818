/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef STORE_OUTBOX_HELD_H
#define STORE_OUTBOX_HELD_H

#include <stdint.h>

/* What a number's budget held back. */

struct outbox_message;
struct store;

int	store_outbox_held_next(struct store *, int64_t *);
int	store_outbox_held_due(struct store *, int64_t, int64_t *);
int	store_outbox_held_of_phone(struct store *, int64_t, int64_t, int64_t,
	    struct outbox_message *);
int	store_outbox_put_off(struct store *, int64_t, int64_t);

#endif
