/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef DESK_H
#define DESK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "desk/words/message.h"
#include "language/text.h"
#include "language/ticket.h"

struct conf;
struct inbox_message;
struct lexicon;
struct seat;
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

/* A whole SMS that was just stored: understand it, act, queue replies. */
int		 desk_receive(struct desk *, struct inbox_message *, int64_t);

/* By a menu: what was chosen becomes a message, a report and an SMS. */
#define DESK_USSD	"ussd"		/* in the place of a modem's name */

/* What its own citizen may see of a report.  Texts as people read them. */
struct desk_view {
	int64_t	report_id;
	bool	urgent;
	char	ticket[TICKET_SIZE];
	char	category[64], kelurahan[64], opd[64], state[64];
	char	date[32];
	char	remark[TEXT_PART_BYTES];	/* the officer's newest words */
};

int		 desk_report(struct desk *, int64_t, int, int, const char *,
		    int64_t, struct desk_view *);
int		 desk_view_ticket(struct desk *, int64_t, const char *,
		    struct desk_view *);
int		 desk_view_before(struct desk *, int64_t, int64_t,
		    struct desk_view *);

/* Questions, objection windows, deadlines: what is due, at most max of it. */
int		 desk_run_timers(struct desk *, int64_t, int);
int		 desk_next_timer(struct desk *, int64_t *);
void		 desk_hold_deadlines(struct desk *, int64_t);

/* By the admin's command.  On refusal: 1, and why in the buffer. */
int		 desk_triage_assign(struct desk *, int64_t, const char *,
		    const char *, int64_t, char *, size_t);
int		 desk_triage_close(struct desk *, int64_t, char *, size_t);
int		 desk_seat_add(struct desk *, struct seat *, const char *,
		    int64_t, char *, size_t);
int		 desk_seat_set(struct desk *, const char *, const char *,
		    const char *, int64_t, char *, size_t);
int		 desk_seat_remove(struct desk *, const char *, int64_t, char *,
		    size_t);
int		 desk_seat_import(struct desk *, const char *, int64_t, char *,
		    size_t);
int		 desk_alarm(struct desk *, enum message_id,
		    const struct message_values *, int64_t);
int		 desk_send(struct desk *, const char *, const char *, int64_t,
		    int64_t *, char *, size_t);

#endif
