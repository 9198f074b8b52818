/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CLI_DAEMON_H
#define CLI_DAEMON_H

#include "cli/command.h"

struct conf;

bool		 daemon_is_there(const struct conf *);
enum exit_code	 daemon_call(const struct conf *, const json_t *, json_t **);
enum exit_code	 daemon_ask(const struct invocation *, json_t **);
enum exit_code	 daemon_answer(const struct invocation *);

#endif
