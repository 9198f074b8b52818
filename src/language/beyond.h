/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BEYOND_H
#define BEYOND_H

struct lexicon;
struct meaning;
struct view;

void		 beyond_attach(struct lexicon *);
void		 beyond_read(const struct view *, struct meaning *);

#endif
