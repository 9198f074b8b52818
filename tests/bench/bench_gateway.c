/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * bench_gateway - the real processes on an instant modem: memory and CPU at
 * rest, from the SMS on the SIM to the reply's PDU, SMS out a second.
 *
 *	bench_gateway [ROUND_TRIPS [SENDS [IDLE_SECONDS]]]
 */

#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "tests/scenarios/harness.h"

static int	round_trips = 500, sends = 600, idle_s = 20;

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

static long
rss_kib(pid_t pid)
{
	char	path[64], line[256];
	long	kib = -1;
	FILE	*f;

	snprintf(path, sizeof path, "/proc/%d/status", (int)pid);
	if ((f = fopen(path, "r")) == NULL)
		return -1;
	while (fgets(line, sizeof line, f) != NULL)
		if (sscanf(line, "VmRSS: %ld", &kib) == 1)
			break;
	fclose(f);
	return kib;
}

static double
cpu_s(pid_t pid)
{
	char		 path[64];
	unsigned long	 user = 0, sys = 0;
	FILE		*f;

	snprintf(path, sizeof path, "/proc/%d/stat", (int)pid);
	if ((f = fopen(path, "r")) == NULL)
		return 0;
	if (fscanf(f, "%*d %*s %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u "
	    "%lu %lu", &user, &sys) != 2)
		user = sys = 0;
	fclose(f);
	return (double)(user + sys) / (double)sysconf(_SC_CLK_TCK);
}

static void
idle(struct world *w)
{
	pid_t	worker = world_worker_pid(w, "gsm1");
	double	daemon, modem;

	daemon = cpu_s(world_pid(w));
	modem = cpu_s(worker);
	sleep((unsigned)idle_s);
	printf("idle %d s: daemon %.2f%% CPU, %ld KiB; worker %.2f%% CPU, "
	    "%ld KiB\n", idle_s, (cpu_s(world_pid(w)) - daemon) * 100 /
	    idle_s, rss_kib(world_pid(w)), (cpu_s(worker) - modem) * 100 /
	    idle_s, rss_kib(worker));
}

/* One SMS in; wait for its reply by asking the simulator every 0.2 ms. */
static double
round_trip(struct world *w, int i)
{
	char	from[24];
	double	start;
	int	n;

	snprintf(from, sizeof from, "+62812001%05d", i);
	start = ms();
	world_sms(w, from, "LAPOR SAMPAH OESAPA depan pasar");
	do {
		usleep(200);
		n = world_count(w, from, "diterima");
	} while (n == 0 && ms() - start < 10000);
	return ms() - start;
}

static void
latency(struct world *w)
{
	double	*t = calloc((size_t)round_trips, sizeof *t);
	int	 i;

	assert_non_null(t);
	for (i = 0; i < round_trips; i++) {
		t[i] = round_trip(w, i);
		/* The officer's dispatch and the deletion come after. */
		world_settle(w, 20);
	}
	qsort(t, (size_t)round_trips, sizeof *t, by_value);
	printf("SMS on the SIM to its reply's PDU taken: %d round trips, "
	    "median %.1f ms, p99 %.1f ms, max %.1f ms\n", round_trips,
	    t[round_trips / 2], t[round_trips * 99 / 100],
	    t[round_trips - 1]);
	free(t);
}

static void
throughput(struct world *w)
{
	char	args[96], out[512];
	double	start;
	int	i;

	json_decref(world_sim(w, "{s:s, s:s}", "cmd", "fault", "name",
	    "unplug"));
	for (i = 0; i < sends; i++) {
		snprintf(args, sizeof args, "send 0812002%05d 'uji %d'", i, i);
		assert_int_equal(world_cli(w, out, sizeof out, args), 0);
	}
	json_decref(world_sim(w, "{s:s, s:s}", "cmd", "fault", "name",
	    "replug"));
	snprintf(args, sizeof args, "+62812002%05d", 20);
	world_wait(w, args, "uji");
	start = ms();
	snprintf(args, sizeof args, "+62812002%05d", sends - 1);
	world_wait(w, args, "uji");
	printf("SMS out by one instant modem: %.0f a second\n",
	    (sends - 20) * 1e3 / (ms() - start));
}

static void
bench(void **state)
{
	struct world_options	 o = { .conf = "log_level = \"warn\";\n"
				    "replies_per_hour = 100000;\n"
				    "loop_after = 100000;\n" };
	struct world		*w = world_new(&o);

	(void)state;
	world_sms(w, CITIZEN, "LAPOR SAMPAH OESAPA depan pasar");
	world_wait(w, CITIZEN, "diterima");
	idle(w);
	latency(w);
	throughput(w);
	world_free(w);
}

int
main(int argc, char *argv[])
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(bench) };

	if (argc > 1)
		round_trips = atoi(argv[1]);
	if (argc > 2)
		sends = atoi(argv[2]);
	if (argc > 3)
		idle_s = atoi(argv[3]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
