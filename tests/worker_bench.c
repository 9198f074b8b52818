/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * worker_bench - the real worker at simulated modems, for tests that play the
 * daemon.  Everything fails the running test by itself.
 */

#include "config.h"

#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>

#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "worker_bench.h"

int64_t
now_ms(void)
{
	struct timespec	t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

void
pause_ms(long ms)
{
	struct timespec	t = { ms / 1000, ms % 1000 * 1000000 };

	nanosleep(&t, NULL);
}

static const char *
program(const char *variable, const char *otherwise)
{
	const char	*path = getenv(variable);

	return path != NULL ? path : otherwise;
}

static void
connect_control(struct bench *b)
{
	struct sockaddr_un	address = { .sun_family = AF_UNIX };
	int64_t			until = now_ms() + WAIT_MS;

	snprintf(address.sun_path, sizeof address.sun_path, "%s", b->control);
	b->talk = socket(AF_UNIX, SOCK_STREAM, 0);
	while (connect(b->talk, (struct sockaddr *)&address,
	    sizeof address) == -1) {
		if (now_ms() > until)
			fail_msg("the simulator does not start");
		pause_ms(10);
	}
}

/*
 * Start a simulator with the modem gsm1 at b->link, and more options: those
 * of gsm1 first; in them %s, once at most, is the folder.
 */
void
bench_open(struct bench *b, const char *options)
{
	char	command[1024], more[512];

	memset(b, 0, sizeof *b);
	b->wire = -1;
	snprintf(b->dir, sizeof b->dir, "/tmp/kentongan-test-XXXXXX");
	assert_non_null(mkdtemp(b->dir));
	snprintf(b->link, sizeof b->link, "%s/gsm1", b->dir);
	snprintf(b->control, sizeof b->control, "%s/control", b->dir);
	snprintf(b->journal, sizeof b->journal, "%s/journal", b->dir);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
	snprintf(more, sizeof more, options, b->dir);
#pragma GCC diagnostic pop
	snprintf(command, sizeof command,
	    "exec %s --control %s --modem gsm1=%s %s",
	    program("KENTONGAN_SIM", "./kentongan-sim"), b->control, b->link,
	    more);
	if ((b->sim = fork()) == 0) {
		/* Not to outlive a test that fails. */
		prctl(PR_SET_PDEATHSIG, SIGTERM);
		execl("/bin/sh", "sh", "-c", command, (char *)NULL);
		_exit(127);
	}
	connect_control(b);
}

/* Ask the simulator; what it answers is in b->answer, and must be well. */
void
bench_say(struct bench *b, const char *fmt, ...)
{
	char	line[2048];
	size_t	len = 0;
	ssize_t	n;
	va_list	ap;

	va_start(ap, fmt);
	n = vsnprintf(line, sizeof line - 1, fmt, ap);
	va_end(ap);
	assert_in_range(n, 1, sizeof line - 2);
	line[n++] = '\n';
	assert_int_equal(write(b->talk, line, (size_t)n), n);
	do {
		n = read(b->talk, b->answer + len, sizeof b->answer - 1 - len);
		assert_true(n > 0);
		len += (size_t)n;
		b->answer[len] = '\0';
	} while (b->answer[len - 1] != '\n');
	if (strstr(b->answer, "\"ok\":true") == NULL)
		fail_msg("%s: %s", line, b->answer);
}

void
bench_sms(struct bench *b, const char *from, const char *text)
{
	bench_say(b, "{\"cmd\":\"sms\",\"from\":\"%s\",\"text\":\"%s\"}", from,
	    text);
}

/* A number of the first modem's state. */
int
bench_number(struct bench *b, const char *name)
{
	char		 key[64];
	const char	*at;

	bench_say(b, "{\"cmd\":\"state\"}");
	snprintf(key, sizeof key, "\"%s\":", name);
	assert_non_null(at = strstr(b->answer, key));
	return atoi(at + strlen(key));
}

/* Wait until so many messages lie in the modems. */
bool
bench_slots_become(struct bench *b, int want)
{
	int64_t		 until = now_ms() + WAIT_MS;
	const char	*at;
	int		 n;

	for (;;) {
		bench_say(b, "{\"cmd\":\"slots\"}");
		n = 0;
		for (at = b->answer; (at = strstr(at, "\"location\"")) != NULL;
		    at++)
			n++;
		if (n == want || now_ms() > until)
			return n == want;
		pause_ms(5);
	}
}

/* What the daemon would say of gsm1. */
struct wire_setup
bench_setup(const struct bench *b)
{
	struct wire_setup	s;

	memset(&s, 0, sizeof s);
	snprintf(s.name, sizeof s.name, "gsm1");
	snprintf(s.device, sizeof s.device, "%s", b->link);
	snprintf(s.connection, sizeof s.connection, "at115200");
	snprintf(s.journal, sizeof s.journal, "%s", b->journal);
	s.fast = 1;
	s.sweep_s = 60;
	return s;
}

void
worker_start(struct bench *b, const struct wire_setup *setup)
{
	struct wire_message	m = { .type = WIRE_SETUP };
	int			sv[2];

	assert_int_equal(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0,
	    sv), 0);
	if ((b->worker = fork()) == 0) {
		if (sv[1] != WIRE_FD)
			dup2(sv[1], WIRE_FD);
		else
			dup2(dup(sv[1]), WIRE_FD);
		execl(program("KENTONGAN_MODEM", "./kentongan-modem"),
		    "kentongan-modem", "gsm1", (char *)NULL);
		_exit(127);
	}
	close(sv[1]);
	b->wire = sv[0];
	m.setup = *setup;
	worker_tell(b, &m);
}

