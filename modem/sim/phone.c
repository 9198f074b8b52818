/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * phone - the phones of citizens and officers, for somebody who types
 * or for a script.
 *
 * Knows the commands of the prompt and the placeholders by which a line can
 * use what an earlier message brought.
 */

#include "config.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include <event2/event.h>

#include "base/log.h"
#include "modem/sim/book.h"
#include "modem/sim/modem.h"
#include "modem/sim/net.h"
#include "modem/sim/phone.h"
#include "modem/sim/term.h"
#include "modem/sim/ussd.h"
#include "modem/sim/world.h"

#define TEXT_SIZE	8192
#define TICK_MS		10
#define HELPED_PHONE	"warga=+6281200000001"

struct sim_phone {
	struct sim_net		*net;		/* borrowed */
	struct sim_term		*term;		/* owned */
	struct sim_book		 book;		/* owned */
	int			 current;
	int			 settle_ms, settle_limit_ms;
	struct sim_ussd		*ussd;		/* owned; NULL: no --ussd */
	int			 asking;	/* whose screen is awaited */
	unsigned		 sessions;	/* so far */
	struct event		*timer;		/* owned; a script waits */
	int64_t			 deadline;	/* ms, monotonic */
	int64_t			 sleep_until;	/* ms, monotonic */
	bool			 ended;
};

/* Ways in from the event loop. */
static void	phone_line_cb(void *, char *);
static void	phone_message_cb(void *, const struct sim_message *);
static void	phone_timer_cb(evutil_socket_t, short, void *);
static void	phone_screen_cb(void *, const char *, bool);
static void	phone_rest(struct sim_phone *);

static void
phone_note(struct sim_phone *p, const char *text)
{
	sim_term_print(p->term, SIM_STYLE_NOTE, "", text);
}

static void
phone_show_prompt(struct sim_phone *p)
{
	const struct sim_subscriber	*phone = &p->book.phones[p->current];
	char				 prompt[64];

	snprintf(prompt, sizeof prompt, "%.40s%s", phone->name[0] != '\0' ?
	    phone->name : phone->number, phone->session[0] != '\0' ?
	    " USSD" : "");
	sim_term_prompt(p->term, prompt);
}

/*
 * A phone prompt on standard input and output.  Stops the event loop when
 * the input ends or its user leaves.
 */
struct sim_phone *
sim_phone_new(struct sim_net *net, const struct sim_phone_options *options)
{
	struct sim_phone	*p = calloc(1, sizeof *p);

	if (p == NULL)
		fatal("sim: no memory for a phone");
	p->net = net;
	p->settle_ms = options->settle_ms;
	p->settle_limit_ms = options->settle_limit_ms;
	for (int i = 0; i < options->name_count; i++)
		sim_book_add_named(&p->book, options->names[i]);
	if (p->book.count == 0)
		sim_book_add_named(&p->book, HELPED_PHONE);
	p->timer = evtimer_new(sim_net_world(net)->base, phone_timer_cb, p);
	p->term = sim_term_new(sim_net_world(net)->base, phone_line_cb, p);
	if (options->ussd != NULL)
		p->ussd = sim_ussd_new(sim_net_world(net)->base, options->ussd,
		    phone_screen_cb, p);
	sim_net_subscribe(net, phone_message_cb, p);
	if (sim_term_is_interactive(p->term))
		phone_note(p,
		    "Type an SMS and press Enter.  /help tells more.");
	phone_show_prompt(p);
	if (p->ussd != NULL)
		phone_rest(p);
	return p;
}

/* Give the terminal back. */
void
sim_phone_free(struct sim_phone *p)
{
	if (p == NULL)
		return;
	sim_net_unsubscribe(p->net, phone_message_cb, p);
	sim_term_free(p->term);
	sim_ussd_free(p->ussd);
	event_free(p->timer);
	sim_book_clear(&p->book);
	free(p);
}

