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

/*
 * Who is told what a worker says; each gets the argument of worker_new.
 * `changed` is called when it became ready, idle again, lost or gone.
 */
struct worker_hooks {
	void	(*sms_in)(void *, struct worker *, const struct wire_sms_in *);
	void	(*report)(void *, struct worker *,
		    const struct wire_sms_report *);
	void	(*result)(void *, struct worker *,
		    const struct wire_sms_result *);
	void	(*leftover)(void *, struct worker *,
		    const struct wire_leftover *);
	void	(*ussd)(void *, struct worker *, const struct wire_ussd *);
	void	(*changed)(void *, struct worker *);
};

struct worker	*worker_new(struct event_base *, const struct conf *,
		    const struct conf_modem *, const struct worker_hooks *,
		    void *);
void		 worker_free(struct worker *);
void		 worker_configure(struct worker *, const struct conf *,
		    const struct conf_modem *);
void		 worker_stop(struct worker *);
void		 worker_reap(struct worker *);
int		 worker_submit(struct worker *, const struct wire_sms_out *);
int		 worker_ask_ussd(struct worker *, const char *);
void		 worker_stored(struct worker *, uint32_t);
void		 worker_sweep(struct worker *);
bool		 worker_is_gone(const struct worker *);
bool		 worker_is_idle(const struct worker *);
bool		 worker_is_up(const struct worker *);
int64_t		 worker_down_since(const struct worker *);
uint64_t	 worker_session(const struct worker *);
const char	*worker_name(const struct worker *);
const char	*worker_sim(const struct worker *);
void		 worker_status(const struct worker *, struct worker_status *);
const char	*worker_state_name(enum worker_state);

#endif
