/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * sim - the commands about SIMs: their credit and hearing, and what the
 * modems have used of their limits.
 */

#include "config.h"

#include <stdio.h>
#include <time.h>

#include "base/clock.h"
#include "conf/conf.h"
#include "conf/modem.h"
#include "doors/control/answer.h"
#include "doors/control/subjects.h"
#include "gateway/credit/cost.h"
#include "gateway/credit/credit.h"
#include "gateway/credit/limit.h"
#include "gateway/credit/pulsa.h"
#include "gateway/outbox.h"
#include "language/money.h"
#include "store/sim.h"
#include "store/size.h"

static json_t *
money(int64_t rupiah)
{
	char	amount[MONEY_SIZE];

	money_write(amount, sizeof amount, rupiah);
	return reply_text(amount);
}

static json_t *
moment(int64_t at)
{
	return at == 0 ? json_null() : json_integer(at);
}

/* ---- the SIMs ---------------------------------------------------------- */

/* The last day on which the credit is valid. */
static json_t *
last_day(int64_t at)
{
	char		out[16];
	time_t		t = (time_t)at;
	struct tm	tm;

	localtime_r(&t, &tm);
	strftime(out, sizeof out, "%Y-%m-%d", &tm);
	return at == 0 ? json_null() : reply_text(out);
}

static const char *
state_of(const struct sim *s)
{
	if (s->silent_at != 0)
		return "silent";
	if (s->balance < 0)
		return "unknown";
	return s->low ? "low" : "ok";
}

static json_t *
last_test(struct store *st, const struct sim *s)
{
	struct sim_test	t;
	char		out[2 * STORE_CODE_SIZE + 32];

	if (store_sim_last_test(st, s->sim, &t) != 1)
		return json_null();
	snprintf(out, sizeof out, "%s, by %s", t.outcome[0] == '\0' ?
	    "under way" : t.outcome, t.by_modem);
	return reply_text(out);
}

/* Is the SIM's operator ever asked? */
static bool
is_asked(const struct call *call, const struct sim *s)
{
	const struct conf_modem	*m = conf_find_modem(*call->with->conf,
				    s->modem);

	return m != NULL && m->balance_code != NULL &&
	    m->balance_code[0] != '\0';
}

static json_t *
sim_row(const struct call *call, const struct sim *s, bool brief)
{
	int	days = credit_days_left(call->with->store, s, clock_now());
	json_t	*row = json_pack("[s o s o o o o I]", s->modem,
		    reply_sim(call, s->sim), state_of(s),
		    s->balance < 0 ? json_null() : money(s->balance),
		    days < 0 ? json_null() : json_integer(days),
		    last_day(s->expires_at), moment(s->told_at),
		    (json_int_t)s->heard_at);

	if (row == NULL)
		return json_array();
	if (brief)
		return row;
	json_array_append_new(row, moment(is_asked(call, s) ? s->check_at : 0));
	json_array_append_new(row, last_test(call->with->store, s));
	json_array_append_new(row, reply_text(s->answer));
	return row;
}

static json_t *
sim_columns(bool brief)
{
	json_t	*columns = json_pack("[s s s s s s s s]", "modem", "sim",
		    "state", "credit", "days_left", "valid_until",
		    "told_time", "heard_time");

	if (brief)
		return columns;
	json_array_append_new(columns, reply_text("next_time"));
	json_array_append_new(columns, reply_text("test"));
	json_array_append_new(columns, reply_text("answer"));
	return columns;
}

static json_t *
sim_rows(const struct call *call, bool brief)
{
	struct sim	 s = { .sim = "" };
	json_t		*rows = json_array();

	while (store_sim_next(call->with->store, s.sim, &s) == 1)
		json_array_append_new(rows, sim_row(call, &s, brief));
	return rows;
}

/* "sim list" */
void
command_sim_list(struct call *call)
{
	reply_set(call, "columns", sim_columns(false));
	reply_set(call, "rows", sim_rows(call, false));
}

/* "sim check": ask a modem's operator now. */
void
command_sim_check(struct call *call)
{
	const char	*name = arg_text(call, "name");
	char		 why[128];

	if (pulsa_check(call->with->pulsa, name, why, sizeof why) == -1)
		refuse(call, "%s", why);
	else
		say(call, "%s is asked; \"sim list\" shows the answer", name);
}

/* ---- limits and cost --------------------------------------------------- */

/* "12/100" of what was sent lately and may be. */
static json_t *
used(int n, int most)
{
	char	out[32];

	if (most > 0)
		snprintf(out, sizeof out, "%d/%d", n, most);
	else
		snprintf(out, sizeof out, "%d", n);
	return reply_text(out);
}

static json_t *
limit_row(const struct call *call, const struct conf_modem *m)
{
	struct outbox_account	 a;
	json_t			*row;
	int			 i;

	row = json_pack("[s]", m->name);
	if (row == NULL || outbox_account(call->with->outbox,
	    m->name, &a) == -1)
		return row != NULL ? row : json_array();
	for (i = 0; i < PER_COUNT; i++)
		json_array_append_new(row, used(a.used[i], limit_most(m, i)));
	json_array_append_new(row, reply_text(a.urgent_only ? "urgent only" :
	    "all"));
	json_array_append_new(row, moment(a.next_at));
	return row;
}

/*
 * What status shows: the cost of today into the facts, limits and SIMs as
 * tables.
 */
void
sim_status(struct call *call)
{
	const struct conf	*conf = *call->with->conf;
	json_t			*facts = json_object_get(call->reply, "facts");
	json_t			*rows = json_array();
	int64_t			 spent = cost_today(call->with->store,
				    clock_now());
	int			 i;

	json_object_set_new(facts, "cost_today", spent < 0 ? json_null() :
	    money(spent));
	json_object_set_new(facts, "cost_per_day", conf->cost_per_day > 0 ?
	    money(conf->cost_per_day) : reply_text("no limit"));
	for (i = 0; i < conf->modem_count; i++)
		json_array_append_new(rows, limit_row(call, &conf->modem[i]));
	reply_add_table(call, "limits", json_pack("[s s s s s s]", "modem",
	    "minute", "hour", "day", "sends", "again_time"), rows);
	reply_add_table(call, "sims", sim_columns(true), sim_rows(call,
	    true));
}
