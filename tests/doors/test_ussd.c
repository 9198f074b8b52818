/* SPDX-License-Identifier: GPL-2.0-or-later */

/* Menu sessions and what providers call things. */

#include "config.h"

#include "tests/fixtures/ussd_city.h"

#include "base/network.h"
#include "doors/ussd/adapter.h"
#include "store/inbox.h"
#include "store/outbox.h"
#include "store/phone.h"
#include "store/report.h"

#define COUNT(a)	(sizeof (a) / sizeof (a)[0])

/* How many the citizen has made. */
static int
reports(struct city *c)
{
	struct report		r;
	int64_t			id = INT64_MAX;
	int			n = 0;

	while (store_report_before(c->store, city_phone(c, CITIZEN), id, &r)
	    == 1) {
		id = r.id;
		n++;
	}
	return n;
}

/* The next SMS to a number, marked as sent; "" when none waits. */
static const char *
next_sms(struct city *c, const char *number, struct outbox_message *out)
{
	while (store_outbox_due(c->store, c->now, "gsm1", false, out) == 1 ||
	    store_outbox_due(c->store, c->now, "gsm1", true, out) == 1) {
		assert_int_equal(store_outbox_set_state(c->store, out->id,
		    OUTBOX_SENT, ""), 0);
		if (strcmp(out->number, number) == 0)
			return out->text;
	}
	return "";
}

/* ---- sessions ---------------------------------------------------------- */

static void
test_a_report_by_menu_has_a_message_a_ticket_and_its_sms(void **state)
{
	struct city		*c = *state;
	struct outbox_message	 out;
	struct inbox_message	 in;
	struct report		 r;

	expect(city_dial(c, CITIZEN), "1 Lapor");
	expect(city_type(c, "1"), "1 SAMPAH");
	expect(city_type(c, "1"), "KELAPA LIMA");
	expect(city_type(c, "3"), "2 OESAPA");
	expect(city_type(c, "2"), "SAMPAH di OESAPA");
	expect(city_type(c, "depan pasar"), "OESAPA: depan pasar");
	assert_false(c->reply.close);
	expect(city_type(c, "1"), "1007");
	assert_true(c->reply.close);
	assert_int_equal(store_report_get(c->store, 100, &r), 1);
	assert_string_equal(r.description, "depan pasar");
	assert_string_equal(r.kelurahan, "OESAPA");
	assert_int_equal(r.state, REPORT_ROUTED);
	assert_int_equal(store_inbox_get(c->store, r.inbox_id, &in), 1);
	assert_string_equal(in.modem, "ussd");
	assert_int_equal(in.state, INBOX_HANDLED);
	assert_int_equal(in.report_id, r.id);
	expect(next_sms(c, CITIZEN, &out), "1007");
	assert_string_equal(out.modem, "");
	expect(next_sms(c, OFFICER, &out), "depan pasar");
}

static void
test_a_registered_kelurahan_is_taken_first(void **state)
{
	struct city	*c = *state;

	city_register(c, CITIZEN, "OESAPA");
	city_dial(c, CITIZEN);
	city_type(c, "1");
	expect(city_type(c, "1"), "SAMPAH di OESAPA");
	expect(city_type(c, "tumpukan besar"), "1 Kirim");
	expect(city_type(c, "1"), "1007");
	assert_int_equal(c->reply.hops, 5);
}

static void
test_another_place_than_home_can_be_typed_or_chosen(void **state)
{
	struct city	*c = *state;

	city_register(c, CITIZEN, "OESAPA");
	city_dial(c, CITIZEN);
	city_type(c, "1");
	city_type(c, "1");
	expect(city_type(c, "sampah di oebobo depan gereja"), "OEBOBO");
	expect(city_type(c, "3"), "1 ALAK");
	expect(city_type(c, "lasiana"), "LASIANA: sampah di");
	expect(city_type(c, "3"), "1 ALAK");
	expect(city_type(c, "maulafa"), "MAULAFA");
}

static void
test_free_text_jumps_ahead(void **state)
{
	struct city	*c = *state;

	city_dial(c, CITIZEN);
	expect(city_type(c, "sampah oesapa"), "Ketik patokan");
	expect(city_type(c, "depan pasar"), "1 Kirim");
	city_dial(c, OTHER);
	expect(city_type(c, "sampah di oesapa depan pasar 3 hari"),
	    "1 Kirim");
	city_dial(c, "+6281200000003");
	expect(city_type(c, "sampah naikoten"), "2 NAIKOTEN II");
	expect(city_type(c, "2"), "SAMPAH di NAIKOTEN II");
}

