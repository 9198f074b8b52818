/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * options - every option of the configuration: its name, type, default,
 * limits and meaning, and what its value must look like.
 *
 * The tables here are the only home of that knowledge; the default file
 * and the manual page are compared with them by a test.
 */

#include "config.h"

#include <sys/socket.h>
#include <sys/stat.h>

#include <arpa/inet.h>
#include <ctype.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/network.h"
#include "conf/conf.h"
#include "conf/options.h"

#define MINUTE		60
#define HOUR		(60 * MINUTE)
#define DAY		(24 * HOUR)
#define COUNT(a)	(sizeof (a) / sizeof (a)[0])

/* ---- checks of single values: NULL, or what is wrong ------------------ */

static bool
text_only(const char *text, const char *allowed)
{
	return text[strspn(text, allowed)] == '\0';
}

#define DIGITS	"0123456789"
#define LOWER	"abcdefghijklmnopqrstuvwxyz"

static const char *
check_country(const char *text)
{
	if (!text_only(text, DIGITS) || text[0] == '0')
		return "is a calling code: 1 to 3 digits without + or 0";
	return NULL;
}

/* tzset(3): letters, then hours west of Greenwich: "WITA-8". */
static bool
timezone_is_posix(const char *text)
{
	const char	*c = text;

	while (isalpha((unsigned char)*c))
		c++;
	if (c - text < 3)
		return false;
	if (*c == '+' || *c == '-')
		c++;
	return isdigit((unsigned char)*c) &&
	    text_only(c, DIGITS ":");
}

static const char *
check_timezone(const char *text)
{
	const char	*dir = getenv("TZDIR");
	char		 path[PATH_MAX];
	struct stat	 st;

	if (timezone_is_posix(text))
		return NULL;
	if (text[0] == '/' || strstr(text, "..") != NULL)
		return "is a name such as Asia/Makassar";
	if (dir == NULL)
		dir = "/usr/share/zoneinfo";
	if (snprintf(path, sizeof path, "%s/%s", dir, text) >=
	    (int)sizeof path || stat(path, &st) == -1 || !S_ISREG(st.st_mode))
		return "is not known here (/usr/share/zoneinfo, package "
		    "tzdata)";
	return NULL;
}

static const char *
check_modem_name(const char *text)
{
	if (!text_only(text, LOWER DIGITS "_-"))
		return "may hold a-z, 0-9, _ and - only";
	/* Messages that came by no modem are kept under this name. */
	return strcmp(text, "ussd") == 0 ? "is the USSD door's name" : NULL;
}

static const char *
check_address(const char *text)
{
	unsigned char	bytes[16];

	return inet_pton(AF_INET, text, bytes) == 1 ||
	    inet_pton(AF_INET6, text, bytes) == 1 ? NULL :
	    "is no address such as 127.0.0.1 or ::1";
}

static const char *
check_network(const char *text)
{
	return network_holds(text, "") == -1 ?
	    "is no address or network such as 10.1.0.0/16" : NULL;
}

/* A secret that is told to nobody, and no character that a URL escapes. */
static const char *
check_path(const char *text)
{
	return text_only(text, LOWER "ABCDEFGHIJKLMNOPQRSTUVWXYZ" DIGITS
	    "_-") ? NULL : "may hold letters, digits, _ and - only";
}

static const char *
check_header(const char *text)
{
	return text_only(text, LOWER "ABCDEFGHIJKLMNOPQRSTUVWXYZ" DIGITS
	    "-") ? NULL : "may hold letters, digits and - only";
}

/* libGammu's names of ways to reach a modem that speaks AT, and "none". */
static const char *
check_connection(const char *text)
{
	static const char *const words[] = { "at", "dku2at", "blueat",
	    "bluerfat", "irdaat", "none" };
	size_t	i;

	for (i = 0; i < COUNT(words); i++)
		if (strcmp(text, words[i]) == 0)
			return NULL;
	if (strncmp(text, "at", 2) == 0 && text_only(text + 2, DIGITS))
		return NULL;
	return "is not one of at115200 (any speed), dku2at, blueat, "
	    "bluerfat, irdaat, none";
}

