/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * at - the dialogue of a simulated modem: lines, prompt, PDU, answer.
 *
 * Knows when a modem listens, echoes and speaks; what it says to which
 * command is in command.c.
 */

#include "config.h"

#include <signal.h>
#include <string.h>
#include <strings.h>
#include <sys/types.h>

#include <event2/buffer.h>
#include <event2/bufferevent.h>

#include "base/log.h"
#include "modem/sim/answer.h"
#include "modem/sim/at.h"
#include "modem/sim/command.h"
#include "modem/sim/line.h"
#include "modem/sim/radio.h"
#include "modem/sim/state.h"
#include "modem/sim/world.h"

#define ESC		0x1b
#define CTRL_Z		0x1a
#define HURRY_PROMPT_MS	50	/* a PDU earlier than that is lost */
#define HURRY_START_MS	20	/* so is a command at the start, */
#define DOZE_MS		300	/* which is after so long a silence */

/* The answer, and the notices that waited for it. */
static void
at_let_out(struct sim_modem *m)
{
	sim_line_answer(m, m->reply);
	if (m->state == SIM_COMMAND)
		sim_line_pour(m, m->held);
	m->replied = sim_now_ms();
}

/* An answer that is late was given nevertheless: nothing is heard before. */
static void
at_let_out_later(struct sim_modem *m, int64_t ms)
{
	m->after = m->state;
	m->state = SIM_LATE;
	sim_arm(m->air_timer, ms);
}

/*
 * The answer is complete: let it out.  A test may want somebody killed just
 * before.
 */
static void
at_finish(struct sim_modem *m)
{
	int64_t	late = m->late_ms;

	m->commands++;
	m->late_ms = 0;
	m->len = 0;
	m->overflow = false;
	if (m->kill_after > 0 && --m->kill_after == 0)
		kill(m->kill_pid, SIGKILL);
	if (m->muted)
		evbuffer_drain(m->reply, evbuffer_get_length(m->reply));
	m->muted = false;
	if (late == 0 && sim_fault_strikes(m, SIM_FAULT_LATE))
		late = sim_fault_value(m, SIM_FAULT_LATE);
	if (late > 0)
		at_let_out_later(m, late);
	else
		at_let_out(m);
}

/* The settings of a modem that was just switched on. */
void
sim_at_reset(struct sim_modem *m)
{
	m->state = SIM_COMMAND;
	m->len = 0;
	m->overflow = false;
	m->replied = 0;
	m->echo = 1;
	m->clip = m->crc = m->ccwa = m->cmms = m->cmgf = m->cmee = 0;
	m->creg = m->cgreg = m->cops_format = m->cusd = 0;
	memset(m->cnmi, 0, sizeof m->cnmi);
	m->ucs2 = false;
	m->function = 1;
	m->late_ms = m->hung_until = 0;
	m->muted = m->deaf = false;
	m->echoes = 1;
	sim_card_power(&m->card);
	for (int i = 0; i < 3; i++)
		m->mem[i] = SIM_STORE_SM;
}

static bool
at_lacks_sim(struct sim_modem *m, const struct sim_command *cmd)
{
	if (sim_card_is_usable(&m->card))
		return false;
	if (cmd->need == NEED_SIM)
		sim_answer_coded(m, "CME", sim_answer_card(m));
	else if (cmd->need == NEED_SMS)
		sim_answer_coded(m, "CMS", m->card.absent ? CMS_NO_SIM :
		    m->card.pin_tries > 0 ? CMS_PIN : CMS_PUK);
	else
		return false;
	return true;
}

/*
 * An old modem that has dozed loses what follows its first answer at once.
 * libGammu speaks to it slowly at first, and says AT and ATE1 once more when
 * it has grown fast; by then the modem is awake.
 */
static bool
command_is_lost(struct sim_modem *m, const struct sim_command *cmd)
{
	bool	calm = cmd != NULL && cmd->need == NEED_CALM;
	int64_t	pause = m->line_started - m->replied;

	if (pause >= DOZE_MS)
		m->dozed = true;
	else if (!calm)
		m->dozed = false;
	return calm && m->dozed && pause < HURRY_START_MS &&
	    m->world->settings.hurry_start;
}

