/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SIM_CALLS_H
#define SIM_CALLS_H

#include <sys/queue.h>

struct sim_modem;

/* What the network answers to a code, or to a menu's whole path. */
struct sim_ussd_answer {
	TAILQ_ENTRY(sim_ussd_answer) entry;
	char	*path;			/* owned; "*888# 1"; "" any */
	char	*text;			/* owned */
	int	 status;		/* 1: an answer is wanted */
};

void		 sim_calls_init(struct sim_modem *);
void		 sim_calls_stop(struct sim_modem *);
void		 sim_calls_clear(struct sim_modem *);
void		 sim_calls_ring(struct sim_modem *, const char *, int, int);
void		 sim_calls_ring_end(struct sim_modem *);
void		 sim_calls_ussd(struct sim_modem *, const char *, int);
void		 sim_calls_ussd_ask(struct sim_modem *, const char *);
void		 sim_calls_ussd_end(struct sim_modem *);
void		 sim_calls_ussd_answer(struct sim_modem *, const char *,
		    const char *, int);

#endif
