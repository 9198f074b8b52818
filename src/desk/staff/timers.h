/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef DESK_STAFF_TIMERS_H
#define DESK_STAFF_TIMERS_H

/* What happens to seats by itself, and who is to have one. */

#include <stdint.h>

struct desk;
struct letter;

int	handover_answer(struct desk *, struct letter *);
int	handover_run(struct desk *, int64_t, int);
int	handover_next(struct desk *, int64_t *);
int	absence_run(struct desk *, int64_t, int);
int	absence_next(struct desk *, int64_t *);

#endif
