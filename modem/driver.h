/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef DRIVER_H
#define DRIVER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "gateway/fleet/wire.h"

struct driver;

enum driver_status {
	DRIVER_OK,
	DRIVER_NO,		/* this one thing failed; carry on */
	DRIVER_END,		/* nothing more to list */
	DRIVER_LOST		/* the modem is of no use: see the trouble */
};

/* Why a modem is lost. */
struct driver_trouble {
	char		detail[128];
	bool		hurried;	/* a slower pace may help */
	enum wire_trouble kind;
};

/*
 * What a driver is at when it reads what strangers wrote: told before each
 * dangerous step, so that a process that does not outlive it leaves word.
 */
enum driver_reading {
	DRIVER_IDLE,		/* nothing that could kill */
	DRIVER_READING,		/* the modem's answer is being taken apart */
	DRIVER_DECODING,	/* one message is, known by its digest */
	DRIVER_LISTED		/* a whole listing went well */
};

/* What earlier processes at this modem died of. */
struct driver_past {
	bool		careful;	/* try each message in a child first */
	bool		bare;		/* list by plain AT */
};

/* Where a message lies in the modem. */
struct driver_place {
	int		memory, location;
	uint64_t	digest;		/* of what lies there; 0 unknown */
};

/* A received message: a report, or an SMS. */
struct driver_message {
	struct driver_place place;
	bool		is_report;
	union {
		struct wire_sms_in	sms;
		struct wire_sms_report	report;
	};
};

/*
 * What the modem says unasked.  Called from inside the driver's functions:
 * the driver must not be called from here.
 */
struct driver_events {
	void	(*arrived)(void *);	/* look at the SIM */
	void	(*direct)(void *, const struct driver_message *);
					/* an SMS that was never on the SIM */
	void	(*sent)(void *, int, int);	/* CMS error, 0, -1; TP-MR */
	void	(*rang)(void *, const char *);
	void	(*hung_up)(void *);
	void	(*ussd)(void *, int, const char *);
	void	(*network)(void *);	/* registration may have changed */
	void	(*reading)(void *, enum driver_reading, uint64_t);
	bool	(*is_poison)(void *, uint64_t);	/* never decode this digest */
	void	(*stuck)(void *);	/* in a call: end the process */
};

/*
 * A way to talk to a modem.  One at a time in a process.  Each function may
 * block for as long as the modem lets it; DRIVER_LOST fills the trouble.
 */
struct modem_driver {
	const char	*name;
	struct driver	*(*open)(const struct wire_setup *,
			    const struct driver_past *,
			    const struct driver_events *, void *,
			    struct driver_trouble *);
	void		 (*close)(struct driver *);
	int		 (*fd)(const struct driver *);	/* -1: none */
	bool		 (*announces)(const struct driver *);
	enum driver_status (*read)(struct driver *);
	enum driver_status (*identity)(struct driver *,
			    struct wire_identity *);
	enum driver_status (*health)(struct driver *, struct wire_health *);
	enum driver_status (*network)(struct driver *, uint32_t *);
					/* as wire_health.registered */
	enum driver_status (*list)(struct driver *, bool,
			    struct driver_message *);
	enum driver_status (*remove)(struct driver *,
			    const struct driver_place *);
	enum driver_status (*submit)(struct driver *,
			    const struct wire_sms_out *, int *);
	enum driver_status (*dial)(struct driver *, const char *, char *,
			    size_t);	/* "" ends; why it failed */
};

extern const struct modem_driver gammu_driver;

#endif
