/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * Nobody is left without an answer: budgets and what they hold, loops, which
 * report is meant, and what is told of one's own and of a place.
 */

#include "config.h"

#include "language/ticket.h"
#include "store/outbox_held.h"
#include "store/report.h"
#include "tests/fixtures/city_fixture.h"

#define CITIZEN	"+6281200000001"
#define OTHER	"+6281200000002"
#define OFFICER	"+6281200000100"
#define FIRE	"+6281200000106"

static int
setup(void **state)
{
	struct city	*c = city_begin("quiet_hours = \"\";\n"
			    "replies_per_hour = 3;\n", "WITA-8", 1795000000);

	city_seat(c, "piket DLH", "DLH", SEAT_OFFICER, "*", OFFICER);
	city_seat(c, "piket DAMKAR", "DAMKAR", SEAT_OFFICER, "*", FIRE);
	*state = c;
	return 0;
}

static int64_t
sms(struct city *c, const char *from, const char *text)
{
	return city_sms(c, from, text, c->now);
}

static enum inbox_state
fate(struct city *c, int64_t id, char reason[STORE_NAME_SIZE])
{
	struct inbox_message	in;

	assert_int_equal(store_inbox_get(c->store, id, &in), 1);
	snprintf(reason, STORE_NAME_SIZE, "%s", in.reason);
	return in.state;
}

static void
first_number(const char *text, char ticket[24])
{
	const char	*at = strpbrk(text, "0123456789");

	assert_non_null(at);
	snprintf(ticket, 24, "%.*s", (int)strspn(at, "0123456789"), at);
}

/* A report by one sender; its ticket. */
static void
report(struct city *c, const char *from, const char *what, char ticket[24])
{
	char	text[96];

	snprintf(text, sizeof text, "LAPOR %s", what);
	sms(c, from, text);
	assert_gets(c, from, "Laporan");
	first_number(c->got, ticket);
}

/* Spend a number's three replies. */
static void
spend(struct city *c, const char *from)
{
	sms(c, from, "CEK 1234");
	sms(c, from, "CEK 12345");
	sms(c, from, "CEK 123456");
	while (get(c, from)[0] != '\0')
		;
}

/* ---- budgets ------------------------------------------------------------ */

static void
test_a_ticket_and_a_fire_are_answered_after_the_budgets_end(void **state)
{
	struct city	*c = *state;

	spend(c, CITIZEN);
	sms(c, CITIZEN, "BANTUAN");
	assert_string_equal(get(c, CITIZEN), "");
	sms(c, CITIZEN, "LAPOR SAMPAH OESAPA depan pasar");
	assert_gets(c, CITIZEN, "diterima");
	sms(c, CITIZEN, "LAPOR KEBAKARAN OESAPA api besar");
	assert_gets(c, CITIZEN, "DARURAT");
}

static void
test_tickets_do_not_use_up_the_budget(void **state)
{
	struct city	*c = *state;
	char		 text[64];
	int		 i;

	for (i = 0; i < 6; i++) {
		snprintf(text, sizeof text, "LAPOR SAMPAH OESAPA titik x%d",
		    i);
		sms(c, CITIZEN, text);
	}
	while (get(c, CITIZEN)[0] != '\0')
		;
	sms(c, CITIZEN, "BANTUAN");
	assert_gets(c, CITIZEN, "LAPOR");
}

static void
test_the_last_reply_says_when_the_next_one_comes(void **state)
{
	struct city	*c = *state;

	sms(c, CITIZEN, "CEK 1234");
	assert_gets(c, CITIZEN, "1234");
	assert_null(strstr(c->got, "berikutnya"));
	c->now += 600;
	sms(c, CITIZEN, "CEK 12345");
	assert_gets(c, CITIZEN, "12345");
	sms(c, CITIZEN, "CEK 123456");
	assert_gets(c, CITIZEN, "berikutnya kami balas setelah 20:06");
	sms(c, CITIZEN, "BANTUAN");
	assert_string_equal(get(c, CITIZEN), "");
}

