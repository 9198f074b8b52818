/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * topic - which category a text speaks of.
 *
 * Every keyword and phrase adds its weight to its category; this file alone
 * knows how much less it weighs as part of a place's name, as a cause or as
 * an effect, and when the best category is sure.
 */

#include <string.h>

#include "conf/city.h"
#include "language/reading.h"

#define CATEGORIES_MAX	64	/* more are never sure; see conf_city */
#define TENTHS		10
#define NAMED		80	/* a category said right behind LAPOR */
#define NAMED_BARE	30	/* or at the beginning, beside its place */
#define FIRST_PERCENT	20	/* on top for what is spoken of first */
#define ENOUGH		28	/* less than this is no evidence */
#define CLEAR_LEAD	40	/* so far ahead, the best is sure */
#define CLOSE_PERCENT	70	/* so near to the best, another is possible */

/* What the words before a match make of it, in percent. */
#define PERCENT_NEAR	25	/* "dekat lampu merah" */
#define PERCENT_AT	40	/* "di jalan" */
#define PERCENT_REASON	40	/* "karena sampah", "sampai macet" */
#define PERCENT_ALSO	60	/* "dan lampu" */
#define PERCENT_SHARED	25	/* "jalan rusak" in "lampu jalan rusak" */

#define RIVAL_WEIGHT	6	/* of a keyword that always is as good */
#define ANOTHER_WEIGHT	8	/* of a phrase that tells a second problem */
#define ANOTHER_REACH	3	/* tokens from "dan" to its beginning */

struct tally {
	int	best[CATEGORIES_MAX];	/* the heaviest match */
	int	start[CATEGORIES_MAX];	/* its tokens */
	int	end[CATEGORIES_MAX];
	int	rest[CATEGORIES_MAX];	/* all others */
	int	first[CATEGORIES_MAX];	/* token of its first good match */
	bool	exact[CATEGORIES_MAX];
	bool	denied;			/* one was said not to be it */
};

/* Whether a clause that holds token i began with a word of the list. */
static bool
in_clause(const struct scan *s, int i, int list)
{
	for (; i > 0 && s->token[i].before < BREAK_COMMA; i--)
		if (scan_is(s, i - 1, list))
			return true;
	return false;
}

/* "bukan sampah" */
static bool
is_denied(const struct scan *s, int start)
{
	return start > 0 && s->token[start].before < BREAK_COMMA &&
	    scan_is(s, start - 1, CONF_WORDS_NOT);
}

/* Whether what starts at a token is a reason or a danger, not a problem. */
static bool
is_reason(const struct scan *s, int start)
{
	return in_clause(s, start, CONF_WORDS_CAUSE) ||
	    in_clause(s, start, CONF_WORDS_EFFECT) ||
	    in_clause(s, start, CONF_WORDS_IF);
}

/*
 * Whether what starts at a token belongs to a landmark: right behind "depan",
 * behind words of a category that are, "depan tempat pembuangan sampah", or
 * within a name, "jalan pohon asam".
 */
static bool
is_landmark(const struct scan *s, int start)
{
	const struct hit	*h;
	int			 i;

	if (start == 0 || s->token[start].before >= BREAK_COMMA)
		return false;
	if (scan_is(s, start - 1, CONF_WORDS_NEAR) ||
	    (scan_is(s, start - 1, CONF_WORDS_NEUTRAL) &&
	    scan_is(s, start, CONF_WORDS_NEUTRAL)))
		return true;
	for (i = 0; i < s->hits; i++) {
		h = &s->hit[i];
		if (h->end == start && h->end - h->start > 1 && !h->gap &&
		    scan_entry(s, h)->kind == LEXICON_PHRASE &&
		    s->token[h->start].before < BREAK_COMMA &&
		    scan_is(s, h->start - 1, CONF_WORDS_NEAR))
			return true;
	}
	return false;
}

/* How much of its weight a match keeps where it stands, in percent. */
static int
context_percent(const struct scan *s, int start)
{
	int	percent = 100;

	if (start == 0)
		return percent;
	if (is_denied(s, start))
		return 0;
	if (is_landmark(s, start))
		return PERCENT_NEAR;
	if (is_reason(s, start))
		percent = PERCENT_REASON;
	if (s->token[start].before < BREAK_COMMA &&
	    scan_is(s, start - 1, CONF_WORDS_AT))
		percent = percent * PERCENT_AT / 100;
	if (scan_is(s, start - 1, CONF_WORDS_ALSO))
		percent = percent * PERCENT_ALSO / 100;
	return percent;
}

/* Whether an earlier hit was of the same entry: said twice counts once. */
static bool
is_repeated(const struct scan *s, int i)
{
	int	j;

	for (j = 0; j < i; j++)
		if (s->hit[j].entry == s->hit[i].entry && !s->hit[j].covered)
			return true;
	return false;
}

/* Whether a match is the category that the head of the text names. */
static bool
is_named(const struct scan *s, const struct head *head, const struct hit *h)
{
	return h->start == head->topic && h->end == head->topic_end &&
	    !h->gap && (!head->keyword ||
	    scan_entry(s, h)->kind == LEXICON_KEYWORD);
}

