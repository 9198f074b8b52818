/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SIM_AT_H
#define SIM_AT_H

#include <stddef.h>

struct sim_modem;

void		 sim_at_reset(struct sim_modem *);
void		 sim_at_input(struct sim_modem *);
void		 sim_at_sent(struct sim_modem *);

#endif
