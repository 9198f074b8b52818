/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * roster - which workers there are: one for each modem of the configuration,
 * and those that are on their way out.
 */

#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "conf/conf.h"
#include "gateway/fleet/roster.h"
#include "gateway/fleet/worker.h"

static struct worker *
find_session(struct worker *const *list, int count, uint64_t session)
{
	int	i;

	for (i = 0; i < count; i++)
		if (worker_session(list[i]) == session)
			return list[i];
	return NULL;
}

static struct worker *
find_name(struct worker *const *list, int count, const char *name)
{
	int	i;

	for (i = 0; i < count; i++)
		if (strcmp(worker_name(list[i]), name) == 0)
			return list[i];
	return NULL;
}

/* The worker whose present process has this name in memory, or NULL. */
struct worker *
roster_find_session(const struct roster *r, uint64_t session)
{
	struct worker	*w = find_session(r->worker, r->count, session);

	return w != NULL ? w :
	    find_session(r->leaving, r->leaving_count, session);
}

/* The worker of a configured modem, or NULL. */
struct worker *
roster_find(const struct roster *r, const char *name)
{
	return find_name(r->worker, r->count, name);
}

/* Is a modem of this name configured, or still on its way out? */
bool
roster_knows(const struct roster *r, const char *name)
{
	return roster_find(r, name) != NULL ||
	    find_name(r->leaving, r->leaving_count, name) != NULL;
}

/* ---- a new configuration ----------------------------------------------- */

static void
list_add(struct worker ***list, int *count, struct worker *w)
{
	struct worker	**more;

	more = realloc(*list, (size_t)(*count + 1) * sizeof *more);
	if (more != NULL)
		*list = more;
	if (w == NULL || more == NULL) {
		log_error("gateway: no memory for a modem");
		worker_free(w);
		return;
	}
	more[(*count)++] = w;
}

/* Those that have ended for good.  Not from within their own callbacks. */
static bool
roster_bury(struct roster *r)
{
	int	i, kept = 0, before = r->leaving_count;

	for (i = 0; i < before; i++)
		if (worker_is_gone(r->leaving[i]))
			worker_free(r->leaving[i]);
		else
			r->leaving[kept++] = r->leaving[i];
	r->leaving_count = kept;
	return kept < before;
}

/* Take the worker of this name out of a list, or NULL. */
static struct worker *
list_take(struct worker **list, int count, const char *name)
{
	struct worker	*w;
	int		 i;

	for (i = 0; i < count; i++)
		if (list[i] != NULL &&
		    strcmp(worker_name(list[i]), name) == 0) {
			w = list[i];
			list[i] = NULL;
			return w;
		}
	return NULL;
}

/*
 * Workers in the order of the configuration; who is in it no more, leaves.
 * Returns whether somebody who was leaving is gone now.
 */
bool
roster_configure(struct roster *r, struct event_base *base,
    const struct conf *conf, const struct worker_hooks *hooks, void *arg)
{
	struct worker		**old = r->worker, *w;
	const struct conf_modem	 *m;
	int			  i, old_count = r->count;

	r->worker = NULL;
	r->count = 0;
	for (i = 0; i < conf->modem_count; i++) {
		m = &conf->modem[i];
		w = list_take(old, old_count, m->name);
		if (w != NULL)
			worker_configure(w, conf, m);
		else
			w = worker_new(base, conf, m, hooks, arg);
		list_add(&r->worker, &r->count, w);
	}
	for (i = 0; i < old_count; i++)
		if (old[i] != NULL) {
			log_info("%s: no longer configured",
			    worker_name(old[i]));
			worker_stop(old[i]);
			list_add(&r->leaving, &r->leaving_count, old[i]);
		}
	free(old);
	return roster_bury(r);
}

/* ---- all of them ------------------------------------------------------- */

/* On SIGCHLD.  Returns whether somebody who was leaving is gone now. */
bool
roster_reap(struct roster *r)
{
	int	i;

	for (i = 0; i < r->count; i++)
		worker_reap(r->worker[i]);
	for (i = 0; i < r->leaving_count; i++)
		worker_reap(r->leaving[i]);
	return roster_bury(r);
}

/* Let them finish the sends in hand, and end. */
void
roster_stop(struct roster *r)
{
	int	i;

	r->stopping = true;
	for (i = 0; i < r->count; i++)
		worker_stop(r->worker[i]);
}

/* Ask all for what was not acknowledged. */
void
roster_sweep(const struct roster *r)
{
	int	i;

	for (i = 0; i < r->count; i++)
		worker_sweep(r->worker[i]);
}

/* Have all ended? */
bool
roster_is_quiet(const struct roster *r)
{
	int	i;

	for (i = 0; i < r->count; i++)
		if (!worker_is_gone(r->worker[i]))
			return false;
	return r->leaving_count == 0;
}

/* Let go of all; their processes finish by themselves. */
void
roster_clear(struct roster *r)
{
	int	i;

	for (i = 0; i < r->count; i++)
		worker_free(r->worker[i]);
	for (i = 0; i < r->leaving_count; i++)
		worker_free(r->leaving[i]);
	free(r->worker);
	free(r->leaving);
	*r = (struct roster){ .stopping = r->stopping };
}
