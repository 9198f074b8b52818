/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * question - dialogues: what a number was asked, and until when an SMS of
 * its owner may be the answer.
 */

#include <string.h>

#include "store/question.h"
#include "store/rows.h"

/*
 * Open a dialogue and fill its id.  A number has one open at most: settle
 * the other first.  0 or -1.
 */
int
store_question_add(struct store *st, struct question *q)
{
	struct row	r;

	row_open(&r, st, Q_QUESTION_ADD);
	row_bind_int(&r, ":phone", q->phone_id);
	row_bind_id(&r, ":inbox", q->inbox_id);
	row_bind_id(&r, ":report", q->report_id);
	row_bind_text(&r, ":about", q->about[0] != '\0' ? q->about :
	    q->about_kelurahan ? "kelurahan" : "category");
	row_bind_text(&r, ":choices", q->choices);
	row_bind_text(&r, ":kelurahan", q->kelurahan);
	row_bind_text(&r, ":category", q->category);
	row_bind_int(&r, ":round", q->round);
	row_bind_int(&r, ":asked_at", q->asked_at);
	row_bind_int(&r, ":expires_at", q->expires_at);
	row_bind_text(&r, ":act", q->act);
	row_bind_text(&r, ":words", q->words);
	return row_run_id(&r, &q->id);
}

static int
question_one(struct row *r, struct question *q)
{
	int	rc = row_step(r);

	if (rc == 1) {
		q->id = row_get_int64(r);
		q->phone_id = row_get_int64(r);
		q->inbox_id = row_get_int64(r);
		q->report_id = row_get_int64(r);
		row_get_text(r, q->about, sizeof q->about);
		q->about_kelurahan = strcmp(q->about, "kelurahan") == 0;
		row_get_text(r, q->choices, sizeof q->choices);
		row_get_text(r, q->kelurahan, sizeof q->kelurahan);
		row_get_text(r, q->category, sizeof q->category);
		q->round = row_get_int(r);
		q->asked_at = row_get_int64(r);
		q->expires_at = row_get_int64(r);
		row_get_text(r, q->act, sizeof q->act);
		row_get_text(r, q->words, sizeof q->words);
	}
	return row_close(r, rc);
}

/* The open dialogue with a number.  1 found, 0 none, -1 failed. */
int
store_question_of_phone(struct store *st, int64_t phone_id,
    struct question *q)
{
	struct row	r;

	row_open(&r, st, Q_QUESTION_OF_PHONE);
	row_bind_int(&r, ":phone", phone_id);
	return question_one(&r, q);
}

/*
 * The open dialogue that ran out longest ago; with INT64_MAX as now, the one
 * that runs out first.  1 found, 0 none, -1 failed.
 */
int
store_question_due(struct store *st, int64_t now, struct question *q)
{
	struct row	r;

	row_open(&r, st, Q_QUESTION_DUE);
	row_bind_int(&r, ":now", now);
	return question_one(&r, q);
}

/* Close a dialogue and say how it ended ("answered").  0 or -1. */
int
store_question_settle(struct store *st, int64_t id, const char *outcome,
    int64_t now)
{
	struct row	r;

	row_open(&r, st, Q_QUESTION_SETTLE);
	row_bind_int(&r, ":id", id);
	row_bind_text(&r, ":outcome", outcome);
	row_bind_int(&r, ":now", now);
	return row_run(&r);
}
