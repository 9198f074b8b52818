/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * inbox - what came: radio parts, and the messages that they make.
 *
 * This file knows when two parts are one that was delivered twice, and which
 * parts make one message.
 */

#include <string.h>

#include "store/inbox.h"
#include "store/rows.h"

static const char *const inbox_states[] = {
#define X(name, text)	[INBOX_##name] = text,
	INBOX_STATES(X)
#undef X
};

/* A state in the words of the database and of lists. */
const char *
inbox_state_name(enum inbox_state state)
{
	return inbox_states[state];
}

static void
bind_part(struct row *r, const struct inbox_part *p)
{
	row_bind_text(r, ":sim", p->sim);
	row_bind_int(r, ":phone", p->phone_id);
	row_bind_int(r, ":sent_at", p->sent_at);
	row_bind_int(r, ":ref", p->ref);
	row_bind_int(r, ":part", p->part);
	row_bind_int(r, ":parts", p->parts);
	row_bind_int(r, ":digest",
	    (int64_t)text_digest(p->text, strlen(p->text)));
}

/*
 * Keep a radio part, once.  1 if it is new, 0 if the network or a restart
 * delivered it before: then *id is the first one's.  -1 failed.
 */
int
store_part_add(struct store *st, const struct inbox_part *p, int64_t *id)
{
	struct row	r;
	int		rc;

	row_open(&r, st, Q_PART_ADD);
	bind_part(&r, p);
	row_bind_text(&r, ":modem", p->modem);
	row_bind_int(&r, ":received_at", p->received_at);
	row_bind_int(&r, ":class", p->class);
	row_bind_int(&r, ":pid", p->pid);
	row_bind_text(&r, ":text", p->text);
	if (row_run_id(&r, id) == -1)
		return -1;
	if (sqlite3_changes(st->db) == 1)
		return 1;
	row_open(&r, st, Q_PART_FIND);
	bind_part(&r, p);
	if ((rc = row_step(&r)) == 1)
		*id = row_get_int64(&r);
	return row_close(&r, rc) == 1 ? 0 : -1;
}

static void
bind_group(struct row *r, const struct inbox_group *g)
{
	row_bind_text(r, ":sim", g->sim);
	row_bind_int(r, ":phone", g->phone_id);
	row_bind_int(r, ":ref", g->ref);
	row_bind_int(r, ":parts", g->parts);
	row_bind_int(r, ":around", g->around);
}

/* Append what fits, cut between two characters. */
static void
append(char *buf, size_t size, const char *text)
{
	size_t	used = strlen(buf), len = strlen(text);

	if (len >= size - used)
		for (len = size - used - 1; len > 0 &&
		    ((unsigned char)text[len] & 0xc0) == 0x80; len--)
			;
	memcpy(buf + used, text, len);
	buf[used + len] = '\0';
}

/* Take one part's row into the message; returns its number. */
static int
join_row(struct row *r, int last, struct inbox_message *m)
{
	char	text[sizeof ((struct inbox_part *)NULL)->text];
	char	modem[STORE_CODE_SIZE];
	int64_t	received_at, sent_at;
	int	class, part = row_get_int(r);

	if (part < 1)			/* nonsense, but words all the same */
		part = 1;
	row_get_text(r, modem, sizeof modem);
	sent_at = row_get_int64(r);
	received_at = row_get_int64(r);
	class = row_get_int(r);
	row_get_text(r, text, sizeof text);
	if (part <= last)		/* another copy of the last one */
		return last;
	if (part > last + 1)
		append(m->text, sizeof m->text, " [...] ");
	append(m->text, sizeof m->text, text);
	if (last == 0) {
		m->sent_at = sent_at;
		m->class = class;
	}
	if (sent_at < m->sent_at)
		m->sent_at = sent_at;
	if (received_at >= m->received_at) {
		m->received_at = received_at;
		memcpy(m->modem, modem, sizeof m->modem);
	}
	return part;
}

