/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SIM_SETTING_H
#define SIM_SETTING_H

#include <stddef.h>

struct sim_modem;

size_t		 sim_setting_count(void);
const char	*sim_setting_name(size_t);
int		 sim_setting_find(const char *, size_t);
int		 sim_setting_apply(struct sim_modem *, size_t, const char *,
		    char *, size_t);

#endif
