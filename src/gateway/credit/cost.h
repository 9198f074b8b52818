/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef COST_H
#define COST_H

#include <stdbool.h>
#include <stdint.h>

struct conf;
struct conf_modem;
struct desk;
struct store;

/* What was spent today, as far as we counted. */
struct cost {
	int64_t	day_at, next_day_at;	/* of the city; 0: not counted yet */
	int64_t	counted_at;
	int64_t	spent;			/* rupiah, never too low */
	bool	told;			/* the coordinator, today */
};

int	cost_price(const struct conf_modem *, bool);
bool	cost_is_reached(struct cost *, struct store *, const struct conf *,
	    int64_t);
int	cost_tell(struct cost *, struct store *, struct desk *, int64_t);
void	cost_use(struct cost *, int);
int64_t	cost_today(struct store *, int64_t);

#endif
