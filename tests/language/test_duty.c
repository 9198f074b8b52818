/* SPDX-License-Identifier: GPL-2.0-or-later */

/* Tests of what officers type, with a command and without one. */

#include "config.h"

#include "tests/fixtures/reader.h"

static void
test_officers_may_type_in_haste(void **state)
{
	static const struct {
		const char	*text, *intent, *ticket, *code, *detail;
	} cases[] = {
		{ "TERIMA 1234", "take", "1234", "", "" },
		{ "TERIMA T4410 k7", "take", "4410", "K7", "" },
		{ "1990 saya ambil", "take", "1990", "", "" },
		{ "1402 proses pak, menunggu truk", "progress", "1402", "",
		    "menunggu truk" },
		{ "Selesai #1402 R4 2 truk terangkut", "done", "1402", "R4",
		    "2 truk terangkut" },
		{ "SELESAI 1990 RT05 bersih", "done", "1990", "",
		    "RT05 bersih" },
		{ "lapor pak 774 selesai", "done", "774", "", "" },
		{ "sdh selesai pak 1234", "done", "1234", "", "" },
		{ "tolak 2210 lokasi tdk ditemukan", "reject", "2210", "",
		    "lokasi tdk ditemukan" },
		{ "tanya 2210 di dlm got?", "ask", "2210", "",
		    "di dlm got?" },
		{ "DAFTAR", "list", "", "", "" },
		{ "cuti 3 hari", "off", "", "", "" },
		{ "aktif lagi pak", "on", "", "", "" },
		{ "siap pak", "thanks", "", "", "" },
		{ "1234", "unknown", "", "", "" },
	};
	size_t	i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		interpret(lex, FROM_STAFF, cases[i].text, NULL, &m);
		assert_string_equal(intent_name(m.intent), cases[i].intent);
		assert_string_equal(m.ticket, cases[i].ticket);
		assert_string_equal(m.code, cases[i].code);
		assert_string_equal(m.detail, cases[i].detail);
	}
}

static void
test_an_officer_forwards_to_an_opd_by_any_name(void **state)
{
	static const struct {
		const char	*text, *opd;
	} cases[] = {
		{ "TERUSKAN 1234 DISHUB", "DISHUB" },
		{ "teruskan 3001 K7 ke dinas perhubungan", "DISHUB" },
		{ "teruskan 877 ke pol pp", "SATPOLPP" },
		{ "trskan 1990 lingkungan hidup", "DLH" },
	};
	size_t	i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		interpret(lex, FROM_STAFF, cases[i].text, NULL, &m);
		assert_string_equal(intent_name(m.intent), "forward");
		assert_int_not_equal(m.opd, -1);
		assert_string_equal(conf->city.opd[m.opd].code, cases[i].opd);
	}
}

static void
test_an_officer_may_report_as_a_citizen(void **state)
{
	(void)state;
	interpret(lex, FROM_STAFF, "LAPOR JALAN LILIBA berlubang", NULL, &m);
	assert_string_equal(intent_name(m.intent), "report");
	assert_string_equal(category(), "JALAN");
}

static const char *
orders(const char *text)
{
	static char	out[512];
	struct meaning	whole, one;
	size_t		len = 0;
	int		i;

	interpret(lex, FROM_STAFF, text, NULL, &whole);
	one = whole;
	for (i = 0; i <= whole.furthers; i++) {
		if (i > 0)
			interpret_further(text, &whole, i - 1, &one);
		len += (size_t)snprintf(out + len, sizeof out - len,
		    "%s%s %s%s%s%s%s%s%s", i > 0 ? "|" : "",
		    intent_name(one.intent), one.ticket,
		    one.code[0] != '\0' ? " " : "", one.code,
		    one.opd != -1 ? " " : "",
		    one.opd != -1 ? conf->city.opd[one.opd].code : "",
		    one.detail[0] != '\0' ? " " : "", one.detail);
	}
	return out;
}

