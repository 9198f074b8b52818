/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * sim_modem - one simulated modem: its pseudo-terminal, its SIM, and what
 * the network brings to it.
 *
 * sim_at.c speaks for it; this file holds what lasts between two commands.
 */

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include <event2/buffer.h>
#include <event2/bufferevent.h>
#include <event2/event.h>

#include "log.h"
#include "sim_at.h"
#include "sim_modem.h"

#define OUTPUT_MAX	(64 * 1024)	/* notices beyond it are lost */
#define INPUT_MAX	(64 * 1024)	/* unread meanwhile */
#define USSD_MS		50
#define LEAVE_MS	50	/* time for the OK to be read */

/* Ways in from the event loop. */
static void	modem_read_cb(struct bufferevent *, void *);
static void	modem_event_cb(struct bufferevent *, short, void *);
static void	modem_leave_cb(evutil_socket_t, short, void *);
static void	modem_return_cb(evutil_socket_t, short, void *);
static void	modem_air_cb(evutil_socket_t, short, void *);
static void	modem_arrival_cb(evutil_socket_t, short, void *);
static void	modem_ring_cb(evutil_socket_t, short, void *);
static void	modem_ussd_cb(evutil_socket_t, short, void *);

static const char *const fault_names[] = {
#define X(id, name)	name,
	SIM_FAULTS(X)
#undef X
};

/* The fault of that name in the control protocol, -1 if there is none. */
int
sim_fault_find(const char *name)
{
	for (int i = 0; i < SIM_FAULT_END; i++)
		if (strcmp(fault_names[i], name) == 0)
			return i;
	return -1;
}

/* Does the fault strike now?  Counts it down. */
bool
sim_modem_fault(struct sim_modem *m, enum sim_fault fault)
{
	if (m->fault[fault] == 0)
		return false;
	if (m->fault[fault] > 0)
		m->fault[fault]--;
	return true;
}

static void
store_clear(struct sim_store *store)
{
	for (int i = 0; i < store->capacity; i++)
		free(store->slots[i].hex);
	free(store->slots);
	store->slots = NULL;
	store->capacity = store->used = 0;
}

static void
store_set_capacity(struct sim_store *store, const char *name, int capacity)
{
	store_clear(store);
	store->name = name;
	if (capacity == 0)
		return;
	store->slots = calloc(capacity, sizeof *store->slots);
	if (store->slots == NULL)
		fatal("sim: no memory for %d slots", capacity);
	store->capacity = capacity;
}

/* Slots of the SIM and of the modem's own memory; what lay there is gone. */
void
sim_modem_set_capacity(struct sim_modem *m, int sim, int own)
{
	store_set_capacity(&m->store[SIM_STORE_SM], "SM", sim);
	store_set_capacity(&m->store[SIM_STORE_ME], "ME", own);
}

/* IMEI with its Luhn digit, 3GPP TS 23.003 B; both distinct per modem. */
static void
modem_number_itself(struct sim_modem *m, int nth)
{
	int	sum = 0, digit;

	snprintf(m->card.imsi, sizeof m->card.imsi, "5101000000%05u",
	    (unsigned)nth % 100000u);
	snprintf(m->imei, sizeof m->imei, "35000000%06u",
	    (unsigned)nth % 1000000u);
	for (int i = 0; i < 14; i++) {
		digit = (m->imei[i] - '0') * (1 + i % 2);
		sum += digit / 10 + digit % 10;
	}
	m->imei[14] = '0' + (10 - sum % 10) % 10;
	m->imei[15] = '\0';
}

/*
 * A modem of the network, not yet plugged in: see sim_modem_plug.  The link
 * is the path under which a program will find its terminal.
 */
