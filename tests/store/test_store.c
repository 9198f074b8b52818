/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * test_store - what store.c and list.c promise: a commit stays, nothing else
 * does; only our own database is touched; a list says what it was asked.
 */

#include "config.h"

#include <sys/stat.h>
#include <sys/wait.h>

#include <signal.h>

#include "tests/fixtures/store_fixture.h"

#include "embedded.h"
#include "store/event.h"
#include "store/inbox.h"
#include "store/list.h"
#include "store/outbox.h"
#include "store/seat.h"

static void
test_new_file_is_private_and_syncs_every_commit(void **state)
{
	struct fixture	*f = *state;
	struct stat	 sb;

	fixture_phone(f, 1);
	assert_int_equal(stat(f->path, &sb), 0);
	assert_int_equal(sb.st_mode & 0777, 0600);
	assert_int_equal(fixture_ask(f,
	    "SELECT journal_mode = 'wal' FROM pragma_journal_mode"), 1);
	assert_int_equal(fixture_ask(f, "PRAGMA user_version"),
	    store_schema_version());
	assert_int_equal(fixture_ask(f, "SELECT count(*) FROM sqlite_master "
	    "WHERE type = 'table' AND sql NOT LIKE '%STRICT%'"), 0);
}

static void
test_second_opener_is_refused_until_the_first_closes(void **state)
{
	struct fixture	*f = *state;

	assert_null(store_open(f->path));
	store_close(f->store);
	f->store = store_open(f->path);
	assert_non_null(f->store);
}

static void
test_database_that_is_not_ours_is_left_alone(void **state)
{
	static const struct {
		const char	*what, *sql;
	} cases[] = {
		{ "a table and no mark", "CREATE TABLE t (x)" },
		{ "another mark", "PRAGMA application_id = 7" },
		{ "another mark and a table",
		    "PRAGMA application_id = 7; CREATE TABLE t (x)" },
		{ "a version only", "PRAGMA user_version = 1" },
		{ "ours, from the future", "PRAGMA application_id = "
		    "1263816263; PRAGMA user_version = 99" },
		{ "our mark, no version",
		    "PRAGMA application_id = 1263816263" },
	};
	struct fixture	*f = *state;
	size_t		 i;

	store_close(f->store);
	f->store = NULL;
	for (i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		unlink(f->path);
		fixture_exec(f->path, cases[i].sql);
		if (store_open(f->path) != NULL)
			fail_msg("opened: %s", cases[i].what);
		assert_int_equal(fixture_ask(f, "SELECT count(*) FROM "
		    "sqlite_master WHERE name <> 't'"), 0);
	}
}

static void
test_file_that_is_no_database_is_refused_and_kept(void **state)
{
	struct fixture	*f = *state;
	struct stat	 sb;
	FILE		*out;

	store_close(f->store);
	unlink(f->path);
	out = fopen(f->path, "w");
	assert_non_null(out);
	fprintf(out, "%0600d", 0);
	fclose(out);
	f->store = store_open(f->path);
	assert_null(f->store);
	assert_int_equal(stat(f->path, &sb), 0);
	assert_int_equal(sb.st_size, 600);
	assert_null(store_open("/nonexistent/folder/k.db"));
}

static void
test_killed_process_loses_only_what_was_not_committed(void **state)
{
	struct fixture	*f = *state;
	int		 status;
	pid_t		 pid;

	store_close(f->store);
	f->store = NULL;
	pid = fork();
	if (pid == 0) {
		f->store = store_open(f->path);
		if (store_begin(f->store) == -1)
			_exit(1);
		fixture_phone(f, 1);
		if (store_commit(f->store) == -1 ||
		    store_begin(f->store) == -1)
			_exit(1);
		fixture_phone(f, 2);
		kill(getpid(), SIGKILL);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFSIGNALED(status));
	f->store = store_open(f->path);
	assert_non_null(f->store);
	assert_int_equal(fixture_ask(f, "SELECT count(*) FROM phone"), 1);
}

static void
test_rollback_undoes_and_changes_count_commits(void **state)
{
	struct fixture	*f = *state;
	int64_t		 before = store_changes(f->store);

	assert_false(store_in_transaction(f->store));
	assert_int_equal(store_begin(f->store), 0);
	assert_true(store_in_transaction(f->store));
	assert_int_equal(store_begin(f->store), -1);
	fixture_phone(f, 1);
	store_rollback(f->store);
	store_rollback(f->store);
	assert_false(store_in_transaction(f->store));
	assert_int_equal(store_commit(f->store), -1);
	assert_int_equal(store_changes(f->store), before);
	assert_int_equal(store_begin(f->store), 0);
	fixture_phone(f, 2);
	assert_int_equal(store_commit(f->store), 0);
	assert_int_equal(store_changes(f->store), before + 1);
	assert_int_equal(fixture_ask(f, "SELECT count(*) FROM phone"), 1);
}

