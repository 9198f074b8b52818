/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * mend - a number that was meant as a ticket and is typed so that it cannot
 * be one: letters for digits (1OO7), a blank or a point within (11 24).
 *
 * It is put right where only one reading is a ticket, of the sender's if the
 * context tells those; else the view says that there is a doubt, so that
 * nobody takes such a number for none.
 */

#include <stdio.h>
#include <string.h>

#include "conf/city.h"
#include "language/figure.h"
#include "language/grammar.h"
#include "language/ticket.h"

#define PIECES		6	/* that one number may be typed in */
#define DIGITS_MIN	3
#define DIGITS_MAX	8	/* more are a phone's */

/* A number as it was typed, in pieces of ASCII letters and digits. */
struct run {
	int	from, to;		/* tokens */
	char	digits[DIGITS_MAX + 2];	/* all pieces put right */
	int	len[PIECES];		/* digits up to each piece's end */
	int	end[PIECES];		/* token behind each */
	int	pieces;
	bool	letters;		/* some stood for a digit */
};

/* The digit that a letter looks like on paper or on a keypad, or NUL. */
static char
look_alike(char c)
{
	static const char letters[] = "oOlIiL|sSzZbBgq";
	static const char digits[] = "001111155226899";
	const char	*p;

	if (c >= '0' && c <= '9')
		return c;
	p = c == '\0' ? NULL : strchr(letters, c);
	return p == NULL ? '\0' : digits[p - letters];
}

/* Add the token at i to a run, if all of it can be digits. */
static bool
add_piece(const struct scan *s, int i, struct run *r)
{
	const struct token	*t = &s->token[i];
	int			 n = r->pieces == 0 ? 0 :
				    r->len[r->pieces - 1];
	uint16_t		 at;
	bool			 digit = false, letters = false;
	char			 c;

	if (t->end <= t->start || t->end - t->start > DIGITS_MAX)
		return false;
	for (at = t->start; at < t->end; at++) {
		if ((c = look_alike(s->text[at])) == '\0' || n > DIGITS_MAX)
			return false;
		digit |= c == s->text[at];
		letters |= c != s->text[at];
		r->digits[n++] = c;
	}
	/* "lo", "is" and "bolos" are words. */
	if (!digit && t->end - t->start > 1)
		return false;
	r->digits[n] = '\0';
	r->letters |= letters;
	r->len[r->pieces] = n;
	r->end[r->pieces++] = i + 1;
	r->to = i + 1;
	return true;
}

/* Whether one blank, point, comma or hyphen, or nothing, is before token i. */
static bool
goes_on(const struct scan *s, int i)
{
	int	gap = s->token[i].start - s->token[i - 1].end;

	return gap == 0 || (gap == 1 &&
	    strchr(" .,-", s->text[s->token[i].start - 1]) != NULL);
}

static bool
read_run(const struct scan *s, int i, struct run *r)
{
	*r = (struct run){ .from = i, .to = i };
	if (!add_piece(s, i, r))
		return false;
	while (r->to < s->count && r->pieces < PIECES && goes_on(s, r->to) &&
	    add_piece(s, r->to, r))
		;
	return r->len[0] > 0 && (s->token[i].digits || r->letters);
}

/* Whether a ticket belongs behind token i: a command, "laporan no". */
static bool
is_lead(const struct scan *s, int i, bool *loose)
{
	static const enum conf_words lists[] = { CONF_WORDS_STATUS,
	    CONF_WORDS_SUPPORT, CONF_WORDS_CANCEL, CONF_WORDS_TAKE,
	    CONF_WORDS_REJECT, CONF_WORDS_FORWARD, CONF_WORDS_ASK,
	    CONF_WORDS_NOTE, CONF_WORDS_SHOW, CONF_WORDS_TICKET };
	static const enum conf_words loosely[] = { CONF_WORDS_ADD,
	    CONF_WORDS_SATISFIED, CONF_WORDS_UNSATISFIED, CONF_WORDS_PROGRESS,
	    CONF_WORDS_DONE };
	size_t	k;

	while (scan_is(s, i, CONF_WORDS_NUMBER) ||
	    scan_is(s, i, CONF_WORDS_TITLE))
		i--;
	*loose = false;
	for (k = 0; k < sizeof lists / sizeof lists[0]; k++)
		if (scan_is(s, i, lists[k]))
			return true;
	*loose = true;
	for (k = 0; k < sizeof loosely / sizeof loosely[0]; k++)
		if (scan_is(s, i, loosely[k]))
			return true;
	return false;
}

