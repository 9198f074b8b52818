/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SIM_MODEM_H
#define SIM_MODEM_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/queue.h>
#include <sys/types.h>

#include "modem/sim/calls.h"
#include "modem/sim/card.h"
#include "modem/sim/chance.h"
#include "modem/sim/fault.h"
#include "modem/sim/net.h"
#include "modem/sim/store.h"

struct bufferevent;
struct event;
struct evbuffer;

#define SIM_LINE_SIZE	4096	/* of a command; a longer one is an error */

/* What the modem waits for; late: for the time of its answer. */
enum sim_dialogue { SIM_COMMAND, SIM_PDU, SIM_ON_AIR, SIM_LATE };

struct sim_modem {
	TAILQ_ENTRY(sim_modem) entry;
	struct sim_net	*net;		/* borrowed */
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

	/* The wire to whoever reads; see sim_line.c. */
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

struct sim_modem *sim_modem_new(struct sim_net *, const char *, const char *);
void		 sim_modem_free(struct sim_modem *);
int		 sim_modem_plug(struct sim_modem *);
void		 sim_modem_unplug(struct sim_modem *);
void		 sim_modem_return(struct sim_modem *, int64_t);
void		 sim_modem_reset(struct sim_modem *);
void		 sim_modem_move(struct sim_modem *, const char *);
void		 sim_modem_insert(struct sim_modem *, const char *);
int		 sim_modem_registration(const struct sim_modem *);
bool		 sim_modem_is_served(const struct sim_modem *);
void		 sim_modem_register(struct sim_modem *, int, int);
void		 sim_modem_notice(struct sim_modem *, const char *, ...)
		    __attribute__((format(printf, 2, 3)));
bool		 sim_modem_is_idle(const struct sim_modem *);

#endif
