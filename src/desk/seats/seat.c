/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * seat - who sits where: checked, written, and the reports that waited for
 * somebody go out.
 *
 * People and phones change weekly, so seats are rows and not configuration;
 * this file knows what a seat must look like to be one.
 */

#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "desk/report/report.h"
#include "desk/seats/command.h"
#include "desk/seats/seats.h"
#include "desk/words/letter.h"

/* Roles that belong to a department, and must name it. */
static bool
role_has_opd(enum seat_role role)
{
	return role == SEAT_OFFICER || role == SEAT_HEAD;
}

/* Bring an area to the spelling of the configuration; false if unknown. */
static bool
fix_area(const struct desk *desk, char *area, size_t size)
{
	const struct conf_city	*city = &desk->conf->city;
	int			 i;

	if (strcmp(area, "*") == 0)
		return true;
	if ((i = conf_city_find_kelurahan(city, area)) != -1) {
		snprintf(area, size, "%s", city->kelurahan[i].name);
		return true;
	}
	for (i = 0; i < city->kelurahan_count; i++)
		if (strcasecmp(city->kelurahan[i].kecamatan, area) == 0) {
			snprintf(area, size, "%s",
			    city->kelurahan[i].kecamatan);
			return true;
		}
	return false;
}

/* Is it a seat as the city knows them?  0, or 1 and why not. */
static int
check(const struct desk *desk, struct seat *seat, char *why, size_t size)
{
	const struct conf_city	*city = &desk->conf->city;
	int			 i = -1;

	if (seat->name[0] == '\0') {
		snprintf(why, size, "the seat has no name");
		return 1;
	}
	if (seat->opd[0] != '\0' && (i = conf_city_find_opd(city, seat->opd))
	    == -1) {
		snprintf(why, size, "there is no OPD %s", seat->opd);
		return 1;
	}
	if (i != -1)
		snprintf(seat->opd, sizeof seat->opd, "%s", city->opd[i].code);
	if (role_has_opd(seat->role) != (seat->opd[0] != '\0')) {
		snprintf(why, size, role_has_opd(seat->role) ?
		    "a seat of role %s needs an OPD" :
		    "a seat of role %s has no OPD", seat_role_name(seat->role));
		return 1;
	}
	if (!fix_area(desk, seat->area, sizeof seat->area)) {
		snprintf(why, size, "%s is neither a kelurahan, a kecamatan "
		    "nor *", seat->area);
		return 1;
	}
	return 0;
}

/* A number as a row.  0, 1 and why not, -1. */
static int
find_phone(struct desk *desk, const char *number, char e164[NUMBER_SIZE],
    int64_t *id, int64_t now, char *why, size_t size)
{
	if (number_normalise(number, desk->conf->country, e164) !=
	    NUMBER_PHONE) {
		snprintf(why, size, "%s is not a phone number", number);
		return 1;
	}
	return store_phone_find_or_add(desk->store, e164, NUMBER_PHONE, now,
	    id);
}

/* The seat's phone.  0, 1 and why not, -1. */
static int
set_phone(struct desk *desk, struct seat *seat, const char *number,
    int64_t now, char *why, size_t size)
{
	return find_phone(desk, number, seat->number, &seat->phone_id, now,
	    why, size);
}

/* Its deputy's phone, "" or "-" for none.  0, 1 and why not, -1. */
static int
set_deputy(struct desk *desk, struct seat *seat, const char *number,
    int64_t now, char *why, size_t size)
{
	seat->deputy_phone_id = 0;
	seat->deputy[0] = '\0';
	if (number[0] == '\0' || strcmp(number, "-") == 0)
		return 0;
	return find_phone(desk, number, seat->deputy, &seat->deputy_phone_id,
	    now, why, size);
}

