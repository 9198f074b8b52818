/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * inbox - what comes is kept once, joined, and acknowledged only then.
 *
 * A real database; the worker and the clock are played, and so is the desk,
 * here.
 */

#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <event2/event.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "conf/conf.h"
#include "desk/desk.h"
#include "gateway/fleet/worker.h"
#include "gateway/inbox.h"
#include "gateway/turn/commit.h"
#include "gateway/udh.h"
#include "store/inbox.h"
#include "store/outbox.h"
#include "store/phone.h"
#include "store/sim.h"
#include "tests/fixtures/fake_gateway.h"

#define CITIZEN	"+62812000111"

/* ---- the worker and the desk ------------------------------------------- */

static struct worker	gsm1, *workers[] = { &gsm1 };

static struct inbox_message desk_got;	/* the last one */
static int		 desk_count;
static int		 desk_fails;	/* so many times from now on */
static char		 desk_hates[32]; /* or whenever it says this */

int
desk_receive(struct desk *desk, struct inbox_message *m, int64_t at)
{
	(void)desk;
	assert_int_equal(at, now);
	assert_int_not_equal(m->id, 0);
	if (desk_fails > 0) {
		desk_fails--;
		return -1;
	}
	if (desk_hates[0] != '\0' && strcmp(m->text, desk_hates) == 0)
		return -1;
	desk_got = *m;
	desk_count++;
	return 0;
}

/* ---- the gateway around it --------------------------------------------- */

static struct conf_modem modem = { .name = "gsm1",
	.own_number = "+6281200099999" };
static struct conf	 conf = { .country = "62", .part_timeout_s = 21600,
	.unfinished_per_sender = 20, .unfinished_parts = 2000,
	.modem = &modem, .modem_count = 1 };
static struct fake	 gw;
static struct inbox	*inbox;

static void
open_all(void)
{
	fake_open(&gw, &conf, workers, 1);
	inbox = inbox_new(&(struct inbox_parts){ .base = gw.base,
	    .store = gw.store, .commit = gw.commit, .roster = &gw.roster,
	    .sims = &gw.sims, .conf = &gw.conf });
}

static void
close_all(void)
{
	inbox_free(inbox);
	fake_close(&gw);
}

static int
setup(void **state)
{
	(void)state;
	fake_make(&gw, "test_inbox");
	now = 1763800000;
	desk_count = desk_fails = 0;
	gsm1 = (struct worker){ .name = "gsm1", .sim = "510100000000001",
	    .session = 1 };
	desk_hates[0] = '\0';
	open_all();
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	close_all();
	fake_remove(&gw);
	return 0;
}

static void
turn(void)
{
	fake_loop(&gw);
}

static struct wire_sms_in
sms(uint32_t token, const char *number, const char *text)
{
	struct wire_sms_in	s = { .token = token, .class = -1,
		.pid = 0, .coding = WIRE_CODING_GSM7 };

	s.sent_at = now - 5;
	snprintf(s.number, sizeof s.number, "%s", number);
	snprintf(s.text, sizeof s.text, "%s", text);
	s.text_len = (uint32_t)strlen(text);
	return s;
}

static struct wire_sms_in
part(uint32_t token, int ref, int parts, int number, const char *text)
{
	struct wire_sms_in	s = sms(token, CITIZEN, text);
	const unsigned char	udh[] = { 5, 0, 3, (unsigned char)ref,
		    (unsigned char)parts, (unsigned char)number };

	memcpy(s.udh, udh, sizeof udh);
	s.udh_len = sizeof udh;
	return s;
}

static void
receive(struct wire_sms_in s)
{
	inbox_receive(inbox, &gsm1, &s);
}

/* The last message of the database, whatever became of it. */
static struct inbox_message
last(void)
{
	struct inbox_message	m = { .id = 0 };
	int64_t			id;

	for (id = 1; store_inbox_get(gw.store, id, &m) == 1; id++)
		continue;
	assert_int_equal(store_inbox_get(gw.store, id - 1, &m), 1);
	return m;
}

/* ---- promises ---------------------------------------------------------- */

static void
test_no_sms_is_acknowledged_before_its_row_is_committed(void **state)
{
	(void)state;
	receive(sms(7, "0812000111", "LAPOR"));
	assert_int_equal(desk_count, 1);
	assert_int_equal(gsm1.stored_count, 0);
	turn();
	assert_int_equal(gsm1.stored_count, 1);
	assert_int_equal(gsm1.stored[0], 7);
}

static void
test_a_message_delivered_twice_is_kept_once_and_acknowledged(void **state)
{
	(void)state;
	receive(sms(7, CITIZEN, "LAPOR"));
	turn();
	close_all();
	open_all();
	receive(sms(8, CITIZEN, "LAPOR"));
	turn();
	assert_int_equal(desk_count, 1);
	assert_int_equal(gsm1.stored_count, 2);
	assert_int_equal(gsm1.stored[1], 8);
}

