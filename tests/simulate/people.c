/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * people - who sits where, with which habits, and what they do with an SMS.
 *
 * They read: who was told that a report is over or another's writes no more
 * about it.
 */

#include "config.h"

#include <stdio.h>
#include <string.h>

#include "desk/desk.h"
#include "language/ticket.h"
#include "tests/simulate/simulate.h"


/* Who of the seats has this number, or NULL. */
struct person *
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

/* A seat of each kind, and who sits on it. */
void
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
void
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

/* It says that a report is over, or another's. */
static bool
is_end(const char *kind)
{
	static const char *const kinds[] = { "seat_elsewhere", "seat_other",
	    "seat_cancelled", "seat_misread", "not_now" };
	size_t	i;

	for (i = 0; i < COUNT(kinds); i++)
		if (strcmp(kinds[i], kind) == 0)
			return true;
	return false;
}

static struct rest *
rest_find(struct world *w, int person, int64_t report)
{
	int	i;

	for (i = 0; i < w->rests; i++)
		if (w->rest[i].person == person &&
		    w->rest[i].report == report)
			return &w->rest[i];
	return NULL;
}

static void
rests(struct world *w, const struct person *p, int64_t report)
{
	int	person = (int)(p - w->person);

	if (report == 0 || rest_find(w, person, report) != NULL)
		return;
	must(w->rests < RESTS_MAX, "making room for who rests");
	w->rest[w->rests++] = (struct rest){ person, report };
}

/* It is laid before the person again. */
static void
takes_up(struct world *w, const struct person *p, const char *ticket)
{
	struct rest	*r = rest_find(w, (int)(p - w->person),
			    ticket_to_sequence(ticket));

	if (r != NULL)
		*r = w->rest[--w->rests];
}

/* Will the plan not be carried out, for what its person read since? */
bool
person_rests(struct world *w, const struct plan *plan)
{
	struct person	*p = person_find(w, plan->from);
	char		 ticket[24];
	size_t		 at = strcspn(plan->text, "0123456789");

	snprintf(ticket, sizeof ticket, "%.*s",
	    (int)strspn(plan->text + at, "0123456789"), plan->text + at);
	return p != NULL && ticket[0] != '\0' && rest_find(w,
	    (int)(p - w->person), ticket_to_sequence(ticket)) != NULL;
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

/* Whoever works takes what came, and ends it one way or another. */
static void
plan_work(struct world *w, const struct person *p, bool urgent,
    const char *ticket, const char *code)
{
	char	text[96];
	int	take, finish, way = pick(w, 20);

	if (!pace(w, p, urgent, &take, &finish))
		return;
	snprintf(text, sizeof text, "TERIMA %s", ticket);
	plan_add(w, urgent ? w->now + take : awake(w->now + take),
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

/* A digest: all in it that has a code and is not only a reminder. */
static void
reads_digest(struct world *w, const struct person *p, const char *text)
{
	const char	*reminder = w->conf->message[MESSAGE_DIGEST_FINISH];
	const char	*c = text;
	char		 ticket[24], code[3];
	bool		 work = true;
	size_t		 n;

	for (; *c != '\0'; c += n > 0 ? n : 1) {
		n = strspn(c, "0123456789");
		if (strncmp(c, reminder, strlen(reminder)) == 0)
			work = false;
		else if (*c == ';')
			work = true;
		snprintf(ticket, sizeof ticket, "%.*s", (int)n, c);
		if (!work || n < 4 || ticket_to_sequence(ticket) == -1 ||
		    c[n] != ' ' || strchr("23456789", c[n + 2]) == NULL ||
		    c[n + 3] != ' ')
			continue;
		snprintf(code, sizeof code, "%.2s", c + n + 1);
		takes_up(w, p, ticket);
		plan_work(w, p, false, ticket, code);
	}
}

/* What somebody on a seat does with an SMS. */
void
staff_hears(struct world *w, const struct person *p,
    const struct outbox_message *m)
{
	char	ticket[24], code[3];

	if (strcmp(m->kind, "seat_morning") == 0)
		reads_list(w, p, m->text);
	else if (strcmp(m->kind, "seat_digest") == 0)
		reads_digest(w, p, m->text);
	else if (is_end(m->kind))
		rests(w, p, m->report_id);
	else if (is_work(m->kind) && read_work(m->text, ticket, code)) {
		takes_up(w, p, ticket);
		plan_work(w, p, m->urgent, ticket, code);
	}
}

/* What a citizen does with an SMS. */
void
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

/* A citizen who will report something. */
void
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
