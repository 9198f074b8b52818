/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * place - which kelurahan a text speaks of.
 *
 * This file alone knows what the words around a name make of it: a marked
 * kelurahan, a street or a market that only bears the name, a kecamatan, the
 * home of the sender, or one of two that the sender is unsure between.
 */

#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "conf/city.h"
#include "language/reading.h"

#define MENTIONS_MAX	12
#define BEGIN_MIN	3	/* letters of a name that was cut short */
#define SMUDGED_MAX	3	/* letters of a number that was mistyped */
#define BEGIN_SURE	4	/* where no place is expected */

/* What the context adds to a mention's score. */
#define SCORE_BASE	20
#define SCORE_BESIDE	10
#define SCORE_LEAD	4	/* less than this ahead is doubtful */

/* One place in the text where a name, or several, can be read. */
struct mention {
	int	start, end;
	int	distance;
	bool	partial;		/* a stem or a beginning only */
	bool	unsure;			/* may be more than one even so */
	int	score;
	int	kelurahan[READING_MAX];
	int	count;
};

struct mentions {
	const struct scan	*scan;
	const struct head	*head;
	struct mention		 mention[MENTIONS_MAX];
	int			 count;
	bool			 denied;	/* one was, and is gone */
};

static const char *
name_of(const struct mentions *m, int kelurahan)
{
	return lexicon_city(m->scan->lex)->kelurahan[kelurahan].name;
}

/* Add what a mention may be, in the order of the configuration. */
static void
mention_add(struct mention *at, int kelurahan)
{
	int	i;

	for (i = 0; i < at->count; i++)
		if (at->kelurahan[i] == kelurahan)
			return;
	if (at->count == READING_MAX)
		return;
	for (i = at->count++; i > 0; i--) {
		if (at->kelurahan[i - 1] < kelurahan)
			break;
		at->kelurahan[i] = at->kelurahan[i - 1];
	}
	at->kelurahan[i] = kelurahan;
}

/* The mention that shares tokens with [start, end), or a new one, or NULL. */
static struct mention *
mention_at(struct mentions *m, int start, int end)
{
	struct mention	*at;
	int		 i;

	for (i = 0; i < m->count; i++) {
		at = &m->mention[i];
		if (start < at->end && at->start < end)
			return at;
	}
	if (m->count == MENTIONS_MAX)
		return NULL;
	at = &m->mention[m->count++];
	*at = (struct mention){ .start = start, .end = end, .distance = -1 };
	return at;
}

/* Whether a match is to replace what a mention has read so far. */
static bool
is_better(const struct mention *at, const struct hit *h)
{
	if (at->distance == -1 || h->distance < at->distance)
		return true;
	return h->distance == at->distance &&
	    h->end - h->start > at->end - at->start;
}

static void
add_match(struct mentions *m, const struct hit *h, bool partial)
{
	struct mention	*at = mention_at(m, h->start, h->end);
	int		 kelurahan = scan_entry(m->scan, h)->index;

	if (at == NULL)
		return;
	if (is_better(at, h))
		*at = (struct mention){ .start = h->start, .end = h->end,
		    .distance = h->distance, .partial = partial };
	else if (h->distance != at->distance || h->start != at->start ||
	    h->end != at->end)
		return;
	mention_add(at, kelurahan);
}

/* Whether a word of another kind covers the same tokens no worse. */
static bool
is_usable(const struct scan *s, const struct hit *h, enum lexicon_kind kind)
{
	return scan_entry(s, h)->kind == kind && !h->covered && !h->gap;
}

/* A stem adds to its mention the names that continue those it holds. */
static bool
is_continued(const struct mentions *m, const struct hit *h)
{
	const struct mention	*at;
	int			 i, k;
	size_t			 len;
	const char		*longer, *name;

	longer = name_of(m, scan_entry(m->scan, h)->index);
	for (i = 0; i < m->count; i++) {
		at = &m->mention[i];
		if (at->start != h->start || at->end != h->end || at->partial)
			continue;
		for (k = 0; k < at->count; k++) {
			name = name_of(m, at->kelurahan[k]);
			for (len = 0; name[len] != '\0' &&
			    name[len] == longer[len]; len++)
				;
			if (name[len] == '\0')
				return true;
		}
	}
	return false;
}

