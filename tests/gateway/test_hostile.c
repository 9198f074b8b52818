/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * Floods and forgeries at the inbox: what one number sends, however much and
 * however odd, stays within bounds and costs nobody else anything.
 */

#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <limits.h>

#include "base/log.h"
#include "tests/fixtures/inbox_city.h"

#define MANY	10000
#define BATCH	100		/* SMS in one turn of the loop */

#define UNFINISHED "SELECT count(*) FROM inbox_part WHERE inbox_id IS NULL"

static int
setup(void **state)
{
	*state = city_open();
	return 0;
}

static int
teardown(void **state)
{
	city_close(*state);
	return 0;
}

static void
one(struct city *c, const char *number, const char *text)
{
	city_receive(c, city_sms(c, number, text));
	city_turn(c);
}

/* What became of the last message of a number: "state/reason/complete". */
static const char *
fate(struct city *c, const char *number)
{
	static char	out[256];
	char		sql[256];

	snprintf(sql, sizeof sql, "SELECT state || '/' || reason || '/' ||"
	    " complete FROM inbox JOIN phone ON phone.id = phone_id"
	    " WHERE number = '%s' ORDER BY inbox.id DESC LIMIT 1", number);
	city_look(c, sql, out, sizeof out);
	return out;
}

/* All three parts of a report; it must have been understood as a whole. */
static void
honest(struct city *c, const char *number, int step)
{
	static const char *const	text[] = { "LAPOR SAMPAH ",
	    "OESAPA depan ", "pasar" };

	city_receive(c, city_part(c, number, 4242, 3, step + 1, text[step]));
}

/* ---- halves ------------------------------------------------------------- */

static void
test_ten_thousand_lone_parts_of_one_number_stay_within_bounds(void **state)
{
	struct city	*c = *state;
	char		 text[64];
	int		 i, step = 0;

	for (i = 0; i < MANY; i++) {
		snprintf(text, sizeof text, "bagian %d", i);
		city_receive(c, city_part(c, STRANGER, i, 3, 1 + i % 3, text));
		/* A citizen's three parts, with others between them. */
		if (step < 3 && i == 5000 + 7 * step) {
			honest(c, CITIZEN, step);
			honest(c, STRANGER, step++);
		}
		if (i % BATCH == 0)
			city_turn(c);
	}
	city_turn(c);
	assert_int_equal(city_told, MANY + 6);
	assert_true(city_count(c, UNFINISHED) <=
	    c->conf->unfinished_per_sender);
	assert_string_equal(fate(c, CITIZEN), "handled//1");
	assert_int_equal(city_count(c, "SELECT count(*) FROM inbox WHERE"
	    " complete = 1 AND text = 'LAPOR SAMPAH OESAPA depan pasar'"), 2);
	/* Nobody who reads triage is buried, and nothing is lost. */
	assert_true(city_count(c, "SELECT count(*) FROM inbox WHERE"
	    " state = 'triage'") <= c->conf->flood_after + 1);
	assert_int_equal(city_count(c, "SELECT count(*) FROM inbox_part"
	    " WHERE text LIKE 'bagian %'"), MANY);
	one(c, OTHER, "LAPOR LAMPU ALAK padam");
	assert_string_equal(fate(c, OTHER), "handled//1");
}

static void
test_one_part_again_and_again_with_other_words_stays_within_bounds(
    void **state)
{
	struct city	*c = *state;
	char		 text[64];
	int		 i;

	for (i = 0; i < 1000; i++) {
		snprintf(text, sizeof text, "kata %d", i);
		now += i % 10 == 0;
		city_receive(c, city_part(c, STRANGER, 1, 255, 1, text));
		if (i % BATCH == 0)
			city_turn(c);
	}
	city_turn(c);
	assert_int_equal(city_told, 1000);
	assert_true(city_count(c, UNFINISHED) <= 300);
}

static void
test_lone_parts_of_many_numbers_stay_within_bounds(void **state)
{
	struct city	*c = *state;
	char		 number[24];
	int		 i, step = 0;

	for (i = 0; i < MANY; i++) {
		snprintf(number, sizeof number, "+62813%08d", i);
		city_receive(c, city_part(c, number, 1, 2, 1, "halo"));
		if (step < 3 && i == 5000 + 70 * step)
			honest(c, CITIZEN, step++);
		if (i % BATCH == 0)
			city_turn(c);
	}
	city_turn(c);
	assert_true(city_count(c, UNFINISHED) <= c->conf->unfinished_parts);
	assert_string_equal(fate(c, CITIZEN), "handled//1");
}

