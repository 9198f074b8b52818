/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * modem - the commands about modems: what the admin is shown of them, and
 * what he wants of them.
 */

#include "config.h"

#include <stdio.h>

#include "base/clock.h"
#include "conf/conf.h"
#include "conf/modem.h"
#include "doors/control/answer.h"
#include "doors/control/subjects.h"
#include "gateway/fleet/fleet.h"
#include "gateway/fleet/roster.h"
#include "gateway/fleet/worker.h"
#include "store/account.h"
#include "store/modem.h"
#include "store/size.h"

#define EVENTS_SHOWN	40

/* ---- the table --------------------------------------------------------- */

static json_t *
or_null(int number)
{
	return number < 0 ? json_null() : json_integer(number);
}

/* "12/100" of what was sent lately and may be. */
static json_t *
used(const struct call *call, const char *name, int window_s, int most)
{
	int	n = store_outbox_parts_since(call->with->store, name,
		    clock_now() - window_s + 1);

	if (n == -1)
		return json_null();
	return most > 0 ? json_sprintf("%d/%d", n, most) :
	    json_sprintf("%d", n);
}

static json_t *
slots(const struct worker_status *s)
{
	return s->size < 0 ? json_null() : json_sprintf("%d/%d%s", s->used,
	    s->size, s->size > 0 && s->used >= s->size ? " full" : "");
}

static json_t *
row(const struct call *call, const struct worker *worker)
{
	const struct conf_modem	*cm;
	struct worker_status	 s;

	worker_status(worker, &s);
	cm = conf_find_modem(*call->with->conf, s.name);
	return json_pack("[s s I s o s o o o o i b o]", s.name,
	    worker_state_name(s.state), (json_int_t)s.since,
	    fleet_hold_name(s.hold), or_null(s.signal), s.network, slots(&s),
	    reply_sim(call, s.imsi),
	    used(call, s.name, 3600, cm != NULL ? cm->per_hour : 0),
	    used(call, s.name, 86400, cm != NULL ? cm->per_day : 0),
	    s.restarts, s.hurried, reply_text(s.detail));
}

/* The headings of modem_rows. */
static json_t *
modem_columns(void)
{
	return json_pack("[s s s s s s s s s s s s s]", "modem", "state",
	    "since", "hold", "signal", "network", "slots", "sim", "hour",
	    "day", "restarts", "fast", "detail");
}

/* A row for each configured modem. */
static json_t *
modem_rows(const struct call *call)
{
	const struct roster	*r = call->with->roster;
	json_t			*rows = json_array(), *one;
	int			 i;

	for (i = 0; i < r->count; i++) {
		one = row(call, r->worker[i]);
		json_array_append_new(rows, one != NULL ? one :
		    json_array());
	}
	return rows;
}

/* What status shows of them: a table. */
void
modem_status(struct call *call)
{
	reply_add_table(call, "modems", modem_columns(), modem_rows(call));
}

/* "modem list" */
void
command_modem_list(struct call *call)
{
	reply_set(call, "columns", modem_columns());
	reply_set(call, "rows", modem_rows(call));
}

/* ---- one modem --------------------------------------------------------- */

static int
event_row(void *arg, const struct store_cell *cells, int count)
{
	json_t	*one = json_array();
	int	 i;

	for (i = 0; i < count; i++)
		json_array_append_new(one, cells[i].is_number ?
		    json_integer(cells[i].number) :
		    reply_text(cells[i].text));
	return json_array_append_new(arg, one);
}

static json_t *
events(const struct call *call, const char *name)
{
	const struct store_param params[] = {
		{ .name = ":modem", .text = name },
		{ .name = ":limit", .number = EVENTS_SHOWN },
	};
	json_t	*rows = json_array();

	if (store_list(call->with->store, "list_modem_events", params,
	    COUNT(params), event_row, rows) == -1)
		json_array_clear(rows);
	return json_pack("[{s:s, s:[s, s, s, s], s:o}]", "name", "states",
	    "columns", "time", "from", "state", "detail", "rows", rows);
}

