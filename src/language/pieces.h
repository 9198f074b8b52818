/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PIECES_H
#define PIECES_H

#include "language/scanned.h"

void	pieces_push(struct scan *, const struct token *);

#endif