/* The next message of a type within so long; others are passed over. */
bool
worker_says(struct bench *b, enum wire_type type, struct wire_message *m,
    int ms)
{
	struct pollfd	p = { .fd = b->wire, .events = POLLIN };
	int64_t		until = now_ms() + ms;
	int		rc;

	for (;;) {
		while ((rc = wire_recv(b->wire, m)) == 1)
			if (m->type == type)
				return true;
		if (rc == -1 || now_ms() >= until)
			return false;
		poll(&p, 1, (int)(until - now_ms()));
	}
}

void
worker_expect(struct bench *b, enum wire_type type, struct wire_message *m)
{
	if (!worker_says(b, type, m, WAIT_MS))
		fail_msg("no %s", wire_type_name(type));
}

static void
expect_opened(struct bench *b, struct wire_message *m)
{
	do
		worker_expect(b, WIRE_STATE, m);
	while (m->state.state == WIRE_STATE_OPENING);
}

void
worker_ready(struct bench *b)
{
	struct wire_message	m;

	expect_opened(b, &m);
	if (m.state.state != WIRE_STATE_READY)
		fail_msg("not ready: %s", m.state.detail);
}

/* It must fail to open, for this reason, with these words, and end. */
void
worker_fails(struct bench *b, enum wire_trouble trouble, const char *words)
{
	struct wire_message	m;

	expect_opened(b, &m);
	assert_int_equal(m.state.state, WIRE_STATE_FAILING);
	if (m.state.trouble != trouble ||
	    strstr(m.state.detail, words) == NULL)
		fail_msg("trouble %u: %s", m.state.trouble, m.state.detail);
	assert_int_equal(worker_end(b), 1);
}

void
worker_tell(struct bench *b, const struct wire_message *m)
{
	assert_int_equal(wire_send(b->wire, m), 1);
}

void
worker_stored(struct bench *b, uint32_t token)
{
	struct wire_message	m = { .type = WIRE_SMS_STORED };

	m.token.token = token;
	worker_tell(b, &m);
}

/* Wait for its end.  Its exit status, or -1. */
int
worker_end(struct bench *b)
{
	int	status = -1;

	if (b->worker > 0)
		waitpid(b->worker, &status, 0);
	b->worker = 0;
	if (b->wire != -1)
		close(b->wire);
	b->wire = -1;
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* End all; the worker must end well. */
void
bench_close(struct bench *b)
{
	char	command[128];

	if (b->worker > 0) {
		close(b->wire);
		b->wire = -1;
		assert_int_equal(worker_end(b), 0);
	}
	close(b->talk);
	kill(b->sim, SIGTERM);
	waitpid(b->sim, NULL, 0);
	snprintf(command, sizeof command, "rm -rf %s", b->dir);
	assert_int_equal(system(command), 0);
}
