/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef STORE_EVENT_H
#define STORE_EVENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"

/* What happened to a report, and what was said about it. */

struct store;

struct event {
	int64_t	report_id;
	int64_t	at;
	const char *kind;		/* "taken", "asked", ... */
	int	from, to;		/* enum report_state; -1 unchanged */
	int64_t	phone_id, seat_id, inbox_id;	/* who, by which message */
	const char *detail;		/* "" if none */
	const char *admin;		/* who typed it at a shell, or NULL */
};

/* What was said about a report: an officer's question or a citizen's words. */
struct store_words {
	int64_t	id;			/* of the event */
	bool	asked;
	char	text[TEXT_MAX_BYTES];
};

int	store_event_add(struct store *, const struct event *);
int	store_event_words(struct store *, int64_t, int64_t,
	    struct store_words *);
int	store_event_last_detail(struct store *, int64_t, const char *, char *,
	    size_t);

#endif
