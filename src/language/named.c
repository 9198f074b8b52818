/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * named - what an officer's text names besides a ticket: the code of a
 * dispatch, and an OPD.
 *
 * This file alone knows how either is told from other words.
 */

#include <stdio.h>

#include "conf/city.h"
#include "language/grammar.h"
#include "language/named.h"

/* A letter and a digit, as dispatches print it. */
bool
named_is_code(const struct scan *s, int i)
{
	const struct token	*t;

	if (i < 0 || i >= s->count)
		return false;
	t = &s->token[i];
	return t->len == 2 && t->letters == 1 &&
	    t->text[0] >= 'a' && t->text[0] <= 'z';
}

/* Keep token i, which is a code, in capitals. */
void
named_keep_code(const struct scan *s, int i, struct meaning *m)
{
	snprintf(m->code, sizeof m->code, "%c%c",
	    s->token[i].text[0] - 'a' + 'A', s->token[i].text[1]);
}

/* The code beside a ticket, or anywhere where there is none (-1); or -1. */
int
named_code(const struct scan *s, int ticket)
{
	int	i;

	if (ticket != -1) {
		for (i = ticket + 1; scan_is(s, i, CONF_WORDS_NUMBER) ||
		    scan_is(s, i, CONF_WORDS_FILLER); i++)
			;
		if (named_is_code(s, i))
			return i;
		i = head_skip(s, 0);
		return named_is_code(s, ticket - 1) ? ticket - 1 :
		    named_is_code(s, i) ? i : -1;
	}
	for (i = 0; i < s->count; i++)
		if (named_is_code(s, i) && (i == head_skip(s, 0) ||
		    i + 1 == s->count || scan_is(s, i - 1, CONF_WORDS_NUMBER)))
			return i;
	return -1;
}

/* "bukan PUPR": an OPD that is denied is not meant. */
static bool
is_denied(const struct scan *s, int i)
{
	int	k;

	for (k = i - 1; k >= 0 && k > i - 4; k--) {
		if (scan_is(s, k, CONF_WORDS_NOT))
			return true;
		if (s->token[k + 1].before >= BREAK_COMMA ||
		    !(scan_is(s, k, CONF_WORDS_BELONGS) ||
		    scan_is(s, k, CONF_WORDS_FILLER)))
			return false;
	}
	return false;
}

/* Whether a hit names an OPD better than the best so far. */
static bool
is_better(const struct hit *h, const struct hit *best, bool last)
{
	if (best == NULL || h->distance != best->distance)
		return best == NULL || h->distance < best->distance;
	if (h->start < best->end && best->start < h->end)
		return h->end - h->start > best->end - best->start;
	return last ? h->start > best->start : h->start < best->start;
}

/*
 * The OPD that tokens [from, to) name, the first or the last of several, that
 * is not denied; or -1.  *end is the token behind its name.
 */
int
named_opd_in(const struct scan *s, int from, int to, bool last, int *end)
{
	const struct hit	*h, *best = NULL;
	int			 i;

	for (i = 0; i < s->hits; i++) {
		h = &s->hit[i];
		if (scan_entry(s, h)->kind != LEXICON_OPD || h->gap ||
		    h->start < from || h->end > to || is_denied(s, h->start))
			continue;
		if (is_better(h, best, last))
			best = h;
	}
	if (best == NULL)
		return -1;
	*end = best->end;
	return scan_entry(s, best)->index;
}

/* The OPD that a text names last from a token on, not denied; or -1. */
int
named_opd(const struct scan *s, int from)
{
	int	end;

	return named_opd_in(s, from, s->count, true, &end);
}
