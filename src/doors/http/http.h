/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HTTP_H
#define HTTP_H

#include <stdbool.h>
#include <stddef.h>

struct conf;
struct conf_errors;
struct event_base;
struct evhttp_request;
struct http;

#define HTTP_ADDRESS_SIZE	46	/* INET6_ADDRSTRLEN */

/* A path and who serves it.  One that ends with / stands for all below it. */
struct http_route {
	unsigned	 methods;	/* evhttp_cmd_type, or-ed */
	const char	*path;
	/* The rest of the path, behind the route's own. */
	void		(*serve)(void *, struct http *,
			    struct evhttp_request *, const char *);
	void		*arg;		/* borrowed */
};

struct http	*http_new(struct event_base *, const struct conf *const *,
		    const struct http_route *, int);
void		 http_free(struct http *);
int		 http_prepare(struct http *, const struct conf *,
		    struct conf_errors *);
void		 http_configured(struct http *);
void		 http_forget(struct http *);
void		 http_stop(struct http *);
void		 http_finish(struct http *);

/* For who serves a route. */
void		 http_peer(struct http *, struct evhttp_request *,
		    char[HTTP_ADDRESS_SIZE]);
bool		 http_is_gone(struct evhttp_request *);
void		 http_reply(struct http *, struct evhttp_request *, int,
		    const char *, const char *, const char *);
void		 http_refuse(struct http *, struct evhttp_request *, int,
		    const char *);

#endif
