/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SIM_NET_H
#define SIM_NET_H

#include <stdbool.h>
#include <stdint.h>

#include "modem/sim/pdu.h"
#include "modem/sim/world.h"

struct event_base;
struct sim_modem;
struct sim_net;

/* A message that the network took, whole. */
struct sim_message {
	int			 index;		/* 1-based, by completion */
	const struct sim_modem	*modem;
	char			 to[SIM_NUMBER_SIZE];
	char			*text;		/* owned; UTF-8 */
	int			 parts;
	const int		*part_index;	/* owned; ledger indices */
	int			 mr;		/* of the last part sent */
	int64_t			 time;		/* seconds UTC */
	int			 class;
	enum sim_coding		 coding;
	bool			 srr;
};

/* One SMS-SUBMIT of the ledger. */
struct sim_sent {
	int			 index;		/* 1-based */
	const struct sim_modem	*modem;
	int64_t			 time;
	struct sim_part		 part;
	bool			 swallowed;	/* it reached nobody */
};

/* What somebody's phone sends to a modem. */
struct sim_letter {
	const char		*from;
	const char		*text;
	enum sim_coding		 coding;
	int			 class;		/* -1 none */
	int			 pid;
	int64_t			 time;		/* 0 now */
	int			 zone;
	int			 ref;		/* -1 the network chooses */
	const unsigned char	*udh;		/* NULL unless given */
	size_t			 udh_len;
	const int		*order;		/* parts to deliver, 1-based */
	int			 orders;	/* 0: all in order */
};

typedef void	(*sim_message_fn)(void *, const struct sim_message *);

struct sim_net	*sim_net_new(struct event_base *, unsigned);
void		 sim_net_free(struct sim_net *);
struct sim_world *sim_net_world(struct sim_net *);
struct sim_modem *sim_net_modem(struct sim_net *, const char *);
bool		 sim_net_is_quiet(struct sim_net *, int);
int		 sim_net_send(struct sim_net *, struct sim_modem *,
		    const struct sim_letter *);
int		 sim_net_report(struct sim_net *, struct sim_modem *,
		    const struct sim_report *);
int		 sim_net_echo(struct sim_net *, const char *, bool,
		    const char *);
int		 sim_net_subscribe(struct sim_net *, sim_message_fn, void *);
void		 sim_net_unsubscribe(struct sim_net *, sim_message_fn, void *);
int		 sim_net_message_count(const struct sim_net *);
const struct sim_message *sim_net_message(const struct sim_net *, int);
int		 sim_net_sent_count(const struct sim_net *);
const struct sim_sent *sim_net_sent(const struct sim_net *, int);

#endif