struct sim_modem *
sim_modem_new(struct sim_net *net, const char *name, const char *link)
{
	struct event_base	*base = sim_net_base(net);
	struct sim_modem	*m = calloc(1, sizeof *m), *other;
	int			 nth = 1;

	if (m == NULL)
		fatal("sim: no memory for a modem");
	m->net = net;
	m->name = strdup(name);
	m->link = strdup(link);
	m->slave = -1;
	m->reply = evbuffer_new();
	m->held = evbuffer_new();
	m->leave_timer = evtimer_new(base, modem_leave_cb, m);
	m->return_timer = evtimer_new(base, modem_return_cb, m);
	m->air_timer = evtimer_new(base, modem_air_cb, m);
	m->arrival = evtimer_new(base, modem_arrival_cb, m);
	m->ring_timer = evtimer_new(base, modem_ring_cb, m);
	m->ussd_timer = evtimer_new(base, modem_ussd_cb, m);
	m->ussd_answer = strdup("Sisa pulsa Rp25000. Aktif s.d. 31.12.2027.");
	if (m->name == NULL || m->link == NULL || m->ussd_answer == NULL)
		fatal("sim: no memory for a modem");
	TAILQ_INIT(&m->waiting);
	m->signal = 22;
	m->registration = m->function = 1;
	m->reset_ms = -1;
	sim_card_init(&m->card);
	snprintf(m->smsc, sizeof m->smsc, "%s", sim_net_smsc(net));
	TAILQ_FOREACH(other, sim_net_modems(net), entry)
		nth++;
	modem_number_itself(m, nth);
	TAILQ_INSERT_TAIL(sim_net_modems(net), m, entry);
	return m;
}

static void
waiting_free(struct sim_modem *m, struct sim_waiting *w)
{
	TAILQ_REMOVE(&m->waiting, w, entry);
	m->waiting_count--;
	free(w->hex);
	free(w);
}

/* Unplug it and forget it. */
void
sim_modem_free(struct sim_modem *m)
{
	struct sim_waiting	*w;

	if (m == NULL)
		return;
	sim_modem_unplug(m);
	event_free(m->leave_timer);
	event_free(m->return_timer);
	TAILQ_REMOVE(sim_net_modems(m->net), m, entry);
	while ((w = TAILQ_FIRST(&m->waiting)) != NULL)
		waiting_free(m, w);
	for (int i = 0; i < SIM_STORES; i++)
		store_clear(&m->store[i]);
	event_free(m->air_timer);
	event_free(m->arrival);
	event_free(m->ring_timer);
	event_free(m->ussd_timer);
	evbuffer_free(m->reply);
	evbuffer_free(m->held);
	free(m->ussd_answer);
	free(m->name);
	free(m->link);
	free(m->next_link);
	free(m);
}

/* Replace an old link, but never a file. */
static int
modem_link(struct sim_modem *m, const char *target)
{
	struct stat	st;

	if (lstat(m->link, &st) == 0) {
		if (!S_ISLNK(st.st_mode)) {
			log_error("%s: %s exists and is no link", m->name,
			    m->link);
			return -1;
		}
		unlink(m->link);
	}
	if (symlink(target, m->link) == 0)
		return 0;
	log_error("%s: %s: %s", m->name, m->link, strerror(errno));
	return -1;
}

static int
pty_open(int *slave, char *path, size_t size)
{
	struct termios	 raw;
	int		 master;

	master = posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
	if (master == -1)
		return -1;
	if (grantpt(master) == -1 || unlockpt(master) == -1 ||
	    ptsname_r(master, path, size) != 0 ||
	    (*slave = open(path, O_RDWR | O_NOCTTY | O_CLOEXEC)) == -1) {
		close(master);
		return -1;
	}
	if (tcgetattr(*slave, &raw) == 0) {
		cfmakeraw(&raw);
		tcsetattr(*slave, TCSANOW, &raw);
	}
	return master;
}

/*
 * Give the modem a terminal, as when its stick is put in.  SIM and network
 * are as they were, its settings are not.
 */
int
sim_modem_plug(struct sim_modem *m)
{
	char	path[64];
	int	master;

	event_del(m->return_timer);
	if (m->tty != NULL)
		return 0;
	if (m->next_link != NULL) {
		free(m->link);
		m->link = m->next_link;
		m->next_link = NULL;
	}
	if ((master = pty_open(&m->slave, path, sizeof path)) == -1) {
		log_error("%s: no pseudo-terminal: %s", m->name,
		    strerror(errno));
		return -1;
	}
	m->tty = bufferevent_socket_new(sim_net_base(m->net), master,
	    BEV_OPT_CLOSE_ON_FREE);
	if (m->tty == NULL || modem_link(m, path) == -1) {
		if (m->tty == NULL)
			close(master);
		sim_modem_unplug(m);
		return -1;
	}
	m->plugs++;
	sim_at_reset(m);
	evbuffer_drain(m->reply, evbuffer_get_length(m->reply));
	evbuffer_drain(m->held, evbuffer_get_length(m->held));
	bufferevent_setcb(m->tty, modem_read_cb, NULL, modem_event_cb, m);
	bufferevent_setwatermark(m->tty, EV_READ, 0, INPUT_MAX);
	bufferevent_enable(m->tty, EV_READ | EV_WRITE);
	sim_modem_retry_waiting(m);
	return 0;
}

