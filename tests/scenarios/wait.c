/* SPDX-License-Identifier: GPL-2.0-or-later */

/* wait - until when a condition is waited for, and what is said if not. */

#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "world.h"

/* The machine's clock, which only goes on. */
int64_t
now_ms(void)
{
	struct timespec	t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* For a loop that waits for a condition. */
void
pause_ms(int ms)
{
	struct timespec	t = { ms / 1000, (ms % 1000) * 1000000L };

	nanosleep(&t, NULL);
}

/* Where the programs are. */
const char *
build_dir(void)
{
	const char	*dir = getenv("KENTONGAN_BUILD");

	return dir != NULL ? dir : ".";
}

/* Where the city's own files are. */
const char *
source_dir(void)
{
	const char	*dir = getenv("srcdir");

	return dir != NULL ? dir : ".";
}

/* The last lines of a log, for who reads a failure. */
static void
show_log(const struct world *w, const char *log)
{
	char	command[256];

	fflush(stdout);
	snprintf(command, sizeof command, "echo '--- %s'; tail -n 25 %s/%s",
	    log, w->dir, log);
	if (system(command) != 0)
		fputs("(no log)\n", stderr);
}

/* Fail the test, and say what the programs logged. */
void
die(struct world *w, const char *what)
{
	show_log(w, "daemon.log");
	show_log(w, "sim.log");
	fail_msg("%s", what);
}
