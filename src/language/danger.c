/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * danger - whether a text tells of danger to life.
 *
 * This file alone weighs what speaks for it: what is happening, that somebody
 * is in it, that it is now; and what speaks against.  What is missed costs
 * more than what is told in vain.
 */

#include "conf/danger.h"
#include "language/danger.h"

#define LOUD	5	/* points below which a phrase only adds to another */

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

/* The points of a kind by itself: its two loudest phrases, less the worst. */
static int
kind_points(const struct cue_reading *r, int kind)
{
	const struct cue_hit	*first;
	int			 points = cue_best(r, DANGER_KINDS + kind,
				    NULL, &first);

	if (points < LOUD)
		return 0;
	points += cue_best(r, DANGER_KINDS + kind, first, NULL);
	return points + cue_against(r, DANGER_KINDS + kind);
}

/*
 * Put the kind of danger that a text tells of into m->danger; it stays -1 if
 * there is none.  The intent is left as it was read.
 */
void
danger_read(const struct conf_danger *d, struct cue_reading *r,
    struct meaning *m)
{
	int	i, points, over, around, best = -1;

	cue_silence(r, DANGER_IDIOMS, 0, DANGER_KINDS + d->count);
	around = cue_best(r, DANGER_PEOPLE, NULL, NULL) +
	    cue_best(r, DANGER_URGENCY, NULL, NULL) -
	    cue_best(r, DANGER_CALM, NULL, NULL);
	for (i = 0; i < d->count; i++) {
		points = kind_points(r, i);
		over = points + around - d->kind[i].enough;
		if (points <= 0 || over < 0 || over <= best)
			continue;
		best = over;
		m->danger = i;
	}
}
