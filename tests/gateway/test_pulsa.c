/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * pulsa, credit, hearing, probe - each SIM's credit is known, and so is
 * whether it hears.
 *
 * A real database, a real desk and a clock that is moved by hand; the modems'
 * workers and the networks behind them are played by this file.
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
#include <time.h>
#include <unistd.h>

#include "base/log.h"
#include "conf/conf.h"
#include "daemon/gateway.h"
#include "desk/desk.h"
#include "gateway/commit.h"
#include "gateway/credit/credit.h"
#include "gateway/credit/hearing.h"
#include "gateway/credit/probe.h"
#include "gateway/credit/pulsa.h"
#include "gateway/fleet/worker.h"
#include "store/store.h"

#define NOON	INT64_C(1763784000)	/* 2025-11-22 12:00 in WITA */
#define DAY	86400
#define MODEMS	3
#define COORDINATOR "+6281200000300"

/* ---- workers and the clock --------------------------------------------- */

struct worker {
	const char	*name, *sim;
	uint64_t	 session;
	bool		 up;
	char		 asked[64];	/* the last code or answer */
	int		 asks;
};

static struct worker	modem[MODEMS];
static int64_t		now;

const char *
worker_name(const struct worker *w)
{
	return w->name;
}

const char *
worker_sim(const struct worker *w)
{
	return w->sim;
}

uint64_t
worker_session(const struct worker *w)
{
	return w->session;
}

bool
worker_is_up(const struct worker *w)
{
	return w->up;
}

int
worker_ask_ussd(struct worker *w, const char *code)
{
	if (!w->up)
		return -1;
	snprintf(w->asked, sizeof w->asked, "%s", code);
	w->asks += code[0] != '\0';
	return 0;
}

int64_t
gateway_now(void)
{
	return now;
}

struct worker *
gateway_find_modem(const struct gateway *gw, const char *name)
{
	int	i;

	for (i = 0; i < gw->worker_count; i++)
		if (strcmp(gw->worker[i]->name, name) == 0)
			return gw->worker[i];
	return NULL;
}

const struct conf_modem *
gateway_modem(const struct gateway *gw, const char *name)
{
	int	i;

	for (i = 0; i < gw->conf->modem_count; i++)
		if (strcmp(gw->conf->modem[i].name, name) == 0)
			return &gw->conf->modem[i];
	return NULL;
}

/* ---- the gateway around it --------------------------------------------- */

static struct conf_modem settings[MODEMS];
static struct conf	 conf;
static struct worker	*workers[MODEMS] = { &modem[0], &modem[1], &modem[2] };
static struct gateway	 gw;
static char		 dir[64], path[80];
static char		*answers[] = { "1", "3" };
static char		*senders[] = { "888", "TELKOMSEL" };

static void
open_all(void)
{
	gw = (struct gateway){ .conf = &conf, .worker = workers,
		.worker_count = conf.modem_count };
	gw.base = event_base_new();
	event_base_priority_init(gw.base, PRIORITY_COUNT);
	gw.store = store_open(path);
	assert_non_null(gw.store);
	gw.commit = commit_new(gw.base, gw.store);
	gw.desk = desk_new(gw.store);
	desk_use(gw.desk, &conf, NULL);
	gw.pulsa = pulsa_new(&gw);
	gw.probe = probe_new(&gw);
}

static void
close_all(void)
{
	pulsa_free(gw.pulsa);
	probe_free(gw.probe);
	desk_free(gw.desk);
	commit_free(gw.commit);
	store_close(gw.store);
	event_base_free(gw.base);
}

/* What the timers do, until nothing is due. */
static void
run(void)
{
	pulsa_run(gw.pulsa);
	commit_flush(gw.commit);
	probe_run(gw.probe);
	commit_flush(gw.commit);
}

/* The daemon ends and starts again; the modems' processes are new ones. */
static void
restart(void)
{
	int	i;

	close_all();
	for (i = 0; i < MODEMS; i++)
		modem[i].session += 10;
	open_all();
	run();
}

