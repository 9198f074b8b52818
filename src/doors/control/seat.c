/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * seat - the commands about seats: who sits where, and since when.
 */

#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "desk/desk.h"
#include "doors/control/answer.h"
#include "doors/control/subjects.h"
#include "store/seat.h"
#include "store/size.h"

#define WHY_SIZE	(64 * 1024)	/* a line for each bad seat */

/* "seat list" */
void
command_seat_list(struct call *call)
{
	reply_table(call, "list_seats", NULL, 0);
}

/* "seat history": who sat there before. */
void
command_seat_history(struct call *call)
{
	struct store_param	param = param_text(":name",
				    arg_text(call, "name"));

	reply_table(call, "list_seat_history", &param, 1);
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

/* "seat add" */
void
command_seat_add(struct call *call)
{
	struct seat	 seat = { .state = SEAT_ON };
	const char	*name = arg_text(call, "name");
	const char	*role = arg_text(call, "role");
	char		 why[512] = "";
	int		 found, rc;

	if (!copy_field(call, "name", "", seat.name, sizeof seat.name) ||
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
	rc = desk_seat_add(call->with->desk, &seat, arg_text(call, "phone"),
	    clock_now(), why, sizeof why);
	if (rc == 0 && arg_text(call, "deputy") != NULL)
		rc = desk_seat_set(call->with->desk, name, "deputy",
		    arg_text(call, "deputy"), clock_now(), why, sizeof why);
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
	return desk_seat_set(call->with->desk, name, key, equals + 1,
	    clock_now(), why, size);
}

/* "seat set": several changes at once, all or none. */
void
command_seat_set(struct call *call)
{
	const char	*name = arg_text(call, "name"), *change;
	const json_t	*changes = arg_list(call, "changes");
	char		 now_named[STORE_NAME_SIZE], why[512] = "";
	size_t		 i;
	int		 rc = 0;

	if (!change_begin(call))
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

/* "seat remove" */
void
command_seat_remove(struct call *call)
{
	const char	*name = arg_text(call, "name");
	char		 why[512] = "";
	int		 rc;

	if (!change_begin(call))
		return;
	rc = desk_seat_remove(call->with->desk, name, clock_now(), why,
	    sizeof why);
	if (change_end(call, rc, why))
		say(call, "seat %s is removed", name);
}

/* "seat import": a table of all seats. */
void
command_seat_import(struct call *call)
{
	char		*why;
	int		 rc;

	if (!change_begin(call))
		return;
	why = calloc(1, WHY_SIZE);
	rc = why == NULL ? -1 : desk_seat_import(call->with->desk,
	    arg_text(call, "text"), clock_now(), why, WHY_SIZE);
	if (change_end(call, rc, why))
		say(call, "the table is taken");
	free(why);
}
