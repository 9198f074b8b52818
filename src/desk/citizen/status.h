/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef DESK_CITIZEN_STATUS_H
#define DESK_CITIZEN_STATUS_H

struct desk;
struct letter;

int	status_handle(struct desk *, struct letter *);

#endif