static void
test_parts_of_a_number_that_is_never_answered_are_filed_too(void **state)
{
	struct city	*c = *state;
	int		 i;

	for (i = 0; i < 100; i++)
		city_receive(c, city_part(c, "TELKOMSEL", i, 2, 1, "promo"));
	city_turn(c);
	assert_true(city_count(c, UNFINISHED) <= 20);
	assert_string_equal(fate(c, "TELKOMSEL"),
	    "filed/alphanumeric sender/0");
	assert_int_equal(city_count(c, "SELECT count(*) FROM outbox"), 0);
}

/* ---- references ---------------------------------------------------------- */

static void
test_a_reference_used_again_mixes_no_words(void **state)
{
	static const struct {
		const char	*what;
		struct {
			int		 after_s, part;
			const char	*text;
		} part[6];
		const char	*is[2];
	} cases[] = {
		{ "at once", { { 0, 1, "A1 " }, { 0, 1, "B1 " },
		    { 0, 2, "A2" }, { 0, 2, "B2" } },
		    { "A1 A2", "B1 B2" } },
		{ "minutes later", { { 0, 1, "A1 " }, { 300, 1, "B1 " },
		    { 1, 2, "B2" } }, { "B1 B2" } },
		{ "the first one's rest comes late", { { 0, 1, "A1 " },
		    { 300, 1, "B1 " }, { 1, 2, "B2" }, { 60, 2, "A2" } },
		    { "B1 B2", "A1 A2" } },
		{ "hours later, its beginning missing", { { 0, 1, "A1 " },
		    { 7200, 2, "B2" } }, { NULL } },
		{ "repeated by the network", { { 0, 1, "A1 " },
		    { 40, 1, "A1 " }, { 1, 2, "A2" }, { 30, 2, "A2" } },
		    { "A1 A2" } },
	};
	struct city	*c = *state;
	char		 number[24], sql[256], got[256];
	size_t		 i, k;

	for (i = 0; i < sizeof cases / sizeof *cases; i++) {
		snprintf(number, sizeof number, "+62813%08d", (int)i);
		for (k = 0; k < 6 && cases[i].part[k].text != NULL; k++) {
			now += cases[i].part[k].after_s;
			city_receive(c, city_part(c, number, 9, 2,
			    cases[i].part[k].part, cases[i].part[k].text));
			city_turn(c);
		}
		for (k = 0; k < 2; k++) {
			snprintf(sql, sizeof sql, "SELECT text FROM inbox JOIN"
			    " phone ON phone.id = phone_id WHERE number = '%s'"
			    " ORDER BY inbox.id LIMIT 1 OFFSET %d", number,
			    (int)k);
			city_look(c, sql, got, sizeof got);
			if (strcmp(got, cases[i].is[k] != NULL ?
			    cases[i].is[k] : "") != 0)
				fail_msg("%s: \"%s\"", cases[i].what, got);
		}
	}
}

static void
test_parts_of_other_totals_or_widths_are_other_messages(void **state)
{
	struct city		*c = *state;
	struct wire_sms_in	 s;
	const unsigned char	 narrow[] = { 5, 0, 3, 7, 2, 2 };

	city_receive(c, city_part(c, CITIZEN, 7, 2, 1, "a"));
	city_receive(c, city_part(c, CITIZEN, 7, 3, 2, "b"));
	s = city_sms(c, CITIZEN, "c");
	memcpy(s.udh, narrow, sizeof narrow);
	s.udh_len = sizeof narrow;
	city_receive(c, s);
	city_turn(c);
	assert_int_equal(city_count(c, UNFINISHED), 3);
	assert_int_equal(city_count(c, "SELECT count(*) FROM inbox"), 0);
	city_receive(c, city_part(c, CITIZEN, 7, 2, 2, "d"));
	city_turn(c);
	assert_int_equal(city_count(c, "SELECT count(*) FROM inbox"
	    " WHERE text = 'ad'"), 1);
	assert_int_equal(city_count(c, UNFINISHED), 2);
}

