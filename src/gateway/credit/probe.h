/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PROBE_H
#define PROBE_H

struct commit;
struct conf;
struct desk;
struct event_base;
struct probe;
struct roster;
struct store;
struct worker;

/* What it works with; all borrowed. */
struct probe_parts {
	struct event_base	*base;
	struct store		*store;
	struct commit		*commit;
	struct desk		*desk;
	const struct roster	*roster;
	const struct conf *const *conf;	/* the one that holds now */
};

struct probe	*probe_new(const struct probe_parts *);
void		 probe_free(struct probe *);
void		 probe_run(struct probe *);
void		 probe_arm(struct probe *);
void		 probe_changed(struct probe *, struct worker *);

#endif
