/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CONTROL_PARTS_H
#define CONTROL_PARTS_H

#include <stdint.h>

struct commit;
struct conf;
struct conf_errors;
struct desk;
struct event_base;
struct fleet;
struct outbox;
struct pulsa;
struct roster;
struct store;

/* What the commands work with, and the few things they ask; all borrowed. */
struct control_parts {
	struct event_base	*base;
	struct store		*store;
	struct commit		*commit;
	struct desk		*desk;
	const struct roster	*roster;
	struct fleet		*fleet;
	struct outbox		*outbox;
	struct pulsa		*pulsa;
	const struct conf *const *conf;	/* the one that holds now */
	int64_t			 started_at;
	/* Read the configuration again; -1 and every fault. */
	int			(*reload)(void *, struct conf_errors *);
	/* Rows were changed: whoever waits for some is to look. */
	void			(*changed)(void *);
	void			*arg;	/* of both */
};

#endif
