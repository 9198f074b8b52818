/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef DESK_CITIZEN_CONTEXT_H
#define DESK_CITIZEN_CONTEXT_H

struct desk;
struct letter;

int	citizen_context(struct desk *, struct letter *);

#endif
