/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef COMMANDS_MODEM_H
#define COMMANDS_MODEM_H

#include <stdbool.h>

#include <jansson.h>

struct gateway;

void	commands_modem(struct gateway *, const char *, const json_t *,
	    json_t *);
json_t	*commands_modem_columns(void);
json_t	*commands_modem_rows(const struct gateway *, bool);

#endif
