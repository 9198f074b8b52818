/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * Deadlines and escalation over a real database and the city's real
 * configuration, with a clock that the test moves.
 */

#include "config.h"

#include "store/deadline.h"
#include "store/list.h"
#include "store/report.h"
#include "tests/fixtures/city_clock.h"

/* ---- the tests --------------------------------------------------------- */

static void
test_nobody_acts_for_eleven_days_and_the_whole_ladder_hears(void **state)
{
	struct city		*c = *state;
	const struct sent	*s;
	struct report		 r;

	whole_ladder(c);
	sms(c, CITIZEN, "LAPOR SAMPAH OESAPA depan pasar");
	report_of(c, CITIZEN, &r);
	expect_limit(c, r.id, DEADLINE_TAKE, "2026-12-18 13:30");
	expect_limit(c, r.id, DEADLINE_FINISH, "2026-12-28 16:00");
	/* 17 is a Thursday, 24 and 25 are holidays. */
	run_to(c, "2026-12-28 23:00");
	expect(c, OFFICER, "belum diterima. Batas 18/12 13:30",
	    "2026-12-18 11:30");
	s = expect(c, DEPUTY, "belum diterima", "2026-12-18 13:30");
	assert_non_null(strstr(s->text, "piket DLH: depan pasar"));
	s = expect(c, HEAD, "belum diterima", "2026-12-21 08:30");
	assert_non_null(strstr(s->text, "Lewat 2 hari"));
	expect(c, LURAH, "belum diterima", "2026-12-22 08:00");
	expect(c, COORD, "belum diterima", "2026-12-22 16:00");
	/* the take's leader and the finish come together: one speaks */
	expect(c, LEADER, "belum selesai", "2026-12-28 16:00");
	expect_nothing(c, LEADER, "belum diterima");
	/* once a clock */
	assert_int_equal(count(c, OFFICER, "lewat batas"), 2);
	assert_int_equal(events(c, r.id, "escalated"), 5);
	assert_int_equal(events(c, r.id, "reminded"), 1);
	/* each once, and then the last level every working day */
	run_to(c, "2027-01-04 07:29");
	assert_int_equal(count(c, LEADER, "belum"), 1);
	assert_int_equal(count(c, HEAD, "belum"), 1);
	expect(c, LEADER, "Masih lewat batas, 1 laporan: 1007 SAMPAH OESAPA "
	    "15 jam", "2026-12-29 07:30");
	assert_int_equal(count(c, LEADER, "Masih lewat"), 3);
	assert_int_equal(clock_of(c, r.id, DEADLINE_FINISH).ended_at, 0);
}

static void
test_all_that_is_overdue_is_told_again_in_one_sms(void **state)
{
	struct city		*c = *state;
	const struct sent	*s;
	struct report		 r;
	char			 text[64];
	int			 i;

	whole_ladder(c);
	c->conf->replies_per_hour = 100;
	c->conf->loop_after = 100;
	for (i = 0; i < 30; i++) {
		snprintf(text, sizeof text, "LAPOR SAMPAH OESAPA tempat %d",
		    i);
		sms(c, CITIZEN, text);
		c->now += 60;
	}
	run_to(c, "2026-12-28 16:00");
	assert_int_equal(count(c, LEADER, "belum selesai"), 30);
	expect_nothing(c, LEADER, "Masih lewat");
	run_to(c, "2026-12-29 20:00");
	s = expect(c, LEADER, "Masih lewat batas, 30 laporan: 1007 ",
	    "2026-12-29 07:30");
	assert_true(text_septets(s->text) <= TEXT_SMS_SEPTETS);
	assert_int_equal(count(c, LEADER, "Masih lewat"), 1);
	report_of(c, CITIZEN, &r);
	assert_int_equal(events(c, r.id, "repeated"), 1);
	command_code(c, LEADER, "SELESAI", r.id, "sudah");
	run_to(c, "2026-12-30 20:00");
	expect(c, LEADER, "Masih lewat batas, 29 laporan", "2026-12-30 07:30");
}

