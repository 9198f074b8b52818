/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * test_store_outbox - what outbox.c promises: the right row is next, a part
 * sent is never due again, and a delivery report finds its message.
 */

#include "config.h"

#include "store/account.h"
#include "store/inbox.h"
#include "store/outbox.h"
#include "store/outbox_modem.h"
#include "store/seat.h"
#include "tests/fixtures/store_fixture.h"

static struct outbox_message
message(struct fixture *f, int phone)
{
	struct outbox_message	m = { .phone_id = fixture_phone(f, phone),
				    .kind = "acknowledged", .parts = 1,
				    .created_at = NOW, .next_try = NOW,
				    .text = "halo" };

	return m;
}

static int64_t
add(struct fixture *f, struct outbox_message *m)
{
	assert_int_equal(store_outbox_add(f->store, m), 0);
	return m->id;
}

static enum outbox_state
state_of(struct fixture *f, int64_t id)
{
	struct outbox_message	m;

	assert_int_equal(store_outbox_get(f->store, id, &m), 1);
	return m.state;
}

static void
sending(struct fixture *f, int64_t id, int part, int64_t at)
{
	assert_int_equal(store_outbox_sending(f->store, id, part, "gsm1",
	    "51001", at), 0);
}

static void
sent(struct fixture *f, int64_t id, int part, int mr, int64_t at)
{
	sending(f, id, part, at);
	assert_int_equal(store_outbox_part_sent(f->store, id, part, mr, at),
	    0);
}

static void
test_message_comes_back_as_it_was_kept(void **state)
{
	struct fixture		*f = *state;
	struct outbox_message	 m = message(f, 1), back;
	int64_t			 report = fixture_report(f, m.phone_id,
				    REPORT_NEW);

	m.parts = 3;
	m.urgent = true;
	m.coding = TEXT_UCS2;
	m.report_id = report;
	snprintf(m.modem, sizeof m.modem, "gsm2");
	snprintf(m.reason, sizeof m.reason, "why");
	add(f, &m);
	assert_int_equal(store_outbox_get(f->store, m.id, &back), 1);
	assert_string_equal(back.number, "+6281200000001");
	assert_string_equal(back.modem, "gsm2");
	assert_string_equal(back.kind, "acknowledged");
	assert_string_equal(back.reason, "why");
	assert_string_equal(back.text, "halo");
	assert_int_equal(back.coding, TEXT_UCS2);
	assert_int_equal(back.parts, 3);
	assert_int_equal(back.next_part, 1);
	assert_int_equal(back.report_id, report);
	assert_int_equal(back.seat_id, 0);
	assert_true(back.urgent);
	assert_int_equal(store_outbox_get(f->store, 999, &back), 0);
}

static void
test_urgent_goes_first_then_what_is_due_longest(void **state)
{
	static const struct {
		int	urgent, next_try;	/* seconds from NOW */
		enum outbox_state state;
	} rows[] = {
		{ 0, -5, OUTBOX_DUE }, { 0, -9, OUTBOX_DUE },
		{ 1, -1, OUTBOX_DUE }, { 1, 60, OUTBOX_DUE },
		{ 0, 30, OUTBOX_DUE }, { 1, -99, OUTBOX_HELD },
		{ 1, -99, OUTBOX_UNCERTAIN },
	};
	static const int	order[] = { 3, 2, 1 };
	struct fixture		*f = *state;
	struct outbox_message	 m;
	int64_t			 at = 0;
	size_t			 i;

	assert_int_equal(store_outbox_next_try(f->store, &at), 0);
	for (i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		m = message(f, 1);
		m.urgent = rows[i].urgent;
		m.next_try = NOW + rows[i].next_try;
		m.state = rows[i].state;
		add(f, &m);
	}
	for (i = 0; i < sizeof order / sizeof order[0]; i++) {
		assert_int_equal(store_outbox_due(f->store, NOW, "gsm1",
		    false, &m), 1);
		assert_int_equal(m.id, order[i]);
		sent(f, m.id, 1, 1, NOW);
	}
	assert_int_equal(store_outbox_due(f->store, NOW, "gsm1", false, &m),
	    0);
	assert_int_equal(store_outbox_next_try(f->store, &at), 1);
	assert_int_equal(at, NOW + 30);
}

