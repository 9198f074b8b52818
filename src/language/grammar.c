/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * grammar - what the grammars of citizens and staff share: a ticket in a
 * text, and a piece of a text in the sender's own words.
 */

#include <stdio.h>
#include <string.h>

#include "conf/city.h"
#include "language/echo.h"
#include "language/figure.h"
#include "language/grammar.h"
#include "language/ticket.h"

#define TICKET_MIN	3	/* digits */
#define TICKET_MAX	8	/* more are a phone's or a form's */
#define STREET_WORDS	3	/* of a street's name before its number */

/* The report or dispatch of the sender's that a ticket is of, or NULL. */
const struct known_report *
grammar_known(const struct context *c, const char *ticket)
{
	int	i;

	for (i = 0; c != NULL && i < c->reports; i++)
		if (strcmp(c->report[i].ticket, ticket) == 0)
			return &c->report[i];
	return NULL;
}

/*
 * Whether words of a list, also such with others between them, stand in
 * tokens [from, to).  Only in several words may one be mistyped.
 */
bool
grammar_says_in(const struct scan *s, int from, int to, int list)
{
	const struct lexicon_entry	*e;
	const struct hit		*h;
	int				 i;

	for (i = 0; i < s->hits; i++) {
		h = &s->hit[i];
		e = scan_entry(s, h);
		if (e->kind == LEXICON_LIST && e->index == list &&
		    h->start >= from && h->end <= to &&
		    h->distance <= (h->end - h->start > 1))
			return true;
	}
	return false;
}

bool
grammar_says(const struct view *v, int list)
{
	return grammar_says_in(&v->scan, 0, v->scan.count, list);
}

/* Whether a token is a word that speaks for a category. */
static bool
is_topical(const struct scan *s, int i)
{
	return s->nears[i] > 0 && s->near[i][0].distance == 0 &&
	    (lexicon_uses(s->lex, s->near[i][0].word) &
	    LEXICON_USE_TOPIC) != 0;
}

/* The number of a house, pole or plate: "rumah no 123", "jl Ahmad no 7". */
bool
grammar_is_address(const struct scan *s, int i)
{
	int	k, word = i - 1;

	if (s->token[i].hash)
		return false;
	while (scan_is(s, word, CONF_WORDS_NUMBER))
		word--;
	if (scan_is(s, word, CONF_WORDS_HOUSE))
		return true;
	if (word != i - 2)
		return false;
	/* "tiang lampu no 7" */
	if (scan_is(s, word - 1, CONF_WORDS_HOUSE))
		return true;
	for (k = 0; k < STREET_WORDS && word >= 0; k++, word--) {
		if (s->token[word + 1].before >= BREAK_COMMA ||
		    is_topical(s, word))
			return false;
		if (scan_is(s, word - 1, CONF_WORDS_STREET))
			return true;
	}
	return false;
}

/* Whether token i is announced as a ticket: "#1234", "no 1234", "T1234". */
bool
grammar_is_marked(const struct scan *s, int i)
{
	if (grammar_is_address(s, i))
		return false;
	if (s->token[i].hash || scan_is(s, i - 1, CONF_WORDS_NUMBER))
		return true;
	/* "yang 1234 itu", "untuk 1234" */
	if (ticket_to_sequence(s->token[i].text) != -1 &&
	    s->token[i].len > TICKET_MIN && figure_of(s, i) == FIGURE_FREE &&
	    (scan_is(s, i - 1, CONF_WORDS_CHOOSE) ||
	    scan_is(s, i - 1, CONF_WORDS_REGARDING)))
		return true;
	/* "laporan saya 1234" */
	if (scan_is(s, i - 1, CONF_WORDS_FILLER))
		i--;
	return scan_is(s, i - 1, CONF_WORDS_TICKET);
}

/* Whether a command is right before token i. */
static bool
is_commanded(const struct scan *s, int i)
{
	int	list, k = i - 1;

	while (k > i - 3 && (scan_is(s, k, CONF_WORDS_REGARDING) ||
	    scan_is(s, k, CONF_WORDS_FILLER)) &&
	    !scan_is(s, k, CONF_WORDS_TITLE))
		k--;
	for (list = CONF_WORDS_STATUS; list <= CONF_WORDS_NOTE; list++)
		if (list != CONF_WORDS_SATISFIED && scan_is(s, k, list) &&
		    (k == i - 1 || list == CONF_WORDS_ADD))
			return true;
	return false;
}

/*
 * "2145 rumahnya nomor berapa", "3417 rumah beta ju kena": a number that can
 * be a ticket counts nothing where it begins the text, or before a thing that
 * is somebody's.
 */
static bool
is_owner(const struct scan *s, int i)
{
	const struct token	*next = &s->token[i + 1];
	bool			 first = i <= head_skip(s, 0);

	if (i + 1 >= s->count || s->token[i].len <= TICKET_MIN ||
	    (scan_is(s, i + 1, CONF_WORDS_SPAN) &&
	    !scan_is(s, i + 1, CONF_WORDS_QUESTION)) ||
	    s->text[s->token[i].end] == '%')
		return false;
	if (scan_is(s, i + 1, CONF_WORDS_QUESTION))	/* "jam berapa" */
		return true;
	if ((first && !scan_is(s, i + 1, CONF_WORDS_UNIT)) ||
	    (next->len == 2 && next->letters == 1))	/* its code */
		return true;
	return ticket_to_sequence(s->token[i].text) != -1 && (first ||
	    next->end - next->start == next->len + 3);
}

