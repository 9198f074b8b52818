/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * simulate - days of a city in seconds: citizens and officers with habits,
 * the real desk and store, a clock that jumps from moment to moment.
 *
 *	simulate CITY_DIR [DAYS [REPORTS_A_DAY [SEED]]]
 *
 * Prints what each role received, how late things were and the SMS a report
 * took, and ends with 1 if a promise was broken: no open report without its
 * next deadline, no change without its event, one taker, sums that agree,
 * nobody woken for what is routine.
 */

#include "config.h"

#include <inttypes.h>
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
#include "desk/desk.h"
#include "language/lexicon.h"
#include "language/reader.h"
#include "language/ticket.h"
#include "store/store.h"

static const struct conf_room *const city_rooms[] = { &message_conf, NULL };

#define PEOPLE_MAX	200
#define PLANS_MAX	100000
#define REPORTS_MAX	100000
#define KINDS_MAX	64
#define HOUR		3600
#define DAY		(24 * HOUR)
#define COUNT(a)	(sizeof (a) / sizeof (a)[0])

enum habit { PROMPT, SLOW, SILENT, LEAVE, HABIT_COUNT };

static const char *const habit_names[] = { "prompt", "slow", "silent",
    "on leave" };

/* Who sits on a seat. */
struct person {
	char		number[NUMBER_SIZE];
	enum seat_role	role;
	enum habit	habit;
	int		received;
	int64_t		hour;		/* since 1970; the last it got one in */
	int		in_hour, busiest;
};

/* An SMS that somebody will write. */
struct plan {
	int64_t	at;
	char	from[NUMBER_SIZE];
	char	text[160];
};

/* How many SMS of a kind a role got; the last is the citizens'. */
struct kind {
	char	name[STORE_NAME_SIZE];
	int	to[SEAT_ROLE_COUNT + 1];
};

struct world {
	char		 dir[64];
	struct store	*store;
	struct conf	*conf;
	struct lexicon	*lexicon;
	struct desk	*desk;
	int64_t		 now;
	uint64_t	 random;
	struct person	 person[PEOPLE_MAX];
	int		 people;
	struct plan	*plan;		/* owned; a heap, the next first */
	int		 plans;
	struct kind	 kind[KINDS_MAX];
	int		 kinds, came, went, went_parts;
	int		 faults;
};

static void
must(int ok, const char *what)
{
	if (ok)
		return;
	fprintf(stderr, "simulate: %s failed\n", what);
	exit(2);
}

static int
pick(struct world *w, int n)
{
	w->random = w->random * UINT64_C(6364136223846793005) +
	    UINT64_C(1442695040888963407);
	return (int)((w->random >> 33) % (uint64_t)n);
}

/* ---- plans ------------------------------------------------------------- */

static void
swap(struct plan *a, struct plan *b)
{
	struct plan	c = *a;

	*a = *b;
	*b = c;
}

static void
plan_add(struct world *w, int64_t at, const char *from, const char *text)
{
	int	i = w->plans++;

	must(w->plans <= PLANS_MAX, "making room for a plan");
	w->plan[i].at = at;
	snprintf(w->plan[i].from, sizeof w->plan[i].from, "%s", from);
	snprintf(w->plan[i].text, sizeof w->plan[i].text, "%s", text);
	for (; i > 0 && w->plan[(i - 1) / 2].at > w->plan[i].at;
	    i = (i - 1) / 2)
		swap(&w->plan[i], &w->plan[(i - 1) / 2]);
}

static struct plan
plan_take(struct world *w)
{
	struct plan	first = w->plan[0];
	int		i = 0, least;

	w->plan[0] = w->plan[--w->plans];
	for (;; i = least) {
		least = i;
		if (2 * i + 1 < w->plans &&
		    w->plan[2 * i + 1].at < w->plan[least].at)
			least = 2 * i + 1;
		if (2 * i + 2 < w->plans &&
		    w->plan[2 * i + 2].at < w->plan[least].at)
			least = 2 * i + 2;
		if (least == i)
			return first;
		swap(&w->plan[i], &w->plan[least]);
	}
}

/* People sleep from ten to six. */
static int64_t
awake(int64_t at)
{
	time_t		t = (time_t)at;
	struct tm	tm;

	localtime_r(&t, &tm);
	if (tm.tm_hour >= 6 && tm.tm_hour < 22)
		return at;
	return at + ((30 - tm.tm_hour) % 24) * HOUR;
}

/* ---- people ------------------------------------------------------------ */

static struct person *
person_find(struct world *w, const char *number)
{
	int	i;

	for (i = 0; i < w->people; i++)
		if (strcmp(w->person[i].number, number) == 0)
			return &w->person[i];
	return NULL;
}

