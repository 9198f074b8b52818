/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * modem - kentongan-modem: one modem's process.
 *
 * This file knows how the process begins, what it does first when there is
 * more than one thing to do, and how it ends.  It knows no modem: that is the
 * driver's; nor what is promised about messages: see held.c and submit.c.
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
#include <unistd.h>

#include "base/log.h"
#include "gateway/fleet/wire.h"
#include "modem/driver.h"
#include "modem/find.h"
#include "modem/journal.h"
#include "modem/process.h"

#define HEALTH_MS	60000
#define NETWORK_MS	15000	/* is it still registered? */
#define NEWS_MS		1000	/* so long after a hint, for it may be many */
#define RING_MS		10000	/* the next ring of one call comes before */
#define LOCK_MS		50

/* Ways in from the driver. */
static void	worker_arrived_cb(void *);
static void	worker_direct_cb(void *, const struct driver_message *);
static void	worker_sent_cb(void *, int, int);
static void	worker_rang_cb(void *, const char *);
static void	worker_hung_up_cb(void *);
static void	worker_ussd_cb(void *, int, const char *);
static void	worker_network_cb(void *);
static void	worker_reading_cb(void *, enum driver_reading, uint64_t);
static bool	worker_is_poison_cb(void *, uint64_t);
static void	worker_stuck_cb(void *) __attribute__((noreturn));

static const struct driver_events worker_events = {
	.arrived = worker_arrived_cb,
	.direct = worker_direct_cb,
	.sent = worker_sent_cb,
	.rang = worker_rang_cb,
	.hung_up = worker_hung_up_cb,
	.ussd = worker_ussd_cb,
	.network = worker_network_cb,
	.reading = worker_reading_cb,
	.is_poison = worker_is_poison_cb,
	.stuck = worker_stuck_cb,
};

/* ---- telling the daemon --------------------------------------------- */

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
	process_tell(w, &m);
}

/* The modem is lost: settle the send in hand, and say why. */
static void
worker_bury(struct worker *w)
{
	/* The network's answer can no longer be heard. */
	submit_settle(w, WIRE_UNKNOWN, -1, -1);
	log_warn("%s; ending, to be started again", w->trouble.detail);
	worker_tell_state(w, WIRE_STATE_FAILING);
}

/*
 * A call that does not return.  If it is a submit, whether the message went
 * out nobody knows.
 */
static void
worker_stuck_cb(void *arg)
{
	worker_bury(arg);
	_exit(1);
}

/* ---- calls and USSD ------------------------------------------------- */

/* Every ring of a call comes here; the daemon hears of the first. */
static void
worker_rang_cb(void *arg, const char *number)
{
	struct worker		*w = arg;
	struct wire_message	 m = { .type = WIRE_CALL };
	char			 masked[LOG_NUMBER_SIZE];
	bool			 first = process_now_ms() >= w->ringing_until ||
				    strcmp(number, w->ringing) != 0;

	snprintf(w->ringing, sizeof w->ringing, "%s", number);
	w->ringing_until = process_now_ms() + RING_MS;
	if (!first)
		return;
	log_info("%s rings", number[0] == '\0' ? "a withheld number" :
	    log_mask_number(number, masked));
	snprintf(m.call.number, sizeof m.call.number, "%s", number);
	process_tell(w, &m);
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
	dial_answered(arg, status, text);
}

/* ---- other ways in from the driver ---------------------------------- */

static void
worker_arrived_cb(void *arg)
{
	held_notice(arg);
}

static void
worker_direct_cb(void *arg, const struct driver_message *m)
{
	held_direct(arg, m);
}

static void
worker_sent_cb(void *arg, int code, int mr)
{
	submit_answered(arg, code, mr);
}

static void
worker_network_cb(void *arg)
{
	struct worker	*w = arg;
	int64_t		 soon = process_now_ms() + NEWS_MS;

	if (soon < w->network_at)
		w->network_at = soon;
}

static void
worker_reading_cb(void *arg, enum driver_reading what, uint64_t digest)
{
	struct worker	*w = arg;

	journal_mark(w->journal, what, digest);
}

static bool
worker_is_poison_cb(void *arg, uint64_t digest)
{
	struct worker	*w = arg;

	return journal_is_poison(w->journal, digest);
}

/* ---- the loop ------------------------------------------------------- */

static void
worker_tell_identity(struct worker *w)
{
	struct wire_message	m = { .type = WIRE_IDENTITY };

	if (w->calls->identity(w->driver, &m.identity) == DRIVER_LOST) {
		process_lose(w);
		return;
	}
	snprintf(m.identity.device, sizeof m.identity.device, "%s",
	    w->setup.device);
	process_tell(w, &m);
}

static void
worker_tell_health(struct worker *w)
{
	struct wire_message	m = { .type = WIRE_HEALTH };

	w->health_at = process_now_ms() + HEALTH_MS;
	w->network_at = process_now_ms() + NETWORK_MS;
	if (w->calls->health(w->driver, &m.health) == DRIVER_LOST) {
		process_lose(w);
		return;
	}
	w->registered = m.health.registered;
	process_tell(w, &m);
}