static int
setup(void **state)
{
	static const char *const names[] = { "gsm1", "gsm2", "gsm3" };
	static const char *const sims[] = { "510100000000001",
	    "510110000000002", "510890000000003" };
	static const char *const numbers[] = { "+6281200000991",
	    "+6281800000992", "+6289600000993" };
	struct seat	seat = { .name = "koordinator", .area = "*",
			    .role = SEAT_COORDINATOR, .state = SEAT_ON };
	int		i;

	(void)state;
	now = NOON;
	conf = (struct conf){ .country = "62", .modem = settings,
		.modem_count = 1, .balance_interval_s = DAY / 2,
		.max_parts = 1, .quiet_test_timeout_s = 600,
		.message = {
		    [MESSAGE_BALANCE_LOW] = "{modem} tinggal {amount}",
		    [MESSAGE_BALANCE_OK] = "{modem} cukup {amount}",
		    [MESSAGE_SIM_SILENT] = "{modem} diam",
		} };
	for (i = 0; i < MODEMS; i++) {
		settings[i] = (struct conf_modem){ .name = (char *)names[i],
			.own_number = (char *)numbers[i],
			.balance_code = "*888#",
			.balance_pattern = "Rp[.]? ?([0-9][0-9.,]*)",
			.expiry_pattern = "s/d ([0-9]+/[0-9]+/[0-9]+)",
			.balance_min = 5000,
			.notice_senders = { senders, 2 } };
		modem[i] = (struct worker){ .name = names[i], .sim = sims[i],
			.session = (uint64_t)i + 1, .up = true };
	}
	snprintf(dir, sizeof dir, "/tmp/test_pulsa.XXXXXX");
	assert_non_null(mkdtemp(dir));
	snprintf(path, sizeof path, "%s/db", dir);
	open_all();
	assert_int_equal(store_phone_find_or_add(gw.store, COORDINATOR,
	    NUMBER_PHONE, now, &seat.phone_id), 0);
	assert_int_equal(store_seat_add(gw.store, &seat, now), 0);
	return 0;
}

static int
teardown(void **state)
{
	static const char *const tails[] = { "", "-wal", "-shm", ".lock" };
	char			 name[96];
	size_t			 i;

	(void)state;
	close_all();
	for (i = 0; i < sizeof tails / sizeof *tails; i++) {
		snprintf(name, sizeof name, "%s%s", path, tails[i]);
		unlink(name);
	}
	rmdir(dir);
	return 0;
}

/* The network's answer to this modem. */
static void
says(int i, int status, const char *text)
{
	struct wire_ussd	u = { .status = status };

	snprintf(u.text, sizeof u.text, "%s", text);
	pulsa_ussd(gw.pulsa, &modem[i], &u);
	commit_flush(gw.commit);
}

static struct sim
sim(int i)
{
	struct sim	s;

	assert_int_equal(store_sim_get(gw.store, modem[i].sim, &s), 1);
	return s;
}

/* Let time pass until this modem is asked once more; how long it took. */
static int64_t
until_asked(int i, int64_t most)
{
	int64_t	from = now;
	int	asks = modem[i].asks;

	for (run(); modem[i].asks == asks && now - from < most; run())
		now += 30;
	return now - from;
}

/* Asked at once, by the admin's wish. */
static void
ask(int i)
{
	char	why[128] = "";

	if (pulsa_check(gw.pulsa, modem[i].name, why, sizeof why) != 0)
		fail_msg("%s", why);
	commit_flush(gw.commit);
}

static void
balance_is(int i, const char *text)
{
	now += 60;
	ask(i);
	says(i, 2, text);
}

/* How many SMS of this kind are in the outbox; the last one in m. */
static int
count_kind(const char *kind, struct outbox_message *m)
{
	struct outbox_message	row;
	int64_t			id;
	int			n = 0;

	for (id = 1; store_outbox_get(gw.store, id, &row) == 1; id++)
		if (strcmp(row.kind, kind) == 0) {
			*m = row;
			n++;
		}
	return n;
}

/* ---- credit ------------------------------------------------------------ */

static void
test_each_sim_is_asked_twice_a_day_at_other_moments(void **state)
{
	int64_t	first, gap[20], sum = 0;
	int	i, same = 0;

	(void)state;
	first = until_asked(0, DAY);
	assert_in_range(first, 30, 330);
	assert_string_equal(modem[0].asked, "*888#");
	for (i = 0; i < 20; i++) {
		says(0, 2, "Sisa pulsa Rp 25.000 s/d 31/12/2027");
		gap[i] = until_asked(0, 2 * DAY);
		assert_in_range(gap[i], DAY / 4, DAY * 3 / 4 + 30);
		sum += gap[i];
		same += i > 0 && gap[i] == gap[i - 1];
	}
	assert_in_range(sum / 20, DAY / 3, DAY * 2 / 3);
	assert_true(same < 5);
	assert_int_equal(sim(0).balance, 25000);
	assert_int_equal(modem[0].asks, 21);
}

