/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef USSD_HTTP_H
#define USSD_HTTP_H

#include "doors/http/http.h"

struct commit;
struct desk;
struct lexicon;
struct store;

/* What the menus by HTTP work with; all borrowed. */
struct ussd_door {
	struct store	*store;
	struct commit	*commit;
	struct desk	*desk;
	const struct conf *const *conf;		/* the one that holds now */
	const struct lexicon *const *lexicon;	/* of that */
};

struct http_route	ussd_route(struct ussd_door *);

#endif
