/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * modem - what is remembered of each modem from one start to the next, and
 * the last states that it went through.
 */

#include <stdio.h>
#include <string.h>

#include "store/modem.h"
#include "store/rows.h"

#define MODEM_EVENTS	200	/* kept of each modem */

/* What is remembered of a modem.  1 found, 0 nothing, -1 failed. */
int
store_modem_get(struct store *st, const char *name, struct modem_record *m)
{
	struct row	r;
	int		rc;

	memset(m, 0, sizeof *m);
	snprintf(m->name, sizeof m->name, "%s", name);
	row_open(&r, st, Q_MODEM_GET);
	row_bind_text(&r, ":name", name);
	if ((rc = row_step(&r)) == 1) {
		row_get_text(&r, m->imei, sizeof m->imei);
		row_get_text(&r, m->imsi, sizeof m->imsi);
		row_get_text(&r, m->device, sizeof m->device);
		row_get_text(&r, m->hold, sizeof m->hold);
		m->hold_at = row_get_int64(&r);
		row_get_text(&r, m->told, sizeof m->told);
		row_get_text(&r, m->pin_digest, sizeof m->pin_digest);
		m->pin_open = row_get_int(&r);
		m->pin_refused = row_get_bool(&r);
	}
	return row_close(&r, rc);
}

/* Remember this of it instead.  0 or -1. */
int
store_modem_set(struct store *st, const struct modem_record *m)
{
	struct row	r;

	row_open(&r, st, Q_MODEM_SET);
	row_bind_text(&r, ":name", m->name);
	row_bind_text(&r, ":imei", m->imei);
	row_bind_text(&r, ":imsi", m->imsi);
	row_bind_text(&r, ":device", m->device);
	row_bind_text(&r, ":hold", m->hold);
	row_bind_int(&r, ":hold_at", m->hold_at);
	row_bind_text(&r, ":told", m->told);
	row_bind_text(&r, ":pin_digest", m->pin_digest);
	row_bind_int(&r, ":pin_open", m->pin_open);
	row_bind_int(&r, ":pin_refused", m->pin_refused);
	return row_run(&r);
}

/* Keep a change of its state, and of the older ones the last 200.  0 or -1. */
int
store_modem_add_event(struct store *st, const char *modem,
    const struct modem_event *e)
{
	struct row	r;

	row_open(&r, st, Q_MODEM_EVENT_ADD);
	row_bind_text(&r, ":modem", modem);
	row_bind_int(&r, ":at", e->at);
	row_bind_text(&r, ":from", e->from);
	row_bind_text(&r, ":to", e->to);
	row_bind_text(&r, ":detail", e->detail);
	if (row_run(&r) == -1)
		return -1;
	row_open(&r, st, Q_MODEM_EVENT_TRIM);
	row_bind_text(&r, ":modem", modem);
	row_bind_int(&r, ":keep", MODEM_EVENTS);
	return row_run(&r);
}
