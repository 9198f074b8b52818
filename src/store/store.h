/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef STORE_H
#define STORE_H

#include <stdbool.h>
#include <stdint.h>

/*
 * Rows as C sees them.  Times are seconds since 1970 UTC, 0 is "none"; ids
 * are > 0, 0 is "none" (NULL in the database).  Functions return 0 or 1 as
 * their comment says, -1 when the database failed (logged there).
 */

struct store;

struct store	*store_open(const char *);
void		 store_close(struct store *);
int		 store_begin(struct store *);
int		 store_commit(struct store *);
void		 store_rollback(struct store *);
bool		 store_in_transaction(const struct store *);
int		 store_backup(struct store *, const char *);
int64_t		 store_changes(const struct store *);
int		 store_schema_version(void);

#endif
