/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef DESK_CITIZEN_OWN_H
#define DESK_CITIZEN_OWN_H

/* Which reports are the sender's. */

struct desk;
struct letter;
struct report;

int	own_has_part(struct desk *, const struct letter *,
	    const struct report *);
int	own_none(struct desk *, struct letter *);
int	own_find(struct desk *, struct letter *, unsigned, struct report *);
int	own_open(struct desk *, const struct letter *, unsigned,
	    struct report *, int);

#endif
