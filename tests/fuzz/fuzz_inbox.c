/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * fuzz_inbox - any bytes as SMS and delivery reports from a worker, over the
 * wire, through the inbox and the desk into a real database: each is
 * acknowledged once, nobody is answered who is not a phone, what is kept can
 * be shown, and what waits is bounded.
 *
 * An input is a row of records: see read_sms and read_report.
 */

#include "config.h"

#include "base/log.h"
#include "base/text.h"
#include "fuzz.h"
#include "gateway/fleet/wire.h"
#include "tests/fixtures/inbox_city.h"

const char	fuzz_seeds[] = "inbox";

#define RECORDS	40		/* of one input, at most */
#define TRIES	3		/* before a message must be kept */
#define INPUTS	500		/* before a new city, lest this one grow */

enum { FLAG_NAME = 0x01, FLAG_CODING = 0x06, FLAG_UDH = 0x08, FLAG_RAW = 0x10,
    FLAG_LATER = 0x20, FLAG_TIME = 0x40, FLAG_REPORT = 0x80 };

struct bytes {
	const uint8_t	*at;
	size_t		 left;
};

static struct city	*city;
static int64_t		 last_in, last_out;	/* rows looked at so far */

static void
close_city(void)
{
	city_close(city);
}

/* The city that has room for another input. */
static void
open_city(void)
{
	static int	inputs;

	if (city == NULL) {
		log_init("fuzz_inbox", LOG_LEVEL_ERROR);
		atexit(close_city);
	} else if (++inputs % INPUTS != 0)
		return;
	else
		close_city();
	city = city_open();
	last_in = last_out = 0;
}

static unsigned
take(struct bytes *b)
{
	if (b->left == 0)
		return 0;
	b->left--;
	return *b->at++;
}

static int64_t
take_int64(struct bytes *b)
{
	uint64_t	value = 0;
	int		i;

	for (i = 0; i < 8; i++)
		value = value << 8 | take(b);
	return (int64_t)value;
}

/* So many bytes as are said and there, at most size. */
static uint32_t
take_run(struct bytes *b, void *to, size_t size)
{
	size_t	n = take(b);

	n = n > b->left ? b->left : n;
	n = n > size ? size : n;
	memcpy(to, b->at, n);
	b->at += n;
	b->left -= n;
	return (uint32_t)n;
}

/* One of the usual ones, or 15 and the characters themselves. */
static void
take_sender(struct bytes *b, char *number, size_t size)
{
	static const char *const	usual[] = { CITIZEN, OTHER, STRANGER,
	    OFFICER, OWN_NUMBER, "4444", "TELKOMSEL", "081200000001", "",
	    "*123#", "+6281200000000000000000000000007", "0812a0b", "12",
	    "00628120000001", "62" };
	char		raw[48] = "";
	unsigned	which = take(b) & 15;

	if (which == 15)
		raw[take_run(b, raw, sizeof raw - 1)] = '\0';
	snprintf(number, size, "%s", which == 15 ? raw : usual[which]);
}

/* Sender, PID, class; then, as the flags say: time, header, raw; text. */
static void
read_sms(struct bytes *b, unsigned flags, struct wire_sms_in *s)
{
	*s = (struct wire_sms_in){ .token = ++city->token,
	    .alphanumeric = flags & FLAG_NAME,
	    .coding = (flags & FLAG_CODING) >> 1, .sent_at = now };
	take_sender(b, s->number, sizeof s->number);
	s->pid = (int32_t)take(b);
	s->class = (int8_t)take(b);
	if (flags & FLAG_TIME)
		s->sent_at = take_int64(b);
	if (flags & FLAG_UDH)
		s->udh_len = take_run(b, s->udh, sizeof s->udh);
	if (flags & FLAG_RAW)
		s->raw_len = take_run(b, s->raw, sizeof s->raw);
	s->text_len = take_run(b, s->text, sizeof s->text);
}

/* Sender, MR, status, time. */
static void
read_report(struct bytes *b, struct wire_sms_report *r)
{
	*r = (struct wire_sms_report){ .token = ++city->token };
	take_sender(b, r->number, sizeof r->number);
	r->mr = (int32_t)take_int64(b);
	r->status = (int32_t)take(b);
	r->sent_at = r->discharged_at = take_int64(b);
}

