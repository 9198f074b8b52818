/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * fleet - what the modems are to us beyond one process: which stick and which
 * SIM is whose, what the admin wants of them, which PIN must not be tried
 * again, and when a person has to be told.
 *
 * All of it is remembered in rows; this file keeps a copy, and what has
 * changed is written in the turn's transaction.  If the disk refuses, it is
 * written by the next turn that succeeds.
 */

#include "config.h"

#include <event2/event.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/text.h"
#include "conf/conf.h"
#include "conf/modem.h"
#include "desk/desk.h"
#include "gateway/fleet/device.h"
#include "gateway/fleet/fleet.h"
#include "gateway/fleet/roster.h"
#include "gateway/turn/commit.h"
#include "store/modem.h"
#include "store/size.h"

#define FLEET_EVENTS	64	/* of a modem, not yet written */
#define FLEET_ILL_S	5	/* after the disk refused */
#define FLEET_PIN_OPEN	2	/* starts with a PIN of unknown fate */
#define FLEET_NO_ALARM	(-1)
#define FLEET_NEVER	INT64_MAX

struct fleet_modem {
	struct modem_record record;
	bool		 loaded;	/* record is what the database has */
	bool		 dirty;		/* record is to be written */
	int		 alarm;		/* enum message_id, to be said */
	struct modem_event event[FLEET_EVENTS];
	int		 events;	/* to be written */
	int		 kept_back;	/* from here on not yet; -1 none is */
	enum worker_state origin;	/* where those began */
	char		 origin_detail[STORE_DETAIL_SIZE];
	int		 applied;	/* events in this turn; -1: none */
	bool		 pin_given;	/* to the present process */
	bool		 claimed;	/* its process has said its IMEI */
	bool		 twin;		/* of another that has claimed it */
	char		 imei[20];	/* of the present process */
	int64_t		 lost_at;	/* does not send since; 0 it does */
	int64_t		 well_at;	/* sends since; 0 it does not */
};

struct fleet {
	struct fleet_parts with;
	struct event	*timer;		/* owned; the next alarm, or retry */
	struct fleet_modem **modem;	/* owned */
	int		 count;
	bool		 registered;	/* for the end of this turn */
};

/* Ways in from the event loop and from the end of a turn. */
static void	fleet_timer_cb(evutil_socket_t, short, void *);
static void	fleet_committed_cb(void *, bool);

static const char *const hold_names[] = {
	[WORKER_HOLD_NONE] = "", [WORKER_HOLD_PAUSED] = "paused",
	[WORKER_HOLD_DRAINED] = "drained",
};

/* What it works with outlives it.  NULL on no memory. */
struct fleet *
fleet_new(const struct fleet_parts *with)
{
	struct fleet	*f = calloc(1, sizeof *f);

	if (f == NULL)
		return NULL;
	f->with = *with;
	f->timer = evtimer_new(with->base, fleet_timer_cb, f);
	if (f->timer == NULL) {
		fleet_free(f);
		return NULL;
	}
	return f;
}

void
fleet_free(struct fleet *f)
{
	int	i;

	if (f == NULL)
		return;
	if (f->timer != NULL)
		event_free(f->timer);
	for (i = 0; i < f->count; i++)
		free(f->modem[i]);
	free(f->modem);
	free(f);
}

static void
fleet_load(struct fleet *f, struct fleet_modem *m, const char *name)
{
	if (m->loaded || store_modem_get(f->with.store, name, &m->record) == -1)
		return;
	m->loaded = true;
}

/* What we know of a modem, made when it is first asked for; or NULL. */
static struct fleet_modem *
fleet_find(struct fleet *f, const char *name)
{
	struct fleet_modem	*m, **more;
	int			 i;

	for (i = 0; i < f->count; i++)
		if (strcmp(f->modem[i]->record.name, name) == 0) {
			fleet_load(f, f->modem[i], name);
			return f->modem[i];
		}
	m = calloc(1, sizeof *m);
	more = realloc(f->modem, (size_t)(f->count + 1) * sizeof *more);
	if (more != NULL)
		f->modem = more;
	if (m == NULL || more == NULL) {
		free(m);
		log_error("fleet: no memory");
		return NULL;
	}
	m->alarm = FLEET_NO_ALARM;
	m->kept_back = m->applied = -1;
	m->lost_at = clock_now();
	fleet_load(f, m, name);
	snprintf(m->record.name, sizeof m->record.name, "%s", name);
	return more[f->count++] = m;
}

