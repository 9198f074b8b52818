/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef GAMMU_PRIVATE_H
#define GAMMU_PRIVATE_H

#include <stdbool.h>
#include <stddef.h>

#include <gammu.h>

#include "modem/bare.h"
#include "modem/driver.h"
#include "modem/gammu/hooks.h"

/* The driver's insides, for the files of this folder only. */

#define GAMMU_SWEEP_MAX	1024	/* entries of a listing */
#define GAMMU_OPEN_S	120	/* what a call may take at most */
#define GAMMU_LIST_S	60
#define GAMMU_CALL_S	45

struct driver {
	GSM_StateMachine	*gsm;		/* owned */
	GSM_MultiSMSMessage	*multi;		/* owned; of the listing */
	struct driver_events	 events;
	void			*arg;		/* of the events */
	struct driver_trouble	*trouble;	/* borrowed */
	const char		*device;	/* borrowed; its path */
	int			 fd;		/* libGammu's; -1 none */
	bool			 announces;
	bool			 stale;		/* libGammu may keep a line */
	bool			 understood;	/* by a callback */
	bool			 idle;		/* nothing was asked */
	bool			 tapped;	/* tap.c works */
	unsigned char		 smsc[sizeof ((GSM_SMSC *)0)->Number];

	/* list.c */
	bool			 bare;		/* list by plain AT */
	bool			 listing_bare;	/* this time */
	struct bare_list	 entries;	/* owned */
	int			 entry;		/* the next to tell */
	int			 seen[GAMMU_SWEEP_MAX];
	int			 seen_count;
	const struct hooks_capture *seen_pdu;	/* of what multi holds */
	int			 at;		/* of multi */
	int			 skipped;	/* empty slots in a row */
	int			 empty;		/* in this listing */
	char			 store[4][24];	/* names for places */
};

/* line.c */
enum driver_status gammu_judge(struct driver *, const char *, GSM_Error);
enum driver_status gammu_lost(struct driver *, const char *, GSM_Error, bool);
enum driver_status gammu_silent(struct driver *, const char *);
void		 gammu_limit(struct driver *, int);
void		 gammu_begin(struct driver *, int);
void		 gammu_listen(struct driver *);
enum driver_status gammu_read(struct driver *);

/* open.c */
bool		 gammu_configure(GSM_StateMachine *, const struct wire_setup *,
		    struct driver_trouble *);
enum driver_status gammu_connect(struct driver *, const struct wire_setup *);

/* list.c */
enum driver_status gammu_list(struct driver *, bool, struct driver_message *);
enum driver_status gammu_remove(struct driver *, const struct driver_place *);

/* hooks.c */
GSM_Error	 hooks_decode(GSM_SMSMessage *, const unsigned char *, size_t);
void		 hooks_decode_text(const char *);

#endif
