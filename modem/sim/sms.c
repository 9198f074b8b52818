/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * sms - what the simulated modem answers to the commands of messages:
 * 3GPP TS 27.005, and the dialects in which modems speak it.
 */

#include "config.h"

#include <stdio.h>
#include <string.h>

#include <event2/buffer.h>

#include "modem/sim/answer.h"
#include "modem/sim/args.h"
#include "modem/sim/sms.h"
#include "modem/sim/state.h"
#include "modem/sim/world.h"

#define TPDU_MAX	176

static void
tell_stores(struct sim_modem *m)
{
	char	list[16] = "";

	for (int i = 0; i < SIM_STORES; i++)
		if (sim_store_exists(m, i))
			snprintf(list + strlen(list),
			    sizeof list - strlen(list), "%s\"%s\"",
			    list[0] == '\0' ? "" : ",", sim_store_name(i));
	sim_answer_line(m, "+CPMS: (%s),(%s),(%s)", list, list, list);
}

/* False: in this dialect it is told as it should be. */
static bool
tell_stores_oddly(struct sim_modem *m)
{
	static const char *const lines[] = {
		[CPMS_BARE] = "+CPMS: \"SM\",\"SM\",\"SM\"",
		[CPMS_EMPTY] = "+CPMS: (),(),()",
		[CPMS_QUOTE] = "+CPMS: (\"SM),(\"SM\"),(\"SM\", \"SR)",
		[CPMS_EXTRA] = "+CPMS: (\"SM\",\"SM_P\",\"ME_P\",\"MT\"),"
		    "(\"SM\",\"SM_P\"),(\"SM\",\"MT\")",
		[CPMS_OK] = NULL, [CPMS_THREE] = NULL
	};
	const char	*line = lines[sim_fault_value(m, SIM_FAULT_CPMS)];

	if (line == NULL || !sim_fault_strikes(m, SIM_FAULT_CPMS))
		return false;
	sim_answer_line(m, "%s", line);
	return true;
}

static int
find_store(const struct sim_modem *m, const char *name)
{
	for (int i = 0; i < SIM_STORES; i++)
		if (sim_store_exists(m, i) &&
		    strcmp(sim_store_name(i), name) == 0)
			return i;
	return -1;
}

static void
tell_chosen(struct sim_modem *m, bool asked)
{
	int	used[3], room[3];

	for (int i = 0; i < 3; i++) {
		used[i] = sim_store_used(m, m->mem[i]);
		room[i] = sim_store_of(m, m->mem[i])->capacity;
	}
	if (asked)
		sim_answer_line(m,
		    "+CPMS: \"%s\",%d,%d,\"%s\",%d,%d,\"%s\",%d,%d",
		    sim_store_name(m->mem[0]), used[0], room[0],
		    sim_store_name(m->mem[1]), used[1], room[1],
		    sim_store_name(m->mem[2]), used[2], room[2]);
	else
		sim_answer_line(m, "+CPMS: %d,%d,%d,%d,%d,%d", used[0], room[0],
		    used[1], room[1], used[2], room[2]);
}

/* A selection that is answered by OK alone, or for one store only. */
static bool
tell_chosen_oddly(struct sim_modem *m)
{
	int64_t	dialect = sim_fault_value(m, SIM_FAULT_CPMS);

	if ((dialect != CPMS_OK && dialect != CPMS_THREE) ||
	    !sim_fault_strikes(m, SIM_FAULT_CPMS))
		return false;
	if (dialect == CPMS_THREE)
		sim_answer_line(m, "+CPMS: %d,%d,%d",
		    sim_store_used(m, m->mem[0]),
		    sim_store_of(m, m->mem[0])->capacity,
		    sim_store_used(m, m->mem[1]));
	return true;
}