/* Typed one after the other, and what is on the last screen. */
static void
test_words_at_a_choice_are_tried_against_its_names(void **state)
{
	static const struct { const char *typed[5]; const char *shown; } cases[]
	    = {
		{ { "naikoten" }, "2 NAIKOTEN II" },
		{ { "naikoten", "2" }, "Lapor apa di NAIKOTEN II?" },
		{ { "naikoten", "dua" }, "Lapor apa di NAIKOTEN II?" },
		{ { "naikoten", "2", "1" }, "SAMPAH di NAIKOTEN II" },
		{ { "naikoten", "0" }, "1 Lapor" },
		{ { "oesapa" }, "Lapor apa di OESAPA?" },
		{ { "air" }, "1 ALAK" },
		{ { "sampah naikoten", "0" }, "1 ALAK" },
		{ { "ada yang aneh malam hari di oesapa", "1" },
		    "OESAPA: ada yang aneh" },
		{ { "1", "sampah" }, "1 ALAK" },
		{ { "1", "jalan" }, "1 ALAK" },
		{ { "1", "air" }, "1 ALAK" },
		{ { "1", "oesapa" }, "Lapor apa di OESAPA?" },
		{ { "1", "naikoten", "1" }, "Lapor apa di NAIKOTEN I?" },
		{ { "1", "stop" }, "kirim SMS" },
		{ { "1", "1", "*123#" }, "2 Cek" },
		{ { "1", "1", "oesapa barat" }, "SAMPAH di OESAPA BARAT" },
		{ { "1", "1", "oebobo" }, "SAMPAH di OEBOBO" },
		{ { "1", "1", "kota raja" }, "KOTA RAJA, kelurahan" },
		{ { "1", "1", "naikoten" }, "2 NAIKOTEN II" },
		{ { "1", "1", "cek 1007" }, "tidak ada pada nomor ini" },
		{ { "1", "1", "3", "oesapa" }, "SAMPAH di OESAPA." },
		{ { "1", "1", "3", "barat" }, "SAMPAH di OESAPA BARAT" },
		{ { "1", "1", "3", "lasiana" }, "SAMPAH di LASIANA" },
		{ { "1", "1", "3", "air nona" }, "SAMPAH di AIR NONA" },
		{ { "1", "1", "3", "lampu mati di lasiana dekat gereja" },
		    "LASIANA: lampu mati di" },
		{ { "1", "1", "3", "apa saja" }, "Pilihan tidak ada" },
		{ { "CEK 1047" }, "1047 tidak ada" },
		{ { "1047" }, "1047 tidak ada" },
		{ { "cek" }, "Belum ada laporan" },
		{ { "PUAS 1007" }, "kirim SMS" },
		{ { "PUAS" }, "kirim SMS" },
		{ { "BANTUAN" }, "Petugas menjawab" },
		{ { "STOP" }, "kirim SMS" },
		{ { "apa kabar" }, "Pilihan tidak ada" },
		{ { "sampah oesapa", "depan pasar", "ya" }, "diterima" },
	};
	struct city	*c = *state;
	size_t		 i, k;

	for (i = 0; i < COUNT(cases); i++) {
		c->now += 3600;
		city_dial(c, CITIZEN);
		for (k = 0; cases[i].typed[k] != NULL; k++)
			city_type(c, cases[i].typed[k]);
		if (strstr(c->reply.text, cases[i].shown) == NULL)
			print_message("after: %s\n", cases[i].typed[k - 1]);
		expect(c->reply.text, cases[i].shown);
	}
}

static void
test_back_main_and_pages_go_where_they_say(void **state)
{
	struct city	*c = *state;
	char		 first[USSD_REPLY_SIZE];

	city_dial(c, CITIZEN);
	snprintf(first, sizeof first, "%s", city_type(c, "1"));
	expect(city_type(c, "98"), "18 AIR");
	expect(city_type(c, "98"), "18 AIR");	/* the last stays */
	assert_string_equal(city_type(c, "0"), first);
	expect(city_type(c, "99"), "18 AIR");
	expect(city_type(c, "1"), "1 ALAK");	/* numbers hold everywhere */
	expect(city_type(c, "1"), "1 NAMOSAIN");
	expect(city_type(c, "0"), "1 ALAK");
	assert_string_equal(city_type(c, "0"), first);
	expect(city_type(c, "00"), "2 Cek");
	expect(city_type(c, "7"), "Pilihan tidak ada");
	expect(city_type(c, ""), "Pilihan tidak ada");
}

