/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef STORE_INBOX_H
#define STORE_INBOX_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"
#include "store/size.h"

/* What came, as radio parts and as messages. */

struct store;

struct inbox_part {
	int64_t	id;
	char	sim[STORE_CODE_SIZE];	/* IMSI, else the modem's name */
	char	modem[STORE_CODE_SIZE];
	int64_t	phone_id;
	int64_t	sent_at;		/* the SMSC's clock */
	int64_t	received_at;
	int	ref;			/* concatenation; -1 single; 16-bit
					   references are kept + 0x10000 */
	int	part, parts;		/* 1 of 1 for a single */
	int	class;			/* -1 none, 0 flash, ... */
	int	pid;			/* TP-PID; -1 unknown */
	char	text[TEXT_PART_BYTES * 3];
};

#define INBOX_STATES(X)							\
	X(NEW,		"new")		/* not yet handled */		\
	X(HANDLED,	"handled")	/* the desk did what it asks */	\
	X(QUESTION,	"question")	/* a dialogue about it is open */ \
	X(TRIAGE,	"triage")	/* a person must look */	\
	X(CLOSED,	"closed")	/* a person looked */		\
	X(FILED,	"filed")	/* never answered, see reason */

enum inbox_state {
#define X(name, text)	INBOX_##name,
	INBOX_STATES(X)
#undef X
	INBOX_STATE_COUNT
};

struct inbox_message {
	int64_t	id;
	char	sim[STORE_CODE_SIZE];
	char	modem[STORE_CODE_SIZE];
	int64_t	phone_id;
	int64_t	sent_at, received_at;
	int	class;
	bool	complete;		/* false: parts never came */
	enum inbox_state state;
	char	reason[STORE_NAME_SIZE];
	int64_t	report_id;
	char	text[TEXT_MAX_BYTES];
};

/* One unfinished multipart message. */
struct inbox_group {
	char	sim[STORE_CODE_SIZE];
	int64_t	phone_id;
	int	ref, parts;
	int64_t	around;			/* sent_at of one of its parts */
	int64_t	first_received_at;
};

/* How much unfinished there may be, see store_part_crowd. */
struct inbox_room {
	int	groups, parts;		/* of one sender */
	int	total;			/* parts of all senders */
};

/* One of the letters that a number wrote lately. */
struct inbox_lately {
	int64_t	sent_at;
	bool	filed;
};

int	store_part_add(struct store *, const struct inbox_part *, int64_t *);
int	store_part_join(struct store *, const struct inbox_group *, bool,
	    struct inbox_message *);
int	store_part_set_message(struct store *, const struct inbox_group *,
	    int64_t);
int	store_part_set_single(struct store *, int64_t, int64_t);
int	store_part_group_oldest(struct store *, struct inbox_group *);
int	store_part_crowd(struct store *, int64_t, const struct inbox_room *,
	    struct inbox_group *);
int	store_inbox_add(struct store *, struct inbox_message *);
int	store_inbox_get(struct store *, int64_t, struct inbox_message *);
int	store_inbox_settle(struct store *, int64_t, enum inbox_state,
	    const char *, const char *, int64_t);
int	store_inbox_lately(struct store *, int64_t, int64_t, const char *,
	    struct inbox_lately *, int, int *);
const char *inbox_state_name(enum inbox_state);

#endif
