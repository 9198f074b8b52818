/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * Who may see what: reports that lie elsewhere, numbers in texts, and citizens
 * who asked not to be named.
 */

#include "config.h"

#include "desk/words/words.h"
#include "store/event.h"
#include "tests/fixtures/city_seats.h"

#define LURAH	"+6281200000701"
#define FAR	"+6281200000702"
#define CAMAT	"+6281200000703"
#define PUPR	"+6281200000601"

static int
setup_city(void **state)
{
	struct city	*c;

	if (setup(state) != 0)
		return -1;
	c = *state;
	city_seat(c, "lurah Oesapa", "", SEAT_LURAH, "OESAPA", LURAH);
	city_seat(c, "lurah Alak", "", SEAT_LURAH, "ALAK", FAR);
	city_seat(c, "camat", "", SEAT_CAMAT, "KELAPA LIMA", CAMAT);
	city_seat(c, "piket PUPR", "PUPR", SEAT_OFFICER, "*", PUPR);
	return 0;
}

#define TC(test)	cmocka_unit_test_setup_teardown(test, setup_city, city_end)

static void
say(struct city *c, const char *from, const char *command, const char *ticket,
    const char *rest)
{
	char	text[256];

	snprintf(text, sizeof text, "%s %s %s", command, ticket, rest);
	sms(c, from, text);
}

static void
test_those_above_see_reports_of_their_area_without_a_code(void **state)
{
	static const char *const	see[] = { HEAD, LURAH, CAMAT,
	    COORDINATOR };
	static const char *const	not[] = { FAR, PUPR };
	struct city	*c = *state;
	char		 ticket[24], code[3];
	size_t		 i;

	report(c, OFFICER, "depan pasar", ticket, code);
	drain(c);
	for (i = 0; i < COUNT(see); i++) {
		say(c, see[i], "LIHAT", ticket, "");
		assert_gets(c, see[i], "depan pasar");
		assert_null(strstr(c->got, "Kode"));
	}
	for (i = 0; i < COUNT(not); i++) {
		say(c, not[i], "LIHAT", ticket, "");
		assert_gets(c, not[i], "tidak ada (lagi) pada Anda");
	}
}

static void
test_a_seat_sees_what_it_had(void **state)
{
	struct city	*c = *state;
	char		 ticket[24], code[3], rest[64];

	report(c, OFFICER, "depan pasar", ticket, code);
	snprintf(rest, sizeof rest, "%s PUPR itu jalan", code);
	say(c, OFFICER, "TERUSKAN", ticket, rest);
	drain(c);
	say(c, OFFICER, "LIHAT", ticket, "");
	assert_gets(c, OFFICER, "depan pasar");
	assert_non_null(strstr(c->got, "PUPR"));
	assert_null(strstr(c->got, "Kode"));
}

static void
test_those_above_ask_the_citizen_and_hear_the_answer(void **state)
{
	struct city	*c = *state;
	char		 ticket[24], code[3];

	report(c, OFFICER, "depan pasar", ticket, code);
	drain(c);
	say(c, LURAH, "TANYA", ticket, "pasar yang mana?");
	assert_gets(c, CITIZEN, "pasar yang mana?");
	sms(c, CITIZEN, "pasar ikan pak");
	assert_gets(c, OFFICER, "pasar ikan");
	sms(c, CITIZEN, "TAMBAH yang besar");
	assert_gets(c, LURAH, "yang besar");
	say(c, FAR, "TANYA", ticket, "di mana?");
	assert_gets(c, FAR, "tidak ada (lagi) pada Anda");
	/* Nor may they do more than that. */
	say(c, LURAH, "SELESAI", ticket, "sudah");
	assert_gets(c, LURAH, "tidak ada (lagi) pada Anda");
	assert_int_equal(report_of(c, ticket).state, REPORT_ROUTED);
}

static void
test_numbers_in_a_text_are_masked_and_nothing_else(void **state)
{
	static const struct { const char *text, *shown; } cases[] = {
		{ "hub 081234567890 ya", "hub 0812**** ya" },
		{ "hub 0812-3456-7890", "hub 0812****" },
		{ "WA +62 812 3456 7890.", "WA +62 81****." },
		{ "(0380) 8331234, 0812 3456 7890",
		    "(0380) 8331234, 0812****" },
		{ "1007 K7, RT 05/RW 02 no 12", "1007 K7, RT 05/RW 02 no 12" },
		{ "Rp 12.500.000 tgl 03-12-2026",
		    "Rp 12.500.000 tgl 03-12-2026" },
		{ "NIK 5371031234567890", "NIK 5371031234567890" },
		{ "", "" },
	};
	char	out[256];
	size_t	i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++)
		assert_string_equal(mask_numbers(cases[i].text, out,
		    sizeof out), cases[i].shown);
}

