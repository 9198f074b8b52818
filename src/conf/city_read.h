/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CONF_CITY_READ_H
#define CONF_CITY_READ_H

#include <stdbool.h>

struct conf_city;
struct conf_errors;
struct config_t;

bool	conf_city_read(struct conf_city *, struct config_t *,
	    struct conf_errors *);

#endif
