/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * commands - what the admin may ask of the daemon, and the answers.
 *
 * This file alone knows the commands of the control socket, their arguments
 * and the shape of their answers.  What a command reads is a statement of the
 * store, what it writes is the desk's to do; an answer that says "done" is
 * given only when the change is on disk.
 */

#include "config.h"

#include <sys/stat.h>

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <jansson.h>

#include "base/log.h"
#include "conf/conf.h"
#include "daemon/gateway.h"
#include "desk/desk.h"
#include "doors/control/commands.h"
#include "doors/control/modem.h"
#include "doors/control/sim.h"
#include "gateway/commit.h"
#include "language/ticket.h"
#include "store/store.h"

#define ROWS_DEFAULT	100
#define ROWS_MAX	10000
#define SUGGEST_SINCE_S	(30 * 86400)
#define WHY_SIZE	(64 * 1024)	/* a line for each bad seat */
#define COUNT(a)	(sizeof (a) / sizeof (a)[0])

/* One request and the answer it will get. */
struct call {
	struct gateway	*gw;		/* borrowed */
	const char	*name;		/* of the command; borrowed */
	json_t		*args;		/* borrowed */
	json_t		*reply;		/* owned */
	bool		 numbers;	/* show phone numbers whole */
};

/* ---- answers ---------------------------------------------------------- */

static void
reply_set(struct call *call, const char *key, json_t *value)
{
	if (value == NULL)	/* no memory, or text that is not UTF-8 */
		value = json_string("?");
	json_object_set_new(call->reply, key, value);
}

static void __attribute__((format(printf, 2, 3)))
refuse(struct call *call, const char *fmt, ...)
{
	char	text[512];
	va_list	ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);
	reply_set(call, "ok", json_false());
	reply_set(call, "error", json_string(text));
}

static void __attribute__((format(printf, 2, 3)))
say(struct call *call, const char *fmt, ...)
{
	char	text[512];
	va_list	ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);
	reply_set(call, "text", json_string(text));
}

static const char *
arg_text(const struct call *call, const char *key)
{
	return json_string_value(json_object_get(call->args, key));
}

static int64_t
arg_number(const struct call *call, const char *key, int64_t otherwise)
{
	const json_t	*value = json_object_get(call->args, key);

	return json_is_integer(value) ? json_integer_value(value) : otherwise;
}

/* The argument, or a refusal that names it. */
static const char *
need_text(struct call *call, const char *key)
{
	const char	*text = arg_text(call, key);

	if (text == NULL || text[0] == '\0') {
		refuse(call, "%s is missing", key);
		return NULL;
	}
	return text;
}

/* ---- tables ----------------------------------------------------------- */

/* A table on its way from the store into JSON. */
struct table {
	const struct call *call;
	json_t		*columns, *rows;	/* owned until handed over */
};

static json_t *
cell_value(const struct table *t, const struct store_cell *cell)
{
	char	masked[LOG_NUMBER_SIZE], ticket[TICKET_SIZE];
	json_t	*value;

	if (cell->is_number && strcmp(cell->column, "ticket") == 0) {
		ticket_from_sequence(cell->number, ticket);
		return json_string(ticket);
	}
	if (cell->is_number)
		return json_integer(cell->number);
	if (cell->text == NULL)
		return json_null();
	if ((strcmp(cell->column, "phone") == 0 ||
	    strcmp(cell->column, "deputy") == 0) && !t->call->numbers)
		return json_string(log_mask_number(cell->text, masked));
	value = json_string(cell->text);
	return value != NULL ? value : json_string("?");
}

static int
table_row(void *arg, const struct store_cell *cells, int count)
{
	struct table	*t = arg;
	json_t		*row = json_array();
	int		 i;

	if (json_array_size(t->columns) == 0)
		for (i = 0; i < count; i++)
			json_array_append_new(t->columns,
			    json_string(cells[i].column));
	for (i = 0; i < count; i++)
		json_array_append_new(row, cell_value(t, &cells[i]));
	return json_array_append_new(t->rows, row);
}

static int
table_read(struct table *t, struct call *call, const char *statement,
    const struct store_param *params, size_t count)
{
	t->call = call;
	t->columns = json_array();
	t->rows = json_array();
	if (store_list(call->gw->store, statement, params, count, table_row,
	    t) != -1)
		return 0;
	json_decref(t->columns);
	json_decref(t->rows);
	refuse(call, "the database could not be read; the log says why");
	return -1;
}

