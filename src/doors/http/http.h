/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HTTP_H
#define HTTP_H

#include <stdbool.h>
#include <stddef.h>

struct conf;
struct conf_errors;
struct evhttp_request;
struct gateway;
struct http;

#define HTTP_ADDRESS_SIZE	46	/* INET6_ADDRSTRLEN */

struct http	*http_new(struct gateway *);
void		 http_free(struct http *);
int		 http_prepare(struct http *, const struct conf *,
		    struct conf_errors *);
void		 http_configured(struct http *);
void		 http_forget(struct http *);
void		 http_stop(struct http *);
void		 http_finish(struct http *);

/* For who serves a route. */
struct gateway	*http_gateway(struct http *);
void		 http_peer(struct http *, struct evhttp_request *,
		    char[HTTP_ADDRESS_SIZE]);
bool		 http_is_gone(struct evhttp_request *);
void		 http_reply(struct http *, struct evhttp_request *, int,
		    const char *, const char *, const char *);
void		 http_refuse(struct http *, struct evhttp_request *, int,
		    const char *);

#endif
