/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * commit - one transaction for all that one turn of the loop read.
 *
 * This file alone knows when work becomes durable, and so when it may be
 * acknowledged.  The commit event has the lowest priority: libevent runs it
 * once nothing is left to read.  When the disk refuses, the whole turn is
 * rolled back, nobody is acknowledged and the SMS stay on their SIMs.
 */

#include "config.h"

#include <event2/event.h>
#include <stdint.h>
#include <stdlib.h>
#include <time.h>

#include "base/log.h"
#include "gateway/turn/commit.h"
#include "store/store.h"

#define COMMIT_HOOKS	4
#define COMMIT_OPEN_MS	50	/* reading that never ends must not starve it */
#define COMMIT_RETRY_S	5	/* after a failure; doubles up to */
#define COMMIT_RETRY_MAX_S 60

struct hook {
	commit_hook	 call;
	void		*arg;		/* borrowed */
};

struct hooks {
	struct hook	hook[COMMIT_HOOKS];
	int		count;
};

struct later {
	commit_cb	 call;
	void		*arg;		/* borrowed */
};

struct commit {
	struct store	*store;		/* borrowed */
	struct event	*turn;		/* owned; the end of this turn */
	struct event	*retry;		/* owned; runs while failing */
	struct later	*then;		/* owned */
	size_t		 then_count, then_size;
	struct hooks	 before, after, again;
	int64_t		 opened_ms;
	int		 retry_s;
	bool		 open;
	bool		 failing;
};

/* Ways in from the event loop. */
static void	commit_turn_cb(evutil_socket_t, short, void *);
static void	commit_retry_cb(evutil_socket_t, short, void *);