static void
test_told_again_never_where_the_city_does_not_want_it(void **state)
{
	struct city	*c = *state;

	assert_null(conf_repeat_parse("0", &c->conf->time.repeat));
	whole_ladder(c);
	sms(c, CITIZEN, "LAPOR SAMPAH OESAPA depan pasar");
	run_to(c, "2027-02-01 08:00");
	assert_int_equal(count(c, LEADER, ""), 1);
}

static void
test_without_any_level_who_has_it_is_told_again(void **state)
{
	struct city	*c = *state;

	c->conf->time.level_count = 0;
	sms(c, CITIZEN, "LAPOR SAMPAH OESAPA depan pasar");
	run_to(c, "2026-12-22 12:00");
	assert_int_equal(count(c, OFFICER, "Mengingatkan"), 2);
	expect(c, OFFICER, "Masih lewat batas, 1 laporan", "2026-12-21 07:30");
	assert_int_equal(count(c, OFFICER, "Masih lewat"), 2);
}

static void
test_whoever_takes_it_stops_the_first_clock(void **state)
{
	struct city	*c = *state;
	struct report	 r;

	whole_ladder(c);
	sms(c, CITIZEN, "LAPOR SAMPAH OESAPA depan pasar");
	report_of(c, CITIZEN, &r);
	run_to(c, "2026-12-18 09:00");
	command(c, OFFICER, "TERIMA", r.id);
	assert_string_equal(clock_of(c, r.id, DEADLINE_TAKE).outcome, "met");
	run_to(c, "2026-12-22 07:00");
	expect_nothing(c, OFFICER, "belum diterima");
	expect_nothing(c, DEPUTY, "belum");
	/* two of five days before the end, when the office opens */
	run_to(c, "2026-12-28 15:00");
	expect(c, OFFICER, "belum selesai", "2026-12-23 07:30");
	command_code(c, OFFICER, "SELESAI", r.id, "sudah bersih");
	assert_string_equal(clock_of(c, r.id, DEADLINE_FINISH).outcome,
	    "met");
	run_to(c, "2027-01-10 08:00");
	expect_nothing(c, DEPUTY, "belum");
	expect_nothing(c, LEADER, "belum");
}

static void
test_who_is_told_may_act(void **state)
{
	struct city	*c = *state;
	struct report	 r;

	seat(c, "kepala DLH", "DLH", SEAT_HEAD, HEAD);
	sms(c, CITIZEN, "LAPOR SAMPAH OESAPA depan pasar");
	report_of(c, CITIZEN, &r);
	run_to(c, "2026-12-18 14:00");
	expect(c, HEAD, "belum diterima piket DLH", "2026-12-18 13:30");
	command_code(c, HEAD, "SELESAI", r.id, "sudah diangkut");
	report_of(c, CITIZEN, &r);
	assert_int_equal(r.state, REPORT_DONE);
	assert_string_equal(clock_of(c, r.id, DEADLINE_TAKE).outcome, "late");
}

static void
test_a_deputy_who_is_told_may_act(void **state)
{
	struct city	*c = *state;
	struct report	 r;

	deputy(c, "piket DLH", DEPUTY);
	sms(c, CITIZEN, "LAPOR SAMPAH OESAPA depan pasar");
	report_of(c, CITIZEN, &r);
	run_to(c, "2026-12-18 14:00");
	expect(c, DEPUTY, "belum diterima piket DLH", "2026-12-18 13:30");
	command_code(c, DEPUTY, "SELESAI", r.id, "sudah diangkut");
	report_of(c, CITIZEN, &r);
	assert_int_equal(r.state, REPORT_DONE);
}

