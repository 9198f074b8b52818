/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * commands - what the admin may ask of the daemon: one row a command, with
 * its arguments, who may, and the function that does it.
 *
 * An argument of another type than its row says is as if it were not there.
 */

#include "config.h"

#include <string.h>

#include <jansson.h>

#include "doors/control/answer.h"
#include "doors/control/commands.h"
#include "doors/control/subjects.h"

#define NEED(name)	{ name, ARG_TEXT, true }
#define TEXT(name)	{ name, ARG_TEXT, false }
#define NUMBER(name)	{ name, ARG_NUMBER, false }
#define FLAG(name)	{ name, ARG_FLAG, false }
#define LIST(name)	{ name, ARG_LIST, false }

static const struct command commands[] = {
	{ "status", MAY_READ, command_status, { { NULL } } },
	{ "reports", MAY_READ, command_reports, { TEXT("state"), TEXT("opd"),
	    TEXT("kelurahan"), NUMBER("since"), NUMBER("limit"),
	    FLAG("late") } },
	{ "report", MAY_READ, command_report, { NEED("ticket") } },
	{ "report change", MAY_CHANGE, command_report_change,
	    { NEED("ticket"), NEED("act"), TEXT("words"), TEXT("by") } },
	{ "todo", MAY_READ, command_todo, { NUMBER("limit") } },
	{ "messages", MAY_READ, command_messages, { TEXT("state"), FLAG("in"),
	    FLAG("out"), NUMBER("limit") } },
	{ "messages release", MAY_CHANGE, command_messages_release,
	    { LIST("ids") } },
	{ "messages drop", MAY_CHANGE, command_messages_drop,
	    { LIST("ids") } },
	{ "send", MAY_CHANGE, command_send, { NEED("number"), NEED("text") } },
	{ "seat list", MAY_READ, command_seat_list, { { NULL } } },
	{ "seat add", MAY_CHANGE, command_seat_add, { NEED("name"),
	    NEED("phone"), TEXT("role"), TEXT("opd"), TEXT("area"),
	    TEXT("holder"), TEXT("deputy") } },
	{ "seat set", MAY_CHANGE, command_seat_set, { NEED("name"),
	    LIST("changes") } },
	{ "seat remove", MAY_CHANGE, command_seat_remove, { NEED("name") } },
	{ "seat import", MAY_CHANGE, command_seat_import, { NEED("text") } },
	{ "seat history", MAY_READ, command_seat_history, { NEED("name") } },
	{ "triage list", MAY_READ, command_triage_list, { NUMBER("limit") } },
	{ "triage assign", MAY_CHANGE, command_triage_assign,
	    { NEED("category"), NUMBER("id"), TEXT("kelurahan") } },
	{ "triage close", MAY_CHANGE, command_triage_close,
	    { NUMBER("id"), FLAG("prank") } },
	{ "number show", MAY_READ, command_number_show, { NEED("number") } },
	{ "number prank", MAY_CHANGE, command_number_prank, { NEED("what"),
	    TEXT("by") } },
	{ "number block", MAY_CHANGE, command_number_block,
	    { NEED("number") } },
	{ "number unblock", MAY_CHANGE, command_number_unblock,
	    { NEED("number") } },
	{ "number forget", MAY_CHANGE, command_number_forget,
	    { NEED("number") } },
	{ "modem list", MAY_READ, command_modem_list, { { NULL } } },
	{ "modem show", MAY_READ, command_modem_show, { TEXT("name") } },
	{ "modem reset", MAY_CHANGE, command_modem_reset, { TEXT("name") } },
	{ "modem pause", MAY_CHANGE, command_modem_pause, { TEXT("name") } },
	{ "modem drain", MAY_CHANGE, command_modem_drain, { TEXT("name") } },
	{ "modem resume", MAY_CHANGE, command_modem_resume,
	    { TEXT("name") } },
	{ "modem accept", MAY_CHANGE, command_modem_accept,
	    { TEXT("name") } },
	{ "sim list", MAY_READ, command_sim_list, { { NULL } } },
	{ "sim check", MAY_CHANGE, command_sim_check, { NEED("name") } },
	{ "labels", MAY_READ, command_labels, { NUMBER("since") } },
	{ "matters", MAY_READ, command_matters, { NUMBER("since"),
	    NUMBER("limit") } },
	{ "suggest", MAY_READ, command_suggest, { NUMBER("since") } },
	{ "reload", MAY_CHANGE, command_reload, { { NULL } } },
	{ "backup", MAY_CHANGE, command_backup, { NEED("file") } },
};

static const struct command *
find_command(const char *name)
{
	size_t	i;

	for (i = 0; name != NULL && i < COUNT(commands); i++)
		if (strcmp(commands[i].name, name) == 0)
			return &commands[i];
	return NULL;
}

/* Do what a request asks; the answer is in call->reply. */
static void
call_run(struct call *call, unsigned rights, const json_t *request)
{
	const char	*name = json_string_value(json_object_get(request,
			    "cmd"));

	call->args = json_object_get(request, "args");
	call->numbers = json_is_true(json_object_get(call->args, "numbers"));
	call->command = find_command(name);
	if (call->command == NULL)
		refuse(call, "unknown command %s", name != NULL ? name : "");
	else if ((call->command->right & ~rights) != 0)
		refuse(call, "you may not %s", name);
	else if (args_are_there(call))
		call->command->run(call);
}

/*
 * Answer one line of JSON of somebody who has these rights: do what it asks,
 * and say how it went.  The caller json_decrefs the answer.
 */
json_t *
commands_answer(const struct control_parts *with, unsigned rights,
    const char *line, size_t len)
{
	struct call	 call = { .with = with, .reply = json_object() };
	json_error_t	 error;
	json_t		*request = json_loadb(line, len, 0, &error);

	reply_set(&call, "ok", json_true());
	if (json_is_object(request))
		call_run(&call, rights, request);
	else
		refuse(&call, "not a JSON object: %s", error.text);
	json_decref(request);
	return call.reply;
}
