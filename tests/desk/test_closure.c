/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * Closure belongs to the citizen: PUAS, BELUM and missed calls in every state
 * of a report, and what officers may do against it.
 */

#include "config.h"

#include "store/deadline.h"
#include "store/dispatch.h"
#include "store/event.h"
#include "store/list.h"
#include "store/report.h"
#include "tests/fixtures/city_seats.h"

#define LEADER	"+6281200000500"
#define DISHUB	"+6281200000602"
#define PUPR	"+6281200000601"
#define DAY	86400

/* The city of city_seats.h, with a leader and officers of two more OPDs. */
static int
setup_city(void **state)
{
	struct city	*c;

	if (setup(state) != 0)
		return -1;
	c = *state;
	city_seat(c, "walikota", "", SEAT_LEADER, "*", LEADER);
	city_seat(c, "piket DISHUB", "DISHUB", SEAT_OFFICER, "*", DISHUB);
	city_seat(c, "piket PUPR", "PUPR", SEAT_OFFICER, "*", PUPR);
	return 0;
}

#define TC(test)	cmocka_unit_test_setup_teardown(test, setup_city, city_end)

/* "COMMAND ticket rest" */
static void
say(struct city *c, const char *from, const char *command, const char *ticket,
    const char *rest)
{
	char	text[256];

	snprintf(text, sizeof text, "%s %s %s", command, ticket, rest);
	sms(c, from, text);
}

static void
say_code(struct city *c, const char *from, const char *command,
    const char *ticket, const char *code, const char *rest)
{
	char	words[200];

	snprintf(words, sizeof words, "%s %s", code, rest);
	say(c, from, command, ticket, words);
}

/* The code of the last SMS that get found. */
static void
code_of(struct city *c, char code[3])
{
	const char	*mark = strstr(c->got, "Kode ");

	if (mark == NULL)
		mark = strstr(c->got, "kode ");
	assert_non_null(mark);
	snprintf(code, 3, "%.2s", mark + 5);
}

static void
done(struct city *c, char ticket[24], char code[3])
{
	report(c, OFFICER, "dekat kali", ticket, code);
	say_code(c, OFFICER, "SELESAI", ticket, code, "sudah diangkut");
	assert_gets(c, CITIZEN, "selesai menurut");
	drain(c);
}

static enum report_state
state_of(struct city *c, const char *ticket)
{
	return report_of(c, ticket).state;
}

static void
outcome_is(struct city *c, const char *ticket, const char *outcome)
{
	assert_int_equal(state_of(c, ticket), REPORT_CLOSED);
	assert_string_equal(report_of(c, ticket).outcome, outcome);
}

/* Let its finish run out, without anybody being told of that. */
static void
make_late(struct city *c, const char *ticket)
{
	struct deadline	d;

	assert_int_equal(store_deadline_last(c->store,
	    report_of(c, ticket).id, DEADLINE_FINISH, &d), 1);
	c->now = d.limit_at + 1;
	drain(c);
}

static void
ring(struct city *c, const char *from)
{
	int64_t	id;

	if (store_phone_find(c->store, from, &id) == 1)
		assert_int_equal(desk_call(c->desk, id, "gsm1", c->now), 0);
}

static int
count_calls(void *arg, const struct store_cell *cells, int n)
{
	(void)cells;
	(void)n;
	++*(int *)arg;
	return 0;
}

static int
calls(struct city *c)
{
	const struct store_param	all = { .name = ":limit",
					    .number = 100 };
	int				n = 0;

	assert_int_not_equal(store_list(c->store, "list_calls", &all, 1,
	    count_calls, &n), -1);
	return n;
}

/* ---- SELESAI ------------------------------------------------------------ */

