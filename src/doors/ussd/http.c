/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * http - a provider asks at the HTTP door.
 *
 * This file alone knows who is let in: the secret path, the header, the
 * address.  And it keeps the order: turn, COMMIT, and only then the answer,
 * so that a ticket that somebody reads is on disk.
 */

#include "config.h"

#include <event2/buffer.h>
#include <event2/event.h>
#include <event2/http.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/network.h"
#include "conf/conf.h"
#include "doors/http/http.h"
#include "doors/ussd/adapter.h"
#include "doors/ussd/http.h"
#include "doors/ussd/menu.h"
#include "doors/ussd/ussd.h"
#include "gateway/turn/commit.h"

#define WHO_SIZE	80

/* A request, and where its answer goes. */
struct asking {
	struct ussd_door	*door;		/* borrowed */
	struct http		*http;		/* borrowed */
	struct evhttp_request	*req;		/* borrowed */
	const struct conf_provider *provider;	/* borrowed */
};

/* An answer that waits for its commit. */
struct pending {
	struct ussd_door	*door;		/* borrowed */
	struct http		*http;		/* borrowed */
	struct evhttp_request	*req;		/* ours until answered */
	struct ussd_answer	 well, ill;	/* committed, or not */
	char			 provider[STORE_CODE_SIZE];
	char			 session[USSD_KEY_SIZE];
	int			 hops;
	char			 who[WHO_SIZE];
};

/* The way in from the end of a turn. */
static void	pending_committed_cb(void *, bool);

/* ---- who is let in ----------------------------------------------------- */

/* Takes as long for a good guess as for a bad one. */
static bool
same_secret(const char *secret, const char *given, size_t len)
{
	size_t		i, n = strlen(secret);
	unsigned	different = n != len;

	for (i = 0; i < len; i++)
		different |= (unsigned)(secret[n > 0 ? i % n : 0] ^ given[i]);
	return different == 0;
}

static bool
has_header(const struct conf_provider *p, struct evhttp_request *req)
{
	const char	*value;

	if (p->header[0] == '\0')
		return true;
	value = evhttp_find_header(evhttp_request_get_input_headers(req),
	    p->header);
	return value != NULL && same_secret(p->header_value, value,
	    strlen(value));
}

/* By the secret that the path begins with, and its header; NULL. */
static const struct conf_provider *
find_provider(const struct conf_ussd *u, struct evhttp_request *req,
    const char *path)
{
	const struct conf_provider	*found = NULL;
	size_t				 len = strcspn(path, "/");
	int				 i;

	for (i = 0; i < u->provider_count; i++)
		if (same_secret(u->provider[i].path, path, len))
			found = &u->provider[i];
	return found != NULL && has_header(found, req) ? found : NULL;
}

static bool
may_ask(const struct conf_provider *p, const char *address)
{
	int	i;

	for (i = 0; i < p->allow.count; i++)
		if (network_holds(p->allow.item[i], address) == 1)
			return true;
	return p->allow.count == 0;
}

/* ---- answers ----------------------------------------------------------- */

/* Nobody waits for this answer any more: the hop will come again. */
static void
note_lost(const struct pending *p)
{
	struct ussd_door	*d = p->door;

	log_info("http: %s: hung up before its answer", p->who);
	if (commit_begin(d->commit) == 0 && store_ussd_lose(d->store,
	    p->provider, p->session, p->hops) == -1)
		commit_abort(d->commit);
}

static void
pending_committed_cb(void *arg, bool ok)
{
	struct pending		*pending = arg;
	struct ussd_answer	*a = ok ? &pending->well : &pending->ill;

	if (ok && http_is_gone(pending->req))
		note_lost(pending);
	http_reply(pending->http, pending->req, 200, a->type, a->body,
	    pending->who);
	free(pending);
}

static void
refuse(const struct asking *ask, const char *who)
{
	struct ussd_answer	a;

	ussd_adapter_refuse(ask->provider, &a);
	http_reply(ask->http, ask->req, 400, a.type, a.body, who);
}

static struct pending *
pending_new(const struct asking *ask, const struct ussd_hop *hop)
{
	const struct conf_provider *p = ask->provider;
	struct pending		*pending = calloc(1, sizeof *pending);
	struct ussd_reply	 sorry = { .close = true };
	char			 masked[LOG_NUMBER_SIZE];

	if (pending == NULL)
		return NULL;
	pending->door = ask->door;
	pending->http = ask->http;
	pending->req = ask->req;
	snprintf(pending->provider, sizeof pending->provider, "%s", p->name);
	snprintf(pending->session, sizeof pending->session, "%s",
	    hop->session);
	snprintf(pending->who, sizeof pending->who, "ussd %s %s", p->name,
	    log_mask_number(hop->number, masked));
	ussd_say(*ask->door->conf, USSD_FAILED, &sorry);
	ussd_adapter_write(p, hop, &sorry, &pending->ill);
	return pending;
}

