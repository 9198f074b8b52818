/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * Deadlines and escalation over a real database and the city's real
 * configuration, with a clock that the test moves.
 */

#include "config.h"

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

#include "conf.h"
#include "desk/desk.h"
#include "language/lexicon.h"
#include "language/ticket.h"
#include "log.h"
#include "store/store.h"

#define CITIZEN	"+6281200000001"
#define OTHER	"+6281200000002"
#define OFFICER	"+6281200000100"
#define HEAD	"+6281200000200"
#define DEPUTY	"+6281200000300"
#define LURAH	"+6281200000400"
#define COORD	"+6281200000500"
#define LEADER	"+6281200000600"
#define DAMKAR	"+6281200000700"
#define PUPR	"+6281200000800"

#define SENT_MAX	400
#define COUNT(a)	(sizeof (a) / sizeof (a)[0])

struct sent {
	char	to[NUMBER_SIZE];
	char	at[24];
	char	text[TEXT_MAX_BYTES];
};

struct city {
	char		 dir[64], path[128];
	struct store	*store;
	struct conf	*conf;
	struct lexicon	*lexicon;
	struct desk	*desk;
	int64_t		 now;
	struct sent	 sent[SENT_MAX];	/* in order, of all times */
	int		 sent_count;
};

/* ---- a city ------------------------------------------------------------ */

static struct conf *
read_conf(const char *dir)
{
	struct conf_errors	 errors = { 0 };
	struct conf		*conf;
	char			 path[128], link[128], real[4096], from[1024];
	FILE			*f;

	snprintf(from, sizeof from, "%s/etc/kupang", getenv("srcdir") != NULL ?
	    getenv("srcdir") : ".");
	assert_non_null(realpath(from, real));
	snprintf(link, sizeof link, "%s/kupang", dir);
	assert_int_equal(symlink(real, link), 0);
	snprintf(path, sizeof path, "%s/k.conf", dir);
	assert_non_null(f = fopen(path, "w"));
	fprintf(f, "database = \"%s/k.db\";\nmodems = ();\n"
	    "@include \"kupang/opd.conf\"\n@include \"kupang/categories.conf\"\n"
	    "@include \"kupang/kelurahan.conf\"\n@include \"kupang/words.conf\"\n"
	    "@include \"kupang/messages.conf\"\n"
	    "@include \"kupang/holidays.conf\"\n"
	    "@include \"kupang/escalation.conf\"\n", dir);
	fclose(f);
	if ((conf = conf_read(path, &errors)) == NULL)
		conf_errors_print(&errors, stdout);
	conf_errors_clear(&errors);
	unlink(path);
	unlink(link);
	return conf;
}

static void
seat(struct city *c, const char *name, const char *opd, enum seat_role role,
    const char *number)
{
	struct seat	s = { .role = role, .area = "*" };
	char		why[256] = "";

	snprintf(s.name, sizeof s.name, "%s", name);
	snprintf(s.opd, sizeof s.opd, "%s", opd);
	if (desk_seat_add(c->desk, &s, number, c->now, why, sizeof why) != 0)
		fail_msg("%s", why);
}

static void
deputy(struct city *c, const char *name, const char *number)
{
	struct seat	s;

	assert_int_equal(store_seat_find(c->store, name, &s), 1);
	assert_int_equal(store_phone_find_or_add(c->store, number,
	    NUMBER_PHONE, c->now, &s.deputy_phone_id), 0);
	assert_int_equal(store_seat_set(c->store, &s), 0);
}

static int64_t
at(const char *text)
{
	struct tm	tm = { .tm_isdst = -1 };

	assert_non_null(strptime(text, "%Y-%m-%d %H:%M", &tm));
	return (int64_t)mktime(&tm);
}

/* The machine starts: everything but the file is new. */
static void
open_city(struct city *c)
{
	assert_non_null(c->store = store_open(c->path));
	assert_non_null(c->desk = desk_new(c->store));
	desk_use(c->desk, c->conf, c->lexicon);
	assert_int_equal(store_begin(c->store), 0);
}

static void
close_city(struct city *c)
{
	assert_int_equal(store_commit(c->store), 0);
	desk_free(c->desk);
	store_close(c->store);
}

static int
setup(void **state)
{
	struct city	*c = calloc(1, sizeof *c);

	log_init("test", LOG_LEVEL_ERROR);
	setenv("TZ", "Asia/Makassar", 1);
	tzset();
	snprintf(c->dir, sizeof c->dir, "/tmp/kentongan-late.XXXXXX");
	assert_non_null(mkdtemp(c->dir));
	snprintf(c->path, sizeof c->path, "%s/k.db", c->dir);
	assert_non_null(c->conf = read_conf(c->dir));
	assert_non_null(c->lexicon = lexicon_new(&c->conf->city));
	c->now = at("2026-12-17 14:00");	/* a Thursday */
	open_city(c);
	seat(c, "piket DLH", "DLH", SEAT_OFFICER, OFFICER);
	*state = c;
	return 0;
}

