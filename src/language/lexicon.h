/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef LEXICON_H
#define LEXICON_H

struct conf_city;
struct lexicon;

struct lexicon	*lexicon_new(const struct conf_city *);
void		 lexicon_free(struct lexicon *);
const struct conf_city *lexicon_city(const struct lexicon *);

#endif