/* Answer with the rows of one statement. */
static void
reply_table(struct call *call, const char *statement,
    const struct store_param *params, size_t count)
{
	struct table	t;

	if (table_read(&t, call, statement, params, count) == -1)
		return;
	reply_set(call, "columns", t.columns);
	reply_set(call, "rows", t.rows);
}

/* Add a named table to an answer that has several. */
static void
reply_add_table(struct call *call, const char *name, json_t *columns,
    json_t *rows)
{
	json_t	*tables = json_object_get(call->reply, "tables");

	if (tables == NULL) {
		tables = json_array();
		reply_set(call, "tables", tables);
	}
	json_array_append_new(tables, json_pack("{s:s, s:o, s:o}",
	    "name", name, "columns", columns, "rows", rows));
}

static void
reply_add_list(struct call *call, const char *name, const char *statement,
    const struct store_param *params, size_t count)
{
	struct table	t;

	if (table_read(&t, call, statement, params, count) != -1)
		reply_add_table(call, name, t.columns, t.rows);
}

/* ---- commands that change something ----------------------------------- */

/*
 * Begin a transaction of this command's own, so that a refusal half-way
 * takes back its rows and nobody else's.
 */
static bool
change_begin(struct call *call)
{
	commit_flush(call->gw->commit);
	if (store_begin(call->gw->store) == 0)
		return true;
	refuse(call, "the database cannot be written; the log says why");
	return false;
}

/* Answer with the desk's reason; one of several lines becomes a list. */
static void
refuse_why(struct call *call, char *why)
{
	json_t	*errors = json_array();
	char	*line, *rest = NULL;

	for (line = strtok_r(why, "\n", &rest); line != NULL;
	    line = strtok_r(NULL, "\n", &rest))
		json_array_append_new(errors, json_string(line));
	if (json_array_size(errors) == 1)
		refuse(call, "%s", json_string_value(
		    json_array_get(errors, 0)));
	else
		refuse(call, "%zu faults; nothing was changed",
		    json_array_size(errors));
	if (json_array_size(errors) > 1)
		reply_set(call, "errors", errors);
	else
		json_decref(errors);
}

/*
 * End it by what the desk answered: 0 commit, 1 refused, -1 failed.  True
 * when the change is on disk.
 */
static bool
change_end(struct call *call, int rc, char *why)
{
	if (rc == 0 && store_commit(call->gw->store) == 0) {
		gateway_kick(call->gw);
		return true;
	}
	if (store_in_transaction(call->gw->store))
		store_rollback(call->gw->store);
	if (rc == 1)
		refuse_why(call, why);
	else
		refuse(call, "the database refused the change; the log says "
		    "why");
	return false;
}

static void
command_send(struct call *call)
{
	const char	*number = need_text(call, "number"), *text;
	char		 why[512] = "";
	int64_t		 id = 0;
	int		 rc;

	if (number == NULL || (text = need_text(call, "text")) == NULL ||
	    !change_begin(call))
		return;
	rc = desk_send(call->gw->desk, number, text, gateway_now(), &id, why,
	    sizeof why);
	if (!change_end(call, rc, why))
		return;
	say(call, "message %" PRId64 " is queued", id);
	reply_set(call, "id", json_integer(id));
}

static bool
copy_field(struct call *call, const char *key, const char *otherwise,
    char *out, size_t size)
{
	const char	*text = arg_text(call, key);

	if (text == NULL)
		text = otherwise;
	if ((size_t)snprintf(out, size, "%s", text) < size)
		return true;
	refuse(call, "%s is longer than %zu bytes", key, size - 1);
	return false;
}

static void
command_seat_add(struct call *call)
{
	struct seat	 seat = { .state = SEAT_ON };
	const char	*name = need_text(call, "name"), *phone;
	const char	*role = arg_text(call, "role");
	char		 why[512] = "";
	int		 found, rc;

	if (name == NULL || (phone = need_text(call, "phone")) == NULL ||
	    !copy_field(call, "name", "", seat.name, sizeof seat.name) ||
	    !copy_field(call, "opd", "", seat.opd, sizeof seat.opd) ||
	    !copy_field(call, "area", "*", seat.area, sizeof seat.area) ||
	    !copy_field(call, "holder", "", seat.holder, sizeof seat.holder))
		return;
	if ((found = seat_role_find(role != NULL ? role : "officer")) == -1) {
		refuse(call, "there is no role %s", role);
		return;
	}
	seat.role = found;
	if (!change_begin(call))
		return;
	rc = desk_seat_add(call->gw->desk, &seat, phone, gateway_now(), why,
	    sizeof why);
	if (rc == 0 && arg_text(call, "deputy") != NULL)
		rc = desk_seat_set(call->gw->desk, name, "deputy",
		    arg_text(call, "deputy"), gateway_now(), why, sizeof why);
	if (change_end(call, rc, why))
		say(call, "seat %s is added", name);
}

