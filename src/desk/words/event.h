/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef DESK_EVENT_H
#define DESK_EVENT_H

/*
 * What happens to a report, and who hears of it: the one thing that all rooms
 * of the desk and, by desk_follow, those outside have in common.
 */

#include <stdbool.h>
#include <stdint.h>

#include "desk/words/message.h"

struct desk;
struct report;

enum report_event {
	EV_OPEN,			/* it was not there before */
	EV_ROUTE, EV_TAKE, EV_PROGRESS, EV_FINISH, EV_REJECT, EV_FORWARD,
	EV_SATISFIED, EV_UNSATISFIED, EV_CANCEL, EV_SILENCE, EV_UNSEAT,
	EV_MISREAD,
	EV_ASSIGN, EV_REOPEN, EV_CLOSE		/* by a person at a shell */
};

/* On whose word a report changes, and by which message. */
struct actor {
	int64_t	phone_id, seat_id, inbox_id;
};

#define TELL_NOBODY	MESSAGE_COUNT

/* An event that happened: the report is as it is after it. */
struct report_change {
	enum report_event	 on;
	int			 from;		/* enum report_state; -1 none */
	const char		*kind;		/* of its event row */
	enum message_id		 citizen;	/* notice to the reporter */
	enum message_id		 seats;		/* notice to the other seats */
	bool			 ends;		/* it lies with nobody now */
	const struct actor	*who;
	const char		*detail;	/* what was said, or "" */
	int64_t			 now;
};

/*
 * Who hears of every event, in the order of the table (desk.c), within the
 * transaction that writes it: 0, or -1 and nothing of it has happened.
 */
struct follower {
	const char	*name;			/* NULL ends the table */
	int		(*follow)(struct desk *, const struct report *,
			    const struct report_change *);
};

#endif
