/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * command - what the simulated modem answers to AT commands.
 *
 * The commands of 3GPP TS 27.005 and 27.007 in PDU mode, as far as libGammu
 * asks for them; any other is an ERROR, as on a plain modem.
 */

#include "config.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <event2/buffer.h>

#include "modem/sim/answer.h"
#include "modem/sim/args.h"
#include "modem/sim/command.h"
#include "modem/sim/radio.h"
#include "modem/sim/sms.h"
#include "modem/sim/state.h"

static void
run_ok(struct sim_modem *m, const struct sim_command *cmd, const char *args)
{
	(void)cmd;
	(void)args;
	sim_answer_ok(m);
}

static void
run_info(struct sim_modem *m, const struct sim_command *cmd, const char *args)
{
	if (strcmp(args, "=?") != 0)
		sim_answer_line(m, "%s", cmd->info);
	sim_answer_ok(m);
}

/* A number that is kept and told again, and has no other effect here. */
static void
run_number(struct sim_modem *m, const struct sim_command *cmd,
    const char *args)
{
	int	*field = (int *)(void *)((char *)m + cmd->field);
	int	 value;
	char	 end;

	if (strcmp(args, "?") == 0)
		sim_answer_line(m, "%s: %d", cmd->name, *field);
	else if (strcmp(args, "=?") == 0)
		sim_answer_line(m, "%s: (0-%d)", cmd->name, cmd->max);
	else if (sscanf(args, "%*[=]%d%c", &value, &end) >= 1 ||
	    sscanf(args, "%d%c", &value, &end) == 1) {
		if (value < 0 || value > cmd->max) {
			sim_answer_error(m);
			return;
		}
		*field = value;
	} else {
		sim_answer_error(m);
		return;
	}
	sim_answer_ok(m);
}

static void
run_reset(struct sim_modem *m, const struct sim_command *cmd, const char *args)
{
	(void)cmd;
	(void)args;
	sim_answer_ok(m);
	m->cmee = m->creg = m->cgreg = m->clip = m->crc = 0;
	m->echo = 1;
}

static void
run_hang_up(struct sim_modem *m, const struct sim_command *cmd,
    const char *args)
{
	(void)cmd;
	if (strcmp(args, "=?") != 0)
		sim_calls_ring_end(m);
	sim_answer_ok(m);
}

static void
run_imei(struct sim_modem *m, const struct sim_command *cmd, const char *args)
{
	(void)cmd;
	if (*args == '\0')
		sim_answer_line(m, "%s", m->imei);
	sim_answer_ok(m);
}

static void
run_imsi(struct sim_modem *m, const struct sim_command *cmd, const char *args)
{
	(void)cmd;
	if (*args == '\0')
		sim_answer_line(m, "%s", m->card.imsi);
	sim_answer_ok(m);
}

/* 3GPP TS 27.007 8.2: 1 is full, 0 and 4 are without radio. */
static void
run_function(struct sim_modem *m, const struct sim_command *cmd,
    const char *args)
{
	int	function;

	(void)cmd;
	if (strcmp(args, "?") == 0)
		sim_answer_line(m, "+CFUN: %d", m->function);
	else if (strcmp(args, "=?") == 0)
		sim_answer_line(m, "+CFUN: (0,1,4),(0,1)");
	else if (sscanf(args, "=%d", &function) != 1 ||
	    (function != 0 && function != 1 && function != 4)) {
		sim_answer_error(m);
		return;
	} else
		sim_radio_register(m, m->registration, function);
	sim_answer_ok(m);
	if (strcmp(args, "=1,1") == 0)
		m->events->reset(m);
}

static void
run_charset(struct sim_modem *m, const struct sim_command *cmd,
    const char *args)
{
	char	item[64];

	(void)cmd;
	if (strcmp(args, "=?") == 0)
		sim_answer_line(m, "+CSCS: (\"GSM\",\"UCS2\")");
	else if (strcmp(args, "?") == 0)
		sim_answer_line(m, "+CSCS: \"%s\"", m->ucs2 ? "UCS2" : "GSM");
	else {
		if (!sim_args_item(&args, item, sizeof item))
			item[0] = '\0';
		sim_args_decode(m, item, sizeof item);
		if (strcmp(item, "GSM") != 0 && strcmp(item, "UCS2") != 0) {
			sim_answer_error(m);
			return;
		}
		m->ucs2 = strcmp(item, "UCS2") == 0;
	}
	sim_answer_ok(m);
}

