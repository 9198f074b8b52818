/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * aside - what a report says besides its problem: a second one, that its
 * sender wants to stay unnamed, and for whom it is.
 */

#include <stdio.h>
#include <string.h>

#include "conf/city.h"
#include "language/grammar.h"

#define CLEAR_WEIGHT	5	/* of a phrase that names its category */
#define EQUAL_PERCENT	80	/* of the first's score, for a second problem
				   at a place of its own */
#define PHONE_MIN	9	/* digits */
#define PHONE_MAX	14

/* The first token that clearly speaks for a category, or -1. */
static int
find_clear(const struct scan *s, int category)
{
	const struct lexicon_entry	*e;
	const struct hit		*h;
	int				 i, first = -1;

	for (i = 0; i < s->hits; i++) {
		h = &s->hit[i];
		e = scan_entry(s, h);
		if ((e->kind == LEXICON_KEYWORD || (e->kind == LEXICON_PHRASE
		    && e->weight >= CLEAR_WEIGHT)) && e->index == category &&
		    !h->covered && h->distance == 0 &&
		    (first == -1 || h->start < first))
			first = h->start;
	}
	return first;
}

/* A second problem that stands as clear as the first, with its place. */
static void
keep_also(const struct view *v, struct meaning *m)
{
	struct reading	 place;
	struct also	*also;
	int		 at;

	if (m->intent != INTENT_REPORT || m->second == -1 ||
	    m->category == -1 || m->kelurahan == -1)
		return;
	at = find_clear(&v->scan, m->second);
	if (at == -1 || find_clear(&v->scan, m->category) == -1)
		return;
	place_find_last(&v->scan, at, &place);
	also = &m->also[m->alsos++];
	also->category = m->second;
	also->kelurahan = place.certainty == CERTAIN_SURE ? place.index :
	    m->kelurahan;
}

/* Where the second of two problems begins: at a break between them. */
static int
find_split(const struct scan *s, int first, int second)
{
	int	i, split = second;

	for (i = first + 1; i <= second; i++)
		if (s->token[i].before >= BREAK_COMMA ||
		    scan_is(s, i, CONF_WORDS_ALSO))
			split = i;
	return split;
}

/* The only kelurahan that is named in tokens [from, to), or -1. */
static int
find_place(const struct scan *s, int from, int to)
{
	const struct hit	*h;
	int			 i, found = -1;

	for (i = 0; i < s->hits; i++) {
		h = &s->hit[i];
		if (scan_entry(s, h)->kind != LEXICON_KELURAHAN ||
		    h->covered || h->distance > 0 || h->start < from ||
		    h->end > to || scan_entry(s, h)->index == found)
			continue;
		if (found != -1)
			return -1;
		found = scan_entry(s, h)->index;
	}
	return found;
}

/* "sampah di oesapa, lampu mati di oeba": no doubt, but two places. */
static void
part_places(const struct view *v, struct meaning *m)
{
	const struct scan	*s = &v->scan;
	int			 first, second, split, a, b, other;

	other = m->second != -1 ? m->second : v->topic.second;
	if (m->intent != INTENT_CLARIFY || !m->kelurahan_doubt ||
	    m->category == -1 || other == -1 || other == m->category ||
	    (m->second == -1 &&
	    v->topic.second_score * 100 < v->topic.score * EQUAL_PERCENT))
		return;
	first = find_clear(s, m->category);
	second = find_clear(s, other);
	if (first == -1 || second <= first)
		return;
	split = find_split(s, first, second);
	a = find_place(s, 0, split);
	b = find_place(s, split, s->count);
	if (a == -1 || b == -1 || a == b)
		return;
	m->intent = INTENT_REPORT;
	m->kelurahan = a;
	m->kelurahan_doubt = false;
	m->candidates = 0;
	m->second = other;
	m->also[m->alsos++] = (struct also){ other, b };
}

/* Where the digits of a phone from token i on end, or 0: "0812-3456 789". */
static int
phone_end(const struct scan *s, int i)
{
	int	digits = 0, end = i;

	while (end < s->count && s->token[end].digits &&
	    (end == i || s->token[end].start <= s->token[end - 1].end + 1))
		digits += s->token[end++].len;
	if (digits < PHONE_MIN || digits > PHONE_MAX)
		return 0;
	return s->token[i].text[0] == '0' || s->token[i].text[0] == '8' ||
	    strncmp(s->token[i].text, "62", 2) == 0 ? end : 0;
}

/* "untuk 0812...", "HP 0812...": the number of whom it is for. */
static void
keep_behalf(const struct view *v, struct meaning *m)
{
	const struct scan	*s = &v->scan;
	size_t			 len;
	int			 i, end;

	for (i = 1; i < s->count; i++) {
		if (!scan_is(s, i - 1, CONF_WORDS_BEHALF) &&
		    !scan_is(s, i - 1, CONF_WORDS_NUMBER) &&
		    !scan_is(s, i - 1, CONF_WORDS_LABEL))
			continue;
		if ((end = phone_end(s, i)) == 0)
			continue;
		len = (size_t)(s->token[end - 1].end - s->token[i].start);
		if (len < sizeof m->behalf)
			snprintf(m->behalf, sizeof m->behalf, "%.*s", (int)len,
			    s->text + s->token[i].start);
		return;
	}
}

/* Fill what a report says besides. */
void
aside_read(const struct view *v, struct meaning *m)
{
	if (m->intent != INTENT_REPORT && m->intent != INTENT_CLARIFY)
		return;
	part_places(v, m);
	if (m->alsos == 0)
		keep_also(v, m);
	keep_behalf(v, m);
	m->secret = grammar_says(v, CONF_WORDS_SECRET);
}
