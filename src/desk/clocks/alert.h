/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef DESK_ALERT_H
#define DESK_ALERT_H

/* Danger to life: a person must answer in minutes. */

#include <stdint.h>

struct desk;
struct lapse;
struct report;

int	alert_start(struct desk *, const struct report *, int64_t);
int	alert_step(struct desk *, struct lapse *);

#endif
