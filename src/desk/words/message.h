/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MESSAGE_H
#define MESSAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "conf/city.h"

struct conf_room;

#define MESSAGE_LONGEST_NAME	30	/* septets; callers clip to it */
#define MESSAGE_LONGEST_SEAT	40
#define MESSAGE_LONGEST_PHONE	CONF_LONGEST_PHONE
#define MESSAGE_LONGEST_HOLDER	24
#define MESSAGE_LONGEST_MODEM	15
#define MESSAGE_LONGEST_PROMISE	42
#define MESSAGE_LONGEST_AMOUNT	12	/* "Rp 1.250.000" */

/*
 * What people read: one row a text, its template in etc/kupang/messages.conf
 * under this key.  Placeholders are the fields of struct message_values.
 *
 * ONE: always one SMS: a person's words in it are clipped to what is left.
 * LONG: a person wrote it and all of it counts: may take several parts.
 */
#define MESSAGES(X)							\
	/* to citizens */						\
	X(ACKNOWLEDGED,	"acknowledged",	ONE,  "ticket category kelurahan opd promise") \
	X(ACKNOWLEDGED_URGENT, "acknowledged_urgent", ONE,		\
	    "ticket category kelurahan opd promise")			\
	X(ACKNOWLEDGED_SECOND, "acknowledged_second", ONE,		\
	    "ticket category kelurahan opd topic")			\
	X(ACKNOWLEDGED_BOTH, "acknowledged_both", ONE, "count list")	\
	X(SECOND_WHERE,	"second_where",	ONE,  "topic")			\
	X(SECOND_NONE,	"second_none",	ONE,  "topic")			\
	X(ACKNOWLEDGED_HOME, "acknowledged_home", ONE,			\
	    "ticket category kelurahan opd promise")			\
	X(PROMISE,	"promise",	ONE,  "date")			\
	X(PROMISE_DEPUTY, "promise_deputy", ONE, "date")		\
	X(PROMISE_ABOVE, "promise_above", ONE, "date")			\
	X(PROMISE_NOBODY, "promise_nobody", ONE, "")			\
	X(TAKEN,	"taken",	ONE,  "ticket category kelurahan opd") \
	X(DONE,		"done",		ONE,  "ticket category opd text") \
	X(REJECTED,	"rejected",	ONE,  "ticket category opd text") \
	X(FORWARDED,	"forwarded",	ONE,  "ticket category opd")	\
	X(FORWARDED_TAKEN, "forwarded_taken", ONE, "ticket category opd") \
	X(ASKED,	"asked",	LONG, "ticket opd text")	\
	X(REOPENED,	"reopened",	ONE,  "ticket opd")		\
	X(THANKED,	"thanked",	ONE,  "ticket")			\
	X(ADDED,	"added",	ONE,  "ticket opd")		\
	X(CANCELLED,	"cancelled",	ONE,  "ticket")			\
	X(REGISTERED,	"registered",	ONE,  "name kelurahan")		\
	X(STATE,	"state",	ONE,  "ticket category kelurahan opd state date text") \
	X(STATE_BARE,	"state_bare",	ONE,  "ticket state")		\
	X(NO_REPORT,	"no_report",	ONE,  "")			\
	X(NONE_WAITS,	"none_waits",	ONE,  "ticket category state")	\
	X(OWN_LIST,	"own_list",	ONE,  "count list")		\
	X(OWN_LIST_MORE, "own_list_more", ONE, "count list")		\
	X(STATES,	"states",	ONE,  "list")			\
	X(PLACE_COUNTS,	"place_counts",	ONE,  "category kelurahan count closed text") \
	X(PLACE_OLDEST,	"place_oldest",	ONE, "ticket date state")	\
	X(PLACE_NONE,	"place_none",	ONE,  "category kelurahan")	\
	X(PLACE_WHERE,	"place_where",	ONE,  "category")		\
	X(WHICH_TICKET,	"which_ticket",	ONE,  "choices")		\
	X(WHICH_AGAIN,	"which_again",	ONE,  "")			\
	X(WHICH_UNREAD,	"which_unread",	ONE,  "")			\
	X(YES_OR_NO,	"yes_or_no",	ONE,  "")			\
	X(CANCEL_ALL,	"cancel_all",	ONE,  "count choices")		\
	X(CANCEL_NONE,	"cancel_none",	ONE,  "")			\
	X(CANCELLED_SOME, "cancelled_some", ONE, "count list")		\
	X(SUPPORT_WHICH, "support_which", ONE, "")			\
	X(NOT_OFFICER,	"not_officer",	ONE,  "ticket")			\
	X(PAUSE,	"pause",	ONE,  "date")			\
	X(HELD_TOLD,	"held_told",	ONE,  "list")			\
	X(HELD_TOLD_SEAT, "held_told_seat", ONE, "list")		\
	X(WRONG_TICKET,	"wrong_ticket",	ONE,  "ticket")			\
	X(UNKNOWN_TICKET, "unknown_ticket", ONE, "ticket")		\
	X(NOT_YOURS,	"not_yours",	ONE,  "ticket")			\
	X(NOT_NOW,	"not_now",	ONE,  "ticket state")		\
	X(NO_REMARK,	"no_remark",	ONE,  "ticket")			\
	X(ASKABLE,	"askable",	ONE,  "")			\
	X(ELSEWHERE,	"elsewhere",	ONE,  "text")			\
	X(REOPENED_BY,	"reopened_by",	ONE,  "ticket category text")	\
	X(CLOSED_BY,	"closed_by",	ONE,  "ticket category text")	\
	X(STOPPED,	"stopped",	ONE,  "")			\
	X(HELP,		"help",		ONE,  "")			\
	X(INFO,		"info",		ONE,  "topic")			\
	X(SUPPORTED,	"supported",	ONE,  "ticket category")	\
	X(ACKNOWLEDGED_TERSE, "acknowledged_terse", ONE,		\
	    "ticket category kelurahan")				\
	X(LOOKED_AT,	"looked_at",	ONE,  "")			\
	X(REPEATED,	"repeated",	ONE,  "ticket category kelurahan opd state") \
	X(ASK_SAME,	"ask_same",	ONE,  "ticket category kelurahan") \
	X(JOINED,	"joined",	ONE,  "ticket category kelurahan opd") \
	X(LEFT,		"left",		ONE,  "ticket")			\
	X(JOINED_AT_ONCE, "joined_at_once", ONE,			\
	    "ticket category kelurahan opd")				\
	X(JOINED_EMERGENCY, "joined_emergency", ONE,			\
	    "ticket category kelurahan opd phone")			\
	X(JOINED_DONE,	"joined_done",	ONE,  "ticket category opd text") \
	X(WHICH_KELURAHAN, "which_kelurahan", ONE, "ticket category choices") \
	X(ASK_KELURAHAN, "ask_kelurahan", ONE, "ticket category")	\
	X(WHICH_CATEGORY, "which_category", ONE, "choices")		\
	X(ASK_CATEGORY,	"ask_category",	ONE,  "")			\
	X(ASK_ANEW,	"ask_anew",	ONE,  "ticket")			\
	/* to citizens, where a category has a phone to call */		\
	X(DANGER,	"danger",	ONE,  "text")			\
	X(DANGER_JOINED, "danger_joined", ONE, "ticket phone text")	\
	X(DANGER_JOINED_BARE, "danger_joined_bare", ONE, "ticket text")	\
	X(DANGER_WHERE,	"danger_where",	ONE,  "")			\
	X(ACKNOWLEDGED_EMERGENCY, "acknowledged_emergency", ONE,	\
	    "ticket category kelurahan opd phone")			\
	X(ACKNOWLEDGED_ALONE, "acknowledged_alone", ONE,		\
	    "ticket category kelurahan opd phone")			\
	X(ASK_KELURAHAN_EMERGENCY, "ask_kelurahan_emergency", ONE,	\
	    "ticket category phone")					\
	X(WHICH_KELURAHAN_EMERGENCY, "which_kelurahan_emergency", ONE,	\
	    "ticket category choices phone")				\
	/* to staff */							\
	X(DISPATCH,	"dispatch",	LONG, "ticket code category kelurahan text") \
	X(DISPATCH_URGENT, "dispatch_urgent", LONG, "ticket code category kelurahan text") \
	X(DISPATCH_REOPENED, "dispatch_reopened", LONG, "ticket code category kelurahan text") \
	X(DISPATCH_DANGER, "dispatch_danger", LONG, "ticket code category kelurahan text") \
	X(DANGER_UNANSWERED, "danger_unanswered", LONG, "ticket code category kelurahan late text") \
	X(DANGER_AGAIN,	"danger_again",	LONG, "ticket code category kelurahan text") \
	X(COPY,		"copy",		ONE,  "ticket category kelurahan opd text") \
	X(SEAT_TAKEN,	"seat_taken",	ONE,  "ticket code")		\
	X(SEAT_NOTED,	"seat_noted",	ONE,  "ticket state")		\
	X(SEAT_NEWS,	"seat_news",	LONG, "ticket text")		\
	X(SEAT_CANCELLED, "seat_cancelled", ONE, "ticket")		\
	X(SEAT_MISREAD,	"seat_misread",	ONE,  "ticket")			\
	X(SEAT_OTHER,	"seat_other",	ONE,  "ticket")			\
	X(SEAT_MOVED,	"seat_moved",	ONE,  "ticket seat text")	\
	X(SEAT_CLOSED,	"seat_closed",	ONE,  "ticket text")		\
	X(SEAT_NOTE,	"seat_note",	LONG, "ticket text")		\
	X(SEAT_NOT_NOW,	"seat_not_now",	ONE,  "ticket state")		\
	X(SEAT_NO_TICKET, "seat_no_ticket", ONE, "")			\
	X(SEAT_WHICH,	"seat_which",	ONE,  "list")			\
	X(SEAT_CODE,	"seat_code",	ONE,  "command ticket code text") \
	X(SEAT_WRONG_CODE, "seat_wrong_code", ONE, "ticket")		\
	X(SEAT_NEW_CODE, "seat_new_code", ONE, "ticket code")		\
	X(SEAT_NEEDS_TEXT, "seat_needs_text", ONE, "command ticket")	\
	X(SEAT_NEEDS_OPD, "seat_needs_opd", ONE, "ticket opds")		\
	X(SEAT_LIST,	"seat_list",	ONE,  "count list")		\
	X(SEAT_LIST_EMPTY, "seat_list_empty", ONE, "")			\
	X(SEAT_OFF,	"seat_off",	ONE,  "seat")			\
	X(SEAT_ON,	"seat_on",	ONE,  "seat count")		\
	X(SEAT_HELP,	"seat_help",	ONE,  "")			\
	X(ALARM_CODE,	"alarm_code",	ONE,  "ticket seat")		\
	X(ALARM_UNROUTED, "alarm_unrouted", ONE, "ticket category kelurahan opd") \
	/* to staff: lists, several commands, duty */			\
	X(SEAT_ELSEWHERE, "seat_elsewhere", ONE, "ticket seat state")	\
	X(SEAT_LIST_MORE, "seat_list_more", ONE, "count list")		\
	X(SEAT_MORNING, "seat_morning",	ONE,  "count list")		\
	X(SEAT_DIGEST,	"seat_digest",	ONE,  "count list")		\
	X(SEAT_LIST_END, "seat_list_end", ONE, "")			\
	X(ALARM_SURGE,	"alarm_surge",	ONE,  "count text")		\
	X(ALARM_SURGE_OVER, "alarm_surge_over", ONE, "count")		\
	X(SEAT_SHOW,	"seat_show",	LONG, "ticket code category kelurahan state date text") \
	X(SEAT_WORDS,	"seat_words",	LONG, "ticket text")		\
	X(SEAT_ORDERS,	"seat_orders",	ONE,  "list")			\
	X(SEAT_OFF_UNTIL, "seat_off_until", ONE, "seat date")		\
	X(SEAT_BAD_DATE, "seat_bad_date", ONE, "")			\
	X(SEAT_BACK,	"seat_back",	ONE,  "seat count")		\
	X(DEPUTY_STANDS_IN, "deputy_stands_in", ONE, "seat count")	\
	/* to staff: a seat goes to another phone, or falls silent */	\
	X(HANDOVER_BAD, "handover_bad",	ONE,  "")			\
	X(HANDOVER_WHICH, "handover_which", ONE, "choices phone")	\
	X(HANDOVER_CODE, "handover_code", ONE, "seat phone code")	\
	X(HANDOVER_WRONG_CODE, "handover_wrong_code", ONE, "")		\
	X(HANDOVER_LOCKED, "handover_locked", ONE, "")			\
	X(HANDOVER_ASKED, "handover_asked", ONE, "seat phone")		\
	X(HANDOVER_ASK,	"handover_ask",	ONE,  "seat")			\
	X(HANDOVER_GIVEN, "handover_given", ONE, "seat phone")		\
	X(HANDOVER_TAKEN, "handover_taken", ONE, "seat count")		\
	X(HANDOVER_REFUSED, "handover_refused", ONE, "seat phone")	\
	X(HANDOVER_DECLINED, "handover_declined", ONE, "seat")		\
	X(HANDOVER_EXPIRED, "handover_expired", ONE, "seat phone")	\
	X(ALARM_HANDOVER, "alarm_handover", ONE, "seat")		\
	X(ALARM_SILENT,	"alarm_silent",	ONE,  "seat count")		\
	X(ALARM_SILENT_TOLD, "alarm_silent_told", ONE, "seat count")	\
	/* to the coordinator, of the modems */				\
	X(MODEM_BROKEN,	"modem_broken",	ONE,  "modem")			\
	X(MODEM_BACK,	"modem_back",	ONE,  "modem")			\
	X(MODEM_ABSENT,	"modem_absent",	ONE,  "modem")			\
	X(MODEM_LOCKED,	"modem_locked",	ONE,  "modem")			\
	X(MODEM_OTHER_SIM, "modem_other_sim", ONE, "modem")		\
	X(MODEM_TWIN,	"modem_twin",	ONE,  "modem")			\
	X(BALANCE_LOW,	"balance_low",	ONE,  "modem amount")		\
	X(BALANCE_OK,	"balance_ok",	ONE,  "modem amount")		\
	X(COST_REACHED,	"cost_reached",	ONE,  "amount")			\
	X(SIM_SILENT,	"sim_silent",	ONE,  "modem")			\
	/* outcomes of several commands, in one SMS */			\
	X(ORDER_TAKEN,	"order_taken",	WORD, "")			\
	X(ORDER_CODE,	"order_code",	WORD, "")			\
	X(ORDER_WRONG_CODE, "order_wrong_code", WORD, "")		\
	X(ORDER_NEW_CODE, "order_new_code", WORD, "")			\
	X(ORDER_NEEDS_TEXT, "order_needs_text", WORD, "")		\
	X(ORDER_NEEDS_OPD, "order_needs_opd", WORD, "")			\
	X(ORDER_OTHER,	"order_other",	WORD, "")			\
	X(ORDER_NOT_NOW, "order_not_now", WORD, "")			\
	X(ORDER_WRONG_TICKET, "order_wrong_ticket", WORD, "")		\
	/* to staff, of deadlines */					\
	X(REMIND_TAKE,	"remind_take",	ONE,  "ticket category kelurahan date") \
	X(REMIND_FINISH, "remind_finish", ONE, "ticket code category kelurahan date") \
	X(ESCALATED_TAKE, "escalated_take", ONE, "ticket code category kelurahan late holder text") \
	X(ESCALATED_FINISH, "escalated_finish", ONE, "ticket code category kelurahan late holder text") \
	X(OVERDUE,	"overdue",	ONE,  "ticket category kelurahan date seat") \
	X(OVERDUE_LIST,	"overdue_list",	ONE,  "count list")		\
	/* words inside others */					\
	X(DEPUTY,	"deputy",	WORD, "")			\
	X(DIGEST_NEW,	"digest_new",	WORD, "")			\
	X(DIGEST_AGAIN,	"digest_again",	WORD, "")			\
	X(DIGEST_TAKE,	"digest_take",	WORD, "")			\
	X(DIGEST_FINISH, "digest_finish", WORD, "")			\
	X(DIGEST_OVERDUE, "digest_overdue", WORD, "")			\
	X(DIGEST_HELP,	"digest_help",	WORD, "")			\
	X(SHOW_SAID,	"show_said",	WORD, "")			\
	X(SHOW_ASKED,	"show_asked",	WORD, "")			\
	X(SHOW_MORE,	"show_more",	WORD, "")			\
	X(OFFICIAL,	"official",	WORD, "")			\
	X(TODAY,	"today",	WORD, "")			\
	X(TOMORROW,	"tomorrow",	WORD, "")			\
	X(WEEKDAYS,	"weekdays",	ONE,  "")			\
	X(MONTHS,	"months",	ONE,  "")			\
	X(MINUTES,	"minutes",	WORD, "")			\
	X(HOURS,	"hours",	WORD, "")			\
	X(DAYS,		"days",		WORD, "")			\
	X(CROWD,	"crowd",	WORD, "")			\
	X(WHOLE,	"whole",	WORD, "")			\
	X(NO_PLACE,	"no_place",	WORD, "")			\
	X(NO_WORDS,	"no_words",	WORD, "")			\
	X(STATE_NEW,	"state_new",	WORD, "")			\
	X(STATE_TRIAGE,	"state_triage",	WORD, "")			\
	X(STATE_ROUTED,	"state_routed",	WORD, "")			\
	X(STATE_TAKEN,	"state_taken",	WORD, "")			\
	X(STATE_WORKING, "state_working", WORD, "")			\
	X(STATE_DONE,	"state_done",	WORD, "")			\
	X(STATE_CLOSED,	"state_closed",	WORD, "")			\
	X(STATE_REJECTED, "state_rejected", WORD, "")			\
	X(STATE_CANCELLED, "state_cancelled", WORD, "")

enum message_id {
#define X(id, key, size, fields)	MESSAGE_##id,
	MESSAGES(X)
#undef X
	MESSAGE_COUNT
};

/* What a template may name; NULL fields are not to be named by it. */
#define MESSAGE_FIELDS(X)						\
	X(ticket) X(code) X(category) X(kelurahan) X(opd) X(state)	\
	X(date) X(name) X(topic) X(choices) X(command) X(seat)		\
	X(count) X(list) X(opds) X(late) X(holder) X(text) X(phone)	\
	X(modem) X(amount) X(closed) X(promise)

struct message_values {
#define X(field)	const char *field;
	MESSAGE_FIELDS(X)
#undef X
};

const char	*message_key(enum message_id);
int		 message_find(const char *);
char		*message_check(enum message_id, const char *,
		    const struct conf_city *);
size_t		 message_write(char *, size_t, enum message_id, const char *,
		    const struct message_values *);
int		 message_room(const char *, const struct message_values *);
bool		 message_is_long(enum message_id);
size_t		 message_fill(char *, size_t, const char *,
		    const struct message_values *);
const char	*message_unknown_field(const char *, const char *);

extern const struct conf_room message_conf;

#endif
