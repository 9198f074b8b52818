/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef COMMANDS_SIM_H
#define COMMANDS_SIM_H

#include <stdbool.h>

#include <jansson.h>

struct gateway;

void	commands_sim_list(struct gateway *, bool, json_t *);
void	commands_sim_check(struct gateway *, const char *, json_t *);
void	commands_sim_status(struct gateway *, bool, json_t *, json_t *);

#endif
