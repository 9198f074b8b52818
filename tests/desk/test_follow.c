/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * Who follows reports and seats: each event is heard once, in order, and a
 * follower that fails undoes it.
 */

#include "config.h"

#include "store/report.h"
#include "tests/fixtures/city_seats.h"

#define HEARD_MAX	32

/* What a follower heard. */
struct heard {
	char	who;
	char	*all;			/* shared: one letter a call */
	int	count;
	struct {
		enum report_event	on;
		int			from;
		enum report_state	to;
		int64_t			report_id;
		char			detail[64];
	} event[HEARD_MAX];
	bool	fails;
};

static int
hear(void *arg, const struct report *report, const struct report_change *c)
{
	struct heard	*h = arg;

	if (h->fails)
		return -1;
	assert_true(h->count < HEARD_MAX);
	if (h->all != NULL)
		h->all[strlen(h->all)] = h->who;
	h->event[h->count].on = c->on;
	h->event[h->count].from = c->from;
	h->event[h->count].to = report->state;
	h->event[h->count].report_id = report->id;
	snprintf(h->event[h->count++].detail, sizeof h->event[0].detail, "%s",
	    c->detail);
	return 0;
}

static void
test_a_follower_from_outside_hears_every_event_in_order(void **state)
{
	static const struct {
		enum report_event	on;
		int			from;
		enum report_state	to;
	} want[] = {
		{ EV_OPEN,	-1,		REPORT_NEW },
		{ EV_ROUTE,	REPORT_NEW,	REPORT_ROUTED },
		{ EV_TAKE,	REPORT_ROUTED,	REPORT_TAKEN },
		{ EV_PROGRESS,	REPORT_TAKEN,	REPORT_WORKING },
		{ EV_FINISH,	REPORT_WORKING,	REPORT_DONE },
		{ EV_UNSATISFIED, REPORT_DONE,	REPORT_NEW },
		{ EV_ROUTE,	REPORT_NEW,	REPORT_ROUTED },
		{ EV_CANCEL,	REPORT_ROUTED,	REPORT_CANCELLED },
	};
	struct city	*c = *state;
	struct heard	 h = { .count = 0 };
	char		 ticket[24], code[3], text[96];
	size_t		 i;

	assert_int_equal(desk_follow(c->desk, hear, &h), 0);
	report(c, OFFICER, "depan pasar", ticket, code);
	sms(c, OFFICER, "TERIMA");
	snprintf(text, sizeof text, "PROSES %s besok truk datang", ticket);
	sms(c, OFFICER, text);
	snprintf(text, sizeof text, "SELESAI %s %s sudah", ticket, code);
	sms(c, OFFICER, text);
	sms(c, CITIZEN, "BELUM");
	sms(c, CITIZEN, "BATAL");
	assert_int_equal(h.count, (int)COUNT(want));
	for (i = 0; i < COUNT(want); i++) {
		assert_int_equal(h.event[i].on, want[i].on);
		assert_int_equal(h.event[i].from, want[i].from);
		assert_int_equal(h.event[i].to, want[i].to);
		assert_int_equal(h.event[i].report_id,
		    ticket_to_sequence(ticket));
	}
	assert_non_null(strstr(h.event[3].detail, "besok truk datang"));
}

static void
test_what_only_time_brings_is_heard_too(void **state)
{
	struct city	*c = *state;
	struct heard	 h = { .count = 0 };
	char		 ticket[24], code[3], text[64];

	report(c, OFFICER, "depan pasar", ticket, code);
	snprintf(text, sizeof text, "SELESAI %s %s sudah", ticket, code);
	sms(c, OFFICER, text);
	assert_int_equal(desk_follow(c->desk, hear, &h), 0);
	run_to(c, c->now + c->conf->objection_window_s + 1);
	assert_int_equal(h.count, 1);
	assert_int_equal(h.event[0].on, EV_SILENCE);
	assert_int_equal(h.event[0].to, REPORT_CLOSED);
}

static void
test_followers_hear_in_the_order_in_which_they_came(void **state)
{
	struct city	*c = *state;
	char		 all[HEARD_MAX * 2] = "", ticket[24], code[3];
	struct heard	 a = { .who = 'a', .all = all };
	struct heard	 b = { .who = 'b', .all = all };

	assert_int_equal(desk_follow(c->desk, hear, &a), 0);
	assert_int_equal(desk_follow(c->desk, hear, &b), 0);
	report(c, OFFICER, "depan pasar", ticket, code);
	assert_string_equal(all, "abab");
}

static void
test_a_follower_that_fails_fails_the_event(void **state)
{
	struct city		*c = *state;
	struct heard		 h = { .fails = true };
	struct inbox_message	 in = { .class = -1, .complete = true };

	assert_int_equal(desk_follow(c->desk, hear, &h), 0);
	assert_int_equal(store_phone_find_or_add(c->store, CITIZEN,
	    NUMBER_PHONE, c->now, &in.phone_id), 0);
	in.sent_at = in.received_at = c->now;
	snprintf(in.text, sizeof in.text, "LAPOR SAMPAH OESAPA depan pasar");
	assert_int_equal(store_inbox_add(c->store, &in), 0);
	assert_int_equal(desk_receive(c->desk, &in, c->now), -1);
}

int
main(void)
{
	static const struct CMUnitTest	tests[] = {
		T(test_a_follower_from_outside_hears_every_event_in_order),
		T(test_what_only_time_brings_is_heard_too),
		T(test_followers_hear_in_the_order_in_which_they_came),
		T(test_a_follower_that_fails_fails_the_event),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
