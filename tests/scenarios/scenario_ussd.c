/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * USSD over real HTTP: citizens report by menu, officers answer by SMS.
 */

#include "config.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "harness.h"

#define AT_PATH		"rahasia-at-12345"
#define INFOBIP_PATH	"rahasia-infobip-1"
#define HUBTEL_PATH	"rahasia-hubtel-1"
#define GENERIC_PATH	"rahasia-generic-1"
#define CLOSED_PATH	"rahasia-closed-1"

/* A city with a door, and the phone that dials. */
struct ussd {
	struct world	*w;
	int		 port;
	char		 session[32];
	const char	*number;
	char		 text[1024];	/* all inputs of the session */
	char		 buf[8192];	/* of the last answer */
	const char	*body;		/* in it */
};

static void
write_settings(char *conf, size_t size, int port)
{
	snprintf(conf, size,
	    "http = { port = %d; timeout = \"2s\"; max_body = 2048; "
	    "max_connections = 8; };\n"
	    "ussd = { per_minute = 1000; repeat_within = \"0s\"; providers = (\n"
	    "{ name = \"at\"; dialect = \"africastalking\"; path = \"" AT_PATH
	    "\"; allow = [ \"127.0.0.0/8\" ]; },\n"
	    "{ name = \"infobip\"; dialect = \"infobip\"; path = \""
	    INFOBIP_PATH "\"; },\n"
	    "{ name = \"hubtel\"; dialect = \"hubtel\"; path = \"" HUBTEL_PATH
	    "\"; header = \"X-Key\"; header_value = \"s3cret\"; },\n"
	    "{ name = \"umb\"; dialect = \"generic\"; path = \"" GENERIC_PATH
	    "\"; json = false; field_session = \"sid\"; "
	    "field_text = \"msg\"; field_type = \"op\"; reply_text = \"\"; },\n"
	    "{ name = \"closed\"; dialect = \"africastalking\"; path = \""
	    CLOSED_PATH "\"; allow = [ \"192.0.2.0/24\" ]; } ); };\n", port);
}

static void
start(struct ussd *u)
{
	char			conf[2048];
	struct world_options	o = { .conf = conf };

	memset(u, 0, sizeof *u);
	u->port = free_port();
	u->number = CITIZEN;
	write_settings(conf, sizeof conf, u->port);
	u->w = world_new(&o);
}

/* Escape what a form must; enough for what these tests type. */
static void
escape(char *out, size_t size, const char *text)
{
	size_t	len = 0;

	for (; *text != '\0' && len + 4 < size; text++)
		len += (size_t)snprintf(out + len, size - len,
		    strchr("*+&= ", *text) != NULL ? "%%%02X" : "%c",
		    (unsigned char)*text);
	out[len] = '\0';
}

/* A hop as Africa's Talking sends it; its status. */
static int
post(struct ussd *u, const char *path)
{
	char	body[4096], text[2048], url[128];

	escape(text, sizeof text, u->text);
	snprintf(body, sizeof body, "sessionId=%s&serviceCode=%%2A123%%23&"
	    "phoneNumber=%%2B%s&networkCode=51001&text=%s", u->session,
	    u->number + 1, text);
	snprintf(url, sizeof url, "/ussd/%s", path);
	return http_ask(u->port, "POST", url, "Content-Type: "
	    "application/x-www-form-urlencoded\r\n", body, u->buf,
	    sizeof u->buf, &u->body);
}

static const char *
hop(struct ussd *u)
{
	assert_int_equal(post(u, AT_PATH), 200);
	return u->body;
}

static void
screen(const char *text, const char *part)
{
	if (strstr(text, part) == NULL)
		fail_msg("not on the screen: %s\n%s", part, text);
}

static const char *
dial(struct ussd *u, const char *session)
{
	snprintf(u->session, sizeof u->session, "%.*s",
	    (int)sizeof u->session - 1, session);
	u->text[0] = '\0';
	return hop(u);
}

static const char *
type(struct ussd *u, const char *input)
{
	size_t	len = strlen(u->text);

	snprintf(u->text + len, sizeof u->text - len, "%s%s",
	    len > 0 ? "*" : "", input);
	return hop(u);
}

