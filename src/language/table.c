/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * table - numbers found by a key: open addressing, never more than half full.
 *
 * A key may be there several times, with a value each.
 */

#include <stdlib.h>

#include "language/table.h"

static void
table_put(struct table *t, uint64_t key, int value)
{
	size_t	i = key & t->mask;

	while (t->slot[i].key != 0)
		i = (i + 1) & t->mask;
	t->slot[i].key = key;
	t->slot[i].value = value;
	t->used++;
}

/* Add a value to those of a key, which is not 0. */
void
table_add(struct table *t, uint64_t key, int value)
{
	struct table	bigger = { 0 };
	size_t		i;

	if (t->slot == NULL || t->used * 2 > t->mask) {
		bigger.mask = t->slot == NULL ? 255 : t->mask * 2 + 1;
		bigger.slot = calloc(bigger.mask + 1, sizeof *bigger.slot);
		if (bigger.slot == NULL)
			abort();
		for (i = 0; t->slot != NULL && i <= t->mask; i++)
			if (t->slot[i].key != 0)
				table_put(&bigger, t->slot[i].key,
				    t->slot[i].value);
		free(t->slot);
		*t = bigger;
	}
	table_put(t, key, value);
}

/* The next value of a key from slot *i on, or TABLE_NONE. */
int
table_next(const struct table *t, uint64_t key, size_t *i)
{
	int	value;

	if (t->slot == NULL)
		return TABLE_NONE;
	for (; t->slot[*i & t->mask].key != 0; ++*i) {
		if (t->slot[*i & t->mask].key == key) {
			value = t->slot[*i & t->mask].value;
			++*i;
			return value;
		}
	}
	return TABLE_NONE;
}

/* The first value of a key, or TABLE_NONE. */
int
table_find(const struct table *t, uint64_t key)
{
	size_t	i = key;

	return table_next(t, key, &i);
}

/* A number as a key: low bits must differ well, they are its place. */
uint64_t
table_mix(uint64_t key)
{
	key ^= key >> 32;
	key *= UINT64_C(0x9E3779B97F4A7C15);
	key ^= key >> 29;
	return key == 0 ? 1 : key;
}

/* Free what a table holds. */
void
table_clear(struct table *t)
{
	free(t->slot);
	*t = (struct table){ 0 };
}
