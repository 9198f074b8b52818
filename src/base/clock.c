/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * clock - what time it is for all that is stored.
 */

#include "config.h"

#include <time.h>

#include "base/clock.h"

/* Seconds since 1970 UTC. */
int64_t
clock_now(void)
{
	return (int64_t)time(NULL);
}
