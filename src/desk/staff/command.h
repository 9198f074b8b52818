/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef DESK_STAFF_COMMAND_H
#define DESK_STAFF_COMMAND_H

/* What the outside may do to a report and to what is not sent, by desk.h. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct desk;

/* A person's hand on a report: who, and the words that it needs. */
struct desk_hand {
	const char	*admin;		/* for the event */
	const char	*act;		/* "assign", "forward", ... */
	const char	*words;		/* a seat, an OPD and a reason, ... */
};

/* By the admin's command.  On refusal: 1, and why in the buffer. */
int	desk_report_change(struct desk *, int64_t, const struct desk_hand *,
	    int64_t, char *, size_t);
int	desk_message_settle(struct desk *, int64_t, bool, int64_t, char *,
	    size_t);

#endif
