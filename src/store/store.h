/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef STORE_H
#define STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/number.h"
#include "base/text.h"

/*
 * Rows as C sees them.  Times are seconds since 1970 UTC, 0 is "none"; ids
 * are > 0, 0 is "none" (NULL in the database).  Functions return 0 or 1 as
 * their comment says, -1 when the database failed (logged there).
 */

struct store;

#define STORE_CODE_SIZE	16	/* a category, an OPD, a modem, a SIM's IMSI */
#define STORE_NAME_SIZE	64	/* a kelurahan, a seat, a person */

/* ---- store.c: the file, its schema, transactions ---------------------- */

struct store	*store_open(const char *);
void		 store_close(struct store *);
int		 store_begin(struct store *);
int		 store_commit(struct store *);
void		 store_rollback(struct store *);
bool		 store_in_transaction(const struct store *);
int		 store_backup(struct store *, const char *);
int64_t		 store_changes(const struct store *);
int		 store_schema_version(void);

/* ---- phone.c: the one table that holds numbers ------------------------ */

struct phone {
	int64_t		 id;
	char		 number[NUMBER_SIZE];
	enum number_kind kind;
	char		 name[STORE_NAME_SIZE];		/* registered, or "" */
	char		 kelurahan[STORE_NAME_SIZE];	/* registered, or "" */
	int64_t		 stopped_at;			/* STOP, or 0 */
	int64_t		 helped_at;			/* last help SMS, or 0 */
	int		 unheard;	/* messages not understood or answered */
	int64_t		 unheard_at;	/* in the hour from then on; 0 none */
};

int	store_phone_find_or_add(struct store *, const char *, enum number_kind,
	    int64_t, int64_t *);
int	store_phone_get(struct store *, int64_t, struct phone *);
int	store_phone_register(struct store *, int64_t, const char *,
	    const char *);
int	store_phone_set_stopped(struct store *, int64_t, int64_t);
int	store_phone_set_helped(struct store *, int64_t, int64_t);
int	store_phone_count_unheard(struct store *, int64_t, int64_t);

/* ---- inbox.c: what came, as radio parts and as messages --------------- */

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
const char *inbox_state_name(enum inbox_state);

/* ---- report.c: reports, their events, supporters ---------------------- */

#define REPORT_STATES(X)						\
	X(NEW,		"new")		/* waits for an answer or a seat */ \
	X(ROUTED,	"routed")					\
	X(TAKEN,	"taken")					\
	X(WORKING,	"working")					\
	X(DONE,		"done")		/* objection window open */	\
	X(CLOSED,	"closed")					\
	X(REJECTED,	"rejected")					\
	X(CANCELLED,	"cancelled")

enum report_state {
#define X(name, text)	REPORT_##name,
	REPORT_STATES(X)
#undef X
	REPORT_STATE_COUNT
};

struct report {
	int64_t	id;			/* the ticket's sequence */
	int64_t	phone_id;
	int64_t	inbox_id;
	char	category[STORE_CODE_SIZE];
	char	kelurahan[STORE_NAME_SIZE];	/* "" not told */
	char	opd[STORE_CODE_SIZE];
	enum report_state state;
	bool	urgent;
	int64_t	sent_at;		/* when the citizen wrote */
	int64_t	created_at, changed_at;
	int64_t	due_at;			/* next timer of this state, 0 none */
	char	outcome[STORE_CODE_SIZE];	/* of closed: "satisfied",
					   "unconfirmed" */
	char	description[TEXT_MAX_BYTES];
};

struct event {
	int64_t	report_id;
	int64_t	at;
	const char *kind;		/* "taken", "asked", ... */
	int	from, to;		/* enum report_state; -1 unchanged */
	int64_t	phone_id, seat_id, inbox_id;	/* who, by which message */
	const char *detail;		/* "" if none */
};

/* What was said about a report: an officer's question or a citizen's words. */
struct store_words {
	int64_t	id;			/* of the event */
	bool	asked;
	char	text[TEXT_MAX_BYTES];
};

int	store_report_add(struct store *, struct report *, int);
int	store_report_get(struct store *, int64_t, struct report *);
int	store_report_set_state(struct store *, int64_t, enum report_state,
	    const char *, int64_t, int64_t);
