/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef WORKER_H
#define WORKER_H

#include <stdbool.h>
#include <stdint.h>

#include "gateway/fleet/wire.h"

struct conf;
struct conf_modem;
struct event_base;
struct worker;

enum worker_state {
	WORKER_ABSENT,		/* its device is not there */
	WORKER_OPENING,
	WORKER_LOCKED,		/* PIN, PUK, no SIM, or not its own SIM */
	WORKER_SEARCHING,	/* open, but in no network: receives */
	WORKER_READY,
	WORKER_SENDING,
	WORKER_BACKOFF,		/* waits for its next start */
	WORKER_BROKEN,		/* nothing helped; tried again now and then */
	WORKER_STOPPING
};

#define WORKER_STATES	(WORKER_STOPPING + 1)

/* What the admin wants of it; it receives in any case. */
enum worker_hold {
	WORKER_HOLD_NONE,
	WORKER_HOLD_PAUSED,	/* sends nothing */
	WORKER_HOLD_DRAINED	/* nor do its rows wait for it */
};

/* Whose is the modem that was found, and its SIM? */
enum worker_claim {
	WORKER_CLAIM_OWN,
	WORKER_CLAIM_FOREIGN,	/* another SIM than before: sends nothing */
	WORKER_CLAIM_TWIN	/* another worker has this very modem */
};

/* worker_down_since of what will not send for long: no use to wait. */
#define WORKER_LONG_AGO	1

/* What `kentongan status` shows of a modem. */
struct worker_status {
	const char	*name;
	enum worker_state state;
	const char	*detail;	/* why it is down; "" if well */
	int		 signal;	/* percent, -1 unknown */
	const char	*network;
	const char	*imsi;		/* "" unknown */
	const char	*imei;
	const char	*model;
	const char	*device;	/* the path it was found at */
	int		 used, size;	/* SIM slots, -1 unknown */
	int		 restarts;
	int		 rung;		/* of the ladder; 0: nothing failed */
	bool		 hurried;	/* pauses capped */
	bool		 foreign;	/* the SIM is not its own */
	enum worker_hold hold;
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
	void	(*call)(void *, struct worker *, const struct wire_call *);
	void	(*ussd)(void *, struct worker *, const struct wire_ussd *);
	void	(*changed)(void *, struct worker *);
	/* Before each start: what to look for; true: the PIN was withheld. */
	bool	(*starting)(void *, struct worker *, struct wire_setup *);
	enum worker_claim (*identified)(void *, struct worker *,
		    const struct wire_identity *);
	/* Its last word; the trouble is an enum wire_trouble. */
	void	(*failing)(void *, struct worker *, int);
	/* It left this state; why it did, if there is something to say. */
	void	(*moved)(void *, struct worker *, enum worker_state,
		    const char *);
};

struct worker	*worker_new(struct event_base *, const struct conf *,
		    const struct conf_modem *, const struct worker_hooks *,
		    void *);
void		 worker_free(struct worker *);
void		 worker_configure(struct worker *, const struct conf *,
		    const struct conf_modem *);
void		 worker_stop(struct worker *);
void		 worker_reap(struct worker *);
void		 worker_reset(struct worker *);
void		 worker_hold(struct worker *, enum worker_hold);
void		 worker_own(struct worker *);
int		 worker_submit(struct worker *, const struct wire_sms_out *);
int		 worker_ask_ussd(struct worker *, const char *);
void		 worker_stored(struct worker *, uint32_t);
void		 worker_sweep(struct worker *);
bool		 worker_is_gone(const struct worker *);
bool		 worker_is_idle(const struct worker *);
bool		 worker_is_up(const struct worker *);
bool		 worker_is_open(const struct worker *);
int64_t		 worker_down_since(const struct worker *);
uint64_t	 worker_session(const struct worker *);
const char	*worker_name(const struct worker *);
const char	*worker_sim(const struct worker *);
enum worker_state worker_state(const struct worker *);
void		 worker_status(const struct worker *, struct worker_status *);
const char	*worker_state_name(enum worker_state);

#endif