static void
test_a_menu_gets_its_scripted_answers(void **state)
{
	(void)state;
	settings[0].balance_answers = (struct conf_list){ answers, 2 };
	ask(0);
	says(0, 3, "1. Info 2. Paket Rp 5.000");	/* not the balance */
	assert_string_equal(modem[0].asked, "1");
	now += 80;
	run();
	says(0, 3, "3. Cek pulsa");
	assert_string_equal(modem[0].asked, "3");
	now += 80;
	run();
	says(0, 2, "Pulsa Rp12500,00 s/d 1/2/2027");
	assert_int_equal(sim(0).balance, 12500);
	assert_int_equal(sim(0).failures, 0);
	assert_int_equal(modem[0].asks, 3);
	says(0, 2, "Rp 1");		/* nobody asked */
	assert_int_equal(sim(0).balance, 12500);
}

static void
test_no_answer_is_tried_again_later_and_harms_nothing(void **state)
{
	static const int	pause[] = { 300, 900, 3600 };
	size_t			i;

	(void)state;
	balance_is(0, "Rp 7.000");
	ask(0);
	for (i = 0; i < sizeof pause / sizeof *pause; i++) {
		now += 99;
		run();
		assert_int_equal(sim(0).failures, (int)i);
		now += 1;
		run();
		assert_int_equal(sim(0).failures, (int)i + 1);
		assert_int_equal(until_asked(0, DAY), pause[i]);
	}
	modem[0].up = false;
	run();
	assert_int_equal(sim(0).failures, 4);
	assert_int_equal(sim(0).balance, 7000);
	modem[0].up = true;
	modem[0].session++;
	assert_true(until_asked(0, 2 * DAY) > 3600);
	says(0, -1, "no such service");
	assert_int_equal(sim(0).failures, 5);
}

static void
test_an_answer_that_is_not_understood_is_kept_for_the_admin(void **state)
{
	(void)state;
	balance_is(0, "Maaf, permintaan Anda\ntidak dapat kami proses");
	assert_int_equal(sim(0).balance, -1);
	assert_false(sim(0).low);
	assert_non_null(strstr(sim(0).answer, "tidak dapat kami proses"));
	assert_int_equal(sim(0).failures, 1);
}

static void
test_low_credit_is_told_once_and_so_is_its_end(void **state)
{
	struct outbox_message	m;

	(void)state;
	balance_is(0, "Rp 5.000");
	assert_false(sim(0).low);
	balance_is(0, "Rp 4.999");
	assert_true(sim(0).low);
	assert_int_equal(store_sim_is_low(gw.store, modem[0].sim), 1);
	balance_is(0, "Rp 4.000");
	restart();
	balance_is(0, "Rp 3.000");
	assert_int_equal(count_kind("balance_low", &m), 1);
	assert_string_equal(m.text, "gsm1 tinggal Rp 4.999");
	assert_string_equal(m.number, COORDINATOR);
	assert_true(m.urgent);
	balance_is(0, "Rp 53.000");
	assert_int_equal(store_sim_is_low(gw.store, modem[0].sim), 0);
	balance_is(0, "Rp 52.000");
	assert_int_equal(count_kind("balance_ok", &m), 1);
	assert_string_equal(m.text, "gsm1 cukup Rp 53.000");
	assert_int_equal(count_kind("balance_low", &m), 1);
}

static void
test_another_threshold_counts_from_the_reload_on(void **state)
{
	struct outbox_message	m;

	(void)state;
	balance_is(0, "Rp 9.000");
	settings[0].balance_min = 10000;
	pulsa_configured(gw.pulsa);
	commit_flush(gw.commit);
	assert_true(sim(0).low);
	settings[0].balance_min = 0;
	pulsa_configured(gw.pulsa);
	commit_flush(gw.commit);
	assert_false(sim(0).low);
	assert_int_equal(count_kind("balance_low", &m), 1);
	assert_int_equal(count_kind("balance_ok", &m), 0);
}

/* An SMS that is filed, as the inbox does it. */
static void
notice(int i, const char *from, const char *text)
{
	struct inbox_message	m = { .state = INBOX_FILED,
				    .received_at = now };

	snprintf(m.sim, sizeof m.sim, "%s", modem[i].sim);
	snprintf(m.modem, sizeof m.modem, "%s", modem[i].name);
	snprintf(m.text, sizeof m.text, "%s", text);
	assert_int_equal(commit_begin(gw.commit), 0);
	assert_int_equal(credit_notice(&gw, &m, from, now), 0);
	commit_flush(gw.commit);
}

