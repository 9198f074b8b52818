/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * elsewhere - whether a text brings a matter that is none of the city's
 * categories.
 *
 * This file alone weighs such a matter against a category of ours, and knows
 * when it is a question.
 */

#include "conf/city.h"
#include "conf/elsewhere.h"
#include "language/elsewhere.h"

#define TENTHS		10	/* of a category's points */
#define STRONG		9	/* points that outweigh a word for status */
#define PLAIN		14	/* points that need no sign that we are meant */
#define OURS		70	/* percent, that it is a report of ours */
#define CERTAINLY_OURS	88	/* the same against a loud word */
#define LEARNED		0.5	/* a chance, of a learned matter */
#define LEARNED_TOO	0.2	/* where a faint word says the same */
#define TALK_WORDS	4	/* of which a plain answer has not more */

/* Groups of the set of cues, behind those of danger. */
enum group { ASKS, SPEAKS, ADVERTS, IDIOMS, OUTSIDE, MATTERS };

/* Where the weighing stands. */
struct weighing {
	const struct conf_elsewhere	*e;
	const struct cue_reading	*r;
	const struct view		*v;
	int				 base;
	int				 matter, points;	/* the best */
	bool				 outside;	/* that is a place */
};

/* Add what elsewhere.conf says to a set of cues, in groups from base on. */
void
elsewhere_add_cues(struct cue_set *set, const struct conf_elsewhere *e,
    int base)
{
	int	i;

	cue_set_add(set, &e->asks, base + ASKS);
	cue_set_add(set, &e->speaks, base + SPEAKS);
	cue_set_add(set, &e->adverts, base + ADVERTS);
	cue_set_add(set, &e->idioms, base + IDIOMS);
	cue_set_add(set, &e->outside, base + OUTSIDE);
	for (i = 0; i < e->count; i++)
		cue_set_add(set, &e->matter[i].cues, base + MATTERS + i);
}

/* The points of a matter: the loudest, half of the next, less the worst. */
static int
matter_points(const struct weighing *w, int matter)
{
	const struct cue_hit	*first;
	int			 group = w->base + MATTERS + matter;
	int			 points = cue_best(w->r, group, NULL, &first);

	if (points == 0)
		return 0;
	return points + cue_best(w->r, group, first, NULL) / 2 +
	    cue_against(w->r, group);
}

/*
 * The points of another regency's place, where none of ours is named but
 * within its name: PENFUI TIMUR.
 */
static int
outside_points(const struct weighing *w)
{
	const struct reading	*place = &w->v->place;
	const struct token	*token = w->v->scan.token;
	const struct cue_hit	*h;
	int			 points = cue_best(w->r, w->base + OUTSIDE,
				    NULL, &h), start, end;

	if (points == 0)
		return 0;
	if (place->certainty != CERTAIN_NONE) {
		start = token[place->start].start;
		end = token[place->end - 1].end;
		if (h->start > start || h->end < end ||
		    h->end - h->start == end - start)
			return 0;
	}
	return points + cue_against(w->r, w->base + OUTSIDE);
}

static void
find_best(struct weighing *w)
{
	int	i, points;

	w->matter = -1;
	w->points = 0;
	for (i = 0; i < w->e->count; i++) {
		points = i == w->e->outside_matter ? 0 : matter_points(w, i);
		if (points > w->points) {
			w->points = points;
			w->matter = i;
		}
	}
	points = outside_points(w);
	w->outside = w->points < w->e->enough && points > w->points &&
	    w->e->outside_matter != -1;
	if (w->outside) {
		w->points = points;
		w->matter = w->e->outside_matter;
	}
}

/* Whether a text says of itself that it speaks to us. */
static bool
is_for_us(const struct weighing *w, const struct meaning *m)
{
	return m->intent != INTENT_UNKNOWN || w->v->head.report ||
	    w->points >= PLAIN ||
	    w->v->place.certainty != CERTAIN_NONE ||
	    cue_best(w->r, w->base + SPEAKS, NULL, NULL) > 0 ||
	    cue_best(w->r, w->base + ASKS, NULL, NULL) > 0;
}

