/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CLI_CREDIT_H
#define CLI_CREDIT_H

#include <jansson.h>

struct conf;

json_t	*credit_read(const struct conf *, const char *, const char *);

#endif