static void
test_done_without_words_asks_what_was_done_and_changes_nothing(void **state)
{
	struct city	*c = *state;
	char		 ticket[24], code[3];

	report(c, OFFICER, "dekat kali", ticket, code);
	drain(c);
	say(c, OFFICER, "SELESAI", ticket, code);
	assert_gets(c, OFFICER, "Apa yang sudah dikerjakan?");
	assert_null(strstr(c->got, code));
	assert_int_equal(state_of(c, ticket), REPORT_ROUTED);
	assert_int_equal(count_gets(c, CITIZEN, "selesai"), 0);
	say(c, OFFICER, "SELESAI", ticket, "");
	assert_gets(c, OFFICER, "Apa yang sudah dikerjakan?");
	say(c, OFFICER, "SELESAI", code, "");
	assert_gets(c, OFFICER, "Apa yang sudah dikerjakan?");
	say_code(c, OFFICER, "SELESAI", ticket, code, "diangkut truk");
	assert_gets(c, CITIZEN, "diangkut truk");
	assert_int_equal(state_of(c, ticket), REPORT_DONE);
}

static void
test_a_word_that_repeats_the_command_is_a_result(void **state)
{
	struct city	*c = *state;
	char		 ticket[24], code[3];

	report(c, OFFICER, "dekat kali", ticket, code);
	drain(c);
	say(c, OFFICER, "SELESAI", ticket, "beres");
	assert_gets(c, OFFICER, "perlu kode");
	say_code(c, OFFICER, "SELESAI", ticket, code, "beres");
	assert_gets(c, CITIZEN, "selesai menurut DLH: beres");
}

static void
test_an_officer_takes_a_mistaken_done_back(void **state)
{
	static const struct { const char *command, *rest; } texts[] = {
		{ "BELUM", "maaf salah nomor" }, { "TERIMA", "" },
		{ "PROSES", "maaf belum selesai" },
		{ "maaf salah,", "belum selesai" }
	};
	struct city	*c = *state;
	char		 ticket[24], code[3];
	int64_t		 limit;
	size_t		 i;

	for (i = 0; i < COUNT(texts); i++) {
		done(c, ticket, code);
		limit = take_limit(c, ticket);
		c->now += 60;
		say(c, OFFICER, texts[i].command, ticket, texts[i].rest);
		assert_gets(c, OFFICER, "ditarik");
		code_of(c, code);
		assert_int_equal(state_of(c, ticket), REPORT_TAKEN);
		assert_int_equal(take_limit(c, ticket), limit);
		/* The new code works. */
		say_code(c, OFFICER, "SELESAI", ticket, code, "kali ini benar");
		assert_int_equal(state_of(c, ticket), REPORT_DONE);
		assert_gets(c, CITIZEN, "kali ini benar");
		drain(c);
		c->now += DAY;
	}
}

static void
test_a_done_is_not_taken_back_late_by_others_or_after_an_answer(void **state)
{
	struct city	*c = *state;
	char		 ticket[24], code[3];

	done(c, ticket, code);
	say(c, DISHUB, "BELUM", ticket, "maaf salah nomor");
	assert_int_equal(state_of(c, ticket), REPORT_DONE);
	say(c, OTHER, "BELUM", ticket, "maaf salah nomor");
	assert_gets(c, OTHER, "Keadaannya boleh ditanya");
	c->now += c->conf->take_back_s + 1;
	say(c, OFFICER, "BELUM", ticket, "maaf salah nomor");
	assert_int_equal(state_of(c, ticket), REPORT_DONE);
	say(c, CITIZEN, "PUAS", ticket, "");
	c->now -= c->conf->take_back_s;
	say(c, OFFICER, "BELUM", ticket, "maaf salah nomor");
	outcome_is(c, ticket, "satisfied");
}

