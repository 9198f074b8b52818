/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * Every fault of a modem alone, on real processes: a daemon, for each fault
 * a modem that has it and a worker of its own, and beside them a healthy one.
 *
 * The promise is the same for all: each SMS is answered once, nothing is
 * left on the SIM, the modem is back by itself, the healthy one feels none
 * of it, and what the daemon recorded is what the network saw.
 */

#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "harness.h"

#define CASES_MAX	16
#define PROBES		4		/* of the healthy modem */
#define PROBE_MS	15000		/* on a busy machine */

enum ending {
	ANSWERED,	/* once, and recorded as sent */
	SILENT,		/* confirmed, and lost by the network */
	UNCERTAIN,	/* answered once; whether it was is not known */
	SHOWN		/* not answered, and a person is asked what to do */
};

struct fault_case {
	const char	*fault;
	enum ending	 ending;
	const char	*heal;		/* fault that ends it; NULL by itself */
};

/* What is asked of each modem, and what the answer has in it. */
struct question {
	const char	*text, *answer;
};

static const struct question report = { "LAPOR SAMPAH OESAPA depan pasar",
	"diterima" };
static const struct question help = { "BANTUAN", "LAPOR" };

/* The worker is ended early here, so that a hang takes seconds. */
static const char conf[] = "modem_deadline = \"6s\";\n"
	"modem_restart_max = \"2s\";\nsweep_interval = \"2s\";\n"
	"modem_down_after = \"10m\";\n";

