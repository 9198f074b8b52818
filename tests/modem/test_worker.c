/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * test_worker - the real worker finds its modem, opens it, dials and listens,
 * whatever the modems about it do.  SMS: see test_simulator.
 */

#include "config.h"

#include <sys/file.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/fixtures/worker_bench.h"

#define IMEI1	"350000000000011"
#define IMEI2	"350000000000022"
#define IMSI1	"510100000000011"
#define IMSI2	"510100000000022"

/* Two sticks that look alike. */
#define TWO_MODEMS							\
	"--imei " IMEI1 " --imsi " IMSI1 " --modem gsm2=%s/gsm2 "	\
	"--imei " IMEI2 " --imsi " IMSI2

/* ---- finding the device --------------------------------------------- */

/* What is at that path, in what is said of this modem. */
static void
expect_at(struct bench *b, const char *name, const char *imei)
{
	struct wire_message	m;
	char			path[128];

	worker_expect(b, WIRE_IDENTITY, &m);
	snprintf(path, sizeof path, "%s/%s", b->dir, name);
	assert_string_equal(m.identity.device, path);
	assert_string_equal(m.identity.imei, imei);
	worker_ready(b);
}

static void
test_a_modem_is_found_by_its_imei_or_its_sim(void **state)
{
	static const struct {
		const char	*imei, *imsi, *name, *at;
	} cases[] = {
		{ IMEI2, "", "gsm2", IMEI2 },
		{ "", IMSI2, "gsm2", IMEI2 },
		{ "", "", "gsm1", IMEI1 },
		{ IMEI1, IMSI1, "gsm1", IMEI1 },
		/* The SIM counts for more than the stick, */
		{ IMEI1, IMSI2, "gsm2", IMEI2 },
		/* and the stick for something. */
		{ IMEI2, "510109999999999", "gsm2", IMEI2 },
	};
	struct bench		b;
	struct wire_setup	s;
	size_t			i;

	(void)state;
	bench_open(&b, TWO_MODEMS);
	for (i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		s = bench_setup(&b);
		snprintf(s.device, sizeof s.device, "%s/gsm*", b.dir);
		snprintf(s.imei, sizeof s.imei, "%s", cases[i].imei);
		snprintf(s.imsi, sizeof s.imsi, "%s", cases[i].imsi);
		worker_start(&b, &s);
		expect_at(&b, cases[i].name, cases[i].at);
		close(b.wire);
		b.wire = -1;
		assert_int_equal(worker_end(&b), 0);
	}
	bench_close(&b);
}

static void
test_what_is_missing_is_said(void **state)
{
	static const struct {
		const char		*device, *imei, *imsi;
		enum wire_trouble	 trouble;
		const char		*words;
	} cases[] = {
		{ "gsm*", "350000000000099", "", WIRE_TROUBLE_ABSENT,
		    "is the one that is wanted" },
		{ "gsm*", "", "510100000000099", WIRE_TROUBLE_OTHER_SIM,
		    "SIM that is wanted" },
		{ "usb*", "", "", WIRE_TROUBLE_ABSENT, "no modem at" },
		{ "gsm9", "", "", WIRE_TROUBLE_ABSENT, "no device" },
		{ "gsm1", IMEI2, "", WIRE_TROUBLE_ABSENT,
		    "is another modem (IMEI " IMEI1 ")" },
	};
	struct bench		b;
	struct wire_setup	s;
	size_t			i;

	(void)state;
	bench_open(&b, TWO_MODEMS);
	for (i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		s = bench_setup(&b);
		snprintf(s.device, sizeof s.device, "%s/%s", b.dir,
		    cases[i].device);
		snprintf(s.imei, sizeof s.imei, "%s", cases[i].imei);
		snprintf(s.imsi, sizeof s.imsi, "%s", cases[i].imsi);
		worker_start(&b, &s);
		worker_fails(&b, cases[i].trouble, cases[i].words);
	}
	bench_close(&b);
}

static int
hold(const struct bench *b, const char *name)
{
	char	path[128];
	int	fd;

	snprintf(path, sizeof path, "%s/%s", b->dir, name);
	assert_int_not_equal(fd = open(path, O_RDWR | O_NOCTTY | O_CLOEXEC),
	    -1);
	assert_int_equal(flock(fd, LOCK_EX | LOCK_NB), 0);
	return fd;
}

