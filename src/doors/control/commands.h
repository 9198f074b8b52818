/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef COMMANDS_H
#define COMMANDS_H

#include <stddef.h>

#include <jansson.h>

struct control_parts;

/* What somebody may; a set. */
enum commands_right { MAY_READ = 1, MAY_CHANGE = 2 };

json_t	*commands_answer(const struct control_parts *, unsigned,
	    const char *, size_t);

#endif