/* After a refused row the transaction goes on: others' work is not lost. */
static void
test_refused_row_leaves_the_transaction_open(void **state)
{
	struct fixture	*f = *state;
	struct event	 e = { .report_id = 12345, .kind = "taken" };

	assert_int_equal(store_begin(f->store), 0);
	fixture_phone(f, 1);
	assert_int_equal(store_event_add(f->store, &e), -1);
	assert_true(store_in_transaction(f->store));
	assert_int_equal(store_commit(f->store), 0);
	assert_int_equal(fixture_ask(f, "SELECT count(*) FROM phone"), 1);
}

static void
test_backup_is_whole_and_holds_what_is_committed(void **state)
{
	struct fixture	*f = *state;
	struct fixture	 copy;
	struct stat	 sb;

	memset(&copy, 0, sizeof copy);
	snprintf(copy.path, sizeof copy.path, "%s/copy", f->dir);
	fixture_phone(f, 1);
	assert_int_equal(store_begin(f->store), 0);
	fixture_phone(f, 2);
	assert_int_equal(store_backup(f->store, copy.path), 0);
	assert_int_equal(store_commit(f->store), 0);
	assert_int_equal(stat(copy.path, &sb), 0);
	assert_int_equal(sb.st_mode & 0777, 0600);
	assert_int_equal(fixture_ask(&copy, "SELECT count(*) FROM phone"), 1);
	assert_int_equal(fixture_ask(&copy, "SELECT integrity_check = 'ok' "
	    "FROM pragma_integrity_check"), 1);
	copy.store = store_open(copy.path);
	assert_non_null(copy.store);
	store_close(copy.store);
}

static void
test_backup_never_overwrites(void **state)
{
	struct fixture	*f = *state;
	char		 name[128];
	FILE		*out;

	assert_int_equal(store_backup(f->store, f->path), -1);
	assert_int_equal(store_backup(f->store, "/nonexistent/copy"), -1);
	snprintf(name, sizeof name, "%s/copy.tmp", f->dir);
	out = fopen(name, "w");
	assert_non_null(out);
	fclose(out);
	name[strlen(name) - 4] = '\0';
	assert_int_equal(store_backup(f->store, name), -1);
	assert_int_equal(access(name, F_OK), -1);
	fixture_phone(f, 1);
	assert_int_equal(fixture_ask(f, "SELECT count(*) FROM phone"), 1);
}

/* ---- the words of the enums and those of the schema ---------------------- */

static void
test_every_state_word_fits_the_schema(void **state)
{
	struct fixture		*f = *state;
	int64_t			 phone = fixture_phone(f, 1), report;
	struct inbox_message	 in = { .phone_id = phone };
	struct outbox_message	 out = { .phone_id = phone };
	struct inbox_message	 in_back;
	struct outbox_message	 out_back;
	struct report		 report_back;
	int			 i;

	for (i = 0; i < INBOX_STATE_COUNT; i++) {
		in.state = (enum inbox_state)i;
		assert_int_equal(store_inbox_add(f->store, &in), 0);
		assert_int_equal(store_inbox_get(f->store, in.id, &in_back),
		    1);
		assert_int_equal(in_back.state, i);
	}
	for (i = 0; i < OUTBOX_STATE_COUNT; i++) {
		out.state = (enum outbox_state)i;
		out.coding = i % 2 == 0 ? TEXT_GSM7 : TEXT_UCS2;
		assert_int_equal(store_outbox_add(f->store, &out), 0);
		assert_int_equal(store_outbox_get(f->store, out.id,
		    &out_back), 1);
		assert_int_equal(out_back.state, i);
		assert_int_equal(out_back.coding, out.coding);
	}
	for (i = 0; i < REPORT_STATE_COUNT; i++) {
		report = fixture_report(f, phone, (enum report_state)i);
		assert_int_equal(store_report_get(f->store, report,
		    &report_back), 1);
		assert_int_equal(report_back.state, i);
	}
}