static void
test_what_another_program_holds_is_passed_over(void **state)
{
	struct bench		b;
	struct wire_setup	s;
	int			fd;

	(void)state;
	bench_open(&b, TWO_MODEMS);
	fd = hold(&b, "gsm1");
	s = bench_setup(&b);
	worker_start(&b, &s);
	worker_fails(&b, WIRE_TROUBLE_BUSY, "has ");
	snprintf(s.device, sizeof s.device, "%s/gsm*", b.dir);
	worker_start(&b, &s);
	expect_at(&b, "gsm2", IMEI2);
	close(fd);
	bench_close(&b);
}

/* Another worker may only be asking who is there. */
static void
test_a_modem_that_is_held_for_a_moment_is_waited_for(void **state)
{
	struct bench		b;
	struct wire_setup	s;
	int			fd;

	(void)state;
	bench_open(&b, TWO_MODEMS);
	fd = hold(&b, "gsm2");
	s = bench_setup(&b);
	snprintf(s.device, sizeof s.device, "%s/gsm*", b.dir);
	snprintf(s.imei, sizeof s.imei, IMEI2);
	worker_start(&b, &s);
	pause_ms(1000);
	close(fd);
	expect_at(&b, "gsm2", IMEI2);
	bench_close(&b);
}

static void
test_an_unplugged_modem_is_absent_and_found_elsewhere(void **state)
{
	struct bench		b;
	struct wire_setup	s;
	struct wire_message	m;

	(void)state;
	bench_open(&b, TWO_MODEMS);
	s = bench_setup(&b);
	snprintf(s.device, sizeof s.device, "%s/gsm*", b.dir);
	snprintf(s.imsi, sizeof s.imsi, IMSI1);
	worker_start(&b, &s);
	expect_at(&b, "gsm1", IMEI1);
	bench_say(&b, "{\"cmd\":\"fault\",\"modem\":\"gsm1\","
	    "\"name\":\"unplug\"}");
	worker_expect(&b, WIRE_STATE, &m);
	assert_int_equal(m.state.state, WIRE_STATE_FAILING);
	assert_int_equal(m.state.trouble, WIRE_TROUBLE_ABSENT);
	assert_int_equal(worker_end(&b), 1);
	bench_say(&b, "{\"cmd\":\"fault\",\"modem\":\"gsm1\","
	    "\"name\":\"replug\",\"link\":\"%s/gsm7\"}", b.dir);
	worker_start(&b, &s);
	expect_at(&b, "gsm7", IMEI1);
	bench_close(&b);
}

static void
test_a_reset_modem_is_waited_for(void **state)
{
	struct bench		b;
	struct wire_setup	s;

	(void)state;
	bench_open(&b, "--reset-time 1500 --return-link %s/gsm5");
	s = bench_setup(&b);
	snprintf(s.device, sizeof s.device, "%s/gsm*", b.dir);
	s.reset = 1;
	worker_start(&b, &s);
	worker_ready(&b);
	assert_int_equal(bench_number(&b, "resets"), 1);
	assert_int_equal(bench_number(&b, "plugs"), 2);
	bench_close(&b);
}

/* ---- the PIN -------------------------------------------------------- */

static void
test_the_last_try_of_a_pin_is_not_used(void **state)
{
	struct bench		b;
	struct wire_setup	s;

	(void)state;
	bench_open(&b, "--pin 1234 --pin-tries 1");
	s = bench_setup(&b);
	snprintf(s.pin, sizeof s.pin, "1234");
	worker_start(&b, &s);
	worker_fails(&b, WIRE_TROUBLE_PIN, "only once more");
	assert_int_equal(bench_number(&b, "pins_entered"), 0);
	assert_int_equal(bench_number(&b, "pin_tries"), 1);
	bench_close(&b);
}

static void
test_a_blocked_sim_is_left_alone(void **state)
{
	struct bench		b;
	struct wire_setup	s;

	(void)state;
	bench_open(&b, "--pin 1234 --pin-tries 0 --puk 12345678");
	s = bench_setup(&b);
	snprintf(s.pin, sizeof s.pin, "1234");
	worker_start(&b, &s);
	worker_fails(&b, WIRE_TROUBLE_PIN, "PUK");
	assert_int_equal(bench_number(&b, "pins_entered"), 0);
	bench_close(&b);
}

static void
test_no_sim_is_said(void **state)
{
	struct bench		b;
	struct wire_setup	s;

	(void)state;
	bench_open(&b, "--sim out");
	s = bench_setup(&b);
	worker_start(&b, &s);
	worker_fails(&b, WIRE_TROUBLE_NO_SIM, "");
	bench_close(&b);
}

