/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * test_store_rows - what phone.c, inbox.c, report.c, seat.c and question.c
 * promise of their rows.
 */

#include "config.h"

#include "tests/fixtures/store_fixture.h"

/* ---- phone ------------------------------------------------------------- */

static void
test_number_is_kept_once(void **state)
{
	struct fixture	*f = *state;
	struct phone	 p;
	int64_t		 first = fixture_phone(f, 1);

	assert_int_equal(fixture_phone(f, 1), first);
	assert_int_not_equal(fixture_phone(f, 2), first);
	assert_int_equal(store_phone_get(f->store, first, &p), 1);
	assert_string_equal(p.number, "+6281200000001");
	assert_int_equal(p.kind, NUMBER_PHONE);
	assert_int_equal(store_phone_get(f->store, 999, &p), 0);
}

static void
test_registration_keeps_what_is_not_told_anew(void **state)
{
	struct fixture	*f = *state;
	struct phone	 p;
	int64_t		 id = fixture_phone(f, 1);

	assert_int_equal(store_phone_register(f->store, id, "Maria",
	    "OESAPA"), 0);
	assert_int_equal(store_phone_register(f->store, id, "", "NAMOSAIN"),
	    0);
	assert_int_equal(store_phone_register(f->store, id, NULL, NULL), 0);
	assert_int_equal(store_phone_get(f->store, id, &p), 1);
	assert_string_equal(p.name, "Maria");
	assert_string_equal(p.kelurahan, "NAMOSAIN");
}

static void
test_stop_and_help_are_remembered_and_stop_ends(void **state)
{
	struct fixture	*f = *state;
	struct phone	 p;
	int64_t		 id = fixture_phone(f, 1);

	assert_int_equal(store_phone_set_stopped(f->store, id, NOW), 0);
	assert_int_equal(store_phone_set_helped(f->store, id, NOW + 1), 0);
	assert_int_equal(store_phone_get(f->store, id, &p), 1);
	assert_int_equal(p.stopped_at, NOW);
	assert_int_equal(p.helped_at, NOW + 1);
	assert_int_equal(store_phone_set_stopped(f->store, id, 0), 0);
	assert_int_equal(store_phone_get(f->store, id, &p), 1);
	assert_int_equal(p.stopped_at, 0);
}

/* ---- inbox --------------------------------------------------------------- */

static struct inbox_part
part_of(int64_t phone, int ref, int part, int parts, const char *text)
{
	struct inbox_part	p = { .phone_id = phone, .ref = ref,
				    .part = part, .parts = parts,
				    .class = -1, .pid = 0, .sent_at = NOW,
				    .received_at = NOW + 2 };

	snprintf(p.sim, sizeof p.sim, "510010000000001");
	snprintf(p.modem, sizeof p.modem, "gsm1");
	snprintf(p.text, sizeof p.text, "%s", text);
	return p;
}

static struct inbox_group
group_of(const struct inbox_part *p)
{
	struct inbox_group	g = { .phone_id = p->phone_id, .ref = p->ref,
				    .parts = p->parts,
				    .around = p->sent_at };

	memcpy(g.sim, p->sim, sizeof g.sim);
	return g;
}

static void
test_part_delivered_twice_is_kept_once(void **state)
{
	struct fixture		*f = *state;
	struct inbox_part	 p = part_of(fixture_phone(f, 1), -1, 1, 1,
				    "LAPOR SAMPAH OESAPA"), other;
	int64_t			 first, id;
	int			 i;

	assert_int_equal(store_part_add(f->store, &p, &first), 1);
	p.received_at += 60;			/* by another modem, later */
	snprintf(p.modem, sizeof p.modem, "gsm2");
	assert_int_equal(store_part_add(f->store, &p, &id), 0);
	assert_int_equal(id, first);
	for (i = 0; i < 7; i++) {
		other = p;
		switch (i) {
		case 0: other.sim[0] = '6'; break;
		case 1: other.phone_id = fixture_phone(f, 2); break;
		case 2: other.sent_at++; break;
		case 3: other.ref = 7; break;
		case 4: other.part = 2; break;
		case 5: other.parts = 2; break;
		case 6: other.text[0] = 'l'; break;
		}
		if (store_part_add(f->store, &other, &id) != 1 || id == first)
			fail_msg("difference %d was not seen", i);
	}
	assert_int_equal(store_part_add(f->store, &p, &id), 0);
	assert_int_equal(id, first);
}