static const char *
check_model(const char *text)
{
	return text_only(text, LOWER DIGITS) ? NULL :
	    "is a libGammu model: \"\", \"at\" or \"dummy\"";
}

/* What is wrong is told without the PIN. */
static const char *
check_pin(const char *text)
{
	size_t	len = strlen(text);

	if (!text_only(text, DIGITS) || (len != 0 && (len < 4 || len > 8)))
		return "must be 4 to 8 digits";
	return NULL;
}

/* 3GPP TS 23.003: 14 digits and a check digit, or 16 with the version. */
static const char *
check_imei(const char *text)
{
	size_t	len = strlen(text);

	return text_only(text, DIGITS) && (len == 0 || len >= 14) ? NULL :
	    "is no IMEI: 15 digits, as the modem's label or AT+CGSN says";
}

static const char *
check_imsi(const char *text)
{
	size_t	len = strlen(text);

	return text_only(text, DIGITS) && (len == 0 || len >= 6) ? NULL :
	    "is no IMSI: up to 15 digits, as AT+CIMI says";
}

static const char *
check_prefix(const char *text)
{
	if (!text_only(text, DIGITS) || text[0] != '0' || strlen(text) < 3)
		return "is written as citizens dial it: \"0811\"";
	return NULL;
}

/* As it is dialled: "*888#". */
static const char *
check_ussd_code(const char *text)
{
	return text_only(text, DIGITS "*#") ? NULL :
	    "may hold digits, * and # only";
}

static const char *
check_init(const char *text)
{
	if (strncasecmp(text, "AT", 2) != 0 || strchr(text, '\n') != NULL)
		return "must be one AT command";
	return NULL;
}

static const char *
check_hours(const char *text)
{
	struct conf_hours	hours;

	return conf_hours_parse(text, &hours);
}

static const char *
check_quiet(const char *text)
{
	struct conf_quiet	quiet;

	return conf_quiet_parse(text, &quiet);
}

static const char *
check_remind(const char *text)
{
	struct conf_remind	remind;

	return conf_remind_parse(text, &remind);
}

static const char *
check_term(const char *text)
{
	struct conf_term	term;

	return conf_term_parse(text, &term);
}

static const char *
check_repeat(const char *text)
{
	struct conf_term	term;

	return conf_repeat_parse(text, &term);
}

/* ---- the tables ------------------------------------------------------- */

static const char *const choices_log_level[] = { "error", "warn", "info",
    "debug", NULL };
static const char *const choices_require_code[] = { "closing", "always",
    "never", NULL };
static const char *const choices_on_uncertain[] = { "show", "resend", NULL };
static const char *const choices_dialect[] = { "africastalking", "infobip",
    "hubtel", "generic", NULL };
static const char *const choices_pace[] = { "fast", "libgammu", NULL };

/* A unix socket's path has 108 bytes, and "/control.sock" must fit. */
#define RUNTIME_DIR_MAX	90