/* ---- the network ---------------------------------------------------- */

static void
test_a_lost_network_is_told_within_half_a_minute(void **state)
{
	struct bench		b;
	struct wire_setup	s;
	struct wire_message	m;
	int64_t			until;

	(void)state;
	bench_open(&b, "");
	s = bench_setup(&b);
	worker_start(&b, &s);
	worker_ready(&b);
	bench_say(&b, "{\"cmd\":\"set\",\"registration\":2}");
	until = now_ms() + 30000;
	assert_true(worker_says(&b, WIRE_HEALTH, &m, 30000));
	assert_int_equal(m.health.registered, 0);
	assert_true(now_ms() < until);
	/* A modem that says so is asked at once. */
	bench_say(&b, "{\"cmd\":\"set\",\"registration\":1}");
	bench_say(&b, "{\"cmd\":\"fault\",\"name\":\"say\","
	    "\"text\":\"\\r\\n+CREG: 1\\r\\n\"}");
	assert_true(worker_says(&b, WIRE_HEALTH, &m, 8000));
	assert_int_equal(m.health.registered, 1);
	bench_close(&b);
}

/* ---- USSD ----------------------------------------------------------- */

static void
ask(struct bench *b, const char *code)
{
	struct wire_message	m = { .type = WIRE_USSD_ASK };

	snprintf(m.ussd_ask.code, sizeof m.ussd_ask.code, "%s", code);
	worker_tell(b, &m);
}

static void
expect_ussd(struct bench *b, int status, const char *text)
{
	struct wire_message	m;

	worker_expect(b, WIRE_USSD, &m);
	assert_int_equal(m.ussd.status, status);
	assert_string_equal(m.ussd.text, text);
}

static void
test_a_code_is_dialled_and_its_answer_told(void **state)
{
	struct bench		b;
	struct wire_setup	s;
	struct wire_message	m;

	(void)state;
	bench_open(&b, "");
	s = bench_setup(&b);
	worker_start(&b, &s);
	worker_ready(&b);
	ask(&b, "*888#");
	expect_ussd(&b, 2, "Sisa pulsa Rp25000. Aktif s.d. 31.12.2027.");
	/* One after the other. */
	ask(&b, "*888#");
	ask(&b, "*889#");
	expect_ussd(&b, 2, "Sisa pulsa Rp25000. Aktif s.d. 31.12.2027.");
	expect_ussd(&b, 2, "Sisa pulsa Rp25000. Aktif s.d. 31.12.2027.");
	/* Hanging up needs no answer, and SMS still come. */
	ask(&b, "");
	bench_sms(&b, CITIZEN, "halo");
	worker_expect(&b, WIRE_SMS_IN, &m);
	assert_string_equal(m.sms_in.text, "halo");
	bench_close(&b);
}

/* A submit and its result: the line must be clean for it. */
static void
send_one(struct bench *b, int64_t id)
{
	struct wire_message	m = { .type = WIRE_SMS_OUT };
	int64_t			began = now_ms();

	m.sms_out.id = id;
	m.sms_out.part = m.sms_out.parts = 1;
	m.sms_out.class = -1;
	snprintf(m.sms_out.number, sizeof m.sms_out.number, CITIZEN);
	snprintf(m.sms_out.text, sizeof m.sms_out.text, "halo");
	worker_tell(b, &m);
	worker_expect(b, WIRE_SMS_RESULT, &m);
	assert_int_equal(m.sms_result.outcome, WIRE_SENT);
	/* Not libGammu's time limit, which is 19 s and more. */
	assert_true(now_ms() - began < 10000);
}

