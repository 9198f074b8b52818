/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef DESK_PERIL_H
#define DESK_PERIL_H

/* Danger to life: which seats hear. */

#include <stdint.h>

#include "desk/words/event.h"

struct conf_danger_kind;
struct desk;
struct report;

const struct conf_danger_kind	*peril_kind(const struct desk *, const char *);
int	peril_tell(struct desk *, struct report *,
	    const struct conf_danger_kind *, const struct actor *, int64_t);
int	peril_raise(struct desk *, struct report *,
	    const struct conf_danger_kind *, int, const char *, int64_t);

#endif
