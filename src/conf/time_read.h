/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CONF_TIME_READ_H
#define CONF_TIME_READ_H

struct conf;
struct conf_errors;
struct config_t;

void	conf_time_read(struct conf *, struct config_t *,
	    struct conf_errors *);

#endif