static void
test_reply_waits_for_its_modem_unless_any_may_send(void **state)
{
	struct fixture		*f = *state;
	struct outbox_message	 own = message(f, 1), free_one = own, m;
	char			 name[STORE_CODE_SIZE] = "";

	snprintf(own.modem, sizeof own.modem, "gsm2");
	own.next_try = NOW - 9;
	add(f, &own);
	add(f, &free_one);
	assert_int_equal(store_outbox_due(f->store, NOW, "gsm1", false, &m),
	    1);
	assert_int_equal(m.id, free_one.id);
	assert_int_equal(store_outbox_due(f->store, NOW, "gsm1", true, &m),
	    1);
	assert_int_equal(m.id, own.id);
	assert_int_equal(store_outbox_due(f->store, NOW, "gsm2", false, &m),
	    1);
	assert_int_equal(m.id, own.id);
	assert_int_equal(store_outbox_next_modem(f->store, name, name), 1);
	assert_string_equal(name, "gsm2");
	assert_int_equal(store_outbox_next_modem(f->store, name, name), 0);
	assert_int_equal(store_outbox_free_modem(f->store, "gsm2"), 1);
	assert_int_equal(store_outbox_due(f->store, NOW, "gsm1", false, &m),
	    1);
	assert_int_equal(m.id, own.id);
}

static void
test_parts_are_sent_one_after_the_other_and_once(void **state)
{
	struct fixture		*f = *state;
	struct outbox_message	 m = message(f, 1), row;
	int			 part;

	m.parts = 3;
	add(f, &m);
	for (part = 1; part <= 3; part++) {
		assert_int_equal(store_outbox_due(f->store, NOW, "gsm1",
		    false, &row), 1);
		assert_int_equal(row.next_part, part);
		sending(f, m.id, part, NOW);
		assert_int_equal(state_of(f, m.id), OUTBOX_SENDING);
		assert_int_equal(store_outbox_due(f->store, NOW, "gsm1",
		    true, &row), 0);
		/* The answer for the part before, once more. */
		assert_int_equal(store_outbox_part_sent(f->store, m.id,
		    part - 1, part - 1, NOW), 0);
		assert_int_equal(state_of(f, m.id), OUTBOX_SENDING);
		assert_int_equal(store_outbox_part_sent(f->store, m.id, part,
		    part, NOW), 0);
		assert_int_equal(store_outbox_part_sent(f->store, m.id, part,
		    part, NOW), 0);
	}
	assert_int_equal(state_of(f, m.id), OUTBOX_SENT);
	assert_int_equal(store_outbox_due(f->store, NOW, "gsm1", true, &row),
	    0);
	assert_int_equal(fixture_ask(f, "SELECT count(*) FROM outbox_part "
	    "WHERE state = 'sent'"), 3);
}

static void
test_refused_part_is_tried_again_later(void **state)
{
	struct fixture		*f = *state;
	struct outbox_message	 m = message(f, 1), row;
	struct outbox_part	 p;

	add(f, &m);
	sending(f, m.id, 1, NOW);
	assert_int_equal(store_outbox_part_failed(f->store, m.id, 1, 38), 0);
	assert_int_equal(store_outbox_retry(f->store, m.id, NOW + 60,
	    "network out of order"), 0);
	assert_int_equal(store_outbox_in_flight(f->store, NULL, 0, &p), 0);
	assert_int_equal(store_outbox_due(f->store, NOW + 59, "gsm1", true,
	    &row), 0);
	assert_int_equal(store_outbox_due(f->store, NOW + 60, "gsm1", true,
	    &row), 1);
	assert_int_equal(row.attempts, 1);
	assert_string_equal(row.reason, "network out of order");
	assert_int_equal(fixture_ask(f, "SELECT code FROM outbox_part "
	    "WHERE state = 'failed'"), 38);
	sent(f, m.id, 1, 9, NOW + 60);
	assert_int_equal(state_of(f, m.id), OUTBOX_SENT);
	assert_int_equal(store_outbox_parts_since(f->store, "gsm1", NOW), 2);
	assert_int_equal(store_outbox_parts_since(f->store, "gsm1",
	    NOW + 1), 1);
	assert_int_equal(store_outbox_parts_since(f->store, "gsm2", 0), 0);
}

