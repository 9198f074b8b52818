/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SIM_CARD_H
#define SIM_CARD_H

#include <stdbool.h>

#include "modem/sim/pdu.h"

#define SIM_PIN_TRIES	3
#define SIM_PUK_TRIES	10

/* The card in a modem.  What is counted here survives the modem's restart. */
struct sim_card {
	bool	absent;
	char	imsi[16];
	char	own_number[SIM_NUMBER_SIZE];
	char	pin[9], puk[9];		/* "" not locked, no way back */
	int	pin_tries, puk_tries;
	bool	locked;			/* a code is wanted still */
	int	pins_entered, pins_wrong; /* of PINs and PUKs, ever */
};

enum sim_card_answer { SIM_CARD_FINE, SIM_CARD_ABSENT, SIM_CARD_WRONG,
	SIM_CARD_WANTS_PUK, SIM_CARD_DEAD };

void		 sim_card_init(struct sim_card *);
void		 sim_card_power(struct sim_card *);
enum sim_card_answer sim_card_enter(struct sim_card *, const char *,
		    const char *);
const char	*sim_card_wants(const struct sim_card *);
bool		 sim_card_is_usable(const struct sim_card *);

#endif