/*
 * Put the parts of a group together: the text in their order, sent_at of the
 * earliest, received_at and modem of the one that came last.  1 joined: the
 * message is not stored yet, see store_inbox_add and store_part_set_message.
 * 0 if parts are missing; with force " [...] " stands for them, and 0 means
 * that there are none at all.  -1 failed.
 *
 * A reference comes round again (8 bits, 3GPP TS 23.040 9.2.3.24.1), so a
 * part that has joined a message is no candidate, and of two copies of one
 * part with different words the one sent nearest to g->around counts.
 */
int
store_part_join(struct store *st, const struct inbox_group *g, bool force,
    struct inbox_message *m)
{
	struct row	r;
	int		found = 0, last = 0, part, rc;

	memset(m, 0, sizeof *m);
	memcpy(m->sim, g->sim, sizeof m->sim);
	m->phone_id = g->phone_id;
	m->class = -1;
	row_open(&r, st, Q_PART_OF_GROUP);
	bind_group(&r, g);
	while ((rc = row_step(&r)) == 1) {
		part = join_row(&r, last, m);
		if (part > last)
			found++;
		last = part;
	}
	if (row_close(&r, rc) == -1)
		return -1;
	m->complete = found == g->parts && last == g->parts;
	if (found > 0 && last < g->parts)
		append(m->text, sizeof m->text, " [...] ");
	return m->complete || (force && found > 0);
}

/*
 * Say that the parts which store_part_join took are now this message.
 * Another copy with other words stays, and is a group of its own.  0 or -1.
 */
int
store_part_set_message(struct store *st, const struct inbox_group *g,
    int64_t inbox_id)
{
	struct row	r;

	row_open(&r, st, Q_PART_SET_MESSAGE);
	bind_group(&r, g);
	row_bind_int(&r, ":inbox", inbox_id);
	return row_run(&r);
}

/*
 * Say that one part is this whole message, which has its text from now on.
 * 0 or -1.
 */
int
store_part_set_single(struct store *st, int64_t part_id, int64_t inbox_id)
{
	return store_update_id(st, Q_PART_SET_SINGLE, part_id, ":inbox",
	    inbox_id);
}

/* The group in a statement's only row, which is closed. */
static int
read_group(struct row *r, struct inbox_group *g)
{
	int	rc;

	if ((rc = row_step(r)) == 1) {
		row_get_text(r, g->sim, sizeof g->sim);
		g->phone_id = row_get_int64(r);
		g->ref = row_get_int(r);
		g->parts = row_get_int(r);
		g->around = row_get_int64(r);
		g->first_received_at = row_get_int64(r);
	}
	return row_close(r, rc);
}

/* The unfinished group that began first: 1 found, 0 none, -1 failed. */
int
store_part_group_oldest(struct store *st, struct inbox_group *g)
{
	struct row	r;

	row_open(&r, st, Q_PART_GROUP_OLDEST);
	return read_group(&r, g);
}

/*
 * The group that must be given up because a part of this sender came: the
 * sender's oldest if there is no room for more of it, else the oldest of all
 * if there is no room for more of anybody's.  1 found, 0 there is room, -1.
 */
int
store_part_crowd(struct store *st, int64_t phone_id,
    const struct inbox_room *room, struct inbox_group *g)
{
	struct row	r;
	bool		of_sender = false, of_all = false;
	int		rc;

	row_open(&r, st, Q_PART_CROWD);
	row_bind_int(&r, ":phone", phone_id);
	row_bind_int(&r, ":groups", room->groups);
	row_bind_int(&r, ":parts", room->parts);
	row_bind_int(&r, ":total", room->total);
	if ((rc = row_step(&r)) == 1) {
		of_sender = row_get_bool(&r);
		of_all = row_get_bool(&r);
	}
	if (row_close(&r, rc) != 1)
		return -1;
	if (!of_sender)
		return of_all ? store_part_group_oldest(st, g) : 0;
	row_open(&r, st, Q_PART_GROUP_OLDEST_OF);
	row_bind_int(&r, ":phone", phone_id);
	return read_group(&r, g);
}