static void
test_parts_join_in_any_order_and_across_a_restart(void **state)
{
	(void)state;
	receive(part(1, 9, 3, 3, "tiga"));
	receive(part(2, 9, 3, 1, "satu "));
	receive(part(3, 9, 3, 1, "satu "));
	turn();
	close_all();
	open_all();
	assert_int_equal(gsm1.stored_count, 3);
	assert_int_equal(desk_count, 0);
	receive(part(4, 9, 3, 2, "dua "));
	turn();
	assert_int_equal(desk_count, 1);
	assert_string_equal(desk_got.text, "satu dua tiga");
	assert_true(desk_got.complete);
	assert_int_equal(gsm1.stored_count, 4);
}

static void
test_what_came_is_read_when_the_rest_never_comes(void **state)
{
	(void)state;
	receive(part(1, 9, 2, 1, "LAPOR SAMPAH"));
	turn();
	now += conf.part_timeout_s - 1;
	inbox_run_timers(inbox);
	turn();
	assert_int_equal(desk_count, 0);
	now += 1;
	inbox_run_timers(inbox);
	turn();
	assert_int_equal(desk_count, 1);
	assert_false(desk_got.complete);
	assert_non_null(strstr(desk_got.text, "LAPOR SAMPAH"));
	inbox_run_timers(inbox);
	turn();
	assert_int_equal(desk_count, 1);
}

static void
test_a_header_that_lies_makes_a_marked_single_message(void **state)
{
	(void)state;
	receive(part(1, 9, 2, 0, "LAPOR"));
	turn();
	assert_int_equal(desk_count, 1);
	assert_false(desk_got.complete);
	assert_int_equal(gsm1.stored_count, 1);
}

static void
test_machines_and_our_own_numbers_are_never_answered(void **state)
{
	static const struct {
		const char	*number, *reason;
	} cases[] = {
		{ "888", "short code" },
		{ "TELKOMSEL", "alphanumeric sender" },
		{ "", "no sender" },
		{ "081200099999", "own number" },
	};
	struct inbox_message	m;
	size_t			i;

	(void)state;
	for (i = 0; i < sizeof cases / sizeof *cases; i++) {
		receive(sms((uint32_t)i, cases[i].number, "Pulsa habis"));
		turn();
		m = last();
		assert_int_equal(m.state, INBOX_FILED);
		assert_string_equal(m.reason, cases[i].reason);
		assert_string_equal(m.text, "Pulsa habis");
		assert_int_equal(gsm1.stored_count, (int)i + 1);
	}
	assert_int_equal(desk_count, 0);
}

static void
expect_filed(struct wire_sms_in s, const char *reason, const char *text)
{
	struct inbox_message	m;
	int			before = gsm1.stored_count;

	receive(s);
	turn();
	m = last();
	assert_int_equal(m.state, INBOX_FILED);
	assert_string_equal(m.reason, reason);
	assert_string_equal(m.text, text);
	assert_int_equal(gsm1.stored_count, before + 1);
	assert_int_equal(desk_count, 0);
}

/* A SIM's row, and a test of it that is under way. */
static void
await_test(const char *token)
{
	struct sim		row = { .sim = "510100000000001",
				    .modem = "gsm1", .balance = -1,
				    .heard_at = now - 86400 };
	struct outbox_message	out = { .state = OUTBOX_SENT, .kind =
				    "sim_test", .created_at = now };
	struct sim_test		t = { .sim = "510100000000001",
				    .by_modem = "gsm2", .asked_at = now - 60,
				    .due_at = now + 540 };

	snprintf(t.token, sizeof t.token, "%s", token);
	assert_int_equal(store_sim_put(gw.store, &row), 0);
	assert_int_equal(store_phone_find_or_add(gw.store, "+6281200099999",
	    NUMBER_PHONE, now, &out.phone_id), 0);
	assert_int_equal(store_outbox_add(gw.store, &out), 0);
	t.outbox_id = out.id;
	assert_int_equal(store_sim_add_test(gw.store, &t), 0);
}

static void
test_a_test_of_our_own_is_filed_whatever_number_it_shows(void **state)
{
	struct sim	row;

	(void)state;
	await_test("K7M2P9XA");
	receive(sms(1, CITIZEN, "KENTONGAN TES SIM AAAAAAAA"));
	turn();
	assert_int_equal(desk_count, 1);
	await_test("K7M2P9XB");
	receive(sms(2, "+6281200077777", "KENTONGAN TES SIM K7M2P9XB"));
	turn();
	assert_int_equal(desk_count, 1);
	assert_int_equal(last().state, INBOX_FILED);
	assert_string_equal(last().reason, "own test");
	assert_int_equal(store_sim_get(gw.store, "510100000000001", &row), 1);
	assert_int_equal(row.proved_at, now);
}

