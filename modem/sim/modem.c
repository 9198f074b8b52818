/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * modem - one simulated modem: its life, its pseudo-terminal and its
 * place in the network.
 *
 * at.c speaks for it, line.c is its wire, store.c its messages,
 * card.c its SIM, calls.c the rest that the network brings.
 */

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include <event2/buffer.h>
#include <event2/bufferevent.h>
#include <event2/event.h>

#include "base/log.h"
#include "modem/sim/at.h"
#include "modem/sim/line.h"
#include "modem/sim/modem.h"
#include "modem/sim/radio.h"
#include "modem/sim/world.h"

#define INPUT_MAX	(64 * 1024)	/* unread meanwhile */
#define LEAVE_MS	50	/* time for the OK to be read */

/* Ways in from the event loop. */
static void	modem_read_cb(struct bufferevent *, void *);
static void	modem_event_cb(struct bufferevent *, short, void *);
static void	modem_leave_cb(evutil_socket_t, short, void *);
static void	modem_return_cb(evutil_socket_t, short, void *);
static void	modem_air_cb(evutil_socket_t, short, void *);

/* Ways in from its parts. */
static void	modem_ruled_cb(struct sim_modem *, enum sim_fault);

static const struct sim_modem_events modem_events = {
	.reset = sim_modem_reset,
	.served = sim_store_retry,
	.ruled = modem_ruled_cb,
};

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
sim_modem_new(struct sim_world *world, const char *name, const char *link)
{
	struct event_base	*base = world->base;
	struct sim_modem	*m = calloc(1, sizeof *m), *other;
	int			 nth = 1;

	if (m == NULL)
		fatal("sim: no memory for a modem");
	m->world = world;
	m->events = &modem_events;
	m->name = strdup(name);
	m->link = strdup(link);
	m->slave = -1;
	m->reply = evbuffer_new();
	m->held = evbuffer_new();
	m->leave_timer = evtimer_new(base, modem_leave_cb, m);
	m->return_timer = evtimer_new(base, modem_return_cb, m);
	m->air_timer = evtimer_new(base, modem_air_cb, m);
	if (m->name == NULL || m->link == NULL)
		fatal("sim: no memory for a modem");
	sim_store_init(m);
	sim_calls_init(m);
	sim_line_init(m);
	sim_radio_init(m);
	m->reset_ms = -1;
	sim_card_init(&m->card);
	snprintf(m->smsc, sizeof m->smsc, "%s", SIM_SMSC);
	TAILQ_FOREACH(other, &world->modems, entry)
		nth++;
	modem_number_itself(m, nth);
	sim_chance_init(&m->chance, world->seed * 1000003u +
	    (unsigned)nth);
	TAILQ_INSERT_TAIL(&world->modems, m, entry);
	return m;
}

/* Unplug it and forget it. */
void
sim_modem_free(struct sim_modem *m)
{
	if (m == NULL)
		return;
	sim_modem_unplug(m);
	event_free(m->leave_timer);
	event_free(m->return_timer);
	TAILQ_REMOVE(&m->world->modems, m, entry);
	sim_store_clear(m);
	sim_calls_clear(m);
	sim_line_clear(m);
	sim_radio_clear(m);
	event_free(m->air_timer);
	evbuffer_free(m->reply);
	evbuffer_free(m->held);
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
	m->tty = bufferevent_socket_new(m->world->base, master,
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
	sim_line_start(m);
	sim_radio_start(m);
	sim_store_retry(m);
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
	sim_line_stop(m);
	sim_radio_stop(m);
	sim_calls_stop(m);
	if (m->tty != NULL)
		bufferevent_free(m->tty);
	if (m->slave != -1)
		close(m->slave);
	m->tty = NULL;
	m->slave = -1;
	event_del(m->leave_timer);
	event_del(m->return_timer);
	event_del(m->air_timer);
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
	sim_arm(m->return_timer, ms);
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
		sim_arm(m->leave_timer, LEAVE_MS);
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
	int		 entered = card->pins_entered;
	int		 wrong = card->pins_wrong;

	sim_store_erase(m, SIM_STORE_SM);
	sim_card_init(card);
	snprintf(card->imsi, sizeof card->imsi, "%s", imsi);
	card->pins_entered = entered;
	card->pins_wrong = wrong;
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
	sim_at_ready(arg);
	sim_at_input(arg);	/* what came meanwhile */
}

/* A fault follows another rule from now on. */
static void
modem_ruled_cb(struct sim_modem *m, enum sim_fault fault)
{
	if (fault == SIM_FAULT_HANG && !sim_fault_is_on(m, fault))
		m->hung_until = 0;
	if (fault == SIM_FAULT_FULL)
		sim_store_retry(m);
	sim_line_start(m);
	sim_radio_start(m);
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