static void
test_an_operators_notice_tells_the_credit_too(void **state)
{
	struct outbox_message	m;

	(void)state;
	balance_is(0, "Rp 1.000");
	notice(0, "IKLAN", "Beli paket Rp 99.000");
	assert_int_equal(sim(0).balance, 1000);
	notice(0, "888", "Selamat pagi");
	assert_int_equal(sim(0).balance, 1000);
	notice(0, "Telkomsel", "Isi ulang berhasil. Pulsa Rp 51.000 s/d "
	    "31/12/2027");
	assert_int_equal(sim(0).balance, 51000);
	assert_int_equal(count_kind("balance_ok", &m), 1);
	/* It may be forged: one a minute counts, and he is asked himself. */
	notice(0, "888", "Rp 1");
	assert_int_equal(sim(0).balance, 51000);
	assert_in_range(until_asked(0, DAY), 60, 120);
	says(0, 2, "Rp 52.000");
	assert_int_equal(sim(0).balance, 52000);
	notice(0, "888", "Rp 53.000");
	assert_int_equal(sim(0).balance, 53000);
}

static void
test_the_forecast_leaves_top_ups_out(void **state)
{
	static const struct {
		const char	*what;
		struct sim_balance list[5];
		int		 count;
		int64_t		 balance;
		int		 days;
	} cases[] = {
		{ "nothing known", { { 0, 0 } }, 0, 5000, -1 },
		{ "one reading", { { 0, 5000 } }, 1, 5000, -1 },
		{ "half a day", { { 0, 6000 }, { DAY / 2, 5000 } }, 2, 5000,
		    -1 },
		{ "1000 a day", { { 0, 9000 }, { DAY, 8000 },
		    { 2 * DAY, 7000 } }, 3, 7000, 7 },
		{ "topped up", { { 0, 9000 }, { DAY, 8000 },
		    { 2 * DAY, 58000 }, { 3 * DAY, 57000 } }, 4, 57000, 57 },
		{ "nothing used", { { 0, 9000 }, { 5 * DAY, 9000 } }, 2, 9000,
		    -1 },
		{ "for ever", { { 0, 1000000 }, { DAY, 999999 } }, 2,
		    INT64_C(999999999999), 9999 },
		{ "empty", { { 0, 1000 }, { DAY, 0 } }, 2, 0, 0 },
	};
	size_t	i;
	int	days;

	(void)state;
	for (i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		days = credit_forecast(cases[i].list, cases[i].count,
		    cases[i].balance);
		if (days != cases[i].days)
			fail_msg("%s: %d days", cases[i].what, days);
	}
}

static void
test_the_forecast_is_of_the_last_days_and_ends_with_the_validity(void **state)
{
	struct sim	s;
	int		i;

	(void)state;
	balance_is(0, "Rp 900.000");
	now += 20 * DAY;		/* used much before: too long ago */
	for (i = 0; i < 10; i++, now += DAY - 60)
		balance_is(0, i == 0 ? "Rp 19.000" : i == 9 ? "Rp 10.000" :
		    "Rp 15.000");
	s = sim(0);
	assert_in_range(credit_days_left(gw.store, &s, now), 9, 11);
	balance_is(0, "Rp 10.000 s/d 25/12/2025");
	s = sim(0);
	assert_true(credit_days_left(gw.store, &s, s.expires_at - 3 * DAY)
	    == 3);
	assert_true(credit_days_left(gw.store, &s, s.expires_at + DAY) == 0);
}

static void
test_a_check_that_cannot_be_made_is_refused_with_the_reason(void **state)
{
	char	why[128];

	(void)state;
	assert_int_equal(pulsa_check(gw.pulsa, "gsm9", why, sizeof why), -1);
	assert_string_equal(why, "there is no modem gsm9");
	settings[0].balance_code = "";
	assert_int_equal(pulsa_check(gw.pulsa, "gsm1", why, sizeof why), -1);
	assert_string_equal(why, "gsm1 has no balance_code");
	settings[0].balance_code = "*888#";
	modem[0].up = false;
	assert_int_equal(pulsa_check(gw.pulsa, "gsm1", why, sizeof why), -1);
	assert_string_equal(why, "gsm1 is not ready");
	run();
	assert_int_equal(modem[0].asks, 0);
}

/* ---- silence ----------------------------------------------------------- */

