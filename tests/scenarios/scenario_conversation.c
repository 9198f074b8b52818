/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * The conversation of a citizen, an officer and the city, over a simulated
 * modem, from the first SMS to the last.
 */

#include "config.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "harness.h"

/* Send a command with its words. */
static void
say(struct world *w, const char *from, const char *command, const char *a,
    const char *b)
{
	char	text[256];

	snprintf(text, sizeof text, "%s %s%s%s", command, a, b[0] != '\0' ? " " :
	    "", b);
	world_sms(w, from, text);
}

/* A report about rubbish in Oesapa: its ticket, and the officer's code. */
static void
report_rubbish(struct world *w, char ticket[24], char code[3])
{
	world_sms(w, CITIZEN, "LAPOR SAMPAH OESAPA depan pasar");
	text_ticket(world_wait(w, CITIZEN, "diterima"), ticket);
	text_code(world_wait(w, OFFICER, ticket), code);
}

static void
test_a_report_reaches_the_officer_and_the_answer_comes_back(void **state)
{
	struct world	*w = world_new(NULL);
	char		 ticket[24], code[3], rest[64];
	const char	*sms;

	(void)state;
	world_sms(w, CITIZEN, "LAPOR SAMPAH OESAPA depan pasar");
	sms = world_wait(w, CITIZEN, "diterima");
	assert_non_null(strstr(sms, "SAMPAH"));
	assert_non_null(strstr(sms, "OESAPA"));
	assert_non_null(strstr(sms, "DLH"));
	text_ticket(sms, ticket);

	sms = world_wait(w, OFFICER, ticket);
	assert_non_null(strstr(sms, "depan pasar"));
	assert_null(strstr(sms, "81200000001"));
	text_code(sms, code);

	say(w, OFFICER, "TERIMA", ticket, "");
	world_wait(w, OFFICER, "ada pada Anda");
	world_wait(w, CITIZEN, "sudah diterima petugas DLH");

	snprintf(rest, sizeof rest, "%s sudah diangkut", code);
	say(w, OFFICER, "SELESAI", ticket, rest);
	sms = world_wait(w, CITIZEN, "selesai menurut DLH");
	assert_non_null(strstr(sms, "sudah diangkut"));
	assert_non_null(strstr(sms, "PUAS"));

	say(w, CITIZEN, "PUAS", ticket, "");
	world_wait(w, CITIZEN, "ditutup");
	world_wait_cli(w, "reports", "closed");
	world_free(w);
}

static void
test_belum_reopens_and_the_head_is_told(void **state)
{
	struct world	*w = world_new(NULL);
	char		 ticket[24], code[3], rest[64];

	(void)state;
	report_rubbish(w, ticket, code);
	snprintf(rest, sizeof rest, "%s sudah", code);
	say(w, OFFICER, "SELESAI", ticket, rest);
	world_wait(w, CITIZEN, "selesai");
	world_sms(w, CITIZEN, "BELUM masih menumpuk");
	world_wait(w, CITIZEN, "dibuka lagi");
	assert_non_null(strstr(world_wait(w, OFFICER, "DIBUKA LAGI"),
	    "menumpuk"));
	world_wait(w, HEAD, "DIBUKA LAGI");
	world_free(w);
}

static void
test_a_citizen_may_ask_add_and_cancel_and_a_stranger_may_not(void **state)
{
	struct world	*w = world_new(NULL);
	char		 ticket[24];

	(void)state;
	world_sms(w, CITIZEN, "LAPOR SAMPAH OESAPA depan pasar");
	text_ticket(world_wait(w, CITIZEN, "diterima"), ticket);
	say(w, CITIZEN, "CEK", ticket, "");
	assert_non_null(strstr(world_wait(w, CITIZEN, "menunggu petugas"),
	    "OESAPA"));
	say(w, OTHER, "CEK", ticket, "");
	assert_null(strstr(world_wait(w, OTHER, "menunggu petugas"),
	    "OESAPA"));
	say(w, OTHER, "BATAL", ticket, "");
	world_wait(w, OTHER, "bukan dari nomor ini");
	say(w, CITIZEN, "TAMBAH", ticket, "di samping gereja");
	world_wait(w, CITIZEN, "diteruskan");
	assert_non_null(strstr(world_wait(w, OFFICER, "dari warga"),
	    "di samping gereja"));
	say(w, CITIZEN, "BATAL", ticket, "");
	world_wait(w, CITIZEN, "dibatalkan");
	world_wait(w, OFFICER, "dibatalkan");
	world_free(w);
}

