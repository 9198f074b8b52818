/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * What strangers may write: each hostile SMS, alone between two good ones and
 * all of them on one SIM, is kept where it belongs, frees its place, and
 * costs nobody else an answer.
 */

#include "config.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <sqlite3.h>

#include "deliver.h"
#include "harness.h"

#define STRANGER	"+6281200000777"
#define COUNT(a)	(int)(sizeof (a) / sizeof (a)[0])
#define MANY		"replies_per_hour = 100000;\nflood_after = 100000;\n" \
			"loop_after = 100000;\nunfinished_per_sender = 1000;\n"

/* ---- the database, beside the daemon ------------------------------------ */

/* The first value of the first row as a text, "" if there is none. */
static void
look(struct world *w, char *out, size_t size, const char *sql)
{
	sqlite3		*db;
	sqlite3_stmt	*q;
	char		 path[128];
	int		 rc = SQLITE_BUSY, tries;

	out[0] = '\0';
	snprintf(path, sizeof path, "%s/kentongan.db", world_dir(w));
	assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE,
	    NULL), SQLITE_OK);
	sqlite3_busy_timeout(db, 10000);
	if (sqlite3_prepare_v2(db, sql, -1, &q, NULL) != SQLITE_OK)
		fail_msg("%s: %s", sql, sqlite3_errmsg(db));
	for (tries = 0; tries < 100 && rc == SQLITE_BUSY; tries++)
		rc = sqlite3_step(q);
	if (rc == SQLITE_ROW && sqlite3_column_text(q, 0) != NULL)
		snprintf(out, size, "%s",
		    (const char *)sqlite3_column_text(q, 0));
	sqlite3_finalize(q);
	sqlite3_close(db);
}

static int
look_number(struct world *w, const char *sql)
{
	char	out[32];

	look(w, out, sizeof out, sql);
	return atoi(out);
}

/* ---- the table ---------------------------------------------------------- */

#define WAITS	"waits"		/* a part: no message yet */
#define REPORT	"report"	/* a delivery report: no message at all */

/* What somebody sends, and where it ends up. */
static const struct hostile {
	const char	*what;
	struct deliver	 pdu;
	const char	*hex;		/* instead, as it lies in the slot */
	const char	*state, *reason;
	const char	*text;		/* as kept; NULL: not looked at */
} hostiles[] = {
#include "hostile.inc"
};

static int64_t	stamp;		/* each SMS has its own second */

static void
deliver(struct world *w, const struct deliver *pdu)
{
	struct deliver	d = *pdu;
	char		hex[DELIVER_HEX];

	if (d.from == NULL)
		d.from = STRANGER;
	if (stamp == 0)
		stamp = time(NULL) - 3000;
	deliver_hex(&d, stamp++, hex);
	json_decref(world_sim(w, "{s:s, s:s}", "cmd", "pdu", "hex", hex));
}

static void
send_hostile(struct world *w, const struct hostile *h)
{
	if (h->hex == NULL)
		deliver(w, &h->pdu);
	else
		json_decref(world_sim(w, "{s:s, s:s, s:b}", "cmd", "pdu",
		    "hex", h->hex, "report", strcmp(h->state, REPORT) == 0));
}

static void
citizen(char number[24], int n)
{
	snprintf(number, 24, "+62812000%05d", 50000 + n);
}

static void
report_something(struct world *w, int n)
{
	char		number[24], text[64];
	struct deliver	good = { .from = number, .text = text };

	citizen(number, n);
	snprintf(text, sizeof text, "LAPOR SAMPAH OESAPA titik x%d", n);
	deliver(w, &good);
}

/* Until the citizen has been answered. */
static void
wait_answer(struct world *w, int n, const char *what)
{
	char	number[24];
	int	i;

	citizen(number, n);
	for (i = 0; i < 6000; i++) {
		if (world_count(w, number, "diterima") > 0)
			return;
		usleep(10000);
	}
	fail_msg("%s: %s got no answer", what, number);
}

/* ---- where it ended up --------------------------------------------------- */

