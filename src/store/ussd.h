/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef STORE_USSD_H
#define STORE_USSD_H

#include <stdbool.h>
#include <stdint.h>

#include "store/question.h"
#include "store/size.h"

/* Menu sessions. */

struct store;

#define USSD_KEY_SIZE	80	/* a provider's name of a session */
#define USSD_INPUT_SIZE	2048	/* all inputs of a session, joined */
#define USSD_WORDS_SIZE	(182 * 3 + 1)
#define USSD_REPLY_SIZE	(182 * 3 + 1)

struct ussd_session {
	int64_t	id;
	char	provider[STORE_CODE_SIZE];
	char	session[USSD_KEY_SIZE];
	int64_t	phone_id;
	char	screen[STORE_CODE_SIZE];
	int	page;
	char	category[STORE_CODE_SIZE];	/* chosen so far, or "" */
	char	kecamatan[STORE_NAME_SIZE];
	char	kelurahan[STORE_NAME_SIZE];
	bool	placed;			/* the kelurahan was told, not assumed */
	char	choices[QUESTION_CHOICES_SIZE];	/* of a list; '|' between */
	char	words[USSD_WORDS_SIZE];
	int64_t	resume_id;		/* the session it may take up */
	int64_t	report_id;
	int64_t	started_at, heard_at;
	int	hops;
	char	input[USSD_INPUT_SIZE];	/* of the last hop */
	char	reply[USSD_REPLY_SIZE];
	bool	lost;			/* its reader was gone */
	char	outcome[STORE_CODE_SIZE]; /* "", "dropped", "resumed", ... */
};

int	store_ussd_add(struct store *, struct ussd_session *);
int	store_ussd_set(struct store *, const struct ussd_session *);
int	store_ussd_find(struct store *, const char *, const char *,
	    struct ussd_session *);
int	store_ussd_get(struct store *, int64_t, struct ussd_session *);
int	store_ussd_unfinished(struct store *, int64_t, int64_t, int64_t,
	    struct ussd_session *);
int	store_ussd_settle(struct store *, int64_t, const char *);
int	store_ussd_lose(struct store *, const char *, const char *, int);
int	store_ussd_hops(struct store *, int64_t, int64_t);
int	store_ussd_forget(struct store *, int64_t);

#endif