static void
find_names(struct mentions *m)
{
	const struct scan	*s = m->scan;
	const struct hit	*h;
	int			 i;

	for (i = 0; i < s->hits; i++)
		if (is_usable(s, &s->hit[i], LEXICON_KELURAHAN))
			add_match(m, &s->hit[i], false);
	for (i = 0; i < s->hits; i++) {
		h = &s->hit[i];
		if (!is_usable(s, h, LEXICON_STEM))
			continue;
		/* "OESAPA" is a name; only "OESAPA TIMUR" makes it a stem. */
		if (!is_continued(m, h) ||
		    (scan_is(s, h->end, CONF_WORDS_QUALIFIER) &&
		    s->token[h->end].before < BREAK_COMMA))
			add_match(m, h, true);
	}
}

/* Whether a place may be expected at token i. */
static bool
is_expected(const struct mentions *m, int i)
{
	return i == m->head->topic_end || i == m->head->body ||
	    i == m->scan->count - 1 ||
	    scan_is(m->scan, i - 1, CONF_WORDS_AT) ||
	    scan_is(m->scan, i - 1, CONF_WORDS_VILLAGE);
}

/* Whether a mention already has one of n kelurahan. */
static bool
shares(const struct mention *at, const int *kelurahan, int n)
{
	int	i, k;

	for (i = 0; i < at->count; i++)
		for (k = 0; k < n; k++)
			if (at->kelurahan[i] == kelurahan[k])
				return true;
	return false;
}

/*
 * Names cut short: "OEB", "fatu".  What may be a name with an error as well,
 * as "oesa" may be OEBA, may be either.
 */
static void
find_beginnings(struct mentions *m)
{
	const struct scan	*s = m->scan;
	const struct token	*t;
	struct mention		*at;
	int			 i, k, n, found[READING_MAX];

	for (i = 0; i < s->count; i++) {
		t = &s->token[i];
		if (t->letters < t->len || t->len < BEGIN_MIN ||
		    (s->nears[i] > 0 && s->near[i][0].distance == 0) ||
		    (t->len < BEGIN_SURE && !is_expected(m, i)))
			continue;
		n = lexicon_begin(s->lex, t->text, t->len, found, READING_MAX);
		if (n < 1 || n > READING_MAX ||
		    (n == 1 && t->len < BEGIN_SURE))
			continue;
		at = mention_at(m, i, i + 1);
		if (at == NULL || (at->count > 0 && (at->distance == 0 ||
		    at->end - at->start > 1 || shares(at, found, n))))
			continue;
		at->distance = 1;
		at->partial = true;
		for (k = 0; k < n; k++)
			mention_add(at, found[k]);
	}
}

/* A roman number with a wrong stroke: "bakunase Il", "naikoten io". */
static bool
is_smudged(const struct scan *s, int i)
{
	const struct token	*t = &s->token[i];
	size_t			 k, strokes = 0;

	if (i >= s->count || t->len > SMUDGED_MAX || t->letters == 0 ||
	    t->before >= BREAK_COMMA || s->nears[i] > 0)
		return false;
	for (k = 0; k < t->len; k++)
		strokes += strchr("il1", t->text[k]) != NULL;
	return strokes > 0 && strokes + 1 >= t->len;
}

/* Whether a kelurahan's name ends with the word that token i is. */
static bool
ends_with(const struct mentions *m, int kelurahan, int i)
{
	const struct scan	*s = m->scan;
	const char		*last;
	char			 folded[TOKEN_SIZE * 2];

	text_fold(folded, sizeof folded, name_of(m, kelurahan));
	last = strrchr(folded, ' ');
	return last != NULL && s->nears[i] > 0 && s->near[i][0].word ==
	    lexicon_word(s->lex, last + 1, strlen(last + 1));
}

/* "naikoten 1 atau 2", "oesapa barat ko selatan": one name, two endings. */
static void
doubt_endings(struct mentions *m, struct mention *at)
{
	const struct scan	*s = m->scan;
	const struct hit	*h;
	int			 i;

	if (at->end + 1 >= s->count || !scan_is(s, at->end, CONF_WORDS_OR))
		return;
	for (i = 0; i < s->hits; i++) {
		h = &s->hit[i];
		if (h->start == at->start && h->end == at->end - 1 &&
		    scan_entry(s, h)->kind == LEXICON_STEM &&
		    ends_with(m, scan_entry(s, h)->index, at->end + 1))
			mention_add(at, scan_entry(s, h)->index);
	}
}

/* Whether what follows token i is counted by it: "2 tiang", "2 hari". */
static bool
is_count(const struct scan *s, int i)
{
	if (i + 1 >= s->count || s->token[i + 1].before >= BREAK_COMMA)
		return false;
	if (scan_is(s, i + 1, CONF_WORDS_COUNTED))
		return true;
	/* "naikoten 2 anak umur 5": people and houses tell a story. */
	return scan_is(s, i + 1, CONF_WORDS_UNIT) &&
	    !scan_is(s, i + 1, CONF_WORDS_HOME) &&
	    !scan_is(s, i + 1, CONF_WORDS_HOUSE);
}