static void
check_place(struct world *w, const struct hostile *h, int64_t after, int *bad)
{
	char	sql[512], got[8192], want[256];

	snprintf(sql, sizeof sql, "SELECT group_concat(state || '/' || reason,"
	    " '; ') FROM inbox WHERE id > %lld AND text NOT LIKE '%%titik x%%'",
	    (long long)after);
	look(w, got, sizeof got, sql);
	if (strcmp(h->state, WAITS) == 0 || strcmp(h->state, REPORT) == 0)
		want[0] = '\0';
	else
		snprintf(want, sizeof want, "%s/%s", h->state, h->reason);
	if (strcmp(got, want) != 0) {
		printf("  %s: kept as \"%s\", not \"%s\"\n", h->what, got,
		    want);
		snprintf(sql, sizeof sql, "SELECT group_concat(text, '; ')"
		    " FROM inbox WHERE id > %lld", (long long)after);
		look(w, got, sizeof got, sql);
		printf("    %s\n", got);
		++*bad;
	}
	if (h->text == NULL)
		return;
	snprintf(sql, sizeof sql, "SELECT text FROM inbox WHERE id > %lld"
	    " AND text NOT LIKE '%%titik x%%'", (long long)after);
	look(w, got, sizeof got, sql);
	if (strcmp(got, h->text) != 0) {
		printf("  %s: reads \"%s\", not \"%s\"\n", h->what, got,
		    h->text);
		++*bad;
	}
}

/* What is shown of it all: JSON whose rows have each column. */
static void
check_shown(struct world *w)
{
	static char	 out[1 << 20];
	json_t		*shown, *table, *row;
	size_t		 i, columns;

	assert_int_equal(world_cli(w, out, sizeof out,
	    "--json messages --in --limit 1000"), 0);
	assert_non_null(shown = json_loads(out, 0, NULL));
	table = json_array_get(json_object_get(shown, "tables"), 0);
	columns = json_array_size(json_object_get(table, "columns"));
	assert_true(columns > 5);
	assert_true(json_array_size(json_object_get(table, "rows")) > 60);
	json_array_foreach(json_object_get(table, "rows"), i, row)
		assert_int_equal(json_array_size(row), columns);
	json_decref(shown);
}

static void
test_each_hostile_sms_between_two_good_ones_harms_neither(void **state)
{
	struct world_options	 o = { .conf = MANY };
	struct world		*w = world_new(&o);
	const char		*only = getenv("HOSTILE");
	pid_t			 worker;
	int			 after, bad = 0, i;

	(void)state;
	report_something(w, 999);
	wait_answer(w, 999, "the first of all");
	world_quiet(w);
	worker = world_worker_pid(w, "gsm1");
	for (i = 0; i < COUNT(hostiles); i++) {
		if (only != NULL && strstr(hostiles[i].what, only) == NULL)
			continue;
		after = look_number(w, "SELECT max(id) FROM inbox");
		report_something(w, 2 * i);
		send_hostile(w, &hostiles[i]);
		report_something(w, 2 * i + 1);
		wait_answer(w, 2 * i, hostiles[i].what);
		wait_answer(w, 2 * i + 1, hostiles[i].what);
		/* Its place is free, and nothing comes after it. */
		if (!world_is_settled(w, 20, 20000)) {
			printf("  %s: its place is not free\n",
			    hostiles[i].what);
			bad++;
		}
		check_place(w, &hostiles[i], after, &bad);
		if (world_worker_pid(w, "gsm1") != worker) {
			printf("  %s: the worker did not survive\n",
			    hostiles[i].what);
			worker = world_worker_pid(w, "gsm1");
			bad++;
		}
	}
	assert_int_equal(bad, 0);
	if (only == NULL)
		check_shown(w);
	/* Nobody is answered who is not a person's phone. */
	assert_int_equal(look_number(w, "SELECT count(*) FROM outbox JOIN phone"
	    " ON phone.id = phone_id WHERE phone.kind <> 'phone'"), 0);
	world_free(w);
}

static void
test_all_hostile_sms_on_one_sim_leave_room_for_the_good_ones(void **state)
{
	struct world_options	 o = { .conf = MANY,
				    .sim = "--capacity 30" };
	struct world		*w = world_new(&o);
	char			 number[24];
	int			 i;

	(void)state;
	world_kill(w, SIGKILL);
	for (i = 0; i < COUNT(hostiles); i++) {
		send_hostile(w, &hostiles[i]);
		if (i % 5 == 0)
			report_something(w, i);
	}
	world_start(w);
	for (i = 0; i < COUNT(hostiles); i += 5)
		wait_answer(w, i, "all at once");
	world_quiet(w);
	for (i = 0; i < COUNT(hostiles); i += 5) {
		citizen(number, i);
		assert_int_equal(world_count(w, number, ""), 1);
	}
	printf("  %d hostile SMS\n", COUNT(hostiles));
	world_free(w);
}