static void
phone_message_cb(void *arg, const struct sim_message *message)
{
	struct sim_phone	*p = arg;
	char			 label[80], head[100];
	int			 i = sim_book_find(&p->book, message->to);

	if (i == -1)
		i = sim_book_add(&p->book, "", message->to);
	if (i == -1)
		snprintf(label, sizeof label, "%s", message->to);
	else {
		sim_book_learn(&p->book.phones[i], message->text);
		sim_book_label(&p->book.phones[i], label, sizeof label);
	}
	snprintf(head, sizeof head, "  << %s: ", label);
	sim_term_print(p->term, SIM_STYLE_IN, head, message->text);
}

static void
run_help(struct sim_phone *p, const char *args)
{
	(void)args;
	phone_note(p,
	    "A line is sent as an SMS from the phone that the prompt names.\n"
	    "*123#         dial a code: what is typed then goes to its menus,\n"
	    "              until they end\n"
	    "/as WHO       type on another phone: its name or its number\n"
	    "/phones       the phones, and the ticket and code each got last\n"
	    "/sent         what the gateway has sent\n"
	    "/ring         call the gateway and hang up\n"
	    "/hangup       cut the USSD session off\n"
	    "/wait SECONDS wait, in a script\n"
	    "/quit         leave\n"
	    "In a line {ticket} and {code} become those that this phone got\n"
	    "last, as in SELESAI {ticket} {code} sudah diangkut");
}

static void
run_as(struct sim_phone *p, const char *args)
{
	int	i = sim_book_find(&p->book, args);

	if (*args == '\0' || strlen(args) > 20) {
		phone_note(p, "/as needs the name or the number of a phone");
		return;
	}
	if (i == -1 && (i = sim_book_add(&p->book, "", args)) == -1) {
		phone_note(p, "too many phones");
		return;
	}
	p->current = i;
	phone_show_prompt(p);
}

static void
run_phones(struct sim_phone *p, const char *args)
{
	char	label[80], text[200];

	(void)args;
	for (int i = 0; i < p->book.count; i++) {
		sim_book_label(&p->book.phones[i], label, sizeof label);
		snprintf(text, sizeof text, "%s %s%s%s%s%s",
		    i == p->current ? "*" : " ", label,
		    p->book.phones[i].ticket[0] != '\0' ? "  ticket " : "",
		    p->book.phones[i].ticket,
		    p->book.phones[i].code[0] != '\0' ? "  code " : "",
		    p->book.phones[i].code);
		phone_note(p, text);
	}
}

static void
run_sent(struct sim_phone *p, const char *args)
{
	const struct sim_message	*message;
	char				 head[80], clock[16];
	time_t				 when;
	struct tm			 tm;

	(void)args;
	for (int i = 1; i <= sim_net_message_count(p->net); i++) {
		message = sim_net_message(p->net, i);
		when = message->time;
		strftime(clock, sizeof clock, "%H:%M:%S",
		    localtime_r(&when, &tm));
		snprintf(head, sizeof head, "%s %s: ", clock, message->to);
		sim_term_print(p->term, SIM_STYLE_OUT, head, message->text);
	}
	if (sim_net_message_count(p->net) == 0)
		phone_note(p, "The gateway has sent nothing yet.");
}

static void
run_ring(struct sim_phone *p, const char *args)
{
	(void)args;
	sim_calls_ring(sim_net_modem(p->net, NULL),
	    p->book.phones[p->current].number, 2, 1000);
}

static void
run_hangup(struct sim_phone *p, const char *args)
{
	struct sim_subscriber	*phone = &p->book.phones[p->current];

	(void)args;
	phone_note(p, phone->session[0] != '\0' ? "Cut off." :
	    "No session is open.");
	phone->session[0] = '\0';
	phone_show_prompt(p);
}

static void
run_wait(struct sim_phone *p, const char *args)
{
	double	seconds = strtod(args, NULL);

	if (!(seconds >= 0 && seconds <= 3600))
		phone_note(p, "/wait needs seconds, 3600 at most");
	else
		p->sleep_until = sim_now_ms() + (int64_t)(seconds * 1000);
}

static void
run_quit(struct sim_phone *p, const char *args)
{
	(void)args;
	p->ended = true;
	event_base_loopexit(sim_net_world(p->net)->base, NULL);
}

