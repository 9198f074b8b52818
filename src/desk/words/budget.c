/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * budget - how many replies a number gets in an hour, and what goes out
 * whatever it was sent before: tickets, and what is about danger.
 */

#include "config.h"

#include <stdio.h>
#include <string.h>

#include "desk/words/letter.h"
#include "desk/words/words.h"
#include "desk/words/words_private.h"

/* Nobody is left without these; they are not counted either. */
static const enum message_id free_ids[] = {
	MESSAGE_ACKNOWLEDGED, MESSAGE_ACKNOWLEDGED_URGENT,
	MESSAGE_ACKNOWLEDGED_SECOND, MESSAGE_ACKNOWLEDGED_HOME,
	MESSAGE_ACKNOWLEDGED_EMERGENCY, MESSAGE_ACKNOWLEDGED_ALONE,
	MESSAGE_ASK_KELURAHAN,
	MESSAGE_WHICH_KELURAHAN, MESSAGE_ASK_KELURAHAN_EMERGENCY,
	MESSAGE_WHICH_KELURAHAN_EMERGENCY, MESSAGE_STOPPED
};

#define FREE	(sizeof free_ids / sizeof free_ids[0])

static bool
is_free(const struct letter *l, enum message_id id)
{
	size_t	i;

	if (l->urgent || l->meaning.danger != -1)
		return true;
	for (i = 0; i < FREE; i++)
		if (free_ids[i] == id)
			return true;
	return false;
}

/* The free kinds as the store wants them: spaces between and around. */
static void
write_free(char *buf, size_t size)
{
	size_t	i, len = 1;

	snprintf(buf, size, " ");
	for (i = 0; i < FREE && len < size; i++)
		len += (size_t)snprintf(buf + len, size - len, "%s ",
		    message_key(free_ids[i]));
}

/* What the budget of the letter's number says of one more reply.  0 or -1. */
int
budget_read(struct desk *desk, const struct letter *l, enum message_id id,
    struct budget *b)
{
	struct outbox_replies	sent;
	struct seat		seat;
	char			kinds[512];
	int			staff;

	staff = store_seat_of_phone(desk->store, l->phone.id, 0, &seat);
	write_free(kinds, sizeof kinds);
	if (staff == -1 || store_outbox_replies_since(desk->store,
	    l->phone.id, l->now - BUDGET_HOUR_S, kinds, &sent) == -1)
		return -1;
	b->limit = staff == 1 ? desk->conf->staff_replies_per_hour :
	    desk->conf->replies_per_hour;
	b->free = is_free(l, id);
	b->over = !b->free && sent.counted >= b->limit;
	b->last = !b->free && sent.counted == b->limit - 1;
	b->spent = sent.all >= b->limit;
	b->opens_at = (sent.first_at != 0 ? sent.first_at : l->now) +
	    BUDGET_HOUR_S;
	return 0;
}