static void
test_a_mistyped_ticket_is_told_so_and_hits_no_other(void **state)
{
	struct world	*w = world_new(NULL);
	char		 ticket[24], wrong[24], out[8192];

	(void)state;
	world_sms(w, CITIZEN, "LAPOR SAMPAH OESAPA depan pasar");
	text_ticket(world_wait(w, CITIZEN, "diterima"), ticket);
	snprintf(wrong, sizeof wrong, "%s", ticket);
	wrong[1] = (char)(wrong[1] == '9' ? '0' : wrong[1] + 1);
	say(w, CITIZEN, "BATAL", wrong, "");
	world_wait(w, CITIZEN, "keliru");
	world_cli(w, out, sizeof out, "reports");
	assert_null(strstr(out, "cancelled"));
	world_free(w);
}

static void
test_an_unclear_place_is_asked_for_with_numbered_choices(void **state)
{
	struct world	*w = world_new(NULL);
	const char	*sms;

	(void)state;
	world_sms(w, CITIZEN, "LAPOR SAMPAH NAIKOTEN depan kios");
	sms = world_wait(w, CITIZEN, "1 NAIKOTEN I");
	assert_non_null(strstr(sms, "2 NAIKOTEN II"));
	world_never(w, OFFICER, "SAMPAH");
	world_sms(w, CITIZEN, "yang kedua");
	world_wait(w, CITIZEN, "NAIKOTEN II");
	assert_non_null(strstr(world_wait(w, OFFICER, "NAIKOTEN II"),
	    "depan kios"));
	world_free(w);
}

static void
test_a_place_never_told_goes_to_the_opd_so_marked(void **state)
{
	struct world_options	 o = { .conf = "question_timeout = \"2s\";\n" };
	struct world		*w = world_new(&o);

	(void)state;
	world_sms(w, CITIZEN, "LAPOR SAMPAH tps penuh");
	world_wait(w, CITIZEN, "kelurahan mana");
	world_wait(w, OFFICER, "lokasi tidak disebut");
	world_free(w);
}

static void
test_a_new_report_is_not_taken_for_an_answer(void **state)
{
	struct world	*w = world_new(NULL);

	(void)state;
	world_sms(w, CITIZEN, "LAPOR SAMPAH tps penuh");
	world_wait(w, CITIZEN, "kelurahan mana");
	world_sms(w, CITIZEN, "LAPOR LAMPU OEBOBO depan gereja mati");
	assert_non_null(strstr(world_wait(w, CITIZEN, "diterima"), "LAMPU"));
	/* The first one was not lost, and its question still stands. */
	world_sms(w, CITIZEN, "oesapa");
	assert_non_null(strstr(world_wait(w, CITIZEN, "diterima"),
	    "OESAPA"));
	assert_non_null(strstr(world_wait(w, OFFICER, "OESAPA"),
	    "tps penuh"));
	world_free(w);
}

static void
test_an_unclear_category_is_asked_for_and_the_first_words_count(void **state)
{
	struct world	*w = world_new(NULL);

	(void)state;
	world_sms(w, CITIZEN, "LAPOR OESAPA tolong segera di ujung gang");
	world_wait(w, CITIZEN, "Masalahnya apa");
	world_sms(w, CITIZEN, "sampah");
	assert_non_null(strstr(world_wait(w, CITIZEN, "diterima"), "OESAPA"));
	assert_non_null(strstr(world_wait(w, OFFICER, "SAMPAH"),
	    "ujung gang"));
	world_free(w);
}