static void
test_parts_join_in_any_order(void **state)
{
	static const struct {
		const char	*what;
		int		 order[5];	/* parts as they come, 0 ends */
		int		 parts;
		bool		 force;
		int		 rc;
		bool		 complete;
		const char	*text;
	} cases[] = {
		{ "in order", { 1, 2, 3 }, 3, false, 1, true, "abc" },
		{ "backwards", { 3, 2, 1 }, 3, false, 1, true, "abc" },
		{ "one twice", { 2, 2, 1, 3 }, 3, false, 1, true, "abc" },
		{ "one missing", { 1, 3 }, 3, false, 0, false, NULL },
		{ "middle missing", { 1, 3 }, 3, true, 1, false,
		    "a [...] c" },
		{ "first missing", { 3, 2 }, 3, true, 1, false, " [...] bc" },
		{ "last missing", { 1 }, 2, true, 1, false, "a [...] " },
		{ "two missing", { 1, 4 }, 4, true, 1, false, "a [...] d" },
		{ "none there", { 0 }, 2, true, 0, false, NULL },
		{ "whole, forced", { 2, 1 }, 2, true, 1, true, "ab" },
		{ "more than there are", { 1, 2, 4 }, 2, true, 1, false,
		    "ab [...] d" },
		{ "part 0", { 0x100, 2 }, 2, false, 1, true, "?b" },
	};
	struct fixture		*f = *state;
	struct inbox_message	 m;
	struct inbox_group	 g;
	struct inbox_part	 p;
	char			 text[2];
	int64_t			 id;
	size_t			 i;
	int			 n, rc;

	for (i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		p = part_of(fixture_phone(f, (int)i), 7, 1, cases[i].parts,
		    "");
		g = group_of(&p);
		for (n = 0; cases[i].order[n] != 0; n++) {
			p.part = cases[i].order[n] & 0xff;
			snprintf(text, sizeof text, "%c",
			    p.part == 0 ? '?' : 'a' + p.part - 1);
			memcpy(p.text, text, sizeof text);
			p.sent_at = NOW + p.part;
			assert_int_not_equal(store_part_add(f->store, &p,
			    &id), -1);
		}
		rc = store_part_join(f->store, &g, cases[i].force, &m);
		if (rc != cases[i].rc)
			fail_msg("%s: %d", cases[i].what, rc);
		if (rc == 0)
			continue;
		assert_string_equal(m.text, cases[i].text);
		assert_int_equal(m.complete, cases[i].complete);
		assert_int_equal(m.phone_id, p.phone_id);
		assert_string_equal(m.sim, p.sim);
		assert_string_equal(m.modem, "gsm1");
	}
}

static void
test_joined_message_has_first_sending_and_last_coming(void **state)
{
	struct fixture		*f = *state;
	struct inbox_part	 p = part_of(fixture_phone(f, 1), 0x10007, 2,
				    2, "dua");
	struct inbox_group	 g = group_of(&p);
	struct inbox_message	 m;
	int64_t			 id;

	assert_int_equal(store_part_add(f->store, &p, &id), 1);
	p.part = 1;
	p.sent_at -= 5;
	p.received_at += 9;
	p.class = 0;
	snprintf(p.modem, sizeof p.modem, "gsm2");
	assert_int_equal(store_part_add(f->store, &p, &id), 1);
	assert_int_equal(store_part_join(f->store, &g, false, &m), 1);
	assert_int_equal(m.sent_at, NOW - 5);
	assert_int_equal(m.received_at, NOW + 11);
	assert_string_equal(m.modem, "gsm2");
	assert_int_equal(m.class, 0);
	assert_int_equal(m.state, INBOX_NEW);
}

/* Add a part at a time and, if it is then whole, make the message. */
static int
add_and_join(struct fixture *f, struct inbox_part *p, int64_t at,
    struct inbox_message *m)
{
	struct inbox_group	 g = group_of(p);
	int64_t			 id;
	int			 rc;

	g.around = p->sent_at = at;
	p->received_at = at + 2;
	assert_int_equal(store_part_add(f->store, p, &id), 1);
	rc = store_part_join(f->store, &g, false, m);
	if (rc == 1) {
		assert_int_equal(store_inbox_add(f->store, m), 0);
		assert_int_equal(store_part_set_message(f->store, &g, m->id),
		    0);
	}
	return rc;
}

static void
test_reference_used_again_makes_another_message(void **state)
{
	struct fixture		*f = *state;
	int64_t			 phone = fixture_phone(f, 1);
	struct inbox_part	 a1 = part_of(phone, 5, 1, 2, "old one "),
				 b1 = part_of(phone, 5, 1, 2, "new one "),
				 b2 = part_of(phone, 5, 2, 2, "new two"),
				 c1 = part_of(phone, 5, 1, 2, "late one "),
				 c2 = part_of(phone, 5, 2, 2, "late two");
	struct inbox_message	 m;
	struct inbox_group	 g;

	/* The second half of the first message never came. */
	assert_int_equal(add_and_join(f, &a1, NOW, &m), 0);
	assert_int_equal(add_and_join(f, &b1, NOW + 3600, &m), 0);
	assert_int_equal(add_and_join(f, &b2, NOW + 3602, &m), 1);
	assert_string_equal(m.text, "new one new two");
	/* It is not lost: it waits for its time to run out. */
	assert_int_equal(store_part_group_oldest(f->store, &g), 1);
	assert_int_equal(g.first_received_at, NOW + 2);
	assert_int_equal(store_part_join(f->store, &g, true, &m), 1);
	assert_string_equal(m.text, "old one  [...] ");
	assert_int_equal(store_inbox_add(f->store, &m), 0);
	assert_int_equal(store_part_set_message(f->store, &g, m.id), 0);
	assert_int_equal(store_part_group_oldest(f->store, &g), 0);
	assert_int_equal(add_and_join(f, &c2, NOW + 7200, &m), 0);
	assert_int_equal(add_and_join(f, &c1, NOW + 7201, &m), 1);
	assert_string_equal(m.text, "late one late two");
}