static void
test_words_must_tell_something(void **state)
{
	struct city	*c = *state;

	city_dial(c, CITIZEN);
	city_type(c, "sampah oesapa");
	expect(city_type(c, "5"), "keterangannya dulu");
	expect(city_type(c, "9"), "1 ALAK");
	expect(city_type(c, "0"), "Ketik patokan");
}

static void
test_a_repeated_hop_is_answered_alike_and_reports_once(void **state)
{
	struct city	*c = *state;
	char		 text[USSD_REPLY_SIZE];

	city_dial(c, CITIZEN);
	snprintf(text, sizeof text, "%s", city_type(c, "1"));
	assert_string_equal(city_hop(c), text);
	city_type(c, "1");
	city_type(c, "oesapa");
	city_type(c, "depan pasar");
	snprintf(text, sizeof text, "%s", city_type(c, "1"));
	assert_string_equal(city_hop(c), text);
	assert_true(c->reply.close);
	/* Not even with more behind it: the session is over. */
	assert_string_equal(city_type(c, "1"), text);
	assert_int_equal(reports(c), 1);
}

static void
test_a_repeat_is_known_by_its_sequence_where_only_the_last_input_comes(
    void **state)
{
	struct city	*c = *state;
	char		 text[USSD_REPLY_SIZE];

	city_dial(c, CITIZEN);
	c->hop.full_path = false;
	snprintf(c->hop.session, sizeof c->hop.session, "x");
	snprintf(c->hop.sequence, sizeof c->hop.sequence, "1");
	c->hop.first = true;
	expect(city_hop(c), "1 Lapor");
	expect(city_hop(c), "1 Lapor");
	c->hop.first = false;
	snprintf(c->hop.sequence, sizeof c->hop.sequence, "2");
	snprintf(c->hop.text, sizeof c->hop.text, "1");
	snprintf(text, sizeof text, "%s", city_hop(c));
	expect(text, "1 SAMPAH");
	assert_string_equal(city_hop(c), text);
	snprintf(c->hop.sequence, sizeof c->hop.sequence, "3");
	expect(city_hop(c), "1 ALAK");
}

/* Of a provider that sends the last input and nothing else. */
static const char *
last_input(struct city *c, const char *text)
{
	c->hop.full_path = false;
	snprintf(c->hop.text, sizeof c->hop.text, "%s", text);
	return city_hop(c);
}

static void
test_an_equal_input_is_a_repeat_only_while_nobody_can_have_seen_the_answer(
    void **state)
{
	struct city	*c = *state;

	city_dial(c, CITIZEN);
	snprintf(c->hop.session, sizeof c->hop.session, "last");
	expect(last_input(c, "*123#"), "1 Lapor");
	expect(last_input(c, "*123#"), "1 Lapor");
	c->now += 2;
	expect(last_input(c, "1"), "1 SAMPAH");
	c->now += 1;
	expect(last_input(c, "1"), "1 SAMPAH");
	expect(last_input(c, "98"), "18 AIR");
	c->now += 1;
	expect(last_input(c, "1"), "1 ALAK");	/* was not typed just now */
	c->now += 2;
	expect(last_input(c, "1"), "1 NAMOSAIN");
	c->u.conf = c->conf;
	c->conf->ussd.repeat_s = 0;
	expect(last_input(c, "1"), "di NAMOSAIN");
}

static void
test_an_answer_that_nobody_took_is_given_again_at_any_time(void **state)
{
	struct city	*c = *state;

	city_dial(c, CITIZEN);
	snprintf(c->hop.session, sizeof c->hop.session, "last");
	last_input(c, "*123#");
	expect(last_input(c, "1"), "1 SAMPAH");
	assert_int_equal(store_ussd_lose(c->store, "test", "last",
	    c->reply.hops), 0);
	c->now += 30;
	expect(last_input(c, "1"), "1 SAMPAH");
	c->now += 1;		/* and that again, as any answer is */
	expect(last_input(c, "1"), "1 SAMPAH");
	c->now += 2;
	expect(last_input(c, "1"), "1 ALAK");
	/* Not the last answer: there is one that was taken since. */
	assert_int_equal(store_ussd_lose(c->store, "test", "last",
	    c->reply.hops - 1), 0);
	c->now += 30;
	expect(last_input(c, "1"), "1 NAMOSAIN");
}

