/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * duty - the commands of officers, typed in haste and in any order: a verb,
 * a ticket, a code and a remark, and perhaps more of them in the same SMS.
 */

#include <stdio.h>
#include <string.h>

#include "conf/city.h"
#include "language/grammar.h"
#include "language/named.h"

static const struct {
	enum conf_words	list;
	enum intent	intent;
} verbs[] = {
	{ CONF_WORDS_TAKE,	INTENT_TAKE },
	{ CONF_WORDS_PROGRESS,	INTENT_PROGRESS },
	{ CONF_WORDS_DONE,	INTENT_DONE },
	{ CONF_WORDS_REJECT,	INTENT_REJECT },
	{ CONF_WORDS_FORWARD,	INTENT_FORWARD },
	{ CONF_WORDS_ASK,	INTENT_ASK },
	{ CONF_WORDS_NOTE,	INTENT_NOTE },
};

/* Words of a seat about itself; no ticket. */
static const struct {
	enum conf_words	list;
	enum intent	intent;
} states[] = {
	{ CONF_WORDS_HANDOVER,	INTENT_HANDOVER },
	{ CONF_WORDS_LIST,	INTENT_LIST },
	{ CONF_WORDS_OFF,	INTENT_OFF },
	{ CONF_WORDS_ON,	INTENT_ON },
	{ CONF_WORDS_HELP,	INTENT_HELP },
};

#define VERBS	(sizeof verbs / sizeof verbs[0])
#define STATES	(sizeof states / sizeof states[0])

/* The verb at token i, or -1. */
static int
verb_at(const struct scan *s, int i)
{
	size_t	k;

	for (k = 0; k < VERBS; k++)
		if (scan_is(s, i, verbs[k].list))
			return (int)k;
	return -1;
}

/* "siap terima kasih": TERIMA is in it, and is none. */
static bool
is_thanks(const struct scan *s, int i)
{
	for (; i < s->count && scan_is(s, i, CONF_WORDS_TAKE); i++)
		if (i + 1 < s->count &&
		    strcmp(s->token[i + 1].text, "kasih") == 0)
			return true;
	return i < s->count && i > 0 && scan_is(s, i, CONF_WORDS_THANKS) &&
	    strcmp(s->token[i].text, "kasih") == 0;
}

/* The token of the first verb, or -1. */
static int
find_verb(const struct scan *s)
{
	int	i;

	for (i = 0; i < s->count; i++)
		if (verb_at(s, i) != -1 && !is_thanks(s, i))
			return i;
	return -1;
}

/* Whether tokens [from, to) say nothing of their own. */
static bool
is_filled(const struct scan *s, int from, int to)
{
	for (; from < to; from++)
		if (!scan_is(s, from, CONF_WORDS_FILLER) &&
		    !scan_is(s, from, CONF_WORDS_TITLE) &&
		    !scan_is(s, from, CONF_WORDS_TICKET) &&
		    !scan_is(s, from, CONF_WORDS_NUMBER) &&
		    !scan_is(s, from, CONF_WORDS_REPORT) &&
		    verb_at(s, from) == -1 && !named_is_code(s, from))
			return false;
	return true;
}

/* Behind the verb's last word and a title spoken to: "proses pak, ..." */
static int
skip_verb(const struct scan *s, int i)
{
	int	verb = verb_at(s, i);

	while (verb_at(s, i) == verb)
		i++;
	return i;
}

static int
skip_titles(const struct scan *s, int i)
{
	while (scan_is(s, i, CONF_WORDS_TITLE))
		i++;
	return i;
}

/*
 * The remark is what follows the ticket, its code and the verb; if nothing
 * does, what stands between a ticket and the verb, or before them.
 */
static void
keep_remark(const struct scan *s, int head, int ticket, int verb,
    struct meaning *m)
{
	int	first = ticket < verb ? ticket : verb;

	head = skip_titles(s, head);
	if (!is_filled(s, head, s->count))
		grammar_keep(m->detail, sizeof m->detail, s, head, -1);
	else if (!is_filled(s, ticket + 1, verb))
		grammar_keep(m->detail, sizeof m->detail, s, ticket + 1,
		    verb);
	else if (!is_filled(s, 0, first))
		grammar_keep(m->detail, sizeof m->detail, s, 0, first);
}

