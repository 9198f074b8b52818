/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * The admin's door: answers in order, refuses without traces, shows no phone
 * number unasked.  The store is real, the desk is ours.
 */

#include "config.h"

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include <errno.h>
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include <event2/event.h>
#include <jansson.h>

#include "base/log.h"
#include "conf/conf.h"
#include "daemon/gateway.h"
#include "desk/desk.h"
#include "doors/control/control.h"
#include "gateway/commit.h"
#include "gateway/credit/pulsa.h"
#include "gateway/fleet/fleet.h"
#include "gateway/fleet/worker.h"
#include "gateway/outbox.h"
#include "language/ticket.h"
#include "store/store.h"

#define COUNT(a)	(sizeof (a) / sizeof (a)[0])
#define ANSWER_SIZE	(256 * 1024)
#define DEADLINE_S	10
#define NOW		1700000000

static struct gateway	gw;
static struct conf	conf;
static char		dir[64], db_path[96], socket_path[96];
static int		kicks;
static enum worker_hold	held;

/* ---- what stands behind the door -------------------------------------- */

int64_t
gateway_now(void)
{
	return NOW;
}

void
gateway_kick(struct gateway *g)
{
	(void)g;
	kicks++;
}

/* Nothing here asks an operator or sends. */
int
pulsa_check(struct pulsa *p, const char *modem, char *why, size_t size)
{
	(void)p;
	if (strcmp(modem, "gsm1") == 0)
		return 0;
	snprintf(why, size, "there is no modem %s", modem);
	return -1;
}

int
outbox_account(struct outbox *ob, const char *modem, struct outbox_account *a)
{
	(void)ob;
	(void)modem;
	*a = (struct outbox_account){ .used = { 1, 20, 300 },
		.next_at = NOW + 7, .urgent_only = true };
	return 0;
}

int
desk_alarm(struct desk *desk, enum message_id id,
    const struct message_values *values, int64_t now)
{
	(void)desk;
	(void)id;
	(void)values;
	(void)now;
	fail_msg("no alarm is wanted here");
	return -1;
}

/* Always a faulty file. */
int
gateway_reload(struct gateway *g, struct conf_errors *errors)
{
	(void)g;
	conf_errors_add(errors, NULL, "a.conf:1: bad");
	conf_errors_add(errors, NULL, "a.conf:2: worse");
	return -1;
}

void
worker_status(const struct worker *worker, struct worker_status *s)
{
	(void)worker;
	*s = (struct worker_status){ .name = "gsm1", .state = WORKER_READY,
	    .detail = "", .signal = -1, .network = "51010",
	    .imsi = "510100000000001", .imei = "350000000000011",
	    .model = "", .device = "/dev/ttyUSB3",
	    .used = 30, .size = 30, .since = NOW, .hold = held };
}

const char *
worker_state_name(enum worker_state state)
{
	return state == WORKER_READY ? "ready" : "?";
}

/* ---- one modem, held as it is told ---- */

static struct conf_modem	modem = { .per_hour = 100 };
static struct modem_record	record = { .imsi = "510100000000001",
				    .told = "modem_broken" };
static int			resets;

struct worker *
gateway_find_modem(const struct gateway *g, const char *name)
{
	return strcmp(name, "gsm1") == 0 ? g->worker[0] : NULL;
}

const struct conf_modem *
gateway_modem(const struct gateway *g, const char *name)
{
	(void)g;
	return strcmp(name, "gsm1") == 0 ? &modem : NULL;
}

const char *
worker_name(const struct worker *worker)
{
	(void)worker;
	return "gsm1";
}

void
worker_reset(struct worker *worker)
{
	(void)worker;
	resets++;
}

const struct modem_record *
fleet_remembers(struct fleet *fleet, const char *name)
{
	(void)fleet;
	(void)name;
	return &record;
}

int
fleet_hold(struct fleet *fleet, struct worker *worker, enum worker_hold hold)
{
	(void)fleet;
	(void)worker;
	held = hold;
	return 0;
}

const char *
fleet_hold_name(enum worker_hold hold)
{
	return hold == WORKER_HOLD_PAUSED ? "paused" :
	    hold == WORKER_HOLD_DRAINED ? "drained" : "";
}

int
fleet_accept(struct fleet *fleet, struct worker *worker, char *why,
    size_t size)
{
	(void)fleet;
	(void)worker;
	snprintf(why, size, "gsm1: not this one");
	return 1;
}

