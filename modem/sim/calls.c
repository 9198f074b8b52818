/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * calls - what reaches a simulated modem beside messages: calls, and
 * the network's USSD services with the ways in which modems tell of them.
 */

#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <event2/event.h>

#include "base/log.h"
#include "modem/sim/calls.h"
#include "modem/sim/line.h"
#include "modem/sim/state.h"
#include "modem/sim/world.h"

#define USSD_MS		50
#define OCTETS_MAX	2048
#define RUBBISH		4096

/* Ways in from the event loop. */
static void	calls_ring_cb(evutil_socket_t, short, void *);
static void	calls_ussd_cb(evutil_socket_t, short, void *);

/* Nobody calls; every code tells the balance. */
void
sim_calls_init(struct sim_modem *m)
{
	struct event_base	*base = m->world->base;

	TAILQ_INIT(&m->ussd_answers);
	m->ring_timer = evtimer_new(base, calls_ring_cb, m);
	m->ussd_timer = evtimer_new(base, calls_ussd_cb, m);
	if (m->ring_timer == NULL || m->ussd_timer == NULL)
		fatal("sim: no memory for a modem");
	sim_calls_ussd_answer(m, "",
	    "Sisa pulsa Rp25000. Aktif s.d. 31.12.2027.", 0);
}

/* The modem is away: so is whoever called. */
void
sim_calls_stop(struct sim_modem *m)
{
	event_del(m->ring_timer);
	event_del(m->ussd_timer);
	m->rings = 0;
	m->ussd_path[0] = '\0';
}

void
sim_calls_clear(struct sim_modem *m)
{
	struct sim_ussd_answer	*a;

	event_free(m->ring_timer);
	event_free(m->ussd_timer);
	while ((a = TAILQ_FIRST(&m->ussd_answers)) != NULL) {
		TAILQ_REMOVE(&m->ussd_answers, a, entry);
		free(a->path);
		free(a->text);
		free(a);
	}
}

static void
calls_ring_cb(evutil_socket_t fd, short what, void *arg)
{
	struct sim_modem	*m = arg;

	(void)fd;
	(void)what;
	if (m->rings-- == 0) {
		m->rings = 0;
		sim_line_notice(m, "NO CARRIER");
		return;
	}
	sim_line_notice(m, "%s", m->crc ? "+CRING: VOICE" : "RING");
	if (m->clip)
		sim_line_notice(m, "+CLIP: \"%s\",%d,\"\",0,\"\",%d",
		    m->caller, m->caller[0] == '+' ? 145 : 129,
		    m->caller[0] == '\0');
	sim_arm(m->ring_timer, m->ring_ms);
}

/* Somebody calls and gives up after so many rings, ms apart. */
void
sim_calls_ring(struct sim_modem *m, const char *from, int rings, int ms)
{
	snprintf(m->caller, sizeof m->caller, "%s", from);
	m->rings = rings;
	m->ring_ms = ms;
	sim_arm(m->ring_timer, 0);
}

/* The call is refused by the modem: AT+CHUP. */
void
sim_calls_ring_end(struct sim_modem *m)
{
	event_del(m->ring_timer);
	m->rings = 0;
}

/* ---- USSD ------------------------------------------------------------- */

/* Septets in octets, 3GPP TS 23.038 6.1.2.3. */
static size_t
pack(unsigned char *out, const char *text)
{
	struct sim_part	part;
	size_t		bits;

	sim_part_init(&part);
	if (sim_part_set_text(&part, text, SIM_GSM7) == -1)
		return 0;
	memset(out, 0, SIM_UD_OCTETS);
	for (size_t i = 0; i < part.len; i++) {
		bits = i * 7;
		out[bits / 8] |= (unsigned char)(part.data[i] << bits % 8);
		if (bits % 8 > 1)
			out[bits / 8 + 1] |= (unsigned char)(part.data[i] >>
			    (8 - bits % 8));
	}
	return (part.len * 7 + 7) / 8;
}

static void
tell_hex(struct sim_modem *m, int status, const unsigned char *octets,
    size_t n, const char *dcs)
{
	char	hex[OCTETS_MAX * 2 + 1];

	sim_hex_write(hex, sizeof hex, octets, n);
	sim_line_notice(m, *dcs == '\0' ? "+CUSD: %d,%s%s" :
	    "+CUSD: %d,\"%s\",%s", status, hex, dcs);
}

/* Uninitialised memory behind the text, as some modems send it. */
static void
tell_rubbish(struct sim_modem *m, const char *text, int status)
{
	char	rubbish[RUBBISH + 1];

	for (int i = 0; i < RUBBISH; i++)
		rubbish[i] = (char)('!' + sim_chance_below(&m->chance, 0xd0));
	for (int i = 0; i < RUBBISH; i++)
		if (rubbish[i] == '"')
			rubbish[i] = (char)0xff;
	rubbish[RUBBISH] = '\0';
	sim_line_notice(m, "+CUSD: %d,\"%s%s\",15", status, text, rubbish);
}

