/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * simulate - days of a city in seconds: citizens and officers with habits,
 * the real desk and store, a clock that jumps from moment to moment.
 *
 *	simulate CITY_DIR [DAYS [REPORTS_A_DAY [SEED]]]
 *
 * Prints what each role received, how late things were, the SMS that a closed
 * report took and how soon citizens heard, and ends with 1 if a promise was
 * broken: no open report without its next deadline, no change without its
 * event, one taker, sums that agree, no step that its citizen never heard of,
 * nobody woken for what is routine.
 */

#include "config.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/log.h"
#include "conf/calendar.h"
#include "conf/conf.h"
#include "conf/read.h"
#include "conf/room.h"
#include "desk/desk.h"
#include "language/lexicon.h"
#include "language/reader.h"
#include "store/inbox.h"
#include "store/outbox.h"
#include "store/phone.h"
#include "store/seat.h"
#include "store/store.h"
#include "tests/simulate/simulate.h"

static const struct conf_room *const city_rooms[] = { &message_conf, NULL };

/* ---- the world turns --------------------------------------------------- */

static void
count_hour(struct world *w, struct person *p)
{
	if (p->hour != w->now / HOUR)
		p->in_hour = 0;
	p->hour = w->now / HOUR;
	if (++p->in_hour > p->busiest)
		p->busiest = p->in_hour;
	p->received++;
}

static void
send_due(struct world *w)
{
	struct outbox_message	 m;
	struct person		*p;

	while (store_outbox_due(w->store, w->now, "gsm1", true, &m) == 1) {
		must(store_outbox_sending(w->store, m.id, m.next_part, "gsm1",
		    "gsm1", w->now) == 0 && store_outbox_part_sent(w->store,
		    m.id, m.next_part, 1, w->now) == 0, "sending");
		if (m.next_part < m.parts)
			continue;
		if (!m.urgent && m.inbox_id == 0 && calendar_after_quiet(
		    &w->conf->time.quiet, w->now) > w->now)
			fault(w, m.report_id, "a routine notice at night");
		p = person_find(w, m.number);
		count_sms(w, &m, p != NULL ? (int)p->role : SEAT_ROLE_COUNT);
		if (p != NULL) {
			count_hour(w, p);
			staff_hears(w, p, &m);
		} else
			citizen_hears(w, &m);
	}
}

static void
receive(struct world *w, const struct plan *plan)
{
	struct inbox_message	in = { .class = -1, .complete = true };

	must(store_phone_find_or_add(w->store, plan->from, NUMBER_PHONE,
	    w->now, &in.phone_id) == 0, "a phone");
	in.sent_at = in.received_at = w->now;
	snprintf(in.modem, sizeof in.modem, "gsm1");
	snprintf(in.sim, sizeof in.sim, "gsm1");
	snprintf(in.text, sizeof in.text, "%s", plan->text);
	must(store_inbox_add(w->store, &in) == 0 &&
	    desk_receive(w->desk, &in, w->now) == 0, "the desk");
	w->came++;
}

static int64_t
next_moment(struct world *w)
{
	int64_t	at = w->plans > 0 ? w->plan[0].at : INT64_MAX, other;

	if (desk_next_timer(w->desk, &other) == 1 && other < at)
		at = other;
	if (store_outbox_next_try(w->store, &other) == 1 && other < at)
		at = other;
	return at;
}

static void
run(struct world *w, int64_t until)
{
	struct plan	plan;
	int64_t		at;
	int		turns = 0;

	while ((at = next_moment(w)) <= until) {
		if (at > w->now)
			w->now = at;
		while (w->plans > 0 && w->plan[0].at <= w->now) {
			plan = plan_take(w);
			if (!person_rests(w, &plan))
				receive(w, &plan);
		}
		must(desk_run_timers(w->desk, w->now, 50) >= 0, "timers");
		send_due(w);
		if (++turns % 1000 == 0)
			must(store_commit(w->store) == 0 &&
			    store_begin(w->store) == 0, "commit");
	}
	w->now = until;
}