/* "naikoten 2 tiang": the number may count what follows. */
static void
doubt_counts(struct mentions *m, struct mention *at)
{
	const struct scan	*s = m->scan;
	const struct hit	*h;
	enum lexicon_kind	 kind;
	int			 i, end = at->end - 1;

	if (is_smudged(s, at->end))
		end = at->end;
	else if (scan_is(s, at->end + 1, CONF_WORDS_NUMBER) ||
	    at->end - at->start < 2 || !scan_is_number(s, at->end - 1) ||
	    !is_count(s, at->end - 1))
		return;
	for (i = 0; i < s->hits; i++) {
		h = &s->hit[i];
		kind = scan_entry(s, h)->kind;
		if (h->start == at->start && h->end == end &&
		    (kind == LEXICON_KELURAHAN || kind == LEXICON_STEM))
			mention_add(at, scan_entry(s, h)->index);
	}
}

/* "manulai 1": a number that no name has makes a stem doubtful. */
static void
doubt_stems(struct mentions *m, struct mention *at)
{
	const struct scan	*s = m->scan;

	if (!at->partial || at->end >= s->count)
		return;
	if (s->token[at->end].digits && !scan_is(s, at->end + 1,
	    CONF_WORDS_UNIT) && s->token[at->end].len == 1)
		at->unsure = true;
}

/* What each list, just before a name, makes of it. */
static const struct {
	enum conf_words	list;
	int		score;
} before_score[] = {
	{ CONF_WORDS_VILLAGE,	12 },
	{ CONF_WORDS_AT,	6 },
	{ CONF_WORDS_NEAR,	-6 },
	{ CONF_WORDS_LANDMARK,	-4 },
	{ CONF_WORDS_TO,	-3 },
	{ CONF_WORDS_TOWARD,	-9 },
	{ CONF_WORDS_HOME,	-5 },
	{ CONF_WORDS_TITLE,	-8 },
};

/* Whether token i ends several words of a category: "lampu jalan". */
static bool
ends_topic(const struct scan *s, int i)
{
	const struct hit	*h;
	int			 k;

	for (k = 0; k < s->hits; k++) {
		h = &s->hit[k];
		if (h->end == i + 1 && h->start < i && !h->gap &&
		    scan_entry(s, h)->kind == LEXICON_PHRASE)
			return true;
	}
	return false;
}

static int
street_score(const struct mentions *m, int start)
{
	const struct scan	*s = m->scan;

	/* JALAN as the category is no street. */
	if (scan_is(s, start - 1, CONF_WORDS_STREET))
		return start == m->head->topic_end ||
		    ends_topic(s, start - 1) ? 0 : -8;
	if (scan_is(s, start - 2, CONF_WORDS_STREET) &&
	    !scan_is(s, start - 1, CONF_WORDS_AT) &&
	    !scan_is(s, start - 1, CONF_WORDS_VILLAGE))
		return -2;
	return 0;
}

static void
score_mention(struct mentions *m, struct mention *at)
{
	const struct scan	*s = m->scan;
	int			 i, start = at->start, score = SCORE_BASE;
	size_t			 k;

	score -= 3 * at->distance + (at->partial ? 2 : 0);
	if (start == m->head->place && m->head->report)
		score += 8;
	for (k = 0; k < sizeof before_score / sizeof before_score[0]; k++)
		if (scan_is(s, start - 1, before_score[k].list))
			score += before_score[k].score;
	/* "dekat pasar X", "di gereja X": the words before the landmark. */
	if (scan_is(s, start - 1, CONF_WORDS_LANDMARK)) {
		if (scan_is(s, start - 2, CONF_WORDS_NEAR))
			score -= 4;
		if (scan_is(s, start - 2, CONF_WORDS_AT))
			score += 2;
	}
	/* "sebelah kelurahan X": that is its neighbour. */
	if (scan_is(s, start - 1, CONF_WORDS_VILLAGE) &&
	    scan_is(s, start - 2, CONF_WORDS_NEAR))
		score -= SCORE_BESIDE;
	/* "warga kelurahan X": a home, if a marked one. */
	for (i = start - 1; i >= start - 3; i--)
		if (scan_is(s, i, CONF_WORDS_HOME) && i < start - 1)
			score -= 4;
	at->score = score + street_score(m, start);
}