/* Take the terminal away, as when its stick is pulled out. */
void
sim_modem_unplug(struct sim_modem *m)
{
	char	target[64], path[64];
	ssize_t	n;

	if (m->slave != -1 && (n = readlink(m->link, target,
	    sizeof target - 1)) > 0 &&
	    ttyname_r(m->slave, path, sizeof path) == 0) {
		target[n] = '\0';
		if (strcmp(target, path) == 0)
			unlink(m->link);
	}
	if (m->tty != NULL)
		bufferevent_free(m->tty);
	if (m->slave != -1)
		close(m->slave);
	m->tty = NULL;
	m->slave = -1;
	event_del(m->leave_timer);
	event_del(m->return_timer);
	event_del(m->air_timer);
	event_del(m->ring_timer);
	event_del(m->ussd_timer);
	m->rings = 0;
}

static void
modem_leave_cb(evutil_socket_t fd, short what, void *arg)
{
	struct sim_modem	*m = arg;

	(void)fd;
	(void)what;
	sim_modem_unplug(m);
	sim_modem_return(m, m->reset_ms);
}

static void
modem_return_cb(evutil_socket_t fd, short what, void *arg)
{
	(void)fd;
	(void)what;
	sim_modem_plug(arg);
}

/* A modem that is away comes back by itself in so many milliseconds. */
void
sim_modem_return(struct sim_modem *m, int64_t ms)
{
	sim_net_arm(m->return_timer, ms);
}

/*
 * AT+CFUN=1,1.  Most sticks leave the bus and come back; with reset_ms -1
 * the modem only forgets its settings, as one with a serial port does.
 */
void
sim_modem_reset(struct sim_modem *m)
{
	m->resets++;
	if (m->reset_ms == -1)
		sim_at_reset(m);
	else
		sim_net_arm(m->leave_timer, LEAVE_MS);
}

/* Under which path it comes back when it was away. */
void
sim_modem_move(struct sim_modem *m, const char *link)
{
	free(m->next_link);
	if ((m->next_link = strdup(link)) == NULL)
		fatal("sim: no memory for a path");
}

/* Another card: nothing is on it, and it has no lock. */
void
sim_modem_insert(struct sim_modem *m, const char *imsi)
{
	struct sim_card	*card = &m->card;
	struct sim_store *store = &m->store[SIM_STORE_SM];
	int		 capacity = store->capacity;

	store_set_capacity(store, store->name, capacity);
	sim_card_init(card);
	snprintf(card->imsi, sizeof card->imsi, "%s", imsi);
}

/* What +CREG tells: without radio or a ready card there is no network. */
int
sim_modem_registration(const struct sim_modem *m)
{
	return m->function == 1 && sim_card_is_usable(&m->card) ?
	    m->registration : 0;
}

/* At home or roaming: only then do messages come and go. */
bool
sim_modem_is_served(const struct sim_modem *m)
{
	int	registration = sim_modem_registration(m);

	return m->tty != NULL && (registration == 1 || registration == 5);
}

/*
 * The network's word on the modem, and whether it has its radio on; told by
 * +CREG where that was asked for.
 */
void
sim_modem_register(struct sim_modem *m, int registration, int function)
{
	int	before = sim_modem_registration(m), now;

	m->registration = registration;
	m->function = function;
	if ((now = sim_modem_registration(m)) == before)
		return;
	if (m->creg == 2 && (now == 1 || now == 5))
		sim_modem_notice(m, "+CREG: %d,\"04CA\",\"9A5E\"", now);
	else if (m->creg > 0)
		sim_modem_notice(m, "+CREG: %d", now);
	sim_modem_retry_waiting(m);
}