static void
test_who_got_it_because_a_seat_is_silent_is_not_told_it_twice(void **state)
{
	struct city	*c = *state;
	struct report	 r;
	char		 text[64];
	int		 i;

	seat(c, "kepala DLH", "DLH", SEAT_HEAD, HEAD);
	seat(c, "lurah", "", SEAT_LURAH, LURAH);
	for (i = 0; i < 4; i++) {
		snprintf(text, sizeof text, "LAPOR SAMPAH OESAPA tempat %d",
		    i);
		sms(c, CITIZEN, text);
		run_to(c, i == 2 ? "2026-12-17 15:30" : "2026-12-17 14:30");
	}
	report_of(c, CITIZEN, &r);
	/* three are missed: the head has the fourth before its time is over */
	run_to(c, "2026-12-18 14:59");
	assert_int_equal(count(c, HEAD, "piket DLH tidak dapat"), 1);
	assert_int_equal(count(c, HEAD, "belum diterima"), 3);
	run_to(c, "2026-12-18 15:30");
	assert_int_equal(count(c, HEAD, "belum diterima"), 3);
	assert_int_equal(events(c, r.id, "escalated"), 1);
	command_code(c, HEAD, "TERIMA", r.id, "");
	/* and it climbs on where nobody takes it */
	run_to(c, "2026-12-22 12:00");
	assert_int_equal(count(c, LURAH, "belum diterima"), 3);
}

static void
test_an_urgent_report_climbs_at_night_by_the_clock(void **state)
{
	struct city	*c = *state;
	struct report	 r;

	whole_ladder(c);
	seat(c, "regu DAMKAR", "DAMKAR", SEAT_OFFICER, DAMKAR);
	seat(c, "kepala DAMKAR", "DAMKAR", SEAT_HEAD, OTHER);
	c->now = at("2026-12-20 02:00");	/* a Sunday */
	sms(c, CITIZEN, "Kebakaran di Oesapa depan pasar, api su besar");
	report_of(c, CITIZEN, &r);
	assert_true(r.urgent);
	expect(c, CITIZEN, "DARURAT", "2026-12-20 02:00");
	run_to(c, "2026-12-20 12:00");
	expect(c, DAMKAR, "DARURAT", "2026-12-20 02:00");
	expect(c, DAMKAR, "belum diterima. Batas 20/12 02:15",
	    "2026-12-20 02:11");
	expect(c, OTHER, "belum diterima regu DAMKAR", "2026-12-20 02:15");
	expect(c, LURAH, "Lewat 15 menit", "2026-12-20 02:30");
	expect(c, COORD, "belum diterima", "2026-12-20 03:00");
	expect(c, LEADER, "Lewat 1 jam", "2026-12-20 04:00");
}

static void
test_the_clock_starts_when_the_citizen_sent_it(void **state)
{
	struct city	*c = *state;
	struct report	 r;

	seat(c, "kepala DLH", "DLH", SEAT_HEAD, HEAD);
	/* it waited two hours for the network */
	sms_sent(c, CITIZEN, "LAPOR SAMPAH OESAPA depan pasar",
	    at("2026-12-17 12:00"));
	report_of(c, CITIZEN, &r);
	expect_limit(c, r.id, DEADLINE_TAKE, "2026-12-18 11:30");
	/* a clock that cannot be right is not believed */
	sms_sent(c, OTHER, "LAPOR SAMPAH OESAPA di kali",
	    at("2019-01-01 00:00"));
	report_of(c, OTHER, &r);
	expect_limit(c, r.id, DEADLINE_TAKE, "2026-12-18 13:30");
	sms_sent(c, OTHER, "LAPOR SAMPAH ALAK di kali",
	    at("2027-01-01 00:00"));
	report_of(c, OTHER, &r);
	expect_limit(c, r.id, DEADLINE_TAKE, "2026-12-18 13:30");
}

static void
test_who_gets_it_late_still_has_a_quarter_of_the_time(void **state)
{
	struct city	*c = *state;
	struct report	 r;

	seat(c, "kepala DLH", "DLH", SEAT_HEAD, HEAD);
	/* the machine was off for three days */
	sms_sent(c, CITIZEN, "LAPOR SAMPAH OESAPA depan pasar",
	    at("2026-12-14 08:00"));
	report_of(c, CITIZEN, &r);
	expect_limit(c, r.id, DEADLINE_TAKE, "2026-12-14 16:00");
	run_to(c, "2026-12-18 12:00");
	expect_nothing(c, OFFICER, "Mengingatkan");
	expect(c, HEAD, "Lewat 3 hari", "2026-12-17 16:00");
}