static void
test_a_forged_sender_without_the_code_closes_nothing(void **state)
{
	struct world	*w = world_new(NULL);
	char		 ticket[24], code[3], out[8192];

	(void)state;
	report_rubbish(w, ticket, code);
	say(w, OFFICER, "SELESAI", ticket, "sudah");
	/* The command comes back to the seat's own phone, code filled in. */
	assert_non_null(strstr(world_wait(w, OFFICER, "perlu kode"), code));
	world_never(w, CITIZEN, "selesai menurut");
	world_cli(w, out, sizeof out, "reports");
	assert_non_null(strstr(out, "routed"));
	world_free(w);
}

static void
test_three_wrong_codes_change_the_code_and_alarm_the_coordinator(void **state)
{
	struct world	*w = world_new(NULL);
	char		 ticket[24], code[3], wrong[32];
	int		 i;

	(void)state;
	report_rubbish(w, ticket, code);
	for (i = 1; i <= 3; i++) {
		snprintf(wrong, sizeof wrong, "%s coba %d",
		    code[0] == 'A' ? "C2" : "A2", i);
		say(w, OFFICER, "SELESAI", ticket, wrong);
		world_wait(w, OFFICER, i < 3 ? "salah" : "Kode baru");
	}
	world_wait(w, COORDINATOR, ticket);
	/* The old code opens nothing any more. */
	snprintf(wrong, sizeof wrong, "%s sudah", code);
	say(w, OFFICER, "SELESAI", ticket, wrong);
	world_wait(w, OFFICER, "salah");
	world_never(w, CITIZEN, "selesai menurut");
	world_free(w);
}

static void
test_officers_forward_ask_and_reject(void **state)
{
	struct world	*w = world_new(NULL);
	char		 ticket[24], code[3], rest[64];

	(void)state;
	report_rubbish(w, ticket, code);
	say(w, OFFICER, "TANYA", ticket, "sebelah mana persisnya?");
	assert_non_null(strstr(world_wait(w, CITIZEN, "bertanya"),
	    "sebelah mana persisnya?"));
	world_sms(w, CITIZEN, "dekat kios mama Ina");
	assert_non_null(strstr(world_wait(w, OFFICER, "dari warga"),
	    "kios mama Ina"));
	world_wait(w, CITIZEN, "Tambahan");
	snprintf(rest, sizeof rest, "%s DISHUB itu lampu", code);
	say(w, OFFICER, "TERUSKAN", ticket, rest);
	assert_non_null(strstr(world_wait(w, CITIZEN, "diteruskan ke"),
	    "DISHUB"));
	text_code(world_wait(w, "+6281200000102", ticket), code);
	snprintf(rest, sizeof rest, "%s bukan wewenang kota", code);
	say(w, "+6281200000102", "TOLAK", ticket, rest);
	assert_non_null(strstr(world_wait(w, CITIZEN, "tidak dapat"),
	    "bukan wewenang kota"));
	world_free(w);
}

static void
test_an_officer_on_leave_gets_nothing_and_nobody_is_never_silent(void **state)
{
	struct world	*w = world_new(NULL);

	(void)state;
	world_sms(w, OFFICER, "CUTI");
	world_wait(w, OFFICER, "cuti");
	world_sms(w, CITIZEN, "LAPOR SAMPAH OESAPA depan pasar");
	world_wait(w, HEAD, "SAMPAH");
	world_sms(w, HEAD, "CUTI");
	world_wait(w, HEAD, "cuti");
	world_sms(w, CITIZEN, "LAPOR SAMPAH ALAK di kali");
	world_wait(w, COORDINATOR, "SAMPAH");
	world_sms(w, OFFICER, "AKTIF");
	world_wait(w, OFFICER, "aktif");
	world_free(w);
}