static void
modem_read_cb(struct bufferevent *bev, void *arg)
{
	(void)bev;
	sim_at_input(arg);
}

/* The slave is ours too, so an error here means that the system failed us. */
static void
modem_event_cb(struct bufferevent *bev, short what, void *arg)
{
	struct sim_modem	*m = arg;

	(void)bev;
	log_warn("%s: terminal lost (%#x), unplugged", m->name,
	    (unsigned)what);
	sim_modem_unplug(m);
}

static void
modem_air_cb(evutil_socket_t fd, short what, void *arg)
{
	(void)fd;
	(void)what;
	sim_at_sent(arg);
	sim_at_input(arg);	/* what came meanwhile */
}

/* Write octets to whoever reads the terminal. */
void
sim_modem_say(struct sim_modem *m, const char *octets, size_t len)
{
	if (m->tty != NULL)
		bufferevent_write(m->tty, octets, len);
}

/*
 * An unsolicited line.  During a command's prompt or its stay on the air it
 * waits; when nobody has read for long it is lost, as on a wire.
 */
void
sim_modem_notice(struct sim_modem *m, const char *format, ...)
{
	struct evbuffer	*out;
	va_list		 ap;

	if (m->tty == NULL)
		return;
	out = m->state == SIM_COMMAND ? bufferevent_get_output(m->tty) :
	    m->held;
	if (evbuffer_get_length(out) > OUTPUT_MAX)
		return;
	evbuffer_add(out, "\r\n", 2);
	va_start(ap, format);
	evbuffer_add_vprintf(out, format, ap);
	va_end(ap);
	evbuffer_add(out, "\r\n", 2);
}

static int
store_put(struct sim_store *store, const char *hex, int length)
{
	for (int i = 0; i < store->capacity; i++) {
		if (store->slots[i].hex != NULL)
			continue;
		if ((store->slots[i].hex = strdup(hex)) == NULL)
			fatal("sim: no memory for a message");
		store->slots[i].length = length;
		store->slots[i].stat = SIM_UNREAD;
		store->used++;
		return i + 1;
	}
	return 0;
}

/* Tell of a stored message or report: 3GPP TS 27.005 3.4.1. */
static void
modem_announce(struct sim_modem *m, const char *store, int location,
    bool report)
{
	bool	wanted = report ? m->cnmi[3] == 2 : m->cnmi[1] == 1;

	if (sim_modem_fault(m, SIM_FAULT_NO_CMTI))
		return;
	if (m->cnmi[0] != 0 && wanted)
		sim_modem_notice(m, report ? "+CDSI: \"%s\",%d" :
		    "+CMTI: \"%s\",%d", store, location);
}

/* Put a message where the modem keeps it.  False: no room, or not there. */
static bool
modem_take(struct sim_modem *m, const char *hex, int length, bool report)
{
	struct sim_store	*store = &m->store[m->mem[2]];
	int			 location;

	if (!sim_modem_is_served(m))
		return false;
	if (report && m->cnmi[3] == 1)
		sim_modem_notice(m, "+CDS: %d\r\n%s", length, hex);
	else if (!report || m->cnmi[3] == 2) {
		if ((location = store_put(store, hex, length)) == 0)
			return false;
		modem_announce(m, store->name, location, report);
	}
	m->delivered++;
	sim_net_moved(m->net);
	return true;
}

static void
modem_wait(struct sim_modem *m, const char *hex, int length, bool report)
{
	struct sim_waiting	*w = calloc(1, sizeof *w);

	if (w == NULL || (w->hex = strdup(hex)) == NULL)
		fatal("sim: no memory for a message");
	w->length = length;
	w->report = report;
	TAILQ_INSERT_TAIL(&m->waiting, w, entry);
	m->waiting_count++;
}

/*
 * The network brings a PDU, in hexadecimal with the SMSC's address; length
 * is what the modem will say of it.  With the SIM full, the network keeps it
 * and those behind it.  1 stored, 0 kept waiting.
 */
