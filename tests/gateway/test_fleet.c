/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * fleet - what is remembered of modems: their SIMs, their PINs, what befell
 * them and who was told.
 *
 * A real database; workers and clock are played, and so is the desk, here.
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
#include "gateway/fleet/fleet.h"
#include "gateway/turn/commit.h"
#include "store/list.h"
#include "tests/fixtures/fake_gateway.h"

#define IMEI1	"350000000000019"
#define IMEI2	"350000000000027"
#define SIM1	"510100000000001"
#define SIM2	"510100000000002"

/* ---- workers and the desk ----------------------------------------------- */

static struct worker	gsm1, gsm2, *workers[2] = { &gsm1, &gsm2 };
static char		said[512];	/* alarms, a space behind each */

int
desk_alarm(struct desk *desk, enum message_id id,
    const struct message_values *values, int64_t at)
{
	size_t	len = strlen(said);

	(void)desk;
	assert_int_equal(at, now);
	snprintf(said + len, sizeof said - len, "%s:%s ", values->modem,
	    message_key(id));
	return 0;
}

static struct conf_modem modems[2];
static struct conf	 conf;
static struct fake	 gw;
static struct fleet	*fleet;

static void
before_cb(void *arg)
{
	fleet_record(arg);
}

static void
open_all(void)
{
	fake_open(&gw, &conf, workers, 2);
	fleet = fleet_new(&(struct fleet_parts){ .base = gw.base,
	    .store = gw.store, .commit = gw.commit, .roster = &gw.roster,
	    .conf = &gw.conf });
	commit_before(gw.commit, before_cb, fleet);
	fleet_configured(fleet);
}

static void
close_all(void)
{
	fleet_free(fleet);
	fake_close(&gw);
}

static void
turn(void)
{
	fake_turn(&gw);
}

/* Another daemon over the same file. */
static void
restart(void)
{
	turn();
	close_all();
	open_all();
}

/* So many seconds later, and what the timers say then. */
static void
later(int seconds)
{
	now += seconds;
	fleet_arm(fleet);
	fake_loop(&gw);
	turn();
}