static void
test_every_kind_of_number_and_role_fits_the_schema(void **state)
{
	struct fixture	*f = *state;
	struct phone	 p;
	struct seat	 s = { .area = "*" }, back;
	char		 name[16];
	int64_t		 id;
	int		 i;

	for (i = NUMBER_PHONE; i <= NUMBER_BAD; i++) {
		snprintf(name, sizeof name, "%d", i);
		assert_int_equal(store_phone_find_or_add(f->store,
		    i == NUMBER_BAD ? "" : name, (enum number_kind)i, NOW,
		    &id), 0);
		assert_int_equal(store_phone_get(f->store, id, &p), 1);
		assert_int_equal(p.kind, i);
	}
	for (i = 0; i < SEAT_ROLE_COUNT; i++) {
		snprintf(s.name, sizeof s.name, "seat %d", i);
		s.role = (enum seat_role)i;
		s.state = i % 2 == 0 ? SEAT_ON : SEAT_OFF;
		assert_int_equal(store_seat_add(f->store, &s, NOW), 0);
		assert_int_equal(store_seat_get(f->store, s.id, &back), 1);
		assert_int_equal(back.role, i);
		assert_int_equal(back.state, s.state);
		assert_int_equal(seat_role_find(seat_role_name(s.role)), i);
	}
	assert_int_equal(seat_role_find("mayor"), -1);
}

/* ---- speed ----------------------------------------------------------------- */

/* A scan is fine where a partial index keeps only the few open rows. */
static bool
scans_much(sqlite3 *db, const char *detail)
{
	const char	*index = strstr(detail, "INDEX ");
	sqlite3_stmt	*q;
	bool		 partial = false;
	char		 name[64];

	if (strncmp(detail, "SCAN", 4) != 0 ||
	    strstr(detail, "CONSTANT ROW") != NULL ||
	    strstr(detail, "candidate") != NULL ||
	    strstr(detail, "taken") != NULL ||
	    strcmp(detail, "SCAN open") == 0 ||	/* of one row */
	    strstr(detail, "heard") != NULL ||	/* of one hour */
	    strstr(detail, "counted") != NULL || strstr(detail, "(") != NULL)
		return false;
	if (index == NULL || sscanf(index, "INDEX %63s", name) != 1)
		return true;
	assert_int_equal(sqlite3_prepare_v2(db, "SELECT sql LIKE '%WHERE%' "
	    "FROM sqlite_master WHERE name = ?", -1, &q, NULL), SQLITE_OK);
	sqlite3_bind_text(q, 1, name, -1, SQLITE_STATIC);
	if (sqlite3_step(q) == SQLITE_ROW)
		partial = sqlite3_column_int(q, 0) == 1;
	sqlite3_finalize(q);
	return !partial;
}

static void
check_plan(sqlite3 *db, const char *name, const char *sql)
{
	sqlite3_stmt	*q;
	char		 explain[4096];
	const char	*detail;

	snprintf(explain, sizeof explain, "EXPLAIN QUERY PLAN %s", sql);
	assert_int_equal(sqlite3_prepare_v2(db, explain, -1, &q, NULL),
	    SQLITE_OK);
	while (sqlite3_step(q) == SQLITE_ROW) {
		detail = (const char *)sqlite3_column_text(q, 3);
		if (scans_much(db, detail))
			fail_msg("%s: %s", name, detail);
	}
	sqlite3_finalize(q);
}

static void
test_no_statement_of_the_pipeline_reads_a_whole_table(void **state)
{
	struct fixture	*f = *state;
	sqlite3		*db;
	int		 i;

	assert_int_equal(sqlite3_open(f->path, &db), SQLITE_OK);
	for (i = 0; i < Q_COUNT; i++)
		if (strncmp(sql_query_name[i], "list_", 5) != 0 &&
		    strncmp(sql_query_name[i], "store_", 6) != 0)
			check_plan(db, sql_query_name[i], sql_query[i]);
	sqlite3_close(db);
}

/* ---- lists ------------------------------------------------------------------ */

struct seen {
	int	rows;
	int	stop_at;
	char	columns[256];
	char	text[1024];		/* the cells, '|' between, ';' ends */
	int64_t	first_number;
};

