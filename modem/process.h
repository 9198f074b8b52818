/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PROCESS_H
#define PROCESS_H

#include <stdbool.h>
#include <stdint.h>

#include "gateway/fleet/wire.h"
#include "modem/driver.h"

/*
 * The worker's process, shared by the files that do its work: modem.c (the
 * loop), held.c (what came), submit.c (what goes out), dial.c (USSD).
 */

struct journal;

#define PROCESS_OUT_MAX		16
#define PROCESS_HELD_MAX	512
#define PROCESS_DIAL_MAX	4

enum held_state {
	HELD_FREE,
	HELD_TOLD,		/* the daemon has not said STORED yet */
	HELD_STORED,		/* may go from the modem */
	HELD_DELETED,		/* it is gone, says the modem; a sweep tells */
};

/* A message that we told the daemon of. */
struct held {
	enum held_state		state;
	uint32_t		token;		/* of twins the same */
	struct driver_place	place;
	int64_t			try_at;		/* the next deletion, ms */
	unsigned		refused;	/* deletions */
	unsigned		seen;		/* number of the last sweep */
};

struct worker {
	int			 wire;		/* -1: the daemon is gone */
	struct wire_setup	 setup;
	struct journal		*journal;	/* owned */
	const struct modem_driver *calls;	/* of the driver below */
	struct driver		*driver;	/* owned; NULL until open */
	struct driver_trouble	 trouble;
	bool			 leaving;	/* after the send in hand */
	bool			 lost;

	/* submit.c */
	struct wire_sms_out	 out[PROCESS_OUT_MAX];	/* out[0] is next */
	int			 out_count;
	bool			 garbled;	/* hurt by our haste */
	bool			 sending;	/* `sent' says how it ended */
	int64_t			 sending_id;
	uint32_t		 sending_part;
	int64_t			 sending_until;	/* ms */
	int			 plain_errors;

	/* held.c */
	struct held		 held[PROCESS_HELD_MAX];
	uint32_t		 token;		/* the last given */
	unsigned		 sweeps;
	int			 looks;		/* again, after a notice */
	int64_t			 sweep_at;	/* ms */
	bool			 arrived;	/* since the listing began */

	/* dial.c */
	struct wire_ussd_ask	 dial[PROCESS_DIAL_MAX]; /* dial[0] is next */
	int			 dial_count;
	int64_t			 answer_until;	/* ms; 0: none awaited */

	/* modem.c */
	uint32_t		 registered;	/* as the daemon was told */
	int64_t			 health_at;	/* ms */
	int64_t			 network_at;	/* ms */
	int64_t			 ringing_until;	/* ms */
	char			 ringing[48];	/* who */
};

int64_t	 process_now_ms(void);
void	 process_tell(struct worker *, const struct wire_message *);
void	 process_lose(struct worker *);
void	 process_lose_for(struct worker *, const char *, bool);

void	 submit_queue(struct worker *, const struct wire_sms_out *);
void	 submit_next(struct worker *);
void	 submit_settle(struct worker *, enum wire_outcome, int, int);
void	 submit_answered(struct worker *, int, int);

void	 held_sweep(struct worker *);
void	 held_sweep_anew(struct worker *);
void	 held_notice(struct worker *);
void	 held_direct(struct worker *, const struct driver_message *);
void	 held_stored(struct worker *, uint32_t);
struct held *held_next_delete(struct worker *);
void	 held_delete(struct worker *, struct held *);
int64_t	 held_next_at(const struct worker *);

void	 dial_queue(struct worker *, const struct wire_ussd_ask *);
void	 dial_next(struct worker *);
void	 dial_answered(struct worker *, int, const char *);
void	 dial_give_up(struct worker *);

#endif
