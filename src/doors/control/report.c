/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * report - the commands about reports: lists of them, and all of one.
 */

#include "config.h"

#include <string.h>

#include "base/clock.h"
#include "conf/conf.h"
#include "desk/desk.h"
#include "doors/control/answer.h"
#include "doors/control/subjects.h"
#include "language/ticket.h"
#include "store/report.h"

#define SUGGEST_SINCE_S	(30 * 86400)

static bool
is_report_state(const char *state)
{
	int	i;

	for (i = 0; i < REPORT_STATE_COUNT; i++)
		if (strcmp(report_state_name(i), state) == 0)
			return true;
	return false;
}

/* A filter that is a typing error would show an empty list: refuse it. */
static bool
filters_are_known(struct call *call)
{
	const struct conf_city	*city = &(*call->with->conf)->city;
	const char		*state = arg_text(call, "state");
	const char		*opd = arg_text(call, "opd");
	const char		*kelurahan = arg_text(call, "kelurahan");

	if (state != NULL && !is_report_state(state))
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

/* "reports": those that fit, the newest first. */
void
command_reports(struct call *call)
{
	const struct store_param params[] = {
		param_text(":state", arg_text(call, "state")),
		param_text(":opd", arg_text(call, "opd")),
		param_text(":kelurahan", arg_text(call, "kelurahan")),
		param_number(":since", arg_number(call, "since", 0)),
		param_number(":limit", arg_limit(call)),
		param_number(":now", clock_now()),
	};

	if (!filters_are_known(call))
		return;
	if (arg_flag(call, "late"))
		reply_table(call, "list_late", params, COUNT(params));
	else	/* which knows no :now */
		reply_table(call, "list_reports", params, COUNT(params) - 1);
}

/* The sequence of a typed ticket, or 0 with a refusal. */
static int64_t
need_ticket(struct call *call)
{
	const char	*ticket = arg_text(call, "ticket");
	int64_t		 id;

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

/* May the numbers be shown whole?  Who and why is written down first. */
static bool
unmask(struct call *call, int64_t id)
{
	const char	*by = arg_text(call, "by");
	char		 why[256] = "";

	if (!call->numbers)
		return true;
	if (!change_begin(call))
		return false;
	return change_end(call, desk_unmask(call->with->desk, id,
	    by != NULL ? by : "?", arg_text(call, "why"), clock_now(), why,
	    sizeof why), why);
}

/* "report": all that is known of one. */
void
command_report(struct call *call)
{
	static const struct {
		const char	*name, *statement;
		size_t		 params;	/* 2: shows numbers */
	} parts[] = {
		{ "events", "list_report_events", 2 },
		{ "dispatches", "list_dispatches", 1 },
		{ "deadlines", "list_report_deadlines", 1 },
		{ "messages", "list_report_messages", 2 },
	};
	int64_t			 id = need_ticket(call);
	const struct store_param params[] = {
		param_number(":report", id),
		param_number(":open", call->numbers),
	};
	json_t			*facts;
	size_t			 i;

	if (id == 0 || (facts = read_facts(call, "list_report", params, 2))
	    == NULL)
		return;
	if (json_object_size(facts) == 0) {
		json_decref(facts);
		refuse(call, "there is no report %s", arg_text(call,
		    "ticket"));
		return;
	}
	if (!unmask(call, id)) {
		json_decref(facts);
		return;
	}
	reply_set(call, "facts", facts);
	for (i = 0; i < COUNT(parts); i++)
		reply_add_list(call, parts[i].name, parts[i].statement,
		    params, parts[i].params);
}

/* "report change": a person decides, by name. */
void
command_report_change(struct call *call)
{
	const char		*words = arg_text(call, "words");
	const char		*by = arg_text(call, "by");
	const struct desk_hand	 hand = {
		.admin = by != NULL ? by : "admin",
		.act = arg_text(call, "act"),
		.words = words != NULL ? words : "",
	};
	char			 why[512] = "";
	int64_t			 id = need_ticket(call);
	int			 rc;

	if (id == 0 || !change_begin(call))
		return;
	rc = desk_report_change(call->with->desk, id, &hand, clock_now(), why,
	    sizeof why);
	if (change_end(call, rc, why))
		say(call, "report %s: %s, by %s", arg_text(call, "ticket"),
		    hand.act, hand.admin);
}

/*
 * "suggest": for the asker to look for words in; limit is how many of these
 * it shows.
 */
void
command_suggest(struct call *call)
{
	const struct store_param params[] = {
		param_number(":since", arg_number(call, "since",
		    clock_now() - SUGGEST_SINCE_S)),
		param_number(":limit", ROWS_MAX),
	};

	reply_table(call, "list_suggest", params, COUNT(params));
}
