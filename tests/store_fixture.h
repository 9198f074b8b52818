/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef STORE_FIXTURE_H
#define STORE_FIXTURE_H

/*
 * store_fixture - a database in a folder of its own, for the tests of the
 * store; gone after each test.
 */

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <sqlite3.h>

#include "store/store.h"

#define NOW	INT64_C(1763800000)

struct fixture {
	char		 dir[64];
	char		 path[96];
	struct store	*store;
};

static inline int
fixture_setup(void **state)
{
	struct fixture	*f = calloc(1, sizeof *f);

	snprintf(f->dir, sizeof f->dir, "/tmp/kentongan-store-XXXXXX");
	if (mkdtemp(f->dir) == NULL)
		return -1;
	snprintf(f->path, sizeof f->path, "%s/k.db", f->dir);
	f->store = store_open(f->path);
	*state = f;
	return f->store == NULL ? -1 : 0;
}

static inline int
fixture_teardown(void **state)
{
	struct fixture	*f = *state;
	struct dirent	*e;
	DIR		*d;
	char		 name[512];

	store_close(f->store);
	if ((d = opendir(f->dir)) != NULL) {
		while ((e = readdir(d)) != NULL) {
			snprintf(name, sizeof name, "%s/%s", f->dir,
			    e->d_name);
			unlink(name);
		}
		closedir(d);
	}
	rmdir(f->dir);
	free(f);
	return 0;
}

/* One number of the database, read past the store. */
static inline int64_t
fixture_ask(struct fixture *f, const char *sql)
{
	sqlite3		*db;
	sqlite3_stmt	*q;
	int64_t		 value = -1;

	assert_int_equal(sqlite3_open(f->path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &q, NULL),
	    SQLITE_OK);
	if (sqlite3_step(q) == SQLITE_ROW)
		value = sqlite3_column_int64(q, 0);
	sqlite3_finalize(q);
	sqlite3_close(db);
	return value;
}

static inline void
fixture_exec(const char *path, const char *sql)
{
	sqlite3	*db;

	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
}

/* The n-th made-up phone. */
static inline int64_t
fixture_phone(struct fixture *f, int n)
{
	char	number[NUMBER_SIZE];
	int64_t	id = 0;

	snprintf(number, sizeof number, "+62812000%05d", n % 100000);
	assert_int_equal(store_phone_find_or_add(f->store, number,
	    NUMBER_PHONE, NOW, &id), 0);
	return id;
}

static inline int64_t
fixture_report(struct fixture *f, int64_t phone_id, enum report_state state)
{
	struct report	r = { .phone_id = phone_id, .state = state,
			    .category = "SAMPAH", .kelurahan = "OESAPA",
			    .opd = "DLH", .created_at = NOW,
			    .description = "depan pasar" };

	assert_int_equal(store_report_add(f->store, &r, 100), 0);
	return r.id;
}

#define unit(f)	cmocka_unit_test_setup_teardown(f, fixture_setup, \
		    fixture_teardown)

#endif
