/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * What an officer asks for and commands: lists, details, several commands in
 * one SMS.
 */

#include "config.h"

#include "store/report.h"
#include "tests/fixtures/city_seats.h"

static void
test_a_list_goes_on_and_shows_every_report_once(void **state)
{
	struct city	*c = *state;
	char		 ticket[24][24], code[3], words[32], all[4096] = "";
	int		 i, pages;

	for (i = 0; i < 14; i++) {
		snprintf(words, sizeof words, "tumpukan %c", 'a' + i);
		c->now += 3600;
		report(c, OFFICER, words, ticket[i], code);
	}
	drain(c);
	sms(c, OFFICER, "DAFTAR");
	for (pages = 1; pages < 10; pages++) {
		assert_gets(c, OFFICER, "");
		assert_true(text_septets(c->got) <= TEXT_SMS_SEPTETS);
		strncat(all, c->got, sizeof all - strlen(all) - 1);
		if (strstr(c->got, "LAGI") == NULL)
			break;
		/* Somebody is quicker than the reader. */
		c->now += 60;
		sms(c, OTHER, "LAPOR SAMPAH ALAK baru");
		drain(c);
		sms(c, OFFICER, "LAGI");
	}
	assert_true(pages > 1 && pages < 10);
	for (i = 0; i < 14; i++) {
		assert_non_null(strstr(all, ticket[i]));
		assert_null(strstr(strstr(all, ticket[i]) + 1, ticket[i]));
	}
	assert_null(strstr(all, "ALAK"));
	sms(c, OFFICER, "lagi");
	assert_gets(c, OFFICER, "Tidak ada lagi");
}

static void
test_the_most_urgent_stands_first(void **state)
{
	struct city	*c = *state;
	char		 ticket[24], code[3];
	const char	*fire;

	city_seat(c, "piket dua", "DAMKAR", SEAT_OFFICER, "*", OFFICER);
	report(c, OFFICER, "biasa saja", ticket, code);
	sms(c, OTHER, "LAPOR KEBAKARAN OESAPA rumah terbakar");
	drain(c);
	sms(c, OFFICER, "DAFTAR");
	assert_gets(c, OFFICER, "2 laporan");
	assert_non_null(fire = strstr(c->got, "!"));
	assert_true(fire < strstr(c->got, ticket));
}

static void
test_a_report_is_shown_again_with_its_code(void **state)
{
	struct city	*c = *state;
	char		 ticket[24], code[3], text[64], kode[16];

	report(c, OFFICER, "depan pasar", ticket, code);
	snprintf(text, sizeof text, "LIHAT %s", ticket);
	snprintf(kode, sizeof kode, "Kode %s", code);
	sms(c, OFFICER, text);
	assert_gets(c, OFFICER, kode);
	assert_non_null(strstr(c->got, "depan pasar"));
	/* Who answers for the OPD sees it, too, but nothing that opens it. */
	sms(c, HEAD, text);
	assert_gets(c, HEAD, "depan pasar");
	assert_null(strstr(c->got, "Kode"));
}

static void
test_a_report_is_shown_with_what_was_said_since(void **state)
{
	struct city	*c = *state;
	char		 ticket[24], code[3], text[128];

	report(c, OFFICER, "depan pasar", ticket, code);
	sms(c, CITIZEN, "TAMBAH dekat pompa");
	snprintf(text, sizeof text, "TANYA %s sebelah mana pompa?", ticket);
	sms(c, OFFICER, text);
	sms(c, CITIZEN, "sebelah utara pak");
	drain(c);
	snprintf(text, sizeof text, "LIHAT %s", ticket);
	sms(c, OFFICER, text);
	assert_gets(c, OFFICER, "depan pasar / Warga: dekat pompa / Tanya: "
	    "sebelah mana pompa? / Warga: sebelah utara pak | Kode ");
	assert_null(strstr(c->got, "LAGI"));
}

static void
test_older_words_follow_with_lagi_and_none_is_lost(void **state)
{
	struct city	*c = *state;
	char		 ticket[24], code[3], text[200], word[16], all[8192] = "";
	int		 i, pages;

	c->conf->replies_per_hour = 1000;
	c->conf->loop_after = 1000;
	report(c, OFFICER, "depan pasar", ticket, code);
	for (i = 0; i < 40; i++) {
		snprintf(text, sizeof text, "TAMBAH %s kata%02d dekat gereja "
		    "tua, sebelah kiri pompa bensin lama punya om Yan",
		    ticket, i);
		sms(c, CITIZEN, text);
	}
	drain(c);
	snprintf(text, sizeof text, "LIHAT %s", ticket);
	sms(c, OFFICER, text);
	for (pages = 1; pages < 30; pages++) {
		assert_gets(c, OFFICER, "kata");
		/* The newest come first. */
		if (pages == 1) {
			assert_non_null(strstr(c->got, "kata39"));
			assert_non_null(strstr(c->got, "Kode "));
		}
		strncat(all, c->got, sizeof all - strlen(all) - 1);
		if (strstr(c->got, "LAGI") == NULL)
			break;
		sms(c, OFFICER, "LAGI");
	}
	assert_in_range(pages, 3, 12);
	for (i = 0; i < 40; i++) {
		snprintf(word, sizeof word, "kata%02d", i);
		assert_non_null(strstr(all, word));
		assert_null(strstr(strstr(all, word) + 1, word));
	}
}

