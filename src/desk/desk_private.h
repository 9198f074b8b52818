/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef DESK_PRIVATE_H
#define DESK_PRIVATE_H

/* What the files of desk/ share and nobody else needs. */

#include "conf/conf.h"
#include "desk/desk.h"
#include "desk/words/message.h"
#include "language/interpret.h"
#include "language/ticket.h"
#include "store/store.h"

struct desk {
	struct store		*store;		/* borrowed */
	const struct conf	*conf;		/* borrowed */
	const struct lexicon	*lexicon;	/* borrowed */
	int64_t			 deadlines_from; /* none fires before */
};

/*
 * One SMS on the desk: who wrote, what it means, and where it ends.  A
 * handler sets the last three; the inbox row is settled from them once.
 */
struct batch;

struct letter {
	struct inbox_message	*in;
	struct phone		 phone;
	int64_t			 now;
	struct meaning		 meaning;
	enum inbox_state	 state;
	const char		*reason;	/* static text, or "" */
	int64_t			 report_id;
	bool			 answered;	/* a reply goes out */
	bool			 at_home;	/* the place is the registered one */
	struct batch		*batch;		/* borrowed; NULL: every answer
						   is an SMS of its own */
};

/* ---- report.c ---------------------------------------------------------- */

enum report_event {
	EV_ROUTE, EV_TAKE, EV_PROGRESS, EV_FINISH, EV_REJECT, EV_FORWARD,
	EV_SATISFIED, EV_UNSATISFIED, EV_CANCEL, EV_SILENCE, EV_UNSEAT,
	EV_MISREAD
};

/* On whose word a report changes, and by which message. */
struct actor {
	int64_t	phone_id, seat_id, inbox_id;
};

int		 report_apply(struct desk *, struct report *,
		    enum report_event, const struct actor *, const char *,
		    int64_t);
int		 report_note(struct desk *, const struct report *,
		    const char *, const struct actor *, const char *,
		    int64_t);
int		 report_open(struct desk *, struct letter *, int, int,
		    const char *, struct report *);
int		 report_tell_seats(struct desk *, const struct report *,
		    int64_t, enum message_id, const char *, int64_t);
int		 report_tell_citizen(struct desk *, const struct report *,
		    enum message_id, const char *, const struct actor *,
		    int64_t);
bool		 report_is_open(const struct report *);

#define REPORTS_OPEN	(1u << REPORT_NEW | 1u << REPORT_ROUTED |	\
			 1u << REPORT_TAKEN | 1u << REPORT_WORKING)
#define REPORTS_ALL	(~0u)

/* ---- reply.c ----------------------------------------------------------- */

/* Room for the values of a message that speaks of a report. */
struct report_words {
	char			ticket[TICKET_SIZE];
	struct message_values	values;
};

void		 reply_words(const struct desk *, const struct report *,
		    struct report_words *);
int		 reply_send(struct desk *, struct letter *, enum message_id,
		    const struct message_values *);
int		 reply_about(struct desk *, struct letter *, enum message_id,
		    const struct report *, const char *);
int		 reply_plain(struct desk *, struct letter *, enum message_id,
		    const char *);
int		 reply_acknowledge(struct desk *, struct letter *,
		    const struct report *);
int		 reply_notice(struct desk *, const struct phone *,
		    enum message_id, const struct message_values *,
		    const struct report *, int64_t, const char *, int64_t);
int		 reply_alarm(struct desk *, const struct phone *,
		    enum message_id, const struct message_values *, int64_t,
		    int64_t);
int		 reply_rewrite(const struct desk *, struct outbox_message *,
		    enum message_id, const struct message_values *);
const char	*reply_state_text(const struct desk *, enum report_state);
int		 reply_help(struct desk *, struct letter *, bool, bool);
int		 reply_seat(struct desk *, const struct phone *,
		    const struct seat *, enum message_id, const char *,
		    const char *, int64_t);
void		 reply_seat_name(const struct seat *, char[STORE_NAME_SIZE]);
void		 reply_date(char *, size_t, int64_t);

int		 reply_ticket(struct desk *, struct letter *, const char *,
		    struct report *);

/* ---- routing.c ---------------------------------------------------------- */

int		 routing_dispatch(struct desk *, struct report *,
		    const struct actor *, enum message_id, int64_t);
int		 routing_dispatch_to(struct desk *, const struct report *,
		    const struct seat *, enum message_id, const char *,
		    int64_t);
int		 routing_write_dispatch(struct desk *,
		    struct outbox_message *);
