/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * Urgent reports: every officer of the place has them until one does.
 */

#include "config.h"

#include "store/dispatch.h"
#include "store/report.h"
#include "tests/fixtures/city_seats.h"

static const char *const fire[] = { "+6281200000701", "+6281200000702",
    "+6281200000703", "+6281200000704" };

/* Officers of a kelurahan, its kecamatan, the city, and another place. */
static void
fire_brigade(struct city *c)
{
	static const char *const areas[] = { "OESAPA", "KELAPA LIMA", "*",
	    "ALAK" };
	char	name[64];
	size_t	i;

	for (i = 0; i < COUNT(fire); i++) {
		snprintf(name, sizeof name, "regu %s", areas[i]);
		city_seat(c, name, "DAMKAR", SEAT_OFFICER, areas[i], fire[i]);
	}
}

static void
test_an_urgent_report_goes_to_every_officer_of_the_place(void **state)
{
	struct city	*c = *state;

	fire_brigade(c);
	sms(c, CITIZEN, "LAPOR KEBAKARAN OESAPA rumah terbakar");
	assert_gets(c, fire[0], "rumah terbakar");
	sms(c, OTHER, "LAPOR KEBAKARAN OESAPA gudang terbakar");
	assert_gets(c, fire[1], "gudang terbakar");
	sms(c, CITIZEN, "LAPOR KEBAKARAN LASIANA kios terbakar");
	assert_gets(c, fire[2], "kios terbakar");
	sms(c, CITIZEN, "LAPOR KEBAKARAN OESAPA kantor terbakar");
	assert_string_equal(get(c, fire[3]), "");
}

static void
test_of_two_officers_in_the_same_second_one_takes_it(void **state)
{
	struct city	*c = *state;
	struct dispatch	 d;
	struct report	 r;
	char		 ticket[24], text[64];

	fire_brigade(c);
	sms(c, CITIZEN, "LAPOR KEBAKARAN OESAPA rumah terbakar");
	assert_gets(c, fire[1], "rumah terbakar");
	snprintf(ticket, sizeof ticket, "%.*s", (int)strspn(strpbrk(c->got,
	    "0123456789"), "0123456789"), strpbrk(c->got, "0123456789"));
	drain(c);
	snprintf(text, sizeof text, "TERIMA %s", ticket);
	sms(c, fire[1], text);
	sms(c, fire[0], text);
	r = report_of(c, ticket);
	assert_int_equal(r.state, REPORT_TAKEN);
	assert_int_equal(store_dispatch_next(c->store, r.id, 0, &d), 1);
	assert_int_equal(d.seat_id, seat_now(c, "regu KELAPA LIMA").id);
	assert_int_equal(store_dispatch_next(c->store, r.id, d.id, &d), 0);
	assert_int_equal(count_gets(c, fire[0],
	    "sudah ditangani regu KELAPA LIMA"), 2);	/* told, answered */
	sms(c, fire[2], text);
	assert_gets(c, fire[2], "sudah ditangani regu KELAPA LIMA");
}

static void
test_whoever_did_not_take_it_is_told_once(void **state)
{
	struct city	*c = *state;
	int		 i, told[4] = { 0 };
	struct outbox_message out;

	fire_brigade(c);
	sms(c, CITIZEN, "LAPOR KEBAKARAN OESAPA rumah terbakar");
	drain(c);
	sms(c, fire[0], "TERIMA");
	while (store_outbox_due(c->store, c->now, "gsm1", true, &out) == 1) {
		assert_int_equal(store_outbox_sending(c->store, out.id, 1,
		    "gsm1", "gsm1", c->now), 0);
		for (i = 0; i < 4; i++)
			told[i] += strcmp(out.number, fire[i]) == 0 &&
			    strcmp(out.kind, "seat_elsewhere") == 0;
	}
	assert_int_equal(told[0], 0);
	assert_int_equal(told[1], 1);
	assert_int_equal(told[2], 1);
	assert_int_equal(told[3], 0);
}

static void
test_the_officers_of_a_place_told_later_get_it_too(void **state)
{
	struct city	*c = *state;

	fire_brigade(c);
	sms(c, CITIZEN, "Kebakaran!! Tolong api su tinggi");
	assert_gets(c, fire[2], "lokasi tidak disebut");
	assert_int_equal(count_gets(c, fire[0], "DARURAT"), 0);
	sms(c, CITIZEN, "oesapa");
	assert_gets(c, fire[0], "OESAPA");
}

static void
test_who_reports_a_fire_is_told_whom_to_call(void **state)
{
	struct city	*c = *state;

	fire_brigade(c);
	sms(c, CITIZEN, "LAPOR KEBAKARAN OESAPA rumah terbakar");
	assert_gets(c, CITIZEN, "Telepon juga 0380-000113");
	assert_true(text_septets(c->got) <= TEXT_SMS_SEPTETS);
	sms(c, CITIZEN, "LAPOR SAMPAH OESAPA depan pasar");
	assert_gets(c, CITIZEN, "diterima: SAMPAH");
	assert_null(strstr(c->got, "Telepon"));
	sms(c, CITIZEN, "Kebakaran!! Tolong api su tinggi");
	assert_gets(c, CITIZEN, "0380-000113! Di kelurahan mana?");
}

int
main(void)
{
	static const struct CMUnitTest	tests[] = {
		T(test_an_urgent_report_goes_to_every_officer_of_the_place),
		T(test_of_two_officers_in_the_same_second_one_takes_it),
		T(test_whoever_did_not_take_it_is_told_once),
		T(test_the_officers_of_a_place_told_later_get_it_too),
		T(test_who_reports_a_fire_is_told_whom_to_call),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
