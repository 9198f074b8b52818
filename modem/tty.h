/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TTY_H
#define TTY_H

#include <stdbool.h>
#include <stddef.h>

#define TTY_ANSWER_MS	1000	/* of a modem that has nothing to look up */

/* How an answer ended. */
enum tty_end {
	TTY_OK,
	TTY_ERROR,		/* refused */
	TTY_SILENT,		/* not in time */
	TTY_GONE		/* there is no modem any more */
};

int	 tty_open(const char *, const char *);
bool	 tty_lock(int);
enum tty_end tty_command(int, const char *, int,
	    void (*)(void *, const char *), void *, int *);
bool	 tty_ask(int, const char *, const char *, char *, size_t);
void	 tty_send_init(const char *, const char *, const char *);
int	 tty_find(const char *);

#endif
