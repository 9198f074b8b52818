/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * said - an SMS of ours that comes back, forwarded, quoted or touched by a
 * thumb, is known by what we sent to anybody in the last two months.
 *
 * The beginning of each is kept as a digest when it is queued; what a text
 * quotes is found by it and compared letter by letter.
 */

#include "config.h"

#include <string.h>

#include "desk/words/letter.h"
#include "desk/words/said.h"
#include "language/echo.h"
#include "language/text.h"

#define PERIODS		3	/* of 30 days: this one and two before */
#define CANDIDATES	32	/* looked at, of those that begin the same */

/* The newest that began so in one period; 1 if it is the same text. */
static int
is_kept(struct desk *desk, int64_t period, uint64_t head, const char *text)
{
	char	before[TEXT_MAX_BYTES];
	int64_t	id;
	int	rc;

	rc = store_said_before(desk->store, period, head, INT64_MAX, &id,
	    before, sizeof before);
	return rc == 1 ? strcmp(before, text) == 0 : rc;
}

/*
 * An SMS was queued, or its text written anew: keep how it begins.  The same
 * text again needs no row of its own.  0 or -1.
 */
int
said_keep(struct desk *desk, const struct outbox_message *out, int64_t now)
{
	uint64_t	head;
	int64_t		period = now / SAID_PERIOD_S;
	int		rc;

	if (echo_head(out->text, &head) == 0)
		return 0;
	if ((rc = is_kept(desk, period, head, out->text)) != 0)
		return rc == -1 ? -1 : 0;
	return store_said_add(desk->store, period, head, out->id);
}

/* The longest beginning of a text that an SMS of one period is. */
static size_t
length_in(const struct said *said, int64_t period, uint64_t head,
    const char *text)
{
	char	ours[TEXT_MAX_BYTES];
	int64_t	id = INT64_MAX;
	size_t	best = 0, n;
	int	i;

	for (i = 0; i < CANDIDATES && store_said_before(said->desk->store,
	    period, head, id, &id, ours, sizeof ours) == 1; i++)
		if ((n = echo_length(text, ours)) > best)
			best = n;
	return best;
}

/*
 * How many bytes at the beginning of a text are an SMS of ours: what a
 * struct context calls (ours), with a struct said.
 */
size_t
said_length(void *arg, const char *text)
{
	const struct said	*said = arg;
	int64_t			 period = said->now / SAID_PERIOD_S;
	uint64_t		 head;
	size_t			 best = 0, n;
	int			 i;

	if (echo_head(text, &head) == 0)
		return 0;
	for (i = 0; i < PERIODS; i++)
		if ((n = length_in(said, period - i, head, text)) > best)
			best = n;
	return best;
}
