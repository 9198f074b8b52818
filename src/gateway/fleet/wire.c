/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * wire - messages between the daemon and a modem worker, as bytes.
 *
 * This file alone knows how a message lies in a packet: its type in two
 * bytes, then the fields in the order of the tables below, all little-endian;
 * a text or a run of bytes is its length in two bytes and then itself.  Each
 * side trusts the other with nothing: a packet that is too short, too long or
 * out of range is refused whole.
 */

#include "config.h"

#include <sys/socket.h>
#include <sys/types.h>

#include <errno.h>
#include <string.h>

#include "gateway/fleet/wire.h"

enum field_kind {
	FIELD_U32,		/* also int32_t, in two's complement */
	FIELD_I64,
	FIELD_ENUM,		/* a uint32_t not above `extra' */
	FIELD_TEXT,		/* char[size], NUL-terminated, no NUL inside */
	FIELD_BYTES		/* char[size]; `extra': offset of its count */
};

struct field {
	enum field_kind	kind;
	size_t		offset, size, extra;
};

#define FIELD(kind, type, name, extra)					\
	{ FIELD_##kind, offsetof(struct type, name),			\
	    sizeof ((struct type *)0)->name, extra }
#define U32(type, name)		FIELD(U32, type, name, 0)
#define I64(type, name)		FIELD(I64, type, name, 0)
#define ENUM(type, name, last)	FIELD(ENUM, type, name, last)
#define TEXT(type, name)	FIELD(TEXT, type, name, 0)
#define BYTES(type, name, count)					\
	FIELD(BYTES, type, name, offsetof(struct type, count))

static const struct field hello_fields[] = {
	U32(wire_hello, version), U32(wire_hello, pid)
};
static const struct field setup_fields[] = {
	TEXT(wire_setup, name), TEXT(wire_setup, device),
	TEXT(wire_setup, connection), TEXT(wire_setup, model),
	TEXT(wire_setup, pin), TEXT(wire_setup, imei),
	TEXT(wire_setup, imsi), TEXT(wire_setup, features),
	TEXT(wire_setup, smsc), TEXT(wire_setup, init),
	TEXT(wire_setup, journal), U32(wire_setup, fast),
	U32(wire_setup, reports), U32(wire_setup, sweep_s),
	U32(wire_setup, reset)
};
static const struct field leftover_fields[] = {
	U32(wire_leftover, present),
	ENUM(wire_leftover, stage, WIRE_STAGE_RESULT),
	I64(wire_leftover, id), U32(wire_leftover, part),
	ENUM(wire_leftover, outcome, WIRE_UNKNOWN),
	U32(wire_leftover, code), U32(wire_leftover, mr)
};
static const struct field state_fields[] = {
	ENUM(wire_state_msg, state, WIRE_STATE_FAILING),
	U32(wire_state_msg, hurried),
	ENUM(wire_state_msg, trouble, WIRE_TROUBLE_OTHER_SIM),
	TEXT(wire_state_msg, detail)
};
static const struct field identity_fields[] = {
	TEXT(wire_identity, imei), TEXT(wire_identity, imsi),
	TEXT(wire_identity, model), TEXT(wire_identity, smsc),
	TEXT(wire_identity, device)
};
static const struct field health_fields[] = {
	U32(wire_health, signal), U32(wire_health, registered),
	TEXT(wire_health, network), U32(wire_health, used),
	U32(wire_health, size)
};
static const struct field sms_in_fields[] = {
	U32(wire_sms_in, token), TEXT(wire_sms_in, number),
	U32(wire_sms_in, alphanumeric),
	TEXT(wire_sms_in, smsc), I64(wire_sms_in, sent_at),
	U32(wire_sms_in, class), U32(wire_sms_in, pid),
	ENUM(wire_sms_in, coding, WIRE_CODING_UNKNOWN),
	BYTES(wire_sms_in, udh, udh_len), BYTES(wire_sms_in, text, text_len),
	BYTES(wire_sms_in, raw, raw_len)
};
static const struct field token_fields[] = {
	U32(wire_token, token)
};
static const struct field sms_out_fields[] = {
	I64(wire_sms_out, id), U32(wire_sms_out, part),
	U32(wire_sms_out, parts), U32(wire_sms_out, ref),
	ENUM(wire_sms_out, coding, WIRE_CODING_UCS2),
	U32(wire_sms_out, report), U32(wire_sms_out, class),
	U32(wire_sms_out, validity_min), TEXT(wire_sms_out, number),
	TEXT(wire_sms_out, text)
};
static const struct field sms_result_fields[] = {
	I64(wire_sms_result, id), U32(wire_sms_result, part),
	ENUM(wire_sms_result, outcome, WIRE_UNKNOWN),
	U32(wire_sms_result, code), U32(wire_sms_result, mr)
};
static const struct field sms_report_fields[] = {
	U32(wire_sms_report, token), TEXT(wire_sms_report, number),
	U32(wire_sms_report, mr), U32(wire_sms_report, status),
	I64(wire_sms_report, sent_at), I64(wire_sms_report, discharged_at)
};
static const struct field call_fields[] = {
	TEXT(wire_call, number)
};
static const struct field ussd_ask_fields[] = {
	TEXT(wire_ussd_ask, code)
};
static const struct field ussd_fields[] = {
	U32(wire_ussd, status), TEXT(wire_ussd, text)
};

