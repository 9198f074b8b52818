/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * store - the messages on a simulated modem, and those that the network
 * keeps for it until there is room and somebody to bring them to.
 */

#include "config.h"

#include <stdlib.h>
#include <string.h>

#include <event2/event.h>

#include "base/log.h"
#include "modem/sim/line.h"
#include "modem/sim/radio.h"
#include "modem/sim/state.h"
#include "modem/sim/store.h"
#include "modem/sim/world.h"

/* Ways in from the event loop. */
static void	store_arrival_cb(evutil_socket_t, short, void *);

/* Neither store has room yet. */
void
sim_store_init(struct sim_modem *m)
{
	TAILQ_INIT(&m->waiting);
	m->arrival = evtimer_new(m->world->base, store_arrival_cb, m);
	if (m->arrival == NULL)
		fatal("sim: no memory for a modem");
}

/* What lay there is gone; the room stays. */
void
sim_store_erase(struct sim_modem *m, enum sim_store_id id)
{
	struct sim_store	*store = &m->store[id];

	for (int i = 0; i < store->capacity; i++) {
		free(store->slots[i].hex);
		store->slots[i].hex = NULL;
	}
	store->used = 0;
}

static void
waiting_free(struct sim_modem *m, struct sim_waiting *w)
{
	TAILQ_REMOVE(&m->waiting, w, entry);
	m->waiting_count--;
	free(w->hex);
	free(w);
}

static void
set_capacity(struct sim_modem *m, enum sim_store_id id, int capacity)
{
	struct sim_store	*store = &m->store[id];

	sim_store_erase(m, id);
	free(store->slots);
	store->slots = NULL;
	store->capacity = capacity;
	if (capacity > 0 &&
	    (store->slots = calloc(capacity, sizeof *store->slots)) == NULL)
		fatal("sim: no memory for %d slots", capacity);
}

/* Slots of the SIM and of the modem's own memory; what lay there is gone. */
void
sim_store_set_capacity(struct sim_modem *m, int sim, int own)
{
	set_capacity(m, SIM_STORE_SM, sim);
	set_capacity(m, SIM_STORE_ME, own);
}

void
sim_store_clear(struct sim_modem *m)
{
	struct sim_waiting	*w;

	sim_store_set_capacity(m, 0, 0);
	while ((w = TAILQ_FIRST(&m->waiting)) != NULL)
		waiting_free(m, w);
	event_free(m->arrival);
}

/* As AT+CPMS calls it. */
const char *
sim_store_name(enum sim_store_id id)
{
	return id == SIM_STORE_SM ? "SM" : "ME";
}

/* The slots behind a name: on some sticks both names mean the same ones. */
struct sim_store *
sim_store_of(struct sim_modem *m, enum sim_store_id id)
{
	return &m->store[sim_fault_is_on(m, SIM_FAULT_SAME_STORE) ?
	    SIM_STORE_SM : id];
}

bool
sim_store_exists(const struct sim_modem *m, enum sim_store_id id)
{
	return m->store[id].capacity > 0 ||
	    sim_fault_is_on(m, SIM_FAULT_SAME_STORE);
}

/* The number of the first slot. */
int
sim_store_base(const struct sim_modem *m)
{
	return sim_fault_is_on(m, SIM_FAULT_FROM_ZERO) ? 0 : 1;
}

/* Slots taken, as the modem says. */
int
sim_store_used(struct sim_modem *m, enum sim_store_id id)
{
	struct sim_store	*store = sim_store_of(m, id);

	return sim_fault_is_on(m, SIM_FAULT_FULL) ? store->capacity :
	    store->used;
}

/* The i-th slot to look into for room. */
static int
slot_in_order(const struct sim_modem *m, int i, int capacity, int first)
{
	if (!sim_fault_is_on(m, SIM_FAULT_SLOTS))
		return i;
	if (sim_fault_value(m, SIM_FAULT_SLOTS) == SLOTS_LAST)
		return capacity - 1 - i;
	return (first + i) % capacity;
}

