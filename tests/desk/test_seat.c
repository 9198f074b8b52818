/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * Seats: leave and deputies, who holds them and since when, who hears of the
 * machines.
 */

#include "config.h"

#include "desk/words/words.h"
#include "tests/fixtures/city_seats.h"

static void
test_leave_ends_by_itself_and_the_seat_is_told(void **state)
{
	struct city	*c = *state;
	char		 ticket[24], code[3];
	int64_t		 end;

	sms(c, OFFICER, "CUTI 3 hari");
	assert_gets(c, OFFICER, "aktif lagi sendiri");
	end = seat_now(c, "piket DLH").off_until;
	assert_int_equal(desk_next_timer(c->desk, &c->now), 1);
	assert_int_equal(c->now, end);
	c->now = 1795000000;
	report(c, HEAD, "selama cuti", ticket, code);
	run_to(c, end);
	assert_int_equal(seat_now(c, "piket DLH").state, SEAT_ON);
	assert_int_equal(seat_now(c, "piket DLH").off_until, 0);
	assert_gets(c, OFFICER, "cuti selesai");
	report(c, OFFICER, "sesudah cuti", ticket, code);
	assert_int_equal(count_gets(c, OFFICER, "cuti selesai"), 0);
}

/* 1795000000 is 18 November 2026, 19:06 in Kupang. */
static void
test_leave_is_understood_as_people_write_it(void **state)
{
	static const struct {
		const char	*text;
		int		 month, day;	/* back; 0: not by itself */
	} cases[] = {
		{ "CUTI", 0, 0 },
		{ "cuti 3 hari", 11, 21 },
		{ "CUTI satu minggu", 11, 25 },
		{ "CUTI sampai 3/12", 12, 4 },
		{ "cuti s/d 3-12-2026", 12, 4 },
		{ "Cuti sampai tgl 3 desember", 12, 4 },
		{ "CUTI sampai 30", 12, 1 },
		{ "CUTI sampai 5", 12, 6 },
		{ "CUTI 2 hari", 11, 20 },
		{ "cuti hari ini", 11, 19 },
		{ "CUTI sampai besok", 11, 20 },
		{ "CUTI sampai jumat", 11, 21 },
		{ "cuti sampai hari minggu", 11, 23 },
		{ "CUTI sampai rabu", 11, 19 },
		{ "CUTI 30 hari", 12, 18 }
	};
	struct city	*c = *state;
	struct seat	 s;
	struct tm	 tm;
	time_t		 t;
	size_t		 i;

	for (i = 0; i < COUNT(cases); i++) {
		sms(c, OFFICER, cases[i].text);
		s = seat_now(c, "piket DLH");
		t = (time_t)s.off_until;
		localtime_r(&t, &tm);
		if (s.state != SEAT_OFF || (cases[i].day == 0) !=
		    (s.off_until == 0) || (s.off_until != 0 &&
		    (tm.tm_mday != cases[i].day ||
		    tm.tm_mon + 1 != cases[i].month || tm.tm_hour != 6)))
			fail_msg("%s: state %d, back %d/%d", cases[i].text,
			    (int)s.state, tm.tm_mday, tm.tm_mon + 1);
		sms(c, OFFICER, "AKTIF");
	}
}