static void
test_forwarding_does_not_start_the_clock_again(void **state)
{
	struct city	*c = *state;
	struct report	 r;
	int64_t		 id, first;

	seat(c, "piket PUPR", "PUPR", SEAT_OFFICER, PUPR);
	seat(c, "kepala PUPR", "PUPR", SEAT_HEAD, HEAD);
	sms(c, CITIZEN, "LAPOR SAMPAH OESAPA got tersumbat");
	id = report_of(c, CITIZEN, &r);
	first = clock_of(c, id, DEADLINE_FINISH).id;
	run_to(c, "2026-12-18 10:00");
	command_code(c, OFFICER, "TERUSKAN", id, "PUPR itu jalan");
	report_of(c, CITIZEN, &r);
	assert_string_equal(r.opd, "PUPR");
	expect_limit(c, id, DEADLINE_TAKE, "2026-12-18 13:30");
	run_to(c, "2026-12-18 14:00");
	expect(c, PUPR, "Mengingatkan", "2026-12-18 11:30");
	expect(c, HEAD, "belum diterima piket PUPR", "2026-12-18 13:30");
	command(c, PUPR, "TERIMA", id);
	/* once taken, a new seat has to take it; the finish runs on */
	run_to(c, "2026-12-21 08:00");
	command_code(c, PUPR, "TERUSKAN", id, "DLH itu sampah");
	expect_limit(c, id, DEADLINE_TAKE, "2026-12-21 16:00");
	assert_int_equal(clock_of(c, id, DEADLINE_FINISH).id, first);
	assert_int_equal(clock_of(c, id, DEADLINE_FINISH).ended_at, 0);
}

static void
test_a_reopened_report_gets_new_clocks(void **state)
{
	struct city	*c = *state;
	struct report	 r;
	int64_t		 id;

	sms(c, CITIZEN, "LAPOR SAMPAH OESAPA depan pasar");
	id = report_of(c, CITIZEN, &r);
	run_to(c, "2026-12-18 10:00");
	command_code(c, OFFICER, "SELESAI", id, "sudah");
	c->now = at("2026-12-21 08:00");
	sms(c, CITIZEN, "BELUM masih menumpuk");
	report_of(c, CITIZEN, &r);
	assert_int_equal(r.state, REPORT_ROUTED);
	expect_limit(c, id, DEADLINE_TAKE, "2026-12-21 16:00");
	expect_limit(c, id, DEADLINE_FINISH, "2026-12-30 16:00");
}

static void
test_a_withdrawn_report_has_no_clock(void **state)
{
	struct city	*c = *state;
	struct report	 r;
	struct deadline	 d;
	int64_t		 id;

	seat(c, "kepala DLH", "DLH", SEAT_HEAD, HEAD);
	sms(c, CITIZEN, "LAPOR SAMPAH OESAPA depan pasar");
	id = report_of(c, CITIZEN, &r);
	command(c, CITIZEN, "BATAL", id);
	assert_string_equal(clock_of(c, id, DEADLINE_TAKE).outcome,
	    "withdrawn");
	assert_int_equal(store_deadline_due(c->store, INT64_MAX, &d), 0);
	run_to(c, "2027-01-10 08:00");
	expect_nothing(c, HEAD, "belum");
}

static void
test_a_misread_report_counts_from_its_first_sms(void **state)
{
	struct city	*c = *state;
	struct report	 r;
	int64_t		 id;

	sms(c, CITIZEN, "LAPOR SAMPAH OESAPA depan pasar");
	id = report_of(c, CITIZEN, &r);
	c->now = at("2026-12-17 15:00");
	sms(c, CITIZEN, "bukan, oesapa barat");
	report_of(c, CITIZEN, &r);
	assert_string_equal(r.kelurahan, "OESAPA BARAT");
	expect_limit(c, id, DEADLINE_TAKE, "2026-12-18 13:30");
	assert_int_equal(clock_of(c, id, DEADLINE_TAKE).ended_at, 0);
}

