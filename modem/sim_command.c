/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * sim_command - what the simulated modem answers to AT commands.
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

#include "sim_at.h"
#include "sim_command.h"
#include "sim_modem.h"

#define TPDU_MAX	176

static void
run_ok(struct sim_modem *m, const struct sim_command *cmd, const char *args)
{
	(void)cmd;
	(void)args;
	sim_at_ok(m);
}

static void
run_info(struct sim_modem *m, const struct sim_command *cmd, const char *args)
{
	if (strcmp(args, "=?") != 0)
		sim_at_line(m, "%s", cmd->info);
	sim_at_ok(m);
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
		sim_at_line(m, "%s: %d", cmd->name, *field);
	else if (strcmp(args, "=?") == 0)
		sim_at_line(m, "%s: (0-%d)", cmd->name, cmd->max);
	else if (sscanf(args, "%*[=]%d%c", &value, &end) >= 1 ||
	    sscanf(args, "%d%c", &value, &end) == 1) {
		if (value < 0 || value > cmd->max) {
			sim_at_error(m);
			return;
		}
		*field = value;
	} else {
		sim_at_error(m);
		return;
	}
	sim_at_ok(m);
}

static void
run_reset(struct sim_modem *m, const struct sim_command *cmd, const char *args)
{
	(void)cmd;
	(void)args;
	sim_at_ok(m);
	m->cmee = m->creg = m->cgreg = m->clip = m->crc = 0;
	m->echo = 1;
}

static void
run_hang_up(struct sim_modem *m, const struct sim_command *cmd,
    const char *args)
{
	(void)cmd;
	if (strcmp(args, "=?") != 0)
		sim_modem_ring_end(m);
	sim_at_ok(m);
}

static void
run_imei(struct sim_modem *m, const struct sim_command *cmd, const char *args)
{
	(void)cmd;
	if (*args == '\0')
		sim_at_line(m, "%s", m->imei);
	sim_at_ok(m);
}

static void
run_imsi(struct sim_modem *m, const struct sim_command *cmd, const char *args)
{
	(void)cmd;
	if (*args == '\0')
		sim_at_line(m, "%s", m->card.imsi);
	sim_at_ok(m);
}

/* 3GPP TS 27.007 8.2: 1 is full, 0 and 4 are without radio. */
static void
run_function(struct sim_modem *m, const struct sim_command *cmd,
    const char *args)
{
	int	function;

	(void)cmd;
	if (strcmp(args, "?") == 0)
		sim_at_line(m, "+CFUN: %d", m->function);
	else if (strcmp(args, "=?") == 0)
		sim_at_line(m, "+CFUN: (0,1,4),(0,1)");
	else if (sscanf(args, "=%d", &function) != 1 ||
	    (function != 0 && function != 1 && function != 4)) {
		sim_at_error(m);
		return;
	} else
		sim_modem_register(m, m->registration, function);
	sim_at_ok(m);
	if (strcmp(args, "=1,1") == 0)
		sim_modem_reset(m);
}

/* The next item of a list: quotes are taken off.  False at its end. */
static bool
next_item(const char **args, char *item, size_t size)
{
	const char	*p = *args;
	size_t		 n = 0;
	bool		 quoted = false;

	if (*p == '\0')
		return false;
	if (*p == '=' || *p == ',')
		p++;
	for (; *p != '\0' && (quoted || *p != ','); p++) {
		if (*p == '"')
			quoted = !quoted;
		else if (n + 1 < size)
			item[n++] = *p;
	}
	item[n] = '\0';
	*args = p;
	return true;
}

/* The number of a list of numbers; fallback where the item is empty. */
static bool
next_number(const char **args, int *value, int fallback)
{
	char	item[16], *end;

	if (!next_item(args, item, sizeof item))
		return false;
	*value = item[0] == '\0' ? fallback : (int)strtol(item, &end, 10);
	return item[0] == '\0' || (*end == '\0' && end != item);
}

/* A string in the set of AT+CSCS: UCS-2 comes as hexadecimal. */
static void
decode_item(const struct sim_modem *m, char *item, size_t size)
{
	unsigned char	octets[512];
	int		n;

	n = sim_hex_read(octets, sizeof octets, item, strlen(item));
	if (m->ucs2 && n > 0 && n % 2 == 0)
		sim_ucs2_read(item, size, octets, n);
}

