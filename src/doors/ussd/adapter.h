/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef USSD_ADAPTER_H
#define USSD_ADAPTER_H

#include <stddef.h>

#include "doors/ussd/ussd.h"

struct conf_provider;

/* A request to a provider's address, as HTTP gave it. */
struct ussd_request {
	const char	*rest;		/* of the path, behind the secret */
	const char	*query;		/* behind the ?, or "" */
	const char	*body;		/* NUL-terminated */
	size_t		 len;
};

struct ussd_answer {
	const char	*type;		/* static */
	char		 body[USSD_REPLY_SIZE * 6 + 256];
};

enum ussd_asked { ASKED_HOP, ASKED_STATUS, ASKED_NONSENSE };

enum ussd_asked	 ussd_adapter_read(const struct conf_provider *,
		    const struct ussd_request *, struct ussd_hop *);
void		 ussd_adapter_write(const struct conf_provider *,
		    const struct ussd_hop *, const struct ussd_reply *,
		    struct ussd_answer *);
void		 ussd_adapter_status(bool, struct ussd_answer *);
void		 ussd_adapter_refuse(const struct conf_provider *,
		    struct ussd_answer *);

#endif
