/* SPDX-License-Identifier: GPL-2.0-or-later */

/* admin - the admin at a shell. */

#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "world.h"

/* Run `kentongan ARGS`; its exit code, its output (both streams) in out. */
int
world_cli(struct world *w, char *out, size_t size, const char *args)
{
	char	command[1024];
	FILE	*f;
	size_t	n;
	int	status;

	snprintf(command, sizeof command, "%s/kentongan -c %s %s 2>&1",
	    build_dir(), w->conf, args);
	assert_non_null(f = popen(command, "r"));
	n = fread(out, 1, size - 1, f);
	out[n] = '\0';
	status = pclose(f);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* Wait until the output of `kentongan ARGS` holds some words. */
void
world_wait_cli(struct world *w, const char *args, const char *words)
{
	int64_t	end = now_ms() + DEADLINE_MS;
	char	out[16384];

	for (;;) {
		world_cli(w, out, sizeof out, args);
		if (strstr(out, words) != NULL)
			return;
		if (now_ms() > end)
			break;
		pause_ms(50);
	}
	printf("%s\n", out);
	die(w, words);
}
