/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * play - a scenario is played: what phones and modems do when, and what
 * is expected of the gateway.
 *
 * The story's lines follow each other; those with a time of their own run
 * beside it.  The first expectation that does not hold ends it all.
 */

#include "config.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <event2/event.h>

#include "base/log.h"
#include "modem/sim/book.h"
#include "modem/sim/line.h"
#include "modem/sim/modem.h"
#include "modem/sim/net.h"
#include "modem/sim/play.h"
#include "modem/sim/script.h"
#include "modem/sim/setting.h"
#include "modem/sim/world.h"

#define TICK_MS		10
#define WITHIN_MS	20000	/* unless the line says how long */
#define NEVER_MS	2000
#define QUIET_MS	700
#define QUIET_LIMIT_MS	60000

struct sim_play;
struct step;

/* What a line may say.  Check: -1 and a complaint if it is wrong. */
struct action {
	const char	*verb;
	enum { BY_NOBODY, BY_MODEM, BY_PHONE } by;
	int		 least, most;	/* words behind the verb */
	bool		 waits;		/* the story waits for its end */
	int		(*check)(struct sim_play *, struct step *);
	void		(*run)(struct sim_play *, struct step *);
};

struct step {
	const struct sim_script_line *line;
	const struct action	*action;
	struct sim_play		*play;		/* borrowed */
	struct sim_modem	*modem;		/* borrowed; or NULL */
	int			 phone;		/* in the book */
	char			**args;
	int			 count;
	int64_t			 ms;		/* wait, within, for */
	struct event		*timer;		/* owned */
	bool			 begun, pending;
	int64_t			 deadline;	/* ms, monotonic */
};

struct sim_play {
	struct sim_net		*net;		/* borrowed */
	const struct sim_script	*script;	/* borrowed */
	struct sim_book		 book;
	struct step		*steps;		/* owned */
	int			 count, next;	/* next: of the story */
	int64_t			 began;		/* ms, monotonic */
	int			 result;
	bool			 over;
	struct event		*go;		/* owned; the story goes on */
};

/* Ways in from the event loop. */
static void	play_go_cb(evutil_socket_t, short, void *);
static void	step_timer_cb(evutil_socket_t, short, void *);
static void	play_message_cb(void *, const struct sim_message *);

static void	tell(const struct sim_play *, const char *, ...)
		    __attribute__((format(printf, 2, 3)));

/* What happens, with the seconds since the beginning. */
static void
tell(const struct sim_play *p, const char *format, ...)
{
	int64_t	ms = sim_now_ms() - p->began;
	va_list	ap;

	printf("%7.1f  ", (double)ms / 1000);
	va_start(ap, format);
	vprintf(format, ap);
	va_end(ap);
	putchar('\n');
	fflush(stdout);
}

static void
play_end(struct sim_play *p, int result)
{
	if (p->over)
		return;
	p->over = true;
	p->result = result;
	event_base_loopexit(sim_net_world(p->net)->base, NULL);
}

/* An expectation that does not hold, and what there was instead. */
static void
play_fail(struct sim_play *p, struct step *s, const char *what)
{
	const struct sim_message	*m;
	const struct sim_subscriber	*phone = &p->book.phones[s->phone];

	if (p->over)
		return;
	sim_script_complain(p->script, s->line, "%s", what);
	for (int i = 1; (s->action->by == BY_NOBODY && s->count > 0) &&
	    i <= sim_net_message_count(p->net); i++) {
		m = sim_net_message(p->net, i);
		if (strcmp(m->to, phone->number) == 0)
			fprintf(stderr, "    %s %s got: %s\n", i <= phone->seen
			    ? "before," : "after,", phone->number, m->text);
	}
	play_end(p, 1);
}

static int
complain(const struct sim_play *p, const struct step *s, const char *what,
    const char *value)
{
	sim_script_complain(p->script, s->line, "%s: %s", what, value);
	return -1;
}

/* A phone of the book; a number that is not there yet is added. */
static int
find_phone(struct sim_play *p, const char *who)
{
	int	i = sim_book_find(&p->book, who);

	if (i == -1 && strspn(who, "+0123456789") == strlen(who) &&
	    strlen(who) >= 3 && strlen(who) < SIM_NUMBER_SIZE - 8)
		i = sim_book_add(&p->book, "", who);
	return i;
}

/* An optional WORD TIME at the end of the line. */
static int
check_time(struct sim_play *p, struct step *s, int at, const char *word,
    int64_t otherwise)
{
	s->ms = otherwise;
	if (s->count == at)
		return 0;
	if (s->count != at + 2 || strcmp(s->args[at], word) != 0)
		return complain(p, s, "not understood", s->args[at]);
	if (sim_time_read(s->args[at + 1], strlen(s->args[at + 1]), &s->ms) ==
	    -1)
		return complain(p, s, "not a time", s->args[at + 1]);
	s->count = at;
	return 0;
}

