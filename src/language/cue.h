/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CUE_H
#define CUE_H

#include <stdbool.h>
#include <stdint.h>

#include "language/lexicon.h"

#define CUE_HITS	96

struct conf_cues;
struct cue_set;

/* A phrase, and the bytes [start, end) of the text that match it. */
struct cue_hit {
	int16_t		group;
	int16_t		weight;
	uint16_t	start, end;
};

/* All of them, in the order of the text. */
struct cue_reading {
	int		hits;
	struct cue_hit	hit[CUE_HITS];
};

struct cue_set	*cue_set_new(const struct lexicon *);
void		 cue_set_free(struct cue_set *);
void		 cue_set_add(struct cue_set *, const struct conf_cues *, int);
void		 cue_set_class(struct cue_set *, const char *, const char *);
void		 cue_set_somebody(struct cue_set *, const struct conf_cues *);
void		 cue_set_index(struct cue_set *);
void		 cue_read(const struct cue_set *, const char *,
		    struct cue_reading *);
void		 cue_silence(struct cue_reading *, int, int, int);
int		 cue_best(const struct cue_reading *, int,
		    const struct cue_hit *, const struct cue_hit **);
int		 cue_against(const struct cue_reading *, int);

#endif