/* How many reports the city has. */
static int
reports(struct ussd *u)
{
	char		 out[16384];
	const char	*c = out;
	int		 n = 0;

	assert_int_equal(world_cli(u->w, out, sizeof out, "--json reports"),
	    0);
	while ((c = strstr(c, "\"category\"")) != NULL) {
		c++;
		n++;
	}
	if (n == 0 && strstr(out, "SAMPAH") != NULL)
		for (c = out; (c = strstr(c, "SAMPAH")) != NULL; c++)
			n++;
	return n;
}

/* ---- the whole of it --------------------------------------------------- */

static void
test_a_report_by_menu_is_worked_by_sms_and_its_citizen_told_by_sms(
    void **state)
{
	struct ussd	 u;
	char		 ticket[24], code[3], sms[64];

	(void)state;
	start(&u);
	screen(dial(&u, "a1"), "CON Lapor");
	screen(type(&u, "1"), "1 SAMPAH");
	screen(type(&u, "1"), "3 KELAPA LIMA");
	screen(type(&u, "3"), "2 OESAPA");
	screen(type(&u, "2"), "SAMPAH di OESAPA");
	screen(type(&u, "depan pasar"), "1 Kirim");
	screen(type(&u, "1"), "END Laporan");
	text_ticket(u.body, ticket);
	screen(world_wait(u.w, CITIZEN, "diterima"), ticket);
	text_code(world_wait(u.w, OFFICER, ticket), code);
	snprintf(sms, sizeof sms, "TERIMA %s", ticket);
	world_sms(u.w, OFFICER, sms);
	world_wait(u.w, CITIZEN, "sudah diterima petugas DLH");
	snprintf(sms, sizeof sms, "SELESAI %s %s sudah diangkut", ticket,
	    code);
	world_sms(u.w, OFFICER, sms);
	screen(world_wait(u.w, CITIZEN, "selesai menurut DLH"),
	    "sudah diangkut");
	dial(&u, "a2");
	screen(type(&u, "3"), "selesai menurut petugas");
	screen(type(&u, "1"), "sudah diangkut");
	world_free(u.w);
}

static void
test_free_text_at_the_first_prompt_reports(void **state)
{
	struct ussd	u;
	char		ticket[24];

	(void)state;
	start(&u);
	dial(&u, "f1");
	screen(type(&u, "sampah oesapa"), "SAMPAH di OESAPA");
	screen(type(&u, "depan toko *Ana*"), "depan toko *Ana*");
	screen(type(&u, "1"), "END Laporan");
	text_ticket(u.body, ticket);
	screen(world_wait(u.w, OFFICER, ticket), "depan toko *Ana*");
	world_free(u.w);
}

static void
test_cek_shows_own_reports_only(void **state)
{
	struct ussd	u;
	char		ticket[24];

	(void)state;
	start(&u);
	world_sms(u.w, CITIZEN, "LAPOR SAMPAH OESAPA depan pasar");
	text_ticket(world_wait(u.w, CITIZEN, "diterima"), ticket);
	dial(&u, "c1");
	type(&u, "2");
	screen(type(&u, ticket), "menunggu petugas");
	u.number = OTHER;
	dial(&u, "c2");
	type(&u, "2");
	screen(type(&u, ticket), "tidak ada pada nomor ini");
	world_free(u.w);
}

static void
test_a_repeated_hop_makes_no_second_report(void **state)
{
	struct ussd	u;
	char		first[1024];

	(void)state;
	start(&u);
	dial(&u, "r1");
	type(&u, "sampah oesapa");
	type(&u, "depan pasar");
	snprintf(first, sizeof first, "%s", type(&u, "1"));
	assert_string_equal(hop(&u), first);
	assert_string_equal(hop(&u), first);
	world_wait(u.w, CITIZEN, "diterima");
	world_quiet(u.w);
	assert_int_equal(reports(&u), 1);
	assert_int_equal(world_count(u.w, CITIZEN, "diterima"), 1);
	world_free(u.w);
}

static void
test_a_dropped_session_is_resumed_and_outlives_kill_9(void **state)
{
	struct ussd	u;

	(void)state;
	start(&u);
	dial(&u, "d1");
	type(&u, "sampah oesapa");
	screen(dial(&u, "d2"), "1 Lanjutkan");
	screen(type(&u, "1"), "SAMPAH di OESAPA");
	world_kill(u.w, SIGKILL);
	world_start(u.w);
	/* The hop after it, and before that the one that got no answer. */
	screen(hop(&u), "SAMPAH di OESAPA");
	screen(type(&u, "depan pasar"), "1 Kirim");
	world_kill(u.w, SIGKILL);
	world_start(u.w);
	screen(type(&u, "1"), "END Laporan");
	world_wait(u.w, CITIZEN, "diterima");
	assert_int_equal(reports(&u), 1);
	world_free(u.w);
}