/* With a time of 0 it hangs until it is unplugged. */
static bool
command_hangs(struct sim_modem *m)
{
	int64_t	ms = sim_fault_value(m, SIM_FAULT_HANG);

	if (!sim_fault_strikes(m, SIM_FAULT_HANG))
		return false;
	m->hung_until = ms == 0 ? INT64_MAX : sim_now_ms() + ms;
	if (ms > 0)
		sim_store_retry_in(m, ms + 1);
	return true;
}

/* A whole line came.  What does not begin with AT is noise. */
static void
at_command(struct sim_modem *m)
{
	const struct sim_command	*cmd;
	char			*line = m->line;

	m->line[m->len] = '\0';
	m->len = 0;
	line += strspn(line, " \t");
	if (strncasecmp(line, "AT", 2) != 0) {
		m->overflow = m->muted = false;
		return;
	}
	cmd = m->overflow ? NULL : sim_command_find(line + 2);
	log_debug("%s: %.60s, %d ms after the last answer", m->name, line,
	    (int)(m->line_started - m->replied));
	if (command_is_lost(m, cmd)) {
		log_debug("%s: it is lost", m->name);
		m->muted = false;
		return;
	}
	if (command_hangs(m))
		return;
	m->muted |= m->fault[SIM_FAULT_MUTE].command[0] != '\0' &&
	    sim_fault_strikes_at(m, SIM_FAULT_MUTE, line + 2);
	if (cmd == NULL ||
	    sim_fault_strikes_at(m, SIM_FAULT_REFUSE, line + 2))
		sim_answer_error(m);
	else if (sim_fault_strikes(m, SIM_FAULT_CME_ERROR))
		sim_answer_coded(m, "CME",
		    (int)sim_fault_value(m, SIM_FAULT_CME_ERROR));
	else if (!at_lacks_sim(m, cmd))
		cmd->run(m, cmd, line + 2 + strlen(cmd->name));
	at_finish(m);
}

/* The PDU is complete: is it one, and is there somebody to send it to? */
static int
pdu_check(struct sim_modem *m)
{
	unsigned char	pdu[SIM_PDU_MAX];
	int		n, smsc;

	n = sim_hex_read(pdu, sizeof pdu, m->line, m->len);
	if (m->overflow || n < 1 || n - (smsc = pdu[0]) - 1 != m->pdu_length ||
	    sim_pdu_submit(&m->on_air, pdu, n) == -1)
		return CMS_BAD_PDU;
	if (smsc == 0 && m->smsc[0] == '\0')
		return CMS_NO_SMSC;
	if (!sim_radio_is_served(m))
		return CMS_NO_NETWORK;
	return 0;
}

/* The network has taken it: its reference, and how that is told. */
static void
at_taken(struct sim_modem *m)
{
	int	mr = m->next_mr++;

	if (sim_fault_strikes(m, SIM_FAULT_SAME_MR))
		mr = (int)sim_fault_value(m, SIM_FAULT_SAME_MR) & 0xff;
	m->on_air.mr = mr;
	m->sent++;
	m->world->submitted(m->world->arg, m, &m->on_air);
	if (sim_fault_strikes(m, SIM_FAULT_LOSE_CMGS)) {
		m->unconfirmed++;
		return;
	}
	sim_answer_line(m, "+CMGS: %d", mr);
	sim_answer_ok(m);
	if (sim_fault_strikes(m, SIM_FAULT_LATE_CMGS))
		m->late_ms = sim_fault_value(m, SIM_FAULT_LATE_CMGS);
}

/* The message was on the air; tell how it went. */
static void
at_sent(struct sim_modem *m)
{
	m->state = SIM_COMMAND;
	sim_world_moved(m->world);
	if (sim_fault_strikes(m, SIM_FAULT_CMS_ERROR)) {
		m->refused++;
		sim_answer_coded(m, "CMS",
		    (int)sim_fault_value(m, SIM_FAULT_CMS_ERROR));
	} else
		at_taken(m);
	at_finish(m);
}

