/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef WORKER_BENCH_H
#define WORKER_BENCH_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "gateway/wire.h"

#define CITIZEN	"+6281200012345"
#define WAIT_MS	20000

/*
 * A simulator with one modem or more, and at most one worker: the test plays
 * the daemon.  The programs are ./kentongan-modem and ./kentongan-sim, or
 * what KENTONGAN_MODEM and KENTONGAN_SIM name.
 */
struct bench {
	char	dir[64], link[96], control[96], journal[96];
	pid_t	sim, worker;
	int	talk;			/* to the simulator */
	int	wire;			/* to the worker */
	char	answer[65536];		/* of the simulator */
};

int64_t	 now_ms(void);
void	 pause_ms(long);

void	 bench_open(struct bench *, const char *);
void	 bench_close(struct bench *);
void	 bench_say(struct bench *, const char *, ...)
	    __attribute__((format(printf, 2, 3)));
void	 bench_sms(struct bench *, const char *, const char *);
int	 bench_number(struct bench *, const char *);
bool	 bench_slots_become(struct bench *, int);

struct wire_setup bench_setup(const struct bench *);
void	 worker_start(struct bench *, const struct wire_setup *);
bool	 worker_says(struct bench *, enum wire_type, struct wire_message *,
	    int);
void	 worker_expect(struct bench *, enum wire_type, struct wire_message *);
void	 worker_ready(struct bench *);
void	 worker_fails(struct bench *, enum wire_trouble, const char *);
void	 worker_tell(struct bench *, const struct wire_message *);
void	 worker_stored(struct bench *, uint32_t);
int	 worker_end(struct bench *);

#endif