static int
seat_set_one(struct call *call, const char *name, const char *change,
    char *why, size_t size)
{
	const char	*equals = change != NULL ? strchr(change, '=') : NULL;
	char		 key[32];

	if (equals == NULL) {
		snprintf(why, size, "%s: a change is written KEY=VALUE",
		    change != NULL ? change : "?");
		return 1;
	}
	snprintf(key, sizeof key, "%.*s", (int)(equals - change < 31 ?
	    equals - change : 31), change);
	return desk_seat_set(call->gw->desk, name, key, equals + 1,
	    gateway_now(), why, size);
}

static void
command_seat_set(struct call *call)
{
	const char	*name = need_text(call, "name"), *change;
	const json_t	*changes = json_object_get(call->args, "changes");
	char		 now_named[STORE_NAME_SIZE], why[512] = "";
	size_t		 i;
	int		 rc = 0;

	if (name == NULL || !change_begin(call))
		return;
	snprintf(now_named, sizeof now_named, "%s", name);
	for (i = 0; rc == 0 && i < json_array_size(changes); i++) {
		change = json_string_value(json_array_get(changes, i));
		rc = seat_set_one(call, now_named, change, why, sizeof why);
		if (rc == 0 && strncmp(change, "name=", 5) == 0)
			snprintf(now_named, sizeof now_named, "%s",
			    change + 5);
	}
	if (change_end(call, rc, why))
		say(call, "seat %s is changed", now_named);
}

static void
command_seat_remove(struct call *call)
{
	const char	*name = need_text(call, "name");
	char		 why[512] = "";
	int		 rc;

	if (name == NULL || !change_begin(call))
		return;
	rc = desk_seat_remove(call->gw->desk, name, gateway_now(), why,
	    sizeof why);
	if (change_end(call, rc, why))
		say(call, "seat %s is removed", name);
}

static void
command_seat_import(struct call *call)
{
	const char	*text = need_text(call, "text");
	char		*why;
	int		 rc;

	if (text == NULL || !change_begin(call))
		return;
	why = calloc(1, WHY_SIZE);
	rc = why == NULL ? -1 : desk_seat_import(call->gw->desk, text,
	    gateway_now(), why, WHY_SIZE);
	if (change_end(call, rc, why))
		say(call, "the table is taken");
	free(why);
}

static void
command_triage_assign(struct call *call)
{
	const char	*category = need_text(call, "category");
	int64_t		 id = arg_number(call, "id", 0);
	struct inbox_message in;
	char		 why[512] = "", ticket[TICKET_SIZE];
	int		 rc;

	if (category == NULL || !change_begin(call))
		return;
	rc = desk_triage_assign(call->gw->desk, id, category,
	    arg_text(call, "kelurahan"), gateway_now(), why, sizeof why);
	if (!change_end(call, rc, why))
		return;
	if (store_inbox_get(call->gw->store, id, &in) != 1)
		in.report_id = 0;
	ticket_from_sequence(in.report_id, ticket);
	say(call, "message %" PRId64 " is report %s now", id, ticket);
	reply_set(call, "ticket", json_string(ticket));
}

static void
command_triage_close(struct call *call)
{
	int64_t	id = arg_number(call, "id", 0);
	char	why[512] = "";
	int	rc;

	if (!change_begin(call))
		return;
	rc = desk_triage_close(call->gw->desk, id, why, sizeof why);
	if (change_end(call, rc, why))
		say(call, "message %" PRId64 " is closed", id);
}

/* ---- commands that read ----------------------------------------------- */

static struct store_param
param_text(const char *name, const char *text)
{
	return (struct store_param){ .name = name, .text = text,
	    .is_null = text == NULL };
}

static struct store_param
param_number(const char *name, int64_t number)
{
	return (struct store_param){ .name = name, .number = number };
}

static int64_t
arg_limit(const struct call *call)
{
	int64_t	limit = arg_number(call, "limit", ROWS_DEFAULT);

	return limit < 1 ? 1 : limit > ROWS_MAX ? ROWS_MAX : limit;
}

