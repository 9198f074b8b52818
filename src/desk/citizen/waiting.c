/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * waiting - the reports of a citizen that are said to be done and wait for
 * its word, and how they are told apart.
 */

#include "config.h"

#include <stdio.h>
#include <string.h>

#include "desk/citizen/citizen_private.h"
#include "desk/words/letter.h"
#include "desk/words/words.h"

#define ROOM	60	/* of the choices in an SMS */

/* Those of a phone, the newest first; how many, or -1. */
int
waiting_find(struct desk *desk, int64_t phone_id,
    struct report waiting[WAITING_MAX])
{
	struct report	r;
	int64_t		before = INT64_MAX;
	int		n = 0, rc = 0;

	while (n < WAITING_MAX && (rc = store_report_open_before(desk->store,
	    phone_id, before, &r)) == 1) {
		before = r.id;
		if (r.state == REPORT_DONE)
			waiting[n++] = r;
	}
	return rc == -1 ? -1 : n;
}

/* "1007 SAMPAH, 1010 LAMPU", as many as fit an SMS. */
void
waiting_list(const struct desk *desk, const struct report *waiting, int n,
    char *list, size_t size)
{
	struct report_words	w;
	char			item[STORE_NAME_SIZE];
	size_t			len = 0;
	int			i;

	list[0] = '\0';
	for (i = 0; i < n; i++) {
		words_report(desk, &waiting[i], &w);
		snprintf(item, sizeof item, "%s%s %s", i > 0 ? ", " : "",
		    w.ticket, waiting[i].category);
		if (len + strlen(item) > ROOM || len + strlen(item) >= size)
			break;
		len += (size_t)snprintf(list + len, size - len, "%s", item);
	}
}
