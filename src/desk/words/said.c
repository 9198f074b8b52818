/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * said - an SMS of ours that comes back, forwarded, quoted or touched by a
 * thumb, is known by what we sent to anybody in the last two to four months.
 *
 * The beginning of each is kept as a digest when it is queued; what a text
 * quotes is found by it and compared letter by letter.
 */

#include "config.h"

#include <string.h>

#include "base/text.h"
#include "desk/words/letter.h"
#include "desk/words/said.h"
#include "language/echo.h"
#include "store/outbox.h"
#include "store/said.h"

#define PERIODS		2	/* of 60 days: this one and the one before */
#define CANDIDATES	32	/* looked at, of those that begin the same */
#define TICKET_MIN	4	/* digits of the shortest */

/* A text on its way past what we sent. */
struct comparing {
	const char	*text;
	size_t		 best;		/* bytes of it that are ours */
	bool		 same;		/* it is one of them, whole */
};

static int
compare(void *arg, const char *ours)
{
	struct comparing	*c = arg;
	size_t			 n = echo_length(c->text, ours);

	if (n > c->best)
		c->best = n;
	c->same = c->same || strcmp(c->text, ours) == 0;
	return 0;
}

/* Does it name a report?  Then it is never sent twice. */
static bool
has_ticket(const char *text)
{
	size_t	n;

	for (; *text != '\0'; text += n > 0 ? n : 1)
		if ((n = strspn(text, "0123456789")) >= TICKET_MIN)
			return true;
	return false;
}

/*
 * An SMS was queued, or its text written anew: keep how it begins.  The same
 * text again needs no row of its own.  0 or -1.
 */
int
said_keep(struct desk *desk, const struct outbox_message *out, int64_t now)
{
	struct comparing	c = { out->text, 0, false };
	uint64_t		head;
	int64_t			period = now / SAID_PERIOD_S;

	if (echo_head(out->text, &head) == 0)
		return 0;
	if (!has_ticket(out->text) && store_said_find(desk->store, period,
	    head, CANDIDATES, compare, &c) == -1)
		return -1;
	return c.same ? 0 : store_said_add(desk->store, period, head, out->id);
}

/*
 * How many bytes at the beginning of a text are an SMS of ours: what a
 * struct context calls (ours), with a struct said.
 */
size_t
said_length(void *arg, const char *text)
{
	const struct said	*said = arg;
	struct comparing	 c = { text, 0, false };
	int64_t			 period = said->now / SAID_PERIOD_S;
	uint64_t		 head;
	int			 i;

	if (echo_head(text, &head) == 0)
		return 0;
	for (i = 0; i < PERIODS; i++)
		if (store_said_find(said->desk->store, period - i, head,
		    CANDIDATES, compare, &c) == -1)
			return 0;
	return c.best;
}
