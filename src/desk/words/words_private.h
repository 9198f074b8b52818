/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef DESK_WORDS_PRIVATE_H
#define DESK_WORDS_PRIVATE_H

/* Between the files of words/. */

#include <stdint.h>

#include "desk/words/message.h"

struct desk;
struct outbox_message;
struct report;

int	post_queue(struct desk *, struct outbox_message *, enum message_id,
	    const struct message_values *, int64_t);
int64_t	terse_until(struct desk *, enum message_id, const struct report *,
	    int64_t);

#endif
