/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * The admin's door: what it shows of modems and SIMs, and what it does to
 * them.
 */

#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/modem.h"
#include "store/sim.h"
#include "tests/fixtures/control_door.h"

/* ---- the promises ----------------------------------------------------- */

static void
test_status_counts_and_shows_the_modems(void **state)
{
	json_t		*reply, *facts, *table;

	(void)state;
	gw.roster.count = 1;
	reply = ask("{\"cmd\":\"status\"}");
	facts = json_object_get(reply, "facts");
	assert_int_equal(json_integer_value(json_object_get(facts,
	    "reports_open")), 0);
	assert_true(json_is_integer(json_object_get(facts, "queue")));
	assert_true(json_is_integer(json_object_get(facts, "reports_late")));
	assert_string_equal(json_string_value(json_object_get(facts,
	    "uptime")), "0d 01:00");
	table = json_array_get(json_object_get(reply, "tables"), 0);
	assert_string_equal(json_string_value(json_array_get(json_array_get(
	    json_object_get(table, "rows"), 0), 0)), "gsm1");
	json_decref(reply);
}

/* Ask about gsm1; the answer as text, the caller's. */
static char *
ask_modem(const char *request)
{
	json_t			*reply;
	char			*line;

	gw.roster.count = 1;
	reply = ask(request);
	line = json_dumps(reply, JSON_COMPACT);
	json_decref(reply);
	assert_non_null(line);
	return line;
}

static void
expect_modem(const char *request, const char *words)
{
	char	*line = ask_modem(request);

	if (strstr(line, words) == NULL)
		fail_msg("%s: no %s in %s", request, words, line);
	free(line);
}

static void
test_a_modem_is_shown_with_what_it_went_through(void **state)
{
	struct modem_event	e = { NOW, "ready", "absent", "no device" };

	(void)state;
	assert_int_equal(store_modem_add_event(gw.store, "gsm1", &e), 0);
	expect_modem("{\"cmd\":\"modem show\",\"args\":{\"name\":\"gsm1\"}}",
	    "\"ready\",\"absent\",\"no device\"");
	expect_modem("{\"cmd\":\"modem show\",\"args\":{\"name\":\"gsm1\"}}",
	    "\"coordinator_told\":\"modem_broken\"");
	expect_modem("{\"cmd\":\"modem show\",\"args\":{\"name\":\"gsm9\"}}",
	    "there is no modem gsm9");
}

static void
test_a_modems_sim_is_masked_unless_asked_for(void **state)
{
	(void)state;
	expect_modem("{\"cmd\":\"modem list\"}", "\"51010****001\"");
	expect_modem("{\"cmd\":\"modem list\",\"args\":{\"numbers\":true}}",
	    "\"510100000000001\"");
	expect_modem("{\"cmd\":\"modem list\"}", "\"30/30 full\"");
	expect_modem("{\"cmd\":\"modem list\"}", "\"0/100\"");
}

static void
test_a_modem_is_paused_drained_resumed_and_reset(void **state)
{
	(void)state;
	expect_modem("{\"cmd\":\"modem pause\",\"args\":{\"name\":\"gsm1\"}}",
	    "\"ok\":true");
	expect_modem("{\"cmd\":\"modem list\"}", "\"paused\"");
	expect_modem("{\"cmd\":\"modem drain\",\"args\":{\"name\":\"gsm1\"}}",
	    "\"ok\":true");
	expect_modem("{\"cmd\":\"modem list\"}", "\"drained\"");
	expect_modem("{\"cmd\":\"modem resume\",\"args\":{\"name\":\"gsm1\"}}",
	    "\"ok\":true");
	assert_int_equal(gsm1.hold, WORKER_HOLD_NONE);
	expect_modem("{\"cmd\":\"modem reset\",\"args\":{\"name\":\"gsm1\"}}",
	    "\"ok\":true");
	assert_int_equal(gsm1.resets, 1);
	expect_modem("{\"cmd\":\"modem accept\",\"args\":{\"name\":\"gsm1\"}}",
	    "gsm1: not this one");
}

