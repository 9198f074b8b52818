/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SIM_STORE_H
#define SIM_STORE_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/queue.h>

struct sim_modem;

enum sim_stat { SIM_UNREAD, SIM_READ, SIM_UNSENT, SIM_SENT };

/* A stored message; hex may be rubbish and length may lie. */
struct sim_slot {
	char		*hex;		/* owned; NULL: the slot is free */
	int		 length;	/* octets without the SMSC's address */
	enum sim_stat	 stat;
};

enum sim_store_id { SIM_STORE_SM, SIM_STORE_ME, SIM_STORES };

struct sim_store {
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

void		 sim_store_init(struct sim_modem *);
void		 sim_store_clear(struct sim_modem *);
void		 sim_store_set_capacity(struct sim_modem *, int, int);
void		 sim_store_erase(struct sim_modem *, enum sim_store_id);
struct sim_store *sim_store_of(struct sim_modem *, enum sim_store_id);
const char	*sim_store_name(enum sim_store_id);
bool		 sim_store_exists(const struct sim_modem *, enum sim_store_id);
int		 sim_store_base(const struct sim_modem *);
int		 sim_store_used(struct sim_modem *, enum sim_store_id);
int		 sim_store_arrive(struct sim_modem *, const char *, int, bool);
void		 sim_store_retry(struct sim_modem *);
void		 sim_store_retry_in(struct sim_modem *, int64_t);
void		 sim_store_delete(struct sim_modem *, struct sim_store *, int);

#endif
