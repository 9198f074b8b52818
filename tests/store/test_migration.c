/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * test_migration - a database file of an earlier version is brought up to
 * date whole or left as it was.
 *
 * The old files here are made from texts of their own, so that they stay as
 * they were when sql/schema.sql moves on.
 */

#include "config.h"

#include "tests/fixtures/store_fixture.h"

#include "store/rows.h"

/* A small database as an earlier version left it. */
static const char old_schema[] =
	"PRAGMA application_id = 1263816263;"
	"PRAGMA user_version = 1;"
	"CREATE TABLE phone (id INTEGER PRIMARY KEY,"
	"  number TEXT NOT NULL UNIQUE) STRICT;"
	"CREATE TABLE report (id INTEGER PRIMARY KEY,"
	"  phone_id INTEGER NOT NULL REFERENCES phone,"
	"  place TEXT NOT NULL) STRICT;"
	"INSERT INTO phone VALUES (1, '+6281200000001');"
	"INSERT INTO report VALUES (1004, 1, 'OESAPA'), (1012, 1, 'LASIANA');";

/* Version 2 adds a column, 3 makes a table anew under its old name. */
static const struct sql_migration good[] = {
	{ 1, "001-first.sql", "" },
	{ 2, "002-urgent.sql",
	    "ALTER TABLE report ADD COLUMN urgent INTEGER NOT NULL DEFAULT 0;"
	    "UPDATE report SET urgent = 1 WHERE id = 1012;"
	    "PRAGMA user_version = 2;" },
	{ 3, "003-kelurahan.sql",
	    "CREATE TABLE report_new (id INTEGER PRIMARY KEY,"
	    "  phone_id INTEGER NOT NULL REFERENCES phone,"
	    "  kelurahan TEXT NOT NULL, urgent INTEGER NOT NULL) STRICT;"
	    "INSERT INTO report_new SELECT id, phone_id, place, urgent"
	    "  FROM report;"
	    "DROP TABLE report;"
	    "ALTER TABLE report_new RENAME TO report;"
	    "PRAGMA user_version = 3;" },
};

static sqlite3 *
open_old(struct fixture *f, const char *schema)
{
	sqlite3	*db;

	store_close(f->store);
	f->store = NULL;
	unlink(f->path);
	fixture_exec(f->path, schema);
	assert_int_equal(sqlite3_open(f->path, &db), SQLITE_OK);
	return db;
}

static void
test_old_file_is_brought_up_with_its_rows(void **state)
{
	struct fixture	*f = *state;
	sqlite3		*db = open_old(f, old_schema);

	assert_int_equal(store_migrate_with(db, f->path, good, 3), 0);
	sqlite3_close(db);
	assert_int_equal(fixture_ask(f, "PRAGMA user_version"), 3);
	assert_int_equal(fixture_ask(f, "SELECT count(*) FROM report "
	    "WHERE kelurahan = 'OESAPA' AND id = 1004 AND urgent = 0"), 1);
	assert_int_equal(fixture_ask(f, "SELECT count(*) FROM report "
	    "WHERE kelurahan = 'LASIANA' AND id = 1012 AND urgent = 1"), 1);
	assert_int_equal(fixture_ask(f, "PRAGMA application_id"),
	    0x4b544e47);
}

static void
test_each_step_is_taken_from_where_the_file_is(void **state)
{
	struct fixture	*f = *state;
	sqlite3		*db = open_old(f, old_schema);

	assert_int_equal(store_migrate_with(db, f->path, good, 1), 0);
	assert_int_equal(store_migrate_with(db, f->path, good, 2), 0);
	assert_int_equal(fixture_ask(f, "PRAGMA user_version"), 2);
	assert_int_equal(store_migrate_with(db, f->path, good, 3), 0);
	assert_int_equal(store_migrate_with(db, f->path, good, 3), 0);
	assert_int_equal(fixture_ask(f, "PRAGMA user_version"), 3);
	/* An older program must not touch it now. */
	assert_int_equal(store_migrate_with(db, f->path, good, 2), -1);
	sqlite3_close(db);
	assert_int_equal(fixture_ask(f, "PRAGMA user_version"), 3);
}

static void
test_migration_that_fails_leaves_the_file_as_it_was(void **state)
{
	static const struct {
		const char	*what, *sql;
	} cases[] = {
		{ "an error", "DROP TABLE report; nonsense;" },
		{ "no version", "DROP TABLE report;" },
		{ "a wrong version",
		    "DROP TABLE report; PRAGMA user_version = 9;" },
		{ "a row that points nowhere",
		    "UPDATE report SET phone_id = 77 WHERE id = 1012;"
		    "PRAGMA user_version = 3;" },
	};
	struct sql_migration	 steps[3] = { good[0], good[1],
				    { 3, "003-broken.sql", NULL } };
	struct fixture		*f = *state;
	sqlite3			*db = open_old(f, old_schema);
	size_t			 i;

	for (i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		steps[2].sql = cases[i].sql;
		if (store_migrate_with(db, f->path, steps, 3) != -1)
			fail_msg("passed: %s", cases[i].what);
		assert_int_equal(sqlite3_get_autocommit(db), 1);
		assert_int_equal(fixture_ask(f, "PRAGMA user_version"), 1);
		assert_int_equal(fixture_ask(f, "SELECT count(*) FROM report "
		    "WHERE phone_id = 1 AND place <> ''"), 2);
	}
	assert_int_equal(store_migrate_with(db, f->path, good, 3), 0);
	sqlite3_close(db);
}