/* The network took its time: the same part, stamped anew. */
static void
test_same_words_stamped_twice_join_once(void **state)
{
	struct fixture		*f = *state;
	int64_t			 phone = fixture_phone(f, 1);
	struct inbox_part	 p1 = part_of(phone, 5, 1, 2, "satu "),
				 p2 = part_of(phone, 5, 2, 2, "dua");
	struct inbox_message	 m;
	struct inbox_group	 g;

	assert_int_equal(add_and_join(f, &p1, NOW, &m), 0);
	assert_int_equal(add_and_join(f, &p1, NOW + 30, &m), 0);
	assert_int_equal(add_and_join(f, &p2, NOW + 31, &m), 1);
	assert_string_equal(m.text, "satu dua");
	assert_int_equal(store_part_group_oldest(f->store, &g), 0);
}

static void
test_groups_wait_oldest_first_and_apart(void **state)
{
	struct fixture		*f = *state;
	struct inbox_part	 p;
	struct inbox_group	 g;
	struct inbox_message	 m;
	int64_t			 id;

	assert_int_equal(store_part_group_oldest(f->store, &g), 0);
	p = part_of(fixture_phone(f, 1), 5, 1, 2, "x");
	p.received_at = NOW + 9;
	assert_int_equal(store_part_add(f->store, &p, &id), 1);
	p = part_of(fixture_phone(f, 2), 5, 2, 2, "y");
	assert_int_equal(store_part_add(f->store, &p, &id), 1);
	p.ref = 0x10005;
	p.part = 1;
	p.received_at = NOW + 4;
	assert_int_equal(store_part_add(f->store, &p, &id), 1);
	p = part_of(fixture_phone(f, 3), -1, 1, 1, "a single one");
	p.received_at = NOW;
	assert_int_equal(store_part_add(f->store, &p, &id), 1);
	assert_int_equal(store_part_group_oldest(f->store, &g), 1);
	assert_int_equal(g.first_received_at, NOW + 2);
	assert_int_equal(g.phone_id, fixture_phone(f, 2));
	assert_int_equal(g.ref, 5);
	assert_int_equal(g.parts, 2);
	assert_int_equal(store_part_join(f->store, &g, false, &m), 0);
}

static void
test_longest_message_is_cut_between_characters(void **state)
{
	struct fixture		*f = *state;
	struct inbox_part	 p = part_of(fixture_phone(f, 1), 1, 1, 255,
				    "");
	struct inbox_group	 g = group_of(&p);
	struct inbox_message	 m, back;
	int64_t			 id;
	int			 i;

	for (i = 0; i < 153; i++)
		memcpy(p.text + 3 * i, "\xe2\x82\xac", 4);
	for (p.part = 1; p.part <= 255; p.part++)
		assert_int_equal(store_part_add(f->store, &p, &id), 1);
	assert_int_equal(store_part_join(f->store, &g, false, &m), 1);
	assert_int_equal(strlen(m.text), (TEXT_MAX_BYTES - 1) / 3 * 3);
	assert_int_equal(store_inbox_add(f->store, &m), 0);
	assert_int_equal(store_inbox_get(f->store, m.id, &back), 1);
	assert_string_equal(back.text, m.text);
}

static void
test_message_comes_back_as_it_was_kept(void **state)
{
	struct fixture		*f = *state;
	struct inbox_part	 p = part_of(fixture_phone(f, 1), -1, 1, 1,
				    "Robert'); DROP TABLE report;--");
	struct inbox_message	 m = { .phone_id = p.phone_id,
				    .sent_at = NOW, .received_at = NOW + 2,
				    .class = -1, .complete = true,
				    .state = INBOX_NEW }, back;
	int64_t			 part, report;

	snprintf(m.text, sizeof m.text, "%s", p.text);
	snprintf(m.sim, sizeof m.sim, "sim");
	snprintf(m.modem, sizeof m.modem, "gsm1");
	assert_int_equal(store_part_add(f->store, &p, &part), 1);
	assert_int_equal(store_inbox_add(f->store, &m), 0);
	assert_int_equal(store_part_set_single(f->store, part, m.id), 0);
	assert_int_equal(store_inbox_get(f->store, m.id, &back), 1);
	assert_string_equal(back.text, m.text);
	assert_string_equal(back.modem, "gsm1");
	assert_int_equal(back.class, -1);
	assert_true(back.complete);
	assert_int_equal(back.report_id, 0);
	report = fixture_report(f, p.phone_id, REPORT_NEW);
	assert_int_equal(store_inbox_settle(f->store, m.id, INBOX_HANDLED,
	    "", "report", report), 0);
	assert_int_equal(store_inbox_settle(f->store, m.id, INBOX_TRIAGE,
	    "why", NULL, 0), 0);
	assert_int_equal(store_inbox_get(f->store, m.id, &back), 1);
	assert_int_equal(back.state, INBOX_TRIAGE);
	assert_string_equal(back.reason, "why");
	assert_int_equal(back.report_id, report);
	assert_int_equal(store_inbox_get(f->store, 999, &back), 0);
	/* Its part may come again and is known, though its text moved on. */
	assert_int_equal(store_part_add(f->store, &p, &part), 0);
	assert_int_equal(fixture_ask(f,
	    "SELECT count(*) FROM inbox_part WHERE text <> ''"), 0);
}

