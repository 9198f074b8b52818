/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * outcome - whether what was reported is done.
 *
 * This file alone knows when a citizen says that it is, that it is not, or
 * only asks.
 */

#include "conf/city.h"
#include "language/grammar.h"
#include "language/outcome.h"
#include "language/shape.h"

#define NEAR_RESULT	4	/* tokens from "sudah" to what is done */
#define FEW_WORDS	8	/* of a text whose result needs no "sudah" */

/* "sudah diangkut belum?": asks whether it is done. */
bool
outcome_is_asked(const struct scan *s)
{
	if (s->count > 2 && scan_is(s, s->count - 1, CONF_WORDS_OR))
		return true;
	return scan_is(s, s->count - 1, CONF_WORDS_UNSATISFIED) &&
	    shape_find(s, 0, s->count - 1, CONF_WORDS_SATISFIED) != -1;
}

/* Whether "sudah" at [i, end) is an answer, not "sudah tiga hari". */
static bool
is_yes(const struct scan *s, int i, int end)
{
	if (end - i > 1)
		return true;
	end = head_skip(s, end);
	return end >= s->count || s->token[end].before >= BREAK_COMMA ||
	    shape_find(s, end, s->count, CONF_WORDS_SATISFIED) != -1;
}

/*
 * The yes (1) or no (0) that a text begins with, after politeness, as an
 * answer to "is it done?"; else -1.  "Sudah" followed by any "belum" is no.
 */
int
outcome_first(const struct view *v)
{
	const struct scan	*s = &v->scan;
	int			 i = head_skip(s, 0), end;

	if (v->head.report || shape_has(s, CONF_WORDS_NOISE))
		return -1;
	if (scan_is(s, i, CONF_WORDS_UNSATISFIED))
		return 0;
	if (!scan_is(s, i, CONF_WORDS_SATISFIED) || outcome_is_asked(s) ||
	    shape_end_of(s, i, CONF_WORDS_ENQUIRY) > i + 1)
		return -1;
	if (shape_has(s, CONF_WORDS_UNSATISFIED))
		return 0;
	if (shape_has(s, CONF_WORDS_BUT))
		return -1;
	end = shape_end_of(s, i, CONF_WORDS_SATISFIED);
	return is_yes(s, i, end) ? 1 : -1;
}

/*
 * Whether a result stands behind the word for done: "sudah terang", "su dong
 * angkat".
 */
bool
outcome_is_told(const struct scan *s)
{
	int	i, k;

	for (i = 0; i < s->count; i++) {
		if (!shape_is_word(s, i, "sudah"))
			continue;
		for (k = i + 1; k < s->count && k <= i + NEAR_RESULT; k++)
			if (s->token[k].before >= BREAK_COMMA)
				break;
			else if (scan_is(s, k, CONF_WORDS_RESULT) ||
			    scan_is(s, k, CONF_WORDS_SATISFIED))
				return true;
	}
	return false;
}

/* "masih", "tetap", "belum": it goes on. */
static bool
tells_going_on(const struct view *v)
{
	const struct scan	*s = &v->scan;

	return shape_has_word(s, "masih") ||
	    shape_has_word(s, "tetap") ||
	    shape_has_word(s, "belum") ||
	    shape_has(s, CONF_WORDS_UNSATISFIED) ||
	    grammar_says(v, CONF_WORDS_TRUTH);
}

/* "bersih sekarang": a result without "sudah", that no "ok" is. */
static bool
tells_state(const struct scan *s)
{
	int	i;

	for (i = 0; i < s->count; i++)
		if ((scan_is(s, i, CONF_WORDS_RESULT) ||
		    scan_is(s, i, CONF_WORDS_SATISFIED)) &&
		    !scan_is(s, i, CONF_WORDS_THANKS))
			return true;
	return false;
}

/*
 * Whether a text anywhere says that it is done (1) or that it is not (0);
 * else -1.  Who was asked may say less.
 */
int
outcome_said(const struct view *v, bool asked)
{
	const struct scan	*s = &v->scan;
	int			 verdict = outcome_first(v);

	if (shape_is_command(v))
		return -1;
	if (tells_going_on(v))
		return 0;
	if (verdict != -1)
		return verdict;
	if (outcome_is_told(s))
		return shape_has(s, CONF_WORDS_BUT) ? 0 : 1;
	if (!asked || shape_has_mark(s))
		return -1;
	if (shape_has(s, CONF_WORDS_WORSE))
		return 0;
	if (shape_has(s, CONF_WORDS_BUT))
		return tells_state(s) ? 0 : -1;
	return tells_state(s) && s->count <= FEW_WORDS ? 1 : -1;
}
