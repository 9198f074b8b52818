/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * What a person thinks of a number: a person looks first, nobody is banned,
 * and no fire waits for it.
 */

#include "config.h"

#include "tests/fixtures/city_seats.h"

static int
marks(struct city *c, const char *what)
{
	char	why[256] = "";
	int	n = 0, rc;

	rc = desk_number_prank(c->desk, what, "budi", c->now, &n, why,
	    sizeof why);
	assert_int_not_equal(rc, -1);
	return rc == 1 ? -1 : n;
}

static void
mark_twice(struct city *c)
{
	assert_int_equal(marks(c, CITIZEN), 1);
	assert_int_equal(marks(c, CITIZEN), 2);
}

static int64_t
phone_id(struct city *c, const char *number)
{
	int64_t	id;

	assert_int_equal(store_phone_find_or_add(c->store, number,
	    NUMBER_PHONE, c->now, &id), 0);
	return id;
}

static enum inbox_state
state_of(struct city *c, int64_t id)
{
	struct inbox_message	in;

	assert_int_equal(store_inbox_get(c->store, id, &in), 1);
	return in.state;
}

static void
test_after_two_pranks_a_person_looks_first_and_it_is_told(void **state)
{
	struct city	*c = *state;
	char		 ticket[24], code[3];
	int64_t		 id;

	report(c, OFFICER, "depan pasar", ticket, code);
	assert_int_equal(marks(c, ticket), 1);
	/* A report is marked once, by whoever. */
	assert_int_equal(marks(c, ticket), -1);
	id = sms(c, CITIZEN, "LAPOR SAMPAH OESAPA depan gereja");
	assert_int_equal(state_of(c, id), INBOX_HANDLED);
	assert_int_equal(marks(c, "0812-0000-0001"), 2);
	drain(c);
	id = sms(c, CITIZEN, "LAPOR SAMPAH OESAPA depan masjid");
	assert_int_equal(state_of(c, id), INBOX_TRIAGE);
	assert_gets(c, CITIZEN, "dibaca petugas dahulu");
	assert_int_equal(count_gets(c, OFFICER, "masjid"), 0);
	/* A person lets it through. */
	assert_int_equal(desk_triage_assign(c->desk, id, "SAMPAH", "OESAPA",
	    c->now, (char[256]){ 0 }, 256), 0);
	assert_gets(c, OFFICER, "masjid");
}

static void
test_a_fire_never_waits(void **state)
{
	struct city	*c = *state;
	char		 why[256];
	int64_t		 id;

	phone_id(c, CITIZEN);
	mark_twice(c);
	assert_int_equal(desk_number_block(c->desk, CITIZEN, true, c->now,
	    why, sizeof why), 0);
	id = sms(c, CITIZEN, "KEBAKARAN di oesapa dekat pasar");
	assert_int_equal(state_of(c, id), INBOX_HANDLED);
	assert_gets(c, CITIZEN, "DARURAT");
}

static void
test_an_answer_to_a_question_is_looked_at_too(void **state)
{
	struct city	*c = *state;
	int64_t		 id;

	phone_id(c, CITIZEN);
	mark_twice(c);
	id = sms(c, CITIZEN, "LAPOR masalah di oesapa");
	sms(c, CITIZEN, "SAMPAH");
	assert_int_equal(state_of(c, id), INBOX_TRIAGE);
	assert_int_equal(count_gets(c, OFFICER, "SAMPAH"), 0);
}

static void
test_unblocking_begins_anew(void **state)
{
	struct city	*c = *state;
	char		 why[256];
	int64_t		 id;

	phone_id(c, CITIZEN);
	mark_twice(c);
	assert_int_equal(desk_number_block(c->desk, CITIZEN, true, c->now,
	    why, sizeof why), 0);
	assert_int_equal(desk_number_block(c->desk, CITIZEN, false, c->now,
	    why, sizeof why), 0);
	id = sms(c, CITIZEN, "LAPOR SAMPAH OESAPA depan masjid");
	assert_int_equal(state_of(c, id), INBOX_HANDLED);
}

static void
test_a_prank_in_triage_is_closed_and_marked(void **state)
{
	struct city	*c = *state;
	struct phone	 phone;
	char		 why[256];
	int64_t		 id;

	id = sms(c, CITIZEN, "blorvix zwembak qrst");
	assert_int_equal(state_of(c, id), INBOX_TRIAGE);
	assert_int_equal(desk_triage_prank(c->desk, id, why, sizeof why), 0);
	assert_int_equal(state_of(c, id), INBOX_CLOSED);
	assert_int_equal(store_phone_get(c->store, phone_id(c, CITIZEN),
	    &phone), 1);
	assert_int_equal(phone.pranks, 1);
}

static void
test_a_number_is_forgotten_when_nothing_open_needs_it(void **state)
{
	struct city	*c = *state;
	struct phone	 phone;
	char		 ticket[24], code[3], why[256];
	int64_t		 id;
	bool		 whole;

	sms(c, CITIZEN, "DAFTAR Budi Santoso OESAPA");
	report(c, OFFICER, "depan pasar", ticket, code);
	id = phone_id(c, CITIZEN);
	drain(c);
	assert_int_equal(desk_number_forget(c->desk, CITIZEN, &whole, why,
	    sizeof why), 0);
	assert_false(whole);
	assert_int_equal(store_phone_get(c->store, id, &phone), 1);
	assert_string_equal(phone.name, "");
	assert_string_equal(phone.kelurahan, "");
	assert_string_equal(phone.number, CITIZEN);
	sms(c, CITIZEN, "BATAL");
	drain(c);
	assert_int_equal(desk_number_forget(c->desk, CITIZEN, &whole, why,
	    sizeof why), 0);
	assert_true(whole);
	assert_int_equal(store_phone_get(c->store, id, &phone), 1);
	assert_null(strstr(phone.number, "81200000001"));
	/* Who writes again is somebody new. */
	sms(c, CITIZEN, "LAPOR SAMPAH OESAPA depan masjid");
	assert_int_not_equal(phone_id(c, CITIZEN), id);
}

static void
test_a_stranger_cannot_be_marked_or_forgotten(void **state)
{
	struct city	*c = *state;
	char		 why[256] = "";
	bool		 whole;

	assert_int_equal(marks(c, "+6281311112222"), -1);
	assert_int_equal(marks(c, "123456"), -1);
	assert_int_equal(desk_number_forget(c->desk, "+6281311112222",
	    &whole, why, sizeof why), 1);
	assert_non_null(strstr(why, "never wrote"));
}

int
main(void)
{
	static const struct CMUnitTest	tests[] = {
		T(test_after_two_pranks_a_person_looks_first_and_it_is_told),
		T(test_a_fire_never_waits),
		T(test_an_answer_to_a_question_is_looked_at_too),
		T(test_unblocking_begins_anew),
		T(test_a_prank_in_triage_is_closed_and_marked),
		T(test_a_number_is_forgotten_when_nothing_open_needs_it),
		T(test_a_stranger_cannot_be_marked_or_forgotten),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
