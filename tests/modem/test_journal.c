/* SPDX-License-Identifier: GPL-2.0-or-later */

/* test_journal - what a worker leaves to the next, and what that learns. */

#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "gateway/fleet/wire.h"
#include "modem/journal.h"

static char	path[64];

static int
new_path(void **state)
{
	int	fd;

	(void)state;
	snprintf(path, sizeof path, "/tmp/kentongan-journal-XXXXXX");
	if ((fd = mkstemp(path)) == -1)
		return -1;
	close(fd);
	return 0;
}

static int
remove_path(void **state)
{
	(void)state;
	return unlink(path);
}

static struct journal *
take_over(void)
{
	struct journal	*j = journal_open(path);

	assert_non_null(j);
	assert_int_equal(journal_lock(j), 1);
	journal_learn(j);
	return j;
}

/* A worker that dies at this. */
static void
die_at(enum driver_reading what, uint64_t digest)
{
	struct journal	*j;
	int		 status;
	pid_t		 pid = fork();

	if (pid == 0) {
		j = take_over();
		journal_mark(j, what, digest);
		abort();
	}
	waitpid(pid, &status, 0);
	assert_true(WIFSIGNALED(status));
}

static void
test_a_send_in_hand_is_found_by_the_next(void **state)
{
	struct wire_leftover	l = { .stage = WIRE_STAGE_RESULT, .id = 7,
				    .part = 2, .outcome = WIRE_SENT, .mr = 9 };
	struct journal		*j = take_over();

	(void)state;
	journal_read(j, &(struct wire_leftover){ 0 });
	assert_int_equal(journal_write(j, &l), 0);
	/* What is read beside it changes nothing about it. */
	journal_mark(j, DRIVER_READING, 0);
	journal_mark(j, DRIVER_IDLE, 0);
	journal_close(j);
	j = take_over();
	journal_read(j, &l);
	assert_int_equal(l.present, 1);
	assert_int_equal(l.id, 7);
	assert_int_equal(l.mr, 9);
	journal_close(j);
}

static void
test_one_death_makes_careful_and_two_prove_the_poison(void **state)
{
	struct journal	*j = take_over();

	(void)state;
	assert_false(journal_is_careful(j));
	journal_close(j);
	die_at(DRIVER_DECODING, 1234);
	j = take_over();
	assert_true(journal_is_careful(j));
	assert_false(journal_is_bare(j));
	assert_false(journal_is_poison(j, 1234));
	journal_close(j);
	/* Another message is another matter. */
	die_at(DRIVER_DECODING, 5678);
	die_at(DRIVER_DECODING, 1234);
	j = take_over();
	assert_true(journal_is_poison(j, 1234));
	assert_false(journal_is_poison(j, 5678));
	journal_close(j);
}

static void
test_two_deaths_in_listing_make_bare_until_a_listing_is_whole(void **state)
{
	struct journal	*j;

	(void)state;
	die_at(DRIVER_READING, 0);
	j = take_over();
	assert_false(journal_is_bare(j));
	journal_close(j);
	die_at(DRIVER_READING, 0);
	j = take_over();
	assert_true(journal_is_bare(j));
	assert_true(journal_is_careful(j));
	journal_mark(j, DRIVER_LISTED, 0);
	assert_false(journal_is_bare(j));
	journal_close(j);
}

static void
test_who_dies_of_something_else_teaches_nothing(void **state)
{
	struct journal	*j;

	(void)state;
	die_at(DRIVER_IDLE, 0);
	die_at(DRIVER_IDLE, 0);
	j = take_over();
	assert_false(journal_is_careful(j));
	assert_false(journal_is_bare(j));
	journal_close(j);
}

static void
test_rubbish_in_the_file_is_not_believed(void **state)
{
	FILE		*f = fopen(path, "w");
	struct journal	*j;
	struct wire_leftover l;
	int		 i;

	(void)state;
	assert_non_null(f);
	for (i = 0; i < 70000; i++)
		fputc(0xa5, f);
	fclose(f);
	j = take_over();
	journal_read(j, &l);
	assert_int_equal(l.present, 0);
	assert_false(journal_is_careful(j));
	assert_false(journal_is_poison(j, 0xa5a5a5a5a5a5a5a5u));
	journal_close(j);
}

int
main(void)
{
#define T(name)	cmocka_unit_test_setup_teardown(test_##name, new_path,	\
	    remove_path)
	const struct CMUnitTest	tests[] = {
		T(a_send_in_hand_is_found_by_the_next),
		T(one_death_makes_careful_and_two_prove_the_poison),
		T(two_deaths_in_listing_make_bare_until_a_listing_is_whole),
		T(who_dies_of_something_else_teaches_nothing),
		T(rubbish_in_the_file_is_not_believed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
