/* SPDX-License-Identifier: GPL-2.0-or-later */

/* A simulated modem in the test's own process, and a program's end of it. */

#include "config.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sim_bench.h"

/* The program's side of the terminal. */
void
bench_open(struct bench *b)
{
	b->fd = open(b->link, O_RDWR | O_NOCTTY | O_NONBLOCK);
	assert_true(b->fd != -1);
}

/* A network with one modem of two slots, for cmocka. */
int
setup(void **state)
{
	struct bench	*b = calloc(1, sizeof *b);

	assert_non_null(b);
	snprintf(b->link, sizeof b->link, "/tmp/test_sim_modem.%d",
	    (int)getpid());
	b->base = event_base_new();
	b->net = sim_net_new(b->base, 0);
	b->modem = sim_modem_new(b->net, "gsm1", b->link);
	sim_store_set_capacity(b->modem, 2, 0);
	assert_int_equal(sim_modem_plug(b->modem), 0);
	bench_open(b);
	*state = b;
	return 0;
}

int
teardown(void **state)
{
	struct bench	*b = *state;
	struct stat	 st;

	close(b->fd);
	sim_net_free(b->net);
	event_base_free(b->base);
	assert_int_equal(lstat(b->link, &st), -1);
	free(b);
	return 0;
}

/* Let the simulator work for so long, and read what it says. */
void
turn(struct bench *b, int ms)
{
	int64_t	until = sim_net_now_ms() + ms;
	ssize_t	n;

	do {
		event_base_loop(b->base, EVLOOP_NONBLOCK);
		n = read(b->fd, b->heard + b->len,
		    sizeof b->heard - 1 - b->len);
		if (n > 0)
			b->len += n;
		b->heard[b->len] = '\0';
		usleep(500);
	} while (sim_net_now_ms() < until);
}

/* Forget what was heard, and write. */
void
say(struct bench *b, const char *octets)
{
	b->len = 0;
	b->heard[0] = '\0';
	assert_int_equal(write(b->fd, octets, strlen(octets)),
	    strlen(octets));
}

/* Wait until it was said. */
void
hear(struct bench *b, const char *expected)
{
	int64_t	deadline = sim_net_now_ms() + WAIT_MS;

	while (strstr(b->heard, expected) == NULL) {
		if (sim_net_now_ms() > deadline)
			fail_msg("wanted \"%s\", heard \"%s\"", expected,
			    b->heard);
		turn(b, 1);
	}
}

/* For a while it is not said. */
void
hear_not(struct bench *b, const char *unwanted)
{
	turn(b, QUIET_MS);
	if (strstr(b->heard, unwanted) != NULL)
		fail_msg("heard \"%s\"", b->heard);
}

/* Say a command, hear its answer. */
void
ask(struct bench *b, const char *command, const char *expected)
{
	say(b, command);
	hear(b, expected);
}

/* A citizen writes to the modem. */
int
write_to(struct bench *b, const char *text)
{
	struct sim_letter	letter = { .from = "+6281200000001",
	    .text = text, .coding = SIM_CODING_AUTO, .class = -1,
	    .zone = SIM_ZONE, .ref = -1 };

	return sim_net_send(b->net, b->modem, &letter);
}

/* A setting of the modem. */
void
set(struct bench *b, const char *name, const char *value)
{
	char	why[128] = "";
	int	row = sim_setting_find(name, strlen(name));

	assert_true(row != -1);
	if (sim_setting_apply(b->modem, (size_t)row, value, why,
	    sizeof why) == -1)
		fail_msg("%s=%s: %s", name, value, why);
}

/* A fault of the modem. */
void
fault(struct bench *b, const char *spec)
{
	char	why[128] = "";

	if (sim_fault_apply(b->modem, spec, why, sizeof why) == -1)
		fail_msg("%s: %s", spec, why);
}
