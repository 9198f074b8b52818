/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * world - what the modems and the network of the simulator share: the clock,
 * the timers, and when a message last moved.
 */

#include "config.h"

#include <time.h>

#include <event2/event.h>

#include "modem/sim/world.h"

/* A clock that never jumps, in milliseconds. */
int64_t
sim_now_ms(void)
{
	struct timespec	ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

/* Let a timer go off in so many milliseconds. */
void
sim_arm(struct event *timer, int64_t ms)
{
	struct timeval	tv = { ms / 1000, ms % 1000 * 1000 };

	event_add(timer, &tv);
}

/* A message moved: the network is not quiet. */
void
sim_world_moved(struct sim_world *world)
{
	world->moved = sim_now_ms();
}
