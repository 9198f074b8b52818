/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TABLE_H
#define TABLE_H

#include <stddef.h>
#include <stdint.h>

#define TABLE_NONE	(-1)

/* Empty when all zero. */
struct table {
	struct slot {
		uint64_t	key;	/* 0: free */
		int		value;
	}	*slot;			/* owned */
	size_t	 mask, used;
};

void		table_add(struct table *, uint64_t, int);
int		table_next(const struct table *, uint64_t, size_t *);
int		table_find(const struct table *, uint64_t);
uint64_t	table_mix(uint64_t);
void		table_clear(struct table *);

#endif