static int
check_only_time(struct sim_play *p, struct step *s)
{
	s->ms = QUIET_MS;
	if (s->count == 1 && sim_time_read(s->args[0], strlen(s->args[0]),
	    &s->ms) == -1)
		return complain(p, s, "not a time", s->args[0]);
	return 0;
}

static int
check_nothing(struct sim_play *p, struct step *s)
{
	(void)p;
	(void)s;
	return 0;
}

/* ---- what modems do ---------------------------------------------------- */

static int
check_fault(struct sim_play *p, struct step *s)
{
	struct sim_fault_rule	rule;
	char			why[128];

	for (int i = 0; i < s->count; i++)
		if (sim_fault_read(&rule, s->args[i], why, sizeof why) == -1)
			return complain(p, s, s->args[i], why);
	return 0;
}

static void
run_fault(struct sim_play *p, struct step *s)
{
	char	why[128];

	for (int i = 0; i < s->count; i++) {
		tell(p, "-- %s: fault %s", s->modem->name, s->args[i]);
		sim_fault_apply(s->modem, s->args[i], why, sizeof why);
	}
}

static int
check_set(struct sim_play *p, struct step *s)
{
	for (int i = 0; i < s->count; i++)
		if (strchr(s->args[i], '=') == NULL || sim_setting_find(
		    s->args[i], strcspn(s->args[i], "=")) == -1)
			return complain(p, s, "no such setting", s->args[i]);
	return 0;
}

static void
run_set(struct sim_play *p, struct step *s)
{
	char	why[128];
	size_t	len;

	for (int i = 0; i < s->count && !p->over; i++) {
		len = strcspn(s->args[i], "=");
		tell(p, "-- %s: %s", s->modem->name, s->args[i]);
		if (sim_setting_apply(s->modem,
		    (size_t)sim_setting_find(s->args[i], len),
		    s->args[i] + len + 1, why, sizeof why) == -1)
			play_fail(p, s, why);
	}
	sim_store_retry(s->modem);
}

static int
check_unplug(struct sim_play *p, struct step *s)
{
	return check_time(p, s, 0, "for", -1);
}

static void
run_unplug(struct sim_play *p, struct step *s)
{
	tell(p, "-- %s: unplugged", s->modem->name);
	sim_modem_unplug(s->modem);
	if (s->ms >= 0)
		sim_modem_return(s->modem, s->ms);
}

static void
run_replug(struct sim_play *p, struct step *s)
{
	if (s->count == 1)
		sim_modem_move(s->modem, s->args[0]);
	if (sim_modem_plug(s->modem) == -1)
		play_fail(p, s, "the modem cannot be plugged in");
	else
		tell(p, "-- %s: plugged in at %s", s->modem->name,
		    s->modem->link);
}

static void
run_hears(struct sim_play *p, struct step *s)
{
	tell(p, "-- %s: hears what it cannot know", s->modem->name);
	sim_line_say(s->modem, s->args[0], strlen(s->args[0]));
}

static int
check_pdu(struct sim_play *p, struct step *s)
{
	return strcspn(s->args[0], "\r\n\033\032") == strlen(s->args[0]) ? 0 :
	    complain(p, s, "a line break in a PDU", s->args[0]);
}

static void
run_pdu(struct sim_play *p, struct step *s)
{
	unsigned char	smsc = 0;
	const char	*hex = s->args[0];

	tell(p, "-- %s: a PDU arrives", s->modem->name);
	sim_hex_read(&smsc, 1, hex, strlen(hex) < 2 ? 0 : 2);
	sim_store_arrive(s->modem, hex, (int)(strlen(hex) / 2) - 1 - smsc,
	    false);
}

static int
check_ussd(struct sim_play *p, struct step *s)
{
	return s->count == 2 || strcmp(s->args[2], "menu") == 0 ? 0 :
	    complain(p, s, "not understood", s->args[2]);
}

static void
run_ussd(struct sim_play *p, struct step *s)
{
	(void)p;
	sim_calls_ussd_answer(s->modem, s->args[0], s->args[1],
	    s->count == 3);
}

/* ---- what phones do ---------------------------------------------------- */

