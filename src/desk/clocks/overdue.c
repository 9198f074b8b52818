/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * overdue - reports that every level has heard of and that are still not
 * done: told again every escalation_repeat, all in one SMS.
 *
 * Each such clock has the moment of its next mention (deadline.next_at).  The
 * first that comes due takes all others of the same person with it, so there
 * is never more than one SMS in that time.
 */

#include "config.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "conf/calendar.h"
#include "desk/clocks/clocks_private.h"
#include "desk/report/report.h"
#include "desk/words/letter.h"
#include "desk/words/words.h"

/* When a report that all levels know of is mentioned again; 0 never. */
int64_t
overdue_next(const struct desk *desk, int64_t now)
{
	const struct conf_time	*t = &desk->conf->time;
	struct calendar		 city = { &t->office, t->holiday,
				    t->holiday_count };
	int64_t			 at;

	if (t->repeat.unit == TERM_NONE)
		return 0;
	at = calendar_add(&city, now, &t->repeat);
	return t->repeat.unit == TERM_DAYS ? calendar_opening(&city, at) : at;
}

/* Where a clock stands that all levels know of. */
int
overdue_step(const struct desk *desk)
{
	int	count = desk->conf->time.level_count;

	return count > 0 ? count : 1;
}

struct summary {
	struct seat	to;
	int		count, room;
	bool		full;
	char		list[TEXT_SMS_SEPTETS * 2];
};

static void
add_item(struct desk *desk, struct summary *s, const struct report *report,
    int64_t late)
{
	char	item[160], lateness[32];
	size_t	len = strlen(s->list), n;

	words_item(desk, report, len == 0, item, sizeof item);
	n = strlen(item);
	words_late(desk, late, lateness, sizeof lateness);
	snprintf(item + n, sizeof item - n, " %s", lateness);
	s->count++;
	if (text_septets(s->list) + text_septets(item) > s->room)
		s->full = true;
	if (!s->full)
		snprintf(s->list + len, sizeof s->list - len, "%s", item);
}

/* One clock, if its last word goes to the same seat. */
static int
add_clock(struct desk *desk, struct summary *s, const struct deadline *d,
    int64_t now)
{
	struct actor	who = { 0, s->to.id, 0 };
	struct report	report;
	struct seat	top;
	int		rc;

	if (store_report_get(desk->store, d->report_id, &report) != 1)
		return -1;
	rc = level_last(desk, &report, &top);
	if (rc != 1 || top.id != s->to.id)
		return rc == -1 ? -1 : 0;
	add_item(desk, s, &report, now - d->limit_at);
	if (report_note(desk, &report, "repeated", &who, s->to.name, now)
	    == -1)
		return -1;
	return store_deadline_set_step(desk->store, d->id, d->step,
	    overdue_next(desk, now));
}

static int
send(struct desk *desk, const struct summary *s, int64_t now)
{
	struct message_values	values = { .list = s->list };
	struct phone		phone;
	char			n[16];
	int			rc;

	if ((rc = reach_phone(desk, &s->to, &phone)) != 1)
		return rc;
	snprintf(n, sizeof n, "%d", s->count > 999 ? 999 : s->count);
	values.count = n;
	return notice_send(desk, &phone, MESSAGE_OVERDUE_LIST, &values, NULL,
	    s->to.id, "", now);
}

/*
 * The clock of a report that all levels know of has come to its next mention:
 * tell the last level of all such reports.  0 or -1.
 */
int
overdue_repeat(struct desk *desk, const struct report *report,
    const struct deadline *due, int64_t now)
{
	struct message_values	most = { .count = "999" };
	struct summary		s = { .count = 0 };
	struct deadline		d = { .id = 0 };
	int			rc;

	if ((rc = level_last(desk, report, &s.to)) != 1)
		return rc == -1 ? -1 : store_deadline_set_step(desk->store,
		    due->id, due->step, overdue_next(desk, now));
	s.room = message_room(desk->conf->message[MESSAGE_OVERDUE_LIST],
	    &most);
	while ((rc = store_deadline_overdue(desk->store, overdue_step(desk),
	    now, &d)) == 1)
		if (add_clock(desk, &s, &d, now) == -1)
			return -1;
	return rc == -1 ? -1 : send(desk, &s, now);
}
