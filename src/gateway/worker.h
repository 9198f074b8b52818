/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef WORKER_H
#define WORKER_H

#include <stdbool.h>
#include <stdint.h>

#include "wire.h"

struct conf;
struct conf_modem;
struct event_base;
struct worker;

enum worker_state {
	WORKER_DOWN,		/* waits for its next start */
	WORKER_OPENING,
	WORKER_READY,
	WORKER_SENDING,
	WORKER_STOPPING
};

/* What `kentongan status` shows of a modem. */
struct worker_status {
	const char	*name;
	enum worker_state state;
	const char	*detail;	/* why it is down; "" if well */
	int		 signal;	/* percent, -1 unknown */
	const char	*network;
	const char	*imsi;		/* "" unknown */
	int		 used, size;	/* SIM slots, -1 unknown */
	int		 restarts;
	bool		 hurried;	/* pauses capped */
	int64_t		 since;		/* in this state */
};

void		 worker_status(const struct worker *, struct worker_status *);
const char	*worker_state_name(enum worker_state);

#endif