static void
test_a_report_without_any_seat_waits_and_goes_out_when_one_is_added(
    void **state)
{
	struct world_options	 o = { .no_seats = true };
	struct world		*w = world_new(&o);
	char			 out[4096];

	(void)state;
	world_sms(w, CITIZEN, "LAPOR SAMPAH OESAPA depan pasar");
	world_wait(w, CITIZEN, "diterima");
	world_wait_cli(w, "status", "unrouted");
	assert_int_equal(world_cli(w, out, sizeof out, "seat add 'piket DLH' "
	    "--opd DLH --role officer --area '*' --holder 'Pak A' --phone "
	    "081200000100"), 0);
	world_wait(w, OFFICER, "depan pasar");
	world_free(w);
}

static void
test_what_is_not_understood_gets_help_once_and_waits_in_triage(void **state)
{
	struct world	*w = world_new(NULL);
	char		 out[8192], args[64];
	const char	*c;
	int		 id = 0;

	(void)state;
	world_sms(w, CITIZEN, "lagi dmn? beta su di lippo");
	world_wait(w, CITIZEN, "LAPOR masalah");
	world_sms(w, CITIZEN, "su makan ko belum?");
	world_quiet(w);
	assert_int_equal(world_count(w, CITIZEN, ""), 1);
	world_cli(w, out, sizeof out, "triage list");
	assert_non_null(strstr(out, "su di lippo"));
	assert_non_null(strstr(out, "su makan"));
	world_cli(w, out, sizeof out, "--json triage list");
	assert_non_null(c = strstr(out, "\"rows\""));
	assert_non_null(c = strpbrk(c, "0123456789"));
	assert_int_equal(sscanf(c, "%d", &id), 1);
	snprintf(args, sizeof args, "triage assign %d LAMPU OESAPA", id);
	assert_int_equal(world_cli(w, out, sizeof out, args), 0);
	world_wait(w, CITIZEN, "diterima");
	world_wait(w, "+6281200000102", "LAMPU");
	world_free(w);
}

static void
test_stop_silences_notices_until_the_number_writes_again(void **state)
{
	struct world	*w = world_new(NULL);
	char		 ticket[24], code[3], rest[64];

	(void)state;
	report_rubbish(w, ticket, code);
	world_sms(w, CITIZEN, "STOP");
	world_wait(w, CITIZEN, "tidak mengirim SMS lagi");
	say(w, OFFICER, "TERIMA", ticket, "");
	world_wait(w, OFFICER, "ada pada Anda");
	world_never(w, CITIZEN, "sudah diterima petugas");
	say(w, CITIZEN, "CEK", ticket, "");
	world_wait(w, CITIZEN, "diterima petugas");
	snprintf(rest, sizeof rest, "%s sudah", code);
	say(w, OFFICER, "SELESAI", ticket, rest);
	world_wait(w, CITIZEN, "selesai menurut");
	world_free(w);
}

#define NEW_PHONE	"+6281200001234"

static void
test_a_seat_goes_to_another_phone_with_both_their_words(void **state)
{
	struct world	*w = world_new(NULL);
	char		 ticket[24], code[3], key[3], rest[64], out[4096];
	const char	*typed = "SERAH 081200001234 ", *sms;

	(void)state;
	report_rubbish(w, ticket, code);
	world_sms(w, OFFICER, "SERAH 081200001234");
	sms = strstr(world_wait(w, OFFICER, "Serahkan piket DLH"), typed);
	assert_non_null(sms);
	snprintf(key, sizeof key, "%.2s", sms + strlen(typed));
	world_never(w, NEW_PHONE, "memegang");
	say(w, OFFICER, "SERAH", "081200001234", key);
	world_wait(w, NEW_PHONE, "Bersedia?");
	world_sms(w, NEW_PHONE, "Ya");
	world_wait(w, NEW_PHONE, "Anda sekarang memegang piket DLH");
	world_wait(w, NEW_PHONE, ticket);
	world_wait(w, OFFICER, "dipegang 081200001234");
	snprintf(rest, sizeof rest, "%s sudah", code);
	say(w, NEW_PHONE, "SELESAI", ticket, rest);
	world_wait(w, CITIZEN, "selesai menurut DLH");
	assert_int_equal(world_cli(w, out, sizeof out,
	    "seat history 'piket DLH'"), 0);
	assert_non_null(strstr(out, "import"));
	assert_non_null(strstr(out, "handover"));
	world_free(w);
}

