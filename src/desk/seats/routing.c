/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * routing - which seat gets a report, and the code that proves it was read.
 *
 * category -> OPD -> the on-duty seat whose area is the kelurahan, else its
 * kecamatan, else the whole city; nobody: the OPD's head, then the
 * coordinator.  Where even that fails the report stays "new" and is told of.
 * An urgent report goes to every officer whose area covers the place.
 */

#include "config.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/random.h>

#include "base/log.h"
#include "desk/report/report.h"
#include "desk/seats/seats.h"
#include "desk/words/letter.h"
#include "desk/words/said.h"
#include "desk/words/words.h"
#include "language/ticket.h"
#include "store/event.h"

static const char *
kecamatan_of(const struct desk *desk, const char *kelurahan)
{
	const struct conf_city	*city = &desk->conf->city;
	int			 i;

	i = conf_city_find_kelurahan(city, kelurahan);
	return i == -1 ? "" : city->kelurahan[i].kecamatan;
}

/* The seat of a role nearest to a kelurahan; a dead one only if wanted. */
static int
find_near(struct desk *desk, enum seat_role role, const char *opd,
    const char *kelurahan, bool dead_too, struct seat *seat)
{
	const char	*area[] = { kelurahan, kecamatan_of(desk, kelurahan),
			    "*" };
	size_t		 i;
	int		 rc = 0;

	for (i = 0; i < sizeof area / sizeof area[0] && rc == 0; i++) {
		if (area[i][0] != '\0')
			rc = store_seat_for_area(desk->store, opd, role,
			    area[i], seat);
		if (rc == 1 && !dead_too && reach_is_dead(seat))
			rc = 0;
	}
	return rc;
}

/*
 * The on-duty seat of a role nearest to a kelurahan ("" if not told): its
 * own, its kecamatan's, the city's; a silent one only where there is no
 * other.  opd is "" for roles without one.  1 found, 0 none, -1 failed.
 */
int
routing_find_role(struct desk *desk, enum seat_role role, const char *opd,
    const char *kelurahan, struct seat *seat)
{
	int	rc = find_near(desk, role, opd, kelurahan, false, seat);

	return rc != 0 ? rc : find_near(desk, role, opd, kelurahan, true,
	    seat);
}

/* Is a place ("" if not told) within a seat's area? */
bool
routing_covers(const struct desk *desk, const struct seat *seat,
    const char *kelurahan)
{
	return strcmp(seat->area, "*") == 0 || (kelurahan[0] != '\0' &&
	    (strcasecmp(seat->area, kelurahan) == 0 ||
	    strcasecmp(seat->area, kecamatan_of(desk, kelurahan)) == 0));
}

static int
find_seat(struct desk *desk, const struct report *report, struct seat *seat)
{
	static const struct {
		enum seat_role	role;
		bool		of_opd;
	} order[] = {
		{ SEAT_OFFICER, true }, { SEAT_HEAD, true },
		{ SEAT_COORDINATOR, false }
	};
	size_t	i, n = sizeof order / sizeof order[0];
	int	rc = 0;

	for (i = 0; i < 2 * n && rc == 0; i++)
		rc = find_near(desk, order[i % n].role, order[i % n].of_opd ?
		    report->opd : "", report->kelurahan, i >= n, seat);
	return rc;
}

/* The seat that would get a report now.  1, 0 nobody is there, -1. */
int
routing_find(struct desk *desk, const struct report *report,
    struct seat *seat)
{
	return find_seat(desk, report, seat);
}

/*
 * Give a dispatch a new code: a letter and a digit, none of which looks like
 * another on a small screen (no B 8, G 6, I 1, O Q D 0, S 5, Z 2).
 */
int
routing_new_code(struct desk *desk, struct dispatch *d)
{
	static const char	letters[] = "ACEFHJKLMNPRTUVWXY";
	static const char	digits[] = "23456789";
	unsigned char		r[2];
	char			old = d->code[0];

	do {
		if (getrandom(r, sizeof r, 0) != (ssize_t)sizeof r) {
			log_error("desk: no random numbers for a code");
			return -1;
		}
		d->code[0] = letters[r[0] % (sizeof letters - 1)];
		d->code[1] = digits[r[1] % (sizeof digits - 1)];
		d->code[2] = '\0';
	} while (d->code[0] == old);
	d->wrong = 0;
	if (d->id != 0)
		return store_dispatch_set_code(desk->store, d->id, d->code);
	return 0;
}

