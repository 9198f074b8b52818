/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef ROWS_H
#define ROWS_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "embedded.h"

/* Private to src/store/. */

struct outbox_message;
struct report;

struct store {
	sqlite3		*db;			/* owned */
	sqlite3_stmt	*stmt[Q_COUNT];		/* owned */
	char		*path;			/* owned */
	int		 lock;			/* owned; held until close */
	int64_t		 changes;		/* commits so far */
};

/*
 * One use of a prepared statement: row_open, row_bind_*, then row_run for a
 * writer, or row_step, row_get_* in the order of the columns and row_close.
 * A fault in the middle is logged where it happens, remembered, and returned
 * by row_run, row_step and row_close as -1.
 */
struct row {
	struct store	*store;		/* borrowed */
	sqlite3_stmt	*stmt;		/* borrowed */
	enum store_query query;
	int		 column;	/* the next to be read */
	bool		 failed;
};

void	row_open(struct row *, struct store *, enum store_query);
void	row_bind_int(struct row *, const char *, int64_t);
void	row_bind_id(struct row *, const char *, int64_t);
void	row_bind_text(struct row *, const char *, const char *);
void	row_bind_null(struct row *, const char *);
int	row_step(struct row *);
int	row_close(struct row *, int);
int	row_run(struct row *);
int	row_run_id(struct row *, int64_t *);
int64_t	row_get_int64(struct row *);
int	row_get_int(struct row *);
bool	row_get_bool(struct row *);
void	row_get_text(struct row *, char *, size_t);
int	row_get_name(struct row *, const char *const *, int);

int	store_update_id(struct store *, enum store_query, int64_t,
	    const char *, int64_t);

/* Of report.c, outbox.c and store.c. */
void	report_read(struct row *, struct report *);
int	report_read_state(struct row *);
void	outbox_read(struct row *, struct outbox_message *);
void	outbox_bind_text(struct row *, const struct outbox_message *);
int	store_migrate_with(sqlite3 *, const char *,
	    const struct sql_migration *, int);

#define NAME_COUNT(names)	((int)(sizeof(names) / sizeof((names)[0])))

#endif
