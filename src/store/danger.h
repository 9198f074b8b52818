/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef STORE_DANGER_H
#define STORE_DANGER_H

#include <stddef.h>
#include <stdint.h>

/* What rows say of danger to life, and of matters that are not the city's. */

struct store;

int	store_danger_set(struct store *, int64_t, const char *);
int	store_danger_get(struct store *, int64_t, char *, size_t);
int	store_danger_of_phone(struct store *, int64_t, int64_t *);
int	store_inbox_set_beyond(struct store *, int64_t, const char *,
	    const char *);

#endif