static void
test_a_deputy_is_named_by_command_and_stands_in(void **state)
{
	struct world	*w = world_new(NULL);
	char		 ticket[24], out[4096];

	(void)state;
	assert_int_equal(world_cli(w, out, sizeof out, "seat set 'piket DLH' "
	    "deputy=081200001234"), 0);
	world_sms(w, OFFICER, "CUTI 3 hari");
	world_wait(w, NEW_PHONE, "menggantikan piket DLH");
	world_sms(w, CITIZEN, "LAPOR SAMPAH OESAPA depan pasar");
	text_ticket(world_wait(w, CITIZEN, "diterima"), ticket);
	world_wait(w, NEW_PHONE, ticket);
	say(w, NEW_PHONE, "TERIMA", ticket, "");
	world_wait(w, CITIZEN, "sudah diterima petugas DLH");
	assert_int_equal(world_cli(w, out, sizeof out, "seat list --numbers"),
	    0);
	assert_non_null(strstr(out, NEW_PHONE));
	world_free(w);
}

static void
test_of_two_officers_the_first_takes_an_urgent_report(void **state)
{
	struct world	*w = world_new(NULL);
	char		 ticket[24], out[4096];

	(void)state;
	assert_int_equal(world_cli(w, out, sizeof out, "seat add 'regu dua' "
	    "--opd DAMKAR --area OESAPA --phone 081200001234"), 0);
	world_sms(w, CITIZEN, "LAPOR KEBAKARAN OESAPA rumah terbakar");
	text_ticket(world_wait(w, NEW_PHONE, "rumah terbakar"), ticket);
	world_wait(w, "+6281200000106", "rumah terbakar");
	say(w, NEW_PHONE, "TERIMA", ticket, "");
	world_wait(w, "+6281200000106", "sudah ditangani regu dua");
	say(w, "+6281200000106", "TERIMA", ticket, "");
	world_wait(w, NEW_PHONE, "ada pada Anda");
	world_quiet(w);
	assert_int_equal(world_count(w, CITIZEN, "sudah diterima petugas"), 1);
	world_free(w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    test_a_seat_goes_to_another_phone_with_both_their_words),
		cmocka_unit_test(
		    test_a_deputy_is_named_by_command_and_stands_in),
		cmocka_unit_test(
		    test_of_two_officers_the_first_takes_an_urgent_report),
#define T(name)	cmocka_unit_test(test_##name)
		T(a_report_reaches_the_officer_and_the_answer_comes_back),
		T(belum_reopens_and_the_head_is_told),
		T(a_citizen_may_ask_add_and_cancel_and_a_stranger_may_not),
		T(a_mistyped_ticket_is_told_so_and_hits_no_other),
		T(an_unclear_place_is_asked_for_with_numbered_choices),
		T(a_place_never_told_goes_to_the_opd_so_marked),
		T(a_new_report_is_not_taken_for_an_answer),
		T(an_unclear_category_is_asked_for_and_the_first_words_count),
		T(a_forged_sender_without_the_code_closes_nothing),
		T(three_wrong_codes_change_the_code_and_alarm_the_coordinator),
		T(officers_forward_ask_and_reject),
		T(an_officer_on_leave_gets_nothing_and_nobody_is_never_silent),
		T(a_report_without_any_seat_waits_and_goes_out_when_one_is_added),
		T(what_is_not_understood_gets_help_once_and_waits_in_triage),
		T(stop_silences_notices_until_the_number_writes_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
