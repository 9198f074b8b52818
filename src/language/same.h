/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SAME_H
#define SAME_H

#include <stdbool.h>

#include "language/token.h"

struct conf_category;
struct lexicon;

#define SAME_SPOTS	6
#define SAME_WORDS	24
#define SAME_NAMES	3

/* A street, a landmark or a number that places a problem. */
struct same_spot {
	char	head[TOKEN_SIZE];	/* "jalan", "gereja", "rt" */
	char	name[SAME_NAMES][TOKEN_SIZE];	/* "timor", "5" */
	int	names;
	bool	street, counted;	/* counted: an RT, RW or house */
	bool	common;			/* there are many: a kiosk, a house */
	bool	village;		/* named like the kelurahan itself */
};

/* What a text tells of where and what, without its grammar. */
struct same_text {
	struct same_spot spot[SAME_SPOTS];
	int		 spots;
	char		 proper[SAME_WORDS][TOKEN_SIZE];	/* names */
	int		 propers;
	char		 word[SAME_WORDS][TOKEN_SIZE];	/* of the problem */
	int		 words;
	unsigned	 kinds;		/* which of the category's, as bits */
};

/* How alike two texts of one category and one kelurahan are. */
enum same {
	SAME_APART,		/* another place, or another problem */
	SAME_OPEN,		/* neither says where: may be either */
	SAME_ALIKE,		/* much the same words, no place told */
	SAME_SPOT		/* the same street, landmark or number */
};

void		same_read(struct same_text *, const struct lexicon *,
		    const struct conf_category *, const char *);
enum same	same_compare(const struct same_text *,
		    const struct same_text *);

#endif