static void
test_one_confirmation_makes_one_report_however_often_it_comes(void **state)
{
	struct city	*c = *state;
	char		 text[USSD_REPLY_SIZE];
	int		 i;

	city_dial(c, CITIZEN);
	snprintf(c->hop.session, sizeof c->hop.session, "last");
	last_input(c, "*123#");
	expect(last_input(c, "sampah di oesapa depan pasar besar"),
	    "1 Kirim");
	snprintf(text, sizeof text, "%s", last_input(c, "1"));
	expect(text, "1007");
	for (i = 0; i < 3; i++) {
		assert_int_equal(store_ussd_lose(c->store, "test", "last",
		    c->reply.hops), 0);
		c->now += 60;
		assert_string_equal(last_input(c, "1"), text);
		assert_true(c->reply.close);
	}
	assert_int_equal(reports(c), 1);
}

static void
test_a_star_of_the_users_own_is_kept(void **state)
{
	struct city	*c = *state;

	city_dial(c, CITIZEN);
	city_type(c, "sampah oesapa");
	expect(city_type(c, "depan toko *Ana* besar"),
	    "OESAPA: depan toko *Ana* besar");
	expect(city_type(c, "1"), "1007");
}

static void
test_a_dialled_route_is_walked_and_offers_no_resume(void **state)
{
	struct city	*c = *state;

	city_dial(c, CITIZEN);
	city_type(c, "sampah oesapa");
	city_dial(c, CITIZEN);
	expect(c->reply.text, "1 Lanjutkan");
	snprintf(c->hop.session, sizeof c->hop.session, "route");
	snprintf(c->hop.text, sizeof c->hop.text, "1*1*3");
	expect(city_hop(c), "2 OESAPA");
	expect(city_type(c, "2"), "SAMPAH di OESAPA");
}

static void
test_a_dropped_session_is_resumed_within_its_time(void **state)
{
	struct city	*c = *state;

	city_dial(c, CITIZEN);
	city_type(c, "sampah oesapa");
	city_type(c, "depan pasar");
	c->hop.ended = true;
	city_hop(c);
	c->now += 9 * 60;
	expect(city_dial(c, CITIZEN), "SAMPAH, OESAPA");
	expect(city_type(c, "ya"), "OESAPA: depan pasar");
	/* Taken up, it is offered no more but as the new one. */
	c->now += 11 * 60;
	expect(city_dial(c, CITIZEN), "1 Lapor");
}

static void
test_a_resume_may_be_declined_and_is_not_offered_to_others(void **state)
{
	struct city	*c = *state;

	city_dial(c, CITIZEN);
	city_type(c, "sampah oesapa");
	expect(city_dial(c, OTHER), "1 Lapor");
	expect(city_dial(c, CITIZEN), "2 Mulai baru");
	expect(city_type(c, "2"), "1 Lapor");
	expect(city_dial(c, CITIZEN), "1 Lapor");
}

static void
test_only_own_reports_are_shown(void **state)
{
	struct city	*c = *state;

	city_dial(c, CITIZEN);
	city_type(c, "sampah di oesapa depan pasar besar");
	expect(city_type(c, "1"), "1007");
	city_dial(c, OTHER);
	city_type(c, "2");
	expect(city_type(c, "1007"), "tidak ada pada nomor ini");
	expect(city_type(c, "cek 1007"), "tidak ada pada nomor ini");
	city_dial(c, OTHER);
	expect(city_type(c, "3"), "Belum ada laporan");
	expect(city_type(c, "1"), "1 SAMPAH");
	city_dial(c, CITIZEN);
	expect(city_type(c, "3"), "1 1007 SAMPAH: menunggu petugas");
	expect(city_type(c, "1"), "1007 SAMPAH OESAPA");
	expect(c->reply.text, ").\n0 Kembali");
	expect(city_type(c, "0"), "Laporan Anda");
	city_dial(c, CITIZEN);
	city_type(c, "2");
	expect(city_type(c, "1007"), "menunggu petugas");
}

static void
test_stop_hinders_no_session_and_only_a_report_ends_it(void **state)
{
	struct city	*c = *state;
	struct phone	 p;
	int64_t		 id = city_phone(c, CITIZEN);

	assert_int_equal(store_phone_set_stopped(c->store, id, c->now), 0);
	city_dial(c, CITIZEN);
	expect(city_type(c, "3"), "Belum ada");
	expect(city_type(c, "STOP"), "SMS");
	assert_int_equal(store_phone_get(c->store, id, &p), 1);
	assert_true(p.stopped_at != 0);
	city_dial(c, CITIZEN);
	city_type(c, "sampah di oesapa depan pasar besar");
	expect(city_type(c, "1"), "1007");
	assert_int_equal(store_phone_get(c->store, id, &p), 1);
	assert_true(p.stopped_at == 0);
}

