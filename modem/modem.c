/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * modem - kentongan-modem: one modem's process.
 *
 * This file knows what is promised about an SMS on its way between the modem
 * and the daemon: nothing is deleted before the daemon has stored it, nothing
 * is told twice, and a send once begun is seen to its end and its outcome
 * left in the journal, whatever becomes of the daemon.  It knows no modem:
 * that is the driver's.
 */

#include "config.h"

#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "driver.h"
#include "gateway/wire.h"
#include "journal.h"
#include "log.h"

#define SEND_WAIT_MS	60000	/* slow networks take most of a minute */
#define HEALTH_MS	60000
#define RING_MS		10000	/* the next ring of one call comes before */
#define LOCK_MS		50
#define CLOCK_MS	3000	/* a modem that announces nothing */
#define CLOCK_NO_FD_MS	1000	/* one that cannot even be polled */
#define SWEEP_S		60	/* the slow safety sweep, if not set up */
#define OUT_MAX		16
#define HELD_MAX	512
#define PLAIN_ERRORS	3	/* in a row: perhaps it is the pace */
#define CODE_BAD_PDU	304	/* 27.005 3.2.5 */

/* A notice may come before the message can be read: look again. */
static const int	look_again_ms[] = { 1000, 5000 };
#define LOOKS	((int)(sizeof look_again_ms / sizeof look_again_ms[0]))

enum held_state {
	HELD_FREE,
	HELD_TOLD,		/* the daemon has not said STORED yet */
	HELD_STORED,		/* may go from the modem */
};

/* A message that we told the daemon of. */
struct held {
	enum held_state		state;
	uint32_t		token;
	struct driver_place	place;
	int64_t			try_at;		/* the next deletion, ms */
	unsigned		seen;		/* number of the last sweep */
};

struct worker {
	int			 wire;		/* -1: the daemon is gone */
	struct wire_setup	 setup;
	struct journal		*journal;	/* owned */
	struct driver		*driver;	/* owned; NULL until open */
	struct driver_trouble	 trouble;
	bool			 leaving;	/* after the send in hand */
	bool			 lost;

	struct wire_sms_out	 out[OUT_MAX];	/* waiting; out[0] is next */
	int			 out_count;
	bool			 garbled;	/* hurt by our haste */
	bool			 sending;	/* `sent' says how it ended */
	int64_t			 sending_id;
	uint32_t		 sending_part;
	int64_t			 sending_until;	/* ms */
	int			 plain_errors;

	struct held		 held[HELD_MAX];
	uint32_t		 token;		/* the last given */
	unsigned		 sweeps;
	int			 looks;		/* of look_again_ms to come */
	int64_t			 sweep_at;	/* ms */
	int64_t			 health_at;	/* ms */
	bool			 arrived;	/* since the listing began */
	int64_t			 ringing_until;	/* ms */
};

static const struct modem_driver *const driver = &gammu_driver;

/* Ways in from the driver. */
static void	worker_arrived_cb(void *);
static void	worker_direct_cb(void *, const struct driver_message *);
static void	worker_sent_cb(void *, int, int);
static void	worker_rang_cb(void *, const char *);
static void	worker_hung_up_cb(void *);
static void	worker_ussd_cb(void *, int, const char *);
static void	worker_stuck_cb(void *) __attribute__((noreturn));

static const struct driver_events worker_events = {
	.arrived = worker_arrived_cb,
	.direct = worker_direct_cb,
	.sent = worker_sent_cb,
	.rang = worker_rang_cb,
	.hung_up = worker_hung_up_cb,
	.ussd = worker_ussd_cb,
	.stuck = worker_stuck_cb,
};

