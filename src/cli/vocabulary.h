/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef VOCABULARY_H
#define VOCABULARY_H

#include <jansson.h>

struct conf;

json_t	*vocabulary_lay_out(const struct conf *, const char *);

#endif
