/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * bench_ussd - many phones in the menus at once, over real HTTP and with
 * durable commits: how long a hop takes.
 *
 *	bench_ussd [SESSIONS [HOPS_A_SECOND]]
 *
 * Every session makes a whole report.  People think between two screens: the
 * hops are spread evenly, and all sessions are open at the same time.
 */

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "../scenarios/harness.h"

static int	sessions = 1000, rate = 300;

static const char *const steps[] = { "", "1", "1*1", "1*1*3", "1*1*3*2",
    "1*1*3*2*depan+pasar", "1*1*3*2*depan+pasar*1" };

#define STEPS	((int)(sizeof steps / sizeof steps[0]))
#define OPEN	256	/* connections at a time */

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

	h->buf[h->len] = '\0';
	if (strstr(h->buf, " 200 ") == NULL ||
	    strstr(h->buf, h->step == STEPS - 1 ? "END Laporan" : "CON ")
	    == NULL)
		fail_msg("session %d, hop %d: %s", h->session, h->step,
		    h->buf);
	b->tickets += h->step == STEPS - 1;
	b->took[h->step * sessions + b->of_step[h->step]++] = ms() -
	    h->began;
	b->done++;
	close(h->fd);
	*h = b->hop[--b->under_way];
}

/* Read what is there, for at most so many ms. */
static void
read_answers(struct bench *b, int timeout)
{
	struct pollfd	p[OPEN];
	ssize_t		n;
	int		i, count = b->under_way;

	for (i = 0; i < count; i++)
		p[i] = (struct pollfd){ b->hop[i].fd, POLLIN, 0 };
	poll(p, (nfds_t)count, timeout);
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
			read_answers(b, due - ms() > 1 ? (int)(due - ms()) :
			    0);
		begin(b, i % sessions, i / sessions);
	}
	while (b->under_way > 0)
		read_answers(b, 100);
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
	assert_non_null(b->took);
	b->port = free_port();
	snprintf(conf, sizeof conf, "log_level = \"warn\";\nhttp = { port = "
	    "%d; };\nussd = { providers = ( { name = \"bench\"; dialect = "
	    "\"africastalking\"; path = \"bench-path\"; } ); };\n", b->port);
	w = world_new(&o);
	start = ms();
	run(b);
	tell(b, (ms() - start) / 1e3);
	assert_int_equal(b->tickets, sessions);
	world_free(w);
	free(b->took);
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
