/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef OUTCOME_H
#define OUTCOME_H

#include <stdbool.h>

struct scan;
struct view;

bool	outcome_is_asked(const struct scan *);
int	outcome_first(const struct view *);
bool	outcome_is_told(const struct scan *);
int	outcome_said(const struct view *, bool);

#endif
