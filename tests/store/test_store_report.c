/* SPDX-License-Identifier: GPL-2.0-or-later */

/* What report.c and event.c promise of their rows. */

#include "config.h"

#include "store/dispatch.h"
#include "store/event.h"
#include "store/question.h"
#include "store/seat.h"
#include "store/supporter.h"
#include "tests/fixtures/store_fixture.h"

static void
test_tickets_start_where_told_and_count_on(void **state)
{
	static const struct {
		int	start;
		int64_t	id;
	} cases[] = { { 100, 100 }, { 100, 101 }, { 1, 102 }, { 0, 103 },
	    { 5000, 5000 }, { 100, 5001 } };
	struct fixture	*f = *state;
	struct report	 r = { .phone_id = fixture_phone(f, 1),
			    .created_at = NOW };
	size_t		 i;

	for (i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		assert_int_equal(store_report_add(f->store, &r,
		    cases[i].start), 0);
		assert_int_equal(r.id, cases[i].id);
	}
}

static void
test_report_comes_back_as_it_was_kept(void **state)
{
	struct fixture	*f = *state;
	struct report	 r = { .phone_id = fixture_phone(f, 1),
			    .category = "SAMPAH", .kelurahan = "OESAPA",
			    .opd = "DLH", .state = REPORT_ROUTED,
			    .urgent = true, .sent_at = NOW - 9,
			    .created_at = NOW, .due_at = NOW + 60,
			    .description = "depan pasar" }, back;

	assert_int_equal(store_report_add(f->store, &r, 1), 0);
	assert_int_equal(store_report_get(f->store, r.id, &back), 1);
	assert_string_equal(back.category, "SAMPAH");
	assert_string_equal(back.kelurahan, "OESAPA");
	assert_string_equal(back.opd, "DLH");
	assert_string_equal(back.description, "depan pasar");
	assert_string_equal(back.outcome, "");
	assert_int_equal(back.state, REPORT_ROUTED);
	assert_true(back.urgent);
	assert_int_equal(back.sent_at, NOW - 9);
	assert_int_equal(back.changed_at, NOW);
	assert_int_equal(back.due_at, NOW + 60);
	assert_int_equal(back.inbox_id, 0);
	assert_int_equal(store_report_set_state(f->store, r.id,
	    REPORT_CLOSED, "satisfied", NOW + 5, 0), 0);
	assert_int_equal(store_report_set_route(f->store, r.id, "LAMPU",
	    "NAMOSAIN", "DISHUB", false, NOW + 6), 0);
	assert_int_equal(store_report_get(f->store, r.id, &back), 1);
	assert_int_equal(back.state, REPORT_CLOSED);
	assert_string_equal(back.outcome, "satisfied");
	assert_int_equal(back.due_at, 0);
	assert_int_equal(back.changed_at, NOW + 6);
	assert_string_equal(back.opd, "DISHUB");
	assert_false(back.urgent);
	assert_int_equal(store_report_get(f->store, 999, &back), 0);
}

static void
test_latest_report_is_own_and_in_a_wanted_state(void **state)
{
	struct fixture	*f = *state;
	int64_t		 a = fixture_phone(f, 1), b = fixture_phone(f, 2);
	int64_t		 done, taken;
	struct report	 r;

	taken = fixture_report(f, a, REPORT_TAKEN);
	done = fixture_report(f, a, REPORT_DONE);
	fixture_report(f, b, REPORT_TAKEN);
	assert_int_equal(store_report_latest(f->store, a, ~0u, &r), 1);
	assert_int_equal(r.id, done);
	assert_int_equal(store_report_latest(f->store, a,
	    1u << REPORT_TAKEN | 1u << REPORT_NEW, &r), 1);
	assert_int_equal(r.id, taken);
	assert_int_equal(store_report_latest(f->store, a,
	    1u << REPORT_CLOSED, &r), 0);
	assert_int_equal(store_report_latest(f->store, fixture_phone(f, 3),
	    ~0u, &r), 0);
}

