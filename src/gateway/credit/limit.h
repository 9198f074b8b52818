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
	int	most[PER_COUNT];	/* when it was counted */
	int64_t	counted_at[PER_COUNT];	/* 0: never */
	int64_t	full_until[PER_COUNT];	/* the oldest one counts no more */
	int64_t	pause_until;		/* the next routine one */
	bool	began;			/* the last send was looked up */
};

bool	limit_is_reached(struct limit *, struct store *,
	    const struct conf_modem *, int64_t);
bool	limit_is_pausing(struct limit *, struct store *,
	    const struct conf_modem *, int64_t);
int64_t	limit_again_at(const struct limit *, int64_t);
void	limit_use(struct limit *, const struct conf_modem *, int64_t);
int	limit_window_s(int);
int	limit_most(const struct conf_modem *, int);

#endif
