/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef RECOVER_H
#define RECOVER_H

#include <stdbool.h>

struct event_base;
struct recover;

typedef void	(*recover_cb)(void *);

struct recover	*recover_new(struct event_base *, char *const *, const char *,
		    const char *, recover_cb, void *);
void		 recover_free(struct recover *);
void		 recover_reap(struct recover *);

#endif
