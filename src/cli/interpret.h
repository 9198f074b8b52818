/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CLI_INTERPRET_H
#define CLI_INTERPRET_H

#include <stdio.h>

#include "language/interpret.h"

int	cli_interpret(const char *, FILE *, FILE *);
int	cli_explain(const char *, enum interpret_from, const char *, FILE *);

#endif