/* What is remembered of a modem, or NULL on no memory. */
const struct modem_record *
fleet_remembers(struct fleet *f, const char *name)
{
	struct fleet_modem	*m = fleet_find(f, name);

	return m != NULL ? &m->record : NULL;
}

/* ---- writing ----------------------------------------------------------- */

static int
fleet_ready_events(const struct fleet_modem *m)
{
	return m->kept_back == -1 ? m->events : m->kept_back;
}

static bool
fleet_has_news(const struct fleet_modem *m)
{
	return m->dirty || m->alarm != FLEET_NO_ALARM ||
	    fleet_ready_events(m) > 0;
}

static int
fleet_write(struct fleet *f, struct fleet_modem *m)
{
	struct message_values	 values = { .modem = m->record.name };
	int			 i, n = fleet_ready_events(m);

	if (m->dirty && store_modem_set(f->with.store, &m->record) == -1)
		return -1;
	for (i = 0; i < n; i++)
		if (store_modem_add_event(f->with.store, m->record.name,
		    &m->event[i]) == -1)
			return -1;
	if (m->alarm != FLEET_NO_ALARM && desk_alarm(f->with.desk,
	    (enum message_id)m->alarm, &values, clock_now()) == -1)
		return -1;
	m->applied = n;
	return 0;
}

/* Just before a COMMIT: what is new goes with it. */
void
fleet_record(struct fleet *f)
{
	int	i;

	for (i = 0; i < f->count; i++) {
		if (f->modem[i]->applied != -1 || !fleet_has_news(f->modem[i]))
			continue;
		if (!f->registered)
			commit_then(f->with.commit, fleet_committed_cb, f);
		f->registered = true;
		if (fleet_write(f, f->modem[i]) == -1) {
			commit_abort(f->with.commit);
			return;
		}
	}
}

static void
fleet_written(struct fleet_modem *m)
{
	m->dirty = false;
	m->alarm = FLEET_NO_ALARM;
	m->events -= m->applied;
	memmove(m->event, m->event + m->applied,
	    (size_t)m->events * sizeof *m->event);
	if (m->kept_back != -1)
		m->kept_back -= m->applied;
}

static void
fleet_committed_cb(void *arg, bool ok)
{
	struct fleet	*f = arg;
	int		 i;

	f->registered = false;
	for (i = 0; i < f->count; i++) {
		if (ok && f->modem[i]->applied != -1)
			fleet_written(f->modem[i]);
		f->modem[i]->applied = -1;
	}
	fleet_arm(f);
}

/* Something is to be written: let there be a turn. */
static void
fleet_kick(struct fleet *f)
{
	commit_begin(f->with.commit);
	fleet_arm(f);
}

/* ---- alarms ------------------------------------------------------------ */

/* Tell the coordinator, unless he knows already that it is ill. */
static void
fleet_tell(struct fleet *f, struct fleet_modem *m, enum message_id id)
{
	bool	back = id == MESSAGE_MODEM_BACK;

	if (back == (m->record.told[0] == '\0'))
		return;
	log_warn("%s: %s: telling the coordinator", m->record.name,
	    message_key(id));
	snprintf(m->record.told, sizeof m->record.told, "%s",
	    back ? "" : message_key(id));
	m->alarm = (int)id;
	m->dirty = true;
	fleet_kick(f);
}

/* When this modem is next to be looked at. */
static int64_t
fleet_next(const struct fleet *f, const struct fleet_modem *m, int64_t now)
{
	const struct conf	*conf = *f->with.conf;

	if (fleet_has_news(m) && commit_is_failing(f->with.commit))
		return now + FLEET_ILL_S;
	if (roster_find(f->with.roster, m->record.name) == NULL)
		return FLEET_NEVER;
	if (m->record.told[0] != '\0')
		return m->well_at == 0 ? FLEET_NEVER :
		    m->well_at + conf->modem_steady_s;
	return m->lost_at == 0 || conf->absent_alarm_s == 0 ? FLEET_NEVER :
	    m->lost_at + conf->absent_alarm_s;
}

/* Set the timer for the next moment at which somebody is to be told. */
void
fleet_arm(struct fleet *f)
{
	struct timeval	tv = { 0, 0 };
	int64_t		at = FLEET_NEVER, next, now = clock_now();
	int		i;

	for (i = 0; i < f->count; i++)
		if ((next = fleet_next(f, f->modem[i], now)) < at)
			at = next;
	if (at == FLEET_NEVER || f->with.roster->stopping) {
		event_del(f->timer);
		return;
	}
	if (at > now)
		tv.tv_sec = at - now;
	event_add(f->timer, &tv);
}

