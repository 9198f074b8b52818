/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * control - the simulator's control socket.
 *
 * The only file that knows its JSON: one request a line, one answer a line.
 * Tests and trainers write and read here what citizens would.
 */

#include "config.h"

#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#include <event2/buffer.h>
#include <event2/bufferevent.h>
#include <event2/event.h>
#include <event2/listener.h>
#include <jansson.h>

#include "base/log.h"
#include "modem/sim/control.h"
#include "modem/sim/ledger.h"
#include "modem/sim/line.h"
#include "modem/sim/modem.h"
#include "modem/sim/net.h"
#include "modem/sim/setting.h"
#include "modem/sim/world.h"

#define REQUEST_MAX	(1024 * 1024)
#define TIME_MAX	4102444799	/* the end of 2099 */
#define TICK_MS		5	/* a waiting client is looked at so often */

struct client {
	TAILQ_ENTRY(client) entry;
	struct sim_control	*control;	/* borrowed */
	struct bufferevent	*bev;		/* owned */
	struct event		*timer;		/* owned; of wait_idle */
	bool			 waiting;
	bool			 subscribed;
	int			 quiet_ms;
	int64_t			 deadline;	/* ms, monotonic */
};

struct sim_control {
	struct sim_net		*net;		/* borrowed */
	struct evconnlistener	*listener;	/* owned */
	char			*path;		/* owned */
	TAILQ_HEAD(, client)	 clients;
};

/* A request's answer; NULL: it comes later. */
typedef json_t	*(*control_fn)(struct client *, struct sim_modem *, json_t *);

/* Ways in from the event loop. */
static void	control_accept_cb(struct evconnlistener *, evutil_socket_t,
		    struct sockaddr *, int, void *);
static void	client_read_cb(struct bufferevent *, void *);
static void	client_event_cb(struct bufferevent *, short, void *);
static void	client_timer_cb(evutil_socket_t, short, void *);
static void	client_message_cb(void *, const struct sim_message *);

static json_t *
failed(const char *why)
{
	return json_pack("{s:b, s:s}", "ok", 0, "error", why);
}

static json_t *
fine(void)
{
	return json_pack("{s:b}", "ok", 1);
}

static const char *
get_string(json_t *request, const char *key, const char *otherwise)
{
	json_t	*value = json_object_get(request, key);

	return json_is_string(value) ? json_string_value(value) : otherwise;
}

static json_int_t
get_int(json_t *request, const char *key, json_int_t otherwise)
{
	json_t	*value = json_object_get(request, key);

	return json_is_integer(value) ? json_integer_value(value) : otherwise;
}

/* As get_int, within limits. */
static int
get_small(json_t *request, const char *key, int otherwise, int least,
    int most)
{
	json_int_t	value = get_int(request, key, otherwise);

	return value < least ? least : value > most ? most : (int)value;
}

/* Seconds UTC in a year that a stamp of two digits can name. */
static int64_t
get_time(json_t *request, const char *key, int64_t otherwise)
{
	json_int_t	value = get_int(request, key, otherwise);

	return value < 0 || value > TIME_MAX ? otherwise : value;
}

static enum sim_coding
get_coding(json_t *request)
{
	const char	*name = get_string(request, "coding", "auto");

	for (int i = 0; i < SIM_CODING_AUTO; i++)
		if (strcmp(name, sim_coding_name(i)) == 0)
			return i;
	return SIM_CODING_AUTO;
}

/* The parts to deliver, in the order asked for. */
static int
get_order(json_t *request, int order[SIM_PARTS_MAX])
{
	json_t	*list = json_object_get(request, "parts"), *value;
	size_t	 i;
	int	 n = 0;

	json_array_foreach(list, i, value)
		if (json_is_integer(value) && n < SIM_PARTS_MAX)
			order[n++] = json_integer_value(value) & 0x3ff;
	return n;
}