/*
 * Whether a match begins with words of one of another category: "jalan rusak"
 * in "lampu jalan rusak", "air ... bau" in "air selokan bau".
 */
static bool
is_shared(const struct scan *s, const struct hit *h)
{
	const struct lexicon_entry	*e, *mine = scan_entry(s, h);
	const struct hit		*g;
	int				 i;

	for (i = 0; i < s->hits; i++) {
		g = &s->hit[i];
		if (g->gap || g->covered || g->end <= h->start ||
		    g->start > h->start || (g->start == h->start &&
		    (!h->gap || g->end - g->start == 1)))
			continue;
		e = scan_entry(s, g);
		if ((e->kind == LEXICON_PHRASE || e->kind == LEXICON_KEYWORD)
		    && e->index != mine->index && e->weight >= mine->weight)
			return true;
	}
	return false;
}

static void
weigh(const struct scan *s, const struct head *head, struct tally *tally,
    int i)
{
	const struct hit		*h = &s->hit[i];
	const struct lexicon_entry	*e = scan_entry(s, h);
	int				 c = e->index, value;
	bool				 same;

	value = e->weight * TENTHS * (5 - h->distance) / 5;
	if (is_denied(s, h->start))
		tally->denied = true;
	if (is_named(s, head, h))
		value += head->report ? NAMED : NAMED_BARE;
	else
		value = value * context_percent(s, h->start) / 100;
	if (is_shared(s, h))
		value = value * PERCENT_SHARED / 100;
	/* Two matches on the same words are one piece of evidence. */
	same = tally->start[c] == h->start || tally->end[c] == h->end;
	if (value > tally->best[c]) {
		tally->rest[c] += same ? 0 : tally->best[c];
		tally->best[c] = value;
		tally->start[c] = h->start;
		tally->end[c] = h->end;
		tally->exact[c] = h->distance == 0;
	} else if (!same) {
		tally->rest[c] += value;
	}
	if (value >= ENOUGH && h->start < tally->first[c])
		tally->first[c] = h->start;
}

/*
 * A second category named right after the first: "LAPOR JALAN LAMPU" may mean
 * either.  It weighs as if it were named, but never more than the first.
 */
static void
weigh_rival(const struct scan *s, const struct head *head,
    struct tally *tally)
{
	const struct lexicon_entry	*e;
	const struct hit		*h;
	int				 i, top = 0, value;

	if (head->topic == -1 || !head->report)
		return;
	for (i = 0; i < CATEGORIES_MAX; i++)
		if (tally->start[i] == head->topic && tally->best[i] > top)
			top = tally->best[i];
	for (i = 0; i < s->hits; i++) {
		h = &s->hit[i];
		e = scan_entry(s, h);
		if (h->start == head->topic_end && !h->covered && !h->gap &&
		    e->kind == LEXICON_KEYWORD && h->distance == 0 &&
		    s->token[h->start].before < BREAK_COMMA) {
			value = e->weight * TENTHS + NAMED;
			if (value > top || e->weight >= RIVAL_WEIGHT)
				value = top;
			if (tally->best[e->index] < value)
				tally->best[e->index] = value;
		}
	}
}

static void
tally_hits(const struct scan *s, const struct head *head, struct tally *tally,
    int categories)
{
	const struct lexicon_entry	*e;
	int				 i;

	memset(tally, 0, sizeof *tally);
	for (i = 0; i < categories; i++)
		tally->first[i] = TOKENS_MAX;
	for (i = 0; i < s->hits; i++) {
		e = scan_entry(s, &s->hit[i]);
		if ((e->kind != LEXICON_KEYWORD && e->kind != LEXICON_PHRASE)
		    || s->hit[i].covered || e->index >= categories)
			continue;
		if (!is_repeated(s, i))
			weigh(s, head, tally, i);
	}
	weigh_rival(s, head, tally);
}

/* Weigh everything up: one score for each category. */
static void
sum_up(const struct tally *tally, int *score, int categories)
{
	int	i, rest, earliest = 0;

	for (i = 0; i < categories; i++) {
		rest = tally->rest[i] / 2;
		if (rest > tally->best[i])
			rest = tally->best[i];
		score[i] = tally->best[i] + rest;
		if (tally->first[i] < tally->first[earliest])
			earliest = i;
	}
	/* Of two problems the first is the report. */
	if (categories > 0 && tally->first[earliest] < TOKENS_MAX)
		score[earliest] += score[earliest] * FIRST_PERCENT / 100;
}

static int
best_of(const int *score, int categories, int except)
{
	int	i, best = -1;

	for (i = 0; i < categories; i++)
		if (score[i] > 0 && i != except &&
		    (best == -1 || score[i] > score[best]))
			best = i;
	return best;
}

/* Add a candidate, best first; what does not fit is dropped. */
void
reading_add(struct reading *r, int index)
{
	int	i;

	for (i = 0; i < r->candidates; i++)
		if (r->candidate[i] == index)
			return;
	if (r->candidates < READING_MAX)
		r->candidate[r->candidates++] = index;
}

