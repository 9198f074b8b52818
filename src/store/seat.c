/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * seat - posts and who holds them.
 *
 * People move and the seat stays.  Names and areas are compared without
 * regard to case.
 */

#include <string.h>

#include "store/rows.h"
#include "store/seat.h"

static const char *const seat_roles[] = {
#define X(name, text)	[SEAT_##name] = text,
	SEAT_ROLES(X)
#undef X
};

static const char *const seat_states[] = {
	[SEAT_ON] = "on",
	[SEAT_OFF] = "off",
	[SEAT_VACANT] = "vacant",
};

/* A role in the words of the database and of the seat table. */
const char *
seat_role_name(enum seat_role role)
{
	return seat_roles[role];
}

/* The role of this name, or -1. */
int
seat_role_find(const char *name)
{
	int	i;

	for (i = 0; i < SEAT_ROLE_COUNT; i++)
		if (strcmp(name, seat_roles[i]) == 0)
			return i;
	return -1;
}

/* On or off duty, in the words of the database. */
const char *
seat_state_name(enum seat_state state)
{
	return seat_states[state];
}

static void
bind_seat(struct row *r, const struct seat *s)
{
	row_bind_text(r, ":name", s->name);
	row_bind_text(r, ":opd", s->opd);
	row_bind_text(r, ":role", seat_roles[s->role]);
	row_bind_text(r, ":area", s->area);
	row_bind_text(r, ":holder", s->holder);
	row_bind_id(r, ":phone", s->phone_id);
	row_bind_id(r, ":deputy", s->deputy_phone_id);
}

static void
seat_read(struct row *r, struct seat *s)
{
	s->id = row_get_int64(r);
	row_get_text(r, s->name, sizeof s->name);
	row_get_text(r, s->opd, sizeof s->opd);
	s->role = (enum seat_role)row_get_name(r, seat_roles,
	    NAME_COUNT(seat_roles));
	row_get_text(r, s->area, sizeof s->area);
	row_get_text(r, s->holder, sizeof s->holder);
	s->phone_id = row_get_int64(r);
	row_get_text(r, s->number, sizeof s->number);
	s->state = (enum seat_state)row_get_name(r, seat_states,
	    NAME_COUNT(seat_states));
	s->open = row_get_int(r);
	s->deputy_phone_id = row_get_int64(r);
	row_get_text(r, s->deputy, sizeof s->deputy);
	s->off_until = row_get_int64(r);
	s->heard_at = row_get_int64(r);
	s->silent_at = row_get_int64(r);
	s->silent_step = row_get_int(r);
	s->watch_at = 0;
}

static int
seat_one(struct row *r, struct seat *s)
{
	int	rc = row_step(r);

	if (rc == 1)
		seat_read(r, s);
	return row_close(r, rc);
}

/*
 * Keep a new seat and fill its id.  Its name must be free: store_seat_find
 * first.  0 or -1.
 */
int
store_seat_add(struct store *st, struct seat *s, int64_t now)
{
	struct row	r;

	row_open(&r, st, Q_SEAT_ADD);
	bind_seat(&r, s);
	row_bind_text(&r, ":state", seat_states[s->state]);
	row_bind_int(&r, ":now", now);
	return row_run_id(&r, &s->id);
}

/* Change all of a seat that has no way of its own, by its id.  0 or -1. */
int
store_seat_set(struct store *st, const struct seat *s)
{
	struct row	r;

	row_open(&r, st, Q_SEAT_SET);
	row_bind_int(&r, ":id", s->id);
	bind_seat(&r, s);
	return row_run(&r);
}

/*
 * Take a seat away.  Its row stays for the events that name it; its open
 * dispatches are the caller's to close first.  0 or -1.
 */
int
store_seat_remove(struct store *st, int64_t id, int64_t now)
{
	return store_update_id(st, Q_SEAT_REMOVE, id, ":now", now);
}

/* 1 and the seat, also one that was removed; 0 none, -1 failed. */
int
store_seat_get(struct store *st, int64_t id, struct seat *s)
{
	struct row	r;

	row_open(&r, st, Q_SEAT_GET);
	row_bind_int(&r, ":id", id);
	return seat_one(&r, s);
}

