/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * tell - who hears in words of what happened to a report: its citizen, and
 * the seats that it lies with.
 */

#include "config.h"

#include "desk/words/letter.h"
#include "desk/words/words.h"
#include "store/dispatch.h"

/* Tell one of a report's citizens, by the modem that it came by. */
static int
tell_phone(struct desk *desk, const struct report *report, int64_t phone_id,
    enum message_id id, const char *text, int64_t now)
{
	struct inbox_message	in;
	struct phone		phone;
	struct report_words	w;

	if (store_phone_get(desk->store, phone_id, &phone) != 1 ||
	    store_inbox_get(desk->store, report->inbox_id, &in) != 1)
		return -1;
	words_report(desk, report, &w);
	w.values.text = text != NULL && text[0] != '\0' ? text :
	    desk->conf->message[MESSAGE_NO_WORDS];
	return notice_send(desk, &phone, id, &w.values, report, 0, in.modem,
	    now);
}

/*
 * Tell the citizen who reported, and for whom; text is a remark or NULL.  Who
 * just cancelled or confirmed has a reply, not a notice too.
 */
int
tell_citizen(struct desk *desk, const struct report *report,
    enum message_id id, const char *text, const struct actor *who, int64_t now)
{
	const int64_t	phones[] = { report->phone_id,
			    report->behalf_phone_id };
	size_t		i;

	for (i = 0; i < sizeof phones / sizeof phones[0]; i++)
		if (phones[i] != 0 && (who->seat_id != 0 ||
		    who->phone_id != phones[i]) && tell_phone(desk, report,
		    phones[i], id, text, now) == -1)
			return -1;
	return 0;
}

/* Tell every seat that has it open, save one; text is a remark or NULL. */
int
tell_seats(struct desk *desk, const struct report *report,
    int64_t but_seat, enum message_id id, const char *text, int64_t now)
{
	struct dispatch		d = { 0 };
	struct seat		seat;
	struct phone		phone;
	struct report_words	w;
	int			rc;

	while ((rc = store_dispatch_next(desk->store, report->id, d.id, &d))
	    == 1) {
		if (d.seat_id == but_seat)
			continue;
		if (store_seat_get(desk->store, d.seat_id, &seat) != 1)
			return -1;
		if ((rc = reach_phone(desk, &seat, &phone)) == 0)
			continue;
		if (rc == -1)
			return -1;
		words_report(desk, report, &w);
		w.values.text = text;
		w.values.code = d.code;
		if (notice_send(desk, &phone, id, &w.values, report, seat.id,
		    "", now) == -1)
			return -1;
	}
	return rc;
}

/* A follower: tell whom the event's step names. */
int
tell_follow(struct desk *desk, const struct report *report,
    const struct report_change *c)
{
	if (c->on == EV_OPEN && report->behalf_phone_id != 0 &&
	    tell_phone(desk, report, report->behalf_phone_id, MESSAGE_FOR_YOU,
	    NULL, c->now) == -1)
		return -1;
	if (c->seats != TELL_NOBODY && tell_seats(desk, report,
	    c->who->seat_id, c->seats, c->detail, c->now) == -1)
		return -1;
	if (c->citizen != TELL_NOBODY && tell_citizen(desk, report,
	    c->citizen, c->detail, c->who, c->now) == -1)
		return -1;
	return 0;
}
