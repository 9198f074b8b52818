/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SUGGEST_H
#define SUGGEST_H

#include <stdio.h>

#include <jansson.h>

struct conf;

json_t	*cli_suggest(const struct conf *, const json_t *, const json_t *);
void	 cli_suggest_print(const json_t *, FILE *);

#endif
