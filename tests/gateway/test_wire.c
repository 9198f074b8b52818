/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * test_wire - what wire.c promises: a message arrives whole and unchanged, or
 * not at all.
 */

#include "config.h"

#include <sys/socket.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "gateway/fleet/wire.h"

/* Every field of every type at an unusual value. */
static struct wire_message
sample(enum wire_type type)
{
	struct wire_message	m;

	memset(&m, 0, sizeof m);
	m.type = type;
	switch (type) {
	case WIRE_HELLO:
		m.hello = (struct wire_hello){ 0xfffffffe, 77 };
		break;
	case WIRE_SETUP:
		m.setup = (struct wire_setup){ "gsm1", "/dev/ttyUSB0",
		    "at115200", "at", "1234", "35912345", "51010",
		    "NO_CLIP ENCODED_USSD", "+62811000000", "AT\nATE1",
		    "/run/x.journal", 1, 0, 60, 1 };
		break;
	case WIRE_LEFTOVER:
		m.leftover = (struct wire_leftover){ 1, WIRE_STAGE_RESULT,
		    INT64_MAX, 3, WIRE_UNKNOWN, -1, 255 };
		break;
	case WIRE_STATE:
		m.state = (struct wire_state_msg){ WIRE_STATE_FAILING, 1,
		    WIRE_TROUBLE_OTHER_SIM, "no answer" };
		break;
	case WIRE_IDENTITY:
		m.identity = (struct wire_identity){ "359", "51010", "SIM800",
		    "+62", "/dev/ttyUSB3" };
		break;
	case WIRE_HEALTH:
		m.health = (struct wire_health){ -1, 2, "51010", -1, 30 };
		break;
	case WIRE_SMS_IN:
		m.sms_in = (struct wire_sms_in){ .token = 9,
		    .number = "+62812000\xc3\xa9", .alphanumeric = 1,
		    .smsc = "+62", .sent_at = -5,
		    .class = -1, .pid = 0x40, .coding = WIRE_CODING_8BIT,
		    .udh_len = 6, .udh = { 5, 0, 3, 7, 2, 1 },
		    .text_len = 5, .text = "a\0b\0c",
		    .raw_len = 3, .raw = { 0, 0xff, 0 } };
		break;
	case WIRE_SMS_STORED:
	case WIRE_PING:
	case WIRE_PONG:
		m.token.token = 0x80000001;
		break;
	case WIRE_SMS_OUT:
		m.sms_out = (struct wire_sms_out){ INT64_MIN, 2, 3, 255,
		    WIRE_CODING_UCS2, 1, -1, 1440, "+6281200012345", "halo" };
		break;
	case WIRE_SMS_RESULT:
		m.sms_result = (struct wire_sms_result){ 12, 1, WIRE_TEMPORARY,
		    500, -1 };
		break;
	case WIRE_SMS_REPORT:
		m.sms_report = (struct wire_sms_report){ 1, "08120001", 255,
		    0x46, 1, 2 };
		break;
	case WIRE_CALL:
		m.call.number[0] = '7';
		break;
	case WIRE_USSD_ASK:
		snprintf(m.ussd_ask.code, sizeof m.ussd_ask.code, "*888#");
		break;
	case WIRE_USSD:
		m.ussd.status = 3;
		memset(m.ussd.text, 'x', sizeof m.ussd.text - 1);
		break;
	case WIRE_SWEEP:
	case WIRE_QUIT:
	case WIRE_TYPE_END:
		break;
	}
	return m;
}

static void
test_every_message_arrives_unchanged(void **state)
{
	struct wire_message	out, in;
	unsigned char		buf[WIRE_MAX];
	size_t			len;
	int			t;

	(void)state;
	for (t = 1; t < WIRE_TYPE_END; t++) {
		out = sample((enum wire_type)t);
		len = wire_encode(&out, buf, sizeof buf);
		assert_true(len >= 2);
		memset(&in, 0xaa, sizeof in);
		assert_int_equal(wire_decode(&in, buf, len), 0);
		assert_memory_equal(&in, &out, sizeof in);
	}
}

static void
test_a_message_cut_anywhere_is_refused(void **state)
{
	struct wire_message	m, in;
	unsigned char		buf[WIRE_MAX], *exact;
	size_t			len, cut;
	int			t;

	(void)state;
	for (t = 1; t < WIRE_TYPE_END; t++) {
		m = sample((enum wire_type)t);
		len = wire_encode(&m, buf, sizeof buf);
		for (cut = 0; cut < len; cut++) {
			/* On the heap, so that ASan sees a read too far. */
			exact = malloc(cut + 1);
			assert_non_null(exact);
			memcpy(exact, buf, cut);
			assert_int_equal(wire_decode(&in, exact, cut), -1);
			free(exact);
			assert_int_equal(wire_encode(&m, buf, cut), 0);
			wire_encode(&m, buf, sizeof buf);
		}
	}
}

static void
test_a_byte_too_many_is_refused(void **state)
{
	struct wire_message	m, in;
	unsigned char		buf[WIRE_MAX + 1] = { 0 };
	size_t			len;
	int			t;

	(void)state;
	for (t = 1; t < WIRE_TYPE_END; t++) {
		m = sample((enum wire_type)t);
		len = wire_encode(&m, buf, sizeof buf);
		assert_int_equal(wire_decode(&in, buf, len + 1), -1);
	}
}

