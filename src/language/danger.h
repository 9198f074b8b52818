/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef DANGER_H
#define DANGER_H

#include "language/cue.h"
#include "language/meaning.h"

struct conf_danger;

/* Groups of the set of cues: these, then one for each kind. */
enum danger_group { DANGER_PEOPLE, DANGER_URGENCY, DANGER_CALM, DANGER_IDIOMS,
	DANGER_KINDS };

void	danger_add_cues(struct cue_set *, const struct conf_danger *);
bool	danger_read(const struct conf_danger *, struct cue_reading *, int,
	    struct meaning *);

#endif
