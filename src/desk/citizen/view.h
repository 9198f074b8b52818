/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef DESK_CITIZEN_VIEW_H
#define DESK_CITIZEN_VIEW_H

/* What the outside may ask of the citizens' room, by desk.h. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"
#include "language/ticket.h"

struct desk;

/* What its own citizen may see of a report.  Texts as people read them. */
struct desk_view {
	int64_t	report_id;
	bool	urgent;
	char	ticket[TICKET_SIZE];
	char	category[64], kelurahan[64], opd[64], state[64];
	char	date[32];
	char	remark[TEXT_PART_BYTES];	/* the officer's newest words */
};

/* By a menu: what was chosen becomes a message, a report and an SMS. */
int	desk_report(struct desk *, int64_t, int, int, const char *, int64_t,
	    struct desk_view *);
int	desk_view_ticket(struct desk *, int64_t, const char *,
	    struct desk_view *);
int	desk_view_before(struct desk *, int64_t, int64_t,
	    struct desk_view *);

/* A known number rang by this modem, and nobody answered. */
int	desk_call(struct desk *, int64_t, const char *, int64_t);

/* By the admin's command: whose numbers are shown, by whom and why. */
int	desk_unmask(struct desk *, int64_t, const char *, const char *,
	    int64_t, char *, size_t);

/* By the admin's command.  On refusal: 1, and why in the buffer. */
int	desk_triage_assign(struct desk *, int64_t, const char *,
	    const char *, int64_t, char *, size_t);
int	desk_triage_close(struct desk *, int64_t, char *, size_t);

#endif
