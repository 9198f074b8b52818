/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * The last word is the citizen's: PUAS, BELUM and missed calls on the real
 * daemon and its modem, with days that pass in seconds.
 */

#include "config.h"

#include <stdio.h>
#include <string.h>

#include "harness.h"

#define PUPR	"+6281200000101"	/* the officers of world_new */
#define DISHUB	"+6281200000102"

/* "COMMAND ticket code rest"; code and rest may be "". */
static void
say(struct world *w, const char *from, const char *command,
    const char *ticket, const char *code, const char *rest)
{
	char	text[256];

	snprintf(text, sizeof text, "%s %s %s %s", command, ticket, code,
	    rest);
	world_sms(w, from, text);
}

/* A report about rubbish by the river: its ticket, and the officer's code. */
static void
report_rubbish(struct world *w, char ticket[24], char code[3])
{
	world_sms(w, CITIZEN, "LAPOR SAMPAH OESAPA dekat kali");
	text_ticket(world_wait(w, CITIZEN, "diterima"), ticket);
	text_code(world_wait(w, OFFICER, "dekat kali"), code);
}

static void
finish(struct world *w, const char *ticket, const char *code)
{
	say(w, OFFICER, "SELESAI", ticket, code, "sudah diangkut");
	world_wait(w, CITIZEN, "selesai menurut");
}

static void
ring(struct world *w, const char *from)
{
	json_decref(world_sim(w, "{s:s, s:s, s:i, s:i}", "cmd", "ring", "from",
	    from, "rings", 2, "interval_ms", 200));
}

static void
test_a_result_is_asked_for_and_a_mistake_is_taken_back(void **state)
{
	struct world	*w = world_new(NULL);
	char		 ticket[24], code[3];

	(void)state;
	report_rubbish(w, ticket, code);
	say(w, OFFICER, "SELESAI", ticket, code, "");
	world_wait(w, OFFICER, "Apa yang sudah dikerjakan?");
	world_never(w, CITIZEN, "selesai menurut");
	finish(w, ticket, code);
	say(w, OFFICER, "BELUM", ticket, "", "maaf salah nomor");
	text_code(world_wait(w, OFFICER, "ditarik"), code);
	world_wait(w, CITIZEN, "ternyata belum selesai");
	finish(w, ticket, code);
	world_sms(w, CITIZEN, "puas");
	world_wait(w, CITIZEN, "ditutup");
	say(w, CITIZEN, "PUAS", ticket, "", "");
	world_wait(w, CITIZEN, "ditutup");
	world_wait_cli(w, "reports", "closed");
	world_free(w);
}

static void
test_belum_goes_up_with_the_place_and_a_stranger_opens_nothing(void **state)
{
	struct world	*w = world_new(NULL);
	char		 ticket[24], code[3];
	const char	*sms;

	(void)state;
	report_rubbish(w, ticket, code);
	say(w, OTHER, "SELESAI", ticket, code, "sudah");
	finish(w, ticket, code);
	world_sms(w, CITIZEN, "BELUM");
	world_wait(w, CITIZEN, "dibuka lagi dan kepala DLH");
	sms = world_wait(w, HEAD, "DIBUKA LAGI");
	assert_non_null(strstr(sms, "dekat kali"));
	assert_null(strstr(sms, "beres: BELUM"));
	text_code(world_wait(w, OFFICER, "DIBUKA LAGI"), code);
	finish(w, ticket, code);
	world_sms(w, CITIZEN, "BELUM masih menumpuk");
	world_wait(w, CITIZEN, "dibuka lagi dan koordinator");
	assert_non_null(strstr(world_wait(w, COORDINATOR, "DIBUKA LAGI"),
	    "masih menumpuk / dekat kali"));
	world_free(w);
}

