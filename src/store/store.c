/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * store - the database file: opened, made, brought up to date, backed up;
 * its transactions.
 *
 * This file alone knows how SQLite must be set so that a commit is on the
 * disk when it returns, and that only one process may use the file.
 */

#include "config.h"

#include <sys/file.h>
#include <sys/stat.h>

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sqlite3.h>

#include "base/log.h"
#include "store/rows.h"
#include "store/store.h"

#define STORE_APPLICATION_ID	0x4b544e47	/* "KTNG", as in schema.sql */

/*
 * FULL: each commit is synced, so an SMS may leave the SIM after it.  The
 * cache is small: the machine's own page cache holds the rest, and an idle
 * daemon stays small.  A checkpoint every 16 MiB of log rather than every 4:
 * pages written again meanwhile are copied once, and fewer commits wait.
 */
static const char *const connection_settings[] = {
	"PRAGMA journal_mode = WAL",
	"PRAGMA synchronous = FULL",
	"PRAGMA foreign_keys = ON",
	"PRAGMA secure_delete = ON",
	"PRAGMA temp_store = MEMORY",
	"PRAGMA cache_size = -8192",
	"PRAGMA wal_autocheckpoint = 4000",
	"PRAGMA journal_size_limit = 67108864",
};

/* ---- transactions ------------------------------------------------------ */

static int
run_plain(struct store *st, enum store_query query)
{
	struct row	r;

	row_open(&r, st, query);
	return row_run(&r);
}

/*
 * Begin a transaction that may write; no other may be open.  0, or -1 when
 * the database cannot be written now.
 */
int
store_begin(struct store *st)
{
	return run_plain(st, Q_STORE_BEGIN);
}

/*
 * Make everything since store_begin durable: on return it is on the disk.
 * On -1 nothing is promised; call store_rollback.
 */
int
store_commit(struct store *st)
{
	if (run_plain(st, Q_STORE_COMMIT) == -1)
		return -1;
	st->changes++;
	return 0;
}

/* Undo everything since store_begin.  Does nothing when none is open. */
void
store_rollback(struct store *st)
{
	if (store_in_transaction(st))
		run_plain(st, Q_STORE_ROLLBACK);
}

/* SQLite itself ends a transaction on some faults, such as a full disk. */
bool
store_in_transaction(const struct store *st)
{
	return sqlite3_get_autocommit(st->db) == 0;
}

/* How many transactions were committed: two equal answers, nothing new. */
int64_t
store_changes(const struct store *st)
{
	return st->changes;
}

/* The version of the schema that this program knows. */
int
store_schema_version(void)
{
	return SQL_SCHEMA_VERSION;
}

/* ---- opening ------------------------------------------------------------ */

static int
run_text(sqlite3 *db, const char *path, const char *sql)
{
	char	*why = NULL;
	int	 rc = 0;

	if (sqlite3_exec(db, sql, NULL, NULL, &why) != SQLITE_OK) {
		log_error("store: %s: %s", path, why != NULL ? why :
		    sqlite3_errmsg(db));
		rc = -1;
	}
	sqlite3_free(why);
	return rc;
}

/* The first column of the first row of a question; 0 found or -1. */
static int
ask_int(sqlite3 *db, const char *path, const char *sql, int64_t *value)
{
	sqlite3_stmt	*stmt = NULL;
	int		 rc = -1;

	*value = 0;
	if (sqlite3_prepare_v2(db, sql, -1, &stmt, NULL) == SQLITE_OK &&
	    sqlite3_step(stmt) == SQLITE_ROW) {
		*value = sqlite3_column_int64(stmt, 0);
		rc = 0;
	} else
		log_error("store: %s: %s", path, sqlite3_errmsg(db));
	sqlite3_finalize(stmt);
	return rc;
}

/* Rows that point nowhere after a migration; 0 sound, -1 not. */
static int
check_foreign_keys(sqlite3 *db, const char *path)
{
	int64_t	broken;

	if (ask_int(db, path, "SELECT count(*) FROM pragma_foreign_key_check",
	    &broken) == -1)
		return -1;
	if (broken != 0)
		log_error("store: %s: %lld rows point nowhere after the "
		    "migration", path, (long long)broken);
	return broken == 0 ? 0 : -1;
}

static int
run_migration(sqlite3 *db, const char *path, const struct sql_migration *m)
{
	int64_t	version;

	log_info("store: %s: %s", path, m->name);
	if (run_text(db, path, m->sql) == -1 ||
	    ask_int(db, path, "PRAGMA user_version", &version) == -1)
		return -1;
	if (version == m->version)
		return 0;
	log_error("store: %s: %s leaves version %lld", path, m->name,
	    (long long)version);
	return -1;
}