#define AT(field)	offsetof(struct conf, field)
static const struct conf_option options[] = {
	{ "database", CONF_PATH,
	    "\"" LOCALSTATEDIR "/lib/kentongan/kentongan.db\"",
	    1, 4000, NULL, NULL, AT(database),
	    "the SQLite file that holds every message and report" },
	{ "runtime_dir", CONF_PATH, "\"" RUNSTATEDIR "/kentongan\"",
	    1, RUNTIME_DIR_MAX, NULL, NULL, AT(runtime_dir),
	    "folder of the control socket and the modems' journals" },
	{ "modem_program", CONF_PATH, "\"" LIBEXECDIR "/kentongan-modem\"",
	    1, 4000, NULL, NULL, AT(modem_program),
	    "the program that is started once for each modem" },
	{ "timezone", CONF_STRING, "\"Asia/Makassar\"",
	    1, 64, NULL, check_timezone, AT(timezone),
	    "the city's clock, in which people read times" },
	{ "country", CONF_STRING, "\"62\"",
	    1, 3, NULL, check_country, AT(country),
	    "calling code of a number written without one" },
	{ "log_level", CONF_WORD, "\"info\"",
	    0, 0, choices_log_level, NULL, AT(log_level),
	    "what is worth a line: error, warn, info or debug" },
	{ "require_code", CONF_ENUM, "\"closing\"",
	    0, 0, choices_require_code, NULL, AT(require_code),
	    "when an officer must give the dispatch's code: closing (SELESAI,"
	    " TOLAK, TERUSKAN), always or never" },
	{ "on_uncertain", CONF_ENUM, "\"show\"",
	    0, 0, choices_on_uncertain, NULL, AT(on_uncertain),
	    "what to do with an SMS that may or may not have been sent when "
	    "the machine failed: show it or resend it" },
	{ "copy_lurah", CONF_BOOL, "false",
	    0, 0, NULL, NULL, AT(copy_lurah),
	    "send the lurah of the kelurahan a copy of each report" },
	{ "delivery_reports", CONF_BOOL, "true",
	    0, 0, NULL, NULL, AT(delivery_reports),
	    "ask the network to tell when an SMS reached the phone" },
	{ "question_timeout", CONF_DURATION, "\"30m\"",
	    1, 7 * DAY, NULL, NULL, AT(question_timeout_s),
	    "how long the answer to a question with choices is awaited" },
	{ "part_timeout", CONF_DURATION, "\"6h\"",
	    1, 7 * DAY, NULL, NULL, AT(part_timeout_s),
	    "how long the missing parts of a long SMS are awaited" },
	{ "objection_window", CONF_DURATION, "\"3d\"",
	    1, 60 * DAY, NULL, NULL, AT(objection_window_s),
	    "how long a citizen may object (BELUM) after \"done\"" },
	{ "help_interval", CONF_DURATION, "\"1h\"",
	    0, 7 * DAY, NULL, NULL, AT(help_interval_s),
	    "at most one help SMS in this time to a number that was not "
	    "understood" },
	{ "replies_per_hour", CONF_INTEGER, "10",
	    1, 100000, NULL, NULL, AT(replies_per_hour),
	    "SMS an hour to one citizen's number; what is over is held" },
	{ "staff_replies_per_hour", CONF_INTEGER, "60",
	    1, 100000, NULL, NULL, AT(staff_replies_per_hour),
	    "SMS an hour to one seat's number; what is over is held" },
	{ "notices_per_day", CONF_INTEGER, "30",
	    0, 100000, NULL, NULL, AT(notices_per_day),
	    "SMS a day to one citizen's number, beyond which news about "
	    "routine reports is held; 0 sets no limit" },
	{ "max_parts", CONF_INTEGER, "4",
	    1, 10, NULL, NULL, AT(max_parts),
	    "parts of the longest SMS that is sent; what is over is cut" },
	{ "flood_after", CONF_INTEGER, "30",
	    1, 100000, NULL, NULL, AT(flood_after),
	    "messages an hour from one number that are not understood or "
	    "not answered; what is over is filed as a flood" },
	{ "unfinished_per_sender", CONF_INTEGER, "20",
	    1, 1000, NULL, NULL, AT(unfinished_per_sender),
	    "long SMS of one number that may wait for their missing parts; "
	    "one more, and the oldest is read without them" },
	{ "unfinished_parts", CONF_INTEGER, "2000",
	    255, 100000, NULL, NULL, AT(unfinished_parts),
	    "parts of all numbers together that may wait for others" },
	{ "handover_timeout", CONF_DURATION, "\"1d\"",
	    MINUTE, 30 * DAY, NULL, NULL, AT(handover_timeout_s),
	    "how long the new phone's YA is awaited when a seat is handed "
	    "over (SERAH)" },
	{ "silent_dispatches", CONF_INTEGER, "3",
	    1, 1000, NULL, NULL, AT(silent_dispatches),
	    "a seat is silent when so many dispatches in a row did not reach "
	    "it or were unanswered past their deadline" },
	{ "wrong_codes", CONF_INTEGER, "3",
	    1, 100, NULL, NULL, AT(wrong_codes),
	    "wrong codes before a dispatch gets a new one and the "
	    "coordinator is told" },
	{ "ticket_start", CONF_INTEGER, "100",
	    1, 100000000, NULL, NULL, AT(ticket_start),
	    "first ticket of an empty database, without its check digit" },
	{ "modem_deadline", CONF_DURATION, "\"120s\"",
	    1, HOUR, NULL, NULL, AT(modem_deadline_s),
	    "a modem program that leaves a request unanswered for so long "
	    "is ended and started again" },
	{ "modem_down_after", CONF_DURATION, "\"2m\"",
	    1, DAY, NULL, NULL, AT(modem_down_after_s),
	    "after so long without its modem, a reply leaves by another" },
	{ "modem_restart_max", CONF_DURATION, "\"60s\"",
	    1, HOUR, NULL, NULL, AT(modem_restart_max_s),
	    "the pauses between two starts of a modem that fails grow from 1 "
	    "to 60 seconds, but never beyond this" },
	{ "modem_steady", CONF_DURATION, "\"1m\"",
	    1, HOUR, NULL, NULL, AT(modem_steady_s),
	    "a modem that works for so long is well again, and the "
	    "coordinator hears of it if he heard of its fault" },
	{ "broken_retry", CONF_DURATION, "\"30m\"",
	    1, DAY, NULL, NULL, AT(broken_retry_s),
	    "how often a modem is tried that nothing has helped" },
	{ "absent_alarm", CONF_DURATION, "\"10m\"",
	    0, 7 * DAY, NULL, NULL, AT(absent_alarm_s),
	    "a modem that was not found, or did not work, for so long is told "
	    "to the coordinator; 0 never" },
	{ "sweep_interval", CONF_DURATION, "\"60s\"",
	    1, DAY, NULL, NULL, AT(sweep_interval_s),
	    "how often a SIM is looked at without a signal that an SMS "
	    "came" },
	{ "message_lifetime", CONF_DURATION, "\"2d\"",
	    MINUTE, 60 * DAY, NULL, NULL, AT(message_lifetime_s),
	    "a routine SMS that could not be sent in this time is dropped, "
	    "visibly" },
	{ "model", CONF_PATH, "\"\"",
	    0, 4000, NULL, NULL, AT(model),
	    "what the reader learned (kentongan learn); empty: it goes by "
	    "the words of the configuration alone" },
	{ "cost_wrong", CONF_INTEGER, "10",
	    1, 1000, NULL, NULL, AT(cost_wrong),
	    "what it costs to send a report to who has no part in it, "
	    "beside the two others" },
	{ "cost_question", CONF_INTEGER, "4",
	    0, 1000, NULL, NULL, AT(cost_question),
	    "what it costs to ask who reports something" },
	{ "cost_silence", CONF_INTEGER, "12",
	    0, 1000, NULL, NULL, AT(cost_silence),
	    "what it costs to take a report for none" },
	{ "cost_per_day", CONF_INTEGER, "0",
	    0, 1000000000, NULL, NULL, AT(cost_per_day),
	    "rupiah that SMS may cost in a day; from then on routine ones "
	    "wait for the next day; 0 sets no limit" },
	{ "balance_interval", CONF_DURATION, "\"12h\"",
	    10 * MINUTE, 30 * DAY, NULL, NULL, AT(balance_interval_s),
	    "how often each SIM's credit is asked for, about" },
	{ "quiet_alarm", CONF_DURATION, "\"12h\"",
	    0, 30 * DAY, NULL, NULL, AT(quiet_alarm_s),
	    "a SIM by which nothing came for so long outside the quiet "
	    "hours, and for three times what is usual, is sent a test SMS "
	    "from another one; 0 never" },
	{ "quiet_test_timeout", CONF_DURATION, "\"10m\"",
	    1, DAY, NULL, NULL, AT(quiet_test_timeout_s),
	    "how long such a test SMS is awaited" },
	{ "office_hours", CONF_STRING,
	    "\"Mon-Thu 07:30-16:00, Fri 07:30-16:30\"",
	    1, 200, NULL, check_hours, AT(office_hours),
	    "when an OPD works that does not say so itself; with "
	    "\"holidays\" on these too" },
	{ "quiet_hours", CONF_STRING, "\"21:00-06:00\"",
	    0, 20, NULL, check_quiet, AT(quiet_hours),
	    "dispatches, news and all other routine notices wait until these "
	    "are over; what is urgent, and the answer to who has just "
	    "written, never waits; empty: nothing does" },
	{ "quiet_list", CONF_INTEGER, "3",
	    1, 1000, NULL, NULL, AT(quiet_list),
	    "more dispatches than these that waited for one seat are told in "
	    "one list" },
	{ "take_within", CONF_STRING, "\"8 office hours\"",
	    1, 40, NULL, check_term, AT(take_within),
	    "in what time an officer must take a report, unless its category "
	    "says otherwise" },
	{ "finish_within", CONF_STRING, "\"5 working days\"",
	    1, 40, NULL, check_term, AT(finish_within),
	    "in what time it must be done" },
	{ "urgent_take_within", CONF_STRING, "\"15 minutes\"",
	    1, 40, NULL, check_term, AT(urgent_take_within),
	    "in what time an urgent report must be taken" },
	{ "urgent_finish_within", CONF_STRING, "\"24 hours\"",
	    1, 40, NULL, check_term, AT(urgent_finish_within),
	    "in what time an urgent report must be done" },
	{ "remind_before", CONF_STRING, "\"25%\"",
	    1, 40, NULL, check_remind, AT(remind_before),
	    "when a seat is reminded: a share of the term before the "
	    "deadline, or \"30 minutes\"; \"0\" never" },
	{ "escalation_repeat", CONF_STRING, "\"1 working day\"",
	    1, 40, NULL, check_repeat, AT(escalation_repeat),
	    "how often the last level is told again, in one SMS, of all "
	    "that is still overdue; \"0\" never" },
};
#undef AT