static int
teardown(void **state)
{
	struct city	*c = *state;
	char		 command[128];

	store_rollback(c->store);
	desk_free(c->desk);
	lexicon_free(c->lexicon);
	conf_free(c->conf);
	store_close(c->store);
	snprintf(command, sizeof command, "rm -rf %s", c->dir);
	assert_int_equal(system(command), 0);
	free(c);
	return 0;
}

static void
whole_ladder(struct city *c)
{
	deputy(c, "piket DLH", DEPUTY);
	seat(c, "kepala DLH", "DLH", SEAT_HEAD, HEAD);
	seat(c, "lurah", "", SEAT_LURAH, LURAH);
	seat(c, "koordinator", "", SEAT_COORDINATOR, COORD);
	seat(c, "walikota", "", SEAT_LEADER, LEADER);
}

/* ---- time passes ------------------------------------------------------- */

static void
stamp(int64_t when, char text[24])
{
	time_t		t = (time_t)when;
	struct tm	tm;

	strftime(text, 24, "%Y-%m-%d %H:%M", localtime_r(&t, &tm));
}

/* The modem sends all that is due. */
static void
send_due(struct city *c)
{
	struct outbox_message	 out;
	struct sent		*s;

	while (store_outbox_due(c->store, c->now, "gsm1", true, &out) == 1) {
		assert_int_equal(store_outbox_sending(c->store, out.id,
		    out.next_part, "gsm1", "gsm1", c->now), 0);
		assert_int_equal(store_outbox_part_sent(c->store, out.id,
		    out.next_part, 1, c->now), 0);
		if (out.next_part < out.parts)
			continue;
		assert_true(c->sent_count < SENT_MAX);
		s = &c->sent[c->sent_count++];
		snprintf(s->to, sizeof s->to, "%s", out.number);
		snprintf(s->text, sizeof s->text, "%s", out.text);
		stamp(c->now, s->at);
	}
}

static int64_t
next_moment(struct city *c)
{
	int64_t	timer, next;

	if (desk_next_timer(c->desk, &timer) != 1)
		timer = INT64_MAX;
	if (store_outbox_next_try(c->store, &next) != 1)
		next = INT64_MAX;
	return timer < next ? timer : next;
}

/* Let the clock run to a moment, with everything that happens until then. */
static void
run_to(struct city *c, const char *until)
{
	int64_t	end = at(until), next;
	int	turns = 0;

	for (send_due(c); (next = next_moment(c)) <= end; send_due(c)) {
		if (next > c->now)
			c->now = next;
		assert_true(desk_run_timers(c->desk, c->now, 50) >= 0);
		assert_true(++turns < 2000);
	}
	c->now = end;
}

/* An SMS comes now, sent at a moment by the SMSC's clock. */
static void
sms_sent(struct city *c, const char *from, const char *text, int64_t sent)
{
	struct inbox_message	in = { .class = -1, .complete = true };

	assert_int_equal(store_phone_find_or_add(c->store, from, NUMBER_PHONE,
	    c->now, &in.phone_id), 0);
	in.sent_at = sent;
	in.received_at = c->now;
	snprintf(in.modem, sizeof in.modem, "gsm1");
	snprintf(in.sim, sizeof in.sim, "gsm1");
	snprintf(in.text, sizeof in.text, "%s", text);
	assert_int_equal(store_inbox_add(c->store, &in), 0);
	assert_int_equal(desk_receive(c->desk, &in, c->now), 0);
	send_due(c);
}

static void
sms(struct city *c, const char *from, const char *text)
{
	sms_sent(c, from, text, c->now);
}

/* ---- what came of it --------------------------------------------------- */

/* The n-th SMS (0 the first) to a number with these words, or NULL. */
static const struct sent *
find(struct city *c, const char *to, const char *words, int n)
{
	int	i;

	for (i = 0; i < c->sent_count; i++)
		if (strcmp(c->sent[i].to, to) == 0 &&
		    strstr(c->sent[i].text, words) != NULL && n-- == 0)
			return &c->sent[i];
	return NULL;
}

static int
count(struct city *c, const char *to, const char *words)
{
	int	n = 0;

	while (find(c, to, words, n) != NULL)
		n++;
	return n;
}

static void
print_sent(struct city *c)
{
	int	i;

	for (i = 0; i < c->sent_count; i++)
		print_message("%s %s %s\n", c->sent[i].at, c->sent[i].to,
		    c->sent[i].text);
}

static const struct sent *
expect(struct city *c, const char *to, const char *words, const char *when)
{
	const struct sent	*s = find(c, to, words, 0);

	if (s == NULL || strcmp(s->at, when) != 0) {
		print_sent(c);
		fail_msg("%s \"%s\": %s, not %s", to, words,
		    s != NULL ? s->at : "never", when);
	}
	return s;
}

