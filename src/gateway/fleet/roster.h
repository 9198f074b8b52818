/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef ROSTER_H
#define ROSTER_H

#include <stdbool.h>
#include <stdint.h>

struct conf;
struct event_base;
struct worker;
struct worker_hooks;

/* Read by all, changed only by the functions below. */
struct roster {
	struct worker	**worker;	/* owned; of the configuration */
	int		 count;
	struct worker	**leaving;	/* owned; no longer of it */
	int		 leaving_count;
	bool		 stopping;	/* nothing new is to be begun */
};

bool		 roster_configure(struct roster *, struct event_base *,
		    const struct conf *, const struct worker_hooks *, void *);
bool		 roster_reap(struct roster *);
void		 roster_stop(struct roster *);
void		 roster_sweep(const struct roster *);
void		 roster_clear(struct roster *);
bool		 roster_is_quiet(const struct roster *);
bool		 roster_knows(const struct roster *, const char *);
struct worker	*roster_find(const struct roster *, const char *);
struct worker	*roster_find_session(const struct roster *, uint64_t);

#endif
