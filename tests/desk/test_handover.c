/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * A seat goes to another phone: SERAH, and two consents.
 */

#include "config.h"

#include "store/handover.h"
#include "store/report.h"
#include "tests/fixtures/city_seats.h"

/* SERAH as the holder types it, and once more with the code. */
static void
hand_over(struct city *c)
{
	char		 text[64];
	const char	*code;

	sms(c, OFFICER, "SERAH 081200001234");
	assert_gets(c, OFFICER, "Serahkan piket DLH ke 081200001234");
	assert_non_null(code = strstr(c->got, "SERAH 081200001234 "));
	snprintf(text, sizeof text, "%.21s", code);
	sms(c, OFFICER, text);
	assert_gets(c, OFFICER, "kami tanyai");
}

static void
test_a_handover_needs_the_word_of_both_phones(void **state)
{
	struct city	*c = *state;
	struct history	 h;
	char		 ticket[24], code[3], text[64];

	report(c, OFFICER, "depan pasar", ticket, code);
	c->now++;
	hand_over(c);
	assert_string_equal(seat_now(c, "piket DLH").number, OFFICER);
	drain(c);
	sms(c, NEW_PHONE, "ya pak");
	assert_string_equal(seat_now(c, "piket DLH").number, NEW_PHONE);
	assert_gets(c, OFFICER, "dipegang 081200001234");
	snprintf(text, sizeof text, "LIHAT %s", ticket);
	sms(c, NEW_PHONE, text);
	assert_gets(c, NEW_PHONE, "Anda sekarang memegang piket DLH");
	assert_gets(c, NEW_PHONE, ticket);	/* the list */
	assert_gets(c, NEW_PHONE, "depan pasar");
	snprintf(text, sizeof text, "SELESAI %s %s sudah", ticket, code);
	sms(c, OFFICER, text);			/* nobody's officer now */
	assert_int_equal(report_of(c, ticket).state, REPORT_ROUTED);
	sms(c, NEW_PHONE, text);
	assert_int_equal(report_of(c, ticket).state, REPORT_DONE);
	assert_string_equal(history(c, "piket DLH", &h), " command  handover ");
}

static void
test_the_new_phone_is_asked_even_if_it_said_stop(void **state)
{
	struct city	*c = *state;

	sms(c, NEW_PHONE, "STOP");
	hand_over(c);
	sms(c, NEW_PHONE, "Bersedia");
	assert_string_equal(seat_now(c, "piket DLH").number, NEW_PHONE);
}

static void
test_a_forged_handover_is_not_enough(void **state)
{
	struct city	*c = *state;
	char		 text[64];
	int		 i;

	sms(c, OFFICER, "SERAH 081200001234");
	sms(c, NEW_PHONE, "YA");
	assert_string_equal(seat_now(c, "piket DLH").number, OFFICER);
	assert_int_equal(count_gets(c, NEW_PHONE, "memegang"), 0);
	/* No code is a digit and a letter, so none of these is right. */
	for (i = 0; i < c->conf->wrong_codes; i++) {
		snprintf(text, sizeof text, "SERAH 081200001234 B%d", i);
		sms(c, OFFICER, text);
	}
	assert_gets(c, COORDINATOR, "mencoba menyerahkan piket DLH");
	sms(c, OFFICER, "SERAH 081200001234");
	assert_gets(c, OFFICER, "ditutup satu hari");
	sms(c, NEW_PHONE, "YA");
	assert_string_equal(seat_now(c, "piket DLH").number, OFFICER);
	c->now += 86401;
	hand_over(c);
}

static void
test_a_new_request_gives_no_new_tries_of_its_code(void **state)
{
	struct city	*c = *state;
	char		 text[64];
	int		 i;

	for (i = 0; i < c->conf->wrong_codes; i++) {
		snprintf(text, sizeof text, "SERAH 08120000123%d", i);
		sms(c, OFFICER, text);
		snprintf(text, sizeof text, "SERAH 08120000123%d B1", i);
		sms(c, OFFICER, text);
	}
	assert_gets(c, COORDINATOR, "mencoba menyerahkan piket DLH");
}

static void
test_a_handover_to_a_wrong_phone_is_refused(void **state)
{
	static const char *const wrong[] = { "SERAH 3636", "SERAH",
	    "SERAH TELKOMSEL", "SERAH 081200000100", "SERAH +62812", "SERAH "
	    "081200009999" };
	struct city	*c = *state;
	struct conf_modem own = { .own_number = (char *)"+6281200009999" };
	struct conf_modem *none = c->conf->modem;
	struct handover	 h;
	size_t		 i;
	int64_t		 phone;

	c->conf->modem = &own;
	c->conf->modem_count = 1;
	for (i = 0; i < COUNT(wrong); i++) {
		sms(c, OFFICER, wrong[i]);
		assert_gets(c, OFFICER, "tidak dapat dipakai");
	}
	c->conf->modem = none;
	c->conf->modem_count = 0;
	assert_int_equal(store_phone_find_or_add(c->store, OFFICER,
	    NUMBER_PHONE, c->now, &phone), 0);
	assert_int_equal(store_handover_from(c->store, phone, &h), 0);
}

