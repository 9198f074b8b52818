/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef DESK_CITIZEN_DANGER_H
#define DESK_CITIZEN_DANGER_H

#include <stdbool.h>
#include <stdint.h>

struct actor;
struct desk;
struct letter;
struct report;

bool	danger_is_meant(const struct desk *, const struct letter *);
int	danger_handle(struct desk *, struct letter *);
int	danger_corrected(struct desk *, struct letter *, struct report *);
int	danger_placed(struct desk *, struct report *,
	    const struct actor *, int64_t);

#endif
