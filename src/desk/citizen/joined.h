/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef DESK_JOINED_H
#define DESK_JOINED_H

/* Those who joined a report: what the rooms of the desk may call. */

#include <stdint.h>

struct desk;
struct letter;
struct report;
struct report_change;
struct supporter;

int	joined_add(struct desk *, struct letter *, struct report *,
	    const struct supporter *, const char *);
int	joined_part(struct desk *, struct letter *, const struct supporter *);
int	joined_follow(struct desk *, const struct report *,
	    const struct report_change *);
int	joined_run(struct desk *, int64_t, int);
int	joined_next(struct desk *, int64_t *);

#endif