static void
expect_nothing(struct city *c, const char *to, const char *words)
{
	if (find(c, to, words, 0) == NULL)
		return;
	print_sent(c);
	fail_msg("%s got \"%s\"", to, words);
}

static int64_t
report_of(struct city *c, const char *number, struct report *r)
{
	int64_t	phone;

	assert_int_equal(store_phone_find_or_add(c->store, number,
	    NUMBER_PHONE, c->now, &phone), 0);
	assert_int_equal(store_report_latest(c->store, phone, ~0u, r), 1);
	return r->id;
}

static void
command(struct city *c, const char *from, const char *fmt, int64_t report)
{
	char	text[128], ticket[TICKET_SIZE];

	ticket_from_sequence(report, ticket);
	snprintf(text, sizeof text, "%s %s", fmt, ticket);
	sms(c, from, text);
}

/* With the code of the SMS that told this number of it last. */
static void
command_code(struct city *c, const char *from, const char *word,
    int64_t report, const char *rest)
{
	char		 text[128], ticket[TICKET_SIZE], code[3] = "";
	const char	*k;
	int		 i;

	ticket_from_sequence(report, ticket);
	for (i = 0; i < c->sent_count; i++)
		if (strcmp(c->sent[i].to, from) == 0 &&
		    strstr(c->sent[i].text, ticket) != NULL &&
		    (k = strstr(c->sent[i].text, "Kode ")) != NULL)
			snprintf(code, sizeof code, "%.2s", k + 5);
	snprintf(text, sizeof text, "%s %s %s %s", word, ticket, code, rest);
	sms(c, from, text);
}

static int
count_row(void *arg, const struct store_cell *cells, int n)
{
	const struct store_cell	*wanted = (const struct store_cell *)arg;
	int			*found = (int *)(uintptr_t)wanted->number, i;

	for (i = 0; i < n; i++)
		if (strcmp(cells[i].column, "event") == 0 &&
		    cells[i].text != NULL &&
		    strcmp(cells[i].text, wanted->text) == 0)
			(*found)++;
	return 0;
}

static int
events(struct city *c, int64_t report, const char *kind)
{
	struct store_param	p = { .name = ":report", .number = report };
	int			found = 0;
	struct store_cell	wanted = { .text = kind,
				    .number = (int64_t)(uintptr_t)&found };

	assert_int_equal(store_list(c->store, "list_report_events", &p, 1,
	    count_row, &wanted), 0);
	return found;
}

static struct deadline
clock_of(struct city *c, int64_t report, enum deadline_kind kind)
{
	struct deadline	d;

	assert_int_equal(store_deadline_last(c->store, report, kind, &d), 1);
	return d;
}

static void
expect_limit(struct city *c, int64_t report, enum deadline_kind kind,
    const char *want)
{
	char	text[24];

	stamp(clock_of(c, report, kind).limit_at, text);
	assert_string_equal(text, want);
}

/* ---- the tests --------------------------------------------------------- */

static void
test_nobody_acts_for_eleven_days_and_the_whole_ladder_hears(void **state)
{
	struct city		*c = *state;
	const struct sent	*s;
	struct report		 r;

	whole_ladder(c);
	sms(c, CITIZEN, "LAPOR SAMPAH OESAPA depan pasar");
	report_of(c, CITIZEN, &r);
	expect_limit(c, r.id, DEADLINE_TAKE, "2026-12-18 13:30");
	expect_limit(c, r.id, DEADLINE_FINISH, "2026-12-28 16:00");
	/* 17 is a Thursday, 24 and 25 are holidays. */
	run_to(c, "2026-12-28 23:00");
	expect(c, OFFICER, "belum diterima. Batas 18/12 13:30",
	    "2026-12-18 11:30");
	s = expect(c, DEPUTY, "belum diterima", "2026-12-18 13:30");
	assert_non_null(strstr(s->text, "piket DLH: depan pasar"));
	s = expect(c, HEAD, "belum diterima", "2026-12-21 08:30");
	assert_non_null(strstr(s->text, "Lewat 2 hari"));
	expect(c, LURAH, "belum diterima", "2026-12-22 08:00");
	expect(c, COORD, "belum diterima", "2026-12-22 16:00");
	/* the take's leader and the finish come together: one speaks */
	expect(c, LEADER, "belum selesai", "2026-12-28 16:00");
	expect_nothing(c, LEADER, "belum diterima");
	assert_int_equal(count(c, OFFICER, "lewat batas"), 5);
	assert_int_equal(events(c, r.id, "escalated"), 5);
	assert_int_equal(events(c, r.id, "reminded"), 1);
	/* each once, then silence, and it still stands as late */
	run_to(c, "2027-02-01 08:00");
	assert_int_equal(count(c, LEADER, "belum"), 1);
	assert_int_equal(count(c, HEAD, "belum"), 1);
	assert_int_equal(clock_of(c, r.id, DEADLINE_FINISH).ended_at, 0);
}