/* AT+CPMS, 3.2.2. */
void
sim_sms_storage(struct sim_modem *m, const struct sim_command *cmd,
    const char *args)
{
	char	item[32];
	int	id;

	(void)cmd;
	if (strcmp(args, "=?") == 0) {
		if (!tell_stores_oddly(m))
			tell_stores(m);
		sim_answer_ok(m);
		return;
	}
	for (int i = 0; *args == '=' || *args == ','; i++) {
		sim_args_item(&args, item, sizeof item);
		sim_args_decode(m, item, sizeof item);
		if ((id = find_store(m, item)) == -1 || i > 2) {
			sim_answer_coded(m, "CMS", CMS_NOT_ALLOWED);
			return;
		}
		m->mem[i] = id;
	}
	if (*args == '?' || !tell_chosen_oddly(m))
		tell_chosen(m, *args == '?');
	sim_answer_ok(m);
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

/* AT+CMGL, 4.1. */
void
sim_sms_list(struct sim_modem *m, const struct sim_command *cmd,
    const char *args)
{
	struct sim_store	*store = sim_store_of(m, m->mem[0]);
	struct sim_slot		*slot;
	int			 want = 0, base = sim_store_base(m);

	(void)cmd;
	if (strcmp(args, "=?") == 0) {
		sim_answer_line(m, "+CMGL: (0-4)");
		sim_answer_ok(m);
		return;
	}
	if (*args != '\0' && (!sim_args_number(&args, &want, 0) ||
	    want < 0 || want > 4)) {
		sim_answer_error(m);
		return;
	}
	if (store->used == 0 && sim_fault_strikes(m, SIM_FAULT_EMPTY_LIST)) {
		sim_answer_coded(m, "CMS",
		    (int)sim_fault_value(m, SIM_FAULT_EMPTY_LIST));
		return;
	}
	for (int i = 0; i < store->capacity; i++) {
		slot = &store->slots[i];
		if (slot->hex != NULL && (want == 4 || want == (int)slot->stat))
			sim_answer_line(m, "+CMGL: %d,%d,,%d\r\n%s", i + base,
			    read_stat(slot), slot->length, slot->hex);
	}
	sim_answer_ok(m);
}

/* The slot that the command names, 0-based, or -1 and an error is told. */
static int
named_slot(struct sim_modem *m, const char **args)
{
	int	location, base = sim_store_base(m);

	if (sim_args_number(args, &location, 0) && location >= base &&
	    location < sim_store_of(m, m->mem[0])->capacity + base)
		return location - base;
	sim_answer_coded(m, "CMS", CMS_BAD_INDEX);
	return -1;
}

/* AT+CMGR, 4.2. */
void
sim_sms_read(struct sim_modem *m, const struct sim_command *cmd,
    const char *args)
{
	struct sim_slot	*slot;
	int		 i;

	(void)cmd;
	if ((i = named_slot(m, &args)) == -1)
		return;
	slot = &sim_store_of(m, m->mem[0])->slots[i];
	if (slot->hex == NULL) {
		sim_answer_coded(m, "CMS", CMS_BAD_INDEX);
		return;
	}
	sim_answer_line(m, "+CMGR: %d,,%d\r\n%s", read_stat(slot), slot->length,
	    slot->hex);
	sim_answer_ok(m);
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
			sim_store_delete(m, store, i);
}

/* AT+CMGD, 3.5.4. */
void
sim_sms_delete(struct sim_modem *m, const struct sim_command *cmd,
    const char *args)
{
	struct sim_store	*store = sim_store_of(m, m->mem[0]);
	int			 i, flag = 0;

	(void)cmd;
	sim_world_moved(m->world);
	if ((i = named_slot(m, &args)) == -1)
		return;
	if ((*args != '\0' && !sim_args_number(&args, &flag, 0)) ||
	    flag < 0 || flag > 4 ||
	    sim_fault_strikes(m, SIM_FAULT_DELETE_FAILS)) {
		sim_answer_error(m);
		return;
	}
	if (sim_fault_strikes(m, SIM_FAULT_DELETE_LIES))
		;	/* OK is all that it does */
	else if (flag == 0)
		sim_store_delete(m, store, i);
	else
		delete_by_state(m, store, flag);
	sim_answer_ok(m);
}

/* The prompt, or what goes wrong with it. */
static void
prompt(struct sim_modem *m)
{
	if (sim_fault_strikes(m, SIM_FAULT_NO_PROMPT))
		return;
	if (sim_fault_strikes(m, SIM_FAULT_ERROR_PROMPT))
		sim_answer_error(m);
	if (sim_fault_strikes(m, SIM_FAULT_LATE_PROMPT))
		m->late_ms = sim_fault_value(m, SIM_FAULT_LATE_PROMPT);
	m->state = SIM_PDU;
	evbuffer_add(m->reply, "\r\n> ", 4);
}

/* AT+CMGS, 4.3: ask for the PDU. */
void
sim_sms_send(struct sim_modem *m, const struct sim_command *cmd,
    const char *args)
{
	int	length;

	(void)cmd;
	sim_world_moved(m->world);
	if (strcmp(args, "=?") == 0)
		sim_answer_ok(m);
	else if (!sim_args_number(&args, &length, 0) || length < 8 ||
	    length > TPDU_MAX)
		sim_answer_coded(m, "CMS", CMS_BAD_PDU);
	else {
		m->pdu_length = length;
		prompt(m);
	}
}

/* AT+CNMI, 3.4.1. */
void
sim_sms_notices(struct sim_modem *m, const struct sim_command *cmd,
    const char *args)
{
	int	ds = m->world->settings.direct_reports ? 1 : 2;
	int	n[5], *c = m->cnmi;

	(void)cmd;
	if (strcmp(args, "=?") == 0)
		sim_answer_line(m, "+CNMI: (0-2),(0-1),(0,2),(0,%d),(0-1)", ds);
	else if (strcmp(args, "?") == 0)
		sim_answer_line(m, "+CNMI: %d,%d,%d,%d,%d", c[0], c[1], c[2],
		    c[3], c[4]);
	else {
		memcpy(n, c, sizeof n);
		for (int i = 0; *args != '\0' && i < 5; i++)
			if (!sim_args_number(&args, &n[i], 0))
				n[0] = -1;
		if (n[0] < 0 || n[0] > 2 || n[1] < 0 || n[1] > 1 ||
		    (n[2] != 0 && n[2] != 2) || (n[3] != 0 && n[3] != ds) ||
		    n[4] < 0 || n[4] > 1 || *args != '\0') {
			sim_answer_coded(m, "CMS", CMS_NOT_ALLOWED);
			return;
		}
		memcpy(c, n, sizeof n);
		m->deaf = false;
	}
	sim_answer_ok(m);
}

/* The forms in which modems tell the message centre. */
static void
tell_smsc(struct sim_modem *m)
{
	unsigned char	octets[4 * SIM_NUMBER_SIZE];
	char		hex[sizeof octets * 2 + 1];
	const char	*smsc = m->smsc;
	int		 type = smsc[0] == '+' ? 145 : 129;
	int64_t		 form = sim_fault_strikes(m, SIM_FAULT_CSCA) ?
	    sim_fault_value(m, SIM_FAULT_CSCA) : -1;

	if (form == CSCA_EMPTY)
		sim_answer_line(m, "+CSCA: \"\",129");
	else if (form == CSCA_NOPLUS)
		sim_answer_line(m, "+CSCA: \"%s\",129", smsc + (type == 145));
	else if (form == CSCA_BARE)
		sim_answer_line(m, "+CSCA: %s,%d", smsc, type);
	else if (form == CSCA_UCS2) {
		sim_hex_write(hex, sizeof hex, octets,
		    sim_ucs2_write(octets, sizeof octets, smsc));
		sim_answer_line(m, "+CSCA: \"%s\",%d", hex, type);
	} else
		sim_answer_line(m, "+CSCA: \"%s\",%d", smsc, type);
}

/* AT+CSCA, 3.3.1. */
void
sim_sms_smsc(struct sim_modem *m, const struct sim_command *cmd,
    const char *args)
{
	char	item[128];

	(void)cmd;
	if (strcmp(args, "?") == 0)
		tell_smsc(m);
	else if (args[0] == '=' && args[1] != '?') {
		sim_args_item(&args, item, sizeof item);
		sim_args_decode(m, item, sizeof item);
		if (strlen(item) >= sizeof m->smsc ||
		    strspn(item, "+0123456789") != strlen(item)) {
			sim_answer_error(m);
			return;
		}
		memcpy(m->smsc, item, strlen(item) + 1);
	}
	sim_answer_ok(m);
}
