/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef DESK_JOINING_H
#define DESK_JOINING_H

/* One problem, many reporters: what the citizens' room may call. */

#include <stdint.h>

struct desk;
struct letter;
struct report;
struct supporter;

/* ---- joining.c ----------------------------------------------------------- */

int	joining_offer(struct desk *, struct letter *, int, int, const char *);
int	joining_answer(struct desk *, struct letter *);

/* ---- joined.c ------------------------------------------------------------ */

int	joined_add(struct desk *, struct letter *, struct report *,
	    const struct supporter *, const char *);
int	joined_part(struct desk *, struct letter *, const struct supporter *);

#endif