/*
 * Keep the OPD that a text forwards to: the first behind the verb, else the
 * last.  Returns the token behind its name, or 0.
 */
static int
keep_opd(const struct scan *s, int verb, struct meaning *m)
{
	int	end = 0;

	m->opd = named_opd_in(s, verb, s->count, false, &end);
	if (m->opd == -1)
		m->opd = named_opd_in(s, 0, s->count, true, &end);
	return end;
}

/* ---- several commands in one SMS --------------------------------------- */

#define TICKET_MIN	3	/* digits, as in grammar.c */
#define TICKET_MAX	8
#define ITEMS_MAX	(INTERPRET_FURTHER + 1)

/* One of them, by its tokens; the remark is [head, end). */
struct item { int verb, ticket, code, head, end; };

/* Digits that may be a ticket: no count of things, no house. */
static bool
is_number(const struct scan *s, int i)
{
	return i < s->count && s->token[i].digits &&
	    s->token[i].len >= TICKET_MIN && s->token[i].len <= TICKET_MAX &&
	    grammar_ticket(s, i) == i &&
	    !scan_is(s, i + 1, CONF_WORDS_UNIT);
}

/* Words between two tickets: "1047 dan no 1055". */
static bool
is_link(const struct scan *s, int i)
{
	/* Not all of CONF_WORDS_ALSO: "sama dengan 1055" is a reason. */
	return i < s->count && (strcmp(s->token[i].text, "dan") == 0 ||
	    is_filled(s, i, i + 1)) && verb_at(s, i) == -1 &&
	    !named_is_code(s, i);
}

/* No remark: nothing, or words that only lead to the next ticket. */
static bool
is_blank(const struct scan *s, int from, int to)
{
	for (; from < to; from++)
		if (!is_link(s, from) && !is_filled(s, from, from + 1))
			return false;
	return true;
}

/* The ticket that a verb at token i commands, or -1. */
static int
ticket_of_verb(const struct scan *s, int i)
{
	if (verb_at(s, i) == -1)
		return -1;
	i = skip_verb(s, i);
	while (is_link(s, i))
		i++;
	return is_number(s, i) ? i : -1;
}

/* Whether from token i on, up to another command, only tickets follow. */
static bool
is_list(const struct scan *s, int i)
{
	for (; i < s->count && ticket_of_verb(s, i) == -1; i++)
		if (!is_number(s, i) && !named_is_code(s, i) && !is_link(s, i))
			return false;
	return true;
}

/*
 * Another command that begins at token i, behind the remark so far.  A verb
 * with its ticket must stand apart or bring a code; a bare number is a ticket
 * only with its code behind it, or where nothing but tickets follows.
 */
static bool
begins_item(const struct scan *s, int i, const struct item *last,
    struct item *item)
{
	bool	no_remark = is_blank(s, last->head, i);
	int	ticket = ticket_of_verb(s, i);

	item->verb = ticket != -1 ? i : last->verb;
	if (ticket != -1 && !no_remark && !named_is_code(s, ticket + 1) &&
	    s->token[i].before < BREAK_COMMA)
		return false;
	if (ticket == -1 && (!is_number(s, i) || (!named_is_code(s, i + 1) &&
	    !(no_remark && is_list(s, i)))))
		return false;
	item->ticket = ticket != -1 ? ticket : i;
	item->code = named_is_code(s, item->ticket + 1) ? item->ticket + 1 : -1;
	item->head = (item->code != -1 ? item->code : item->ticket) + 1;
	item->end = s->count;
	return true;
}

/* Cut the text behind its first command into all of them; how many. */
static int
find_items(const struct scan *s, struct item *item)
{
	int	i, n = 1;

	item[0].end = s->count;
	for (i = item[0].head; i < s->count && n < ITEMS_MAX; i++) {
		if (!begins_item(s, i, &item[n - 1], &item[n]))
			continue;
		item[n - 1].end = i;
		i = item[n].head - 1;
		n++;
	}
	return n;
}

/* Without a remark of its own a ticket has that of the next, same verb. */
static const struct item *
remark_of(const struct scan *s, const struct item *item, int n)
{
	while (n > 1 && item[1].verb == item[0].verb &&
	    is_blank(s, item[0].head, item[0].end)) {
		item++;
		n--;
	}
	return item;
}

