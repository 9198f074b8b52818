/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef DESK_REPORT_SECRET_H
#define DESK_REPORT_SECRET_H

/* Who was shown a citizen's number. */

#include <stdint.h>

struct actor;
struct desk;
struct report;

int	secret_shown(struct desk *, const struct report *,
	    const struct actor *, const char *, const char *, const char *,
	    int64_t);

#endif