static void
test_a_number_has_its_share_of_a_minute(void **state)
{
	struct city	*c = *state;
	int		 i;

	c->conf->ussd.per_minute = 5;
	for (i = 0; i < 5; i++)
		expect(city_dial(c, CITIZEN), "1 Lapor");
	expect(city_dial(c, CITIZEN), "Terlalu banyak");
	assert_true(c->reply.close);
	expect(city_dial(c, OTHER), "1 Lapor");
	c->now += 61;
	expect(city_dial(c, CITIZEN), "1 Lapor");
}

static void
test_no_number_and_anothers_session_are_refused(void **state)
{
	struct city	*c = *state;

	city_dial(c, CITIZEN);
	snprintf(c->hop.number, sizeof c->hop.number, OTHER);
	assert_int_equal(ussd_turn(&c->u, &c->hop, c->now, &c->reply),
	    USSD_REFUSED);
	snprintf(c->hop.number, sizeof c->hop.number, "TELKOMSEL");
	assert_int_equal(ussd_turn(&c->u, &c->hop, c->now, &c->reply),
	    USSD_REFUSED);
}

static void
test_sessions_are_forgotten_after_a_day(void **state)
{
	struct city		*c = *state;
	struct ussd_session	 s;

	city_dial(c, CITIZEN);
	c->now += 86500;
	city_dial(c, OTHER);
	assert_int_equal(store_ussd_find(c->store, "test", "s1", &s), 0);
	assert_int_equal(store_ussd_find(c->store, "test", "s2", &s), 1);
}

/* ---- providers --------------------------------------------------------- */

/* Requests as they are recorded, and what is in them. */
static const struct shape {
	enum ussd_dialect dialect;
	const char	*rest, *query, *body;
	enum ussd_asked	 asked;
	const char	*session, *number, *text, *sequence;
	bool		 first, ended;
} shapes[] = {
	{ DIALECT_AFRICASTALKING, "", "", "sessionId=ATUid_1&serviceCode="
	    "%2A384%2A1%23&phoneNumber=%2B6281200000001&networkCode=99999&"
	    "text=", ASKED_HOP, "ATUid_1", CITIZEN, "", "", false, false },
	{ DIALECT_AFRICASTALKING, "", "", "phoneNumber=%2B6281200000001&"
	    "text=1%2Adepan+toko%2A&sessionId=ATUid_1&serviceCode=x",
	    ASKED_HOP, "ATUid_1", CITIZEN, "1*depan toko*", "", false, false },
	{ DIALECT_AFRICASTALKING, "", "", "sessionId=ATUid_1&serviceCode=x&"
	    "phoneNumber=%2B6281200000001&status=Incomplete&input=1&"
	    "hopsCount=2&durationInMillis=9000", ASKED_HOP, "ATUid_1",
	    CITIZEN, "", "", false, true },
	{ DIALECT_AFRICASTALKING, "", "", "text=1", ASKED_NONSENSE, NULL,
	    NULL, NULL, NULL, false, false },
	{ DIALECT_AFRICASTALKING, "/more", "", "sessionId=a&phoneNumber=0812"
	    "00000001", ASKED_NONSENSE, NULL, NULL, NULL, NULL, false, false },
	{ DIALECT_INFOBIP, "/a-b-c/start", "", "{\"msisdn\":\"6281200000001\","
	    "\"imsi\":\"1\",\"shortCode\":\"*123#\",\"optional\":null,"
	    "\"ussdGwId\":\"g\",\"text\":\"*123#\",\"language\":null}",
	    ASKED_HOP, "a-b-c", "6281200000001", "*123#", "", true, false },
	{ DIALECT_INFOBIP, "/a-b-c/response", "", "{\"msisdn\":"
	    "\"6281200000001\",\"text\":\"1\"}", ASKED_HOP, "a-b-c",
	    "6281200000001", "1", "", false, false },
	{ DIALECT_INFOBIP, "/a-b-c/end", "", "{\"msisdn\":\"6281200000001\","
	    "\"exitCode\":510,\"reason\":\"time out\"}", ASKED_HOP, "a-b-c",
	    "6281200000001", "", "", false, true },
	{ DIALECT_INFOBIP, "/a-b-c/status", "", "", ASKED_STATUS, "a-b-c",
	    "", "", "", false, false },
	{ DIALECT_INFOBIP, "/a-b-c/fly", "", "{}", ASKED_NONSENSE, NULL,
	    NULL, NULL, NULL, false, false },
	{ DIALECT_INFOBIP, "", "", "{}", ASKED_NONSENSE, NULL, NULL, NULL,
	    NULL, false, false },
	{ DIALECT_INFOBIP, "/a/response", "", "{\"msisdn\":", ASKED_NONSENSE,
	    NULL, NULL, NULL, NULL, false, false },
	{ DIALECT_INFOBIP, "/a/response", "", "[1]", ASKED_NONSENSE, NULL,
	    NULL, NULL, NULL, false, false },
	{ DIALECT_INFOBIP, "/a/response", "", "{\"msisdn\":{\"a\":1},"
	    "\"text\":\"1\"}", ASKED_NONSENSE, NULL, NULL, NULL, NULL, false,
	    false },
	{ DIALECT_HUBTEL, "", "", "{\"Mobile\":\"6281200000001\","
	    "\"SessionId\":\"3c7\",\"ServiceCode\":\"713\",\"Type\":"
	    "\"Initiation\",\"Message\":\"*713#\",\"Operator\":\"x\","
	    "\"Sequence\":1,\"ClientState\":null}", ASKED_HOP, "3c7",
	    "6281200000001", "*713#", "1", true, false },
	{ DIALECT_HUBTEL, "", "", "{\"mobile\":\"6281200000001\","
	    "\"sessionID\":\"3c7\",\"type\":\"response\",\"message\":\"2\","
	    "\"sequence\":2,\"clientState\":\"h1\"}", ASKED_HOP, "3c7",
	    "6281200000001", "2", "h1", false, false },
	{ DIALECT_HUBTEL, "", "", "{\"Mobile\":\"6281200000001\","
	    "\"SessionId\":\"3c7\",\"Type\":\"Timeout\",\"Sequence\":3}",
	    ASKED_HOP, "3c7", "6281200000001", "", "3", false, true },
	{ DIALECT_GENERIC, "", "", "{\"SID\":\"g1\",\"MSISDN\":6281200000001,"
	    "\"DATA\":\"1\",\"FIRST\":true,\"N\":7}", ASKED_HOP, "g1",
	    "6281200000001", "1", "7", true, false },
	{ DIALECT_GENERIC, "", "", "{\"SID\":\"g1\",\"MSISDN\":6281200000001,"
	    "\"DATA\":\"1\",\"FIRST\":\"abort\"}", ASKED_HOP, "g1",
	    "6281200000001", "1", "", false, true },
};

