/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef NAMED_H
#define NAMED_H

#include <stdbool.h>

struct meaning;
struct scan;

bool	named_is_code(const struct scan *, int);
void	named_keep_code(const struct scan *, int, struct meaning *);
int	named_code(const struct scan *, int);
int	named_opd_in(const struct scan *, int, int, bool, int *);
int	named_opd(const struct scan *, int);

#endif
