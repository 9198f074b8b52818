/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * shape - small questions to a text that several grammars ask: whether a word
 * or a kind of words stands in it, whether it is a command, a question, a
 * complaint.
 */

#include <string.h>

#include "conf/city.h"
#include "language/grammar.h"
#include "language/shape.h"

/* What a word is, as explain shows it: "su" is "sudah". */
bool
shape_is_word(const struct scan *s, int i, const char *word)
{
	if (i < 0 || i >= s->count)
		return false;
	if (s->nears[i] > 0 && s->near[i][0].distance == 0)
		return strcmp(lexicon_spelling(s->lex, s->near[i][0].word),
		    word) == 0;
	return strcmp(s->token[i].text, word) == 0;
}

/* The first token that is a word, or -1. */
int
shape_find_word(const struct scan *s, const char *word)
{
	int	i;

	for (i = 0; i < s->count; i++)
		if (shape_is_word(s, i, word))
			return i;
	return -1;
}

/* Whether a word stands in a text. */
bool
shape_has_word(const struct scan *s, const char *word)
{
	return shape_find_word(s, word) != -1;
}

/* The first token of a list in [from, to), or -1. */
int
shape_find(const struct scan *s, int from, int to, int list)
{
	if (from < 0)
		from = 0;
	for (; from < to && from < s->count; from++)
		if (scan_is(s, from, list))
			return from;
	return -1;
}

/* Whether a word of a list stands in a text. */
bool
shape_has(const struct scan *s, int list)
{
	return shape_find(s, 0, s->count, list) != -1;
}

/* Where a word of a list begins and ends, at token i, or 0. */
int
shape_end_of(const struct scan *s, int i, int list)
{
	const struct lexicon_entry	*e;
	int				 k, end = 0;

	for (k = 0; k < s->hits; k++) {
		e = scan_entry(s, &s->hit[k]);
		if (s->hit[k].start == i && s->hit[k].end > end &&
		    e->kind == LEXICON_LIST && e->index == list)
			end = s->hit[k].end;
	}
	return end;
}

/*
 * LAPOR or the like begins the text as a command; "laporan saya ..." only
 * speaks of one.
 */
bool
shape_is_command(const struct view *v)
{
	return v->head.report && !scan_is(&v->scan, v->head.report_end - 1,
	    CONF_WORDS_TICKET);
}

/* Whether a text is marked as a question. */
bool
shape_has_mark(const struct scan *s)
{
	return strchr(s->text, '?') != NULL;
}

/* "3 hari", "dua minggu": how long it has lasted. */
bool
shape_tells_how_long(const struct scan *s)
{
	static const char *const units[] = { "hari", "minggu", "bulan",
	    "tahun", "malam" };
	size_t	k;
	int	i;

	for (i = 1; i < s->count; i++)
		for (k = 0; k < sizeof units / sizeof units[0]; k++)
			if (shape_is_word(s, i, units[k]) &&
			    (s->token[i - 1].digits || (s->nears[i - 1] > 0 &&
			    lexicon_spelling(s->lex,
			    s->near[i - 1][0].word)[1] == '\0')))
				return true;
	return shape_has_word(s, "seminggu") ||
	    shape_has_word(s, "sebulan") ||
	    shape_has_word(s, "berhari");
}

/* "diangkut", "diperbaiki": what an office is to do. */
bool
shape_is_passive(const struct scan *s, int i)
{
	const struct token	*t = &s->token[i];

	return t->len > 5 && strncmp(t->text, "di", 2) == 0 &&
	    strcmp(t->text, "dimana") != 0 && !scan_is(s, i, CONF_WORDS_AT) &&
	    !scan_is(s, i, CONF_WORDS_NEAR) &&
	    !scan_is(s, i, CONF_WORDS_SERVICE);
}

/* A "tidak" that no "atau" or "ko" makes a question: "jalan ko sonde". */
static bool
denies(const struct scan *s)
{
	int	i;

	for (i = 0; i < s->count; i++)
		if (shape_is_word(s, i, "tidak") && !scan_is(s, i - 1,
		    CONF_WORDS_OR))
			return true;
	return false;
}

/* "DBD sudah 4 org": people who suffer. */
static bool
counts_people(const struct scan *s)
{
	int	i;

	for (i = 1; i < s->count; i++)
		if (s->token[i - 1].digits && (shape_is_word(s, i, "orang") ||
		    shape_is_word(s, i, "korban") ||
		    shape_is_word(s, i, "anak")))
			return true;
	return false;
}

/* Whether a text tells that something is wrong, though it asks. */
bool
shape_complains(const struct view *v)
{
	const struct scan	*s = &v->scan;
	int			 i;

	if (shape_tells_how_long(s) || denies(s) || counts_people(s) ||
	    (shape_has(s, CONF_WORDS_WORSE) &&
	    !shape_has_word(s, "akan") &&
	    !shape_has_word(s, "besok")) ||
	    shape_has(s, CONF_WORDS_TRUTH) ||
	    shape_has_word(s, "kenapa") ||
	    shape_has_word(s, "mengapa"))
		return true;
	for (i = 0; i < s->count; i++)
		if ((scan_is(s, i, CONF_WORDS_UNSATISFIED) &&
		    !scan_is(s, i - 1, CONF_WORDS_OR)) ||
		    (v->topic.certainty != CERTAIN_NONE &&
		    shape_is_passive(s, i)))
			return true;
	return false;
}