/* Is it the name of one of count states? */
static bool
is_state(const char *state, int count, const char *(*name)(int))
{
	int	i;

	for (i = 0; i < count; i++)
		if (strcmp(name(i), state) == 0)
			return true;
	return false;
}

static const char *
name_of_report(int state)
{
	return report_state_name(state);
}

static const char *
name_of_inbox(int state)
{
	return inbox_state_name(state);
}

static const char *
name_of_outbox(int state)
{
	return outbox_state_name(state);
}

/* A filter that is a typing error would show an empty list: refuse it. */
static bool
filters_are_known(struct call *call)
{
	const struct conf_city	*city = &call->gw->conf->city;
	const char		*state = arg_text(call, "state");
	const char		*opd = arg_text(call, "opd");
	const char		*kelurahan = arg_text(call, "kelurahan");

	if (state != NULL && !is_state(state, REPORT_STATE_COUNT,
	    name_of_report))
		refuse(call, "there is no report state %s", state);
	else if (opd != NULL && conf_city_find_opd(city, opd) == -1)
		refuse(call, "there is no OPD %s", opd);
	else if (kelurahan != NULL &&
	    conf_city_find_kelurahan(city, kelurahan) == -1)
		refuse(call, "there is no kelurahan %s", kelurahan);
	else
		return true;
	return false;
}

static void
command_reports(struct call *call)
{
	bool	late = json_is_true(json_object_get(call->args, "late"));
	const struct store_param params[] = {
		param_text(":state", arg_text(call, "state")),
		param_text(":opd", arg_text(call, "opd")),
		param_text(":kelurahan", arg_text(call, "kelurahan")),
		param_number(":since", arg_number(call, "since", 0)),
		param_number(":limit", arg_limit(call)),
		param_number(":now", gateway_now()),
	};

	if (!filters_are_known(call))
		return;
	if (late)
		reply_table(call, "list_late", params, COUNT(params));
	else	/* which knows no :now */
		reply_table(call, "list_reports", params, COUNT(params) - 1);
}

static void
command_messages(struct call *call)
{
	const char	*state = arg_text(call, "state");
	bool		 in = json_is_true(json_object_get(call->args, "in"));
	bool		 out = json_is_true(json_object_get(call->args,
			    "out"));
	const struct store_param params[] = {
		param_text(":state", state),
		param_number(":limit", arg_limit(call)),
	};

	if (!in && !out)
		in = out = true;
	if (state != NULL) {
		in = in && is_state(state, INBOX_STATE_COUNT, name_of_inbox);
		out = out && is_state(state, OUTBOX_STATE_COUNT,
		    name_of_outbox);
	}
	if (!in && !out)
		refuse(call, "there is no such state %s", state);
	if (in)
		reply_add_list(call, "in", "list_messages_in", params,
		    COUNT(params));
	if (out)
		reply_add_list(call, "out", "list_messages_out", params,
		    COUNT(params));
}

static void
command_seat_list(struct call *call)
{
	reply_table(call, "list_seats", NULL, 0);
}

static void
command_seat_history(struct call *call)
{
	const char		*name = need_text(call, "name");
	struct store_param	 param = param_text(":name", name);

	if (name != NULL)
		reply_table(call, "list_seat_history", &param, 1);
}

static void
command_triage_list(struct call *call)
{
	const struct store_param params[] = {
		param_number(":limit", arg_limit(call)),
	};

	reply_table(call, "list_triage", params, COUNT(params));
}

/* For the asker to look for words in; limit is how many of these it shows. */
static void
command_suggest(struct call *call)
{
	const struct store_param params[] = {
		param_number(":since", arg_number(call, "since",
		    gateway_now() - SUGGEST_SINCE_S)),
		param_number(":limit", ROWS_MAX),
	};

	reply_table(call, "list_suggest", params, COUNT(params));
}

/* The sequence of a typed ticket, or 0 with a refusal. */
static int64_t
need_ticket(struct call *call)
{
	const char	*ticket = need_text(call, "ticket");
	int64_t		 id;

	if (ticket == NULL)
		return 0;
	if ((id = ticket_to_sequence(ticket)) > 0)
		return id;
	refuse(call, "%s is not a ticket: its last digit does not check, so "
	    "a digit is mistyped", ticket);
	return 0;
}

/* The one row of a statement as an object; NULL with a refusal if none. */
static json_t *
read_facts(struct call *call, const char *statement,
    const struct store_param *params, size_t count)
{
	struct table	 t;
	json_t		*facts, *name;
	size_t		 i;

	if (table_read(&t, call, statement, params, count) == -1)
		return NULL;
	facts = json_object();
	json_array_foreach(t.columns, i, name)
		json_object_set(facts, json_string_value(name),
		    json_array_get(json_array_get(t.rows, 0), i));
	json_decref(t.columns);
	json_decref(t.rows);
	return facts;
}

