/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef DISTANCE_H
#define DISTANCE_H

#include <stdbool.h>
#include <stddef.h>

#define DISTANCE_MAX	2

int	distance_budget(size_t);
int	distance_cost(const char *, size_t, const char *, size_t);
int	distance_between(const char *, size_t, const char *, size_t);
int	distance_allowed(size_t);
bool	distance_is_skeleton(const char *, size_t, const char *, size_t);
size_t	distance_skeleton(char *, size_t, const char *, size_t);

#endif