/* ---- reports --------------------------------------------------------------- */

static void
test_tickets_start_where_told_and_count_on(void **state)
{
	static const struct {
		int	start;
		int64_t	id;
	} cases[] = { { 100, 100 }, { 100, 101 }, { 1, 102 }, { 0, 103 },
	    { 5000, 5000 }, { 100, 5001 } };
	struct fixture	*f = *state;
	struct report	 r = { .phone_id = fixture_phone(f, 1),
			    .created_at = NOW };
	size_t		 i;

	for (i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		assert_int_equal(store_report_add(f->store, &r,
		    cases[i].start), 0);
		assert_int_equal(r.id, cases[i].id);
	}
}

static void
test_report_comes_back_as_it_was_kept(void **state)
{
	struct fixture	*f = *state;
	struct report	 r = { .phone_id = fixture_phone(f, 1),
			    .category = "SAMPAH", .kelurahan = "OESAPA",
			    .opd = "DLH", .state = REPORT_ROUTED,
			    .urgent = true, .sent_at = NOW - 9,
			    .created_at = NOW, .due_at = NOW + 60,
			    .description = "depan pasar" }, back;

	assert_int_equal(store_report_add(f->store, &r, 1), 0);
	assert_int_equal(store_report_get(f->store, r.id, &back), 1);
	assert_string_equal(back.category, "SAMPAH");
	assert_string_equal(back.kelurahan, "OESAPA");
	assert_string_equal(back.opd, "DLH");
	assert_string_equal(back.description, "depan pasar");
	assert_string_equal(back.outcome, "");
	assert_int_equal(back.state, REPORT_ROUTED);
	assert_true(back.urgent);
	assert_int_equal(back.sent_at, NOW - 9);
	assert_int_equal(back.changed_at, NOW);
	assert_int_equal(back.due_at, NOW + 60);
	assert_int_equal(back.inbox_id, 0);
	assert_int_equal(store_report_set_state(f->store, r.id,
	    REPORT_CLOSED, "satisfied", NOW + 5, 0), 0);
	assert_int_equal(store_report_set_route(f->store, r.id, "LAMPU",
	    "NAMOSAIN", "DISHUB", false, NOW + 6), 0);
	assert_int_equal(store_report_get(f->store, r.id, &back), 1);
	assert_int_equal(back.state, REPORT_CLOSED);
	assert_string_equal(back.outcome, "satisfied");
	assert_int_equal(back.due_at, 0);
	assert_int_equal(back.changed_at, NOW + 6);
	assert_string_equal(back.opd, "DISHUB");
	assert_false(back.urgent);
	assert_int_equal(store_report_get(f->store, 999, &back), 0);
}

static void
test_latest_report_is_own_and_in_a_wanted_state(void **state)
{
	struct fixture	*f = *state;
	int64_t		 a = fixture_phone(f, 1), b = fixture_phone(f, 2);
	int64_t		 done, taken;
	struct report	 r;

	taken = fixture_report(f, a, REPORT_TAKEN);
	done = fixture_report(f, a, REPORT_DONE);
	fixture_report(f, b, REPORT_TAKEN);
	assert_int_equal(store_report_latest(f->store, a, ~0u, &r), 1);
	assert_int_equal(r.id, done);
	assert_int_equal(store_report_latest(f->store, a,
	    1u << REPORT_TAKEN | 1u << REPORT_NEW, &r), 1);
	assert_int_equal(r.id, taken);
	assert_int_equal(store_report_latest(f->store, a,
	    1u << REPORT_CLOSED, &r), 0);
	assert_int_equal(store_report_latest(f->store, fixture_phone(f, 3),
	    ~0u, &r), 0);
}

static void
test_latest_report_is_found_years_back(void **state)
{
	struct fixture	*f = *state;
	int64_t		 a = fixture_phone(f, 1), b = fixture_phone(f, 2);
	struct report	 r = { .phone_id = a, .state = REPORT_CLOSED,
			    .created_at = NOW - INT64_C(5) * 365 * 86400 };
	struct report	 late = { .phone_id = b, .created_at = NOW }, found;

	assert_int_equal(store_report_latest(f->store, a, ~0u, &found), 0);
	assert_int_equal(store_report_add(f->store, &r, 1), 0);
	assert_int_equal(store_report_add(f->store, &late, 1), 0);
	assert_int_equal(store_report_latest(f->store, a, ~0u, &found), 1);
	assert_int_equal(found.id, r.id);
	assert_int_equal(store_report_latest(f->store, b, ~0u, &found), 1);
	assert_int_equal(found.id, late.id);
	assert_int_equal(store_report_latest(f->store, b,
	    1u << REPORT_CLOSED, &found), 0);
}

