/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef AFFIX_H
#define AFFIX_H

#include <stddef.h>

#include "language/token.h"

#define AFFIX_FORMS	40

/* A word with affixes taken off, the word itself first. */
struct affix_forms {
	int	count;
	char	form[AFFIX_FORMS][TOKEN_SIZE];
	size_t	len[AFFIX_FORMS];
};

void	affix_strip(const char *, size_t, struct affix_forms *);

#endif
