/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef DESK_CITIZEN_H
#define DESK_CITIZEN_H

/* Who writes as a citizen: what the desk may call. */

#include <stdbool.h>
#include <stdint.h>

struct desk;
struct letter;

int	citizen_receive(struct desk *, struct letter *);
int	citizen_receive_holder(struct desk *, struct letter *);

#endif
