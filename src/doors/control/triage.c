/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * triage - the commands about messages that a person has to read.
 */

#include "config.h"

#include <inttypes.h>

#include "base/clock.h"
#include "desk/desk.h"
#include "doors/control/answer.h"
#include "doors/control/subjects.h"
#include "language/ticket.h"
#include "store/inbox.h"

/* "triage list" */
void
command_triage_list(struct call *call)
{
	const struct store_param params[] = {
		param_number(":limit", arg_limit(call)),
	};

	reply_table(call, "list_triage", params, COUNT(params));
}

/* "triage assign": it becomes a report. */
void
command_triage_assign(struct call *call)
{
	int64_t		 id = arg_number(call, "id", 0);
	struct inbox_message in;
	char		 why[512] = "", ticket[TICKET_SIZE];
	int		 rc;

	if (!change_begin(call))
		return;
	rc = desk_triage_assign(call->with->desk, id,
	    arg_text(call, "category"), arg_text(call, "kelurahan"),
	    clock_now(), why, sizeof why);
	if (!change_end(call, rc, why))
		return;
	if (store_inbox_get(call->with->store, id, &in) != 1)
		in.report_id = 0;
	ticket_from_sequence(in.report_id, ticket);
	say(call, "message %" PRId64 " is report %s now", id, ticket);
	reply_set(call, "ticket", json_string(ticket));
}

/* "triage close": it needs no answer. */
void
command_triage_close(struct call *call)
{
	int64_t	id = arg_number(call, "id", 0);
	bool	prank = arg_flag(call, "prank");
	char	why[512] = "";
	int	rc;

	if (!change_begin(call))
		return;
	rc = prank ? desk_triage_prank(call->with->desk, id, why, sizeof why) :
	    desk_triage_close(call->with->desk, id, why, sizeof why);
	if (change_end(call, rc, why))
		say(call, "message %" PRId64 " is closed%s", id, prank ?
		    ", and a mark set for its number" : "");
}