static void
test_a_session_goes_on_after_its_number_wrote_stop(void **state)
{
	struct ussd	u;

	(void)state;
	start(&u);
	dial(&u, "s1");
	type(&u, "sampah oesapa");
	world_sms(u.w, CITIZEN, "STOP");
	world_wait(u.w, CITIZEN, "tidak mengirim SMS lagi");
	screen(type(&u, "depan pasar"), "1 Kirim");
	screen(type(&u, "1"), "END Laporan");
	world_wait(u.w, CITIZEN, "diterima");
	world_free(u.w);
}

/* ---- other providers --------------------------------------------------- */

static void
json_post(struct ussd *u, const char *path, const char *headers,
    const char *body)
{
	assert_int_equal(http_ask(u->port, "POST", path, headers, body, u->buf,
	    sizeof u->buf, &u->body), 200);
}

static void
test_infobip_has_its_session_in_the_path(void **state)
{
	struct ussd	u;

	(void)state;
	start(&u);
	json_post(&u, "/ussd/" INFOBIP_PATH "/i-1/start", "",
	    "{\"msisdn\":\"6281200000001\",\"text\":\"*123#\","
	    "\"shortCode\":\"*123#\"}");
	screen(u.body, "{\"shouldClose\":false,\"ussdMenu\":\"Lapor Kota");
	json_post(&u, "/ussd/" INFOBIP_PATH "/i-1/response", "",
	    "{\"msisdn\":\"6281200000001\",\"text\":\"sampah di oesapa depan "
	    "pasar besar\"}");
	screen(u.body, "1 Kirim");
	json_post(&u, "/ussd/" INFOBIP_PATH "/i-1/status", "", "");
	screen(u.body, "\"sessionActive\":true");
	json_post(&u, "/ussd/" INFOBIP_PATH "/i-1/response", "",
	    "{\"msisdn\":\"6281200000001\",\"text\":\"1\"}");
	screen(u.body, "{\"shouldClose\":true,\"ussdMenu\":\"Laporan");
	json_post(&u, "/ussd/" INFOBIP_PATH "/i-1/response", "",
	    "{\"msisdn\":\"6281200000001\",\"text\":\"1\"}");
	json_post(&u, "/ussd/" INFOBIP_PATH "/i-1/end", "",
	    "{\"msisdn\":\"6281200000001\",\"exitCode\":200}");
	json_post(&u, "/ussd/" INFOBIP_PATH "/i-1/status", "", "");
	screen(u.body, "\"sessionActive\":false");
	assert_int_equal(http_ask(u.port, "POST", "/ussd/" INFOBIP_PATH
	    "/i-2/start", "", "{", u.buf, sizeof u.buf, &u.body), 400);
	screen(u.body, "\"responseExitCode\":400");
	assert_int_equal(reports(&u), 1);
	world_free(u.w);
}

static void
test_hubtel_needs_its_header_and_repeats_by_client_state(void **state)
{
	static const char	key[] = "X-Key: s3cret\r\n";
	static const char	path[] = "/ussd/" HUBTEL_PATH;
	struct ussd		u;
	char			first[1024];

	(void)state;
	start(&u);
	json_post(&u, path, key, "{\"Mobile\":\"6281200000001\",\"SessionId\":"
	    "\"h1\",\"Type\":\"Initiation\",\"Message\":\"*713#\","
	    "\"Sequence\":1}");
	screen(u.body, "\"ClientState\":\"h1\"");
	json_post(&u, path, key, "{\"MOBILE\":\"6281200000001\",\"sessionid\":"
	    "\"h1\",\"type\":\"RESPONSE\",\"Message\":\"1\",\"Sequence\":2,"
	    "\"ClientState\":\"h1\"}");
	screen(u.body, "1 SAMPAH");
	snprintf(first, sizeof first, "%s", u.body);
	json_post(&u, path, key, "{\"MOBILE\":\"6281200000001\",\"sessionid\":"
	    "\"h1\",\"type\":\"RESPONSE\",\"Message\":\"1\",\"Sequence\":2,"
	    "\"ClientState\":\"h1\"}");
	assert_string_equal(u.body, first);
	assert_int_equal(http_ask(u.port, "POST", path, "X-Key: s3creT\r\n",
	    "{}", u.buf, sizeof u.buf, &u.body), 404);
	assert_int_equal(http_ask(u.port, "POST", path, "", "{}", u.buf,
	    sizeof u.buf, &u.body), 404);
	assert_int_equal(http_ask(u.port, "POST", path, key, "{}", u.buf,
	    sizeof u.buf, &u.body), 400);
	world_free(u.w);
}

