/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SIM_CONTROL_H
#define SIM_CONTROL_H

struct sim_control;
struct sim_net;

struct sim_control *sim_control_open(struct sim_net *, const char *);
void		 sim_control_close(struct sim_control *);

#endif