static void
test_timers_run_out_oldest_first(void **state)
{
	struct fixture	*f = *state;
	int64_t		 phone = fixture_phone(f, 1), a, b;
	struct report	 r;

	a = fixture_report(f, phone, REPORT_DONE);
	b = fixture_report(f, phone, REPORT_DONE);
	assert_int_equal(store_report_due(f->store, INT64_MAX, &r), 0);
	assert_int_equal(store_report_set_due(f->store, a, NOW + 20), 0);
	assert_int_equal(store_report_set_due(f->store, b, NOW + 10), 0);
	assert_int_equal(store_report_due(f->store, NOW + 9, &r), 0);
	assert_int_equal(store_report_due(f->store, NOW + 10, &r), 1);
	assert_int_equal(r.id, b);
	assert_int_equal(store_report_set_due(f->store, b, 0), 0);
	assert_int_equal(store_report_due(f->store, NOW + 99, &r), 1);
	assert_int_equal(r.id, a);
}

static void
test_unrouted_lies_with_nobody(void **state)
{
	struct fixture	*f = *state;
	int64_t		 phone = fixture_phone(f, 1), lost, asked, given;
	struct seat	 seat = { .name = "piket", .area = "*",
			    .phone_id = fixture_phone(f, 2) };
	struct dispatch	 d = { .code = "K7", .at = NOW };
	struct question	 q = { .phone_id = phone, .round = 1,
			    .asked_at = NOW, .expires_at = NOW + 60 };
	struct report	 r, bare = { .phone_id = phone, .created_at = NOW };

	assert_int_equal(store_report_add(f->store, &bare, 1), 0);
	fixture_report(f, phone, REPORT_ROUTED);
	asked = fixture_report(f, phone, REPORT_NEW);
	given = fixture_report(f, phone, REPORT_NEW);
	lost = fixture_report(f, phone, REPORT_NEW);
	q.report_id = asked;
	d.report_id = given;
	assert_int_equal(store_seat_add(f->store, &seat, NOW), 0);
	d.seat_id = seat.id;
	assert_int_equal(store_question_add(f->store, &q), 0);
	assert_int_equal(store_dispatch_add(f->store, &d), 0);
	assert_int_equal(store_report_unrouted(f->store, 0, &r), 1);
	assert_int_equal(r.id, lost);
	assert_int_equal(store_report_unrouted(f->store, lost, &r), 0);
	assert_int_equal(store_question_settle(f->store, q.id, "expired",
	    NOW), 0);
	assert_int_equal(store_dispatch_close(f->store, given, NOW), 0);
	assert_int_equal(store_report_unrouted(f->store, 0, &r), 1);
	assert_int_equal(r.id, asked);
	assert_int_equal(store_report_unrouted(f->store, asked, &r), 1);
	assert_int_equal(r.id, given);
}

static void
note(struct fixture *f, int64_t report, const char *kind, int64_t at,
    const char *detail)
{
	struct event	e = { .report_id = report, .at = at, .kind = kind,
			    .from = -1, .to = REPORT_TAKEN,
			    .detail = detail };

	assert_int_equal(store_event_add(f->store, &e), 0);
}

static void
test_events_keep_words_and_the_newest_is_found(void **state)
{
	struct fixture	*f = *state;
	int64_t		 id = fixture_report(f, fixture_phone(f, 1),
			    REPORT_TAKEN);
	char		 buf[8];

	assert_int_equal(store_event_last_detail(f->store, id, "rejected",
	    buf, sizeof buf), 0);
	assert_string_equal(buf, "");
	note(f, id, "rejected", NOW, "lama");
	note(f, id, "rejected", NOW + 1, "baru");
	note(f, id, "taken", NOW + 2, NULL);
	assert_int_equal(store_event_last_detail(f->store, id, "rejected",
	    buf, sizeof buf), 1);
	assert_string_equal(buf, "baru");
	note(f, id, "rejected", NOW + 3, "abcdef\xe2\x82\xac");
	assert_int_equal(store_event_last_detail(f->store, id, "rejected",
	    buf, sizeof buf), 1);
	assert_string_equal(buf, "abcdef");
	assert_int_equal(fixture_ask(f, "SELECT count(*) FROM event "
	    "WHERE from_state IS NULL AND to_state = 'taken'"), 4);
}