static int
see_row(void *arg, const struct store_cell *cell, int count)
{
	struct seen	*s = arg;
	size_t		 len;
	int		 i;

	s->columns[0] = '\0';
	for (i = 0; i < count; i++) {
		len = strlen(s->columns);
		snprintf(s->columns + len, sizeof s->columns - len, "%s%s",
		    i > 0 ? " " : "", cell[i].column);
		len = strlen(s->text);
		snprintf(s->text + len, sizeof s->text - len, "%s%s",
		    cell[i].text != NULL ? cell[i].text : "-",
		    i == count - 1 ? ";" : "|");
	}
	if (s->rows == 0 && cell[0].is_number)
		s->first_number = cell[0].number;
	return ++s->rows == s->stop_at;
}

static int
list(struct fixture *f, struct seen *s, const char *name,
    const struct store_param *p, size_t n)
{
	memset(s, 0, sizeof *s);
	return store_list(f->store, name, p, n, see_row, s);
}

static void
test_every_list_runs_with_every_filter_and_with_none(void **state)
{
	static const struct {
		const char	*name;
		const char	*params;
	} lists[] = {
		{ "list_reports", ":state :opd :kelurahan :since :limit" },
		{ "list_report", ":report" },
		{ "list_report_events", ":report" },
		{ "list_dispatches", ":report" },
		{ "list_messages_in", ":state :since :limit" },
		{ "list_messages_out", ":state :since :limit" },
		{ "list_triage", ":limit" },
		{ "list_seats", "" },
		{ "list_status_counts", ":since :now" },
		{ "list_late", ":state :opd :kelurahan :since :limit :now" },
		{ "list_report_deadlines", ":report" },
	};
	struct fixture		*f = *state;
	struct store_param	 p[8];
	struct seen		 s;
	char			 words[128], *w, *rest;
	size_t			 i, n;

	for (i = 0; i < sizeof lists / sizeof lists[0]; i++) {
		assert_int_equal(list(f, &s, lists[i].name, NULL, 0), 0);
		snprintf(words, sizeof words, "%s", lists[i].params);
		n = 0;
		memset(p, 0, sizeof p);
		for (w = strtok_r(words, " ", &rest); w != NULL;
		    w = strtok_r(NULL, " ", &rest))
			p[n++] = (struct store_param){ .name = w,
			    .number = 1 };
		assert_int_equal(list(f, &s, lists[i].name, p, n), 0);
	}
}

static void
test_only_lists_can_be_listed(void **state)
{
	struct fixture		*f = *state;
	struct store_param	 p = { .name = ":nonsense", .number = 1 };
	struct seen		 s;

	assert_int_equal(list(f, &s, "list_nothing", NULL, 0), -1);
	assert_int_equal(list(f, &s, "outbox_drop_older", NULL, 0), -1);
	assert_int_equal(list(f, &s, "list_seats", &p, 1), -1);
	assert_int_equal(list(f, &s, "list_seats", NULL, 0), 0);
}

static void
test_reports_are_filtered_newest_first(void **state)
{
	struct fixture		*f = *state;
	int64_t			 phone = fixture_phone(f, 1);
	struct store_param	 p[3] = {
		{ .name = ":state", .text = "routed" },
		{ .name = ":kelurahan", .text = "oesapa" },
		{ .name = ":limit", .number = 2 },
	};
	struct seen		 s;
	int			 i;

	for (i = 0; i < 3; i++)
		fixture_report(f, phone, REPORT_ROUTED);
	fixture_report(f, phone, REPORT_CLOSED);
	assert_int_equal(list(f, &s, "list_reports", NULL, 0), 0);
	assert_int_equal(s.rows, 4);
	assert_int_equal(s.first_number, 103);
	assert_int_equal(list(f, &s, "list_reports", p, 2), 0);
	assert_int_equal(s.rows, 3);
	assert_int_equal(s.first_number, 102);
	assert_int_equal(list(f, &s, "list_reports", p, 3), 0);
	assert_int_equal(s.rows, 2);
	p[0].text = "closed";
	assert_int_equal(list(f, &s, "list_reports", p, 3), 0);
	assert_int_equal(s.rows, 1);
	assert_int_equal(s.first_number, 103);
	p[1].text = "NAMOSAIN";
	assert_int_equal(list(f, &s, "list_reports", p, 3), 0);
	assert_int_equal(s.rows, 0);
}

static void
test_list_stops_when_told_and_can_be_asked_again(void **state)
{
	struct fixture	*f = *state;
	struct seen	 s = { .stop_at = 1 };
	int64_t		 phone = fixture_phone(f, 1);

	fixture_report(f, phone, REPORT_NEW);
	fixture_report(f, phone, REPORT_NEW);
	assert_int_equal(store_list(f->store, "list_reports", NULL, 0,
	    see_row, &s), 1);
	assert_int_equal(s.rows, 1);
	assert_int_equal(list(f, &s, "list_reports", NULL, 0), 0);
	assert_int_equal(s.rows, 2);
}

