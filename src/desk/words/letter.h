/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef DESK_LETTER_H
#define DESK_LETTER_H

/* What every room of the desk is given: the desk itself, and one SMS on it. */

#include "conf/conf.h"
#include "desk/words/event.h"
#include "desk/words/message.h"
#include "desk/words/said.h"
#include "language/interpret.h"
#include "store/inbox.h"
#include "store/phone.h"

struct hearer;
struct seat_follower;

struct desk {
	struct store			*store;		/* borrowed */
	const struct conf		*conf;		/* borrowed */
	const struct lexicon		*lexicon;	/* borrowed */
	const struct follower		*followers;	/* of reports */
	const struct seat_follower	*seat_followers;
	struct hearer			*hearer;	/* owned: a list,
							   desk.c */
	/* clocks/surge.c: how fresh its counts are. */
	int64_t				 surge_looked_at;
	int				 surge_unseen;
	bool				 surge_is_on;
	int64_t				 deadlines_from; /* clocks: no step
							   before */
	const char			*admin;		/* borrowed: at whose
							   word this happens,
							   or NULL */
};

/* In the place of a modem's name: what was chosen in a menu. */
#define LETTER_BY_MENU	"ussd"

/* Where a reply goes that is not to be an SMS of its own. */
struct letter_sink {
	int	(*take)(const struct desk *, void *, enum message_id,
		    const struct message_values *);
	void	*arg;
};

/*
 * One SMS on the desk: who wrote, what it means, and where it ends.  A
 * handler sets state, reason and report_id; the inbox row is settled from
 * them once.
 */
struct letter {
	struct inbox_message		*in;
	struct phone			 phone;
	int64_t				 now;
	struct context			 context;	/* said before */
	struct said			 said;		/* its memory */
	struct meaning			 meaning;
	enum inbox_state		 state;
	const char			*reason;	/* static, or "" */
	int64_t				 report_id;
	bool				 answered;	/* a reply goes out */
	bool				 urgent;	/* and is about what
							   cannot wait */
	bool				 at_home;	/* the place is the
							   registered one */
	char				 promise[64];	/* by when, or "" */
	bool				 alone;		/* nobody is on duty
							   for the report */
	const struct letter_sink	*sink;		/* borrowed, or NULL */
};

#endif
