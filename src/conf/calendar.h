/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CALENDAR_H
#define CALENDAR_H

#include <stdint.h>

#include "conf/time.h"

/* Whose clock a term runs on; all borrowed. */
struct calendar {
	const struct conf_hours		*hours;
	const struct conf_holiday	*holiday;
	int				 holiday_count;
};

int64_t	calendar_add(const struct calendar *, int64_t,
	    const struct conf_term *);
int64_t	calendar_add_office(const struct calendar *, int64_t, int64_t);
int64_t	calendar_add_days(const struct calendar *, int64_t, int);
int64_t	calendar_opening(const struct calendar *, int64_t);
int64_t	calendar_after_quiet(const struct conf_quiet *, int64_t);
int64_t	calendar_add_daytime(const struct conf_quiet *, int64_t, int64_t);
int64_t	calendar_daytime(const struct conf_quiet *, int64_t, int64_t);

#endif
