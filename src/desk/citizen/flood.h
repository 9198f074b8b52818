/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef DESK_CITIZEN_FLOOD_H
#define DESK_CITIZEN_FLOOD_H

#include <stdbool.h>

struct desk;
struct letter;

bool	flood_is_on(const struct desk *, const struct letter *);
void	flood_file(struct letter *);
int	flood_count(struct desk *, struct letter *);

#endif