static void
test_levels_that_nobody_holds_are_passed_over(void **state)
{
	struct city	*c = *state;
	struct report	 r;

	seat(c, "walikota", "", SEAT_LEADER, LEADER);
	sms(c, CITIZEN, "LAPOR SAMPAH OESAPA depan pasar");
	report_of(c, CITIZEN, &r);
	run_to(c, "2026-12-19 12:00");
	expect(c, LEADER, "belum diterima", "2026-12-18 13:30");
	assert_int_equal(events(c, r.id, "escalated"), 1);
}

static void
test_with_nobody_above_who_has_it_hears_and_the_event_stands(void **state)
{
	struct city	*c = *state;
	struct report	 r;

	sms(c, CITIZEN, "LAPOR SAMPAH OESAPA depan pasar");
	report_of(c, CITIZEN, &r);
	run_to(c, "2027-01-31 12:00");
	assert_int_equal(events(c, r.id, "overdue"), 2);	/* both clocks */
	assert_int_equal(count(c, OFFICER, "Mengingatkan"), 3);
}

static int
keep_line(void *arg, const struct store_cell *cells, int n)
{
	char	*text = arg;
	size_t	 len = strlen(text);
	int	 i;

	for (i = 0; i < n; i++)
		len += (size_t)snprintf(text + len, 2000 - len, "%s%s",
		    cells[i].text != NULL ? cells[i].text : "-",
		    i + 1 < n ? "|" : ";");
	return 0;
}

static const char *
list_at(struct city *c, const char *name, int64_t now, char text[2000])
{
	struct store_param	p = { .name = ":now", .number = now };

	text[0] = '\0';
	assert_int_equal(store_list(c->store, name, &p, 1, keep_line, text),
	    0);
	return text;
}

static void
test_what_is_late_is_counted_and_listed_the_longest_first(void **state)
{
	struct city	*c = *state;
	char		 text[2000];

	sms(c, CITIZEN, "LAPOR SAMPAH OESAPA satu");
	c->now += 60;
	sms(c, OTHER, "LAPOR SAMPAH OESAPA dua");
	assert_string_equal(list_at(c, "list_late", c->now, text), "");
	run_to(c, "2026-12-28 16:00");
	list_at(c, "list_status_counts", c->now, text);
	assert_non_null(strstr(text, "late|take|2|"));
	list_at(c, "list_late", c->now, text);
	assert_non_null(strstr(text, "satu"));
	assert_true(strstr(text, "satu") < strstr(text, "dua"));
	assert_non_null(strstr(text, "|finish|"));
}

/* ---- off, and on again ------------------------------------------------- */

static void
test_three_days_off_fire_once_and_reach_the_highest_level_due(void **state)
{
	struct city	*c = *state;
	struct report	 r;
	char		 text[64];
	int64_t		 id[3];
	int		 i, turns;

	whole_ladder(c);
	for (i = 0; i < 3; i++) {
		snprintf(text, sizeof text, "LAPOR SAMPAH OESAPA tempat %d",
		    i);
		sms(c, CITIZEN, text);
		id[i] = report_of(c, CITIZEN, &r);
		c->now += 60;
	}
	run_to(c, "2026-12-18 11:00");
	sms(c, OFFICER, "DAFTAR");	/* alive, and takes nothing */
	city_close(c);
	c->now = at("2026-12-22 10:00");
	city_open(c);
	/* in slices, the oldest first */
	for (turns = 0; desk_run_timers(c->desk, c->now, 1) > 0; turns++)
		for (i = 0; i < 2; i++)
			assert_true(events(c, id[i], "escalated") >=
			    events(c, id[i + 1], "escalated"));
	assert_in_range(turns, 3, 6);
	for (i = 0; i < 3; i++)
		assert_int_equal(events(c, id[i], "escalated"), 1);
	send_due(c);
	/* deputy 18/12, head 21/12 and lurah 22/12 08:00 were due */
	assert_int_equal(count(c, LURAH, "belum diterima"), 3);
	assert_int_equal(count(c, DEPUTY, "belum"), 0);
	assert_int_equal(count(c, HEAD, "belum"), 0);
	assert_int_equal(count(c, OFFICER, "lewat batas"), 3);
	run_to(c, "2026-12-22 15:59");
	assert_int_equal(count(c, COORD, "belum"), 0);
	run_to(c, "2026-12-23 07:32");
	assert_int_equal(count(c, COORD, "belum diterima"), 3);
}