/* Keep a whole message, and fill its id.  0 or -1. */
int
store_inbox_add(struct store *st, struct inbox_message *m)
{
	struct row	r;

	row_open(&r, st, Q_INBOX_ADD);
	row_bind_text(&r, ":sim", m->sim);
	row_bind_text(&r, ":modem", m->modem);
	row_bind_int(&r, ":phone", m->phone_id);
	row_bind_int(&r, ":sent_at", m->sent_at);
	row_bind_int(&r, ":received_at", m->received_at);
	row_bind_int(&r, ":class", m->class);
	row_bind_int(&r, ":complete", m->complete);
	row_bind_text(&r, ":state", inbox_states[m->state]);
	row_bind_text(&r, ":reason", m->reason);
	row_bind_id(&r, ":report", m->report_id);
	row_bind_text(&r, ":text", m->text);
	return row_run_id(&r, &m->id);
}

/* 1 and the message, 0 if there is none with this id, -1 failed. */
int
store_inbox_get(struct store *st, int64_t id, struct inbox_message *m)
{
	struct row	r;
	int		rc;

	row_open(&r, st, Q_INBOX_GET);
	row_bind_int(&r, ":id", id);
	if ((rc = row_step(&r)) == 1) {
		m->id = row_get_int64(&r);
		row_get_text(&r, m->sim, sizeof m->sim);
		row_get_text(&r, m->modem, sizeof m->modem);
		m->phone_id = row_get_int64(&r);
		m->sent_at = row_get_int64(&r);
		m->received_at = row_get_int64(&r);
		m->class = row_get_int(&r);
		m->complete = row_get_bool(&r);
		m->state = (enum inbox_state)row_get_name(&r, inbox_states,
		    NAME_COUNT(inbox_states));
		row_get_text(&r, m->reason, sizeof m->reason);
		m->report_id = row_get_int64(&r);
		row_get_text(&r, m->text, sizeof m->text);
	}
	return row_close(&r, rc);
}

/*
 * Say what became of a message: its state, why ("" or NULL: no need to say),
 * what it was understood as, and the report it made or concerns (0 leaves
 * the one it has).  0 or -1.
 */
int
store_inbox_settle(struct store *st, int64_t id, enum inbox_state state,
    const char *reason, const char *intent, int64_t report_id)
{
	struct row	r;

	row_open(&r, st, Q_INBOX_SETTLE);
	row_bind_int(&r, ":id", id);
	row_bind_text(&r, ":state", inbox_states[state]);
	row_bind_text(&r, ":reason", reason != NULL ? reason : "");
	row_bind_text(&r, ":intent", intent != NULL ? intent : "");
	row_bind_id(&r, ":report", report_id);
	return row_run(&r);
}

/*
 * The last letters of a phone since then, at most a day ago, the newest
 * first: at most max.  *same: how many of the last 100 say exactly this text.
 * How many there are, or -1.
 */
int
store_inbox_lately(struct store *st, int64_t phone_id, int64_t since,
    const char *text, struct inbox_lately *lately, int max, int *same)
{
	struct inbox_lately	one;
	struct row		r;
	int			n = 0, rc;

	*same = 0;
	row_open(&r, st, Q_INBOX_LATELY);
	row_bind_int(&r, ":phone", phone_id);
	row_bind_int(&r, ":since", since);
	row_bind_int(&r, ":limit", 100);
	row_bind_text(&r, ":text", text);
	while ((rc = row_step(&r)) == 1) {
		one.sent_at = row_get_int64(&r);
		*same += row_get_bool(&r);
		one.filed = row_get_bool(&r);
		if (n < max)
			lately[n++] = one;
	}
	return row_close(&r, rc) == -1 ? -1 : n;
}
