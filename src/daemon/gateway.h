/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef GATEWAY_H
#define GATEWAY_H

#include <stdbool.h>
#include <stdint.h>

struct commit;
struct conf;
struct conf_errors;
struct conf_modem;
struct control;
struct desk;
struct event;
struct event_base;
struct fleet;
struct http;
struct inbox;
struct lexicon;
struct outbox;
struct probe;
struct pulsa;
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
	struct fleet	*fleet;
	struct pulsa	*pulsa;
	struct probe	*probe;
	struct worker	**worker;
	int		 worker_count;
	struct worker	**leaving;	/* of modems no longer configured */
	int		 leaving_count;
	struct control	*control;
	struct http	*http;
	struct event	*desk_timer;
	int64_t		 started_at;
	bool		 stopping;
	bool		 sims_changed;	/* their timers, too */
};

struct gateway	*gateway_new(struct conf *);
void		 gateway_free(struct gateway *);
int		 gateway_reload(struct gateway *, struct conf_errors *);
int64_t		 gateway_now(void);
void		 gateway_kick(struct gateway *);
void		 gateway_reap(struct gateway *);
void		 gateway_stop(struct gateway *);
bool		 gateway_is_quiet(const struct gateway *);
struct worker	*gateway_find_session(const struct gateway *, uint64_t);
struct worker	*gateway_find_modem(const struct gateway *, const char *);
const struct conf_modem *gateway_modem(const struct gateway *, const char *);

#endif