/* {"cmd":"sms"}: a phone writes to the modem. */
static json_t *
run_sms(struct client *c, struct sim_modem *m, json_t *request)
{
	const char		*udh = get_string(request, "udh", NULL);
	unsigned char		 octets[SIM_UD_OCTETS];
	int			 order[SIM_PARTS_MAX], n = 0;
	struct sim_letter	 letter = {
		.from = get_string(request, "from", NULL),
		.text = get_string(request, "text", NULL),
		.coding = get_coding(request),
		.class = get_small(request, "class", -1, -1, 3),
		.pid = get_small(request, "pid", 0, 0, 255),
		.time = get_time(request, "time", 0),
		.zone = get_small(request, "zone", SIM_ZONE, -48, 56),
		.ref = get_small(request, "ref", -1, -1, 255),
		.order = order
	};

	if (letter.from == NULL || letter.text == NULL)
		return failed("sms needs \"from\" and \"text\"");
	if (strlen(letter.from) >= SIM_NUMBER_SIZE - 8)
		return failed("\"from\" is too long");
	if (udh != NULL && (n = sim_hex_read(octets, sizeof octets, udh,
	    strlen(udh))) == -1)
		return failed("\"udh\" is not hexadecimal or too long");
	letter.udh = udh != NULL ? octets : NULL;
	letter.udh_len = n;
	letter.orders = get_order(request, order);
	if ((n = sim_net_send(c->control->net, m, &letter)) == -1)
		return failed("the text does not fit");
	return json_pack("{s:b, s:i}", "ok", 1, "parts", n);
}

/* {"cmd":"pdu"}: put these octets, or that rubbish, into a slot. */
static json_t *
run_pdu(struct client *c, struct sim_modem *m, json_t *request)
{
	const char	*hex = get_string(request, "hex", NULL);
	int		 length, stored;
	unsigned char	 smsc = 0;

	(void)c;
	if (hex == NULL)
		return failed("pdu needs \"hex\"");
	if (strcspn(hex, "\r\n\033\032") != strlen(hex))
		return failed("\"hex\" has a line break in it");
	sim_hex_read(&smsc, 1, hex, strlen(hex) < 2 ? 0 : 2);
	length = (int)(strlen(hex) / 2) - 1 - smsc;
	length = get_small(request, "length", length, INT_MIN, INT_MAX);
	stored = sim_store_arrive(m, hex, length,
	    json_is_true(json_object_get(request, "report")));
	return json_pack("{s:b, s:b}", "ok", 1, "stored", stored);
}

static json_t *
run_ring(struct client *c, struct sim_modem *m, json_t *request)
{
	const char	*from = get_string(request, "from", "");

	(void)c;
	if (strlen(from) >= SIM_NUMBER_SIZE)
		return failed("\"from\" is too long");
	sim_calls_ring(m, from, get_small(request, "rings", 2, 0, 1000),
	    get_small(request, "interval_ms", 1000, 1, 60000));
	return fine();
}

/* {"cmd":"ussd"}: the network says so now, or to whoever dials. */
static json_t *
run_ussd(struct client *c, struct sim_modem *m, json_t *request)
{
	const char	*text = get_string(request, "text", "");
	const char	*answer = get_string(request, "answer", NULL);
	int		 status = get_small(request, "status", 0, 0, 5);

	(void)c;
	if (answer == NULL)
		sim_calls_ussd(m, text, status);
	else
		sim_calls_ussd_answer(m, get_string(request, "code", ""),
		    answer, status);
	return fine();
}

static json_t *
run_report(struct client *c, struct sim_modem *m, json_t *request)
{
	struct sim_report	 report = { .zone = SIM_ZONE };
	const char		*number = get_string(request, "number", NULL);

	if (number == NULL || strlen(number) >= SIM_NUMBER_SIZE - 8)
		return failed("report needs \"number\"");
	snprintf(report.number, sizeof report.number, "%s", number);
	report.mr = get_small(request, "mr", 0, 0, 255);
	report.status = get_small(request, "status", 0, 0, 255);
	report.discharged_at = get_time(request, "time", time(NULL));
	report.sent_at = get_time(request, "sent_at",
	    report.discharged_at);
	return json_pack("{s:b, s:b}", "ok", 1, "stored",
	    sim_net_report(c->control->net, m, &report));
}