static int
setup(void **state)
{
	(void)state;
	now = 1763800000;
	said[0] = '\0';
	modems[0] = (struct conf_modem){ .name = (char *)"gsm1",
	    .imsi = (char *)"" };
	modems[1] = (struct conf_modem){ .name = (char *)"gsm2",
	    .imsi = (char *)"" };
	conf = (struct conf){ .modem = modems, .modem_count = 2,
		.modem_steady_s = 60, .absent_alarm_s = 0 };
	gsm1 = (struct worker){ .name = "gsm1", .state = WORKER_BACKOFF,
		.imsi = SIM1 };
	gsm2 = (struct worker){ .name = "gsm2", .state = WORKER_BACKOFF,
		.imsi = SIM2 };
	fake_make(&gw, "test_fleet");
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
move(struct worker *w, enum worker_state to, const char *detail)
{
	enum worker_state	from = w->state;

	w->state = to;
	w->open = to == WORKER_READY || to == WORKER_SENDING ||
	    to == WORKER_SEARCHING || (to == WORKER_LOCKED && w->foreign);
	fleet_moved(fleet, w, from, detail);
}

static enum worker_claim
identify(struct worker *w, const char *imei, const char *imsi)
{
	struct wire_identity	i = { .imei = "" };

	snprintf(i.imei, sizeof i.imei, "%s", imei);
	snprintf(i.imsi, sizeof i.imsi, "%s", imsi);
	w->imsi = imsi;
	return fleet_identified(fleet, w, &i);
}

/* Start it with this PIN; was the PIN given? */
static bool
start(struct worker *w, const char *pin)
{
	struct wire_setup	s = { .name = "" };
	bool			withheld;

	snprintf(s.pin, sizeof s.pin, "%s", pin);
	withheld = fleet_starting(fleet, w, &s);
	assert_true(withheld == (s.pin[0] == '\0'));
	return !withheld;
}

/* What a start is told to look for, with a pattern or a path. */
static void
wanted(struct worker *w, const char *device, struct wire_setup *s)
{
	memset(s, 0, sizeof *s);
	snprintf(s->device, sizeof s->device, "%s", device);
	fleet_starting(fleet, w, s);
}

static int
one_row(void *arg, const struct store_cell *cells, int count)
{
	(void)cells;
	(void)count;
	(*(int *)arg)++;
	return 0;
}

static int
events_kept(const char *modem)
{
	const struct store_param p = { .name = ":modem", .text = modem };
	int			 n = 0;

	turn();
	assert_int_equal(store_list(gw.store, "list_modem_events", &p, 1,
	    one_row, &n), 0);
	return n;
}

/* ---- promises ---------------------------------------------------------- */

static void
test_a_refused_pin_is_not_given_again_also_by_another_daemon(void **state)
{
	(void)state;
	assert_true(start(&gsm1, "1111"));
	fleet_failing(fleet, &gsm1, WIRE_TROUBLE_PIN);
	assert_false(start(&gsm1, "1111"));
	restart();
	assert_false(start(&gsm1, "1111"));
	/* Another PIN is tried, the same one of another modem too. */
	assert_true(start(&gsm2, "1111"));
	assert_true(start(&gsm1, "2222"));
	fleet_failing(fleet, &gsm1, WIRE_TROUBLE_PIN);
	restart();
	assert_false(start(&gsm1, "2222"));
}

static void
test_a_pin_of_unknown_fate_is_given_twice_at_most(void **state)
{
	(void)state;
	assert_true(start(&gsm1, "1111"));
	restart();
	assert_true(start(&gsm1, "1111"));
	restart();
	assert_false(start(&gsm1, "1111"));
}

static void
test_a_pin_that_works_is_given_at_every_start(void **state)
{
	int	i;

	(void)state;
	for (i = 0; i < 10; i++) {
		assert_true(start(&gsm1, "1111"));
		/* Other troubles say nothing against it either. */
		if (i % 3 == 0)
			fleet_failing(fleet, &gsm1, WIRE_TROUBLE_BUSY);
		else
			identify(&gsm1, IMEI1, SIM1);
		restart();
	}
}

static void
test_an_accepted_modem_gets_one_more_try_of_its_pin(void **state)
{
	char	why[128];

	(void)state;
	assert_true(start(&gsm1, "1111"));
	fleet_failing(fleet, &gsm1, WIRE_TROUBLE_PIN);
	assert_int_equal(fleet_accept(fleet, &gsm1, why, sizeof why), 0);
	assert_int_equal(gsm1.owned, 1);
	assert_true(start(&gsm1, "1111"));
	fleet_failing(fleet, &gsm1, WIRE_TROUBLE_PIN);
	assert_false(start(&gsm1, "1111"));
}

static void
test_another_sim_is_foreign_until_it_is_accepted(void **state)
{
	char	why[128];

	(void)state;
	assert_int_equal(identify(&gsm1, IMEI1, SIM1), WORKER_CLAIM_OWN);
	restart();
	assert_int_equal(identify(&gsm1, IMEI1, SIM2), WORKER_CLAIM_FOREIGN);
	/* One that cannot be read is no other. */
	assert_int_equal(identify(&gsm1, IMEI1, ""), WORKER_CLAIM_OWN);
	assert_int_equal(identify(&gsm1, IMEI1, SIM2), WORKER_CLAIM_FOREIGN);
	gsm1.foreign = gsm1.open = true;
	assert_int_equal(fleet_accept(fleet, &gsm1, why, sizeof why), 0);
	restart();
	assert_int_equal(identify(&gsm1, IMEI1, SIM2), WORKER_CLAIM_OWN);
	assert_int_equal(identify(&gsm1, IMEI1, SIM1), WORKER_CLAIM_FOREIGN);
}

static void
test_a_configured_sim_is_the_only_one(void **state)
{
	char	why[128] = "";

	(void)state;
	modems[0].imsi = (char *)SIM2;
	assert_int_equal(identify(&gsm1, IMEI1, SIM1), WORKER_CLAIM_FOREIGN);
	gsm1.foreign = gsm1.open = true;
	assert_int_equal(fleet_accept(fleet, &gsm1, why, sizeof why), 1);
	assert_non_null(strstr(why, "imsi"));
	assert_int_equal(identify(&gsm1, IMEI1, SIM2), WORKER_CLAIM_OWN);
}

static void
test_a_pattern_is_searched_for_what_the_modem_was(void **state)
{
	struct wire_setup	s;

	(void)state;
	wanted(&gsm1, "/dev/ttyUSB*", &s);
	assert_string_equal(s.imei, "");
	identify(&gsm1, IMEI1, SIM1);
	restart();
	wanted(&gsm1, "/dev/ttyUSB*", &s);
	assert_string_equal(s.imei, IMEI1);
	assert_string_equal(s.imsi, SIM1);
	/* A path is what it is. */
	wanted(&gsm1, "/dev/ttyUSB0", &s);
	assert_string_equal(s.imei, "");
	assert_string_equal(s.imsi, "");
}

static void
test_of_two_with_one_imei_the_first_stays(void **state)
{
	struct wire_setup	s;

	(void)state;
	assert_int_equal(identify(&gsm1, IMEI1, SIM1), WORKER_CLAIM_OWN);
	assert_int_equal(identify(&gsm2, IMEI1, SIM2), WORKER_CLAIM_TWIN);
	move(&gsm2, WORKER_LOCKED, "");
	turn();
	assert_string_equal(said, "gsm2:modem_twin ");
	/* It has gone: the other may be what it says. */
	move(&gsm1, WORKER_ABSENT, "");
	wanted(&gsm2, "/dev/ttyUSB0", &s);
	assert_int_equal(identify(&gsm2, IMEI1, SIM2), WORKER_CLAIM_OWN);
	assert_int_equal(identify(&gsm1, IMEI1, SIM1), WORKER_CLAIM_TWIN);
	/* Modems that hide theirs are not twins. */
	assert_int_equal(identify(&gsm1, "", SIM1), WORKER_CLAIM_OWN);
	assert_int_equal(identify(&gsm2, "", SIM2), WORKER_CLAIM_OWN);
}

static void
test_a_hold_outlives_the_daemon(void **state)
{
	(void)state;
	assert_int_equal(fleet_hold(fleet, &gsm1, WORKER_HOLD_DRAINED), 0);
	gsm1.hold = WORKER_HOLD_NONE;
	restart();
	assert_int_equal(gsm1.hold, WORKER_HOLD_DRAINED);
	assert_int_equal(gsm2.hold, WORKER_HOLD_NONE);
	assert_int_equal(fleet_hold(fleet, &gsm1, WORKER_HOLD_NONE), 0);
	restart();
	assert_int_equal(gsm1.hold, WORKER_HOLD_NONE);
}

static void
test_a_fault_is_told_once_and_its_end_after_a_steady_minute(void **state)
{
	(void)state;
	move(&gsm1, WORKER_OPENING, "");
	move(&gsm1, WORKER_BROKEN, "lost");
	turn();
	move(&gsm1, WORKER_OPENING, "");
	move(&gsm1, WORKER_BROKEN, "lost");
	restart();
	move(&gsm1, WORKER_ABSENT, "there is no device");
	turn();
	assert_string_equal(said, "gsm1:modem_broken ");
	move(&gsm1, WORKER_OPENING, "");
	move(&gsm1, WORKER_READY, "");
	later(59);
	/* A send is no interruption, a loss is. */
	move(&gsm1, WORKER_SENDING, "");
	move(&gsm1, WORKER_READY, "");
	move(&gsm1, WORKER_SEARCHING, "");
	move(&gsm1, WORKER_READY, "");
	later(59);
	assert_string_equal(said, "gsm1:modem_broken ");
	later(2);
	assert_string_equal(said, "gsm1:modem_broken gsm1:modem_back ");
	restart();
	later(1000);
	assert_string_equal(said, "gsm1:modem_broken gsm1:modem_back ");
}

static void
test_what_stays_away_is_told_after_a_while(void **state)
{
	(void)state;
	conf.absent_alarm_s = 600;
	move(&gsm1, WORKER_READY, "");
	move(&gsm2, WORKER_READY, "");
	later(5000);
	move(&gsm2, WORKER_ABSENT, "no");
	later(599);
	assert_string_equal(said, "");
	later(2);
	assert_string_equal(said, "gsm2:modem_absent ");
	later(10000);
	assert_string_equal(said, "gsm2:modem_absent ");
}

static void
test_the_last_two_hundred_changes_are_kept(void **state)
{
	int	i;

	(void)state;
	for (i = 0; i < 150; i++) {
		move(&gsm1, WORKER_READY, "");
		move(&gsm1, WORKER_BACKOFF, "lost");
		if (i % 20 == 0)
			turn();
	}
	move(&gsm2, WORKER_READY, "");
	assert_int_equal(events_kept("gsm1"), 200);
	assert_int_equal(events_kept("gsm2"), 1);
}

static void
test_what_is_tried_in_vain_leaves_no_trace(void **state)
{
	int	i, before;

	(void)state;
	move(&gsm1, WORKER_OPENING, "");
	move(&gsm1, WORKER_STOPPING, "no SIM");
	move(&gsm1, WORKER_LOCKED, "no SIM");
	before = events_kept("gsm1");
	assert_int_equal(before, 3);
	for (i = 0; i < 50; i++) {
		move(&gsm1, WORKER_OPENING, "");
		turn();
		move(&gsm1, WORKER_STOPPING, "no SIM");
		move(&gsm1, WORKER_LOCKED, "no SIM");
	}
	assert_int_equal(events_kept("gsm1"), before);
	/* What ends otherwise is kept from its beginning. */
	move(&gsm1, WORKER_OPENING, "");
	move(&gsm1, WORKER_READY, "");
	assert_int_equal(events_kept("gsm1"), before + 2);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
#define T(name)	cmocka_unit_test_setup_teardown(test_##name, setup, teardown)
		T(a_refused_pin_is_not_given_again_also_by_another_daemon),
		T(a_pin_of_unknown_fate_is_given_twice_at_most),
		T(a_pin_that_works_is_given_at_every_start),
		T(an_accepted_modem_gets_one_more_try_of_its_pin),
		T(another_sim_is_foreign_until_it_is_accepted),
		T(a_configured_sim_is_the_only_one),
		T(a_pattern_is_searched_for_what_the_modem_was),
		T(of_two_with_one_imei_the_first_stays),
		T(a_hold_outlives_the_daemon),
		T(a_fault_is_told_once_and_its_end_after_a_steady_minute),
		T(what_stays_away_is_told_after_a_while),
		T(the_last_two_hundred_changes_are_kept),
		T(what_is_tried_in_vain_leaves_no_trace),
	};

	log_init("test_fleet", LOG_LEVEL_ERROR);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
