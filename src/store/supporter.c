/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * supporter - phones that a report is also of, as rows.
 */

#include "store/rows.h"
#include "store/supporter.h"

static const char *const hows[] = {
#define X(name, text)	[SUPPORTER_##name] = text,
	SUPPORTER_HOWS(X)
#undef X
};

/* Another phone supports the report; once is enough.  0 or -1. */
int
store_supporter_add(struct store *st, int64_t report_id, int64_t phone_id,
    int64_t now)
{
	struct row	r;

	row_open(&r, st, Q_SUPPORTER_ADD);
	row_bind_int(&r, ":report", report_id);
	row_bind_int(&r, ":phone", phone_id);
	row_bind_int(&r, ":now", now);
	return row_run(&r);
}

/* 1 if the report is this phone's too, 0 if not, -1 failed. */
int
store_supporter_has(struct store *st, int64_t report_id, int64_t phone_id)
{
	struct row	r;
	int		rc;

	row_open(&r, st, Q_SUPPORTER_HAS);
	row_bind_int(&r, ":report", report_id);
	row_bind_int(&r, ":phone", phone_id);
	rc = row_step(&r);
	return row_close(&r, rc);
}

/* Keep a row, in the place of the one that the phone has.  0 or -1. */
int
store_supporter_put(struct store *st, const struct supporter *s)
{
	struct row	r;

	row_open(&r, st, Q_SUPPORTER_PUT);
	row_bind_int(&r, ":report", s->report_id);
	row_bind_int(&r, ":phone", s->phone_id);
	row_bind_int(&r, ":at", s->at);
	row_bind_id(&r, ":inbox", s->inbox_id);
	row_bind_text(&r, ":how", hows[s->how]);
	return row_run(&r);
}

/* It was another matter after all.  0 or -1. */
int
store_supporter_undo(struct store *st, int64_t report_id, int64_t phone_id,
    int64_t now)
{
	struct row	r;

	row_open(&r, st, Q_SUPPORTER_UNDO);
	row_bind_int(&r, ":report", report_id);
	row_bind_int(&r, ":phone", phone_id);
	row_bind_int(&r, ":now", now);
	return row_run(&r);
}

static int
supporter_one(struct row *r, struct supporter *s)
{
	int	rc = row_step(r);

	if (rc == 1) {
		s->report_id = row_get_int64(r);
		s->phone_id = row_get_int64(r);
		s->at = row_get_int64(r);
		s->inbox_id = row_get_int64(r);
		s->how = (enum supporter_how)row_get_name(r, hows,
		    NAME_COUNT(hows));
		s->undone_at = row_get_int64(r);
	}
	return row_close(r, rc);
}

/* What a phone has to do with a report: 1, 0 nothing, -1. */
int
store_supporter_find(struct store *st, int64_t report_id, int64_t phone_id,
    struct supporter *s)
{
	struct row	r;

	row_open(&r, st, Q_SUPPORTER_FIND);
	row_bind_int(&r, ":report", report_id);
	row_bind_int(&r, ":phone", phone_id);
	return supporter_one(&r, s);
}

/* The last time that a phone reported what was known: 1, 0 never, -1. */
int
store_supporter_newest(struct store *st, int64_t phone_id,
    struct supporter *s)
{
	struct row	r;

	row_open(&r, st, Q_SUPPORTER_NEWEST);
	row_bind_int(&r, ":phone", phone_id);
	return supporter_one(&r, s);
}

/* Who was asked longest ago, at this time or before: 1, 0 nobody, -1. */
int
store_supporter_due(struct store *st, int64_t at, struct supporter *s)
{
	struct row	r;

	row_open(&r, st, Q_SUPPORTER_DUE);
	row_bind_int(&r, ":at", at);
	return supporter_one(&r, s);
}

/* The next phone after this one that joined a report: 1, 0 none, -1. */
int
store_supporter_next(struct store *st, int64_t report_id, int64_t after,
    struct supporter *s)
{
	struct row	r;

	row_open(&r, st, Q_SUPPORTER_NEXT);
	row_bind_int(&r, ":report", report_id);
	row_bind_int(&r, ":after", after);
	return supporter_one(&r, s);
}

/* Who joined a report first, with an SMS of its own: 1, 0 nobody, -1. */
int
store_supporter_first(struct store *st, int64_t report_id,
    struct supporter *s)
{
	struct row	r;

	row_open(&r, st, Q_SUPPORTER_FIRST);
	row_bind_int(&r, ":report", report_id);
	return supporter_one(&r, s);
}

/* How many phones a report is also of.  0 or -1. */
int
store_supporter_count(struct store *st, int64_t report_id, int *count)
{
	struct row	r;
	int		rc;

	*count = 0;
	row_open(&r, st, Q_SUPPORTER_COUNT);
	row_bind_int(&r, ":report", report_id);
	if ((rc = row_step(&r)) == 1)
		*count = row_get_int(&r);
	return row_close(&r, rc) == -1 ? -1 : 0;
}