static const struct {
	const char	*name;
	void		(*run)(struct sim_phone *, const char *);
} phone_commands[] = {
	{ "help",	run_help },
	{ "as",		run_as },
	{ "phones",	run_phones },
	{ "sent",	run_sent },
	{ "ring",	run_ring },
	{ "hangup",	run_hangup },
	{ "wait",	run_wait },
	{ "quit",	run_quit },
};

static void
phone_command(struct sim_phone *p, const char *line)
{
	size_t	n = strcspn(line, " \t");

	for (size_t i = 0; i < sizeof phone_commands /
	    sizeof phone_commands[0]; i++)
		if (strlen(phone_commands[i].name) == n &&
		    strncasecmp(line, phone_commands[i].name, n) == 0) {
			line += n;
			phone_commands[i].run(p, line + strspn(line, " \t"));
			return;
		}
	phone_note(p, "No such command.  /help tells which there are.");
}

/* ---- USSD ------------------------------------------------------------- */

/* *123#, or *123*1*2# */
static bool
line_is_code(const char *line)
{
	size_t	len = strspn(line, "*0123456789");

	return line[0] == '*' && isdigit((unsigned char)line[1]) &&
	    line[len] == '#' && line[len + 1] == '\0' &&
	    len + 2 < SIM_DIAL_SIZE;
}

/* The network has a screen for the phone that asked. */
static void
phone_screen_cb(void *arg, const char *text, bool open)
{
	struct sim_phone	*p = arg;
	struct sim_subscriber		*phone = &p->book.phones[p->asking];
	char			 label[80], head[100];

	sim_world_moved(sim_net_world(p->net));
	if (!open)
		phone->session[0] = '\0';
	phone_show_prompt(p);
	if (text == NULL) {
		sim_term_print(p->term, SIM_STYLE_WARN, "!! ",
		    "USSD: the service does not answer");
		return;
	}
	if (!open)
		sim_book_learn_ticket(phone, text);
	sim_book_label(phone, label, sizeof label);
	snprintf(head, sizeof head, "  << %s%s: ", label, open ? " USSD" :
	    " USSD (end)");
	sim_term_print(p->term, SIM_STYLE_IN, head, text);
}

/* The code begins a session; what follows its first number is typed ahead. */
static void
phone_dial(struct sim_phone *p, struct sim_subscriber *phone, const char *line)
{
	size_t	len = 1 + strspn(line + 1, "0123456789");

	snprintf(phone->session, sizeof phone->session, "sim-%lld-%u",
	    (long long)time(NULL), ++p->sessions);
	snprintf(phone->dialled, sizeof phone->dialled, "%.*s#", (int)len,
	    line);
	snprintf(phone->typed, sizeof phone->typed, "%s", line[len] == '*' ?
	    line + len + 1 : "");
	phone->typed[strcspn(phone->typed, "#")] = '\0';
}

static void
phone_ussd(struct sim_phone *p, const char *line)
{
	struct sim_subscriber		*phone = &p->book.phones[p->current];
	struct sim_ussd_hop	 hop = { phone->session, phone->number,
				    phone->dialled, phone->typed };
	char			 label[80], head[110];
	size_t			 len = strlen(phone->typed);

	if (p->ussd == NULL || sim_ussd_is_busy(p->ussd)) {
		sim_term_print(p->term, SIM_STYLE_WARN, "!! ", p->ussd == NULL
		    ? "no service: start with --ussd URL" :
		    "wait for the screen");
		return;
	}
	/* As on a phone: a code is dialled after the session is left. */
	if (phone->session[0] == '\0' || line_is_code(line))
		phone_dial(p, phone, line);
	else
		snprintf(phone->typed + len, sizeof phone->typed - len,
		    "%s%s", len > 0 ? "*" : "", line);
	sim_book_label(phone, label, sizeof label);
	snprintf(head, sizeof head, "%s USSD >> ", label);
	sim_term_print(p->term, SIM_STYLE_OUT, head, line);
	p->asking = p->current;
	phone_show_prompt(p);
	sim_world_moved(sim_net_world(p->net));
	if (sim_ussd_ask(p->ussd, &hop) == -1)
		phone_screen_cb(p, NULL, false);
}