#define FORMAT(name)	{ name##_fields,				\
	sizeof name##_fields / sizeof name##_fields[0] }

static const struct format {
	const struct field	*fields;
	size_t			 count;
} formats[WIRE_TYPE_END] = {
	[WIRE_HELLO] = FORMAT(hello),
	[WIRE_SETUP] = FORMAT(setup),
	[WIRE_LEFTOVER] = FORMAT(leftover),
	[WIRE_STATE] = FORMAT(state),
	[WIRE_IDENTITY] = FORMAT(identity),
	[WIRE_HEALTH] = FORMAT(health),
	[WIRE_SMS_IN] = FORMAT(sms_in),
	[WIRE_SMS_STORED] = FORMAT(token),
	[WIRE_SMS_OUT] = FORMAT(sms_out),
	[WIRE_SMS_RESULT] = FORMAT(sms_result),
	[WIRE_SMS_REPORT] = FORMAT(sms_report),
	[WIRE_CALL] = FORMAT(call),
	[WIRE_USSD] = FORMAT(ussd),
	[WIRE_PING] = FORMAT(token),
	[WIRE_PONG] = FORMAT(token),
	[WIRE_SWEEP] = { NULL, 0 },
	[WIRE_QUIT] = { NULL, 0 },
	[WIRE_USSD_ASK] = FORMAT(ussd_ask),
};

/* Fields grow by at most their two length bytes when written. */
_Static_assert(sizeof(struct wire_message) + 64 < WIRE_MAX,
    "a message fits in a packet");

/* What is left of a packet, being written or read. */
struct cursor {
	unsigned char	*at;
	size_t		 left;
};

static int
put_number(struct cursor *c, uint64_t value, size_t bytes)
{
	if (c->left < bytes)
		return -1;
	for (; bytes > 0; bytes--, value >>= 8, c->left--)
		*c->at++ = (unsigned char)value;
	return 0;
}

static int
get_number(struct cursor *c, uint64_t *value, size_t bytes)
{
	size_t	i;

	if (c->left < bytes)
		return -1;
	*value = 0;
	for (i = 0; i < bytes; i++)
		*value |= (uint64_t)*c->at++ << (8 * i);
	c->left -= bytes;
	return 0;
}

static int
put_run(struct cursor *c, const unsigned char *bytes, size_t len)
{
	if (put_number(c, len, 2) == -1 || c->left < len)
		return -1;
	memcpy(c->at, bytes, len);
	c->at += len;
	c->left -= len;
	return 0;
}

static int
get_run(struct cursor *c, unsigned char *bytes, size_t max, size_t *len)
{
	uint64_t	n;

	if (get_number(c, &n, 2) == -1 || n > max || n > c->left)
		return -1;
	memcpy(bytes, c->at, n);
	c->at += n;
	c->left -= n;
	*len = n;
	return 0;
}

static int
put_field(struct cursor *c, const struct field *f, const unsigned char *base)
{
	const unsigned char	*at = base + f->offset;
	const unsigned char	*end;
	uint32_t		 u32;
	int64_t			 i64;

	switch (f->kind) {
	case FIELD_U32:
	case FIELD_ENUM:
		memcpy(&u32, at, sizeof u32);
		if (f->kind == FIELD_ENUM && u32 > f->extra)
			return -1;
		return put_number(c, u32, 4);
	case FIELD_I64:
		memcpy(&i64, at, sizeof i64);
		return put_number(c, (uint64_t)i64, 8);
	case FIELD_TEXT:
		if ((end = memchr(at, '\0', f->size)) == NULL)
			return -1;
		return put_run(c, at, (size_t)(end - at));
	case FIELD_BYTES:
		memcpy(&u32, base + f->extra, sizeof u32);
		return u32 > f->size ? -1 : put_run(c, at, u32);
	}
	return -1;
}

