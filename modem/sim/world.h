/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SIM_WORLD_H
#define SIM_WORLD_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/queue.h>

#include "modem/sim/chance.h"
#include "modem/sim/pdu.h"

struct event;
struct event_base;
struct sim_modem;

#define SIM_SMSC	"+62811000000"	/* the network's message centre */

TAILQ_HEAD(sim_modem_list, sim_modem);

/* What the command line says of every modem and of the air. */
struct sim_settings {
	int	capacity;	/* slots of the SIM */
	int	me_capacity;	/* slots of the modem itself, 0 none */
	struct sim_delay air;	/* a send takes so long */
	int	report_ms;	/* a status report comes so late, -1 never */
	bool	direct_reports;	/* +CDS and not +CDSI */
	bool	hurry_start;	/* hurried commands at the start are lost */
	bool	hurry_send;	/* a hurried PDU loses its beginning */
};

/* What modems and network share; the network owns it. */
struct sim_world {
	struct event_base	*base;		/* borrowed */
	struct sim_settings	 settings;	/* may change at any time */
	struct sim_modem_list	 modems;
	unsigned		 seed;		/* of all chance */
	int64_t			 moved;		/* ms, monotonic */
	/* A modem got this part onto the air. */
	void			(*submitted)(void *, struct sim_modem *,
				    const struct sim_part *);
	void			*arg;
};

int64_t	sim_now_ms(void);
void	sim_arm(struct event *, int64_t);
void	sim_world_moved(struct sim_world *);

#endif