static void
enter_pin(struct sim_modem *m, const char *args)
{
	char	code[16], pin[16];

	sim_args_item(&args, code, sizeof code);
	if (!sim_args_item(&args, pin, sizeof pin))
		pin[0] = '\0';
	switch (sim_card_enter(&m->card, code, pin)) {
	case SIM_CARD_FINE:
		sim_answer_ok(m);
		sim_store_retry(m);
		break;
	case SIM_CARD_WRONG:
		sim_answer_coded(m, "CME", CME_WRONG_PASSWORD);
		break;
	case SIM_CARD_ABSENT:
	case SIM_CARD_WANTS_PUK:
	case SIM_CARD_DEAD:
		sim_answer_coded(m, "CME", sim_answer_card(m));
		break;
	}
}

static void
run_pin(struct sim_modem *m, const struct sim_command *cmd, const char *args)
{
	const char	*wants = sim_card_wants(&m->card);

	(void)cmd;
	if (args[0] == '=' && args[1] != '?') {
		enter_pin(m, args);
		return;
	}
	if (strcmp(args, "?") == 0 && wants == NULL) {
		sim_answer_coded(m, "CME", sim_answer_card(m));
		return;
	}
	if (strcmp(args, "?") == 0)
		sim_answer_line(m, "+CPIN: %s", wants);
	sim_answer_ok(m);
}

/* How many tries are left, 3GPP TS 27.007 8.65. */
static void
run_tries(struct sim_modem *m, const struct sim_command *cmd,
    const char *args)
{
	char	which[16] = "";

	(void)cmd;
	if (m->card.absent) {
		sim_answer_coded(m, "CME", CME_NO_SIM);
		return;
	}
	if (args[0] == '=' && args[1] != '?')
		sim_args_item(&args, which, sizeof which);
	if (strcmp(args, "=?") != 0 && strcmp(which, "SIM PUK") != 0)
		sim_answer_line(m, "+CPINR: SIM PIN,%d,%d", m->card.pin_tries,
		    SIM_PIN_TRIES);
	if (strcmp(args, "=?") != 0 && strcmp(which, "SIM PIN") != 0)
		sim_answer_line(m, "+CPINR: SIM PUK,%d,%d", m->card.puk_tries,
		    SIM_PUK_TRIES);
	sim_answer_ok(m);
}

static void
run_signal(struct sim_modem *m, const struct sim_command *cmd,
    const char *args)
{
	(void)cmd;
	if (*args == '\0')
		sim_answer_line(m, "+CSQ: %d,0", m->signal);
	sim_answer_ok(m);
}

/* Quotes that are not closed, an area in hexadecimal, or no line at all. */
static bool
tell_registration_oddly(struct sim_modem *m, const char *name, int state)
{
	if (!sim_fault_strikes(m, SIM_FAULT_CREG))
		return false;
	switch (sim_fault_value(m, SIM_FAULT_CREG)) {
	case CREG_OPEN:
		sim_answer_line(m, "%s: 2,%d,\"04CA,\"9A5E\"", name, state);
		break;
	case CREG_SINGLE:
		sim_answer_line(m, "%s: 2,%d,\"", name, state);
		break;
	case CREG_LAC:
		sim_answer_line(m, "%s: 2,%d,4CA,81DE445", name, state);
		break;
	case CREG_OK:
		break;
	}
	return true;
}

static void
tell_registration(struct sim_modem *m, const char *name, int n, int state)
{
	if (n == 2)
		sim_answer_line(m, "%s: %d,%d,\"04CA\",\"9A5E\"", name, n,
		    state);
	else
		sim_answer_line(m, "%s: %d,%d", name, n, state);
}

/* +CREG and +CGREG: 3GPP TS 27.007 7.2. */
static void
run_registration(struct sim_modem *m, const struct sim_command *cmd,
    const char *args)
{
	int	n = *(int *)(void *)((char *)m + cmd->field);
	int	registration = sim_radio_registration(m);

	if (strcmp(args, "?") != 0) {
		run_number(m, cmd, args);
		return;
	}
	if (!tell_registration_oddly(m, cmd->name, registration))
		tell_registration(m, cmd->name, n, registration);
	sim_answer_ok(m);
}

static void
run_operator(struct sim_modem *m, const struct sim_command *cmd,
    const char *args)
{
	int	mode, format;

	(void)cmd;
	if (strcmp(args, "?") == 0) {
		if (!sim_radio_is_served(m))
			sim_answer_line(m, "+COPS: 0");
		else
			sim_answer_line(m, "+COPS: 0,%d,\"%s\"", m->cops_format,
			    m->cops_format == 2 ? "51010" : "TELKOMSEL");
	} else if (*args == '=' && args[1] != '?') {
		if (!sim_args_number(&args, &mode, 0)) {
			sim_answer_error(m);
			return;
		}
		if (sim_args_number(&args, &format, 0) && format >= 0 &&
		    format <= 2)
			m->cops_format = format;
	}
	sim_answer_ok(m);
}

