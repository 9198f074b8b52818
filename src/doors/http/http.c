/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * http - the HTTP door: evhttp in the daemon's loop.
 *
 * This file alone knows how much a stranger may send and how long he may take
 * for it.  Which paths there are, those say who serve them: a row each.
 * evhttp tells only of connections that have asked when they go, so each one's
 * bufferevent is held here too: one that has lost its callbacks has been let
 * go by evhttp.
 */

#include "config.h"

#include <sys/queue.h>
#include <sys/socket.h>

#include <arpa/inet.h>
#include <errno.h>
#include <event2/buffer.h>
#include <event2/bufferevent.h>
#include <event2/event.h>
#include <event2/http.h>
#include <event2/keyvalq_struct.h>
#include <event2/listener.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>
#include <unistd.h>

#include "base/log.h"
#include "base/network.h"
#include "conf/conf.h"
#include "doors/http/http.h"

#define BACKLOG		512
#define LOOK_S		1	/* how often connections are looked at */
#define FINISH_TURNS	8	/* of the loop, for the last answers */
#define RETRY_S		30	/* after the address could not be had */

struct connection {
	LIST_ENTRY(connection) next;
	struct http		*http;	/* borrowed */
	struct bufferevent	*bev;	/* a reference of ours */
	bool			 gone;	/* in the list of these */
	int64_t			 since;	/* s; of its first or last request */
};

struct http {
	struct event_base *base;		/* borrowed */
	const struct conf *const *conf;		/* borrowed; holds now */
	const struct http_route *route;		/* borrowed */
	int		 route_count;
	bool		 stopping;
	struct evhttp	*server;		/* owned */
	struct evhttp_bound_socket *bound;	/* of server; NULL: shut */
	struct evconnlistener *prepared;	/* owned; of a new address */
	LIST_HEAD(, connection) connections;	/* owned */
	LIST_HEAD(, connection) gone;		/* owned; to be freed */
	int		 count;
	bool		 full;			/* the listener is at rest */
	int64_t		 looked;		/* s */
	struct event	*look;			/* owned */
	struct event	*retry;			/* owned */
	char		 bind[HTTP_ADDRESS_SIZE];
	int		 port;			/* that is open; 0 none */
};

/* Ways in from the event loop. */
static void	http_request_cb(struct evhttp_request *, void *);
static struct bufferevent *http_accept_cb(struct event_base *, void *);
static void	http_closed_cb(struct evhttp_connection *, void *);
static void	http_look_cb(evutil_socket_t, short, void *);
static void	http_retry_cb(evutil_socket_t, short, void *);

static const struct conf_http *
http_conf(const struct http *http)
{
	return &(*http->conf)->http;
}

/* ---- routes ------------------------------------------------------------ */

/* Behind the route's path, or NULL if it is another. */
static const char *
route_rest(const char *route, const char *path)
{
	size_t	len = strlen(route);

	if (strncmp(route, path, len) != 0)
		return NULL;
	return route[len - 1] == '/' || path[len] == '\0' ? path + len : NULL;
}

/* ---- answers ----------------------------------------------------------- */

/*
 * Has the client hung up, so that no answer will be read?  False is no promise
 * that one will be.
 */
bool
http_is_gone(struct evhttp_request *req)
{
	struct evhttp_connection *evcon = evhttp_request_get_connection(req);
	char			  octet;
	ssize_t			  n;

	if (evcon == NULL)
		return true;
	n = recv(bufferevent_getfd(evhttp_connection_get_bufferevent(evcon)),
	    &octet, 1, MSG_PEEK | MSG_DONTWAIT);
	return n == 0 || (n == -1 && errno != EAGAIN && errno != EINTR);
}

static const struct { int status; const char *reason; } reasons[] = {
	{ 200, "OK" }, { 400, "Bad Request" }, { 403, "Forbidden" },
	{ 404, "Not Found" }, { 405, "Method Not Allowed" },
	{ 413, "Content Too Large" }, { 503, "Service Unavailable" },
};