static void
test_a_leave_that_is_to_begin_begins_by_itself(void **state)
{
	static const struct {
		const char	*text;
		int		 from, back;	/* days of November */
	} cases[] = {
		{ "CUTI besok", 19, 20 },
		{ "cuti lusa", 20, 21 },
		{ "CUTI jumat", 20, 21 },
		{ "cuti minggu depan", 23, 30 },
		{ "CUTI senin depan", 23, 24 },
		{ "cuti mulai besok 3 hari", 19, 22 },
		{ "CUTI besok sampai jumat", 19, 21 }
	};
	struct city	*c = *state;
	struct seat	 s;
	struct tm	 tm = { .tm_year = 126, .tm_mon = 10, .tm_isdst = -1 };
	int64_t		 begin = c->now;
	size_t		 i;

	for (i = 0; i < COUNT(cases); i++) {
		c->now = begin;
		sms(c, OFFICER, cases[i].text);
		assert_gets(c, OFFICER, "cuti mulai");
		assert_int_equal(seat_now(c, "piket DLH").state, SEAT_ON);
		tm.tm_mday = cases[i].from;
		tm.tm_hour = 0;
		run_to(c, (int64_t)mktime(&tm) - 1);
		assert_int_equal(seat_now(c, "piket DLH").state, SEAT_ON);
		run_to(c, c->now + 1);
		s = seat_now(c, "piket DLH");
		tm.tm_mday = cases[i].back;
		tm.tm_hour = 6;
		if (s.state != SEAT_OFF || s.off_until != (int64_t)mktime(&tm))
			fail_msg("%s: state %d until %lld", cases[i].text,
			    (int)s.state, (long long)s.off_until);
		run_to(c, s.off_until);
		assert_int_equal(seat_now(c, "piket DLH").state, SEAT_ON);
	}
	/* AKTIF takes a plan back. */
	c->now = begin;
	sms(c, OFFICER, "CUTI besok");
	sms(c, OFFICER, "AKTIF");
	run_to(c, begin + 3 * 86400);
	assert_int_equal(seat_now(c, "piket DLH").off_until, 0);
	assert_int_equal(seat_now(c, "piket DLH").state, SEAT_ON);
}

static void
test_who_has_several_seats_reads_all_of_their_names(void **state)
{
	struct city	*c = *state;
	char		 one[STORE_NAME_SIZE] = "petugas piket DLH Oesapa Barat";
	char		 two[STORE_NAME_SIZE] = "petugas piket DLH Oesapa Timur";

	city_seat(c, "piket DLH Oesapa", "DLH", SEAT_OFFICER, "OESAPA",
	    OFFICER);
	city_seat(c, "piket PUPR", "PUPR", SEAT_OFFICER, "*", OFFICER);
	sms(c, OFFICER, "CUTI 2 hari");
	assert_gets(c, OFFICER, "piket DLH, piket DLH Oesapa, piket PUPR:");
	assert_int_equal(seat_now(c, "piket PUPR").state, SEAT_OFF);
	sms(c, OFFICER, "AKTIF");
	assert_gets(c, OFFICER, "piket DLH, piket DLH Oesapa, piket PUPR:");
	words_shorten(one, 14);
	words_shorten(two, 14);
	assert_true(text_septets(one) <= 14);
	assert_string_not_equal(one, two);
}

static void
test_a_leave_that_cannot_be_changes_nothing(void **state)
{
	static const char *const bad[] = { "CUTI sampai 31/11",
	    "CUTI 999 hari", "CUTI sampai 45/12", "CUTI sampai 1/11",
	    "CUTI sampai 10/1", "CUTI 31 hari", "CUTI sampai lebaran",
	    "CUTI sebulan", "CUTI 2", "CUTI sampai 17/11", "CUTI 5 minggu" };
	struct city	*c = *state;
	size_t		 i;

	for (i = 0; i < COUNT(bad); i++) {
		sms(c, OFFICER, bad[i]);
		if (seat_now(c, "piket DLH").state != SEAT_ON)
			fail_msg("taken: %s", bad[i]);
		assert_gets(c, OFFICER, "Tanggal cuti");
	}
}

static void
test_the_deputy_stands_in_while_the_seat_is_off(void **state)
{
	struct city	*c = *state;
	char		 ticket[24], code[3], text[64];

	set(c, "piket DLH", "deputy", "081200000400");
	sms(c, DEPUTY, "DAFTAR Maria LILIBA");
	assert_gets(c, DEPUTY, "terdaftar");
	sms(c, OFFICER, "CUTI");
	assert_gets(c, DEPUTY, "menggantikan piket DLH");
	report(c, DEPUTY, "depan pasar", ticket, code);
	sms(c, DEPUTY, "TERIMA");
	assert_gets(c, DEPUTY, ticket);
	assert_int_equal(report_of(c, ticket).state, REPORT_TAKEN);
	/* What the deputy began it may end, though the holder is back. */
	sms(c, OFFICER, "AKTIF");
	assert_gets(c, OFFICER, "Laporan terbuka: 1");
	snprintf(text, sizeof text, "SELESAI %s %s sudah", ticket, code);
	sms(c, DEPUTY, text);
	assert_int_equal(report_of(c, ticket).state, REPORT_DONE);
	sms(c, DEPUTY, "TERIMA 1234");
	assert_int_equal(count_gets(c, DEPUTY, "keliru"), 0);
	report(c, OFFICER, "lain lagi", ticket, code);
}

