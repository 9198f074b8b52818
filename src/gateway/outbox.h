/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef OUTBOX_H
#define OUTBOX_H

#include <stdbool.h>
#include <stdint.h>

#include "gateway/credit/limit.h"

struct commit;
struct conf;
struct desk;
struct event_base;
struct outbox;
struct roster;
struct store;
struct wire_leftover;
struct wire_sms_result;
struct worker;

/* What `kentongan status` shows of a modem's limits. */
struct outbox_account {
	int	used[PER_COUNT];
	int64_t	next_at;		/* it may send again; 0 now */
	bool	urgent_only;
};

/* What an outbox works with; all borrowed. */
struct outbox_parts {
	struct event_base	*base;
	struct store		*store;
	struct commit		*commit;
	struct desk		*desk;
	const struct roster	*roster;
	const struct conf *const *conf;	/* the one that holds now */
};

struct outbox	*outbox_new(const struct outbox_parts *);
void		 outbox_free(struct outbox *);
void		 outbox_fill(struct outbox *);
void		 outbox_arm(struct outbox *);
void		 outbox_kick(struct outbox *);
int		 outbox_account(struct outbox *, const char *,
		    struct outbox_account *);
void		 outbox_configured(struct outbox *);
void		 outbox_result(struct outbox *, struct worker *,
		    const struct wire_sms_result *);
void		 outbox_leftover(struct outbox *, struct worker *,
		    const struct wire_leftover *);

#endif