/* These modems and no others, of which nothing is asked. */
static void
with(int modems)
{
	int	i;

	conf.modem_count = gw.worker_count = modems;
	conf.quiet_alarm_s = DAY / 2;
	for (i = 0; i < modems; i++)
		settings[i].balance_code = "";
	run();
}

/* An SMS comes by a modem; reason is why it is filed, or "". */
static void
comes(int i, const char *text, const char *reason)
{
	struct inbox_message	m = { .received_at = now,
				    .state = reason[0] != '\0' ? INBOX_FILED :
				    INBOX_NEW };

	snprintf(m.sim, sizeof m.sim, "%s", modem[i].sim);
	snprintf(m.modem, sizeof m.modem, "%s", modem[i].name);
	snprintf(m.text, sizeof m.text, "%s", text);
	snprintf(m.reason, sizeof m.reason, "%s", reason);
	assert_int_equal(commit_begin(gw.commit), 0);
	assert_int_not_equal(hearing_note(&gw, &m, now), -1);
	commit_flush(gw.commit);
}

/* The outbox hands a row to its modem, and the network takes it. */
static void
sends(const struct outbox_message *m)
{
	assert_int_equal(store_outbox_sending(gw.store, m->id, 1, m->modem,
	    m->modem, now), 0);
	assert_int_equal(store_outbox_part_sent(gw.store, m->id, 1, 1, now),
	    0);
}

/* Let time pass until there are n tests; how long it took. */
static int64_t
until_tests(int n, int64_t most, struct outbox_message *m)
{
	int64_t	from = now;

	for (run(); count_kind("sim_test", m) < n && now - from < most; run())
		now += 60;
	return now - from;
}

static void
test_a_silent_sim_is_sent_an_sms_from_another(void **state)
{
	struct outbox_message	m;

	(void)state;
	with(2);
	now += 3600;
	comes(0, "LAPOR", "");
	now += 11 * 3600;
	comes(1, "LAPOR", "");		/* only gsm1 is silent */
	assert_in_range(until_tests(1, DAY, &m), 3600, 3660);
	assert_string_equal(m.modem, "gsm2");
	assert_string_equal(m.number, "+6281200000991");
	sends(&m);
	comes(0, m.text, "own number");	/* within the second */
	now += 3600;
	run();
	assert_int_equal(count_kind("sim_test", &m), 1);
	assert_int_equal(count_kind("sim_silent", &m), 0);
	assert_int_equal(sim(0).proved_at, now - 3600);
	/* And it begins anew. */
	comes(1, "LAPOR", "");
	assert_in_range(until_tests(2, DAY, &m), 10 * 3600, 11 * 3600 + 60);
}

static void
test_a_deaf_sim_is_told_once_after_a_third_one_tried(void **state)
{
	struct outbox_message	m;

	(void)state;
	with(3);
	now += 11 * 3600;
	comes(1, "LAPOR", "");
	comes(2, "LAPOR", "");
	until_tests(1, DAY, &m);
	assert_string_equal(m.modem, "gsm2");
	sends(&m);
	restart();
	assert_in_range(until_tests(2, DAY, &m), 540, 660);
	assert_string_equal(m.modem, "gsm3");
	sends(&m);
	now += 590;
	run();
	assert_int_equal(count_kind("sim_silent", &m), 0);
	now += 20;
	run();
	assert_int_equal(count_kind("sim_silent", &m), 1);
	assert_string_equal(m.text, "gsm1 diam");
	restart();
	comes(1, "LAPOR", "");
	comes(2, "LAPOR", "");
	now += DAY / 4;
	run();
	assert_int_equal(count_kind("sim_silent", &m), 1);
	assert_int_equal(count_kind("sim_test", &m), 2);
	/* Something comes: all is well, and silence counts anew. */
	comes(0, "LAPOR", "");
	assert_int_equal(sim(0).silent_at, 0);
	comes(1, "LAPOR", "");
	comes(2, "LAPOR", "");
	now += DAY / 2 + 60;
	comes(1, "LAPOR", "");
	comes(2, "LAPOR", "");
	run();
	assert_int_equal(count_kind("sim_test", &m), 3);
}

static void
test_a_test_that_never_left_says_nothing_of_the_sim(void **state)
{
	struct outbox_message	m;
	int			i;

	(void)state;
	with(2);
	now += 11 * 3600;
	comes(1, "LAPOR", "");
	until_tests(1, DAY, &m);
	for (i = 0; i < 10; i++, now += 600)
		run();
	assert_int_equal(count_kind("sim_silent", &m), 0);
	assert_int_equal(count_kind("sim_test", &m), 1);
	assert_int_equal(m.state, OUTBOX_DROPPED);
	assert_string_equal(m.reason, "test given up");
}