int	store_report_set_route(struct store *, int64_t, const char *,
	    const char *, const char *, bool, int64_t);
int	store_report_set_due(struct store *, int64_t, int64_t);
int	store_report_latest(struct store *, int64_t, unsigned,
	    struct report *);
int	store_report_before(struct store *, int64_t, int64_t,
	    struct report *);
int	store_report_due(struct store *, int64_t, struct report *);
int	store_report_unrouted(struct store *, int64_t, struct report *);
int	store_report_asked(struct store *, int64_t, int64_t, struct report *);
int	store_event_add(struct store *, const struct event *);
int	store_event_words(struct store *, int64_t, int64_t,
	    struct store_words *);
int	store_event_last_detail(struct store *, int64_t, const char *, char *,
	    size_t);
int	store_supporter_add(struct store *, int64_t, int64_t, int64_t);
int	store_supporter_has(struct store *, int64_t, int64_t);
const char *report_state_name(enum report_state);

/* ---- seat.c: posts, and which report lies with which ------------------- */

#define SEAT_ROLES(X)							\
	X(OFFICER,	"officer")					\
	X(HEAD,		"head")						\
	X(LURAH,	"lurah")					\
	X(CAMAT,	"camat")					\
	X(COORDINATOR,	"coordinator")					\
	X(LEADER,	"leader")

enum seat_role {
#define X(name, text)	SEAT_##name,
	SEAT_ROLES(X)
#undef X
	SEAT_ROLE_COUNT
};

enum seat_state { SEAT_ON, SEAT_OFF, SEAT_VACANT };

struct seat {
	int64_t	id;
	char	name[STORE_NAME_SIZE];		/* unique: "piket DLH Oesapa" */
	char	opd[STORE_CODE_SIZE];		/* "" for lurah, camat, ... */
	enum seat_role role;
	char	area[STORE_NAME_SIZE];		/* kelurahan, kecamatan or "*" */
	char	holder[STORE_NAME_SIZE];
	int64_t	phone_id;
	char	number[NUMBER_SIZE];		/* of phone_id; filled on read */
	enum seat_state state;
	int	open;				/* dispatches; filled on read */
	int64_t	deputy_phone_id;		/* stands in; 0 none */
	char	deputy[NUMBER_SIZE];		/* filled on read */
	/* Filled on read; each has its own way to be changed. */
	int64_t	off_until;			/* 0: until AKTIF */
	int64_t	heard_at;			/* it or its deputy wrote */
	int64_t	silent_at;			/* 0: it answers */
	int	silent_step;			/* how far up it was told */
	int64_t	watch_at;			/* of store_seat_watched only */
};

struct dispatch {
	int64_t	id;
	int64_t	report_id;
	int64_t	seat_id;
	int64_t	phone_id;			/* whose it went to, or 0 */
	char	code[3];			/* "K7" */
	int	wrong;				/* codes tried and wrong */
	int64_t	at;
};

/* Behind which dispatch a list goes on, and the newest that is in it. */
struct list_page {
	int	urgent;			/* of the last that was shown */
	int64_t	dispatch_id;
	int64_t	newest_id;
	int64_t	report_id, event_id;	/* words are read: before this one */
};

int	store_seat_add(struct store *, struct seat *, int64_t);
int	store_seat_set(struct store *, const struct seat *);
int	store_seat_remove(struct store *, int64_t, int64_t);
int	store_seat_get(struct store *, int64_t, struct seat *);
int	store_seat_find(struct store *, const char *, struct seat *);
int	store_seat_of_phone(struct store *, int64_t, int64_t, struct seat *);
int	store_seat_for_area(struct store *, const char *, enum seat_role,
	    const char *, struct seat *);
int	store_seat_set_state(struct store *, int64_t, enum seat_state);
int	store_seat_set_duty(struct store *, int64_t, enum seat_state, int64_t);
int	store_seat_covering(struct store *, const char *, enum seat_role,
	    const char *, const char *, int64_t, struct seat *);
int	store_seat_back(struct store *, int64_t, struct seat *);
int	store_seat_watched(struct store *, int64_t, struct seat *);
int	store_seat_set_watch(struct store *, int64_t, int64_t);
int	store_seat_set_silent(struct store *, int64_t, int64_t, int);
int	store_seat_heard(struct store *, int64_t, bool, int64_t);
int	store_seat_missed(struct store *, int64_t, int64_t);
int	store_seat_holder(struct store *, const struct seat *, const char *,
	    int64_t);