static void
person_add(struct world *w, enum seat_role role, const char *opd,
    const char *area)
{
	struct person	*p = &w->person[w->people];
	struct seat	 s = { .role = role };
	char		 why[256] = "";
	int		 i, same = 0;

	must(w->people < PEOPLE_MAX, "making room for a person");
	snprintf(p->number, sizeof p->number, "+62812000%05d",
	    10000 + w->people);
	p->role = role;
	for (i = 0; i < w->people; i++)
		same += w->person[i].role == role;
	/* Those above have no leave to tell of. */
	p->habit = (enum habit)(same % (role == SEAT_OFFICER ? HABIT_COUNT :
	    SILENT + 1));
	snprintf(s.name, sizeof s.name, "%s %s %s", seat_role_name(role), opd,
	    area);
	snprintf(s.opd, sizeof s.opd, "%s", opd);
	snprintf(s.area, sizeof s.area, "%s", area);
	must(desk_seat_add(w->desk, &s, p->number, w->now, why, sizeof why)
	    == 0, why);
	w->people++;
}

static void
people(struct world *w)
{
	const struct conf_city	*city = &w->conf->city;
	int			 i;

	for (i = 0; i < city->opd_count; i++) {
		person_add(w, SEAT_OFFICER, city->opd[i].code, "*");
		person_add(w, SEAT_OFFICER, city->opd[i].code,
		    city->kelurahan[0].kecamatan);
		person_add(w, SEAT_HEAD, city->opd[i].code, "*");
	}
	for (i = 0; i < city->kelurahan_count; i += 3)
		person_add(w, SEAT_LURAH, "", city->kelurahan[i].name);
	for (i = 1; i < city->kelurahan_count; i++)
		if (strcmp(city->kelurahan[i].kecamatan,
		    city->kelurahan[i - 1].kecamatan) != 0)
			person_add(w, SEAT_CAMAT, "",
			    city->kelurahan[i].kecamatan);
	person_add(w, SEAT_COORDINATOR, "", "*");
	person_add(w, SEAT_LEADER, "", "*");
}

/* Who is on leave says so, and comes back a week later. */
static void
leaves(struct world *w, int days)
{
	int	i, day;

	for (i = 0; i < w->people; i++)
		for (day = 3 + i % 5; w->person[i].habit == LEAVE &&
		    day < days; day += 14) {
			plan_add(w, w->now + day * DAY, w->person[i].number,
			    "CUTI");
			plan_add(w, w->now + (day + 7) * DAY,
			    w->person[i].number, "AKTIF");
		}
}

/* ---- what they do with an SMS ------------------------------------------ */

static bool
is_work(const char *kind)
{
	return strncmp(kind, "dispatch", 8) == 0 ||
	    strncmp(kind, "escalated", 9) == 0 ||
	    strcmp(kind, "seat_show") == 0;
}

/* The ticket in a text, and its code if there is one. */
static bool
read_work(const char *text, char ticket[24], char code[3])
{
	const char	*c = text, *k = strstr(text, "Kode ");
	size_t		 n;

	for (; *c != '\0'; c += n > 0 ? n : 1) {
		n = strspn(c, "0123456789");
		snprintf(ticket, 24, "%.*s", (int)n, c);
		if (n > 3 && ticket_to_sequence(ticket) != -1)
			break;
	}
	snprintf(code, 3, "%.2s", k != NULL ? k + 5 : "");
	return *c != '\0' && code[0] != '\0';
}

/* When a person takes and finishes what came, in seconds from now. */
static bool
pace(struct world *w, const struct person *p, bool urgent, int *take,
    int *finish)
{
	if (p->habit == SILENT)
		return false;
	*take = urgent ? pick(w, 25 * 60) : 300 + pick(w, 4 * HOUR);
	*finish = *take + HOUR + pick(w, urgent ? 12 * HOUR : 3 * DAY);
	if (p->habit == SLOW) {
		*take = HOUR + pick(w, 4 * DAY);
		*finish = *take + DAY + pick(w, 12 * DAY);
	}
	return true;
}

/* A list of the morning: whoever works asks for each that is in it. */
static void
reads_list(struct world *w, const struct person *p, const char *text)
{
	const char	*c = text;
	char		 ticket[24], look[40];
	size_t		 n;

	if (p->habit == SILENT)
		return;
	for (; *c != '\0'; c += n > 0 ? n : 1) {
		n = strspn(c, "0123456789");
		snprintf(ticket, sizeof ticket, "%.*s", (int)n, c);
		if (n < 4 || ticket_to_sequence(ticket) == -1)
			continue;
		snprintf(look, sizeof look, "LIHAT %s", ticket);
		plan_add(w, w->now + HOUR + pick(w, 2 * HOUR), p->number,
		    look);
	}
}

