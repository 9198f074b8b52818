/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SIM_CHANCE_H
#define SIM_CHANCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SIM_CERTAIN	1000000u	/* of a chance, in millionths */

/* A stream of chance: the same seed gives the same one. */
struct sim_chance {
	uint64_t	state;
};

enum sim_delay_kind { SIM_DELAY_FIXED, SIM_DELAY_UNIFORM,
	SIM_DELAY_LOGNORMAL };

/* How long something takes; milliseconds. */
struct sim_delay {
	enum sim_delay_kind	kind;
	double			a, b;	/* from, to; or median, sigma */
};

void		 sim_chance_init(struct sim_chance *, uint64_t);
uint64_t	 sim_chance_below(struct sim_chance *, uint64_t);
bool		 sim_chance_falls(struct sim_chance *, unsigned);
int64_t		 sim_delay_draw(const struct sim_delay *, struct sim_chance *);
int		 sim_delay_read(struct sim_delay *, const char *);
int		 sim_time_read(const char *, size_t, int64_t *);

#endif
