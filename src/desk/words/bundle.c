/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * bundle - several notices for one seat in one SMS: each under the heading of
 * its kind, with its code where the notice alone would have said it.
 *
 *	3 hal. Baru: 1047 K7 SAMPAH OESAPA (depan pasar); Belum diterima:
 *	1012 LAMPU OEBA, 1020 AIR LILIBA. Isi dan kode: LIHAT nomor
 */

#include "config.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "desk/words/letter.h"
#include "desk/words/words.h"
#include "store/dispatch.h"
#include "store/event.h"

#define ITEM_WORDS	26	/* septets of a person's words in an item */
#define WORDS_SIZE	(ITEM_WORDS * 3)

static const struct bundle_kind {
	enum message_id	id, heading;
	bool		code;		/* says it */
	bool		words;		/* says the citizen's words */
	bool		work;		/* lays a report before the seat */
} kinds[] = {
	{ MESSAGE_DISPATCH,	     MESSAGE_DIGEST_NEW,
	    true,  true,  true },
	{ MESSAGE_DISPATCH_REOPENED, MESSAGE_DIGEST_AGAIN,
	    true,  true,  true },
	{ MESSAGE_ESCALATED_TAKE,    MESSAGE_DIGEST_HELP,
	    true,  true,  false },
	{ MESSAGE_ESCALATED_FINISH,  MESSAGE_DIGEST_HELP,
	    true,  true,  false },
	{ MESSAGE_REMIND_TAKE,	     MESSAGE_DIGEST_TAKE,
	    false, false, false },
	{ MESSAGE_REMIND_FINISH,     MESSAGE_DIGEST_FINISH,
	    true,  false, false },
	{ MESSAGE_OVERDUE,	     MESSAGE_DIGEST_OVERDUE,
	    false, false, false }
};

_Static_assert(MESSAGE_DIGEST_HELP - MESSAGE_DIGEST_NEW + 1 == BUNDLE_GROUPS,
    "a group for every heading");