static void
test_what_was_held_is_told_in_one_sms_when_the_hour_is_over(void **state)
{
	struct city	*c = *state;
	char		 one[24], two[24], text[64];
	int64_t		 at;

	report(c, CITIZEN, "SAMPAH OESAPA depan pasar", one);
	report(c, CITIZEN, "SAMPAH LILIBA dekat gereja", two);
	spend(c, CITIZEN);
	snprintf(text, sizeof text, "CEK %s", one);
	sms(c, CITIZEN, text);
	snprintf(text, sizeof text, "CEK %s", two);
	sms(c, CITIZEN, text);
	sms(c, CITIZEN, "BANTUAN");
	assert_string_equal(get(c, CITIZEN), "");
	/* It is said as it is then, not as it was. */
	snprintf(text, sizeof text, "TERIMA %s", one);
	sms(c, OFFICER, text);
	assert_gets(c, CITIZEN, "sudah diterima petugas");
	assert_int_equal(desk_next_timer(c->desk, &at), 1);
	c->now += 3600;
	desk_run_timers(c->desk, c->now, 100);
	snprintf(text, sizeof text, "%s SAMPAH OESAPA: diterima petugas", one);
	assert_gets(c, CITIZEN, text);
	assert_non_null(strstr(c->got, two));
	assert_string_equal(get(c, CITIZEN), "");
	assert_int_equal(store_outbox_held_next(c->store, &at), 0);
}

static void
test_a_held_question_that_nobody_can_answer_any_more_is_dropped(void **state)
{
	struct city	*c = *state;

	spend(c, CITIZEN);
	sms(c, CITIZEN, "tolong pak ada masalah di oesapa");
	assert_string_equal(get(c, CITIZEN), "");
	c->now += 86400;
	desk_run_timers(c->desk, c->now, 100);
	assert_string_equal(get(c, CITIZEN), "");
}

static void
test_who_said_stop_is_not_told_later(void **state)
{
	struct city	*c = *state;
	char		 ticket[24], text[64];

	c->conf->notices_per_day = 1;
	report(c, CITIZEN, "SAMPAH OESAPA depan pasar", ticket);
	snprintf(text, sizeof text, "TERIMA %s", ticket);
	sms(c, OFFICER, text);
	sms(c, CITIZEN, "STOP");
	assert_gets(c, CITIZEN, "tidak mengirim SMS lagi");
	c->now += 90000;
	desk_run_timers(c->desk, c->now, 100);
	assert_string_equal(get(c, CITIZEN), "");
}

static void
test_a_notice_over_the_days_budget_is_told_the_next_day(void **state)
{
	struct city	*c = *state;
	char		 ticket[24], text[64];

	c->conf->notices_per_day = 1;
	report(c, CITIZEN, "SAMPAH OESAPA depan pasar", ticket);
	snprintf(text, sizeof text, "TERIMA %s", ticket);
	sms(c, OFFICER, text);
	assert_string_equal(get(c, CITIZEN), "");
	c->now += 3600;
	desk_run_timers(c->desk, c->now, 100);
	assert_string_equal(get(c, CITIZEN), "");
	c->now += 86400;
	desk_run_timers(c->desk, c->now, 100);
	assert_gets(c, CITIZEN, "sudah diterima petugas");
}

/* ---- loops -------------------------------------------------------------- */

static void
test_the_same_text_again_and_again_is_a_machines(void **state)
{
	struct city	*c = *state;
	char		 why[STORE_NAME_SIZE];
	int64_t		 id = 0;
	int		 i;

	c->conf->replies_per_hour = 100;
	for (i = 0; i <= c->conf->loop_after; i++) {
		c->now += 7 + i * i;
		id = sms(c, CITIZEN, "BANTUAN");
	}
	assert_int_equal(fate(c, id, why), INBOX_FILED);
	assert_non_null(strstr(why, "loop: the same"));
	/* Another text of it is read. */
	sms(c, CITIZEN, "LAPOR SAMPAH OESAPA depan pasar");
	assert_gets(c, CITIZEN, "diterima");
}