static void
test_asked_until_answered_or_too_old(void **state)
{
	struct fixture	*f = *state;
	int64_t		 phone = fixture_phone(f, 1);
	int64_t		 id = fixture_report(f, phone, REPORT_TAKEN);
	struct report	 r;

	assert_int_equal(store_report_asked(f->store, phone, 0, &r), 0);
	note(f, id, "asked", NOW, "di mana?");
	note(f, id, "taken", NOW + 1, "");
	assert_int_equal(store_report_asked(f->store, phone, NOW, &r), 1);
	assert_int_equal(r.id, id);
	assert_int_equal(store_report_asked(f->store, phone, NOW + 1, &r),
	    0);
	note(f, id, "added", NOW + 2, "di pasar");
	assert_int_equal(store_report_asked(f->store, phone, 0, &r), 0);
	note(f, id, "asked", NOW + 3, "pasar mana?");
	assert_int_equal(store_report_asked(f->store, phone, 0, &r), 1);
	assert_int_equal(store_report_set_state(f->store, id, REPORT_CLOSED,
	    "", NOW, 0), 0);
	assert_int_equal(store_report_asked(f->store, phone, 0, &r), 0);
}

static void
test_supporter_counts_once(void **state)
{
	struct fixture	*f = *state;
	int64_t		 other = fixture_phone(f, 2);
	int64_t		 id = fixture_report(f, fixture_phone(f, 1),
			    REPORT_TAKEN);

	assert_int_equal(store_supporter_has(f->store, id, other), 0);
	assert_int_equal(store_supporter_add(f->store, id, other, NOW), 0);
	assert_int_equal(store_supporter_add(f->store, id, other, NOW), 0);
	assert_int_equal(store_supporter_has(f->store, id, other), 1);
	assert_int_equal(fixture_ask(f, "SELECT count(*) FROM supporter"), 1);
}

/* ---- seats ------------------------------------------------------------------ */

static int64_t
seat(struct fixture *f, const char *name, const char *opd,
    enum seat_role role, const char *area, int phone)
{
	struct seat	s = { .role = role, .state = SEAT_ON };

	snprintf(s.name, sizeof s.name, "%s", name);
	snprintf(s.opd, sizeof s.opd, "%s", opd);
	snprintf(s.area, sizeof s.area, "%s", area);
	if (phone != 0)
		s.phone_id = fixture_phone(f, phone);
	assert_int_equal(store_seat_add(f->store, &s, NOW), 0);
	return s.id;
}

static int64_t
dispatch(struct fixture *f, int64_t report, int64_t seat_id)
{
	struct dispatch	d = { .report_id = report, .seat_id = seat_id,
			    .code = "K7", .at = NOW };

	assert_int_equal(store_dispatch_add(f->store, &d), 0);
	return d.id;
}

static void
test_seat_for_area_is_on_duty_reachable_and_least_busy(void **state)
{
	struct fixture	*f = *state;
	int64_t		 busy, idle, off, gone, report;
	struct seat	 s;

	seat(f, "no phone", "DLH", SEAT_OFFICER, "OESAPA", 0);
	seat(f, "other opd", "PUPR", SEAT_OFFICER, "OESAPA", 1);
	seat(f, "other area", "DLH", SEAT_OFFICER, "NAMOSAIN", 1);
	seat(f, "other role", "DLH", SEAT_HEAD, "OESAPA", 1);
	off = seat(f, "off", "DLH", SEAT_OFFICER, "OESAPA", 2);
	gone = seat(f, "gone", "DLH", SEAT_OFFICER, "OESAPA", 3);
	assert_int_equal(store_seat_set_state(f->store, off, SEAT_OFF), 0);
	assert_int_equal(store_seat_remove(f->store, gone, NOW), 0);
	assert_int_equal(store_seat_for_area(f->store, "DLH", SEAT_OFFICER,
	    "OESAPA", &s), 0);
	busy = seat(f, "busy", "DLH", SEAT_OFFICER, "oesapa", 4);
	idle = seat(f, "idle", "DLH", SEAT_OFFICER, "OESAPA", 5);
	assert_int_equal(store_seat_for_area(f->store, "DLH", SEAT_OFFICER,
	    "OESAPA", &s), 1);
	assert_int_equal(s.id, busy);
	assert_string_equal(s.number, "+6281200000004");
	report = fixture_report(f, fixture_phone(f, 9), REPORT_ROUTED);
	dispatch(f, report, busy);
	assert_int_equal(store_seat_for_area(f->store, "DLH", SEAT_OFFICER,
	    "OESAPA", &s), 1);
	assert_int_equal(s.id, idle);
	assert_int_equal(store_dispatch_close(f->store, report, NOW), 0);
	assert_int_equal(store_dispatch_close(f->store, report, NOW), 0);
	assert_int_equal(store_seat_for_area(f->store, "DLH", SEAT_OFFICER,
	    "OESAPA", &s), 1);
	assert_int_equal(s.id, busy);
	assert_int_equal(s.open, 0);
	assert_int_equal(store_seat_for_area(f->store, "", SEAT_HEAD,
	    "OESAPA", &s), 1);
	assert_int_equal(store_seat_for_area(f->store, NULL, SEAT_HEAD,
	    "*", &s), 0);
}

