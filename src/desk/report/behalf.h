/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef DESK_REPORT_BEHALF_H
#define DESK_REPORT_BEHALF_H

/* For whom a report is made. */

#include <stdint.h>

struct desk;
struct letter;

int	behalf_find(struct desk *, const struct letter *, int64_t *);

#endif