static void
test_a_clocks_intervals_are_a_machines(void **state)
{
	struct city	*c = *state;
	char		 why[STORE_NAME_SIZE], text[64];
	int64_t		 id = 0;
	int		 i;

	c->conf->replies_per_hour = 100;
	for (i = 0; i < 2 * c->conf->loop_after; i++) {
		c->now += 60;
		snprintf(text, sizeof text, "apa kabar %d", i);
		id = sms(c, CITIZEN, text);
	}
	assert_int_equal(fate(c, id, why), INBOX_FILED);
	assert_non_null(strstr(why, "intervals"));
}

static void
test_our_own_words_coming_back_twice_are_a_machines(void **state)
{
	struct city	*c = *state;
	char		 why[STORE_NAME_SIZE], ours[TEXT_MAX_BYTES];
	int64_t		 id;

	sms(c, CITIZEN, "BANTUAN");
	snprintf(ours, sizeof ours, "%s", get(c, CITIZEN));
	sms(c, CITIZEN, ours);
	c->now += 11;
	id = sms(c, CITIZEN, ours);
	assert_int_equal(fate(c, id, why), INBOX_FILED);
	assert_non_null(strstr(why, "our own words"));
}

static void
test_fire_is_answered_however_often_it_is_said(void **state)
{
	struct city	*c = *state;
	char		 why[STORE_NAME_SIZE];
	int64_t		 id = 0;
	int		 i;

	for (i = 0; i < 15; i++) {
		c->now += 30;
		id = sms(c, CITIZEN, "LAPOR KEBAKARAN OESAPA api besar");
	}
	assert_int_equal(fate(c, id, why), INBOX_HANDLED);
}

/* ---- one's own ---------------------------------------------------------- */

static void
test_cek_without_a_number_lists_what_is_open(void **state)
{
	struct city	*c = *state;
	char		 one[24], two[24];

	sms(c, CITIZEN, "CEK");
	assert_gets(c, CITIZEN, "Belum ada laporan dari nomor ini");
	report(c, CITIZEN, "SAMPAH OESAPA depan pasar", one);
	sms(c, CITIZEN, "CEK");
	assert_gets(c, CITIZEN, "menunggu petugas");
	report(c, CITIZEN, "SAMPAH LILIBA dekat gereja", two);
	sms(c, CITIZEN, "CEK");
	assert_gets(c, CITIZEN, "2 terbuka");
	assert_non_null(strstr(c->got, one));
	assert_non_null(strstr(c->got, two));
}

static void
test_cek_of_two_numbers_answers_both_in_one_sms(void **state)
{
	struct city	*c = *state;
	char		 one[24], two[24], text[64];

	report(c, CITIZEN, "SAMPAH OESAPA depan pasar", one);
	report(c, OTHER, "SAMPAH LILIBA dekat gereja", two);
	snprintf(text, sizeof text, "CEK %s %s", one, two);
	sms(c, CITIZEN, text);
	assert_gets(c, CITIZEN, "SAMPAH OESAPA: menunggu petugas");
	/* Of another's only how it is. */
	snprintf(text, sizeof text, "%s: menunggu petugas", two);
	assert_non_null(strstr(c->got, text));
	assert_null(strstr(c->got, "LILIBA"));
	assert_string_equal(get(c, CITIZEN), "");
}

static void
test_anybody_hears_the_numbers_of_a_place_and_its_oldest(void **state)
{
	struct city	*c = *state;
	char		 one[24], two[24];

	sms(c, OTHER, "CEK SAMPAH OESAPA");
	assert_gets(c, OTHER, "tidak ada laporan dalam 90 hari");
	report(c, CITIZEN, "SAMPAH OESAPA depan pasar", one);
	c->now += 86400;
	report(c, CITIZEN, "SAMPAH OESAPA dekat gereja", two);
	sms(c, OTHER, "CEK SAMPAH OESAPA");
	assert_gets(c, OTHER, "2 terbuka, 0 selesai");
	assert_non_null(strstr(c->got, "Tertua"));
	assert_non_null(strstr(c->got, one));
	assert_null(strstr(c->got, two));
}