static struct conf_provider
provider(enum ussd_dialect dialect)
{
	static char	name[] = "prov", sid[] = "SID", msisdn[] = "MSISDN",
			data[] = "DATA", n[] = "N", first[] = "FIRST",
			none[] = "", yes[] = "true", abort_[] = "abort",
			msg[] = "MSG", end[] = "END";

	return (struct conf_provider){ .name = name, .dialect = dialect,
	    .json = true, .field_session = sid, .field_number = msisdn,
	    .field_text = data, .field_code = none, .field_sequence = n,
	    .field_type = first, .type_new = yes, .type_end = abort_,
	    .reply_text = msg, .reply_close = end };
}

static void
test_recorded_requests_are_read(void **state)
{
	const struct shape	*s;
	struct conf_provider	 p;
	struct ussd_request	 r;
	struct ussd_hop		 hop;

	(void)state;
	for (s = shapes; s < shapes + COUNT(shapes); s++) {
		p = provider(s->dialect);
		r = (struct ussd_request){ s->rest, s->query, s->body,
		    strlen(s->body) };
		if (ussd_adapter_read(&p, &r, &hop) != s->asked)
			fail_msg("%s %s: asked something else", s->rest,
			    s->body);
		if (s->session == NULL)
			continue;
		assert_string_equal(hop.session, s->session);
		assert_string_equal(hop.number, s->number);
		assert_string_equal(hop.text, s->text);
		assert_string_equal(hop.sequence, s->sequence);
		assert_int_equal(hop.first, s->first);
		assert_int_equal(hop.ended, s->ended);
		assert_int_equal(hop.full_path,
		    s->dialect == DIALECT_AFRICASTALKING);
	}
}

