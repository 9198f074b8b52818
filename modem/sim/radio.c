/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * radio - whether a simulated modem is in the network's reach.
 */

#include "config.h"

#include <event2/event.h>

#include "base/log.h"
#include "modem/sim/line.h"
#include "modem/sim/radio.h"
#include "modem/sim/state.h"

/* Ways in from the event loop. */
static void	radio_flap_cb(evutil_socket_t, short, void *);

/* The radio of a new modem. */
void
sim_radio_init(struct sim_modem *m)
{
	m->flap_timer = evtimer_new(m->world->base, radio_flap_cb, m);
	if (m->flap_timer == NULL)
		fatal("sim: no memory for a modem");
	m->signal = 22;
	m->registration = m->function = 1;
}

void
sim_radio_clear(struct sim_modem *m)
{
	event_free(m->flap_timer);
}

/* Begin to lose the network, if it does. */
void
sim_radio_start(struct sim_modem *m)
{
	if (m->tty != NULL)
		sim_fault_arm(m, SIM_FAULT_FLAP, m->flap_timer);
}

/* It is unplugged. */
void
sim_radio_stop(struct sim_modem *m)
{
	event_del(m->flap_timer);
}

/* What +CREG tells: without radio or a ready card there is no network. */
int
sim_radio_registration(const struct sim_modem *m)
{
	return m->function == 1 && sim_card_is_usable(&m->card) ?
	    m->registration : 0;
}

/* At home or roaming: only then do messages come and go. */
bool
sim_radio_is_served(const struct sim_modem *m)
{
	int	registration = sim_radio_registration(m);

	return m->tty != NULL && (registration == 1 || registration == 5);
}

/*
 * The network's word on the modem, and whether it has its radio on; told by
 * +CREG where that was asked for.
 */
void
sim_radio_register(struct sim_modem *m, int registration, int function)
{
	int	before = sim_radio_registration(m), now;

	m->registration = registration;
	m->function = function;
	if ((now = sim_radio_registration(m)) == before)
		return;
	if (m->creg == 2 && (now == 1 || now == 5))
		sim_line_notice(m, "+CREG: %d,\"04CA\",\"9A5E\"", now);
	else if (m->creg > 0)
		sim_line_notice(m, "+CREG: %d", now);
	m->events->served(m);
}

/* The network is lost and found again. */
static void
radio_flap_cb(evutil_socket_t fd, short what, void *arg)
{
	struct sim_modem	*m = arg;
	bool			 lost = m->registration == 2;

	(void)fd;
	(void)what;
	if (sim_fault_strikes(m, SIM_FAULT_FLAP)) {
		m->signal = lost ? 22 : 99;
		sim_radio_register(m, lost ? 1 : 2, m->function);
	}
	sim_radio_start(m);
}