static void
test_255_parts_in_any_order_are_one_message(void **state)
{
	struct city	*c = *state;
	char		 text[160];
	int		 i;

	memset(text, 'x', 153);
	text[153] = '\0';
	for (i = 0; i < 255; i++) {
		memcpy(text, i * 101 % 255 == 0 ? "LAPOR SAMPAH OESAPA " :
		    "xxxxxxxxxxxxxxxxxxx ", 20);
		city_receive(c, city_part(c, CITIZEN, 7, 255,
		    1 + i * 101 % 255, text));
	}
	city_turn(c);
	assert_string_equal(fate(c, CITIZEN), "handled//1");
	assert_int_equal(city_count(c, UNFINISHED), 0);
	assert_int_equal(city_count(c, "SELECT max(length(text)) FROM inbox"),
	    TEXT_MAX_BYTES - 1);
	/* What did not fit is still with its parts. */
	assert_int_equal(city_count(c, "SELECT sum(length(text))"
	    " FROM inbox_part"), 255 * 153);
}

/* ---- floods -------------------------------------------------------------- */

static void
test_a_flood_is_filed_and_others_are_served_meanwhile(void **state)
{
	struct city	*c = *state;
	int		 limit = c->conf->flood_after, i;
	char		 text[64], why[256];

	for (i = 0; i < 500; i++) {
		snprintf(text, sizeof text, "xyzzy %d", i);
		city_receive(c, city_sms(c, STRANGER, text));
		if (i % 50 == 0) {
			snprintf(text, sizeof text, "LAPOR SAMPAH OESAPA x%d",
			    i);
			city_receive(c, city_sms(c, CITIZEN, text));
		}
	}
	city_turn(c);
	assert_int_equal(city_told, 510);
	assert_int_equal(city_count(c, "SELECT count(*) FROM inbox WHERE"
	    " state = 'triage'"), limit);
	assert_int_equal(city_count(c, "SELECT count(*) FROM inbox WHERE"
	    " state = 'filed' AND reason = 'flood'"), 500 - limit);
	assert_int_equal(city_count(c, "SELECT count(*) FROM report"), 10);
	/* A person may still look at one of them. */
	i = (int)city_count(c, "SELECT max(id) FROM inbox"
	    " WHERE reason = 'flood'");
	assert_int_equal(store_begin(c->gw.store), 0);
	assert_int_equal(desk_triage_assign(c->gw.desk, i, "SAMPAH", "",
	    now, why, sizeof why), 0);
	assert_int_equal(store_commit(c->gw.store), 0);
	/* An hour later it is read again. */
	now += 3600;
	one(c, STRANGER, "LAPOR SAMPAH OESAPA depan pasar");
	assert_string_equal(fate(c, STRANGER), "handled//1");
}

static void
test_a_flood_of_good_reports_makes_a_bounded_number_of_them(void **state)
{
	struct city	*c = *state;
	char		 text[64];
	int		 i;

	for (i = 0; i < 500; i++) {
		snprintf(text, sizeof text, "LAPOR SAMPAH OESAPA titik x%d",
		    i);
		city_receive(c, city_sms(c, STRANGER, text));
	}
	city_turn(c);
	assert_int_equal(city_told, 500);
	assert_int_equal(city_count(c, "SELECT count(*) FROM report"),
	    c->conf->replies_per_hour + c->conf->flood_after);
	assert_int_equal(city_count(c, "SELECT count(*) FROM inbox"), 500);
}

static void
test_a_forged_flood_does_not_silence_an_officer(void **state)
{
	struct city	*c = *state;
	char		 text[64];
	int		 i;

	for (i = 0; i < 300; i++) {
		snprintf(text, sizeof text, "xyzzy %d", i);
		city_receive(c, city_sms(c, OFFICER, text));
	}
	city_turn(c);
	assert_true(city_count(c, "SELECT count(*) FROM inbox WHERE"
	    " state = 'triage'") <= c->conf->flood_after);
	one(c, OFFICER, "DAFTAR");
	assert_string_equal(fate(c, OFFICER), "handled//1");
}

/* ---- senders ------------------------------------------------------------- */