static const struct bundle_kind *
kind_of(const struct outbox_message *m)
{
	int	id = message_find(m->kind);
	size_t	i;

	for (i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
		if ((int)kinds[i].id == id)
			return &kinds[i];
	return NULL;
}

/* May it stand in a bundle? */
bool
bundle_has_kind(const struct outbox_message *m)
{
	return kind_of(m) != NULL;
}

/* What the citizen said, as much of it as an item holds; "" nothing. */
static int
item_words(struct desk *desk, const struct report *r,
    const struct bundle_kind *kind, char buf[WORDS_SIZE])
{
	char	said[TEXT_MAX_BYTES], plain[TEXT_MAX_BYTES];
	int	rc = 0;

	if (kind->id == MESSAGE_DISPATCH_REOPENED)
		rc = store_event_last_detail(desk->store, r->id, "reopened",
		    said, sizeof said);
	if (rc == 0 || said[0] == '\0')
		snprintf(said, sizeof said, "%s", r->description);
	text_to_gsm7(plain, sizeof plain, kind->words ? said : "", NULL);
	text_clip(plain, ITEM_WORDS);
	snprintf(buf, WORDS_SIZE, "%.*s", WORDS_SIZE - 1, plain);
	return rc == -1 ? -1 : 0;
}

/* A dispatch is told at the phone that its seat is reached at now. */
static int
set_phone(struct desk *desk, const struct outbox_message *m,
    const struct dispatch *d)
{
	struct seat	seat;
	struct phone	phone;
	int		rc;

	if (store_seat_get(desk->store, m->seat_id, &seat) != 1)
		return -1;
	if ((rc = reach_phone(desk, &seat, &phone)) != 1)
		return rc;
	return store_dispatch_set_phone(desk->store, d->id, phone.id);
}

/* One notice as an item of the list. */
static int
write_item(struct desk *desk, const struct outbox_message *m,
    const struct bundle_kind *kind, char *item, size_t size)
{
	struct report	report;
	struct dispatch	d = { .id = 0 };
	char		line[160], said[WORDS_SIZE], *place;

	if (store_report_get(desk->store, m->report_id, &report) != 1 ||
	    store_dispatch_find(desk->store, report.id, m->seat_id, &d) == -1
	    || (kind->work && d.id != 0 && set_phone(desk, m, &d) == -1) ||
	    item_words(desk, &report, kind, said) == -1)
		return -1;
	words_item(desk, &report, true, line, sizeof line);
	if ((place = strchr(line, ' ')) == NULL || d.id == 0 || !kind->code)
		place = line + strlen(line);
	snprintf(item, size, "%.*s%s%s%s%s%s%s", (int)(place - line), line,
	    *place != '\0' ? " " : "", *place != '\0' ? d.code : "", place,
	    said[0] != '\0' ? " (" : "", said, said[0] != '\0' ? ")" : "");
	return 0;
}

/* The list of all headings, with one more item under one of them. */
static void
write_list(const struct desk *desk, const struct bundle *bundle,
    enum message_id heading, const char *item, char *list, size_t size)
{
	size_t		len = 0, i;
	const char	*had;
	bool		more;

	list[0] = '\0';
	for (i = 0; i < BUNDLE_GROUPS && len < size; i++) {
		had = bundle->group[i];
		more = (size_t)(heading - MESSAGE_DIGEST_NEW) == i;
		if (had[0] == '\0' && !more)
			continue;
		len += (size_t)snprintf(list + len, size - len,
		    "%s%s: %s%s%s", len > 0 ? "; " : "",
		    desk->conf->message[MESSAGE_DIGEST_NEW + i], had,
		    had[0] != '\0' && more ? ", " : "", more ? item : "");
	}
}

static int
drop(struct desk *desk, const struct outbox_message *m)
{
	return store_outbox_set_state(desk->store, m->id, OUTBOX_DROPPED,
	    BUNDLE_LISTED);
}

/*
 * Add a notice that waits for the seat: its row is dropped as soon as the
 * bundle has two.  1; 0 it is full, and must be sent first; -1 failed.
 */
int
bundle_add(struct desk *desk, struct bundle *bundle,
    const struct outbox_message *m)
{
	struct message_values	 most = { .count = "999" };
	const struct bundle_kind *kind = kind_of(m);
	char			 item[320], list[1024], *group;
	size_t			 len;

	if (write_item(desk, m, kind, item, sizeof item) == -1)
		return -1;
	write_list(desk, bundle, kind->heading, item, list, sizeof list);
	if (bundle->count > 0 && text_septets(list) > message_room(
	    desk->conf->message[MESSAGE_SEAT_DIGEST], &most))
		return 0;
	if (bundle->count == 0)
		bundle->first = *m;
	else if (drop(desk, m) == -1 || (bundle->count == 1 &&
	    drop(desk, &bundle->first) == -1))
		return -1;
	group = bundle->group[kind->heading - MESSAGE_DIGEST_NEW];
	len = strlen(group);
	snprintf(group + len, sizeof bundle->group[0] - len, "%s%s",
	    len > 0 ? ", " : "", item);
	bundle->count++;
	return 1;
}

/* Tell the seat all of two or more, and begin anew. */
int
bundle_send(struct desk *desk, struct bundle *bundle, int64_t now)
{
	struct message_values	values = { .count = NULL };
	struct seat		seat;
	struct phone		phone;
	char			n[16], list[1024];
	int			rc;

	if (store_seat_get(desk->store, bundle->first.seat_id, &seat) != 1)
		return -1;
	write_list(desk, bundle, MESSAGE_COUNT, "", list, sizeof list);
	snprintf(n, sizeof n, "%d", bundle->count);
	values.count = n;
	values.list = list;
	*bundle = (struct bundle){ .count = 0 };
	if ((rc = reach_phone(desk, &seat, &phone)) != 1)
		return rc;
	return notice_send(desk, &phone, MESSAGE_SEAT_DIGEST, &values, NULL,
	    seat.id, "", now);
}