/* The desk writes a row, then does as the text says. */
int
desk_send(struct desk *desk, const char *number, const char *text,
    int64_t now, int64_t *id, char *why, size_t size)
{
	int64_t	phone;

	(void)desk;
	assert_true(store_in_transaction(gw.store));
	assert_int_equal(store_phone_find_or_add(gw.store, number,
	    NUMBER_PHONE, now, &phone), 0);
	*id = 7;
	snprintf(why, size, "no");
	return strcmp(text, "refuse") == 0 ? 1 :
	    strcmp(text, "fail") == 0 ? -1 : 0;
}

int
desk_seat_add(struct desk *desk, struct seat *seat, const char *number,
    int64_t now, char *why, size_t size)
{
	(void)desk;
	(void)why;
	(void)size;
	assert_int_equal(store_phone_find_or_add(gw.store, number,
	    NUMBER_PHONE, now, &seat->phone_id), 0);
	return store_seat_add(gw.store, seat, now);
}

int
desk_seat_set(struct desk *desk, const char *name, const char *key,
    const char *value, int64_t now, char *why, size_t size)
{
	struct seat	seat;

	(void)desk;
	(void)now;
	if (strcmp(key, "holder") != 0) {
		snprintf(why, size, "no %s", key);
		return 1;
	}
	assert_int_equal(store_seat_find(gw.store, name, &seat), 1);
	snprintf(seat.holder, sizeof seat.holder, "%s", value);
	return store_seat_set(gw.store, &seat);
}

int
desk_seat_remove(struct desk *desk, const char *name, int64_t now, char *why,
    size_t size)
{
	(void)desk;
	(void)name;
	(void)now;
	snprintf(why, size, "there is no seat %s", name);
	return 1;
}

int
desk_seat_import(struct desk *desk, const char *text, int64_t now, char *why,
    size_t size)
{
	(void)desk;
	(void)text;
	(void)now;
	snprintf(why, size, "line 2: a\nline 3: b\n");
	return 1;
}

int
desk_triage_assign(struct desk *desk, int64_t id, const char *category,
    const char *kelurahan, int64_t now, char *why, size_t size)
{
	(void)desk;
	(void)now;
	snprintf(why, size, "%d %s %s", (int)id, category,
	    kelurahan != NULL ? kelurahan : "-");
	return 1;
}

int
desk_triage_close(struct desk *desk, int64_t id, char *why, size_t size)
{
	(void)desk;
	(void)id;
	(void)why;
	(void)size;
	return 0;
}

/* ---- a gateway and a client ------------------------------------------- */

static int
setup(void **state)
{
	(void)state;
	log_init("test", LOG_LEVEL_ERROR - 1);
	snprintf(dir, sizeof dir, "/tmp/test_control.XXXXXX");
	if (mkdtemp(dir) == NULL)
		return -1;
	snprintf(db_path, sizeof db_path, "%s/k.db", dir);
	snprintf(socket_path, sizeof socket_path, "%s/control.sock", dir);
	conf = (struct conf){ .path = "/x.conf", .database = db_path };
	gw = (struct gateway){ .conf = &conf, .started_at = NOW - 3600 };
	gw.base = event_base_new();
	event_base_priority_init(gw.base, PRIORITY_COUNT);
	gw.store = store_open(db_path);
	assert_non_null(gw.store);
	gw.commit = commit_new(gw.base, gw.store);
	gw.control = control_new(&gw, dir);
	assert_non_null(gw.control);
	kicks = 0;
	return 0;
}

static int
teardown(void **state)
{
	char	command[96];

	(void)state;
	control_free(gw.control);
	commit_free(gw.commit);
	store_close(gw.store);
	event_base_free(gw.base);
	snprintf(command, sizeof command, "rm -rf %s", dir);
	return system(command);
}

static int
client_open(void)
{
	struct sockaddr_un	sun = { .sun_family = AF_UNIX };
	int	fd = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0);

	memcpy(sun.sun_path, socket_path, strlen(socket_path) + 1);
	assert_int_equal(connect(fd, (struct sockaddr *)&sun, sizeof sun),
	    0);
	return fd;
}

/* Let the loop run until a line came; its length, or 0 if it was closed. */
static size_t
client_line(int fd, char *line, size_t size)
{
	time_t	until = time(NULL) + DEADLINE_S;
	size_t	len = 0;
	ssize_t	n;

	while (len + 1 < size) {
		event_base_loop(gw.base, EVLOOP_NONBLOCK);
		n = read(fd, line + len, 1);
		if (n == 0 || (n == -1 && errno == ECONNRESET))
			return 0;
		if (n == -1 && time(NULL) > until)
			fail_msg("no answer in %d s", DEADLINE_S);
		if (n == 1 && line[len++] == '\n')
			break;
	}
	line[len] = '\0';
	return len;
}