static int
check_sends(struct sim_play *p, struct step *s)
{
	s->modem = TAILQ_FIRST(&sim_net_world(p->net)->modems);
	if (s->count == 1)
		return 0;
	if (s->count != 3 || strcmp(s->args[1], "to") != 0)
		return complain(p, s, "not understood", s->args[1]);
	if ((s->modem = sim_net_modem(p->net, s->args[2])) == NULL)
		return complain(p, s, "no such modem", s->args[2]);
	return 0;
}

static void
run_sends(struct sim_play *p, struct step *s)
{
	struct sim_subscriber	*phone = &p->book.phones[s->phone];
	char			 text[SIM_TYPED_SIZE], label[SIM_LABEL_SIZE];
	struct sim_letter	 letter = { .from = phone->number,
	    .text = text, .coding = SIM_CODING_AUTO, .class = -1,
	    .zone = SIM_ZONE, .ref = -1 };
	const char		*unknown;

	unknown = sim_book_expand(phone, s->args[0], text, sizeof text);
	if (unknown != NULL) {
		sim_script_complain(p->script, s->line,
		    "this phone has received no %s", unknown);
		play_end(p, 1);
		return;
	}
	sim_book_label(phone, label, sizeof label);
	tell(p, "%s >> %s", label, text);
	if (sim_net_send(p->net, s->modem, &letter) == -1)
		play_fail(p, s, "too long for an SMS");
}

static void
run_rings(struct sim_play *p, struct step *s)
{
	const struct sim_subscriber	*phone = &p->book.phones[s->phone];

	s->modem = s->count == 1 ? sim_net_modem(p->net, s->args[0]) :
	    TAILQ_FIRST(&sim_net_world(p->net)->modems);
	if (s->modem == NULL) {
		play_fail(p, s, "no such modem");
		return;
	}
	tell(p, "%s rings", phone->number);
	sim_calls_ring(s->modem, phone->number, 2, 1000);
}

static void
run_echoes(struct sim_play *p, struct step *s)
{
	sim_net_echo(p->net, p->book.phones[s->phone].number, true,
	    s->count == 1 ? s->args[0] : NULL);
}

/* ---- what is expected -------------------------------------------------- */

static int
check_told(struct sim_play *p, struct step *s, const char *word,
    int64_t otherwise)
{
	if (s->line->when == SIM_EVERY)
		return complain(p, s, "only once", s->line->words[0]);
	if ((s->phone = find_phone(p, s->args[0])) == -1)
		return complain(p, s, "no such phone", s->args[0]);
	return check_time(p, s, 2, word, otherwise);
}

static int
check_expect(struct sim_play *p, struct step *s)
{
	return check_told(p, s, "within", WITHIN_MS);
}

static int
check_never(struct sim_play *p, struct step *s)
{
	return check_told(p, s, "for", NEVER_MS);
}

/* The first message that this phone got since the last one expected. */
static int
find_told(struct sim_play *p, struct step *s)
{
	struct sim_subscriber		*phone = &p->book.phones[s->phone];
	const struct sim_message	*m;
	char				 words[SIM_TYPED_SIZE];

	if (sim_book_expand(phone, s->args[1], words, sizeof words) != NULL)
		return 0;
	for (int i = phone->seen + 1; i <= sim_net_message_count(p->net);
	    i++) {
		m = sim_net_message(p->net, i);
		if (strcmp(m->to, phone->number) == 0 &&
		    strstr(m->text, words) != NULL)
			return i;
	}
	return 0;
}

static void
step_done(struct sim_play *p, struct step *s)
{
	s->pending = false;
	event_del(s->timer);
	event_active(p->go, EV_TIMEOUT, 0);
}

/* Is it settled by what was sent? */
static void
step_look(struct sim_play *p, struct step *s)
{
	bool	expected = s->action->check == check_expect;
	int	i = find_told(p, s);

	if (i == 0)
		return;
	if (!expected) {
		play_fail(p, s, "this should never have been told");
		return;
	}
	p->book.phones[s->phone].seen = i;
	step_done(p, s);
}

static void
run_told(struct sim_play *p, struct step *s)
{
	s->pending = true;
	s->deadline = sim_now_ms() + s->ms;
	sim_arm(s->timer, s->ms);
	step_look(p, s);
}

static void
run_wait(struct sim_play *p, struct step *s)
{
	(void)p;
	s->pending = true;
	s->deadline = sim_now_ms() + s->ms;
	sim_arm(s->timer, s->ms);
}

static void
run_quiet(struct sim_play *p, struct step *s)
{
	(void)p;
	s->pending = true;
	s->deadline = sim_now_ms() + s->ms + QUIET_LIMIT_MS;
	sim_arm(s->timer, TICK_MS);
}

static void
run_print(struct sim_play *p, struct step *s)
{
	tell(p, "## %s", s->args[0]);
}