static void
test_a_name_of_digits_is_not_the_phone_of_that_number(void **state)
{
	struct city		*c = *state;
	struct wire_sms_in	 s;

	/* Before the citizen ever wrote, and in the middle of a message. */
	s = city_sms(c, "081200000001", "LAPOR SAMPAH OESAPA palsu");
	s.alphanumeric = 1;
	city_receive(c, s);
	s = city_part(c, "+6281200000001", 7, 2, 2, "PALSU");
	s.alphanumeric = 1;
	city_receive(c, s);
	city_receive(c, city_part(c, CITIZEN, 7, 2, 1, "LAPOR LAMPU "));
	city_turn(c);
	city_receive(c, city_part(c, CITIZEN, 7, 2, 2, "ALAK padam"));
	city_turn(c);
	assert_string_equal(fate(c, CITIZEN), "handled//1");
	assert_int_equal(city_count(c, "SELECT count(*) FROM report"), 1);
	assert_int_equal(city_count(c, "SELECT count(*) FROM inbox WHERE"
	    " state = 'filed' AND reason = 'alphanumeric sender'"), 1);
	/* Given up, it is still the name's. */
	now += c->conf->part_timeout_s;
	inbox_run_timers(c->inbox);
	city_turn(c);
	assert_int_equal(city_count(c, "SELECT count(*) FROM inbox WHERE"
	    " reason = 'alphanumeric sender'"), 2);
	assert_int_equal(city_count(c, "SELECT count(*) FROM outbox JOIN phone"
	    " ON phone.id = phone_id WHERE phone.kind <> 'phone'"), 0);
}

static void
test_a_masked_sender_can_always_be_shown(void **state)
{
	static const struct {
		const char	*number;
		uint32_t	 alphanumeric;
		const char	*shown;
	} cases[] = {
		{ CITIZEN, 0, "+62812****01" },
		{ "081200000002", 1, "\"08120****2\"" },
		{ "4444", 0, "4444" },
		/* Cut in the middle of a letter it would be no JSON. */
		{ "a\u00c4\u00d6\u00dc\u00c4\u00d6\u00dc", 1,
		    "a\u00c4\u00d6\u00dc\u00c4\u00d6\u00dc" },
	};
	struct city		*c = *state;
	struct wire_sms_in	 s;
	char			 number[64], masked[LOG_NUMBER_SIZE];
	size_t			 i;

	for (i = 0; i < sizeof cases / sizeof *cases; i++) {
		s = city_sms(c, cases[i].number, "halo");
		s.alphanumeric = cases[i].alphanumeric;
		city_receive(c, s);
		city_turn(c);
		city_look(c, "SELECT number FROM phone ORDER BY id DESC",
		    number, sizeof number);
		assert_string_equal(log_mask_number(number, masked),
		    cases[i].shown);
	}
}

/* ---- values that cannot be ----------------------------------------------- */

static void
test_no_value_of_a_message_can_keep_it_on_the_sim(void **state)
{
	static const int64_t	when[] = { INT64_MIN, INT64_MIN + 1, -1, 0, 1,
	    INT64_MAX };
	static const int	numbers[] = { INT_MIN, -1, 0, 3, 255, INT_MAX };
	struct city		*c = *state;
	struct wire_sms_in	 s;
	uint64_t		 sent = 0;
	size_t			 i, k;
	char			 text[64];

	for (i = 0; i < sizeof when / sizeof *when; i++)
		for (k = 0; k < sizeof numbers / sizeof *numbers; k++) {
			snprintf(text, sizeof text, "LAPOR %zu %zu", i, k);
			s = city_sms(c, STRANGER, text);
			s.sent_at = when[i];
			s.class = s.pid = numbers[k];
			city_receive(c, s);
			s = city_part(c, STRANGER, (int)i, 2, 1 + (int)k % 2,
			    text);
			s.sent_at = when[i];
			city_receive(c, s);
			city_turn(c);
			sent += 2;
			assert_int_equal(city_told, sent);
		}
	assert_int_equal(city_count(c, "SELECT count(*) FROM inbox WHERE"
	    " reason = 'could not be handled'"), 0);
}

