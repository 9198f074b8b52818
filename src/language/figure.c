/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * figure - what a number in a text is: a date, an amount, a house.
 *
 * This file alone knows how people write numbers that are no tickets.  A
 * number is read with what is written to it ("12/11/2026", "50.000", "*123#")
 * and with the words beside it, which are lists of `words`.
 */

#include <string.h>

#include "conf/city.h"
#include "language/figure.h"

#define PHONE_MIN	9	/* digits of a number that is dialled */
#define SHORT_PHONE	5	/* where "hp" or "telp" announces it */
#define PARTS_MAX	4	/* of a number with marks within */
#define SMALL		2	/* digits of a count: "2 tiang lampu" */
#define STREET_WORDS	3	/* of a street's name before its number */

/* A number as it was typed, with the marks within. */
struct number {
	size_t	start, end;		/* bytes of the text */
	int	first, last;		/* tokens that it is */
	int	part[PARTS_MAX];	/* digits between the marks */
	int	value[PARTS_MAX];
	int	parts;
	int	digits;			/* in all */
	char	mark;			/* the first of them, or NUL */
};

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Whether byte i of a text is a mark between two digits. */
static bool
is_mark(const char *text, size_t i)
{
	return i > 0 && text[i] != '\0' && strchr(".,:/-", text[i]) != NULL &&
	    is_digit(text[i - 1]) && is_digit(text[i + 1]);
}

static void
split_parts(const char *text, struct number *n)
{
	size_t	i;

	for (i = n->start; i < n->end; i++) {
		if (i == n->start || !is_digit(text[i])) {
			if (n->mark == '\0' && i > n->start)
				n->mark = text[i];
			if (n->parts < PARTS_MAX)
				n->parts++;
			n->part[n->parts - 1] = n->value[n->parts - 1] = 0;
		}
		if (!is_digit(text[i]))
			continue;
		n->digits++;
		n->part[n->parts - 1]++;
		if (n->part[n->parts - 1] <= 4)
			n->value[n->parts - 1] = n->value[n->parts - 1] * 10 +
			    (text[i] - '0');
	}
}

/* The whole number that token i is of: all that is written to it. */
static struct number
number_at(const struct scan *s, int i)
{
	struct number	n = { .start = s->token[i].start,
			    .end = s->token[i].end, .first = i, .last = i };

	while (n.start > 0 && (is_digit(s->text[n.start - 1]) ||
	    is_mark(s->text, n.start - 1)))
		n.start--;
	while (is_digit(s->text[n.end]) || is_mark(s->text, n.end))
		n.end++;
	while (n.first > 0 && s->token[n.first - 1].start >= n.start)
		n.first--;
	while (n.last + 1 < s->count && s->token[n.last + 1].end <= n.end)
		n.last++;
	split_parts(s->text, &n);
	return n;
}

static bool
is_before(const struct scan *s, const struct number *n, int list)
{
	return n->first > 0 && s->token[n->first].before < BREAK_SENTENCE &&
	    scan_is(s, n->first - 1, list);
}

static bool
is_behind(const struct scan *s, const struct number *n, int list)
{
	return n->last + 1 < s->count &&
	    s->token[n->last + 1].before < BREAK_COMMA &&
	    scan_is(s, n->last + 1, list);
}

/* "*123#", "*888*1#" */
static bool
is_code(const struct scan *s, const struct number *n)
{
	return (n->start > 0 && s->text[n->start - 1] == '*') ||
	    (s->text[n->end] == '#' && !is_before(s, n, CONF_WORDS_TICKET)) ||
	    (s->text[n->end] == '*' && is_digit(s->text[n->end + 1]));
}

static bool
is_phone(const struct scan *s, const struct number *n)
{
	const char	*d = s->text + n->start;

	if (n->digits >= SHORT_PHONE && is_before(s, n, CONF_WORDS_PHONE))
		return true;
	if (n->first > 0 && n->digits >= SHORT_PHONE &&
	    scan_is(s, n->first - 1, CONF_WORDS_NUMBER) &&
	    scan_is(s, n->first - 2, CONF_WORDS_PHONE))
		return true;
	return (n->mark == '\0' || n->mark == '-') && n->digits >= PHONE_MIN &&
	    (*d == '0' || strncmp(d, "62", 2) == 0 ||
	    (n->start > 0 && d[-1] == '+'));
}