/* Lay a report before a seat without telling it: its dispatch row. */
int
routing_lay(struct desk *desk, const struct report *report,
    const struct seat *seat, struct dispatch *d, int64_t now)
{
	struct actor	who = { 0, seat->id, 0 };

	*d = (struct dispatch){ .report_id = report->id, .seat_id = seat->id,
	    .at = now };
	d->phone_id = reach_has_stand_in(seat) ? seat->deputy_phone_id :
	    seat->phone_id;
	if (routing_new_code(desk, d) == -1 ||
	    store_dispatch_add(desk->store, d) == -1)
		return -1;
	return report_note(desk, report, "dispatched", &who, seat->name, now);
}

/*
 * What a dispatch says of a report: its own words, behind those of who
 * reopened it (kept in remark).
 */
static const char *
words_of(struct desk *desk, const struct report *report, enum message_id how,
    char remark[TEXT_MAX_BYTES])
{
	char	why[TEXT_MAX_BYTES];
	int	n;

	if (how != MESSAGE_DISPATCH_REOPENED || store_event_last_detail(
	    desk->store, report->id, "reopened", why, sizeof why) != 1 ||
	    why[0] == '\0')
		return words_of_crowd(desk, report, report->description,
		    remark);
	n = snprintf(remark, TEXT_MAX_BYTES, "%.*s / ", TEXT_MAX_BYTES / 2,
	    why);
	snprintf(remark + n, TEXT_MAX_BYTES - (size_t)n, "%.*s",
	    TEXT_MAX_BYTES - n - 1, report->description);
	return remark;
}

/* Write a dispatch that has waited as it would be written now. */
int
routing_write_dispatch(struct desk *desk, struct outbox_message *m)
{
	enum message_id		how = (enum message_id)message_find(m->kind);
	char			remark[TEXT_MAX_BYTES];
	struct report_words	w;
	struct report		report;
	struct dispatch		d;

	if (store_report_get(desk->store, m->report_id, &report) != 1 ||
	    store_dispatch_find(desk->store, report.id, m->seat_id, &d) != 1 ||
	    store_dispatch_set_phone(desk->store, d.id, m->phone_id) == -1)
		return -1;
	words_report(desk, &report, &w);
	w.values.code = d.code;
	w.values.text = words_of(desk, &report, how, remark);
	post_write(desk, m, how, &w.values);
	return said_keep(desk, m, m->next_try);
}

/* Lay a report before one seat: its dispatch row and its SMS. */
static int
dispatch_to(struct desk *desk, const struct report *report,
    const struct seat *seat, enum message_id how, const char *text,
    int64_t now)
{
	struct dispatch		d;
	struct report_words	w;
	struct phone		phone;

	if (routing_lay(desk, report, seat, &d, now) == -1 ||
	    reach_phone(desk, seat, &phone) != 1)
		return -1;
	words_report(desk, report, &w);
	w.values.code = d.code;
	w.values.text = text;
	return notice_send(desk, &phone, how, &w.values, report, seat->id, "",
	    now);
}

/* Every officer of the place who has not got it yet. */
static int
fan_out(struct desk *desk, const struct report *report, enum message_id how,
    const char *text, int64_t now)
{
	struct seat	seat = { 0 };
	struct dispatch	d;
	int		rc, has;

	while ((rc = store_seat_covering(desk->store, report->opd,
	    SEAT_OFFICER, report->kelurahan, kecamatan_of(desk,
	    report->kelurahan), seat.id, &seat)) == 1) {
		has = store_dispatch_find(desk->store, report->id, seat.id,
		    &d);
		if (has == -1 || (has == 0 && dispatch_to(desk, report,
		    &seat, how, text, now) == -1))
			return -1;
	}
	return rc;
}

/*
 * The place of an urgent report is known now: those who answer for it and
 * have not got it get it, unless somebody has taken it.
 */
