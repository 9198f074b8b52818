/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * list - tables for people and programs: named statements that only read,
 * their columns told by name.
 *
 * What can be listed, by which filters and under which headings is said in
 * list.sql and nowhere else.
 */

#include <string.h>

#include "base/log.h"
#include "store/list.h"
#include "store/rows.h"

#define LIST_COLUMNS	32

static int
find_list(const char *name)
{
	int	query;

	if (strncmp(name, "list_", 5) != 0)
		return -1;
	for (query = 0; query < Q_COUNT; query++)
		if (strcmp(name, sql_query_name[query]) == 0)
			return query;
	return -1;
}

static void
bind_param(struct row *r, const struct store_param *p)
{
	if (p->is_null)
		row_bind_null(r, p->name);
	else if (p->text != NULL)
		row_bind_text(r, p->name, p->text);
	else
		row_bind_int(r, p->name, p->number);
}

/* The text is read last: it may change how SQLite holds the value. */
static void
read_cells(struct row *r, struct store_cell *cell, int count)
{
	int	i;

	for (i = 0; i < count; i++) {
		cell[i].column = sqlite3_column_name(r->stmt, i);
		cell[i].is_number = sqlite3_column_type(r->stmt, i) ==
		    SQLITE_INTEGER;
		cell[i].number = cell[i].is_number ?
		    sqlite3_column_int64(r->stmt, i) : 0;
		cell[i].text = (const char *)sqlite3_column_text(r->stmt, i);
	}
}

/*
 * Give each row of a list to cb(arg, cells, count), which returns 0 to go on;
 * the cells live until it returns.  Parameters that are not given are NULL:
 * no filter.  0 at the end, 1 if cb stopped it, -1 if there is no such list
 * or parameter or the database failed.
 */
int
store_list(struct store *st, const char *name, const struct store_param *param,
    size_t count, store_row_cb cb, void *arg)
{
	struct store_cell	cell[LIST_COLUMNS];
	struct row		r;
	int			columns, query, rc, stop = 0;
	size_t			i;

	if ((query = find_list(name)) == -1) {
		log_error("store: there is no list %s", name);
		return -1;
	}
	row_open(&r, st, (enum store_query)query);
	sqlite3_clear_bindings(r.stmt);
	for (i = 0; i < count; i++)
		bind_param(&r, &param[i]);
	columns = sqlite3_column_count(r.stmt);
	if (columns > LIST_COLUMNS)
		columns = LIST_COLUMNS;
	while (stop == 0 && (rc = row_step(&r)) == 1) {
		read_cells(&r, cell, columns);
		stop = cb(arg, cell, columns);
	}
	if (row_close(&r, stop != 0 ? 0 : rc) == -1)
		return -1;
	return stop != 0;
}