static void
test_a_deputy_does_not_send_the_holder_on_leave(void **state)
{
	struct city	*c = *state;

	set(c, "piket DLH", "deputy", DEPUTY);
	sms(c, OFFICER, "CUTI 2 hari");
	sms(c, DEPUTY, "AKTIF");
	assert_int_equal(seat_now(c, "piket DLH").state, SEAT_OFF);
	assert_gets(c, DEPUTY, "Petugas:");
}

static void
test_a_deputy_has_a_phone_of_its_own(void **state)
{
	struct city	*c = *state;
	char		 why[256];

	assert_int_equal(desk_seat_set(c->desk, "piket DLH", "deputy", OFFICER,
	    c->now, why, sizeof why), 1);
	assert_int_equal(desk_seat_set(c->desk, "piket DLH", "deputy", "3636",
	    c->now, why, sizeof why), 1);
	set(c, "piket DLH", "deputy", DEPUTY);
	set(c, "piket DLH", "deputy", "-");
	assert_int_equal(seat_now(c, "piket DLH").deputy_phone_id, 0);
}

static void
test_a_vacant_seat_has_no_holder_and_loses_no_report(void **state)
{
	struct city	*c = *state;
	char		 ticket[24], code[3], why[256];

	report(c, OFFICER, "depan pasar", ticket, code);
	set(c, "piket DLH", "state", "vacant");
	assert_int_equal(seat_now(c, "piket DLH").phone_id, 0);
	assert_gets(c, HEAD, "piket DLH tidak dapat menjawab");
	sms(c, HEAD, "LIHAT");
	assert_gets(c, HEAD, "depan pasar | Kode");
	sms(c, OFFICER, "TERIMA");
	assert_int_equal(report_of(c, ticket).state, REPORT_ROUTED);
	report(c, HEAD, "sesudah kosong", ticket, code);
	assert_int_equal(desk_seat_set(c->desk, "piket DLH", "state", "on",
	    c->now, why, sizeof why), 1);
	set(c, "piket DLH", "phone", NEW_PHONE);
	assert_int_equal(seat_now(c, "piket DLH").state, SEAT_ON);
	report(c, NEW_PHONE, "pemegang baru", ticket, code);
}

static void
test_who_held_a_seat_is_kept(void **state)
{
	struct city	*c = *state;
	struct history	 h;

	set(c, "piket DLH", "holder", "Yanti");
	c->now += 86400;
	set(c, "piket DLH", "phone", NEW_PHONE);
	set(c, "piket DLH", "holder", "Budi");
	c->now += 86400;
	set(c, "piket DLH", "state", "vacant");
	/* However short: who held it for less than a second held it. */
	assert_string_equal(history(c, "piket DLH", &h),
	    " command Yanti command Yanti command Budi command ");
}

static void
test_a_table_may_name_deputies(void **state)
{
	static const char	 seven[] =
	    "seat\topd\trole\tarea\tholder\tphone\tdeputy\n"
	    "piket A\tDLH\tofficer\tOESAPA\tA\t081200000601\t081200000602\n"
	    "piket B\tDLH\tofficer\tALAK\tB\t081200000603\t-\n";
	static const char	 six[] =
	    "seat\topd\trole\tarea\tholder\tphone\n"
	    "piket A\tDLH\tofficer\tOESAPA\tA\t081200000609\n";
	struct city		*c = *state;
	struct history		 h;
	char			 why[512];

	assert_int_equal(desk_seat_import(c->desk, seven, c->now, why,
	    sizeof why), 0);
	assert_string_equal(seat_now(c, "piket A").deputy, "+6281200000602");
	assert_int_equal(seat_now(c, "piket B").deputy_phone_id, 0);
	c->now++;
	assert_int_equal(desk_seat_import(c->desk, six, c->now, why,
	    sizeof why), 0);
	assert_string_equal(seat_now(c, "piket A").deputy, "+6281200000602");
	assert_string_equal(seat_now(c, "piket A").number, "+6281200000609");
	assert_string_equal(history(c, "piket A", &h), "A import A import ");
}

