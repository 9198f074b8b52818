/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * A full or broken disk: from any write on, what cannot be kept stays on the
 * SIM and is acknowledged to nobody; nothing is sent twice; and when there is
 * room again all goes on by itself.
 */

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <sqlite3.h>

#include "harness.h"
#include "tests/fixtures/shim.h"

#define POINTS	10		/* writes at which the disk begins to fail */

static void
citizen(char number[24], int n)
{
	snprintf(number, 24, "+62812000%05d", 60000 + n);
}

static void
report_something(struct world *w, int n)
{
	char	number[24], text[64];

	citizen(number, n);
	snprintf(text, sizeof text, "LAPOR SAMPAH OESAPA titik x%d.", n);
	world_sms(w, number, text);
}

static void
wait_failures(const struct diskfault *d, uint64_t more)
{
	uint64_t	from = d->failed;
	int		i;

	for (i = 0; i < 6000 && d->failed < from + more; i++)
		usleep(10000);
	if (d->failed < from + more)
		fail_msg("the disk was not written to");
}

/* How many reports the database holds of a citizen, by a reader of its own. */
static int
reports_of(struct world *w, int n)
{
	sqlite3		*db;
	sqlite3_stmt	*q;
	char		 path[128], sql[256], number[24];
	int		 count = -1, rc = SQLITE_BUSY;

	citizen(number, n);
	snprintf(path, sizeof path, "%s/kentongan.db", world_dir(w));
	snprintf(sql, sizeof sql, "SELECT count(*) FROM report JOIN phone"
	    " ON phone.id = phone_id WHERE number = '%s'", number);
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	sqlite3_busy_timeout(db, 10000);
	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &q, NULL),
	    SQLITE_OK);
	while (rc == SQLITE_BUSY)
		rc = sqlite3_step(q);
	if (rc == SQLITE_ROW)
		count = sqlite3_column_int(q, 0);
	sqlite3_finalize(q);
	sqlite3_close(db);
	return count;
}

static int
on_the_sim(struct world *w)
{
	json_t	*answer = world_sim(w, "{s:s}", "cmd", "slots");
	int	 n = (int)json_array_size(json_object_get(answer, "slots"));

	json_decref(answer);
	return n;
}

static struct world *
world_on_disk(struct diskfault *d, const char *path)
{
	struct world_options	 o = { .conf = "delivery_reports = false;\n" };
	struct world		*w;

	d->fail_from = d->failed = d->tried = 0;
	setenv("DISKFAULT", path, 1);
	setenv("DISKFAULT_PROGRAM", "kentongand", 1);
	o.daemon_env = shim_preload("diskfault");
	w = world_new(&o);
	assert_true(d->tried > 0);
	return w;
}

static void
test_on_a_full_disk_sms_stay_on_the_sim_until_there_is_room(void **state)
{
	char			 path[64], number[24];
	struct diskfault	*d = shim_file(path, sizeof path, sizeof *d);
	struct world		*w = world_on_disk(d, path);
	int			 i;

	(void)state;
	d->error = ENOSPC;
	d->fail_from = d->tried + 1;
	for (i = 0; i < 3; i++)
		report_something(w, i);
	/* It tries, and tries again. */
	wait_failures(d, 1);
	wait_failures(d, 1);
	assert_int_equal(on_the_sim(w), 3);
	for (i = 0; i < 3; i++) {
		citizen(number, i);
		assert_int_equal(world_count(w, number, ""), 0);
		assert_int_equal(reports_of(w, i), 0);
	}
	assert_true(world_is_alive(w));
	d->fail_from = 0;
	for (i = 0; i < 3; i++) {
		citizen(number, i);
		world_wait(w, number, "diterima");
	}
	world_quiet(w);
	for (i = 0; i < 3; i++) {
		citizen(number, i);
		assert_int_equal(world_count(w, number, ""), 1);
		assert_int_equal(reports_of(w, i), 1);
	}
	world_free(w);
	munmap(d, sizeof *d);
	unlink(path);
}

static void
test_a_disk_that_fails_at_any_write_loses_and_doubles_nothing(void **state)
{
	static const int	 errors[] = { ENOSPC, EIO };
	char			 path[64], number[24], words[32];
	struct diskfault	*d = shim_file(path, sizeof path, sizeof *d);
	struct world		*w = world_on_disk(d, path);
	uint64_t		 before, writes;
	int			 i, hit = 0;

	(void)state;
	before = d->tried;
	report_something(w, 0);
	citizen(number, 0);
	world_wait(w, number, "diterima");
	world_quiet(w);
	writes = d->tried - before;
	assert_true(writes > 3);
	for (i = 1; i <= POINTS; i++) {
		d->error = (uint64_t)errors[i % 2];
		before = d->failed;
		d->fail_from = d->tried + 1 +
		    (uint64_t)(i - 1) * writes / POINTS;
		report_something(w, i);
		wait_failures(d, 1);
		hit += d->failed > before;
		/* Nobody hears of what is not on the disk. */
		citizen(number, i);
		if (reports_of(w, i) == 0) {
			assert_int_equal(world_count(w, number, ""), 0);
			assert_int_equal(on_the_sim(w), 1);
		}
		d->fail_from = 0;
		world_wait(w, number, "diterima");
		snprintf(words, sizeof words, "titik x%d.", i);
		world_wait(w, OFFICER, words);
		world_quiet(w);
		assert_int_equal(world_count(w, number, ""), 1);
		assert_int_equal(world_count(w, OFFICER, words), 1);
		assert_int_equal(reports_of(w, i), 1);
	}
	printf("  failing at %d of %d writes of a report\n", hit,
	    (int)writes);
	world_free(w);
	munmap(d, sizeof *d);
	unlink(path);
}

static void
test_a_full_disk_and_kill_9_lose_and_double_nothing(void **state)
{
	char			 path[64], number[24];
	struct diskfault	*d = shim_file(path, sizeof path, sizeof *d);
	struct world		*w = world_on_disk(d, path);
	int			 i;

	(void)state;
	d->error = ENOSPC;
	for (i = 0; i < 4; i++) {
		d->fail_from = d->tried + 1 + (uint64_t)(3 * i);
		report_something(w, i);
		wait_failures(d, 1);
		world_kill(w, SIGKILL);
		d->fail_from = 0;
		world_start(w);
		citizen(number, i);
		world_wait(w, number, "diterima");
		world_quiet(w);
		assert_int_equal(world_count(w, number, ""), 1);
		assert_int_equal(reports_of(w, i), 1);
	}
	world_free(w);
	munmap(d, sizeof *d);
	unlink(path);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_on_a_full_disk_sms_stay_on_the_sim_until_there_is_room),
		cmocka_unit_test(test_a_disk_that_fails_at_any_write_loses_and_doubles_nothing),
		cmocka_unit_test(test_a_full_disk_and_kill_9_lose_and_double_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