/*
 * Bring a database of ours up to the last of count migrations, all of them
 * in one transaction: it ends at the new version or stays as it was.
 * migration[i] leads to version i + 1.  Foreign keys must be off.  0, or -1
 * if it failed or the database is newer than that.
 */
int
store_migrate_with(sqlite3 *db, const char *path,
    const struct sql_migration *migration, int count)
{
	int64_t	version;
	int	i, rc = 0;

	if (ask_int(db, path, "PRAGMA user_version", &version) == -1)
		return -1;
	if (version < 1) {
		log_error("store: %s: has our mark but no version", path);
		return -1;
	}
	if (version > count) {
		log_error("store: %s: made by a newer Kentongan (its version "
		    "is %lld, this program knows %d)", path,
		    (long long)version, count);
		return -1;
	}
	if (version == count)
		return 0;
	if (run_text(db, path, "BEGIN IMMEDIATE") == -1)
		return -1;
	for (i = (int)version; i < count && rc == 0; i++)
		rc = run_migration(db, path, &migration[i]);
	if (rc == 0)
		rc = check_foreign_keys(db, path);
	if (rc == 0)
		rc = run_text(db, path, "COMMIT");
	if (rc == -1 && sqlite3_get_autocommit(db) == 0)
		run_text(db, path, "ROLLBACK");
	return rc;
}

static int
make_schema(sqlite3 *db, const char *path)
{
	int64_t	version = 0;
	int	rc;

	if (run_text(db, path, "BEGIN IMMEDIATE") == -1)
		return -1;
	if ((rc = run_text(db, path, sql_schema)) == 0)
		rc = ask_int(db, path, "PRAGMA user_version", &version);
	if (rc == 0 && version != SQL_SCHEMA_VERSION) {
		log_error("store: schema.sql is of version %lld, the last "
		    "migration of %d", (long long)version, SQL_SCHEMA_VERSION);
		rc = -1;
	}
	if (rc == 0)
		rc = run_text(db, path, "COMMIT");
	if (rc == -1 && sqlite3_get_autocommit(db) == 0)
		run_text(db, path, "ROLLBACK");
	return rc;
}

/* A new file gets the schema, an old one its migrations, others nothing. */
static int
open_schema(sqlite3 *db, const char *path)
{
	int64_t	application, tables, version;

	if (ask_int(db, path, "PRAGMA application_id", &application) == -1 ||
	    ask_int(db, path, "PRAGMA user_version", &version) == -1 ||
	    ask_int(db, path, "SELECT count(*) FROM sqlite_master", &tables)
	    == -1)
		return -1;
	if (application == STORE_APPLICATION_ID)
		return store_migrate_with(db, path, sql_migrations,
		    SQL_SCHEMA_VERSION);
	if (application == 0 && version == 0 && tables == 0)
		return make_schema(db, path);
	log_error("store: %s: is another program's database; not touched",
	    path);
	return -1;
}

static int
prepare_one(struct store *st, int query)
{
	const char	*rest = NULL;

	if (sqlite3_prepare_v3(st->db, sql_query[query], -1,
	    SQLITE_PREPARE_PERSISTENT, &st->stmt[query], &rest) != SQLITE_OK) {
		log_error("store: statement %s: %s", sql_query_name[query],
		    sqlite3_errmsg(st->db));
		return -1;
	}
	if (rest[strspn(rest, " \t\n")] != '\0') {
		log_error("store: statement %s: is more than one",
		    sql_query_name[query]);
		return -1;
	}
	return 0;
}

/*
 * Only one process may have the file: a lock beside it, which the kernel
 * drops when the process dies however it dies.
 */
static int
lock_file(const char *path)
{
	char	name[PATH_MAX];
	int	fd, n;

	n = snprintf(name, sizeof name, "%s.lock", path);
	if (n < 0 || (size_t)n >= sizeof name) {
		log_error("store: %s: the name is too long", path);
		return -1;
	}
	fd = open(name, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (fd == -1) {
		log_error("store: %s: %s", name, strerror(errno));
		return -1;
	}
	if (flock(fd, LOCK_EX | LOCK_NB) == 0)
		return fd;
	if (errno == EWOULDBLOCK)
		log_error("store: %s: in use by another process", path);
	else
		log_error("store: %s: %s", name, strerror(errno));
	close(fd);
	return -1;
}

/* SQLite gives its side files the mode of the file, so that comes first. */
static int
create_private(const char *path, int flags)
{
	int	fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | flags, 0600);

	if (fd == -1) {
		log_error("store: %s: %s", path, strerror(errno));
		return -1;
	}
	close(fd);
	return 0;
}

/*
 * The daemon has one thread: no locks and no counters in every allocation.
 * Only the first opener of a process may say so; later it is refused, which
 * does no harm.
 */
