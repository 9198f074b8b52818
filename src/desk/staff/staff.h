/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef DESK_STAFF_H
#define DESK_STAFF_H

/* Who writes for a seat: what the desk may call. */

#include <stdbool.h>
#include <stdint.h>

struct desk;
struct letter;

int	staff_handle(struct desk *, struct letter *, bool *);

#endif
