/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * held - messages that lie in the modem, from their listing to their removal.
 *
 * This file knows what is promised about an SMS that came: nothing is deleted
 * before the daemon has stored it, nothing is told twice, and what the modem
 * will not let go of stands in nobody's way.
 */

#include "config.h"

#include "base/log.h"
#include "modem/process.h"

#define CLOCK_MS	3000	/* a modem that announces nothing */
#define CLOCK_NO_FD_MS	1000	/* one that cannot even be polled */
#define SWEEP_S		60	/* the slow safety sweep, if not set up */
#define REFUSED_MS	5000	/* until a refused deletion is tried again, */
#define REFUSED_MAX_MS	3600000	/* each time twice as long, up to this */
#define REFUSED_ALARM	3	/* refusals that are worth an error */

/* A notice may come before the message can be read: look again. */
static const int	look_again_ms[] = { 1000, 5000 };
#define LOOKS	((int)(sizeof look_again_ms / sizeof look_again_ms[0]))

static struct held *
held_at(struct worker *w, const struct driver_place *place)
{
	int	i;

	for (i = 0; i < PROCESS_HELD_MAX; i++)
		if (w->held[i].state != HELD_FREE &&
		    w->held[i].place.location == place->location &&
		    w->held[i].place.memory == place->memory &&
		    place->location != -1)
			return &w->held[i];
	return NULL;
}

/* An unused one; if need be one that is as good as unused. */
static struct held *
held_free(struct worker *w)
{
	struct held	*deleted = NULL;
	int		 i;

	for (i = 0; i < PROCESS_HELD_MAX; i++) {
		if (w->held[i].state == HELD_FREE)
			return &w->held[i];
		if (w->held[i].state == HELD_DELETED)
			deleted = &w->held[i];
	}
	return deleted;
}

/* The same octets elsewhere: SM and ME may be one store, or it came twice. */
static struct held *
held_twin(struct worker *w, const struct driver_place *place)
{
	int	i;

	if (place->digest == 0)
		return NULL;
	for (i = 0; i < PROCESS_HELD_MAX; i++)
		if (w->held[i].state != HELD_FREE &&
		    w->held[i].place.location != -1 &&
		    w->held[i].place.digest == place->digest)
			return &w->held[i];
	return NULL;
}

/* Tell the daemon of a message and remember where it lies. */
static void
held_announce(struct worker *w, struct held *h, const struct driver_message *m)
{
	struct wire_message	out = { .type = WIRE_SMS_IN };

	if (++w->token == 0)
		w->token = 1;
	*h = (struct held){ .state = HELD_TOLD, .token = w->token,
	    .place = m->place, .seen = w->sweeps };
	if (m->is_report) {
		out.type = WIRE_SMS_REPORT;
		out.sms_report = m->report;
		out.sms_report.token = h->token;
	} else {
		out.sms_in = m->sms;
		out.sms_in.token = h->token;
	}
	process_tell(w, &out);
}

/* Kept as stored: never told again; deleted by and by, if at all. */
static void
held_refused(struct held *h)
{
	int64_t	pause = REFUSED_MAX_MS;

	h->state = HELD_STORED;
	if (h->refused < 10)
		pause = (int64_t)REFUSED_MS << h->refused;
	h->refused++;
	if (h->refused == 1)
		log_warn("the modem keeps a message that it was told to "
		    "delete; trying again");
	else if (h->refused == REFUSED_ALARM)
		log_error("the modem refuses to delete a message that is "
		    "stored: its place is lost, and a full SIM takes no SMS");
	h->try_at = process_now_ms() +
	    (pause < REFUSED_MAX_MS ? pause : REFUSED_MAX_MS);
}

/*
 * A message is listed.  True if the daemon had not been told of it.  One that
 * is held already waits for its STORED or for its deletion; but another one
 * in its place is new.
 */
static bool
held_take(struct worker *w, const struct driver_message *m)
{
	struct held	*h, *twin;

	if ((h = held_at(w, &m->place)) != NULL &&
	    h->place.digest == m->place.digest) {
		h->seen = w->sweeps;
		if (h->state == HELD_DELETED)	/* it is not */
			held_refused(h);
		return false;
	}
	/* Whoever was there is gone. */
	if (h != NULL)
		h->state = HELD_FREE;
	else if ((h = held_free(w)) == NULL) {
		log_warn("%d messages wait for the daemon: no more now",
		    PROCESS_HELD_MAX);
		return false;
	}
	if ((twin = held_twin(w, &m->place)) == NULL) {
		held_announce(w, h, m);
		return true;
	}
	/* Not told again, but deleted here as well. */
	*h = (struct held){ .token = twin->token, .place = m->place,
	    .seen = w->sweeps, .state = twin->state == HELD_TOLD ? HELD_TOLD :
	    HELD_STORED };
	return false;
}

