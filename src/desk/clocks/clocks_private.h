/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef DESK_CLOCKS_PRIVATE_H
#define DESK_CLOCKS_PRIVATE_H

/* Between the files of clocks/. */

#include <stdbool.h>
#include <stdint.h>

#include "conf/calendar.h"
#include "conf/time.h"
#include "store/deadline.h"
#include "store/dispatch.h"
#include "store/outbox.h"
#include "store/report.h"
#include "store/seat.h"

struct desk;

/* A deadline that was missed, or soon will be. */
struct lapse {
	struct report		 report;
	struct deadline		 deadline;
	struct calendar		 calendar;
	struct seat		 holder;	/* id 0: lies with nobody */
	struct dispatch		 dispatch;	/* the holder's */
	int			 was;		/* its clock's step before */
	int64_t			 now;
};

/* ---- deadline.c ---------------------------------------------------------- */

struct calendar	 deadline_calendar(const struct desk *,
		    const struct report *);
int64_t		 deadline_first_level(const struct desk *,
		    const struct report *, const struct calendar *, int64_t);

/* ---- level.c ------------------------------------------------------------- */

int		 level_find(struct desk *, const struct lapse *,
		    enum conf_level_who, struct seat *);
int		 level_choose(struct desk *, const struct lapse *, int,
		    struct seat *);
int		 level_find_holder(struct desk *, struct lapse *);
int		 level_last(struct desk *, const struct report *,
		    struct seat *);

/* ---- night.c ------------------------------------------------------------- */

bool		 night_knows(const struct outbox_message *);
int		 night_holds(struct desk *, const struct outbox_message *);

/* ---- overdue.c ----------------------------------------------------------- */

int64_t		 overdue_next(const struct desk *, int64_t);
int		 overdue_step(const struct desk *);
int		 overdue_repeat(struct desk *, const struct report *,
		    const struct deadline *, int64_t);

#endif