static void
fleet_look(struct fleet *f)
{
	struct fleet_modem	*m;
	int64_t			 now = clock_now();
	bool			 news = false;
	int			 i;

	for (i = 0; i < f->count; i++) {
		m = f->modem[i];
		news = news || fleet_has_news(m);
		if (fleet_next(f, m, now) > now)
			continue;
		fleet_tell(f, m, m->record.told[0] != '\0' ?
		    MESSAGE_MODEM_BACK : MESSAGE_MODEM_ABSENT);
	}
	if (news)
		commit_begin(f->with.commit);
	fleet_arm(f);
}

static void
fleet_timer_cb(evutil_socket_t fd, short what, void *arg)
{
	(void)fd;
	(void)what;
	fleet_look(arg);
}

/* ---- PINs -------------------------------------------------------------- */

static void
fleet_pin_digest(const char *modem, const char *pin,
    char digest[STORE_NAME_SIZE])
{
	char	both[64];

	snprintf(both, sizeof both, "%s:%s", modem, pin);
	snprintf(digest, STORE_NAME_SIZE, "%016" PRIx64,
	    text_digest(both, strlen(both)));
	explicit_bzero(both, sizeof both);
}

/*
 * May this PIN be given to a SIM?  Not after a refusal, nor when it was given
 * twice and we never heard what came of it: the third wrong one would lock
 * the SIM (3GPP TS 22.030 6.6).
 */
static bool
fleet_pin_is_good(struct fleet_modem *m, const char *pin)
{
	char	digest[STORE_NAME_SIZE];

	fleet_pin_digest(m->record.name, pin, digest);
	if (strcmp(digest, m->record.pin_digest) != 0) {
		snprintf(m->record.pin_digest, sizeof m->record.pin_digest,
		    "%s", digest);
		m->record.pin_open = 0;
		m->record.pin_refused = false;
	}
	return m->loaded && !m->record.pin_refused &&
	    m->record.pin_open < FLEET_PIN_OPEN;
}

static bool
fleet_give_pin(struct fleet *f, struct fleet_modem *m,
    struct wire_setup *setup)
{
	m->pin_given = false;
	if (setup->pin[0] == '\0')
		return true;
	if (!fleet_pin_is_good(m, setup->pin)) {
		explicit_bzero(setup->pin, sizeof setup->pin);
		return false;
	}
	/* Counted first: we may not live to hear the answer. */
	m->record.pin_open++;
	m->pin_given = m->dirty = true;
	fleet_kick(f);
	return true;
}

static void
fleet_pin_settled(struct fleet *f, struct fleet_modem *m, bool refused)
{
	if (!m->pin_given)
		return;
	m->pin_given = false;
	m->record.pin_open = 0;
	m->record.pin_refused = refused;
	m->dirty = true;
	fleet_kick(f);
}

static const struct conf_modem *
fleet_settings(const struct fleet *f, const struct worker *w)
{
	return conf_find_modem(*f->with.conf, worker_name(w));
}

/* ---- what workers say --------------------------------------------------- */

/*
 * A worker is to be started: say what it is to look for among several
 * devices, the SIM and the stick that it had, and hold back a PIN that must
 * not be tried.  Returns whether it was held back.
 */
bool
fleet_starting(struct fleet *f, struct worker *w, struct wire_setup *setup)
{
	struct fleet_modem	*m = fleet_find(f, worker_name(w));
	const struct modem_record *r;

	if (m == NULL) {
		explicit_bzero(setup->pin, sizeof setup->pin);
		return true;
	}
	r = &m->record;
	m->claimed = m->twin = false;
	if (setup->imei[0] == '\0' && setup->imsi[0] == '\0' &&
	    device_is_pattern(setup->device)) {
		snprintf(setup->imei, sizeof setup->imei, "%s", r->imei);
		snprintf(setup->imsi, sizeof setup->imsi, "%s", r->imsi);
	}
	return !fleet_give_pin(f, m, setup);
}

static bool
fleet_is_twin(const struct fleet *f, const struct fleet_modem *m,
    const char *imei)
{
	const struct fleet_modem	*other;
	int				 i;

	for (i = 0; i < f->count && imei[0] != '\0'; i++) {
		other = f->modem[i];
		if (other != m && other->claimed &&
		    strcmp(other->imei, imei) == 0) {
			log_error("%s: has the IMEI of %s: not used",
			    m->record.name, other->record.name);
			return true;
		}
	}
	return false;
}