/* The slot it is in now, 0-based, or -1: there is no room. */
static int
store_put(struct sim_modem *m, struct sim_store *store, const char *hex,
    int length)
{
	int	first = 0, at;

	if (sim_fault_is_on(m, SIM_FAULT_FULL))
		return -1;
	if (sim_fault_is_on(m, SIM_FAULT_SLOTS))
		first = (int)sim_chance_below(&m->chance,
		    (uint64_t)store->capacity);
	for (int i = 0; i < store->capacity; i++) {
		at = slot_in_order(m, i, store->capacity, first);
		if (store->slots[at].hex != NULL)
			continue;
		if ((store->slots[at].hex = strdup(hex)) == NULL)
			fatal("sim: no memory for a message");
		store->slots[at].length = length;
		store->slots[at].stat = SIM_UNREAD;
		store->used++;
		return at;
	}
	return -1;
}

/* Tell of a stored message or report: 3GPP TS 27.005 3.4.1. */
static void
announce(struct sim_modem *m, int slot, bool report)
{
	bool			wanted = report ? m->cnmi[3] == 2 :
				    m->cnmi[1] == 1;
	enum sim_store_id	id = m->mem[2];
	int			location = slot + sim_store_base(m);

	if (sim_fault_strikes(m, SIM_FAULT_DEAF))
		m->deaf = true;
	if (m->deaf || sim_fault_strikes(m, SIM_FAULT_NO_CMTI))
		return;
	if (sim_fault_strikes(m, SIM_FAULT_WRONG_CMTI))
		location += (int)sim_fault_value(m, SIM_FAULT_WRONG_CMTI);
	if (sim_fault_strikes(m, SIM_FAULT_WRONG_STORE))
		id = id == SIM_STORE_SM ? SIM_STORE_ME : SIM_STORE_SM;
	if (m->cnmi[0] != 0 && wanted)
		sim_line_notice(m, report ? "+CDSI: \"%s\",%d" :
		    "+CMTI: \"%s\",%d", sim_store_name(id), location);
}

/* Put a message where the modem keeps it.  False: no room, or not there. */
static bool
take(struct sim_modem *m, const char *hex, int length, bool report)
{
	int	slot;

	if (!sim_radio_is_served(m) || sim_line_is_hung(m))
		return false;
	if (report && m->cnmi[3] == 1)
		sim_line_notice(m, "+CDS: %d\r\n%s", length, hex);
	else if (!report || m->cnmi[3] == 2) {
		slot = store_put(m, sim_store_of(m, m->mem[2]), hex, length);
		if (slot == -1)
			return false;
		announce(m, slot, report);
	} else
		m->reports_unheard++;
	m->delivered++;
	m->reports += report;
	sim_world_moved(m->world);
	return true;
}

static void
wait_for_room(struct sim_modem *m, const char *hex, int length, bool report)
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
sim_store_arrive(struct sim_modem *m, const char *hex, int length,
    bool report)
{
	int	copies = 1 + sim_fault_strikes(m, SIM_FAULT_DUPLICATE);
	int	stored = 1;

	m->arrived++;
	m->doubled += (uint64_t)copies - 1;
	for (int i = 0; i < copies; i++) {
		if (TAILQ_EMPTY(&m->waiting) && take(m, hex, length, report))
			continue;
		wait_for_room(m, hex, length, report);
		stored = 0;
	}
	return stored;
}

static void
store_arrival_cb(evutil_socket_t fd, short what, void *arg)
{
	struct sim_modem	*m = arg;
	struct sim_waiting	*w;

	(void)fd;
	(void)what;
	while ((w = TAILQ_FIRST(&m->waiting)) != NULL &&
	    take(m, w->hex, w->length, w->report))
		waiting_free(m, w);
}

/* There may be room again, or somebody to deliver to. */
void
sim_store_retry(struct sim_modem *m)
{
	if (!TAILQ_EMPTY(&m->waiting))
		event_active(m->arrival, EV_TIMEOUT, 0);
}

/* There will be in so many milliseconds. */
void
sim_store_retry_in(struct sim_modem *m, int64_t ms)
{
	sim_arm(m->arrival, ms);
}

/* Free a slot, 0-based; the network then tries what waits. */
void
sim_store_delete(struct sim_modem *m, struct sim_store *store, int slot)
{
	if (store->slots[slot].hex == NULL)
		return;
	free(store->slots[slot].hex);
	store->slots[slot].hex = NULL;
	store->used--;
	m->deleted++;
	sim_store_retry(m);
}