static void
test_in_flight_is_told_by_modem(void **state)
{
	struct fixture		*f = *state;
	struct outbox_message	 a = message(f, 1), b = a, c = a;
	struct outbox_part	 p;

	add(f, &a);
	add(f, &b);
	add(f, &c);
	sending(f, a.id, 1, NOW);
	assert_int_equal(store_outbox_sending(f->store, b.id, 1, "gsm2",
	    "51002", NOW), 0);
	sending(f, c.id, 1, NOW);
	assert_int_equal(store_outbox_in_flight(f->store, "gsm1", 0, &p), 1);
	assert_int_equal(p.outbox_id, a.id);
	assert_int_equal(store_outbox_in_flight(f->store, "gsm1", a.id, &p),
	    1);
	assert_int_equal(p.outbox_id, c.id);
	assert_int_equal(store_outbox_in_flight(f->store, "gsm1", c.id, &p),
	    0);
	assert_int_equal(store_outbox_in_flight(f->store, NULL, a.id, &p),
	    1);
	assert_int_equal(p.outbox_id, b.id);
	assert_int_equal(p.part, 1);
	assert_string_equal(p.modem, "gsm2");
	assert_int_equal(store_outbox_set_state(f->store, b.id,
	    OUTBOX_UNCERTAIN, "the machine stopped"), 0);
	assert_int_equal(store_outbox_in_flight(f->store, "gsm2", 0, &p), 0);
}

static void
test_late_answer_settles_an_uncertain_message(void **state)
{
	struct fixture		*f = *state;
	struct outbox_message	 m = message(f, 1);

	m.parts = 2;
	add(f, &m);
	sending(f, m.id, 1, NOW);
	assert_int_equal(store_outbox_set_state(f->store, m.id,
	    OUTBOX_UNCERTAIN, "no answer"), 0);
	assert_int_equal(store_outbox_part_sent(f->store, m.id, 1, 7, NOW),
	    0);
	assert_int_equal(state_of(f, m.id), OUTBOX_DUE);
	sent(f, m.id, 2, 8, NOW);
	assert_int_equal(state_of(f, m.id), OUTBOX_SENT);
	/* A result of a message that nobody knows harms nothing. */
	assert_int_equal(store_outbox_part_sent(f->store, 999, 1, 7, NOW),
	    0);
	assert_int_equal(store_outbox_part_failed(f->store, 999, 1, 7), 0);
}

/* ---- delivery reports ------------------------------------------------------ */

static int
reported(struct fixture *f, int phone, int mr, int status, int64_t at,
    int64_t *id)
{
	char	number[NUMBER_SIZE];

	snprintf(number, sizeof number, "+62812000%05d", phone % 100000);
	return store_outbox_report(f->store, "51001", number, mr, status, at,
	    id);
}

static void
test_status_of_a_report_becomes_the_message_state(void **state)
{
	static const struct {
		int			status;
		enum outbox_state	becomes;
	} cases[] = {
		{ 0x00, OUTBOX_DELIVERED }, { 0x01, OUTBOX_DELIVERED },
		{ 0x02, OUTBOX_DELIVERED }, { 0x20, OUTBOX_SENT },
		{ 0x3f, OUTBOX_SENT }, { 0x40, OUTBOX_FAILED },
		{ 0x45, OUTBOX_FAILED }, { 0x60, OUTBOX_FAILED },
		{ 0x7f, OUTBOX_FAILED }, { 0x80, OUTBOX_SENT },
	};
	struct fixture		*f = *state;
	struct outbox_message	 m;
	int64_t			 id;
	size_t			 i;

	for (i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		m = message(f, (int)i);
		add(f, &m);
		sent(f, m.id, 1, 77, NOW);
		assert_int_equal(reported(f, (int)i, 77, cases[i].status,
		    NOW + 5, &id), 1);
		assert_int_equal(id, m.id);
		if (state_of(f, id) != cases[i].becomes)
			fail_msg("0x%02x: %s", (unsigned)cases[i].status,
			    outbox_state_name(state_of(f, id)));
	}
	assert_int_equal(fixture_ask(f,
	    "SELECT count(*) FROM delivery_report"), 10);
}

