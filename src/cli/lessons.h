/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CLI_LESSONS_H
#define CLI_LESSONS_H

#include <stdio.h>

#include "language/judge/digest.h"

struct lexicon;

struct json_t;

struct digest	*lessons_new(const struct lexicon *);
int		 lessons_read(struct digest *, const struct lexicon *,
		    const char *, FILE *);
void		 lessons_key(const struct json_t *, const char *, uint32_t *,
		    uint32_t *);

#endif
