/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef STORE_LIST_H
#define STORE_LIST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Tables for people and programs. */

struct store;

/* A value bound to a list statement, by its name (":state"). */
struct store_param {
	const char	*name;
	const char	*text;		/* NULL: the number */
	int64_t		 number;
	bool		 is_null;
};

struct store_cell {
	const char	*column;
	const char	*text;		/* NULL: SQL NULL */
	int64_t		 number;	/* meaningful if is_number */
	bool		 is_number;
};

typedef int	(*store_row_cb)(void *, const struct store_cell *, int);

int	store_list(struct store *, const char *, const struct store_param *,
	    size_t, store_row_cb, void *);

#endif
