/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SIM_MODEM_H
#define SIM_MODEM_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/queue.h>
#include <sys/types.h>

#include "sim_card.h"
#include "sim_net.h"

struct bufferevent;
struct evbuffer;

#define SIM_LINE_SIZE	4096	/* of a command; a longer one is an error */

/* What goes wrong next, and how the control socket calls it. */
#define SIM_FAULTS(X)							\
	X(CMS_ERROR,	"cms-error")	/* a send is refused */		\
	X(MUTE,		"mute")		/* a command gets no answer */	\
	X(LOSE_CMGS,	"lose-cmgs")	/* sent, but no +CMGS */	\
	X(DELETE_FAILS,	"delete-fails")	/* AT+CMGD is an error */	\
	X(NO_CMTI,	"no-cmti")	/* a message comes in silence */ \
	X(DUPLICATE,	"duplicate")	/* it comes twice */

enum sim_fault {
#define X(id, name)	SIM_FAULT_##id,
	SIM_FAULTS(X)
#undef X
	SIM_FAULT_END
};

enum sim_stat { SIM_UNREAD, SIM_READ, SIM_UNSENT, SIM_SENT };

/* A stored message; hex may be rubbish and length may lie. */
struct sim_slot {
	char		*hex;		/* owned; NULL: the slot is free */
	int		 length;	/* octets without the SMSC's address */
	enum sim_stat	 stat;
};

enum sim_store_id { SIM_STORE_SM, SIM_STORE_ME, SIM_STORES };

struct sim_store {
	const char	*name;
	struct sim_slot	*slots;		/* owned */
	int		 capacity;
	int		 used;
};

/* Held by the network while the SIM is full or the modem is away. */
struct sim_waiting {
	TAILQ_ENTRY(sim_waiting) entry;
	char		*hex;		/* owned */
	int		 length;
	bool		 report;
};

enum sim_dialogue { SIM_COMMAND, SIM_PDU, SIM_ON_AIR };

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
	char		*next_link;	/* owned; where it returns, NULL as was */
	struct event	*leave_timer;	/* owned */
	struct event	*return_timer;	/* owned */

	/* The dialogue. */
	enum sim_dialogue state;
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
	char		*ussd_answer;	/* owned; to any code */
	int		 ussd_status;
	struct event	*ussd_timer;	/* owned */

	/* Faults. */
	int		 fault[SIM_FAULT_END];	/* how often still, -1 ever */
	int		 cms_error;
	pid_t		 kill_pid;
	int		 kill_after;	/* commands */

	/* Counters. */
	uint64_t	 commands, delivered, deleted, sent, refused;
	uint64_t	 plugs, resets;
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
void		 sim_modem_set_capacity(struct sim_modem *, int, int);
void		 sim_modem_say(struct sim_modem *, const char *, size_t);
void		 sim_modem_notice(struct sim_modem *, const char *, ...)
		    __attribute__((format(printf, 2, 3)));
int		 sim_modem_arrive(struct sim_modem *, const char *, int, bool);
void		 sim_modem_retry_waiting(struct sim_modem *);
void		 sim_modem_delete(struct sim_modem *, struct sim_store *, int);
void		 sim_modem_ring(struct sim_modem *, const char *, int, int);
void		 sim_modem_ring_end(struct sim_modem *);
void		 sim_modem_ussd(struct sim_modem *, const char *, int);
void		 sim_modem_ussd_ask(struct sim_modem *);
bool		 sim_modem_is_idle(const struct sim_modem *);
bool		 sim_modem_fault(struct sim_modem *, enum sim_fault);
int		 sim_fault_find(const char *);

#endif
