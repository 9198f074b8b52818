/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SIM_ARGS_H
#define SIM_ARGS_H

#include <stdbool.h>
#include <stddef.h>

struct sim_modem;

bool		 sim_args_item(const char **, char *, size_t);
bool		 sim_args_number(const char **, int *, int);
void		 sim_args_decode(const struct sim_modem *, char *, size_t);

#endif
