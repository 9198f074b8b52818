/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef INVOCATION_H
#define INVOCATION_H

#include "cli/command.h"

struct conf;

void		*must(void *);
enum exit_code	 wrong_usage(const char *, const char *);
void		 invocation_set(struct invocation *, const char *, json_t *);
const char	*invocation_text(const struct invocation *, const char *);
struct conf	*invocation_conf(const struct invocation *);

#endif
