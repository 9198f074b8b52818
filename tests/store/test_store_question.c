/* SPDX-License-Identifier: GPL-2.0-or-later */

/* What question.c promises of dialogues. */

#include "config.h"

#include "store/question.h"
#include "tests/fixtures/store_fixture.h"

static void
test_one_question_is_open_with_a_number(void **state)
{
	struct fixture	*f = *state;
	struct question	 q = { .phone_id = fixture_phone(f, 1),
			    .about_kelurahan = true, .round = 2,
			    .choices = "OESAPA|OESAPA BARAT",
			    .category = "SAMPAH", .kelurahan = "",
			    .asked_at = NOW, .expires_at = NOW + 60 }, back;

	assert_int_equal(store_question_of_phone(f->store, q.phone_id,
	    &back), 0);
	assert_int_equal(store_question_add(f->store, &q), 0);
	assert_int_equal(store_question_of_phone(f->store, q.phone_id,
	    &back), 1);
	assert_int_equal(back.id, q.id);
	assert_true(back.about_kelurahan);
	assert_string_equal(back.choices, q.choices);
	assert_string_equal(back.category, "SAMPAH");
	assert_int_equal(back.round, 2);
	assert_int_equal(back.expires_at, NOW + 60);
	assert_int_equal(back.report_id, 0);
	assert_int_equal(store_question_add(f->store, &q), -1);
	assert_int_equal(store_question_settle(f->store, back.id, "answered",
	    NOW), 0);
	assert_int_equal(store_question_of_phone(f->store, q.phone_id,
	    &back), 0);
	q.about_kelurahan = false;
	assert_int_equal(store_question_add(f->store, &q), 0);
	assert_int_equal(store_question_of_phone(f->store, q.phone_id,
	    &back), 1);
	assert_false(back.about_kelurahan);
}

static void
test_questions_run_out_oldest_first(void **state)
{
	struct fixture	*f = *state;
	struct question	 q = { .round = 1, .asked_at = NOW };
	int		 i;

	for (i = 1; i <= 3; i++) {
		q.phone_id = fixture_phone(f, i);
		q.expires_at = NOW + 100 - i;
		assert_int_equal(store_question_add(f->store, &q), 0);
	}
	assert_int_equal(store_question_due(f->store, NOW + 96, &q), 0);
	assert_int_equal(store_question_due(f->store, INT64_MAX, &q), 1);
	assert_int_equal(q.expires_at, NOW + 97);
	assert_int_equal(store_question_due(f->store, NOW + 97, &q), 1);
	assert_int_equal(store_question_settle(f->store, q.id, "expired",
	    NOW), 0);
	assert_int_equal(store_question_due(f->store, NOW + 97, &q), 0);
	assert_int_equal(store_question_due(f->store, NOW + 98, &q), 1);
}

int
main(void)
{
	static const struct CMUnitTest	tests[] = {
		unit(test_one_question_is_open_with_a_number),
		unit(test_questions_run_out_oldest_first),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
