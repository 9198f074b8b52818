/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * alert - a life is at risk, and a person must say that he goes: if nobody
 * does within answer_within, the next level of danger.conf hears, and after
 * the same time again the one after it.
 *
 * By the clock on the wall, whatever the hour.  When the last level has heard,
 * all who have it are told once more, and it stays in `reports --late`.
 */

#include "config.h"

#include <stdio.h>

#include "conf/calendar.h"
#include "conf/danger.h"
#include "desk/clocks/alert.h"
#include "desk/clocks/clocks_private.h"
#include "desk/report/report.h"
#include "desk/seats/peril.h"
#include "desk/words/letter.h"
#include "desk/words/words.h"
#include "store/danger.h"

/* When so long a time has passed from then on. */
static int64_t
answer_by(const struct desk *desk, int64_t from)
{
	static const struct conf_hours	always;
	struct calendar			c = { &always, NULL, 0 };

	return calendar_add(&c, from, &desk->conf->city.danger->answer_within);
}

/* The clock of a report of danger starts.  0 or -1. */
int
alert_start(struct desk *desk, const struct report *report, int64_t now)
{
	struct deadline	d = { .report_id = report->id,
			    .kind = DEADLINE_DANGER, .start_at = now };
	struct deadline	open;
	int		rc;

	rc = store_deadline_open(desk->store, report->id, DEADLINE_DANGER,
	    &open);
	if (rc != 0)
		return rc == -1 ? -1 : 0;
	d.limit_at = d.next_at = answer_by(desk, now);
	return store_deadline_add(desk->store, &d);
}

/* All who have it and did not answer. */
static int
remind_all(struct desk *desk, const struct lapse *l)
{
	return tell_seats(desk, &l->report, 0, MESSAGE_DANGER_AGAIN,
	    l->report.description, l->now);
}

/* The next level that somebody holds: how far it is now, or -1. */
static int
raise(struct desk *desk, struct lapse *l, const struct conf_danger_kind *kind)
{
	struct actor	nobody = { 0, 0, 0 };
	char		late[32], detail[48];
	int		i, n = 0;

	words_late(desk, l->now - l->deadline.start_at, late, sizeof late);
	for (i = l->deadline.step; n == 0 &&
	    i < desk->conf->city.danger->levels; i++)
		if ((n = peril_raise(desk, &l->report, kind, i, late, l->now))
		    == -1)
			return -1;
	snprintf(detail, sizeof detail, "danger: level %d, %d told", i, n);
	if (report_note(desk, &l->report, "escalated", &nobody, detail,
	    l->now) == -1 || (n == 0 && remind_all(desk, l) == -1))
		return -1;
	return n == 0 ? desk->conf->city.danger->levels + 1 : i;
}

/* Its time is over and nobody has answered.  0 or -1. */
int
alert_step(struct desk *desk, struct lapse *l)
{
	const struct conf_danger_kind	*kind;
	char				 code[STORE_CODE_SIZE];
	int				 step;

	if (store_report_get(desk->store, l->deadline.report_id, &l->report)
	    != 1 || store_danger_get(desk->store, l->report.id, code,
	    sizeof code) != 1)
		return -1;
	/* The configuration knows no such danger any more. */
	if ((kind = peril_kind(desk, code)) == NULL)
		return store_deadline_set_step(desk->store, l->deadline.id,
		    l->deadline.step, 0);
	if ((step = raise(desk, l, kind)) == -1)
		return -1;
	return store_deadline_set_step(desk->store, l->deadline.id, step,
	    step > desk->conf->city.danger->levels ? 0 :
	    answer_by(desk, l->now));
}
