/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SIM_LEDGER_H
#define SIM_LEDGER_H

#include <stdbool.h>

#include <jansson.h>

struct sim_message;
struct sim_modem;
struct sim_net;

json_t	*sim_ledger_message(const struct sim_message *);
json_t	*sim_ledger_messages(const struct sim_net *, const char *, int);
json_t	*sim_ledger_parts(const struct sim_net *, const char *);
json_t	*sim_ledger_slots(struct sim_modem *);
json_t	*sim_ledger_modems(struct sim_net *);

#endif
