/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef STORE_SIM_H
#define STORE_SIM_H

#include <stdbool.h>
#include <stdint.h>

#include "store/size.h"

/* Each SIM's credit, and whether it hears. */

struct store;

#define SIM_ANSWER_SIZE	512

struct sim {
	char	sim[STORE_CODE_SIZE];	/* IMSI, else the modem's name */
	char	modem[STORE_CODE_SIZE];	/* where it is */
	int64_t	balance;		/* rupiah; -1 unknown */
	int64_t	expires_at;		/* 0 unknown */
	int64_t	told_at;		/* when balance was told */
	char	answer[SIM_ANSWER_SIZE]; /* the operator's last words */
	int64_t	answer_at;
	int64_t	notice_at;		/* an SMS last told the balance */
	int64_t	check_at;		/* when it is asked next; 0 not */
	int	failures;		/* to ask it, in a row */
	bool	low;			/* below the modem's balance_min */
	int64_t	heard_at;		/* an SMS of somebody else came */
	int64_t	proved_at;		/* one of our own tests did, or 0 */
	int64_t	silent_at;		/* they did not; 0 it hears */
};

struct sim_balance {
	int64_t	at;
	int64_t	balance;
};

struct sim_test {
	int64_t	id;
	char	sim[STORE_CODE_SIZE];	/* that is to hear it */
	char	by_modem[STORE_CODE_SIZE];
	char	token[STORE_CODE_SIZE];
	int64_t	outbox_id;
	int64_t	asked_at, due_at;
	char	outcome[STORE_CODE_SIZE]; /* "" under way, "heard", "lost",
					     "not sent" */
};

int	store_sim_get(struct store *, const char *, struct sim *);
int	store_sim_next(struct store *, const char *, struct sim *);
int	store_sim_put(struct store *, const struct sim *);
int	store_sim_is_low(struct store *, const char *);
int	store_sim_add_balance(struct store *, const char *, int64_t, int64_t);
int	store_sim_balances(struct store *, const char *, int64_t,
	    struct sim_balance *, int);
int	store_sim_add_gap(struct store *, const char *, int64_t, int64_t);
int	store_sim_longest_gap(struct store *, const char *, int64_t,
	    int64_t *);
int	store_sim_add_test(struct store *, struct sim_test *);
int	store_sim_open_test(struct store *, const char *, struct sim_test *);
int	store_sim_last_test(struct store *, const char *, struct sim_test *);
int	store_sim_set_test_due(struct store *, int64_t, int64_t);
int	store_sim_settle_test(struct store *, int64_t, const char *, int64_t);
int	store_sim_count_tests(struct store *, const char *, const char *,
	    int64_t);

#endif
