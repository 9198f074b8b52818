/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * ussd - the operator's USSD gateway, which is not there: it asks the
 * city's program by HTTP for each screen, as Africa's Talking does.
 */

#include "config.h"

#include <event2/buffer.h>
#include <event2/event.h>
#include <event2/http.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/log.h"
#include "modem/sim/ussd.h"

#define ANSWER_S	15	/* Africa's Talking waits no longer */
#define SCREEN_SIZE	2048

struct sim_ussd {
	struct event_base	*base;		/* borrowed */
	struct evhttp_uri	*url;		/* owned */
	sim_ussd_fn		 fn;
	void			*arg;		/* borrowed */
	bool			 busy;
};

/* The way in from the event loop. */
static void	ussd_answer_cb(struct evhttp_request *, void *);

/* Is it http://HOST[:PORT]/PATH? */
bool
sim_ussd_url_is_good(const char *text)
{
	struct evhttp_uri	*url = evhttp_uri_parse(text);
	bool			 good;

	good = url != NULL && evhttp_uri_get_scheme(url) != NULL &&
	    strcasecmp(evhttp_uri_get_scheme(url), "http") == 0 &&
	    evhttp_uri_get_host(url) != NULL &&
	    evhttp_uri_get_path(url)[0] == '/';
	if (url != NULL)
		evhttp_uri_free(url);
	return good;
}

/* To this address, which must be good; fn hears every answer. */
struct sim_ussd *
sim_ussd_new(struct event_base *base, const char *url, sim_ussd_fn fn,
    void *arg)
{
	struct sim_ussd	*u = calloc(1, sizeof *u);

	if (u == NULL || (u->url = evhttp_uri_parse(url)) == NULL)
		fatal("sim: no memory for USSD");
	u->base = base;
	u->fn = fn;
	u->arg = arg;
	return u;
}

/* NULL is fine. */
void
sim_ussd_free(struct sim_ussd *u)
{
	if (u == NULL)
		return;
	evhttp_uri_free(u->url);
	free(u);
}

/* Is an answer awaited? */
bool
sim_ussd_is_busy(const struct sim_ussd *u)
{
	return u != NULL && u->busy;
}

static void
ussd_answer_cb(struct evhttp_request *req, void *arg)
{
	struct sim_ussd	*u = arg;
	struct evbuffer	*in;
	char		 text[SCREEN_SIZE];
	size_t		 len;

	u->busy = false;
	if (req == NULL || evhttp_request_get_response_code(req) != 200) {
		u->fn(u->arg, NULL, false);
		return;
	}
	in = evhttp_request_get_input_buffer(req);
	len = evbuffer_get_length(in);
	if (len > sizeof text - 1)
		len = sizeof text - 1;
	evbuffer_copyout(in, text, len);
	text[len] = '\0';
	if (strncmp(text, "CON ", 4) == 0)
		u->fn(u->arg, text + 4, true);
	else
		u->fn(u->arg, strncmp(text, "END ", 4) == 0 ? text + 4 : NULL,
		    false);
}

/* name=value, escaped, behind what is there already. */
static void
add_field(struct evbuffer *body, const char *name, const char *value)
{
	char	*escaped = evhttp_encode_uri(value);

	if (escaped == NULL)
		fatal("sim: no memory for USSD");
	evbuffer_add_printf(body, "%s%s=%s", evbuffer_get_length(body) > 0 ?
	    "&" : "", name, escaped);
	free(escaped);
}

static void
fill(const struct sim_ussd *u, struct evhttp_request *req,
    const struct sim_ussd_hop *hop)
{
	struct evkeyvalq	*head = evhttp_request_get_output_headers(req);
	struct evbuffer		*body = evhttp_request_get_output_buffer(req);

	evhttp_add_header(head, "Host", evhttp_uri_get_host(u->url));
	evhttp_add_header(head, "Connection", "close");
	evhttp_add_header(head, "Content-Type",
	    "application/x-www-form-urlencoded");
	add_field(body, "sessionId", hop->session);
	add_field(body, "serviceCode", hop->code);
	add_field(body, "phoneNumber", hop->number);
	add_field(body, "networkCode", "51001");
	add_field(body, "text", hop->text);
}

/* Ask for the next screen.  0, or -1 if it cannot be asked for now. */
int
sim_ussd_ask(struct sim_ussd *u, const struct sim_ussd_hop *hop)
{
	struct evhttp_connection *evcon;
	struct evhttp_request	 *req;
	int			  port = evhttp_uri_get_port(u->url);

	if (u->busy)
		return -1;
	evcon = evhttp_connection_base_new(u->base, NULL,
	    evhttp_uri_get_host(u->url), port == -1 ? 80 : (ev_uint16_t)port);
	req = evhttp_request_new(ussd_answer_cb, u);
	if (evcon == NULL || req == NULL)
		fatal("sim: no memory for USSD");
	evhttp_connection_set_timeout(evcon, ANSWER_S);
	evhttp_connection_free_on_completion(evcon);
	fill(u, req, hop);
	u->busy = true;
	if (evhttp_make_request(evcon, req, EVHTTP_REQ_POST,
	    evhttp_uri_get_path(u->url)) == 0)
		return 0;
	u->busy = false;
	return -1;
}