/* Whether the words beside a run say that it is another kind of number. */
static bool
is_figure(const struct scan *s, int i)
{
	enum figure	figure = figure_of(s, i);

	return figure == FIGURE_YEAR || figure == FIGURE_DATE ||
	    figure == FIGURE_TIME || figure == FIGURE_CODE ||
	    figure == FIGURE_PHONE || (figure == FIGURE_AMOUNT &&
	    (scan_is(s, i - 1, CONF_WORDS_MONEY) ||
	    scan_is(s, i + 1, CONF_WORDS_MONEY)));
}

/* Whether a run is a count, an address or a date, whatever leads to it. */
static bool
is_other(const struct scan *s, const struct run *r)
{
	return scan_is(s, r->to, CONF_WORDS_UNIT) ||
	    scan_is(s, r->to, CONF_WORDS_COUNTED) ||
	    is_figure(s, r->from) ||
	    grammar_is_address(s, r->from) ||
	    (r->pieces > 0 && r->len[r->pieces - 1] > DIGITS_MAX);
}

static bool
is_ticket(const struct context *c, const char *digits)
{
	if (c != NULL && c->reports > 0)
		return grammar_known(c, digits) != NULL;
	return ticket_to_sequence(digits) != -1;
}

/* The only number of pieces that make a ticket, 0 if none or several do. */
static int
find_reading(const struct context *c, const struct run *r)
{
	char	digits[DIGITS_MAX + 2];
	int	k, found = 0;

	for (k = 1; k <= r->pieces; k++) {
		if (r->len[k - 1] < DIGITS_MIN || r->len[k - 1] > DIGITS_MAX)
			continue;
		snprintf(digits, sizeof digits, "%.*s", r->len[k - 1],
		    r->digits);
		if (!is_ticket(c, digits))
			continue;
		if (found != 0)
			return 0;
		found = k;
	}
	return found;
}

/* Make one token of the first pieces of a run. */
static void
join(struct scan *s, const struct run *r, int pieces)
{
	int	i, end = r->end[pieces - 1];

	for (i = r->from; i < end; i++) {
		s->nears[i] = 0;
		s->joined[i] = LEXICON_NONE;
		memset(s->mark[i], 0, sizeof s->mark[i]);
	}
	token_set(&s->token[r->from], r->digits, (size_t)r->len[pieces - 1]);
	s->token[r->from].end = s->token[end - 1].end;
	for (i = r->from + 1; i < end; i++) {
		token_set(&s->token[i], "", 0);
		s->token[i].start = s->token[i].end = s->token[r->from].end;
		s->token[i].before = BREAK_NONE;
		scan_mark(s, i, CONF_WORDS_FILLER);
	}
}

/* Whether a run that no reading makes a ticket was surely meant as one. */
static bool
is_doubt(const struct scan *s, const struct run *r, bool loose)
{
	bool	last = r->to >= s->count ||
		    s->token[r->to].before >= BREAK_COMMA;

	if (loose)
		return last && r->from == 1 + head_skip(s, 0) &&
		    (r->letters || r->len[r->pieces - 1] >= DIGITS_MIN);
	return r->letters || r->pieces > 1 || last;
}

/* Whether the first piece is a number as it should be. */
static bool
is_plain(const struct view *v, const struct run *r)
{
	const struct token	*t = &v->scan.token[r->from];
	int			 k;

	if (!t->digits || t->len < DIGITS_MIN)
		return false;
	if (r->pieces == 1 || is_ticket(v->context, t->text))
		return true;
	k = find_reading(v->context, r);
	return k < 2 || v->context == NULL || v->context->reports == 0;
}

/*
 * Put right the numbers of a scan that were meant as tickets.  The tokens
 * that become part of another are blank and say nothing.
 */
void
mend_tickets(struct view *v)
{
	struct scan	*s = &v->scan;
	struct run	 r;
	bool		 lead, loose, own;
	int		 i, k;

	own = v->context != NULL && v->context->reports > 0;
	for (i = 0; i < s->count; i++) {
		if (!read_run(s, i, &r))
			continue;
		lead = is_lead(s, i - 1, &loose);
		if ((!lead && !(own && (i == 0 || r.to == s->count))) ||
		    (lead && loose && !own && !r.letters) ||
		    is_other(s, &r) || is_plain(v, &r)) {
			i = r.end[0] - 1;
			continue;
		}
		if ((k = find_reading(v->context, &r)) > 0) {
			join(s, &r, k);
			v->mended = true;
			i = r.end[k - 1] - 1;
		} else if (lead && is_doubt(s, &r, loose)) {
			v->ticket_doubt = true;
		}
	}
}
