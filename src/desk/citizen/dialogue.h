/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef DESK_CITIZEN_DIALOGUE_H
#define DESK_CITIZEN_DIALOGUE_H

/* Questions that nobody answered in time. */

#include <stdint.h>

struct desk;

int	dialogue_run(struct desk *, int64_t, int);
int	dialogue_next(struct desk *, int64_t *);

#endif