static void
test_a_generic_provider_may_ask_with_get(void **state)
{
	struct ussd	u;

	(void)state;
	start(&u);
	assert_int_equal(http_ask(u.port, "GET", "/ussd/" GENERIC_PATH
	    "?sid=g1&msisdn=081200000001&op=begin&msg=%2A500%23", "", "",
	    u.buf, sizeof u.buf, &u.body), 200);
	screen(u.body, "CON Lapor Kota");
	assert_int_equal(http_ask(u.port, "GET", "/ussd/" GENERIC_PATH
	    "?sid=g1&msisdn=081200000001&op=continue&msg=sampah+oesapa", "",
	    "", u.buf, sizeof u.buf, &u.body), 200);
	screen(u.body, "CON SAMPAH di OESAPA");
	world_free(u.w);
}

/* A hop of the generic provider; its screen. */
static const char *
generic(struct ussd *u, const char *session, const char *input)
{
	char	path[256];

	snprintf(path, sizeof path, "/ussd/" GENERIC_PATH "?sid=%s&msisdn="
	    "081200000001&op=continue&msg=%s", session, input);
	assert_int_equal(http_ask(u->port, "GET", path, "", "", u->buf,
	    sizeof u->buf, &u->body), 200);
	return u->body;
}

/* The provider gave up waiting before the answer, and asks once more. */
static void
test_a_hop_whose_client_hung_up_is_not_done_twice(void **state)
{
	struct ussd	u;
	int		fd;

	(void)state;
	start(&u);
	screen(generic(&u, "l1", "%2A500%23"), "CON Lapor Kota");
	kill(world_pid(u.w), SIGSTOP);
	assert_true((fd = http_connect(u.port)) != -1);
	dprintf(fd, "GET /ussd/" GENERIC_PATH "?sid=l1&msisdn=081200000001&"
	    "op=continue&msg=1 HTTP/1.1\r\nHost: x\r\n\r\n");
	close(fd);
	kill(world_pid(u.w), SIGCONT);
	/* What came later is answered not before it. */
	screen(generic(&u, "l2", "%2A500%23"), "CON Lapor Kota");
	screen(generic(&u, "l1", "1"), "1 SAMPAH");
	/* That was seen: the same again is the next choice. */
	screen(generic(&u, "l1", "1"), "1 ALAK");
	world_free(u.w);
}

static void
read_log(struct ussd *u, char *out, size_t size)
{
	char	path[128];
	FILE	*f;
	size_t	n;

	snprintf(path, sizeof path, "%s/daemon.log", world_dir(u->w));
	assert_non_null(f = fopen(path, "r"));
	n = fread(out, 1, size - 1, f);
	out[n] = '\0';
	fclose(f);
}

/* ---- strangers --------------------------------------------------------- */

