/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * reading - a text and what was said before it, and what it means, as JSON:
 * the contract of `kentongan interpret`.
 */

#include "config.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "cli/reading.h"
#include "conf/conf.h"
#include "conf/danger.h"
#include "conf/elsewhere.h"
#include "language/echo.h"
#include "language/interpret.h"
#include "language/lexicon.h"

/* Set a member unless the string is empty. */
static void
set_string(json_t *out, const char *name, const char *value)
{
	if (*value != '\0')
		json_object_set_new(out, name, json_string(value));
}

static const char *
candidate_name(const struct conf_city *city, const struct meaning *m, int i)
{
	return m->kelurahan_doubt ? city->kelurahan[m->candidate[i]].name :
	    city->category[m->candidate[i]].code;
}

static void
set_candidates(json_t *out, const struct conf_city *city,
    const struct meaning *m)
{
	json_t	*list;
	int	 i;

	if (m->intent != INTENT_CLARIFY && m->candidates == 0)
		return;
	list = json_array();
	for (i = 0; i < m->candidates; i++)
		json_array_append_new(list,
		    json_string(candidate_name(city, m, i)));
	json_object_set_new(out, "candidates", list);
}

/* The commands behind the first, where an SMS holds several. */
static void
set_further(json_t *out, const struct conf_city *city,
    const struct meaning *m)
{
	const struct further	*f;
	json_t			*list = json_array(), *one;
	int			 i;

	for (i = 0; i < m->furthers; i++) {
		f = &m->further[i];
		one = json_object();
		set_string(one, "intent", intent_name(f->intent));
		set_string(one, "ticket", f->ticket);
		set_string(one, "code", f->code);
		if (f->opd != -1)
			set_string(one, "opd", city->opd[f->opd].code);
		json_array_append_new(list, one);
	}
	if (m->furthers > 0)
		json_object_set(out, "further", list);
	json_decref(list);
}

/* The tickets of which one is meant, or the problems beside the first. */
static void
set_lists(json_t *out, const struct conf_city *city, const struct meaning *m)
{
	json_t	*tickets = json_array(), *also = json_array(), *one;
	int	 i;

	for (i = 0; i < m->ticket_count; i++)
		json_array_append_new(tickets, json_string(m->tickets[i]));
	for (i = 0; i < m->alsos; i++) {
		one = json_object();
		set_string(one, "category",
		    city->category[m->also[i].category].code);
		if (m->also[i].kelurahan != -1)
			set_string(one, "kelurahan",
			    city->kelurahan[m->also[i].kelurahan].name);
		json_array_append_new(also, one);
	}
	if (m->ticket_count > 0) {
		json_object_set(out, "tickets", tickets);
		set_string(out, "meant", intent_name(m->meant));
	}
	if (m->alsos > 0)
		json_object_set(out, "also", also);
	json_decref(tickets);
	json_decref(also);
}

static void
set_flag(json_t *out, const char *name, bool value)
{
	if (value)
		json_object_set_new(out, name, json_true());
}

static void
set_number(json_t *out, const char *name, int value)
{
	if (value != 0)
		json_object_set_new(out, name, json_integer(value));
}

/* What a text answers to the question of its context. */
static void
set_answer(json_t *out, const struct conf_city *city, bool places,
    const struct meaning *m)
{
	static const char *const kinds[] = {
		[ANSWERED_CHOICE] = "choice", [ANSWERED_OTHER] = "other",
		[ANSWERED_BOTH] = "both", [ANSWERED_NONE] = "none"
	};

	if (m->answered == ANSWERED_NOT)
		return;
	set_string(out, "answered", kinds[m->answered]);
	if (m->answered == ANSWERED_CHOICE)
		set_number(out, "answer", m->answer + 1);
	else if (m->answered == ANSWERED_OTHER)
		set_string(out, "answer", places ?
		    city->kelurahan[m->answer].name :
		    city->category[m->answer].code);
}

/* When an officer will be away. */
static void
set_leave(json_t *out, const struct meaning *m)
{
	json_t	*leave = json_object();

	set_number(leave, "days", m->days);
	set_number(leave, "day", m->day);
	set_number(leave, "month", m->month);
	set_number(leave, "begins", m->leave.begins);
	set_number(leave, "weekday", m->leave.weekday);
	set_flag(leave, "until", m->leave.until);
	set_flag(leave, "next_week", m->leave.next_week);
	set_flag(leave, "doubt", m->leave.doubt);
	if (m->intent == INTENT_OFF && json_object_size(leave) > 0)
		json_object_set(out, "leave", leave);
	json_decref(leave);
}

static void
set_flags(json_t *out, const struct meaning *m)
{
	set_flag(out, "ticket_doubt", m->ticket_doubt);
	set_flag(out, "echo", m->echo);
	set_flag(out, "undo", m->undo);
	set_flag(out, "all", m->all);
	set_flag(out, "secret", m->secret);
	set_string(out, "behalf", m->behalf);
	set_number(out, "confidence", m->confidence);
}