/* ---- begin and end ----------------------------------------------------- */

static void
begin(struct world *w, const char *city_dir)
{
	struct conf_errors	errors = { 0 };
	struct tm		monday = { .tm_year = 126, .tm_mon = 11,
				    .tm_mday = 7, .tm_isdst = -1 };
	char			path[128], real[PATH_MAX];
	FILE			*f;

	snprintf(w->dir, sizeof w->dir, "/tmp/kentongan-simulate.XXXXXX");
	must(mkdtemp(w->dir) != NULL && realpath(city_dir, real) != NULL,
	    "a folder");
	snprintf(path, sizeof path, "%s/kupang", w->dir);
	must(symlink(real, path) == 0, "a link");
	snprintf(path, sizeof path, "%s/k.conf", w->dir);
	must((f = fopen(path, "w")) != NULL, "a file");
	fprintf(f, "database = \"k.db\"; modems = ();\n"
	    "@include \"kupang/opd.conf\"\n"
	    "@include \"kupang/categories.conf\"\n"
	    "@include \"kupang/kelurahan.conf\"\n"
	    "@include \"kupang/words.conf\"\n"
	    "@include \"kupang/messages.conf\"\n"
	    "@include \"kupang/holidays.conf\"\n"
	    "@include \"kupang/escalation.conf\"\n");
	fclose(f);
	w->conf = conf_read(path, city_rooms, &errors);
	conf_errors_print(&errors, stderr);
	conf_errors_clear(&errors);
	must(w->conf != NULL, "the configuration");
	setenv("TZ", w->conf->timezone, 1);
	tzset();
	w->now = (int64_t)mktime(&monday);
	w->plan = calloc(PLANS_MAX, sizeof *w->plan);
	w->rest = calloc(RESTS_MAX, sizeof *w->rest);
	w->tally = calloc(REPORTS_MAX, sizeof *w->tally);
	w->lexicon = reader_of_words(&w->conf->city);
	w->store = store_open(w->conf->database);
	must(w->plan != NULL && w->rest != NULL &&
	    w->tally != NULL && w->lexicon != NULL && w->store != NULL,
	    "the database");
	w->desk = desk_new(w->store);
	desk_use(w->desk, w->conf, w->lexicon);
	must(store_begin(w->store) == 0, "begin");
}

static void
end(struct world *w)
{
	char	command[128];

	must(store_commit(w->store) == 0, "commit");
	desk_free(w->desk);
	store_close(w->store);
	lexicon_free(w->lexicon);
	conf_free(w->conf);
	free(w->plan);
	free(w->rest);
	free(w->tally);
	snprintf(command, sizeof command, "rm -rf %s", w->dir);
	must(system(command) == 0, "rm");
}

int
main(int argc, char **argv)
{
	static struct world	w;
	int			days, a_day, day, i, faults;
	int64_t			start;

	if (argc < 2) {
		fprintf(stderr, "usage: simulate CITY_DIR [DAYS "
		    "[REPORTS_A_DAY [SEED]]]\n");
		return 2;
	}
	days = argc > 2 ? atoi(argv[2]) : 30;
	a_day = argc > 3 ? atoi(argv[3]) : 40;
	w.random = argc > 4 ? (uint64_t)atoll(argv[4]) : 1;
	must(days > 0 && a_day >= 0 && days * a_day <= REPORTS_MAX &&
	    days * a_day < PLANS_MAX / 4, "so many reports");
	log_init("simulate", LOG_LEVEL_ERROR);
	begin(&w, argv[1]);
	people(&w);
	leaves(&w, days);
	start = w.now;
	for (day = 0; day < days; day++) {
		for (i = 0; i < a_day; i++)
			citizen_writes(&w, start + day * (int64_t)DAY +
			    5 * HOUR + pick(&w, 18 * HOUR), day * a_day + i);
		run(&w, start + (day + 1) * (int64_t)DAY);
	}
	judge(&w, days);
	faults = w.faults;
	end(&w);
	return faults > 0;
}
