/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SIM_COMMAND_H
#define SIM_COMMAND_H

#include <stddef.h>

struct sim_modem;

/* What a command needs.  Calm: it is lost if it comes hurried. */
enum sim_need { NEED_NOTHING, NEED_SIM, NEED_SMS, NEED_CALM };

struct sim_command {
	const char	*name;
	enum sim_need	 need;
	void		(*run)(struct sim_modem *, const struct sim_command *,
			    const char *);
	size_t		 field;	/* of a number that is merely kept */
	int		 max;
	const char	*info;	/* of a text that is merely told */
};

const struct sim_command *sim_command_find(const char *);

#endif
