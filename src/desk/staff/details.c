/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * details - LIHAT: a report again, with its code and what was said since: the
 * citizen's later words and the questions that officers asked.
 *
 * The newest of them that fit are shown, LAGI goes on with the older ones.
 */

#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "desk/staff/staff_private.h"
#include "desk/words/letter.h"
#include "desk/words/words.h"
#include "language/ticket.h"
#include "store/event.h"
#include "store/page.h"

#define WORDS_MAX	12		/* in one answer */
#define ROOM		(TEXT_MAX_BYTES * 2)

/* An answer as it grows. */
struct details {
	enum message_id		id;
	struct message_values	values;
	const char		*first;		/* the report's own words, "" */
	struct store_words	words[WORDS_MAX];	/* the newest first */
	int			count;
	char			text[ROOM];
};

/* Whose words they are, as people read it. */
static enum message_id
said_by(const struct store_words *words)
{
	return strcmp(words->kind, "asked") == 0 ? MESSAGE_SHOW_ASKED :
	    strcmp(words->kind, "noted") == 0 ? MESSAGE_SHOW_NOTED :
	    MESSAGE_SHOW_SAID;
}

/* The first n of the words (the newest), in the order in which they came. */
static void
write_text(const struct desk *desk, struct details *d, int n, bool more)
{
	char		*const *message = desk->conf->message;
	char		 masked[TEXT_MAX_BYTES];
	size_t		 len;
	int		 i;

	len = (size_t)snprintf(d->text, sizeof d->text, "%s",
	    mask_numbers(d->first, masked, sizeof masked));
	for (i = n - 1; i >= 0 && len < sizeof d->text; i--)
		len += (size_t)snprintf(d->text + len, sizeof d->text - len,
		    "%s%s: %s", len > 0 ? " / " : "", message[said_by(
		    &d->words[i])], mask_numbers(d->words[i].text, masked,
		    sizeof masked));
	if (more && len < sizeof d->text)
		snprintf(d->text + len, sizeof d->text - len, "%s%s",
		    len > 0 ? " / " : "", message[MESSAGE_SHOW_MORE]);
	d->values.text = d->text;
}

/* Does the answer stay within the longest SMS? */
static bool
fits(const struct desk *desk, const struct details *d)
{
	struct text_part	part[256];
	char			all[ROOM];

	message_write(all, sizeof all, d->id, desk->conf->message[d->id],
	    &d->values);
	return text_split(all, text_is_gsm7(all) ? TEXT_GSM7 : TEXT_UCS2,
	    part, desk->conf->max_parts) != -1;
}

/* What was said before an event (0: all of it).  1 there is more, 0, -1. */
static int
read_words(struct desk *desk, struct details *d, int64_t report_id,
    int64_t before)
{
	struct store_words	next = { .id = before };
	int			rc;

	while ((rc = store_event_words(desk->store, report_id, next.id,
	    &next)) == 1) {
		if (d->count == WORDS_MAX)
			return 1;
		d->words[d->count++] = next;
	}
	return rc;
}

/* Where LAGI goes on: before this event, or nowhere (0). */
static int
keep_place(struct desk *desk, const struct letter *l, int64_t report_id,
    int64_t event_id)
{
	struct list_page	page;
	int			rc;

	if ((rc = store_page_get(desk->store, l->phone.id, 0, &page)) == 0)
		rc = store_page_begin(desk->store, &page);
	if (rc == -1)
		return -1;
	page.report_id = event_id != 0 ? report_id : 0;
	page.event_id = event_id;
	return store_page_set(desk->store, l->phone.id, &page, l->now);
}

/* As many of the words as fit, at least one, and where the rest begins. */
static int
send(struct desk *desk, struct letter *l, struct details *d,
    int64_t report_id, int64_t before)
{
	int	more, n;

	if ((more = read_words(desk, d, report_id, before)) == -1)
		return -1;
	for (n = d->count; n > 0; n--) {
		write_text(desk, d, n, more || n < d->count);
		if (fits(desk, d))
			break;
	}
	if (n == 0 && d->count > 0 && d->first[0] == '\0')
		n = 1;			/* one alone that is too long is cut */
	more = more || n < d->count;
	write_text(desk, d, n, more);
	/* Of words alone that are too many, the older are not lost. */
	if (keep_place(desk, l, report_id, !more ? 0 : n > 0 ?
	    d->words[n - 1].id : INT64_MAX) == -1)
		return -1;
	return reply_send(desk, l, d->id, &d->values);
}

/* LIHAT: a report's details again, with its code and what was said since. */
int
details_show(struct desk *desk, struct letter *l)
{
	struct report_words	 w;
	struct report		 r;
	struct dispatch		 dispatch = { 0 };
	struct details		*d;
	char			 date[32], first[TEXT_MAX_BYTES];
	int			 rc;

	if ((rc = order_look(desk, l, &r, &dispatch)) != 1)
		return rc;
	if ((rc = number_show(desk, l, &r)) != 0)
		return rc == -1 ? -1 : 0;
	if ((d = calloc(1, sizeof *d)) == NULL)
		return -1;
	l->report_id = r.id;
	words_report(desk, &r, &w);
	words_date(date, sizeof date, r.created_at);
	d->id = dispatch.id != 0 ? MESSAGE_SEAT_SHOW : MESSAGE_SEAT_SEE;
	d->values = w.values;
	d->values.code = dispatch.code;
	d->values.date = date;
	d->first = words_of_crowd(desk, &r, r.description, first);
	rc = send(desk, l, d, r.id, INT64_MAX);
	free(d);
	return rc;
}

/* LAGI after LIHAT: what was said before the words shown last. */
int
details_more(struct desk *desk, struct letter *l,
    const struct list_page *page)
{
	struct report_words	 w;
	struct report		 r;
	struct dispatch		 dispatch;
	struct details		*d;
	char			 ticket[TICKET_SIZE];
	int			 rc;

	/* As if the ticket had been typed: it may be another's by now. */
	ticket_from_sequence(page->report_id, ticket);
	snprintf(l->meaning.ticket, sizeof l->meaning.ticket, "%.*s",
	    INTERPRET_TICKET_SIZE - 1, ticket);
	if ((rc = order_look(desk, l, &r, &dispatch)) != 1)
		return rc;
	if ((d = calloc(1, sizeof *d)) == NULL)
		return -1;
	l->report_id = r.id;
	words_report(desk, &r, &w);
	d->id = MESSAGE_SEAT_WORDS;
	d->values = w.values;
	d->first = "";
	rc = send(desk, l, d, r.id, page->event_id);
	free(d);
	return rc;
}
