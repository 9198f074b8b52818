/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef GAMMU_TAP_H
#define GAMMU_TAP_H

#include <stdbool.h>

void	tap_set(int, void (*)(void *, const char *), void *);
bool	tap_is_waiting(void);
void	tap_give_up(void);

#endif