static void
command_report(struct call *call)
{
	static const struct { const char *name, *statement; } parts[] = {
		{ "events", "list_report_events" },
		{ "dispatches", "list_dispatches" },
		{ "deadlines", "list_report_deadlines" },
		{ "messages", "list_report_messages" },
	};
	int64_t			 id = need_ticket(call);
	struct store_param	 param = param_number(":report", id);
	json_t			*facts;
	size_t			 i;

	if (id == 0 || (facts = read_facts(call, "list_report", &param, 1))
	    == NULL)
		return;
	if (json_object_size(facts) == 0) {
		json_decref(facts);
		refuse(call, "there is no report %s", arg_text(call,
		    "ticket"));
		return;
	}
	reply_set(call, "facts", facts);
	for (i = 0; i < COUNT(parts); i++)
		reply_add_list(call, parts[i].name, parts[i].statement,
		    &param, 1);
}

/* ---- the daemon itself ------------------------------------------------ */

static void
command_modem(struct call *call)
{
	commands_modem(call->gw, call->name, call->args, call->reply);
}

/* Days, hours and minutes, for people. */
static json_t *
uptime(int64_t seconds)
{
	return json_sprintf("%" PRId64 "d %02" PRId64 ":%02" PRId64,
	    seconds / 86400, seconds / 3600 % 24, seconds / 60 % 60);
}

/*
 * What status counts: rows of list_status_counts added up.  What is over is
 * counted for the last day only.
 */
static const struct status_count {
	const char	*fact;
	const char	*what;		/* of the list */
	const char	*states;	/* spaces between and around */
} status_counts[] = {
	{ "reports_open",	"report", " new routed taken working " },
	{ "reports_done",	"report", " done " },
	{ "reports_unrouted",	"report", " unrouted " },
	{ "seats_silent",	"seat",	  " silent " },
	{ "reports_late",	"late",	  " take finish " },
	{ "late_not_taken",	"late",	  " take " },
	{ "triage",		"inbox",  " triage " },
	{ "questions",		"inbox",  " question " },
	{ "parts_waiting",	"parts",  " waiting " },
	{ "queue",		"outbox", " due " },
	{ "sending",		"outbox", " sending " },
	{ "night",		"outbox", " night " },
	{ "held",		"outbox", " held " },
	{ "failed",		"outbox", " failed " },
	{ "uncertain",		"outbox", " uncertain " },
	{ "handled_last_day",	"inbox",  " handled closed filed " },
	{ "sent_last_day",	"outbox", " sent delivered " },
	{ "dropped_last_day",	"outbox", " dropped " },
};

static int64_t
status_sum(const json_t *rows, const struct status_count *c)
{
	const json_t	*row;
	char		 state[32];
	int64_t		 sum = 0;
	size_t		 i;

	json_array_foreach(rows, i, row) {
		snprintf(state, sizeof state, " %s ",
		    json_string_value(json_array_get(row, 1)));
		if (strcmp(json_string_value(json_array_get(row, 0)),
		    c->what) == 0 && strstr(c->states, state) != NULL)
			sum += json_integer_value(json_array_get(row, 2));
	}
	return sum;
}

/* What is counted, into the facts. */
static int
status_count(struct call *call, json_t *facts)
{
	const struct store_param since[] = {
		param_number(":since", gateway_now() - 86400),
		param_number(":now", gateway_now()),
	};
	struct table	t;
	size_t		i;

	if (table_read(&t, call, "list_status_counts", since,
	    COUNT(since)) == -1)
		return -1;
	for (i = 0; i < COUNT(status_counts); i++)
		json_object_set_new(facts, status_counts[i].fact,
		    json_integer(status_sum(t.rows, &status_counts[i])));
	json_decref(t.columns);
	json_decref(t.rows);
	return 0;
}