/* Whether the reading so far may give way to a matter elsewhere. */
static bool
may_give_way(const struct weighing *w, const struct meaning *m)
{
	if (cue_best(w->r, w->base + ADVERTS, NULL, NULL) > 0)
		return false;
	switch ((int)m->intent) {
	case INTENT_REPORT:
	case INTENT_CLARIFY:
	case INTENT_UNKNOWN:
	case INTENT_QUESTION:
	case INTENT_ELSEWHERE:
	case INTENT_INFO:
	case INTENT_HELP:
		return is_for_us(w, m);
	case INTENT_STATUS:
	case INTENT_CONFIRM:
	case INTENT_SUPPORT:
	case INTENT_ADD:
	case INTENT_CANCEL:
		return m->ticket[0] == '\0' && w->points >= STRONG &&
		    w->v->scan.count > TALK_WORDS;
	case INTENT_REGISTER:
		return m->kelurahan == -1 && w->points >= STRONG;
	default:
		return false;
	}
}

/* Whether a category of ours is at least as strong. */
static bool
is_ours(const struct weighing *w, const struct meaning *m)
{
	const struct view	*v = w->v;

	if (m->intent != INTENT_REPORT && m->intent != INTENT_CLARIFY)
		return false;
	if (w->outside)
		return false;
	if (v->head.keyword)
		return true;
	if (v->judged && m->category != -1)
		return m->confidence >= (w->points >= PLAIN ? CERTAINLY_OURS :
		    OURS);
	return v->topic.certainty != CERTAIN_NONE &&
	    w->points * TENTHS < v->topic.score + w->e->margin * TENTHS;
}

/*
 * The matter that was learned, where the words name none loudly enough: of a
 * text that is none of our reports, or a faint word of the same matter.
 */
static int
learned_matter(const struct weighing *w)
{
	const struct verdict	*verdict = &w->v->verdict;
	int			 matter;

	if (!w->v->judged || verdict->matter == NULL)
		return -1;
	matter = conf_elsewhere_find(w->e, verdict->matter);
	return matter == -1 || verdict->matter_chance < (matter == w->matter ?
	    LEARNED_TOO : LEARNED) ? -1 : matter;
}

/* A text that is known to be not ours, or to ask: whose it is. */
static void
read_learned(const struct weighing *w, struct meaning *m)
{
	if ((m->intent != INTENT_ELSEWHERE && m->intent != INTENT_QUESTION) ||
	    m->category != -1)
		return;
	if (cue_best(w->r, w->base + ADVERTS, NULL, NULL) > 0) {
		m->intent = INTENT_UNKNOWN;
		return;
	}
	m->matter = learned_matter(w);
	if (m->matter == -1 && w->points > 0)
		m->matter = w->matter;
}

/* A report whose sender should hear of the other office, too. */
static void
read_beside(const struct weighing *w, struct meaning *m)
{
	int	i;

	for (i = 0; i < w->e->count; i++)
		if (m->intent == INTENT_REPORT && m->category != -1 &&
		    w->e->matter[i].beside == m->category &&
		    cue_against(w->r, w->base + MATTERS + i) == 0)
			m->matter = i;
}

/*
 * Put the matter that a text brings into m->matter, and make the intent
 * elsewhere, or a question, where no category of ours is as strong.  Beside
 * a report of ours the matter is what the sender hears besides.
 */
void
elsewhere_read(const struct conf_elsewhere *e, struct cue_reading *r,
    int base, const struct view *v, struct meaning *m)
{
	struct weighing	w = { e, r, v, base, -1, 0, false };
	bool		asks;

	cue_silence(r, base + IDIOMS, base + OUTSIDE, base + MATTERS +
	    e->count);
	find_best(&w);
	asks = cue_best(r, base + ASKS, NULL, NULL) > 0;
	if (w.points < e->enough || !may_give_way(&w, m) || is_ours(&w, m)) {
		read_beside(&w, m);
		read_learned(&w, m);
		return;
	}
	m->matter = w.matter;
	if (m->intent == INTENT_INFO)	/* has its own answers by topic */
		return;
	m->intent = asks ? INTENT_QUESTION : INTENT_ELSEWHERE;
	m->category = m->second = m->kelurahan = -1;
	m->candidates = m->alsos = 0;
	m->kelurahan_doubt = false;
}
