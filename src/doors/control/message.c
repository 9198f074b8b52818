/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * message - the commands about messages: what came, what goes out, one more.
 */

#include "config.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "desk/desk.h"
#include "doors/control/answer.h"
#include "doors/control/subjects.h"
#include "store/inbox.h"
#include "store/outbox.h"

static bool
is_inbox_state(const char *state)
{
	int	i;

	for (i = 0; i < INBOX_STATE_COUNT; i++)
		if (strcmp(inbox_state_name(i), state) == 0)
			return true;
	return false;
}

static bool
is_outbox_state(const char *state)
{
	int	i;

	for (i = 0; i < OUTBOX_STATE_COUNT; i++)
		if (strcmp(outbox_state_name(i), state) == 0)
			return true;
	return false;
}

/* "messages": those that came and those that go out. */
void
command_messages(struct call *call)
{
	const char	*state = arg_text(call, "state");
	bool		 in = arg_flag(call, "in");
	bool		 out = arg_flag(call, "out");
	const struct store_param params[] = {
		param_text(":state", state),
		param_number(":limit", arg_limit(call)),
	};

	if (!in && !out)
		in = out = true;
	if (state != NULL) {
		in = in && is_inbox_state(state);
		out = out && is_outbox_state(state);
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

/* "calls": missed calls of citizens. */
void
command_calls(struct call *call)
{
	const struct store_param params[] = {
		param_number(":limit", arg_limit(call)),
	};

	reply_table(call, "list_calls", params, COUNT(params));
}

/* Let each of the messages go out, or drop it: all of them, or none. */
static void
settle_messages(struct call *call, bool release)
{
	const json_t	*ids = arg_list(call, "ids"), *id;
	char		 why[512] = "";
	size_t		 i;
	int		 rc = 0;

	if (!change_begin(call))
		return;
	json_array_foreach(ids, i, id)
		if (rc == 0)
			rc = desk_message_settle(call->with->desk,
			    strtoll(json_string_value(id) != NULL ?
			    json_string_value(id) : "", NULL, 10), release,
			    clock_now(), why, sizeof why);
	if (change_end(call, rc, why))
		say(call, "%zu message(s) %s", json_array_size(ids), release ?
		    "may go out" : "dropped");
}

/* "messages release": what is held, failed or uncertain goes out now. */
void
command_messages_release(struct call *call)
{
	settle_messages(call, true);
}

/* "messages drop": it does not go out at all. */
void
command_messages_drop(struct call *call)
{
	settle_messages(call, false);
}

/* "send": an SMS of the admin's own. */
void
command_send(struct call *call)
{
	char		 why[512] = "";
	int64_t		 id = 0;
	int		 rc;

	if (!change_begin(call))
		return;
	rc = desk_send(call->with->desk, arg_text(call, "number"),
	    arg_text(call, "text"), clock_now(), &id, why, sizeof why);
	if (!change_end(call, rc, why))
		return;
	say(call, "message %" PRId64 " is queued", id);
	reply_set(call, "id", json_integer(id));
}
