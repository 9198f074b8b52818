/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SCHOOL_H
#define SCHOOL_H

struct conf;
struct event_base;
struct school;
struct store;

/* What the nightly lesson works with; all borrowed. */
struct school_parts {
	struct event_base		*base;
	struct store			*store;
	const struct conf *const	*conf;	/* the one that holds now */
	void				(*learned)(void *);
	void				*arg;
};

struct school	*school_new(const struct school_parts *);
void		 school_free(struct school *);
void		 school_arm(struct school *);
void		 school_reap(struct school *);

#endif
