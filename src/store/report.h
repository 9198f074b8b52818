/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef STORE_REPORT_H
#define STORE_REPORT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"
#include "store/size.h"

/* Reports. */

struct store;

#define REPORT_STATES(X)						\
	X(NEW,		"new")		/* waits for an answer or a seat */ \
	X(ROUTED,	"routed")					\
	X(TAKEN,	"taken")					\
	X(WORKING,	"working")					\
	X(DONE,		"done")		/* objection window open */	\
	X(CLOSED,	"closed")					\
	X(REJECTED,	"rejected")					\
	X(CANCELLED,	"cancelled")

enum report_state {
#define X(name, text)	REPORT_##name,
	REPORT_STATES(X)
#undef X
	REPORT_STATE_COUNT
};

struct report {
	int64_t	id;			/* the ticket's sequence */
	int64_t	phone_id;
	int64_t	inbox_id;
	char	category[STORE_CODE_SIZE];
	char	kelurahan[STORE_NAME_SIZE];	/* "" not told */
	char	opd[STORE_CODE_SIZE];
	enum report_state state;
	bool	urgent;
	int64_t	sent_at;		/* when the citizen wrote */
	int64_t	created_at, changed_at;
	int64_t	due_at;			/* next timer of this state, 0 none */
	char	outcome[STORE_CODE_SIZE];	/* of closed: "satisfied",
					   "unconfirmed" */
	char	description[TEXT_MAX_BYTES];
};

/* What is known of a place and a category. */
struct report_tally {
	int	open;
	int	closed;			/* of those made since */
	int64_t	oldest_id;		/* of the open ones, or 0 */
};

int	store_report_add(struct store *, struct report *, int);
int	store_report_get(struct store *, int64_t, struct report *);
int	store_report_set_state(struct store *, int64_t, enum report_state,
	    const char *, int64_t, int64_t);
int	store_report_set_route(struct store *, int64_t, const char *,
	    const char *, const char *, bool, int64_t);
int	store_report_set_description(struct store *, int64_t, const char *);
int	store_report_set_due(struct store *, int64_t, int64_t);
int	store_report_latest(struct store *, int64_t, unsigned,
	    struct report *);
int	store_report_before(struct store *, int64_t, int64_t,
	    struct report *);
int	store_report_open_before(struct store *, int64_t, int64_t,
	    struct report *);
int	store_report_tally(struct store *, const char *, const char *,
	    int64_t, struct report_tally *);
int	store_report_due(struct store *, int64_t, struct report *);
int	store_report_unrouted(struct store *, int64_t, struct report *);
int	store_report_asked(struct store *, int64_t, int64_t, struct report *);
int	store_report_same(struct store *, const char *, const char *, int64_t,
	    struct report *);
const char *report_state_name(enum report_state);

#endif
