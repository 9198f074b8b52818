/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef WORKER_PRIVATE_H
#define WORKER_PRIVATE_H

/*
 * What the files worker*.c share and nobody else needs.  Each calls only those
 * that stand above it here; worker_life.c puts them together.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "gateway/fleet/wire.h"
#include "gateway/fleet/worker.h"

struct event;
struct recover;

enum worker_event {
	EV_START,		/* its process was started */
	EV_CLEAR,		/* open, its own SIM, in a network */
	EV_SEARCH,		/* open, but in no network */
	EV_FOREIGN,		/* open, but with a SIM that is not its own */
	EV_SUBMIT,		/* a part was handed over */
	EV_ANSWER,		/* its result came */
	EV_FAILED,		/* its process gave up, or we did */
	EV_STOP,		/* we asked it to leave */
	EV_GONE,		/* the process has ended; another will start */
	EV_REFUSED,		/* has ended: nothing but a person helps */
	EV_EXHAUSTED,		/* has ended: so did the ladder */
	EV_ABSENT,		/* the device is not there */
};

/* Why the last process ended: what the wire says, and what we know better. */
enum worker_trouble {
	TROUBLE_NONE = -1,	/* it said nothing */
	TROUBLE_TWIN = WIRE_TROUBLE_OTHER_SIM + 1
};

struct worker {
	const struct worker_hooks *hooks; /* borrowed */
	void		*hooks_arg;	/* borrowed */
	/* Of worker_life.c: there is something to read; it has gone. */
	void		(*readable_cb)(int, short, void *);
	void		(*gone)(struct worker *);
	struct event_base *base;	/* borrowed */
	struct event	*alarm;		/* owned; what it means: worker_alarm */
	struct event	*readable;	/* owned; NULL: no process */
	struct event	*writable;	/* owned; added while words wait */
	char		*program;	/* owned */
	struct wire_setup setup;	/* as configured */
	int		 deadline_s;	/* of one request */
	int		 pause_max_s;	/* between two starts */
	int		 broken_retry_s;
	int		 steady_s;	/* well so long: the next loss is new */
	enum worker_state state;
	enum worker_state rested;	/* where it was between two tries */
	int64_t		 since;		/* in this state */
	int64_t		 ready_at;	/* this process became ready; 0 not */
	int64_t		 down_at;	/* cannot send since; 0 it can */
	uint64_t	 session;	/* names this process in memory */
	int		 fd;		/* owned; -1 none */
	pid_t		 pid;		/* -1 none, or reaped */
	bool		 told;		/* LEFTOVER came */
	bool		 pinged;	/* and no word since */
	bool		 failed;	/* its last word was "failing" */
	bool		 final;		/* stopped for good */
	bool		 anew;		/* stopped to be started at once */
	bool		 slow;		/* pace fell back to libGammu's */
	bool		 foreign;	/* the SIM is not its own */
	bool		 pin_given;	/* to this process */
	bool		 pin_withheld;	/* from it: see worker_hooks */
	bool		 useful;	/* this process moved a message */
	enum worker_hold hold;
	int		 trouble;	/* enum wire_trouble, worker_trouble */
	int		 hurried_failures;
	int		 starts;

	/* worker_heal.c: between two processes. */
	int		 rung;		/* of the ladder; 0 nothing failed */
	bool		 reset;		/* the next start begins with one */
	bool		 unhurried;	/* the next start takes its time */
	bool		 given_up;	/* the ladder ended; until steady */
	uint64_t	 looked;	/* digest of the devices last seen */
	int64_t		 try_at;	/* while absent: not before */
	char		**recover_words; /* owned, ends with NULL; or NULL */
	struct recover	*recover;	/* owned; a command that runs */

	int64_t		 out_id;	/* the send in hand */
	uint32_t	 out_part;
	uint32_t	*stored;	/* owned; the socket was full */
	size_t		 stored_count, stored_size;
	struct wire_identity identity;	/* kept from process to process */
	struct wire_health health;
	char		 detail[128];
};

/* worker_status.c: what is seen of it. */
bool	 worker_has_process(const struct worker *);

/* worker_state.c: the states. */
bool	 worker_step(struct worker *, enum worker_event);
bool	 worker_is_resting(enum worker_state);
void	 worker_arm(struct worker *, int);
void	 worker_arm_state(struct worker *);
void	 worker_rest(struct worker *);
void	 worker_note_down(struct worker *);
void	 worker_set_detail(struct worker *, const char *);
int	 worker_state_after(enum worker_state, enum worker_event);

/* worker_process.c: one process. */
void	 worker_start(struct worker *);
void	 worker_kill(struct worker *, const char *);
void	 worker_close(struct worker *);
void	 worker_ask_to_leave(struct worker *);
int	 worker_tell_token(struct worker *, enum wire_type, uint32_t);
void	 worker_blame_hurry(struct worker *);

/* worker_hear.c: what a process says. */
void	 worker_hear(struct worker *, const struct wire_message *);

/* worker_heal.c: when and how the next process starts. */
void	 worker_heal(struct worker *);
void	 worker_try(struct worker *);

#endif
