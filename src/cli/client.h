/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CLIENT_H
#define CLIENT_H

#include <stdbool.h>
#include <stdio.h>

#include <jansson.h>

/* What the shell sees; kentongan(1) documents them. */
enum exit_code { EXIT_OK, EXIT_REFUSED, EXIT_USAGE, EXIT_NOT_RUNNING };

bool		 client_is_there(const char *);
enum exit_code	 client_call(const char *, json_t *, json_t **);
enum exit_code	 client_print(const json_t *, bool, FILE *, FILE *);

#endif