/* What a whole sweep did not list is gone from the modem. */
static void
held_forget_gone(struct worker *w)
{
	int	i;

	for (i = 0; i < PROCESS_HELD_MAX; i++)
		if ((w->held[i].state == HELD_STORED ||
		    w->held[i].state == HELD_DELETED) &&
		    w->held[i].seen != w->sweeps)
			w->held[i].state = HELD_FREE;
}

static int64_t
sweep_interval_ms(const struct worker *w)
{
	int64_t	ms = (int64_t)(w->setup.sweep_s > 0 ? w->setup.sweep_s :
	    SWEEP_S) * 1000;
	int64_t	clock = w->calls->fd(w->driver) == -1 ? CLOCK_NO_FD_MS :
	    CLOCK_MS;

	return !w->calls->announces(w->driver) && ms > clock ? clock : ms;
}

/* List everything; tell the daemon what is new. */
void
held_sweep(struct worker *w)
{
	/* Static: of a size not to be cleared on each turn. */
	static struct driver_message	m;
	enum driver_status		status;
	bool				first;
	int				told = 0;

	w->sweeps++;
	w->arrived = false;
	for (first = true; ; first = false) {
		status = w->calls->list(w->driver, first, &m);
		if (status == DRIVER_END || status == DRIVER_LOST)
			break;
		if (status == DRIVER_OK && held_take(w, &m))
			told++;
	}
	if (status == DRIVER_LOST) {
		process_lose(w);
		return;
	}
	held_forget_gone(w);
	/* What came during the listing may not have been listed. */
	if (w->arrived)
		return;
	w->sweep_at = process_now_ms() + sweep_interval_ms(w);
	if (told > 0)
		w->looks = 0;
	else if (w->looks > 0)
		w->sweep_at = process_now_ms() +
		    look_again_ms[LOOKS - w->looks--];
}

/*
 * The daemon asks for a sweep after it could not store what it was told:
 * tell it all again.
 */
void
held_sweep_anew(struct worker *w)
{
	int	i;

	for (i = 0; i < PROCESS_HELD_MAX; i++)
		if (w->held[i].state == HELD_TOLD &&
		    w->held[i].place.location != -1)
			w->held[i].state = HELD_FREE;
	w->sweep_at = 0;
}

/* Remove a message that the daemon has stored. */
void
held_delete(struct worker *w, struct held *h)
{
	enum driver_status	status;

	status = w->calls->remove(w->driver, &h->place);
	if (status == DRIVER_OK)
		h->state = HELD_DELETED;
	else if (status == DRIVER_LOST)
		process_lose(w);
	else
		held_refused(h);
}

/* A stored message whose deletion is due; NULL if there is none. */
struct held *
held_next_delete(struct worker *w)
{
	int64_t	now = process_now_ms();
	int	i;

	for (i = 0; i < PROCESS_HELD_MAX; i++)
		if (w->held[i].state == HELD_STORED && w->held[i].try_at <= now)
			return &w->held[i];
	return NULL;
}

/* When the next sweep or deletion is due, ms. */
int64_t
held_next_at(const struct worker *w)
{
	int64_t	next = w->sweep_at;
	int	i;

	for (i = 0; i < PROCESS_HELD_MAX; i++)
		if (w->held[i].state == HELD_STORED && w->held[i].try_at < next)
			next = w->held[i].try_at;
	return next;
}

/* The daemon has committed the message of this token, and its twins. */
void
held_stored(struct worker *w, uint32_t token)
{
	int	i;

	for (i = 0; i < PROCESS_HELD_MAX && token != 0; i++)
		if (w->held[i].state == HELD_TOLD && w->held[i].token == token)
			w->held[i].state = w->held[i].place.location == -1 ?
			    HELD_FREE : HELD_STORED;
}

/* The modem says that something came: a hint, no more. */
void
held_notice(struct worker *w)
{
	w->arrived = true;
	w->sweep_at = 0;
	w->looks = LOOKS;
}

/* Not on the SIM: the daemon is told at once, and only once. */
void
held_direct(struct worker *w, const struct driver_message *m)
{
	struct held	*h = held_free(w);

	if (h != NULL)
		held_announce(w, h, m);
}