static void
test_latest_report_is_found_years_back(void **state)
{
	struct fixture	*f = *state;
	int64_t		 a = fixture_phone(f, 1), b = fixture_phone(f, 2);
	struct report	 r = { .phone_id = a, .state = REPORT_CLOSED,
			    .created_at = NOW - INT64_C(5) * 365 * 86400 };
	struct report	 late = { .phone_id = b, .created_at = NOW }, found;

	assert_int_equal(store_report_latest(f->store, a, ~0u, &found), 0);
	assert_int_equal(store_report_add(f->store, &r, 1), 0);
	assert_int_equal(store_report_add(f->store, &late, 1), 0);
	assert_int_equal(store_report_latest(f->store, a, ~0u, &found), 1);
	assert_int_equal(found.id, r.id);
	assert_int_equal(store_report_latest(f->store, b, ~0u, &found), 1);
	assert_int_equal(found.id, late.id);
	assert_int_equal(store_report_latest(f->store, b,
	    1u << REPORT_CLOSED, &found), 0);
}

static void
test_timers_run_out_oldest_first(void **state)
{
	struct fixture	*f = *state;
	int64_t		 phone = fixture_phone(f, 1), a, b;
	struct report	 r;

	a = fixture_report(f, phone, REPORT_DONE);
	b = fixture_report(f, phone, REPORT_DONE);
	assert_int_equal(store_report_due(f->store, INT64_MAX, &r), 0);
	assert_int_equal(store_report_set_due(f->store, a, NOW + 20), 0);
	assert_int_equal(store_report_set_due(f->store, b, NOW + 10), 0);
	assert_int_equal(store_report_due(f->store, NOW + 9, &r), 0);
	assert_int_equal(store_report_due(f->store, NOW + 10, &r), 1);
	assert_int_equal(r.id, b);
	assert_int_equal(store_report_set_due(f->store, b, 0), 0);
	assert_int_equal(store_report_due(f->store, NOW + 99, &r), 1);
	assert_int_equal(r.id, a);
}

static void
test_unrouted_lies_with_nobody(void **state)
{
	struct fixture	*f = *state;
	int64_t		 phone = fixture_phone(f, 1), lost, asked, given;
	struct seat	 seat = { .name = "piket", .area = "*",
			    .phone_id = fixture_phone(f, 2) };
	struct dispatch	 d = { .code = "K7", .at = NOW };
	struct question	 q = { .phone_id = phone, .round = 1,
			    .asked_at = NOW, .expires_at = NOW + 60 };
	struct report	 r, bare = { .phone_id = phone, .created_at = NOW };

	assert_int_equal(store_report_add(f->store, &bare, 1), 0);
	fixture_report(f, phone, REPORT_ROUTED);
	asked = fixture_report(f, phone, REPORT_NEW);
	given = fixture_report(f, phone, REPORT_NEW);
	lost = fixture_report(f, phone, REPORT_NEW);
	q.report_id = asked;
	d.report_id = given;
	assert_int_equal(store_seat_add(f->store, &seat, NOW), 0);
	d.seat_id = seat.id;
	assert_int_equal(store_question_add(f->store, &q), 0);
	assert_int_equal(store_dispatch_add(f->store, &d), 0);
	assert_int_equal(store_report_unrouted(f->store, 0, &r), 1);
	assert_int_equal(r.id, lost);
	assert_int_equal(store_report_unrouted(f->store, lost, &r), 0);
	assert_int_equal(store_question_settle(f->store, q.id, "expired",
	    NOW), 0);
	assert_int_equal(store_dispatch_close(f->store, given, NOW), 0);
	assert_int_equal(store_report_unrouted(f->store, 0, &r), 1);
	assert_int_equal(r.id, asked);
	assert_int_equal(store_report_unrouted(f->store, asked, &r), 1);
	assert_int_equal(r.id, given);
}