static void
test_what_is_too_long_makes_no_sense(void **state)
{
	struct conf_provider	 p = provider(DIALECT_HUBTEL);
	struct ussd_hop		 hop;
	struct ussd_request	 r = { "", "", NULL, 0 };
	char			 text[4001], body[4200];

	(void)state;
	memset(text, '1', sizeof text - 1);
	text[sizeof text - 1] = '\0';
	snprintf(body, sizeof body, "{\"SessionId\":\"a\",\"Mobile\":"
	    "\"6281200000001\",\"Message\":\"%s\"}", text);
	r.body = body;
	r.len = strlen(body);
	assert_int_equal(ussd_adapter_read(&p, &r, &hop), ASKED_NONSENSE);
	p = provider(DIALECT_AFRICASTALKING);
	snprintf(body, sizeof body, "sessionId=a&phoneNumber=0812000001&"
	    "text=%s", text);
	r.len = strlen(body);
	assert_int_equal(ussd_adapter_read(&p, &r, &hop), ASKED_NONSENSE);
}

static void
test_screens_are_written_as_each_provider_wants_them(void **state)
{
	static const struct {
		enum ussd_dialect dialect;
		bool		 close, ended;
		const char	*body;
	} cases[] = {
		{ DIALECT_AFRICASTALKING, false, false, "CON A\n\"B\"" },
		{ DIALECT_AFRICASTALKING, true, false, "END A\n\"B\"" },
		{ DIALECT_AFRICASTALKING, true, true, "" },
		{ DIALECT_INFOBIP, false, false, "{\"shouldClose\":false,"
		    "\"ussdMenu\":\"A\\n\\\"B\\\"\",\"responseExitCode\":200,"
		    "\"responseMessage\":\"\"}" },
		{ DIALECT_INFOBIP, true, true, "{\"responseExitCode\":200,"
		    "\"responseMessage\":\"\"}" },
		{ DIALECT_HUBTEL, false, false, "{\"Type\":\"response\","
		    "\"Message\":\"A\\n\\\"B\\\"\",\"ClientState\":\"h4\"}" },
		{ DIALECT_HUBTEL, true, false, "{\"Type\":\"release\","
		    "\"Message\":\"A\\n\\\"B\\\"\",\"ClientState\":\"h4\"}" },
		{ DIALECT_GENERIC, true, false, "{\"MSG\":\"A\\n\\\"B\\\"\","
		    "\"END\":true}" },
	};
	struct ussd_hop		hop = { .session = "s" };
	struct ussd_reply	reply = { .text = "A\n\"B\"", .hops = 4 };
	struct conf_provider	p;
	struct ussd_answer	a;
	size_t			i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		p = provider(cases[i].dialect);
		reply.close = cases[i].close;
		hop.ended = cases[i].ended;
		ussd_adapter_write(&p, &hop, &reply, &a);
		assert_string_equal(a.body, cases[i].body);
	}
	ussd_adapter_status(true, &a);
	expect(a.body, "\"sessionActive\":true");
}

static void
test_networks_hold_what_they_say(void **state)
{
	static const struct {
		const char	*network, *address;
		int		 holds;
	} cases[] = {
		{ "127.0.0.1", "127.0.0.1", 1 },
		{ "127.0.0.1", "127.0.0.2", 0 },
		{ "10.1.0.0/16", "10.1.255.3", 1 },
		{ "10.1.0.0/16", "10.2.0.3", 0 },
		{ "10.1.2.128/25", "10.1.2.127", 0 },
		{ "10.1.2.128/25", "10.1.2.200", 1 },
		{ "0.0.0.0/0", "198.51.100.7", 1 },
		{ "0.0.0.0/0", "::1", 0 },
		{ "10.0.0.0/8", "::ffff:10.9.9.9", 1 },
		{ "2001:db8::/32", "2001:db8:1::5", 1 },
		{ "2001:db8::/32", "2001:db9::5", 0 },
		{ "::1", "", 0 },
		{ "::1", "nonsense", 0 },
		{ "10.0.0.0/33", "10.0.0.1", -1 },
		{ "10.0.0.0/", "10.0.0.1", -1 },
		{ "10.0.0.0/8x", "10.0.0.1", -1 },
		{ "host.example", "10.0.0.1", -1 },
	};
	size_t	i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++)
		if (network_holds(cases[i].network, cases[i].address) !=
		    cases[i].holds)
			fail_msg("%s, %s", cases[i].network,
			    cases[i].address);
}

/* ---- the configuration ------------------------------------------------- */