static void
test_a_refusal_is_heard_above_and_belum_lays_it_before_the_coordinator(
    void **state)
{
	struct world	*w = world_new(NULL);
	char		 ticket[24], code[3];

	(void)state;
	report_rubbish(w, ticket, code);
	say(w, OFFICER, "TOLAK", ticket, code, "bukan kewenangan kami");
	assert_non_null(strstr(world_wait(w, CITIZEN, "tidak dapat ditangani"),
	    "bukan kewenangan kami"));
	world_wait(w, HEAD, "ditolak piket DLH: bukan kewenangan kami");
	world_wait(w, COORDINATOR, "ditolak piket DLH: bukan kewenangan kami");
	say(w, CITIZEN, "BELUM", ticket, "", "itu memang wewenang DLH");
	world_wait(w, CITIZEN, "kami sampaikan ke koordinator");
	text_code(world_wait(w, COORDINATOR, "itu memang wewenang DLH"), code);
	say(w, COORDINATOR, "TERUSKAN", ticket, code, "DLH memang tugas DLH");
	text_code(world_wait(w, OFFICER, "dekat kali"), code);
	/* A second refusal is the head's. */
	say(w, OFFICER, "TOLAK", ticket, code, "tetap bukan kami");
	world_wait(w, OFFICER, "perlu kode kepala DLH");
	text_code(world_wait(w, HEAD, "tetap bukan kami"), code);
	world_never(w, CITIZEN, "tetap bukan kami");
	say(w, HEAD, "TOLAK", ticket, code, "tanah pribadi");
	world_wait(w, CITIZEN, "tanah pribadi");
	world_free(w);
}

static void
test_a_report_is_sent_on_twice_and_then_the_coordinator_decides(void **state)
{
	struct world	*w = world_new(NULL);
	char		 ticket[24], code[3];

	(void)state;
	report_rubbish(w, ticket, code);
	say(w, OFFICER, "TERUSKAN", ticket, code, "DISHUB");
	world_wait(w, OFFICER, "alasan");
	say(w, OFFICER, "TERUSKAN", ticket, code, "DISHUB itu lampu");
	world_wait(w, CITIZEN, "diteruskan ke DISHUB");
	text_code(world_wait(w, DISHUB, "dekat kali"), code);
	say(w, DISHUB, "TERUSKAN", ticket, code, "PUPR itu jalan");
	world_wait(w, CITIZEN, "diteruskan ke PUPR");
	text_code(world_wait(w, PUPR, "dekat kali"), code);
	say(w, PUPR, "TERUSKAN", ticket, code, "DLH itu sampah");
	world_wait(w, CITIZEN, "koordinator kota yang menentukan");
	world_wait(w, PUPR, "koordinator yang menentukan");
	text_code(world_wait(w, COORDINATOR, "TENTUKAN"), code);
	say(w, COORDINATOR, "TERUSKAN", ticket, code, "DLH memang DLH");
	world_wait(w, CITIZEN, "diteruskan ke DLH");
	world_wait(w, OFFICER, "dekat kali");
	world_free(w);
}

static void
test_a_missed_call_is_puas_once_and_no_strangers(void **state)
{
	struct world	*w = world_new(NULL);
	char		 ticket[24], code[3];

	(void)state;
	report_rubbish(w, ticket, code);
	ring(w, CITIZEN);
	world_wait(w, CITIZEN, "menunggu petugas");
	ring(w, OTHER);
	finish(w, ticket, code);
	ring(w, CITIZEN);
	world_wait(w, CITIZEN, "kami catat sebagai PUAS");
	world_wait_cli(w, "reports", "closed");
	world_kill(w, 9);
	world_start(w);
	ring(w, CITIZEN);
	ring(w, OFFICER);
	world_quiet(w);
	world_wait_cli(w, "calls", "satisfied");
	assert_int_equal(world_count(w, CITIZEN, "PUAS:"), 1);
	assert_int_equal(world_count(w, OTHER, ""), 0);
	say(w, CITIZEN, "BELUM", ticket, "", "bukan saya yang telepon");
	world_wait(w, CITIZEN, "dibuka lagi");
	world_free(w);
}

static void
test_silence_is_unconfirmed_and_a_late_belum_goes_on_in_a_new_report(
    void **state)
{
	struct world_options	 o = { .clock = "2026-12-07 09:00" };
	struct world		*w = world_new(&o);
	char			 ticket[24], code[3], next[24];
	const char		*sms;

	(void)state;
	report_rubbish(w, ticket, code);
	finish(w, ticket, code);
	world_move_clock(w, "2026-12-12 10:00");
	world_wait_cli(w, "reports --state closed", ticket);
	say(w, CITIZEN, "BELUM", ticket, "", "masih menumpuk");
	sms = world_wait(w, CITIZEN, "kami buka ");
	text_ticket(strstr(sms, "kami buka "), next);
	assert_string_not_equal(next, ticket);
	assert_non_null(strstr(world_wait(w, OFFICER, next),
	    "masih menumpuk / dekat kali"));
	world_free(w);
}

