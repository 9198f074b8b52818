/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef DESK_CLOCKS_H
#define DESK_CLOCKS_H

/* What time brings: what other rooms may call. */

#include <stdint.h>

#include "desk/words/event.h"

struct desk;
struct report;

int	deadline_follow(struct desk *, const struct report *,
	    const struct report_change *);
int64_t	deadline_promised(const struct desk *, const struct report *);
int	escalation_run(struct desk *, int64_t, int);
int	escalation_next(struct desk *, int64_t *);
int	held_run(struct desk *, int64_t, int);
int	held_next(struct desk *, int64_t *);
int	night_run(struct desk *, int64_t, int);
int	night_next(struct desk *, int64_t *);

int	surge_hear(struct desk *, int64_t);
int	surge_follow(struct desk *, const struct report *,
	    const struct report_change *);
int	surge_run(struct desk *, int64_t, int);
int	surge_next(struct desk *, int64_t *);

#endif
