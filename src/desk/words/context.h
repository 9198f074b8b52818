/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef DESK_CONTEXT_H
#define DESK_CONTEXT_H

#include "language/interpret.h"
#include "store/known.h"

struct desk;
struct letter;

void	context_begin(struct desk *, struct letter *);
void	context_add(const struct desk *, struct letter *,
	    const struct known *);
int	context_find(const struct letter *, const char *);
int	context_told(struct desk *, struct letter *);
int	context_read(struct desk *, struct letter *, enum interpret_from);

#endif
