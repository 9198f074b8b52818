/* SPDX-License-Identifier: GPL-2.0-or-later */

/* status - how the daemon is. */

#include "config.h"

#include <stddef.h>

#include "cli/command.h"

const struct command	status_commands[] = {
	{ "status", "", "", "how the daemon, its modems and queues are", NULL,
	    NULL },
	{ 0 },
};