static void
test_a_late_report_is_nudged_up_once_a_day_and_below_is_left_alone(
    void **state)
{
	struct world_options	 o = { .clock = "2026-12-07 09:00" };
	struct world		*w = world_new(&o);
	char			 ticket[24], code[3], out[4096];

	(void)state;
	report_rubbish(w, ticket, code);
	say(w, OFFICER, "TERIMA", ticket, "", "");
	world_wait(w, CITIZEN, "sudah diterima");
	world_move_clock(w, "2026-12-15 10:00");
	world_sms(w, CITIZEN, "BELUM");
	world_wait(w, CITIZEN, "lewat batas");
	world_sms(w, CITIZEN, "BELUM");
	world_wait(w, CITIZEN, "hari ini sudah kami sampaikan");
	say(w, HEAD, "TERIMA", ticket, "", "");
	world_wait(w, OFFICER, "sudah ditangani kepala DLH");
	assert_int_equal(world_cli(w, out, sizeof out, "reports --late"), 0);
	assert_non_null(strstr(out, "kepala DLH"));
	assert_null(strstr(out, "piket DLH"));
	world_free(w);
}

static void
test_who_asks_not_to_be_named_is_shown_for_a_reason_and_told(void **state)
{
	struct world	*w = world_new(NULL);
	char		 ticket[24], out[16384], command[128];

	(void)state;
	world_sms(w, CITIZEN, "LAPOR SAMPAH OESAPA RAHASIA dekat kali, hub "
	    "081299998888");
	text_ticket(world_wait(w, CITIZEN, "diterima"), ticket);
	assert_null(strstr(world_wait(w, OFFICER, "dekat kali"), "99998888"));
	assert_int_equal(world_cli(w, out, sizeof out,
	    "messages --in --numbers"), 0);
	assert_null(strstr(out, CITIZEN));
	snprintf(command, sizeof command, "report %s --numbers", ticket);
	assert_int_equal(world_cli(w, out, sizeof out, command), 1);
	snprintf(command, sizeof command, "report %s", ticket);
	assert_int_equal(world_cli(w, out, sizeof out, command), 0);
	assert_null(strstr(out, CITIZEN));
	snprintf(command, sizeof command, "report %s --numbers --why "
	    "'dipanggil saksi'", ticket);
	assert_int_equal(world_cli(w, out, sizeof out, command), 0);
	assert_non_null(strstr(out, CITIZEN));
	assert_non_null(strstr(out, "unmasked"));
	assert_non_null(strstr(out, "dipanggil saksi"));
	world_wait(w, CITIZEN, "Alasannya: dipanggil saksi");
	world_free(w);
}

static void
test_a_report_for_another_tells_both(void **state)
{
	struct world	*w = world_new(NULL);

	(void)state;
	world_sms(w, CITIZEN, "LAPOR SAMPAH OESAPA untuk 081200000002 dekat "
	    "kali");
	world_wait(w, CITIZEN, "diterima");
	world_wait(w, OTHER, "Ada yang melapor untuk Anda");
	world_wait(w, OFFICER, "dekat kali");
	world_sms(w, OFFICER, "TERIMA SEMUA");
	world_wait(w, CITIZEN, "sudah diterima petugas");
	world_wait(w, OTHER, "sudah diterima petugas");
	world_sms(w, OFFICER, "CUTI sampai lebaran");
	world_wait(w, OFFICER, "Anda tetap aktif");
	world_sms(w, OFFICER, "CUTI besok");
	world_wait(w, OFFICER, "piket DLH: cuti mulai");
	world_free(w);
}

int
main(void)
{
	static const struct CMUnitTest	tests[] = {
		cmocka_unit_test(
		    test_a_result_is_asked_for_and_a_mistake_is_taken_back),
		cmocka_unit_test(
		    test_belum_goes_up_with_the_place_and_a_stranger_opens_nothing),
		cmocka_unit_test(
		    test_a_refusal_is_heard_above_and_belum_lays_it_before_the_coordinator),
		cmocka_unit_test(
		    test_a_report_is_sent_on_twice_and_then_the_coordinator_decides),
		cmocka_unit_test(
		    test_a_missed_call_is_puas_once_and_no_strangers),
		cmocka_unit_test(
		    test_silence_is_unconfirmed_and_a_late_belum_goes_on_in_a_new_report),
		cmocka_unit_test(
		    test_a_late_report_is_nudged_up_once_a_day_and_below_is_left_alone),
		cmocka_unit_test(
		    test_who_asks_not_to_be_named_is_shown_for_a_reason_and_told),
		cmocka_unit_test(test_a_report_for_another_tells_both),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