static void
test_still_trying_may_be_delivered_later(void **state)
{
	struct fixture		*f = *state;
	struct outbox_message	 m = message(f, 1);
	int64_t			 id;

	add(f, &m);
	sent(f, m.id, 1, 77, NOW);
	assert_int_equal(reported(f, 1, 77, 0x30, NOW + 5, &id), 1);
	assert_int_equal(reported(f, 1, 77, 0x00, NOW + 500, &id), 1);
	assert_int_equal(state_of(f, m.id), OUTBOX_DELIVERED);
}

static void
test_message_is_delivered_when_all_its_parts_are(void **state)
{
	struct fixture		*f = *state;
	struct outbox_message	 m = message(f, 1);
	int64_t			 id;

	m.parts = 2;
	add(f, &m);
	sent(f, m.id, 1, 254, NOW);
	sent(f, m.id, 2, 255, NOW + 1);
	assert_int_equal(reported(f, 1, 255, 0, NOW + 5, &id), 1);
	assert_int_equal(state_of(f, m.id), OUTBOX_SENT);
	assert_int_equal(reported(f, 1, 255, 0, NOW + 5, &id), 1);
	assert_int_equal(state_of(f, m.id), OUTBOX_SENT);
	assert_int_equal(fixture_ask(f,
	    "SELECT count(*) FROM delivery_report"), 1);
	assert_int_equal(reported(f, 1, 254, 0, NOW + 6, &id), 1);
	assert_int_equal(state_of(f, m.id), OUTBOX_DELIVERED);
}

static void
test_report_for_another_phone_sim_or_time_matches_nothing(void **state)
{
	struct fixture		*f = *state;
	struct outbox_message	 m = message(f, 1);
	int64_t			 id = 5;

	add(f, &m);
	sent(f, m.id, 1, 77, NOW);
	assert_int_equal(reported(f, 2, 77, 0, NOW, &id), 0);
	assert_int_equal(id, 0);
	assert_int_equal(reported(f, 1, 78, 0, NOW, &id), 0);
	assert_int_equal(reported(f, 1, 77, 0, NOW + 8 * 86400, &id), 0);
	assert_int_equal(store_outbox_report(f->store, "51002",
	    "+6281200000001", 77, 0, NOW, &id), 0);
	assert_int_equal(state_of(f, m.id), OUTBOX_SENT);
	assert_int_equal(fixture_ask(f, "SELECT count(*) FROM "
	    "delivery_report WHERE outbox_part_id IS NULL"), 4);
	assert_int_equal(store_outbox_report(f->store, "gsm1",
	    "+6281200000001", 77, 0, NOW, &id), 1);
}

static void
test_reference_that_came_round_means_the_newest(void **state)
{
	struct fixture		*f = *state;
	struct outbox_message	 old = message(f, 1), new = old;
	int64_t			 id;

	add(f, &old);
	add(f, &new);
	sent(f, old.id, 1, 77, NOW);
	sent(f, new.id, 1, 77, NOW + 3600);
	assert_int_equal(reported(f, 1, 77, 0, NOW + 3605, &id), 1);
	assert_int_equal(id, new.id);
	/* The same report again, after a restart, is not the other's. */
	assert_int_equal(reported(f, 1, 77, 0, NOW + 3605, &id), 1);
	assert_int_equal(id, new.id);
	assert_int_equal(state_of(f, old.id), OUTBOX_SENT);
	/* The next with the same reference is, late. */
	assert_int_equal(reported(f, 1, 77, 0, NOW + 3609, &id), 1);
	assert_int_equal(id, old.id);
	/* Both known: it came twice. */
	assert_int_equal(reported(f, 1, 77, 0, NOW + 3609, &id), 1);
	assert_int_equal(fixture_ask(f,
	    "SELECT count(*) FROM outbox WHERE state = 'delivered'"), 2);
}