static void
test_who_has_reports_is_not_told_that_there_are_none(void **state)
{
	struct city	*c = *state;
	char		 ticket[24];

	report(c, CITIZEN, "SAMPAH OESAPA depan pasar", ticket);
	sms(c, CITIZEN, "PUAS");
	assert_gets(c, CITIZEN, ticket);
	assert_null(strstr(c->got, "Belum ada laporan"));
}

/* ---- which -------------------------------------------------------------- */

static enum report_state
state_of(struct city *c, const char *ticket)
{
	struct report	r;

	assert_int_equal(store_report_get(c->store,
	    ticket_to_sequence(ticket), &r), 1);
	return r.state;
}

static void
test_batal_asks_which_and_the_answer_cancels_that_one(void **state)
{
	static const char *const answers[] = { "2", "yang no 2", NULL };
	struct city	*c = *state;
	char		 one[24], two[24];
	int		 i;

	c->conf->replies_per_hour = c->conf->loop_after = 100;
	for (i = 0; i < 3; i++) {
		report(c, CITIZEN, "SAMPAH OESAPA depan pasar", one);
		report(c, CITIZEN, "SAMPAH LILIBA dekat gereja", two);
		sms(c, CITIZEN, "BATAL");
		assert_gets(c, CITIZEN, "yang mana");
		assert_int_equal(state_of(c, one), REPORT_ROUTED);
		/* The newest is the first choice. */
		sms(c, CITIZEN, answers[i] != NULL ? answers[i] : one);
		assert_gets(c, CITIZEN, "dibatalkan");
		assert_int_equal(state_of(c, one), REPORT_CANCELLED);
		assert_int_equal(state_of(c, two), REPORT_ROUTED);
		sms(c, CITIZEN, "BATAL");
		assert_gets(c, CITIZEN, "dibatalkan");
		assert_int_equal(state_of(c, two), REPORT_CANCELLED);
	}
}

static void
test_a_report_while_we_ask_which_is_a_report(void **state)
{
	struct city	*c = *state;
	char		 one[24], two[24], three[24];

	report(c, CITIZEN, "SAMPAH OESAPA depan pasar", one);
	report(c, CITIZEN, "SAMPAH LILIBA dekat gereja", two);
	sms(c, CITIZEN, "BATAL");
	assert_gets(c, CITIZEN, "yang mana");
	report(c, CITIZEN, "SAMPAH ALAK dekat sekolah", three);
	sms(c, CITIZEN, one);
	assert_gets(c, CITIZEN, "dibatalkan");
	assert_int_equal(state_of(c, one), REPORT_CANCELLED);
	assert_int_equal(state_of(c, three), REPORT_ROUTED);
}

static void
test_an_answer_that_cannot_be_read_is_asked_again_and_changes_nothing(
    void **state)
{
	struct city	*c = *state;
	char		 one[24], two[24];

	c->conf->replies_per_hour = 100;
	report(c, CITIZEN, "SAMPAH OESAPA depan pasar", one);
	report(c, CITIZEN, "SAMPAH LILIBA dekat gereja", two);
	sms(c, CITIZEN, "BATAL");
	assert_gets(c, CITIZEN, "yang mana");
	sms(c, CITIZEN, "7");
	assert_gets(c, CITIZEN, "belum terbaca");
	sms(c, CITIZEN, "xyzzy");
	assert_gets(c, CITIZEN, "belum ada yang berubah");
	assert_int_equal(state_of(c, one), REPORT_ROUTED);
	assert_int_equal(state_of(c, two), REPORT_ROUTED);
}

