/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * status - CEK: one report, several, all of one's own, or what is known of a
 * place.  Each is answered in one SMS.
 */

#include "config.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "desk/citizen/own.h"
#include "desk/citizen/status.h"
#include "desk/report/report.h"
#include "desk/words/letter.h"
#include "desk/words/words.h"
#include "language/ticket.h"

#define OWN_MAX		9	/* more than one SMS can list */
#define PLACE_DAYS	90	/* what place_counts tells of */

/* ---- one report --------------------------------------------------------- */

/* What is known of it: details are for who has part in it. */
static int
tell_one(struct desk *desk, struct letter *l, const struct report *report)
{
	char			date[32], remark[TEXT_MAX_BYTES];
	char			said[TEXT_MAX_BYTES + 32] = "";
	struct report_words	w;
	int			rc;

	l->report_id = report->id;
	if ((rc = own_has_part(desk, l, report)) == -1 ||
	    words_last_remark(desk, report, remark, sizeof remark) == -1)
		return -1;
	words_report(desk, report, &w);
	words_date(date, sizeof date, report->changed_at);
	w.values.date = date;
	if (remark[0] != '\0')
		snprintf(said, sizeof said, "%s: %s",
		    desk->conf->message[MESSAGE_OFFICIAL], remark);
	w.values.text = said;
	return reply_send(desk, l, rc == 1 ? MESSAGE_STATE :
	    MESSAGE_STATE_BARE, &w.values);
}

/* ---- several ------------------------------------------------------------ */

/* A list on its way into one SMS. */
struct list {
	char	text[TEXT_SMS_SEPTETS * 2];
	int	room;			/* septets */
	bool	full;
};

static void
list_begin(const struct desk *desk, enum message_id id, struct list *list)
{
	struct message_values	most = { .count = "999" };

	list->text[0] = '\0';
	list->full = false;
	list->room = message_room(desk->conf->message[id], &most);
}

static void
list_add(struct list *list, const char *item)
{
	size_t	len = strlen(list->text);
	bool	first = len == 0;

	if (text_septets(list->text) + text_septets(item) + 2 * !first >
	    list->room)
		list->full = true;
	if (!list->full)
		snprintf(list->text + len, sizeof list->text - len, "%s%s",
		    first ? "" : "; ", item);
}

/* "1007 SAMPAH OESAPA: menunggu petugas"; of others' only the state. */
static void
write_item(const struct desk *desk, const struct report *r, bool whole,
    char *item, size_t size)
{
	struct report_words	w;
	char			what[144];

	words_report(desk, r, &w);
	words_item(desk, r, true, what, sizeof what);
	snprintf(item, size, "%s: %s", whole ? what : w.ticket,
	    w.values.state);
}

/* What is known of a typed ticket, as an item. */
static int
write_typed(struct desk *desk, const struct letter *l, const char *ticket,
    char *item, size_t size)
{
	int64_t		sequence = ticket_to_sequence(ticket);
	struct report	r;
	int		part, rc = 0;

	if (sequence != -1 && (rc = store_report_get(desk->store, sequence,
	    &r)) == -1)
		return -1;
	if (rc == 0) {
		snprintf(item, size, "%.8s: %s", ticket,
		    desk->conf->message[MESSAGE_ORDER_WRONG_TICKET]);
		return 0;
	}
	if ((part = own_has_part(desk, l, &r)) == -1)
		return -1;
	write_item(desk, &r, part == 1, item, size);
	return 0;
}

/* CEK 1007 1010 */
static int
tell_typed(struct desk *desk, struct letter *l)
{
	const struct meaning	*m = &l->meaning;
	struct message_values	values = { 0 };
	struct list		list;
	char			item[224];
	int			i;

	list_begin(desk, MESSAGE_STATES, &list);
	for (i = -1; i < m->furthers; i++) {
		if (write_typed(desk, l, i == -1 ? m->ticket :
		    m->further[i].ticket, item, sizeof item) == -1)
			return -1;
		list_add(&list, item);
	}
	values.list = list.text;
	return reply_send(desk, l, MESSAGE_STATES, &values);
}