static void
test_a_done_taken_back_runs_to_the_same_limit(void **state)
{
	struct city	*c = *state;
	struct deadline	 before, after;
	char		 ticket[24], code[3];

	done(c, ticket, code);
	assert_int_equal(store_deadline_last(c->store,
	    report_of(c, ticket).id, DEADLINE_FINISH, &before), 1);
	c->now += 600;
	say(c, OFFICER, "BELUM", ticket, "salah nomor");
	assert_int_equal(store_deadline_open(c->store,
	    report_of(c, ticket).id, DEADLINE_FINISH, &after), 1);
	assert_int_equal(after.limit_at, before.limit_at);
}

/* ---- PUAS and BELUM after SELESAI --------------------------------------- */

static void
test_belum_opens_it_and_each_time_one_level_more_hears(void **state)
{
	static const struct { const char *phone, *name; } levels[] = {
		{ HEAD, "kepala DLH" }, { COORDINATOR, "koordinator" },
		{ LEADER, "walikota" }, { LEADER, "walikota" }
	};
	struct city	*c = *state;
	char		 ticket[24], code[3];
	size_t		 i;

	report(c, OFFICER, "dekat kali", ticket, code);
	for (i = 0; i < COUNT(levels); i++) {
		say_code(c, OFFICER, "SELESAI", ticket, code, "sudah");
		drain(c);
		sms(c, CITIZEN, i == 0 ? "BELUM" : "BELUM masih menumpuk");
		assert_gets(c, CITIZEN, levels[i].name);
		assert_int_equal(state_of(c, ticket), REPORT_ROUTED);
		say(c, OFFICER, "LIHAT", ticket, "");
		assert_gets(c, OFFICER, "Kode");
		code_of(c, code);
		drain(c);
		c->now += DAY;
	}
}

static void
test_who_reads_of_a_belum_knows_the_place_and_the_words(void **state)
{
	static const char *const	said[] = { "BELUM", "belum pak", "" };
	struct city	*c = *state;
	char		 ticket[24], code[3];
	size_t		 i;

	for (i = 0; i < COUNT(said); i++) {
		done(c, ticket, code);
		if (said[i][0] != '\0')
			sms(c, CITIZEN, said[i]);
		else
			say(c, CITIZEN, "BELUM", ticket, "");
		assert_gets(c, OFFICER, "DIBUKA LAGI");
		assert_non_null(strstr(c->got, "dekat kali"));
		assert_null(strcasestr(strstr(c->got, "belum beres") + 11,
		    "belum"));
		drain(c);
		c->now += DAY;
	}
	done(c, ticket, code);
	say(c, CITIZEN, "BELUM", ticket, "masih menumpuk");
	assert_gets(c, HEAD, "masih menumpuk / dekat kali");
}

static void
test_puas_is_taken_back_within_the_window(void **state)
{
	struct city	*c = *state;
	char		 ticket[24], code[3];

	done(c, ticket, code);
	sms(c, CITIZEN, "PUAS");
	assert_gets(c, CITIZEN, "ditutup");
	outcome_is(c, ticket, "satisfied");
	c->now += c->conf->objection_window_s - 60;
	say(c, CITIZEN, "BELUM", ticket, "ternyata cuma sebagian");
	assert_gets(c, CITIZEN, "dibuka lagi");
	assert_int_equal(state_of(c, ticket), REPORT_ROUTED);
}

static void
test_puas_twice_is_thanked_twice_and_counted_once(void **state)
{
	struct city	*c = *state;
	char		 ticket[24], code[3];

	done(c, ticket, code);
	sms(c, CITIZEN, "puas");
	assert_gets(c, CITIZEN, "Terima kasih");
	say(c, CITIZEN, "PUAS", ticket, "");
	assert_gets(c, CITIZEN, "Terima kasih");
	assert_int_equal(store_event_count(c->store, report_of(c, ticket).id,
	    "satisfied"), 1);
}

static void
test_silence_closes_as_unconfirmed_and_a_late_puas_still_counts(void **state)
{
	struct city	*c = *state;
	char		 ticket[24], code[3];

	done(c, ticket, code);
	run_to(c, c->now + 4 * DAY);
	outcome_is(c, ticket, "unconfirmed");
	say(c, CITIZEN, "PUAS", ticket, "");
	outcome_is(c, ticket, "satisfied");
}