static void
test_batal_semua_asks_back_once(void **state)
{
	struct city	*c = *state;
	char		 one[24], two[24];

	c->conf->replies_per_hour = 100;
	report(c, CITIZEN, "SAMPAH OESAPA depan pasar", one);
	report(c, CITIZEN, "SAMPAH LILIBA dekat gereja", two);
	sms(c, CITIZEN, "BATAL SEMUA");
	assert_gets(c, CITIZEN, "semua 2 laporan");
	sms(c, CITIZEN, "TIDAK");
	assert_gets(c, CITIZEN, "tidak ada yang dibatalkan");
	assert_int_equal(state_of(c, one), REPORT_ROUTED);
	sms(c, CITIZEN, "BATAL SEMUA");
	assert_gets(c, CITIZEN, "semua 2 laporan");
	sms(c, CITIZEN, "YA");
	assert_gets(c, CITIZEN, "2 laporan dibatalkan");
	assert_int_equal(state_of(c, one), REPORT_CANCELLED);
	assert_int_equal(state_of(c, two), REPORT_CANCELLED);
	sms(c, CITIZEN, "BATAL SEMUA");
	assert_gets(c, CITIZEN, "Tidak ada laporan Anda yang cocok");
}

/* ---- what is promised --------------------------------------------------- */

static void
test_the_acknowledgement_says_by_when(void **state)
{
	struct city	*c = *state;
	char		 ticket[24];

	/* Wednesday evening; five working days on, holidays apart. */
	report(c, CITIZEN, "SAMPAH OESAPA depan pasar", ticket);
	assert_non_null(strstr(c->got, "Selesai paling lambat "));
	assert_non_null(strstr(c->got, " Nov"));
}

static void
test_nobody_on_duty_is_said_as_it_is(void **state)
{
	struct city	*c = *state;
	char		 ticket[24];

	report(c, CITIZEN, "LAMPU OESAPA padam", ticket);
	assert_non_null(strstr(c->got, "Petugas belum ada"));
	city_seat(c, "kepala PUPR", "PUPR", SEAT_HEAD, "*", OTHER);
	city_seat(c, "kepala DISHUB", "DISHUB", SEAT_HEAD, "*",
	    "+6281200000777");
	report(c, CITIZEN, "LAMPU LILIBA padam", ticket);
	assert_non_null(strstr(c->got, "Ke atasannya, paling lambat"));
}

static void
test_a_fire_for_which_nobody_is_on_duty_is_not_said_to_be_with_them(
    void **state)
{
	struct city	*c = *state;
	char		 why[256];

	assert_int_equal(desk_seat_remove(c->desk, "piket DAMKAR", c->now,
	    why, sizeof why), 0);
	sms(c, CITIZEN, "LAPOR KEBAKARAN OESAPA api besar");
	assert_gets(c, CITIZEN, "TELEPON SEKARANG 113");
	assert_non_null(strstr(c->got, "belum ada yang bertugas"));
}

static void
test_a_fire_is_told_whom_to_call(void **state)
{
	struct city	*c = *state;

	sms(c, CITIZEN, "LAPOR KEBAKARAN OESAPA api besar");
	assert_gets(c, CITIZEN, "Telepon juga 113");
	sms(c, OTHER, "kebakaran tolong");
	assert_gets(c, OTHER, "Telepon juga 113");
}

/* ---- texts -------------------------------------------------------------- */

static void
test_an_officers_command_from_an_unknown_phone_is_told_as_such(void **state)
{
	struct city	*c = *state;
	char		 ticket[24], text[64];

	report(c, CITIZEN, "SAMPAH OESAPA depan pasar", ticket);
	snprintf(text, sizeof text, "SELESAI %s K7 sudah diangkut", ticket);
	sms(c, OTHER, text);
	assert_gets(c, OTHER, "nomor petugas yang terdaftar");
	assert_int_equal(state_of(c, ticket), REPORT_ROUTED);
}