static int64_t
commit_clock_ms(void)
{
	struct timespec	ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

/* Wants a base with PRIORITY_COUNT priorities.  Returns NULL on no memory. */
struct commit *
commit_new(struct event_base *base, struct store *store)
{
	struct commit	*c = calloc(1, sizeof *c);

	if (c == NULL)
		return NULL;
	c->store = store;
	c->retry_s = COMMIT_RETRY_S;
	c->turn = event_new(base, -1, 0, commit_turn_cb, c);
	c->retry = event_new(base, -1, 0, commit_retry_cb, c);
	if (c->turn == NULL || c->retry == NULL ||
	    event_priority_set(c->turn, PRIORITY_COMMIT) == -1) {
		commit_free(c);
		return NULL;
	}
	return c;
}

/* Work that is not committed is rolled back; its callbacks are not called. */
void
commit_free(struct commit *c)
{
	if (c == NULL)
		return;
	if (c->open && store_in_transaction(c->store))
		store_rollback(c->store);
	if (c->turn != NULL)
		event_free(c->turn);
	if (c->retry != NULL)
		event_free(c->retry);
	free(c->then);
	free(c);
}

static void
hooks_add(struct hooks *h, commit_hook call, void *arg)
{
	if (h->count == COMMIT_HOOKS)
		fatal("commit: too many hooks");
	h->hook[h->count++] = (struct hook){ call, arg };
}

static void
hooks_run(const struct hooks *h)
{
	int	i;

	for (i = 0; i < h->count; i++)
		h->hook[i].call(h->hook[i].arg);
}

/* For good: call just before every COMMIT, inside its transaction. */
void
commit_before(struct commit *c, commit_hook call, void *arg)
{
	hooks_add(&c->before, call, arg);
}

/* For good: call after every turn, when rows and so timers have changed. */
void
commit_after(struct commit *c, commit_hook call, void *arg)
{
	hooks_add(&c->after, call, arg);
}

/*
 * For good: call some seconds after a turn failed, and again until one
 * succeeds, and once more then: whoever was not acknowledged asks anew.
 */
void
commit_retry(struct commit *c, commit_hook call, void *arg)
{
	hooks_add(&c->again, call, arg);
}

static void
commit_arm_retry(struct commit *c, int seconds)
{
	struct timeval	tv = { seconds, 0 };

	event_add(c->retry, &tv);
}

/* Log once for each change between well and ill. */
static void
commit_note(struct commit *c, bool ok)
{
	if (!ok) {
		if (!c->failing)
			log_error("database: a turn was lost: messages stay on "
			    "the SIMs, trying again in %ds", c->retry_s);
		if (!c->failing || !event_pending(c->retry, EV_TIMEOUT, NULL))
			commit_arm_retry(c, c->retry_s);
		c->failing = true;
	} else if (c->failing && c->then_count > 0) {
		/* Not an empty turn, which succeeds on a full disk too. */
		log_info("database: writing again");
		c->failing = false;
		c->retry_s = COMMIT_RETRY_S;
		commit_arm_retry(c, 0);
	}
}

/* The callbacks may already be collecting for the next transaction. */
static void
commit_settle(struct commit *c, bool ok)
{
	struct later	*then = c->then;
	size_t		 count = c->then_count, i;

	commit_note(c, ok);
	c->then = NULL;
	c->then_count = c->then_size = 0;
	for (i = 0; i < count; i++)
		then[i].call(then[i].arg, ok);
	hooks_run(&c->after);
	if (c->then == NULL) {
		c->then = then;
		c->then_size = count;
	} else
		free(then);
}

/*
 * Commit now what is open, with its hooks and callbacks.  Does nothing when
 * nothing is open.
 */
void
commit_flush(struct commit *c)
{
	bool	ok;

	if (!c->open)
		return;
	hooks_run(&c->before);
	if (!c->open)
		return;		/* a hook gave the turn up */
	event_del(c->turn);
	c->open = false;
	/* On a full disk SQLite may have rolled back by itself. */
	ok = store_in_transaction(c->store) && store_commit(c->store) == 0;
	if (!ok && store_in_transaction(c->store))
		store_rollback(c->store);
	commit_settle(c, ok);
}

static void
commit_turn_cb(evutil_socket_t fd, short what, void *arg)
{
	(void)fd;
	(void)what;
	commit_flush(arg);
}

static void
commit_retry_cb(evutil_socket_t fd, short what, void *arg)
{
	struct commit	*c = arg;

	(void)fd;
	(void)what;
	if (c->failing) {
		c->retry_s *= 2;
		if (c->retry_s > COMMIT_RETRY_MAX_S)
			c->retry_s = COMMIT_RETRY_MAX_S;
		commit_arm_retry(c, c->retry_s);
	}
	hooks_run(&c->again);
}

/*
 * Open this turn's transaction, or join it.  To be called once for each
 * piece of work, before its first row: an older turn that reading has kept
 * open too long is committed here first.  Returns -1 when the database
 * refuses: then nothing may be written or acknowledged.
 */
int
commit_begin(struct commit *c)
{
	if (c->open && !store_in_transaction(c->store))
		commit_abort(c);
	else if (c->open && commit_clock_ms() - c->opened_ms > COMMIT_OPEN_MS)
		commit_flush(c);
	if (c->open)
		return 0;
	if (store_begin(c->store) == -1) {
		commit_note(c, false);
		return -1;
	}
	c->open = true;
	c->opened_ms = commit_clock_ms();
	event_active(c->turn, EV_TIMEOUT, 1);
	return 0;
}

/*
 * A piece of work failed half-way: the whole turn is rolled back, and all
 * who waited for it hear "not kept".
 */
void
commit_abort(struct commit *c)
{
	if (!c->open)
		return;
	event_del(c->turn);
	c->open = false;
	if (store_in_transaction(c->store))
		store_rollback(c->store);
	commit_settle(c, false);
}

/*
 * Call once after this turn's COMMIT: true when it is on disk, false when
 * it was rolled back.
 */
void
commit_then(struct commit *c, commit_cb call, void *arg)
{
	struct later	*more;
	size_t		 size;

	if (c->then_count == c->then_size) {
		size = c->then_size == 0 ? 16 : c->then_size * 2;
		more = realloc(c->then, size * sizeof *more);
		if (more == NULL) {
			log_error("commit: no memory");
			call(arg, false);
			return;
		}
		c->then = more;
		c->then_size = size;
	}
	c->then[c->then_count++] = (struct later){ call, arg };
}

/* Is the database refusing, as far as is known? */
bool
commit_is_failing(const struct commit *c)
{
	return c->failing;
}