static void
test_belum_after_the_window_goes_on_in_a_new_report(void **state)
{
	struct city	*c = *state;
	char		 ticket[24], code[3], next[24], words[64];

	done(c, ticket, code);
	run_to(c, c->now + 5 * DAY);
	drain(c);
	say(c, CITIZEN, "BELUM", ticket, "masih menumpuk");
	assert_gets(c, CITIZEN, "sudah ditutup, jadi kami buka");
	assert_non_null(strstr(c->got, ticket));
	snprintf(next, sizeof next, "%.*s", (int)strspn(strstr(c->got,
	    "buka ") + 5, "0123456789"), strstr(c->got, "buka ") + 5);
	assert_string_not_equal(next, ticket);
	assert_gets(c, OFFICER, next);
	assert_non_null(strstr(c->got, "masih menumpuk / dekat kali"));
	code_of(c, code);
	outcome_is(c, ticket, "unconfirmed");
	/* The old number means the new report from now on. */
	say(c, CITIZEN, "BELUM", ticket, "masih saja");
	assert_gets(c, CITIZEN, next);
	assert_string_equal(report_of(c, next).kelurahan, "OESAPA");
	snprintf(words, sizeof words, "%s sudah", code);
	say(c, OFFICER, "SELESAI", next, words);
	drain(c);
	say(c, CITIZEN, "BELUM", ticket, "belum bersih");
	assert_gets(c, CITIZEN, "dibuka lagi");
	assert_int_equal(state_of(c, next), REPORT_ROUTED);
}

static void
test_a_word_that_may_mean_two_reports_is_asked_about(void **state)
{
	static const char *const	words[] = { "puas", "belum" };
	struct city	*c = *state;
	char		 one[24], two[24], code[3];
	size_t		 i;

	done(c, one, code);
	done(c, two, code);
	for (i = 0; i < COUNT(words); i++) {
		sms(c, CITIZEN, words[i]);
		assert_gets(c, CITIZEN, one);
		assert_non_null(strstr(c->got, two));
		assert_int_equal(state_of(c, one), REPORT_DONE);
		assert_int_equal(state_of(c, two), REPORT_DONE);
	}
	/* The answer names one: "belum" is of that. */
	sms(c, CITIZEN, one);
	assert_int_equal(state_of(c, one), REPORT_ROUTED);
	assert_int_equal(state_of(c, two), REPORT_DONE);
	sms(c, CITIZEN, "puas");
	outcome_is(c, two, "satisfied");
}

static void
test_only_who_reported_may_say_it(void **state)
{
	struct city	*c = *state;
	char		 ticket[24], code[3];

	done(c, ticket, code);
	say(c, OTHER, "BELUM", ticket, "masih kotor");
	assert_gets(c, OTHER, "Keadaannya boleh ditanya");
	say(c, OTHER, "PUAS", ticket, "");
	assert_gets(c, OTHER, "Keadaannya boleh ditanya");
	assert_int_equal(state_of(c, ticket), REPORT_DONE);
	say(c, OTHER, "SELESAI", ticket, code);
	assert_int_equal(state_of(c, ticket), REPORT_DONE);
}

/* ---- BELUM while it is not done ----------------------------------------- */

static void
test_belum_in_time_says_by_when_and_passes_the_words_on(void **state)
{
	struct city	*c = *state;
	char		 ticket[24], code[3];

	report(c, OFFICER, "dekat kali", ticket, code);
	drain(c);
	say(c, CITIZEN, "BELUM", ticket, "truk tidak datang");
	assert_gets(c, CITIZEN, "masih ditangani DLH, batasnya");
	say(c, CITIZEN, "BELUM", ticket, "truk tidak datang");
	assert_gets(c, OFFICER, "truk tidak datang");
	assert_int_equal(state_of(c, ticket), REPORT_ROUTED);
	assert_int_equal(count_gets(c, HEAD, ticket), 0);
}