static void
test_old_words_of_an_officer_are_not_told_of_a_reopened_report(void **state)
{
	struct city	*c = *state;
	char		 ticket[24], code[3], text[96];

	c->conf->replies_per_hour = 100;
	sms(c, CITIZEN, "LAPOR SAMPAH OESAPA depan pasar");
	assert_gets(c, OFFICER, "depan pasar");
	first_number(c->got, ticket);
	snprintf(code, sizeof code, "%.2s", strstr(c->got, "Kode ") + 5);
	snprintf(text, sizeof text, "SELESAI %s %s sudah diangkut", ticket,
	    code);
	sms(c, OFFICER, text);
	assert_gets(c, CITIZEN, "selesai menurut");
	snprintf(text, sizeof text, "CEK %s", ticket);
	sms(c, CITIZEN, text);
	assert_gets(c, CITIZEN, "Petugas: sudah diangkut");
	snprintf(text, sizeof text, "BELUM %s", ticket);
	sms(c, CITIZEN, text);
	snprintf(text, sizeof text, "CEK %s", ticket);
	sms(c, CITIZEN, text);
	assert_gets(c, CITIZEN, "menunggu petugas");
	assert_null(strstr(c->got, "sudah diangkut"));
}

static void
test_an_officer_is_not_sent_a_citizens_text(void **state)
{
	struct city	*c = *state;
	char		 ticket[24], text[96];

	report(c, CITIZEN, "SAMPAH OESAPA depan pasar", ticket);
	snprintf(text, sizeof text, "BATAL %s", ticket);
	sms(c, CITIZEN, text);
	snprintf(text, sizeof text, "TERIMA %s", ticket);
	sms(c, OFFICER, text);
	assert_gets(c, OFFICER, "tidak dapat dilakukan");
	assert_null(strstr(c->got, "LAPOR"));
}

/* ---- the admin's hands -------------------------------------------------- */

static int
hand(struct city *c, const char *ticket, const char *act, const char *words)
{
	const struct desk_hand	 by = { .admin = "maria", .act = act,
				    .words = words };
	char			 why[256];

	return desk_report_change(c->desk, ticket_to_sequence(ticket), &by,
	    c->now, why, sizeof why);
}

static void
test_an_admin_assigns_a_report_and_all_are_told(void **state)
{
	struct city	*c = *state;
	char		 ticket[24], text[64];

	city_seat(c, "piket dua", "DLH", SEAT_OFFICER, "ALAK", OTHER);
	report(c, CITIZEN, "SAMPAH OESAPA depan pasar", ticket);
	assert_int_equal(hand(c, ticket, "assign", "tidak ada"), 1);
	assert_int_equal(hand(c, ticket, "assign", "piket DLH"), 1);
	assert_int_equal(hand(c, ticket, "assign", "piket dua"), 0);
	assert_gets(c, OFFICER, "dialihkan ke piket dua");
	assert_gets(c, OTHER, "depan pasar");
	snprintf(text, sizeof text, "TERIMA %s", ticket);
	sms(c, OFFICER, text);
	assert_gets(c, OFFICER, "tidak ada (lagi) pada Anda");
	sms(c, OTHER, text);
	assert_int_equal(state_of(c, ticket), REPORT_TAKEN);
	/* Also what is taken can be given to somebody else. */
	assert_int_equal(hand(c, ticket, "assign", "piket DLH"), 0);
	assert_int_equal(state_of(c, ticket), REPORT_ROUTED);
}

