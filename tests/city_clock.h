/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CITY_CLOCK_H
#define CITY_CLOCK_H

/*
 * The city of city_fixture.h with deadlines: office hours, holidays, the
 * whole ladder, and a clock that runs from moment to moment.  What the
 * network took is kept, with its time.
 */

#include "city_fixture.h"
#include "language/ticket.h"

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

#define COUNT(a)	(sizeof (a) / sizeof (a)[0])

static inline int64_t
at(const char *text)
{
	struct tm	tm = { .tm_isdst = -1 };

	assert_non_null(strptime(text, "%Y-%m-%d %H:%M", &tm));
	return (int64_t)mktime(&tm);
}

static inline void
seat(struct city *c, const char *name, const char *opd, enum seat_role role,
    const char *number)
{
	city_seat(c, name, opd, role, "*", number);
}

static inline void
deputy(struct city *c, const char *name, const char *number)
{
	struct seat	s;

	assert_int_equal(store_seat_find(c->store, name, &s), 1);
	assert_int_equal(store_phone_find_or_add(c->store, number,
	    NUMBER_PHONE, c->now, &s.deputy_phone_id), 0);
	assert_int_equal(store_seat_set(c->store, &s), 0);
}

/* One officer of DLH, on a Thursday at two. */
static inline int
setup(void **state)
{
	struct city	*c = city_begin("@include \"kupang/holidays.conf\"\n"
			    "@include \"kupang/escalation.conf\"\n",
			    "Asia/Makassar", 0);

	c->now = at("2026-12-17 14:00");
	seat(c, "piket DLH", "DLH", SEAT_OFFICER, OFFICER);
	*state = c;
	return 0;
}

static inline void
whole_ladder(struct city *c)
{
	deputy(c, "piket DLH", DEPUTY);
	seat(c, "kepala DLH", "DLH", SEAT_HEAD, HEAD);
	seat(c, "lurah", "", SEAT_LURAH, LURAH);
	seat(c, "koordinator", "", SEAT_COORDINATOR, COORD);
	seat(c, "walikota", "", SEAT_LEADER, LEADER);
}

/* ---- time passes ------------------------------------------------------- */

static inline void
stamp(int64_t when, char text[24])
{
	time_t		t = (time_t)when;
	struct tm	tm;

	strftime(text, 24, "%Y-%m-%d %H:%M", localtime_r(&t, &tm));
}

/* The modem sends all that is due. */
static inline void
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

static inline int64_t
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
static inline void
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
static inline void
sms_sent(struct city *c, const char *from, const char *text, int64_t sent)
{
	city_sms(c, from, text, sent);
	send_due(c);
}

static inline void
sms(struct city *c, const char *from, const char *text)
{
	sms_sent(c, from, text, c->now);
}

/* ---- what came of it --------------------------------------------------- */

/* The n-th SMS (0 the first) to a number with these words, or NULL. */
static inline const struct sent *
find(struct city *c, const char *to, const char *words, int n)
{
	int	i;

	for (i = 0; i < c->sent_count; i++)
		if (strcmp(c->sent[i].to, to) == 0 &&
		    strstr(c->sent[i].text, words) != NULL && n-- == 0)
			return &c->sent[i];
	return NULL;
}

static inline int
count(struct city *c, const char *to, const char *words)
{
	int	n = 0;

	while (find(c, to, words, n) != NULL)
		n++;
	return n;
}

static inline void
print_sent(struct city *c)
{
	int	i;

	for (i = 0; i < c->sent_count; i++)
		print_message("%s %s %s\n", c->sent[i].at, c->sent[i].to,
		    c->sent[i].text);
}

static inline const struct sent *
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

static inline void
expect_nothing(struct city *c, const char *to, const char *words)
{
	if (find(c, to, words, 0) == NULL)
		return;
	print_sent(c);
	fail_msg("%s got \"%s\"", to, words);
}

static inline int64_t
report_of(struct city *c, const char *number, struct report *r)
{
	int64_t	phone;

	assert_int_equal(store_phone_find_or_add(c->store, number,
	    NUMBER_PHONE, c->now, &phone), 0);
	assert_int_equal(store_report_latest(c->store, phone, ~0u, r), 1);
	return r->id;
}

static inline void
command(struct city *c, const char *from, const char *fmt, int64_t report)
{
	char	text[128], ticket[TICKET_SIZE];

	ticket_from_sequence(report, ticket);
	snprintf(text, sizeof text, "%s %s", fmt, ticket);
	sms(c, from, text);
}

/* With the code of the SMS that told this number of it last. */
static inline void
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

static inline int
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

static inline int
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

static inline struct deadline
clock_of(struct city *c, int64_t report, enum deadline_kind kind)
{
	struct deadline	d;

	assert_int_equal(store_deadline_last(c->store, report, kind, &d), 1);
	return d;
}

static inline void
expect_limit(struct city *c, int64_t report, enum deadline_kind kind,
    const char *want)
{
	char	text[24];

	stamp(clock_of(c, report, kind).limit_at, text);
	assert_string_equal(text, want);
}

#endif
