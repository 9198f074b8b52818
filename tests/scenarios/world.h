/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef WORLD_H
#define WORLD_H

/* What the files of the harness share; a scenario sees harness.h only. */

#include "harness.h"

/* Generous: the machines are shared. */
#define DEADLINE_MS	(getenv("DEADLINE_MS") != NULL ?		\
			    atoi(getenv("DEADLINE_MS")) : 90000)
#define PHONES		512

struct world {
	char	dir[64];
	char	conf[96];
	pid_t	sim, daemon;
	int	sim_fd;
	int	modems;
	int	sms;			/* sent by world_sms so far */
	char	last[8192];		/* what world_wait found */
	char	modem_extra[512];
	char	program[160];
	bool	patterns;
	char	env[512];
	char	clock[96];		/* the file of clock.so, or "" */
	volatile int64_t *ahead;	/* what is in it, s; NULL none */
	bool	own_numbers;
	struct {
		char	number[24];
		int	seen;		/* index of the next sent SMS */
	} phone[PHONES];
};

const char	*build_dir(void);
const char	*source_dir(void);
int64_t		 now_ms(void);
void		 pause_ms(int);
void		 die(struct world *, const char *);

int64_t		 wall_time(const char *);
int64_t		 wall_now(const struct world *);
void		 wall_hang(struct world *, const char *);
void		 wall_set(struct world *, const char *);

void		 process_start_sim(struct world *, const char *);

#endif
