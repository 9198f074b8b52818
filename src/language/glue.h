/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef GLUE_H
#define GLUE_H

#include <stddef.h>
#include <stdint.h>

#include "language/lexicon.h"

#define GLUE_MIN	11	/* letters that may be several words */

int	glue_cut(const struct lexicon *, const char *, size_t, int, uint8_t *);
int	glue_split(const struct lexicon *, const char *, size_t, uint8_t *);

#endif