static void
keep_item(const struct scan *s, const struct item *item, int n,
    struct further *f)
{
	const struct item	*remark = remark_of(s, item, n);
	const char		*words;
	int			 head = skip_titles(s, remark->head);
	size_t			 len = 0;

	f->intent = verbs[verb_at(s, item->verb)].intent;
	f->opd = f->intent == INTENT_FORWARD ? named_opd_in(s, head,
	    remark->end, false, &head) : -1;
	snprintf(f->ticket, sizeof f->ticket, "%.*s", TICKET_MAX,
	    s->token[item->ticket].text);
	f->code[0] = '\0';
	if (item->code != -1)
		snprintf(f->code, sizeof f->code, "%c%c",
		    s->token[item->code].text[0] - 'a' + 'A',
		    s->token[item->code].text[1]);
	words = s->text;
	if (!is_blank(s, head, remark->end)) {
		len = grammar_span(s, head, remark->end, &words);
		len = grammar_before_gap(words, len);
	}
	f->from = (uint16_t)(words - s->text);
	f->to = (uint16_t)(f->from + len);
}

/* Keep the commands behind the first, and the first without them. */
static void
keep_further(const struct scan *s, const struct item *first, struct meaning *m)
{
	struct item	item[ITEMS_MAX];
	struct further	f;
	int		i, n;

	item[0] = *first;
	if ((n = find_items(s, item)) == 1)
		return;
	keep_item(s, item, n, &f);
	m->opd = f.opd;
	snprintf(m->detail, sizeof m->detail, "%.*s", f.to - f.from,
	    s->text + f.from);
	for (i = 1; i < n; i++)
		keep_item(s, item + i, n - i, &m->further[i - 1]);
	m->furthers = n - 1;
}

static bool
read_ticketed(const struct scan *s, int ticket, int verb, struct meaning *m)
{
	struct item	first;
	int		code, head, opd_end;

	code = named_code(s, ticket);
	head = skip_verb(s, verb);
	if (named_is_code(s, head) && code == -1)
		code = head;
	if (ticket >= head)
		head = ticket + 1;
	if (code >= head)
		head = code + 1;
	grammar_keep_ticket(s, ticket, m);
	if (code != -1)
		named_keep_code(s, code, m);
	first = (struct item){ verb, ticket, code, head, s->count };
	m->intent = verbs[verb_at(s, verb)].intent;
	if (m->intent == INTENT_FORWARD &&
	    (opd_end = keep_opd(s, verb, m)) > head)
		head = opd_end;
	keep_remark(s, head, ticket, verb, m);
	if (verb < ticket)
		keep_further(s, &first, m);
	return true;
}

/*
 * "besok baru selesai", "tidak bisa kami terima": a verb that words before it
 * take back, so that the whole is to be weighed.
 */
static bool
is_undone(const struct view *v, int verb)
{
	static const char *const before[] = { "belum", "tidak", "besok", "akan",
	    "nanti", "hampir", "bukan", "segera", "baru" };
	const struct scan	*s = &v->scan;
	size_t			 k;
	int			 i;

	if (scan_is(s, verb, CONF_WORDS_PROGRESS) && verb > head_skip(s, 0) &&
	    named_opd(s, 0) != -1 && grammar_says(v, CONF_WORDS_BELONGS))
		return true;	/* "lebih cocok ditangani DLH" */
	if (verb <= head_skip(s, 0) ||
	    scan_is(s, verb, CONF_WORDS_FORWARD) ||
	    scan_is(s, verb, CONF_WORDS_REJECT) ||
	    scan_is(s, verb, CONF_WORDS_ASK) ||
	    scan_is(s, verb, CONF_WORDS_NOTE))
		return false;
	for (i = verb - 1; i >= 0 && i > verb - 5; i--) {
		if (s->token[i + 1].before >= BREAK_COMMA)
			return false;
		for (k = 0; k < sizeof before / sizeof before[0]; k++)
			if (s->nears[i] > 0 && strcmp(lexicon_spelling(s->lex,
			    s->near[i][0].word), before[k]) == 0)
				return true;
	}
	return false;
}

/* TERIMA SEMUA */
static bool
read_all(const struct scan *s, int verb, struct meaning *m)
{
	int	i = verb + 1;

	if (!scan_is(s, verb, CONF_WORDS_TAKE) || verb != head_skip(s, 0))
		return false;
	while (scan_is(s, i, CONF_WORDS_TAKE) ||
	    scan_is(s, i, CONF_WORDS_TICKET))
		i++;
	if (!scan_is(s, i, CONF_WORDS_ALL))
		return false;
	m->intent = INTENT_TAKE;
	m->all = true;
	return true;
}

