/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef STORE_OUTBOX_H
#define STORE_OUTBOX_H

#include <stdbool.h>
#include <stdint.h>

#include "base/number.h"
#include "base/text.h"
#include "store/size.h"

/* Replies waiting, and what became of them. */

struct store;

#define OUTBOX_STATES(X)						\
	X(DUE,		"due")		/* next_try <= now, or later */	\
	X(SENDING,	"sending")	/* a worker has a part of it */	\
	X(SENT,		"sent")		/* the network took it */	\
	X(DELIVERED,	"delivered")	/* a delivery report says so */	\
	X(FAILED,	"failed")	/* for good */			\
	X(UNCERTAIN,	"uncertain")	/* submitted? nobody knows */	\
	X(NIGHT,	"night")	/* waits for the morning */	\
	X(HELD,		"held")		/* over the number's budget */	\
	X(DROPPED,	"dropped")	/* not sent on purpose: reason */

enum outbox_state {
#define X(name, text)	OUTBOX_##name,
	OUTBOX_STATES(X)
#undef X
	OUTBOX_STATE_COUNT
};

struct outbox_message {
	int64_t	id;
	int64_t	phone_id;
	char	number[NUMBER_SIZE];	/* filled on read */
	char	modem[STORE_CODE_SIZE];	/* the one it came by; "" any */
	char	kind[STORE_NAME_SIZE];	/* message_key, or "manual" */
	bool	urgent;
	enum text_coding coding;
	int	parts;
	int	next_part;		/* the one to send now, 1-based */
	int64_t	report_id, seat_id;
	int64_t	inbox_id;		/* the message it answers, or 0 */
	enum outbox_state state;
	char	reason[STORE_NAME_SIZE];
	int64_t	created_at, next_try;
	int	attempts;
	char	text[TEXT_MAX_BYTES];
};

/* A part handed to a worker and not yet answered for. */
struct outbox_part {
	int64_t	outbox_id;
	int	part;
	char	modem[STORE_CODE_SIZE];
};

/* Replies to one number in some time. */
struct outbox_replies {
	int	all;
	int	counted;		/* neither urgent nor of a free kind */
	int64_t	first_at;		/* of the counted, or 0 */
};

int	store_outbox_add(struct store *, struct outbox_message *);
int	store_outbox_get(struct store *, int64_t, struct outbox_message *);
int	store_outbox_due(struct store *, int64_t, const char *, bool,
	    struct outbox_message *);
int	store_outbox_due_urgent(struct store *, int64_t, const char *,
	    struct outbox_message *);
int	store_outbox_next_try(struct store *, int64_t *);
int	store_outbox_sending(struct store *, int64_t, int, const char *,
	    const char *, int64_t);
int	store_outbox_part_sent(struct store *, int64_t, int, int, int64_t);
int	store_outbox_part_failed(struct store *, int64_t, int, int);
int	store_outbox_set_state(struct store *, int64_t, enum outbox_state,
	    const char *);
int	store_outbox_retry(struct store *, int64_t, int64_t, const char *);
int	store_outbox_in_flight(struct store *, const char *, int64_t,
	    struct outbox_part *);
int	store_outbox_report(struct store *, const char *, const char *, int,
	    int, int64_t, int64_t *);
int	store_outbox_replies_since(struct store *, int64_t, int64_t,
	    const char *, struct outbox_replies *);
int	store_outbox_said(struct store *, int64_t, int64_t, const char *);
int	store_outbox_drop_older(struct store *, int64_t);
int	store_outbox_drop_for_phone(struct store *, int64_t, const char *);
const char *outbox_state_name(enum outbox_state);

#endif
