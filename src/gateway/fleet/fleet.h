/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FLEET_H
#define FLEET_H

#include <stdbool.h>
#include <stddef.h>

#include "gateway/fleet/worker.h"

struct commit;
struct conf;
struct desk;
struct event_base;
struct fleet;
struct modem_record;
struct roster;
struct store;

/* What it works with; all borrowed. */
struct fleet_parts {
	struct event_base	*base;
	struct store		*store;
	struct commit		*commit;
	struct desk		*desk;
	const struct roster	*roster;
	const struct conf *const *conf;	/* the one that holds now */
};

struct fleet	*fleet_new(const struct fleet_parts *);
void		 fleet_free(struct fleet *);
void		 fleet_configured(struct fleet *);
void		 fleet_record(struct fleet *);
void		 fleet_arm(struct fleet *);
const struct modem_record *fleet_remembers(struct fleet *, const char *);

/* What workers say: see struct worker_hooks. */
bool		 fleet_starting(struct fleet *, struct worker *,
		    struct wire_setup *);
enum worker_claim fleet_identified(struct fleet *, struct worker *,
		    const struct wire_identity *);
void		 fleet_failing(struct fleet *, struct worker *, int);
void		 fleet_moved(struct fleet *, struct worker *,
		    enum worker_state, const char *);

/* By the admin's command.  0 done and on disk, 1 refused: why is in the
 * buffer, -1 the database failed. */
int		 fleet_hold(struct fleet *, struct worker *,
		    enum worker_hold);
int		 fleet_accept(struct fleet *, struct worker *, char *, size_t);
const char	*fleet_hold_name(enum worker_hold);

#endif
