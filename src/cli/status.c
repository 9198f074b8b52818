/* SPDX-License-Identifier: GPL-2.0-or-later */

/* status - how the daemon is, and what waits for a person. */

#include "config.h"

#include <stddef.h>

#include "cli/command.h"

static const struct option todo_options[] = {
	OPTION_LIMIT(" (default 100)"),
	OPTION_NUMBERS("phone numbers"),
	{ 0 },
};

const struct command	status_commands[] = {
	{ "status", "", "", "how the daemon, its modems and queues are", NULL,
	    NULL },
	{ "todo", "", "", "all that a person must decide, the most pressing "
	    "first", NULL, todo_options },
	{ 0 },
};
