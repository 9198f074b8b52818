/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef DESK_CITIZEN_STRANGER_H
#define DESK_CITIZEN_STRANGER_H

struct desk;
struct letter;

int	stranger_stop(struct desk *, struct letter *);

#endif
