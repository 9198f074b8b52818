/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef DESK_JOINING_H
#define DESK_JOINING_H

/* One problem, many reporters: what the citizens' room may call. */

#include <stdint.h>

struct desk;
struct letter;

int	joining_offer(struct desk *, struct letter *, int, int, const char *);
int	joining_answer(struct desk *, struct letter *);

#endif