static void
test_a_restart_loses_nothing_and_doubles_nothing(void **state)
{
	static const char *const moments[] = { "2026-12-18 11:30",
	    "2026-12-18 13:29", "2026-12-18 13:30", "2026-12-21 08:30",
	    "2026-12-22 08:00", "2026-12-22 16:00", "2026-12-28 16:00" };
	struct city	*c = *state;
	size_t		 i;

	whole_ladder(c);
	sms(c, CITIZEN, "LAPOR SAMPAH OESAPA depan pasar");
	for (i = 0; i < COUNT(moments); i++) {
		run_to(c, moments[i]);
		city_close(c);
		city_open(c);
		run_to(c, moments[i]);
	}
	run_to(c, "2027-01-31 16:00");
	assert_int_equal(count(c, OFFICER, "Mengingatkan"), 1);
	assert_int_equal(count(c, DEPUTY, "belum"), 1);
	assert_int_equal(count(c, HEAD, "belum"), 1);
	assert_int_equal(count(c, LURAH, "belum"), 1);
	assert_int_equal(count(c, COORD, "belum"), 1);
	assert_int_equal(count(c, LEADER, "belum"), 1);
}

static void
test_a_step_that_was_not_committed_is_taken_again(void **state)
{
	struct city	*c = *state;

	seat(c, "kepala DLH", "DLH", SEAT_HEAD, HEAD);
	sms(c, CITIZEN, "LAPOR SAMPAH OESAPA depan pasar");
	run_to(c, "2026-12-18 13:00");
	assert_int_equal(store_commit(c->store), 0);
	assert_int_equal(store_begin(c->store), 0);
	c->now = at("2026-12-18 13:30");
	assert_true(desk_run_timers(c->desk, c->now, 50) > 0);
	store_rollback(c->store);
	assert_int_equal(store_begin(c->store), 0);
	run_to(c, "2026-12-18 13:31");
	assert_int_equal(count(c, HEAD, "belum diterima"), 1);
}

static void
test_deadlines_wait_for_what_came_while_we_were_off(void **state)
{
	struct city	*c = *state;
	struct report	 r;
	int64_t		 next;

	seat(c, "kepala DLH", "DLH", SEAT_HEAD, HEAD);
	sms(c, CITIZEN, "LAPOR SAMPAH OESAPA depan pasar");
	report_of(c, CITIZEN, &r);
	c->now = at("2026-12-19 10:00");
	desk_hold_deadlines(c->desk, c->now + 120);
	assert_int_equal(desk_run_timers(c->desk, c->now, 50), 0);
	assert_int_equal(desk_next_timer(c->desk, &next), 1);
	assert_int_equal(next, c->now + 120);
	command(c, OFFICER, "TERIMA", r.id);
	run_to(c, "2026-12-19 12:00");
	expect_nothing(c, HEAD, "belum");
}

/* ---- whatever happens -------------------------------------------------- */

static void
check_invariant(struct city *c, int64_t report)
{
	struct deadline	take, finish;
	struct report	r;
	int		has_take, has_finish;

	assert_int_equal(store_report_get(c->store, report, &r), 1);
	has_take = store_deadline_open(c->store, report, DEADLINE_TAKE,
	    &take);
	has_finish = store_deadline_open(c->store, report, DEADLINE_FINISH,
	    &finish);
	switch (r.state) {
	case REPORT_ROUTED:
	case REPORT_TAKEN:
	case REPORT_WORKING:
		assert_int_equal(has_finish, 1);
		assert_int_equal(has_take, r.state == REPORT_ROUTED);
		/* the next step is known, or all have been told */
		assert_true(finish.next_at != 0 ||
		    finish.step >= c->conf->time.level_count);
		break;
	case REPORT_DONE:
	case REPORT_CLOSED:
	case REPORT_REJECTED:
	case REPORT_CANCELLED:
		assert_int_equal(has_take, 0);
		assert_int_equal(has_finish, 0);
		break;
	case REPORT_NEW:
	case REPORT_STATE_COUNT:
		break;
	}
}