/* ---- floods ------------------------------------------------------------- */

#define HALVES	1000
#define FLOOD	500		/* ten seconds of 50 SMS */

static void
deliver_part(struct world *w, const char *from, int ref, int parts, int part,
    const char *text)
{
	struct deliver	d = { .from = from, .text = text };
	char		udh[20];

	snprintf(udh, sizeof udh, "060804%04X%02X%02X", ref, parts, part);
	d.udh = udh;
	deliver(w, &d);
}

/* The city goes on while its modem brings what is there. */
static void
wait_drained(struct world *w)
{
	int	i;

	for (i = 0; i < 60; i++)
		if (world_is_settled(w, 300, 5000))
			return;
	fail_msg("the SIM is not empty");
}

static void
test_a_thousand_halves_from_one_number_cost_bounded_rows_and_no_other(
    void **state)
{
	static const char *const	words[] = { "LAPOR SAMPAH ",
	    "OESAPA depan ", "pasar" };
	struct world	*w = world_new(NULL);
	char		 text[32];
	int		 i, step = 0;

	(void)state;
	for (i = 0; i < HALVES; i++) {
		snprintf(text, sizeof text, "bagian %d", i);
		deliver_part(w, STRANGER, i, 3, 1 + i % 3, text);
		if (step < 3 && i == 400 + 5 * step) {
			deliver_part(w, CITIZEN, 4242, 3, step + 1,
			    words[step]);
			deliver_part(w, STRANGER, 4242, 3, step + 1,
			    words[step]);
			step++;
		}
	}
	world_sms(w, OTHER, "LAPOR LAMPU ALAK padam");
	world_wait(w, CITIZEN, "diterima");
	world_wait(w, OTHER, "diterima");
	wait_drained(w);
	assert_int_equal(look_number(w, "SELECT count(*) FROM inbox_part"
	    " WHERE text LIKE 'bagian %'"), HALVES);
	assert_true(look_number(w, "SELECT count(*) FROM inbox_part"
	    " WHERE inbox_id IS NULL") <= 20);
	assert_int_equal(look_number(w, "SELECT count(*) FROM inbox WHERE"
	    " complete = 1 AND text = 'LAPOR SAMPAH OESAPA depan pasar'"), 2);
	assert_true(look_number(w, "SELECT count(*) FROM inbox WHERE"
	    " state = 'triage'") <= 31);
	assert_true(world_count(w, STRANGER, "") <= 10);
	world_free(w);
}

static void
test_fifty_sms_a_second_from_one_number_are_stored_and_delay_no_other(
    void **state)
{
	struct world	*w = world_new(NULL);
	struct deliver	 d = { .from = STRANGER };
	char		 text[64];
	int		 i;

	(void)state;
	for (i = 0; i < FLOOD; i++) {
		snprintf(text, sizeof text, "LAPOR SAMPAH OESAPA dekat tiang %d", i);
		d.text = text;
		deliver(w, &d);
		if (i == FLOOD / 2)
			world_sms(w, OTHER, "LAPOR LAMPU ALAK padam");
	}
	world_wait(w, OTHER, "diterima");
	wait_drained(w);
	assert_int_equal(look_number(w, "SELECT count(*) FROM inbox WHERE"
	    " text LIKE 'LAPOR SAMPAH%'"), FLOOD);
	/* Its budget of answers, and as many again as may go unanswered. */
	assert_int_equal(look_number(w, "SELECT count(*) FROM report WHERE"
	    " category = 'SAMPAH'"), 40);
	/* Whatever became a report, its ticket was told. */
	world_quiet(w);
	assert_int_equal(world_count(w, STRANGER, "diterima"), 40);
	assert_int_equal(look_number(w, "SELECT count(*) FROM inbox WHERE"
	    " state = 'filed' AND reason = 'flood'"), FLOOD - 40);
	world_free(w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_hostile_sms_between_two_good_ones_harms_neither),
		cmocka_unit_test(test_all_hostile_sms_on_one_sim_leave_room_for_the_good_ones),
		cmocka_unit_test(test_a_thousand_halves_from_one_number_cost_bounded_rows_and_no_other),
		cmocka_unit_test(test_fifty_sms_a_second_from_one_number_are_stored_and_delay_no_other),
	};

	cmocka_set_test_filter(getenv("TEST_FILTER"));
	return cmocka_run_group_tests(tests, NULL, NULL);
}