static void
test_older_words_are_not_shown_to_who_never_had_the_report(void **state)
{
	struct city	*c = *state;
	char		 ticket[24], code[3], text[200];
	int		 i;

	c->conf->loop_after = 1000;
	report(c, OFFICER, "depan pasar", ticket, code);
	snprintf(text, sizeof text, "TAMBAH %s dekat gereja tua, sebelah kiri "
	    "pompa bensin lama punya om Yan, masuk gang kecil yang ada pohon "
	    "mangga", ticket);
	for (i = 0; i < 9; i++)
		sms(c, CITIZEN, text);
	drain(c);
	snprintf(text, sizeof text, "LIHAT %s", ticket);
	sms(c, OFFICER, text);
	assert_gets(c, OFFICER, "LAGI");
	snprintf(text, sizeof text, "BATAL %s", ticket);
	sms(c, CITIZEN, text);
	drain(c);
	/* What it had it may see again. */
	sms(c, OFFICER, "LAGI");
	assert_int_equal(count_gets(c, OFFICER, "gereja"), 1);
	city_seat(c, "piket PUPR", "PUPR", SEAT_OFFICER, "*", NEW_PHONE);
	snprintf(text, sizeof text, "LIHAT %s", ticket);
	sms(c, NEW_PHONE, text);
	sms(c, NEW_PHONE, "LAGI");
	assert_int_equal(count_gets(c, NEW_PHONE, "gereja"), 0);
}

/* ---- several commands in one SMS ---------------------------------------- */

static void
test_several_commands_are_done_and_one_reply_says_each_outcome(void **state)
{
	struct city	*c = *state;
	char		 t[3][24], code[3][3], text[160];
	int		 i;

	report(c, OFFICER, "satu", t[0], code[0]);
	report(c, OFFICER, "dua", t[1], code[1]);
	report(c, OFFICER, "tiga", t[2], code[2]);
	drain(c);
	snprintf(text, sizeof text, "TERIMA %s %s %s", t[0], t[1], t[2]);
	sms(c, OFFICER, text);
	assert_gets(c, OFFICER, "pada Anda:");
	for (i = 0; i < 3; i++) {
		assert_int_equal(report_of(c, t[i]).state, REPORT_TAKEN);
		assert_non_null(strstr(c->got, t[i]));
	}
	assert_string_equal(get(c, OFFICER), "");
	snprintf(text, sizeof text,
	    "SELESAI %s %s diangkut, SELESAI %s %s disapu. PROSES %s besok",
	    t[0], code[0], t[1], code[1][0] == 'K' ? "L9" : "K9", t[2]);
	sms(c, OFFICER, text);
	assert_gets(c, OFFICER, "kode salah:");
	assert_true(text_septets(c->got) <= TEXT_SMS_SEPTETS);
	assert_int_equal(report_of(c, t[0]).state, REPORT_DONE);
	assert_int_equal(report_of(c, t[1]).state, REPORT_TAKEN);
	assert_int_equal(report_of(c, t[2]).state, REPORT_WORKING);
	assert_string_equal(get(c, OFFICER), "");
	snprintf(text, sizeof text, "SELESAI %s %s %s %s sudah bersih",
	    t[1], code[1], t[2], code[2]);
	sms(c, OFFICER, text);
	assert_gets(c, CITIZEN, "sudah bersih");
	assert_int_equal(report_of(c, t[1]).state, REPORT_DONE);
	assert_int_equal(report_of(c, t[2]).state, REPORT_DONE);
}

int
main(void)
{
	static const struct CMUnitTest	tests[] = {
		T(test_a_list_goes_on_and_shows_every_report_once),
		T(test_the_most_urgent_stands_first),
		T(test_a_report_is_shown_again_with_its_code),
		T(test_a_report_is_shown_with_what_was_said_since),
		T(test_older_words_follow_with_lagi_and_none_is_lost),
		T(test_older_words_are_not_shown_to_who_never_had_the_report),
		T(test_several_commands_are_done_and_one_reply_says_each_outcome),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
