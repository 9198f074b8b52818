/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef LAUNCH_H
#define LAUNCH_H

#include <sys/types.h>

struct conf;
struct conf_modem;
struct wire_setup;

void	launch_fill_setup(struct wire_setup *, const struct conf *,
	    const struct conf_modem *);
pid_t	launch_worker(const char *, const char *, int *);

#endif
