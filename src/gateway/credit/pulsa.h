/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PULSA_H
#define PULSA_H

#include <stddef.h>

struct commit;
struct conf;
struct event_base;
struct pulsa;
struct roster;
struct sims;
struct store;
struct wire_ussd;
struct worker;

/* What it works with; all borrowed. */
struct pulsa_parts {
	struct event_base	*base;
	struct store		*store;
	struct commit		*commit;
	const struct roster	*roster;
	const struct sims	*sims;
	const struct conf *const *conf;	/* the one that holds now */
};

struct pulsa	*pulsa_new(const struct pulsa_parts *);
void		 pulsa_free(struct pulsa *);
void		 pulsa_run(struct pulsa *);
void		 pulsa_arm(struct pulsa *);
void		 pulsa_ussd(struct pulsa *, struct worker *,
		    const struct wire_ussd *);
void		 pulsa_changed(struct pulsa *, struct worker *);
void		 pulsa_configured(struct pulsa *);
int		 pulsa_check(struct pulsa *, const char *, char *, size_t);

#endif