static void
test_officers_never_read_a_citizens_number(void **state)
{
	struct city	*c = *state;
	char		 ticket[24];

	sms(c, CITIZEN, "LAPOR SAMPAH OESAPA hub 081234567890");
	assert_gets(c, OFFICER, "hub 0812****");
	snprintf(ticket, sizeof ticket, "%.*s", (int)strspn(c->got + 4,
	    "0123456789"), c->got + 4);
	drain(c);
	say(c, CITIZEN, "TAMBAH", ticket, "HP suami 0813-9999-8888");
	assert_gets(c, OFFICER, "HP suami 0813****");
	say(c, OFFICER, "LIHAT", ticket, "");
	assert_gets(c, OFFICER, "hub 0812****");
	assert_null(strstr(c->got, "9999"));
}

static void
test_secret_hides_the_citizen_until_somebody_says_why(void **state)
{
	struct city	*c = *state;
	struct report	 r;
	char		 ticket[24], why[128] = "";

	sms(c, CITIZEN, "sampah di oesapa depan pasar, tolong rahasiakan "
	    "nomor saya");
	assert_gets(c, CITIZEN, "diterima");
	snprintf(ticket, sizeof ticket, "%.*s", (int)strspn(c->got + 8,
	    "0123456789"), c->got + 8);
	r = report_of(c, ticket);
	assert_true(r.secret);
	assert_int_equal(desk_unmask(c->desk, r.id, "budi", "", c->now, why,
	    sizeof why), 1);
	assert_non_null(strstr(why, "--why"));
	assert_int_equal(store_event_count(c->store, r.id, "unmasked"), 0);
	assert_int_equal(desk_unmask(c->desk, r.id, "budi", "saksi perkara",
	    c->now, why, sizeof why), 0);
	assert_gets(c, CITIZEN, "dilihat oleh budi. Alasannya: saksi perkara");
	assert_int_equal(store_event_count(c->store, r.id, "unmasked"), 1);
}

static void
test_only_the_coordinator_is_shown_who_reported_and_says_why(void **state)
{
	struct city	*c = *state;
	struct report	 r;
	char		 ticket[24];

	sms(c, CITIZEN, "LAPOR SAMPAH OESAPA RAHASIA depan pasar");
	assert_gets(c, CITIZEN, "diterima");
	snprintf(ticket, sizeof ticket, "%.*s", (int)strspn(c->got + 8,
	    "0123456789"), c->got + 8);
	r = report_of(c, ticket);
	drain(c);
	say(c, COORDINATOR, "LIHAT", ticket, "nomor");
	assert_gets(c, COORDINATOR, "Mengapa");
	say(c, HEAD, "LIHAT", ticket, "nomor perlu saksi");
	assert_gets(c, HEAD, "depan pasar");
	assert_null(strstr(c->got, "0812"));
	assert_int_equal(store_event_count(c->store, r.id, "unmasked"), 0);
	say(c, COORDINATOR, "LIHAT", ticket, "nomor perlu saksi");
	assert_gets(c, COORDINATOR, "081200000001");
	say(c, COORDINATOR, "LIHAT", ticket, "");
	assert_gets(c, COORDINATOR, "depan pasar");
	assert_null(strstr(c->got, "0812"));
	assert_int_equal(store_event_count(c->store, r.id, "unmasked"), 1);
}

static void
test_a_citizen_hears_that_the_coordinator_looked(void **state)
{
	struct city	*c = *state;
	char		 ticket[24];

	sms(c, CITIZEN, "LAPOR SAMPAH OESAPA RAHASIA depan pasar");
	assert_gets(c, CITIZEN, "diterima");
	snprintf(ticket, sizeof ticket, "%.*s", (int)strspn(c->got + 8,
	    "0123456789"), c->got + 8);
	say(c, COORDINATOR, "LIHAT", ticket, "nomor perlu saksi");
	assert_gets(c, CITIZEN, "dilihat oleh koordinator. Alasannya: perlu "
	    "saksi");
}

static void
test_who_looked_at_an_ordinary_report_is_kept_and_not_told(void **state)
{
	struct city	*c = *state;
	char		 ticket[24], code[3], why[128] = "";
	struct report	 r;

	report(c, OFFICER, "depan pasar", ticket, code);
	r = report_of(c, ticket);
	assert_false(r.secret);
	drain(c);
	assert_int_equal(desk_unmask(c->desk, r.id, "budi", "telepon balik",
	    c->now, why, sizeof why), 0);
	assert_int_equal(store_event_count(c->store, r.id, "unmasked"), 1);
	assert_string_equal(get(c, CITIZEN), "");
}

