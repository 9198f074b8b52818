/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SIM_PHONE_H
#define SIM_PHONE_H

struct sim_net;
struct sim_phone;

struct sim_phone_options {
	const char	**names;	/* "NAME=NUMBER", borrowed */
	int		  name_count;
	const char	 *ussd;		/* URL, or NULL; borrowed */
	int		  settle_ms;	/* so long silent: it is done */
	int		  settle_limit_ms;
};

struct sim_phone *sim_phone_new(struct sim_net *,
		    const struct sim_phone_options *);
void		 sim_phone_free(struct sim_phone *);

#endif
