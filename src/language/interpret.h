/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef INTERPRET_H
#define INTERPRET_H

#include <stdbool.h>

#include "language/answer.h"
#include "language/meaning.h"

struct lexicon;

void		 interpret(const struct lexicon *, enum interpret_from,
		    const char *, const struct context *, struct meaning *);
void		 interpret_further(const char *, const struct meaning *, int,
		    struct meaning *);
int		 interpret_consent(const struct lexicon *, const char *);
const char	*intent_name(enum intent);

#endif
