/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * bench_ussd - many phones in the menus at once, over real HTTP and with
 * durable commits: how long a hop takes.
 *
 *	bench_ussd [SESSIONS [HOPS_A_SECOND]]
 *
 * Every session makes a whole report.  People think between two screens: the
 * hops are spread evenly, and all sessions are open at the same time.
 *
 * A slow hop may be the machine's: so a second process writes and syncs to the
 * same disk meanwhile, with nothing else to do, and the client tells how late
 * it was itself and how long the daemon stood in line for a processor.
 */

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "tests/scenarios/harness.h"

static int	sessions = 1000, rate = 300;

static const char *const steps[] = { "", "1", "1*1", "1*1*3", "1*1*3*2",
    "1*1*3*2*depan+pasar", "1*1*3*2*depan+pasar*1" };

#define STEPS	((int)(sizeof steps / sizeof steps[0]))
#define OPEN	256	/* connections at a time */
#define SLOW_MS	20	/* what a hop may take */
#define BARE_MAX	100000
#define BARE_EVERY_US	50000
#define BARE_BYTES	12288	/* as much as a hop's commit */

/* What the disk did for somebody who wanted nothing but that. */
struct bare {
	int	count;
	struct { double began, took; } write[BARE_MAX];	/* ms */
};

/* A hop under way. */
struct hop {
	int	fd;
	double	began;
	int	session, step;
	char	buf[2048];
	size_t	len;
};

struct bench {
	int		 port;
	struct hop	 hop[OPEN];
	int		 under_way;
	double		*took;		/* ms; hop by hop */
	double		*late;		/* ms; the client, by its own plan */
	struct bare	*bare;		/* shared with its process */
	pid_t		 bare_pid;
	int		 slow, slow_with_disk;
	int		 of_step[STEPS];
	int		 done, tickets;
};

