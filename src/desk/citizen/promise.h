/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef DESK_CITIZEN_PROMISE_H
#define DESK_CITIZEN_PROMISE_H

struct desk;
struct letter;
struct report;

int	promise_acknowledge(struct desk *, struct letter *,
	    const struct report *);

#endif
