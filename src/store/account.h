/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef STORE_ACCOUNT_H
#define STORE_ACCOUNT_H

#include <stdint.h>

/* What was sent and spent. */

struct store;

int	store_outbox_parts_since(struct store *, const char *, int64_t);
int	store_account_part_at(struct store *, const char *, int, int64_t *);
int	store_account_price(struct store *, int64_t, int, int);
int	store_account_sent_at(struct store *, int64_t, int64_t *);
int	store_account_spent(struct store *, int64_t, int64_t *);
int	store_account_to_phone(struct store *, int64_t, int64_t);
int	store_told_at(struct store *, const char *, int64_t *);
int	store_tell(struct store *, const char *, int64_t);

#endif