static void
test_a_nudge_goes_one_level_up_once_a_day(void **state)
{
	struct city	*c = *state;
	char		 ticket[24], code[3];

	report(c, OFFICER, "dekat kali", ticket, code);
	make_late(c, ticket);
	sms(c, CITIZEN, "BELUM");
	assert_gets(c, CITIZEN, "sampaikan ke kepala DLH");
	c->now += 3600;
	sms(c, CITIZEN, "BELUM");
	assert_gets(c, CITIZEN, "hari ini sudah kami sampaikan ke kepala DLH");
	assert_int_equal(store_event_count(c->store, report_of(c, ticket).id,
	    "nudged"), 1);
	c->now += DAY;
	sms(c, CITIZEN, "BELUM bau sekali");
	assert_gets(c, COORDINATOR, "DITANYA WARGA");
	assert_non_null(strstr(c->got, "bau sekali / dekat kali"));
	assert_non_null(strstr(c->got, "piket DLH"));
	assert_int_equal(state_of(c, ticket), REPORT_ROUTED);
}

static void
test_belum_that_is_no_answer_is_none(void **state)
{
	struct city	*c = *state;
	char		 ticket[24], code[3];

	report(c, OFFICER, "dekat kali", ticket, code);
	drain(c);
	sms(c, CITIZEN, "belum makan siang pak");
	assert_int_equal(count_gets(c, OFFICER, "makan"), 0);
	sms(c, OTHER, "belum makan siang pak");
	assert_int_equal(store_event_count(c->store, report_of(c, ticket).id,
	    "added"), 0);
}

/* ---- TOLAK -------------------------------------------------------------- */

static void
refuse(struct city *c, char ticket[24])
{
	char	code[3];

	report(c, OFFICER, "dekat kali", ticket, code);
	drain(c);
	say_code(c, OFFICER, "TOLAK", ticket, code, "bukan kewenangan kami");
	assert_int_equal(state_of(c, ticket), REPORT_REJECTED);
}

static void
test_head_and_coordinator_hear_of_a_refusal_with_its_reason(void **state)
{
	static const char *const	phones[] = { HEAD, COORDINATOR,
	    CITIZEN };
	struct city	*c = *state;
	char		 ticket[24];
	size_t		 i;

	for (i = 0; i < COUNT(phones); i++) {
		refuse(c, ticket);
		assert_gets(c, phones[i], "bukan kewenangan kami");
		assert_non_null(strstr(c->got, ticket));
		c->now += DAY;
	}
	assert_non_null(strstr(c->got, "tidak dapat ditangani"));
	assert_non_null(strstr(c->got, "BELUM"));
}

static void
test_belum_after_a_refusal_is_the_coordinators_to_decide(void **state)
{
	struct city	*c = *state;
	char		 ticket[24], code[3];

	refuse(c, ticket);
	drain(c);
	say(c, CITIZEN, "BELUM", ticket, "itu memang wewenang DLH");
	assert_gets(c, COORDINATOR, "KEBERATAN");
	assert_non_null(strstr(c->got, "itu memang wewenang DLH"));
	assert_non_null(strstr(c->got, "bukan kewenangan kami"));
	assert_non_null(strstr(c->got, "dekat kali"));
	code_of(c, code);
	assert_int_equal(state_of(c, ticket), REPORT_ROUTED);
	/* Back to the OPD that refused it. */
	say_code(c, COORDINATOR, "TERUSKAN", ticket, code,
	    "DLH memang tugas DLH");
	assert_gets(c, OFFICER, "dekat kali");
	code_of(c, code);
	/* Which cannot refuse it again by itself. */
	drain(c);
	say_code(c, OFFICER, "TOLAK", ticket, code, "tetap bukan kami");
	assert_gets(c, HEAD, "tetap bukan kami");
	assert_int_equal(state_of(c, ticket), REPORT_ROUTED);
}

