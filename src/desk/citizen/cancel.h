/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef DESK_CITIZEN_CANCEL_H
#define DESK_CITIZEN_CANCEL_H

struct desk;
struct letter;

int	cancel_handle(struct desk *, struct letter *);

#endif