/* One of all the things that may happen to a report, by chance. */
static void
happen(struct city *c, int64_t id)
{
	static const char *const opds[] = { "PUPR sebab jalan", "DLH sebab sampah" };
	static const char *const phones[] = { OFFICER, PUPR, HEAD, COORD };
	const char	*phone = phones[rand() % 4];

	switch (rand() % 9) {
	case 0: case 1:
		command(c, phone, "TERIMA", id);
		break;
	case 2:
		command(c, phone, "PROSES", id);
		break;
	case 3:
		command_code(c, phone, "SELESAI", id, "sudah");
		break;
	case 4:
		command_code(c, phone, "TERUSKAN", id, opds[rand() % 2]);
		break;
	case 5:
		command(c, CITIZEN, "BELUM", id);
		break;
	case 6:
		if (rand() % 4 == 0)
			command(c, CITIZEN, "BATAL", id);
		break;
	case 7:
		sms(c, phone, rand() % 2 == 0 ? "CUTI" : "AKTIF");
		break;
	case 8:
		if (rand() % 4 == 0)
			command_code(c, phone, "TOLAK", id, "bukan wewenang");
		break;
	}
}

static void
test_no_open_report_is_ever_without_its_next_deadline(void **state)
{
	struct city	*c = *state;
	struct report	 r;
	char		 until[24], text[64];
	int64_t		 id[12];
	int		 i, k, n = 0;

	srand(11);
	c->conf->staff_replies_per_hour = 100000;
	c->conf->replies_per_hour = 100000;
	c->conf->loop_after = 100000;
	whole_ladder(c);
	seat(c, "piket PUPR", "PUPR", SEAT_OFFICER, PUPR);
	for (i = 0; i < 600; i++) {
		if (n < 12 && i % 40 == 0) {
			snprintf(text, sizeof text, n % 3 == 0 ?
			    "LAPOR BANJIR OESAPA tempat %d" :
			    "LAPOR SAMPAH OESAPA tempat %d", n);
			sms(c, CITIZEN, text);
			id[n++] = report_of(c, CITIZEN, &r);
		}
		happen(c, id[rand() % n]);
		c->sent_count = c->sent_count > 300 ? 0 : c->sent_count;
		stamp(c->now + rand() % 20000, until);
		run_to(c, until);
		for (k = 0; k < n; k++)
			check_invariant(c, id[k]);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
#define T(name)	cmocka_unit_test_setup_teardown(test_##name, setup, city_end)
		T(nobody_acts_for_eleven_days_and_the_whole_ladder_hears),
		T(all_that_is_overdue_is_told_again_in_one_sms),
		T(told_again_never_where_the_city_does_not_want_it),
		T(without_any_level_who_has_it_is_told_again),
		T(whoever_takes_it_stops_the_first_clock),
		T(who_is_told_may_act),
		T(a_deputy_who_is_told_may_act),
		T(who_got_it_because_a_seat_is_silent_is_not_told_it_twice),
		T(an_urgent_report_climbs_at_night_by_the_clock),
		T(the_clock_starts_when_the_citizen_sent_it),
		T(who_gets_it_late_still_has_a_quarter_of_the_time),
		T(forwarding_does_not_start_the_clock_again),
		T(a_reopened_report_gets_new_clocks),
		T(a_withdrawn_report_has_no_clock),
		T(a_misread_report_counts_from_its_first_sms),
		T(levels_that_nobody_holds_are_passed_over),
		T(with_nobody_above_who_has_it_hears_and_the_event_stands),
		T(what_is_late_is_counted_and_listed_the_longest_first),
		T(three_days_off_fire_once_and_reach_the_highest_level_due),
		T(a_restart_loses_nothing_and_doubles_nothing),
		T(a_step_that_was_not_committed_is_taken_again),
		T(deadlines_wait_for_what_came_while_we_were_off),
		T(no_open_report_is_ever_without_its_next_deadline),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
