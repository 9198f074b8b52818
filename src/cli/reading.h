/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CLI_READING_H
#define CLI_READING_H

#include <stddef.h>

#include <jansson.h>

struct conf_city;
struct lexicon;
struct meaning;

json_t	*reading_answer(const struct lexicon *, const char *, size_t);
const char *reading_line(const struct lexicon *, const json_t *,
	    struct meaning *);
void	 reading_tell(json_t *, const struct conf_city *,
	    const struct meaning *);

#endif