static void
test_a_test_that_left_late_has_its_whole_time(void **state)
{
	struct outbox_message	m;

	(void)state;
	with(2);
	now += 11 * 3600;
	comes(1, "LAPOR", "");
	until_tests(1, DAY, &m);
	now += 590;
	sends(&m);
	now += 300;
	run();
	assert_int_equal(count_kind("sim_silent", &m), 0);
	now += 301;
	run();
	assert_int_equal(count_kind("sim_silent", &m), 1);
}

static void
test_what_is_usual_for_a_sim_is_no_alarm(void **state)
{
	struct outbox_message	m;
	int			i;

	(void)state;
	with(2);
	/* By gsm1 one SMS comes every 11 hours, by gsm2 every hour. */
	for (i = 1; i <= 44; i++) {
		now += 3600;
		comes(1, "LAPOR", "");
		if (i % 11 == 0)
			comes(0, "LAPOR", "");
		run();
	}
	for (i = 1; i <= 32; i++) {
		now += 3600;
		comes(1, "LAPOR", "");
		run();
		assert_int_equal(count_kind("sim_test", &m), 0);
	}
	now += 3660;
	comes(1, "LAPOR", "");
	run();
	assert_int_equal(count_kind("sim_test", &m), 1);
	assert_string_equal(m.modem, "gsm2");
	assert_string_equal(m.number, "+6281200000991");
}

static void
test_the_night_is_no_silence(void **state)
{
	struct outbox_message	m;

	(void)state;
	conf.time.quiet = (struct conf_quiet){ 21 * 3600, 6 * 3600 };
	with(2);
	now = NOON + 3 * 3600;			/* 15:00 */
	comes(0, "LAPOR", "");
	now = NOON + 18 * 3600 + 1800;		/* 6:30 */
	comes(1, "LAPOR", "");
	/* Six hours were left of the day: the other six end at noon. */
	assert_in_range(until_tests(1, 2 * DAY, &m), 5 * 3600 + 1800,
	    5 * 3600 + 1860);
}

static void
test_without_another_number_nothing_is_sent(void **state)
{
	struct outbox_message	m;
	int			i;

	(void)state;
	settings[1].own_number = "";
	with(2);
	for (i = 0; i < 100; i++, now += 3600)
		run();
	settings[1].own_number = settings[0].own_number;
	for (i = 0; i < 100; i++, now += 3600)
		run();
	assert_int_equal(count_kind("sim_test", &m), 0);
	assert_int_equal(count_kind("sim_silent", &m), 0);
}

static void
test_a_forged_test_proves_nothing(void **state)
{
	struct outbox_message	m;

	(void)state;
	with(2);
	now += 11 * 3600;
	comes(1, "LAPOR", "");
	until_tests(1, DAY, &m);
	sends(&m);
	comes(0, "KENTONGAN TES SIM AAAAAAAA", "own number");
	now += 601;
	run();
	assert_int_equal(count_kind("sim_silent", &m), 1);
}

int
main(void)
{
#define T(name)	cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest	tests[] = {
		T(test_each_sim_is_asked_twice_a_day_at_other_moments),
		T(test_a_menu_gets_its_scripted_answers),
		T(test_no_answer_is_tried_again_later_and_harms_nothing),
		T(test_an_answer_that_is_not_understood_is_kept_for_the_admin),
		T(test_low_credit_is_told_once_and_so_is_its_end),
		T(test_another_threshold_counts_from_the_reload_on),
		T(test_an_operators_notice_tells_the_credit_too),
		T(test_the_forecast_leaves_top_ups_out),
		T(test_the_forecast_is_of_the_last_days_and_ends_with_the_validity),
		T(test_a_check_that_cannot_be_made_is_refused_with_the_reason),
		T(test_a_silent_sim_is_sent_an_sms_from_another),
		T(test_a_deaf_sim_is_told_once_after_a_third_one_tried),
		T(test_a_test_that_never_left_says_nothing_of_the_sim),
		T(test_a_test_that_left_late_has_its_whole_time),
		T(test_what_is_usual_for_a_sim_is_no_alarm),
		T(test_the_night_is_no_silence),
		T(test_without_another_number_nothing_is_sent),
		T(test_a_forged_test_proves_nothing),
	};

	setenv("TZ", "WITA-8", 1);
	tzset();
	log_init("test_pulsa", LOG_LEVEL_ERROR);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
