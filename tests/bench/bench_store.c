/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * bench_store - what one citizen's SMS costs in the database: the rows that
 * it makes and the look-ups before them, 64 SMS a commit, each commit synced.
 *
 * bench_store [SMS [STORED]]: with STORED reports there before, made with the
 * same statements.
 */

#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "store/dispatch.h"
#include "store/event.h"
#include "store/inbox.h"
#include "store/outbox.h"
#include "store/phone.h"
#include "store/question.h"
#include "store/report.h"
#include "store/seat.h"
#include "store/store.h"

#define BENCH_NOW	INT64_C(1763800000)
#define BENCH_PHONES	200000
#define BENCH_GROUP	64
#define BENCH_SEATS	357		/* 51 kelurahan, 7 OPDs */

static const char *const opds[] = { "DLH", "PUPR", "DISHUB", "DINSOS",
	"SATPOLPP", "DINKES", "DAMKAR" };

static uint64_t	bench_seed = 88172645463325252u;

/* xorshift: the same phones in the same order on every machine. */
static unsigned
pick(unsigned n)
{
	bench_seed ^= bench_seed << 13;
	bench_seed ^= bench_seed >> 7;
	bench_seed ^= bench_seed << 17;
	return (unsigned)(bench_seed >> 33) % n;
}