/* The shipped texts with one line changed, and the faults of that. */
static void
expect_fault(struct city *c, const char *more, const char *sed,
    const char *wanted)
{
	struct conf_errors	errors = { NULL, 0 };
	char			command[512], texts[96];
	struct conf		*conf;
	int			i, found = 0;

	snprintf(texts, sizeof texts, "%s/ussd.conf", c->dir);
	snprintf(command, sizeof command, "sed '%s' %s/etc/kupang/ussd.conf "
	    ">%s", sed, getenv("srcdir") != NULL ? getenv("srcdir") : ".",
	    texts);
	assert_int_equal(system(command), 0);
	conf = city_read(c->dir, more, texts, &errors);
	if (conf != NULL)
		fail_msg("taken: %s %s", more, sed);
	for (i = 0; i < errors.count; i++)
		found |= strstr(errors.text[i], wanted) != NULL;
	if (!found) {
		conf_errors_print(&errors, stdout);
		fail_msg("not told: %s", wanted);
	}
	conf_errors_clear(&errors);
	unlink(texts);
}

static void
test_a_screen_that_does_not_fit_is_told_with_file_and_line(void **state)
{
	static const char	provider_at[] = "ussd = { providers = ( { "
	    "name = \"at\"; dialect = \"africastalking\"; path = \"%s\"; "
	    "allow = [ \"%s\" ]; } ); };";
	struct city		*c = *state;
	char			 more[512];

	expect_fault(c, "", "s/^help = \"/&0123456789012345678901234567890123"
	    "45678901234567890/", "ussd.conf:");
	expect_fault(c, "", "s/^help = \"/&0123456789012345678901234567890123"
	    "45678901234567890/", "\"help\": takes");
	expect_fault(c, "ussd = { screen = 90; };", "", "\"main\": takes");
	expect_fault(c, "ussd = { screen = 183; };", "", "80 to 182");
	expect_fault(c, "", "s/^words = \"/&{ticket}/",
	    "\"words\": unknown placeholder {ticket}");
	expect_fault(c, "", "s/^back = .*/back = \"\xe5\x8c\x97\";/",
	    "GSM-7");
	expect_fault(c, "", "s/^kecamatan = \"/&0123456789012345678901234567"
	    "8901234567890123456789012345678901234567890123456789012345678901"
	    "23456789012345678901234567890/", "\"kecamatan\": takes");
	snprintf(more, sizeof more, provider_at, "short", "10.0.0.0/8");
	expect_fault(c, more, "", "path: must have 8 to 128");
	snprintf(more, sizeof more, provider_at, "longenough", "10.0.0.0/99");
	expect_fault(c, more, "", "is no address or network");
	snprintf(more, sizeof more, provider_at, "longenough", "10.0.0.0/8");
	expect_fault(c, more, "/^check = /d", "check is missing");
	expect_fault(c, more, "s/^ussd_texts/words_texts/",
	    "ussd_texts: the group of all texts is missing");
	expect_fault(c, "http = { bind = \"localhost\"; };", "",
	    "bind: \"localhost\" is no address");
	expect_fault(c, "http = { flags = 1; };", "",
	    "flags: unknown option");
}

#define T(name)								\
	cmocka_unit_test_setup_teardown(test_##name, city_setup, city_teardown)

int
main(void)
{
	const struct CMUnitTest	tests[] = {
		T(a_report_by_menu_has_a_message_a_ticket_and_its_sms),
		T(a_registered_kelurahan_is_taken_first),
		T(another_place_than_home_can_be_typed_or_chosen),
		T(free_text_jumps_ahead),
		T(words_at_a_choice_are_tried_against_its_names),
		T(back_main_and_pages_go_where_they_say),
		T(words_must_tell_something),
		T(a_repeated_hop_is_answered_alike_and_reports_once),
		T(a_repeat_is_known_by_its_sequence_where_only_the_last_input_comes),
		T(an_equal_input_is_a_repeat_only_while_nobody_can_have_seen_the_answer),
		T(an_answer_that_nobody_took_is_given_again_at_any_time),
		T(one_confirmation_makes_one_report_however_often_it_comes),
		T(a_star_of_the_users_own_is_kept),
		T(a_dialled_route_is_walked_and_offers_no_resume),
		T(a_dropped_session_is_resumed_within_its_time),
		T(a_resume_may_be_declined_and_is_not_offered_to_others),
		T(only_own_reports_are_shown),
		T(stop_hinders_no_session_and_only_a_report_ends_it),
		T(a_number_has_its_share_of_a_minute),
		T(no_number_and_anothers_session_are_refused),
		T(sessions_are_forgotten_after_a_day),
		cmocka_unit_test(test_recorded_requests_are_read),
		cmocka_unit_test(test_what_is_too_long_makes_no_sense),
		cmocka_unit_test(
		    test_screens_are_written_as_each_provider_wants_them),
		cmocka_unit_test(test_networks_hold_what_they_say),
		T(a_screen_that_does_not_fit_is_told_with_file_and_line),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
