/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef DEVICE_H
#define DEVICE_H

#include <stdbool.h>
#include <stdint.h>

bool		device_is_pattern(const char *);
uint64_t	device_look(const char *, const char *);

#endif