static void
test_a_refusal_after_belum_needs_the_heads_code(void **state)
{
	struct city	*c = *state;
	char		 ticket[24], code[3], head[3];

	done(c, ticket, code);
	say(c, CITIZEN, "BELUM", ticket, "masih ada");
	assert_gets(c, OFFICER, "DIBUKA LAGI");
	code_of(c, code);
	drain(c);
	say_code(c, OFFICER, "TOLAK", ticket, code, "bukan kami");
	assert_gets(c, OFFICER, "perlu kode kepala DLH");
	say_code(c, OFFICER, "TOLAK", ticket, code, "bukan kami");
	assert_gets(c, OFFICER, "perlu kode kepala DLH");
	assert_int_equal(store_event_count(c->store, report_of(c, ticket).id,
	    "refusal asked"), 1);
	say(c, HEAD, "LIHAT", ticket, "");
	assert_gets(c, HEAD, "Kode");
	code_of(c, head);
	/* The code that the head passed on opens it for the officer. */
	say_code(c, OFFICER, "TOLAK", ticket, head, "bukan kami");
	assert_int_equal(state_of(c, ticket), REPORT_REJECTED);
}

static void
test_objections_end_with_the_leader(void **state)
{
	static const char *const	judges[] = { COORDINATOR, LEADER };
	struct city	*c = *state;
	char		 ticket[24], code[3];
	size_t		 i;

	refuse(c, ticket);
	for (i = 0; i < COUNT(judges); i++) {
		drain(c);
		say(c, CITIZEN, "BELUM", ticket, "tidak adil");
		assert_gets(c, judges[i], "KEBERATAN");
		code_of(c, code);
		say_code(c, judges[i], "TOLAK", ticket, code, "tanah pribadi");
		assert_int_equal(state_of(c, ticket), REPORT_REJECTED);
	}
	drain(c);
	say(c, CITIZEN, "BELUM", ticket, "tidak adil");
	assert_gets(c, CITIZEN, "keputusannya tetap");
	assert_int_equal(state_of(c, ticket), REPORT_REJECTED);
}

/* ---- TERUSKAN ----------------------------------------------------------- */

static void
test_sending_on_wants_a_reason(void **state)
{
	struct city	*c = *state;
	char		 ticket[24], code[3];

	report(c, OFFICER, "dekat kali", ticket, code);
	drain(c);
	say_code(c, OFFICER, "TERUSKAN", ticket, code, "DISHUB");
	assert_gets(c, OFFICER, "alasan");
	assert_string_equal(report_of(c, ticket).opd, "DLH");
	say_code(c, OFFICER, "TERUSKAN", ticket, code, "DISHUB itu lampu");
	assert_string_equal(report_of(c, ticket).opd, "DISHUB");
}

static void
test_the_third_hop_is_the_coordinators(void **state)
{
	static const struct { const char *from, *to; } hops[] = {
		{ OFFICER, "DISHUB" }, { DISHUB, "PUPR" }, { PUPR, "DLH" }
	};
	struct city	*c = *state;
	char		 ticket[24], code[3], rest[48];
	size_t		 longest = 0, i;

	report(c, OFFICER, "dekat kali", ticket, code);
	drain(c);
	for (i = 0; i < COUNT(hops); i++) {
		snprintf(rest, sizeof rest, "%s bukan kami", hops[i].to);
		say_code(c, hops[i].from, "TERUSKAN", ticket, code, rest);
		if (i == 2)
			break;
		assert_gets(c, CITIZEN, hops[i].to);
		/* One SMS each, no longer than the first. */
		if (longest != 0)
			assert_true(strlen(c->got) <= longest + 2);
		longest = strlen(c->got);
		assert_gets(c, i == 0 ? DISHUB : PUPR, "dekat kali");
		code_of(c, code);
	}
	assert_gets(c, COORDINATOR, "TENTUKAN");
	assert_non_null(strstr(c->got, "dekat kali"));
	code_of(c, code);
	assert_string_equal(report_of(c, ticket).opd, "PUPR");
	say_code(c, COORDINATOR, "TERUSKAN", ticket, code, "PUPR memang PUPR");
	assert_gets(c, PUPR, "dekat kali");
	code_of(c, code);
	say_code(c, PUPR, "TERUSKAN", ticket, code, "DLH bukan kami");
	assert_gets(c, PUPR, "koordinator yang menentukan");
	assert_int_equal(store_event_hops(c->store, report_of(c, ticket).id),
	    2);
}