static void
test_whoever_takes_it_stops_the_first_clock(void **state)
{
	struct city	*c = *state;
	struct report	 r;

	whole_ladder(c);
	sms(c, CITIZEN, "LAPOR SAMPAH OESAPA depan pasar");
	report_of(c, CITIZEN, &r);
	run_to(c, "2026-12-18 09:00");
	command(c, OFFICER, "TERIMA", r.id);
	assert_string_equal(clock_of(c, r.id, DEADLINE_TAKE).outcome, "met");
	run_to(c, "2026-12-22 07:00");
	expect_nothing(c, OFFICER, "belum diterima");
	expect_nothing(c, DEPUTY, "belum");
	/* two of five days before the end, when the office opens */
	run_to(c, "2026-12-28 15:00");
	expect(c, OFFICER, "belum selesai", "2026-12-23 07:30");
	command_code(c, OFFICER, "SELESAI", r.id, "sudah bersih");
	assert_string_equal(clock_of(c, r.id, DEADLINE_FINISH).outcome,
	    "met");
	run_to(c, "2027-01-10 08:00");
	expect_nothing(c, DEPUTY, "belum");
	expect_nothing(c, LEADER, "belum");
}

static void
test_who_is_told_may_act(void **state)
{
	struct city	*c = *state;
	struct report	 r;

	seat(c, "kepala DLH", "DLH", SEAT_HEAD, HEAD);
	sms(c, CITIZEN, "LAPOR SAMPAH OESAPA depan pasar");
	report_of(c, CITIZEN, &r);
	run_to(c, "2026-12-18 14:00");
	expect(c, HEAD, "belum diterima piket DLH", "2026-12-18 13:30");
	command_code(c, HEAD, "SELESAI", r.id, "sudah diangkut");
	report_of(c, CITIZEN, &r);
	assert_int_equal(r.state, REPORT_DONE);
	assert_string_equal(clock_of(c, r.id, DEADLINE_TAKE).outcome, "late");
}

static void
test_a_deputy_who_is_told_may_act(void **state)
{
	struct city	*c = *state;
	struct report	 r;

	deputy(c, "piket DLH", DEPUTY);
	sms(c, CITIZEN, "LAPOR SAMPAH OESAPA depan pasar");
	report_of(c, CITIZEN, &r);
	run_to(c, "2026-12-18 14:00");
	expect(c, DEPUTY, "belum diterima piket DLH", "2026-12-18 13:30");
	command_code(c, DEPUTY, "SELESAI", r.id, "sudah diangkut");
	report_of(c, CITIZEN, &r);
	assert_int_equal(r.state, REPORT_DONE);
}

static void
test_who_got_it_because_a_seat_is_silent_is_not_told_it_twice(void **state)
{
	struct city	*c = *state;
	struct report	 r;
	char		 text[64];
	int		 i;

	seat(c, "kepala DLH", "DLH", SEAT_HEAD, HEAD);
	seat(c, "lurah", "", SEAT_LURAH, LURAH);
	for (i = 0; i < 4; i++) {
		snprintf(text, sizeof text, "LAPOR SAMPAH OESAPA tempat %d",
		    i);
		sms(c, CITIZEN, text);
		run_to(c, i == 2 ? "2026-12-17 15:30" : "2026-12-17 14:30");
	}
	report_of(c, CITIZEN, &r);
	/* three are missed: the head has the fourth before its time is over */
	run_to(c, "2026-12-18 14:59");
	assert_int_equal(count(c, HEAD, "piket DLH tidak dapat"), 1);
	assert_int_equal(count(c, HEAD, "belum diterima"), 3);
	run_to(c, "2026-12-18 15:30");
	assert_int_equal(count(c, HEAD, "belum diterima"), 3);
	assert_int_equal(events(c, r.id, "escalated"), 1);
	command_code(c, HEAD, "TERIMA", r.id, "");
	/* and it climbs on where nobody takes it */
	run_to(c, "2026-12-22 12:00");
	assert_int_equal(count(c, LURAH, "belum diterima"), 3);
}

static void
test_an_urgent_report_climbs_at_night_by_the_clock(void **state)
{
	struct city	*c = *state;
	struct report	 r;

	whole_ladder(c);
	seat(c, "regu DAMKAR", "DAMKAR", SEAT_OFFICER, DAMKAR);
	seat(c, "kepala DAMKAR", "DAMKAR", SEAT_HEAD, OTHER);
	c->now = at("2026-12-20 02:00");	/* a Sunday */
	sms(c, CITIZEN, "Kebakaran di Oesapa depan pasar, api su besar");
	report_of(c, CITIZEN, &r);
	assert_true(r.urgent);
	expect(c, CITIZEN, "DARURAT", "2026-12-20 02:00");
	run_to(c, "2026-12-20 12:00");
	expect(c, DAMKAR, "DARURAT", "2026-12-20 02:00");
	expect(c, DAMKAR, "belum diterima. Batas 20/12 02:15",
	    "2026-12-20 02:11");
	expect(c, OTHER, "belum diterima regu DAMKAR", "2026-12-20 02:15");
	expect(c, LURAH, "Lewat 15 menit", "2026-12-20 02:30");
	expect(c, COORD, "belum diterima", "2026-12-20 03:00");
	expect(c, LEADER, "Lewat 1 jam", "2026-12-20 04:00");
}