static void
test_seat_name_is_free_again_after_removal(void **state)
{
	struct fixture	*f = *state;
	int64_t		 id = seat(f, "Lurah Oesapa", "", SEAT_LURAH,
			    "OESAPA", 1), next;
	struct seat	 s, twin = { .name = "LURAH OESAPA", .area = "*" };

	assert_int_equal(store_seat_find(f->store, "lurah oesapa", &s), 1);
	assert_int_equal(s.id, id);
	assert_int_equal(store_seat_add(f->store, &twin, NOW), -1);
	assert_int_equal(store_seat_remove(f->store, id, NOW), 0);
	assert_int_equal(store_seat_find(f->store, "Lurah Oesapa", &s), 0);
	assert_int_equal(store_seat_get(f->store, id, &s), 1);
	next = seat(f, "Lurah Oesapa", "", SEAT_LURAH, "OESAPA", 1);
	assert_int_not_equal(next, id);
}

static void
test_seat_changes_and_a_phone_may_hold_several(void **state)
{
	struct fixture	*f = *state;
	int64_t		 a = seat(f, "a", "DLH", SEAT_OFFICER, "*", 1);
	int64_t		 b = seat(f, "b", "DLH", SEAT_HEAD, "*", 1);
	struct seat	 s;

	assert_int_equal(store_seat_of_phone(f->store, fixture_phone(f, 1),
	    0, &s), 1);
	assert_int_equal(s.id, a);
	assert_int_equal(store_seat_of_phone(f->store, fixture_phone(f, 1),
	    a, &s), 1);
	assert_int_equal(s.id, b);
	snprintf(s.holder, sizeof s.holder, "Yohanes");
	s.phone_id = fixture_phone(f, 2);
	s.state = SEAT_OFF;			/* not what set changes */
	assert_int_equal(store_seat_set(f->store, &s), 0);
	assert_int_equal(store_seat_of_phone(f->store, fixture_phone(f, 1),
	    a, &s), 0);
	assert_int_equal(store_seat_of_phone(f->store, fixture_phone(f, 2),
	    0, &s), 1);
	assert_string_equal(s.holder, "Yohanes");
	assert_int_equal(s.state, SEAT_ON);
	assert_string_equal(seat_state_name(s.state), "on");
	assert_int_equal(store_seat_remove(f->store, b, NOW), 0);
	assert_int_equal(store_seat_of_phone(f->store, fixture_phone(f, 2),
	    0, &s), 0);
}

static void
test_dispatch_is_open_once_and_counts_wrong_codes(void **state)
{
	struct fixture	*f = *state;
	int64_t		 a = seat(f, "a", "DLH", SEAT_OFFICER, "*", 1);
	int64_t		 b = seat(f, "b", "DLH", SEAT_HEAD, "*", 2);
	int64_t		 report = fixture_report(f, fixture_phone(f, 3),
			    REPORT_ROUTED), first, second;
	struct dispatch	 d, again = { .report_id = report, .seat_id = a,
			    .code = "A2" };

	first = dispatch(f, report, a);
	second = dispatch(f, report, b);
	assert_int_equal(store_dispatch_add(f->store, &again), -1);
	assert_int_equal(store_dispatch_add_wrong(f->store, first), 0);
	assert_int_equal(store_dispatch_find(f->store, report, a, &d), 1);
	assert_int_equal(d.wrong, 1);
	assert_string_equal(d.code, "K7");
	assert_int_equal(store_dispatch_set_code(f->store, first, "M4"), 0);
	assert_int_equal(store_dispatch_next(f->store, report, 0, &d), 1);
	assert_int_equal(d.id, first);
	assert_int_equal(d.wrong, 0);
	assert_string_equal(d.code, "M4");
	assert_int_equal(store_dispatch_close_one(f->store, first, NOW), 0);
	assert_int_equal(store_dispatch_next(f->store, report, 0, &d), 1);
	assert_int_equal(d.id, second);
	assert_int_equal(store_dispatch_next(f->store, report, second, &d),
	    0);
	assert_int_equal(store_dispatch_find(f->store, report, a, &d), 0);
	assert_int_equal(store_dispatch_add(f->store, &again), 0);
}

static void
test_seat_sees_urgent_dispatches_first_then_oldest(void **state)
{
	struct fixture	*f = *state;
	int64_t		 s = seat(f, "a", "DLH", SEAT_OFFICER, "*", 1);
	int64_t		 phone = fixture_phone(f, 2), report[3];
	struct report	 r = { .phone_id = phone, .created_at = NOW,
			    .state = REPORT_ROUTED, .urgent = true };
	struct dispatch	 d;
	int		 i;

	for (i = 0; i < 3; i++) {
		report[i] = fixture_report(f, phone, REPORT_ROUTED);
		dispatch(f, report[i], s);
	}
	assert_int_equal(store_report_add(f->store, &r, 1), 0);
	dispatch(f, r.id, s);
	/* Of the third it is learnt later. */
	assert_int_equal(store_report_set_route(f->store, report[2],
	    "KEBAKARAN", "OESAPA", "DAMKAR", true, NOW), 0);
	assert_int_equal(store_dispatch_close(f->store, report[0], NOW), 0);
	assert_int_equal(store_dispatch_of_seat(f->store, s, 0, &d, &r), 1);
	assert_int_equal(r.id, report[2]);
	assert_int_equal(d.report_id, report[2]);
	assert_int_equal(store_dispatch_of_seat(f->store, s, 1, &d, &r), 1);
	assert_true(r.urgent);
	assert_int_equal(store_dispatch_of_seat(f->store, s, 2, &d, &r), 1);
	assert_int_equal(r.id, report[1]);
	assert_int_equal(store_dispatch_of_seat(f->store, s, 3, &d, &r), 0);
}