static const char *
reason_of(int status)
{
	size_t	i;

	for (i = 0; i < sizeof reasons / sizeof reasons[0]; i++)
		if (reasons[i].status == status)
			return reasons[i].reason;
	return "";
}

/*
 * Answer a request, and log it as who: no secret and no whole number.  The
 * request is given up; its client may be gone.
 */
void
http_reply(struct http *http, struct evhttp_request *req, int status,
    const char *type, const char *body, const char *who)
{
	struct evkeyvalq	*head = evhttp_request_get_output_headers(req);
	struct evbuffer		*out = evhttp_request_get_output_buffer(req);

	(void)http;
	log_info("http: %s: %d", who, status);
	evhttp_add_header(head, "Content-Type", type);
	evhttp_add_header(head, "Cache-Control", "no-store");
	evhttp_add_header(head, "X-Content-Type-Options", "nosniff");
	evbuffer_add(out, body, strlen(body));
	evhttp_send_reply(req, status, reason_of(status), NULL);
}

/* Answer with a status and nothing but its name. */
void
http_refuse(struct http *http, struct evhttp_request *req, int status,
    const char *who)
{
	char	body[64];

	snprintf(body, sizeof body, "%s\n", reason_of(status));
	http_reply(http, req, status, "text/plain; charset=utf-8", body, who);
}

static bool
is_proxy(const struct http *http, const char *address)
{
	const struct conf_list	*list = &http_conf(http)->proxies;
	int			 i;

	for (i = 0; i < list->count; i++)
		if (network_holds(list->item[i], address) == 1)
			return true;
	return false;
}

/*
 * What the nearest proxy said: some add a line of their own below those that
 * they were sent.
 */
static const char *
forwarded_for(struct evhttp_request *req)
{
	struct evkeyvalq	*head = evhttp_request_get_input_headers(req);
	struct evkeyval		*kv;
	const char		*last = NULL;

	TAILQ_FOREACH(kv, head, next)
		if (strcasecmp(kv->key, "X-Forwarded-For") == 0)
			last = kv->value;
	return last;
}

/*
 * Who asks: the other end, or, if that is a proxy of ours, the last address
 * that it put into X-Forwarded-For.  "" if it is none.
 */
void
http_peer(struct http *http, struct evhttp_request *req,
    char address[HTTP_ADDRESS_SIZE])
{
	struct evhttp_connection *evcon = evhttp_request_get_connection(req);
	const char		 *list, *last;
	char			 *peer = NULL;
	ev_uint16_t		  port;

	if (evcon != NULL)
		evhttp_connection_get_peer(evcon, &peer, &port);
	snprintf(address, HTTP_ADDRESS_SIZE, "%s", peer != NULL ? peer : "");
	list = forwarded_for(req);
	if (list == NULL || !is_proxy(http, address))
		return;
	last = strrchr(list, ',');
	last = last != NULL ? last + 1 : list;
	last += strspn(last, " ");
	snprintf(address, HTTP_ADDRESS_SIZE, "%.*s", (int)strcspn(last, " "),
	    last);
}

/* ---- connections ------------------------------------------------------- */

static int64_t
now_s(void)
{
	struct timespec	ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ts.tv_sec;
}

static void
connection_free(struct http *http, struct connection *c)
{
	LIST_REMOVE(c, next);
	bufferevent_decref(c->bev);
	free(c);
	http->count--;
}

/* On its way out: evhttp is not done with it before this turn is over. */
static void
http_closed_cb(struct evhttp_connection *evcon, void *arg)
{
	struct connection	*c = arg;

	(void)evcon;
	if (c->gone)
		return;
	c->gone = true;
	LIST_REMOVE(c, next);
	LIST_INSERT_HEAD(&c->http->gone, c, next);
	event_active(c->http->look, EV_TIMEOUT, 1);
}

