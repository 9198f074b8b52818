/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * outbox_memory - what the outbox remembers of each modem, and whether it
 * waits for the end of this turn.
 */

#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "gateway/outbox_private.h"
#include "gateway/turn/commit.h"

/* The configuration that holds now. */
const struct conf *
outbox_conf(const struct outbox *ob)
{
	return *ob->with.conf;
}

/* What we remember of a modem, made when it is first asked for. */
struct modem *
outbox_modem(struct outbox *ob, const char *name)
{
	struct modem	*m, **more;
	int		 i;

	for (i = 0; i < ob->modem_count; i++)
		if (strcmp(ob->modem[i]->name, name) == 0)
			return ob->modem[i];
	m = calloc(1, sizeof *m);
	more = realloc(ob->modem, (size_t)(ob->modem_count + 1) * sizeof *more);
	if (more != NULL)
		ob->modem = more;
	if (m == NULL || more == NULL) {
		free(m);
		log_error("outbox: no memory");
		return NULL;
	}
	snprintf(m->name, sizeof m->name, "%s", name);
	return more[ob->modem_count++] = m;
}

/* Hear of the end of this turn, once. */
void
outbox_register(struct outbox *ob)
{
	if (ob->registered)
		return;
	ob->registered = true;
	commit_then(ob->with.commit, ob->committed, ob);
}

/* The disk refused: the turn is lost, and for some seconds we rest. */
void
outbox_ill(struct outbox *ob)
{
	ob->ill_until = clock_now() + OUTBOX_ILL_S;
	commit_abort(ob->with.commit);
}
