/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef LIMIT_H
#define LIMIT_H

#include <stdbool.h>
#include <stdint.h>

struct conf_modem;
struct store;

enum { PER_MINUTE, PER_HOUR, PER_DAY, PER_COUNT };

/* What one modem has sent lately, as far as we counted. */
struct limit {
	int	used[PER_COUNT];
	int64_t	counted_at[PER_COUNT];	/* 0: never */
	int64_t	again_at;		/* when a full one is counted anew */
};

bool	limit_is_reached(struct limit *, struct store *,
	    const struct conf_modem *, int64_t);
void	limit_use(struct limit *);

#endif