static void
run_charset(struct sim_modem *m, const struct sim_command *cmd,
    const char *args)
{
	char	item[64];

	(void)cmd;
	if (strcmp(args, "=?") == 0)
		sim_at_line(m, "+CSCS: (\"GSM\",\"UCS2\")");
	else if (strcmp(args, "?") == 0)
		sim_at_line(m, "+CSCS: \"%s\"", m->ucs2 ? "UCS2" : "GSM");
	else {
		if (!next_item(&args, item, sizeof item))
			item[0] = '\0';
		decode_item(m, item, sizeof item);
		if (strcmp(item, "GSM") != 0 && strcmp(item, "UCS2") != 0) {
			sim_at_error(m);
			return;
		}
		m->ucs2 = strcmp(item, "UCS2") == 0;
	}
	sim_at_ok(m);
}

/* Why the card is of no use, 3GPP TS 27.007 9.2.1. */
enum sim_cme
sim_command_card_error(const struct sim_modem *m)
{
	if (m->card.absent)
		return CME_NO_SIM;
	if (m->card.pin_tries > 0)
		return CME_PIN;
	return m->card.puk_tries > 0 ? CME_PUK : CME_SIM_FAILURE;
}

static void
enter_pin(struct sim_modem *m, const char *args)
{
	char	code[16], pin[16];

	next_item(&args, code, sizeof code);
	if (!next_item(&args, pin, sizeof pin))
		pin[0] = '\0';
	switch (sim_card_enter(&m->card, code, pin)) {
	case SIM_CARD_FINE:
		sim_at_ok(m);
		sim_modem_retry_waiting(m);
		break;
	case SIM_CARD_WRONG:
		sim_at_coded_error(m, "CME", CME_WRONG_PASSWORD);
		break;
	case SIM_CARD_ABSENT:
	case SIM_CARD_WANTS_PUK:
	case SIM_CARD_DEAD:
		sim_at_coded_error(m, "CME", sim_command_card_error(m));
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
		sim_at_coded_error(m, "CME", sim_command_card_error(m));
		return;
	}
	if (strcmp(args, "?") == 0)
		sim_at_line(m, "+CPIN: %s", wants);
	sim_at_ok(m);
}

/* How many tries are left, 3GPP TS 27.007 8.65. */
static void
run_tries(struct sim_modem *m, const struct sim_command *cmd,
    const char *args)
{
	char	which[16] = "";

	(void)cmd;
	if (m->card.absent) {
		sim_at_coded_error(m, "CME", CME_NO_SIM);
		return;
	}
	if (args[0] == '=' && args[1] != '?')
		next_item(&args, which, sizeof which);
	if (strcmp(args, "=?") != 0 && strcmp(which, "SIM PUK") != 0)
		sim_at_line(m, "+CPINR: SIM PIN,%d,%d", m->card.pin_tries,
		    SIM_PIN_TRIES);
	if (strcmp(args, "=?") != 0 && strcmp(which, "SIM PIN") != 0)
		sim_at_line(m, "+CPINR: SIM PUK,%d,%d", m->card.puk_tries,
		    SIM_PUK_TRIES);
	sim_at_ok(m);
}

static void
tell_stores(struct sim_modem *m)
{
	char	list[16] = "";

	for (int i = 0; i < SIM_STORES; i++)
		if (m->store[i].capacity > 0)
			snprintf(list + strlen(list),
			    sizeof list - strlen(list), "%s\"%s\"",
			    list[0] == '\0' ? "" : ",", m->store[i].name);
	sim_at_line(m, "+CPMS: (%s),(%s),(%s)", list, list, list);
}

static int
find_store(const struct sim_modem *m, const char *name)
{
	for (int i = 0; i < SIM_STORES; i++)
		if (m->store[i].capacity > 0 &&
		    strcmp(m->store[i].name, name) == 0)
			return i;
	return -1;
}

static void
run_storage(struct sim_modem *m, const struct sim_command *cmd,
    const char *args)
{
	const struct sim_store	*s[3];
	char			 item[32];
	int			 id;

	(void)cmd;
	if (strcmp(args, "=?") == 0) {
		tell_stores(m);
		sim_at_ok(m);
		return;
	}
	for (int i = 0; *args == '=' || *args == ','; i++) {
		next_item(&args, item, sizeof item);
		decode_item(m, item, sizeof item);
		if ((id = find_store(m, item)) == -1 || i > 2) {
			sim_at_coded_error(m, "CMS", CMS_NOT_ALLOWED);
			return;
		}
		m->mem[i] = id;
	}
	for (int i = 0; i < 3; i++)
		s[i] = &m->store[m->mem[i]];
	if (*args == '?')
		sim_at_line(m, "+CPMS: \"%s\",%d,%d,\"%s\",%d,%d,\"%s\",%d,%d",
		    s[0]->name, s[0]->used, s[0]->capacity, s[1]->name,
		    s[1]->used, s[1]->capacity, s[2]->name, s[2]->used,
		    s[2]->capacity);
	else
		sim_at_line(m, "+CPMS: %d,%d,%d,%d,%d,%d", s[0]->used,
		    s[0]->capacity, s[1]->used, s[1]->capacity, s[2]->used,
		    s[2]->capacity);
	sim_at_ok(m);
}

