/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * ledger - what a checker may read of the network's ledger and of the
 * modems' counters, as JSON.
 *
 * Of each modem: arrived + doubled = delivered + waiting, and delivered less
 * what was never stored (reports told at once or to nobody) less deleted is
 * stored, unless the SIM was changed.
 */

#include "config.h"

#include <string.h>

#include "modem/sim/ledger.h"
#include "modem/sim/modem.h"
#include "modem/sim/net.h"
#include "modem/sim/radio.h"

/* A whole message. */
json_t *
sim_ledger_message(const struct sim_message *message)
{
	return json_pack("{s:i, s:s, s:s, s:s, s:i, s:i, s:I, s:i, s:s, s:b}",
	    "index", message->index, "modem", message->modem->name,
	    "to", message->to, "text", message->text,
	    "parts", message->parts, "mr", message->mr,
	    "time", (json_int_t)message->time, "class", message->class,
	    "coding", sim_coding_name(message->coding),
	    "srr", message->srr);
}

/* Those to a number, or NULL, of a greater index. */
json_t *
sim_ledger_messages(const struct sim_net *net, const char *to, int since)
{
	const struct sim_message	*message;
	json_t				*list = json_array();

	for (int i = since + 1; i <= sim_net_message_count(net); i++) {
		message = sim_net_message(net, i);
		if (to == NULL || strcmp(to, message->to) == 0)
			json_array_append_new(list,
			    sim_ledger_message(message));
	}
	return list;
}

static json_t *
part_json(const struct sim_sent *sent)
{
	const struct sim_part	*p = &sent->part;
	char			 text[SIM_TEXT_SIZE];
	char			 udh[2 * SIM_UD_OCTETS + 1];
	struct sim_concat	 concat = { 0, 1, 1 };

	sim_hex_write(udh, sizeof udh, p->udh, p->udh_len);
	if (p->coding == SIM_8BIT)
		sim_hex_write(text, sizeof text, p->data, p->len);
	else
		sim_part_text(p, text, sizeof text);
	sim_part_concat(p, &concat);
	return json_pack("{s:i, s:s, s:s, s:s, s:i, s:i, s:i, s:i, s:I, s:i,"
	    " s:i, s:i, s:s, s:b, s:s, s:b}", "index", sent->index,
	    "modem", sent->modem->name, "to", p->number, "text", text,
	    "ref", (int)concat.ref, "part", concat.part,
	    "parts", concat.parts, "mr", p->mr,
	    "time", (json_int_t)sent->time, "class", p->class,
	    "pid", p->pid, "validity", p->validity,
	    "coding", sim_coding_name(p->coding), "srr", p->srr, "udh", udh,
	    "swallowed", sent->swallowed);
}

/* Every part that the network took, in the order sent. */
json_t *
sim_ledger_parts(const struct sim_net *net, const char *to)
{
	const struct sim_sent	*sent;
	json_t			*list = json_array();

	for (int i = 1; i <= sim_net_sent_count(net); i++) {
		sent = sim_net_sent(net, i);
		if (to == NULL || strcmp(to, sent->part.number) == 0)
			json_array_append_new(list, part_json(sent));
	}
	return list;
}

/* What lies on the modem. */
json_t *
sim_ledger_slots(struct sim_modem *m)
{
	json_t			*list = json_array();
	const struct sim_store	*store;

	for (int id = 0; id < SIM_STORES; id++) {
		store = &m->store[id];
		for (int i = 0; i < store->capacity; i++)
			if (store->slots[i].hex != NULL)
				json_array_append_new(list, json_pack(
				    "{s:s, s:i, s:i, s:i, s:s}", "store",
				    sim_store_name(id), "location",
				    i + sim_store_base(m), "stat",
				    (int)store->slots[i].stat, "length",
				    store->slots[i].length, "hex",
				    store->slots[i].hex));
	}
	return list;
}

/* How often each fault struck, of those that did. */
static json_t *
struck_json(const struct sim_modem *m)
{
	json_t	*struck = json_object();

	for (int i = 0; i < SIM_FAULT_END; i++)
		if (m->fault[i].struck > 0)
			json_object_set_new(struck, sim_fault_name(i),
			    json_integer((json_int_t)m->fault[i].struck));
	return struck;
}

static void
add_counters(json_t *modem, const struct sim_modem *m)
{
	const struct { const char *name; uint64_t value; } counters[] = {
		{ "commands", m->commands }, { "arrived", m->arrived },
		{ "doubled", m->doubled }, { "delivered", m->delivered },
		{ "reports", m->reports },
		{ "reports_unheard", m->reports_unheard },
		{ "deleted", m->deleted }, { "sent", m->sent },
		{ "unconfirmed", m->unconfirmed },
		{ "swallowed", m->swallowed }, { "refused", m->refused },
		{ "ussd_asked", m->ussd_asked }, { "plugs", m->plugs },
		{ "resets", m->resets },
		{ "waiting", (uint64_t)m->waiting_count },
		{ "stored", (uint64_t)(m->store[SIM_STORE_SM].used +
		    m->store[SIM_STORE_ME].used) },
		{ "pin_tries", (uint64_t)m->card.pin_tries },
		{ "puk_tries", (uint64_t)m->card.puk_tries },
		{ "pins_entered", (uint64_t)m->card.pins_entered },
		{ "pins_wrong", (uint64_t)m->card.pins_wrong },
	};

	for (size_t i = 0; i < sizeof counters / sizeof counters[0]; i++)
		json_object_set_new(modem, counters[i].name,
		    json_integer((json_int_t)counters[i].value));
}

/* Identities, states and counters of all modems. */
json_t *
sim_ledger_modems(struct sim_net *net)
{
	json_t			*list = json_array(), *modem;
	const struct sim_modem	*m;

	TAILQ_FOREACH(m, &sim_net_world(net)->modems, entry) {
		modem = json_pack("{s:s, s:s, s:b, s:s, s:s, s:i, s:o}",
		    "name", m->name, "link", m->link, "plugged",
		    m->tty != NULL, "imei", m->imei, "imsi", m->card.imsi,
		    "registration", sim_radio_registration(m), "struck",
		    struck_json(m));
		add_counters(modem, m);
		json_array_append_new(list, modem);
	}
	return list;
}
