/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SIM_USSD_H
#define SIM_USSD_H

#include <stdbool.h>

struct event_base;
struct sim_ussd;

/* What a phone dials with; all borrowed until the answer is there. */
struct sim_ussd_hop {
	const char	*session;
	const char	*number;
	const char	*code;		/* "*123#" */
	const char	*text;		/* all inputs, joined with '*' */
};

/* The screen, and whether the session goes on.  NULL: no answer came. */
typedef void	(*sim_ussd_fn)(void *, const char *, bool);

struct sim_ussd	*sim_ussd_new(struct event_base *, const char *, sim_ussd_fn,
		    void *);
void		 sim_ussd_free(struct sim_ussd *);
int		 sim_ussd_ask(struct sim_ussd *, const struct sim_ussd_hop *);
bool		 sim_ussd_is_busy(const struct sim_ussd *);
bool		 sim_ussd_url_is_good(const char *);

#endif
