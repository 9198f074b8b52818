/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * commands_sim - what the admin is shown of the SIMs' credit and hearing, and
 * of what the modems have used of their limits.
 *
 * Like commands.c, for the commands "sim ...": this file knows the columns,
 * and what of a SIM's number is masked.
 */

#include "config.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include <jansson.h>

#include "conf/conf.h"
#include "daemon/gateway.h"
#include "doors/control/sim.h"
#include "gateway/credit/cost.h"
#include "gateway/credit/credit.h"
#include "gateway/credit/limit.h"
#include "gateway/credit/pulsa.h"
#include "gateway/outbox.h"
#include "language/money.h"
#include "store/store.h"

static json_t *
text(const char *s)
{
	json_t	*value = json_string(s);

	return value != NULL ? value : json_string("?");
}

static json_t *
money(int64_t rupiah)
{
	char	amount[MONEY_SIZE];

	money_write(amount, sizeof amount, rupiah);
	return text(amount);
}

static json_t *
moment(int64_t at)
{
	return at == 0 ? json_null() : json_integer(at);
}

/* Who they are is not for every eye: the network's digits and the last. */
static json_t *
masked(const char *sim, bool whole)
{
	char	out[STORE_CODE_SIZE];
	size_t	len = strlen(sim);

	if (whole || len < 9)
		return text(sim);
	snprintf(out, sizeof out, "%.5s****%s", sim, sim + len - 3);
	return text(out);
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
	return at == 0 ? json_null() : text(out);
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
	return text(out);
}

/* Is the SIM's operator ever asked? */
static bool
is_asked(const struct gateway *gw, const struct sim *s)
{
	const struct conf_modem	*m = gateway_modem(gw, s->modem);

	return m != NULL && m->balance_code != NULL &&
	    m->balance_code[0] != '\0';
}

static json_t *
sim_row(struct gateway *gw, const struct sim *s, bool numbers, bool brief)
{
	int	days = credit_days_left(gw->store, s, gateway_now());
	json_t	*row = json_pack("[s o s o o o o I]", s->modem,
		    masked(s->sim, numbers), state_of(s),
		    s->balance < 0 ? json_null() : money(s->balance),
		    days < 0 ? json_null() : json_integer(days),
		    last_day(s->expires_at), moment(s->told_at),
		    (json_int_t)s->heard_at);

	if (row == NULL)
		return json_array();
	if (brief)
		return row;
	json_array_append_new(row, moment(is_asked(gw, s) ? s->check_at : 0));
	json_array_append_new(row, last_test(gw->store, s));
	json_array_append_new(row, text(s->answer));
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
	json_array_append_new(columns, text("next_time"));
	json_array_append_new(columns, text("test"));
	json_array_append_new(columns, text("answer"));
	return columns;
}

static json_t *
sim_rows(struct gateway *gw, bool numbers, bool brief)
{
	struct sim	 s = { .sim = "" };
	json_t		*rows = json_array();

	while (store_sim_next(gw->store, s.sim, &s) == 1)
		json_array_append_new(rows, sim_row(gw, &s, numbers, brief));
	return rows;
}

/* "sim list": into the reply. */
void
commands_sim_list(struct gateway *gw, bool numbers, json_t *reply)
{
	json_object_set_new(reply, "columns", sim_columns(false));
	json_object_set_new(reply, "rows", sim_rows(gw, numbers, false));
}

/* "sim check": ask a modem's operator now. */
void
commands_sim_check(struct gateway *gw, const char *modem, json_t *reply)
{
	char	line[128];

	if (pulsa_check(gw->pulsa, modem, line, sizeof line) == -1) {
		json_object_set_new(reply, "ok", json_false());
		json_object_set_new(reply, "error", text(line));
		return;
	}
	snprintf(line, sizeof line, "%s is asked; \"sim list\" shows the "
	    "answer", modem);
	json_object_set_new(reply, "text", text(line));
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
	return text(out);
}

static json_t *
limit_row(struct gateway *gw, const struct conf_modem *m)
{
	struct outbox_account	 a;
	json_t			*row;
	int			 i;

	row = json_pack("[s]", m->name);
	if (row == NULL || outbox_account(gw->outbox, m->name, &a) == -1)
		return row != NULL ? row : json_array();
	for (i = 0; i < PER_COUNT; i++)
		json_array_append_new(row, used(a.used[i], limit_most(m, i)));
	json_array_append_new(row, text(a.urgent_only ? "urgent only" :
	    "all"));
	json_array_append_new(row, moment(a.next_at));
	return row;
}

static void
add_table(json_t *tables, const char *name, json_t *columns, json_t *rows)
{
	json_array_append_new(tables, json_pack("{s:s, s:o, s:o}", "name",
	    name, "columns", columns, "rows", rows));
}

/*
 * What status shows: the cost of today into the facts, limits and SIMs into
 * the tables.
 */
void
commands_sim_status(struct gateway *gw, bool numbers, json_t *facts,
    json_t *tables)
{
	const struct conf	*conf = gw->conf;
	int64_t			 spent = cost_today(gw->store, gateway_now());
	json_t			*rows = json_array();
	int			 i;

	json_object_set_new(facts, "cost_today", spent < 0 ? json_null() :
	    money(spent));
	json_object_set_new(facts, "cost_per_day", conf->cost_per_day > 0 ?
	    money(conf->cost_per_day) : text("no limit"));
	for (i = 0; i < conf->modem_count; i++)
		json_array_append_new(rows, limit_row(gw, &conf->modem[i]));
	add_table(tables, "limits", json_pack("[s s s s s s]", "modem",
	    "minute", "hour", "day", "sends", "again_time"), rows);
	add_table(tables, "sims", sim_columns(true), sim_rows(gw, numbers,
	    true));
}