static void
phone_send(struct sim_phone *p, const char *line)
{
	const struct sim_subscriber	*phone = &p->book.phones[p->current];
	char			 text[TEXT_SIZE + SIM_WORD_SIZE];
	char			 label[80], head[100];
	const char		*unknown;
	struct sim_letter	 letter = { .from = phone->number,
	    .text = text, .coding = SIM_CODING_AUTO, .class = -1,
	    .zone = SIM_ZONE, .ref = -1 };

	unknown = sim_book_expand(phone, line, text, sizeof text);
	if (unknown != NULL) {
		snprintf(head, sizeof head, "!! %s: ", unknown);
		sim_term_print(p->term, SIM_STYLE_WARN, head,
		    "this phone has received none; not sent");
		return;
	}
	sim_book_label(phone, label, sizeof label);
	snprintf(head, sizeof head, "%s >> ", label);
	sim_term_print(p->term, SIM_STYLE_OUT, head, text);
	if (sim_net_send(p->net, sim_net_modem(p->net, NULL), &letter) == -1)
		sim_term_print(p->term, SIM_STYLE_WARN, "!! ",
		    "too long for an SMS; not sent");
}

/* Into the session, or one is begun: placeholders as in an SMS. */
static void
phone_typed(struct sim_phone *p, const char *line)
{
	struct sim_subscriber	*phone = &p->book.phones[p->current];
	char		 text[TEXT_SIZE + SIM_WORD_SIZE], head[40];
	const char	*unknown = sim_book_expand(phone, line, text,
			    sizeof text);

	if (unknown == NULL) {
		phone_ussd(p, text);
		return;
	}
	snprintf(head, sizeof head, "!! %s: ", unknown);
	sim_term_print(p->term, SIM_STYLE_WARN, head,
	    "this phone has received none; not typed");
}

/* A script rests after each line until the gateway has fallen silent. */
static void
phone_rest(struct sim_phone *p)
{
	if (sim_term_is_interactive(p->term))
		return;
	sim_term_hold(p->term);
	p->deadline = sim_now_ms() + p->settle_limit_ms;
	sim_arm(p->timer, TICK_MS);
}

/*
 * With USSD the SIM can be empty because nobody has come to the modem yet:
 * who asks to be told of messages (AT+CNMI) is there.
 */
static bool
phone_is_attended(const struct sim_phone *p)
{
	const struct sim_modem	*m;

	if (p->ussd == NULL)
		return true;
	TAILQ_FOREACH(m, &sim_net_world(p->net)->modems, entry)
		if (m->cnmi[1] != 0)
			return true;
	return false;
}

static void
phone_timer_cb(evutil_socket_t fd, short what, void *arg)
{
	struct sim_phone	*p = arg;
	int64_t			 now = sim_now_ms();

	(void)fd;
	(void)what;
	if (now < p->sleep_until || (now < p->deadline &&
	    (sim_ussd_is_busy(p->ussd) || !phone_is_attended(p) ||
	    !sim_net_is_quiet(p->net, p->settle_ms)))) {
		sim_arm(p->timer, TICK_MS);
		return;
	}
	if (p->ended)
		event_base_loopexit(sim_net_world(p->net)->base, NULL);
	else
		sim_term_go_on(p->term);
}

static void
phone_line_cb(void *arg, char *line)
{
	struct sim_phone	*p = arg;

	if (line == NULL) {
		p->ended = true;
		if (sim_term_is_interactive(p->term))
			event_base_loopexit(sim_net_world(p->net)->base, NULL);
		else
			phone_rest(p);
		return;
	}
	line[strcspn(line, "\r")] = '\0';
	line += strspn(line, " \t");
	if (*line == '\0' || (*line == '#' &&
	    !sim_term_is_interactive(p->term)))
		return;
	if (*line == '/')
		phone_command(p, line + 1);
	else if (line_is_code(line) ||
	    p->book.phones[p->current].session[0] != '\0')
		phone_typed(p, line);
	else
		phone_send(p, line);
	if (!p->ended)
		phone_rest(p);
}