/* evhttp takes its callbacks away when it frees a connection. */
static bool
is_let_go(const struct connection *c)
{
	bufferevent_data_cb	read_cb, write_cb;
	bufferevent_event_cb	event_cb;

	bufferevent_getcb(c->bev, &read_cb, &write_cb, &event_cb, NULL);
	return read_cb == NULL && write_cb == NULL && event_cb == NULL;
}

/* Rest while there are as many connections as are allowed. */
static void
http_throttle(struct http *http)
{
	bool	full = http->count >= http_conf(http)->max_connections;

	if (http->bound == NULL || full == http->full)
		return;
	http->full = full;
	if (full) {
		log_warn("http: %d connections: others wait", http->count);
		evconnlistener_disable(
		    evhttp_bound_socket_get_listener(http->bound));
	} else
		evconnlistener_enable(
		    evhttp_bound_socket_get_listener(http->bound));
}

/*
 * Forget who is gone, and hang up on who takes too long for a request: evhttp
 * itself is content with one byte in each of its time-outs.
 */
static void
http_look(struct http *http)
{
	struct connection	*c, *next;
	int64_t			 now = now_s();

	while ((c = LIST_FIRST(&http->gone)) != NULL)
		connection_free(http, c);
	if (now == http->looked &&
	    http->count < http_conf(http)->max_connections) {
		http_throttle(http);
		return;		/* the others had their look already */
	}
	http->looked = now;
	for (c = LIST_FIRST(&http->connections); c != NULL; c = next) {
		next = LIST_NEXT(c, next);
		if (is_let_go(c))
			connection_free(http, c);
		else if (now - c->since > http_conf(http)->timeout_s)
			shutdown(bufferevent_getfd(c->bev), SHUT_RDWR);
	}
	http_throttle(http);
}

static void
http_look_cb(evutil_socket_t fd, short what, void *arg)
{
	struct http		*http = arg;
	struct timeval		 again = { LOOK_S, 0 };

	(void)fd;
	(void)what;
	http_look(http);
	if (http->count > 0)
		event_add(http->look, &again);
}

/* A connection comes: evhttp wants a bufferevent for it. */
static struct bufferevent *
http_accept_cb(struct event_base *base, void *arg)
{
	struct http		*http = arg;
	struct connection	*c = calloc(1, sizeof *c);
	struct timeval		 soon = { LOOK_S, 0 };

	/* So the descriptor is not used again before we have let go too. */
	if (c == NULL || (c->bev = bufferevent_socket_new(base, -1,
	    BEV_OPT_CLOSE_ON_FREE)) == NULL) {
		free(c);
		return NULL;	/* evhttp makes its own, uncounted */
	}
	bufferevent_incref(c->bev);
	c->http = http;
	c->since = now_s();
	LIST_INSERT_HEAD(&http->connections, c, next);
	http->count++;
	if (http->count >= http_conf(http)->max_connections)
		event_active(http->look, EV_TIMEOUT, 1);
	else if (!event_pending(http->look, EV_TIMEOUT, NULL))
		event_add(http->look, &soon);
	return c->bev;
}

/* Its time for the next request begins. */
static void
connection_asked(struct http *http, struct evhttp_request *req)
{
	struct evhttp_connection *evcon = evhttp_request_get_connection(req);
	struct connection	 *c;

	LIST_FOREACH(c, &http->connections, next)
		if (c->bev == evhttp_connection_get_bufferevent(evcon)) {
			c->since = now_s();
			evhttp_connection_set_closecb(evcon, http_closed_cb,
			    c);
			return;
		}
}

/* ---- requests ---------------------------------------------------------- */