/* The worker of the modem that is named, or NULL with a refusal. */
static struct worker *
need_modem(struct call *call)
{
	const char	*name = arg_text(call, "name");
	struct worker	*w = NULL;

	if (name != NULL)
		w = roster_find(call->with->roster, name);
	if (w == NULL)
		refuse(call, "there is no modem %s", name != NULL ? name :
		    "without a name");
	return w;
}

static void
set(json_t *facts, const char *key, json_t *value)
{
	json_object_set_new(facts, key, value);
}

static void
show_worker(const struct call *call, const struct worker_status *s,
    json_t *facts)
{
	set(facts, "modem", reply_text(s->name));
	set(facts, "state", reply_text(worker_state_name(s->state)));
	set(facts, "since", json_integer(s->since));
	set(facts, "detail", reply_text(s->detail));
	set(facts, "hold", reply_text(fleet_hold_name(s->hold)));
	set(facts, "signal", or_null(s->signal));
	set(facts, "network", reply_text(s->network));
	set(facts, "slots", slots(s));
	set(facts, "model", reply_text(s->model));
	set(facts, "device", reply_text(s->device));
	set(facts, "imei", reply_sim(call, s->imei));
	set(facts, "sim", reply_sim(call, s->imsi));
	set(facts, "restarts", json_integer(s->restarts));
	set(facts, "failures", json_integer(s->rung));
	set(facts, "fast", json_boolean(s->hurried));
}

/* "modem show": one modem, and what it went through. */
void
command_modem_show(struct call *call)
{
	struct worker			*w = need_modem(call);
	struct worker_status		 s;
	const struct modem_record	*r;
	json_t				*facts;
	char				 name[STORE_CODE_SIZE];

	if (w == NULL)
		return;
	facts = json_object();
	worker_status(w, &s);
	snprintf(name, sizeof name, "%s", s.name);
	r = fleet_remembers(call->with->fleet, name);
	show_worker(call, &s, facts);
	if (r != NULL) {
		set(facts, "own_imei", reply_sim(call, r->imei));
		set(facts, "own_sim", reply_sim(call, r->imsi));
		set(facts, "coordinator_told", reply_text(r->told));
		set(facts, "pin_refused", json_boolean(r->pin_refused));
	}
	reply_set(call, "facts", facts);
	reply_set(call, "tables", events(call, name));
}

/* "modem reset" */
void
command_modem_reset(struct call *call)
{
	struct worker	*w = need_modem(call);

	if (w == NULL)
		return;
	worker_reset(w);
	say(call, "%s is being reset", worker_name(w));
}

static void
hold(struct call *call, enum worker_hold hold, const char *what)
{
	struct worker	*w = need_modem(call);

	if (w == NULL)
		return;
	if (fleet_hold(call->with->fleet, w, hold) == 0)
		say(call, "%s %s", worker_name(w), what);
	else
		refuse(call, "the database cannot be written; the log says "
		    "why");
}

/* "modem pause" */
void
command_modem_pause(struct call *call)
{
	hold(call, WORKER_HOLD_PAUSED, "sends nothing until it is resumed");
}

/* "modem drain" */
void
command_modem_drain(struct call *call)
{
	hold(call, WORKER_HOLD_DRAINED, "sends nothing until it is resumed; "
	    "others send what waited for it");
}

/* "modem resume" */
void
command_modem_resume(struct call *call)
{
	hold(call, WORKER_HOLD_NONE, "may send again");
}

/* "modem accept": the SIM that is in it is its own from now on. */
void
command_modem_accept(struct call *call)
{
	struct worker	*w = need_modem(call);
	char	why[256] = "the database cannot be written; the log says why";

	if (w == NULL)
		return;
	if (fleet_accept(call->with->fleet, w, why, sizeof why) == 0)
		say(call, "the SIM in %s is its own now", worker_name(w));
	else
		refuse(call, "%s", why);
}
