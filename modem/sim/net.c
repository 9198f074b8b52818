/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * net - the network between the modems and the phones.
 *
 * It keeps the ledger of all that it took from the modems, joins the parts,
 * reports deliveries, and brings the modems what the phones send.
 */

#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <event2/event.h>

#include "base/log.h"
#include "modem/sim/modem.h"
#include "modem/sim/net.h"
#include "modem/sim/world.h"

#define LISTENERS_MAX	32
#define STRANGER	"+6281299999999"	/* nobody wrote to it */

/* Parts of a message of which some are still to come. */
struct net_group {
	TAILQ_ENTRY(net_group) entry;
	const struct sim_modem	*modem;
	char			 to[SIM_NUMBER_SIZE];
	unsigned		 ref;
	int			 parts, have;
	int			*part_index;	/* owned; 0: not yet */
};

struct net_report {
	TAILQ_ENTRY(net_report) entry;
	struct sim_modem	*modem;
	struct sim_report	 report;
	int64_t			 due;	/* ms, monotonic */
};

/* A phone that answers whatever it gets. */
struct net_echo {
	TAILQ_ENTRY(net_echo) entry;
	char			 number[SIM_NUMBER_SIZE];
	char			*text;	/* owned; NULL: the same */
};

struct net_listener {
	sim_message_fn	 fn;
	void		*arg;
};

struct sim_net {
	struct sim_world	 world;
	struct sim_sent		*sent;		/* owned */
	int			 sent_count, sent_room;
	struct sim_message	*messages;	/* owned */
	int			 message_count, message_room;
	TAILQ_HEAD(, net_group)	 groups;
	TAILQ_HEAD(net_report_list, net_report) reports; /* by due time */
	TAILQ_HEAD(, net_echo)	 echoes;
	struct event		*report_timer;	/* owned */
	struct net_listener	 listeners[LISTENERS_MAX];
	int			 listener_count;
	unsigned		 next_ref;
};

/* Ways in from the event loop and from the modems. */
static void	net_report_cb(evutil_socket_t, short, void *);
static void	net_submitted_cb(void *, struct sim_modem *,
		    const struct sim_part *);

/* A network without modems.  The same seed gives the same references. */
struct sim_net *
sim_net_new(struct event_base *base, unsigned seed)
{
	struct sim_net	*net = calloc(1, sizeof *net);

	if (net == NULL)
		fatal("sim: no memory for the network");
	net->world = (struct sim_world){ .base = base, .seed = seed,
	    .settings = { .capacity = 30, .report_ms = 100 },
	    .moved = sim_now_ms(), .submitted = net_submitted_cb,
	    .arg = net };
	TAILQ_INIT(&net->world.modems);
	TAILQ_INIT(&net->groups);
	TAILQ_INIT(&net->reports);
	TAILQ_INIT(&net->echoes);
	net->report_timer = evtimer_new(base, net_report_cb, net);
	net->next_ref = seed & 0xff;
	return net;
}

static void
group_free(struct sim_net *net, struct net_group *g)
{
	TAILQ_REMOVE(&net->groups, g, entry);
	free(g->part_index);
	free(g);
}

static void
echo_free(struct sim_net *net, struct net_echo *e)
{
	TAILQ_REMOVE(&net->echoes, e, entry);
	free(e->text);
	free(e);
}

static void
net_free_lists(struct sim_net *net)
{
	struct net_group	*g;
	struct net_report	*r;
	struct net_echo		*e;

	while ((g = TAILQ_FIRST(&net->groups)) != NULL)
		group_free(net, g);
	while ((e = TAILQ_FIRST(&net->echoes)) != NULL)
		echo_free(net, e);
	while ((r = TAILQ_FIRST(&net->reports)) != NULL) {
		TAILQ_REMOVE(&net->reports, r, entry);
		free(r);
	}
}

/* The network and its modems. */
void
sim_net_free(struct sim_net *net)
{
	struct sim_modem	*m;

	if (net == NULL)
		return;
	while ((m = TAILQ_FIRST(&net->world.modems)) != NULL)
		sim_modem_free(m);
	net_free_lists(net);
	for (int i = 0; i < net->message_count; i++) {
		free(net->messages[i].text);
		free((void *)net->messages[i].part_index);
	}
	free(net->messages);
	free(net->sent);
	event_free(net->report_timer);
	free(net);
}

/* What its modems share; settings may be changed at any time. */
struct sim_world *
sim_net_world(struct sim_net *net)
{
	return &net->world;
}

