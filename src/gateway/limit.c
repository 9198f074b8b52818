/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * limit - how much a modem may send in a minute, an hour and a day.
 *
 * The parts in the database are the account.  It is counted at first and
 * when a limit seems reached; in between by hand, never too low.
 */

#include "config.h"

#include "conf.h"
#include "limit.h"
#include "store/store.h"

static const int	limit_window_s[PER_COUNT] = { 60, 3600, 86400 };

/* How often a limit that is reached is counted anew. */
static int
limit_recount_s(int window)
{
	int	seconds = limit_window_s[window] / 60;

	return seconds < 1 ? 1 : seconds;
}

static bool
limit_window_is_full(struct limit *l, struct store *st,
    const struct conf_modem *m, int window, int most, int64_t now)
{
	int	n;

	if (most <= 0)
		return false;
	if (l->counted_at[window] != 0 && (l->used[window] < most ||
	    now - l->counted_at[window] < limit_recount_s(window)))
		return l->used[window] >= most;
	n = store_outbox_parts_since(st, m->name,
	    now - limit_window_s[window] + 1);
	if (n == -1)
		return true;
	l->used[window] = n;
	l->counted_at[window] = now;
	return n >= most;
}

/* May this modem send nothing now?  Then again_at says when to ask again. */
bool
limit_is_reached(struct limit *l, struct store *st,
    const struct conf_modem *m, int64_t now)
{
	const int	most[PER_COUNT] = {
		[PER_MINUTE] = m->per_minute,
		[PER_HOUR] = m->per_hour,
		[PER_DAY] = m->per_day,
	};
	int		i;

	l->again_at = 0;
	for (i = 0; i < PER_COUNT; i++)
		if (limit_window_is_full(l, st, m, i, most[i], now)) {
			l->again_at = l->counted_at[i] + limit_recount_s(i);
			return true;
		}
	return false;
}

/* One more part was given to the modem. */
void
limit_use(struct limit *l)
{
	int	i;

	for (i = 0; i < PER_COUNT; i++)
		l->used[i]++;
}
