/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef OUTBOX_H
#define OUTBOX_H

struct gateway;
struct outbox;
struct wire_leftover;
struct wire_sms_result;
struct worker;

struct outbox	*outbox_new(struct gateway *);
void		 outbox_free(struct outbox *);
void		 outbox_fill(struct outbox *);
void		 outbox_arm(struct outbox *);
void		 outbox_kick(struct outbox *);
void		 outbox_configured(struct outbox *);
void		 outbox_result(struct outbox *, struct worker *,
		    const struct wire_sms_result *);
void		 outbox_leftover(struct outbox *, struct worker *,
		    const struct wire_leftover *);

#endif