/* 1 and the seat of this name, 0 none, -1 failed. */
int
store_seat_find(struct store *st, const char *name, struct seat *s)
{
	struct row	r;

	row_open(&r, st, Q_SEAT_FIND);
	row_bind_text(&r, ":name", name);
	return seat_one(&r, s);
}

/*
 * The next seat after this id that this phone speaks for: as its holder, or
 * as its deputy while that stands in or has reports of it.  A person may have
 * several.  1 found, 0 no more, -1 failed.
 */
int
store_seat_of_phone(struct store *st, int64_t phone_id, int64_t after_id,
    struct seat *s)
{
	struct row	r;

	row_open(&r, st, Q_SEAT_OF_PHONE);
	row_bind_int(&r, ":phone", phone_id);
	row_bind_int(&r, ":after", after_id);
	return seat_one(&r, s);
}

/*
 * The on-duty seat of this OPD ("" or NULL: of any), role and area that has
 * the fewest open dispatches, and a phone; or a deputy's who stands in.  One
 * that is silent only where there is no other.  1 found, 0 none, -1 failed.
 */
int
store_seat_for_area(struct store *st, const char *opd, enum seat_role role,
    const char *area, struct seat *s)
{
	struct row	r;
	struct seat	next;
	int		found = 0, rc;
	bool		quiet, was = false;

	row_open(&r, st, Q_SEAT_FOR_AREA);
	row_bind_text(&r, ":opd", opd != NULL ? opd : "");
	row_bind_text(&r, ":role", seat_roles[role]);
	row_bind_text(&r, ":area", area);
	while ((rc = row_step(&r)) == 1) {
		seat_read(&r, &next);
		quiet = next.silent_at != 0;
		if (!found || (was && !quiet) ||
		    (was == quiet && next.open < s->open)) {
			*s = next;
			was = quiet;
		}
		found = 1;
	}
	return row_close(&r, rc == -1 ? -1 : found);
}

/*
 * The next on-duty seat after this id, of an OPD and role, whose area is the
 * kelurahan, the kecamatan or the whole city.  1 found, 0 no more, -1 failed.
 */
int
store_seat_covering(struct store *st, const char *opd, enum seat_role role,
    const char *kelurahan, const char *kecamatan, int64_t after_id,
    struct seat *s)
{
	struct row	r;

	row_open(&r, st, Q_SEAT_COVERING);
	row_bind_text(&r, ":opd", opd);
	row_bind_text(&r, ":role", seat_roles[role]);
	row_bind_text(&r, ":kelurahan", kelurahan);
	row_bind_text(&r, ":kecamatan", kecamatan);
	row_bind_int(&r, ":after", after_id);
	return seat_one(&r, s);
}

/* The same, whatever its area is. */
int
store_seat_anywhere(struct store *st, const char *opd, enum seat_role role,
    int64_t after_id, struct seat *s)
{
	struct row	r;

	row_open(&r, st, Q_SEAT_ANYWHERE);
	row_bind_text(&r, ":opd", opd);
	row_bind_text(&r, ":role", seat_roles[role]);
	row_bind_int(&r, ":after", after_id);
	return seat_one(&r, s);
}

/* On or off duty, or vacant, from now on.  0 or -1. */
int
store_seat_set_state(struct store *st, int64_t id, enum seat_state state)
{
	return store_seat_set_duty(st, id, state, 0);
}

/* The same; off_until is when it comes back by itself, 0 never.  0 or -1. */
int
store_seat_set_duty(struct store *st, int64_t id, enum seat_state state,
    int64_t off_until)
{
	struct row	r;

	row_open(&r, st, Q_SEAT_SET_STATE);
	row_bind_int(&r, ":id", id);
	row_bind_text(&r, ":state", seat_states[state]);
	row_bind_id(&r, ":off_until", off_until);
	return row_run(&r);
}

