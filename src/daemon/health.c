/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * health - are we well?  For load balancers and monitors, at the HTTP door.
 */

#include "config.h"

#include <event2/http.h>

#include "daemon/health.h"
#include "gateway/fleet/roster.h"
#include "gateway/turn/commit.h"

/* Well while the database takes writes. */
static void
health_serve(void *arg, struct http *http, struct evhttp_request *req,
    const char *rest)
{
	struct health	*h = arg;
	bool		 ill = commit_is_failing(h->commit) ||
			    h->roster->stopping;

	(void)rest;
	http_reply(http, req, ill ? 503 : 200, "text/plain; charset=utf-8",
	    ill ? "the database refuses\n" : "ok\n", "healthz");
}

/* Its row of the HTTP door. */
struct http_route
health_route(struct health *h)
{
	return (struct http_route){ EVHTTP_REQ_GET | EVHTTP_REQ_HEAD,
	    "/healthz", health_serve, h };
}