static void
http_request_cb(struct evhttp_request *req, void *arg)
{
	struct http		*http = arg;
	const struct evhttp_uri	*uri = evhttp_request_get_evhttp_uri(req);
	const char		*path = uri != NULL ?
				    evhttp_uri_get_path(uri) : NULL, *rest;
	char			 who[HTTP_ADDRESS_SIZE + 16], address[46];
	const struct http_route	*route;
	int			 i;

	connection_asked(http, req);
	for (i = 0; path != NULL && i < http->route_count; i++) {
		route = &http->route[i];
		if ((rest = route_rest(route->path, path)) == NULL)
			continue;
		if (evhttp_request_get_command(req) & route->methods)
			route->serve(route->arg, http, req, rest);
		else
			http_refuse(http, req, 405, route->path);
		return;
	}
	/* The path may hold what is nearly a secret: it is not logged. */
	http_peer(http, req, address);
	snprintf(who, sizeof who, "? from %s", address);
	http_refuse(http, req, 404, who);
}

/* ---- the address ------------------------------------------------------- */

/* A socket that listens, or NULL with errno. */
static struct evconnlistener *
listen_on(struct http *http, const char *bind_to, int port)
{
	struct sockaddr_in	in = { .sin_family = AF_INET,
				    .sin_port = htons((uint16_t)port) };
	struct sockaddr_in6	in6 = { .sin6_family = AF_INET6,
				    .sin6_port = htons((uint16_t)port) };
	unsigned		flags = LEV_OPT_CLOSE_ON_FREE |
				    LEV_OPT_CLOSE_ON_EXEC | LEV_OPT_REUSEABLE;

	errno = EADDRNOTAVAIL;
	if (inet_pton(AF_INET, bind_to, &in.sin_addr) == 1)
		return evconnlistener_new_bind(http->base, NULL, NULL,
		    flags, BACKLOG, (struct sockaddr *)&in, sizeof in);
	if (inet_pton(AF_INET6, bind_to, &in6.sin6_addr) == 1)
		return evconnlistener_new_bind(http->base, NULL, NULL,
		    flags, BACKLOG, (struct sockaddr *)&in6, sizeof in6);
	return NULL;
}

static void
http_set_limits(struct http *http)
{
	const struct conf_http	*c = http_conf(http);

	evhttp_set_max_headers_size(http->server, c->max_headers);
	evhttp_set_max_body_size(http->server, c->max_body);
	evhttp_set_timeout(http->server, c->timeout_s);
}

static void
http_shut(struct http *http)
{
	if (http->bound == NULL)
		return;
	evhttp_del_accept_socket(http->server, http->bound);
	http->bound = NULL;
	http->port = 0;
	http->full = false;
}

/* Let the listener's connections in; it is given up here. */
static int
http_open(struct http *http, struct evconnlistener *listener)
{
	const struct conf_http	*c = http_conf(http);

	http->bound = evhttp_bind_listener(http->server, listener);
	if (http->bound == NULL) {
		evconnlistener_free(listener);
		log_error("http: no memory");
		return -1;
	}
	snprintf(http->bind, sizeof http->bind, "%s", c->bind);
	http->port = c->port;
	log_info("http: listening on %s port %d", http->bind, http->port);
	return 0;
}

/* At start, and again while the address cannot be had: SMS do not wait. */
static void
http_try(struct http *http)
{
	const struct conf_http	*c = http_conf(http);
	struct evconnlistener	*listener;
	struct timeval		 later = { RETRY_S, 0 };

	if (c->port == 0 || http->bound != NULL || http->stopping)
		return;
	listener = listen_on(http, c->bind, c->port);
	if (listener == NULL) {
		log_error("http: cannot listen on %s port %d: %s; trying "
		    "again in %ds", c->bind, c->port, strerror(errno),
		    RETRY_S);
		event_add(http->retry, &later);
	} else
		http_open(http, listener);
}

static void
http_retry_cb(evutil_socket_t fd, short what, void *arg)
{
	(void)fd;
	(void)what;
	http_try(arg);
}

