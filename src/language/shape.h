/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SHAPE_H
#define SHAPE_H

#include <stdbool.h>

struct scan;
struct view;

bool	shape_is_word(const struct scan *, int, const char *);
int	shape_find_word(const struct scan *, const char *);
bool	shape_has_word(const struct scan *, const char *);
int	shape_find(const struct scan *, int, int, int);
bool	shape_has(const struct scan *, int);
int	shape_end_of(const struct scan *, int, int);
bool	shape_is_command(const struct view *);
bool	shape_has_mark(const struct scan *);
bool	shape_tells_how_long(const struct scan *);
bool	shape_is_passive(const struct scan *, int);
bool	shape_complains(const struct view *);

#endif