int	store_dispatch_add(struct store *, struct dispatch *);
int	store_dispatch_find(struct store *, int64_t, int64_t,
	    struct dispatch *);
int	store_dispatch_next(struct store *, int64_t, int64_t,
	    struct dispatch *);
int	store_dispatch_of_seat(struct store *, int64_t, int64_t,
	    struct dispatch *, struct report *);
int	store_dispatch_after(struct store *, int64_t, const struct list_page *,
	    struct dispatch *, struct report *);
int	store_dispatch_set_phone(struct store *, int64_t, int64_t);
int	store_dispatch_set_code(struct store *, int64_t, const char *);
int	store_dispatch_add_wrong(struct store *, int64_t);
int	store_dispatch_unanswered(struct store *, int64_t, int64_t);
int	store_dispatch_close(struct store *, int64_t, int64_t);
int	store_dispatch_close_one(struct store *, int64_t, int64_t);
const char *seat_role_name(enum seat_role);
int	seat_role_find(const char *);
const char *seat_state_name(enum seat_state);

/* ---- handover.c: seats between two phones, and how far a list is read --- */

struct handover {
	int64_t	id;
	int64_t	from_phone_id, to_phone_id;
	int64_t	seat_id;
	char	code[3];		/* what the holder proves it with */
	int	wrong;
	int64_t	expires_at;
	int64_t	proven_at;		/* 0: the code is still awaited */
};

int	store_handover_add(struct store *, struct handover *, int64_t);
int	store_handover_from(struct store *, int64_t, struct handover *);
int	store_handover_to(struct store *, int64_t, struct handover *);
int	store_handover_due(struct store *, int64_t, struct handover *);
int	store_handover_prove(struct store *, int64_t, int64_t, int64_t);
int	store_handover_add_wrong(struct store *, int64_t);
int	store_handover_settle(struct store *, int64_t, const char *, int64_t);
int	store_handover_locked(struct store *, int64_t, int64_t);
int	store_page_begin(struct store *, struct list_page *);
int	store_page_get(struct store *, int64_t, int64_t, struct list_page *);
int	store_page_set(struct store *, int64_t, const struct list_page *,
	    int64_t);
/* ---- deadline.c: the clocks of reports -------------------------------- */

enum deadline_kind { DEADLINE_TAKE, DEADLINE_FINISH };

struct deadline {
	int64_t	id;
	int64_t	report_id;
	enum deadline_kind kind;
	int64_t	start_at, limit_at;
	int	step;			/* -1: the reminder is next; else how
					   many levels are behind it */
	int64_t	next_at;		/* when it goes on; 0 no more */
	int64_t	ended_at;		/* 0: it runs */
	char	outcome[STORE_CODE_SIZE];	/* "met", "late", "withdrawn" */
};

int	store_deadline_add(struct store *, struct deadline *);
int	store_deadline_open(struct store *, int64_t, enum deadline_kind,
	    struct deadline *);
int	store_deadline_last(struct store *, int64_t, enum deadline_kind,
	    struct deadline *);
int	store_deadline_due(struct store *, int64_t, struct deadline *);
int	store_deadline_overdue(struct store *, int, int64_t,
	    struct deadline *);
int	store_deadline_set_step(struct store *, int64_t, int, int64_t);
int	store_deadline_end(struct store *, int64_t, enum deadline_kind,
	    const char *, int64_t);
const char *deadline_kind_name(enum deadline_kind);

/* ---- question.c: dialogues -------------------------------------------- */

#define QUESTION_CHOICES_SIZE	256

struct question {
	int64_t	id;
	int64_t	phone_id;
	int64_t	inbox_id;		/* the SMS that raised it */
	int64_t	report_id;		/* 0: no report before the answer */
	bool	about_kelurahan;	/* else about the category */
	char	choices[QUESTION_CHOICES_SIZE];	/* codes, '|' between */
	char	kelurahan[STORE_NAME_SIZE];	/* known already, or "" */
	char	category[STORE_CODE_SIZE];	/* known already, or "" */
	int	round;			/* 1, 2 */
	int64_t	asked_at, expires_at;
};

