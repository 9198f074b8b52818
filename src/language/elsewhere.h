/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef ELSEWHERE_H
#define ELSEWHERE_H

#include "language/cue.h"
#include "language/grammar.h"

struct conf_elsewhere;

void	elsewhere_add_cues(struct cue_set *, const struct conf_elsewhere *,
	    int);
void	elsewhere_read(const struct conf_elsewhere *, struct cue_reading *,
	    int, const struct view *, struct meaning *);

#endif
