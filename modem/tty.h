/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TTY_H
#define TTY_H

#include <stdbool.h>
#include <stddef.h>

int	 tty_open(const char *, const char *);
bool	 tty_ask(int, const char *, char *, size_t);
void	 tty_send_init(const char *, const char *, const char *);
int	 tty_find(const char *);

#endif
