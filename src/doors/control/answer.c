/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * answer - the arguments of a request and the shape of its answer.
 *
 * This file alone knows what the JSON of the control socket looks like.  An
 * answer that says "done" is given only when the change is on disk.
 */

#include "config.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "doors/control/answer.h"
#include "gateway/turn/commit.h"
#include "language/ticket.h"
#include "store/size.h"
#include "store/store.h"

#define ROWS_DEFAULT	100

/* ---- what was asked ---------------------------------------------------- */

static bool
has_type(const json_t *value, enum arg_type type)
{
	switch (type) {
	case ARG_TEXT:
		return json_is_string(value);
	case ARG_NUMBER:
		return json_is_integer(value);
	case ARG_FLAG:
		return json_is_boolean(value);
	case ARG_LIST:
		return json_is_array(value);
	}
	return false;
}

/* An argument that the command has, if it is given and of its type; NULL. */
static const json_t *
arg_find(const struct call *call, const char *name, enum arg_type type)
{
	const struct arg	*arg = call->command->arg;
	const json_t		*value;
	int			 i;

	for (i = 0; i < ARGS_MAX && arg[i].name != NULL; i++) {
		if (strcmp(arg[i].name, name) != 0)
			continue;
		value = json_object_get(call->args, name);
		return arg[i].type == type && has_type(value, type) ? value :
		    NULL;
	}
	return NULL;
}

/* A text, or NULL. */
const char *
arg_text(const struct call *call, const char *name)
{
	return json_string_value(arg_find(call, name, ARG_TEXT));
}

/* A number, or otherwise. */
int64_t
arg_number(const struct call *call, const char *name, int64_t otherwise)
{
	const json_t	*value = arg_find(call, name, ARG_NUMBER);

	return value != NULL ? json_integer_value(value) : otherwise;
}

/* Is it given and true? */
bool
arg_flag(const struct call *call, const char *name)
{
	return json_is_true(arg_find(call, name, ARG_FLAG));
}

/* An array, or NULL. */
const json_t *
arg_list(const struct call *call, const char *name)
{
	return arg_find(call, name, ARG_LIST);
}

/* How many rows are wanted. */
int64_t
arg_limit(const struct call *call)
{
	int64_t	limit = arg_number(call, "limit", ROWS_DEFAULT);

	return limit < 1 ? 1 : limit > ROWS_MAX ? ROWS_MAX : limit;
}

/* Is all there that the command needs?  False with a refusal that names it. */
bool
args_are_there(struct call *call)
{
	const struct arg	*arg = call->command->arg;
	const char		*text;
	int			 i;

	for (i = 0; i < ARGS_MAX && arg[i].name != NULL; i++) {
		if (!arg[i].needed)
			continue;
		text = arg_text(call, arg[i].name);
		if (text == NULL || text[0] == '\0') {
			refuse(call, "%s is missing", arg[i].name);
			return false;
		}
	}
	return true;
}

/* ---- answers ----------------------------------------------------------- */

/* Put a value into the answer, which takes it over. */
void
reply_set(struct call *call, const char *key, json_t *value)
{
	if (value == NULL)	/* no memory, or text that is not UTF-8 */
		value = json_string("?");
	json_object_set_new(call->reply, key, value);
}

/* The answer is no, and why. */
void
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

/* What was done, for people. */
void
say(struct call *call, const char *fmt, ...)
{
	char	text[512];
	va_list	ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);
	reply_set(call, "text", json_string(text));
}

/* A text, also where it is not UTF-8. */
json_t *
reply_text(const char *s)
{
	json_t	*value = json_string(s);

	return value != NULL ? value : json_string("?");
}

/*
 * A SIM's or a modem's number.  Who they are is not for every eye: the
 * network's digits and the last.
 */
json_t *
reply_sim(const struct call *call, const char *number)
{
	char	out[STORE_CODE_SIZE];
	size_t	len = strlen(number);

	if (call->numbers || len < 9)
		return reply_text(number);
	snprintf(out, sizeof out, "%.5s****%s", number, number + len - 3);
	return reply_text(out);
}

/* ---- tables ------------------------------------------------------------ */

/* A text for a statement, or null. */
struct store_param
param_text(const char *name, const char *text)
{
	return (struct store_param){ .name = name, .text = text,
	    .is_null = text == NULL };
}

/* A number for a statement. */
struct store_param
param_number(const char *name, int64_t number)
{
	return (struct store_param){ .name = name, .number = number };
}

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

/* The rows of one statement; -1 with a refusal. */
int
table_read(struct table *t, struct call *call, const char *statement,
    const struct store_param *params, size_t count)
{
	t->call = call;
	t->columns = json_array();
	t->rows = json_array();
	if (store_list(call->with->store, statement, params, count, table_row,
	    t) != -1)
		return 0;
	json_decref(t->columns);
	json_decref(t->rows);
	refuse(call, "the database could not be read; the log says why");
	return -1;
}

/* Answer with the rows of one statement. */
void
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
void
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

/* The same with the rows of a statement. */
void
reply_add_list(struct call *call, const char *name, const char *statement,
    const struct store_param *params, size_t count)
{
	struct table	t;

	if (table_read(&t, call, statement, params, count) != -1)
		reply_add_table(call, name, t.columns, t.rows);
}

/* ---- changes ----------------------------------------------------------- */

/*
 * Begin a transaction of this command's own, so that a refusal half-way
 * takes back its rows and nobody else's.
 */
bool
change_begin(struct call *call)
{
	commit_flush(call->with->commit);
	if (store_begin(call->with->store) == 0)
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
bool
change_end(struct call *call, int rc, char *why)
{
	if (rc == 0 && store_commit(call->with->store) == 0) {
		call->with->changed(call->with->arg);
		return true;
	}
	if (store_in_transaction(call->with->store))
		store_rollback(call->with->store);
	if (rc == 1)
		refuse_why(call, why);
	else
		refuse(call, "the database refused the change; the log says "
		    "why");
	return false;
}