/* "..., sampah juga" */
static bool
is_followed_by_also(const struct scan *s, const struct hit *h)
{
	return h->start > 0 && s->token[h->start].before >= BREAK_COMMA &&
	    scan_is(s, h->end, CONF_WORDS_ALSO);
}

/* Whether "dan" or the like joins a match to what is before it. */
static bool
is_joined(const struct scan *s, const struct hit *h)
{
	int	i;

	for (i = h->start; i > 0 && i > h->start - ANOTHER_REACH &&
	    s->token[i].before < BREAK_COMMA; i--)
		if (scan_is(s, i - 1, CONF_WORDS_ALSO))
			return true;
	return false;
}

/* Whether a match tells a second problem, behind token end of the first. */
static bool
is_another(const struct scan *s, const struct head *head, const struct hit *h,
    int end)
{
	const struct lexicon_entry	*e = scan_entry(s, h);

	if (h->start < end || h->covered || h->distance > 0 ||
	    is_reason(s, h->start) || is_shared(s, h))
		return false;
	if (e->kind == LEXICON_KEYWORD && is_followed_by_also(s, h))
		return true;
	if (!is_joined(s, h))
		return false;
	if (e->kind == LEXICON_PHRASE)
		return h->end - h->start > 1 && e->weight >= ANOTHER_WEIGHT;
	/* LAPOR SAMPAH DAN LAMPU */
	return e->kind == LEXICON_KEYWORD && head->report &&
	    h->start == head->topic_end + 1;
}

/* The category of a second problem told in the text, or -1. */
static int
find_another(const struct scan *s, const struct head *head,
    const struct tally *tally, int first)
{
	const struct lexicon_entry	*e;
	int				 i;

	for (i = 0; i < s->hits; i++) {
		e = scan_entry(s, &s->hit[i]);
		if (is_another(s, head, &s->hit[i], tally->end[first]) &&
		    e->index != first)
			return e->index;
	}
	return -1;
}

/*
 * Whether a clause behind the first problem tells of the other one only:
 * "lampu mati, jalan berlubang".
 */
static bool
is_told_apart(const struct scan *s, const struct tally *tally, int first,
    int other)
{
	int	i;

	if (tally->start[other] < tally->end[first] ||
	    tally->first[other] < tally->end[first] ||
	    tally->best[first] < ANOTHER_WEIGHT * TENTHS)
		return false;
	for (i = tally->end[first]; i <= tally->start[other]; i++)
		if (s->token[i].before >= BREAK_COMMA)
			return true;
	return false;
}

/*
 * Of two categories joined by "dan", or told in two clauses, the first is the
 * report.
 */
static void
settle_two(const struct scan *s, const struct head *head,
    const struct tally *tally, struct reading *r)
{
	int	i, first, another;

	r->another = find_another(s, head, tally, r->index);
	if (r->candidates != 2)
		return;
	for (i = 0; i < 2; i++) {
		first = r->candidate[i];
		another = find_another(s, head, tally, first);
		if (another != r->candidate[1 - i] && !is_told_apart(s,
		    tally, first, r->candidate[1 - i]))
			continue;
		r->index = first;
		r->another = another;
		r->candidate[0] = first;
		r->candidates = 1;
		return;
	}
}

/* The candidates: all that come near the best, best first. */
static void
add_close(struct reading *r, const int *score, int categories)
{
	bool	taken[CATEGORIES_MAX] = { false };
	int	i, next, top = score[r->index];

	do {
		next = -1;
		for (i = 0; i < categories; i++)
			if (!taken[i] && score[i] > 0 &&
			    (next == -1 || score[i] > score[next]))
				next = i;
		if (next == -1)
			return;
		taken[next] = true;
		if (score[next] * 100 < top * CLOSE_PERCENT ||
		    top - score[next] >= CLEAR_LEAD)
			return;
		reading_add(r, next);
	} while (r->candidates < READING_MAX);
}

/*
 * Read the category of a text.  Doubtful: the candidates are all that come
 * near the best.
 */
void
topic_find(const struct scan *s, const struct head *head, struct reading *r)
{
	struct tally	tally;
	int		score[CATEGORIES_MAX];
	int		categories, best;

	categories = lexicon_city(s->lex)->category_count;
	if (categories > CATEGORIES_MAX)
		categories = CATEGORIES_MAX;
	*r = (struct reading){ .index = -1, .another = -1, .second = -1,
	    .start = head->topic, .end = head->topic_end };
	tally_hits(s, head, &tally, categories);
	sum_up(&tally, score, categories);
	best = best_of(score, categories, -1);
	r->denied = tally.denied;
	if (best == -1 || score[best] < ENOUGH)
		return;
	r->index = best;
	r->score = score[best];
	r->second = best_of(score, categories, best);
	r->second_score = r->second == -1 ? 0 : score[r->second];
	add_close(r, score, categories);
	settle_two(s, head, &tally, r);
	r->fuzzy = !tally.exact[r->index];
	r->scant = tally.rest[r->index] == 0 &&
	    tally.end[r->index] - tally.start[r->index] == 1;
	r->certainty = r->candidates == 1 ? CERTAIN_SURE : CERTAIN_DOUBT;
}