static void
pdu_submit(struct sim_modem *m)
{
	const struct sim_delay	*air = m->own_air ? &m->air :
	    &m->world->settings.air;
	int64_t			 ms = sim_delay_draw(air, &m->chance);
	int			 error = pdu_check(m);

	if (error != 0) {
		m->state = SIM_COMMAND;
		m->refused++;
		sim_answer_coded(m, "CMS", error);
		at_finish(m);
		return;
	}
	m->state = SIM_ON_AIR;
	if (ms == 0)
		at_sent(m);
	else
		sim_arm(m->air_timer, ms);
}

/* What it waited for is over: the air, or the time of a late answer. */
void
sim_at_ready(struct sim_modem *m)
{
	if (m->state == SIM_ON_AIR)
		at_sent(m);
	else if (m->state == SIM_LATE) {
		m->state = m->after;
		at_let_out(m);
	}
}

/* ESC forgets the line or the PDU, and what is still to be read. */
static void
at_escape(struct sim_modem *m)
{
	if (m->state == SIM_PDU) {
		m->state = SIM_COMMAND;
		sim_answer_ok(m);
		at_finish(m);
	} else if (m->len == 0)
		sim_line_forget(m);
	m->len = 0;
	m->overflow = false;
}

static void
line_add(struct sim_modem *m, char c)
{
	if (m->len + 1 < sizeof m->line)
		m->line[m->len++] = c;
	else
		m->overflow = true;
}

static void
octet_in_command(struct sim_modem *m, char c)
{
	if (c == '\r') {
		if (m->len > 0 || m->overflow)
			at_command(m);
	} else if (c == '\b' || c == 0x7f) {
		if (m->len > 0)
			m->len--;
	} else if ((unsigned char)c >= ' ') {
		if (m->len == 0)
			m->line_started = sim_now_ms();
		line_add(m, c);
	}
}

static void
octet_in_pdu(struct sim_modem *m, char c)
{
	if (c == CTRL_Z)
		pdu_submit(m);
	else if ((unsigned char)c > ' ')
		line_add(m, c);
}

/* The end of a hurried PDU is heard: it then is one that makes no sense. */
static bool
octet_is_lost(struct sim_modem *m, char c)
{
	return m->state == SIM_PDU && c != CTRL_Z &&
	    m->world->settings.hurry_send &&
	    sim_now_ms() - m->replied < HURRY_PROMPT_MS;
}

/* At its first octet: will the line be echoed, and answered? */
static void
line_begins(struct sim_modem *m)
{
	m->muted |= m->fault[SIM_FAULT_MUTE].command[0] == '\0' &&
	    sim_fault_strikes(m, SIM_FAULT_MUTE);
	m->echoes = m->echo && !m->muted;
	if (m->echo && sim_fault_strikes(m, SIM_FAULT_NO_ECHO))
		m->echoes = 0;
	if (m->echoes == 1 && sim_fault_strikes(m, SIM_FAULT_DOUBLE_ECHO))
		m->echoes = 2;
}

static void
at_echo(struct sim_modem *m, char c)
{
	int	echoes = m->echo ? m->echoes : 0;

	if (echoes > 0)
		sim_line_say(m, &c, 1);
	if (echoes == 2 && c == '\r') {
		sim_line_say(m, m->line, m->len);
		sim_line_say(m, &c, 1);
	}
}

static void
at_octet(struct sim_modem *m, char c)
{
	if (sim_line_is_hung(m))
		return;
	if (c == ESC) {
		at_escape(m);
		return;
	}
	if (octet_is_lost(m, c))
		return;
	if (m->len == 0 && !m->overflow && (unsigned char)c > ' ')
		line_begins(m);
	at_echo(m, c);
	if (m->state == SIM_PDU)
		octet_in_pdu(m, c);
	else
		octet_in_command(m, c);
}

/*
 * Read what the terminal brought.  While a message is on the air or an
 * answer is late the rest waits.
 */
void
sim_at_input(struct sim_modem *m)
{
	struct evbuffer	*in = bufferevent_get_input(m->tty);
	char		 c;

	while (m->tty != NULL && m->state != SIM_ON_AIR &&
	    m->state != SIM_LATE && evbuffer_remove(in, &c, 1) == 1)
		at_octet(m, c);
}