/* Keep a text of the record; true if it was another. */
static bool
fleet_keep(char *kept, size_t size, const char *seen)
{
	if (seen[0] == '\0' || strcmp(kept, seen) == 0)
		return false;
	snprintf(kept, size, "%s", seen);
	return true;
}

/* A modem says which it is and which SIM is in it. */
enum worker_claim
fleet_identified(struct fleet *f, struct worker *w,
    const struct wire_identity *i)
{
	struct fleet_modem	*m = fleet_find(f, worker_name(w));
	const struct conf_modem	*cm = fleet_settings(f, w);
	struct modem_record	*r;
	const char		*own;
	bool			 foreign, new;

	if (m == NULL)
		return WORKER_CLAIM_OWN;
	r = &m->record;
	fleet_pin_settled(f, m, false);
	if ((m->twin = fleet_is_twin(f, m, i->imei)))
		return WORKER_CLAIM_TWIN;
	m->claimed = true;
	snprintf(m->imei, sizeof m->imei, "%s", i->imei);
	own = cm != NULL && cm->imsi[0] != '\0' ? cm->imsi : r->imsi;
	foreign = own[0] != '\0' && i->imsi[0] != '\0' &&
	    strcmp(own, i->imsi) != 0;
	new = fleet_keep(r->imei, sizeof r->imei, i->imei);
	new |= fleet_keep(r->device, sizeof r->device, i->device);
	new |= !foreign && fleet_keep(r->imsi, sizeof r->imsi, i->imsi);
	if (foreign)
		log_error("%s: another SIM is in this modem: it receives but "
		    "sends nothing", r->name);
	if (new) {
		m->dirty = true;
		fleet_kick(f);
	}
	return foreign ? WORKER_CLAIM_FOREIGN : WORKER_CLAIM_OWN;
}

/* The last word of a worker: what it says of the PIN is kept. */
void
fleet_failing(struct fleet *f, struct worker *w, int trouble)
{
	struct fleet_modem	*m = fleet_find(f, worker_name(w));

	if (m != NULL)
		fleet_pin_settled(f, m, trouble == WIRE_TROUBLE_PIN);
}

/* ---- states ------------------------------------------------------------ */

static void
fleet_add_event(struct fleet_modem *m, enum worker_state from,
    enum worker_state to, const char *detail)
{
	struct modem_event	*e;

	/* A disk that refuses for long: the oldest of them is lost. */
	if (m->events == FLEET_EVENTS) {
		if (m->applied > 0 || m->kept_back == 0)
			return;
		memmove(m->event, m->event + 1,
		    (FLEET_EVENTS - 1) * sizeof *m->event);
		m->events--;
		if (m->kept_back > 0)
			m->kept_back--;
	}
	e = &m->event[m->events++];
	e->at = clock_now();
	e->from = worker_state_name(from);
	e->to = worker_state_name(to);
	snprintf(e->detail, sizeof e->detail, "%s", detail);
}

/*
 * A modem that is tried in vain now and then would fill the record with
 * nothing: what led back to where it began is forgotten.
 */
static void
fleet_keep_event(struct fleet_modem *m, enum worker_state from,
    enum worker_state to, const char *detail)
{
	int	began = m->events;

	fleet_add_event(m, from, to, detail);
	if (to == WORKER_OPENING) {
		if (from != WORKER_BACKOFF && m->kept_back == -1) {
			m->kept_back = began < m->events ? began :
			    m->events - 1;
			m->origin = from;
		}
	} else if (to != WORKER_STOPPING && m->kept_back != -1) {
		if (to == m->origin && strcmp(detail, m->origin_detail) == 0)
			m->events = m->kept_back;
		m->kept_back = -1;
	}
	if (to != WORKER_OPENING && to != WORKER_STOPPING)
		snprintf(m->origin_detail, sizeof m->origin_detail, "%s",
		    detail);
}

/* Who is to be told at once of the state it has come to? */
static void
fleet_judge(struct fleet *f, struct fleet_modem *m, const struct worker *w)
{
	struct worker_status	s;

	worker_status(w, &s);
	if (s.state == WORKER_BROKEN)
		fleet_tell(f, m, MESSAGE_MODEM_BROKEN);
	else if (s.state == WORKER_LOCKED)
		fleet_tell(f, m, s.foreign ? MESSAGE_MODEM_OTHER_SIM :
		    m->twin ? MESSAGE_MODEM_TWIN : MESSAGE_MODEM_LOCKED);
}