static void
test_routine_notices_wait_for_the_morning(void **state)
{
	struct city	*c = *state;
	struct report	 r;

	/* what somebody has just done waits only where the city wants it */
	c->now = at("2026-12-16 22:30");
	sms(c, OTHER, "LAPOR SAMPAH ALAK di kali");
	expect(c, OFFICER, "di kali", "2026-12-16 22:30");
	c->conf->quiet_dispatches = true;
	c->now = at("2026-12-17 22:30");
	sms(c, CITIZEN, "LAPOR SAMPAH OESAPA depan pasar");
	/* who has just written is answered at once */
	expect(c, CITIZEN, "diterima", "2026-12-17 22:30");
	expect_nothing(c, OFFICER, "depan pasar");
	run_to(c, "2026-12-18 07:00");
	expect(c, OFFICER, "depan pasar", "2026-12-18 06:00");
	report_of(c, CITIZEN, &r);
	/* the night is no office time */
	expect_limit(c, r.id, DEADLINE_TAKE, "2026-12-18 15:30");
	c->now = at("2026-12-18 23:00");
	command(c, OFFICER, "TERIMA", r.id);
	expect(c, OFFICER, "ada pada Anda", "2026-12-18 23:00");
	expect_nothing(c, CITIZEN, "sudah diterima petugas");
	run_to(c, "2026-12-19 07:00");
	expect(c, CITIZEN, "sudah diterima petugas", "2026-12-19 06:00");
}

static void
test_the_clock_starts_when_the_citizen_sent_it(void **state)
{
	struct city	*c = *state;
	struct report	 r;

	seat(c, "kepala DLH", "DLH", SEAT_HEAD, HEAD);
	/* it waited two hours for the network */
	sms_sent(c, CITIZEN, "LAPOR SAMPAH OESAPA depan pasar",
	    at("2026-12-17 12:00"));
	report_of(c, CITIZEN, &r);
	expect_limit(c, r.id, DEADLINE_TAKE, "2026-12-18 11:30");
	/* a clock that cannot be right is not believed */
	sms_sent(c, OTHER, "LAPOR SAMPAH OESAPA di kali",
	    at("2019-01-01 00:00"));
	report_of(c, OTHER, &r);
	expect_limit(c, r.id, DEADLINE_TAKE, "2026-12-18 13:30");
	sms_sent(c, OTHER, "LAPOR SAMPAH ALAK di kali",
	    at("2027-01-01 00:00"));
	report_of(c, OTHER, &r);
	expect_limit(c, r.id, DEADLINE_TAKE, "2026-12-18 13:30");
}

static void
test_who_gets_it_late_still_has_a_quarter_of_the_time(void **state)
{
	struct city	*c = *state;
	struct report	 r;

	seat(c, "kepala DLH", "DLH", SEAT_HEAD, HEAD);
	/* the machine was off for three days */
	sms_sent(c, CITIZEN, "LAPOR SAMPAH OESAPA depan pasar",
	    at("2026-12-14 08:00"));
	report_of(c, CITIZEN, &r);
	expect_limit(c, r.id, DEADLINE_TAKE, "2026-12-14 16:00");
	run_to(c, "2026-12-18 12:00");
	expect_nothing(c, OFFICER, "Mengingatkan");
	expect(c, HEAD, "Lewat 3 hari", "2026-12-17 16:00");
}

static void
test_forwarding_does_not_start_the_clock_again(void **state)
{
	struct city	*c = *state;
	struct report	 r;
	int64_t		 id, first;

	seat(c, "piket PUPR", "PUPR", SEAT_OFFICER, PUPR);
	seat(c, "kepala PUPR", "PUPR", SEAT_HEAD, HEAD);
	sms(c, CITIZEN, "LAPOR SAMPAH OESAPA got tersumbat");
	id = report_of(c, CITIZEN, &r);
	first = clock_of(c, id, DEADLINE_FINISH).id;
	run_to(c, "2026-12-18 10:00");
	command_code(c, OFFICER, "TERUSKAN", id, "PUPR");
	report_of(c, CITIZEN, &r);
	assert_string_equal(r.opd, "PUPR");
	expect_limit(c, id, DEADLINE_TAKE, "2026-12-18 13:30");
	run_to(c, "2026-12-18 14:00");
	expect(c, PUPR, "Mengingatkan", "2026-12-18 11:30");
	expect(c, HEAD, "belum diterima piket PUPR", "2026-12-18 13:30");
	command(c, PUPR, "TERIMA", id);
	/* once taken, a new seat has to take it; the finish runs on */
	run_to(c, "2026-12-21 08:00");
	command_code(c, PUPR, "TERUSKAN", id, "DLH");
	expect_limit(c, id, DEADLINE_TAKE, "2026-12-21 16:00");
	assert_int_equal(clock_of(c, id, DEADLINE_FINISH).id, first);
	assert_int_equal(clock_of(c, id, DEADLINE_FINISH).ended_at, 0);
}

