/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef ANSWER_H
#define ANSWER_H

#include <stdbool.h>

#include "language/meaning.h"

struct lexicon;

struct answer	 interpret_answer(const struct lexicon *, bool, const int *,
		    int, const char *);
int		 interpret_names(const struct lexicon *, bool, const char *,
		    int[INTERPRET_CANDIDATES]);

#endif