static bool
is_kecamatan_of(const struct mentions *m, const struct mention *district,
    const struct mention *village)
{
	const struct conf_city	*city = lexicon_city(m->scan->lex);
	int			 i;

	for (i = 0; i < village->count; i++)
		if (strcasecmp(city->kelurahan[village->kelurahan[i]].
		    kecamatan, name_of(m, district->kelurahan[0])) == 0)
			return true;
	return false;
}

/*
 * "Sikumana, Maulafa": the second is the kecamatan of the first; and where
 * nothing stands between, "Kelapa Lima Oesapa", the first is of the second.
 */
static bool
is_district(const struct mentions *m, int i)
{
	const struct scan	*s = m->scan;
	const struct mention	*at = &m->mention[i], *other;
	int			 k, apart;

	if (scan_is(s, at->start - 1, CONF_WORDS_DISTRICT))
		return true;
	if (at->count != 1 || scan_is(s, at->start - 1, CONF_WORDS_VILLAGE))
		return false;
	for (k = 0; k < m->count; k++) {
		other = &m->mention[k];
		apart = at->start - other->end;
		if (k == i || other->count == 0 ||
		    other->kelurahan[0] == at->kelurahan[0])
			continue;
		if (is_kecamatan_of(m, at, other) && (apart == 0 ||
		    (other->start == at->end && s->token[other->start].before <
		    BREAK_COMMA)))
			return true;
	}
	return false;
}

static void
drop(struct mentions *m, int i)
{
	for (m->count--; i < m->count; i++)
		m->mention[i] = m->mention[i + 1];
}

/* "bukan X", "bukan di X" */
static bool
is_denied(const struct scan *s, int start)
{
	if (start > 0 && s->token[start].before >= BREAK_COMMA)
		return false;
	if (start > 1 && scan_is(s, start - 1, CONF_WORDS_AT))
		start--;
	return scan_is(s, start - 1, CONF_WORDS_NOT) &&
	    s->token[start].before < BREAK_COMMA;
}

/* Kecamatan and names that are denied go. */
static void
drop_others(struct mentions *m)
{
	int	i;

	for (i = m->count - 1; i >= 0; i--) {
		if (is_denied(m->scan, m->mention[i].start))
			m->denied = true;
		else if (!is_district(m, i))
			continue;
		drop(m, i);
	}
}

static bool
word_between(const struct scan *s, int from, int to, int list)
{
	for (; from < to; from++)
		if (scan_is(s, from, list))
			return true;
	return false;
}

/* Whether a name, or the landmark that bears it, is where a way begins. */
static bool
is_from(const struct scan *s, const struct mention *at)
{
	return scan_is(s, at->start - 1, CONF_WORDS_FROM) ||
	    (scan_is(s, at->start - 1, CONF_WORDS_LANDMARK) &&
	    scan_is(s, at->start - 2, CONF_WORDS_FROM));
}

/* "dari X sampai Y": anywhere between. */
static bool
is_stretch(const struct scan *s, const struct mention *first,
    const struct mention *second)
{
	return is_from(s, first) &&
	    (scan_is(s, second->start - 1, CONF_WORDS_TO) ||
	    scan_is(s, second->start - 1, CONF_WORDS_TOWARD));
}

/* Whether the sender says to be unsure between two names. */
static bool
is_either(const struct scan *s, const struct mention *a,
    const struct mention *b)
{
	const struct mention	*first = a->start < b->start ? a : b;
	const struct mention	*second = first == a ? b : a;

	if (second->start - first->end > 3)
		return false;
	return is_stretch(s, first, second) ||
	    word_between(s, first->end, second->start, CONF_WORDS_OR) ||
	    word_between(s, first->start - 3, second->start,
	    CONF_WORDS_BORDER);
}

static bool
is_same(const struct mention *a, const struct mention *b)
{
	return a->count == 1 && b->count == 1 &&
	    a->kelurahan[0] == b->kelurahan[0];
}

static bool
holds(const struct mention *m, int kelurahan)
{
	int	i;

	for (i = 0; i < m->count; i++)
		if (m->kelurahan[i] == kelurahan)
			return true;
	return false;
}

/* A doubtful mention is settled by another that names one of its own. */
static void
settle(struct mentions *m, struct mention *best)
{
	const struct mention	*other;
	int			 i;

	if (best->count < 2)
		return;
	for (i = 0; i < m->count; i++) {
		other = &m->mention[i];
		if (other == best || other->count != 1 ||
		    !holds(best, other->kelurahan[0]))
			continue;
		best->kelurahan[0] = other->kelurahan[0];
		best->count = 1;
		return;
	}
}

