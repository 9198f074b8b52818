/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SIM_MODEM_H
#define SIM_MODEM_H

#include <stdbool.h>
#include <stdint.h>

#include "modem/sim/state.h"

struct sim_modem *sim_modem_new(struct sim_world *, const char *,
		    const char *);
void		 sim_modem_free(struct sim_modem *);
int		 sim_modem_plug(struct sim_modem *);
void		 sim_modem_unplug(struct sim_modem *);
void		 sim_modem_return(struct sim_modem *, int64_t);
void		 sim_modem_reset(struct sim_modem *);
void		 sim_modem_move(struct sim_modem *, const char *);
void		 sim_modem_insert(struct sim_modem *, const char *);
bool		 sim_modem_is_idle(const struct sim_modem *);

#endif
