/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CREDIT_H
#define CREDIT_H

#include <stdint.h>

struct conf_modem;
struct inbox_message;
struct sim;
struct sim_balance;
struct sims;
struct store;

int	credit_sim(const struct sims *, const char *, const char *, int64_t,
	    struct sim *);
int	credit_told(const struct sims *, const struct conf_modem *,
	    struct sim *, const char *, int64_t);
int	credit_notice(const struct sims *, const struct inbox_message *,
	    const char *, int64_t);
int	credit_judge(const struct sims *, const struct conf_modem *,
	    struct sim *, int64_t);
int	credit_forecast(const struct sim_balance *, int, int64_t);
int	credit_days_left(struct store *, const struct sim *, int64_t);

#endif