static json_t *
ask(const char *request)
{
	static char	 line[ANSWER_SIZE];
	int		 fd = client_open();
	json_t		*reply;

	assert_int_equal(write(fd, request, strlen(request)),
	    strlen(request));
	assert_int_equal(write(fd, "\n", 1), 1);
	assert_true(client_line(fd, line, sizeof line) > 0);
	close(fd);
	reply = json_loads(line, 0, NULL);
	assert_non_null(reply);
	return reply;
}

/* The error of a refusal, or "" when it was done. */
static void
ask_error(const char *request, char *error, size_t size)
{
	json_t		*reply = ask(request);
	const char	*text = json_string_value(json_object_get(reply,
			    "error"));

	assert_int_equal(text == NULL, json_is_true(json_object_get(reply,
	    "ok")));
	snprintf(error, size, "%s", text != NULL ? text : "");
	json_decref(reply);
}

static int
phones(void)
{
	int64_t	id;
	int	rc;

	assert_int_equal(store_begin(gw.store), 0);
	rc = store_phone_find_or_add(gw.store, "+6281200000009",
	    NUMBER_PHONE, NOW, &id);
	assert_int_equal(rc, 0);
	store_rollback(gw.store);
	return (int)id - 1;
}

static void
add_seat(void)
{
	char	error[128];

	ask_error("{\"cmd\":\"seat add\",\"args\":{\"name\":\"piket\","
	    "\"phone\":\"+6281200012345\",\"holder\":\"Ani\"}}", error,
	    sizeof error);
	assert_string_equal(error, "");
}

/* ---- the promises ----------------------------------------------------- */

static void
test_only_the_owner_may_reach_the_socket(void **state)
{
	struct stat	st;

	(void)state;
	assert_int_equal(stat(socket_path, &st), 0);
	assert_true(S_ISSOCK(st.st_mode));
	assert_int_equal(st.st_mode & 0777, 0600);
}

static void
test_what_is_not_understood_is_refused_and_says_why(void **state)
{
	static const struct { const char *request, *error; } cases[] = {
		{ "hello", "not a JSON object: " },
		{ "[1]", "not a JSON object" },
		{ "{}", "unknown command" },
		{ "{\"cmd\":\"fly\"}", "unknown command fly" },
		{ "{\"cmd\":\"report\"}", "ticket is missing" },
		{ "{\"cmd\":\"report\",\"args\":{\"ticket\":\"1001\"}}",
		    "1001 is not a ticket: its last digit" },
		{ "{\"cmd\":\"report\",\"args\":{\"ticket\":\"1007\"}}",
		    "there is no report 1007" },
		{ "{\"cmd\":\"reports\",\"args\":{\"state\":\"x\"}}",
		    "there is no report state x" },
		{ "{\"cmd\":\"reports\",\"args\":{\"opd\":\"X\"}}",
		    "there is no OPD X" },
		{ "{\"cmd\":\"reports\",\"args\":{\"late\":true,"
		    "\"opd\":\"X\"}}", "there is no OPD X" },
		{ "{\"cmd\":\"messages\",\"args\":{\"state\":\"x\"}}",
		    "there is no such state x" },
		{ "{\"cmd\":\"send\",\"args\":{\"number\":\"1\"}}",
		    "text is missing" },
		{ "{\"cmd\":\"seat add\",\"args\":{\"name\":\"a\"}}",
		    "phone is missing" },
		{ "{\"cmd\":\"seat add\",\"args\":{\"name\":\"a\","
		    "\"phone\":\"1\",\"role\":\"king\"}}",
		    "there is no role king" },
		{ "{\"cmd\":\"backup\",\"args\":{\"file\":\"x\"}}",
		    "x: the path must begin with /" },
		{ "{\"cmd\":\"triage assign\",\"args\":{\"id\":5,"
		    "\"category\":\"AIR\"}}", "5 AIR -" },
	};
	char	error[512];
	size_t	i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		ask_error(cases[i].request, error, sizeof error);
		if (strncmp(error, cases[i].error, strlen(cases[i].error))
		    != 0)
			fail_msg("%s: \"%s\", not \"%s\"", cases[i].request,
			    error, cases[i].error);
	}
}