int
routing_widen(struct desk *desk, const struct report *report, int64_t now)
{
	if (!report->urgent || report->state != REPORT_ROUTED)
		return 0;
	return fan_out(desk, report, MESSAGE_DISPATCH_URGENT,
	    report->description, now);
}

/* A seat that only has to know: the lurah's copy, the leader's alarm. */
static int
inform(struct desk *desk, const struct report *report, enum seat_role role,
    enum message_id id, int64_t now)
{
	struct seat		seat;
	struct phone		phone;
	struct report_words	w;
	int			rc;

	if ((rc = routing_find_role(desk, role, "", report->kelurahan, &seat))
	    != 1)
		return rc;
	if ((rc = reach_phone(desk, &seat, &phone)) != 1)
		return rc;
	words_report(desk, report, &w);
	w.values.text = report->description;
	return notice_send(desk, &phone, id, &w.values, report, seat.id, "",
	    now);
}

static int
remain_unrouted(struct desk *desk, struct report *report,
    const struct actor *who, int64_t now)
{
	char	ticket[TICKET_SIZE];

	ticket_from_sequence(report->id, ticket);
	log_warn("desk: report %s: no seat of %s on duty, no head, no "
	    "coordinator; it waits", ticket, report->opd);
	if (report_note(desk, report, "unrouted", who, report->opd, now) == -1)
		return -1;
	return inform(desk, report, SEAT_LEADER, MESSAGE_ALARM_UNROUTED, now);
}

/* Dispatch with a citizen's remark (or NULL: the report's own words). */
static int
dispatch(struct desk *desk, struct report *report, const struct actor *who,
    enum message_id how, int64_t now)
{
	char		remark[TEXT_MAX_BYTES];
	const char	*text;
	struct seat	seat;
	int		rc;

	if ((rc = find_seat(desk, report, &seat)) != 1)
		return rc == -1 ? -1 : remain_unrouted(desk, report, who, now);
	text = words_of(desk, report, how, remark);
	if (report_apply(desk, report, EV_ROUTE, who, seat.name, now) != 1 ||
	    dispatch_to(desk, report, &seat, how, text, now) == -1)
		return -1;
	if (report->urgent && fan_out(desk, report, how, text, now) == -1)
		return -1;
	if (desk->conf->copy_lurah && report->kelurahan[0] != '\0')
		return inform(desk, report, SEAT_LURAH, MESSAGE_COPY, now);
	return 0;
}

/*
 * Find the seat for a report and lay it before it.  how is MESSAGE_DISPATCH
 * or MESSAGE_DISPATCH_REOPENED; urgent reports say so by themselves.  0 also
 * when nobody could be found (then it waits as "new"), -1 failed.
 */
int
routing_dispatch(struct desk *desk, struct report *report,
    const struct actor *who, enum message_id how, int64_t now)
{
	if (how == MESSAGE_DISPATCH && report->urgent)
		how = MESSAGE_DISPATCH_URGENT;
	return dispatch(desk, report, who, how, now);
}

/* The same to one seat that is chosen, with these words. */
int
routing_dispatch_to(struct desk *desk, struct report *report,
    const struct seat *seat, const struct actor *who, enum message_id how,
    const char *text, int64_t now)
{
	if (report_apply(desk, report, EV_ROUTE, who, seat->name, now) != 1)
		return -1;
	return dispatch_to(desk, report, seat, how, text, now);
}

/* Somebody came on duty: reports that waited for a seat try again. */
static int
retry(struct desk *desk, int64_t now)
{
	struct report	report = { 0 };
	struct actor	nobody = { 0, 0, 0 };
	struct seat	seat;
	int64_t		after = 0;
	int		rc, found;

	while ((rc = store_report_unrouted(desk->store, after, &report)) == 1) {
		after = report.id;
		if ((found = find_seat(desk, &report, &seat)) == -1)
			return -1;
		if (found == 1 && routing_dispatch(desk, &report, &nobody,
		    MESSAGE_DISPATCH, now) == -1)
			return -1;
	}
	return rc;
}

/* A follower of seats: who answers again gets what waited for somebody. */
int
routing_follow_seat(struct desk *desk, const struct seat *seat,
    enum seat_event on, int64_t now)
{
	(void)seat;
	return on == SEAT_FILLED || on == SEAT_CHANGED ? retry(desk, now) : 0;
}