/* A cell of the table of that name (NULL: the only one), by its column. */
static const char *
cell_of(const json_t *reply, const char *name, const char *column, char *out,
    size_t size)
{
	const json_t	*tables = json_object_get(reply, "tables"), *t = reply;
	const json_t	*cell = NULL;
	size_t		 i;

	for (i = 0; name != NULL && i < json_array_size(tables); i++)
		if (strcmp(json_string_value(json_object_get(
		    json_array_get(tables, i), "name")), name) == 0)
			t = json_array_get(tables, i);
	for (i = 0; i < json_array_size(json_object_get(t, "columns")); i++)
		if (strcmp(json_string_value(json_array_get(json_object_get(t,
		    "columns"), i)), column) == 0)
			cell = json_array_get(json_array_get(json_object_get(t,
			    "rows"), 0), i);
	if (json_is_integer(cell))
		snprintf(out, size, "%lld", (long long)json_integer_value(
		    cell));
	else
		snprintf(out, size, "%s", json_is_string(cell) ?
		    json_string_value(cell) : "-");
	return out;
}

static void
test_the_sims_and_what_the_modems_used_are_shown(void **state)
{
	static char		 name[] = "gsm1";
	static struct conf_modem limited = { .name = name, .per_minute = 6,
				    .per_hour = 100 };
	static const struct { const char *table, *column, *value; } cells[] = {
		{ "limits", "minute", "1/6" },
		{ "limits", "hour", "20/100" },
		{ "limits", "day", "300" },
		{ "limits", "sends", "urgent only" },
		{ "limits", "again_time", "1700000007" },
		{ "sims", "sim", "51010****111" },
		{ "sims", "state", "low" },
		{ "sims", "credit", "Rp 12.500" },
		{ "sims", "days_left", "12" },
		{ "sims", "answer", "-" },
	};
	struct sim	s = { .sim = "510100000000111", .modem = "gsm1",
			    .balance = 12500, .low = true, .told_at = NOW,
			    .answer = "Pulsa Rp 12.500" };
	json_t		*reply;
	char		 cell[128];
	size_t		 i;

	(void)state;
	conf.modem = &limited;
	conf.modem_count = 1;
	assert_int_equal(store_sim_put(gw.store, &s), 0);
	assert_int_equal(store_sim_add_balance(gw.store, s.sim,
	    NOW - 2 * 86400, 14500), 0);
	assert_int_equal(store_sim_add_balance(gw.store, s.sim, NOW, 12500),
	    0);
	reply = ask("{\"cmd\":\"status\"}");
	for (i = 0; i < COUNT(cells); i++)
		assert_string_equal(cell_of(reply, cells[i].table,
		    cells[i].column, cell, sizeof cell), cells[i].value);
	assert_string_equal(json_string_value(json_object_get(json_object_get(
	    reply, "facts"), "cost_per_day")), "no limit");
	json_decref(reply);
	reply = ask("{\"cmd\":\"sim list\",\"args\":{\"numbers\":true}}");
	assert_string_equal(cell_of(reply, NULL, "sim", cell, sizeof cell),
	    "510100000000111");
	assert_string_equal(cell_of(reply, NULL, "answer", cell, sizeof cell),
	    "Pulsa Rp 12.500");
	json_decref(reply);
	reply = ask("{\"cmd\":\"sim check\",\"args\":{\"name\":\"gsm9\"}}");
	assert_string_equal(json_string_value(json_object_get(reply,
	    "error")), "there is no modem gsm9");
	json_decref(reply);
	conf.modem_count = 0;
}

int
main(void)
{
#define TEST(f)	cmocka_unit_test_setup_teardown(f, control_setup, \
		    control_teardown)
	const struct CMUnitTest	tests[] = {
	    TEST(test_status_counts_and_shows_the_modems),
	    TEST(test_a_modem_is_shown_with_what_it_went_through),
	    TEST(test_a_modems_sim_is_masked_unless_asked_for),
	    TEST(test_a_modem_is_paused_drained_resumed_and_reset),
	    TEST(test_the_sims_and_what_the_modems_used_are_shown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