static int64_t
now_ms(void)
{
	struct timespec	t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* ---- telling the daemon --------------------------------------------- */

static void
worker_tell(struct worker *w, const struct wire_message *m)
{
	if (w->wire == -1)
		return;
	if (wire_send(w->wire, m) == -1) {
		w->wire = -1;
		w->leaving = true;
	}
}

static void
worker_tell_state(struct worker *w, enum wire_state state)
{
	struct wire_message	m = { .type = WIRE_STATE };

	m.state.state = state;
	if (state == WIRE_STATE_FAILING) {
		m.state.hurried = w->trouble.hurried;
		m.state.trouble = w->trouble.kind;
		snprintf(m.state.detail, sizeof m.state.detail, "%s",
		    w->trouble.detail);
	}
	worker_tell(w, &m);
}

/* ---- sending -------------------------------------------------------- */

/*
 * 3GPP TS 27.005 3.2.5 (0-127 are the causes of 24.011 E.2, 128-255 those of
 * 23.040 9.2.3.22) where the code says that this message or this number will
 * never be accepted.  What tells of the modem, its SIM or the network now
 * (38, 41, 42, 47, 302, 310-331, 500, 512 and above) may be otherwise later
 * or on another modem, and so may what no table knows.
 */
static const struct {
	int	first, last;
} permanent_codes[] = {
	{ 1, 1 },		/* unassigned number */
	{ 8, 10 },		/* barred */
	{ 21, 21 },		/* rejected */
	{ 28, 30 },		/* unknown subscriber, facility */
	{ 50, 50 }, { 69, 69 },	/* facility not subscribed, not there */
	{ 95, 99 },		/* the PDU is wrong */
	{ 128, 191 },		/* PID, DCS, class not supported */
	{ 193, 193 },		/* no subscription at the centre */
	{ 195, 199 },		/* bad address, barred, duplicate, validity */
	{ 303, 305 },		/* not supported, invalid parameter */
};

/*
 * 332, network timeout: the modem submitted and heard nothing.  The centre
 * may have it, so it is as uncertain as a silent modem.
 */
#define CODE_NETWORK_TIMEOUT	332

static enum wire_outcome
outcome_of_code(int code)
{
	size_t	i;

	if (code == 0)
		return WIRE_SENT;
	if (code == CODE_NETWORK_TIMEOUT)
		return WIRE_UNKNOWN;
	for (i = 0; i < sizeof permanent_codes / sizeof permanent_codes[0]; i++)
		if (code >= permanent_codes[i].first &&
		    code <= permanent_codes[i].last)
			return WIRE_PERMANENT;
	return WIRE_TEMPORARY;
}

/* Keep and tell how the send in hand ended; it then is no longer in hand. */
static void
worker_settle(struct worker *w, enum wire_outcome outcome, int code, int mr)
{
	struct wire_message	m = { .type = WIRE_SMS_RESULT };
	struct wire_leftover	l = { .stage = WIRE_STAGE_RESULT };

	if (!w->sending)
		return;
	w->sending = false;
	l.id = m.sms_result.id = w->sending_id;
	l.part = m.sms_result.part = w->sending_part;
	l.outcome = m.sms_result.outcome = outcome;
	l.code = m.sms_result.code = code;
	l.mr = m.sms_result.mr = mr;
	/* Order matters: the journal must know if the daemon does not. */
	journal_write(w->journal, &l);
	worker_tell(w, &m);
}

/* The modem is of no use: say why; the loop ends. */
static void
worker_lose(struct worker *w)
{
	if (w->lost)
		return;
	w->lost = true;
	/* The network's answer can no longer be heard. */
	worker_settle(w, WIRE_UNKNOWN, -1, -1);
	log_warn("%s; ending, to be started again", w->trouble.detail);
	worker_tell_state(w, WIRE_STATE_FAILING);
}

/* As worker_lose, for what this file found out. */
static void
worker_lose_for(struct worker *w, const char *why, bool hurried)
{
	snprintf(w->trouble.detail, sizeof w->trouble.detail, "%s", why);
	w->trouble.hurried = hurried && w->setup.fast;
	worker_lose(w);
}

/*
 * A modem that loses octets of what comes fast calls a sound PDU invalid, or
 * refuses everything without a reason.
 */
static bool
worker_too_fast(struct worker *w, int code)
{
	w->plain_errors = code == -1 ? w->plain_errors + 1 : 0;
	return w->setup.fast && (code == CODE_BAD_PDU ||
	    w->plain_errors >= PLAIN_ERRORS);
}

/* The modem's word on the send in hand; also from inside submit. */
static void
worker_sent_cb(void *arg, int code, int mr)
{
	struct worker	*w = arg;

	if (!w->sending)
		return;
	w->garbled = worker_too_fast(w, code);
	worker_settle(w, w->garbled ? WIRE_TEMPORARY : outcome_of_code(code),
	    code == 0 ? -1 : code, code == 0 ? mr : -1);
}

/* Submit the first of the waiting parts. */
static void
worker_submit(struct worker *w)
{
	struct wire_leftover	l = { .stage = WIRE_STAGE_SUBMITTING };
	struct wire_sms_out	out = w->out[0];
	enum driver_status	status;
	int			code = -1;

	memmove(&w->out[0], &w->out[1], sizeof w->out[0] *
	    (size_t)--w->out_count);
	w->sending = true;
	l.id = w->sending_id = out.id;
	l.part = w->sending_part = out.part;
	/* Order matters: what is not in the journal must not go on the air. */
	if (journal_write(w->journal, &l) == -1) {
		worker_settle(w, WIRE_TEMPORARY, -1, -1);
		return;
	}
	status = driver->submit(w->driver, &out, &code);
	w->sending_until = now_ms() + SEND_WAIT_MS;
	if (status != DRIVER_OK)
		worker_settle(w, outcome_of_code(code), code, -1);
	if (status == DRIVER_LOST)
		worker_lose(w);
}

static void
worker_queue(struct worker *w, const struct wire_sms_out *out)
{
	struct wire_message	m = { .type = WIRE_SMS_RESULT };

	if (w->out_count < OUT_MAX) {
		w->out[w->out_count++] = *out;
		return;
	}
	m.sms_result.id = out->id;
	m.sms_result.part = out->part;
	m.sms_result.outcome = WIRE_TEMPORARY;
	m.sms_result.code = m.sms_result.mr = -1;
	worker_tell(w, &m);
}

/*
 * A call that does not return.  If it is a submit, whether the message went
 * out nobody knows.
 */
static void
worker_stuck_cb(void *arg)
{
	worker_lose(arg);
	_exit(1);
}

/* ---- receiving ------------------------------------------------------ */

static struct held *
held_at(struct worker *w, const struct driver_place *place)
{
	int	i;

	for (i = 0; i < HELD_MAX; i++)
		if (w->held[i].state != HELD_FREE &&
		    w->held[i].place.location == place->location &&
		    w->held[i].place.memory == place->memory &&
		    place->location != -1)
			return &w->held[i];
	return NULL;
}

static struct held *
held_find(struct worker *w, enum held_state state, uint32_t token)
{
	int	i;

	for (i = 0; i < HELD_MAX; i++)
		if (w->held[i].state == state &&
		    (token == 0 || w->held[i].token == token))
			return &w->held[i];
	return NULL;
}

/* Tell the daemon of a message and remember where it lies. */
static void
worker_announce(struct worker *w, struct held *h,
    const struct driver_message *m)
{
	struct wire_message	out = { .type = WIRE_SMS_IN };

	if (++w->token == 0)
		w->token = 1;
	h->state = HELD_TOLD;
	h->token = w->token;
	h->place = m->place;
	h->seen = w->sweeps;
	h->try_at = 0;
	if (m->is_report) {
		out.type = WIRE_SMS_REPORT;
		out.sms_report = m->report;
		out.sms_report.token = h->token;
	} else {
		out.sms_in = m->sms;
		out.sms_in.token = h->token;
	}
	worker_tell(w, &out);
}

/*
 * A message is listed.  True if the daemon had not been told of it.  One that
 * is held already waits for its STORED or for its deletion; but another one
 * in its place is new.
 */
static bool
worker_take(struct worker *w, const struct driver_message *m)
{
	struct held	*h;

	if ((h = held_at(w, &m->place)) != NULL &&
	    h->place.digest == m->place.digest) {
		h->seen = w->sweeps;
		return false;
	}
	if (h == NULL && (h = held_find(w, HELD_FREE, 0)) == NULL) {
		log_warn("%d messages wait for the daemon: no more now",
		    HELD_MAX);
		return false;
	}
	worker_announce(w, h, m);
	return true;
}

/* What a whole sweep did not list is gone from the modem. */
static void
worker_forget_gone(struct worker *w)
{
	int	i;

	for (i = 0; i < HELD_MAX; i++)
		if (w->held[i].state == HELD_STORED &&
		    w->held[i].seen != w->sweeps)
			w->held[i].state = HELD_FREE;
}

static int64_t
sweep_interval_ms(const struct worker *w)
{
	int64_t	ms = (int64_t)(w->setup.sweep_s > 0 ? w->setup.sweep_s :
	    SWEEP_S) * 1000;
	int64_t	clock = driver->fd(w->driver) == -1 ? CLOCK_NO_FD_MS :
	    CLOCK_MS;

	return !driver->announces(w->driver) && ms > clock ? clock : ms;
}

/* List everything; tell the daemon what is new. */
static void
worker_sweep(struct worker *w)
{
	/* Static: of a size not to be cleared on each turn. */
	static struct driver_message	m;
	enum driver_status		status;
	bool				first;
	int				told = 0;

	w->sweeps++;
	w->arrived = false;
	for (first = true; ; first = false) {
		status = driver->list(w->driver, first, &m);
		if (status == DRIVER_END || status == DRIVER_LOST)
			break;
		if (status == DRIVER_OK && worker_take(w, &m))
			told++;
	}
	if (status == DRIVER_LOST) {
		worker_lose(w);
		return;
	}
	worker_forget_gone(w);
	/* What came during the listing may not have been listed. */
	if (w->arrived)
		return;
	w->sweep_at = now_ms() + sweep_interval_ms(w);
	if (told > 0)
		w->looks = 0;
	else if (w->looks > 0)
		w->sweep_at = now_ms() + look_again_ms[LOOKS - w->looks--];
}

static void
worker_delete(struct worker *w, struct held *h)
{
	enum driver_status	status = driver->remove(w->driver, &h->place);

	if (status == DRIVER_OK)
		h->state = HELD_FREE;
	else if (status == DRIVER_LOST)
		worker_lose(w);
	else {
		/* Kept as stored: never told again, tried again. */
		if (h->try_at == 0)
			log_warn("the modem keeps a message that it was told "
			    "to delete; trying again");
		h->try_at = now_ms() + sweep_interval_ms(w);
	}
}

/* A stored message whose deletion is due. */
static struct held *
worker_next_delete(struct worker *w)
{
	int64_t	now = now_ms();
	int	i;

	for (i = 0; i < HELD_MAX; i++)
		if (w->held[i].state == HELD_STORED && w->held[i].try_at <= now)
			return &w->held[i];
	return NULL;
}

/* The daemon has committed it. */
static void
worker_stored(struct worker *w, uint32_t token)
{
	struct held	*h = token == 0 ? NULL :
	    held_find(w, HELD_TOLD, token);

	if (h == NULL)
		return;
	h->state = h->place.location == -1 ? HELD_FREE : HELD_STORED;
}

static void
worker_arrived_cb(void *arg)
{
	struct worker	*w = arg;

	w->arrived = true;
	w->sweep_at = 0;
	w->looks = LOOKS;
}

/* Not on the SIM: the daemon is told at once, and only once. */
static void
worker_direct_cb(void *arg, const struct driver_message *m)
{
	struct worker	*w = arg;
	struct held	*h = held_find(w, HELD_FREE, 0);

	if (h != NULL)
		worker_announce(w, h, m);
}

/* ---- calls and USSD ------------------------------------------------- */

/* Every ring of a call comes here; the daemon hears of the first. */
static void
worker_rang_cb(void *arg, const char *number)
{
	struct worker		*w = arg;
	struct wire_message	 m = { .type = WIRE_CALL };
	char			 masked[LOG_NUMBER_SIZE];
	bool			 first = now_ms() >= w->ringing_until;

	w->ringing_until = now_ms() + RING_MS;
	if (!first)
		return;
	log_info("%s rings", number[0] == '\0' ? "a withheld number" :
	    log_mask_number(number, masked));
	snprintf(m.call.number, sizeof m.call.number, "%s", number);
	worker_tell(w, &m);
}

static void
worker_hung_up_cb(void *arg)
{
	struct worker	*w = arg;

	w->ringing_until = 0;
}

static void
worker_ussd_cb(void *arg, int status, const char *text)
{
	struct wire_message	m = { .type = WIRE_USSD };

	m.ussd.status = status;
	snprintf(m.ussd.text, sizeof m.ussd.text, "%s", text);
	worker_tell(arg, &m);
}

/* ---- the loop ------------------------------------------------------- */

static void
worker_tell_identity(struct worker *w)
{
	struct wire_message	m = { .type = WIRE_IDENTITY };

	if (driver->identity(w->driver, &m.identity) == DRIVER_LOST)
		worker_lose(w);
	else
		worker_tell(w, &m);
}

static void
worker_tell_health(struct worker *w)
{
	struct wire_message	m = { .type = WIRE_HEALTH };

	w->health_at = now_ms() + HEALTH_MS;
	if (driver->health(w->driver, &m.health) == DRIVER_LOST)
		worker_lose(w);
	else
		worker_tell(w, &m);
}

/*
 * The daemon asks for a sweep after it could not store what it was told:
 * tell it all again.
 */
static void
worker_sweep_anew(struct worker *w)
{
	int	i;

	for (i = 0; i < HELD_MAX; i++)
		if (w->held[i].state == HELD_TOLD &&
		    w->held[i].place.location != -1)
			w->held[i].state = HELD_FREE;
	w->sweep_at = 0;
}

static void
worker_obey(struct worker *w, const struct wire_message *m)
{
	struct wire_message	pong = { .type = WIRE_PONG };

	if (m->type == WIRE_SMS_OUT)
		worker_queue(w, &m->sms_out);
	else if (m->type == WIRE_SMS_STORED)
		worker_stored(w, m->token.token);
	else if (m->type == WIRE_SWEEP)
		worker_sweep_anew(w);
	else if (m->type == WIRE_QUIT)
		w->leaving = true;
	else if (m->type == WIRE_PING) {
		pong.token = m->token;
		worker_tell(w, &pong);
	} else
		log_warn("the daemon sent %s: ignored",
		    wire_type_name(m->type));
}

/* Take all that the daemon said. */
static void
worker_hear(struct worker *w)
{
	/* Static: of a size not to be cleared on each turn. */
	static struct wire_message	m;
	int				rc = 0;

	while (w->wire != -1 && (rc = wire_recv(w->wire, &m)) == 1)
		worker_obey(w, &m);
	if (rc == -1) {
		w->wire = -1;
		w->leaving = true;
	}
}

/* Until when there is nothing to do unasked. */
static int
worker_timeout(struct worker *w)
{
	int64_t	next = w->sending_until, now = now_ms();
	int	i;

	if (!w->sending) {
		if (w->out_count > 0)
			return 0;
		next = w->sweep_at < w->health_at ? w->sweep_at : w->health_at;
		for (i = 0; i < HELD_MAX; i++)
			if (w->held[i].state == HELD_STORED &&
			    w->held[i].try_at < next)
				next = w->held[i].try_at;
	}
	return next <= now ? 0 : (int)(next - now);
}

/* Wait for the modem, the daemon or the clock. */
static void
worker_wait(struct worker *w)
{
	struct pollfd	p[2] = {
		{ .fd = w->wire, .events = POLLIN },
		{ .fd = driver->fd(w->driver), .events = POLLIN },
	};

	if (poll(p, 2, worker_timeout(w)) == -1 && errno != EINTR) {
		worker_lose_for(w, "poll failed", false);
		return;
	}
	if (p[0].revents != 0)
		worker_hear(w);
	if ((p[1].revents & POLLIN) &&
	    driver->read(w->driver) == DRIVER_LOST)
		worker_lose(w);
	else if (p[1].revents & (POLLHUP | POLLERR | POLLNVAL))
		worker_lose_for(w, "the modem is gone", false);
}

/* One thing at a time, the most urgent first, so that none waits for long. */
static void
worker_work(struct worker *w)
{
	struct held	*h;

	if (w->garbled)
		worker_lose_for(w, "garbles what is sent to it fast", true);
	else if (w->sending) {
		/* Any other call now would lose the answer. */
		if (now_ms() >= w->sending_until)
			worker_lose_for(w, "no answer to a send in 60 s", true);
	} else if (w->out_count > 0)
		worker_submit(w);
	else if ((h = worker_next_delete(w)) != NULL)
		worker_delete(w, h);
	else if (now_ms() >= w->sweep_at)
		worker_sweep(w);
	else if (now_ms() >= w->health_at)
		worker_tell_health(w);
}

static void
worker_run(struct worker *w)
{
	worker_sweep(w);
	while (!w->lost && !(w->leaving && !w->sending)) {
		worker_wait(w);
		if (!w->lost && !(w->leaving && !w->sending))
			worker_work(w);
	}
}

/* ---- beginning ------------------------------------------------------ */

/* As few rights, and as little to leave behind, as the work can do with. */
static void
drop_rights(void)
{
	static const struct { int what; rlim_t most; } limits[] = {
		{ RLIMIT_CORE, 0 },	/* would hold texts and numbers */
		{ RLIMIT_NOFILE, 128 },
		{ RLIMIT_FSIZE, 1 << 20 },
	};
	static const int	fatal_signals[] = {
		SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGSYS, SIGTRAP
	};
	struct rlimit		limit;
	sigset_t		set;
	size_t			i;

	/* QUIT and the closed wire end us; signals only shorten pauses. */
	sigfillset(&set);
	for (i = 0; i < sizeof fatal_signals / sizeof fatal_signals[0]; i++)
		sigdelset(&set, fatal_signals[i]);
	sigprocmask(SIG_SETMASK, &set, NULL);
	close_range(WIRE_FD + 1, ~0U, 0);
	fcntl(WIRE_FD, F_SETFD, FD_CLOEXEC);
	for (i = 0; i < sizeof limits / sizeof limits[0]; i++) {
		limit.rlim_cur = limit.rlim_max = limits[i].most;
		setrlimit((unsigned)limits[i].what, &limit);
	}
	prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
	umask(077);
}

/* Wait for SETUP.  False: told to go. */
static bool
await_setup(struct worker *w)
{
	struct wire_message	m = { .type = WIRE_HELLO };
	struct pollfd		p = { .fd = w->wire, .events = POLLIN };
	int			rc;

	m.hello.version = WIRE_VERSION;
	m.hello.pid = (uint32_t)getpid();
	worker_tell(w, &m);
	for (;;) {
		if (poll(&p, 1, -1) == -1)
			continue;
		rc = wire_recv(w->wire, &m);
		if (rc == -1 || (rc == 1 && m.type == WIRE_QUIT))
			return false;
		if (rc == 1 && m.type == WIRE_SETUP) {
			w->setup = m.setup;
			explicit_bzero(&m, sizeof m);
			return true;
		}
		if (rc == 1)
			worker_obey(w, &m);
	}
}

/*
 * Take the modem over from a predecessor, which may still finish its send,
 * and say what it left.  False: told to go, or it cannot be done.
 */
static bool
take_over(struct worker *w)
{
	struct wire_message	m = { .type = WIRE_LEFTOVER };
	struct wire_leftover	none = { .stage = WIRE_STAGE_NONE };
	struct pollfd		p = { .fd = w->wire, .events = POLLIN };
	int			rc = -1;

	if ((w->journal = journal_open(w->setup.journal)) == NULL)
		rc = -1;
	else
		while ((rc = journal_lock(w->journal)) == 0) {
			p.fd = w->wire;
			if (poll(&p, 1, LOCK_MS) > 0)
				worker_hear(w);
			if (w->leaving)
				return false;
		}
	if (rc == -1) {
		worker_lose_for(w, "its journal cannot be used", false);
		return false;
	}
	journal_read(w->journal, &m.leftover);
	if (!m.leftover.present)
		journal_write(w->journal, &none);
	worker_tell(w, &m);
	return true;
}

static bool
open_modem(struct worker *w)
{
	worker_tell_state(w, WIRE_STATE_OPENING);
	w->driver = driver->open(&w->setup, &worker_events, w, &w->trouble);
	explicit_bzero(w->setup.pin, sizeof w->setup.pin);
	if (w->driver == NULL) {
		worker_lose(w);
		return false;
	}
	worker_tell_identity(w);
	if (!w->lost)
		worker_tell_health(w);
	if (!w->lost)
		worker_tell_state(w, WIRE_STATE_READY);
	return !w->lost;
}

int
main(int argc, char **argv)
{
	static struct worker	w;
	static char		name[64];
	struct stat		st;

	snprintf(name, sizeof name, "kentongan-modem %s",
	    argc > 1 ? argv[1] : "");
	log_init(name, LOG_LEVEL_INFO);
	if (fstat(WIRE_FD, &st) == -1 || !S_ISSOCK(st.st_mode)) {
		fprintf(stderr, "kentongan-modem: started by kentongand, "
		    "not by hand\n");
		return 2;
	}
	drop_rights();
	w.wire = WIRE_FD;
	if (await_setup(&w) && take_over(&w) && open_modem(&w))
		worker_run(&w);
	/* A library whose modem is lost frees nothing but by talking to it. */
	if (w.lost)
		_exit(1);
	driver->close(w.driver);
	/* Last: whoever waits for it finds the modem closed. */
	journal_close(w.journal);
	return 0;
}