#define AT(field)	offsetof(struct conf_modem, field)
static const struct conf_option modem_options[] = {
	{ "name", CONF_STRING, NULL,
	    1, 15, NULL, check_modem_name, AT(name),
	    "what the modem is called in lists and in the log" },
	{ "device", CONF_PATH, NULL,
	    1, 255, NULL, NULL, AT(device),
	    "its serial port; a udev rule gives it a lasting name.  A pattern "
	    "such as /dev/ttyUSB* has the modem looked for by imei or imsi, "
	    "or else by those that it had before" },
	{ "imei", CONF_STRING, "\"\"",
	    0, 16, NULL, check_imei, AT(imei),
	    "the only modem to be used; empty takes any" },
	{ "imsi", CONF_STRING, "\"\"",
	    0, 15, NULL, check_imsi, AT(imsi),
	    "the only SIM to send with; empty takes the first, and another "
	    "one after \"kentongan modem accept\"" },
	{ "connection", CONF_STRING, "\"at115200\"",
	    1, 31, NULL, check_connection, AT(connection),
	    "libGammu's word for the way to the modem" },
	{ "model", CONF_STRING, "\"\"",
	    0, 31, NULL, check_model, AT(model),
	    "libGammu's model; empty lets it find out" },
	{ "pin", CONF_SECRET, "\"\"",
	    0, 8, NULL, check_pin, AT(pin),
	    "the SIM's PIN; empty if it asks none.  Never shown or logged" },
	{ "features", CONF_STRING, "\"\"",
	    0, 255, NULL, NULL, AT(features),
	    "libGammu's feature names, spaces between, where its own table "
	    "is wrong about a modem" },
	{ "smsc", CONF_STRING, "\"\"",
	    0, 23, NULL, NULL, AT(smsc),
	    "message centre to send by; empty takes the SIM's" },
	{ "own_number", CONF_STRING, "\"\"",
	    0, 23, NULL, NULL, AT(own_number),
	    "the SIM's own number; SMS from it are never answered" },
	{ "operator_prefixes", CONF_LIST, "[ ]",
	    1, 6, NULL, check_prefix, AT(operator_prefixes),
	    "first digits of the numbers that this SIM reaches cheapest" },
	{ "pace", CONF_ENUM, "\"fast\"",
	    0, 0, choices_pace, NULL, AT(pace),
	    "fast shortens libGammu's fixed pauses and falls back where the "
	    "modem cannot follow; libgammu keeps them" },
	{ "init", CONF_LIST, "[ ]",
	    2, 100, NULL, check_init, AT(init),
	    "AT commands sent before libGammu starts" },
	{ "recover", CONF_LIST, "[ ]",
	    1, 200, NULL, NULL, AT(recover),
	    "a program with its arguments that may revive a modem which "
	    "nothing else does, as by switching its USB port; the modem's "
	    "name and device follow them" },
	{ "per_minute", CONF_INTEGER, "6",
	    0, 100000, NULL, NULL, AT(per_minute),
	    "SMS parts a minute; 0 sets no limit" },
	{ "per_hour", CONF_INTEGER, "100",
	    0, 1000000, NULL, NULL, AT(per_hour),
	    "SMS parts an hour; 0 sets no limit" },
	{ "per_day", CONF_INTEGER, "400",
	    0, 10000000, NULL, NULL, AT(per_day),
	    "SMS parts a day; 0 sets no limit" },
	{ "sms_price", CONF_INTEGER, "0",
	    0, 1000000, NULL, NULL, AT(sms_price),
	    "rupiah that an SMS part costs" },
	{ "sms_price_other", CONF_INTEGER, "0",
	    0, 1000000, NULL, NULL, AT(sms_price_other),
	    "the same to numbers that operator_prefixes does not name; 0 is "
	    "sms_price" },
	{ "balance_code", CONF_STRING, "\"\"",
	    0, 40, NULL, check_ussd_code, AT(balance_code),
	    "USSD code that tells the credit; empty asks for none" },
	{ "balance_answers", CONF_LIST, "[ ]",
	    1, 40, NULL, check_ussd_code, AT(balance_answers),
	    "what to answer where the code opens menus, one after the other" },
	{ "balance_pattern", CONF_STRING, "\"Rp[.]? ?([0-9][0-9.,]*)\"",
	    0, 200, NULL, NULL, AT(balance_pattern),
	    "regular expression that finds the credit in the operator's "
	    "text, with a group around the amount" },
	{ "expiry_pattern", CONF_STRING,
	    "\"([0-9]{1,4}[-/. ][0-9a-z]{1,9}[-/. ][0-9]{2,4})\"",
	    0, 200, NULL, NULL, AT(expiry_pattern),
	    "the same for the date until which it is valid" },
	{ "balance_min", CONF_INTEGER, "0",
	    0, 100000000, NULL, NULL, AT(balance_min),
	    "rupiah of credit below which this modem sends urgent SMS only; "
	    "0 never" },
	{ "notice_senders", CONF_LIST, "[ ]",
	    1, 20, NULL, NULL, AT(notice_senders),
	    "short codes and names whose SMS tell the credit, too" },
};
#undef AT

