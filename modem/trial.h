/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TRIAL_H
#define TRIAL_H

#include <stdbool.h>

bool	trial_survives(void (*)(void *), void *);
void	trial_limit(int);

#endif
