/* SPDX-License-Identifier: GPL-2.0-or-later */

/* What phone.c promises of numbers. */

#include "config.h"

#include "tests/fixtures/store_fixture.h"

static void
test_number_is_kept_once(void **state)
{
	struct fixture	*f = *state;
	struct phone	 p;
	int64_t		 first = fixture_phone(f, 1);

	assert_int_equal(fixture_phone(f, 1), first);
	assert_int_not_equal(fixture_phone(f, 2), first);
	assert_int_equal(store_phone_get(f->store, first, &p), 1);
	assert_string_equal(p.number, "+6281200000001");
	assert_int_equal(p.kind, NUMBER_PHONE);
	assert_int_equal(store_phone_get(f->store, 999, &p), 0);
}

static void
test_registration_keeps_what_is_not_told_anew(void **state)
{
	struct fixture	*f = *state;
	struct phone	 p;
	int64_t		 id = fixture_phone(f, 1);

	assert_int_equal(store_phone_register(f->store, id, "Maria",
	    "OESAPA"), 0);
	assert_int_equal(store_phone_register(f->store, id, "", "NAMOSAIN"),
	    0);
	assert_int_equal(store_phone_register(f->store, id, NULL, NULL), 0);
	assert_int_equal(store_phone_get(f->store, id, &p), 1);
	assert_string_equal(p.name, "Maria");
	assert_string_equal(p.kelurahan, "NAMOSAIN");
}

static void
test_stop_and_help_are_remembered_and_stop_ends(void **state)
{
	struct fixture	*f = *state;
	struct phone	 p;
	int64_t		 id = fixture_phone(f, 1);

	assert_int_equal(store_phone_set_stopped(f->store, id, NOW), 0);
	assert_int_equal(store_phone_set_helped(f->store, id, NOW + 1), 0);
	assert_int_equal(store_phone_get(f->store, id, &p), 1);
	assert_int_equal(p.stopped_at, NOW);
	assert_int_equal(p.helped_at, NOW + 1);
	assert_int_equal(store_phone_set_stopped(f->store, id, 0), 0);
	assert_int_equal(store_phone_get(f->store, id, &p), 1);
	assert_int_equal(p.stopped_at, 0);
}

int
main(void)
{
	static const struct CMUnitTest	tests[] = {
		unit(test_number_is_kept_once),
		unit(test_registration_keeps_what_is_not_told_anew),
		unit(test_stop_and_help_are_remembered_and_stop_ends),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
