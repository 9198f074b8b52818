/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef DESK_CITIZEN_H
#define DESK_CITIZEN_H

/* Who writes as a citizen: what the desk may call. */

#include <stdbool.h>
#include <stdint.h>

struct desk;
struct letter;

int	citizen_context(struct desk *, struct letter *);
int	citizen_receive(struct desk *, struct letter *);
int	citizen_receive_holder(struct desk *, struct letter *);
int	dialogue_run(struct desk *, int64_t, int);
int	dialogue_next(struct desk *, int64_t *);
bool	flood_is_on(const struct desk *, const struct letter *);
void	flood_file(struct letter *);
int	flood_count(struct desk *, struct letter *);

#endif
