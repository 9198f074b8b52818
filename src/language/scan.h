/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SCAN_H
#define SCAN_H

#include <stdbool.h>

#include "language/scanned.h"

void	scan_text(struct scan *, const struct lexicon *, const char *);
bool	scan_is(const struct scan *, int, int);
void	scan_mark(struct scan *, int, int);
const struct lexicon_entry *scan_entry(const struct scan *, const struct hit *);
bool	scan_is_number(const struct scan *, int);
bool	scan_is_known(const struct scan *, int);

#endif