static void
test_the_citizen_hears_of_each_hop_and_of_the_coordinator(void **state)
{
	struct city	*c = *state;
	char		 ticket[24], code[3];

	report(c, OFFICER, "dekat kali", ticket, code);
	drain(c);
	say_code(c, OFFICER, "TERUSKAN", ticket, code, "DISHUB bukan kami");
	assert_gets(c, DISHUB, "dekat kali");
	code_of(c, code);
	say_code(c, DISHUB, "TERUSKAN", ticket, code, "PUPR bukan kami");
	assert_gets(c, PUPR, "dekat kali");
	code_of(c, code);
	drain(c);
	say_code(c, PUPR, "TERUSKAN", ticket, code, "DLH bukan kami");
	assert_gets(c, CITIZEN, "koordinator kota yang menentukan");
	assert_int_equal(count_gets(c, CITIZEN, ticket), 0);
}

/* ---- who has it --------------------------------------------------------- */

static void
test_who_is_below_is_told_once_that_a_head_took_it(void **state)
{
	struct city	*c = *state;
	struct dispatch	 d;
	char		 ticket[24], code[3];

	report(c, OFFICER, "dekat kali", ticket, code);
	say(c, OFFICER, "TERIMA", ticket, "");
	make_late(c, ticket);
	sms(c, CITIZEN, "BELUM");
	drain(c);
	say(c, HEAD, "TERIMA", ticket, "");
	assert_gets(c, OFFICER, "sudah ditangani kepala DLH");
	say(c, HEAD, "TERIMA", ticket, "");
	assert_int_equal(count_gets(c, OFFICER, ticket), 0);
	assert_int_equal(store_dispatch_next(c->store, report_of(c,
	    ticket).id, 0, &d), 1);
	assert_int_equal(d.seat_id, seat_now(c, "kepala DLH").id);
	assert_int_equal(store_dispatch_next(c->store, report_of(c,
	    ticket).id, d.id, &d), 0);
	/* Left alone: what is still due is the head's. */
	run_to(c, c->now + 3 * DAY);
	assert_int_equal(count_gets(c, OFFICER, ticket), 0);
}

/* ---- calls -------------------------------------------------------------- */

static void
test_a_missed_call_in_the_window_is_puas_and_can_be_taken_back(void **state)
{
	struct city	*c = *state;
	char		 ticket[24], code[3];

	done(c, ticket, code);
	ring(c, CITIZEN);
	assert_gets(c, CITIZEN, "kami catat sebagai PUAS");
	assert_non_null(strstr(c->got, "3 hari"));
	outcome_is(c, ticket, "satisfied");
	ring(c, CITIZEN);
	assert_string_equal(get(c, CITIZEN), "");
	say(c, CITIZEN, "BELUM", ticket, "bukan saya yang menelepon");
	assert_int_equal(state_of(c, ticket), REPORT_ROUTED);
}