static void
test_an_operators_notice_is_filed_and_tells_the_credit(void **state)
{
	static char		 sender[] = "TELKOMSEL";
	static char		*senders[] = { sender };
	struct wire_sms_in	 s = sms(1, sender, "Sisa pulsa Rp 12.500");
	struct sim		 row;

	(void)state;
	modem.notice_senders = (struct conf_list){ senders, 1 };
	modem.balance_pattern = "Rp ([0-9.]+)";
	modem.expiry_pattern = "";
	s.alphanumeric = 1;
	receive(s);
	turn();
	assert_int_equal(desk_count, 0);
	assert_int_equal(last().state, INBOX_FILED);
	assert_int_equal(store_sim_get(gw.store, "510100000000001", &row), 1);
	assert_int_equal(row.balance, 12500);
	modem.notice_senders.count = 0;
}

static void
test_messages_for_the_phone_itself_are_filed_unread(void **state)
{
	static const unsigned char	port[] = { 6, 5, 4, 0x0b, 0x84, 0, 0 };
	struct wire_sms_in		s;

	(void)state;
	s = sms(1, CITIZEN, "LAPOR");
	s.pid = 0x40;
	expect_filed(s, "silent", "LAPOR");
	s = sms(2, CITIZEN, "LAPOR A");
	s.pid = 0x7f;
	expect_filed(s, "SIM data", "LAPOR A");
	s = sms(3, CITIZEN, "");
	s.coding = WIRE_CODING_8BIT;
	memcpy(s.text, "\0\xff\x10", 3);
	s.text_len = 3;
	expect_filed(s, "binary", "00ff10");
	s = sms(4, CITIZEN, "LAPOR B");
	memcpy(s.udh, port, sizeof port);
	s.udh_len = sizeof port;
	expect_filed(s, "for port 2948", "LAPOR B");
	s = sms(5, CITIZEN, "");
	s.coding = WIRE_CODING_UNKNOWN;
	memcpy(s.raw, "\x07\x91", 2);
	s.raw_len = 2;
	expect_filed(s, "unknown coding", "0791");
}

static void
test_a_clock_that_is_years_wrong_does_not_date_a_report(void **state)
{
	static const int64_t	days[] = { -20000, 0, 2, 4000 };
	struct wire_sms_in	s;
	size_t			i;

	(void)state;
	for (i = 0; i < sizeof days / sizeof *days; i++) {
		s = sms((uint32_t)i, CITIZEN, "LAPOR");
		s.sent_at = days[i] == 0 ? 0 : now + days[i] * 86400;
		receive(s);
		turn();
		assert_int_equal(desk_got.sent_at, now);
		/* The SMSC's own word still tells a repetition. */
		receive(s);
		turn();
		assert_int_equal(desk_count, (int)i + 1);
	}
}

static void
test_a_message_that_fails_costs_the_others_nothing(void **state)
{
	struct inbox_message	m;

	(void)state;
	snprintf(desk_hates, sizeof desk_hates, "buruk");
	receive(sms(1, CITIZEN, "baik"));
	receive(sms(2, CITIZEN, "buruk"));
	receive(sms(3, CITIZEN, "bagus"));
	turn();
	/* The first turn failed at the second: nothing of it was kept. */
	assert_int_equal(gsm1.stored_count, 1);
	assert_int_equal(gsm1.stored[0], 3);
	receive(sms(1, CITIZEN, "baik"));
	receive(sms(2, CITIZEN, "buruk"));
	turn();
	assert_int_equal(gsm1.stored_count, 3);
	m = last();
	assert_int_equal(m.state, INBOX_TRIAGE);
	assert_string_equal(m.text, "buruk");
}

static void
test_a_desk_that_failed_once_gets_the_message_again(void **state)
{
	(void)state;
	desk_fails = 1;
	receive(sms(1, CITIZEN, "LAPOR"));
	turn();
	assert_int_equal(gsm1.stored_count, 0);
	receive(sms(1, CITIZEN, "LAPOR"));
	turn();
	assert_int_equal(gsm1.stored_count, 1);
	assert_int_equal(desk_count, 1);
}

int
main(void)
{
#define T(name)	cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest	tests[] = {
		T(test_no_sms_is_acknowledged_before_its_row_is_committed),
		T(test_a_message_delivered_twice_is_kept_once_and_acknowledged),
		T(test_parts_join_in_any_order_and_across_a_restart),
		T(test_what_came_is_read_when_the_rest_never_comes),
		T(test_a_header_that_lies_makes_a_marked_single_message),
		T(test_machines_and_our_own_numbers_are_never_answered),
		T(test_a_test_of_our_own_is_filed_whatever_number_it_shows),
		T(test_an_operators_notice_is_filed_and_tells_the_credit),
		T(test_messages_for_the_phone_itself_are_filed_unread),
		T(test_a_clock_that_is_years_wrong_does_not_date_a_report),
		T(test_a_message_that_fails_costs_the_others_nothing),
		T(test_a_desk_that_failed_once_gets_the_message_again),
	};

	log_init("test_inbox", LOG_LEVEL_ERROR);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
