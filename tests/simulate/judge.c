/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * judge - what must hold at the end, and the figures: SMS by kind and role,
 * what a closed report took, how soon citizens heard, how late things were.
 */

#include "config.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "desk/desk.h"
#include "language/ticket.h"
#include "store/deadline.h"
#include "store/list.h"
#include "store/report.h"
#include "tests/simulate/simulate.h"


static const char *const habit_names[] = { "prompt", "slow", "silent",
    "on leave" };

/* A promise was broken. */
void
fault(struct world *w, int64_t id, const char *what)
{
	char	ticket[TICKET_SIZE];

	ticket_from_sequence(id, ticket);
	printf("BROKEN: report %s: %s\n", ticket, what);
	w->faults++;
}

/* ---- what is sent ------------------------------------------------------- */

static struct tally *
tally_of(struct world *w, int64_t report)
{
	int64_t	i = report - w->conf->ticket_start;

	return i >= 0 && i < REPORTS_MAX ? &w->tally[i] : NULL;
}

/* One SMS about several reports is a share of one to each. */
static void
share_out(struct world *w, const struct outbox_message *m)
{
	struct tally	*of[64];
	const char	*c = m->text;
	char		 ticket[24];
	size_t		 n;
	int		 i, count = 0;

	for (; *c != '\0' && count < 64; c += n > 0 ? n : 1) {
		n = strspn(c, "0123456789");
		snprintf(ticket, sizeof ticket, "%.*s", (int)n, c);
		if (n >= 4 && ticket_to_sequence(ticket) != -1 &&
		    (of[count] = tally_of(w, ticket_to_sequence(ticket)))
		    != NULL)
			count++;
	}
	for (i = 0; i < count; i++)
		of[i]->sms += (double)m->parts / count;
}

/* A citizen hears how it stands with the report. */
static void
hears(struct world *w, struct tally *t, const char *kind)
{
	static const char *const kinds[] = { "taken", "forwarded",
	    "forwarded_taken", "asked", "done", "rejected", "state" };
	size_t	i;

	if (strncmp(kind, "acknowledged", 12) == 0 && !t->acknowledged) {
		t->acknowledged = true;
		t->acknowledged_at = w->now;
	}
	for (i = 0; i < COUNT(kinds); i++)
		if (strcmp(kinds[i], kind) == 0 && t->heards < HEARD_MAX)
			t->heard[t->heards++] = w->now;
}

/* An SMS went to a role, SEAT_ROLE_COUNT a citizen. */
void
count_sms(struct world *w, const struct outbox_message *m, int role)
{
	struct tally	*t = tally_of(w, m->report_id);
	int		 i;

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
	if (m->report_id == 0)
		share_out(w, m);
	else if (t != NULL) {
		t->sms += m->parts;
		if (role == SEAT_ROLE_COUNT)
			hears(w, t, m->kind);
	}
}

/* ---- how soon citizens hear ---------------------------------------------- */

enum { STEP_CREATED, STEP_TAKEN, STEP_FORWARDED, STEP_DONE, STEP_REJECTED,
    STEP_COUNT };

static const char *const step_events[] = { "created", "taken", "forwarded",
    "done", "rejected" };

static const struct {
	const char	*name;
	int64_t		 within;
} lags[] = {
	{ "1 minute", 60 }, { "10 minutes", 600 }, { "an hour", HOUR },
	{ "a night", 10 * HOUR }, { "ever", INT64_MAX }
};

#define LAGS	(sizeof lags / sizeof lags[0])

/* Of each step how many citizens heard within each of lags. */
struct heard {
	struct world	*world;
	struct report	 report;
	int		 all[STEP_COUNT], within[STEP_COUNT][LAGS];
};

/* When the citizen heard of what happened then, or -1. */
static int64_t
heard_at(const struct tally *t, int step, int64_t then)
{
	int	i;

	if (step == STEP_CREATED)
		return t->acknowledged ? t->acknowledged_at : -1;
	for (i = 0; i < t->heards; i++)
		if (t->heard[i] >= then)
			return t->heard[i];
	return -1;
}

