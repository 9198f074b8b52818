/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * account - what was sent and spent: by modem, by number, by day; and what
 * the coordinator was told of it.
 */

#include "store/account.h"
#include "store/rows.h"

/* The first column of the only row, 0 if there is none.  1 found, 0, -1. */
static int
number_of(struct row *r, int64_t *n)
{
	int	rc = row_step(r);

	*n = rc == 1 ? row_get_int64(r) : 0;
	return row_close(r, rc);
}

/* How many parts this modem was given since then.  -1 failed. */
int
store_outbox_parts_since(struct store *st, const char *modem, int64_t since)
{
	struct row	r;
	int64_t		n;

	row_open(&r, st, Q_OUTBOX_PARTS_SINCE);
	row_bind_text(&r, ":modem", modem);
	row_bind_int(&r, ":since", since);
	return number_of(&r, &n) == -1 ? -1 : (int)n;
}

/*
 * When the newest part but skip was given to a modem, 0 if there are not so
 * many.  0 or -1.
 */
int
store_account_part_at(struct store *st, const char *modem, int skip,
    int64_t *at)
{
	struct row	r;

	row_open(&r, st, Q_ACCOUNT_PART_AT);
	row_bind_text(&r, ":modem", modem);
	row_bind_int(&r, ":skip", skip);
	return number_of(&r, at) == -1 ? -1 : 0;
}

/* What the part that is being handed to a modem costs, rupiah.  0 or -1. */
int
store_account_price(struct store *st, int64_t id, int part, int price)
{
	struct row	r;

	row_open(&r, st, Q_ACCOUNT_PRICE);
	row_bind_int(&r, ":id", id);
	row_bind_int(&r, ":part", part);
	row_bind_int(&r, ":price", price);
	return row_run(&r);
}

/* When the network took a message's last part, 0 not yet.  0 or -1. */
int
store_account_sent_at(struct store *st, int64_t id, int64_t *at)
{
	struct row	r;

	row_open(&r, st, Q_ACCOUNT_SENT_AT);
	row_bind_int(&r, ":id", id);
	return number_of(&r, at) == -1 ? -1 : 0;
}

/* Rupiah that all modems spent since then; what was refused is free. */
int
store_account_spent(struct store *st, int64_t since, int64_t *rupiah)
{
	struct row	r;

	row_open(&r, st, Q_ACCOUNT_SPENT);
	row_bind_int(&r, ":since", since);
	return number_of(&r, rupiah) == -1 ? -1 : 0;
}

/* SMS of any kind to a phone since then, at most a day ago.  -1 failed. */
int
store_account_to_phone(struct store *st, int64_t phone_id, int64_t since)
{
	struct row	r;
	int64_t		n;

	row_open(&r, st, Q_ACCOUNT_TO_PHONE);
	row_bind_int(&r, ":phone", phone_id);
	row_bind_int(&r, ":since", since);
	return number_of(&r, &n) == -1 ? -1 : (int)n;
}

/* When the coordinator was last told of something, 0 never.  0 or -1. */
int
store_told_at(struct store *st, const char *what, int64_t *at)
{
	struct row	r;

	row_open(&r, st, Q_TOLD_GET);
	row_bind_text(&r, ":what", what);
	return number_of(&r, at) == -1 ? -1 : 0;
}

/* The coordinator is told of it now.  0 or -1. */
int
store_tell(struct store *st, const char *what, int64_t at)
{
	struct row	r;

	row_open(&r, st, Q_TOLD_PUT);
	row_bind_text(&r, ":what", what);
	row_bind_int(&r, ":at", at);
	return row_run(&r);
}