/* A deputy is somebody else.  0, or 1 and why not. */
static int
check_deputy(const struct seat *seat, char *why, size_t size)
{
	if (seat->deputy_phone_id == 0 ||
	    seat->deputy_phone_id != seat->phone_id)
		return 0;
	snprintf(why, size, "seat %s: its deputy has the same phone",
	    seat->name);
	return 1;
}

/* A seat that has a holder again is on duty. */
static int
change_holder(struct desk *desk, const struct seat *seat,
    const struct seat *old, const char *how, int64_t now)
{
	if (seat->phone_id == old->phone_id &&
	    strcmp(seat->holder, old->holder) == 0)
		return 0;
	if (seat->phone_id != old->phone_id && (store_seat_heard(desk->store,
	    seat->id, true, now) == -1 || (old->state == SEAT_VACANT &&
	    store_seat_set_state(desk->store, seat->id, SEAT_ON) == -1)))
		return -1;
	return store_seat_holder(desk->store, seat, how, now);
}

/*
 * Add or change, without sending waiting reports.  number and deputy may be
 * NULL: then what a seat there is has stays.
 */
static int
put(struct desk *desk, struct seat *seat, const char *number,
    const char *deputy, bool may_change, int64_t now, char *why, size_t size)
{
	struct seat	old;
	int		rc;

	if ((rc = check(desk, seat, why, size)) != 0 ||
	    (rc = set_phone(desk, seat, number, now, why, size)) != 0 ||
	    (deputy != NULL && (rc = set_deputy(desk, seat, deputy, now, why,
	    size)) != 0))
		return rc;
	if ((rc = store_seat_find(desk->store, seat->name, &old)) == -1)
		return -1;
	if (rc == 1 && deputy == NULL)
		seat->deputy_phone_id = old.deputy_phone_id;
	if (check_deputy(seat, why, size) != 0)
		return 1;
	if (rc == 0)
		return store_seat_add(desk->store, seat, now) == -1 ||
		    store_seat_holder(desk->store, seat, may_change ?
		    "import" : "command", now) == -1 ? -1 : 0;
	if (!may_change) {
		snprintf(why, size, "there is a seat %s already", seat->name);
		return 1;
	}
	seat->id = old.id;
	if (store_seat_set(desk->store, seat) == -1)
		return -1;
	return change_holder(desk, seat, &old, "import", now);
}

/*
 * Add a seat held by a phone number.  Reports that waited for somebody go
 * out to it.  1 on refusal.
 */
int
desk_seat_add(struct desk *desk, struct seat *seat, const char *number,
    int64_t now, char *why, size_t size)
{
	int	rc;

	if ((rc = put(desk, seat, number, NULL, false, now, why, size)) != 0)
		return rc;
	return seat_changed(desk, seat, SEAT_FILLED, now);
}

/*
 * On, off or vacant by command.  A vacant seat has no holder; what lies with
 * it is its deputy's, or else the next above's.
 */
static int
set_state(struct desk *desk, struct seat *seat, enum seat_state state,
    int64_t now)
{
	enum seat_state	was = seat->state;

	seat->state = state;
	seat->off_until = 0;
	if (state == SEAT_VACANT) {
		seat->phone_id = 0;
		seat->holder[0] = '\0';
	}
	if (store_seat_set_state(desk->store, seat->id, state) == -1 ||
	    (state == SEAT_ON && store_seat_heard(desk->store, seat->id, true,
	    now) == -1))
		return -1;
	return was != SEAT_ON || state == SEAT_ON ? 0 :
	    seat_changed(desk, seat, SEAT_LEFT, now);
}

static bool
set_text(struct seat *seat, const char *key, const char *value)
{
	const struct { const char *key; char *text; size_t size; } rows[] = {
		{ "name", seat->name, sizeof seat->name },
		{ "opd", seat->opd, sizeof seat->opd },
		{ "area", seat->area, sizeof seat->area },
		{ "holder", seat->holder, sizeof seat->holder }
	};
	size_t	i;

	for (i = 0; i < sizeof rows / sizeof rows[0]; i++)
		if (strcmp(rows[i].key, key) == 0) {
			snprintf(rows[i].text, rows[i].size, "%s", value);
			return true;
		}
	return false;
}

