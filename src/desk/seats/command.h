/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef DESK_SEATS_COMMAND_H
#define DESK_SEATS_COMMAND_H

/* What the outside may ask of the seats, by desk.h. */

#include <stddef.h>
#include <stdint.h>

#include "desk/words/message.h"

struct desk;
struct seat;

/* By the admin's command.  On refusal: 1, and why in the buffer. */
int	desk_seat_add(struct desk *, struct seat *, const char *, int64_t,
	    char *, size_t);
int	desk_seat_set(struct desk *, const char *, const char *,
	    const char *, int64_t, char *, size_t);
int	desk_seat_remove(struct desk *, const char *, int64_t, char *,
	    size_t);
int	desk_seat_import(struct desk *, const char *, int64_t, char *,
	    size_t);

/* Something is wrong with the gateway itself. */
int	desk_alarm(struct desk *, enum message_id,
	    const struct message_values *, int64_t);

#endif