static double
seconds(clockid_t id)
{
	struct timespec	t;

	clock_gettime(id, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void
must(int rc)
{
	if (rc == -1) {
		fprintf(stderr, "bench_store: the store failed\n");
		exit(1);
	}
}

static void
add_seats(struct store *st)
{
	struct seat	s = { .role = SEAT_OFFICER, .state = SEAT_ON };
	char		number[NUMBER_SIZE];
	int		i;

	must(store_begin(st));
	for (i = 0; i < BENCH_SEATS; i++) {
		snprintf(number, sizeof number, "+6281199%06d", i % 1000000);
		must(store_phone_find_or_add(st, number, NUMBER_PHONE,
		    BENCH_NOW, &s.phone_id));
		snprintf(s.name, sizeof s.name, "piket %d", i);
		snprintf(s.opd, sizeof s.opd, "%s", opds[i % 7]);
		snprintf(s.area, sizeof s.area, "KELURAHAN %d", i / 7);
		must(store_seat_add(st, &s, BENCH_NOW));
	}
	must(store_commit(st));
}

static int64_t
take_in(struct store *st, int64_t now, int64_t *inbox_id)
{
	static struct inbox_part	p;
	static struct inbox_message	m;
	char				number[NUMBER_SIZE];
	int64_t				part;

	snprintf(number, sizeof number, "+62812000%06u",
	    pick(BENCH_PHONES) % 1000000);
	must(store_phone_find_or_add(st, number, NUMBER_PHONE, now,
	    &p.phone_id));
	snprintf(p.sim, sizeof p.sim, "510010000000001");
	snprintf(p.modem, sizeof p.modem, "gsm1");
	snprintf(p.text, sizeof p.text, "LAPOR SAMPAH OESAPA depan pasar "
	    "sudah %u hari tidak diangkat", pick(1000000));
	p.sent_at = now - 3;
	p.received_at = now;
	p.ref = p.class = -1;
	p.part = p.parts = 1;
	must(store_part_add(st, &p, &part));
	m.phone_id = p.phone_id;
	m.sent_at = p.sent_at;
	m.received_at = now;
	m.class = -1;
	m.complete = true;
	memcpy(m.sim, p.sim, sizeof m.sim);
	memcpy(m.modem, p.modem, sizeof m.modem);
	snprintf(m.text, sizeof m.text, "%s", p.text);
	must(store_inbox_add(st, &m));
	must(store_part_set_single(st, part, m.id));
	*inbox_id = m.id;
	return p.phone_id;
}

/* What the desk asks before it knows what to do. */
static void
look_up(struct store *st, int64_t phone_id, int64_t now)
{
	static struct report	r;
	struct outbox_replies	sent;
	struct question		q;
	struct phone		p;
	struct seat		s;

	must(store_phone_get(st, phone_id, &p));
	must(store_seat_of_phone(st, phone_id, 0, &s));
	must(store_question_of_phone(st, phone_id, &q));
	must(store_report_asked(st, phone_id, now - 86400, &r));
	must(store_outbox_replies_since(st, phone_id, now - 3600,
	    " acknowledged ", &sent));
}

static void
queue(struct store *st, int64_t phone_id, const struct report *r,
    int64_t seat_id, int64_t inbox_id, enum outbox_state state)
{
	static struct outbox_message	m;

	m = (struct outbox_message){ .phone_id = phone_id,
	    .report_id = r->id, .seat_id = seat_id, .inbox_id = inbox_id,
	    .created_at = r->created_at, .next_try = r->created_at,
	    .state = state, .kind = "acknowledged",
	    .text = "Laporan 10049 diterima: SAMPAH di OESAPA, diteruskan ke "
	    "DLH. Tanya perkembangan: CEK 10049" };
	must(store_outbox_add(st, &m));
}

/* stored: it lies in the past, all its messages sent. */
static void
one_sms(struct store *st, int64_t now, bool stored)
{
	static struct report	r;
	struct event		e = { .at = now, .from = -1, .kind = "made" };
	struct dispatch		d = { .code = "K7", .at = now };
	struct seat		s;
	int64_t			inbox_id, phone_id;

	phone_id = take_in(st, now, &inbox_id);
	if (!stored)
		look_up(st, phone_id, now);
	r = (struct report){ .phone_id = phone_id, .inbox_id = inbox_id,
	    .category = "SAMPAH", .state = REPORT_NEW, .sent_at = now - 3,
	    .created_at = now, .description = "depan pasar sudah lama tidak "
	    "diangkat" };
	snprintf(r.kelurahan, sizeof r.kelurahan, "KELURAHAN %u", pick(51));
	snprintf(r.opd, sizeof r.opd, "%s", opds[pick(7)]);
	must(store_report_add(st, &r, 100));
	if (store_seat_for_area(st, r.opd, SEAT_OFFICER, r.kelurahan, &s)
	    != 1)
		must(-1);
	d.report_id = r.id;
	d.seat_id = s.id;
	must(store_dispatch_add(st, &d));
	must(store_report_set_state(st, r.id, stored ? REPORT_CLOSED :
	    REPORT_ROUTED, "", now, 0));
	e.report_id = r.id;
	must(store_event_add(st, &e));
	e.kind = "dispatched";
	e.seat_id = s.id;
	must(store_event_add(st, &e));
	queue(st, phone_id, &r, 0, inbox_id,
	    stored ? OUTBOX_SENT : OUTBOX_DUE);
	queue(st, s.phone_id, &r, s.id, 0, stored ? OUTBOX_SENT : OUTBOX_DUE);
	if (stored)
		must(store_dispatch_close(st, r.id, now));
	must(store_inbox_settle(st, inbox_id, INBOX_HANDLED, "", "report",
	    r.id));
}

static void
run(struct store *st, long count, int group, int64_t from, int64_t until,
    bool stored)
{
	long	i;

	for (i = 0; i < count; i++) {
		if (i % group == 0)
			must(store_begin(st));
		one_sms(st, from + (until - from) * i / count, stored);
		if (i % group == group - 1 || i == count - 1)
			must(store_commit(st));
	}
}

int
main(int argc, char **argv)
{
	long		 count = argc > 1 ? atol(argv[1]) : 20000;
	long		 stored = argc > 2 ? atol(argv[2]) : 0;
	char		 dir[] = "/tmp/kentongan-bench-XXXXXX";
	char		 path[64], command[128];
	double		 wall, cpu;
	struct rusage	 usage;
	struct store	*st;

	if (mkdtemp(dir) == NULL)
		return 1;
	snprintf(path, sizeof path, "%s/k.db", dir);
	if ((st = store_open(path)) == NULL)
		return 1;
	add_seats(st);
	run(st, stored, 20000, BENCH_NOW - 365 * 86400, BENCH_NOW, true);
	wall = seconds(CLOCK_MONOTONIC);
	cpu = seconds(CLOCK_PROCESS_CPUTIME_ID);
	run(st, count, BENCH_GROUP, BENCH_NOW, BENCH_NOW + count / 1000,
	    false);
	wall = seconds(CLOCK_MONOTONIC) - wall;
	cpu = seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu;
	getrusage(RUSAGE_SELF, &usage);
	printf("store: %ld stored: %.0f SMS/s (%.0f us each, %.0f us of it "
	    "CPU), %ld MiB\n", stored, (double)count / wall,
	    1e6 * wall / (double)count, 1e6 * cpu / (double)count,
	    usage.ru_maxrss / 1024);
	store_close(st);
	snprintf(command, sizeof command, "rm -r %s", dir);
	return system(command) == 0 ? 0 : 1;
}