static void
test_messages_out_show_every_state(void **state)
{
	struct fixture		*f = *state;
	struct outbox_message	 m = { .phone_id = fixture_phone(f, 1),
				    .created_at = NOW, .text = "halo" };
	struct store_param	 p[2] = { { .name = ":state" },
				    { .name = ":since", .number = NOW } };
	struct seen		 s;
	int			 i;

	for (i = 0; i < OUTBOX_STATE_COUNT; i++) {
		m.state = (enum outbox_state)i;
		assert_int_equal(store_outbox_add(f->store, &m), 0);
	}
	assert_int_equal(list(f, &s, "list_messages_out", NULL, 0), 0);
	assert_int_equal(s.rows, OUTBOX_STATE_COUNT);
	for (i = 0; i < OUTBOX_STATE_COUNT; i++) {
		p[0].text = outbox_state_name((enum outbox_state)i);
		assert_int_equal(list(f, &s, "list_messages_out", p, 2), 0);
		assert_int_equal(s.rows, 1);
		assert_int_equal(s.first_number, i + 1);
	}
	p[1].number = NOW + 1;
	assert_int_equal(list(f, &s, "list_messages_out", p, 2), 0);
	assert_int_equal(s.rows, 0);
}

static void
test_status_counts_waiting_whole_and_past_since(void **state)
{
	struct fixture		*f = *state;
	int64_t			 phone = fixture_phone(f, 1);
	struct outbox_message	 m = { .phone_id = phone,
				    .created_at = NOW };
	struct store_param	 since = { .name = ":since",
				    .number = NOW + 1 };
	struct seen		 s;

	assert_int_equal(list(f, &s, "list_status_counts", NULL, 0), 0);
	assert_int_equal(s.rows, 0);
	fixture_report(f, phone, REPORT_NEW);
	fixture_report(f, phone, REPORT_CLOSED);
	assert_int_equal(store_outbox_add(f->store, &m), 0);
	m.state = OUTBOX_UNCERTAIN;
	assert_int_equal(store_outbox_add(f->store, &m), 0);
	m.state = OUTBOX_SENT;
	assert_int_equal(store_outbox_add(f->store, &m), 0);
	assert_int_equal(list(f, &s, "list_status_counts", NULL, 0), 0);
	assert_string_equal(s.columns, "what state count oldest_time");
	assert_non_null(strstr(s.text, "report|new|1|1763800000;"));
	assert_non_null(strstr(s.text, "report|unrouted|1|"));
	assert_non_null(strstr(s.text, "report|closed|1|-;"));
	assert_non_null(strstr(s.text, "outbox|due|1|1763800000;"));
	assert_non_null(strstr(s.text, "outbox|uncertain|1|"));
	assert_non_null(strstr(s.text, "outbox|sent|1|-;"));
	assert_int_equal(list(f, &s, "list_status_counts", &since, 1), 0);
	assert_non_null(strstr(s.text, "outbox|uncertain|1|"));
	assert_null(strstr(s.text, "outbox|sent|"));
	assert_null(strstr(s.text, "report|closed|"));
}

int
main(void)
{
	static const struct CMUnitTest	tests[] = {
		unit(test_new_file_is_private_and_syncs_every_commit),
		unit(test_second_opener_is_refused_until_the_first_closes),
		unit(test_database_that_is_not_ours_is_left_alone),
		unit(test_file_that_is_no_database_is_refused_and_kept),
		unit(test_killed_process_loses_only_what_was_not_committed),
		unit(test_rollback_undoes_and_changes_count_commits),
		unit(test_refused_row_leaves_the_transaction_open),
		unit(test_backup_is_whole_and_holds_what_is_committed),
		unit(test_backup_never_overwrites),
		unit(test_every_state_word_fits_the_schema),
		unit(test_every_kind_of_number_and_role_fits_the_schema),
		unit(test_no_statement_of_the_pipeline_reads_a_whole_table),
		unit(test_every_list_runs_with_every_filter_and_with_none),
		unit(test_only_lists_can_be_listed),
		unit(test_reports_are_filtered_newest_first),
		unit(test_list_stops_when_told_and_can_be_asked_again),
		unit(test_messages_out_show_every_state),
		unit(test_status_counts_waiting_whole_and_past_since),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
