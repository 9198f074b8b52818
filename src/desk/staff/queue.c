/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * queue - what lies with a seat, in one SMS: DAFTAR, LAGI for the next page.
 *
 * A page is a row: behind which dispatch it goes on, and which was the newest
 * when the list began, so that no report is shown twice or skipped.
 */

#include "config.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "desk/staff/staff_private.h"
#include "desk/words/letter.h"
#include "desk/words/words.h"
#include "store/page.h"

#define PAGE_LIFETIME_S	86400	/* LAGI to an older list begins anew */

/* The first of all the sender's seats' reports behind a page.  1, 0, -1. */
static int
next_report(struct desk *desk, const struct letter *l,
    const struct list_page *page, struct dispatch *d, struct report *r)
{
	struct seat	seat = { 0 };
	struct dispatch	found;
	struct report	of;
	int		rc, has = 0;

	while ((rc = store_seat_of_phone(desk->store, l->phone.id, seat.id,
	    &seat)) == 1) {
		if ((rc = store_dispatch_after(desk->store, seat.id, page,
		    &found, &of)) == -1)
			return -1;
		if (rc == 0 || (has && (of.urgent < r->urgent ||
		    (of.urgent == r->urgent && found.id > d->id))))
			continue;
		*d = found;
		*r = of;
		has = 1;
	}
	return rc == -1 ? -1 : has;
}

/* As many as fit, and the page behind them.  1 there are more, 0, -1. */
static int
fill(struct desk *desk, const struct letter *l, struct list_page *page,
    int room, char *list, size_t size)
{
	struct dispatch	d;
	struct report	r;
	char		item[160];
	size_t		len = 0;
	int		rc;

	list[0] = '\0';
	while ((rc = next_report(desk, l, page, &d, &r)) == 1) {
		words_item(desk, &r, len == 0, item, sizeof item);
		if (len == 0)
			text_clip(item, room);
		if (text_septets(list) + text_septets(item) > room ||
		    len + strlen(item) >= size)
			return 1;
		len += (size_t)snprintf(list + len, size - len, "%s", item);
		page->urgent = r.urgent;
		page->dispatch_id = d.id;
	}
	return rc;
}

/* How many lie with all the sender's seats; -1 failed. */
static int
count_open(struct desk *desk, const struct letter *l)
{
	struct seat	seat = { 0 };
	int		rc, open = 0;

	while ((rc = store_seat_of_phone(desk->store, l->phone.id, seat.id,
	    &seat)) == 1)
		open += seat.open;
	return rc == -1 ? -1 : open;
}

static int
send_page(struct desk *desk, struct letter *l, struct list_page *page,
    enum message_id none)
{
	struct message_values	values = { .count = "999" };
	char			list[TEXT_SMS_SEPTETS * 2], n[16];
	int			open, room, more;

	room = message_room(desk->conf->message[MESSAGE_SEAT_LIST_MORE],
	    &values);
	if ((open = count_open(desk, l)) == -1 || (more = fill(desk, l, page,
	    room, list, sizeof list)) == -1 || store_page_set(desk->store,
	    l->phone.id, page, l->now) == -1)
		return -1;
	if (list[0] == '\0')
		return reply_plain(desk, l, none, NULL);
	snprintf(n, sizeof n, "%d", open > 999 ? 999 : open);
	values.count = n;
	values.list = list;
	return reply_send(desk, l, more ? MESSAGE_SEAT_LIST_MORE :
	    MESSAGE_SEAT_LIST, &values);
}

/* DAFTAR: what lies with the sender's seats, most urgent first. */
int
queue_list(struct desk *desk, struct letter *l)
{
	struct list_page	page;

	if (store_page_begin(desk->store, &page) == -1)
		return -1;
	return send_page(desk, l, &page, MESSAGE_SEAT_LIST_EMPTY);
}

/* LAGI: the list goes on where it stopped. */
int
queue_more(struct desk *desk, struct letter *l)
{
	struct list_page	page;
	int			rc;

	if ((rc = store_page_get(desk->store, l->phone.id,
	    l->now - PAGE_LIFETIME_S, &page)) == -1)
		return -1;
	if (rc == 1 && page.event_id != 0)
		return details_more(desk, l, &page);
	return rc == 0 ? queue_list(desk, l) : send_page(desk, l, &page,
	    MESSAGE_SEAT_LIST_END);
}