static void
staff_hears(struct world *w, const struct person *p,
    const struct outbox_message *m)
{
	char	ticket[24], code[3], text[96];
	int	take, finish, way = pick(w, 20);

	if (strcmp(m->kind, "seat_morning") == 0)
		reads_list(w, p, m->text);
	if (!is_work(m->kind) || !read_work(m->text, ticket, code) ||
	    !pace(w, p, m->urgent, &take, &finish))
		return;
	snprintf(text, sizeof text, "TERIMA %s", ticket);
	plan_add(w, m->urgent ? w->now + take : awake(w->now + take),
	    p->number, text);
	if (way == 0)
		snprintf(text, sizeof text, "TOLAK %s %s bukan wewenang kami",
		    ticket, code);
	else if (way == 1)
		snprintf(text, sizeof text, "TERUSKAN %s %s %s", ticket, code,
		    w->conf->city.opd[pick(w, w->conf->city.opd_count)].code);
	else
		snprintf(text, sizeof text, "SELESAI %s %s sudah beres",
		    ticket, code);
	plan_add(w, awake(w->now + finish), p->number, text);
}

static void
citizen_hears(struct world *w, const struct outbox_message *m)
{
	int	way = pick(w, 10);

	if (strcmp(m->kind, "done") == 0 && way < 7)
		plan_add(w, awake(w->now + pick(w, DAY)), m->number,
		    way < 6 ? "PUAS" : "BELUM masih sama saja");
	else if (strncmp(m->kind, "acknowledged", 12) == 0 &&
	    pick(w, 50) == 0)
		plan_add(w, w->now + pick(w, HOUR), m->number, "BATAL");
}

static void
citizen_writes(struct world *w, int64_t at, int n)
{
	const struct conf_city	*city = &w->conf->city;
	char			 number[NUMBER_SIZE], text[160];

	snprintf(number, sizeof number, "+62812001%06d", n);
	snprintf(text, sizeof text, "LAPOR %s %s dekat gereja nomor %d",
	    city->category[pick(w, city->category_count)].code,
	    city->kelurahan[pick(w, city->kelurahan_count)].name, n);
	plan_add(w, at, number, text);
}

/* ---- the world turns --------------------------------------------------- */

static void
count_sent(struct world *w, const struct outbox_message *m, int role)
{
	int	i;

	for (i = 0; i < w->kinds; i++)
		if (strcmp(w->kind[i].name, m->kind) == 0)
			break;
	must(i < KINDS_MAX, "making room for a kind");
	if (i == w->kinds)
		snprintf(w->kind[w->kinds++].name, STORE_NAME_SIZE, "%s",
		    m->kind);
	w->kind[i].to[role]++;
	w->went++;
	w->went_parts += m->parts;
}

static void
fault(struct world *w, int64_t id, const char *what)
{
	char	ticket[TICKET_SIZE];

	ticket_from_sequence(id, ticket);
	printf("BROKEN: report %s: %s\n", ticket, what);
	w->faults++;
}

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
		count_sent(w, &m, p != NULL ? (int)p->role : SEAT_ROLE_COUNT);
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

/* ---- what must hold ---------------------------------------------------- */

/* What the events of a report add up to. */
struct history {
	int	created, routed, taken;
	char	state[STORE_CODE_SIZE];	/* where they lead */
};

static int
add_event(void *arg, const struct store_cell *cell, int n)
{
	struct history	*h = arg;
	int		 i;

	for (i = 0; i < n; i++) {
		if (cell[i].text == NULL)
			continue;
		if (strcmp(cell[i].column, "event") == 0) {
			h->created += strcmp(cell[i].text, "created") == 0;
			h->routed += strcmp(cell[i].text, "routed") == 0;
			h->taken += strcmp(cell[i].text, "taken") == 0;
		} else if (strcmp(cell[i].column, "to") == 0)
			snprintf(h->state, sizeof h->state, "%s",
			    cell[i].text);
	}
	return 0;
}

static void
check_report(struct world *w, const struct report *r)
{
	struct store_param	p = { .name = ":report", .number = r->id };
	struct history		h = { 0 };
	struct deadline		d;
	bool			runs;

	must(store_list(w->store, "list_report_events", &p, 1, add_event, &h)
	    == 0, "events");
	if (h.created != 1 || strcmp(h.state, report_state_name(r->state))
	    != 0)
		fault(w, r->id, "its events do not lead to its state");
	if (h.taken > h.routed)
		fault(w, r->id, "taken more often than it was routed");
	runs = store_deadline_open(w->store, r->id, DEADLINE_FINISH, &d) == 1;
	if ((r->state == REPORT_ROUTED || r->state == REPORT_TAKEN ||
	    r->state == REPORT_WORKING) && (!runs || (d.next_at == 0 &&
	    d.step < w->conf->time.level_count)))
		fault(w, r->id, "open and without a next deadline");
	if (r->state >= REPORT_DONE && runs)
		fault(w, r->id, "over, and its deadline runs");
}

