/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef GATEWAY_H
#define GATEWAY_H

#include <stdbool.h>
#include <stdint.h>

struct commit;
struct conf;
struct conf_errors;
struct control;
struct desk;
struct event_base;
struct inbox;
struct lexicon;
struct outbox;
struct store;
struct worker;

/* Everything the daemon has, so that a door can find it. */
struct gateway {
	struct event_base *base;	/* owned, as all here */
	struct store	*store;
	struct commit	*commit;
	struct conf	*conf;
	struct lexicon	*lexicon;
	struct desk	*desk;
	struct inbox	*inbox;
	struct outbox	*outbox;
	struct worker	**worker;
	int		 worker_count;
	struct control	*control;
	int64_t		 started_at;
	bool		 stopping;
};

int		 gateway_reload(struct gateway *, struct conf_errors *);
int64_t		 gateway_now(void);
void		 gateway_kick(struct gateway *);

#endif