static void
test_an_officer_may_send_several_commands_at_once(void **state)
{
	static const struct { const char *text, *orders; } cases[] = {
		{ "SELESAI 1047 K7 1055 M2", "done 1047 K7|done 1055 M2" },
		{ "TERIMA 1047 1055", "take 1047|take 1055" },
		{ "terima 1047, 1055 dan no 1063",
		  "take 1047|take 1055|take 1063" },
		{ "SELESAI 1047 K7 diangkut, SELESAI 1055 M2 disapu",
		  "done 1047 K7 diangkut|done 1055 M2 disapu" },
		{ "SELESAI 1047 K7 1055 M2 sudah diangkut semua",
		  "done 1047 K7 sudah diangkut semua|"
		  "done 1055 M2 sudah diangkut semua" },
		{ "SELESAI 1047 K7 diangkut. TERIMA 1055",
		  "done 1047 K7 diangkut.|take 1055" },
		{ "TERIMA 1047 PROSES 1055 besok turun",
		  "take 1047|progress 1055 besok turun" },
		{ "TERUSKAN 1047 K7 PUPR, 1055 M2 DISHUB",
		  "forward 1047 K7 PUPR|forward 1055 M2 DISHUB" },
		{ "TOLAK 1047 K7 jalan nasional 1055 M2 jalan provinsi",
		  "reject 1047 K7 jalan nasional|"
		  "reject 1055 M2 jalan provinsi" }
	};
	size_t	i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++)
		assert_string_equal(orders(cases[i].text), cases[i].orders);
}

static void
test_digits_inside_a_remark_are_no_ticket(void **state)
{
	static const struct { const char *text, *orders; } cases[] = {
		{ "SELESAI 1047 K7 ganti 2 tiang, 1055 orang melihat",
		  "done 1047 K7 ganti 2 tiang, 1055 orang melihat" },
		{ "SELESAI 1047 K7 2000 karung diangkut",
		  "done 1047 K7 2000 karung diangkut" },
		{ "TOLAK 1047 K7 sama dengan laporan 1055",
		  "reject 1047 K7 sama dengan laporan 1055" },
		{ "SELESAI 1047 K7 tim proses 1055 lampu",
		  "done 1047 K7 tim proses 1055 lampu" },
		{ "PROSES 1047 tunggu alat 1500 rupiah",
		  "progress 1047 tunggu alat 1500 rupiah" },
		{ "TANYA 1047 rumah nomor 123 atau 125?",
		  "ask 1047 rumah nomor 123 atau 125?" }
	};
	size_t	i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++)
		assert_string_equal(orders(cases[i].text), cases[i].orders);
}

static void
test_a_seat_speaks_of_itself(void **state)
{
	static const struct {
		const char	*text, *intent, *detail;
		int		 days, day, month;
	} cases[] = {
		{ "CUTI", "off", "", 0, 0, 0 },
		{ "CUTI 3 hari", "off", "", 3, 0, 0 },
		{ "cuti seminggu", "off", "", 7, 0, 0 },
		{ "izin sakit dua hari", "off", "", 2, 0, 0 },
		{ "CUTI sampai 3/12", "off", "", 0, 3, 12 },
		{ "cuti sampai tgl 31 desember 2026", "off", "", 0, 31, 12 },
		{ "CUTI s/d 3-1-2027", "off", "", 0, 3, 1 },
		{ "AKTIF", "on", "", 0, 0, 0 },
		{ "SERAH 0812-0000-1234 K7", "handover", "0812-0000-1234 K7",
		  0, 0, 0 },
		{ "serahkan ke 081200001234", "handover", "ke 081200001234",
		  0, 0, 0 },
		{ "LAGI", "more", "", 0, 0, 0 },
		{ "DAFTAR", "list", "", 0, 0, 0 },
		{ "LIHAT 1047", "show", "", 0, 0, 0 },
		{ "lihat daftar", "list", "", 0, 0, 0 }
	};
	size_t	i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		interpret(lex, FROM_STAFF, cases[i].text, NULL, &m);
		if (strcmp(intent_name(m.intent), cases[i].intent) != 0 ||
		    strcmp(m.detail, cases[i].detail) != 0 ||
		    m.days != cases[i].days || m.day != cases[i].day ||
		    m.month != cases[i].month)
			fail_msg("%s: %s \"%s\" %d days, %d/%d",
			    cases[i].text, intent_name(m.intent), m.detail,
			    m.days, m.day, m.month);
	}
}