static void
test_a_wrong_secret_is_404_and_a_wrong_address_403(void **state)
{
	struct ussd	u;
	char		out[65536];

	(void)state;
	start(&u);
	snprintf(u.session, sizeof u.session, "w1");
	assert_int_equal(post(&u, AT_PATH "x"), 404);
	assert_int_equal(post(&u, "rahasia-at-1234"), 404);
	assert_int_equal(post(&u, AT_PATH AT_PATH), 404);
	assert_int_equal(post(&u, ""), 404);
	assert_int_equal(post(&u, "../healthz"), 404);
	assert_int_equal(post(&u, CLOSED_PATH), 403);
	assert_int_equal(post(&u, AT_PATH "/more"), 400);
	assert_int_equal(http_ask(u.port, "GET", "/", "", "", u.buf,
	    sizeof u.buf, &u.body), 404);
	assert_int_equal(http_ask(u.port, "POST", "/healthz", "", "", u.buf,
	    sizeof u.buf, &u.body), 405);
	assert_int_equal(http_ask(u.port, "GET", "/healthz", "", "", u.buf,
	    sizeof u.buf, &u.body), 200);
	assert_string_equal(u.body, "ok\n");
	/* Who claims an address without being a proxy of ours is not heard. */
	assert_int_equal(http_ask(u.port, "POST", "/ussd/" CLOSED_PATH,
	    "X-Forwarded-For: 192.0.2.7\r\n", "x=1", u.buf, sizeof u.buf,
	    &u.body), 403);
	assert_int_equal(reports(&u), 0);
	/* Neither secrets nor whole numbers are in the log, in any form. */
	screen(dial(&u, "w2"), "CON Lapor");
	json_post(&u, "/ussd/" INFOBIP_PATH "/w-3/start", "",
	    "{\"msisdn\":\"6281200000001\",\"text\":\"*123#\"}");
	screen(generic(&u, "w4", "%2A500%23"), "CON Lapor");
	read_log(&u, out, sizeof out);
	screen(out, "http: ussd at +62812****01: 200");
	screen(out, "http: ussd ? from 127.0.0.1: 404");
	screen(out, "http: ussd closed from 127.0.0.1: 403");
	assert_null(strstr(out, "rahasia"));
	assert_null(strstr(out, "81200000001"));
	world_free(u.w);
}

/* A proxy adds the address it saw behind those that it was told. */
static void
test_a_proxy_of_ours_is_believed_its_last_address(void **state)
{
	static const struct { const char *head; int status; } cases[] = {
		{ "", 403 },
		{ "X-Forwarded-For: 192.0.2.7\r\n", 200 },
		{ "X-Forwarded-For: 203.0.113.9, 192.0.2.7\r\n", 200 },
		{ "X-Forwarded-For: 192.0.2.7, 203.0.113.9\r\n", 403 },
		{ "X-Forwarded-For: 203.0.113.9, 203.0.113.8, 192.0.2.7\r\n",
		    200 },
		{ "X-Forwarded-For: 192.0.2.7\r\n"
		    "X-Forwarded-For: 203.0.113.9\r\n", 403 },
		{ "X-Forwarded-For: 203.0.113.9\r\n"
		    "x-forwarded-for: 192.0.2.7\r\n", 200 },
		{ "X-Forwarded-For: 192.0.2.7,\r\n", 403 },
		{ "X-Forwarded-For: 192.0.2.7x\r\n", 403 },
	};
	struct ussd	u;
	char		conf[2048], out[4096];
	size_t		i, len;

	(void)state;
	start(&u);
	len = (size_t)snprintf(conf, sizeof conf, "http = { port = %d; "
	    "proxies = [ \"127.0.0.1\" ]; };\n", u.port);
	snprintf(conf + len, sizeof conf - len, "ussd = { providers = ( { "
	    "name = \"closed\"; dialect = \"africastalking\"; path = \""
	    CLOSED_PATH "\"; allow = [ \"192.0.2.0/24\" ]; } ); };\n");
	world_write_conf(u.w, conf);
	assert_int_equal(world_cli(u.w, out, sizeof out, "reload"), 0);
	for (i = 0; i < sizeof cases / sizeof cases[0]; i++)
		assert_int_equal(http_ask(u.port, "POST", "/ussd/"
		    CLOSED_PATH, cases[i].head, "sessionId=p1&phoneNumber="
		    "081200000001&text=", u.buf, sizeof u.buf, &u.body),
		    cases[i].status);
	world_free(u.w);
}

/* A connection to the port at another of this machine's addresses; -1. */
static int
connect_to(const char *address, int port)
{
	struct sockaddr_in	in = { .sin_family = AF_INET,
				    .sin_port = htons((uint16_t)port) };
	int			fd = socket(AF_INET, SOCK_STREAM, 0);

	assert_true(fd != -1);
	assert_int_equal(inet_pton(AF_INET, address, &in.sin_addr), 1);
	if (connect(fd, (struct sockaddr *)&in, sizeof in) == 0)
		return fd;
	close(fd);
	return -1;
}

static void
test_the_door_is_open_at_its_address_only(void **state)
{
	struct ussd	u;
	char		conf[256], out[4096];
	int		fd;

	(void)state;
	start(&u);
	/* The default is loopback's first address, not all of them. */
	assert_int_equal(connect_to("127.0.0.2", u.port), -1);
	snprintf(conf, sizeof conf, "http = { bind = \"127.0.0.2\"; port = "
	    "%d; };\n", u.port);
	world_write_conf(u.w, conf);
	assert_int_equal(world_cli(u.w, out, sizeof out, "reload"), 0);
	assert_int_equal(connect_to("127.0.0.1", u.port), -1);
	assert_true((fd = connect_to("127.0.0.2", u.port)) != -1);
	close(fd);
	world_free(u.w);
}