static void
test_an_admin_forwards_closes_and_reopens_with_a_reason(void **state)
{
	struct city	*c = *state;
	char		 ticket[24];

	report(c, CITIZEN, "SAMPAH OESAPA depan pasar", ticket);
	assert_int_equal(hand(c, ticket, "forward", "DAMKAR"), 1);
	assert_int_equal(hand(c, ticket, "forward", "XYZ sebab"), 1);
	assert_int_equal(hand(c, ticket, "forward", "DAMKAR bekas api"), 0);
	assert_gets(c, CITIZEN, "diteruskan ke DAMKAR");
	assert_gets(c, FIRE, "depan pasar");
	assert_int_equal(hand(c, ticket, "close", ""), 1);
	assert_int_equal(hand(c, ticket, "reopen", "belum"), 1);
	assert_int_equal(hand(c, ticket, "close", "dobel"), 0);
	assert_gets(c, FIRE, "ditutup: dobel");
	assert_gets(c, CITIZEN, "kami tutup: dobel");
	assert_int_equal(state_of(c, ticket), REPORT_CLOSED);
	assert_int_equal(hand(c, ticket, "close", "dobel"), 1);
	assert_int_equal(hand(c, ticket, "reopen", "ternyata belum"), 0);
	assert_gets(c, CITIZEN, "kami buka lagi: ternyata belum");
	assert_int_equal(state_of(c, ticket), REPORT_ROUTED);
	assert_int_equal(hand(c, ticket, "note", "tanya pak lurah"), 0);
	assert_gets(c, FIRE, "tanya pak lurah");
	assert_int_equal(hand(c, ticket, "eat", "it"), 1);
}

static void
test_held_sms_are_released_or_dropped_by_hand(void **state)
{
	struct city		*c = *state;
	struct outbox_message	 m;
	char			 why[256];
	int64_t			 id = 0;

	spend(c, CITIZEN);
	sms(c, CITIZEN, "BANTUAN");
	do
		assert_int_equal(store_outbox_get(c->store, ++id, &m), 1);
	while (m.state != OUTBOX_HELD);
	assert_int_equal(desk_message_settle(c->desk, 999, true, c->now, why,
	    sizeof why), 1);
	assert_int_equal(desk_message_settle(c->desk, id, true, c->now, why,
	    sizeof why), 0);
	assert_gets(c, CITIZEN, "LAPOR");
	assert_int_equal(desk_message_settle(c->desk, id, false, c->now, why,
	    sizeof why), 1);
	assert_non_null(strstr(why, "sent"));
}

#define T(test)	cmocka_unit_test_setup_teardown(test, setup, city_end)

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		T(test_a_ticket_and_a_fire_are_answered_after_the_budgets_end),
		T(test_tickets_do_not_use_up_the_budget),
		T(test_the_last_reply_says_when_the_next_one_comes),
		T(test_what_was_held_is_told_in_one_sms_when_the_hour_is_over),
		T(test_a_held_question_that_nobody_can_answer_any_more_is_dropped),
		T(test_who_said_stop_is_not_told_later),
		T(test_a_notice_over_the_days_budget_is_told_the_next_day),
		T(test_the_same_text_again_and_again_is_a_machines),
		T(test_a_clocks_intervals_are_a_machines),
		T(test_our_own_words_coming_back_twice_are_a_machines),
		T(test_fire_is_answered_however_often_it_is_said),
		T(test_cek_without_a_number_lists_what_is_open),
		T(test_cek_of_two_numbers_answers_both_in_one_sms),
		T(test_anybody_hears_the_numbers_of_a_place_and_its_oldest),
		T(test_who_has_reports_is_not_told_that_there_are_none),
		T(test_batal_asks_which_and_the_answer_cancels_that_one),
		T(test_a_report_while_we_ask_which_is_a_report),
		T(test_an_answer_that_cannot_be_read_is_asked_again_and_changes_nothing),
		T(test_batal_semua_asks_back_once),
		T(test_the_acknowledgement_says_by_when),
		T(test_nobody_on_duty_is_said_as_it_is),
		T(test_a_fire_for_which_nobody_is_on_duty_is_not_said_to_be_with_them),
		T(test_a_fire_is_told_whom_to_call),
		T(test_an_officers_command_from_an_unknown_phone_is_told_as_such),
		T(test_old_words_of_an_officer_are_not_told_of_a_reopened_report),
		T(test_an_officer_is_not_sent_a_citizens_text),
		T(test_an_admin_assigns_a_report_and_all_are_told),
		T(test_an_admin_forwards_closes_and_reopens_with_a_reason),
		T(test_held_sms_are_released_or_dropped_by_hand),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
