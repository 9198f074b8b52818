/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef COMMANDS_H
#define COMMANDS_H

#include <stddef.h>

#include <jansson.h>

struct gateway;

json_t	*commands_answer(struct gateway *, const char *, size_t);

#endif
