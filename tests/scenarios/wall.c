/* SPDX-License-Identifier: GPL-2.0-or-later */

/* wall - a clock on the wall that a scenario moves; see clock.so. */

#include "config.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#include "world.h"

/* "2026-12-17 14:00" in the city, which is eight hours ahead of UTC. */
int64_t
wall_time(const char *text)
{
	struct tm	tm = { 0 };

	assert_non_null(strptime(text, "%Y-%m-%d %H:%M", &tm));
	return (int64_t)timegm(&tm) - 8 * 3600;
}

/* What this world's wall shows. */
int64_t
wall_now(const struct world *w)
{
	return (int64_t)time(NULL) + (w->ahead != NULL ? *w->ahead : 0);
}

/* Let it show that time. */
void
wall_set(struct world *w, const char *text)
{
	*w->ahead = wall_time(text) - (int64_t)time(NULL);
}

/* A wall of this world's own, which shows that time. */
void
wall_hang(struct world *w, const char *text)
{
	int	fd;

	snprintf(w->clock, sizeof w->clock, "%s/clock", w->dir);
	fd = open(w->clock, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	assert_true(fd != -1);
	assert_int_equal(ftruncate(fd, sizeof *w->ahead), 0);
	w->ahead = mmap(NULL, sizeof *w->ahead, PROT_READ | PROT_WRITE,
	    MAP_SHARED, fd, 0);
	close(fd);
	assert_true((void *)w->ahead != MAP_FAILED);
	wall_set(w, text);
}
