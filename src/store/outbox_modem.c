/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * outbox_modem - by which modem a waiting message leaves.
 */

#include <stdio.h>

#include "store/outbox_modem.h"
#include "store/rows.h"

/* This message leaves by this modem ("": any).  0 or -1. */
int
store_outbox_set_modem(struct store *st, int64_t id, const char *modem)
{
	struct row	r;

	row_open(&r, st, Q_OUTBOX_SET_MODEM);
	row_bind_int(&r, ":id", id);
	row_bind_text(&r, ":modem", modem);
	return row_run(&r);
}

static int
free_rows(struct store *st, enum store_query query, const char *modem)
{
	struct row	r;

	row_open(&r, st, query);
	row_bind_text(&r, ":modem", modem);
	return row_run(&r) == -1 ? -1 : sqlite3_changes(st->db);
}

/*
 * All that waits for this modem may leave by any; a message of which parts
 * were sent begins anew.  Returns how many they are, -1 failed.
 */
int
store_outbox_free_modem(struct store *st, const char *modem)
{
	return free_rows(st, Q_OUTBOX_FREE_MODEM, modem);
}

/* The same of what is not urgent. */
int
store_outbox_free_routine(struct store *st, const char *modem)
{
	return free_rows(st, Q_OUTBOX_FREE_ROUTINE, modem);
}

/*
 * The next name, in order, of a modem that messages wait for; after may be
 * the same buffer.  1 found, 0 no more, -1 failed.
 */
int
store_outbox_next_modem(struct store *st, const char *after,
    char name[STORE_CODE_SIZE])
{
	struct row	r;
	char		from[STORE_CODE_SIZE];
	int		rc;

	snprintf(from, sizeof from, "%s", after);
	row_open(&r, st, Q_OUTBOX_NEXT_MODEM);
	row_bind_text(&r, ":after", from);
	if ((rc = row_step(&r)) == 1) {
		row_get_text(&r, name, STORE_CODE_SIZE);
		if (name[0] == '\0')
			rc = 0;
	}
	return row_close(&r, rc);
}