static void
test_report_settles_what_was_uncertain(void **state)
{
	static const struct {
		int			status;
		enum outbox_state	becomes;
	} cases[] = {
		{ 0x00, OUTBOX_DELIVERED }, { 0x30, OUTBOX_SENT },
		{ 0x41, OUTBOX_FAILED },
	};
	struct fixture		*f = *state;
	struct outbox_message	 m, before;
	int64_t			 id;
	size_t			 i;

	for (i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		/* One of long ago had the same reference by chance. */
		before = message(f, (int)i);
		add(f, &before);
		sent(f, before.id, 1, 78, NOW - 3600);
		assert_int_equal(reported(f, (int)i, 78, 0, NOW - 3599, &id),
		    1);
		m = message(f, (int)i);
		add(f, &m);
		sending(f, m.id, 1, NOW);
		assert_int_equal(store_outbox_set_state(f->store, m.id,
		    OUTBOX_UNCERTAIN, "no answer"), 0);
		assert_int_equal(reported(f, (int)i, 78, cases[i].status,
		    NOW + 4, &id), 1);
		assert_int_equal(id, m.id);
		assert_int_equal(state_of(f, id), cases[i].becomes);
	}
	/* A later report finds it by its reference, now known. */
	assert_int_equal(reported(f, 1, 78, 0, NOW + 60, &id), 1);
	assert_int_equal(state_of(f, id), OUTBOX_DELIVERED);
}

static void
test_uncertain_part_delivered_lets_the_next_part_go(void **state)
{
	struct fixture		*f = *state;
	struct outbox_message	 m = message(f, 1), row;
	int64_t			 id;

	m.parts = 2;
	add(f, &m);
	sending(f, m.id, 1, NOW);
	assert_int_equal(store_outbox_set_state(f->store, m.id,
	    OUTBOX_UNCERTAIN, "no answer"), 0);
	assert_int_equal(reported(f, 1, 3, 0, NOW + 4, &id), 1);
	assert_int_equal(store_outbox_due(f->store, NOW + 4, "gsm1", true,
	    &row), 1);
	assert_int_equal(row.next_part, 2);
	sent(f, m.id, 2, 4, NOW + 5);
	assert_int_equal(reported(f, 1, 4, 0, NOW + 9, &id), 1);
	assert_int_equal(state_of(f, m.id), OUTBOX_DELIVERED);
}

/* ---- budgets ---------------------------------------------------------------- */

static void
test_budget_counts_replies_of_one_number_over_midnight(void **state)
{
	static const struct {
		int64_t			at;
		int			phone;
		bool			reply;
		enum outbox_state	state;
	} rows[] = {
		{ -3601, 1, true, OUTBOX_SENT },	/* too old */
		{ -3600, 1, true, OUTBOX_SENT },
		{ -1, 1, true, OUTBOX_DUE },
		{ -1, 1, true, OUTBOX_HELD },		/* was not sent */
		{ -1, 1, false, OUTBOX_DUE },		/* a notice */
		{ -1, 2, true, OUTBOX_DUE },		/* another's */
		{ 0, 1, true, OUTBOX_FAILED },
	};
	/* Half past midnight UTC: the hour lies in two days. */
	const int64_t		 now = NOW / 86400 * 86400 + 1800;
	struct fixture		*f = *state;
	struct inbox_message	 in = { .phone_id = fixture_phone(f, 1) };
	struct outbox_replies	 sent;
	struct outbox_message	 m;
	char			 free[80];
	size_t			 i;

	snprintf(free, sizeof free, " x %s ", message(f, 1).kind);
	assert_int_equal(store_inbox_add(f->store, &in), 0);
	for (i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		m = message(f, rows[i].phone);
		m.created_at = now + rows[i].at;
		m.inbox_id = rows[i].reply ? in.id : 0;
		m.state = rows[i].state;
		add(f, &m);
	}
	assert_int_equal(store_outbox_replies_since(f->store,
	    fixture_phone(f, 1), now - 3600, " ", &sent), 0);
	assert_int_equal(sent.all, 3);
	assert_int_equal(sent.counted, 3);
	assert_int_equal(sent.first_at, now - 3600);
	assert_int_equal(store_outbox_replies_since(f->store,
	    fixture_phone(f, 1), now - 3600, free, &sent), 0);
	assert_int_equal(sent.all, 3);
	assert_int_equal(sent.counted, 0);
	assert_int_equal(sent.first_at, 0);
	assert_int_equal(store_outbox_replies_since(f->store,
	    fixture_phone(f, 3), now - 3600, " ", &sent), 0);
	assert_int_equal(sent.all, 0);
}