/* The state of a listed message; who reads it makes it read. */
static int
read_stat(struct sim_slot *slot)
{
	enum sim_stat	stat = slot->stat;

	if (stat == SIM_UNREAD)
		slot->stat = SIM_READ;
	return stat;
}

static void
run_list(struct sim_modem *m, const struct sim_command *cmd, const char *args)
{
	struct sim_store	*store = &m->store[m->mem[0]];
	struct sim_slot		*slot;
	int			 want = 0;

	(void)cmd;
	if (strcmp(args, "=?") == 0) {
		sim_at_line(m, "+CMGL: (0-4)");
		sim_at_ok(m);
		return;
	}
	if (*args != '\0' && (!next_number(&args, &want, 0) || want < 0 ||
	    want > 4)) {
		sim_at_error(m);
		return;
	}
	for (int i = 0; i < store->capacity; i++) {
		slot = &store->slots[i];
		if (slot->hex != NULL && (want == 4 || want == (int)slot->stat))
			sim_at_line(m, "+CMGL: %d,%d,,%d\r\n%s", i + 1,
			    read_stat(slot), slot->length, slot->hex);
	}
	sim_at_ok(m);
}

/* The slot that the command names, 0-based, or -1 and an error is told. */
static int
named_slot(struct sim_modem *m, const char **args)
{
	int	location;

	if (next_number(args, &location, 0) && location >= 1 &&
	    location <= m->store[m->mem[0]].capacity)
		return location - 1;
	sim_at_coded_error(m, "CMS", CMS_BAD_INDEX);
	return -1;
}

static void
run_read(struct sim_modem *m, const struct sim_command *cmd, const char *args)
{
	struct sim_slot	*slot;
	int		 i;

	(void)cmd;
	if ((i = named_slot(m, &args)) == -1)
		return;
	slot = &m->store[m->mem[0]].slots[i];
	if (slot->hex == NULL) {
		sim_at_coded_error(m, "CMS", CMS_BAD_INDEX);
		return;
	}
	sim_at_line(m, "+CMGR: %d,,%d\r\n%s", read_stat(slot), slot->length,
	    slot->hex);
	sim_at_ok(m);
}

/* By AT+CMGD's second number, 3GPP TS 27.005 3.5.4: states, else all. */
static void
delete_by_state(struct sim_modem *m, struct sim_store *store, int flag)
{
	static const bool	doomed[5][4] = {
		[1] = { [SIM_READ] = true },
		[2] = { [SIM_READ] = true, [SIM_SENT] = true },
		[3] = { [SIM_READ] = true, [SIM_SENT] = true,
		    [SIM_UNSENT] = true },
		[4] = { true, true, true, true },
	};

	for (int i = 0; i < store->capacity; i++)
		if (doomed[flag][store->slots[i].stat])
			sim_modem_delete(m, store, i);
}

static void
run_delete(struct sim_modem *m, const struct sim_command *cmd,
    const char *args)
{
	struct sim_store	*store = &m->store[m->mem[0]];
	int			 i, flag = 0;

	(void)cmd;
	sim_net_moved(m->net);
	if ((i = named_slot(m, &args)) == -1)
		return;
	if ((*args != '\0' && !next_number(&args, &flag, 0)) || flag < 0 ||
	    flag > 4 || sim_modem_fault(m, SIM_FAULT_DELETE_FAILS)) {
		sim_at_error(m);
		return;
	}
	if (flag == 0)
		sim_modem_delete(m, store, i);
	else
		delete_by_state(m, store, flag);
	sim_at_ok(m);
}

/* Ask for the PDU of a message: 3GPP TS 27.005 4.3. */
static void
run_send(struct sim_modem *m, const struct sim_command *cmd, const char *args)
{
	int	length;

	(void)cmd;
	sim_net_moved(m->net);
	if (strcmp(args, "=?") == 0)
		sim_at_ok(m);
	else if (!next_number(&args, &length, 0) || length < 8 ||
	    length > TPDU_MAX)
		sim_at_coded_error(m, "CMS", CMS_BAD_PDU);
	else {
		m->pdu_length = length;
		m->state = SIM_PDU;
		evbuffer_add(m->reply, "\r\n> ", 4);
	}
}