static void
test_a_reopened_report_gets_new_clocks(void **state)
{
	struct city	*c = *state;
	struct report	 r;
	int64_t		 id;

	sms(c, CITIZEN, "LAPOR SAMPAH OESAPA depan pasar");
	id = report_of(c, CITIZEN, &r);
	run_to(c, "2026-12-18 10:00");
	command_code(c, OFFICER, "SELESAI", id, "sudah");
	c->now = at("2026-12-21 08:00");
	sms(c, CITIZEN, "BELUM masih menumpuk");
	report_of(c, CITIZEN, &r);
	assert_int_equal(r.state, REPORT_ROUTED);
	expect_limit(c, id, DEADLINE_TAKE, "2026-12-21 16:00");
	expect_limit(c, id, DEADLINE_FINISH, "2026-12-30 16:00");
}

static void
test_a_withdrawn_report_has_no_clock(void **state)
{
	struct city	*c = *state;
	struct report	 r;
	struct deadline	 d;
	int64_t		 id;

	seat(c, "kepala DLH", "DLH", SEAT_HEAD, HEAD);
	sms(c, CITIZEN, "LAPOR SAMPAH OESAPA depan pasar");
	id = report_of(c, CITIZEN, &r);
	command(c, CITIZEN, "BATAL", id);
	assert_string_equal(clock_of(c, id, DEADLINE_TAKE).outcome,
	    "withdrawn");
	assert_int_equal(store_deadline_due(c->store, INT64_MAX, &d), 0);
	run_to(c, "2027-01-10 08:00");
	expect_nothing(c, HEAD, "belum");
}

static void
test_a_misread_report_counts_from_its_first_sms(void **state)
{
	struct city	*c = *state;
	struct report	 r;
	int64_t		 id;

	sms(c, CITIZEN, "LAPOR SAMPAH OESAPA depan pasar");
	id = report_of(c, CITIZEN, &r);
	c->now = at("2026-12-17 15:00");
	sms(c, CITIZEN, "bukan, oesapa barat");
	report_of(c, CITIZEN, &r);
	assert_string_equal(r.kelurahan, "OESAPA BARAT");
	expect_limit(c, id, DEADLINE_TAKE, "2026-12-18 13:30");
	assert_int_equal(clock_of(c, id, DEADLINE_TAKE).ended_at, 0);
}

static void
test_levels_that_nobody_holds_are_passed_over(void **state)
{
	struct city	*c = *state;
	struct report	 r;

	seat(c, "walikota", "", SEAT_LEADER, LEADER);
	sms(c, CITIZEN, "LAPOR SAMPAH OESAPA depan pasar");
	report_of(c, CITIZEN, &r);
	run_to(c, "2026-12-19 12:00");
	expect(c, LEADER, "belum diterima", "2026-12-18 13:30");
	assert_int_equal(events(c, r.id, "escalated"), 1);
}

static void
test_with_nobody_above_who_has_it_hears_and_the_event_stands(void **state)
{
	struct city	*c = *state;
	struct report	 r;

	sms(c, CITIZEN, "LAPOR SAMPAH OESAPA depan pasar");
	report_of(c, CITIZEN, &r);
	run_to(c, "2027-01-31 12:00");
	assert_int_equal(events(c, r.id, "overdue"), 2);	/* both clocks */
	assert_int_equal(count(c, OFFICER, "Mengingatkan"), 3);
}

static int
keep_line(void *arg, const struct store_cell *cells, int n)
{
	char	*text = arg;
	size_t	 len = strlen(text);
	int	 i;

	for (i = 0; i < n; i++)
		len += (size_t)snprintf(text + len, 2000 - len, "%s%s",
		    cells[i].text != NULL ? cells[i].text : "-",
		    i + 1 < n ? "|" : ";");
	return 0;
}

static const char *
list_at(struct city *c, const char *name, int64_t now, char text[2000])
{
	struct store_param	p = { .name = ":now", .number = now };

	text[0] = '\0';
	assert_int_equal(store_list(c->store, name, &p, 1, keep_line, text),
	    0);
	return text;
}

static void
test_what_is_late_is_counted_and_listed_the_longest_first(void **state)
{
	struct city	*c = *state;
	char		 text[2000];

	sms(c, CITIZEN, "LAPOR SAMPAH OESAPA satu");
	c->now += 60;
	sms(c, OTHER, "LAPOR SAMPAH OESAPA dua");
	assert_string_equal(list_at(c, "list_late", c->now, text), "");
	run_to(c, "2026-12-28 16:00");
	list_at(c, "list_status_counts", c->now, text);
	assert_non_null(strstr(text, "late|take|2|"));
	list_at(c, "list_late", c->now, text);
	assert_non_null(strstr(text, "satu"));
	assert_true(strstr(text, "satu") < strstr(text, "dua"));
	assert_non_null(strstr(text, "|finish|"));
}