static bool
address_changed(const struct http *http, const struct conf_http *c)
{
	return http->port != c->port || strcmp(http->bind, c->bind) != 0;
}

/*
 * Before a new configuration is taken: have its address, if it is another.
 * -1 and why when it cannot be had; nothing has changed then.
 */
int
http_prepare(struct http *http, const struct conf *conf,
    struct conf_errors *errors)
{
	const struct conf_http	*c = &conf->http;

	if (http == NULL || c->port == 0 || !address_changed(http, c))
		return 0;
	http->prepared = listen_on(http, c->bind, c->port);
	if (http->prepared != NULL)
		return 0;
	conf_errors_add(errors, NULL, "http: cannot listen on %s port %d: %s",
	    c->bind, c->port, strerror(errno));
	return -1;
}

/* The new configuration was refused after all. */
void
http_forget(struct http *http)
{
	if (http == NULL || http->prepared == NULL)
		return;
	evconnlistener_free(http->prepared);
	http->prepared = NULL;
}

/* There is a new configuration: use it.  Requests in hand go on. */
void
http_configured(struct http *http)
{
	struct evconnlistener	*listener;

	if (http == NULL)
		return;
	listener = http->prepared;
	http->prepared = NULL;
	http_set_limits(http);
	if (address_changed(http, http_conf(http))) {
		if (http->bound != NULL)
			log_info("http: no longer on %s port %d", http->bind,
			    http->port);
		http_shut(http);
	}
	event_del(http->retry);
	if (listener != NULL)
		http_open(http, listener);
	else
		http_try(http);
	http_throttle(http);
}

/* ---- life -------------------------------------------------------------- */

/*
 * The door with these routes, of which the first that fits a path serves it;
 * shut if the port is 0.  All is borrowed.  NULL on no memory.
 */
struct http *
http_new(struct event_base *base, const struct conf *const *conf,
    const struct http_route *route, int route_count)
{
	struct http	*http = calloc(1, sizeof *http);

	if (http == NULL)
		return NULL;
	http->base = base;
	http->conf = conf;
	http->route = route;
	http->route_count = route_count;
	LIST_INIT(&http->connections);
	LIST_INIT(&http->gone);
	http->server = evhttp_new(base);
	http->look = evtimer_new(base, http_look_cb, http);
	http->retry = evtimer_new(base, http_retry_cb, http);
	if (http->server == NULL || http->look == NULL ||
	    http->retry == NULL) {
		http_free(http);
		return NULL;
	}
	evhttp_set_allowed_methods(http->server, EVHTTP_REQ_GET |
	    EVHTTP_REQ_HEAD | EVHTTP_REQ_POST);
	evhttp_set_bevcb(http->server, http_accept_cb, http);
	evhttp_set_gencb(http->server, http_request_cb, http);
	http_set_limits(http);
	http_try(http);
	return http;
}

/* No more connections; requests in hand are still answered. */
void
http_stop(struct http *http)
{
	if (http == NULL)
		return;
	http->stopping = true;
	event_del(http->retry);
	http_shut(http);
}

/* Write out the last answers, which the last commit let go. */
void
http_finish(struct http *http)
{
	int	i;

	for (i = 0; http != NULL && http->count > 0 && i < FINISH_TURNS; i++)
		event_base_loop(http->base, EVLOOP_NONBLOCK);
}

/* Hang up on all; NULL is fine.  No answer may be outstanding. */
void
http_free(struct http *http)
{
	if (http == NULL)
		return;
	http_forget(http);
	if (http->server != NULL)
		evhttp_free(http->server);
	while (!LIST_EMPTY(&http->connections))
		connection_free(http, LIST_FIRST(&http->connections));
	while (!LIST_EMPTY(&http->gone))
		connection_free(http, LIST_FIRST(&http->gone));
	if (http->look != NULL)
		event_free(http->look);
	if (http->retry != NULL)
		event_free(http->retry);
	free(http);
}