static double
ms(void)
{
	struct timespec	t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int
by_value(const void *a, const void *b)
{
	double	x = *(const double *)a, y = *(const double *)b;

	return x < y ? -1 : x > y;
}

/* ---- the disk alone ---------------------------------------------------- */

static void
write_bare(struct bare *bare, const char *path)
{
	static char	block[BARE_BYTES];
	int		fd = open(path, O_RDWR | O_CREAT, 0600), n;

	while (fd != -1 && (n = bare->count) < BARE_MAX) {
		bare->write[n].began = ms();
		bare->write[n].took = -1;	/* not yet */
		bare->count = n + 1;
		if (write(fd, block, sizeof block) == -1 ||
		    fdatasync(fd) == -1)
			break;
		bare->write[n].took = ms() - bare->write[n].began;
		usleep(BARE_EVERY_US);
	}
	_exit(0);
}

static void
bare_begin(struct bench *b, const char *dir)
{
	char	path[256];

	snprintf(path, sizeof path, "%s/bare", dir);
	b->bare = mmap(NULL, sizeof *b->bare, PROT_READ | PROT_WRITE,
	    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	assert_true(b->bare != MAP_FAILED);
	b->bare->count = 0;
	if ((b->bare_pid = fork()) == 0)
		write_bare(b->bare, path);
	assert_true(b->bare_pid != -1);
}

static void
bare_end(struct bench *b)
{
	kill(b->bare_pid, SIGKILL);
	waitpid(b->bare_pid, NULL, 0);
	if (b->bare->count > 0 &&
	    b->bare->write[b->bare->count - 1].took < 0)
		b->bare->count--;
}

/* Did the bare write of that time take long too? */
static bool
disk_was_slow(const struct bare *bare, double from, double to)
{
	int	i;
	double	took;

	for (i = bare->count - 1; i >= 0; i--) {
		took = bare->write[i].took < 0 ? ms() - bare->write[i].began :
		    bare->write[i].took;
		if (bare->write[i].began + took < from - SLOW_MS)
			return false;
		if (bare->write[i].began < to && took > SLOW_MS / 2)
			return true;
	}
	return false;
}

/* ---- hops -------------------------------------------------------------- */

static void
begin(struct bench *b, int session, int step)
{
	struct hop	*h = &b->hop[b->under_way++];
	char		 body[512], text[1024];
	int		 n;

	assert_true(b->under_way <= OPEN);
	n = snprintf(body, sizeof body, "sessionId=b%d&serviceCode=x&"
	    "phoneNumber=%%2B62812003%05d&text=%s", session, session,
	    steps[step]);
	h->began = ms();
	h->fd = http_connect(b->port);
	assert_true(h->fd != -1);
	h->session = session;
	h->step = step;
	h->len = 0;
	n = snprintf(text, sizeof text, "POST /ussd/bench-path HTTP/1.1\r\n"
	    "Host: x\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s",
	    n, body);
	assert_int_equal(write(h->fd, text, (size_t)n), n);
	fcntl(h->fd, F_SETFL, O_NONBLOCK);
}

static void
finish(struct bench *b, int i)
{
	struct hop	*h = &b->hop[i];
	double		 took = ms() - h->began;

	h->buf[h->len] = '\0';
	if (strstr(h->buf, " 200 ") == NULL ||
	    strstr(h->buf, h->step == STEPS - 1 ? "END Laporan" : "CON ")
	    == NULL)
		fail_msg("session %d, hop %d: %s", h->session, h->step,
		    h->buf);
	b->tickets += h->step == STEPS - 1;
	b->took[h->step * sessions + b->of_step[h->step]++] = took;
	b->slow += took > SLOW_MS;
	b->slow_with_disk += took > SLOW_MS && disk_was_slow(b->bare,
	    h->began, h->began + took);
	b->done++;
	close(h->fd);
	*h = b->hop[--b->under_way];
}

/*
 * Read what is there, for at most so many ms: asleep, so as not to take a
 * processor from whom it measures.
 */
static void
read_answers(struct bench *b, double timeout)
{
	struct timespec	wait = { 0, timeout > 0 ? (long)(timeout * 1e6) : 0 };
	struct pollfd	p[OPEN];
	ssize_t		n;
	int		i, count = b->under_way;

	for (i = 0; i < count; i++)
		p[i] = (struct pollfd){ b->hop[i].fd, POLLIN, 0 };
	ppoll(p, (nfds_t)count, &wait, NULL);
	/* From the end: the last takes the place of a finished one. */
	for (i = count - 1; i >= 0; i--) {
		if (p[i].revents == 0)
			continue;
		n = read(b->hop[i].fd, b->hop[i].buf + b->hop[i].len,
		    sizeof b->hop[i].buf - 1 - b->hop[i].len);
		if (n > 0)
			b->hop[i].len += (size_t)n;
		else if (n == 0 || errno != EAGAIN)
			finish(b, i);
	}
}

/* Hop 1 of every session, then hop 2 of every session, ... */
static void
run(struct bench *b)
{
	double	start = ms(), due;
	int	i, total = sessions * STEPS;

	for (i = 0; i < total; i++) {
		due = start + i * 1e3 / rate;
		while (ms() < due || b->under_way == OPEN)
			read_answers(b, due - ms() < 100 ? due - ms() : 100);
		b->late[i] = ms() - due;
		begin(b, i % sessions, i / sessions);
	}
	while (b->under_way > 0)
		read_answers(b, 100);
}

static void
tell_times(const char *what, double *took, int n)
{
	if (n == 0)
		return;
	qsort(took, (size_t)n, sizeof *took, by_value);
	printf("  %s: median %.1f ms, p99 %.1f ms, max %.1f ms\n", what,
	    took[n / 2], took[n * 99 / 100], took[n - 1]);
}

/* Of proc(5): what the daemon ran, and what it stood in line. */
static void
tell_daemon(const struct world *w)
{
	char	path[64];
	double	ran = 0, waited = 0;
	FILE	*f;

	snprintf(path, sizeof path, "/proc/%d/schedstat", (int)world_pid(w));
	if ((f = fopen(path, "r")) == NULL)
		return;
	if (fscanf(f, "%lf %lf", &ran, &waited) == 2)
		printf("  the daemon ran %.2f s and waited %.2f s for a "
		    "processor\n", ran / 1e9, waited / 1e9);
	fclose(f);
}

static void
tell_machine(struct bench *b, const struct world *w)
{
	double	*bare = calloc((size_t)b->bare->count + 1, sizeof *bare);
	int	 i;

	assert_non_null(bare);
	for (i = 0; i < b->bare->count; i++)
		bare[i] = b->bare->write[i].took;
	tell_times("the disk alone, a bare write and fdatasync", bare,
	    b->bare->count);
	tell_times("the client, behind its own plan", b->late, b->done);
	tell_daemon(w);
	printf("  %d hops (%.2f%%) took over %d ms, %d of them while the "
	    "bare write was slow too\n", b->slow, 100.0 * b->slow / b->done,
	    SLOW_MS, b->slow_with_disk);
	free(bare);
}

static void
tell(struct bench *b, double seconds)
{
	int	total = b->done, i;

	for (i = 0; i < STEPS; i++) {
		qsort(b->took + i * sessions, (size_t)sessions,
		    sizeof *b->took, by_value);
		printf("  hop %d: median %.1f ms, p99 %.1f ms\n", i + 1,
		    b->took[i * sessions + sessions / 2],
		    b->took[i * sessions + sessions * 99 / 100]);
	}
	qsort(b->took, (size_t)total, sizeof *b->took, by_value);
	printf("USSD: %d sessions at once, %d hops (%.0f a second), each "
	    "committed: median %.1f ms, p99 %.1f ms, max %.1f ms; %d "
	    "tickets\n", sessions, total, total / seconds,
	    b->took[total / 2], b->took[total * 99 / 100],
	    b->took[total - 1], b->tickets);
}

static void
bench(void **state)
{
	char			 conf[512];
	struct world_options	 o = { .conf = conf };
	struct bench		*b = calloc(1, sizeof *b);
	struct world		*w;
	double			 start;

	(void)state;
	assert_non_null(b);
	b->took = calloc((size_t)(sessions * STEPS), sizeof *b->took);
	b->late = calloc((size_t)(sessions * STEPS), sizeof *b->late);
	assert_non_null(b->took);
	assert_non_null(b->late);
	b->port = free_port();
	snprintf(conf, sizeof conf, "log_level = \"warn\";\nhttp = { port = "
	    "%d; };\nussd = { providers = ( { name = \"bench\"; dialect = "
	    "\"africastalking\"; path = \"bench-path\"; } ); };\n", b->port);
	w = world_new(&o);
	bare_begin(b, world_dir(w));
	start = ms();
	run(b);
	start = ms() - start;
	bare_end(b);
	tell_machine(b, w);
	tell(b, start / 1e3);
	assert_int_equal(b->tickets, sessions);
	world_free(w);
	munmap(b->bare, sizeof *b->bare);
	free(b->took);
	free(b->late);
	free(b);
}

int
main(int argc, char *argv[])
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(bench) };

	if (argc > 1)
		sessions = atoi(argv[1]);
	if (argc > 2)
		rate = atoi(argv[2]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