static int
set_field(struct desk *desk, struct seat *seat, const char *key,
    const char *value, int64_t now, char *why, size_t size)
{
	int	role, state;

	if (strcmp(key, "phone") == 0)
		return set_phone(desk, seat, value, now, why, size);
	if (strcmp(key, "deputy") == 0)
		return set_deputy(desk, seat, value, now, why, size);
	if (set_text(seat, key, value))
		return 0;
	for (state = SEAT_ON; state <= (int)SEAT_VACANT; state++)
		if (strcmp(key, "state") == 0 && strcmp(value,
		    seat_state_name((enum seat_state)state)) == 0)
			return set_state(desk, seat, (enum seat_state)state,
			    now);
	if (strcmp(key, "role") == 0 && (role = seat_role_find(value)) != -1) {
		seat->role = (enum seat_role)role;
		return 0;
	}
	snprintf(why, size, "%s=%s: a seat has name, opd, role "
	    "(officer head lurah camat coordinator leader), area, "
	    "holder, phone, deputy, state (on off vacant)", key, value);
	return 1;
}

/* Change one field of a seat, by its name.  1 on refusal. */
int
desk_seat_set(struct desk *desk, const char *name, const char *key,
    const char *value, int64_t now, char *why, size_t size)
{
	struct seat	seat, old;
	int		rc;

	if ((rc = store_seat_find(desk->store, name, &seat)) == -1)
		return -1;
	if (rc == 0) {
		snprintf(why, size, "there is no seat %s", name);
		return 1;
	}
	old = seat;
	if ((rc = set_field(desk, &seat, key, value, now, why, size)) != 0 ||
	    (rc = check(desk, &seat, why, size)) != 0 ||
	    (rc = check_deputy(&seat, why, size)) != 0)
		return rc;
	if (seat.phone_id == 0 && seat.state != SEAT_VACANT) {
		snprintf(why, size, "seat %s has no phone: it is vacant",
		    name);
		return 1;
	}
	if (store_seat_set(desk->store, &seat) == -1 ||
	    change_holder(desk, &seat, &old, "command", now) == -1)
		return -1;
	return seat_changed(desk, &seat, SEAT_CHANGED, now);
}

/* Take one report off a seat; with no other seat it is routed anew. */
static int
take_away(struct desk *desk, const struct dispatch *d, struct report *report,
    const char *seat_name, int64_t now)
{
	struct actor	who = { 0, d->seat_id, 0 };
	struct dispatch	other;
	int		rc;

	if (store_dispatch_close_one(desk->store, d->id, now) == -1)
		return -1;
	rc = store_dispatch_next(desk->store, report->id, 0, &other);
	if (rc == -1)
		return -1;
	if (rc == 1)
		return report_note(desk, report, "seat removed", &who,
		    seat_name, now);
	if ((rc = report_apply(desk, report, EV_UNSEAT, &who, seat_name, now))
	    != 1)
		return rc;
	return routing_dispatch(desk, report, &who, MESSAGE_DISPATCH, now);
}

/*
 * Remove a seat; what lay with it goes to another.  1 on refusal.
 */
int
desk_seat_remove(struct desk *desk, const char *name, int64_t now, char *why,
    size_t size)
{
	struct seat	seat;
	struct dispatch	d;
	struct report	r;
	int		rc;

	if ((rc = store_seat_find(desk->store, name, &seat)) == -1)
		return -1;
	if (rc == 0) {
		snprintf(why, size, "there is no seat %s", name);
		return 1;
	}
	if (store_seat_remove(desk->store, seat.id, now) == -1)
		return -1;
	while ((rc = store_dispatch_of_seat(desk->store, seat.id, 0, &d, &r))
	    == 1)
		if (take_away(desk, &d, &r, name, now) == -1)
			return -1;
	return rc == -1 ? -1 : seat_changed(desk, &seat, SEAT_REMOVED, now);
}

