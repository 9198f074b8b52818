/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * credit - how much each SIM has left, what that means for what it may send,
 * and for how long it will last.
 *
 * The operator tells it in answer to a USSD code (pulsa.c asks) or by SMS.
 * This file alone knows what is done with such a text.  All of it happens in
 * the caller's transaction.
 */

#include "config.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/log.h"
#include "base/text.h"
#include "conf/conf.h"
#include "conf/modem.h"
#include "desk/desk.h"
#include "gateway/credit/credit.h"
#include "gateway/credit/sims.h"
#include "language/money.h"
#include "store/inbox.h"
#include "store/sim.h"

#define FORECAST_S	(14 * 86400)
#define FORECAST_MAX	9999	/* days */
#define READINGS	256
#define NOTICE_S	60	/* anybody can send under any name: a flood */
#define CONFIRM_S	120	/* after one, ask the operator himself */

/*
 * What is known of a SIM, which is in this modem now; a row is made at first
 * sight.  0 or -1.
 */
int
credit_sim(const struct sims *sims, const char *sim, const char *modem,
    int64_t now, struct sim *s)
{
	int	rc = store_sim_get(sims->store, sim, s);

	if (rc == -1 || (rc == 1 && strcmp(s->modem, modem) == 0))
		return rc == -1 ? -1 : 0;
	if (rc == 0) {
		*s = (struct sim){ .balance = -1, .heard_at = now };
		snprintf(s->sim, sizeof s->sim, "%s", sim);
	}
	snprintf(s->modem, sizeof s->modem, "%s", modem);
	sims->changed(sims->arg);
	return store_sim_put(sims->store, s);
}

/*
 * Is the balance below what the modem needs?  The coordinator is told when
 * that changes, once.  Does not keep s.  0 or -1.
 */
int
credit_judge(const struct sims *sims, const struct conf_modem *m, struct sim *s,
    int64_t now)
{
	bool			low = m->balance_min > 0 && s->balance >= 0 &&
				    s->balance < m->balance_min;
	struct message_values	values = { .modem = m->name };
	char			amount[MONEY_SIZE];

	if (low == s->low)
		return 0;
	s->low = low;
	money_write(amount, sizeof amount, s->balance);
	values.amount = amount;
	log_warn("%s: credit %s: %s", m->name, amount, low ?
	    "low: only urgent SMS leave by it" : "enough again");
	if (m->balance_min == 0)
		return 0;	/* not watched any more: nothing to tell */
	return desk_alarm(sims->desk, low ? MESSAGE_BALANCE_LOW :
	    MESSAGE_BALANCE_OK, &values, now);
}

/*
 * The operator said this of a SIM's credit.  His words are kept, also if they
 * are not understood.  s is kept too.  1 if a balance was found, 0 not, -1.
 */
int
credit_told(const struct sims *sims, const struct conf_modem *m, struct sim *s,
    const char *text, int64_t now)
{
	struct credit	c;
	bool		found = money_read(text, m->balance_pattern,
			    m->expiry_pattern, &c);

	text_clean(s->answer, sizeof s->answer, text, strlen(text));
	s->answer_at = now;
	if (!found)
		return store_sim_put(sims->store, s) == -1 ? -1 : 0;
	s->balance = c.balance;
	s->told_at = now;
	if (c.expires_at != 0)
		s->expires_at = c.expires_at;
	if (credit_judge(sims, m, s, now) == -1 ||
	    store_sim_put(sims->store, s) == -1 ||
	    store_sim_add_balance(sims->store, s->sim, now, s->balance) == -1)
		return -1;
	return 1;
}

/*
 * An SMS that is filed: if it is from one of the senders that tell the
 * credit and has an amount in it, it counts, one a minute.  sender is a short
 * code or a name, which can be forged: the operator is asked soon after, if
 * there is a code for it.  0 or -1.
 */
int
credit_notice(const struct sims *sims, const struct inbox_message *in,
    const char *sender, int64_t now)
{
	const struct conf_modem	*m = conf_find_modem(*sims->conf, in->modem);
	struct credit		 c;
	struct sim		 s;
	int			 i;

	if (m == NULL)
		return 0;
	for (i = 0; i < m->notice_senders.count; i++)
		if (strcasecmp(m->notice_senders.item[i], sender) == 0)
			break;
	if (i == m->notice_senders.count || !money_read(in->text,
	    m->balance_pattern, m->expiry_pattern, &c))
		return 0;
	if (credit_sim(sims, in->sim, m->name, now, &s) == -1)
		return -1;
	if (now >= s.notice_at && now - s.notice_at < NOTICE_S)
		return 0;
	log_info("%s: %s tells the credit", m->name, sender);
	s.notice_at = now;
	if (s.check_at > now + CONFIRM_S)
		s.check_at = now + CONFIRM_S;
	sims->changed(sims->arg);
	return credit_told(sims, m, &s, in->text, now) == -1 ? -1 : 0;
}

/*
 * For how many days a balance lasts, if it is used as it was between these
 * readings (the oldest first).  Times in which it grew say nothing: it was
 * topped up.  -1: a day of readings at least, and some use, must be there.
 */
int
credit_forecast(const struct sim_balance *list, int count, int64_t balance)
{
	int64_t	used = 0, span = 0, days;
	int	i;

	for (i = 1; i < count; i++)
		if (list[i].balance <= list[i - 1].balance) {
			used += list[i - 1].balance - list[i].balance;
			span += list[i].at - list[i - 1].at;
		}
	if (span < 86400 || used <= 0 || balance < 0)
		return -1;
	days = (int64_t)((double)balance * (double)span / (double)used /
	    86400);
	return days > FORECAST_MAX ? FORECAST_MAX : (int)days;
}

/* The same of a SIM, by its last 14 days; not beyond its expiry.  -1: ?. */
int
credit_days_left(struct store *st, const struct sim *s, int64_t now)
{
	struct sim_balance	list[READINGS];
	int64_t			left;
	int			n, days;

	if (s->balance < 0 || (n = store_sim_balances(st, s->sim,
	    now - FORECAST_S, list, READINGS)) == -1)
		return -1;
	days = credit_forecast(list, n, s->balance);
	if (s->expires_at == 0)
		return days;
	left = s->expires_at > now ? (s->expires_at - now) / 86400 : 0;
	return days == -1 || left < days ? (int)left : days;
}
