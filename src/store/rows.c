/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * rows - one use of a prepared statement: its values bound, its rows read.
 *
 * This file alone knows how a value passes between C and SQLite.
 */

#include <assert.h>
#include <limits.h>
#include <string.h>

#include <sqlite3.h>

#include "base/log.h"
#include "store/rows.h"

static void
row_fail(struct row *r, const char *what)
{
	if (!r->failed)
		log_error("store: %s: %s", sql_query_name[r->query], what);
	r->failed = true;
}

/* Begin to use a statement; it must not be in use. */
void
row_open(struct row *r, struct store *st, enum store_query query)
{
	r->store = st;
	r->stmt = st->stmt[query];
	r->query = query;
	r->column = 0;
	r->failed = false;
}

static int
row_parameter(struct row *r, const char *name)
{
	int	i = sqlite3_bind_parameter_index(r->stmt, name);

	if (i == 0) {
		log_error("store: %s: has no parameter %s",
		    sql_query_name[r->query], name);
		r->failed = true;
	}
	return i;
}

/* Bind an integer to the parameter called name (":id"). */
void
row_bind_int(struct row *r, const char *name, int64_t value)
{
	int	i = row_parameter(r, name);

	if (i != 0 && sqlite3_bind_int64(r->stmt, i, value) != SQLITE_OK)
		row_fail(r, sqlite3_errmsg(r->store->db));
}

/* Bind NULL. */
void
row_bind_null(struct row *r, const char *name)
{
	int	i = row_parameter(r, name);

	if (i != 0 && sqlite3_bind_null(r->stmt, i) != SQLITE_OK)
		row_fail(r, sqlite3_errmsg(r->store->db));
}

/* Bind an id or a time: 0 is none, NULL in the database. */
void
row_bind_id(struct row *r, const char *name, int64_t id)
{
	if (id == 0)
		row_bind_null(r, name);
	else
		row_bind_int(r, name, id);
}

/* Bind a text, which must live until the statement is closed; NULL is NULL. */
void
row_bind_text(struct row *r, const char *name, const char *text)
{
	int	i = row_parameter(r, name);

	if (i != 0 && sqlite3_bind_text(r->stmt, i, text, -1, SQLITE_STATIC)
	    != SQLITE_OK)
		row_fail(r, sqlite3_errmsg(r->store->db));
}

/* The next row: 1 there is one, 0 no more, -1 failed. */
int
row_step(struct row *r)
{
	int	rc;

	r->column = 0;
	if (r->failed)
		return -1;
	rc = sqlite3_step(r->stmt);
	if (rc == SQLITE_ROW)
		return 1;
	if (rc == SQLITE_DONE)
		return 0;
	row_fail(r, sqlite3_errmsg(r->store->db));
	return -1;
}

/*
 * Done with the statement.  Returns rc, what row_step said, or -1 if a
 * column could not be read since.
 */
int
row_close(struct row *r, int rc)
{
	/* A row is read to its last column, or query and reader differ. */
	assert(r->failed || r->column == 0 ||
	    r->column == sqlite3_column_count(r->stmt));
	sqlite3_reset(r->stmt);
	return r->failed ? -1 : rc;
}

/* Run a statement that gives no row.  0, or -1 if it failed. */
int
row_run(struct row *r)
{
	return row_close(r, row_step(r));
}

/* Run an INSERT and tell the id of the new row.  0 or -1. */
int
row_run_id(struct row *r, int64_t *id)
{
	if (row_run(r) == -1)
		return -1;
	*id = sqlite3_last_insert_rowid(r->store->db);
	return 0;
}

/* The next column as an integer; NULL is 0. */
int64_t
row_get_int64(struct row *r)
{
	return sqlite3_column_int64(r->stmt, r->column++);
}

/* The next column as an int; what does not fit is the nearest that does. */
int
row_get_int(struct row *r)
{
	int64_t	value = row_get_int64(r);

	return value > INT_MAX ? INT_MAX : value < INT_MIN ? INT_MIN :
	    (int)value;
}

/* The next column as a truth. */
bool
row_get_bool(struct row *r)
{
	return row_get_int64(r) != 0;
}

/*
 * The next column as text, NULL as "".  What is longer than the buffer, which
 * no writer here makes, is cut between two characters.
 */
void
row_get_text(struct row *r, char *buf, size_t size)
{
	const char	*text;
	size_t		 len;

	text = (const char *)sqlite3_column_text(r->stmt, r->column);
	len = text == NULL ? 0 : strlen(text);
	if (len >= size)
		for (len = size - 1; len > 0 &&
		    ((unsigned char)text[len] & 0xc0) == 0x80; len--)
			;
	if (len > 0)
		memcpy(buf, text, len);
	buf[len] = '\0';
	r->column++;
}

/* The next column as the place of its word among names; -1 if NULL. */
int
row_get_name(struct row *r, const char *const *names, int count)
{
	const char	*text;
	int		 i;

	text = (const char *)sqlite3_column_text(r->stmt, r->column++);
	if (text == NULL)
		return -1;
	for (i = 0; i < count; i++)
		if (strcmp(text, names[i]) == 0)
			return i;
	row_fail(r, "a word that no state or kind has");
	return 0;
}

/*
 * Run a statement that changes one value (NULL if 0) of the row with an id.
 * 0 or -1.
 */
int
store_update_id(struct store *st, enum store_query query, int64_t id,
    const char *name, int64_t value)
{
	struct row	r;

	row_open(&r, st, query);
	row_bind_int(&r, ":id", id);
	row_bind_id(&r, name, value);
	return row_run(&r);
}