/* A worker has left this state: keep it, and tell who has to know. */
void
fleet_moved(struct fleet *f, struct worker *w, enum worker_state from,
    const char *detail)
{
	struct fleet_modem	*m = fleet_find(f, worker_name(w));
	enum worker_state	 to = worker_state(w);
	bool			 well = to == WORKER_READY ||
				    to == WORKER_SENDING;

	if (m == NULL)
		return;
	/* A send is a row of its own, and no change worth another. */
	if (well && (from == WORKER_READY || from == WORKER_SENDING))
		return;
	fleet_keep_event(m, from, to, detail);
	if (well) {
		m->well_at = clock_now();
		m->lost_at = 0;
	} else {
		m->well_at = 0;
		if (m->lost_at == 0)
			m->lost_at = clock_now();
	}
	if (!worker_is_open(w) && to != WORKER_OPENING &&
	    to != WORKER_STOPPING)
		m->claimed = false;
	fleet_judge(f, m, w);
	if (fleet_has_news(m))
		fleet_kick(f);
	else
		fleet_arm(f);
}

/* ---- what the admin wants ---------------------------------------------- */

/* "", "paused" or "drained". */
const char *
fleet_hold_name(enum worker_hold hold)
{
	return hold_names[hold];
}

static enum worker_hold
fleet_find_hold(const char *name)
{
	int	i;

	for (i = WORKER_HOLD_DRAINED; i > WORKER_HOLD_NONE; i--)
		if (strcmp(hold_names[i], name) == 0)
			break;
	return (enum worker_hold)i;
}

/* The workers are those of a new configuration: what is held, is held. */
void
fleet_configured(struct fleet *f)
{
	struct fleet_modem	*m;
	struct worker		*w;
	struct worker_status	 s;
	enum worker_hold	 hold;
	int			 i;

	for (i = 0; i < f->with.roster->count; i++) {
		w = f->with.roster->worker[i];
		if ((m = fleet_find(f, worker_name(w))) == NULL)
			continue;
		hold = fleet_find_hold(m->record.hold);
		worker_status(w, &s);
		if (s.hold != hold)
			worker_hold(w, hold);
	}
	fleet_arm(f);
}

/* Write what has changed, now. */
static int
fleet_flush(struct fleet *f)
{
	if (commit_begin(f->with.commit) == -1)
		return -1;
	commit_flush(f->with.commit);
	return commit_is_failing(f->with.commit) ? -1 : 0;
}

/* Pause or drain a modem, or end either. */
int
fleet_hold(struct fleet *f, struct worker *w, enum worker_hold hold)
{
	struct fleet_modem	*m = fleet_find(f, worker_name(w));

	if (m == NULL || !m->loaded)
		return -1;
	snprintf(m->record.hold, sizeof m->record.hold, "%s",
	    hold_names[hold]);
	m->record.hold_at = hold == WORKER_HOLD_NONE ? 0 : clock_now();
	m->dirty = true;
	log_info("%s: %s", m->record.name, hold == WORKER_HOLD_NONE ?
	    "no longer held" : hold_names[hold]);
	worker_hold(w, hold);
	return fleet_flush(f);
}

/*
 * The SIM that is in a modem now is its own from now on; if none can be seen,
 * whatever is found next.  A PIN that was refused is given once more, since a
 * person asks for it.
 */
int
fleet_accept(struct fleet *f, struct worker *w, char *why, size_t size)
{
	struct fleet_modem	*m = fleet_find(f, worker_name(w));
	const struct conf_modem	*cm = fleet_settings(f, w);
	struct worker_status	 s;

	if (m == NULL || !m->loaded || cm == NULL)
		return -1;
	worker_status(w, &s);
	if (s.foreign && cm->imsi[0] != '\0') {
		snprintf(why, size, "%s: its configuration names another imsi",
		    m->record.name);
		return 1;
	}
	if (worker_is_open(w))
		snprintf(m->record.imsi, sizeof m->record.imsi, "%s", s.imsi);
	else
		m->record.imei[0] = m->record.imsi[0] = '\0';
	m->record.pin_open = 0;
	m->record.pin_refused = false;
	m->dirty = true;
	log_info("%s: its modem and SIM are accepted", m->record.name);
	worker_own(w);
	return fleet_flush(f);
}
