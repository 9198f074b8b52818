/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SIM_RADIO_H
#define SIM_RADIO_H

#include <stdbool.h>

struct sim_modem;

void		 sim_radio_init(struct sim_modem *);
void		 sim_radio_clear(struct sim_modem *);
void		 sim_radio_start(struct sim_modem *);
void		 sim_radio_stop(struct sim_modem *);
int		 sim_radio_registration(const struct sim_modem *);
bool		 sim_radio_is_served(const struct sim_modem *);
void		 sim_radio_register(struct sim_modem *, int, int);

#endif