/* The modem of that name, the first for NULL; NULL if there is none. */
struct sim_modem *
sim_net_modem(struct sim_net *net, const char *name)
{
	struct sim_modem	*m;

	TAILQ_FOREACH(m, &net->world.modems, entry)
		if (name == NULL || strcmp(m->name, name) == 0)
			return m;
	return NULL;
}

/* All SIMs are empty and no message moved for so many milliseconds. */
bool
sim_net_is_quiet(struct sim_net *net, int ms)
{
	struct sim_modem	*m;

	TAILQ_FOREACH(m, &net->world.modems, entry)
		if (!sim_modem_is_idle(m))
			return false;
	return sim_now_ms() - net->world.moved >= ms;
}

static int
bring_part(struct sim_modem *m, const struct sim_part *part)
{
	unsigned char	pdu[SIM_PDU_MAX];
	char		hex[2 * SIM_PDU_MAX + 1];
	size_t		n = sim_pdu_deliver(part, SIM_SMSC, pdu);

	sim_hex_write(hex, sizeof hex, pdu, n);
	return sim_store_arrive(m, hex, n - 1 - pdu[0], false);
}

/* A letter that brings its own header is one part. */
static int
letter_split(struct sim_net *net, const struct sim_letter *letter,
    struct sim_part *parts)
{
	unsigned	ref;

	if (letter->udh != NULL) {
		sim_part_init(&parts[0]);
		if (letter->udh_len > SIM_UD_OCTETS)
			return -1;
		memcpy(parts[0].udh, letter->udh, letter->udh_len);
		parts[0].udh_len = letter->udh_len;
		return sim_part_set_text(&parts[0], letter->text,
		    letter->coding) == 0 ? 1 : -1;
	}
	ref = letter->ref >= 0 ? (unsigned)letter->ref : net->next_ref++;
	return sim_part_split(letter->text, letter->coding, ref, parts);
}

/*
 * A phone sends a letter to the modem, in as many parts as it needs.  The
 * number of parts, or -1 if the text does not fit.
 */
int
sim_net_send(struct sim_net *net, struct sim_modem *m,
    const struct sim_letter *letter)
{
	struct sim_part	*parts = calloc(SIM_PARTS_MAX, sizeof *parts);
	int		 n, which;

	if (parts == NULL)
		fatal("sim: no memory for a letter");
	n = letter_split(net, letter, parts);
	for (int i = 0; i < (letter->orders > 0 ? letter->orders : n); i++) {
		which = letter->orders > 0 ? letter->order[i] - 1 : i;
		if (which < 0 || which >= n)
			continue;
		snprintf(parts[which].number, sizeof parts[which].number,
		    "%s", letter->from);
		parts[which].time = letter->time != 0 ? letter->time :
		    time(NULL);
		parts[which].zone = letter->zone;
		parts[which].class = letter->class;
		parts[which].pid = letter->pid;
		bring_part(m, &parts[which]);
	}
	free(parts);
	return n;
}

static void *
grow(void *array, int count, int *room, size_t size)
{
	if (count < *room)
		return array;
	*room = *room == 0 ? 64 : *room * 2;
	if ((array = realloc(array, *room * size)) == NULL)
		fatal("sim: no memory for the ledger");
	return array;
}

/* The joined text; 8-bit data as hexadecimal. */
static char *
join_text(const struct sim_net *net, const int *part_index, int parts)
{
	const struct sim_part	*p;
	size_t			 at = 0;
	char			*text = malloc((size_t)parts * SIM_TEXT_SIZE);

	if (text == NULL)
		fatal("sim: no memory for a text");
	for (int i = 0; i < parts; i++) {
		p = &net->sent[part_index[i] - 1].part;
		if (p->coding == SIM_8BIT)
			at += sim_hex_write(text + at, SIM_TEXT_SIZE, p->data,
			    p->len);
		else
			at += sim_part_text(p, text + at, SIM_TEXT_SIZE);
	}
	return text;
}

/* The letter of a phone that answers by itself. */
static void
net_answer(struct sim_net *net, const struct sim_message *message)
{
	struct sim_letter	 letter = { .from = message->to,
	    .coding = SIM_CODING_AUTO, .class = -1, .zone = SIM_ZONE,
	    .ref = -1 };
	struct net_echo		*e;

	TAILQ_FOREACH(e, &net->echoes, entry) {
		if (strcmp(e->number, message->to) != 0)
			continue;
		letter.text = e->text != NULL ? e->text : message->text;
		sim_net_send(net, (struct sim_modem *)message->modem,
		    &letter);
		return;
	}
}