static struct mention *
find_best(struct mentions *m)
{
	struct mention	*best = NULL;
	int		 i;

	for (i = 0; i < m->count; i++)
		if (m->mention[i].count > 0 && (best == NULL ||
		    m->mention[i].score > best->score ||
		    (m->mention[i].score == best->score &&
		    m->mention[i].start < best->start)))
			best = &m->mention[i];
	return best;
}

static void
decide(struct mentions *m, struct mention *best, struct reading *r)
{
	const struct mention	*other;
	int			 i, k;

	*r = (struct reading){ .index = best->kelurahan[0], .another = -1,
	    .denied = m->denied, .second = -1,
	    .fuzzy = best->distance > 0, .start = best->start,
	    .end = best->end, .score = best->score * 10 };
	for (k = 0; k < best->count; k++)
		reading_add(r, best->kelurahan[k]);
	for (i = 0; i < m->count; i++) {
		other = &m->mention[i];
		if (other == best || other->count == 0 ||
		    is_same(other, best))
			continue;
		if (r->second == -1 || other->score * 10 > r->second_score) {
			r->second = other->kelurahan[0];
			r->second_score = other->score * 10;
		}
		if (is_either(m->scan, best, other) ||
		    best->score - other->score < SCORE_LEAD)
			for (k = 0; k < other->count; k++)
				reading_add(r, other->kelurahan[k]);
	}
	r->certainty = r->candidates == 1 && !best->unsure ? CERTAIN_SURE :
	    CERTAIN_DOUBT;
}

/* What, before a place of another regency, makes it no place of a problem. */
static const enum conf_words elsewhere_marks[] = { CONF_WORDS_TO,
    CONF_WORDS_TOWARD, CONF_WORDS_HOME, CONF_WORDS_STREET, CONF_WORDS_NEAR,
    CONF_WORDS_LANDMARK, CONF_WORDS_NOT };

/* Whether another regency's place is where the problem is. */
static bool
is_outside(const struct scan *s)
{
	const struct lexicon_entry	*e;
	const struct hit		*h;
	size_t				 k;
	int				 i;

	for (i = 0; i < s->hits; i++) {
		h = &s->hit[i];
		e = scan_entry(s, h);
		if (e->kind != LEXICON_LIST || e->index != CONF_WORDS_OUTSIDE
		    || h->covered || h->distance > 0)
			continue;
		for (k = 0; k < sizeof elsewhere_marks /
		    sizeof elsewhere_marks[0]; k++)
			if (scan_is(s, h->start - 1, elsewhere_marks[k]))
				break;
		if (k == sizeof elsewhere_marks / sizeof elsewhere_marks[0])
			return true;
	}
	return false;
}

/*
 * Read the kelurahan of a text.  Doubtful: the candidates are all that it may
 * be.
 */
void
place_find(const struct scan *s, const struct head *head, struct reading *r)
{
	struct mentions	 m = { .scan = s, .head = head };
	struct mention	*best;
	int		 i;

	*r = (struct reading){ .index = -1, .another = -1, .second = -1,
	    .start = -1, .end = -1 };
	find_names(&m);
	find_beginnings(&m);
	drop_others(&m);
	for (i = 0; i < m.count; i++) {
		doubt_counts(&m, &m.mention[i]);
		doubt_endings(&m, &m.mention[i]);
		doubt_stems(&m, &m.mention[i]);
		score_mention(&m, &m.mention[i]);
	}
	r->denied = m.denied;
	if ((best = find_best(&m)) == NULL) {
		r->outside = is_outside(s);
		return;
	}
	settle(&m, best);
	decide(&m, best, r);
}

/*
 * Read the last kelurahan named from token from on, for texts that end in an
 * address.
 */
void
place_find_last(const struct scan *s, int from, struct reading *r)
{
	struct head	 head = { .body = -1, .topic = -1, .topic_end = -1,
			    .place = -1, .place_end = -1 };
	struct mentions	 m = { .scan = s, .head = &head };
	struct mention	*last = NULL;
	int		 i;

	*r = (struct reading){ .index = -1, .another = -1, .second = -1,
	    .start = -1, .end = -1 };
	find_names(&m);
	find_beginnings(&m);
	drop_others(&m);
	for (i = 0; i < m.count; i++)
		if (m.mention[i].start >= from && m.mention[i].count > 0 &&
		    (last == NULL || m.mention[i].start > last->start))
			last = &m.mention[i];
	if (last == NULL)
		return;
	m.mention[0] = *last;
	m.count = 1;
	decide(&m, &m.mention[0], r);
}