/* Each kind of deadline by how it ended. */
struct ends {
	int	met, late, withdrawn, runs, overdue;
	int64_t	late_s;
};

static void
count_ends(struct world *w, int64_t report, enum deadline_kind kind,
    struct ends *e)
{
	struct deadline	d;

	if (store_deadline_last(w->store, report, kind, &d) != 1)
		return;
	if (d.ended_at == 0) {
		e->runs++;
		e->overdue += d.limit_at < w->now;
	} else if (strcmp(d.outcome, "met") == 0)
		e->met++;
	else if (strcmp(d.outcome, "withdrawn") == 0)
		e->withdrawn++;
	else {
		e->late++;
		e->late_s += d.ended_at - d.limit_at;
	}
}

static void
print_ends(const char *what, const struct ends *e)
{
	printf("%-8s %6d in time, %d late (%.1f h on average), %d withdrawn, "
	    "%d running, %d of them overdue\n", what, e->met, e->late,
	    e->late > 0 ? (double)e->late_s / e->late / HOUR : 0.0,
	    e->withdrawn, e->runs, e->overdue);
}

static void
print_roles(const struct world *w)
{
	int	total[SEAT_ROLE_COUNT + 1] = { 0 }, all = 0, i, role;

	printf("%-20s", "SMS to");
	for (role = 0; role < SEAT_ROLE_COUNT; role++)
		printf("%12s", seat_role_name((enum seat_role)role));
	printf("%12s\n", "citizen");
	for (i = 0; i < w->kinds; i++) {
		printf("%-20s", w->kind[i].name);
		for (role = 0; role <= SEAT_ROLE_COUNT; role++) {
			printf("%12d", w->kind[i].to[role]);
			total[role] += w->kind[i].to[role];
		}
		printf("\n");
	}
	printf("%-20s", "all");
	for (role = 0; role <= SEAT_ROLE_COUNT; role++) {
		printf("%12d", total[role]);
		all += total[role];
	}
	printf("\n\n");
	must(all == w->went, "adding up the SMS");
}

static void
print_habits(const struct world *w)
{
	int	sum[HABIT_COUNT] = { 0 }, n[HABIT_COUNT] = { 0 }, i;
	int	busiest = 0;

	for (i = 0; i < w->people; i++)
		if (w->person[i].role == SEAT_OFFICER) {
			sum[w->person[i].habit] += w->person[i].received;
			n[w->person[i].habit]++;
		}
	for (i = 0; i < w->people; i++)
		if (w->person[i].busiest > busiest)
			busiest = w->person[i].busiest;
	printf("at most %d SMS to one of them in an hour\n", busiest);
	for (i = 0; i < HABIT_COUNT; i++)
		if (n[i] > 0)
			printf("officers, %-9s %3d, %6.1f SMS each\n",
			    habit_names[i], n[i], (double)sum[i] / n[i]);
}

static void
judge(struct world *w, int days)
{
	struct ends	take = { 0 }, finish = { 0 };
	int		state[REPORT_STATE_COUNT] = { 0 }, reports = 0, i;
	struct report	r;
	int64_t		id;

	for (id = w->conf->ticket_start; store_report_get(w->store, id, &r)
	    == 1; id++, reports++) {
		state[r.state]++;
		check_report(w, &r);
		count_ends(w, id, DEADLINE_TAKE, &take);
		count_ends(w, id, DEADLINE_FINISH, &finish);
	}
	printf("%d days, %d seats, %d reports, %d SMS in, %d out (%d parts), "
	    "%.1f SMS out a report\n\n", days, w->people, reports, w->came,
	    w->went, w->went_parts, reports > 0 ?
	    (double)w->went / reports : 0.0);
	print_roles(w);
	print_habits(w);
	print_ends("take", &take);
	print_ends("finish", &finish);
	for (i = 0; i < REPORT_STATE_COUNT; i++)
		if (state[i] > 0)
			printf("%-10s %6d\n", report_state_name(
			    (enum report_state)i), state[i]);
	printf("\n%d broken promises\n", w->faults);
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
	w->lexicon = reader_of_words(&w->conf->city);
	w->store = store_open(w->conf->database);
	must(w->plan != NULL && w->lexicon != NULL && w->store != NULL,
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
