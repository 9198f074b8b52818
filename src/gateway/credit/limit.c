/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * limit - how much a modem may send in a minute, an hour and a day, and how
 * long it rests between two routine parts.
 *
 * The parts in the database are the account.  It is counted at first and
 * when a limit seems reached; in between by hand, never too low.  A person
 * does not send every ten seconds to the second: the rests are drawn at
 * random around what the limit of a minute allows.
 */

#include "config.h"

#include <event2/util.h>

#include "conf/conf.h"
#include "gateway/credit/limit.h"
#include "store/account.h"

static const int	window_s[PER_COUNT] = { 60, 3600, 86400 };

/* The seconds of a window. */
int
limit_window_s(int window)
{
	return window_s[window];
}

/* What a modem may send in a window; 0 is no limit. */
int
limit_most(const struct conf_modem *m, int window)
{
	const int	most[PER_COUNT] = {
		[PER_MINUTE] = m->per_minute,
		[PER_HOUR] = m->per_hour,
		[PER_DAY] = m->per_day,
	};

	return most[window];
}

/* Count a window anew, and if it is full see until when. */
static int
limit_count(struct limit *l, struct store *st, const char *modem, int window,
    int most, int64_t now)
{
	int64_t	at;
	int	n;

	n = store_outbox_parts_since(st, modem, now - window_s[window] + 1);
	if (n == -1 || (n >= most && store_account_part_at(st, modem, most - 1,
	    &at) == -1)) {
		l->full_until[window] = now + 1;
		return -1;
	}
	l->used[window] = n;
	l->most[window] = most;
	l->counted_at[window] = now;
	l->full_until[window] = n < most ? 0 : at + window_s[window];
	return 0;
}

static bool
limit_window_is_full(struct limit *l, struct store *st,
    const struct conf_modem *m, int window, int64_t now)
{
	int	most = limit_most(m, window);
	bool	known = l->counted_at[window] != 0 &&
		    now >= l->counted_at[window] && l->most[window] == most;

	if (most <= 0) {
		l->full_until[window] = 0;
		return false;
	}
	if (known && l->used[window] < most)
		return false;
	if (known && now < l->full_until[window])
		return true;
	return limit_count(l, st, m->name, window, most, now) == -1 ||
	    l->full_until[window] != 0;
}

/* May this modem send nothing now?  limit_again_at says when to ask again. */
bool
limit_is_reached(struct limit *l, struct store *st,
    const struct conf_modem *m, int64_t now)
{
	bool	full = false;
	int	i;

	for (i = 0; i < PER_COUNT; i++)
		full = limit_window_is_full(l, st, m, i, now) || full;
	return full;
}

/*
 * A rest in seconds: half to one and a half times the mean, and the fraction
 * of a second by chance too, so that the mean holds.
 */
static int64_t
limit_draw(const struct conf_modem *m)
{
	uint32_t	dice[2];
	int		mean_ms = 60000 / m->per_minute;
	int64_t		ms;

	evutil_secure_rng_get_bytes(dice, sizeof dice);
	ms = mean_ms / 2 + (int64_t)(dice[0] % (uint32_t)(mean_ms + 1));
	return ms / 1000 + (dice[1] % 1000 < (uint32_t)(ms % 1000) ? 1 : 0);
}

/*
 * Does this modem rest, so that only what is urgent may go?  Never where
 * there is no limit for a minute.
 */
bool
limit_is_pausing(struct limit *l, struct store *st,
    const struct conf_modem *m, int64_t now)
{
	int64_t	at;

	if (m->per_minute <= 0) {
		l->pause_until = 0;
		return false;
	}
	if (!l->began) {
		if (store_account_part_at(st, m->name, 0, &at) == -1)
			return true;
		l->began = true;
		l->pause_until = at == 0 ? 0 : at + limit_draw(m);
	}
	if (l->pause_until > now + 2 * window_s[PER_MINUTE])
		l->pause_until = 0;	/* the clock was set back */
	return now < l->pause_until;
}

/* When a modem that was full or resting may send again; 0: it may now. */
int64_t
limit_again_at(const struct limit *l, int64_t now)
{
	int64_t	at = 0;
	int	i;

	for (i = 0; i < PER_COUNT; i++)
		if (l->used[i] >= l->most[i] && l->full_until[i] > at)
			at = l->full_until[i];
	if (at <= now)
		at = l->pause_until;
	return at > now ? at : 0;
}

/* One more part was given to the modem. */
void
limit_use(struct limit *l, const struct conf_modem *m, int64_t now)
{
	int	i;

	for (i = 0; i < PER_COUNT; i++)
		l->used[i]++;
	if (m->per_minute > 0)
		l->pause_until = now + limit_draw(m);
	l->began = true;
}