/* ---- questions --------------------------------------------------------------- */

static void
test_one_question_is_open_with_a_number(void **state)
{
	struct fixture	*f = *state;
	struct question	 q = { .phone_id = fixture_phone(f, 1),
			    .about_kelurahan = true, .round = 2,
			    .choices = "OESAPA|OESAPA BARAT",
			    .category = "SAMPAH", .kelurahan = "",
			    .asked_at = NOW, .expires_at = NOW + 60 }, back;

	assert_int_equal(store_question_of_phone(f->store, q.phone_id,
	    &back), 0);
	assert_int_equal(store_question_add(f->store, &q), 0);
	assert_int_equal(store_question_of_phone(f->store, q.phone_id,
	    &back), 1);
	assert_int_equal(back.id, q.id);
	assert_true(back.about_kelurahan);
	assert_string_equal(back.choices, q.choices);
	assert_string_equal(back.category, "SAMPAH");
	assert_int_equal(back.round, 2);
	assert_int_equal(back.expires_at, NOW + 60);
	assert_int_equal(back.report_id, 0);
	assert_int_equal(store_question_add(f->store, &q), -1);
	assert_int_equal(store_question_settle(f->store, back.id, "answered",
	    NOW), 0);
	assert_int_equal(store_question_of_phone(f->store, q.phone_id,
	    &back), 0);
	q.about_kelurahan = false;
	assert_int_equal(store_question_add(f->store, &q), 0);
	assert_int_equal(store_question_of_phone(f->store, q.phone_id,
	    &back), 1);
	assert_false(back.about_kelurahan);
}

static void
test_questions_run_out_oldest_first(void **state)
{
	struct fixture	*f = *state;
	struct question	 q = { .round = 1, .asked_at = NOW };
	int		 i;

	for (i = 1; i <= 3; i++) {
		q.phone_id = fixture_phone(f, i);
		q.expires_at = NOW + 100 - i;
		assert_int_equal(store_question_add(f->store, &q), 0);
	}
	assert_int_equal(store_question_due(f->store, NOW + 96, &q), 0);
	assert_int_equal(store_question_due(f->store, INT64_MAX, &q), 1);
	assert_int_equal(q.expires_at, NOW + 97);
	assert_int_equal(store_question_due(f->store, NOW + 97, &q), 1);
	assert_int_equal(store_question_settle(f->store, q.id, "expired",
	    NOW), 0);
	assert_int_equal(store_question_due(f->store, NOW + 97, &q), 0);
	assert_int_equal(store_question_due(f->store, NOW + 98, &q), 1);
}

int
main(void)
{
	static const struct CMUnitTest	tests[] = {
		unit(test_number_is_kept_once),
		unit(test_registration_keeps_what_is_not_told_anew),
		unit(test_stop_and_help_are_remembered_and_stop_ends),
		unit(test_part_delivered_twice_is_kept_once),
		unit(test_parts_join_in_any_order),
		unit(test_joined_message_has_first_sending_and_last_coming),
		unit(test_reference_used_again_makes_another_message),
		unit(test_same_words_stamped_twice_join_once),
		unit(test_groups_wait_oldest_first_and_apart),
		unit(test_longest_message_is_cut_between_characters),
		unit(test_message_comes_back_as_it_was_kept),
		unit(test_tickets_start_where_told_and_count_on),
		unit(test_report_comes_back_as_it_was_kept),
		unit(test_latest_report_is_own_and_in_a_wanted_state),
		unit(test_latest_report_is_found_years_back),
		unit(test_timers_run_out_oldest_first),
		unit(test_unrouted_lies_with_nobody),
		unit(test_events_keep_words_and_the_newest_is_found),
		unit(test_asked_until_answered_or_too_old),
		unit(test_supporter_counts_once),
		unit(test_seat_for_area_is_on_duty_reachable_and_least_busy),
		unit(test_seat_name_is_free_again_after_removal),
		unit(test_seat_changes_and_a_phone_may_hold_several),
		unit(test_dispatch_is_open_once_and_counts_wrong_codes),
		unit(test_seat_sees_urgent_dispatches_first_then_oldest),
		unit(test_one_question_is_open_with_a_number),
		unit(test_questions_run_out_oldest_first),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
