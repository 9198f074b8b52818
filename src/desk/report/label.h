/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef DESK_LABEL_H
#define DESK_LABEL_H

#include <stdint.h>

#include "language/interpret.h"

struct desk;
struct inbox_message;
struct report;

int	label_report(struct desk *, const char *, const struct inbox_message *,
	    const char *, const char *, int64_t);
int	label_other(struct desk *, const char *, const struct inbox_message *,
	    enum intent, const char *, int64_t);
int	label_moved(struct desk *, const char *, const struct report *,
	    const char *, int64_t);

#endif
