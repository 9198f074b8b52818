/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BEYOND_H
#define BEYOND_H

struct cue_set;
struct lexicon;
struct meaning;
struct view;

struct cue_set	*beyond_cues(const struct lexicon *);
void		 beyond_read(const struct view *, struct meaning *);

#endif
