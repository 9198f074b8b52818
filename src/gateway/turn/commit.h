/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef COMMIT_H
#define COMMIT_H

#include <stdbool.h>

struct commit;
struct event_base;
struct store;

/* The loop's priorities, for event_base_priority_init: lower runs first. */
enum commit_priority {
	PRIORITY_READ,			/* what the workers say */
	PRIORITY_NORMAL,		/* libevent's default: the middle */
	PRIORITY_COMMIT,		/* when nothing is left to do */
	PRIORITY_COUNT
};

typedef void	(*commit_cb)(void *, bool);
typedef void	(*commit_hook)(void *);

struct commit	*commit_new(struct event_base *, struct store *);
void		 commit_free(struct commit *);
void		 commit_before(struct commit *, commit_hook, void *);
void		 commit_after(struct commit *, commit_hook, void *);
void		 commit_retry(struct commit *, commit_hook, void *);
int		 commit_begin(struct commit *);
void		 commit_abort(struct commit *);
void		 commit_then(struct commit *, commit_cb, void *);
void		 commit_flush(struct commit *);
bool		 commit_is_failing(const struct commit *);

#endif
