/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CONF_H
#define CONF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "conf/city.h"
#include "conf/errors.h"
#include "conf/time.h"
#include "conf/ussd.h"

struct conf_room;

#define CONF_MESSAGES_MAX	320

enum conf_learn { LEARN_NEVER, LEARN_NIGHTLY };

enum conf_confirm { CONFIRM_NEVER, CONFIRM_URGENT, CONFIRM_ALWAYS };
enum conf_require_code { REQUIRE_CODE_CLOSING, REQUIRE_CODE_ALWAYS,
	REQUIRE_CODE_NEVER };
enum conf_uncertain { UNCERTAIN_SHOW, UNCERTAIN_RESEND };
enum conf_pace { PACE_FAST, PACE_LIBGAMMU };

struct conf_modem {
	char		*name;		/* "gsm1"; [a-z0-9_-]{1,15} */
	char		*device;
	char		*connection;	/* libGammu's word, "at115200" */
	char		*model;		/* "" or "at", "dummy" */
	char		*pin;		/* "" if none; never logged */
	char		*imei, *imsi;	/* the modem and SIM wanted; "" any */
	char		*features;	/* libGammu's, space separated */
	char		*smsc;		/* "" = the SIM's */
	char		*own_number;	/* "" or E.164 */
	struct conf_list operator_prefixes; /* "0811", ... */
	enum conf_pace	 pace;
	struct conf_list init;		/* AT commands before libGammu starts */
	struct conf_list recover;	/* a command and its arguments */
	int		 per_minute;	/* SMS parts out; 0 = no limit */
	int		 per_hour;
	int		 per_day;
	int		 sms_price;	/* rupiah a part */
	int		 sms_price_other; /* to other operators; 0 the same */
	char		*balance_code;	/* "*888#"; "" none */
	struct conf_list balance_answers; /* to its menus */
	char		*balance_pattern, *expiry_pattern;
	int		 balance_min;	/* rupiah; 0 none */
	struct conf_list notice_senders; /* short codes and names */
};

/* The HTTP door, as a whole. */
struct conf_http {
	char		*bind;		/* an address, no name */
	int		 port;		/* 0: there is no such door */
	int		 max_headers;	/* bytes */
	int		 max_body;	/* bytes */
	int		 max_connections;
	int		 timeout_s;	/* of a request, from its first byte */
	struct conf_list proxies;	/* whose X-Forwarded-For is believed */
};

/*
 * One configuration, read and checked whole.  Never changed once read: a
 * reload reads another and swaps.
 */
struct conf {
	char		*path;		/* of the file it came from */
	const struct conf_room *const *rooms; /* it was read for; borrowed */
	char		*database;
	char		*runtime_dir;	/* control socket, worker journals */
	char		*modem_program;
	char		*timezone;
	char		*country;	/* calling code without +: "62" */
	char		*log_level;
	enum conf_require_code require_code;
	enum conf_confirm confirm;
	enum conf_uncertain on_uncertain;
	bool		 copy_lurah;
	bool		 join_same;
	int		 prank_limit;		/* marks; 0 never */
	int		 surge_multiple;	/* of the usual */
	int		 surge_minimum;		/* reports an hour; 0 never */
	int		 surge_digest_s;
	bool		 delivery_reports;
	int		 question_timeout_s;
	int		 part_timeout_s;
	int		 objection_window_s;
	int		 help_interval_s;
	int		 handover_timeout_s;
	int		 silent_dispatches;
	int		 replies_per_hour;	/* to a citizen's number */
	int		 staff_replies_per_hour; /* to a seat's number */
	int		 notices_per_day;	/* to a citizen's; 0 no limit */
	int		 max_parts;		/* of one outgoing message */
	int		 flood_after;		/* messages an hour */
	int		 loop_after;		/* equal ones an hour */
	int		 unfinished_per_sender;	/* messages */
	int		 unfinished_parts;	/* of all senders */
	int		 wrong_codes;		/* before the code is changed */
	int		 ticket_start;		/* first sequence number */
	int		 modem_deadline_s;
	int		 modem_down_after_s;
	int		 modem_restart_max_s;
	int		 modem_steady_s;
	int		 broken_retry_s;
	int		 absent_alarm_s;	/* 0: never */
	int		 sweep_interval_s;
	int		 message_lifetime_s;	/* of a routine reply */
	int		 cost_per_day;		/* rupiah; 0 no limit */
	int		 balance_interval_s;
	int		 quiet_alarm_s;		/* of daytime; 0 never */
	int		 quiet_test_timeout_s;
	char		*model;			/* file; "" none */
	enum conf_learn	 learn;
	char		*learn_program;
	int		 cost_wrong, cost_question, cost_silence;
	char		*office_hours;		/* as written; see time */
	char		*quiet_hours;
	int		 quiet_list;		/* dispatches, else one list */
	int		 gather_within_s;	/* 0: nothing waits for more */
	char		*remind_before, *escalation_repeat;
	char		*take_within, *urgent_take_within;
	char		*finish_within, *urgent_finish_within;
	struct conf_time time;
	struct conf_modem *modem;	/* owned */
	int		 modem_count;
	struct conf_http http;
	struct conf_ussd ussd;
	struct conf_city city;
	/* Templates by enum message_id; owned. */
	char		*message[CONF_MESSAGES_MAX];
};

#endif