static void
test_a_number_that_asks_too_much_waits_and_others_do_not(void **state)
{
	struct ussd	u;
	char		conf[512], out[4096];
	int		i;

	(void)state;
	start(&u);
	snprintf(conf, sizeof conf, "http = { port = %d; };\nussd = { "
	    "per_minute = 5; providers = ( { name = \"at\"; dialect = "
	    "\"africastalking\"; path = \"" AT_PATH "\"; } ); };\n", u.port);
	world_write_conf(u.w, conf);
	assert_int_equal(world_cli(u.w, out, sizeof out, "reload"), 0);
	for (i = 0; i < 100; i++) {
		snprintf(out, sizeof out, "n%d", i);
		if (strstr(dial(&u, out), "END Terlalu banyak") != NULL)
			break;
		screen(u.body, "CON Lapor");
	}
	/* A minute may have passed meanwhile, but not for each of them. */
	assert_in_range(i, 5, 99);
	u.number = OTHER;
	screen(dial(&u, "o1"), "CON Lapor");
	world_free(u.w);
}

/* A configuration with a fault opens no door at all. */
static void
test_nothing_is_served_before_the_configuration_is_good(void **state)
{
	const char	*build = getenv("KENTONGAN_BUILD");
	struct ussd	 u;
	char		 conf[256], command[512], out[4096];
	FILE		*f;
	size_t		 n;
	int		 old;

	(void)state;
	start(&u);
	old = u.port;
	world_stop(u.w);
	assert_int_equal(connect_to("127.0.0.1", old), -1);
	snprintf(conf, sizeof conf, "http = { port = %d; flags = 1; };\n",
	    old);
	world_write_conf(u.w, conf);
	snprintf(command, sizeof command, "%s/kentongand -c %s/kentongan.conf "
	    "2>&1", build != NULL ? build : ".", world_dir(u.w));
	assert_non_null(f = popen(command, "r"));
	n = fread(out, 1, sizeof out - 1, f);
	out[n] = '\0';
	assert_int_not_equal(pclose(f), 0);
	screen(out, "flags: unknown option");
	assert_null(strstr(out, "listening"));
	world_write_conf(u.w, "");
	world_start(u.w);
	/* And without a port there is none either. */
	assert_int_equal(connect_to("127.0.0.1", old), -1);
	world_free(u.w);
}

static void
test_what_is_too_large_is_refused(void **state)
{
	struct ussd	u;
	char		big[6000], head[12000];
	int		status;

	(void)state;
	start(&u);
	memset(big, 'a', sizeof big - 1);
	big[sizeof big - 1] = '\0';
	status = http_ask(u.port, "POST", "/ussd/" AT_PATH, "", big, u.buf,
	    sizeof u.buf, &u.body);
	assert_true(status == 413 || status == 400);
	memset(head, 'b', sizeof head - 1);
	head[sizeof head - 1] = '\0';
	memcpy(head, "X-Long: ", 8);
	{
		int	fd = http_connect(u.port);

		assert_true(fd != -1);
		dprintf(fd, "GET /healthz HTTP/1.1\r\n%s\r\n\r\n", head);
		status = http_read(fd, 10000, u.buf, sizeof u.buf, &u.body);
		assert_true(status != 200);
		close(fd);
	}
	screen(dial(&u, "l1"), "CON Lapor");
	world_free(u.w);
}

/* More slow ones than there may be connections, and a quick one after. */
static void
test_slow_clients_are_hung_up_on_and_hold_nobody_up_for_long(void **state)
{
	struct ussd	u;
	int		fd[8], i, n, status;

	(void)state;
	start(&u);
	for (i = 0; i < 8; i++) {
		assert_true((fd[i] = http_connect(u.port)) != -1);
		dprintf(fd[i], "POST /ussd/" AT_PATH " HTTP/1.1\r\n"
		    "Content-Length: 100\r\n\r\nsess");
	}
	/* One of them sends an octet now and then, to look alive. */
	for (n = 0; n < 12; n++) {
		usleep(400000);
		if (send(fd[0], "x", 1, MSG_NOSIGNAL) != 1)
			break;
	}
	assert_true(n < 12);
	screen(dial(&u, "q1"), "CON Lapor");
	for (i = 0; i < 8; i++) {
		status = http_read(fd[i], 10000, u.buf, sizeof u.buf,
		    &u.body);
		assert_true(status == 0 || status >= 400);
		close(fd[i]);
	}
	world_free(u.w);
}

