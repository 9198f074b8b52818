/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * leave - when somebody is away: "3 hari", "seminggu", "sampai 3/12", "sampai
 * tgl 3 desember", "besok", "sampai jumat", "minggu depan".
 */

#include <stdlib.h>
#include <string.h>

#include "conf/city.h"
#include "language/grammar.h"

/* The first letters of the months that tell them apart. */
static const struct {
	const char	*begin;
	int		 month;
} months[] = {
	{ "jan", 1 }, { "feb", 2 }, { "peb", 2 }, { "mar", 3 }, { "apr", 4 },
	{ "mei", 5 }, { "jun", 6 }, { "jul", 7 }, { "agu", 8 }, { "ags", 8 },
	{ "sep", 9 }, { "okt", 10 }, { "nov", 11 }, { "nop", 11 },
	{ "des", 12 }
};

static const struct {
	const char	*unit;
	int		 days;
} units[] = { { "hari", 1 }, { "hr", 1 }, { "minggu", 7 }, { "mgg", 7 },
	{ "mggu", 7 } };

/* The number that token i is, in digits or as a word, or 0. */
static int
number_at(const struct scan *s, int i)
{
	const char	*word;

	if (i < 0 || i >= s->count)
		return 0;
	if (s->token[i].digits && s->token[i].len <= 3)
		return atoi(s->token[i].text);
	if (s->nears[i] == 0 || s->near[i][0].distance > 0)
		return 0;
	word = lexicon_spelling(s->lex, s->near[i][0].word);
	return word[0] >= '1' && word[0] <= '9' && word[1] == '\0' ?
	    word[0] - '0' : 0;
}

/* "3/12", "3-12", "3.12": one date. */
static bool
is_one_date(const struct scan *s, int i)
{
	return s->token[i].start == s->token[i - 1].end + 1 &&
	    strchr("/-.", s->text[s->token[i].start - 1]) != NULL;
}

static int
month_at(const struct scan *s, int i)
{
	size_t	k;
	int	n;

	if (i >= s->count)
		return 0;
	if ((n = number_at(s, i)) != 0)
		return n <= 12 && is_one_date(s, i) ? n : 0;
	for (k = 0; k < sizeof months / sizeof months[0]; k++)
		if (strncmp(s->token[i].text, months[k].begin, 3) == 0)
			return months[k].month;
	return 0;
}

static int
unit_at(const struct scan *s, int i)
{
	size_t	k;

	for (k = 0; i < s->count && k < sizeof units / sizeof units[0]; k++)
		if (strcmp(s->token[i].text, units[k].unit) == 0)
			return units[k].days;
	return 0;
}

/* Whether a day of the month may stand at token i: "sampai 3", "tgl 3". */
static bool
is_until(const struct scan *s, int i)
{
	static const char *const words[] = { "sampai", "smp", "sd", "hingga",
	    "tgl", "tanggal", "d" };
	size_t	k;

	for (k = 0; i >= 0 && k < sizeof words / sizeof words[0]; k++)
		if (strcmp(s->token[i].text, words[k]) == 0)
			return true;
	return i >= 0 && scan_is(s, i, CONF_WORDS_TO);
}

/* The weekday that token i names, 1 Monday .. 7 Sunday, or 0. */
static int
weekday_at(const struct scan *s, int i)
{
	static const struct {
		const char	*name;
		int		 day;
	} names[] = { { "senin", 1 }, { "senen", 1 }, { "selasa", 2 },
	    { "rabu", 3 }, { "kamis", 4 }, { "jumat", 5 }, { "jumaat", 5 },
	    { "sabtu", 6 }, { "ahad", 7 } };
	size_t	k;

	for (k = 0; i >= 0 && i < s->count &&
	    k < sizeof names / sizeof names[0]; k++)
		if (strcmp(s->token[i].text, names[k].name) == 0)
			return names[k].day;
	/* "hari minggu" is a day, "minggu depan" a week. */
	return i > 0 && i < s->count && unit_at(s, i) == 7 &&
	    unit_at(s, i - 1) == 1 ? 7 : 0;
}

static bool
is_depan(const struct scan *s, int i)
{
	return i < s->count && (strcmp(s->token[i].text, "depan") == 0 ||
	    strcmp(s->token[i].text, "dpn") == 0);
}

/* Words for days: besok, lusa, jumat, minggu depan.  Whether any was read. */
static bool
read_words(const struct scan *s, struct meaning *m)
{
	static const struct {
		const char	*word;
		int		 begins;
	} words[] = { { "besok", 1 }, { "bsk", 1 }, { "bsok", 1 },
	    { "lusa", 2 } };
	bool	any = false;
	size_t	k;
	int	i;

	for (i = 0; i < s->count; i++) {
		for (k = 0; k < sizeof words / sizeof words[0]; k++) {
			if (strcmp(s->token[i].text, words[k].word) != 0)
				continue;
			any = true;
			if (is_until(s, i - 1))
				m->days = words[k].begins + 1;
			else
				m->leave.begins = words[k].begins;
		}
		if (weekday_at(s, i) != 0) {
			any = true;
			m->leave.weekday = weekday_at(s, i);
			m->leave.until = is_until(s, i - 1) ||
			    is_until(s, i - 2);
			m->leave.next_week |= is_depan(s, i + 1);
		} else if (unit_at(s, i) == 7 && is_depan(s, i + 1)) {
			any = m->leave.next_week = true;
		}
		any |= strcmp(s->token[i].text, "hari") == 0 &&
		    i + 1 < s->count &&
		    strcmp(s->token[i + 1].text, "ini") == 0;
	}
	return any;
}

/* Days, or day and month (0: the next that comes).  Whether they are there. */
static bool
read_numbers(const struct scan *s, struct meaning *m)
{
	int	i, n;

	for (i = 0; i < s->count; i++) {
		if (strcmp(s->token[i].text, "seminggu") == 0) {
			m->days = 7;
			return true;
		}
		if ((n = number_at(s, i)) == 0)
			continue;
		if (unit_at(s, i + 1) != 0) {
			m->days = n * unit_at(s, i + 1);
			return true;
		}
		if (month_at(s, i + 1) != 0 || is_until(s, i - 1)) {
			m->day = n;
			m->month = month_at(s, i + 1);
			return true;
		}
	}
	return false;
}

/* Whether a time is named that was not read: "cuti sampai lebaran". */
static bool
names_time(const struct scan *s)
{
	int	i;

	for (i = 0; i < s->count; i++)
		if (s->token[i].digits || (is_until(s, i) &&
		    strcmp(s->token[i].text, "d") != 0) ||
		    strcmp(s->token[i].text, "sebulan") == 0 ||
		    strcmp(s->token[i].text, "mulai") == 0)
			return true;
	return false;
}

/* Fill when somebody is away, as far as a text tells it. */
void
leave_read(const struct scan *s, struct meaning *m)
{
	bool	words = read_words(s, m), numbers = read_numbers(s, m);

	m->leave.doubt = !words && !numbers && names_time(s);
	if (m->day > 31)
		m->leave.doubt = true;
}