/* Nobody should wait a minute to hear that the network is gone, or back. */
static void
worker_check_network(struct worker *w)
{
	uint32_t	registered = w->registered;

	w->network_at = process_now_ms() + NETWORK_MS;
	if (w->calls->network(w->driver, &registered) == DRIVER_LOST)
		process_lose(w);
	else if (registered != w->registered)
		w->health_at = 0;
}

static void
worker_obey(struct worker *w, const struct wire_message *m)
{
	struct wire_message	pong = { .type = WIRE_PONG };

	if (m->type == WIRE_SMS_OUT)
		submit_queue(w, &m->sms_out);
	else if (m->type == WIRE_SMS_STORED)
		held_stored(w, m->token.token);
	else if (m->type == WIRE_SWEEP)
		held_sweep_anew(w);
	else if (m->type == WIRE_USSD_ASK)
		dial_queue(w, &m->ussd_ask);
	else if (m->type == WIRE_QUIT)
		w->leaving = true;
	else if (m->type == WIRE_PING) {
		pong.token = m->token;
		process_tell(w, &pong);
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

static int64_t
earlier(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

/* Is there a code to dial, and does nobody wait for another's answer? */
static bool
can_dial(const struct worker *w)
{
	return w->dial_count > 0 && w->answer_until == 0;
}

/* Until when there is nothing to do unasked. */
static int
worker_timeout(const struct worker *w)
{
	int64_t	next = w->sending_until, now = process_now_ms();

	if (!w->sending) {
		if (w->out_count > 0 || can_dial(w))
			return 0;
		next = earlier(held_next_at(w),
		    earlier(w->health_at, w->network_at));
		if (w->answer_until != 0)
			next = earlier(next, w->answer_until);
	}
	return next <= now ? 0 : (int)(next - now);
}

/* Wait for the modem, the daemon or the clock. */
static void
worker_wait(struct worker *w)
{
	struct pollfd	p[2] = {
		{ .fd = w->wire, .events = POLLIN },
		{ .fd = w->calls->fd(w->driver), .events = POLLIN },
	};

	if (poll(p, 2, worker_timeout(w)) == -1 && errno != EINTR) {
		process_lose_for(w, "poll failed", false);
		return;
	}
	if (p[0].revents != 0)
		worker_hear(w);
	if ((p[1].revents & POLLIN) &&
	    w->calls->read(w->driver) == DRIVER_LOST)
		process_lose(w);
	else if (p[1].revents & (POLLHUP | POLLERR | POLLNVAL)) {
		w->trouble.kind = WIRE_TROUBLE_ABSENT;
		process_lose_for(w, "the modem is gone", false);
	}
}

/* One thing at a time, the most urgent first, so that none waits for long. */
static void
worker_work(struct worker *w)
{
	struct held	*h;

	if (w->garbled)
		process_lose_for(w, "garbles what is sent to it fast", true);
	else if (w->sending) {
		/* Any other call now would lose the answer. */
		if (process_now_ms() >= w->sending_until)
			process_lose_for(w, "no answer to a send in 60 s",
			    true);
	} else if (w->out_count > 0)
		submit_next(w);
	else if (can_dial(w))
		dial_next(w);
	else if (w->answer_until != 0 && process_now_ms() >= w->answer_until)
		dial_give_up(w);
	else if ((h = held_next_delete(w)) != NULL)
		held_delete(w, h);
	else if (process_now_ms() >= w->sweep_at)
		held_sweep(w);
	else if (process_now_ms() >= w->health_at)
		worker_tell_health(w);
	else if (process_now_ms() >= w->network_at)
		worker_check_network(w);
}

static void
worker_run(struct worker *w)
{
	held_sweep(w);
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
		SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGSYS, SIGTRAP,
		SIGPROF,	/* a message whose reading never ends */
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
	process_tell(w, &m);
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
		process_lose_for(w, "its journal cannot be used", false);
		return false;
	}
	journal_learn(w->journal);
	journal_read(w->journal, &m.leftover);
	if (!m.leftover.present)
		journal_write(w->journal, &none);
	process_tell(w, &m);
	return true;
}

/* Find the modem, open it, and say who it is. */
static bool
open_modem(struct worker *w)
{
	struct driver_past	past = {
		.careful = journal_is_careful(w->journal),
		.bare = journal_is_bare(w->journal),
	};

	worker_tell_state(w, WIRE_STATE_OPENING);
	if (find_modem(&w->setup, &w->trouble))
		w->driver = w->calls->open(&w->setup, &past,
		    &worker_events, w, &w->trouble);
	explicit_bzero(w->setup.pin, sizeof w->setup.pin);
	if (w->driver == NULL) {
		process_lose(w);
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
	w.calls = &gammu_driver;
	if (await_setup(&w) && take_over(&w) && open_modem(&w))
		worker_run(&w);
	/* A library whose modem is lost frees nothing but by talking to it. */
	if (w.lost) {
		worker_bury(&w);
		_exit(1);
	}
	w.calls->close(w.driver);
	/* Last: whoever waits for it finds the modem closed. */
	journal_close(w.journal);
	return 0;
}