/* Words beside a number that say how it is with a report: "2190 su selesai". */
static bool
is_judged(const struct scan *s, int i)
{
	static const enum conf_words lists[] = { CONF_WORDS_SATISFIED,
	    CONF_WORDS_UNSATISFIED, CONF_WORDS_THANKS, CONF_WORDS_RESULT,
	    CONF_WORDS_ENQUIRY };
	size_t	k;

	for (k = 0; k < sizeof lists / sizeof lists[0]; k++)
		if (scan_is(s, i - 1, (int)lists[k]) ||
		    scan_is(s, i + 1, (int)lists[k]))
			return true;
	return false;
}

/* Whether nothing around a number says that it is another kind of number. */
static bool
is_free(const struct scan *s, int i)
{
	enum figure	figure = figure_of(s, i);

	return (figure == FIGURE_FREE && !grammar_is_address(s, i)) ||
	    (figure == FIGURE_COUNT && is_owner(s, i));
}

/*
 * Whether a number that nothing announces is where a ticket stands: at an end
 * of the text, where also a mistyped one is meant, else only one that can be
 * a ticket.
 */
static bool
is_placed(const struct scan *s, int i)
{
	return i <= head_skip(s, 0) + 1 || i + 2 >= s->count ||
	    s->token[i].before >= BREAK_COMMA ||
	    s->token[i + 1].before >= BREAK_COMMA || is_judged(s, i) ||
	    ticket_to_sequence(s->token[i].text) != -1;
}

/* The first token from i on that can be a ticket's number, or -1. */
int
grammar_ticket(const struct scan *s, int i)
{
	const struct token	*t;

	for (; i < s->count; i++) {
		t = &s->token[i];
		if (!t->digits || t->len < TICKET_MIN || t->len > TICKET_MAX ||
		    t->text[0] == '0')
			continue;
		if (grammar_is_marked(s, i) || is_commanded(s, i) ||
		    (is_free(s, i) && is_placed(s, i)))
			return i;
	}
	return -1;
}

/* Keep token i as the ticket of a meaning, if it is not -1. */
void
grammar_keep_ticket(const struct scan *s, int i, struct meaning *m)
{
	if (i != -1)
		snprintf(m->ticket, sizeof m->ticket, "%.*s", TICKET_MAX,
		    s->token[i].text);
}

static bool
is_separator(char c)
{
	return c != '\0' && strchr(" \t\n,.;:#/-=_|", c) != NULL;
}

/* A character at the end that belongs to no remark. */
static bool
is_trailer(char c)
{
	return c != '\0' && strchr(" \t\n,;:#/-=_|", c) != NULL;
}

/*
 * The sender's own words from token from up to token to, or to the end of the
 * text when to is -1: their length in bytes, and where they begin.
 */
size_t
grammar_span(const struct scan *s, int from, int to, const char **words)
{
	const char	*start = s->text, *end;

	if (from > 0)
		start += s->token[from - 1].end;
	end = to != -1 && to < s->count ? s->text + s->token[to].start :
	    start + strlen(start);
	if (end < start)
		end = start;
	while (start < end && (from > 0 ? is_separator(*start) ||
	    *start == '!' || *start == ')' : is_separator(*start)))
		start++;
	while (end > start && is_trailer(end[-1]))
		end--;
	*words = start;
	return (size_t)(end - start);
}

/* Bytes of the gap at p that an SMS of ours left where it was cut out, or 0. */
static size_t
gap_at(const char *p)
{
	size_t	n = strspn(p, "\n");

	return n >= ECHO_HEAD ? n : 0;
}

/* How many bytes of words stand before such a gap. */
size_t
grammar_before_gap(const char *words, size_t len)
{
	size_t	i;

	for (i = 0; i < len; i++)
		if (words[i] == '\n' && gap_at(words + i) > 0)
			return i;
	return len;
}

/*
 * Copy these words, over a gap as one line break; what does not fit is cut
 * between two characters.
 */
void
grammar_keep(char *dst, size_t size, const struct scan *s, int from, int to)
{
	const char	*p, *end;
	size_t		 used = 0, gap;

	gap = grammar_span(s, from, to, &p);
	end = p + gap;
	while (p < end && used + 1 < size) {
		if ((gap = gap_at(p)) > 1)
			p += gap - 1;
		dst[used++] = *p++;
	}
	while (used > 0 && p < end && ((unsigned char)*p & 0xC0) == 0x80) {
		p--;
		used--;
	}
	dst[used] = '\0';
}

/* Keep a name without the signs that stand around it. */
void
grammar_keep_name(const struct scan *s, int from, int to, struct meaning *m)
{
	size_t	n;

	grammar_keep(m->name, sizeof m->name, s, from, to);
	n = strspn(m->name, "?!. ");
	memmove(m->name, m->name + n, strlen(m->name + n) + 1);
	for (n = strlen(m->name); n > 0 && m->name[n - 1] == '.'; n--)
		m->name[n - 1] = '\0';
}