/* What a meaning has to say, as members of an object. */
void
reading_tell(json_t *out, const struct conf_city *city,
    const struct meaning *m)
{
	json_object_set_new(out, "intent",
	    json_string(intent_name(m->intent)));
	if (m->category != -1)
		set_string(out, "category", city->category[m->category].code);
	if (m->kelurahan != -1)
		set_string(out, "kelurahan",
		    city->kelurahan[m->kelurahan].name);
	set_string(out, "description", m->description);
	set_string(out, "ticket", m->ticket);
	set_string(out, "detail", m->detail);
	set_string(out, "name", m->name);
	set_string(out, "topic", m->topic);
	if (m->opd != -1)
		set_string(out, "opd", city->opd[m->opd].code);
	set_string(out, "code", m->code);
	set_further(out, city, m);
	if (m->intent == INTENT_CONFIRM)
		json_object_set_new(out, "ok", json_boolean(m->ok));
	set_candidates(out, city, m);
	if (m->danger != -1)
		set_string(out, "danger", city->danger->kind[m->danger].code);
	if (m->matter != -1)
		set_string(out, "matter",
		    city->elsewhere->matter[m->matter].code);
	set_lists(out, city, m);
	set_flags(out, m);
	set_leave(out, m);
}

/* A context as it was read, and the texts that it borrows. */
struct told {
	struct context	 context;
	const json_t	*sent;		/* borrowed */
};

/* Where an SMS of ours that the context lists ends in a text. */
static size_t
told_ours(void *arg, const char *text)
{
	const struct told	*told = arg;
	const char		*ours;
	size_t			 i, n, best = 0;

	for (i = 0; i < json_array_size(told->sent); i++) {
		ours = json_string_value(json_array_get(told->sent, i));
		n = echo_length(text, ours);
		if (n > best)
			best = n;
	}
	return best;
}

/* The place of a member's string in a table of names, or -1. */
static int
find_name(const char *name, const char *const *names, int count)
{
	int	i;

	for (i = 0; name != NULL && i < count; i++)
		if (strcmp(names[i], name) == 0)
			return i;
	return -1;
}

/* An index by a city's name; an absent one is -1.  Whether it can be read. */
static bool
read_name(const json_t *in, const char *key, const struct conf_city *city,
    bool place, int *index)
{
	const json_t	*value = json_object_get(in, key);
	const char	*name = json_string_value(value);

	*index = -1;
	if (value == NULL || json_is_null(value))
		return true;
	if (name != NULL)
		*index = place ? conf_city_find_kelurahan(city, name) :
		    conf_city_find_category(city, name);
	return *index != -1;
}

static bool
read_ticket(const json_t *in, const char *key, size_t size, char *ticket)
{
	const char	*s = json_string_value(json_object_get(in, key));

	ticket[0] = '\0';
	if (s == NULL || strlen(s) >= size)
		return false;
	snprintf(ticket, size, "%s", s);
	return true;
}

/* Read one of "reports" or "dispatches"; NULL, or what is wrong. */
static const char *
read_known(const struct conf_city *city, const json_t *in,
    struct known_report *r)
{
	static const char *const states[] = { "open", "done", "closed",
	    "rejected" };
	int	state;

	if (!read_ticket(in, "ticket", sizeof r->ticket, r->ticket))
		return "\"context\": \"ticket\" is missing or too long";
	if (json_object_get(in, "code") == NULL)
		r->code[0] = '\0';
	else if (!read_ticket(in, "code", sizeof r->code, r->code))
		return "\"context\": \"code\" is no code";
	state = find_name(json_string_value(json_object_get(in, "state")),
	    states, 4);
	if (state == -1)
		return "\"context\": \"state\" is none of open, done, "
		    "closed, rejected";
	r->state = (enum known_state)state;
	if (!read_name(in, "category", city, false, &r->category))
		return "\"context\": \"category\" is unknown";
	if (!read_name(in, "kelurahan", city, true, &r->kelurahan))
		return "\"context\": \"kelurahan\" is unknown";
	return NULL;
}

/* The index that a choice of the question is; -1 if it is none. */
static int
read_choice(const struct conf_city *city, const struct context *c,
    const char *name)
{
	int	i;

	if (name == NULL)
		return -1;
	if (c->asked == ASKED_CATEGORY)
		return conf_city_find_category(city, name);
	if (c->asked == ASKED_KELURAHAN)
		return conf_city_find_kelurahan(city, name);
	for (i = 0; i < c->reports; i++)
		if (strcmp(c->report[i].ticket, name) == 0)
			return i;
	return -1;
}

static const char *
read_question(const struct conf_city *city, const json_t *in,
    struct context *c)
{
	static const char *const about[] = { "", "category", "kelurahan",
	    "ticket", "done" };
	const json_t	*choices = json_object_get(in, "choices");
	size_t		 i;
	int		 asked;

