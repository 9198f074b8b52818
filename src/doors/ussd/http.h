/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef USSD_HTTP_H
#define USSD_HTTP_H

struct evhttp_request;
struct http;

void	ussd_http_serve(struct http *, struct evhttp_request *,
	    const char *);

#endif