static void
test_ussd_answers_of_all_kinds_are_read_and_hurt_no_sms(void **state)
{
	static const struct {
		const char	*said;
		int		 status;
		const char	*text;
	} cases[] = {
		{ "+CUSD: 0,\\\"Sisa pulsa:\\r\\nRp25.000\\\",15", 2,
		    "Sisa pulsa:\nRp25.000" },
		{ "+CUSD: 0,D3F43C0C82D7D9F330", 2, "Sisa pulsa" },
		{ "+CUSD: 1,\\\"1. Pulsa 2. Kuota\\\",15", 3,
		    "1. Pulsa 2. Kuota" },
		{ "+CUSD: 4", 6, "" },
		{ "+CUSD: 0,\\\"Sisa pulsa tidak pernah selesai", 2,
		    "Sisa pulsa tidak pernah selesai" },
	};
	struct bench		b;
	struct wire_setup	s;
	struct wire_message	m;
	char			text[32];
	size_t			i;

	(void)state;
	bench_open(&b, "");
	s = bench_setup(&b);
	worker_start(&b, &s);
	worker_ready(&b);
	for (i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		bench_say(&b, "{\"cmd\":\"fault\",\"name\":\"say\","
		    "\"text\":\"\\r\\n%s\\r\\n\"}", cases[i].said);
		/* The last one is told when the line is used again. */
		if (i == sizeof cases / sizeof cases[0] - 1)
			ask(&b, "");
		if (!worker_says(&b, WIRE_USSD, &m, WAIT_MS))
			fail_msg("case %zu: nothing", i);
		assert_int_equal(m.ussd.status, cases[i].status);
		if (strncmp(m.ussd.text, cases[i].text,
		    strlen(cases[i].text)) != 0)
			fail_msg("case %zu: %s", i, m.ussd.text);
		send_one(&b, (int64_t)i);
		snprintf(text, sizeof text, "tetap sampai %zu", i);
		bench_sms(&b, CITIZEN, text);
		worker_expect(&b, WIRE_SMS_IN, &m);
		worker_stored(&b, m.sms_in.token);
	}
	bench_close(&b);
}

/* Dialled on a modem that has each oddity. */
static void
test_every_oddity_of_a_modem_that_dials_is_read(void **state)
{
	static const char *const	faults[] = { "ussd=packed",
	    "ussd=nodcs", "ussd=ucs2", "ussd=plain", "ussd=break",
	    "ussd=rubbish", "late-ussd=40s" };
	struct bench		b;
	struct wire_setup	s;
	struct wire_message	m;
	size_t			i;

	(void)state;
	bench_open(&b, "");
	s = bench_setup(&b);
	worker_start(&b, &s);
	worker_ready(&b);
	for (i = 0; i < sizeof faults / sizeof faults[0]; i++) {
		bench_say(&b, "{\"cmd\":\"fault\",\"spec\":\"%s\"}",
		    faults[i]);
		ask(&b, "*888#");
		if (!worker_says(&b, WIRE_USSD, &m, 3 * WAIT_MS))
			fail_msg("%s: nothing", faults[i]);
		if (strncmp(m.ussd.text, "Sisa", 4) != 0 ||
		    strstr(m.ussd.text, "Rp25000") == NULL)
			fail_msg("%s: %s", faults[i], m.ussd.text);
		bench_say(&b, "{\"cmd\":\"fault\",\"spec\":\"ussd:0\"}");
		send_one(&b, (int64_t)i);
	}
	bench_close(&b);
}

/* ---- what lies in the modem ----------------------------------------- */

static void
test_the_same_message_twice_in_the_modem_is_told_once(void **state)
{
	struct bench		b;
	struct wire_setup	s;
	struct wire_message	m;

	(void)state;
	bench_open(&b, "--fault duplicate:1");
	bench_sms(&b, CITIZEN, "sekali saja");
	assert_true(bench_slots_become(&b, 2));
	s = bench_setup(&b);
	worker_start(&b, &s);
	worker_expect(&b, WIRE_SMS_IN, &m);
	assert_string_equal(m.sms_in.text, "sekali saja");
	worker_stored(&b, m.sms_in.token);
	assert_true(bench_slots_become(&b, 0));
	assert_false(worker_says(&b, WIRE_SMS_IN, &m, 300));
	bench_close(&b);
}

int
main(void)
{
	const struct CMUnitTest	tests[] = {
#define T(name)	cmocka_unit_test(test_##name)
		T(a_modem_is_found_by_its_imei_or_its_sim),
		T(what_is_missing_is_said),
		T(what_another_program_holds_is_passed_over),
		T(a_modem_that_is_held_for_a_moment_is_waited_for),
		T(an_unplugged_modem_is_absent_and_found_elsewhere),
		T(a_reset_modem_is_waited_for),
		T(the_last_try_of_a_pin_is_not_used),
		T(a_blocked_sim_is_left_alone),
		T(no_sim_is_said),
		T(a_lost_network_is_told_within_half_a_minute),
		T(a_code_is_dialled_and_its_answer_told),
		T(ussd_answers_of_all_kinds_are_read_and_hurt_no_sms),
		T(every_oddity_of_a_modem_that_dials_is_read),
		T(the_same_message_twice_in_the_modem_is_told_once),
	};

	signal(SIGPIPE, SIG_IGN);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