static void
run_ussd(struct sim_modem *m, const struct sim_command *cmd, const char *args)
{
	char	code[512];
	int	mode;

	(void)cmd;
	if (strcmp(args, "=?") == 0)
		sim_answer_line(m, "+CUSD: (0-2)");
	else if (strcmp(args, "?") == 0)
		sim_answer_line(m, "+CUSD: %d", m->cusd);
	else if (!sim_args_number(&args, &mode, 1) || mode < 0 || mode > 2) {
		sim_answer_error(m);
		return;
	} else {
		m->cusd = mode == 2 ? m->cusd : mode;
		if (mode == 2)
			sim_calls_ussd_end(m);
		else if (sim_args_item(&args, code, sizeof code) &&
		    code[0] != '\0') {
			sim_args_decode(m, code, sizeof code);
			sim_calls_ussd_ask(m, code);
		}
	}
	sim_answer_ok(m);
}

#define NUMBER(name, field, max)	\
	{ name, NEED_NOTHING, run_number, offsetof(struct sim_modem, field), \
	    max, NULL }
#define TEXT(name, text)	\
	{ name, NEED_NOTHING, run_info, 0, 0, text }
#define RUN(name, need, run)	\
	{ name, need, run, 0, 0, NULL }

static const struct sim_command sim_commands[] = {
	RUN("",		NEED_CALM,	run_ok),
	{ "E", NEED_CALM, run_number, offsetof(struct sim_modem, echo), 1,
	    NULL },
	RUN("Z",	NEED_NOTHING,	run_reset),
	RUN("&F",	NEED_NOTHING,	run_reset),
	RUN("H",	NEED_NOTHING,	run_hang_up),
	RUN("+CHUP",	NEED_NOTHING,	run_hang_up),
	TEXT("I",	"Kentongan simulator"),
	TEXT("+CGMI",	"Kentongan"),
	TEXT("+CGMM",	"simulator"),
	TEXT("+CGMR",	"1.0"),
	RUN("+CGSN",	NEED_NOTHING,	run_imei),
	RUN("+CIMI",	NEED_SIM,	run_imsi),
	NUMBER("+CMEE",	cmee, 2),
	NUMBER("+CMGF",	cmgf, 0),
	NUMBER("+CMMS",	cmms, 2),
	NUMBER("+CLIP",	clip, 1),
	NUMBER("+CRC",	crc, 1),
	NUMBER("+CCWA",	ccwa, 1),
	{ "+CREG", NEED_NOTHING, run_registration,
	    offsetof(struct sim_modem, creg), 2, NULL },
	{ "+CGREG", NEED_NOTHING, run_registration,
	    offsetof(struct sim_modem, cgreg), 2, NULL },
	RUN("+CFUN",	NEED_NOTHING,	run_function),
	RUN("+CSCS",	NEED_NOTHING,	run_charset),
	RUN("+CPIN",	NEED_NOTHING,	run_pin),
	RUN("+CPINR",	NEED_NOTHING,	run_tries),
	RUN("+CPMS",	NEED_SMS,	sim_sms_storage),
	RUN("+CMGL",	NEED_SMS,	sim_sms_list),
	RUN("+CMGR",	NEED_SMS,	sim_sms_read),
	RUN("+CMGD",	NEED_SMS,	sim_sms_delete),
	RUN("+CMGS",	NEED_SMS,	sim_sms_send),
	RUN("+CNMI",	NEED_SMS,	sim_sms_notices),
	RUN("+CSCA",	NEED_SMS,	sim_sms_smsc),
	RUN("+CSQ",	NEED_NOTHING,	run_signal),
	RUN("+COPS",	NEED_SIM,	run_operator),
	TEXT("+CBC",	"+CBC: 0,100"),
	TEXT("+CGATT",	"+CGATT: 1"),
	RUN("+CUSD",	NEED_SIM,	run_ussd),
	RUN("+CLCC",	NEED_NOTHING,	run_ok),
};

#define SIM_COMMANDS (sizeof sim_commands / sizeof sim_commands[0])

/* The command of a line without its AT; NULL if there is none. */
const struct sim_command *
sim_command_find(const char *line)
{
	const struct sim_command	*cmd;
	size_t			 n;

	for (size_t i = 0; i < SIM_COMMANDS; i++) {
		cmd = &sim_commands[i];
		n = strlen(cmd->name);
		if (strncasecmp(line, cmd->name, n) == 0 &&
		    (line[n] == '\0' || (n > 0 &&
		    strchr("=?0123456789", line[n]) != NULL)))
			return cmd;
	}
	return NULL;
}