/* "12/11", "1-2-2026", "12.11.26"; with "tgl" before also "12". */
static bool
is_date(const struct scan *s, const struct number *n)
{
	bool	day = n->part[0] <= 2 && n->value[0] >= 1 && n->value[0] <= 31;

	if (day && n->parts == 1 && (is_before(s, n, CONF_WORDS_DATE) ||
	    is_behind(s, n, CONF_WORDS_MONTH)))
		return true;
	if (!day || n->parts < 2 || n->value[1] < 1 || n->value[1] > 12 ||
	    n->part[1] > 2 || n->mark == ':' || n->mark == ',')
		return false;
	return n->parts == 3 ? n->part[2] == 2 || n->part[2] == 4 :
	    is_before(s, n, CONF_WORDS_DATE) || n->mark == '/';
}

/* "jam 10", "10.30 wita", "08:15" */
static bool
is_time(const struct scan *s, const struct number *n)
{
	bool	hour = n->part[0] <= 2 && n->value[0] <= 24;
	bool	minute = n->parts == 2 && n->part[1] == 2 && n->value[1] < 60;

	if (!hour || (n->parts > 1 && !minute))
		return false;
	return is_before(s, n, CONF_WORDS_CLOCK) ||
	    is_behind(s, n, CONF_WORDS_ZONE) || (minute && n->mark == ':');
}

static bool
is_year(const struct scan *s, const struct number *n)
{
	return n->parts == 1 && n->part[0] == 4 && n->value[0] >= 1900 &&
	    n->value[0] < 2100 && (is_before(s, n, CONF_WORDS_YEAR) ||
	    is_before(s, n, CONF_WORDS_MONTH));
}

/* "Rp 5000", "Rp5000", "50.000", "2 juta" */
static bool
is_amount(const struct scan *s, const struct number *n)
{
	int	i;

	if (is_before(s, n, CONF_WORDS_MONEY) ||
	    is_behind(s, n, CONF_WORDS_MONEY))
		return true;
	if (n->parts < 2 || (n->mark != '.' && n->mark != ',') ||
	    n->digits < 5)
		return false;
	for (i = 1; i < n->parts; i++)
		if (n->part[i] != 3)
			return false;
	return n->part[0] <= 3;
}

/* Whether a token is exactly a word that speaks for a category. */
static bool
is_topical(const struct scan *s, int i)
{
	return s->nears[i] > 0 && s->near[i][0].distance == 0 &&
	    (lexicon_uses(s->lex, s->near[i][0].word) &
	    LEXICON_USE_TOPIC) != 0;
}

/* The number of a house, pole or plate: "rumah no 123", "jl Ahmad no 7". */
static bool
is_address(const struct scan *s, const struct number *n)
{
	int	k, word = n->first - 1;

	if (s->token[n->first].hash)
		return false;
	while (scan_is(s, word, CONF_WORDS_NUMBER))
		word--;
	if (scan_is(s, word, CONF_WORDS_HOUSE))
		return true;
	/* "rt 05/03": the second is of a house too. */
	if (word != n->first - 2)
		return false;
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

static bool
is_count(const struct scan *s, const struct number *n)
{
	return is_behind(s, n, CONF_WORDS_UNIT) ||
	    is_behind(s, n, CONF_WORDS_COUNTED) ||
	    (n->digits <= SMALL && is_behind(s, n, CONF_WORDS_HOUSE)) ||
	    (s->text[n->end] == '%' && n->digits <= 3);
}

/* The first that fits is it. */
static const struct {
	enum figure	 figure;
	bool		(*fits)(const struct scan *, const struct number *);
} kinds[] = {
	{ FIGURE_CODE,		is_code },
	{ FIGURE_ADDRESS,	is_address },
	{ FIGURE_PHONE,		is_phone },
	{ FIGURE_YEAR,		is_year },
	{ FIGURE_DATE,		is_date },
	{ FIGURE_TIME,		is_time },
	{ FIGURE_AMOUNT,	is_amount },
	{ FIGURE_COUNT,		is_count },
};

/*
 * What the number is that token i is, or is a part of.  A part of a longer
 * number is what all of it is.
 */
enum figure
figure_of(const struct scan *s, int i)
{
	struct number	n;
	size_t		k;

	if (i < 0 || i >= s->count || !s->token[i].digits)
		return FIGURE_NONE;
	n = number_at(s, i);
	for (k = 0; k < sizeof kinds / sizeof kinds[0]; k++)
		if (kinds[k].fits(s, &n))
			return kinds[k].figure;
	return FIGURE_FREE;
}
