/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * commands_modem - what the admin may ask and want of the modems.
 *
 * Like commands.c, for the commands "modem ...": this file knows what is
 * shown of a modem, and what of it is masked.
 */

#include "config.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <jansson.h>

#include "conf/conf.h"
#include "daemon/gateway.h"
#include "doors/control/modem.h"
#include "gateway/fleet/fleet.h"
#include "gateway/fleet/worker.h"
#include "store/store.h"

#define EVENTS_SHOWN	40
#define COUNT(a)	(sizeof (a) / sizeof (a)[0])

/* A request about one modem, and its answer. */
struct ask {
	struct gateway	*gw;		/* borrowed */
	struct worker	*worker;	/* borrowed */
	json_t		*reply;		/* borrowed */
	bool		 numbers;	/* show them whole */
};

static json_t *
text(const char *s)
{
	json_t	*value = json_string(s);

	return value != NULL ? value : json_string("?");
}

static void __attribute__((format(printf, 3, 4)))
answer(json_t *reply, bool ok, const char *fmt, ...)
{
	char	line[512];
	va_list	ap;

	va_start(ap, fmt);
	vsnprintf(line, sizeof line, fmt, ap);
	va_end(ap);
	json_object_set_new(reply, "ok", json_boolean(ok));
	json_object_set_new(reply, ok ? "text" : "error", text(line));
}

/* ---- the table --------------------------------------------------------- */

static json_t *
or_null(int number)
{
	return number < 0 ? json_null() : json_integer(number);
}

/* Who they are is not for every eye: the network's digits and the last. */
static json_t *
masked(const char *number, bool whole)
{
	char	out[32];
	size_t	len = strlen(number);

	if (whole || len < 9)
		return text(number);
	snprintf(out, sizeof out, "%.5s****%s", number, number + len - 3);
	return text(out);
}