static void
test_a_call_at_other_times_asks_how_it_stands_once_an_hour(void **state)
{
	struct city	*c = *state;
	char		 ticket[24], code[3];

	report(c, OFFICER, "dekat kali", ticket, code);
	drain(c);
	ring(c, CITIZEN);
	assert_gets(c, CITIZEN, "menunggu petugas");
	assert_non_null(strstr(c->got, ticket));
	c->now += 3599;
	ring(c, CITIZEN);
	assert_string_equal(get(c, CITIZEN), "");
	c->now += 1;
	ring(c, CITIZEN);
	assert_gets(c, CITIZEN, "menunggu petugas");
	assert_int_equal(calls(c), 3);
}

static void
test_a_call_that_may_mean_two_reports_closes_neither(void **state)
{
	struct city	*c = *state;
	char		 one[24], two[24], code[3];

	done(c, one, code);
	done(c, two, code);
	ring(c, CITIZEN);
	assert_gets(c, CITIZEN, one);
	assert_non_null(strstr(c->got, two));
	assert_int_equal(state_of(c, one), REPORT_DONE);
	assert_int_equal(state_of(c, two), REPORT_DONE);
}

static void
test_calls_of_strangers_and_of_seats_do_nothing(void **state)
{
	struct city	*c = *state;
	char		 ticket[24], code[3];

	done(c, ticket, code);
	ring(c, OTHER);
	assert_int_equal(calls(c), 0);
	ring(c, OFFICER);
	assert_string_equal(get(c, OFFICER), "");
	assert_int_equal(state_of(c, ticket), REPORT_DONE);
	/* Who wrote, but never reported. */
	sms(c, OTHER, "BANTUAN");
	drain(c);
	ring(c, OTHER);
	assert_string_equal(get(c, OTHER), "");
	/* Who wants to hear nothing. */
	sms(c, CITIZEN, "STOP");
	drain(c);
	ring(c, CITIZEN);
	assert_string_equal(get(c, CITIZEN), "");
	assert_int_equal(state_of(c, ticket), REPORT_DONE);
}

int
main(void)
{
	static const struct CMUnitTest	tests[] = {
		TC(test_done_without_words_asks_what_was_done_and_changes_nothing),
		TC(test_a_word_that_repeats_the_command_is_a_result),
		TC(test_an_officer_takes_a_mistaken_done_back),
		TC(test_a_done_is_not_taken_back_late_by_others_or_after_an_answer),
		TC(test_a_done_taken_back_runs_to_the_same_limit),
		TC(test_belum_opens_it_and_each_time_one_level_more_hears),
		TC(test_who_reads_of_a_belum_knows_the_place_and_the_words),
		TC(test_puas_is_taken_back_within_the_window),
		TC(test_puas_twice_is_thanked_twice_and_counted_once),
		TC(test_silence_closes_as_unconfirmed_and_a_late_puas_still_counts),
		TC(test_belum_after_the_window_goes_on_in_a_new_report),
		TC(test_a_word_that_may_mean_two_reports_is_asked_about),
		TC(test_only_who_reported_may_say_it),
		TC(test_belum_in_time_says_by_when_and_passes_the_words_on),
		TC(test_a_nudge_goes_one_level_up_once_a_day),
		TC(test_belum_that_is_no_answer_is_none),
		TC(test_head_and_coordinator_hear_of_a_refusal_with_its_reason),
		TC(test_belum_after_a_refusal_is_the_coordinators_to_decide),
		TC(test_a_refusal_after_belum_needs_the_heads_code),
		TC(test_objections_end_with_the_leader),
		TC(test_sending_on_wants_a_reason),
		TC(test_the_third_hop_is_the_coordinators),
		TC(test_the_citizen_hears_of_each_hop_and_of_the_coordinator),
		TC(test_who_is_below_is_told_once_that_a_head_took_it),
		TC(test_a_missed_call_in_the_window_is_puas_and_can_be_taken_back),
		TC(test_a_call_at_other_times_asks_how_it_stands_once_an_hour),
		TC(test_a_call_that_may_mean_two_reports_closes_neither),
		TC(test_calls_of_strangers_and_of_seats_do_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
