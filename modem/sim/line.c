/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * line - the wire from a simulated modem to whoever reads it, and what
 * goes wrong on it: octets one by one, rubbish, chatter, silence.
 */

#include "config.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <event2/buffer.h>
#include <event2/bufferevent.h>
#include <event2/event.h>

#include "base/log.h"
#include "modem/sim/line.h"
#include "modem/sim/state.h"
#include "modem/sim/world.h"

#define BACKLOG_MAX	(64 * 1024)	/* chatter beyond it is lost */
#define NOTICES_MAX	(64 * 1024)	/* beyond it they are lost */
#define GARBAGE_MAX	4096

/* Ways in from the event loop. */
static void	line_drip_cb(evutil_socket_t, short, void *);
static void	line_chatter_cb(evutil_socket_t, short, void *);

/* What modems say that nobody asked for. */
static const char *const chatter[] = {
	"^RSSI:18", "^NWTIME: \"26/11/22,09:00:00+32\"",
	"+ZPAS: \"GPRS\",\"CS\"",
	"^BOOT:19191919,0,0,0,75", "SMS Ready", "+QIND: \"csq\",18,99",
	"^RSSI:17", "+CIND: 4,3", "Call Ready", "*PSUTTZ: 26,11,22,9,0,0",
};

#define CHATTER	(sizeof chatter / sizeof chatter[0])

/* The wire of a new modem. */
void
sim_line_init(struct sim_modem *m)
{
	struct event_base	*base = m->world->base;

	m->drip = evbuffer_new();
	m->drip_timer = evtimer_new(base, line_drip_cb, m);
	m->chatter_timer = evtimer_new(base, line_chatter_cb, m);
	if (m->drip == NULL || m->drip_timer == NULL ||
	    m->chatter_timer == NULL)
		fatal("sim: no memory for a modem");
}

void
sim_line_clear(struct sim_modem *m)
{
	event_free(m->drip_timer);
	event_free(m->chatter_timer);
	evbuffer_free(m->drip);
}

/* Begin to chatter, if it does. */
void
sim_line_start(struct sim_modem *m)
{
	if (m->tty != NULL)
		sim_fault_arm(m, SIM_FAULT_CHATTER, m->chatter_timer);
}

/* The terminal is gone, and what was on its way. */
void
sim_line_stop(struct sim_modem *m)
{
	event_del(m->drip_timer);
	event_del(m->chatter_timer);
	evbuffer_drain(m->drip, evbuffer_get_length(m->drip));
	m->splitting = false;
	m->hung_until = 0;
}

/* Neither does it hear nor speak. */
bool
sim_line_is_hung(const struct sim_modem *m)
{
	return m->hung_until != 0 && sim_now_ms() < m->hung_until;
}

/* Octets that nobody has read yet. */
size_t
sim_line_backlog(const struct sim_modem *m)
{
	return evbuffer_get_length(bufferevent_get_output(m->tty)) +
	    evbuffer_get_length(m->drip);
}

static void
line_drip_cb(evutil_socket_t fd, short what, void *arg)
{
	struct sim_modem	*m = arg;
	char			 c;

	(void)fd;
	(void)what;
	if (evbuffer_remove(m->drip, &c, 1) != 1)
		return;
	bufferevent_write(m->tty, &c, 1);
	sim_arm(m->drip_timer, sim_fault_value(m, SIM_FAULT_SPLIT));
}

/* What drips is not overtaken. */
void
sim_line_say(struct sim_modem *m, const char *octets, size_t len)
{
	if (m->tty == NULL || sim_line_is_hung(m))
		return;
	if (!m->splitting && evbuffer_get_length(m->drip) == 0) {
		bufferevent_write(m->tty, octets, len);
		return;
	}
	evbuffer_add(m->drip, octets, len);
	if (!evtimer_pending(m->drip_timer, NULL))
		sim_arm(m->drip_timer, 0);
}

/* As sim_line_say; the buffer is empty afterwards. */
void
sim_line_pour(struct sim_modem *m, struct evbuffer *b)
{
	size_t	len = evbuffer_get_length(b);

	if (len > 0)
		sim_line_say(m, (char *)evbuffer_pullup(b, -1), len);
	evbuffer_drain(b, len);
}

static void
line_garbage(struct sim_modem *m)
{
	int64_t	n = sim_fault_value(m, SIM_FAULT_GARBAGE);
	char	c;

	for (int64_t i = 0; i < n && i < GARBAGE_MAX; i++) {
		c = (char)(' ' + sim_chance_below(&m->chance, 0xe0));
		sim_line_say(m, &c, 1);
	}
}

/* The answer to a command: what happens to it on the wire happens here. */
void
sim_line_answer(struct sim_modem *m, struct evbuffer *reply)
{
	size_t		 len = evbuffer_get_length(reply);
	unsigned char	*octets;

	m->splitting = sim_fault_strikes(m, SIM_FAULT_SPLIT);
	if (sim_fault_strikes(m, SIM_FAULT_GARBAGE))
		line_garbage(m);
	if (len > 0 && sim_fault_strikes(m, SIM_FAULT_GARBLE)) {
		octets = evbuffer_pullup(reply, -1);
		octets[sim_chance_below(&m->chance, len)] = '=';
	}
	if (len > 0 && sim_fault_strikes(m, SIM_FAULT_BLANK_LINES))
		sim_line_say(m, "\r\n\r\n", 4);
	sim_line_pour(m, reply);
	m->splitting = false;
}

/* ESC: what is still to be read is forgotten. */
void
sim_line_forget(struct sim_modem *m)
{
	struct evbuffer	*out = bufferevent_get_output(m->tty);

	evbuffer_drain(out, evbuffer_get_length(out));
	evbuffer_drain(m->drip, evbuffer_get_length(m->drip));
}

/* Chatter does not wait for the answer that is withheld. */
static void
line_chatter_cb(evutil_socket_t fd, short what, void *arg)
{
	struct sim_modem	*m = arg;
	char			 line[80];
	int			 len;

	(void)fd;
	(void)what;
	if (sim_line_backlog(m) < BACKLOG_MAX &&
	    sim_fault_strikes(m, SIM_FAULT_CHATTER)) {
		len = snprintf(line, sizeof line, "\r\n%s\r\n",
		    chatter[sim_chance_below(&m->chance, CHATTER)]);
		sim_line_say(m, line, (size_t)len);
	}
	sim_line_start(m);
}

/*
 * An unsolicited line.  During a command's prompt or its stay on the air it
 * waits; when nobody has read for long it is lost, as on a wire.
 */
void
sim_line_notice(struct sim_modem *m, const char *format, ...)
{
	struct evbuffer	*line;
	va_list		 ap;

	if (m->tty == NULL || sim_line_is_hung(m) ||
	    sim_line_backlog(m) > NOTICES_MAX ||
	    evbuffer_get_length(m->held) > NOTICES_MAX)
		return;
	if ((line = evbuffer_new()) == NULL)
		fatal("sim: no memory for a line");
	evbuffer_add(line, "\r\n", 2);
	va_start(ap, format);
	evbuffer_add_vprintf(line, format, ap);
	va_end(ap);
	evbuffer_add(line, "\r\n", 2);
	if (m->state == SIM_COMMAND)
		sim_line_pour(m, line);
	else
		evbuffer_add_buffer(m->held, line);
	evbuffer_free(line);
}