/* One hop: work, and an answer when it is committed. */
static void
serve_hop(const struct asking *ask, const struct ussd_hop *hop)
{
	struct ussd_door	*d = ask->door;
	struct ussd		 u = { d->store, d->desk, *d->conf,
				    *d->lexicon };
	struct pending		*pending = pending_new(ask, hop);
	struct ussd_reply	 reply;
	enum ussd_result	 result;

	if (pending == NULL) {
		http_refuse(ask->http, ask->req, 503, "ussd: no memory");
		return;
	}
	if (commit_begin(d->commit) == -1) {
		pending_committed_cb(pending, false);
		return;
	}
	result = ussd_turn(&u, hop, clock_now(), &reply);
	if (result == USSD_REFUSED) {
		refuse(ask, pending->who);
		free(pending);
		return;
	}
	pending->hops = reply.hops;
	ussd_adapter_write(ask->provider, hop, &reply, &pending->well);
	commit_then(d->commit, pending_committed_cb, pending);
	if (result == USSD_BROKEN)
		commit_abort(d->commit);
}

/* Is a session still going on? */
static void
serve_status(const struct asking *ask, const struct ussd_hop *hop)
{
	struct ussd_session	s;
	struct ussd_answer	a;
	int			rc;

	rc = store_ussd_find(ask->door->store, hop->provider, hop->session,
	    &s);
	ussd_adapter_status(rc == 1 && s.outcome[0] == '\0', &a);
	http_reply(ask->http, ask->req, rc == -1 ? 503 : 200, a.type, a.body,
	    "ussd status");
}

/* The body as text: evhttp has held it to its size already. */
static char *
body_of(struct evhttp_request *req, size_t *len)
{
	struct evbuffer	*in = evhttp_request_get_input_buffer(req);
	char		*body;

	*len = evbuffer_get_length(in);
	if ((body = malloc(*len + 1)) == NULL)
		return NULL;
	evbuffer_copyout(in, body, *len);
	body[*len] = '\0';
	return body;
}

static void
serve_provider(const struct asking *ask, const char *rest)
{
	struct ussd_request	 r = { .rest = rest };
	struct ussd_hop		 hop;
	char			*body = body_of(ask->req, &r.len);
	char			 who[WHO_SIZE];

	snprintf(who, sizeof who, "ussd %s", ask->provider->name);
	if (body == NULL) {
		http_refuse(ask->http, ask->req, 503, who);
		return;
	}
	r.body = body;
	r.query = evhttp_uri_get_query(
	    evhttp_request_get_evhttp_uri(ask->req));
	if (r.query == NULL)
		r.query = "";
	switch (ussd_adapter_read(ask->provider, &r, &hop)) {
	case ASKED_HOP:
		serve_hop(ask, &hop);
		break;
	case ASKED_STATUS:
		serve_status(ask, &hop);
		break;
	case ASKED_NONSENSE:
		refuse(ask, who);
		break;
	}
	free(body);
}

/*
 * Serve /ussd/SECRET...: who does not know the secret learns nothing (404),
 * who asks from elsewhere is told so (403).
 */
static void
ussd_serve(void *arg, struct http *http, struct evhttp_request *req,
    const char *path)
{
	struct asking	 ask = { .door = arg, .http = http, .req = req };
	char		 address[HTTP_ADDRESS_SIZE];
	char		 who[WHO_SIZE];

	http_peer(http, req, address);
	ask.provider = find_provider(&(*ask.door->conf)->ussd, req, path);
	snprintf(who, sizeof who, "ussd %s from %s", ask.provider != NULL ?
	    ask.provider->name : "?", address);
	if (ask.provider == NULL)
		http_refuse(http, req, 404, who);
	else if (!may_ask(ask.provider, address))
		http_refuse(http, req, 403, who);
	else
		serve_provider(&ask, path + strcspn(path, "/"));
}

/* The providers' row of the HTTP door. */
struct http_route
ussd_route(struct ussd_door *door)
{
	return (struct http_route){ EVHTTP_REQ_GET | EVHTTP_REQ_POST,
	    "/ussd/", ussd_serve, door };
}