static void
test_nonsense_is_not_sent(void **state)
{
	struct wire_message	m;
	unsigned char		buf[WIRE_MAX];

	(void)state;
	m = sample(WIRE_CALL);
	memset(m.call.number, 'x', sizeof m.call.number);
	assert_int_equal(wire_encode(&m, buf, sizeof buf), 0);
	m = sample(WIRE_SMS_RESULT);
	m.sms_result.outcome = WIRE_UNKNOWN + 1;
	assert_int_equal(wire_encode(&m, buf, sizeof buf), 0);
	m = sample(WIRE_SMS_IN);
	m.sms_in.udh_len = sizeof m.sms_in.udh + 1;
	assert_int_equal(wire_encode(&m, buf, sizeof buf), 0);
	m.type = WIRE_TYPE_END;
	assert_int_equal(wire_encode(&m, buf, sizeof buf), 0);
	m.type = (enum wire_type)0;
	assert_int_equal(wire_encode(&m, buf, sizeof buf), 0);
	assert_int_equal(wire_send(-1, &m), -1);
}

static void
test_nonsense_is_refused(void **state)
{
	static const struct {
		const char	*what;
		unsigned char	 bytes[16];
		size_t		 len;
	} cases[] = {
		{ "nothing", { 0 }, 0 },
		{ "half a type", { WIRE_SWEEP }, 1 },
		{ "type 0", { 0, 0 }, 2 },
		{ "a type to come", { WIRE_TYPE_END, 0 }, 2 },
		{ "a type with a high byte", { WIRE_SWEEP, 1 }, 2 },
		{ "a text longer than the packet",
		    { WIRE_CALL, 0, 9, 0, '1' }, 5 },
		{ "a text longer than its field",
		    { WIRE_CALL, 0, 48, 0, '1' }, 5 },
		{ "a NUL inside a text",
		    { WIRE_CALL, 0, 3, 0, '1', 0, '2' }, 7 },
	};
	struct wire_message	m;
	size_t			i;

	(void)state;
	for (i = 0; i < sizeof cases / sizeof cases[0]; i++)
		if (wire_decode(&m, cases[i].bytes, cases[i].len) != -1)
			fail_msg("accepted: %s", cases[i].what);
}

static void
test_an_outcome_out_of_range_is_refused(void **state)
{
	struct wire_message	m = sample(WIRE_SMS_RESULT);
	unsigned char		buf[WIRE_MAX];
	size_t			len = wire_encode(&m, buf, sizeof buf);

	(void)state;
	buf[2 + 8 + 4] = WIRE_UNKNOWN + 1;
	assert_int_equal(wire_decode(&m, buf, len), -1);
}

static void
test_random_bytes_do_no_harm(void **state)
{
	struct wire_message	m;
	unsigned char		buf[512];
	size_t			i, len;
	int			round;

	(void)state;
	srandom(1);
	for (round = 0; round < 200000; round++) {
		len = (size_t)random() % sizeof buf;
		for (i = 0; i < len; i++)
			buf[i] = (unsigned char)random();
		if (len >= 2) {
			buf[0] %= WIRE_TYPE_END;
			buf[1] = 0;
		}
		wire_decode(&m, buf, len);
	}
}

static void
test_a_packet_crosses_a_socket(void **state)
{
	struct wire_message	out, in;
	int			sv[2], t;

	(void)state;
	assert_int_equal(socketpair(AF_UNIX, SOCK_SEQPACKET, 0, sv), 0);
	assert_int_equal(wire_recv(sv[1], &in), 0);
	for (t = 1; t < WIRE_TYPE_END; t++) {
		out = sample((enum wire_type)t);
		assert_int_equal(wire_send(sv[0], &out), 1);
		assert_int_equal(wire_recv(sv[1], &in), 1);
		assert_memory_equal(&in, &out, sizeof in);
	}
	assert_int_equal(wire_recv(sv[1], &in), 0);
	close(sv[0]);
	assert_int_equal(wire_recv(sv[1], &in), -1);
	assert_int_equal(wire_send(sv[1], &out), -1);
	close(sv[1]);
}

static void
test_a_packet_above_any_size_is_refused(void **state)
{
	static unsigned char	big[WIRE_MAX + 1];
	struct wire_message	m;
	int			sv[2];

	(void)state;
	big[0] = WIRE_SWEEP;
	assert_int_equal(socketpair(AF_UNIX, SOCK_SEQPACKET, 0, sv), 0);
	assert_int_equal(send(sv[0], big, sizeof big, 0), (int)sizeof big);
	assert_int_equal(wire_recv(sv[1], &m), -1);
	close(sv[0]);
	close(sv[1]);
}

static void
test_every_type_has_a_name(void **state)
{
	int	t;

	(void)state;
	for (t = 1; t < WIRE_TYPE_END; t++)
		assert_string_not_equal(wire_type_name((enum wire_type)t), "?");
	assert_string_equal(wire_type_name(WIRE_SMS_OUT), "SMS_OUT");
	assert_string_equal(wire_type_name(WIRE_TYPE_END), "?");
}

int
main(void)
{
	const struct CMUnitTest	tests[] = {
		cmocka_unit_test(test_every_message_arrives_unchanged),
		cmocka_unit_test(test_a_message_cut_anywhere_is_refused),
		cmocka_unit_test(test_a_byte_too_many_is_refused),
		cmocka_unit_test(test_nonsense_is_not_sent),
		cmocka_unit_test(test_nonsense_is_refused),
		cmocka_unit_test(test_an_outcome_out_of_range_is_refused),
		cmocka_unit_test(test_random_bytes_do_no_harm),
		cmocka_unit_test(test_a_packet_crosses_a_socket),
		cmocka_unit_test(test_a_packet_above_any_size_is_refused),
		cmocka_unit_test(test_every_type_has_a_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
