/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef DESK_WORDS_PRIVATE_H
#define DESK_WORDS_PRIVATE_H

/* Between the files of words/. */

#include <stdbool.h>
#include <stdint.h>

#include "desk/words/message.h"

struct desk;
struct letter;
struct outbox_message;
struct report;

/* ---- budget.c ------------------------------------------------------------ */

#define BUDGET_HOUR_S	3600

/* One more reply to a number, as its budget has it. */
struct budget {
	int	limit;			/* an hour */
	bool	free;			/* it goes out anyway */
	bool	over;			/* it is held */
	bool	last;			/* none that counts after it */
	bool	spent;			/* all kinds together reached it */
	int64_t	opens_at;		/* when one more may go */
};

int	budget_read(struct desk *, const struct letter *, enum message_id,
	    struct budget *);

/* ---- post.c -------------------------------------------------------------- */

int	post_queue(struct desk *, struct outbox_message *, enum message_id,
	    const struct message_values *, int64_t);
int	post_queue_with(struct desk *, struct outbox_message *,
	    enum message_id, const struct message_values *, const char *,
	    int64_t);

/* ---- terse.c ------------------------------------------------------------- */

int64_t	terse_until(struct desk *, enum message_id, const struct report *,
	    int64_t);

#endif