/* {"cmd":"sent"}: whole messages, or with "raw" also every part. */
static json_t *
run_sent(struct client *c, struct sim_modem *m, json_t *request)
{
	struct sim_net	*net = c->control->net;
	const char	*to = get_string(request, "to", NULL);
	json_t		*answer = fine();

	(void)m;
	json_object_set_new(answer, "sent", sim_ledger_messages(net, to,
	    get_small(request, "since", 0, 0, INT_MAX - 1)));
	if (json_is_true(json_object_get(request, "raw")))
		json_object_set_new(answer, "raw", sim_ledger_parts(net, to));
	return answer;
}

static json_t *
run_slots(struct client *c, struct sim_modem *m, json_t *request)
{
	(void)c;
	(void)request;
	return json_pack("{s:b, s:o, s:i}", "ok", 1, "slots",
	    sim_ledger_slots(m), "waiting", m->waiting_count);
}

/* {"cmd":"wait_idle"}: answered when the gateway has fallen silent. */
static json_t *
run_wait_idle(struct client *c, struct sim_modem *m, json_t *request)
{
	(void)m;
	c->waiting = true;
	c->quiet_ms = get_small(request, "quiet_ms", 300, 0, INT_MAX);
	c->deadline = sim_now_ms() + get_small(request, "timeout_ms",
	    10000, 0, INT_MAX);
	sim_arm(c->timer, TICK_MS);
	return NULL;
}

static json_t *
run_plug(struct client *c, struct sim_modem *m, json_t *request)
{
	const char	*link = get_string(request, "link", NULL);
	int		 back_ms = get_small(request, "back", -1, -1, INT_MAX);

	(void)c;
	if (link != NULL)
		sim_modem_move(m, link);
	if (strcmp(get_string(request, "name", ""), "unplug") == 0) {
		sim_modem_unplug(m);
		if (back_ms >= 0)
			sim_modem_return(m, back_ms);
	} else if (sim_modem_plug(m) == -1)
		return failed("cannot be plugged in");
	return fine();
}

/* {"cmd":"fault"}: what goes wrong next, and how often. */
static json_t *
run_fault(struct client *c, struct sim_modem *m, json_t *request)
{
	const char	*name = get_string(request, "name", "");
	const char	*octets = get_string(request, "text", "");
	const char	*value = get_string(request, "value", NULL);
	const char	*spec = get_string(request, "spec", NULL);
	struct sim_fault_rule rule;
	char		 text[100], why[128];
	int		 fault;

	if (strcmp(name, "unplug") == 0 || strcmp(name, "replug") == 0)
		return run_plug(c, m, request);
	if (strcmp(name, "say") == 0) {
		sim_line_say(m, octets, strlen(octets));
		return fine();
	}
	if (spec == NULL) {
		snprintf(text, sizeof text, "%.32s%s%.64s", name,
		    value != NULL ? "=" : "", value != NULL ? value : "");
		spec = text;
	}
	if ((fault = sim_fault_read(&rule, spec, why, sizeof why)) == -1)
		return failed(why);
	rule.left = get_small(request, "count", rule.left, -1, INT_MAX);
	rule.pass = get_small(request, "nth", rule.pass + 1, 1, INT_MAX) - 1;
	rule.value = get_int(request, "code", rule.value);
	sim_fault_set(m, fault, &rule);
	return fine();
}

/* A setting's value, which a request may write as a number. */
static const char *
get_value(json_t *value, char *text, size_t size)
{
	if (json_is_string(value))
		return json_string_value(value);
	snprintf(text, size, "%lld", (long long)json_integer_value(value));
	return json_is_integer(value) ? text : NULL;
}

/* {"cmd":"set"}: the air and the modem's place in it. */
static json_t *
run_set(struct client *c, struct sim_modem *m, json_t *request)
{
	const char	*value;
	json_t		*given;
	char		 text[24], why[128];

	(void)c;
	for (size_t row = 0; row < sim_setting_count(); row++) {
		given = json_object_get(request, sim_setting_name(row));
		if (given == NULL)
			continue;
		if ((value = get_value(given, text, sizeof text)) == NULL)
			return failed("neither a string nor a number");
		if (sim_setting_apply(m, row, value, why, sizeof why) == -1)
			return failed(why);
	}
	sim_store_retry(m);
	return fine();
}