static void
give(const struct wire_message *m)
{
	if (m->type == WIRE_SMS_IN)
		inbox_receive(city->inbox, &city_worker, &m->sms_in);
	else
		inbox_report(city->inbox, &city_worker, &m->sms_report);
}

/* Over the wire, as a packet, to the inbox. */
static void
send_over(const struct wire_message *m, struct wire_message *got)
{
	unsigned char	packet[WIRE_MAX];
	size_t		len = wire_encode(m, packet, sizeof packet);

	MUST(len > 0);
	MUST(wire_decode(got, packet, len) == 0);
	MUST(got->type == m->type);
	give(got);
}

static uint32_t
token_of(const struct wire_message *m)
{
	return m->type == WIRE_SMS_IN ? m->sms_in.token : m->sms_report.token;
}

/* A text that a person will see, on whatever screen. */
static void
check_text(const char *text)
{
	char	again[TEXT_MAX_BYTES + 1];

	text_clean(again, sizeof again, text, strlen(text));
	MUST(strcmp(again, text) == 0);
}

/* What is new in a table; returns the id of its last row. */
static int64_t
check_rows(const char *sql, int64_t after)
{
	sqlite3_stmt	*q;

	MUST(sqlite3_prepare_v2(city->db, sql, -1, &q, NULL) == SQLITE_OK);
	sqlite3_bind_int64(q, 1, after);
	while (sqlite3_step(q) == SQLITE_ROW) {
		after = sqlite3_column_int64(q, 0);
		check_text((const char *)sqlite3_column_text(q, 1));
		check_text((const char *)sqlite3_column_text(q, 2));
		MUST(sqlite3_column_int(q, 3));
	}
	sqlite3_finalize(q);
	return after;
}

static void
check_city(void)
{
	/* Handled, by a person's phone if it was read at all. */
	last_in = check_rows("SELECT inbox.id, text, number, state <> 'new'"
	    " AND reason <> 'could not be handled' AND (state = 'filed' OR"
	    " kind = 'phone') FROM inbox JOIN phone ON phone.id = phone_id"
	    " WHERE inbox.id > ? ORDER BY inbox.id", last_in);
	last_out = check_rows("SELECT outbox.id, text, number,"
	    " phone.kind = 'phone' AND number <> '" OWN_NUMBER "'"
	    " FROM outbox JOIN phone ON phone.id = phone_id"
	    " WHERE outbox.id > ? ORDER BY outbox.id", last_out);
	MUST(city_count(city, "SELECT count(*) FROM inbox_part"
	    " WHERE inbox_id IS NULL") <= city->conf->unfinished_parts);
	MUST(city_count(city, "SELECT coalesce(max(n), 0) FROM (SELECT"
	    " count(DISTINCT ref || '/' || parts) AS n FROM inbox_part WHERE"
	    " inbox_id IS NULL GROUP BY phone_id, sim)") <=
	    city->conf->unfinished_per_sender);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct wire_message	got[RECORDS];
	struct wire_message		m;
	struct bytes			b = { data, size };
	unsigned			flags;
	int				count = 0, i, tries;

	open_city();
	while (b.left > 0 && count < RECORDS) {
		flags = take(&b);
		if (flags & FLAG_LATER)
			now += 60 * (int64_t)take(&b);
		memset(&m, 0, sizeof m);
		m.type = flags & FLAG_REPORT ? WIRE_SMS_REPORT : WIRE_SMS_IN;
		if (flags & FLAG_REPORT)
			read_report(&b, &m.sms_report);
		else
			read_sms(&b, flags, &m.sms_in);
		city_acked[token_of(&m) & 0xffff] = 0;
		send_over(&m, &got[count++]);
	}
	city_turn(city);
	/* What was not kept stays on the SIM, and comes again. */
	for (i = 0; i < count; i++) {
		for (tries = 0; tries < TRIES &&
		    city_acked[token_of(&got[i]) & 0xffff] == 0; tries++) {
			give(&got[i]);
			city_turn(city);
		}
		MUST(city_acked[token_of(&got[i]) & 0xffff] == 1);
	}
	inbox_run_timers(city->inbox);
	city_turn(city);
	check_city();
	return 0;
}
