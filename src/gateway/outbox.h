/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef OUTBOX_H
#define OUTBOX_H

#include <stdbool.h>
#include <stdint.h>

#include "gateway/credit/limit.h"

struct gateway;
struct outbox;
struct wire_leftover;
struct wire_sms_result;
struct worker;

/* What `kentongan status` shows of a modem's limits. */
struct outbox_account {
	int	used[PER_COUNT];
	int64_t	next_at;		/* it may send again; 0 now */
	bool	urgent_only;
};

struct outbox	*outbox_new(struct gateway *);
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
