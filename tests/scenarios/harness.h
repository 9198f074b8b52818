/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HARNESS_H
#define HARNESS_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <stdbool.h>
#include <sys/types.h>

#include <cmocka.h>
#include <jansson.h>

/*
 * A city in a folder: a configuration, a simulated modem on a pty, the real
 * daemon and its worker.  Everything fails the running test by itself.
 */
struct world;

struct world_options {
	const char	*conf;		/* more settings; NULL none */
	const char	*modem;		/* more settings of the modem */
	const char	*sim;		/* more options of the simulator */
	const char	*daemon_env;	/* "NAME=value" for the daemon */
	const char	*program;	/* a script for kentongan-modem */
	int		 modems;	/* gsm1, gsm2, ...; 0 means 1 */
	bool		 patterns;	/* each device is DIR/gsmN* */
	bool		 no_seats;	/* else an officer of each OPD */
	const char	*clock;		/* the wall's, "2026-12-17 14:00" in
					   the city; NULL the machine's */
	bool		 own_numbers;	/* each modem has its own: world_own */
};

#define CITIZEN		"+6281200000001"
#define OTHER		"+6281200000002"
#define OFFICER		"+6281200000100"	/* of DLH; the next OPDs follow */
#define HEAD		"+6281200000200"	/* of DLH */
#define COORDINATOR	"+6281200000300"
#define OWN_NUMBER	"+6281200000099"

struct world	*world_new(const struct world_options *);
void		 world_free(struct world *);
const char	*world_dir(const struct world *);
const char	*world_own(const struct world *, int);

void		 world_start(struct world *);
void		 world_stop(struct world *);
void		 world_kill(struct world *, int);
pid_t		 world_pid(const struct world *);
pid_t		 world_worker_pid(const struct world *, const char *);
bool		 world_is_alive(struct world *);
int		 world_reap(struct world *, int);
void		 world_write_conf(struct world *, const char *);
void		 world_set_modem(struct world *, const char *);
void		 world_set_env(struct world *, const char *);
void		 world_move_clock(struct world *, const char *);

json_t		*world_sim(struct world *, const char *, ...);
void		 world_sms(struct world *, const char *, const char *);
const char	*world_wait(struct world *, const char *, const char *);
int		 world_count(struct world *, const char *, const char *);
void		 world_never(struct world *, const char *, const char *);
void		 world_quiet(struct world *);
void		 world_settle(struct world *, int);
bool		 world_is_settled(struct world *, int, int);

int		 world_cli(struct world *, char *, size_t, const char *);
void		 world_wait_cli(struct world *, const char *, const char *);

void		*shim_file(char *, size_t, size_t);
const char	*shim_preload(const char *);

int		 free_port(void);
int		 http_connect(int);
int		 http_read(int, int, char *, size_t, const char **);
int		 http_ask(int, const char *, const char *, const char *,
		    const char *, char *, size_t, const char **);

void		 text_ticket(const char *, char[24]);
void		 text_code(const char *, char[3]);

#endif