int	store_question_add(struct store *, struct question *);
int	store_question_of_phone(struct store *, int64_t, struct question *);
int	store_question_due(struct store *, int64_t, struct question *);
int	store_question_settle(struct store *, int64_t, const char *, int64_t);

/* ---- ussd.c: menu sessions ----------------------------------------------- */

#define USSD_KEY_SIZE	80	/* a provider's name of a session */
#define USSD_INPUT_SIZE	2048	/* all inputs of a session, joined */
#define USSD_WORDS_SIZE	(182 * 3 + 1)
#define USSD_REPLY_SIZE	(182 * 3 + 1)

struct ussd_session {
	int64_t	id;
	char	provider[STORE_CODE_SIZE];
	char	session[USSD_KEY_SIZE];
	int64_t	phone_id;
	char	screen[STORE_CODE_SIZE];
	int	page;
	char	category[STORE_CODE_SIZE];	/* chosen so far, or "" */
	char	kecamatan[STORE_NAME_SIZE];
	char	kelurahan[STORE_NAME_SIZE];
	bool	placed;			/* the kelurahan was told, not assumed */
	char	choices[QUESTION_CHOICES_SIZE];	/* of a list; '|' between */
	char	words[USSD_WORDS_SIZE];
	int64_t	resume_id;		/* the session it may take up */
	int64_t	report_id;
	int64_t	started_at, heard_at;
	int	hops;
	char	input[USSD_INPUT_SIZE];	/* of the last hop */
	char	reply[USSD_REPLY_SIZE];
	bool	lost;			/* its reader was gone */
	char	outcome[STORE_CODE_SIZE]; /* "", "dropped", "resumed", ... */
};

int	store_ussd_add(struct store *, struct ussd_session *);
int	store_ussd_set(struct store *, const struct ussd_session *);
int	store_ussd_find(struct store *, const char *, const char *,
	    struct ussd_session *);
int	store_ussd_get(struct store *, int64_t, struct ussd_session *);
int	store_ussd_unfinished(struct store *, int64_t, int64_t, int64_t,
	    struct ussd_session *);
int	store_ussd_settle(struct store *, int64_t, const char *);
int	store_ussd_lose(struct store *, const char *, const char *, int);
int	store_ussd_hops(struct store *, int64_t, int64_t);
int	store_ussd_forget(struct store *, int64_t);

/* ---- outbox.c: replies waiting, and what became of them ---------------- */

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
int	store_outbox_replies_since(struct store *, int64_t, int64_t);
int	store_outbox_drop_older(struct store *, int64_t);
int	store_outbox_drop_for_phone(struct store *, int64_t, const char *);
const char *outbox_state_name(enum outbox_state);

/* ---- outbox_night.c: what waits for the morning ------------------------ */

int	store_outbox_night_next(struct store *, int64_t *);
int	store_outbox_night_due(struct store *, int64_t,
	    struct outbox_message *);
int	store_outbox_night_of_seat(struct store *, int64_t, int64_t, int64_t,
	    struct outbox_message *);
int	store_outbox_night_newer(struct store *,
	    const struct outbox_message *);
int	store_outbox_night_forget(struct store *, int64_t, int64_t,
	    const char *);
int	store_outbox_night_put_off(struct store *, int64_t, int64_t);
int	store_outbox_night_release(struct store *,
	    const struct outbox_message *, int64_t);

/* ---- outbox_modem.c: by which modem a waiting message leaves ----------- */

int	store_outbox_set_modem(struct store *, int64_t, const char *);
int	store_outbox_free_modem(struct store *, const char *);
int	store_outbox_free_routine(struct store *, const char *);
int	store_outbox_next_modem(struct store *, const char *,
	    char[STORE_CODE_SIZE]);

/* ---- modem.c: what is remembered of each modem ------------------------- */

#define STORE_DEVICE_SIZE	256
#define STORE_DETAIL_SIZE	128

struct modem_record {
	char	name[STORE_CODE_SIZE];
	char	imei[20], imsi[20];		/* seen last, its own; or "" */
	char	device[STORE_DEVICE_SIZE];	/* where it was found last */
	char	hold[STORE_CODE_SIZE];		/* "", "paused", "drained" */
	int64_t	hold_at;
	char	told[STORE_NAME_SIZE];		/* message_key, or "" */
	char	pin_digest[STORE_NAME_SIZE];	/* of which PIN the next are */
	int	pin_open;			/* given, its fate unknown */
	bool	pin_refused;
};