static const struct action actions[] = {
	{ "fault",  BY_MODEM,  1, 9, false, check_fault,     run_fault },
	{ "set",    BY_MODEM,  1, 9, false, check_set,	     run_set },
	{ "unplug", BY_MODEM,  0, 2, false, check_unplug,    run_unplug },
	{ "replug", BY_MODEM,  0, 1, false, check_nothing,   run_replug },
	{ "says",   BY_MODEM,  1, 1, false, check_nothing,   run_hears },
	{ "pdu",    BY_MODEM,  1, 1, false, check_pdu,	     run_pdu },
	{ "ussd",   BY_MODEM,  2, 3, false, check_ussd,	     run_ussd },
	{ "sends",  BY_PHONE,  1, 3, false, check_sends,     run_sends },
	{ "rings",  BY_PHONE,  0, 1, false, check_nothing,   run_rings },
	{ "echoes", BY_PHONE,  0, 1, false, check_nothing,   run_echoes },
	{ "expect", BY_NOBODY, 2, 4, true,  check_expect,    run_told },
	{ "never",  BY_NOBODY, 2, 4, true,  check_never,     run_told },
	{ "wait",   BY_NOBODY, 1, 1, true,  check_only_time, run_wait },
	{ "quiet",  BY_NOBODY, 0, 1, true,  check_only_time, run_quiet },
	{ "print",  BY_NOBODY, 1, 1, false, check_nothing,   run_print },
};

#define ACTIONS (sizeof actions / sizeof actions[0])

/* ---- the play ---------------------------------------------------------- */

static void
step_run(struct step *s)
{
	if (s->play->over)
		return;
	s->begun = true;
	s->action->run(s->play, s);
}

/* A pending step's time is over: well, or not. */
static void
step_expire(struct sim_play *p, struct step *s)
{
	char	what[SIM_TYPED_SIZE + 64];

	if (s->action->run == run_quiet && !sim_net_is_quiet(p->net,
	    (int)s->ms)) {
		if (sim_now_ms() < s->deadline)
			sim_arm(s->timer, TICK_MS);
		else
			play_fail(p, s, "the gateway did not fall silent");
	} else if (s->action->check == check_expect) {
		snprintf(what, sizeof what,
		    "%s did not get \"%s\" within %.1f s", s->args[0],
		    s->args[1], (double)s->ms / 1000);
		play_fail(p, s, what);
	} else
		step_done(p, s);
}

static bool
step_repeats(const struct step *s)
{
	return s->line->when == SIM_EVERY && (s->line->until == 0 ||
	    sim_now_ms() + s->line->time <=
	    s->play->began + s->line->until);
}

static void
step_timer_cb(evutil_socket_t fd, short what, void *arg)
{
	struct step	*s = arg;

	(void)fd;
	(void)what;
	if (s->pending) {
		step_expire(s->play, s);
		return;
	}
	step_run(s);
	if (step_repeats(s))
		sim_arm(s->timer, s->line->time);
	event_active(s->play->go, EV_TIMEOUT, 0);
}

/* The story is told when nothing is left that has an end. */
static bool
play_is_told(const struct sim_play *p)
{
	for (int i = 0; i < p->count; i++) {
		const struct step	*s = &p->steps[i];

		if (s->pending || (s->line->when == SIM_AT && !s->begun) ||
		    (s->line->when == SIM_EVERY && s->line->until > 0 &&
		    evtimer_pending(s->timer, NULL)))
			return false;
	}
	return p->next == p->count;
}

static void
play_go_cb(evutil_socket_t fd, short what, void *arg)
{
	struct sim_play	*p = arg;
	struct step	*s;

	(void)fd;
	(void)what;
	while (p->next < p->count && !p->over) {
		s = &p->steps[p->next];
		if (s->line->when == SIM_STORY) {
			if (!s->begun)
				step_run(s);
			if (s->pending)
				return;
		}
		p->next++;
	}
	if (!p->over && play_is_told(p)) {
		tell(p, "## all is as expected");
		play_end(p, 0);
	}
}

static void
play_message_cb(void *arg, const struct sim_message *message)
{
	struct sim_play	*p = arg;
	char		 label[SIM_LABEL_SIZE];
	int		 phone = find_phone(p, message->to);

	if (phone == -1)
		snprintf(label, sizeof label, "%s", message->to);
	else {
		sim_book_learn(&p->book.phones[phone], message->text);
		sim_book_label(&p->book.phones[phone], label, sizeof label);
	}
	tell(p, "  %s << %s  [%s]", label, message->text,
	    message->modem->name);
	for (int i = 0; i < p->count && !p->over; i++)
		if (p->steps[i].pending && p->steps[i].action->run == run_told)
			step_look(p, &p->steps[i]);
}