/* CEK: what of the sender's is not over, else the last that was. */
static int
tell_own(struct desk *desk, struct letter *l)
{
	struct message_values	values = { 0 };
	struct report		report[OWN_MAX];
	struct list		list;
	char			item[224], n[16];
	int			count, i, rc;

	count = own_open(desk, l, REPORTS_ALL, report, OWN_MAX);
	if (count == -1)
		return -1;
	if (count == 1)
		return tell_one(desk, l, &report[0]);
	if (count == 0) {
		rc = own_find(desk, l, REPORTS_ALL, &report[0]);
		return rc == 1 ? tell_one(desk, l, &report[0]) : rc;
	}
	list_begin(desk, MESSAGE_OWN_LIST_MORE, &list);
	for (i = 0; i < count && i < OWN_MAX; i++) {
		write_item(desk, &report[i], true, item, sizeof item);
		list_add(&list, item);
	}
	snprintf(n, sizeof n, "%d", count > 999 ? 999 : count);
	values.count = n;
	values.list = list.text;
	return reply_send(desk, l, list.full || count > OWN_MAX ?
	    MESSAGE_OWN_LIST_MORE : MESSAGE_OWN_LIST, &values);
}

/* ---- a place ------------------------------------------------------------ */

/* One sentence on the oldest that is open there, or "". */
static void
write_oldest(const struct desk *desk, const struct report *r, char *text,
    size_t size)
{
	struct report_words	w;
	char			date[32];

	words_report(desk, r, &w);
	words_day(date, sizeof date, r->created_at);
	w.values.date = date;
	message_fill(text, size, desk->conf->message[MESSAGE_PLACE_OLDEST],
	    &w.values);
}

/* CEK SAMPAH OESAPA, from anybody: numbers, and the oldest. */
static int
tell_place(struct desk *desk, struct letter *l)
{
	const struct conf_city	*city = &desk->conf->city;
	const struct meaning	*m = &l->meaning;
	struct message_values	values = { 0 };
	struct report_tally	tally;
	struct report		oldest;
	char			open[16], closed[16], text[192] = "";
	int			rc;

	values.category = city->category[m->category].label;
	if (m->kelurahan == -1)
		return reply_send(desk, l, MESSAGE_PLACE_WHERE, &values);
	values.kelurahan = city->kelurahan[m->kelurahan].name;
	rc = store_report_tally(desk->store, values.kelurahan,
	    city->category[m->category].code, l->now - PLACE_DAYS * 86400LL,
	    &tally);
	if (rc == -1)
		return -1;
	if (tally.oldest_id != 0 && store_report_get(desk->store,
	    tally.oldest_id, &oldest) != 1)
		return -1;
	if (tally.oldest_id != 0)
		write_oldest(desk, &oldest, text, sizeof text);
	snprintf(open, sizeof open, "%d", tally.open > 999 ? 999 : tally.open);
	snprintf(closed, sizeof closed, "%d", tally.closed > 999 ? 999 :
	    tally.closed);
	values.count = open;
	values.closed = closed;
	values.text = text;
	return reply_send(desk, l, tally.open + tally.closed == 0 ?
	    MESSAGE_PLACE_NONE : MESSAGE_PLACE_COUNTS, &values);
}

/* CEK, in whatever form. */
int
status_handle(struct desk *desk, struct letter *l)
{
	const struct meaning	*m = &l->meaning;
	struct report		 report;
	int			 rc;

	if (m->furthers > 0)
		return tell_typed(desk, l);
	if (m->ticket[0] == '\0')
		return m->category != -1 ? tell_place(desk, l) :
		    tell_own(desk, l);
	rc = reply_ticket(desk, l, m->ticket, &report);
	return rc == 1 ? tell_one(desk, l, &report) : rc;
}
