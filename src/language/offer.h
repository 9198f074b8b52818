/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef OFFER_H
#define OFFER_H

#include <stdbool.h>

struct lexicon;

int	offer_read(const struct lexicon *, const char *, bool);

#endif
