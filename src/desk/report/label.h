/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef DESK_LABEL_H
#define DESK_LABEL_H

#include <stdint.h>

#include "language/interpret.h"

struct desk;
struct inbox_message;
struct report;
struct report_change;

int	label_report(struct desk *, const char *, const struct inbox_message *,
	    const char *, const char *, int64_t);
int	label_of_report(struct desk *, const char *, const struct report *,
	    int64_t);
int	label_other(struct desk *, const char *, const struct inbox_message *,
	    enum intent, const char *, int64_t);
int	label_follow(struct desk *, const struct report *,
	    const struct report_change *);

#endif