/* A line break where the first blank is. */
static void
tell_break(struct sim_modem *m, const char *text, int status)
{
	int	n = (int)strcspn(text, " ");

	sim_line_notice(m, "+CUSD: %d,\"%.*s\r\n%s\",15", status, n, text,
	    text + n + (text[n] == ' '));
}

/* The oddity the modem has.  False: it tells it as it should. */
static bool
tell_oddly(struct sim_modem *m, const char *text, int status)
{
	unsigned char	octets[OCTETS_MAX];

	if (!sim_fault_strikes(m, SIM_FAULT_USSD))
		return false;
	switch (sim_fault_value(m, SIM_FAULT_USSD)) {
	case USSD_PACKED:
		tell_hex(m, status, octets, pack(octets, text), "15");
		break;
	case USSD_NODCS:
		tell_hex(m, status, octets, pack(octets, text), "");
		break;
	case USSD_UCS2:
		tell_hex(m, status, octets, sim_ucs2_write(octets,
		    sizeof octets, text), "72");
		break;
	case USSD_PLAIN:
		sim_line_notice(m, "+CUSD: %d,%s", status, text);
		break;
	case USSD_BREAK:
		tell_break(m, text, status);
		break;
	case USSD_RUBBISH:
		tell_rubbish(m, text, status);
		break;
	case USSD_NOTHING:
		break;
	}
	return true;
}

/* +CUSD in the character set that AT+CSCS chose: 3GPP TS 27.007 7.15. */
void
sim_calls_ussd(struct sim_modem *m, const char *text, int status)
{
	unsigned char	octets[OCTETS_MAX];
	bool		gsm7 = sim_text_is_gsm7(text);

	if (*text == '\0')
		sim_line_notice(m, "+CUSD: %d", status);
	else if (tell_oddly(m, text, status))
		return;
	else if (gsm7 && !m->ucs2)
		sim_line_notice(m, "+CUSD: %d,\"%s\",15", status, text);
	else
		tell_hex(m, status, octets, sim_ucs2_write(octets,
		    sizeof octets, text), gsm7 ? "15" : "72");
}

static const struct sim_ussd_answer *
answer_find(const struct sim_modem *m, const char *path)
{
	const struct sim_ussd_answer	*a;

	TAILQ_FOREACH(a, &m->ussd_answers, entry)
		if (strcmp(a->path, path) == 0)
			return a;
	return NULL;
}

/* A menu that does not know the choice ends the session, 2 and no text. */
static void
calls_ussd_cb(evutil_socket_t fd, short what, void *arg)
{
	struct sim_modem		*m = arg;
	const struct sim_ussd_answer	*a = answer_find(m, m->ussd_path);

	(void)fd;
	(void)what;
	if (a == NULL && strchr(m->ussd_path, ' ') == NULL)
		a = answer_find(m, "");
	if (a == NULL || a->status != 1)
		m->ussd_path[0] = '\0';
	if (a == NULL)
		sim_calls_ussd(m, "", 2);
	else
		sim_calls_ussd(m, a->text, a->status);
}

/*
 * Somebody dialled a code, or typed into the menu that is open; the network
 * takes a moment to answer.
 */
void
sim_calls_ussd_ask(struct sim_modem *m, const char *text)
{
	size_t	len = strlen(m->ussd_path);
	int64_t	ms = USSD_MS;

	m->ussd_asked++;
	snprintf(m->ussd_path + len, sizeof m->ussd_path - len, "%s%s",
	    len > 0 ? " " : "", text);
	if (sim_fault_strikes(m, SIM_FAULT_LATE_USSD))
		ms = sim_fault_value(m, SIM_FAULT_LATE_USSD);
	sim_arm(m->ussd_timer, ms);
}

/* AT+CUSD=2. */
void
sim_calls_ussd_end(struct sim_modem *m)
{
	event_del(m->ussd_timer);
	m->ussd_path[0] = '\0';
}

/*
 * From now on this is the answer to a code; to what is typed into its menu
 * with a path such as "*888# 1"; with an empty path to any code.
 */
void
sim_calls_ussd_answer(struct sim_modem *m, const char *path,
    const char *text, int status)
{
	struct sim_ussd_answer	*a;

	TAILQ_FOREACH(a, &m->ussd_answers, entry)
		if (strcmp(a->path, path) == 0)
			break;
	if (a == NULL) {
		if ((a = calloc(1, sizeof *a)) == NULL ||
		    (a->path = strdup(path)) == NULL)
			fatal("sim: no memory for an answer");
		TAILQ_INSERT_TAIL(&m->ussd_answers, a, entry);
	}
	free(a->text);
	if ((a->text = strdup(text)) == NULL)
		fatal("sim: no memory for an answer");
	a->status = status;
}