static void
test_old_routine_messages_are_dropped(void **state)
{
	static const struct {
		int			age, urgent;
		enum outbox_state	is, becomes;
	} rows[] = {
		{ 61, 0, OUTBOX_DUE, OUTBOX_DROPPED },
		{ 60, 0, OUTBOX_DUE, OUTBOX_DUE },
		{ 61, 1, OUTBOX_DUE, OUTBOX_DUE },
		{ 61, 0, OUTBOX_SENDING, OUTBOX_SENDING },
		{ 61, 0, OUTBOX_HELD, OUTBOX_HELD },
	};
	struct fixture		*f = *state;
	struct outbox_message	 m;
	size_t			 i;

	for (i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		m = message(f, 1);
		m.created_at = NOW - rows[i].age;
		m.urgent = rows[i].urgent;
		m.state = rows[i].is;
		add(f, &m);
	}
	assert_int_equal(store_outbox_drop_older(f->store, NOW - 60), 0);
	for (i = 0; i < sizeof rows / sizeof rows[0]; i++)
		assert_int_equal(state_of(f, (int64_t)i + 1),
		    rows[i].becomes);
}

static void
test_stop_drops_notices_and_nothing_else(void **state)
{
	static const struct {
		const char		*what;
		int			phone, urgent, reply, to_seat;
		enum outbox_state	is, becomes;
	} rows[] = {
		{ "a notice", 1, 0, 0, 0, OUTBOX_DUE, OUTBOX_DROPPED },
		{ "one held", 1, 0, 0, 0, OUTBOX_HELD, OUTBOX_DROPPED },
		{ "another's", 2, 0, 0, 0, OUTBOX_DUE, OUTBOX_DUE },
		{ "a reply", 1, 0, 1, 0, OUTBOX_DUE, OUTBOX_DUE },
		{ "a dispatch", 1, 0, 0, 1, OUTBOX_DUE, OUTBOX_DUE },
		{ "urgent", 1, 1, 0, 0, OUTBOX_DUE, OUTBOX_DUE },
		{ "in flight", 1, 0, 0, 0, OUTBOX_SENDING, OUTBOX_SENDING },
		{ "sent", 1, 0, 0, 0, OUTBOX_SENT, OUTBOX_SENT },
	};
	struct fixture		*f = *state;
	struct inbox_message	 in = { .phone_id = fixture_phone(f, 1) };
	struct seat		 seat = { .name = "s", .area = "*" };
	struct outbox_message	 m;
	size_t			 i;

	assert_int_equal(store_inbox_add(f->store, &in), 0);
	assert_int_equal(store_seat_add(f->store, &seat, NOW), 0);
	for (i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		m = message(f, rows[i].phone);
		m.urgent = rows[i].urgent;
		m.inbox_id = rows[i].reply ? in.id : 0;
		m.seat_id = rows[i].to_seat ? seat.id : 0;
		m.state = rows[i].is;
		add(f, &m);
	}
	assert_int_equal(store_outbox_drop_for_phone(f->store,
	    fixture_phone(f, 1), "said STOP"), 0);
	for (i = 0; i < sizeof rows / sizeof rows[0]; i++)
		if (state_of(f, (int64_t)i + 1) != rows[i].becomes)
			fail_msg("%s: %s", rows[i].what, outbox_state_name(
			    state_of(f, (int64_t)i + 1)));
}

int
main(void)
{
	static const struct CMUnitTest	tests[] = {
		unit(test_message_comes_back_as_it_was_kept),
		unit(test_urgent_goes_first_then_what_is_due_longest),
		unit(test_reply_waits_for_its_modem_unless_any_may_send),
		unit(test_parts_are_sent_one_after_the_other_and_once),
		unit(test_refused_part_is_tried_again_later),
		unit(test_in_flight_is_told_by_modem),
		unit(test_late_answer_settles_an_uncertain_message),
		unit(test_status_of_a_report_becomes_the_message_state),
		unit(test_still_trying_may_be_delivered_later),
		unit(test_message_is_delivered_when_all_its_parts_are),
		unit(test_report_for_another_phone_sim_or_time_matches_nothing),
		unit(test_reference_that_came_round_means_the_newest),
		unit(test_report_settles_what_was_uncertain),
		unit(test_uncertain_part_delivered_lets_the_next_part_go),
		unit(test_budget_counts_replies_of_one_number_over_midnight),
		unit(test_old_routine_messages_are_dropped),
		unit(test_stop_drops_notices_and_nothing_else),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