static void
test_a_report_for_another_tells_both_and_both_may_answer(void **state)
{
	struct city	*c = *state;
	char		 ticket[24], text[64];
	const char	*mark;

	sms(c, CITIZEN, "LAPOR SAMPAH OESAPA untuk 0812-0000-0002 depan pasar");
	assert_gets(c, OTHER, "Ada yang melapor untuk Anda");
	assert_null(strstr(c->got, "81200000001"));
	snprintf(ticket, sizeof ticket, "%.*s", (int)strspn(strpbrk(c->got,
	    "0123456789"), "0123456789"), strpbrk(c->got, "0123456789"));
	say(c, OFFICER, "LIHAT", ticket, "");
	assert_gets(c, OFFICER, "Kode ");
	assert_null(strstr(c->got, "0000-0002"));
	assert_non_null(mark = strstr(c->got, "Kode "));
	snprintf(text, sizeof text, "%.2s sudah", mark + 5);
	say(c, OFFICER, "SELESAI", ticket, text);
	assert_gets(c, CITIZEN, "selesai menurut");
	drain(c);
	say(c, OTHER, "BELUM", ticket, "masih ada");
	assert_int_equal(report_of(c, ticket).state, REPORT_ROUTED);
	assert_gets(c, OTHER, "dibuka lagi");
	say(c, OTHER, "CEK", ticket, "");
	assert_gets(c, OTHER, "OESAPA");
	/* For oneself is for nobody else. */
	sms(c, CITIZEN, "LAPOR SAMPAH OEBA untuk 081200000001 depan kios");
	assert_int_equal(count_gets(c, CITIZEN, "untuk Anda"), 0);
}

static void
test_a_note_is_for_officials_of_the_place(void **state)
{
	struct city	*c = *state;
	char		 ticket[24], code[3];

	report(c, OFFICER, "depan pasar", ticket, code);
	drain(c);
	say(c, LURAH, "CATAT", ticket, "pemiliknya pak Yan");
	assert_gets(c, OFFICER, "catatan lurah Oesapa: pemiliknya pak Yan");
	say(c, LURAH, "CATAT", ticket, "");
	assert_gets(c, LURAH, "Tulis juga isinya");
	say(c, OFFICER, "LIHAT", ticket, "");
	assert_gets(c, OFFICER, "Catatan: pemiliknya pak Yan");
	say(c, FAR, "CATAT", ticket, "coba");
	assert_gets(c, FAR, "tidak ada (lagi) pada Anda");
	assert_int_equal(count_gets(c, CITIZEN, "Yan"), 0);
}

static void
test_take_all_takes_what_waits_and_says_so_once(void **state)
{
	struct city	*c = *state;
	char		 t[3][24], code[3];
	int		 i;

	for (i = 0; i < 3; i++)
		report(c, OFFICER, i == 0 ? "satu" : i == 1 ? "dua" : "tiga",
		    t[i], code);
	say(c, OFFICER, "TERIMA", t[0], "");
	drain(c);
	sms(c, OFFICER, "TERIMA SEMUA");
	assert_gets(c, OFFICER, "pada Anda:");
	assert_null(strstr(c->got, t[0]));
	for (i = 0; i < 3; i++)
		assert_int_equal(report_of(c, t[i]).state, REPORT_TAKEN);
	assert_non_null(strstr(c->got, t[1]));
	assert_non_null(strstr(c->got, t[2]));
	sms(c, OFFICER, "terima semua");
	assert_gets(c, OFFICER, "Tidak ada laporan");
}

int
main(void)
{
	static const struct CMUnitTest	tests[] = {
		TC(test_those_above_see_reports_of_their_area_without_a_code),
		TC(test_a_seat_sees_what_it_had),
		TC(test_those_above_ask_the_citizen_and_hear_the_answer),
		TC(test_numbers_in_a_text_are_masked_and_nothing_else),
		TC(test_officers_never_read_a_citizens_number),
		TC(test_secret_hides_the_citizen_until_somebody_says_why),
		TC(test_only_the_coordinator_is_shown_who_reported_and_says_why),
		TC(test_a_citizen_hears_that_the_coordinator_looked),
		TC(test_who_looked_at_an_ordinary_report_is_kept_and_not_told),
		TC(test_a_report_for_another_tells_both_and_both_may_answer),
		TC(test_a_note_is_for_officials_of_the_place),
		TC(test_take_all_takes_what_waits_and_says_so_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