/* "12/100" of what was sent lately and may be. */
static json_t *
used(const struct gateway *gw, const char *name, int window_s, int most)
{
	int	n = store_outbox_parts_since(gw->store, name,
		    gateway_now() - window_s + 1);

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
row(const struct gateway *gw, const struct worker *worker, bool numbers)
{
	const struct conf_modem	*cm;
	struct worker_status	 s;

	worker_status(worker, &s);
	cm = gateway_modem(gw, s.name);
	return json_pack("[s s I s o s o o o o i b o]", s.name,
	    worker_state_name(s.state), (json_int_t)s.since,
	    fleet_hold_name(s.hold), or_null(s.signal), s.network, slots(&s),
	    masked(s.imsi, numbers),
	    used(gw, s.name, 3600, cm != NULL ? cm->per_hour : 0),
	    used(gw, s.name, 86400, cm != NULL ? cm->per_day : 0),
	    s.restarts, s.hurried, text(s.detail));
}

/* The headings of commands_modem_rows. */
json_t *
commands_modem_columns(void)
{
	return json_pack("[s s s s s s s s s s s s s]", "modem", "state",
	    "since", "hold", "signal", "network", "slots", "sim", "hour",
	    "day", "restarts", "fast", "detail");
}

/* A row for each configured modem. */
json_t *
commands_modem_rows(const struct gateway *gw, bool numbers)
{
	json_t	*rows = json_array(), *one;
	int	 i;

	for (i = 0; i < gw->worker_count; i++) {
		one = row(gw, gw->worker[i], numbers);
		json_array_append_new(rows, one != NULL ? one :
		    json_array());
	}
	return rows;
}

/* ---- one modem --------------------------------------------------------- */

static int
event_row(void *arg, const struct store_cell *cells, int count)
{
	json_t	*one = json_array();
	int	 i;

	for (i = 0; i < count; i++)
		json_array_append_new(one, cells[i].is_number ?
		    json_integer(cells[i].number) : text(cells[i].text));
	return json_array_append_new(arg, one);
}

static json_t *
events(const struct gateway *gw, const char *name)
{
	const struct store_param params[] = {
		{ .name = ":modem", .text = name },
		{ .name = ":limit", .number = EVENTS_SHOWN },
	};
	json_t	*rows = json_array();

	if (store_list(gw->store, "list_modem_events", params, COUNT(params),
	    event_row, rows) == -1)
		json_array_clear(rows);
	return json_pack("[{s:s, s:[s, s, s, s], s:o}]", "name", "states",
	    "columns", "time", "from", "state", "detail", "rows", rows);
}

static void
run_show(struct ask *a)
{
	struct worker_status		 s;
	const struct modem_record	*r;
	json_t				*facts = json_object();
	char				 name[STORE_CODE_SIZE];

	worker_status(a->worker, &s);
	snprintf(name, sizeof name, "%s", s.name);
	r = fleet_remembers(a->gw->fleet, name);
	json_object_set_new(facts, "modem", text(s.name));
	json_object_set_new(facts, "state", text(worker_state_name(s.state)));
	json_object_set_new(facts, "since", json_integer(s.since));
	json_object_set_new(facts, "detail", text(s.detail));
	json_object_set_new(facts, "hold", text(fleet_hold_name(s.hold)));
	json_object_set_new(facts, "signal", or_null(s.signal));
	json_object_set_new(facts, "network", text(s.network));
	json_object_set_new(facts, "slots", slots(&s));
	json_object_set_new(facts, "model", text(s.model));
	json_object_set_new(facts, "device", text(s.device));
	json_object_set_new(facts, "imei", masked(s.imei, a->numbers));
	json_object_set_new(facts, "sim", masked(s.imsi, a->numbers));
	json_object_set_new(facts, "restarts", json_integer(s.restarts));
	json_object_set_new(facts, "failures", json_integer(s.rung));
	json_object_set_new(facts, "fast", json_boolean(s.hurried));
	if (r != NULL) {
		json_object_set_new(facts, "own_imei", masked(r->imei,
		    a->numbers));
		json_object_set_new(facts, "own_sim", masked(r->imsi,
		    a->numbers));
		json_object_set_new(facts, "coordinator_told",
		    text(r->told));
		json_object_set_new(facts, "pin_refused",
		    json_boolean(r->pin_refused));
	}
	json_object_set_new(a->reply, "facts", facts);
	json_object_set_new(a->reply, "tables", events(a->gw, name));
}

static void
run_reset(struct ask *a)
{
	worker_reset(a->worker);
	answer(a->reply, true, "%s is being reset", worker_name(a->worker));
}

static void
hold(struct ask *a, enum worker_hold hold, const char *what)
{
	if (fleet_hold(a->gw->fleet, a->worker, hold) == 0)
		answer(a->reply, true, "%s %s", worker_name(a->worker), what);
	else
		answer(a->reply, false, "the database cannot be written; the "
		    "log says why");
}

static void
run_pause(struct ask *a)
{
	hold(a, WORKER_HOLD_PAUSED, "sends nothing until it is resumed");
}

static void
run_drain(struct ask *a)
{
	hold(a, WORKER_HOLD_DRAINED, "sends nothing until it is resumed; "
	    "others send what waited for it");
}

static void
run_resume(struct ask *a)
{
	hold(a, WORKER_HOLD_NONE, "may send again");
}

static void
run_accept(struct ask *a)
{
	char	why[256] = "the database cannot be written; the log says why";

	if (fleet_accept(a->gw->fleet, a->worker, why, sizeof why) == 0)
		answer(a->reply, true, "the SIM in %s is its own now",
		    worker_name(a->worker));
	else
		answer(a->reply, false, "%s", why);
}

static const struct {
	const char	*name;
	void		(*run)(struct ask *);
} modem_commands[] = {
	{ "modem show",		run_show },
	{ "modem reset",	run_reset },
	{ "modem pause",	run_pause },
	{ "modem drain",	run_drain },
	{ "modem resume",	run_resume },
	{ "modem accept",	run_accept },
};

/* Do what a command "modem ..." asks; the answer goes into reply. */
void
commands_modem(struct gateway *gw, const char *command, const json_t *args,
    json_t *reply)
{
	struct ask	 a = { .gw = gw, .reply = reply,
			    .numbers = json_is_true(json_object_get(args,
			    "numbers")) };
	const char	*name = json_string_value(json_object_get(args,
			    "name"));
	size_t		 i;

	if (strcmp(command, "modem list") == 0) {
		json_object_set_new(reply, "columns",
		    commands_modem_columns());
		json_object_set_new(reply, "rows", commands_modem_rows(gw,
		    a.numbers));
		return;
	}
	if (name == NULL || (a.worker = gateway_find_modem(gw, name)) ==
	    NULL) {
		answer(reply, false, "there is no modem %s",
		    name != NULL ? name : "without a name");
		return;
	}
	for (i = 0; i < COUNT(modem_commands); i++)
		if (strcmp(modem_commands[i].name, command) == 0)
			modem_commands[i].run(&a);
}
