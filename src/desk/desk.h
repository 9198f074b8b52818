/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef DESK_H
#define DESK_H

/* The desk as the outside sees it: the only header that it includes. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "desk/citizen/reputation.h"
#include "desk/citizen/view.h"
#include "desk/seats/command.h"
#include "desk/staff/command.h"
#include "desk/words/event.h"
#include "desk/words/message.h"

struct conf;
struct inbox_message;
struct lexicon;
struct store;

/*
 * Every function that writes wants a transaction to be open (store_begin)
 * and leaves it open: the caller groups and commits.  They return 0, or -1
 * when the database failed: then the caller rolls back.
 */

struct desk;

struct desk	*desk_new(struct store *);
void		 desk_free(struct desk *);
void		 desk_use(struct desk *, const struct conf *,
		    const struct lexicon *);

/* Hear of every event of every report, as the desk's own rooms do. */
int		 desk_follow(struct desk *, int (*)(void *,
		    const struct report *, const struct report_change *),
		    void *);

/* A whole SMS that was just stored: understand it, act, queue replies. */
int		 desk_receive(struct desk *, struct inbox_message *, int64_t);

/* Questions, objection windows, deadlines: what is due, at most max of it. */
int		 desk_run_timers(struct desk *, int64_t, int);
int		 desk_next_timer(struct desk *, int64_t *);
void		 desk_hold_deadlines(struct desk *, int64_t);

/* By the admin's command.  On refusal: 1, and why in the buffer. */
int		 desk_send(struct desk *, const char *, const char *, int64_t,
		    int64_t *, char *, size_t);

#endif
