/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HEALTH_H
#define HEALTH_H

#include "doors/http/http.h"

struct commit;
struct roster;

/* What tells how well we are; all borrowed. */
struct health {
	const struct commit	*commit;
	const struct roster	*roster;
};

struct http_route	health_route(struct health *);

#endif
