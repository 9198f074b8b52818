/* SPDX-License-Identifier: GPL-2.0-or-later */

/* What inbox.c promises of parts and messages. */

#include "config.h"

#include "store/inbox.h"
#include "tests/fixtures/store_fixture.h"

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

int
main(void)
{
	static const struct CMUnitTest	tests[] = {
		unit(test_part_delivered_twice_is_kept_once),
		unit(test_parts_join_in_any_order),
		unit(test_joined_message_has_first_sending_and_last_coming),
		unit(test_reference_used_again_makes_another_message),
		unit(test_same_words_stamped_twice_join_once),
		unit(test_groups_wait_oldest_first_and_apart),
		unit(test_longest_message_is_cut_between_characters),
		unit(test_message_comes_back_as_it_was_kept),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
