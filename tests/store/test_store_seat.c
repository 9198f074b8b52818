/* SPDX-License-Identifier: GPL-2.0-or-later */

/* What seat.c and dispatch.c promise of their rows. */

#include "config.h"

#include "store/dispatch.h"
#include "store/seat.h"
#include "tests/fixtures/store_fixture.h"

static int64_t
seat(struct fixture *f, const char *name, const char *opd,
    enum seat_role role, const char *area, int phone)
{
	struct seat	s = { .role = role, .state = SEAT_ON };

	snprintf(s.name, sizeof s.name, "%s", name);
	snprintf(s.opd, sizeof s.opd, "%s", opd);
	snprintf(s.area, sizeof s.area, "%s", area);
	if (phone != 0)
		s.phone_id = fixture_phone(f, phone);
	assert_int_equal(store_seat_add(f->store, &s, NOW), 0);
	return s.id;
}

static int64_t
dispatch(struct fixture *f, int64_t report, int64_t seat_id)
{
	struct dispatch	d = { .report_id = report, .seat_id = seat_id,
			    .code = "K7", .at = NOW };

	assert_int_equal(store_dispatch_add(f->store, &d), 0);
	return d.id;
}

static void
test_seat_for_area_is_on_duty_reachable_and_least_busy(void **state)
{
	struct fixture	*f = *state;
	int64_t		 busy, idle, off, gone, report;
	struct seat	 s;

	seat(f, "no phone", "DLH", SEAT_OFFICER, "OESAPA", 0);
	seat(f, "other opd", "PUPR", SEAT_OFFICER, "OESAPA", 1);
	seat(f, "other area", "DLH", SEAT_OFFICER, "NAMOSAIN", 1);
	seat(f, "other role", "DLH", SEAT_HEAD, "OESAPA", 1);
	off = seat(f, "off", "DLH", SEAT_OFFICER, "OESAPA", 2);
	gone = seat(f, "gone", "DLH", SEAT_OFFICER, "OESAPA", 3);
	assert_int_equal(store_seat_set_state(f->store, off, SEAT_OFF), 0);
	assert_int_equal(store_seat_remove(f->store, gone, NOW), 0);
	assert_int_equal(store_seat_for_area(f->store, "DLH", SEAT_OFFICER,
	    "OESAPA", &s), 0);
	busy = seat(f, "busy", "DLH", SEAT_OFFICER, "oesapa", 4);
	idle = seat(f, "idle", "DLH", SEAT_OFFICER, "OESAPA", 5);
	assert_int_equal(store_seat_for_area(f->store, "DLH", SEAT_OFFICER,
	    "OESAPA", &s), 1);
	assert_int_equal(s.id, busy);
	assert_string_equal(s.number, "+6281200000004");
	report = fixture_report(f, fixture_phone(f, 9), REPORT_ROUTED);
	dispatch(f, report, busy);
	assert_int_equal(store_seat_for_area(f->store, "DLH", SEAT_OFFICER,
	    "OESAPA", &s), 1);
	assert_int_equal(s.id, idle);
	assert_int_equal(store_dispatch_close(f->store, report, NOW), 0);
	assert_int_equal(store_dispatch_close(f->store, report, NOW), 0);
	assert_int_equal(store_seat_for_area(f->store, "DLH", SEAT_OFFICER,
	    "OESAPA", &s), 1);
	assert_int_equal(s.id, busy);
	assert_int_equal(s.open, 0);
	assert_int_equal(store_seat_for_area(f->store, "", SEAT_HEAD,
	    "OESAPA", &s), 1);
	assert_int_equal(store_seat_for_area(f->store, NULL, SEAT_HEAD,
	    "*", &s), 0);
}

static void
test_seat_name_is_free_again_after_removal(void **state)
{
	struct fixture	*f = *state;
	int64_t		 id = seat(f, "Lurah Oesapa", "", SEAT_LURAH,
			    "OESAPA", 1), next;
	struct seat	 s, twin = { .name = "LURAH OESAPA", .area = "*" };

	assert_int_equal(store_seat_find(f->store, "lurah oesapa", &s), 1);
	assert_int_equal(s.id, id);
	assert_int_equal(store_seat_add(f->store, &twin, NOW), -1);
	assert_int_equal(store_seat_remove(f->store, id, NOW), 0);
	assert_int_equal(store_seat_find(f->store, "Lurah Oesapa", &s), 0);
	assert_int_equal(store_seat_get(f->store, id, &s), 1);
	next = seat(f, "Lurah Oesapa", "", SEAT_LURAH, "OESAPA", 1);
	assert_int_not_equal(next, id);
}