/* All parts are there: keep the message and tell whoever listens. */
static void
net_complete(struct sim_net *net, const int *part_index, int parts)
{
	const struct sim_sent	*first = &net->sent[part_index[0] - 1];
	const struct sim_sent	*last = &net->sent[net->sent_count - 1];
	struct sim_message	*message;
	int			*index = malloc(parts * sizeof *index);

	if (index == NULL)
		fatal("sim: no memory for a message");
	memcpy(index, part_index, parts * sizeof *index);
	net->messages = grow(net->messages, net->message_count,
	    &net->message_room, sizeof *net->messages);
	message = &net->messages[net->message_count++];
	*message = (struct sim_message){ .index = net->message_count,
	    .modem = last->modem, .text = join_text(net, index, parts),
	    .parts = parts, .part_index = index, .mr = last->part.mr,
	    .time = last->time, .class = first->part.class,
	    .coding = first->part.coding, .srr = last->part.srr };
	snprintf(message->to, sizeof message->to, "%s", last->part.number);
	for (int i = 0; i < net->listener_count; i++)
		net->listeners[i].fn(net->listeners[i].arg, message);
	net_answer(net, message);
}

static struct net_group *
group_find(struct sim_net *net, const struct sim_sent *sent,
    const struct sim_concat *c)
{
	struct net_group	*g;

	TAILQ_FOREACH(g, &net->groups, entry)
		if (g->modem == sent->modem && g->ref == c->ref &&
		    g->parts == c->parts && g->part_index[c->part - 1] == 0 &&
		    strcmp(g->to, sent->part.number) == 0)
			return g;
	g = calloc(1, sizeof *g);
	if (g == NULL || (g->part_index = calloc(c->parts,
	    sizeof *g->part_index)) == NULL)
		fatal("sim: no memory for a part");
	g->modem = sent->modem;
	g->ref = c->ref;
	g->parts = c->parts;
	snprintf(g->to, sizeof g->to, "%s", sent->part.number);
	TAILQ_INSERT_HEAD(&net->groups, g, entry);
	return g;
}

static void
net_join(struct sim_net *net, const struct sim_sent *sent)
{
	struct sim_concat	 c;
	struct net_group	*g;

	if (!sim_part_concat(&sent->part, &c) || c.part < 1 ||
	    c.part > c.parts || c.parts == 1) {
		net_complete(net, &sent->index, 1);
		return;
	}
	g = group_find(net, sent, &c);
	g->part_index[c.part - 1] = sent->index;
	if (++g->have == g->parts) {
		net_complete(net, g->part_index, g->parts);
		group_free(net, g);
	}
}

/* A modem of ours has that number: it gets the part. */
static void
net_route(struct sim_net *net, struct sim_modem *from,
    const struct sim_part *part)
{
	struct sim_modem	*m;
	struct sim_part		 copy = *part;

	TAILQ_FOREACH(m, &net->world.modems, entry)
		if (m->card.own_number[0] != '\0' &&
		    strcmp(m->card.own_number, part->number) == 0) {
			memcpy(copy.number, from->card.own_number,
			    sizeof copy.number);
			copy.time = time(NULL);
			bring_part(m, &copy);
			return;
		}
}

static void
reports_arm(struct sim_net *net)
{
	struct net_report	*r = TAILQ_FIRST(&net->reports);
	int64_t			 ms;

	if (r == NULL)
		return;
	ms = r->due - sim_now_ms();
	if (ms < 0)
		ms = 0;
	sim_arm(net->report_timer, ms);
}

static void
net_report_cb(evutil_socket_t fd, short what, void *arg)
{
	struct sim_net		*net = arg;
	struct net_report	*r;
	int64_t			 now = sim_now_ms();

	(void)fd;
	(void)what;
	while ((r = TAILQ_FIRST(&net->reports)) != NULL && r->due <= now) {
		TAILQ_REMOVE(&net->reports, r, entry);
		r->report.discharged_at = time(NULL);
		sim_net_report(net, r->modem, &r->report);
		free(r);
	}
	reports_arm(net);
}

/* Reports leave by their time; what is due first is told first. */
static void
report_later(struct sim_net *net, struct sim_modem *m,
    const struct sim_report *report, int64_t ms)
{
	struct net_report	*r = calloc(1, sizeof *r), *other;

	if (r == NULL)
		fatal("sim: no memory for a report");
	r->modem = m;
	r->report = *report;
	r->due = sim_now_ms() + ms;
	TAILQ_FOREACH_REVERSE(other, &net->reports, net_report_list, entry)
		if (other->due <= r->due)
			break;
	if (other != NULL)
		TAILQ_INSERT_AFTER(&net->reports, other, r, entry);
	else
		TAILQ_INSERT_HEAD(&net->reports, r, entry);
	if (TAILQ_FIRST(&net->reports) == r)
		reports_arm(net);
}

