/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * number - the commands about a phone number: what is known of it, and what a
 * person thinks of it.
 */

#include "config.h"

#include "base/clock.h"
#include "base/number.h"
#include "conf/conf.h"
#include "desk/desk.h"
#include "doors/control/answer.h"
#include "doors/control/subjects.h"

/* "number show" */
void
command_number_show(struct call *call)
{
	const char		*typed = arg_text(call, "number");
	char			 number[NUMBER_SIZE];
	struct store_param	 param;
	struct table		 t;

	if (number_normalise(typed, (*call->with->conf)->country, number) !=
	    NUMBER_PHONE) {
		refuse(call, "%s is not a phone number", typed);
		return;
	}
	param = param_text(":number", number);
	if (table_read(&t, call, "list_number", &param, 1) == -1)
		return;
	if (json_array_size(t.rows) > 0) {
		reply_add_table(call, "number", t.columns, t.rows);
		return;
	}
	json_decref(t.columns);
	json_decref(t.rows);
	refuse(call, "%s never wrote", number);
}

/* "number prank": a ticket or a number, by whom. */
void
command_number_prank(struct call *call)
{
	const char	*by = arg_text(call, "by");
	char		 why[512] = "";
	int		 rc, marks = 0;

	if (!change_begin(call))
		return;
	rc = desk_number_prank(call->with->desk, arg_text(call, "what"),
	    by != NULL ? by : "", clock_now(), &marks, why, sizeof why);
	if (change_end(call, rc, why))
		say(call, "marked; this number has %d now", marks);
}

static void
block(struct call *call, bool on)
{
	const char	*number = arg_text(call, "number");
	char		 why[512] = "";
	int		 rc;

	if (!change_begin(call))
		return;
	rc = desk_number_block(call->with->desk, number, on, clock_now(),
	    why, sizeof why);
	if (change_end(call, rc, why))
		say(call, on ? "reports of %s wait for a person now" :
		    "%s is as any other number again", number);
}

/* "number block" */
void
command_number_block(struct call *call)
{
	block(call, true);
}

/* "number unblock" */
void
command_number_unblock(struct call *call)
{
	block(call, false);
}

/* "number forget" */
void
command_number_forget(struct call *call)
{
	bool	whole = false;
	char	why[512] = "";
	int	rc;

	if (!change_begin(call))
		return;
	rc = desk_number_forget(call->with->desk, arg_text(call, "number"),
	    &whole, why, sizeof why);
	if (change_end(call, rc, why))
		say(call, whole ? "name, place and number are removed" :
		    "name and place are removed; the number stays while a "
		    "seat, an open report or an SMS needs it");
}