/* A verb and perhaps a code, no ticket: the desk knows if it is enough. */
static bool
read_unticketed(const struct scan *s, int verb, struct meaning *m)
{
	int	head = skip_verb(s, verb);

	if (verb != head_skip(s, 0))
		return false;
	if (named_is_code(s, head)) {
		named_keep_code(s, head, m);
		keep_remark(s, head + 1, verb, verb, m);
	} else if (!is_filled(s, head, s->count)) {
		return false;
	}
	m->intent = verbs[verb_at(s, verb)].intent;
	if (m->intent == INTENT_FORWARD)
		keep_opd(s, verb, m);
	return true;
}

/* SERAH 0812... K7: the number is the rest, in the sender's words. */
static void
read_handover(const struct scan *s, int first, struct meaning *m)
{
	while (scan_is(s, first, CONF_WORDS_HANDOVER))
		first++;
	grammar_keep(m->detail, sizeof m->detail, s, first, -1);
	if (s->count > first && named_is_code(s, s->count - 1))
		named_keep_code(s, s->count - 1, m);
}

static bool
read_state(const struct view *v, struct meaning *m)
{
	const struct scan	*s = &v->scan;
	int			 first = head_skip(s, 0);
	size_t			 k;

	for (k = 0; k < STATES; k++) {
		if (!scan_is(s, first, states[k].list))
			continue;
		m->intent = states[k].intent;
		if (m->intent == INTENT_HANDOVER)
			read_handover(s, first, m);
		else if (m->intent == INTENT_OFF)
			leave_read(s, m);
		return true;
	}
	/* "Lagi" is politeness too, so it is looked for before that. */
	if (s->count > 2 || !scan_is(s, 0, CONF_WORDS_MORE))
		return false;
	m->intent = INTENT_MORE;
	return true;
}

/* A seat's words about itself, whose digits are dates or phones. */
static bool
has_own_digits(const struct scan *s)
{
	int	first = head_skip(s, 0);

	return scan_is(s, first, CONF_WORDS_HANDOVER) ||
	    scan_is(s, first, CONF_WORDS_OFF);
}

/* LIHAT, CEK and a ticket.  LIHAT alone is for the desk to judge. */
static bool
read_look(const struct scan *s, int ticket, struct meaning *m)
{
	int	first = head_skip(s, 0);

	if (scan_is(s, first, CONF_WORDS_SHOW) &&
	    !scan_is(s, first, CONF_WORDS_STATUS) &&
	    (ticket != -1 || s->count == first + 1))
		m->intent = INTENT_SHOW;
	else if (ticket != -1 && scan_is(s, first, CONF_WORDS_STATUS))
		m->intent = INTENT_STATUS;
	else
		return false;
	grammar_keep_ticket(s, ticket, m);
	return true;
}

/* A verb whose number cannot be read: ask, whatever else stands there. */
static bool
read_doubtful(const struct view *v, int verb, struct meaning *m)
{
	if (!v->ticket_doubt || verb == -1)
		return false;
	m->intent = verbs[verb_at(&v->scan, verb)].intent;
	m->ticket_doubt = true;
	return true;
}

/*
 * Read a text as an officer's command.  False if it is none; the meaning is
 * then as it was.
 */
bool
duty_read(const struct view *v, struct meaning *m)
{
	const struct scan	*s = &v->scan;
	int			 ticket = grammar_ticket(s, 0), verb;

	verb = find_verb(s);
	if ((ticket == -1 || has_own_digits(s)) && read_state(v, m))
		return true;
	if (verb != head_skip(s, 0) && ticket == -1 && leaning_list(v)) {
		m->intent = INTENT_LIST;
		return true;
	}
	if (verb != -1 && is_undone(v, verb) && errand_read(v, m))
		return true;
	if (verb == -1)
		return read_look(s, ticket, m) || errand_read(v, m);
	if (ticket != -1)
		return read_ticketed(s, ticket, verb, m);
	return read_doubtful(v, verb, m) || read_all(s, verb, m) ||
	    read_unticketed(s, verb, m) || errand_read(v, m);
}