/* A leave from a moment on until another; AKTIF takes it back.  0 or -1. */
int
store_seat_plan(struct store *st, int64_t id, int64_t from, int64_t until)
{
	struct row	r;

	row_open(&r, st, Q_SEAT_PLAN);
	row_bind_int(&r, ":id", id);
	row_bind_int(&r, ":from", from);
	row_bind_int(&r, ":until", until);
	return row_run(&r);
}

/*
 * The seat whose planned leave began longest ago, or with INT64_MAX as now
 * begins first.  1 found, 0 none, -1 failed.
 */
int
store_seat_leaving(struct store *st, int64_t now, struct seat *s)
{
	struct row	r;
	int		rc;

	row_open(&r, st, Q_SEAT_LEAVING);
	row_bind_int(&r, ":now", now);
	if ((rc = row_step(&r)) == 1) {
		seat_read(&r, s);
		s->off_from = row_get_int64(&r);
	}
	return row_close(&r, rc);
}

/*
 * The seat that is back on duty longest; with INT64_MAX as now, the one that
 * will be first.  1 found, 0 none, -1 failed.
 */
int
store_seat_back(struct store *st, int64_t now, struct seat *s)
{
	struct row	r;

	row_open(&r, st, Q_SEAT_BACK);
	row_bind_int(&r, ":now", now);
	return seat_one(&r, s);
}

/*
 * The seat whose silence is to be judged first, by now (or INT64_MAX);
 * watch_at is filled.  1 found, 0 none, -1 failed.
 */
int
store_seat_watched(struct store *st, int64_t now, struct seat *s)
{
	struct row	r;
	int		rc;

	row_open(&r, st, Q_SEAT_WATCHED);
	row_bind_int(&r, ":now", now);
	if ((rc = row_step(&r)) == 1) {
		seat_read(&r, s);
		s->watch_at = row_get_int64(&r);
	}
	return row_close(&r, rc);
}

/* Judge it again then; 0: not before it misses another.  0 or -1. */
int
store_seat_set_watch(struct store *st, int64_t id, int64_t at)
{
	return store_update_id(st, Q_SEAT_SET_WATCH, id, ":at", at);
}

/* Silent since then, and its reports passed on so far up.  0 or -1. */
int
store_seat_set_silent(struct store *st, int64_t id, int64_t at, int step)
{
	struct row	r;

	row_open(&r, st, Q_SEAT_SET_SILENT);
	row_bind_int(&r, ":id", id);
	row_bind_id(&r, ":at", at);
	row_bind_int(&r, ":step", step);
	return row_run(&r);
}

/* Its holder wrote, which ends its silence, or only its deputy. */
int
store_seat_heard(struct store *st, int64_t id, bool holder, int64_t now)
{
	return store_update_id(st, holder ? Q_SEAT_HEARD :
	    Q_SEAT_HEARD_DEPUTY, id, ":now", now);
}

/* How many dispatches that came since then the seat missed; -1 failed. */
int
store_seat_missed(struct store *st, int64_t id, int64_t since)
{
	struct row	r;
	int		n = 0, rc;

	row_open(&r, st, Q_SEAT_MISSED);
	row_bind_int(&r, ":seat", id);
	row_bind_int(&r, ":since", since);
	if ((rc = row_step(&r)) == 1)
		n = row_get_int(&r);
	return row_close(&r, rc) == -1 ? -1 : n;
}

/*
 * From now on the seat is held by who it names, and how that came; whoever
 * held it before does no longer.  0 or -1.
 */
int
store_seat_holder(struct store *st, const struct seat *s, const char *how,
    int64_t now)
{
	struct row	r;

	row_open(&r, st, Q_SEAT_HOLDER_END);
	row_bind_int(&r, ":seat", s->id);
	row_bind_int(&r, ":now", now);
	if (row_run(&r) == -1)
		return -1;
	if (s->phone_id == 0)
		return 0;
	row_open(&r, st, Q_SEAT_HOLDER_BEGIN);
	row_bind_int(&r, ":seat", s->id);
	row_bind_text(&r, ":holder", s->holder);
	row_bind_id(&r, ":phone", s->phone_id);
	row_bind_text(&r, ":how", how);
	row_bind_int(&r, ":now", now);
	return row_run(&r);
}
