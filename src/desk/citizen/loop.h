/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef DESK_CITIZEN_LOOP_H
#define DESK_CITIZEN_LOOP_H

struct desk;
struct letter;

#define LOOP_REASON	"loop"		/* begins each reason; status counts */

int	loop_stop(struct desk *, struct letter *);

#endif