static int64_t
now_ms(void)
{
	struct timespec	t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void
modem_name(char name[16], int i)
{
	snprintf(name, 16, "gsm%d", i + 2);
}

static void
set_fault(struct world *w, int i, const char *spec)
{
	char	name[16];

	modem_name(name, i);
	json_decref(world_sim(w, "{s:s, s:s, s:s}", "cmd", "fault", "modem",
	    name, "spec", spec));
}

static void
write_to(struct world *w, const char *modem, const char *from,
    const char *text)
{
	json_decref(world_sim(w, "{s:s, s:s, s:s, s:s}", "cmd", "sms",
	    "modem", modem, "from", from, "text", text));
}

/* A counter of the simulator's ledger. */
static int
ledger(struct world *w, const char *modem, const char *counter)
{
	json_t	*state = world_sim(w, "{s:s}", "cmd", "state"), *m;
	size_t	 i;
	int	 value = -1;

	json_array_foreach(json_object_get(state, "modems"), i, m)
		if (strcmp(json_string_value(json_object_get(m, "name")),
		    modem) == 0)
			value = (int)json_integer_value(json_object_get(m,
			    counter));
	json_decref(state);
	return value;
}

/* One after the other: the healthy modem answers as if it were alone. */
static void
probe(struct world *w, int round)
{
	char	from[24];
	int64_t	begin;

	for (int i = 0; i < PROBES; i++) {
		snprintf(from, sizeof from, "+62812000%d9%03d", round, i);
		begin = now_ms();
		write_to(w, "gsm1", from, "BANTUAN");
		world_wait(w, from, "LAPOR");
		if (now_ms() - begin > PROBE_MS)
			fail_msg("the healthy modem took %d ms",
			    (int)(now_ms() - begin));
	}
}

/* The SIM is empty again, whatever was on it. */
static void
wait_empty(struct world *w, const char *modem, const char *fault)
{
	int64_t	deadline = now_ms() + 60000;

	while (ledger(w, modem, "stored") > 0 ||
	    ledger(w, modem, "waiting") > 0) {
		if (now_ms() > deadline)
			fail_msg("%s: the SIM is not empty", fault);
		usleep(50000);
	}
}

static void
check_answer(struct world *w, const struct fault_case *c,
    const struct question *q, const char *citizen)
{
	print_message("  %s\n", c->fault);
	if (c->ending == ANSWERED || c->ending == UNCERTAIN)
		world_wait(w, citizen, q->answer);
	if (c->ending == UNCERTAIN || c->ending == SHOWN)
		world_wait_cli(w, "messages --out --state uncertain",
		    q->answer);
}

/* The fault is over, or the modem can live with it: it serves as before. */
static void
check_back(struct world *w, int i, const struct fault_case *c)
{
	char	modem[16], other[24];

	modem_name(modem, i);
	snprintf(other, sizeof other, "+628120002%04d", i);
	write_to(w, modem, other, "BANTUAN");
	world_wait(w, other, "LAPOR");
	wait_empty(w, modem, c->fault);
}

/* Neither lost nor doubled. */
static void
check_once(struct world *w, const struct fault_case *c,
    const struct question *q, const char *citizen)
{
	int	n = world_count(w, citizen, q->answer);

	if (n != (c->ending == ANSWERED || c->ending == UNCERTAIN))
		fail_msg("%s: %d answers", c->fault, n);
}

/* How many messages the daemon has recorded so. */
static int
recorded(struct world *w, const char *list, const char *which)
{
	static char	 out[262144];
	char		 args[96];
	json_t		*answer;
	int		 n;

	snprintf(args, sizeof args, "--json messages --%s %s --limit 1000",
	    list, which);
	assert_int_equal(world_cli(w, out, sizeof out, args), 0);
	assert_non_null(answer = json_loads(out, 0, NULL));
	n = (int)json_array_size(json_object_get(json_array_get(
	    json_object_get(answer, "tables"), 0), "rows"));
	json_decref(answer);
	return n;
}

/* The two ledgers, the network's and the daemon's, tell the same. */
static void
check_ledgers(struct world *w, const struct fault_case *cases, int n)
{
	json_t	*state = world_sim(w, "{s:s}", "cmd", "state");
	int	 sent = (int)json_integer_value(json_object_get(state,
		    "messages"));
	int	 silent = 0, uncertain = 0;

	json_decref(state);
	for (int i = 0; i < n; i++) {
		silent += cases[i].ending == SILENT;
		uncertain += cases[i].ending == UNCERTAIN;
	}
	assert_int_equal(recorded(w, "in", ""), 2 * PROBES + 2 * n);
	assert_int_equal(recorded(w, "out", "--state sent") +
	    recorded(w, "out", "--state delivered"),
	    sent + silent - uncertain);
}

/* Those of a list that FAULTS_CASE names; all if it is not set. */
static int
choose(const struct fault_case *cases, int n, struct fault_case *chosen)
{
	const char	*only = getenv("FAULTS_CASE");
	int		 count = 0;

	for (int i = 0; i < n; i++)
		if (only == NULL || strcmp(cases[i].fault, only) == 0)
			chosen[count++] = cases[i];
	return count;
}

/* Run the cases side by side, each with a modem of its own. */
static void
run_cases(const struct fault_case *all, int n, const struct question *q,
    const char *sim)
{
	struct world_options	 o = { .conf = conf, .sim = sim };
	struct fault_case	 cases[CASES_MAX];
	struct world		*w;
	char			 modem[16], citizen[CASES_MAX][24];

	assert_true(n <= CASES_MAX);
	if ((n = choose(all, n, cases)) == 0)
		return;
	o.modems = n + 1;
	w = world_new(&o);
	world_stop(w);
	for (int i = 0; i < n; i++) {
		modem_name(modem, i);
		set_fault(w, i, cases[i].fault);
		snprintf(citizen[i], sizeof citizen[i], "+628120001%04d", i);
		write_to(w, modem, citizen[i], q->text);
	}
	world_start(w);
	probe(w, 1);
	for (int i = 0; i < n; i++) {
		check_answer(w, &cases[i], q, citizen[i]);
		if (cases[i].heal != NULL)
			set_fault(w, i, cases[i].heal);
	}
	probe(w, 2);
	for (int i = 0; i < n; i++)
		check_back(w, i, &cases[i]);
	world_quiet(w);
	for (int i = 0; i < n; i++)
		check_once(w, &cases[i], q, citizen[i]);
	check_ledgers(w, cases, n);
	world_free(w);
}

#define RUN(cases, question, sim) \
	run_cases(cases, (int)(sizeof cases / sizeof cases[0]), question, sim)

static void
test_what_goes_wrong_with_a_send(void **state)
{
	static const struct fault_case	cases[] = {
		{ "no-prompt", SHOWN, NULL },
		{ "late-prompt=2s", ANSWERED, NULL },
		{ "error-prompt", ANSWERED, NULL },
		{ "late-cmgs=2s", ANSWERED, NULL },
		{ "lose-cmgs", UNCERTAIN, NULL },
		{ "same-mr=7", ANSWERED, NULL },
		{ "swallow", SILENT, NULL },
		{ "cms-error=500", ANSWERED, NULL },
	};

	(void)state;
	RUN(cases, &help, "--no-reports");
}

static void
test_what_goes_wrong_with_any_command(void **state)
{
	static const struct fault_case	cases[] = {
		{ "mute@5", ANSWERED, NULL },
		{ "mute=+CMGL", ANSWERED, NULL },
		{ "refuse=+CFUN:2", ANSWERED, NULL },
		{ "refuse=+CMMS:-1", ANSWERED, NULL },
		{ "refuse=+CMGL", ANSWERED, NULL },
		{ "cme-error=100:4", ANSWERED, NULL },
		{ "late=2s@10", ANSWERED, NULL },
		{ "hang=4s@12", ANSWERED, NULL },
		{ "no-echo:3", ANSWERED, NULL },
		{ "double-echo", ANSWERED, NULL },
		{ "blank-lines", ANSWERED, NULL },
	};

	(void)state;
	RUN(cases, &report, NULL);
}

static void
test_what_goes_wrong_on_the_wire(void **state)
{
	static const struct fault_case	cases[] = {
		{ "garbage=40:5", ANSWERED, NULL },
		{ "garble:3@5", ANSWERED, NULL },
		{ "split=1ms", ANSWERED, NULL },
		{ "chatter=200ms:15", ANSWERED, NULL },
		{ "chatter=2s", ANSWERED, NULL },
	};

	(void)state;
	RUN(cases, &report, NULL);
}

static void
test_what_goes_wrong_with_the_sim(void **state)
{
	static const struct fault_case	cases[] = {
		{ "delete-fails:3", ANSWERED, NULL },
		{ "delete-lies:3", ANSWERED, NULL },
		{ "no-cmti:5", ANSWERED, NULL },
		{ "wrong-cmti=3:5", ANSWERED, NULL },
		{ "wrong-store:5", ANSWERED, NULL },
		{ "deaf:3", ANSWERED, NULL },
		{ "duplicate:4", ANSWERED, NULL },
		{ "slots=last", ANSWERED, NULL },
		{ "from-zero", ANSWERED, NULL },
		{ "slots=random", ANSWERED, NULL },
		{ "same-store", ANSWERED, NULL },
		{ "empty-list=321", ANSWERED, NULL },
	};

	(void)state;
	RUN(cases, &report, NULL);
}

static void
test_dialects(void **state)
{
	static const struct fault_case	cases[] = {
		{ "cpms=bare", ANSWERED, NULL },
		{ "cpms=quote", ANSWERED, NULL },
		{ "cpms=extra", ANSWERED, NULL },
		{ "cpms=three", ANSWERED, NULL },
		{ "cpms=empty", ANSWERED, NULL },
		{ "cpms=ok", ANSWERED, NULL },
		{ "creg=single", ANSWERED, NULL },
		{ "creg=open", ANSWERED, NULL },
		{ "creg=lac", ANSWERED, NULL },
		{ "creg=ok", ANSWERED, NULL },
		{ "csca=bare", ANSWERED, NULL },
		{ "csca=ucs2", ANSWERED, NULL },
		{ "csca=noplus", ANSWERED, NULL },
	};

	(void)state;
	RUN(cases, &report, NULL);
}

static void
test_what_goes_wrong_with_reports_and_the_network(void **state)
{
	static const struct fault_case	cases[] = {
		{ "no-report", ANSWERED, NULL },
		{ "late-report=2s", ANSWERED, NULL },
		{ "shuffle-reports=2s", ANSWERED, NULL },
		{ "strange-report:3", ANSWERED, NULL },
		{ "flap=1s:4", ANSWERED, NULL },
	};

	(void)state;
	RUN(cases, &report, NULL);
}

int
main(void)
{
	static const struct CMUnitTest	tests[] = {
		cmocka_unit_test(test_what_goes_wrong_with_a_send),
		cmocka_unit_test(test_what_goes_wrong_with_any_command),
		cmocka_unit_test(test_what_goes_wrong_on_the_wire),
		cmocka_unit_test(test_what_goes_wrong_with_the_sim),
		cmocka_unit_test(test_dialects),
		cmocka_unit_test(
		    test_what_goes_wrong_with_reports_and_the_network),
	};

	/* An answer that libGammu misses while it opens costs it a minute. */
	setenv("DEADLINE_MS", "120000", 0);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
