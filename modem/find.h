/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FIND_H
#define FIND_H

#include <stdbool.h>

struct driver_trouble;
struct wire_setup;

bool	find_modem(struct wire_setup *, struct driver_trouble *);

#endif