static void
configure_library(void)
{
	sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

static int
open_database(struct store *st)
{
	size_t	i;
	int	query;

	if (create_private(st->path, 0) == -1)
		return -1;
	if (sqlite3_open_v2(st->path, &st->db, SQLITE_OPEN_READWRITE |
	    SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK) {
		log_error("store: %s: %s", st->path, sqlite3_errmsg(st->db));
		return -1;
	}
	sqlite3_busy_timeout(st->db, 1000);
	if (open_schema(st->db, st->path) == -1)
		return -1;
	for (i = 0; i < sizeof connection_settings /
	    sizeof connection_settings[0]; i++)
		if (run_text(st->db, st->path, connection_settings[i]) == -1)
			return -1;
	for (query = 0; query < Q_COUNT; query++)
		if (prepare_one(st, query) == -1)
			return -1;
	return 0;
}

/*
 * Open the database at path, made with mode 0600 if it is not there, brought
 * up to this program's schema, with every statement prepared.  NULL, with
 * the reason logged, if it is not ours, newer, in use or broken.  The caller
 * closes it.
 */
struct store *
store_open(const char *path)
{
	struct store	*st = calloc(1, sizeof *st);

	if (st == NULL || (st->path = strdup(path)) == NULL) {
		log_error("store: out of memory");
		free(st);
		return NULL;
	}
	configure_library();
	st->lock = lock_file(path);
	if (st->lock == -1 || open_database(st) == -1) {
		store_close(st);
		return NULL;
	}
	return st;
}

/* Close; what is not committed is undone.  NULL is fine. */
void
store_close(struct store *st)
{
	int	query;

	if (st == NULL)
		return;
	for (query = 0; query < Q_COUNT; query++)
		sqlite3_finalize(st->stmt[query]);
	if (sqlite3_close(st->db) != SQLITE_OK)
		log_error("store: %s: %s", st->path, sqlite3_errmsg(st->db));
	if (st->lock != -1)
		close(st->lock);
	free(st->path);
	free(st);
}

/* ---- backup ------------------------------------------------------------ */

static int
copy_pages(sqlite3 *from, sqlite3 *to, const char *path)
{
	sqlite3_backup	*copy = sqlite3_backup_init(to, "main", from, "main");

	if (copy == NULL || (sqlite3_backup_step(copy, -1),
	    sqlite3_backup_finish(copy)) != SQLITE_OK) {
		log_error("store: %s: %s", path, sqlite3_errmsg(to));
		return -1;
	}
	return 0;
}

static int
check_integrity(sqlite3 *db, const char *path)
{
	int64_t	sound;

	if (ask_int(db, path, "SELECT integrity_check = 'ok' "
	    "FROM pragma_integrity_check LIMIT 1", &sound) == -1)
		return -1;
	if (!sound)
		log_error("store: %s: the copy is damaged", path);
	return sound ? 0 : -1;
}

/* From a second connection, which sees only what is committed. */
static int
copy_database(const char *source, const char *path)
{
	sqlite3	*from = NULL, *to = NULL;
	int	 rc = -1;

	if (sqlite3_open_v2(source, &from, SQLITE_OPEN_READWRITE |
	    SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK)
		log_error("store: %s: %s", source, sqlite3_errmsg(from));
	else if (sqlite3_open_v2(path, &to, SQLITE_OPEN_READWRITE |
	    SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK)
		log_error("store: %s: %s", path, sqlite3_errmsg(to));
	else if (copy_pages(from, to, path) == 0 &&
	    run_text(to, path, "PRAGMA journal_mode = DELETE") == 0)
		rc = check_integrity(to, path);
	sqlite3_close(from);
	if (sqlite3_close(to) != SQLITE_OK)
		rc = -1;
	return rc;
}

/*
 * Copy what is committed to a new file of mode 0600, while the database is
 * in use.  The copy is one file, checked whole, and has its name only when
 * it is.  A file that is there is never overwritten.  Blocks for as long as
 * the disk takes.  0, or -1 with the reason logged.
 */
int
store_backup(struct store *st, const char *path)
{
	char	tmp[PATH_MAX];
	int	n;

	n = snprintf(tmp, sizeof tmp, "%s.tmp", path);
	if (n < 0 || (size_t)n >= sizeof tmp) {
		log_error("store: %s: the name is too long", path);
		return -1;
	}
	if (create_private(path, O_EXCL) == -1)
		return -1;
	if (create_private(tmp, O_EXCL) == -1) {
		unlink(path);
		return -1;
	}
	if (copy_database(st->path, tmp) == 0) {
		if (rename(tmp, path) == 0)
			return 0;
		log_error("store: %s: %s", path, strerror(errno));
	}
	unlink(tmp);
	unlink(path);
	return -1;
}
