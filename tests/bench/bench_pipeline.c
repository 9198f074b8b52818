/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * bench_pipeline - how many SMS a second one core takes from the inbox to the
 * queued replies, each group committed to the disk.
 *
 *	bench_pipeline CONF [MESSAGES [STORED [GROUP]]]
 *
 * Every message is a report of a number of its own: stored, interpreted, a
 * report opened and dispatched, two replies queued, GROUP (64) to a commit
 * with synchronous=FULL.  STORED reports are there before (default 0).
 */

#include "config.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "base/log.h"
#include "conf/conf.h"
#include "conf/read.h"
#include "conf/room.h"
#include "desk/desk.h"
#include "desk/words/message.h"
#include "language/lexicon.h"
#include "language/reader.h"
#include "store/inbox.h"
#include "store/phone.h"
#include "store/report.h"
#include "store/seat.h"
#include "store/store.h"

static const struct conf_room *const city_rooms[] = { &message_conf, NULL };

struct bench {
	struct store	*store;
	struct desk	*desk;
	struct conf	*conf;
	int64_t		 now;
	int64_t		 next;		/* number of the next citizen */
};

static double
seconds(clockid_t clock)
{
	struct timespec	t;

	clock_gettime(clock, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void
must(int rc, const char *what)
{
	if (rc != -1)
		return;
	fprintf(stderr, "bench: %s failed\n", what);
	exit(1);
}

/* One SMS, as the inbox handles it. */
static void
one(struct bench *b)
{
	static const char *const category[] = { "SAMPAH", "LAMPU", "JALAN",
	    "BANJIR", "AIR", "POHON", "MACET", "PARKIR" };
	struct inbox_part	part = { .ref = -1, .part = 1, .parts = 1,
				    .class = -1, .pid = 0 };
	struct inbox_message	in = { .class = -1, .complete = true };
	const struct conf_city	*city = &b->conf->city;
	char			 raw[32], number[NUMBER_SIZE];

	snprintf(raw, sizeof raw, "0812%08" PRId64, b->next);
	number_normalise(raw, "62", number);
	must(store_phone_find_or_add(b->store, number, NUMBER_PHONE, b->now,
	    &in.phone_id), "phone");
	snprintf(in.modem, sizeof in.modem, "gsm1");
	snprintf(in.sim, sizeof in.sim, "510010000000001");
	in.sent_at = in.received_at = b->now;
	snprintf(in.text, sizeof in.text, "LAPOR %s %s depan kios ke-%" PRId64
	    " sudah tiga hari", category[b->next % 8],
	    city->kelurahan[b->next % city->kelurahan_count].name, b->next);
	part.phone_id = in.phone_id;
	part.sent_at = part.received_at = b->now;
	snprintf(part.modem, sizeof part.modem, "%s", in.modem);
	snprintf(part.sim, sizeof part.sim, "%s", in.sim);
	snprintf(part.text, sizeof part.text, "%.400s", in.text);
	must(store_part_add(b->store, &part, &part.id), "part");
	must(store_inbox_add(b->store, &in), "inbox");
	must(store_part_set_single(b->store, part.id, in.id), "part");
	must(desk_receive(b->desk, &in, b->now), "desk");
	b->next++;
}

static void
run(struct bench *b, int64_t messages, int group)
{
	int64_t	i;

	for (i = 0; i < messages; i++) {
		if (i % group == 0)
			must(store_begin(b->store), "begin");
		one(b);
		if (i % group == group - 1 || i == messages - 1)
			must(store_commit(b->store), "commit");
		if (i % 1000 == 0)
			b->now++;
	}
}

static void
add_seats(struct bench *b)
{
	struct seat	s;
	char		why[256], number[32];
	int		i, k;

	must(store_begin(b->store), "begin");
	for (i = 0; i < b->conf->city.opd_count; i++)
		for (k = 0; k < b->conf->city.kelurahan_count; k += 2) {
			s = (struct seat){ .role = SEAT_OFFICER };
			snprintf(s.opd, sizeof s.opd, "%s",
			    b->conf->city.opd[i].code);
			snprintf(s.area, sizeof s.area, "%s", k == 0 ? "*" :
			    b->conf->city.kelurahan[k].name);
			snprintf(s.name, sizeof s.name, "piket %s %d", s.opd,
			    k);
			snprintf(number, sizeof number, "+628130%03d%03d", i,
			    k);
			must(desk_seat_add(b->desk, &s, number, b->now, why,
			    sizeof why), "seat");
		}
	must(store_commit(b->store), "commit");
}

int
main(int argc, char *argv[])
{
	struct bench		 b = { .now = 1795000000, .next = 1 };
	struct conf_errors	 errors = { 0 };
	struct lexicon		*lexicon;
	struct rusage		 usage;
	static struct report	 last;
	int64_t			 messages = argc > 2 ? atoll(argv[2]) : 20000;
	int64_t			 stored = argc > 3 ? atoll(argv[3]) : 0;
	int			 group = argc > 4 ? atoi(argv[4]) : 64;
	double			 wall, cpu;

	log_init("bench", LOG_LEVEL_ERROR);
	if (argc < 2 || (b.conf = conf_read(argv[1], city_rooms,
	    &errors)) == NULL) {
		conf_errors_print(&errors, stderr);
		return 2;
	}
	if ((b.store = store_open(b.conf->database)) == NULL ||
	    (lexicon = reader_of_words(&b.conf->city)) == NULL ||
	    (b.desk = desk_new(b.store)) == NULL)
		return 1;
	desk_use(b.desk, b.conf, lexicon);
	add_seats(&b);
	run(&b, stored, 4096);
	wall = seconds(CLOCK_MONOTONIC);
	cpu = seconds(CLOCK_PROCESS_CPUTIME_ID);
	run(&b, messages, group);
	wall = seconds(CLOCK_MONOTONIC) - wall;
	cpu = seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu;
	getrusage(RUSAGE_SELF, &usage);
	printf("pipeline: %" PRId64 " SMS, %" PRId64 " stored before, %d to a "
	    "commit: %.0f SMS/s (%.1f us CPU each), peak %ld KiB\n", messages,
	    stored, group, (double)messages / wall, cpu * 1e6 /
	    (double)messages, usage.ru_maxrss);
	if (store_report_get(b.store, b.conf->ticket_start + b.next - 2,
	    &last) != 1) {
		fprintf(stderr, "bench: not every SMS became a report\n");
		return 1;
	}
	desk_free(b.desk);
	lexicon_free(lexicon);
	store_close(b.store);
	conf_free(b.conf);
	return 0;
}