static void
test_an_officer_needs_no_command_word(void **state)
{
	static const struct {
		const char	*text, *intent, *ticket, *code;
	} cases[] = {
		{ "2044 C3 sudah terang lagi", "done", "2044", "C3" },
		{ "oke bos 2044", "take", "2044", "" },
		{ "siap 2044 meluncur", "take", "2044", "" },
		{ "tim sudah di jalan ke 2044", "progress", "2044", "" },
		{ "2044 besok baru selesai", "progress", "2044", "" },
		{ "belum selesai 2044", "progress", "2044", "" },
		{ "2044 C3 bukan wewenang kami", "reject", "2044", "C3" },
		{ "2044 lokasinya di mana?", "ask", "2044", "" },
		{ "CATAT 2044 pemilik rumah ke luar kota", "note", "2044",
		    "" },
		{ "TERIMA SEMUA", "take", "", "" },
		{ "oke makasih", "thanks", "", "" },
	};
	size_t	i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		interpret(lex, FROM_STAFF, cases[i].text, NULL, &m);
		if (strcmp(intent_name(m.intent), cases[i].intent) != 0 ||
		    strcmp(m.ticket, cases[i].ticket) != 0 ||
		    strcmp(m.code, cases[i].code) != 0)
			fail_msg("%s: %s %s %s", cases[i].text,
			    intent_name(m.intent), m.ticket, m.code);
	}
}

static void
test_a_code_is_found_behind_a_number_put_right(void **state)
{
	struct context	c = { .reports = 1 };

	(void)state;
	c.report[0] = (struct known_report){ "1402", "A3", KNOWN_OPEN, -1,
	    -1 };
	interpret(lex, FROM_STAFF, "SELESAI l402 A3 sudah diangkut", &c, &m);
	assert_string_equal(m.ticket, "1402");
	assert_string_equal(m.code, "A3");
	assert_string_equal(m.detail, "sudah diangkut");
	interpret(lex, FROM_STAFF, "SELESAI 14-02 A3", &c, &m);
	assert_string_equal(m.ticket, "1402");
	assert_string_equal(m.code, "A3");
}

static void
test_the_opd_that_is_not_denied_gets_it(void **state)
{
	static const struct { const char *text, *opd; } cases[] = {
		{ "2044 c3 itu urusan dishub", "DISHUB" },
		{ "2044 bukan PUPR, kasih ke DLH", "DLH" },
		{ "2044 tolong ke DLH, bukan PUPR", "DLH" },
		{ "TERUSKAN 2044 PUPR, bukan DLH", "PUPR" },
	};
	size_t	i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		interpret(lex, FROM_STAFF, cases[i].text, NULL, &m);
		assert_int_equal(m.intent, INTENT_FORWARD);
		assert_string_equal(conf->city.opd[m.opd].code, cases[i].opd);
	}
}

static void
test_leave_may_be_told_in_words(void **state)
{
	(void)state;
	interpret(lex, FROM_STAFF, "cuti besok", NULL, &m);
	assert_int_equal(m.intent, INTENT_OFF);
	assert_int_equal(m.leave.begins, 1);
	interpret(lex, FROM_STAFF, "cuti sampai jumat", NULL, &m);
	assert_int_equal(m.leave.weekday, 5);
	assert_true(m.leave.until);
	interpret(lex, FROM_STAFF, "cuti minggu depan", NULL, &m);
	assert_true(m.leave.next_week);
	assert_false(m.leave.doubt);
	interpret(lex, FROM_STAFF, "cuti sampai lebaran", NULL, &m);
	assert_true(m.leave.doubt);
	interpret(lex, FROM_STAFF, "CUTI", NULL, &m);
	assert_false(m.leave.doubt);
}

int
main(void)
{
	const struct CMUnitTest	tests[] = {
		cmocka_unit_test(test_officers_may_type_in_haste),
		cmocka_unit_test(
		    test_an_officer_forwards_to_an_opd_by_any_name),
		cmocka_unit_test(test_an_officer_may_report_as_a_citizen),
		cmocka_unit_test(
		    test_an_officer_may_send_several_commands_at_once),
		cmocka_unit_test(test_digits_inside_a_remark_are_no_ticket),
		cmocka_unit_test(test_a_seat_speaks_of_itself),
		cmocka_unit_test(test_an_officer_needs_no_command_word),
		cmocka_unit_test(
		    test_a_code_is_found_behind_a_number_put_right),
		cmocka_unit_test(test_the_opd_that_is_not_denied_gets_it),
		cmocka_unit_test(test_leave_may_be_told_in_words),
	};

	return cmocka_run_group_tests(tests, read_city, free_city);
}
