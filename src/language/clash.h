/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CLASH_H
#define CLASH_H

#include <stdbool.h>
#include <stddef.h>

#include "language/lexicon.h"

#define CLASH_TEXT_SIZE	512

/* One of the two: a keyword, a phrase, a name of a kelurahan or a command. */
struct clash_entry {
	enum lexicon_kind kind;
	int		  index;	/* as of a lexicon_entry */
	const char	 *text;		/* borrowed from the city */
	int		  weight;	/* of a keyword or phrase */
	const char	 *file;		/* borrowed; where it is configured */
	int		  line;
};

/* Two entries that one typing error, or none, turns into each other. */
struct clash {
	struct clash_entry one, other;
	bool		   same;	/* they are the very same words */
	bool		   shadows;	/* one hides the command that other is */
};

typedef void	clash_cb(void *, const struct clash *);

int	clash_find(const struct lexicon *, clash_cb *, void *);
void	clash_text(const struct conf_city *, const struct clash *, char *,
	    size_t);

#endif