static void
test_a_change_is_kept_when_it_is_answered(void **state)
{
	char	error[128];

	(void)state;
	ask_error("{\"cmd\":\"send\",\"args\":{\"number\":\"+6281200000001\","
	    "\"text\":\"hi\"}}", error, sizeof error);
	assert_string_equal(error, "");
	assert_false(store_in_transaction(gw.store));
	assert_int_equal(phones(), 1);
	assert_int_equal(kicks, 1);
}

static void
test_a_refusal_leaves_no_rows(void **state)
{
	char	error[128];

	(void)state;
	ask_error("{\"cmd\":\"send\",\"args\":{\"number\":\"+6281200000001\","
	    "\"text\":\"refuse\"}}", error, sizeof error);
	assert_string_equal(error, "no");
	assert_int_equal(phones(), 0);
	ask_error("{\"cmd\":\"send\",\"args\":{\"number\":\"+6281200000001\","
	    "\"text\":\"fail\"}}", error, sizeof error);
	assert_non_null(strstr(error, "the log says why"));
	assert_int_equal(phones(), 0);
	assert_false(store_in_transaction(gw.store));
	assert_int_equal(kicks, 0);
}

static void
test_a_refusal_takes_back_nobody_elses_work(void **state)
{
	char	error[128];
	int64_t	id;

	(void)state;
	assert_int_equal(commit_begin(gw.commit), 0);
	assert_int_equal(store_phone_find_or_add(gw.store, "+6281200000002",
	    NUMBER_PHONE, NOW, &id), 0);
	ask_error("{\"cmd\":\"send\",\"args\":{\"number\":\"+6281200000001\","
	    "\"text\":\"refuse\"}}", error, sizeof error);
	assert_string_equal(error, "no");
	assert_int_equal(phones(), 1);
}

static void
test_of_several_changes_all_are_made_or_none(void **state)
{
	char		error[128];
	struct seat	seat;

	(void)state;
	add_seat();
	ask_error("{\"cmd\":\"seat set\",\"args\":{\"name\":\"piket\","
	    "\"changes\":[\"holder=Budi\",\"size=9\"]}}", error,
	    sizeof error);
	assert_string_equal(error, "no size");
	assert_int_equal(store_seat_find(gw.store, "piket", &seat), 1);
	assert_string_equal(seat.holder, "Ani");
	ask_error("{\"cmd\":\"seat set\",\"args\":{\"name\":\"piket\","
	    "\"changes\":[\"holder=Budi\"]}}", error, sizeof error);
	assert_string_equal(error, "");
	assert_int_equal(store_seat_find(gw.store, "piket", &seat), 1);
	assert_string_equal(seat.holder, "Budi");
}

static void
test_several_faults_come_as_a_list(void **state)
{
	json_t	*reply = ask("{\"cmd\":\"seat import\",\"args\":{\"text\":"
		    "\"x\"}}"), *errors = json_object_get(reply, "errors");

	(void)state;
	assert_int_equal(json_array_size(errors), 2);
	assert_string_equal(json_string_value(json_array_get(errors, 1)),
	    "line 3: b");
	json_decref(reply);
	reply = ask("{\"cmd\":\"reload\"}");
	assert_true(json_is_false(json_object_get(reply, "ok")));
	errors = json_object_get(reply, "errors");
	assert_int_equal(json_array_size(errors), 2);
	assert_string_equal(json_string_value(json_array_get(errors, 0)),
	    "a.conf:1: bad");
	json_decref(reply);
}

static void
expect_phone(const char *request, const char *number)
{
	json_t		*reply = ask(request);
	const json_t	*columns = json_object_get(reply, "columns"), *name;
	const json_t	*row = json_array_get(json_object_get(reply, "rows"),
			    0);
	size_t		 i, found = 0;

	json_array_foreach(columns, i, name)
		if (strcmp(json_string_value(name), "phone") == 0) {
			assert_string_equal(json_string_value(
			    json_array_get(row, i)), number);
			found++;
		}
	assert_int_equal(found, 1);
	json_decref(reply);
}

static void
test_phone_numbers_are_masked_unless_asked_for(void **state)
{
	(void)state;
	add_seat();
	expect_phone("{\"cmd\":\"seat list\"}", "+62812****45");
	expect_phone("{\"cmd\":\"seat list\",\"args\":{\"numbers\":true}}",
	    "+6281200012345");
}

