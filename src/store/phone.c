/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * phone - numbers, and what is remembered of who uses them.
 *
 * The one table that holds numbers; every other row names a phone by id.
 */

#include <string.h>

#include "store/phone.h"
#include "store/rows.h"

/* Words of enum number_kind in the database. */
static const char *const phone_kinds[] = {
	[NUMBER_PHONE] = "phone",
	[NUMBER_SHORT] = "short",
	[NUMBER_NAME] = "name",
	[NUMBER_BAD] = "bad",
};

/* The id of a number: 1, 0 it is not known, -1. */
int
store_phone_find(struct store *st, const char *number, int64_t *id)
{
	struct row	r;
	int		rc;

	row_open(&r, st, Q_PHONE_FIND);
	row_bind_text(&r, ":number", number);
	if ((rc = row_step(&r)) == 1)
		*id = row_get_int64(&r);
	return row_close(&r, rc);
}

/*
 * The id of a number, which is kept from now on if it is new.  0, or -1 when
 * the database failed.
 */
int
store_phone_find_or_add(struct store *st, const char *number,
    enum number_kind kind, int64_t now, int64_t *id)
{
	struct row	r;
	int		rc;

	if ((rc = store_phone_find(st, number, id)) != 0)
		return rc == 1 ? 0 : -1;
	row_open(&r, st, Q_PHONE_ADD);
	row_bind_text(&r, ":number", number);
	row_bind_text(&r, ":kind", phone_kinds[kind]);
	row_bind_int(&r, ":now", now);
	return row_run_id(&r, id);
}

/* 1 and the phone, 0 if there is none with this id, -1 failed. */
int
store_phone_get(struct store *st, int64_t id, struct phone *p)
{
	struct row	r;
	int		rc;

	row_open(&r, st, Q_PHONE_GET);
	row_bind_int(&r, ":id", id);
	if ((rc = row_step(&r)) == 1) {
		p->id = row_get_int64(&r);
		row_get_text(&r, p->number, sizeof p->number);
		p->kind = (enum number_kind)row_get_name(&r, phone_kinds,
		    NAME_COUNT(phone_kinds));
		row_get_text(&r, p->name, sizeof p->name);
		row_get_text(&r, p->kelurahan, sizeof p->kelurahan);
		p->stopped_at = row_get_int64(&r);
		p->helped_at = row_get_int64(&r);
		p->unheard = row_get_int(&r);
		p->unheard_at = row_get_int64(&r);
		p->pranks = row_get_int(&r);
		p->blocked_at = row_get_int64(&r);
	}
	return row_close(&r, rc);
}

/*
 * Remember who has the phone and where they live.  NULL or "" leaves what is
 * known.  0 or -1.
 */
int
store_phone_register(struct store *st, int64_t id, const char *name,
    const char *kelurahan)
{
	struct row	r;

	row_open(&r, st, Q_PHONE_REGISTER);
	row_bind_int(&r, ":id", id);
	row_bind_text(&r, ":name",
	    name != NULL && name[0] != '\0' ? name : NULL);
	row_bind_text(&r, ":kelurahan",
	    kelurahan != NULL && kelurahan[0] != '\0' ? kelurahan : NULL);
	return row_run(&r);
}

/* Its owner said STOP at this time; 0: writes again.  0 or -1. */
int
store_phone_set_stopped(struct store *st, int64_t id, int64_t at)
{
	return store_update_id(st, Q_PHONE_SET_STOPPED, id, ":at", at);
}

/* It was sent the help SMS at this time.  0 or -1. */
int
store_phone_set_helped(struct store *st, int64_t id, int64_t at)
{
	return store_update_id(st, Q_PHONE_SET_HELPED, id, ":at", at);
}

/* A message of this time was not understood or not answered.  0 or -1. */
int
store_phone_count_unheard(struct store *st, int64_t id, int64_t at)
{
	return store_update_id(st, Q_PHONE_COUNT_UNHEARD, id, ":at", at);
}

static int
change(struct store *st, enum store_query query, int64_t id)
{
	struct row	r;

	row_open(&r, st, query);
	row_bind_int(&r, ":id", id);
	return row_run(&r);
}

/* A person says that what it reported was a prank.  0 or -1. */
int
store_phone_add_prank(struct store *st, int64_t id)
{
	return change(st, Q_PHONE_ADD_PRANK, id);
}

/* Its pranks do not count any more.  0 or -1. */
int
store_phone_clear_pranks(struct store *st, int64_t id)
{
	return change(st, Q_PHONE_CLEAR_PRANKS, id);
}

/* A person blocked it at this time; 0: no more.  0 or -1. */
int
store_phone_set_blocked(struct store *st, int64_t id, int64_t at)
{
	return store_update_id(st, Q_PHONE_SET_BLOCKED, id, ":at", at);
}

/* Nobody knows any more whose it is.  0 or -1. */
int
store_phone_forget(struct store *st, int64_t id)
{
	return change(st, Q_PHONE_FORGET, id);
}

/*
 * Does a seat, an open report or an SMS on its way need the number?  1, 0,
 * -1.
 */
int
store_phone_is_needed(struct store *st, int64_t id)
{
	struct row	r;
	int		rc;

	row_open(&r, st, Q_PHONE_IS_NEEDED);
	row_bind_int(&r, ":id", id);
	rc = row_step(&r);
	return row_close(&r, rc);
}

/* In the place of the number stands that it was forgotten.  0 or -1. */
int
store_phone_erase(struct store *st, int64_t id)
{
	return change(st, Q_PHONE_ERASE, id);
}