static void
count_step(struct heard *h, int step, int64_t then)
{
	const struct tally	*t = tally_of(h->world, h->report.id);
	int64_t			 at;
	size_t			 i;

	if ((at = heard_at(t, step, then)) == -1) {
		/* It may wait yet, or its citizen ended it. */
		if (then < h->world->now - 12 * HOUR &&
		    h->report.state != REPORT_CANCELLED)
			fault(h->world, h->report.id,
			    "a step that its citizen never heard of");
		return;
	}
	h->all[step]++;
	for (i = 0; i < LAGS; i++)
		h->within[step][i] += at - then <= lags[i].within;
}

static int
hear_event(void *arg, const struct store_cell *cell, int n)
{
	struct heard	*h = arg;
	const char	*kind = "";
	int64_t		 at = 0;
	int		 i;

	for (i = 0; i < n; i++)
		if (strcmp(cell[i].column, "event") == 0 &&
		    cell[i].text != NULL)
			kind = cell[i].text;
		else if (strcmp(cell[i].column, "time") == 0)
			at = cell[i].number;
	for (i = 0; i < STEP_COUNT; i++)
		if (strcmp(step_events[i], kind) == 0)
			count_step(h, i, at);
	return 0;
}

static void
count_heard(struct heard *h, const struct report *r)
{
	struct store_param	p = { .name = ":report", .number = r->id };

	h->report = *r;
	must(store_list(h->world->store, "list_report_events", &p, 1,
	    hear_event, h) == 0, "events");
}

static void
print_heard(const struct heard *h)
{
	size_t	i;
	int	step;

	printf("%-20s", "citizens who heard");
	for (i = 0; i < LAGS; i++)
		printf("%12s", lags[i].name);
	printf("\n");
	for (step = 0; step < STEP_COUNT; step++) {
		printf("%-12s%8d", step_events[step], h->all[step]);
		for (i = 0; i < LAGS; i++)
			printf("%11.1f%%", h->all[step] > 0 ? 100.0 *
			    h->within[step][i] / h->all[step] : 0.0);
		printf("\n");
	}
	printf("\n");
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
print_roles(const struct world *w, int reports)
{
	int	total[SEAT_ROLE_COUNT + 1] = { 0 }, all = 0, sum, i, role;

	printf("%-16s%9s", "SMS to", "a report");
	for (role = 0; role < SEAT_ROLE_COUNT; role++)
		printf("%12s", seat_role_name((enum seat_role)role));
	printf("%12s\n", "citizen");
	for (i = 0; i < w->kinds; i++) {
		for (sum = role = 0; role <= SEAT_ROLE_COUNT; role++)
			sum += w->kind[i].to[role];
		printf("%-19s%6.2f", w->kind[i].name, (double)sum / reports);
		for (role = 0; role <= SEAT_ROLE_COUNT; role++) {
			printf("%12d", w->kind[i].to[role]);
			total[role] += w->kind[i].to[role];
		}
		printf("\n");
	}
	printf("%-25s", "all");
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

/* What must hold, and the figures. */
void
judge(struct world *w, int days)
{
	struct ends	take = { 0 }, finish = { 0 };
	struct heard	heard = { .world = w };
	double		closed = 0;
	int		state[REPORT_STATE_COUNT] = { 0 }, reports = 0, i;
	struct report	r;
	int64_t		id;

	for (id = w->conf->ticket_start; store_report_get(w->store, id, &r)
	    == 1; id++, reports++) {
		state[r.state]++;
		check_report(w, &r);
		count_ends(w, id, DEADLINE_TAKE, &take);
		count_ends(w, id, DEADLINE_FINISH, &finish);
		count_heard(&heard, &r);
		if (r.state == REPORT_CLOSED)
			closed += tally_of(w, id)->sms;
	}
	printf("%d days, %d seats, %d reports, %d SMS in, %d out (%d parts), "
	    "%.2f SMS out a report, %.2f a closed one\n\n", days, w->people, reports, w->came,
	    w->went, w->went_parts, reports > 0 ?
	    (double)w->went_parts / reports : 0.0, state[REPORT_CLOSED] > 0 ?
	    closed / state[REPORT_CLOSED] : 0.0);
	print_roles(w, reports);
	print_heard(&heard);
	print_habits(w);
	print_ends("take", &take);
	print_ends("finish", &finish);
	for (i = 0; i < REPORT_STATE_COUNT; i++)
		if (state[i] > 0)
			printf("%-10s %6d\n", report_state_name(
			    (enum report_state)i), state[i]);
	printf("\n%d broken promises\n", w->faults);
}