static void
test_an_unreadable_clock_loses_no_message_of_another_day(void **state)
{
	struct city		*c = *state;
	struct wire_sms_in	 s;
	int			 day;

	for (day = 0; day < 3; day++) {
		s = city_sms(c, CITIZEN, "STATUS");
		s.sent_at = 0;
		city_receive(c, s);
		city_turn(c);
		city_receive(c, s);		/* a repetition */
		city_turn(c);
		assert_int_equal(city_count(c, "SELECT count(*) FROM inbox"),
		    day + 1);
		now += 86400;
	}
	assert_int_equal(city_count(c, "SELECT count(*) FROM inbox"
	    " WHERE sent_at <> received_at"), 0);
}

static void
test_reports_of_anything_are_kept_and_acknowledged(void **state)
{
	static const int64_t	values[] = { INT64_MIN, -1, 0, 256, INT_MAX,
	    INT64_MAX };
	struct city		*c = *state;
	size_t			 i;

	for (i = 0; i < sizeof values / sizeof *values; i++) {
		struct wire_sms_report	r = { .token = ++c->token,
		    .mr = (int32_t)values[i], .status = (int32_t)values[i],
		    .sent_at = values[i], .discharged_at = values[i] };

		snprintf(r.number, sizeof r.number, "%s", i % 2 == 0 ?
		    STRANGER : "?");
		inbox_report(c->inbox, &city_worker, &r);
		city_turn(c);
		assert_int_equal(city_told, i + 1);
	}
	/* As 32 bits there are four, and each is kept once. */
	assert_int_equal(city_count(c, "SELECT count(*) FROM delivery_report"),
	    4);
}

static void
test_what_people_read_commands_no_terminal_and_turns_no_line(void **state)
{
	static const char	text[] = "LAPOR SAMPAH OESAPA \x1b[2J\x07\r\n"
	    "a\xe2\x80\xae" "b\xe2\x81\xa7" "c\xe2\x80\xa8" "d\xc2\x9b" "e"
	    "\xff\xed\xa0\x80" "f\0g";
	struct city		*c = *state;
	struct wire_sms_in	 s = city_sms(c, CITIZEN, "");
	char			 got[512];

	memcpy(s.text, text, sizeof text);
	s.text_len = sizeof text - 1;
	city_receive(c, s);
	city_turn(c);
	assert_string_equal(fate(c, CITIZEN), "handled//1");
	city_look(c, "SELECT text FROM inbox", got, sizeof got);
	assert_string_equal(got, "LAPOR SAMPAH OESAPA  [2J \nabc\nd e"
	    "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd" "f g");
	/* The dispatch to the officer, and the answer. */
	assert_true(city_count(c, "SELECT count(*) FROM outbox") >= 2);
	assert_int_equal(city_count(c, "SELECT count(*) FROM outbox WHERE"
	    " text GLOB '*[' || char(1) || '-' || char(9) || char(11) || '-'"
	    " || char(31) || char(127) || '-' || char(159) || char(8206) ||"
	    " '-' || char(8239) || char(8294) || '-' || char(8297) || ']*'"),
	    0);
}

int
main(void)
{
#define T(name)	cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest	tests[] = {
		T(test_ten_thousand_lone_parts_of_one_number_stay_within_bounds),
		T(test_one_part_again_and_again_with_other_words_stays_within_bounds),
		T(test_lone_parts_of_many_numbers_stay_within_bounds),
		T(test_parts_of_a_number_that_is_never_answered_are_filed_too),
		T(test_a_reference_used_again_mixes_no_words),
		T(test_parts_of_other_totals_or_widths_are_other_messages),
		T(test_255_parts_in_any_order_are_one_message),
		T(test_a_flood_is_filed_and_others_are_served_meanwhile),
		T(test_a_flood_of_good_reports_makes_a_bounded_number_of_them),
		T(test_a_forged_flood_does_not_silence_an_officer),
		T(test_a_name_of_digits_is_not_the_phone_of_that_number),
		T(test_a_masked_sender_can_always_be_shown),
		T(test_no_value_of_a_message_can_keep_it_on_the_sim),
		T(test_an_unreadable_clock_loses_no_message_of_another_day),
		T(test_reports_of_anything_are_kept_and_acknowledged),
		T(test_what_people_read_commands_no_terminal_and_turns_no_line),
	};

	log_init("test_hostile", LOG_LEVEL_ERROR);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