#define AT(field)	offsetof(struct conf_http, field)
static const struct conf_option http_options[] = {
	{ "bind", CONF_STRING, "\"127.0.0.1\"",
	    1, 45, NULL, check_address, AT(bind),
	    "the address to listen on; 0.0.0.0 or :: is every one" },
	{ "port", CONF_INTEGER, "0",
	    0, 65535, NULL, NULL, AT(port),
	    "the port to listen on; 0 opens no HTTP door" },
	{ "max_headers", CONF_INTEGER, "8192",
	    512, 65536, NULL, NULL, AT(max_headers),
	    "bytes of a request's headers" },
	{ "max_body", CONF_INTEGER, "16384",
	    512, 1048576, NULL, NULL, AT(max_body),
	    "bytes of a request's body" },
	{ "max_connections", CONF_INTEGER, "1024",
	    1, 10000, NULL, NULL, AT(max_connections),
	    "connections at a time; more have to wait" },
	{ "timeout", CONF_DURATION, "\"10s\"",
	    1, 300, NULL, NULL, AT(timeout_s),
	    "a request that is not whole after so long is given up" },
	{ "proxies", CONF_LIST, "[ ]",
	    1, 49, NULL, check_network, AT(proxies),
	    "addresses whose X-Forwarded-For is believed" },
};
#undef AT

