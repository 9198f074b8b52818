/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CLI_LEXICON_H
#define CLI_LEXICON_H

#include <jansson.h>

struct conf;

json_t	*cli_lexicon(const struct conf *, const char *);

#endif
