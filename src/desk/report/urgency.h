/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef DESK_URGENCY_H
#define DESK_URGENCY_H

#include <stdbool.h>

struct conf_category;

bool	urgency_of(const struct conf_category *, const char *);

#endif