static void
test_what_is_wrong_with_a_modem_is_told_to_the_coordinator(void **state)
{
	struct city			*c = *state;
	const struct message_values	 values = { .modem = "gsm1" };

	assert_int_equal(desk_alarm(c->desk, MESSAGE_MODEM_BROKEN, &values,
	    c->now), 0);
	assert_gets(c, COORDINATOR, "Modem gsm1 tidak bisa dipakai");
	/* Nobody is there to hear: no fault of the gateway's. */
	set(c, "koordinator", "state", "vacant");
	assert_int_equal(desk_alarm(c->desk, MESSAGE_MODEM_BACK, &values,
	    c->now), 0);
}

/* ---- reports that wait for somebody -------------------------------------- */

static void
come_by_aktif(struct city *c)
{
	sms(c, OFFICER, "AKTIF");
}

static void
come_by_command(struct city *c)
{
	set(c, "piket DLH", "state", "on");
}

static void
come_as_a_new_seat(struct city *c)
{
	city_seat(c, "piket baru", "DLH", SEAT_OFFICER, "*", OFFICER);
}

static void
come_by_a_table(struct city *c)
{
	static const char	table[] =
	    "seat\topd\trole\tarea\tholder\tphone\n"
	    "piket baru\tDLH\tofficer\t*\tA\t081200000100\n";
	char			why[512];

	assert_int_equal(desk_seat_import(c->desk, table, c->now, why,
	    sizeof why), 0);
}

static void
come_by_the_end_of_leave(struct city *c)
{
	sms(c, OFFICER, "CUTI 2 hari");
	run_to(c, seat_now(c, "piket DLH").off_until);
}

static void
come_by_handover(struct city *c)
{
	char		 text[64];
	const char	*code;

	/* No seat is vacant, but the holder is away: another takes it over. */
	sms(c, HEAD, "SERAH 081200000100");
	assert_gets(c, HEAD, "Serahkan kepala DLH");
	assert_non_null(code = strstr(c->got, "SERAH 081200000100 "));
	snprintf(text, sizeof text, "%.21s", code);
	sms(c, HEAD, text);
	drain(c);
	sms(c, OFFICER, "YA");
}

static void
test_what_waits_for_somebody_goes_to_whoever_comes(void **state)
{
	static void	(*const come[])(struct city *) = { come_by_aktif,
	    come_by_command, come_as_a_new_seat, come_by_a_table,
	    come_by_the_end_of_leave, come_by_handover };
	static const char *const names[] = { "piket DLH", "kepala DLH",
	    "koordinator" };
	struct city	*c;
	size_t		 i, k;

	for (i = 0; i < COUNT(come); i++) {
		for (k = 0; k < COUNT(names); k++)
			set(*state, names[k], "state", "off");
		c = *state;
		sms(c, CITIZEN, "LAPOR SAMPAH OESAPA menunggu orang");
		assert_int_equal(count_gets(c, OFFICER, "menunggu orang"), 0);
		come[i](c);
		assert_gets(c, OFFICER, "menunggu orang");
		city_end(state);
		setup(state);
	}
}

int
main(void)
{
	static const struct CMUnitTest	tests[] = {
		T(test_leave_ends_by_itself_and_the_seat_is_told),
		T(test_leave_is_understood_as_people_write_it),
		T(test_a_leave_that_is_to_begin_begins_by_itself),
		T(test_who_has_several_seats_reads_all_of_their_names),
		T(test_a_leave_that_cannot_be_changes_nothing),
		T(test_the_deputy_stands_in_while_the_seat_is_off),
		T(test_a_deputy_does_not_send_the_holder_on_leave),
		T(test_a_deputy_has_a_phone_of_its_own),
		T(test_a_vacant_seat_has_no_holder_and_loses_no_report),
		T(test_who_held_a_seat_is_kept),
		T(test_what_is_wrong_with_a_modem_is_told_to_the_coordinator),
		T(test_a_table_may_name_deputies),
		T(test_what_waits_for_somebody_goes_to_whoever_comes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
