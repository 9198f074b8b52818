/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * danger - whether a text tells of danger to life.
 *
 * This file alone weighs what speaks for it: what is happening, that somebody
 * is in it, that it is now; what the judge thinks; and what speaks against.
 * What is missed costs more than what is told in vain.
 */

#include "conf/danger.h"
#include "language/danger.h"

#define LOUD	5	/* points below which a phrase only adds to another */

/* What the judge adds to any kind from such a chance on, in percent. */
static const struct {
	int	chance, points;
} learned[] = { { 60, 9 }, { 30, 7 }, { 15, 4 } };

/* Add what danger.conf says to a set of cues, in groups from 0 on. */
void
danger_add_cues(struct cue_set *set, const struct conf_danger *d)
{
	int	i;

	for (i = 0; i < d->classes; i++)
		cue_set_class(set, d->class[i].name, d->class[i].words);
	cue_set_add(set, &d->people, DANGER_PEOPLE);
	cue_set_somebody(set, &d->people);
	cue_set_add(set, &d->urgency, DANGER_URGENCY);
	cue_set_add(set, &d->calm, DANGER_CALM);
	cue_set_add(set, &d->idioms, DANGER_IDIOMS);
	for (i = 0; i < d->count; i++)
		cue_set_add(set, &d->kind[i].cues, DANGER_KINDS + i);
}

/* What the judge's chance of danger is worth; below 0 it was not asked. */
static int
learned_points(int chance)
{
	size_t	i;

	for (i = 0; i < sizeof learned / sizeof learned[0]; i++)
		if (chance >= learned[i].chance)
			return learned[i].points;
	return 0;
}

/* The points of a kind by itself: its two loudest phrases, less the worst. */
static int
kind_points(const struct cue_reading *r, int kind, int loud)
{
	const struct cue_hit	*first;
	int			 points = cue_best(r, DANGER_KINDS + kind,
				    NULL, &first);

	if (points < loud)
		return 0;
	points += cue_best(r, DANGER_KINDS + kind, first, NULL);
	return points + cue_against(r, DANGER_KINDS + kind);
}

/*
 * Put the kind of danger that a text tells of into m->danger; it stays -1 if
 * there is none.  The intent is left as it was read.  The chance is the
 * judge's, in percent, or -1; what it alone makes a danger is of the last
 * kind.  Says whether there is one.
 */
bool
danger_read(const struct conf_danger *d, struct cue_reading *r, int chance,
    struct meaning *m)
{
	int	more = learned_points(chance), loud = more > 0 ? 1 : LOUD;
	int	i, points, over, around, best = -1;

	cue_silence(r, DANGER_IDIOMS, 0, DANGER_KINDS + d->count);
	around = more + cue_best(r, DANGER_PEOPLE, NULL, NULL) +
	    cue_best(r, DANGER_URGENCY, NULL, NULL) -
	    cue_best(r, DANGER_CALM, NULL, NULL);
	for (i = 0; i < d->count; i++) {
		points = kind_points(r, i, loud);
		over = points + around - d->kind[i].enough;
		if (points <= 0 || over < 0 || over <= best)
			continue;
		best = over;
		m->danger = i;
	}
	if (m->danger == -1 && more > 0 && d->count > 0 &&
	    around >= d->kind[d->count - 1].enough)
		m->danger = d->count - 1;
	return m->danger != -1;
}