static void
test_seat_changes_and_a_phone_may_hold_several(void **state)
{
	struct fixture	*f = *state;
	int64_t		 a = seat(f, "a", "DLH", SEAT_OFFICER, "*", 1);
	int64_t		 b = seat(f, "b", "DLH", SEAT_HEAD, "*", 1);
	struct seat	 s;

	assert_int_equal(store_seat_of_phone(f->store, fixture_phone(f, 1),
	    0, &s), 1);
	assert_int_equal(s.id, a);
	assert_int_equal(store_seat_of_phone(f->store, fixture_phone(f, 1),
	    a, &s), 1);
	assert_int_equal(s.id, b);
	snprintf(s.holder, sizeof s.holder, "Yohanes");
	s.phone_id = fixture_phone(f, 2);
	s.state = SEAT_OFF;			/* not what set changes */
	assert_int_equal(store_seat_set(f->store, &s), 0);
	assert_int_equal(store_seat_of_phone(f->store, fixture_phone(f, 1),
	    a, &s), 0);
	assert_int_equal(store_seat_of_phone(f->store, fixture_phone(f, 2),
	    0, &s), 1);
	assert_string_equal(s.holder, "Yohanes");
	assert_int_equal(s.state, SEAT_ON);
	assert_string_equal(seat_state_name(s.state), "on");
	assert_int_equal(store_seat_remove(f->store, b, NOW), 0);
	assert_int_equal(store_seat_of_phone(f->store, fixture_phone(f, 2),
	    0, &s), 0);
}

static void
test_dispatch_is_open_once_and_counts_wrong_codes(void **state)
{
	struct fixture	*f = *state;
	int64_t		 a = seat(f, "a", "DLH", SEAT_OFFICER, "*", 1);
	int64_t		 b = seat(f, "b", "DLH", SEAT_HEAD, "*", 2);
	int64_t		 report = fixture_report(f, fixture_phone(f, 3),
			    REPORT_ROUTED), first, second;
	struct dispatch	 d, again = { .report_id = report, .seat_id = a,
			    .code = "A2" };

	first = dispatch(f, report, a);
	second = dispatch(f, report, b);
	assert_int_equal(store_dispatch_add(f->store, &again), -1);
	assert_int_equal(store_dispatch_add_wrong(f->store, first), 0);
	assert_int_equal(store_dispatch_find(f->store, report, a, &d), 1);
	assert_int_equal(d.wrong, 1);
	assert_string_equal(d.code, "K7");
	assert_int_equal(store_dispatch_set_code(f->store, first, "M4"), 0);
	assert_int_equal(store_dispatch_next(f->store, report, 0, &d), 1);
	assert_int_equal(d.id, first);
	assert_int_equal(d.wrong, 0);
	assert_string_equal(d.code, "M4");
	assert_int_equal(store_dispatch_close_one(f->store, first, NOW), 0);
	assert_int_equal(store_dispatch_next(f->store, report, 0, &d), 1);
	assert_int_equal(d.id, second);
	assert_int_equal(store_dispatch_next(f->store, report, second, &d),
	    0);
	assert_int_equal(store_dispatch_find(f->store, report, a, &d), 0);
	assert_int_equal(store_dispatch_add(f->store, &again), 0);
}

static void
test_seat_sees_urgent_dispatches_first_then_oldest(void **state)
{
	struct fixture	*f = *state;
	int64_t		 s = seat(f, "a", "DLH", SEAT_OFFICER, "*", 1);
	int64_t		 phone = fixture_phone(f, 2), report[3];
	struct report	 r = { .phone_id = phone, .created_at = NOW,
			    .state = REPORT_ROUTED, .urgent = true };
	struct dispatch	 d;
	int		 i;

	for (i = 0; i < 3; i++) {
		report[i] = fixture_report(f, phone, REPORT_ROUTED);
		dispatch(f, report[i], s);
	}
	assert_int_equal(store_report_add(f->store, &r, 1), 0);
	dispatch(f, r.id, s);
	/* Of the third it is learnt later. */
	assert_int_equal(store_report_set_route(f->store, report[2],
	    "KEBAKARAN", "OESAPA", "DAMKAR", true, NOW), 0);
	assert_int_equal(store_dispatch_close(f->store, report[0], NOW), 0);
	assert_int_equal(store_dispatch_of_seat(f->store, s, 0, &d, &r), 1);
	assert_int_equal(r.id, report[2]);
	assert_int_equal(d.report_id, report[2]);
	assert_int_equal(store_dispatch_of_seat(f->store, s, 1, &d, &r), 1);
	assert_true(r.urgent);
	assert_int_equal(store_dispatch_of_seat(f->store, s, 2, &d, &r), 1);
	assert_int_equal(r.id, report[1]);
	assert_int_equal(store_dispatch_of_seat(f->store, s, 3, &d, &r), 0);
}

int
main(void)
{
	static const struct CMUnitTest	tests[] = {
		unit(test_seat_for_area_is_on_duty_reachable_and_least_busy),
		unit(test_seat_name_is_free_again_after_removal),
		unit(test_seat_changes_and_a_phone_may_hold_several),
		unit(test_dispatch_is_open_once_and_counts_wrong_codes),
		unit(test_seat_sees_urgent_dispatches_first_then_oldest),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