#define AT(field)	offsetof(struct conf_ussd, field)
static const struct conf_option ussd_options[] = {
	{ "screen", CONF_INTEGER, "160",
	    80, USSD_SCREEN_SEPTETS, NULL, NULL, AT(screen),
	    "septets of the longest screen" },
	{ "resume", CONF_DURATION, "\"10m\"",
	    0, DAY, NULL, NULL, AT(resume_s),
	    "so long a dropped session can be taken up by dialling again" },
	{ "repeat_within", CONF_DURATION, "\"2s\"",
	    0, 10, NULL, NULL, AT(repeat_s),
	    "the same input within so long of the first is the same hop" },
	{ "per_minute", CONF_INTEGER, "40",
	    1, 100000, NULL, NULL, AT(per_minute),
	    "answers that one number gets in a minute" },
};
#undef AT

#define AT(field)	offsetof(struct conf_provider, field)
static const struct conf_option provider_options[] = {
	{ "name", CONF_STRING, NULL,
	    1, 15, NULL, check_modem_name, AT(name),
	    "what the provider is called in the log" },
	{ "dialect", CONF_ENUM, NULL,
	    0, 0, choices_dialect, NULL, AT(dialect),
	    "how it speaks: africastalking, infobip, hubtel or generic" },
	{ "path", CONF_SECRET, NULL,
	    8, 128, NULL, check_path, AT(path),
	    "the secret part of its address: /ussd/PATH" },
	{ "header", CONF_STRING, "\"\"",
	    0, 64, NULL, check_header, AT(header),
	    "a header that each of its requests must carry" },
	{ "header_value", CONF_SECRET, "\"\"",
	    0, 256, NULL, NULL, AT(header_value),
	    "the value of that header, a secret" },
	{ "allow", CONF_LIST, "[ ]",
	    1, 49, NULL, check_network, AT(allow),
	    "addresses or networks it asks from; none given lets all in" },
	{ "json", CONF_BOOL, "true",
	    0, 0, NULL, NULL, AT(json),
	    "generic: bodies are JSON, else forms" },
	{ "full_path", CONF_BOOL, "false",
	    0, 0, NULL, NULL, AT(full_path),
	    "generic: the text is all inputs so far, joined with *" },
	{ "field_session", CONF_STRING, "\"sessionId\"",
	    1, 40, NULL, NULL, AT(field_session),
	    "generic: the field of the session" },
	{ "field_number", CONF_STRING, "\"msisdn\"",
	    1, 40, NULL, NULL, AT(field_number),
	    "generic: the field of the phone's number" },
	{ "field_text", CONF_STRING, "\"text\"",
	    1, 40, NULL, NULL, AT(field_text),
	    "generic: the field of what was typed" },
	{ "field_code", CONF_STRING, "\"\"",
	    0, 40, NULL, NULL, AT(field_code),
	    "generic: the field of the code that was dialled, if any" },
	{ "field_sequence", CONF_STRING, "\"\"",
	    0, 40, NULL, NULL, AT(field_sequence),
	    "generic: the field of a number that differs at each hop, if any" },
	{ "field_type", CONF_STRING, "\"\"",
	    0, 40, NULL, NULL, AT(field_type),
	    "generic: the field that tells what kind of hop it is, if any" },
	{ "type_new", CONF_STRING, "\"begin\"",
	    1, 40, NULL, NULL, AT(type_new),
	    "generic: its value for the first hop" },
	{ "type_end", CONF_STRING, "\"end\"",
	    1, 40, NULL, NULL, AT(type_end),
	    "generic: its value when the user or the network hung up" },
	{ "reply_text", CONF_STRING, "\"message\"",
	    0, 40, NULL, NULL, AT(reply_text),
	    "generic: the reply's field of the screen; empty: plain CON, END" },
	{ "reply_close", CONF_STRING, "\"close\"",
	    0, 40, NULL, NULL, AT(reply_close),
	    "generic: the reply's field that is true on the last screen" },
};
#undef AT

/* The options of the top level, and how many. */
const struct conf_option *
conf_options(size_t *count)
{
	*count = COUNT(options);
	return options;
}

/* The options of one modem, and how many. */
const struct conf_option *
conf_modem_options(size_t *count)
{
	*count = COUNT(modem_options);
	return modem_options;
}

/* The options of the group http, and how many. */
const struct conf_option *
conf_http_options(size_t *count)
{
	*count = COUNT(http_options);
	return http_options;
}

/* The options of the group ussd, and how many. */
const struct conf_option *
conf_ussd_options(size_t *count)
{
	*count = COUNT(ussd_options);
	return ussd_options;
}

/* The options of one USSD provider, and how many. */
const struct conf_option *
conf_provider_options(size_t *count)
{
	*count = COUNT(provider_options);
	return provider_options;
}
