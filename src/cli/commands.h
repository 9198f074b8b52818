/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CLI_COMMANDS_H
#define CLI_COMMANDS_H

#include <stdio.h>

#include "cli/command.h"

const struct command	*commands_find(char **, int, int *);
const struct option	*commands_find_option(const struct command *,
			    const char *);
int			 commands_help(FILE *, const char *);

#endif
