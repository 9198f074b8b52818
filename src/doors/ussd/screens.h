/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef USSD_SCREENS_H
#define USSD_SCREENS_H

#include <stdbool.h>

struct ussd_screen;
struct visit;

int	screens_begin(struct visit *, bool);
int	screens_take(struct visit *, const char *);
int	screens_show(struct visit *, struct ussd_screen *);

#endif