int		 routing_lay(struct desk *, const struct report *,
		    const struct seat *, struct dispatch *, int64_t);
int		 routing_widen(struct desk *, const struct report *, int64_t);
int		 routing_reach(struct desk *, const struct seat *,
		    struct phone *);
bool		 routing_has_stand_in(const struct seat *);
bool		 routing_is_dead(const struct seat *);
int		 routing_retry(struct desk *, int64_t);
int		 routing_find_role(struct desk *, enum seat_role,
		    const char *, const char *, struct seat *);
int		 routing_new_code(struct desk *, struct dispatch *);

/* ---- deadline.c --------------------------------------------------------- */

int		 deadline_follow(struct desk *, const struct report *,
		    enum report_event, int64_t);
int		 deadline_run(struct desk *, int64_t, int);
int		 deadline_next(struct desk *, int64_t *);
int		 deadline_last_level(struct desk *, const struct report *,
		    struct seat *);
void		 deadline_write_late(const struct desk *, int64_t, char *,
		    size_t);

/* ---- urgency.c ---------------------------------------------------------- */

bool		 urgency_of(const struct conf_category *, const char *);

/* ---- overdue.c ---------------------------------------------------------- */

int64_t		 overdue_next(const struct desk *, int64_t);
int		 overdue_step(const struct desk *);
int		 overdue_repeat(struct desk *, const struct report *,
		    const struct deadline *, int64_t);

/* ---- night.c ------------------------------------------------------------ */

int64_t		 night_until(const struct desk *, enum message_id, bool,
		    int64_t);
int		 night_run(struct desk *, int64_t, int);

/* ---- dialogue.c --------------------------------------------------------- */

int		 dialogue_home(const struct desk *, struct letter *);
int		 dialogue_start(struct desk *, struct letter *,
		    struct report *, int);
int		 dialogue_ask(struct desk *, struct letter *,
		    struct report *, int);
int		 dialogue_ask_anew(struct desk *, struct letter *,
		    struct report *);
int		 dialogue_answer(struct desk *, struct letter *);
int		 dialogue_expire(struct desk *, struct question *, int64_t);
int		 dialogue_drop(struct desk *, int64_t, int64_t);

/* ---- flood.c ------------------------------------------------------------ */

#define FLOOD_REASON	"flood"

bool		 flood_is_on(const struct desk *, const struct letter *);
void		 flood_file(struct letter *);
int		 flood_count(struct desk *, struct letter *);

/* ---- correction.c -------------------------------------------------------- */

int		 correction_begin(struct desk *, struct letter *);
int		 correction_apply(struct desk *, struct letter *,
		    struct report *, int, int);

/* ---- absence.c, handover.c, silence.c: the seat itself ------------------- */

int		 absence_off(struct desk *, struct letter *);
int		 absence_on(struct desk *, struct letter *);
int		 absence_return(struct desk *, const struct seat *, int64_t);
int		 absence_tell_deputy(struct desk *, const struct seat *,
		    int64_t);
int		 handover_begin(struct desk *, struct letter *);
int		 handover_answer(struct desk *, struct letter *);
int		 handover_expire(struct desk *, const struct handover *,
		    int64_t);
int		 silence_heard(struct desk *, const struct letter *);
int		 silence_judge(struct desk *, const struct seat *, int64_t);
int		 silence_pass_on(struct desk *, const struct seat *, int64_t);
int		 seat_run_timers(struct desk *, int64_t, int);
int		 seat_next_timer(struct desk *, int64_t *);

/* ---- queue.c, details.c, orders.c: lists, LIHAT, several commands -------- */

void		 queue_item(const struct desk *, const struct report *, bool,
		    char *, size_t);
int		 queue_list(struct desk *, struct letter *);
int		 queue_more(struct desk *, struct letter *);
int		 details_show(struct desk *, struct letter *);
int		 details_more(struct desk *, struct letter *,
		    const struct list_page *);
int		 orders_handle(struct desk *, struct letter *);
int		 orders_note(const struct desk *, struct batch *,
		    enum message_id, const struct message_values *);

/* ---- citizen.c, staff.c -------------------------------------------------- */

int		 citizen_handle(struct desk *, struct letter *);
int		 staff_handle(struct desk *, struct letter *, bool *);
int		 staff_order(struct desk *, struct letter *);
int		 staff_look(struct desk *, struct letter *, struct report *,
		    struct dispatch *);
int		 citizen_last_remark(struct desk *, const struct report *,
		    char *, size_t);
int		 citizen_add(struct desk *, struct letter *, struct report *,
		    const char *);

#endif
