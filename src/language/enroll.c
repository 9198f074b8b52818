/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * enroll - "saya Maria dari Oebufu ingin mendaftar": who wants to be
 * registered, in free words.
 *
 * This file alone knows where a name begins and ends in a sentence.
 */

#include "conf/city.h"
#include "language/grammar.h"
#include "language/shape.h"

#define NAME_WORDS	5
#define LONG_WISH	16	/* tokens; more tell a story of their own */

/* The first token of a list, or -1. */
static int
first(const struct scan *s, int list)
{
	int	i;

	for (i = 0; i < s->count; i++)
		if (scan_is(s, i, list))
			return i;
	return -1;
}

/* Where the words of a name end: at a break, a place, another kind of word. */
static int
name_end(const struct view *v, int i)
{
	static const enum conf_words lists[] = { CONF_WORDS_AT,
	    CONF_WORDS_VILLAGE, CONF_WORDS_HOME, CONF_WORDS_LABEL,
	    CONF_WORDS_TO, CONF_WORDS_REGISTER, CONF_WORDS_STREET,
	    CONF_WORDS_NUMBER };
	const struct scan	*s = &v->scan;
	int			 end = i;
	size_t			 k;

	for (; end < s->count && end < i + NAME_WORDS; end++) {
		if (end > i && s->token[end].before >= BREAK_COMMA)
			return end;
		if (v->place.certainty != CERTAIN_NONE && end >= v->place.start &&
		    end < v->place.end)
			return end;
		if (end > i && (shape_is_word(s, end, "mau") ||
		    shape_is_word(s, end, "ingin") ||
		    shape_is_word(s, end, "tolong")))
			return end;
		for (k = 0; k < sizeof lists / sizeof lists[0]; k++)
			if (scan_is(s, end, lists[k]))
				return end;
	}
	return end;
}

/* Where a name begins: behind "nama", else behind "saya", else -1. */
static int
name_start(const struct scan *s)
{
	int	i, at = first(s, CONF_WORDS_LABEL);

	for (i = at; i != -1 && scan_is(s, i, CONF_WORDS_LABEL); i++)
		if (shape_is_word(s, i, "nama") || shape_is_word(s, i, "nm") ||
		    shape_is_word(s, i, "dan")) {	/* "a.n." */
			for (i++; scan_is(s, i, CONF_WORDS_FILLER); i++)
				;
			return i;
		}
	/* "mau daftar: Rambu Ana" */
	for (i = 0; i + 1 < s->count; i++)
		if (scan_is(s, i, CONF_WORDS_REGISTER) &&
		    s->token[i + 1].before >= BREAK_COMMA)
			return i + 1;
	for (i = 0; i + 1 < s->count; i++)
		if ((shape_is_word(s, i, "saya") ||
		    shape_is_word(s, i, "beta") ||
		    shape_is_word(s, i, "aku")) &&
		    !scan_is(s, i + 1, CONF_WORDS_FILLER) &&
		    !scan_is(s, i + 1, CONF_WORDS_REGISTER) &&
		    !scan_is(s, i + 1, CONF_WORDS_HOME) &&
		    !scan_is(s, i + 1, CONF_WORDS_TO))
			return i + 1;
	return -1;
}

/*
 * Read a text as the wish to be registered, in free words: who writes, and
 * where he lives.  False if it is none; the meaning is then as it was.
 */
bool
enroll_read(const struct view *v, struct meaning *m)
{
	const struct scan	*s = &v->scan;
	int			 start, end, k;

	if (first(s, CONF_WORDS_REGISTER) == -1 ||
	    (v->head.report && !scan_is(s, v->head.report_end - 1,
	    CONF_WORDS_TICKET)) || s->count > LONG_WISH ||
	    shape_has_word(s, "tidak") || shape_has_word(s, "sudah") ||
	    first(s, CONF_WORDS_SERVICE) != -1 ||
	    (v->topic.certainty == CERTAIN_SURE && shape_complains(v)))
		return false;
	start = name_start(s);
	if (start == -1 && v->place.certainty == CERTAIN_NONE &&
	    s->count - head_skip(s, 0) > 3)
		return false;
	if (start != -1 && (end = name_end(v, start)) > start)
		grammar_keep_name(s, start, end, m);
	if (v->place.certainty == CERTAIN_SURE)
		m->kelurahan = v->place.index;
	m->kelurahan_doubt = v->place.certainty == CERTAIN_DOUBT;
	for (k = 0; m->kelurahan_doubt && k < v->place.candidates; k++)
		m->candidate[m->candidates++] = v->place.candidate[k];
	m->intent = INTENT_REGISTER;
	return true;
}
