/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SIM_BENCH_H
#define SIM_BENCH_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <event2/event.h>

#include "../modem/sim_modem.h"
#include "../modem/sim_net.h"
#include "../modem/sim_setting.h"

#define WAIT_MS	3000		/* for an answer that must come */
#define QUIET_MS	60	/* for one that must not */
#define HELLO	"001100" "0D91261802000000F1" "0000A70A" "E8329BFD4697D9EC37"

struct bench {
	struct event_base	*base;
	struct sim_net		*net;
	struct sim_modem	*modem;
	char			 link[64];
	int			 fd;
	char			 heard[65536];
	size_t			 len;
};

int	setup(void **);
int	teardown(void **);
void	bench_open(struct bench *);
void	turn(struct bench *, int);
void	say(struct bench *, const char *);
void	hear(struct bench *, const char *);
void	hear_not(struct bench *, const char *);
void	ask(struct bench *, const char *, const char *);
int	write_to(struct bench *, const char *);
void	set(struct bench *, const char *, const char *);
void	fault(struct bench *, const char *);

#endif