static void
test_a_no_ends_a_handover_and_both_are_told(void **state)
{
	struct city	*c = *state;

	hand_over(c);
	drain(c);
	sms(c, NEW_PHONE, "TIDAK, saya pindah");
	assert_string_equal(seat_now(c, "piket DLH").number, OFFICER);
	assert_gets(c, OFFICER, "tidak bersedia");
	sms(c, NEW_PHONE, "YA");
	assert_string_equal(seat_now(c, "piket DLH").number, OFFICER);
}

static void
test_a_handover_without_answer_ends_and_both_are_told(void **state)
{
	struct city	*c = *state;

	hand_over(c);
	drain(c);
	run_to(c, c->now + c->conf->handover_timeout_s);
	assert_gets(c, OFFICER, "batal karena tidak dijawab");
	sms(c, NEW_PHONE, "YA");
	assert_string_equal(seat_now(c, "piket DLH").number, OFFICER);
	assert_int_equal(count_gets(c, NEW_PHONE, "memegang"), 0);
}

static void
test_a_yes_that_comes_too_late_moves_nothing(void **state)
{
	struct city	*c = *state;

	hand_over(c);
	set(c, "piket DLH", "phone", OTHER);
	drain(c);
	sms(c, NEW_PHONE, "YA");
	assert_string_equal(seat_now(c, "piket DLH").number, OTHER);
	assert_gets(c, NEW_PHONE, "LAPOR");	/* help, not silence */
}

static void
test_a_second_handover_takes_the_place_of_the_first(void **state)
{
	struct city	*c = *state;

	hand_over(c);
	sms(c, OFFICER, "SERAH 081200005678");
	assert_gets(c, NEW_PHONE, "tidak jadi");
	sms(c, NEW_PHONE, "YA");
	assert_string_equal(seat_now(c, "piket DLH").number, OFFICER);
}

/* The code that came with "Serahkan ... ke 081200001234?" is sent back. */
static void
prove(struct city *c)
{
	char		 text[64];
	const char	*code = strstr(c->got, "SERAH 081200001234 ");

	assert_non_null(code);
	snprintf(text, sizeof text, "%.21s", code);
	sms(c, OFFICER, text);
}

static void
test_of_several_seats_only_the_one_that_was_named_is_given(void **state)
{
	struct city	*c = *state;

	city_seat(c, "piket dua", "PUPR", SEAT_OFFICER, "*", OFFICER);
	sms(c, OFFICER, "SERAH 081200001234");
	assert_gets(c, OFFICER, "Jabatan mana untuk 081200001234? 1 piket "
	    "DLH, 2 piket dua. Balas misal: SERAH 081200001234 1");
	sms(c, OFFICER, "SERAH 081200001234 7");
	assert_gets(c, OFFICER, "Jabatan mana");
	sms(c, OFFICER, "SERAH 081200001234 2");
	assert_gets(c, OFFICER, "Serahkan piket dua ke 081200001234");
	prove(c);
	assert_gets(c, NEW_PHONE, "memegang piket dua");
	sms(c, NEW_PHONE, "YA");
	assert_string_equal(seat_now(c, "piket dua").number, NEW_PHONE);
	assert_string_equal(seat_now(c, "piket DLH").number, OFFICER);
	/* with one left there is nothing to ask */
	hand_over(c);
}

static void
test_a_seat_may_be_named_and_another_asked_for_instead(void **state)
{
	struct city	*c = *state;

	city_seat(c, "piket dua", "PUPR", SEAT_OFFICER, "*", OFFICER);
	sms(c, OFFICER, "SERAH 0812-0000-1234 Piket Dua");
	assert_gets(c, OFFICER, "Serahkan piket dua ke 081200001234");
	prove(c);
	assert_gets(c, NEW_PHONE, "memegang piket dua");
	/* he thinks better of it */
	sms(c, OFFICER, "SERAH 0812-0000-1234 1");
	assert_gets(c, NEW_PHONE, "piket dua tidak jadi");
	assert_gets(c, OFFICER, "Serahkan piket DLH ke 081200001234");
	prove(c);
	drain(c);
	sms(c, NEW_PHONE, "YA");
	assert_string_equal(seat_now(c, "piket dua").number, OFFICER);
	assert_string_equal(seat_now(c, "piket DLH").number, NEW_PHONE);
}

int
main(void)
{
	static const struct CMUnitTest	tests[] = {
		T(test_a_handover_needs_the_word_of_both_phones),
		T(test_the_new_phone_is_asked_even_if_it_said_stop),
		T(test_a_forged_handover_is_not_enough),
		T(test_a_new_request_gives_no_new_tries_of_its_code),
		T(test_a_handover_to_a_wrong_phone_is_refused),
		T(test_a_no_ends_a_handover_and_both_are_told),
		T(test_a_handover_without_answer_ends_and_both_are_told),
		T(test_a_yes_that_comes_too_late_moves_nothing),
		T(test_a_second_handover_takes_the_place_of_the_first),
		T(test_of_several_seats_only_the_one_that_was_named_is_given),
		T(test_a_seat_may_be_named_and_another_asked_for_instead),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
