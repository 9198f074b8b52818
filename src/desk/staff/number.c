/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * number - LIHAT nomor laporan, "nomor" and why: the coordinator is shown who
 * reported.
 *
 * Nobody else is.  The answer goes to the seat's own phone, whoever forged
 * its number, and the reason is kept.
 */

#include "config.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/number.h"
#include "desk/report/secret.h"
#include "desk/staff/staff_private.h"
#include "desk/words/letter.h"
#include "desk/words/words.h"

/* What stands behind the word "nomor" behind the ticket; NULL: no such word. */
static const char *
find_why(const struct desk *desk, const struct letter *l)
{
	const struct conf_list	*words;
	const char		*c, *blanks = " \t\r\n,.:";
	size_t			 len;
	int			 i;

	if (l->meaning.ticket[0] == '\0' || (c = strstr(l->in->text,
	    l->meaning.ticket)) == NULL)
		return NULL;
	c += strlen(l->meaning.ticket);
	c += strspn(c, blanks);
	len = strcspn(c, blanks);
	words = &desk->conf->city.words[CONF_WORDS_NUMBER];
	for (i = 0; i < words->count; i++)
		if (strlen(words->item[i]) == len &&
		    strncasecmp(words->item[i], c, len) == 0)
			return c + len + strspn(c + len, blanks);
	return NULL;
}

/* The letter's seat that may see who reported: 1, 0 none, -1. */
static int
find_coordinator(struct desk *desk, const struct letter *l, struct seat *seat)
{
	int	rc;

	seat->id = 0;
	while ((rc = store_seat_of_phone(desk->store, l->phone.id, seat->id,
	    seat)) == 1 && seat->role != SEAT_COORDINATOR)
		continue;
	return rc;
}

/*
 * Show who reported, if the letter asks for that and may.  1 it did, and is
 * answered; 0 it asks for something else; -1.
 */
int
number_show(struct desk *desk, struct letter *l, const struct report *r)
{
	const char		*why = find_why(desk, l);
	struct actor		 who = { l->phone.id, 0, l->in->id };
	struct report_words	 w;
	struct phone		 citizen;
	struct seat		 seat;
	char			 local[32];
	int			 rc;

	if (why == NULL || (rc = find_coordinator(desk, l, &seat)) == 0)
		return 0;
	if (rc == -1)
		return -1;
	if (why[0] == '\0')
		return reply_about(desk, l, MESSAGE_SEAT_WHY, r, NULL) == -1 ?
		    -1 : 1;
	who.seat_id = seat.id;
	if (store_phone_get(desk->store, r->phone_id, &citizen) != 1 ||
	    secret_shown(desk, r, &who, NULL, seat.name, why, l->now) == -1)
		return -1;
	if (!number_local(citizen.number, desk->conf->country, local,
	    sizeof local))
		snprintf(local, sizeof local, "%s", citizen.number);
	words_report(desk, r, &w);
	w.values.phone = local;
	l->report_id = r->id;
	return reply_send(desk, l, MESSAGE_SEAT_NUMBER, &w.values) == -1 ?
	    -1 : 1;
}