static int
get_field(struct cursor *c, const struct field *f, unsigned char *base)
{
	unsigned char	*at = base + f->offset;
	uint64_t	 value;
	uint32_t	 u32;
	size_t		 len;

	switch (f->kind) {
	case FIELD_U32:
	case FIELD_ENUM:
		if (get_number(c, &value, 4) == -1 ||
		    (f->kind == FIELD_ENUM && value > f->extra))
			return -1;
		u32 = (uint32_t)value;
		memcpy(at, &u32, sizeof u32);
		return 0;
	case FIELD_I64:
		if (get_number(c, &value, 8) == -1)
			return -1;
		memcpy(at, &value, sizeof value);
		return 0;
	case FIELD_TEXT:
		if (get_run(c, at, f->size - 1, &len) == -1 ||
		    memchr(at, '\0', len) != NULL)
			return -1;
		at[len] = '\0';
		return 0;
	case FIELD_BYTES:
		if (get_run(c, at, f->size, &len) == -1)
			return -1;
		u32 = (uint32_t)len;
		memcpy(base + f->extra, &u32, sizeof u32);
		return 0;
	}
	return -1;
}

static bool
type_is_known(uint64_t type)
{
	return type > 0 && type < WIRE_TYPE_END;
}

/* The union's members all begin at one place. */
#define BODY	offsetof(struct wire_message, hello)

/*
 * Write a message as the bytes of one packet.  Returns their count, or 0 if
 * it does not fit or is nonsense (an unterminated text, a count above its
 * field, an enum out of range).
 */
size_t
wire_encode(const struct wire_message *m, unsigned char *buf, size_t size)
{
	struct cursor		 c = { buf, size };
	const struct format	*format;
	size_t			 i;

	if (!type_is_known(m->type) || put_number(&c, m->type, 2) == -1)
		return 0;
	format = &formats[m->type];
	for (i = 0; i < format->count; i++)
		if (put_field(&c, &format->fields[i],
		    (const unsigned char *)m + BODY) == -1)
			return 0;
	return size - c.left;
}

/*
 * Read one packet, to its last byte.  Returns 0, or -1 if it is not a whole
 * message; then m is not to be used.  Unused bytes of m's texts are 0.
 */
int
wire_decode(struct wire_message *m, const unsigned char *buf, size_t len)
{
	/* Reading never writes through the cursor. */
	struct cursor		 c = { (unsigned char *)buf, len };
	const struct format	*format;
	uint64_t		 type;
	size_t			 i;

	memset(m, 0, sizeof *m);
	if (get_number(&c, &type, 2) == -1 || !type_is_known(type))
		return -1;
	m->type = (enum wire_type)type;
	format = &formats[type];
	for (i = 0; i < format->count; i++)
		if (get_field(&c, &format->fields[i],
		    (unsigned char *)m + BODY) == -1)
			return -1;
	return c.left == 0 ? 0 : -1;
}

static int
again_or_closed(void)
{
	return errno == EAGAIN || errno == EWOULDBLOCK ? 0 : -1;
}

/*
 * Send one message.  Returns 1 when the kernel has it, 0 if a non-blocking
 * socket is full, -1 if the peer is gone or the message is nonsense.  Waits
 * on a blocking socket.  Never raises SIGPIPE.
 */
int
wire_send(int fd, const struct wire_message *m)
{
	unsigned char	buf[WIRE_MAX];
	size_t		len;
	ssize_t		n;

	if ((len = wire_encode(m, buf, sizeof buf)) == 0)
		return -1;
	do
		n = send(fd, buf, len, MSG_NOSIGNAL);
	while (n == -1 && errno == EINTR);
	return n == -1 ? again_or_closed() : 1;
}

/*
 * Receive one message, never waiting.  Returns 1 with a whole message, 0 if
 * there is none now, -1 if the peer is gone or sent nonsense.
 */
int
wire_recv(int fd, struct wire_message *m)
{
	unsigned char	buf[WIRE_MAX];
	ssize_t		n;

	/* MSG_TRUNC: the packet's true length, so a cut one is noticed. */
	do
		n = recv(fd, buf, sizeof buf, MSG_DONTWAIT | MSG_TRUNC);
	while (n == -1 && errno == EINTR);
	if (n == -1)
		return again_or_closed();
	if (n == 0 || (size_t)n > sizeof buf)
		return -1;
	return wire_decode(m, buf, (size_t)n) == -1 ? -1 : 1;
}

/* A message type's name, for the log. */
const char *
wire_type_name(enum wire_type type)
{
	static const char *const names[WIRE_TYPE_END] = {
#define X(name, number)	[number] = #name,
		WIRE_TYPES(X)
#undef X
	};

	return type_is_known(type) ? names[type] : "?";
}
