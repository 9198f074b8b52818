/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * cost - what SMS cost today, and whether that is as much as they may.
 *
 * The prices of the parts in the database are the account.  It is summed up
 * at first, at midnight, and when the ceiling seems reached; in between it
 * is kept by hand.  Midnight is the city's.
 */

#include "config.h"

#include <stdio.h>
#include <time.h>

#include "base/log.h"
#include "conf/conf.h"
#include "desk/desk.h"
#include "gateway/credit/cost.h"
#include "language/money.h"
#include "store/account.h"

#define COST_RECOUNT_S	60	/* refused parts turn out to be free */
#define COST_TOLD	"cost_reached"

/* The midnight before this moment, or so many days later. */
static int64_t
cost_midnight(int64_t at, int days)
{
	time_t		t = (time_t)at;
	struct tm	tm;

	localtime_r(&t, &tm);
	tm.tm_hour = tm.tm_min = tm.tm_sec = 0;
	tm.tm_mday += days;
	tm.tm_isdst = -1;
	return (int64_t)mktime(&tm);
}

/* Rupiah of a part by this modem to a number of its own operator, or not. */
int
cost_price(const struct conf_modem *m, bool home)
{
	return home || m->sms_price_other == 0 ? m->sms_price :
	    m->sms_price_other;
}

/* Rupiah spent since midnight, from the rows; -1 failed. */
int64_t
cost_today(struct store *st, int64_t now)
{
	int64_t	spent;

	return store_account_spent(st, cost_midnight(now, 0), &spent) == -1 ?
	    -1 : spent;
}

static void
cost_count(struct cost *c, struct store *st, int64_t now)
{
	int64_t	spent = cost_today(st, now);

	if (c->day_at != cost_midnight(now, 0))
		c->told = false;
	c->day_at = cost_midnight(now, 0);
	c->next_day_at = cost_midnight(now, 1);
	c->counted_at = now;
	if (spent != -1)	/* else it stays as it is: too high at most */
		c->spent = spent;
}

/* Has the day's ceiling been reached?  Then only what is urgent may go. */
bool
cost_is_reached(struct cost *c, struct store *st, const struct conf *conf,
    int64_t now)
{
	if (conf->cost_per_day <= 0)
		return false;
	if (now < c->day_at || now >= c->next_day_at ||
	    (c->spent >= conf->cost_per_day &&
	    (now < c->counted_at || now - c->counted_at >= COST_RECOUNT_S)))
		cost_count(c, st, now);
	return c->spent >= conf->cost_per_day;
}

/*
 * The ceiling was reached: tell the coordinator, once a day, also over
 * restarts.  In the caller's transaction.  0 or -1.
 */
int
cost_tell(struct cost *c, struct store *st, struct desk *desk, int64_t now)
{
	struct message_values	values = { 0 };
	char			amount[MONEY_SIZE];
	int64_t			at;

	if (c->told)
		return 0;
	if (store_told_at(st, COST_TOLD, &at) == -1)
		return -1;
	if (at < c->day_at) {
		money_write(amount, sizeof amount, c->spent);
		log_warn("SMS cost %s today: routine ones wait for tomorrow",
		    amount);
		values.amount = amount;
		if (desk_alarm(desk, MESSAGE_COST_REACHED, &values, now)
		    == -1 || store_tell(st, COST_TOLD, now) == -1)
			return -1;
	}
	c->told = true;
	return 0;
}

/* A part of this price was given to a modem. */
void
cost_use(struct cost *c, int price)
{
	c->spent += price;
}
