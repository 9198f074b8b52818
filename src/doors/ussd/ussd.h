/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef USSD_H
#define USSD_H

#include <stdbool.h>
#include <stdint.h>

#include "store/size.h"
#include "store/ussd.h"

struct conf;
struct desk;
struct lexicon;

/* What a menu session works with; all borrowed. */
struct ussd {
	struct store		*store;
	struct desk		*desk;
	const struct conf	*conf;
	const struct lexicon	*lexicon;
};

/* One hop, whichever provider brought it. */
struct ussd_hop {
	char	provider[STORE_CODE_SIZE];
	char	session[USSD_KEY_SIZE];
	char	number[64];		/* as it came */
	char	code[32];		/* that was dialled, or "" */
	char	sequence[48];		/* differs at each hop; "" not told */
	bool	first;			/* said to begin the session */
	bool	ended;			/* hung up, or timed out */
	bool	full_path;		/* text: all inputs so far, with '*' */
	char	text[USSD_INPUT_SIZE];	/* else the last input */
};

struct ussd_reply {
	char	text[USSD_REPLY_SIZE];
	bool	close;
	int	hops;			/* of this session so far */
};

enum ussd_result { USSD_ANSWERED, USSD_REFUSED, USSD_BROKEN };

enum ussd_result ussd_turn(const struct ussd *, const struct ussd_hop *,
		    int64_t, struct ussd_reply *);
void		 ussd_say(const struct conf *, int, struct ussd_reply *);

#endif