static void
test_status_counts_and_shows_the_modems(void **state)
{
	struct worker	*worker = NULL;
	json_t		*reply, *facts, *table;

	(void)state;
	gw.worker = &worker;
	gw.worker_count = 1;
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
	static struct worker	*worker = (struct worker *)&worker;
	json_t			*reply;
	char			*line;

	gw.worker = &worker;
	gw.worker_count = 1;
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
	assert_int_equal(held, WORKER_HOLD_NONE);
	resets = 0;
	expect_modem("{\"cmd\":\"modem reset\",\"args\":{\"name\":\"gsm1\"}}",
	    "\"ok\":true");
	assert_int_equal(resets, 1);
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
	static char		 gsm1[] = "gsm1";
	static struct conf_modem limited = { .name = gsm1, .per_minute = 6,
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

static void
test_requests_are_answered_in_order_however_they_are_cut(void **state)
{
	static const char	two[] = "{\"cmd\":\"a\"}\n{\"cmd\":\"b\"}\n";
	char			line[256];
	size_t			i;
	int			fd = client_open();

	(void)state;
	for (i = 0; i < sizeof two - 1; i++) {
		assert_int_equal(write(fd, two + i, 1), 1);
		event_base_loop(gw.base, EVLOOP_NONBLOCK);
	}
	assert_int_equal(write(fd, two, sizeof two - 1), sizeof two - 1);
	for (i = 0; i < 4; i++) {
		client_line(fd, line, sizeof line);
		assert_non_null(strstr(line, i % 2 == 0 ? "command a" :
		    "command b"));
	}
	close(fd);
}

static void
test_an_endless_request_is_cut_off(void **state)
{
	char	junk[4096], line[256];
	int	fd = client_open(), i;

	(void)state;
	memset(junk, 'x', sizeof junk);
	for (i = 0; i < 1000; i++) {
		if (send(fd, junk, sizeof junk, MSG_NOSIGNAL) == -1 &&
		    errno != EAGAIN)
			break;
		event_base_loop(gw.base, EVLOOP_NONBLOCK);
	}
	assert_int_equal(client_line(fd, line, sizeof line), 0);
	close(fd);
}

static void
test_too_many_connections_are_turned_away(void **state)
{
	char	line[256];
	int	fd[33], i;

	(void)state;
	for (i = 0; i < 33; i++) {
		fd[i] = client_open();
		event_base_loop(gw.base, EVLOOP_NONBLOCK);
	}
	assert_int_equal(client_line(fd[32], line, sizeof line), 0);
	assert_int_equal(write(fd[0], "{}\n", 3), 3);
	assert_true(client_line(fd[0], line, sizeof line) > 0);
	for (i = 0; i < 33; i++)
		close(fd[i]);
}

static void
test_a_dead_daemons_socket_is_replaced_a_living_ones_is_not(void **state)
{
	struct sockaddr_un	 sun = { .sun_family = AF_UNIX };
	struct control		*other;
	int			 fd;

	(void)state;
	assert_null(control_new(&gw, dir));
	assert_int_equal(access(socket_path, F_OK), 0);
	control_free(gw.control);
	assert_int_equal(access(socket_path, F_OK), -1);
	fd = socket(AF_UNIX, SOCK_STREAM, 0);
	memcpy(sun.sun_path, socket_path, strlen(socket_path) + 1);
	assert_int_equal(bind(fd, (struct sockaddr *)&sun, sizeof sun), 0);
	close(fd);
	other = control_new(&gw, dir);
	assert_non_null(other);
	gw.control = other;
}

int
main(void)
{
#define TEST(f)	cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest	tests[] = {
	    TEST(test_only_the_owner_may_reach_the_socket),
	    TEST(test_what_is_not_understood_is_refused_and_says_why),
	    TEST(test_a_change_is_kept_when_it_is_answered),
	    TEST(test_a_refusal_leaves_no_rows),
	    TEST(test_a_refusal_takes_back_nobody_elses_work),
	    TEST(test_of_several_changes_all_are_made_or_none),
	    TEST(test_several_faults_come_as_a_list),
	    TEST(test_phone_numbers_are_masked_unless_asked_for),
	    TEST(test_status_counts_and_shows_the_modems),
	    TEST(test_a_modem_is_shown_with_what_it_went_through),
	    TEST(test_a_modems_sim_is_masked_unless_asked_for),
	    TEST(test_a_modem_is_paused_drained_resumed_and_reset),
	    TEST(test_the_sims_and_what_the_modems_used_are_shown),
	    TEST(test_requests_are_answered_in_order_however_they_are_cut),
	    TEST(test_an_endless_request_is_cut_off),
	    TEST(test_too_many_connections_are_turned_away),
	    TEST(test_a_dead_daemons_socket_is_replaced_a_living_ones_is_not),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
