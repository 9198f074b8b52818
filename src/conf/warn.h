/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CONF_WARN_H
#define CONF_WARN_H

#include <stdbool.h>
#include <stdint.h>

struct conf;
struct conf_errors;

void	conf_warn(const struct conf *, int64_t, struct conf_errors *);
void	conf_warn_seats(const struct conf *,
	    bool (*)(void *, const char *, const char *), void *,
	    struct conf_errors *);

#endif