/* ---- off, and on again ------------------------------------------------- */

static void
test_three_days_off_fire_once_and_reach_the_highest_level_due(void **state)
{
	struct city	*c = *state;
	struct report	 r;
	char		 text[64];
	int64_t		 id[3];
	int		 i, turns;

	whole_ladder(c);
	for (i = 0; i < 3; i++) {
		snprintf(text, sizeof text, "LAPOR SAMPAH OESAPA tempat %d",
		    i);
		sms(c, CITIZEN, text);
		id[i] = report_of(c, CITIZEN, &r);
		c->now += 60;
	}
	run_to(c, "2026-12-18 11:00");
	sms(c, OFFICER, "DAFTAR");	/* alive, and takes nothing */
	close_city(c);
	c->now = at("2026-12-22 10:00");
	open_city(c);
	/* in slices, the oldest first */
	for (turns = 0; desk_run_timers(c->desk, c->now, 1) > 0; turns++)
		for (i = 0; i < 2; i++)
			assert_true(events(c, id[i], "escalated") >=
			    events(c, id[i + 1], "escalated"));
	assert_in_range(turns, 3, 6);
	for (i = 0; i < 3; i++)
		assert_int_equal(events(c, id[i], "escalated"), 1);
	send_due(c);
	/* deputy 18/12, head 21/12 and lurah 22/12 08:00 were due */
	assert_int_equal(count(c, LURAH, "belum diterima"), 3);
	assert_int_equal(count(c, DEPUTY, "belum"), 0);
	assert_int_equal(count(c, HEAD, "belum"), 0);
	assert_int_equal(count(c, OFFICER, "lewat batas"), 3);
	run_to(c, "2026-12-22 15:59");
	assert_int_equal(count(c, COORD, "belum"), 0);
	run_to(c, "2026-12-23 07:32");
	assert_int_equal(count(c, COORD, "belum diterima"), 3);
}

static void
test_a_restart_loses_nothing_and_doubles_nothing(void **state)
{
	static const char *const moments[] = { "2026-12-18 11:30",
	    "2026-12-18 13:29", "2026-12-18 13:30", "2026-12-21 08:30",
	    "2026-12-22 08:00", "2026-12-22 16:00", "2026-12-28 16:00" };
	struct city	*c = *state;
	size_t		 i;

	whole_ladder(c);
	sms(c, CITIZEN, "LAPOR SAMPAH OESAPA depan pasar");
	for (i = 0; i < COUNT(moments); i++) {
		run_to(c, moments[i]);
		close_city(c);
		open_city(c);
		run_to(c, moments[i]);
	}
	run_to(c, "2027-01-31 16:00");
	assert_int_equal(count(c, OFFICER, "Mengingatkan"), 1);
	assert_int_equal(count(c, DEPUTY, "belum"), 1);
	assert_int_equal(count(c, HEAD, "belum"), 1);
	assert_int_equal(count(c, LURAH, "belum"), 1);
	assert_int_equal(count(c, COORD, "belum"), 1);
	assert_int_equal(count(c, LEADER, "belum"), 1);
}

static void
test_a_step_that_was_not_committed_is_taken_again(void **state)
{
	struct city	*c = *state;

	seat(c, "kepala DLH", "DLH", SEAT_HEAD, HEAD);
	sms(c, CITIZEN, "LAPOR SAMPAH OESAPA depan pasar");
	run_to(c, "2026-12-18 13:00");
	assert_int_equal(store_commit(c->store), 0);
	assert_int_equal(store_begin(c->store), 0);
	c->now = at("2026-12-18 13:30");
	assert_true(desk_run_timers(c->desk, c->now, 50) > 0);
	store_rollback(c->store);
	assert_int_equal(store_begin(c->store), 0);
	run_to(c, "2026-12-18 13:31");
	assert_int_equal(count(c, HEAD, "belum diterima"), 1);
}

static void
test_deadlines_wait_for_what_came_while_we_were_off(void **state)
{
	struct city	*c = *state;
	struct report	 r;
	int64_t		 next;

	seat(c, "kepala DLH", "DLH", SEAT_HEAD, HEAD);
	sms(c, CITIZEN, "LAPOR SAMPAH OESAPA depan pasar");
	report_of(c, CITIZEN, &r);
	c->now = at("2026-12-19 10:00");
	desk_hold_deadlines(c->desk, c->now + 120);
	assert_int_equal(desk_run_timers(c->desk, c->now, 50), 0);
	assert_int_equal(desk_next_timer(c->desk, &next), 1);
	assert_int_equal(next, c->now + 120);
	command(c, OFFICER, "TERIMA", r.id);
	run_to(c, "2026-12-19 12:00");
	expect_nothing(c, HEAD, "belum");
}

