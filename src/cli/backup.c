/* SPDX-License-Identifier: GPL-2.0-or-later */

/* backup - a copy of the database. */

#include "config.h"

#include <limits.h>
#include <stdio.h>
#include <unistd.h>

#include "cli/daemon.h"
#include "cli/invocation.h"

/* The daemon works elsewhere: it needs the whole path. */
static enum exit_code
run_backup(struct invocation *inv)
{
	const char	*file = invocation_text(inv, "file");
	char		 cwd[PATH_MAX], path[PATH_MAX * 2];

	if (file[0] != '/' && getcwd(cwd, sizeof cwd) != NULL) {
		snprintf(path, sizeof path, "%s/%s", cwd, file);
		invocation_set(inv, "file", json_string(path));
	}
	return daemon_answer(inv);
}

const struct command	backup_commands[] = {
	{ "backup", "file", "FILE", "copy the database while in use",
	    run_backup, NULL },
	{ 0 },
};
