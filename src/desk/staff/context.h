/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef DESK_STAFF_CONTEXT_H
#define DESK_STAFF_CONTEXT_H

struct desk;
struct letter;

int	staff_context(struct desk *, struct letter *);

#endif