/* ---- whatever happens -------------------------------------------------- */

static void
check_invariant(struct city *c, int64_t report)
{
	struct deadline	take, finish;
	struct report	r;
	int		has_take, has_finish;

	assert_int_equal(store_report_get(c->store, report, &r), 1);
	has_take = store_deadline_open(c->store, report, DEADLINE_TAKE,
	    &take);
	has_finish = store_deadline_open(c->store, report, DEADLINE_FINISH,
	    &finish);
	switch (r.state) {
	case REPORT_ROUTED:
	case REPORT_TAKEN:
	case REPORT_WORKING:
		assert_int_equal(has_finish, 1);
		assert_int_equal(has_take, r.state == REPORT_ROUTED);
		/* the next step is known, or all have been told */
		assert_true(finish.next_at != 0 ||
		    finish.step >= c->conf->time.level_count);
		break;
	case REPORT_DONE:
	case REPORT_CLOSED:
	case REPORT_REJECTED:
	case REPORT_CANCELLED:
		assert_int_equal(has_take, 0);
		assert_int_equal(has_finish, 0);
		break;
	case REPORT_NEW:
	case REPORT_STATE_COUNT:
		break;
	}
}

/* One of all the things that may happen to a report, by chance. */
static void
happen(struct city *c, int64_t id)
{
	static const char *const opds[] = { "PUPR", "DLH" };
	static const char *const phones[] = { OFFICER, PUPR, HEAD, COORD };
	const char	*phone = phones[rand() % 4];

	switch (rand() % 9) {
	case 0: case 1:
		command(c, phone, "TERIMA", id);
		break;
	case 2:
		command(c, phone, "PROSES", id);
		break;
	case 3:
		command_code(c, phone, "SELESAI", id, "sudah");
		break;
	case 4:
		command_code(c, phone, "TERUSKAN", id, opds[rand() % 2]);
		break;
	case 5:
		command(c, CITIZEN, "BELUM", id);
		break;
	case 6:
		if (rand() % 4 == 0)
			command(c, CITIZEN, "BATAL", id);
		break;
	case 7:
		sms(c, phone, rand() % 2 == 0 ? "CUTI" : "AKTIF");
		break;
	case 8:
		if (rand() % 4 == 0)
			command_code(c, phone, "TOLAK", id, "bukan wewenang");
		break;
	}
}

static void
test_no_open_report_is_ever_without_its_next_deadline(void **state)
{
	struct city	*c = *state;
	struct report	 r;
	char		 until[24], text[64];
	int64_t		 id[12];
	int		 i, k, n = 0;

	srand(11);
	c->conf->staff_replies_per_hour = 100000;
	c->conf->replies_per_hour = 100000;
	whole_ladder(c);
	seat(c, "piket PUPR", "PUPR", SEAT_OFFICER, PUPR);
	for (i = 0; i < 600; i++) {
		if (n < 12 && i % 40 == 0) {
			snprintf(text, sizeof text, n % 3 == 0 ?
			    "LAPOR BANJIR OESAPA tempat %d" :
			    "LAPOR SAMPAH OESAPA tempat %d", n);
			sms(c, CITIZEN, text);
			id[n++] = report_of(c, CITIZEN, &r);
		}
		happen(c, id[rand() % n]);
		c->sent_count = c->sent_count > 300 ? 0 : c->sent_count;
		stamp(c->now + rand() % 20000, until);
		run_to(c, until);
		for (k = 0; k < n; k++)
			check_invariant(c, id[k]);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
#define T(name)	cmocka_unit_test_setup_teardown(test_##name, setup, teardown)
		T(nobody_acts_for_eleven_days_and_the_whole_ladder_hears),
		T(whoever_takes_it_stops_the_first_clock),
		T(who_is_told_may_act),
		T(a_deputy_who_is_told_may_act),
		T(who_got_it_because_a_seat_is_silent_is_not_told_it_twice),
		T(an_urgent_report_climbs_at_night_by_the_clock),
		T(routine_notices_wait_for_the_morning),
		T(the_clock_starts_when_the_citizen_sent_it),
		T(who_gets_it_late_still_has_a_quarter_of_the_time),
		T(forwarding_does_not_start_the_clock_again),
		T(a_reopened_report_gets_new_clocks),
		T(a_withdrawn_report_has_no_clock),
		T(a_misread_report_counts_from_its_first_sms),
		T(levels_that_nobody_holds_are_passed_over),
		T(with_nobody_above_who_has_it_hears_and_the_event_stands),
		T(what_is_late_is_counted_and_listed_the_longest_first),
		T(three_days_off_fire_once_and_reach_the_highest_level_due),
		T(a_restart_loses_nothing_and_doubles_nothing),
		T(a_step_that_was_not_committed_is_taken_again),
		T(deadlines_wait_for_what_came_while_we_were_off),
		T(no_open_report_is_ever_without_its_next_deadline),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