static void
command_status(struct call *call)
{
	const struct gateway	*gw = call->gw;
	json_t			*facts = json_object();
	struct stat		 st;

	reply_set(call, "facts", facts);
	json_object_set_new(facts, "version", json_string(PACKAGE_VERSION));
	json_object_set_new(facts, "started_time",
	    json_integer(gw->started_at));
	json_object_set_new(facts, "uptime",
	    uptime(gateway_now() - gw->started_at));
	json_object_set_new(facts, "configuration",
	    json_string(gw->conf->path));
	json_object_set_new(facts, "database",
	    json_string(gw->conf->database));
	if (stat(gw->conf->database, &st) == 0)
		json_object_set_new(facts, "database_bytes",
		    json_integer(st.st_size));
	json_object_set_new(facts, "database_writable",
	    json_boolean(!commit_is_failing(gw->commit)));
	if (status_count(call, facts) != 0)
		return;
	reply_add_table(call, "modems", commands_modem_columns(),
	    commands_modem_rows(gw, call->numbers));
	commands_sim_status(call->gw, call->numbers, facts,
	    json_object_get(call->reply, "tables"));
}

static void
command_sim_list(struct call *call)
{
	commands_sim_list(call->gw, call->numbers, call->reply);
}

static void
command_sim_check(struct call *call)
{
	const char	*name = need_text(call, "name");

	if (name != NULL)
		commands_sim_check(call->gw, name, call->reply);
}

static void
command_reload(struct call *call)
{
	struct conf_errors	 errors = { 0 };
	json_t			*list;
	int			 i;

	if (gateway_reload(call->gw, &errors) == 0)
		say(call, "%s is in use", call->gw->conf->path);
	else {
		list = json_array();
		for (i = 0; i < errors.count; i++)
			json_array_append_new(list,
			    json_string(errors.text[i]));
		refuse(call, "the configuration has faults; nothing is "
		    "changed");
		reply_set(call, "errors", list);
	}
	conf_errors_clear(&errors);
}

static void
command_backup(struct call *call)
{
	const char	*file = need_text(call, "file");

	if (file == NULL)
		return;
	if (file[0] != '/') {
		refuse(call, "%s: the path must begin with /", file);
		return;
	}
	if (access(file, F_OK) == 0) {
		refuse(call, "%s: there is such a file; it is left as it is",
		    file);
		return;
	}
	commit_flush(call->gw->commit);
	if (store_backup(call->gw->store, file) == 0)
		say(call, "%s holds the database as of now", file);
	else
		refuse(call, "%s could not be written; the log says why",
		    file);
}

static const struct control_command {
	const char	*name;
	void		(*run)(struct call *);
} control_commands[] = {
	{ "status",		command_status },
	{ "reports",		command_reports },
	{ "report",		command_report },
	{ "messages",		command_messages },
	{ "send",		command_send },
	{ "seat list",		command_seat_list },
	{ "seat add",		command_seat_add },
	{ "seat set",		command_seat_set },
	{ "seat remove",	command_seat_remove },
	{ "seat import",	command_seat_import },
	{ "seat history",	command_seat_history },
	{ "triage list",	command_triage_list },
	{ "triage assign",	command_triage_assign },
	{ "triage close",	command_triage_close },
	{ "modem list",		command_modem },
	{ "modem show",		command_modem },
	{ "modem reset",	command_modem },
	{ "modem pause",	command_modem },
	{ "modem drain",	command_modem },
	{ "modem resume",	command_modem },
	{ "modem accept",	command_modem },
	{ "sim list",		command_sim_list },
	{ "sim check",		command_sim_check },
	{ "suggest",		command_suggest },
	{ "reload",		command_reload },
	{ "backup",		command_backup },
};

/* Do what a request asks; the answer is in call->reply. */
static void
call_run(struct call *call, const json_t *request)
{
	const char	*name = json_string_value(json_object_get(request,
			    "cmd"));
	size_t		 i;

	call->name = name;
	call->args = json_object_get(request, "args");
	call->numbers = json_is_true(json_object_get(call->args, "numbers"));
	for (i = 0; name != NULL && i < COUNT(control_commands); i++)
		if (strcmp(control_commands[i].name, name) == 0) {
			control_commands[i].run(call);
			return;
		}
	refuse(call, "unknown command %s", name != NULL ? name : "");
}

/*
 * Answer one line of JSON: do what it asks, and say how it went.  The caller
 * json_decrefs the answer.
 */
json_t *
commands_answer(struct gateway *gw, const char *line, size_t len)
{
	struct call	 call = { .gw = gw, .reply = json_object() };
	json_error_t	 error;
	json_t		*request = json_loadb(line, len, 0, &error);

	reply_set(&call, "ok", json_true());
	if (json_is_object(request))
		call_run(&call, request);
	else
		refuse(&call, "not a JSON object: %s", error.text);
	json_decref(request);
	return call.reply;
}
