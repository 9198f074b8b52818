/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef COMMIT_H
#define COMMIT_H

#include <stdbool.h>

struct commit;
struct event_base;
struct store;

typedef void	(*commit_cb)(void *, bool);

struct commit	*commit_new(struct event_base *, struct store *);
void		 commit_free(struct commit *);
void		 commit_before(struct commit *, void (*)(void *), void *);
int		 commit_begin(struct commit *);
void		 commit_abort(struct commit *);
void		 commit_then(struct commit *, commit_cb, void *);

#endif
