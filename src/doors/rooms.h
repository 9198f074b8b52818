/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef DOORS_ROOMS_H
#define DOORS_ROOMS_H

struct conf_room;

extern const struct conf_room *const	rooms_all[];	/* NULL at its end */

#endif
