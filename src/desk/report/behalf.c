/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * behalf - "untuk 0812...": a report that somebody makes for another, who is
 * told of it as well.
 */

#include "config.h"

#include <string.h>

#include "base/number.h"
#include "desk/report/behalf.h"
#include "desk/words/letter.h"

/* One of our own SIMs is nobody to be told. */
static bool
is_our_own(const struct desk *desk, const char *e164)
{
	char	own[NUMBER_SIZE];
	int	i;

	for (i = 0; i < desk->conf->modem_count; i++)
		if (number_normalise(desk->conf->modem[i].own_number,
		    desk->conf->country, own) == NUMBER_PHONE &&
		    strcmp(own, e164) == 0)
			return true;
	return false;
}

/* The phone that a letter reports for; *id 0: for nobody else.  0 or -1. */
int
behalf_find(struct desk *desk, const struct letter *l, int64_t *id)
{
	char	e164[NUMBER_SIZE];

	*id = 0;
	if (l->meaning.behalf[0] == '\0' || number_normalise(
	    l->meaning.behalf, desk->conf->country, e164) != NUMBER_PHONE ||
	    strcmp(e164, l->phone.number) == 0 || is_our_own(desk, e164))
		return 0;
	return store_phone_find_or_add(desk->store, e164, NUMBER_PHONE,
	    l->now, id);
}