struct modem_event {
	int64_t	at;
	const char *from, *to;			/* states */
	char	detail[STORE_DETAIL_SIZE];
};

int	store_modem_get(struct store *, const char *, struct modem_record *);
int	store_modem_set(struct store *, const struct modem_record *);
int	store_modem_add_event(struct store *, const char *,
	    const struct modem_event *);

/* ---- account.c: what was sent and spent ------------------------------- */

int	store_outbox_parts_since(struct store *, const char *, int64_t);
int	store_account_part_at(struct store *, const char *, int, int64_t *);
int	store_account_price(struct store *, int64_t, int, int);
int	store_account_sent_at(struct store *, int64_t, int64_t *);
int	store_account_spent(struct store *, int64_t, int64_t *);
int	store_account_to_phone(struct store *, int64_t, int64_t);
int	store_told_at(struct store *, const char *, int64_t *);
int	store_tell(struct store *, const char *, int64_t);

/* ---- sim.c: each SIM's credit, and whether it hears --------------------- */

#define SIM_ANSWER_SIZE	512

struct sim {
	char	sim[STORE_CODE_SIZE];	/* IMSI, else the modem's name */
	char	modem[STORE_CODE_SIZE];	/* where it is */
	int64_t	balance;		/* rupiah; -1 unknown */
	int64_t	expires_at;		/* 0 unknown */
	int64_t	told_at;		/* when balance was told */
	char	answer[SIM_ANSWER_SIZE]; /* the operator's last words */
	int64_t	answer_at;
	int64_t	notice_at;		/* an SMS last told the balance */
	int64_t	check_at;		/* when it is asked next; 0 not */
	int	failures;		/* to ask it, in a row */
	bool	low;			/* below the modem's balance_min */
	int64_t	heard_at;		/* an SMS of somebody else came */
	int64_t	proved_at;		/* one of our own tests did, or 0 */
	int64_t	silent_at;		/* they did not; 0 it hears */
};

struct sim_balance {
	int64_t	at;
	int64_t	balance;
};

struct sim_test {
	int64_t	id;
	char	sim[STORE_CODE_SIZE];	/* that is to hear it */
	char	by_modem[STORE_CODE_SIZE];
	char	token[STORE_CODE_SIZE];
	int64_t	outbox_id;
	int64_t	asked_at, due_at;
	char	outcome[STORE_CODE_SIZE]; /* "" under way, "heard", "lost",
					     "not sent" */
};

int	store_sim_get(struct store *, const char *, struct sim *);
int	store_sim_next(struct store *, const char *, struct sim *);
int	store_sim_put(struct store *, const struct sim *);
int	store_sim_is_low(struct store *, const char *);
int	store_sim_add_balance(struct store *, const char *, int64_t, int64_t);
int	store_sim_balances(struct store *, const char *, int64_t,
	    struct sim_balance *, int);
int	store_sim_add_gap(struct store *, const char *, int64_t, int64_t);
int	store_sim_longest_gap(struct store *, const char *, int64_t,
	    int64_t *);
int	store_sim_add_test(struct store *, struct sim_test *);
int	store_sim_open_test(struct store *, const char *, struct sim_test *);
int	store_sim_last_test(struct store *, const char *, struct sim_test *);
int	store_sim_set_test_due(struct store *, int64_t, int64_t);
int	store_sim_settle_test(struct store *, int64_t, const char *, int64_t);
int	store_sim_count_tests(struct store *, const char *, const char *,
	    int64_t);

/* ---- list.c: tables for people and programs ---------------------------- */

/* A value bound to a list statement, by its name (":state"). */
struct store_param {
	const char	*name;
	const char	*text;		/* NULL: the number */
	int64_t		 number;
	bool		 is_null;
};

struct store_cell {
	const char	*column;
	const char	*text;		/* NULL: SQL NULL */
	int64_t		 number;	/* meaningful if is_number */
	bool		 is_number;
};

typedef int	(*store_row_cb)(void *, const struct store_cell *, int);

int	store_list(struct store *, const char *, const struct store_param *,
	    size_t, store_row_cb, void *);

#endif