static json_t *
run_state(struct client *c, struct sim_modem *m, json_t *request)
{
	struct sim_net	*net = c->control->net;

	(void)m;
	(void)request;
	return json_pack("{s:b, s:o, s:i, s:i}", "ok", 1, "modems",
	    sim_ledger_modems(net), "messages", sim_net_message_count(net),
	    "parts", sim_net_sent_count(net));
}

/* {"cmd":"kill"}: at the K-th answer from now, just before it is given. */
static json_t *
run_kill(struct client *c, struct sim_modem *m, json_t *request)
{
	int	pid = get_small(request, "pid", 0, 0, INT_MAX);

	(void)c;
	if (pid <= 1 || kill(pid, 0) == -1)
		return failed("no such process");
	m->kill_pid = pid;
	m->kill_after = get_small(request, "after_commands", 1, 0, INT_MAX);
	return fine();
}

static json_t *
run_echo(struct client *c, struct sim_modem *m, json_t *request)
{
	const char	*number = get_string(request, "number", NULL);
	json_t		*on = json_object_get(request, "on");

	(void)m;
	if (number == NULL || strlen(number) >= SIM_NUMBER_SIZE)
		return failed("echo needs \"number\"");
	sim_net_echo(c->control->net, number, !json_is_false(on),
	    get_string(request, "text", NULL));
	return fine();
}

static json_t *
run_subscribe(struct client *c, struct sim_modem *m, json_t *request)
{
	(void)m;
	(void)request;
	if (!c->subscribed && sim_net_subscribe(c->control->net,
	    client_message_cb, c) == -1)
		return failed("too many subscribers");
	c->subscribed = true;
	return fine();
}

static json_t *
run_quit(struct client *c, struct sim_modem *m, json_t *request)
{
	(void)m;
	(void)request;
	/* After this turn of the loop, so that the answer can leave. */
	event_base_loopexit(sim_net_world(c->control->net)->base,
	    &(struct timeval){ 0, 10000 });
	return fine();
}

static const struct {
	const char	*name;
	control_fn	 run;
} control_commands[] = {
	{ "sms",	run_sms },
	{ "pdu",	run_pdu },
	{ "ring",	run_ring },
	{ "ussd",	run_ussd },
	{ "report",	run_report },
	{ "sent",	run_sent },
	{ "slots",	run_slots },
	{ "wait_idle",	run_wait_idle },
	{ "fault",	run_fault },
	{ "set",	run_set },
	{ "state",	run_state },
	{ "kill",	run_kill },
	{ "echo",	run_echo },
	{ "subscribe",	run_subscribe },
	{ "quit",	run_quit },
};

#define CONTROL_COMMANDS \
	(sizeof control_commands / sizeof control_commands[0])

static json_t *
control_run(struct client *c, json_t *request)
{
	const char		*name = get_string(request, "cmd", "");
	struct sim_modem	*m;

	m = sim_net_modem(c->control->net,
	    get_string(request, "modem", NULL));
	if (m == NULL)
		return failed("no such modem");
	for (size_t i = 0; i < CONTROL_COMMANDS; i++)
		if (strcmp(name, control_commands[i].name) == 0)
			return control_commands[i].run(c, m, request);
	return failed("no such command");
}

/* Send an answer or an event; the JSON is freed here. */
static void
client_tell(struct client *c, json_t *json)
{
	char	*text = json == NULL ? NULL : json_dumps(json, JSON_COMPACT);

	if (text == NULL)
		log_warn("sim: an answer could not be made");
	else
		evbuffer_add_printf(bufferevent_get_output(c->bev), "%s\n",
		    text);
	free(text);
	json_decref(json);
}

static void
client_request(struct client *c, const char *line, size_t len)
{
	json_error_t	 error;
	json_t		*request, *answer;

	request = json_loadb(line, len, JSON_REJECT_DUPLICATES, &error);
	if (!json_is_object(request))
		answer = failed("not a JSON object");
	else if ((answer = control_run(c, request)) == NULL) {
		json_decref(request);
		return;
	}
	client_tell(c, answer);
	json_decref(request);
}

static void
client_free(struct client *c)
{
	if (c->subscribed)
		sim_net_unsubscribe(c->control->net, client_message_cb, c);
	TAILQ_REMOVE(&c->control->clients, c, entry);
	bufferevent_free(c->bev);
	event_free(c->timer);
	free(c);
}