	if (in == NULL)
		return NULL;
	asked = find_name(json_string_value(json_object_get(in, "about")),
	    about, 5);
	if (asked < 1)
		return "\"context\": \"about\" is none of category, "
		    "kelurahan, ticket, done";
	c->asked = (enum asked)asked;
	if ((choices != NULL && !json_is_array(choices)) ||
	    json_array_size(choices) > INTERPRET_CANDIDATES)
		return "\"context\": \"choices\" is no list of up to 9";
	for (i = 0; i < json_array_size(choices); i++) {
		c->choice[i] = read_choice(city, c,
		    json_string_value(json_array_get(choices, i)));
		if (c->choice[i] == -1)
			return "\"context\": one of \"choices\" is unknown";
		c->choices++;
	}
	return NULL;
}

static const char *
read_reports(const struct conf_city *city, const json_t *in, const char *key,
    struct context *c)
{
	const json_t	*list = json_object_get(in, key);
	const char	*fault;
	size_t		 i;

	if (list != NULL && !json_is_array(list))
		return "\"context\": \"reports\" or \"dispatches\" is no list";
	for (i = 0; i < json_array_size(list); i++) {
		if (c->reports == CONTEXT_REPORTS)
			return "\"context\": more than 9 reports and "
			    "dispatches";
		fault = read_known(city, json_array_get(list, i),
		    &c->report[c->reports++]);
		if (fault != NULL)
			return fault;
	}
	return NULL;
}

/* Read a context.  NULL, or what is wrong with it. */
static const char *
read_context(const struct conf_city *city, const json_t *in,
    struct told *told)
{
	struct context	*c = &told->context;
	const char	*fault;
	size_t		 i;

	memset(told, 0, sizeof *told);
	if (!json_is_object(in))
		return "\"context\" is not an object";
	if (json_object_get(in, "last") != NULL &&
	    !read_ticket(in, "last", sizeof c->last, c->last))
		return "\"context\": \"last\" is no ticket";
	if ((fault = read_reports(city, in, "reports", c)) != NULL ||
	    (fault = read_reports(city, in, "dispatches", c)) != NULL ||
	    (fault = read_question(city, json_object_get(in, "question"), c))
	    != NULL)
		return fault;
	told->sent = json_object_get(in, "sent");
	for (i = 0; i < json_array_size(told->sent); i++)
		if (!json_is_string(json_array_get(told->sent, i)))
			told->sent = json_true();
	if (told->sent != NULL && !json_is_array(told->sent))
		return "\"context\": \"sent\" is no list of strings";
	c->ours = told_ours;
	c->arg = told;
	return NULL;
}

/* The reason why a line cannot be read, or NULL; sets from and text. */
static const char *
check_line(const json_t *in, enum interpret_from *from, const char **text)
{
	const char	*sender;

	if (!json_is_object(in))
		return "not a JSON object";
	sender = json_string_value(json_object_get(in, "from"));
	*text = json_string_value(json_object_get(in, "text"));
	if (*text == NULL)
		return "\"text\" is not a string";
	if (sender == NULL || (strcmp(sender, "citizen") != 0 &&
	    strcmp(sender, "staff") != 0))
		return "\"from\" is neither \"citizen\" nor \"staff\"";
	*from = *sender == 's' ? FROM_STAFF : FROM_CITIZEN;
	return NULL;
}

/*
 * What a line means, and what the question of its context was about.  NULL,
 * or what is wrong with the line.
 */
static const char *
read_line(const struct lexicon *lex, const json_t *in, struct meaning *m,
    enum asked *asked)
{
	const json_t		*context = json_object_get(in, "context");
	struct told		 told = { .sent = NULL };
	enum interpret_from	 from;
	const char		*text, *fault;
	char			 clean[TEXT_MAX_BYTES];

	if ((fault = check_line(in, &from, &text)) != NULL)
		return fault;
	if (context != NULL && (fault = read_context(lexicon_city(lex),
	    context, &told)) != NULL)
		return fault;
	*asked = told.context.asked;
	text_clean(clean, sizeof clean, text,
	    json_string_length(json_object_get(in, "text")));
	interpret(lex, from, clean, context != NULL ? &told.context : NULL,
	    m);
	return NULL;
}

/*
 * What a line of the contract means.  NULL, or what is wrong with the line.
 */
const char *
reading_line(const struct lexicon *lex, const json_t *in, struct meaning *m)
{
	enum asked	asked;

	return read_line(lex, in, m, &asked);
}

/*
 * The answer of `kentongan interpret` to one line, the caller's to release:
 * what a text means, or "error".
 */
json_t *
reading_answer(const struct lexicon *lex, const char *line, size_t len)
{
	static struct meaning	 m;
	json_t			*in, *answer = json_object(), *id;
	enum asked		 asked;
	const char		*fault;

	in = json_loadb(line, len, JSON_ALLOW_NUL, NULL);
	id = json_object_get(in, "id");
	if (id != NULL)
		json_object_set(answer, "id", id);
	fault = in == NULL ? "not JSON" : read_line(lex, in, &m, &asked);
	if (fault != NULL) {
		set_string(answer, "error", fault);
	} else {
		reading_tell(answer, lexicon_city(lex), &m);
		set_answer(answer, lexicon_city(lex),
		    asked == ASKED_KELURAHAN, &m);
	}
	json_decref(in);
	return answer;
}
