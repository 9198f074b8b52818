/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef DESK_WORDS_H
#define DESK_WORDS_H

/* Everything that becomes text for people: what other rooms may call. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "desk/words/event.h"
#include "desk/words/message.h"
#include "language/ticket.h"
#include "store/outbox.h"
#include "store/phone.h"
#include "store/report.h"
#include "store/seat.h"
#include "store/size.h"

struct desk;
struct letter;

/* ---- words.c: how things are called -------------------------------------- */

/* Room for the values of a message that speaks of a report. */
struct report_words {
	char			ticket[TICKET_SIZE];
	struct message_values	values;
};

void		 words_report(const struct desk *, const struct report *,
		    struct report_words *);
#define WORDS_CROWD_SIZE	16

const char	*words_crowd(const struct desk *, const struct report *,
		    char[WORDS_CROWD_SIZE]);
const char	*words_of_crowd(const struct desk *, const struct report *,
		    const char *, char[TEXT_MAX_BYTES]);
void		 words_item(const struct desk *, const struct report *, bool,
		    char *, size_t);
const char	*words_state(const struct desk *, enum report_state);
void		 words_seat(const struct seat *, char[STORE_NAME_SIZE]);
void		 words_shorten(char[STORE_NAME_SIZE], int);
void		 words_date(char *, size_t, int64_t);
void		 words_when(const struct desk *, int64_t, int64_t, bool,
		    char *, size_t);
void		 words_clock(char *, size_t, int64_t);
void		 words_day(char *, size_t, int64_t);
void		 words_late(const struct desk *, int64_t, char *, size_t);
int		 words_last_remark(struct desk *, const struct report *,
		    char *, size_t);

/* ---- reply.c: to who has just written ------------------------------------ */

int		 reply_send(struct desk *, struct letter *, enum message_id,
		    const struct message_values *);
int		 reply_at_once(struct desk *, struct letter *, enum message_id,
		    const struct message_values *);
bool		 reply_is_consent(enum message_id);
int		 reply_about(struct desk *, struct letter *, enum message_id,
		    const struct report *, const char *);
int		 reply_plain(struct desk *, struct letter *, enum message_id,
		    const char *);
int		 reply_acknowledge(struct desk *, struct letter *,
		    const struct report *);
int		 reply_second(struct desk *, const struct letter *,
		    const struct report *);
bool		 reply_is_emergency(const struct desk *,
		    const struct report *);
int		 reply_help(struct desk *, struct letter *, bool, bool);
int		 reply_ticket(struct desk *, struct letter *, const char *,
		    struct report *);

/* ---- notice.c, tell.c: to others ----------------------------------------- */

int		 notice_send(struct desk *, const struct phone *,
		    enum message_id, const struct message_values *,
		    const struct report *, int64_t, const char *, int64_t);
int		 notice_answer(struct desk *, const struct phone *,
		    enum message_id, const struct message_values *, int64_t);
int		 notice_alarm(struct desk *, const struct phone *,
		    enum message_id, const struct message_values *, int64_t,
		    int64_t);
int		 notice_seat(struct desk *, const struct phone *,
		    const struct seat *, enum message_id, const char *,
		    const char *, int64_t);
int		 tell_citizen(struct desk *, const struct report *,
		    enum message_id, const char *, const struct actor *,
		    int64_t);
int		 tell_seats(struct desk *, const struct report *, int64_t,
		    enum message_id, const char *, int64_t);
int		 tell_follow(struct desk *, const struct report *,
		    const struct report_change *);

/* ---- gather.c, bundle.c: several in one SMS ------------------------------ */

#define BUNDLE_GROUPS	6
#define BUNDLE_LISTED	"told in a list"	/* dispatch_unanswered
						   knows it */

/* Notices that wait for one seat, gathered. */
struct bundle {
	int			count;
	struct outbox_message	first;	/* alone it goes as it is */
	char			group[BUNDLE_GROUPS][400];
};

int		 gather_absorb(struct desk *, const struct outbox_message *,
		    enum message_id *, int64_t *);
int		 gather_wait(struct desk *, struct outbox_message *,
		    enum message_id, int64_t, int64_t);
int		 gather_answered(struct desk *, int64_t, int64_t,
		    enum message_id);
bool		 bundle_has_kind(const struct outbox_message *);
int		 bundle_add(struct desk *, struct bundle *,
		    const struct outbox_message *);
int		 bundle_send(struct desk *, struct bundle *, int64_t);
bool		 terse_is_on(struct desk *, const struct report *);

/* ---- mask.c, post.c, reach.c, quiet.c: how, where, when -------------------- */

int		 post_write(const struct desk *, struct outbox_message *,
		    enum message_id, const struct message_values *);
const char	*mask_numbers(const char *, char *, size_t);
int		 reach_phone(struct desk *, const struct seat *,
		    struct phone *);
bool		 reach_has_stand_in(const struct seat *);
bool		 reach_is_dead(const struct seat *);
int64_t		 quiet_until(const struct desk *, enum message_id, bool,
		    int64_t);

#endif
