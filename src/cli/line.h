/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef LINE_H
#define LINE_H

#include "cli/command.h"

enum exit_code	 line_read(struct invocation *, int, char **);

#endif