static void
run_notices(struct sim_modem *m, const struct sim_command *cmd,
    const char *args)
{
	int	ds = sim_net_settings(m->net)->direct_reports ? 1 : 2;
	int	n[5], *c = m->cnmi;

	(void)cmd;
	if (strcmp(args, "=?") == 0)
		sim_at_line(m, "+CNMI: (0-2),(0-1),(0,2),(0,%d),(0-1)", ds);
	else if (strcmp(args, "?") == 0)
		sim_at_line(m, "+CNMI: %d,%d,%d,%d,%d", c[0], c[1], c[2], c[3],
		    c[4]);
	else {
		memcpy(n, c, sizeof n);
		for (int i = 0; *args != '\0' && i < 5; i++)
			if (!next_number(&args, &n[i], 0))
				n[0] = -1;
		if (n[0] < 0 || n[0] > 2 || n[1] < 0 || n[1] > 1 ||
		    (n[2] != 0 && n[2] != 2) || (n[3] != 0 && n[3] != ds) ||
		    n[4] < 0 || n[4] > 1 || *args != '\0') {
			sim_at_coded_error(m, "CMS", CMS_NOT_ALLOWED);
			return;
		}
		memcpy(c, n, sizeof n);
	}
	sim_at_ok(m);
}

static void
run_smsc(struct sim_modem *m, const struct sim_command *cmd, const char *args)
{
	char	item[128];

	(void)cmd;
	if (strcmp(args, "?") == 0)
		sim_at_line(m, "+CSCA: \"%s\",%d", m->smsc,
		    m->smsc[0] == '+' ? 145 : 129);
	else if (args[0] == '=' && args[1] != '?') {
		next_item(&args, item, sizeof item);
		decode_item(m, item, sizeof item);
		if (strlen(item) >= sizeof m->smsc ||
		    strspn(item, "+0123456789") != strlen(item)) {
			sim_at_error(m);
			return;
		}
		memcpy(m->smsc, item, strlen(item) + 1);
	}
	sim_at_ok(m);
}

static void
run_signal(struct sim_modem *m, const struct sim_command *cmd,
    const char *args)
{
	(void)cmd;
	if (*args == '\0')
		sim_at_line(m, "+CSQ: %d,0", m->signal);
	sim_at_ok(m);
}

/* +CREG and +CGREG: 3GPP TS 27.007 7.2. */
static void
run_registration(struct sim_modem *m, const struct sim_command *cmd,
    const char *args)
{
	int	n = *(int *)(void *)((char *)m + cmd->field);
	int	registration = sim_modem_registration(m);

	if (strcmp(args, "?") != 0) {
		run_number(m, cmd, args);
		return;
	}
	if (n == 2)
		sim_at_line(m, "%s: %d,%d,\"04CA\",\"9A5E\"", cmd->name, n,
		    registration);
	else
		sim_at_line(m, "%s: %d,%d", cmd->name, n, registration);
	sim_at_ok(m);
}

static void
run_operator(struct sim_modem *m, const struct sim_command *cmd,
    const char *args)
{
	int	mode, format;

	(void)cmd;
	if (strcmp(args, "?") == 0) {
		if (!sim_modem_is_served(m))
			sim_at_line(m, "+COPS: 0");
		else
			sim_at_line(m, "+COPS: 0,%d,\"%s\"", m->cops_format,
			    m->cops_format == 2 ? "51010" : "TELKOMSEL");
	} else if (*args == '=' && args[1] != '?') {
		if (!next_number(&args, &mode, 0)) {
			sim_at_error(m);
			return;
		}
		if (next_number(&args, &format, 0) && format >= 0 &&
		    format <= 2)
			m->cops_format = format;
	}
	sim_at_ok(m);
}

static void
run_ussd(struct sim_modem *m, const struct sim_command *cmd, const char *args)
{
	char	code[512];
	int	mode;

	(void)cmd;
	if (strcmp(args, "=?") == 0)
		sim_at_line(m, "+CUSD: (0-2)");
	else if (strcmp(args, "?") == 0)
		sim_at_line(m, "+CUSD: %d", m->cusd);
	else if (!next_number(&args, &mode, 1) || mode < 0 || mode > 2) {
		sim_at_error(m);
		return;
	} else {
		m->cusd = mode == 2 ? m->cusd : mode;
		if (next_item(&args, code, sizeof code) && code[0] != '\0')
			sim_modem_ussd_ask(m);
	}
	sim_at_ok(m);
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
	RUN("+CPMS",	NEED_SMS,	run_storage),
	RUN("+CMGL",	NEED_SMS,	run_list),
	RUN("+CMGR",	NEED_SMS,	run_read),
	RUN("+CMGD",	NEED_SMS,	run_delete),
	RUN("+CMGS",	NEED_SMS,	run_send),
	RUN("+CNMI",	NEED_SMS,	run_notices),
	RUN("+CSCA",	NEED_SMS,	run_smsc),
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