/* Killed in the middle, the file opens at its old version. */
static void
test_migration_cut_short_has_not_happened(void **state)
{
	struct fixture	*f = *state;
	sqlite3		*db = open_old(f, old_schema);
	char		 copy[128];
	FILE		*in, *out;
	int		 c;

	assert_int_equal(sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL,
	    NULL), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, good[1].sql, NULL, NULL, NULL),
	    SQLITE_OK);
	snprintf(copy, sizeof copy, "%s/copy", f->dir);
	in = fopen(f->path, "rb");
	out = fopen(copy, "wb");
	assert_non_null(in);
	assert_non_null(out);
	while ((c = getc(in)) != EOF)
		putc(c, out);
	fclose(in);
	fclose(out);
	sqlite3_close(db);
	snprintf(f->path, sizeof f->path, "%.80s", copy);
	assert_int_equal(sqlite3_open(f->path, &db), SQLITE_OK);
	assert_int_equal(fixture_ask(f, "PRAGMA user_version"), 1);
	assert_int_equal(store_migrate_with(db, f->path, good, 3), 0);
	sqlite3_close(db);
}

static void
test_shipped_migrations_end_where_the_schema_is(void **state)
{
	struct fixture	*f = *state;
	int		 i;

	assert_int_equal(store_schema_version(), SQL_SCHEMA_VERSION);
	for (i = 0; i < SQL_SCHEMA_VERSION; i++)
		assert_int_equal(sql_migrations[i].version, i + 1);
	assert_int_equal(fixture_ask(f, "PRAGMA user_version"),
	    SQL_SCHEMA_VERSION);
}

/* Columns, indexes and triggers of a database, one a line, in order. */
static void
describe(const char *path, char *text, size_t size)
{
	static const char	sql[] =
		"SELECT t.name || '.' || c.name || ' ' || c.type || "
		"c.\"notnull\" || coalesce(c.dflt_value, '') || c.pk AS line "
		"FROM sqlite_master AS t, pragma_table_info(t.name) AS c "
		"WHERE t.type = 'table' "
		"UNION ALL SELECT type || ' ' || coalesce(sql, name) "
		"FROM sqlite_master WHERE type <> 'table' ORDER BY line";
	sqlite3_stmt		*q;
	sqlite3			*db;
	size_t			 at = 0;

	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &q, NULL), SQLITE_OK);
	while (sqlite3_step(q) == SQLITE_ROW && at < size)
		at += (size_t)snprintf(text + at, size - at, "%s\n",
		    (const char *)sqlite3_column_text(q, 0));
	assert_true(at > 0 && at < size);
	sqlite3_finalize(q);
	sqlite3_close(db);
}

/* The first schema, as it was shipped, and all that leads on from it. */
static void
test_the_first_database_becomes_like_a_new_one(void **state)
{
	static char	 fresh[65536], grown[65536], schema[65536];
	struct fixture	*f = *state;
	const char	*srcdir = getenv("srcdir");
	char		 path[512];
	sqlite3		*db;
	FILE		*in;

	describe(f->path, fresh, sizeof fresh);
	snprintf(path, sizeof path, "%s/tests/store/schema-1.sql",
	    srcdir != NULL ? srcdir : ".");
	assert_non_null(in = fopen(path, "r"));
	schema[fread(schema, 1, sizeof schema - 1, in)] = '\0';
	fclose(in);
	db = open_old(f, schema);
	sqlite3_close(db);
	fixture_exec(f->path,
	    "INSERT INTO phone (id, number, kind, first_at)"
	    " VALUES (1, '+6281200000001', 'phone', 1);"
	    "INSERT INTO question (phone_id, about, choices, kelurahan,"
	    " category, round, asked_at, expires_at)"
	    " VALUES (1, 'category', 'SAMPAH', '', '', 1, 1, 2)");
	f->store = store_open(f->path);
	assert_non_null(f->store);
	store_close(f->store);
	f->store = NULL;
	describe(f->path, grown, sizeof grown);
	assert_string_equal(grown, fresh);
	assert_int_equal(fixture_ask(f, "SELECT count(*) FROM question "
	    "WHERE about = 'category' AND act = ''"), 1);
}

static void
test_file_of_a_newer_program_is_refused_unchanged(void **state)
{
	struct fixture	*f = *state;
	char		 sql[64];

	fixture_phone(f, 1);
	store_close(f->store);
	snprintf(sql, sizeof sql, "PRAGMA user_version = %d",
	    SQL_SCHEMA_VERSION + 1);
	fixture_exec(f->path, sql);
	f->store = store_open(f->path);
	assert_null(f->store);
	assert_int_equal(fixture_ask(f, "PRAGMA user_version"),
	    SQL_SCHEMA_VERSION + 1);
	assert_int_equal(fixture_ask(f, "SELECT count(*) FROM phone"), 1);
}

int
main(void)
{
	static const struct CMUnitTest	tests[] = {
		unit(test_old_file_is_brought_up_with_its_rows),
		unit(test_each_step_is_taken_from_where_the_file_is),
		unit(test_migration_that_fails_leaves_the_file_as_it_was),
		unit(test_migration_cut_short_has_not_happened),
		unit(test_shipped_migrations_end_where_the_schema_is),
		unit(test_the_first_database_becomes_like_a_new_one),
		unit(test_file_of_a_newer_program_is_refused_unchanged),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