#define IMPORT_COLUMNS	7	/* the last, deputy, may be missing */

static const char *const import_header[IMPORT_COLUMNS] = {
	"seat", "opd", "role", "area", "holder", "phone", "deputy"
};

/* Cut a line at its tabs; the number of fields. */
static int
cut(char *line, char *field[IMPORT_COLUMNS])
{
	int	n = 0;

	for (;;) {
		if (n < IMPORT_COLUMNS)
			field[n] = line;
		n++;
		if ((line = strchr(line, '\t')) == NULL)
			return n;
		*line++ = '\0';
	}
}

static int
import_row(struct desk *desk, char *line, int columns, int64_t now, char *why,
    size_t size)
{
	char		*f[IMPORT_COLUMNS];
	struct seat	 seat = { 0 };
	int		 n, role;

	if ((n = cut(line, f)) != columns) {
		snprintf(why, size, "%d fields, not %d (tabs between)", n,
		    columns);
		return 1;
	}
	if ((role = seat_role_find(f[2])) == -1) {
		snprintf(why, size, "there is no role %s", f[2]);
		return 1;
	}
	seat.role = (enum seat_role)role;
	snprintf(seat.name, sizeof seat.name, "%s", f[0]);
	snprintf(seat.opd, sizeof seat.opd, "%s", strcmp(f[1], "-") == 0 ? ""
	    : f[1]);
	snprintf(seat.area, sizeof seat.area, "%s", f[3]);
	snprintf(seat.holder, sizeof seat.holder, "%s", f[4]);
	return put(desk, &seat, f[5], columns == IMPORT_COLUMNS ? f[6] : NULL,
	    true, now, why, size);
}

/* How many columns the header names, or 0 and why it is none. */
static int
import_header_check(char *line, char *why, size_t size)
{
	char	*f[IMPORT_COLUMNS];
	int	 n = cut(line, f), i;

	if (n != IMPORT_COLUMNS && n != IMPORT_COLUMNS - 1)
		n = 0;
	for (i = 0; i < n; i++)
		if (strcasecmp(f[i], import_header[i]) != 0)
			n = 0;
	if (n == 0)
		snprintf(why, size, "line 1: the header must be seat, opd, "
		    "role, area, holder, phone, and perhaps deputy, with tabs "
		    "between\n");
	return n;
}

/*
 * Add or change seats from a table (tab-separated, with its header): all of
 * it or nothing.  On refusal 1, and every bad line in why, one a line; the
 * caller rolls back.
 */
int
desk_seat_import(struct desk *desk, const char *text, int64_t now, char *why,
    size_t size)
{
	char	*copy, *line, *next, fault[256];
	size_t	 len = 0;
	int	 number = 1, columns = 0, faults = 0, rc = 1;

	why[0] = '\0';
	if ((copy = strdup(text)) == NULL)
		return -1;
	for (line = copy; line != NULL; line = next, number++) {
		if ((next = strchr(line, '\n')) != NULL)
			*next++ = '\0';
		line[strcspn(line, "\r")] = '\0';
		if (number == 1) {
			columns = import_header_check(line, why, size);
			if (columns == 0)
				goto out;
			continue;
		}
		if (line[0] == '\0' || line[0] == '#')
			continue;
		if ((rc = import_row(desk, line, columns, now, fault,
		    sizeof fault)) == -1)
			goto out;
		if (rc == 1 && len < size) {
			faults++;
			len += (size_t)snprintf(why + len, size - len,
			    "line %d: %s\n", number, fault);
		}
	}
	rc = faults > 0 ? 1 : seat_changed(desk, NULL, SEAT_CHANGED, now);
out:
	free(copy);
	return rc;
}
