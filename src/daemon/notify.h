/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef NOTIFY_H
#define NOTIFY_H

#include <stdbool.h>
#include <sys/time.h>

bool	notify_init(void);
void	notify_send(const char *);
void	notify_status(const char *, ...)
	    __attribute__((format(printf, 1, 2)));
bool	notify_watchdog(struct timeval *);

#endif
