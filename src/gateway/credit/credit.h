/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CREDIT_H
#define CREDIT_H

#include <stdint.h>

struct conf_modem;
struct gateway;
struct inbox_message;
struct sim;
struct sim_balance;
struct store;

int	credit_sim(struct gateway *, const char *, const char *, int64_t,
	    struct sim *);
int	credit_told(struct gateway *, const struct conf_modem *, struct sim *,
	    const char *, int64_t);
int	credit_notice(struct gateway *, const struct inbox_message *,
	    const char *, int64_t);
int	credit_judge(struct gateway *, const struct conf_modem *,
	    struct sim *, int64_t);
int	credit_forecast(const struct sim_balance *, int, int64_t);
int	credit_days_left(struct store *, const struct sim *, int64_t);

#endif
