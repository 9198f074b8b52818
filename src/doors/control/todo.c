/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * todo - everything that a person must decide, in one list: what is most
 * pressing first.
 */

#include "config.h"

#include "base/clock.h"
#include "doors/control/answer.h"
#include "doors/control/subjects.h"

/* "todo" */
void
command_todo(struct call *call)
{
	const struct store_param params[] = {
		param_number(":limit", arg_limit(call)),
		param_number(":now", clock_now()),
	};

	reply_table(call, "list_todo", params, COUNT(params));
}

/* How many there are, at most ROWS_MAX; -1 failed. */
int64_t
todo_count(struct call *call)
{
	const struct store_param params[] = {
		param_number(":limit", ROWS_MAX),
		param_number(":now", clock_now()),
	};
	struct table	t;
	int64_t		count;

	if (table_read(&t, call, "list_todo", params, COUNT(params)) == -1)
		return -1;
	count = (int64_t)json_array_size(t.rows);
	json_decref(t.columns);
	json_decref(t.rows);
	return count;
}
