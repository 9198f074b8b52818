/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef OUTBOX_PRIVATE_H
#define OUTBOX_PRIVATE_H

/*
 * Between the files of the outbox, each calling only those above it here:
 * outbox_memory.c what is remembered of modems and of this turn,
 * outbox_settle.c what became of rows, outbox_feed.c which go out next.
 */

#include <stdbool.h>
#include <stdint.h>

#include "gateway/credit/cost.h"
#include "gateway/credit/limit.h"
#include "gateway/fleet/wire.h"
#include "gateway/outbox.h"
#include "gateway/turn/commit.h"
#include "store/outbox.h"
#include "store/size.h"

#define OUTBOX_ILL_S	5	/* after the database refused */

/* What a modem said of a send: is it in the database yet? */
enum word {
	WORD_NONE,		/* nothing to record */
	WORD_WAITING,		/* not recorded: the modem gets nothing new */
	WORD_APPLIED		/* in this turn's transaction */
};

struct modem {
	char		name[STORE_CODE_SIZE];
	struct limit	limit;
	bool		low;		/* its SIM's credit is */
	int64_t		low_freed_at;	/* so its routine rows were */
	bool		low_again;	/* and more came in that second */
	int64_t		freed_at;	/* its rows were given to others */
	bool		free_again;	/* and more came in that second */
	enum word	result_word, leftover_word;
	struct wire_sms_result result;
	struct wire_leftover leftover;
};

/* A part marked "sending", to be handed over after the COMMIT. */
struct job {
	uint64_t	session;
	struct wire_sms_out out;
};

struct outbox {
	struct outbox_parts with;
	commit_cb	committed;	/* hears of the end of a turn */
	struct event	*timer;		/* owned */
	struct modem	**modem;	/* owned */
	int		 modem_count;
	struct job	*job;		/* owned; of this turn */
	int		 job_count, job_size;
	struct cost	 cost;
	int64_t		 tidied_at;
	int64_t		 ill_until;	/* the database refused a row */
	bool		 look;		/* changes since the last fill */
	bool		 check_modems;	/* the configuration changed */
	bool		 registered;	/* for the end of this turn */
};

/* outbox_memory.c */
const struct conf *outbox_conf(const struct outbox *);
struct modem	*outbox_modem(struct outbox *, const char *);
void		 outbox_register(struct outbox *);
void		 outbox_ill(struct outbox *);

/* outbox_settle.c */
int		 outbox_fail(struct outbox *, const struct outbox_message *,
		    const char *);
int		 outbox_doubt(struct outbox *, const struct outbox_message *,
		    const char *);
int		 outbox_requeue(struct outbox *, int64_t);
int		 outbox_record(struct outbox *, struct modem *);

#endif
