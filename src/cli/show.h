/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SHOW_H
#define SHOW_H

#include "cli/command.h"

void		 show_json(const json_t *);
enum exit_code	 show_answer(const struct invocation *, json_t *);

#endif