static const struct action *
find_action(const struct sim_script_line *line)
{
	for (size_t i = 0; i < ACTIONS; i++)
		if (actions[i].by == BY_NOBODY ?
		    strcmp(line->words[0], actions[i].verb) == 0 :
		    line->count > 1 &&
		    strcmp(line->words[1], actions[i].verb) == 0)
			return &actions[i];
	return NULL;
}

static int
step_check(struct sim_play *p, struct step *s)
{
	const struct sim_script_line	*line = s->line;
	int				 skip;

	if ((s->action = find_action(line)) == NULL)
		return complain(p, s, "not understood", line->words[
		    line->count > 1]);
	if (s->action->waits && line->when != SIM_STORY &&
	    s->action->run != run_told)
		return complain(p, s, "this has no time of its own",
		    line->words[0]);
	skip = s->action->by == BY_NOBODY ? 1 : 2;
	s->args = (char **)line->words + skip;
	s->count = line->count - skip;
	if (s->count < s->action->least || s->count > s->action->most)
		return complain(p, s, s->count < s->action->least ?
		    "something is missing behind" : "too many words behind",
		    s->action->verb);
	if (s->action->by == BY_MODEM &&
	    (s->modem = sim_net_modem(p->net, line->words[0])) == NULL)
		return complain(p, s, "no such modem", line->words[0]);
	if (s->action->by == BY_PHONE &&
	    (s->phone = find_phone(p, line->words[0])) == -1)
		return complain(p, s, "no such phone", line->words[0]);
	return s->action->check(p, s);
}

static int
add_phone(struct sim_play *p, const struct sim_script_line *line)
{
	if (line->count != 3 || strlen(line->words[2]) >=
	    SIM_NUMBER_SIZE - 8) {
		sim_script_complain(p->script, line,
		    "a phone has a name and a number");
		return -1;
	}
	if (sim_book_find(&p->book, line->words[1]) == -1)
		sim_book_add(&p->book, line->words[1], line->words[2]);
	return 0;
}

/* Declarations of modems and the seed were the caller's. */
static int
play_add(struct sim_play *p, const struct sim_script_line *line)
{
	struct step	*s;

	if (strcmp(line->words[0], "modem") == 0 ||
	    strcmp(line->words[0], "seed") == 0)
		return 0;
	if (strcmp(line->words[0], "phone") == 0)
		return add_phone(p, line);
	s = &p->steps[p->count++];
	s->line = line;
	s->play = p;
	s->timer = evtimer_new(sim_net_world(p->net)->base, step_timer_cb, s);
	if (s->timer == NULL)
		fatal("sim: no memory for a scenario");
	return step_check(p, s);
}

static void
play_begin(struct sim_play *p)
{
	p->began = sim_now_ms();
	for (int i = 0; i < p->count; i++)
		if (p->steps[i].line->when != SIM_STORY)
			sim_arm(p->steps[i].timer,
			    p->steps[i].line->time);
	sim_net_subscribe(p->net, play_message_cb, p);
	sim_arm(p->go, 0);
}

/*
 * Play the lines with phones "NAME=NUMBER"; the loop is stopped when they
 * are told.  NULL, and where and why was said, if a line makes no sense.
 */
struct sim_play *
sim_play_new(struct sim_net *net, const struct sim_script *script,
    const char **phones, int phone_count)
{
	struct sim_play	*p = calloc(1, sizeof *p);

	if (p == NULL || (p->steps = calloc((size_t)script->count + 1,
	    sizeof *p->steps)) == NULL)
		fatal("sim: no memory for a scenario");
	p->net = net;
	p->script = script;
	p->result = 1;
	p->go = evtimer_new(sim_net_world(net)->base, play_go_cb, p);
	for (int i = 0; i < phone_count; i++)
		sim_book_add_named(&p->book, phones[i]);
	for (int i = 0; i < script->count; i++)
		if (play_add(p, &script->lines[i]) == -1) {
			sim_play_free(p);
			return NULL;
		}
	play_begin(p);
	return p;
}

void
sim_play_free(struct sim_play *p)
{
	if (p == NULL)
		return;
	sim_net_unsubscribe(p->net, play_message_cb, p);
	for (int i = 0; i < p->count; i++)
		event_free(p->steps[i].timer);
	event_free(p->go);
	sim_book_clear(&p->book);
	free(p->steps);
	free(p);
}

/* 0: all expectations held; 1: one did not, or it was cut off. */
int
sim_play_result(const struct sim_play *p)
{
	return p->result;
}
