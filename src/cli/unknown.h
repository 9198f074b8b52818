/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UNKNOWN_H
#define UNKNOWN_H

#include <stdio.h>

#include <jansson.h>

struct conf;

json_t	*unknown_find(const struct conf *, const json_t *, const json_t *);
void	 unknown_print(const json_t *, FILE *);

#endif
