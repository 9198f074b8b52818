/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SIM_STATE_H
#define SIM_STATE_H

/* A simulated modem's insides, for the files that are its parts. */

#include <stdbool.h>
#include <stdint.h>
#include <sys/queue.h>
#include <sys/types.h>

#include "modem/sim/calls.h"
#include "modem/sim/card.h"
#include "modem/sim/chance.h"
#include "modem/sim/fault.h"
#include "modem/sim/store.h"
#include "modem/sim/world.h"

struct bufferevent;
struct event;
struct evbuffer;

#define SIM_LINE_SIZE	4096	/* of a command; a longer one is an error */

/* What the modem waits for; late: for the time of its answer. */
enum sim_dialogue { SIM_COMMAND, SIM_PDU, SIM_ON_AIR, SIM_LATE };

struct sim_modem;

/* What its parts cannot do themselves. */
struct sim_modem_events {
	void	(*reset)(struct sim_modem *);	/* AT+CFUN=1,1 */
	void	(*served)(struct sim_modem *);	/* by the network, or no more */
	void	(*ruled)(struct sim_modem *, enum sim_fault);	/* anew */
};

struct sim_modem {
	TAILQ_ENTRY(sim_modem) entry;
	struct sim_world *world;	/* borrowed */
	const struct sim_modem_events *events;
	char		*name, *link;	/* owned */
	char		 imei[16];
	struct sim_card	 card;

	/* The pseudo-terminal. */
	int		 slave;		/* held open; -1 unplugged */
	struct bufferevent *tty;	/* owned; NULL unplugged */
	struct evbuffer	*reply;		/* owned; of the command in hand */
	struct evbuffer	*held;		/* owned; notices meanwhile */

	/* Going away and coming back. */
	int		 reset_ms;	/* after AT+CFUN=1,1; -1 stays */
	char		*next_link;	/* owned; NULL: returns as it was */
	struct event	*leave_timer;	/* owned */
	struct event	*return_timer;	/* owned */

	/* The wire to whoever reads; see line.c. */
	struct evbuffer	*drip;		/* owned; octets one by one */
	struct event	*drip_timer, *chatter_timer, *flap_timer; /* owned */
	bool		 splitting;
	int64_t		 hung_until;	/* ms, monotonic; 0 not hung */

	/* The dialogue. */
	enum sim_dialogue state, after;	/* after: of a late answer */
	int64_t		 late_ms;	/* the answer in hand is so late */
	bool		 muted;		/* it will not be given */
	bool		 deaf;		/* no notices until AT+CNMI */
	int		 echoes;	/* of the line in hand */
	char		 line[SIM_LINE_SIZE];
	size_t		 len;
	bool		 overflow;
	int64_t		 line_started, replied;	/* ms, monotonic */
	bool		 dozed;		/* before the first command */
	int		 pdu_length;	/* of AT+CMGS= */
	struct sim_part	 on_air;
	struct event	*air_timer;	/* owned */

	/* What commands set. */
	int		 echo, clip, crc, ccwa, cmms, cmgf, cmee, creg, cgreg;
	int		 cops_format, cusd;
	int		 cnmi[5];	/* mode, mt, bm, ds, bfr */
	bool		 ucs2;		/* AT+CSCS */
	enum sim_store_id mem[3];
	char		 smsc[SIM_NUMBER_SIZE];

	/* SIM and network. */
	struct sim_store store[SIM_STORES];
	TAILQ_HEAD(sim_waiting_list, sim_waiting) waiting;
	int		 waiting_count;
	struct event	*arrival;	/* owned; a slot was freed */
	unsigned char	 next_mr;
	int		 signal;	/* as +CSQ, 0..31, 99 */
	int		 registration;	/* as +CREG, the network's word */
	int		 function;	/* AT+CFUN: 1 full, else no radio */

	/* A call and a USSD answer under way. */
	char		 caller[SIM_NUMBER_SIZE];
	int		 rings, ring_ms;
	struct event	*ring_timer;	/* owned */
	TAILQ_HEAD(, sim_ussd_answer) ussd_answers;
	char		 ussd_path[512]; /* of the open session */
	struct event	*ussd_timer;	/* owned */

	/* Faults. */
	struct sim_fault_rule fault[SIM_FAULT_END];
	struct sim_chance chance;
	struct sim_delay air;		/* a send takes so long, */
	bool		 own_air;	/* and not as the network says */
	pid_t		 kill_pid;
	int		 kill_after;	/* commands */

	/* Counters. */
	uint64_t	 commands, delivered, deleted, sent, refused;
	uint64_t	 arrived;	/* for it at the network */
	uint64_t	 doubled;	/* of delivered and waiting */
	uint64_t	 reports;	/* of delivered */
	uint64_t	 reports_unheard; /* of reports */
	uint64_t	 swallowed;	/* of sent: nobody got them */
	uint64_t	 unconfirmed;	/* of sent: without +CMGS */
	uint64_t	 plugs, resets, ussd_asked;
};

#endif
