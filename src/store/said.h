/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef STORE_SAID_H
#define STORE_SAID_H

#include <stddef.h>
#include <stdint.h>

/* How our own SMS begin, to know them when they come back. */

struct store;

#define SAID_PERIOD_S	5184000		/* 60 days */

int	store_said_add(struct store *, int64_t, uint64_t, int64_t);
int	store_said_find(struct store *, int64_t, uint64_t, int,
	    int (*)(void *, const char *), void *);

#endif
