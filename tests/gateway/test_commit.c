/* SPDX-License-Identifier: GPL-2.0-or-later */

/* commit - nobody is told "kept" of what is not on the disk. */

#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <event2/event.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "gateway/turn/commit.h"
#include "store/store.h"

/* ---- a store whose disk can refuse ------------------------------------- */

static bool	begin_fails, commit_fails, lost_by_itself, in_transaction;
static int	commits, rollbacks;

int
store_begin(struct store *st)
{
	(void)st;
	assert_false(in_transaction);
	if (begin_fails)
		return -1;
	in_transaction = true;
	return 0;
}

int
store_commit(struct store *st)
{
	(void)st;
	assert_true(in_transaction);
	if (commit_fails)
		return -1;
	in_transaction = false;
	commits++;
	return 0;
}

void
store_rollback(struct store *st)
{
	(void)st;
	in_transaction = false;
	rollbacks++;
}

bool
store_in_transaction(const struct store *st)
{
	(void)st;
	if (lost_by_itself)
		in_transaction = false;
	return in_transaction;
}

/* ---- what happened, in its order --------------------------------------- */

static struct event_base *base;
static struct commit	*c;
static char		 story[256];

static void
tell(const char *what)
{
	size_t	used = strlen(story);

	snprintf(story + used, sizeof story - used, "%s ", what);
}

static void
then_cb(void *arg, bool ok)
{
	(void)arg;
	tell(ok ? "kept" : "lost");
}

static void
again_cb(void *arg, bool ok)
{
	tell(ok ? "kept" : "lost");
	if (commit_begin(arg) == 0)
		commit_then(arg, then_cb, NULL);
}

static void
before_cb(void *arg)
{
	(void)arg;
	assert_true(in_transaction);
	tell("before");
}

static void
giving_up_cb(void *arg)
{
	commit_abort(arg);
}

static void
after_cb(void *arg)
{
	(void)arg;
	tell("after");
}

static int
setup(void **state)
{
	(void)state;
	begin_fails = commit_fails = lost_by_itself = in_transaction = false;
	commits = rollbacks = 0;
	story[0] = '\0';
	base = event_base_new();
	event_base_priority_init(base, PRIORITY_COUNT);
	c = commit_new(base, NULL);
	assert_non_null(c);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	commit_free(c);
	event_base_free(base);
	return 0;
}

static void
turn(void)
{
	event_base_loop(base, EVLOOP_NONBLOCK);
}

static void
test_all_that_one_turn_read_is_one_transaction(void **state)
{
	int	i;

	(void)state;
	for (i = 0; i < 3; i++) {
		assert_int_equal(commit_begin(c), 0);
		commit_then(c, then_cb, NULL);
	}
	assert_string_equal(story, "");
	turn();
	assert_string_equal(story, "kept kept kept ");
	assert_int_equal(commits, 1);
}

static void
test_hooks_run_inside_and_after_the_transaction(void **state)
{
	(void)state;
	commit_before(c, before_cb, NULL);
	commit_after(c, after_cb, NULL);
	commit_begin(c);
	commit_then(c, then_cb, NULL);
	turn();
	assert_string_equal(story, "before kept after ");
}

static void
test_nothing_is_acknowledged_when_the_disk_refuses(void **state)
{
	(void)state;
	commit_fails = true;
	commit_begin(c);
	commit_then(c, then_cb, NULL);
	turn();
	assert_string_equal(story, "lost ");
	assert_int_equal(rollbacks, 1);
	assert_true(commit_is_failing(c));
	begin_fails = true;
	assert_int_equal(commit_begin(c), -1);
}

static void
test_writing_again_is_noticed_by_real_work_only(void **state)
{
	(void)state;
	commit_fails = true;
	commit_begin(c);
	turn();
	commit_fails = false;
	commit_begin(c);
	turn();
	assert_true(commit_is_failing(c));
	commit_begin(c);
	commit_then(c, then_cb, NULL);
	turn();
	assert_false(commit_is_failing(c));
	assert_string_equal(story, "kept ");
}

static void
test_who_failed_is_asked_again_after_recovery(void **state)
{
	(void)state;
	commit_retry(c, after_cb, NULL);
	commit_fails = true;
	commit_begin(c);
	turn();
	commit_fails = false;
	commit_begin(c);
	commit_then(c, then_cb, NULL);
	turn();
	turn();
	assert_string_equal(story, "kept after ");
}

static void
test_a_transaction_that_sqlite_ended_is_not_taken_for_kept(void **state)
{
	(void)state;
	commit_begin(c);
	commit_then(c, then_cb, NULL);
	lost_by_itself = true;
	turn();
	assert_string_equal(story, "lost ");
	lost_by_itself = false;
	commit_begin(c);
	commit_then(c, then_cb, NULL);
	lost_by_itself = true;
	assert_false(store_in_transaction(NULL));
	lost_by_itself = false;
	assert_int_equal(commit_begin(c), 0);
	assert_string_equal(story, "lost lost ");
}

static void
test_an_abort_tells_everybody_of_the_turn(void **state)
{
	(void)state;
	commit_begin(c);
	commit_then(c, then_cb, NULL);
	commit_then(c, then_cb, NULL);
	commit_abort(c);
	assert_string_equal(story, "lost lost ");
	turn();
	assert_int_equal(commits, 0);
}

static void
test_a_hook_may_give_the_turn_up(void **state)
{
	(void)state;
	commit_before(c, giving_up_cb, c);
	commit_begin(c);
	commit_then(c, then_cb, NULL);
	turn();
	assert_string_equal(story, "lost ");
	assert_int_equal(commits, 0);
	assert_int_equal(rollbacks, 1);
}

static void
test_a_callback_may_begin_the_next_turn(void **state)
{
	(void)state;
	commit_begin(c);
	commit_then(c, again_cb, c);
	turn();
	turn();
	assert_string_equal(story, "kept kept ");
	assert_int_equal(commits, 2);
}

int
main(void)
{
#define T(name)	cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest	tests[] = {
		T(test_all_that_one_turn_read_is_one_transaction),
		T(test_hooks_run_inside_and_after_the_transaction),
		T(test_nothing_is_acknowledged_when_the_disk_refuses),
		T(test_writing_again_is_noticed_by_real_work_only),
		T(test_who_failed_is_asked_again_after_recovery),
		T(test_a_transaction_that_sqlite_ended_is_not_taken_for_kept),
		T(test_an_abort_tells_everybody_of_the_turn),
		T(test_a_hook_may_give_the_turn_up),
		T(test_a_callback_may_begin_the_next_turn),
	};

	log_init("test_commit", LOG_LEVEL_ERROR);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
