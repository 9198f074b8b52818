/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * ussd - menu sessions: what a phone has chosen so far, and the last answer
 * that it was given.
 */

#include <string.h>

#include "store/rows.h"
#include "store/ussd.h"

static void
bind_state(struct row *r, const struct ussd_session *s)
{
	row_bind_text(r, ":screen", s->screen);
	row_bind_int(r, ":page", s->page);
	row_bind_text(r, ":category", s->category);
	row_bind_text(r, ":kecamatan", s->kecamatan);
	row_bind_text(r, ":kelurahan", s->kelurahan);
	row_bind_int(r, ":placed", s->placed);
	row_bind_text(r, ":choices", s->choices);
	row_bind_text(r, ":words", s->words);
	row_bind_id(r, ":resume", s->resume_id);
	row_bind_id(r, ":report", s->report_id);
	row_bind_int(r, ":heard_at", s->heard_at);
	row_bind_int(r, ":hops", s->hops);
	row_bind_text(r, ":input", s->input);
	row_bind_text(r, ":reply", s->reply);
	row_bind_int(r, ":lost", s->lost);
	row_bind_text(r, ":outcome", s->outcome);
}

/* Keep a new session and fill its id.  0 or -1. */
int
store_ussd_add(struct store *st, struct ussd_session *s)
{
	struct row	r;

	row_open(&r, st, Q_USSD_ADD);
	row_bind_text(&r, ":provider", s->provider);
	row_bind_text(&r, ":session", s->session);
	row_bind_int(&r, ":phone", s->phone_id);
	row_bind_int(&r, ":started_at", s->started_at);
	bind_state(&r, s);
	return row_run_id(&r, &s->id);
}

/* Keep how far a session has come.  0 or -1. */
int
store_ussd_set(struct store *st, const struct ussd_session *s)
{
	struct row	r;

	row_open(&r, st, Q_USSD_SET);
	row_bind_int(&r, ":id", s->id);
	bind_state(&r, s);
	return row_run(&r);
}

static int
session_one(struct row *r, struct ussd_session *s)
{
	int	rc = row_step(r);

	if (rc == 1) {
		s->id = row_get_int64(r);
		row_get_text(r, s->provider, sizeof s->provider);
		row_get_text(r, s->session, sizeof s->session);
		s->phone_id = row_get_int64(r);
		row_get_text(r, s->screen, sizeof s->screen);
		s->page = row_get_int(r);
		row_get_text(r, s->category, sizeof s->category);
		row_get_text(r, s->kecamatan, sizeof s->kecamatan);
		row_get_text(r, s->kelurahan, sizeof s->kelurahan);
		s->placed = row_get_bool(r);
		row_get_text(r, s->choices, sizeof s->choices);
		row_get_text(r, s->words, sizeof s->words);
		s->resume_id = row_get_int64(r);
		s->report_id = row_get_int64(r);
		s->started_at = row_get_int64(r);
		s->heard_at = row_get_int64(r);
		s->hops = row_get_int(r);
		row_get_text(r, s->input, sizeof s->input);
		row_get_text(r, s->reply, sizeof s->reply);
		s->lost = row_get_bool(r);
		row_get_text(r, s->outcome, sizeof s->outcome);
	}
	return row_close(r, rc);
}

/* The session that a provider calls so.  1 found, 0 none, -1 failed. */
int
store_ussd_find(struct store *st, const char *provider, const char *session,
    struct ussd_session *s)
{
	struct row	r;

	row_open(&r, st, Q_USSD_FIND);
	row_bind_text(&r, ":provider", provider);
	row_bind_text(&r, ":session", session);
	return session_one(&r, s);
}

/* The session of an id.  1 found, 0 none, -1 failed. */
int
store_ussd_get(struct store *st, int64_t id, struct ussd_session *s)
{
	struct row	r;

	row_open(&r, st, Q_USSD_GET);
	row_bind_int(&r, ":id", id);
	return session_one(&r, s);
}

/*
 * The newest session of a phone but this one, heard of at since or later,
 * that was cut off after something was chosen.  1 found, 0 none, -1 failed.
 */
int
store_ussd_unfinished(struct store *st, int64_t phone_id, int64_t since,
    int64_t but, struct ussd_session *s)
{
	struct row	r;

	row_open(&r, st, Q_USSD_UNFINISHED);
	row_bind_int(&r, ":phone", phone_id);
	row_bind_int(&r, ":since", since);
	row_bind_int(&r, ":but", but);
	return session_one(&r, s);
}

/* Say how a session ended.  0 or -1. */
int
store_ussd_settle(struct store *st, int64_t id, const char *outcome)
{
	struct row	r;

	row_open(&r, st, Q_USSD_SETTLE);
	row_bind_int(&r, ":id", id);
	row_bind_text(&r, ":outcome", outcome);
	return row_run(&r);
}

/*
 * The reply to this hop of a session, if it is the last, reached nobody.
 * 0 or -1.
 */
int
store_ussd_lose(struct store *st, const char *provider, const char *session,
    int hops)
{
	struct row	r;

	row_open(&r, st, Q_USSD_LOSE);
	row_bind_text(&r, ":provider", provider);
	row_bind_text(&r, ":session", session);
	row_bind_int(&r, ":hops", hops);
	return row_run(&r);
}

/* Hops of a phone's sessions that were heard of after since; -1 failed. */
int
store_ussd_hops(struct store *st, int64_t phone_id, int64_t since)
{
	struct row	r;
	int		rc, hops = 0;

	row_open(&r, st, Q_USSD_HOPS);
	row_bind_int(&r, ":phone", phone_id);
	row_bind_int(&r, ":since", since);
	if ((rc = row_step(&r)) == 1)
		hops = row_get_int(&r);
	return row_close(&r, rc) == -1 ? -1 : hops;
}

/* Forget some of the sessions that began before then.  0 or -1. */
int
store_ussd_forget(struct store *st, int64_t before)
{
	struct row	r;

	row_open(&r, st, Q_USSD_FORGET);
	row_bind_int(&r, ":before", before);
	return row_run(&r);
}
