/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SIM_PLAY_H
#define SIM_PLAY_H

struct sim_net;
struct sim_play;
struct sim_script;

struct sim_play	*sim_play_new(struct sim_net *, const struct sim_script *,
		    const char **, int);
void		 sim_play_free(struct sim_play *);
int		 sim_play_result(const struct sim_play *);

#endif