/* Requests are answered one after the other; wait_idle holds up the rest. */
static void
client_read(struct client *c)
{
	struct evbuffer	*in = bufferevent_get_input(c->bev);
	char		*line;
	size_t		 len;

	while (!c->waiting &&
	    (line = evbuffer_readln(in, &len, EVBUFFER_EOL_LF)) != NULL) {
		if (len > 0)
			client_request(c, line, len);
		free(line);
	}
	if (evbuffer_get_length(in) > REQUEST_MAX) {
		log_warn("sim: a request is too long, client dropped");
		client_free(c);
	}
}

static void
client_read_cb(struct bufferevent *bev, void *arg)
{
	(void)bev;
	client_read(arg);
}

static void
client_event_cb(struct bufferevent *bev, short what, void *arg)
{
	(void)bev;
	(void)what;
	client_free(arg);
}

static void
client_timer_cb(evutil_socket_t fd, short what, void *arg)
{
	struct client	*c = arg;
	bool		 quiet = sim_net_is_quiet(c->control->net,
	    c->quiet_ms);

	(void)fd;
	(void)what;
	if (!quiet && sim_now_ms() < c->deadline) {
		sim_arm(c->timer, TICK_MS);
		return;
	}
	c->waiting = false;
	client_tell(c, quiet ? fine() : failed("not idle in time"));
	client_read(c);
}

static void
client_message_cb(void *arg, const struct sim_message *message)
{
	json_t	*json = sim_ledger_message(message);

	if (json != NULL)
		json_object_set_new(json, "event", json_string("sent"));
	client_tell(arg, json);
}

static void
control_accept_cb(struct evconnlistener *listener, evutil_socket_t fd,
    struct sockaddr *peer, int len, void *arg)
{
	struct sim_control	*control = arg;
	struct event_base	*base = sim_net_world(control->net)->base;
	struct client		*c = calloc(1, sizeof *c);

	(void)listener;
	(void)peer;
	(void)len;
	if (c == NULL || (c->bev = bufferevent_socket_new(base, fd,
	    BEV_OPT_CLOSE_ON_FREE)) == NULL)
		fatal("sim: no memory for a client");
	c->control = control;
	c->timer = evtimer_new(base, client_timer_cb, c);
	TAILQ_INSERT_TAIL(&control->clients, c, entry);
	bufferevent_setcb(c->bev, client_read_cb, NULL, client_event_cb, c);
	bufferevent_enable(c->bev, EV_READ | EV_WRITE);
}

/*
 * Listen on a unix socket, which replaces an old one.  NULL and a log line
 * if that cannot be.
 */
struct sim_control *
sim_control_open(struct sim_net *net, const char *path)
{
	struct sockaddr_un	 addr = { .sun_family = AF_UNIX };
	struct sim_control	*control;
	struct stat		 st;

	if ((size_t)snprintf(addr.sun_path, sizeof addr.sun_path, "%s", path)
	    >= sizeof addr.sun_path) {
		log_error("sim: %s: too long for a socket", path);
		return NULL;
	}
	if (lstat(path, &st) == 0 && S_ISSOCK(st.st_mode))
		unlink(path);
	if ((control = calloc(1, sizeof *control)) == NULL ||
	    (control->path = strdup(path)) == NULL)
		fatal("sim: no memory for the control socket");
	control->net = net;
	TAILQ_INIT(&control->clients);
	control->listener = evconnlistener_new_bind(sim_net_world(net)->base,
	    control_accept_cb, control, LEV_OPT_CLOSE_ON_FREE |
	    LEV_OPT_CLOSE_ON_EXEC, -1, (struct sockaddr *)&addr,
	    sizeof addr);
	if (control->listener == NULL) {
		log_error("sim: %s: %s", path, strerror(errno));
		free(control->path);
		free(control);
		return NULL;
	}
	return control;
}

/* Drop all clients and the socket. */
void
sim_control_close(struct sim_control *control)
{
	struct client	*c;

	if (control == NULL)
		return;
	while ((c = TAILQ_FIRST(&control->clients)) != NULL)
		client_free(c);
	evconnlistener_free(control->listener);
	unlink(control->path);
	free(control->path);
	free(control);
}