/* What the network tells of a part that it took. */
static void
report_part(struct sim_net *net, struct sim_modem *m,
    const struct sim_part *part)
{
	struct sim_report	report = { .mr = part->mr,
	    .sent_at = time(NULL), .zone = SIM_ZONE };
	struct sim_report	strange = report;
	int64_t			ms = net->world.settings.report_ms;

	memcpy(report.number, part->number, sizeof report.number);
	if (sim_fault_strikes(m, SIM_FAULT_NO_REPORT))
		return;
	if (sim_fault_strikes(m, SIM_FAULT_LATE_REPORT))
		ms += sim_fault_value(m, SIM_FAULT_LATE_REPORT);
	if (sim_fault_strikes(m, SIM_FAULT_SHUFFLE))
		ms += (int64_t)sim_chance_below(&m->chance,
		    (uint64_t)sim_fault_value(m, SIM_FAULT_SHUFFLE));
	if (sim_fault_strikes(m, SIM_FAULT_STRANGE_REPORT)) {
		strange.mr = (part->mr + 101) & 0xff;
		snprintf(strange.number, sizeof strange.number, "%s",
		    STRANGER);
		report_later(net, m, &strange, ms);
	}
	report_later(net, m, &report, ms);
}

/* A modem got this part onto the air: into the ledger with it. */
static void
net_submitted_cb(void *arg, struct sim_modem *m, const struct sim_part *part)
{
	struct sim_net	*net = arg;
	struct sim_sent	*sent, copy;

	net->sent = grow(net->sent, net->sent_count, &net->sent_room,
	    sizeof *net->sent);
	sent = &net->sent[net->sent_count++];
	*sent = (struct sim_sent){ .index = net->sent_count, .modem = m,
	    .time = time(NULL), .part = *part };
	copy = *sent;			/* the ledger may move */
	if (sim_fault_strikes(m, SIM_FAULT_SWALLOW)) {
		sent->swallowed = true;
		m->swallowed++;
		return;
	}
	if (part->srr && net->world.settings.report_ms >= 0)
		report_part(net, m, part);
	net_route(net, m, part);
	net_join(net, &copy);
}

/* The network tells the modem what became of a message.  1 if stored. */
int
sim_net_report(struct sim_net *net, struct sim_modem *m,
    const struct sim_report *report)
{
	unsigned char	pdu[SIM_PDU_MAX];
	char		hex[2 * SIM_PDU_MAX + 1];
	size_t		n = sim_pdu_report(report, SIM_SMSC, pdu);

	(void)net;
	sim_hex_write(hex, sizeof hex, pdu, n);
	return sim_store_arrive(m, hex, n - 1 - pdu[0], true);
}

/*
 * From now on (or no longer) the phone of that number answers each message
 * with the text, or with the same text for NULL.  0.
 */
int
sim_net_echo(struct sim_net *net, const char *number, bool on,
    const char *text)
{
	struct net_echo	*e;

	TAILQ_FOREACH(e, &net->echoes, entry)
		if (strcmp(e->number, number) == 0) {
			echo_free(net, e);
			break;
		}
	if (!on)
		return 0;
	e = calloc(1, sizeof *e);
	if (e == NULL || (text != NULL && (e->text = strdup(text)) == NULL))
		fatal("sim: no memory for a phone");
	snprintf(e->number, sizeof e->number, "%s", number);
	TAILQ_INSERT_TAIL(&net->echoes, e, entry);
	return 0;
}

/* Call fn for each message when its last part is there.  -1: too many. */
int
sim_net_subscribe(struct sim_net *net, sim_message_fn fn, void *arg)
{
	if (net->listener_count == LISTENERS_MAX)
		return -1;
	net->listeners[net->listener_count++] =
	    (struct net_listener){ fn, arg };
	return 0;
}

void
sim_net_unsubscribe(struct sim_net *net, sim_message_fn fn, void *arg)
{
	struct net_listener	*l = net->listeners;

	for (int i = 0; i < net->listener_count; i++)
		if (l[i].fn == fn && l[i].arg == arg) {
			l[i] = l[--net->listener_count];
			return;
		}
}

/* How many whole messages were sent; the first is number 1. */
int
sim_net_message_count(const struct sim_net *net)
{
	return net->message_count;
}

/* Valid until the next message is sent. */
const struct sim_message *
sim_net_message(const struct sim_net *net, int index)
{
	return &net->messages[index - 1];
}

/* How many parts were sent; the first is number 1. */
int
sim_net_sent_count(const struct sim_net *net)
{
	return net->sent_count;
}

/* Valid until the next part is sent. */
const struct sim_sent *
sim_net_sent(const struct sim_net *net, int index)
{
	return &net->sent[index - 1];
}