static void
note(struct fixture *f, int64_t report, const char *kind, int64_t at,
    const char *detail)
{
	struct event	e = { .report_id = report, .at = at, .kind = kind,
			    .from = -1, .to = REPORT_TAKEN,
			    .detail = detail };

	assert_int_equal(store_event_add(f->store, &e), 0);
}

static void
test_events_keep_words_and_the_newest_is_found(void **state)
{
	struct fixture	*f = *state;
	int64_t		 id = fixture_report(f, fixture_phone(f, 1),
			    REPORT_TAKEN);
	char		 buf[8];

	assert_int_equal(store_event_last_detail(f->store, id, "rejected",
	    buf, sizeof buf), 0);
	assert_string_equal(buf, "");
	note(f, id, "rejected", NOW, "lama");
	note(f, id, "rejected", NOW + 1, "baru");
	note(f, id, "taken", NOW + 2, NULL);
	assert_int_equal(store_event_last_detail(f->store, id, "rejected",
	    buf, sizeof buf), 1);
	assert_string_equal(buf, "baru");
	note(f, id, "rejected", NOW + 3, "abcdef\xe2\x82\xac");
	assert_int_equal(store_event_last_detail(f->store, id, "rejected",
	    buf, sizeof buf), 1);
	assert_string_equal(buf, "abcdef");
	assert_int_equal(fixture_ask(f, "SELECT count(*) FROM event "
	    "WHERE from_state IS NULL AND to_state = 'taken'"), 4);
}

static void
test_asked_until_answered_or_too_old(void **state)
{
	struct fixture	*f = *state;
	int64_t		 phone = fixture_phone(f, 1);
	int64_t		 id = fixture_report(f, phone, REPORT_TAKEN);
	struct report	 r;

	assert_int_equal(store_report_asked(f->store, phone, 0, &r), 0);
	note(f, id, "asked", NOW, "di mana?");
	note(f, id, "taken", NOW + 1, "");
	assert_int_equal(store_report_asked(f->store, phone, NOW, &r), 1);
	assert_int_equal(r.id, id);
	assert_int_equal(store_report_asked(f->store, phone, NOW + 1, &r),
	    0);
	note(f, id, "added", NOW + 2, "di pasar");
	assert_int_equal(store_report_asked(f->store, phone, 0, &r), 0);
	note(f, id, "asked", NOW + 3, "pasar mana?");
	assert_int_equal(store_report_asked(f->store, phone, 0, &r), 1);
	assert_int_equal(store_report_set_state(f->store, id, REPORT_CLOSED,
	    "", NOW, 0), 0);
	assert_int_equal(store_report_asked(f->store, phone, 0, &r), 0);
}

static void
test_supporter_counts_once(void **state)
{
	struct fixture	*f = *state;
	int64_t		 other = fixture_phone(f, 2);
	int64_t		 id = fixture_report(f, fixture_phone(f, 1),
			    REPORT_TAKEN);

	assert_int_equal(store_supporter_has(f->store, id, other), 0);
	assert_int_equal(store_supporter_add(f->store, id, other, NOW), 0);
	assert_int_equal(store_supporter_add(f->store, id, other, NOW), 0);
	assert_int_equal(store_supporter_has(f->store, id, other), 1);
	assert_int_equal(fixture_ask(f, "SELECT count(*) FROM supporter"), 1);
}

int
main(void)
{
	static const struct CMUnitTest	tests[] = {
		unit(test_tickets_start_where_told_and_count_on),
		unit(test_report_comes_back_as_it_was_kept),
		unit(test_latest_report_is_own_and_in_a_wanted_state),
		unit(test_latest_report_is_found_years_back),
		unit(test_timers_run_out_oldest_first),
		unit(test_unrouted_lies_with_nobody),
		unit(test_events_keep_words_and_the_newest_is_found),
		unit(test_asked_until_answered_or_too_old),
		unit(test_supporter_counts_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