/* The phone of the simulator, as people try it. */
static void
test_the_simulators_phone_dials_through_the_door(void **state)
{
	const char	*build = getenv("KENTONGAN_BUILD");
	struct ussd	 u;
	char		 command[1024], out[16384];
	FILE		*f;
	size_t		 n;

	(void)state;
	start(&u);
	snprintf(command, sizeof command, "printf '*123#\\nsampah oesapa\\n"
	    "/hangup\\n*123#\\n1\\ndepan pasar\\n1\\n*123*3#\\n"
	    "*123*4#\\n' | "
	    "%s/kentongan-sim --modem other=%s/other --settle 50 "
	    "--settle-limit 2000 --ussd http://127.0.0.1:%d/ussd/" AT_PATH
	    " --phone --phone-name warga=" CITIZEN " 2>&1",
	    build != NULL ? build : ".", world_dir(u.w), u.port);
	assert_non_null(f = popen(command, "r"));
	n = fread(out, 1, sizeof out - 1, f);
	out[n] = '\0';
	assert_int_equal(pclose(f), 0);
	screen(out, "SAMPAH di OESAPA");
	screen(out, "1 Lanjutkan");
	screen(out, "USSD (end): Laporan 1007");
	screen(out, "1 1007 SAMPAH");
	/* A code leaves the menus that are open and begins anew. */
	screen(out, "Petugas menjawab lewat SMS");
	world_wait(u.w, OFFICER, "depan pasar");
	world_free(u.w);
}

static void
test_a_reload_moves_the_door_or_is_refused(void **state)
{
	struct ussd	u;
	char		conf[2048], out[4096];
	int		old, taken = free_port();

	(void)state;
	start(&u);
	old = u.port;
	write_settings(conf, sizeof conf, taken);
	world_write_conf(u.w, conf);
	assert_int_equal(world_cli(u.w, out, sizeof out, "reload"), 0);
	assert_int_equal(http_connect(old), -1);
	u.port = taken;
	screen(dial(&u, "m1"), "CON Lapor");
	/* 192.0.2.1 is nobody's: it cannot be had, so all stays. */
	snprintf(conf, sizeof conf, "http = { bind = \"192.0.2.1\"; "
	    "port = %d; };\n", old);
	world_write_conf(u.w, conf);
	assert_int_not_equal(world_cli(u.w, out, sizeof out, "reload"), 0);
	screen(out, "cannot listen");
	screen(dial(&u, "m2"), "CON Lapor");
	world_write_conf(u.w, "");
	assert_int_equal(world_cli(u.w, out, sizeof out, "reload"), 0);
	assert_int_equal(http_connect(taken), -1);
	world_free(u.w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
#define T(name)	cmocka_unit_test(test_##name)
		T(a_report_by_menu_is_worked_by_sms_and_its_citizen_told_by_sms),
		T(free_text_at_the_first_prompt_reports),
		T(cek_shows_own_reports_only),
		T(a_repeated_hop_makes_no_second_report),
		T(a_dropped_session_is_resumed_and_outlives_kill_9),
		T(a_session_goes_on_after_its_number_wrote_stop),
		T(infobip_has_its_session_in_the_path),
		T(hubtel_needs_its_header_and_repeats_by_client_state),
		T(a_generic_provider_may_ask_with_get),
		T(a_hop_whose_client_hung_up_is_not_done_twice),
		T(a_wrong_secret_is_404_and_a_wrong_address_403),
		T(a_proxy_of_ours_is_believed_its_last_address),
		T(the_door_is_open_at_its_address_only),
		T(a_number_that_asks_too_much_waits_and_others_do_not),
		T(nothing_is_served_before_the_configuration_is_good),
		T(what_is_too_large_is_refused),
		T(slow_clients_are_hung_up_on_and_hold_nobody_up_for_long),
		T(the_simulators_phone_dials_through_the_door),
		T(a_reload_moves_the_door_or_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
