/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef DESK_SEATS_H
#define DESK_SEATS_H

/* Seats and which of them gets a report: what other rooms may call. */

#include <stdbool.h>
#include <stdint.h>

#include "desk/words/event.h"
#include "desk/words/message.h"
#include "store/dispatch.h"
#include "store/outbox.h"
#include "store/report.h"
#include "store/seat.h"

struct desk;
struct letter;

/* ---- change.c: what happens to a seat, and who hears of it --------------- */

enum seat_event {
	SEAT_FILLED,		/* somebody answers there, or does again */
	SEAT_CHANGED,		/* by command: its fields are others */
	SEAT_LEFT,		/* its holder is away or gone */
	SEAT_FELL_SILENT,	/* nobody answers, though on duty */
	SEAT_REMOVED		/* there is no such seat any more */
};

/* Who hears of every change of a seat, in the order of the table (desk.c). */
struct seat_follower {
	const char	*name;		/* NULL ends the table */
	int		(*follow)(struct desk *, const struct seat *,
			    enum seat_event, int64_t);
};

int	seat_changed(struct desk *, const struct seat *, enum seat_event,
	    int64_t);

/* ---- routing.c: to whom -------------------------------------------------- */

int	routing_dispatch(struct desk *, struct report *,
	    const struct actor *, enum message_id, int64_t);
int	routing_dispatch_to(struct desk *, struct report *,
	    const struct seat *, const struct actor *, enum message_id,
	    const char *, int64_t);
int	routing_write_dispatch(struct desk *, struct outbox_message *);
int	routing_lay(struct desk *, const struct report *,
	    const struct seat *, struct dispatch *, int64_t);
int	routing_widen(struct desk *, const struct report *, int64_t);
int	routing_find_role(struct desk *, enum seat_role, const char *,
	    const char *, struct seat *);
bool	routing_covers(const struct desk *, const struct seat *,
	    const char *);
int	routing_find(struct desk *, const struct report *, struct seat *);
int	routing_new_code(struct desk *, struct dispatch *);
int	routing_follow_seat(struct desk *, const struct seat *,
	    enum seat_event, int64_t);

/* ---- raise.c, refused.c: who is above, and hears ------------------------- */

int	raise_up(struct desk *, const struct report *, enum message_id,
	    const char *, int64_t, struct seat *);
int	refused_follow(struct desk *, const struct report *,
	    const struct report_change *);

/* ---- release.c, silence.c: from whom ------------------------------------- */

int	release_would(struct desk *, const struct report *,
	    const struct seat *);
int	release_follow(struct desk *, const struct report *,
	    const struct report_change *);
int	silence_heard(struct desk *, const struct letter *);
int	silence_follow_seat(struct desk *, const struct seat *,
	    enum seat_event, int64_t);
int	silence_run(struct desk *, int64_t, int);
int	silence_next(struct desk *, int64_t *);

#endif