int
sim_modem_arrive(struct sim_modem *m, const char *hex, int length,
    bool report)
{
	int	copies = 1 + sim_modem_fault(m, SIM_FAULT_DUPLICATE);
	int	stored = 1;

	for (int i = 0; i < copies; i++) {
		if (TAILQ_EMPTY(&m->waiting) &&
		    modem_take(m, hex, length, report))
			continue;
		modem_wait(m, hex, length, report);
		stored = 0;
	}
	return stored;
}

static void
modem_arrival_cb(evutil_socket_t fd, short what, void *arg)
{
	struct sim_modem	*m = arg;
	struct sim_waiting	*w;

	(void)fd;
	(void)what;
	while ((w = TAILQ_FIRST(&m->waiting)) != NULL &&
	    modem_take(m, w->hex, w->length, w->report))
		waiting_free(m, w);
}

/* There may be room again, or somebody to deliver to. */
void
sim_modem_retry_waiting(struct sim_modem *m)
{
	if (!TAILQ_EMPTY(&m->waiting))
		event_active(m->arrival, EV_TIMEOUT, 0);
}

/* Free a slot, 0-based; the network then tries what waits. */
void
sim_modem_delete(struct sim_modem *m, struct sim_store *store, int slot)
{
	if (store->slots[slot].hex == NULL)
		return;
	free(store->slots[slot].hex);
	store->slots[slot].hex = NULL;
	store->used--;
	m->deleted++;
	sim_modem_retry_waiting(m);
}

static void
modem_ring_cb(evutil_socket_t fd, short what, void *arg)
{
	struct sim_modem	*m = arg;

	(void)fd;
	(void)what;
	if (m->rings-- == 0) {
		m->rings = 0;
		sim_modem_notice(m, "NO CARRIER");
		return;
	}
	sim_modem_notice(m, "%s", m->crc ? "+CRING: VOICE" : "RING");
	if (m->clip)
		sim_modem_notice(m, "+CLIP: \"%s\",%d,\"\",0,\"\",%d",
		    m->caller, m->caller[0] == '+' ? 145 : 129,
		    m->caller[0] == '\0');
	sim_net_arm(m->ring_timer, m->ring_ms);
}

/* Somebody calls and gives up after so many rings, ms apart. */
void
sim_modem_ring(struct sim_modem *m, const char *from, int rings, int ms)
{
	snprintf(m->caller, sizeof m->caller, "%s", from);
	m->rings = rings;
	m->ring_ms = ms;
	sim_net_arm(m->ring_timer, 0);
}

/* The call is refused by the modem: AT+CHUP. */
void
sim_modem_ring_end(struct sim_modem *m)
{
	event_del(m->ring_timer);
	m->rings = 0;
}

/* +CUSD in the character set that AT+CSCS chose: 3GPP TS 27.007 7.15. */
void
sim_modem_ussd(struct sim_modem *m, const char *text, int status)
{
	unsigned char	octets[2048];
	char		hex[sizeof octets * 2 + 1];
	bool		gsm7 = sim_text_is_gsm7(text);

	if (*text == '\0')
		sim_modem_notice(m, "+CUSD: %d", status);
	else if (gsm7 && !m->ucs2)
		sim_modem_notice(m, "+CUSD: %d,\"%s\",15", status, text);
	else {
		sim_hex_write(hex, sizeof hex, octets,
		    sim_ucs2_write(octets, sizeof octets, text));
		sim_modem_notice(m, "+CUSD: %d,\"%s\",%d", status, hex,
		    gsm7 ? 15 : 72);
	}
}

static void
modem_ussd_cb(evutil_socket_t fd, short what, void *arg)
{
	struct sim_modem	*m = arg;

	(void)fd;
	(void)what;
	if (m->ussd_answer != NULL)
		sim_modem_ussd(m, m->ussd_answer, m->ussd_status);
}

/* Somebody dialled a code; the network takes a moment to answer. */
void
sim_modem_ussd_ask(struct sim_modem *m)
{
	sim_net_arm(m->ussd_timer, USSD_MS);
}

/* Nothing on the SIM, on the air or waiting for room. */
bool
sim_modem_is_idle(const struct sim_modem *m)
{
	for (int i = 0; i < SIM_STORES; i++)
		if (m->store[i].used > 0)
			return false;
	return TAILQ_EMPTY(&m->waiting) && m->state == SIM_COMMAND;
}
